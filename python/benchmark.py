"""Measures the Python data source beside the jar and beside requests, pandas and createDataFrame.

    python benchmark.py [--megabytes 100] [--rounds 5]     speed: alternating, medians
    python benchmark.py --memory [--megabytes 1000]        peak memory of one export in a limited worker

The exports come from the simulator on this machine. Needs pyspark, pandas and requests.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import time
from typing import Any, Callable

import pyspark_pigment

BYTES_PER_RECORD = 104
WORKER_MEMORY = "512m"


def large_view(megabytes: int) -> str:
    """The simulator makes a view of any size: the last part of its id is the number of records."""
    return f"00000000-0000-4000-8000-{megabytes * 1_000_000 // BYTES_PER_RECORD:012x}"


def session(cores: int, **settings: str) -> Any:
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.memory", "2g").config(
        "spark.sql.execution.arrow.pyspark.enabled", "true"
    )
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = pyspark_pigment.configure(builder).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    class PythonSource(pyspark_pigment.PigmentDataSource):
        @classmethod
        def name(cls) -> str:
            return "pigment_python"

    spark.dataSource.register(PythonSource)
    return spark


def speed(pigment: pyspark_pigment.Simulator, megabytes: int, rounds: int) -> None:
    import pandas
    import requests

    spark = session(cores=2)
    view = large_view(megabytes)
    given = {"baseUrl": pigment.url, "apiToken": pigment.export_key}
    schema = spark.read.format("pigment").options(**given).load(view).schema

    def read(format: str, **options: str) -> Any:
        return spark.read.format(format).options(**given, **options).schema(schema).load(view)

    def with_pandas() -> Any:
        url = f"{pigment.url}/api/export/view/{view}?dateFormat=Iso8601"
        csv = requests.get(
            url, headers={"Authorization": f"Bearer {pigment.export_key}"}, timeout=600
        ).content
        dates = [field.name for field in schema if field.dataType.typeName() == "date"]
        texts = {field.name: str for field in schema if field.dataType.typeName() == "string"}
        frame = pandas.read_csv(io.BytesIO(csv), sep=";", dtype=texts, parse_dates=dates)
        return spark.createDataFrame(frame)

    ways: dict[str, Callable[[], Any]] = {
        "jar": lambda: read("pigment"),
        "Python data source, Arrow batches": lambda: read("pigment_python", arrow="true"),
        "Python data source, tuples": lambda: read("pigment_python", arrow="false"),
        "requests + pandas + createDataFrame": with_pandas,
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for round_ in range(rounds + 1):
        for way, frame in ways.items():
            start = time.perf_counter()
            frame().write.format("noop").mode("overwrite").save()
            if round_:  # The first round warms up.
                seconds[way].append(time.perf_counter() - start)
    for way, times in seconds.items():
        median = statistics.median(times)
        spread = f"(from {min(times):.2f} to {max(times):.2f} s)"
        print(f"{way:38} {median:6.2f} s  {megabytes / median:6.1f} MB/s  {spread}")
    spark.stop()


def memory(pigment: pyspark_pigment.Simulator, megabytes: int) -> None:
    """Reads in Spark, whose workers may not use more, then in a process whose peak is measured."""
    # Spark limits virtual memory, of which pyarrow's default pool reserves a gigabyte, and divides the limit
    # by the number of cores.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    spark = session(cores=1, **{"spark.executor.pyspark.memory": WORKER_MEMORY})
    given = {"baseUrl": pigment.url, "apiToken": pigment.export_key}
    start = time.perf_counter()
    df = spark.read.format("pigment_python").options(**given).load(large_view(megabytes))
    df.write.format("noop").mode("overwrite").save()
    print(f"{megabytes} MB in a worker limited to {WORKER_MEMORY}: {time.perf_counter() - start:.1f} s")
    spark.stop()
    command = [sys.executable, __file__, "--peak", pigment.url, pigment.export_key]
    subprocess.run([*command, "--megabytes", str(megabytes)], check=True)


def peak(url: str, key: str, megabytes: int) -> None:
    source = pyspark_pigment.PigmentDataSource(
        options={"viewId": large_view(megabytes), "baseUrl": url, "apiToken": key, "arrow": "true"}
    )
    reader = source.reader(source.schema())
    rows = sum(batch.num_rows for batch in reader.read(reader.partitions()[0]))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{megabytes} MB ({rows} records) in a separate process: a peak of {used:.0f} MB resident")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--peak", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        peak(*arguments.peak, arguments.megabytes)
        return
    with pyspark_pigment.Simulator() as pigment:
        if arguments.memory:
            memory(pigment, arguments.megabytes or 1000)
        else:
            speed(pigment, arguments.megabytes or 100, arguments.rounds)


if __name__ == "__main__":
    main()
