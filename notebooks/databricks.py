# Databricks notebook source
# MAGIC %md
# MAGIC # Pigment into Delta, every night
# MAGIC
# MAGIC Reads a view of Pigment and keeps it as a Delta table. Import this file as a notebook, or run it from a Git
# MAGIC folder.
# MAGIC
# MAGIC **The compute must have dedicated access mode** (once called *single user*). Standard (*shared*) access mode
# MAGIC and serverless refuse connectors of this kind. `docs/databricks.md` tells which runtimes there are, and why.
# MAGIC
# MAGIC Before the first run:
# MAGIC
# MAGIC 1. **Library.** On the compute's page: *Libraries*, *Install new*. Upload the jar to a volume and take
# MAGIC    *Volumes*; or, once a version is on Maven Central, *Maven* with the coordinates
# MAGIC    `io.github.pigmentspark:pigment-spark-connector:<version>`. One jar is for all runtimes, with Scala 2.12 and 2.13.
# MAGIC 2. **Key.** Make an Export API key in Pigment, and keep it as a secret:
# MAGIC
# MAGIC        databricks secrets create-scope pigment
# MAGIC        databricks secrets put-secret pigment export-api-key
# MAGIC
# MAGIC 3. **Network.** The compute needs a way to `https://pigment.app`. If the key has an IP allow list, it must
# MAGIC    have the address that your workspace's traffic leaves from.

# COMMAND ----------

# MAGIC %md
# MAGIC ## What to read, and where to keep it
# MAGIC
# MAGIC The widgets are also the parameters of a job.

# COMMAND ----------

dbutils.widgets.text("view", "c0ffee00-0000-4000-8000-000000000006", "View: its id, or its whole address")
dbutils.widgets.text("table", "main.finance.plan", "Table: catalog.schema.name")
dbutils.widgets.text("keys", "Scenario, Month, Region, Department", "Columns that name a record")

view = dbutils.widgets.get("view")
table = dbutils.widgets.get("table")
keys = [key.strip() for key in dbutils.widgets.get("keys").split(",")]

# COMMAND ----------

# MAGIC %md
# MAGIC ## Read
# MAGIC
# MAGIC `columnNames=safe` makes names that Delta accepts: `Amount (€)` becomes `Amount_€`.
# MAGIC
# MAGIC The schema is given, so that a column that has gone, or holds something else, fails the job that night.
# MAGIC Without `.schema(…)` the connector finds the types in a sample, with one more request: good for a first look,
# MAGIC `plan.printSchema()` then tells what to write here.

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
# MAGIC ## Write, once
# MAGIC
# MAGIC Each action on `plan` asks Pigment again. So the first and only one writes it down, and all that follows reads
# MAGIC the table. The overwrite is one transaction of Delta: those who read see last night's state or this night's,
# MAGIC and last night's when the job fails.

# COMMAND ----------

staged = table + "_staged"
plan.write.format("delta").mode("overwrite").option("overwriteSchema", "true").saveAsTable(staged)

# COMMAND ----------

# MAGIC %md
# MAGIC ## Check
# MAGIC
# MAGIC The connector has made sure that the export is whole. What it cannot know is whether it is the one that you
# MAGIC expect.

# COMMAND ----------

night = spark.table(staged)
records = night.count()
assert records > 0, f"The view {view} is empty: does the key's owner still see it?"

repeated = night.groupBy(*keys).count().where("count > 1")
assert repeated.isEmpty(), f"{', '.join(keys)} do not name a record: {repeated.first()}"

print(f"{records} records")
display(night.limit(10))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Merge
# MAGIC
# MAGIC If nobody asks what changed from night to night, stage straight into the table and stop here. Else merge: only
# MAGIC records that differ are written, so the table's history, and a change data feed, tell what was planned anew.
# MAGIC
# MAGIC The source of the merge is the staged table, never the view itself: a merge may read its source twice, and
# MAGIC would then ask Pigment twice.

# COMMAND ----------

spark.sql(f"CREATE TABLE IF NOT EXISTS {table} USING delta AS SELECT * FROM {staged} LIMIT 0")

same_record = " AND ".join(f"kept.`{key}` <=> night.`{key}`" for key in keys)
changed = " OR ".join(f"NOT kept.`{name}` <=> night.`{name}`" for name in night.columns if name not in keys)

spark.sql(f"""
    MERGE INTO {table} AS kept
    USING {staged} AS night
    ON {same_record}
    WHEN MATCHED AND ({changed}) THEN UPDATE SET *
    WHEN NOT MATCHED THEN INSERT *
    WHEN NOT MATCHED BY SOURCE THEN DELETE
""")

# COMMAND ----------

kept = spark.table(table)
assert kept.exceptAll(night).isEmpty() and night.exceptAll(kept).isEmpty()

rows = [f"operationMetrics.numTargetRows{what} AS {what}" for what in ("Inserted", "Updated", "Deleted")]
display(spark.sql(f"DESCRIBE HISTORY {table} LIMIT 5").selectExpr("version", "timestamp", "operation", *rows))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Every night
# MAGIC
# MAGIC *Jobs & Pipelines*, *Create*, *Job*: a notebook task with this notebook, on compute with dedicated access mode
# MAGIC and the library. Give the task one or two retries some minutes apart, and the job a schedule at an hour when
# MAGIC nobody plans. The connector itself tries again what may pass, such as a broken download or Pigment's rate
# MAGIC limit; a retry of the task is for the rest, such as a view that changed while it was read.
