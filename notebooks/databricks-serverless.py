# Databricks notebook source
# MAGIC %md
# MAGIC # Pigment into Delta, on serverless compute
# MAGIC
# MAGIC Reads a view of Pigment with the Python data source and writes it to a Delta table. It runs on serverless compute
# MAGIC (environment version 2 or newer) and on standard access mode (runtime 15.4 or newer), which take no jar.
# MAGIC `docs/python.md` explains what is different from the jar.
# MAGIC
# MAGIC Before the first run:
# MAGIC
# MAGIC 1. **Wheel.** Build `pyspark_pigment-<version>-py3-none-any.whl` and upload it to a volume. Add its path to the
# MAGIC    dependencies of the notebook's environment, or run the cell below.
# MAGIC 2. **Key.** Make an Export API key in Pigment, and keep it as a secret:
# MAGIC
# MAGIC        databricks secrets create-scope pigment
# MAGIC        databricks secrets put-secret pigment export-api-key
# MAGIC
# MAGIC 3. **Network.** If a network policy restricts egress, it must allow `pigment.app`.

# COMMAND ----------

# MAGIC %pip install /Volumes/main/finance/wheels/pyspark_pigment-0.1.0.dev0-py3-none-any.whl

# COMMAND ----------

dbutils.widgets.text("view", "c0ffee00-0000-4000-8000-000000000006", "View: its id, or its whole URL")
dbutils.widgets.text("table", "main.finance.plan", "Table: catalog.schema.name")

view = dbutils.widgets.get("view")
table = dbutils.widgets.get("table")

# COMMAND ----------

# MAGIC %md
# MAGIC ## Read
# MAGIC
# MAGIC `register` is needed once in each session. Where the session has the connector's jar, it leaves `pigment` to the
# MAGIC jar.
# MAGIC
# MAGIC The schema is given, so that a column that is missing, or contains something else, fails the job. Without
# MAGIC `.schema(…)` the types are inferred from a sample, which costs one more request; `plan.printSchema()` then shows what
# MAGIC to write here.

# COMMAND ----------

import pyspark_pigment

pyspark_pigment.register(spark)

schema = """
    Scenario STRING,
    Month STRING,
    Region STRING,
    Department STRING,
    Headcount BIGINT,
    `Amount_€` DOUBLE,
    Closed_on DATE
"""

plan = (
    spark.read.format("pigment")
    .option("apiToken", dbutils.secrets.get(scope="pigment", key="export-api-key"))
    .option("columnNames", "safe")
    .schema(schema)
    .load(view)
)

# COMMAND ----------

# MAGIC %md
# MAGIC ## Write
# MAGIC
# MAGIC Each action on `plan` requests the export again. So write it first, and use the table from then on. The overwrite
# MAGIC is one transaction of Delta: if the read fails, the table is as it was.

# COMMAND ----------

plan.write.format("delta").mode("overwrite").option("overwriteSchema", "true").saveAsTable(table)

# COMMAND ----------

written = spark.table(table)
assert not written.isEmpty(), f"The view {view} is empty: does the key's owner still see it?"
display(written.limit(10))
