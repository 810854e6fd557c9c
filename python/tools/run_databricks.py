"""Runs the Databricks notebooks cell by cell on open-source Spark with Delta Lake, against the simulator.

Only dbutils, display, %pip and Unity Catalog's names are replaced. databricks.py runs twice, as on two
nights: the first run creates the table; then the table is changed, and the second run must merge the
differences.

Usage: run_databricks.py jar|python DELTA_JAR…, in an environment with the wheel
"""

import contextlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

from pyspark.sql import SparkSession

import pyspark_pigment

RECORDS = 126
NIGHTLY, SERVERLESS = Path("notebooks/databricks.py"), Path("notebooks/databricks-serverless.py")


def python_cells(text):
    first, rest = text.split("\n", 1)
    assert first == "# Databricks notebook source", first
    for cell in re.split(r"(?m)^# COMMAND -{10}$", rest):
        lines = [line for line in cell.strip().split("\n") if line]
        magic = [line.startswith("# MAGIC") for line in lines]
        if any(magic):
            assert all(magic) and re.match("# MAGIC %(md|pip install /Volumes/)", lines[0]), lines[0]
        else:
            yield cell.strip("\n")


def dbutils(key, parameters):
    defaults = {}

    def secret(scope, name):
        assert (scope, name) == ("pigment", "export-api-key"), (scope, name)
        return key

    widgets = SimpleNamespace(
        text=lambda name, default, label="": defaults.setdefault(name, default),
        get=lambda name: {**defaults, **parameters}[name],
    )
    secrets = SimpleNamespace(get=lambda scope, key: secret(scope, key))
    return SimpleNamespace(secrets=secrets, widgets=widgets)


def run(notebook, spark, pigment, table):
    names = {
        "spark": spark,
        "dbutils": dbutils(pigment.export_key, {"table": table}),
        "display": lambda data: data.show(truncate=False),
    }
    text = notebook.read_text(encoding="utf-8")
    # The Python data source has no defaults of the session.
    text = text.replace('.format("pigment")\n', f'.format("pigment").option("baseUrl", "{pigment.url}")\n')
    for number, cell in enumerate(python_cells(text), 1):
        exec(compile(cell, f"{notebook.name}, Python cell {number}", "exec"), names)


def last_merge(spark, table):
    history = spark.sql(f"DESCRIBE HISTORY {table} LIMIT 1").first()
    assert history.operation == "MERGE", history
    return [
        int(history.operationMetrics[f"numTargetRows{what}"]) for what in ("Inserted", "Updated", "Deleted")
    ]


def check_table(spark, table):
    assert spark.sql(f"DESCRIBE DETAIL {table}").first().format == "delta"
    assert spark.table(table).count() == RECORDS
    assert "Amount_€" in spark.table(table).columns, spark.table(table).columns


def two_nights(spark, pigment, table):
    run(NIGHTLY, spark, pigment, table)
    check_table(spark, table)
    assert last_merge(spark, table) == [RECORDS, 0, 0], last_merge(spark, table)

    spark.sql(f"DELETE FROM {table} WHERE Month = 'Jan 26' AND Scenario = 'Actual'")
    spark.sql(f"UPDATE {table} SET Headcount = 0 WHERE Region = '020' AND Scenario = 'Budget 2026'")
    spark.sql(f"INSERT INTO {table} SELECT 'Gone', * EXCEPT (Scenario) FROM {table} LIMIT 1")
    run(NIGHTLY, spark, pigment, table)
    assert last_merge(spark, table) == [6, 24, 1], last_merge(spark, table)


def session(warehouse, builder, jars):
    return (
        builder.config("spark.jars", ",".join(filter(None, [*jars, builder._options.get("spark.jars")])))
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.warehouse.dir", warehouse)
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )


def main(which, *jars):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]")
    if which == "jar":
        builder = pyspark_pigment.configure(builder)
    output = io.StringIO()
    with tempfile.TemporaryDirectory() as warehouse, pyspark_pigment.Simulator() as pigment:
        spark = session(warehouse, builder, jars)
        try:
            with contextlib.redirect_stdout(output):
                if which == "jar":
                    two_nights(spark, pigment, "default.plan")
                else:
                    run(SERVERLESS, spark, pigment, "default.plan")
                    check_table(spark, "default.plan")
                tables = [table.tableName for table in spark.sql("SHOW TABLES").collect()]
            assert tables == ["plan"], tables
            assert pigment.export_key not in output.getvalue(), "The notebook printed the key."
        except BaseException:
            print(output.getvalue())
            raise
        finally:
            spark.stop()


main(*sys.argv[1:])
