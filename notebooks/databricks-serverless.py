# Databricks notebook source
# MAGIC %md
# MAGIC # Pigment into Delta, on serverless compute
# MAGIC
# MAGIC This notebook reads a Pigment view with the Python data source and writes it to a Delta table. It runs on
# MAGIC serverless compute (environment version 2 or newer) and in standard access mode (runtime 15.4 or newer), which
# MAGIC don't accept the connector's jar. `docs/python.md` explains how the Python data source differs from the jar.
# MAGIC
# MAGIC Before the first run:
# MAGIC
# MAGIC 1. **Wheel.** Build `pyspark_pigment-<version>-py3-none-any.whl` and upload it to a volume. Then add the path of
# MAGIC    the wheel to the dependencies of the notebook's environment, or run the `%pip install` cell below.
# MAGIC 2. **Key.** Create an Export API key in Pigment and store it as a secret:
# MAGIC
# MAGIC        databricks secrets create-scope pigment
# MAGIC        databricks secrets put-secret pigment export-api-key
# MAGIC
# MAGIC 3. **Network.** If a network policy restricts egress, make sure that it allows `pigment.app`.

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
# MAGIC Call `register` once in each session. If the session has the connector's jar, `format("pigment")` still uses the
# MAGIC jar.
# MAGIC
# MAGIC With a schema in the code, the job fails if a column is removed or if its values no longer match their type.
# MAGIC Without `.schema(…)`, the connector infers the types from a sample, which needs one more request. To find out
# MAGIC which schema to write here, omit `.schema(…)` once and run `plan.printSchema()`.

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
# MAGIC Each action on `plan` exports the view again. Therefore, write the view to the table first, and then query the
# MAGIC table. The overwrite is a single transaction. If the read fails, the table stays as it was.

# COMMAND ----------

plan.write.format("delta").mode("overwrite").option("overwriteSchema", "true").saveAsTable(table)

# COMMAND ----------

written = spark.table(table)
assert not written.isEmpty(), f"The view {view} is empty: does the key's owner still see it?"
display(written.limit(10))
