"""The connector's jar, for classic Spark sessions."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_DATA_SOURCE = "io.github.pigmentspark.PigmentDataSource"
_CATALOG = "io.github.pigmentspark.PigmentCatalog"


def jar_path() -> str:
    """Returns the path of the connector's jar in this package."""
    return str(bundled_jar(simulator=False))


def configure(builder: SparkSession.Builder, catalog: str | None = None) -> SparkSession.Builder:
    """Adds the connector's jar to a session that has not been started yet.

    ``catalog`` is the name of a catalog to add, such as ``"pigment"``. Raises RuntimeError if the jar can
    no longer be added to the session. The message says what to do.
    """
    options: dict[str, Any] = builder._options
    if "spark.remote" in options or os.environ.get("SPARK_REMOTE"):
        raise RuntimeError(
            "This is a Spark Connect session, so the server needs the jar. Start the server with --jars"
            f" {jar_path()}, or register pyspark_pigment.PigmentDataSource."
        )
    if "--jars" in shlex.split(os.environ.get("PYSPARK_SUBMIT_ARGS", "")):
        raise RuntimeError(
            "PYSPARK_SUBMIT_ARGS contains --jars, which overrides spark.jars. Add the connector's jar"
            f" to it: {jar_path()}"
        )
    _require_jar_in_running_session()
    jars = [jar for jar in str(options.get("spark.jars") or _default_jars()).split(",") if jar]
    if jar_path() not in jars:
        jars.append(jar_path())
    builder = builder.config("spark.jars", ",".join(jars))
    return builder.config(f"spark.sql.catalog.{catalog}", _CATALOG) if catalog else builder


def bundled_jar(simulator: bool) -> Path:
    folder = Path(__file__).parent / "jars"
    for jar in sorted(folder.glob("pigment-spark-connector-*.jar")):
        if jar.name.endswith("-simulator.jar") == simulator:
            return jar
    raise FileNotFoundError(
        f"This installation of pyspark-pigment has no {'simulator' if simulator else 'connector'} jar in"
        f" {folder}. Build the wheel again: see python/README.md."
    )


def _require_jar_in_running_session() -> None:
    from pyspark import SparkContext

    context = SparkContext._active_spark_context
    if context is None:
        return
    jvm = context._jvm
    assert jvm is not None
    try:
        jvm.java.lang.Thread.currentThread().getContextClassLoader().loadClass(_DATA_SOURCE)
    except Exception:
        raise RuntimeError(
            "A Spark session is already running without the connector's jar. Stop it with spark.stop(),"
            " then build the session with configure(). If you can't stop it, use register(spark)."
        ) from None


def _default_jars() -> str:
    """Returns spark.jars from spark-defaults.conf, which a setting of the builder would override."""
    from pyspark.find_spark_home import _find_spark_home

    folder = os.environ.get("SPARK_CONF_DIR") or os.path.join(_find_spark_home(), "conf")
    try:
        lines = Path(folder, "spark-defaults.conf").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    pairs = (line.replace("=", " ", 1).split(None, 1) for line in lines if not line.lstrip().startswith("#"))
    found = [pair[1].strip() for pair in pairs if len(pair) == 2 and pair[0] == "spark.jars"]
    return found[-1] if found else ""
