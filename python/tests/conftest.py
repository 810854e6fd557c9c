"""One simulator and one Spark for all tests: the jar or the Python source, classic or through Connect."""

import os
import time
from pathlib import Path

import pytest

import pyspark_pigment

from support import KEY, METADATA_KEY, SETTINGS, BreakingProxy, connect_server, connector_jar, environment

# Neither UTC nor the zone of any date in the views: a date that is moved by a zone shows it.
os.environ["TZ"] = "America/New_York"
time.tzset()

KEYS = {"PIGMENT_API_KEY": KEY, "PIGMENT_METADATA_KEY": METADATA_KEY}


def pytest_addoption(parser):
    parser.addoption("--source", choices=["jar", "python"], default="jar", help="which data source to test")
    parser.addoption("--connect", action="store_true", help="test through Spark Connect")


def pytest_configure(config):
    source = Path(__file__).resolve().parents[1] / "src"
    assert source not in Path(pyspark_pigment.__file__).parents, "Install the wheel; don't use the source."


def pytest_collection_modifyitems(config, items):
    unfit = []
    if config.getoption("--connect"):
        unfit.append("not_over_connect")
    if config.getoption("--source") == "python":
        unfit.append("jar_only")
    for item in items:
        for mark in (mark for name in unfit for mark in item.iter_markers(name)):
            item.add_marker(pytest.mark.skip(reason=mark.kwargs["reason"]))


@pytest.fixture(scope="session")
def simulator():
    with pyspark_pigment.Simulator() as running:
        assert (running.export_key, running.metadata_key) == (KEY, METADATA_KEY)
        yield running


@pytest.fixture
def proxy(simulator):
    with BreakingProxy(simulator.url) as running:
        yield running


@pytest.fixture(scope="session")
def spark(request, tmp_path_factory):
    from pyspark.sql import SparkSession

    jar = request.config.getoption("--source") == "jar"
    if request.config.getoption("--connect"):
        with connect_server(*([connector_jar()] if jar else []), **KEYS) as url:
            yield from _session(SparkSession.builder.remote(url), jar)
    else:
        os.environ.update(environment(**KEYS))
        builder = SparkSession.builder.master("local[2]")
        warehouse = f"file:{tmp_path_factory.mktemp('warehouse')}"
        for name, value in {**SETTINGS, "spark.sql.warehouse.dir": warehouse}.items():
            builder = builder.config(name, value)
        yield from _session(pyspark_pigment.configure(builder) if jar else builder, jar)


def _session(builder, jar):
    session = builder.getOrCreate()
    if not jar:
        session.dataSource.register(pyspark_pigment.PigmentDataSource)
    yield session
    session.stop()


@pytest.fixture
def settings(spark):
    """Sets settings of the session, and restores them."""
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
