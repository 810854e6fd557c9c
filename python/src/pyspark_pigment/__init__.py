"""Pigment's views and blocks as Spark DataFrames.

``configure`` adds the connector's jar to a classic session. ``PigmentDataSource`` is the same data source
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
    """Registers the Python data source as ``pigment``, unless the session already has the jar."""
    from .source import PigmentDataSource

    try:
        spark.dataSource.register(PigmentDataSource)
    except Exception as e:
        if "DATA_SOURCE_ALREADY_EXISTS" not in str(e):
            raise
        log.warning(
            'The session has the connector\'s jar, so format("pigment") uses the jar. The Python data source'
            " was not registered."
        )


def __getattr__(name: str) -> Any:
    # The class is imported only when it is used, because Spark 4 imports every module named pyspark_* in
    # each session, and Spark 3 has no Python data sources. This module has no DefaultSource, because Spark
    # would register it in addition to the jar's.
    if name == "PigmentDataSource":
        from .source import PigmentDataSource

        return PigmentDataSource
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
