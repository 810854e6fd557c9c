"""Spark sessions of this process, and servers of Spark Connect."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyspark

_START_SECONDS = 120

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.host": "127.0.0.1",
}


def environment(**more: str) -> dict[str, str]:
    """This process's environment, without keys; Spark's workers run on this Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIGMENT_", "SPARK_"))}
    return {**kept, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, **more}


@contextlib.contextmanager
def connect_server(*jars: str, **environ: str) -> Iterator[str]:
    """A server of Spark Connect; gives its URL."""
    settings = {
        **SETTINGS,
        "spark.connect.grpc.binding.address": "localhost",
        "spark.connect.grpc.binding.port": "0",
        "spark.sql.warehouse.dir": f"file:{tempfile.mkdtemp()}",
    }
    command = [
        str(Path(pyspark.__file__).parent / "bin" / "spark-submit"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--master", "local[2]"),
        *(("--jars", ",".join(jars)) if jars else ()),
        *(part for name, value in settings.items() for part in ("--conf", f"{name}={value}")),
        "spark-internal",
    ]
    with tempfile.TemporaryFile("w+") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment(**environ),
            cwd=tempfile.mkdtemp(),
        )
        try:
            end = time.monotonic() + _START_SECONDS
            port = None
            while port is None:
                output.seek(0)
                text = output.read()
                port = re.search(r"Spark Connect server started at: \S*:(\d+)", text)
                if server.poll() is not None or time.monotonic() > end:
                    raise AssertionError(f"The Connect server did not start:\n{text}")
                time.sleep(0.2)
            yield f"sc://localhost:{port.group(1)}"
        finally:
            server.terminate()
            server.wait()
