"""What the driver of test_cluster.py runs, through spark-submit: reads, and tells what it saw."""

import json
import os
import sys
import urllib.request
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

base_url, breaking_url, view, bad_view, folder = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
result = {}


def numbers_of(url, **options):
    """How many records there are, how many different ones, and the sum of their codes."""
    reader = spark.read.format("pigment").options(baseUrl=url, **options).schema("Code STRING")
    code = F.col("Code")
    row = reader.load(view).agg(F.count(code), F.countDistinct(code), F.sum(code.cast("long")))
    return list(row.first())


def text_of(address):
    with urllib.request.urlopen(address, timeout=60) as response:
        return response.read().decode()


# Each in a job group, so that the event log tells them apart.
spark.sparkContext.setJobGroup("plain", "a read without faults")
result["plain"] = numbers_of(base_url)
spark.sparkContext.setJobGroup("retried", "a task that fails and is retried")
result["retried"] = numbers_of(breaking_url, maxRetries=0)

spark.sparkContext.setJobGroup("error", "a missing view")
try:
    spark.read.format("pigment").option("baseUrl", base_url).schema("a INT").load(bad_view).collect()
except Exception as e:
    result["error"] = str(e)

spark.sparkContext.setJobGroup("environment", "what the executors have in their environment")
result["driver_has_key"] = "PIGMENT_API_KEY" in os.environ
result["executor_has_key"] = (
    spark.sparkContext.parallelize(range(8), 8)
    .map(lambda _: "PIGMENT_API_KEY" in os.environ)
    .distinct()
    .collect()
)

ui = spark.sparkContext.uiWebUrl
api = f"{ui}/api/v1/applications/{spark.sparkContext.applicationId}"
pages = ["environment", "SQL", "SQL/execution/?id=0", "jobs", "stages", "executors"]
responses = ["environment", "jobs", "stages?details=true", "allexecutors"]
responses += ["sql?details=true&planDescription=true&length=1000"]
shown = [text_of(f"{ui}/{page}") for page in pages]
shown += [text_of(f"{api}/{response}") for response in responses]
Path(folder, "ui.txt").write_text("\n".join(shown), encoding="utf-8")
Path(folder, "result.json").write_text(json.dumps(result), encoding="utf-8")
spark.stop()
