"""The simulator's names, settings for Spark, other programs as processes, and a breaking proxy."""

import contextlib
import hashlib
import os
import queue
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import pyspark

import pyspark_pigment

ROOT = Path(__file__).resolve().parents[2]
SPARK_HOME = Path(pyspark.__file__).parent

KEY = "pigment_simulator_export_key_0123456789"
METADATA_KEY = "pigment_simulator_metadata_key_0123456789"
EXAMPLE_VIEW = "c0ffee00-0000-4000-8000-000000000001"
EVERY_KIND_VIEW = "c0ffee00-0000-4000-8000-000000000002"
LIST_VIEW = "c0ffee00-0000-4000-8000-000000000003"
METRIC_VIEW = "c0ffee00-0000-4000-8000-000000000004"
NO_VIEW = "c0ffee00-0000-4000-8000-00000000dead"

COUNTRY, MONTH, TEAM, EMPLOYEE, JOURNAL, REVENUE, COST, LAUNCH, HEADCOUNT, PROFIT_AND_LOSS, STAFFING = (
    f"b10c0000-0000-4000-8000-{number:012x}" for number in range(1, 12)
)
"""The blocks of the simulator."""

FP_AND_A, ODD_NAMES, TWINS = (f"a9900000-0000-4000-8000-{number:012x}" for number in range(1, 4))
"""The applications of the simulator."""

ACTUAL, BUDGET, FORECAST = (f"5ce0a810-0000-4000-8000-{number:012x}" for number in range(1, 4))
"""The scenarios of the simulator."""

PATIENCE = 300
"""Seconds to wait for something that takes a few on an idle machine."""


def large_view(records):
    """The id of a view with that many records; the code of record i is i in ten digits."""
    return f"00000000-0000-4000-8000-{records:012x}"


def item(dimension, name):
    """The id of an item of a dimension, both by their names."""
    return str(uuid.UUID(bytes=hashlib.md5(f"{dimension}/{name}".encode()).digest(), version=3))


SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.host": "127.0.0.1",
}


def connector_jar():
    return Path(pyspark_pigment.jar_path())


def environment(**more):
    """This process's environment without keys; Spark's workers run on this Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIGMENT_", "SPARK_"))}
    own = {"SPARK_HOME": str(SPARK_HOME), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    return {**kept, **own, **more}


# No input, and both outputs as one text.
CAPTURED = {
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.PIPE,
    "stderr": subprocess.STDOUT,
    "text": True,
    "encoding": "utf-8",
}


def conf(settings):
    """Settings as arguments of Spark's programs."""
    return [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]


def submit(*arguments, settings, folder, timeout, **environ):
    """Runs spark-submit in a folder until it succeeds, and returns its output."""
    command = [SPARK_HOME / "bin" / "spark-submit", *conf(settings), *arguments]
    done = subprocess.run(
        [str(part) for part in command],
        **CAPTURED,
        timeout=timeout,
        cwd=folder,
        env=environment(**environ),
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


class Program:
    """A process whose output is kept in a list, and can be waited for."""

    def __init__(self, command, **popen):
        self.lines = []
        self._news = queue.Queue()
        self._process = subprocess.Popen(
            [str(part) for part in command],
            **CAPTURED,
            errors="replace",
            **popen,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            self.lines.append(line)
            self._news.put(line)
        self._news.put(None)

    def output(self):
        return "".join(self.lines)

    def wait_for(self, pattern):
        """Waits for a line that has the pattern, and returns the pattern's first group."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                line = self._news.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError(f"{pattern!r} was not printed:\n{self.output()}")
            found = re.search(pattern, line)
            if found:
                return found.group(1)

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


@contextlib.contextmanager
def connect_server(*jars, settings=None, **environ):
    """Starts a server of Spark Connect, and returns its URL. The server has the keys; a client has none."""
    # Spark 4 brings the server's jar; for Spark 3.5, the noxfile copies it to target.
    server = ROOT.glob(f"target/connect/spark-connect_*-{pyspark.__version__}.jar")
    jars = [*map(str, jars), *map(str, server)]
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            **SETTINGS,
            **(settings or {}),
            "spark.connect.grpc.binding.address": "localhost",
            "spark.connect.grpc.binding.port": "0",
            "spark.sql.warehouse.dir": f"file:{folder}/warehouse",
        }
        command = [
            SPARK_HOME / "bin" / "spark-submit",
            *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
            *("--master", "local[2]"),
            *(("--jars", ",".join(jars)) if jars else ()),
            *conf(settings),
            "spark-internal",
        ]
        with Program(command, env=environment(**environ), cwd=folder) as program:
            port = program.wait_for(r"Spark Connect server started at: \S*:(\d+)")
            yield f"sc://localhost:{port}"


class BreakingProxy:
    """A proxy between the connector and the simulator that breaks connections when told to."""

    def __init__(self, url):
        self._target = int(url.rpartition(":")[2])
        self._breaks = []
        self._lock = threading.Lock()
        self.connections = 0
        self.broken = 0
        self.bytes_passed = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def break_next(self, *after):
        """Breaks the next connections, one each, after so many bytes of the response."""
        with self._lock:
            self._breaks.extend(after)

    def _accept(self):
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                limit = self._breaks.pop(0) if self._breaks else None
            threading.Thread(target=self._serve, args=(client, limit), daemon=True).start()

    def _serve(self, client, limit):
        with client, socket.create_connection(("127.0.0.1", self._target)) as server:
            sending = threading.Thread(target=self._send, args=(client, server), daemon=True)
            sending.start()
            if self._copy(server, client, limit):
                with self._lock:
                    self.broken += 1
            self._shut(client)
            self._shut(server)
            sending.join()

    def _send(self, client, server):
        self._copy(client, server)
        self._shut(server)

    def _copy(self, source, sink, limit=None):
        """Copies until the source ends or the limit is reached. Returns whether it was the limit."""
        left = limit
        try:
            while left is None or left > 0:
                data = source.recv(64 * 1024 if left is None else min(64 * 1024, left))
                if not data:
                    return False
                sink.sendall(data)
                with self._lock:
                    self.bytes_passed += len(data)
                left = None if left is None else left - len(data)
            return True
        except OSError:
            return False

    @staticmethod
    def _shut(side):
        with contextlib.suppress(OSError):  # It is shut already.
            side.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._shut(self._server)
        self._server.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
