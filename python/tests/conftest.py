"""One Spark for all tests: in this process, or behind Spark Connect if TEST_SPARK is connect."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest

import pyspark_pigment

from spark_sessions import SETTINGS, connect_server, environment

CONNECT = os.environ.get("TEST_SPARK") == "connect"

SUITE = Path(__file__).resolve().parents[2] / "src" / "test" / "python"
sys.path.append(str(SUITE))

# Neither UTC nor the zone of any date in the views: a date that is moved by a zone shows it.
os.environ["TZ"] = "America/New_York"
time.tzset()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "not_over_connect(reason): what Spark Connect does differently")
    source = Path(__file__).resolve().parents[1] / "src"
    assert source not in Path(pyspark_pigment.__file__).parents, "Install the wheel; don't use the source."


@pytest.fixture(scope="session")
def simulator() -> Iterator[pyspark_pigment.Simulator]:
    with pyspark_pigment.Simulator() as running:
        yield running


@pytest.fixture(scope="session")
def sandbox(simulator: pyspark_pigment.Simulator) -> pyspark_pigment.Simulator:
    return simulator


@pytest.fixture(scope="session")
def spark(simulator: pyspark_pigment.Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    key = {"PIGMENT_API_KEY": simulator.export_key}
    if CONNECT:
        with connect_server(**key) as url:
            session = SparkSession.builder.remote(url).getOrCreate()
            session.dataSource.register(pyspark_pigment.PigmentDataSource)
            yield session
            session.stop()
        return
    os.environ.update(environment(**key))
    builder = SparkSession.builder.master("local[2]")
    warehouse = f"file:{tmp_path_factory.mktemp('warehouse')}"
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": warehouse}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.dataSource.register(pyspark_pigment.PigmentDataSource)
    yield session
    session.stop()


@pytest.fixture(autouse=True)
def _not_over_connect(request: pytest.FixtureRequest) -> None:
    mark = request.node.get_closest_marker("not_over_connect")
    if mark and CONNECT:
        pytest.skip(mark.kwargs["reason"])


@pytest.fixture
def settings(spark: Any) -> Iterator[Callable[[dict[str, str]], None]]:
    """Sets settings of the session, and takes them back."""
    before: dict[str, Any] = {}

    def set_all(values: dict[str, str]) -> None:
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
def read(spark: Any, simulator: pyspark_pigment.Simulator) -> Callable[..., Any]:
    """A reader of the simulator; the key comes from where the driver runs."""

    def reader(**options: Any) -> Any:
        return spark.read.format("pigment").option("baseUrl", simulator.url).options(**options)

    return reader


@pytest.fixture
def proxy(simulator: pyspark_pigment.Simulator) -> Iterator[Any]:
    from support import BreakingProxy

    with BreakingProxy(simulator.url) as running:
        yield running
