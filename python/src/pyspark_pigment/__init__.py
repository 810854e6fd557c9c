"""Pigment's views and blocks as Spark DataFrames.

``configure`` gives a classic session the connector's jar. ``PigmentDataSource`` is the same data source
in Python, for compute that does not accept jars.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from .jar import configure, jar_path
from .simulator import Simulator

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from .source import PigmentDataSource

__all__ = ["PigmentDataSource", "Simulator", "configure", "jar_path", "register"]

log = logging.getLogger(__name__)


def register(spark: SparkSession) -> None:
    """Registers the Python data source as ``pigment``, unless the session has the jar."""
    from .source import PigmentDataSource

    try:
        spark.dataSource.register(PigmentDataSource)
    except Exception as e:
        if "DATA_SOURCE_ALREADY_EXISTS" not in str(e):
            raise
        log.warning(
            "The session has the connector's jar, so format(\"pigment\") is the jar's. The Python data source"
            " is not registered."
        )


def __getattr__(name: str) -> Any:
    # Only when it is used: Spark 4 imports every module named pyspark_* in each session, and Spark 3 has
    # no Python data sources. There is no DefaultSource, which Spark would register beside the jar's.
    if name == "PigmentDataSource":
        from .source import PigmentDataSource

        return PigmentDataSource
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
