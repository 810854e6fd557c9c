from pyspark.sql import functions as F

from support import EXAMPLE_VIEW, LIST_VIEW, large_view


def test_selects_columns_and_rows(read):
    df = read().load(EXAMPLE_VIEW)
    rows = df.where((F.col("Country") == "DE") & (F.col("Revenue") > 50)).select("Month", "Margin")
    assert [tuple(row) for row in rows.collect()] == [
        ("Mar 21", 40.0),
        ("Apr 21", 43.33333333333333),
    ]


def test_limits_and_counts(read):
    df = read().load(EXAMPLE_VIEW)
    assert df.count() == 16
    assert df.limit(3).count() == 3
    assert [row.Month for row in df.take(2)] == ["Jan 21", "Feb 21"]
    assert df.where("Country = 'FR'").limit(100).count() == 12


def test_limit_does_not_wait_for_the_whole_export(read, proxy):
    million = large_view(1_000_000)  # 100 MB
    rows = read(baseUrl=proxy.url).schema("Code STRING").load(million).limit(3).collect()
    assert [row.Code for row in rows] == ["0000000000", "0000000001", "0000000002"]
    assert proxy.bytes_passed < 50_000_000


def test_groups_and_aggregates(read):
    sums = read().load(EXAMPLE_VIEW).groupBy("Country").agg(F.sum("Revenue").alias("sum"))
    assert {row.Country: row["sum"] for row in sums.collect()} == {"FR": 1965.0, "DE": 225.0}


def test_joins_view_with_a_table_of_the_session(spark, read):
    names = spark.createDataFrame([("FR", "France"), ("DE", "Germany")], "Country STRING, Name STRING")
    joined = read().load(EXAMPLE_VIEW).join(names, "Country").groupBy("Name").count()
    assert {row.Name: row["count"] for row in joined.collect()} == {"France": 12, "Germany": 4}


def test_joins_view_with_itself(read):
    df = read().load(EXAMPLE_VIEW)
    pairs = df.alias("a").join(df.alias("b"), F.col("a.Month") == F.col("b.Month"))
    both = pairs.where("a.Country = 'FR' and b.Country = 'DE'").select("a.Revenue", "b.Revenue")
    assert sorted(tuple(row) for row in both.collect()) == [
        (150.0, 50.0),
        (150.0, 50.0),
        (180.0, 60.0),
        (195.0, 65.0),
    ]


def test_joins_two_views(read):
    people = read().load(LIST_VIEW).select(F.lit("FR").alias("Country"), "Employee")
    joined = people.join(read().load(EXAMPLE_VIEW), "Country")
    assert joined.count() == 3 * 12


def test_unions_view_with_itself(read):
    df = read().load(EXAMPLE_VIEW)
    assert df.union(df).count() == 32
    assert df.unionByName(df.select(*reversed(df.columns))).distinct().count() == 16


def test_cached_data_is_not_exported_again(read, proxy):
    df = read(baseUrl=proxy.url).schema("Country STRING, Revenue DOUBLE").load(EXAMPLE_VIEW).cache()
    try:
        assert df.count() == 16
        asked = proxy.connections
        assert asked == 1
        assert df.agg(F.sum("Revenue")).first()[0] == 2190.0
        assert df.where("Country = 'DE'").count() == 4
        assert proxy.connections == asked
    finally:
        df.unpersist()


def test_each_action_exports_again(read, proxy):
    df = read(baseUrl=proxy.url).schema("Country STRING").load(EXAMPLE_VIEW)
    df.count()
    df.count()
    assert proxy.connections == 2
