import pytest

from support import EVERY_KIND_VIEW, EXAMPLE_VIEW


@pytest.fixture
def plan(spark, simulator):
    spark.sql(
        f"""
        CREATE TEMPORARY VIEW plan
        USING pigment
        OPTIONS (viewId '{EXAMPLE_VIEW}', baseUrl '{simulator.url}')
        """
    )
    yield "plan"
    spark.catalog.dropTempView("plan")


def test_reads_temporary_view_created_in_sql(spark, plan):
    rows = spark.sql("SELECT Country, sum(Revenue) FROM plan GROUP BY Country ORDER BY Country").collect()
    assert [tuple(row) for row in rows] == [("DE", 225.0), ("FR", 1965.0)]


def test_describes_temporary_view(spark, plan):
    assert [(row.col_name, row.data_type) for row in spark.sql("DESCRIBE plan").collect()] == [
        ("Country", "string"),
        ("Month", "string"),
        ("Cost", "double"),
        ("Revenue", "double"),
        ("Margin", "double"),
    ]


def test_reads_temporary_view_with_columns(spark, simulator):
    spark.sql(
        f"""
        CREATE TEMPORARY VIEW typed (Country STRING, Revenue DECIMAL(18,2))
        USING pigment
        OPTIONS (viewId '{EXAMPLE_VIEW}', baseUrl '{simulator.url}')
        """
    )
    try:
        assert spark.table("typed").dtypes == [("Country", "string"), ("Revenue", "decimal(18,2)")]
        assert str(spark.sql("SELECT sum(Revenue) FROM typed").first()[0]) == "2190.00"
    finally:
        spark.catalog.dropTempView("typed")


def test_reads_temporary_view_of_a_dataframe(spark, read):
    read().load(EVERY_KIND_VIEW).createOrReplaceTempView("products")
    try:
        rows = spark.sql(
            "SELECT `Product name` FROM products WHERE `In stock?` AND Launch < DATE'2000-01-01'"
        ).collect()
        assert [row[0] for row in rows] == ['The "Good" Lamp']
    finally:
        spark.catalog.dropTempView("products")
