# Databricks notebook source
# MAGIC %md
# MAGIC # Pigment into Delta, every night
# MAGIC
# MAGIC This notebook reads a Pigment view and merges it into a Delta table. Import this file as a notebook, or run it
# MAGIC from a Git folder.
# MAGIC
# MAGIC **The compute must be in dedicated access mode** (formerly *single user*). On serverless compute and in standard
# MAGIC access mode (formerly *shared*), use `databricks-serverless.py` instead. `docs/databricks.md` explains which
# MAGIC compute can run which notebook.
# MAGIC
# MAGIC Before the first run:
# MAGIC
# MAGIC 1. **Library.** Upload the connector's jar to a volume. On the compute's page, select *Libraries*, *Install
# MAGIC    new*, then *Volumes*, and enter the path of the jar. The same jar runs on every runtime.
# MAGIC 2. **Key.** Create an Export API key in Pigment and store it as a secret:
# MAGIC
# MAGIC        databricks secrets create-scope pigment
# MAGIC        databricks secrets put-secret pigment export-api-key
# MAGIC
# MAGIC 3. **Network.** The compute must be able to reach `https://pigment.app`. If the key has an IP allow list in
# MAGIC    Pigment, add the public IP that your workspace uses.

# COMMAND ----------

# MAGIC %md
# MAGIC ## View and table
# MAGIC
# MAGIC In a job, the parameters of the task set these widgets.

# COMMAND ----------

dbutils.widgets.text("view", "c0ffee00-0000-4000-8000-000000000006", "View: its id, or its whole URL")
dbutils.widgets.text("table", "main.finance.plan", "Table: catalog.schema.name")
dbutils.widgets.text("keys", "Scenario, Month, Region, Department", "Columns that identify a record")

view = dbutils.widgets.get("view")
table = dbutils.widgets.get("table")
keys = [key.strip() for key in dbutils.widgets.get("keys").split(",")]

# COMMAND ----------

# MAGIC %md
# MAGIC ## Read
# MAGIC
# MAGIC With `columnNames=safe`, the connector changes column names to names that Delta accepts. For example,
# MAGIC `Amount (€)` becomes `Amount_€`.
# MAGIC
# MAGIC With a schema in the code, the job fails if a column is removed or if its values no longer match their type.
# MAGIC Without `.schema(…)`, the connector infers the types from a sample, which needs one more request. To find out
# MAGIC which schema to write here, omit `.schema(…)` once and run `plan.printSchema()`.

# COMMAND ----------

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
# MAGIC ## Stage
# MAGIC
# MAGIC Each action on `plan` exports the view again. Therefore, write the view once to a staging table next to the
# MAGIC target table, and use only the staging table in the following cells. The overwrite is a single transaction. If
# MAGIC the read fails, the staging table stays as it was.

# COMMAND ----------

staged = table + "_staged"
plan.write.format("delta").mode("overwrite").option("overwriteSchema", "true").saveAsTable(staged)

# COMMAND ----------

# MAGIC %md
# MAGIC ## Check
# MAGIC
# MAGIC The connector detects most incomplete exports, but not all. Use this cell to check that the data is what you
# MAGIC expect.

# COMMAND ----------

tonight = spark.table(staged)
records = tonight.count()
assert records > 0, f"The view {view} is empty. Can the key's owner still see it?"

repeated = tonight.groupBy(*keys).count().where("count > 1")
assert repeated.isEmpty(), f"{', '.join(keys)} do not identify a record: {repeated.first()}"

print(f"{records} records")
display(tonight.limit(10))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Merge
# MAGIC
# MAGIC The merge writes only records that differ, so the table's history and change data feed show what changed in
# MAGIC Pigment. If you don't need this history, write the view directly to the table and skip the rest of the notebook.
# MAGIC
# MAGIC Merge from the staging table, not from the view. A merge can read its source twice, so Pigment might export the
# MAGIC view twice.

# COMMAND ----------

spark.sql(f"CREATE TABLE IF NOT EXISTS {table} USING delta AS SELECT * FROM {staged} LIMIT 0")

same_record = " AND ".join(f"target.`{key}` <=> source.`{key}`" for key in keys)
changed = " OR ".join(f"NOT target.`{name}` <=> source.`{name}`" for name in tonight.columns if name not in keys)

spark.sql(f"""
    MERGE INTO {table} AS target
    USING {staged} AS source
    ON {same_record}
    WHEN MATCHED AND ({changed}) THEN UPDATE SET *
    WHEN NOT MATCHED THEN INSERT *
    WHEN NOT MATCHED BY SOURCE THEN DELETE
""")

# COMMAND ----------

merged = spark.table(table)
assert merged.exceptAll(tonight).isEmpty() and tonight.exceptAll(merged).isEmpty()

rows = [f"operationMetrics.numTargetRows{what} AS {what}" for what in ("Inserted", "Updated", "Deleted")]
display(spark.sql(f"DESCRIBE HISTORY {table} LIMIT 5").selectExpr("version", "timestamp", "operation", *rows))

# COMMAND ----------

# MAGIC %md
# MAGIC The next cell drops the staging table, which is no longer needed. If a cell above fails, the notebook stops and
# MAGIC keeps the staging table, so that you can find out why.

# COMMAND ----------

spark.sql(f"DROP TABLE {staged}")

# COMMAND ----------

# MAGIC %md
# MAGIC ## Every night
# MAGIC
# MAGIC To run this notebook every night, select *Jobs & Pipelines*, *Create*, then *Job*, and add a notebook task. Run
# MAGIC the task on compute that is in dedicated access mode and has the library. Schedule the job for a time when the
# MAGIC plan isn't being edited, and set one or two retries that are a few minutes apart. The connector itself retries
# MAGIC interrupted downloads and rate-limited requests. The task's retries cover other failures, such as a view that was
# MAGIC edited while it was being read.
