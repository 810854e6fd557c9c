"""What the driver of test_lineage.py runs: reads by id and by name, and writes of their rows."""

import sys

from pyspark.sql import SparkSession

base_url, key, metadata_key, view, folder = sys.argv[1:]
catalog = "spark.sql.catalog.pigment"
spark = (
    SparkSession.builder.config(catalog, "io.github.pigmentspark.PigmentCatalog")
    .config(f"{catalog}.baseUrl", base_url)
    .config(f"{catalog}.apiToken", key)
    .config(f"{catalog}.metadataToken", metadata_key)
    .getOrCreate()
)
by_id = spark.read.format("pigment").options(baseUrl=base_url, apiToken=key).load(view)
by_id.where("Country = 'FR'").write.parquet(f"{folder}/by_id")
spark.table("pigment.`FP&A`.Revenue").write.parquet(f"{folder}/by_name")
spark.stop()
