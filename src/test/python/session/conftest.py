"""One Spark for all tests: in this process, or behind Spark Connect if TEST_SPARK is connect."""

import os
import time

import pyspark
import pytest
from pyspark.sql import SparkSession
from support import KEY, METADATA_KEY, ROOT, SPARK_HOME, Program, connector_jar, environment

CONNECT = os.environ.get("TEST_SPARK") == "connect"

# Neither UTC nor the zone of any date in the views: a date that is moved by a zone shows it.
os.environ["TZ"] = "America/New_York"
time.tzset()

KEYS = {"PIGMENT_API_KEY": KEY, "PIGMENT_METADATA_KEY": METADATA_KEY}

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
}


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    warehouse = f"file:{tmp_path_factory.mktemp('warehouse')}"
    settings = SETTINGS | {"spark.sql.warehouse.dir": warehouse}
    if CONNECT:
        with ConnectServer(settings) as port:
            session = SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()
            yield session
            session.stop()
    else:
        for name, value in environment(**KEYS).items():
            os.environ[name] = value
        builder = SparkSession.builder.master("local[2]")
        for name, value in (settings | {"spark.jars": str(connector_jar())}).items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        yield session
        session.stop()


class ConnectServer:
    """A server with the connector on its class path. It has the key, and the client has none."""

    def __init__(self, settings):
        # Spark 4 has the server's own jar; for Spark 3.5, .ci/python puts it there.
        own = ROOT.glob(f"target/python/connect/spark-connect_*-{pyspark.__version__}.jar")
        jars = [connector_jar(), *own]
        settings = settings | {
            "spark.connect.grpc.binding.address": "localhost",
            "spark.connect.grpc.binding.port": "0",
        }
        self._command = [
            SPARK_HOME / "bin" / "spark-submit",
            *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
            *("--master", "local[2]"),
            *("--jars", ",".join(map(str, jars))),
            *(part for setting in settings.items() for part in ("--conf", "=".join(setting))),
            "spark-internal",
        ]

    def __enter__(self):
        self._server = Program(self._command, env=environment(**KEYS))
        try:
            return self._server.wait_for(r"Spark Connect server started at: \S*:(\d+)")
        except BaseException:
            self._server.stop()
            raise

    def __exit__(self, *_):
        self._server.stop()


@pytest.fixture(autouse=True)
def _not_over_connect(request):
    mark = request.node.get_closest_marker("not_over_connect")
    if mark and CONNECT:
        pytest.skip(mark.kwargs["reason"])


@pytest.fixture
def settings(spark):
    """Sets settings of the session, and takes them back."""
    before = {}

    def set_all(values):
        for name, value in values.items():
            before.setdefault(name, spark.conf.get(name, None))
            spark.conf.set(name, value)

    yield set_all
    for name, value in before.items():
        if value is None:
            spark.conf.unset(name)
        else:
            spark.conf.set(name, value)


@pytest.fixture
def read(spark, simulator):
    """A reader of the simulator; the key comes from where the driver runs."""

    def reader(**options):
        return spark.read.format("pigment").option("baseUrl", simulator.url).options(**options)

    return reader
