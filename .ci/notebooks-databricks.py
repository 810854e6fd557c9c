"""Runs notebooks/databricks.py cell by cell, on open-source Spark with real Delta, against the simulator.

Stand-ins are only for what Databricks alone has: dbutils, display and Unity Catalog's names. Two nights are run: the
first makes the table; before the second the table is spoilt, and the merge has to mend it.

Usage: notebooks-databricks.py NOTEBOOK SIMULATOR_ADDRESS JAR…
"""

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

from pyspark.sql import SparkSession

KEY = "pigment_simulator_export_key_0123456789"
RECORDS = 126


def python_cells(text):
    first, rest = text.split("\n", 1)
    assert first == "# Databricks notebook source", first
    for cell in re.split(r"(?m)^# COMMAND -{10}$", rest):
        lines = [line for line in cell.strip().split("\n") if line]
        magic = [line.startswith("# MAGIC") for line in lines]
        if any(magic):
            assert all(magic) and lines[0].startswith("# MAGIC %md"), f"Not Markdown alone: {lines[0]}"
        else:
            yield cell.strip("\n")


def stand_in_for_dbutils(parameters):
    defaults = {}

    def secret(scope, key):
        assert (scope, key) == ("pigment", "export-api-key"), (scope, key)
        return KEY

    widgets = SimpleNamespace(
        text=lambda name, default, label="": defaults.setdefault(name, default),
        get=lambda name: {**defaults, **parameters}[name],
    )
    return SimpleNamespace(secrets=SimpleNamespace(get=secret), widgets=widgets)


def run(notebook, spark, table):
    names = {
        "spark": spark,
        "dbutils": stand_in_for_dbutils({"table": table}),
        "display": lambda data: data.show(truncate=False),
    }
    for number, cell in enumerate(python_cells(notebook.read_text(encoding="utf-8")), 1):
        exec(compile(cell, f"{notebook.name}, Python cell {number}", "exec"), names)


def last_merge(spark, table):
    history = spark.sql(f"DESCRIBE HISTORY {table} LIMIT 1").first()
    assert history.operation == "MERGE", history
    metrics = history.operationMetrics
    return [int(metrics[f"numTargetRows{what}"]) for what in ("Inserted", "Updated", "Deleted")]


def two_nights(notebook, spark, table):
    run(notebook, spark, table)
    assert spark.sql(f"DESCRIBE DETAIL {table}").first().format == "delta"
    assert spark.table(table).count() == RECORDS
    assert "Amount_€" in spark.table(table).columns, spark.table(table).columns
    assert last_merge(spark, table) == [RECORDS, 0, 0], last_merge(spark, table)

    spark.sql(f"DELETE FROM {table} WHERE Month = 'Jan 26' AND Scenario = 'Actual'")
    spark.sql(f"UPDATE {table} SET Headcount = 0 WHERE Region = '020' AND Scenario = 'Budget 2026'")
    spark.sql(f"INSERT INTO {table} SELECT 'Gone', * EXCEPT (Scenario) FROM {table} LIMIT 1")
    run(notebook, spark, table)
    assert last_merge(spark, table) == [6, 24, 1], last_merge(spark, table)


def main(notebook, address, *jars):
    with tempfile.TemporaryDirectory() as warehouse:
        spark = (
            SparkSession.builder.master("local[2]")
            .config("spark.jars", ",".join(jars))
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.warehouse.dir", warehouse)
            .config("spark.datasource.pigment.baseUrl", address)
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        version = spark.version
        output = io.StringIO()
        try:
            with contextlib.redirect_stdout(output):
                two_nights(Path(notebook), spark, "default.plan")
            assert KEY not in output.getvalue(), "The notebook printed the key."
        except BaseException:
            print(output.getvalue())
            raise
        finally:
            spark.stop()
    print(f"{notebook}: two nights on Spark {version} with Delta, the second mended what was spoilt")


main(*sys.argv[1:])
