from support import EVERY_KIND_VIEW, EXAMPLE_VIEW


def test_writes_safe_names_and_reads_them_back(spark, read, tmp_path):
    df = read(columnNames="safe").load(EVERY_KIND_VIEW)
    df.write.parquet(f"file:{tmp_path}/products")

    back = spark.read.parquet(f"file:{tmp_path}/products")
    assert back.columns == df.columns
    assert not [name for name in back.columns if set(name) & set(" ,;{}()\n\t=")]
    assert "Product_name" in back.columns and "Price_€" in back.columns
    assert back.schema["Product_name"].metadata["comment"] == "Product name"
    assert sorted(back.collect(), key=str) == sorted(df.collect(), key=str)


def test_creates_table_from_a_view(spark, read):
    read().load(EXAMPLE_VIEW).write.partitionBy("Country").saveAsTable("plan_table")
    try:
        assert spark.table("plan_table").where("Country = 'DE'").count() == 4
    finally:
        spark.sql("DROP TABLE plan_table")
