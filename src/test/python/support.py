"""What the tests share: the jars, the stand-in for Pigment, and other programs as processes."""

import hashlib
import os
import queue
import re
import socket
import subprocess
import threading
import time
import uuid
from pathlib import Path

import pyspark

ROOT = Path(__file__).resolve().parents[3]
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

PATIENCE = 120
"""Seconds to wait for something that takes a few on a machine with nothing else to do."""


def large_view(records):
    """The id of a view with so many records; the code of record i is i in ten digits."""
    return f"00000000-0000-4000-8000-{records:012x}"


def item(dimension, name):
    """The id of an item of a dimension, both by their names."""
    return str(uuid.UUID(bytes=hashlib.md5(f"{dimension}/{name}".encode()).digest(), version=3))


def connector_jar():
    return _only_jar(lambda name: not re.search(r"-(simulator|sources|javadoc)\.jar$", name))


def simulator_jar():
    return _only_jar(lambda name: name.endswith("-simulator.jar"))


def _only_jar(wanted):
    found = [j for j in ROOT.glob("target/pigment-spark-connector-*.jar") if wanted(j.name)]
    if len(found) != 1:
        raise FileNotFoundError(f"Expected one such jar in target, found {found}; build it first.")
    return found[0]


def environment(**more):
    """The environment for a program of Spark's, without a key."""
    result = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIGMENT_", "SPARK_"))
    }
    result.update(SPARK_HOME=str(SPARK_HOME), SPARK_LOCAL_IP="127.0.0.1")
    result.update(more)
    return result


class Program:
    """A process whose output is kept in a list, and can be waited for."""

    def __init__(self, command, **popen):
        self.lines = []
        self._news = queue.Queue()
        self._process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
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


class Simulator(Program):
    """The stand-in for Pigment, from its jar."""

    def __init__(self):
        java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
        super().__init__([java, "-jar", simulator_jar(), "--port", "0"])
        try:
            self.url = self.wait_for(r"listens at (http\S+)")
        except BaseException:
            self.stop()
            raise


class BreakingProxy:
    """Stands between the connector and the simulator; hands bytes on, and breaks off when told to."""

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
        """Breaks the next connections, one each, when so many bytes of the answer have passed."""
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
            asking = threading.Thread(target=self._ask, args=(client, server), daemon=True)
            asking.start()
            if self._copy(server, client, limit):
                with self._lock:
                    self.broken += 1
            self._shut(client)
            self._shut(server)
            asking.join()

    def _ask(self, client, server):
        self._copy(client, server)
        self._shut(server)

    def _copy(self, source, sink, limit=None):
        """Copies until the source ends or the limit is reached; tells whether it was the limit."""
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
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # It is shut already.

    def close(self):
        self._shut(self._server)
        self._server.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
