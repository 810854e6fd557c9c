"""The jar of the wheel: configure(), the simulator, and what a session does that has both sources."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pyspark
import pytest

import pyspark_pigment

from support import connect_server, environment

EXAMPLE_VIEW = "c0ffee00-0000-4000-8000-000000000001"
HAS_PYTHON_SOURCES = int(pyspark.__version__.split(".")[0]) >= 4

python_sources = pytest.mark.skipif(not HAS_PYTHON_SOURCES, reason="Spark 3 has no Python data sources")


def run(script: str, *arguments: str, **environ: str) -> str:
    """Runs a script in a new process, since each process can have only one classic Spark session."""
    start = """
        import os, sys
        import pyspark_pigment
        from pyspark.sql import SparkSession

        def builder():
            return (
                SparkSession.builder.master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
            )

        def count(spark, format="pigment"):
            reader = spark.read.format(format).option("baseUrl", sys.argv[1])
            return reader.option("apiToken", sys.argv[2]).load(sys.argv[3]).count()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(start) + textwrap.dedent(script), *arguments],
        capture_output=True,
        text=True,
        env=environment(**environ),
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def pigment(simulator: pyspark_pigment.Simulator) -> list[str]:
    return [simulator.url, simulator.export_key, EXAMPLE_VIEW]


def test_jar_contains_the_connector() -> None:
    with zipfile.ZipFile(pyspark_pigment.jar_path()) as jar:
        assert "io/github/pigmentspark/PigmentDataSource.class" in jar.namelist()


def test_prints_the_path_of_the_jar() -> None:
    command = [sys.executable, "-m", "pyspark_pigment", "jar"]
    assert subprocess.check_output(command, text=True).strip() == pyspark_pigment.jar_path()
    assert subprocess.run([*command[:3], "nonsense"], capture_output=True).returncode == 2


def test_starts_the_simulator_from_the_command_line() -> None:
    command = [sys.executable, "-m", "pyspark_pigment", "simulator", "--help"]
    assert "--port" in subprocess.check_output(command, text=True)


def test_simulator_stops() -> None:
    simulator = pyspark_pigment.Simulator()
    simulator.close()
    simulator.close()
    assert simulator._process.poll() is not None


def test_simulator_reports_why_it_cannot_start(simulator: pyspark_pigment.Simulator) -> None:
    with pytest.raises(RuntimeError, match="The simulator did not start: "):
        pyspark_pigment.Simulator(port=int(simulator.url.rpartition(":")[2]))


def test_configures_a_session_with_source_and_catalog(pigment: list[str]) -> None:
    assert "16 io.github.pigmentspark.PigmentCatalog" in run(
        """
        spark = pyspark_pigment.configure(builder(), catalog="plans").getOrCreate()
        print(count(spark), spark.conf.get("spark.sql.catalog.plans"))
        pyspark_pigment.configure(builder())  # The session has the jar: fine.
        """,
        *pigment,
    )


def test_keeps_other_jars(tmp_path: Path) -> None:
    (tmp_path / "spark-defaults.conf").write_text("# none\nspark.jars  /defaults.jar\nspark.x y\n")
    output = run(
        """
        print(pyspark_pigment.configure(builder())._options["spark.jars"])
        print(pyspark_pigment.configure(builder().config("spark.jars", "/mine.jar"))._options["spark.jars"])
        """,
        SPARK_CONF_DIR=str(tmp_path),
    ).splitlines()
    assert output == [
        f"/defaults.jar,{pyspark_pigment.jar_path()}",
        f"/mine.jar,{pyspark_pigment.jar_path()}",
    ]


def test_rejects_running_session_without_the_jar() -> None:
    assert "already running without the connector's jar. Stop it with spark.stop()" in run(
        """
        builder().getOrCreate()
        try:
            pyspark_pigment.configure(builder())
        except RuntimeError as e:
            print(e)
        """
    )


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"SPARK_REMOTE": "sc://localhost"}, "This is a Spark Connect session, so the server needs the jar"),
        (
            {"PYSPARK_SUBMIT_ARGS": "--jars x.jar pyspark-shell"},
            "contains --jars, which overrides spark.jars",
        ),
    ],
)
def test_rejects_settings_that_would_drop_the_jar(
    environ: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyspark.sql import SparkSession

    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RuntimeError, match=message):
        pyspark_pigment.configure(SparkSession.Builder())


@python_sources
def test_wheel_alone_registers_nothing(pigment: list[str]) -> None:
    assert run(
        """
        spark = builder().getOrCreate()
        try:
            count(spark)
        except Exception as e:
            print("DATA_SOURCE_NOT_FOUND" in str(e))
        spark.dataSource.register(pyspark_pigment.PigmentDataSource)
        print(count(spark))
        pyspark_pigment.register(spark)
        print(count(spark))
        """,
        *pigment,
    ).split() == ["True", "16", "16"]


BOTH = """
    try:
        spark.dataSource.register(pyspark_pigment.PigmentDataSource)
        print("registered")
    except Exception as e:
        print("DATA_SOURCE_ALREADY_EXISTS" in str(e))
    pyspark_pigment.register(spark)  # Says in the log that the jar wins.

    class Second(pyspark_pigment.PigmentDataSource):
        @classmethod
        def name(cls):
            return "pigment_python"

    spark.dataSource.register(Second)
    print(count(spark), count(spark, "pigment_python"))
    reader = spark.read.format("pigment").options(baseUrl=sys.argv[1], apiToken=sys.argv[2])
    print("pushDownColumns" if reader.option("pushDownColumns", "true").load(sys.argv[3]).count() else "")
    spark.stop()
"""


@python_sources
def test_register_leaves_the_name_to_the_jar(pigment: list[str]) -> None:
    script = "spark = pyspark_pigment.configure(builder()).getOrCreate()\n" + textwrap.dedent(BOTH)
    assert run(script, *pigment).split() == ["True", "16", "16", "pushDownColumns"]


@python_sources
def test_register_leaves_the_name_to_the_jar_of_a_connect_server(pigment: list[str]) -> None:
    with connect_server(pyspark_pigment.jar_path()) as url:
        script = f"spark = SparkSession.builder.remote('{url}').getOrCreate()\n" + textwrap.dedent(BOTH)
        assert run(script, *pigment).split() == ["True", "16", "16", "pushDownColumns"]


def test_imports_neither_spark_nor_arrow() -> None:
    script = "import sys, pyspark_pigment; print({'pyspark', 'pyarrow', 'httpx'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "set()"


def test_is_typed() -> None:
    assert Path(pyspark_pigment.__file__).with_name("py.typed").exists()
    assert os.path.dirname(pyspark_pigment.jar_path()).endswith("jars")
