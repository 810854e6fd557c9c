"""Pigment's views and blocks as Spark DataFrames.

``configure`` gives a classic session the connector's jar. ``PigmentDataSource`` is the same data source
in Python, for compute that takes no jar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .jar import configure, jar_path
from .simulator import Simulator

if TYPE_CHECKING:
    from .source import PigmentDataSource

__all__ = ["PigmentDataSource", "Simulator", "configure", "jar_path"]


def __getattr__(name: str) -> Any:
    # Only when it is used: Spark 4 imports every module named pyspark_* in each session, and Spark 3 has
    # no Python data sources. There is no DefaultSource, which Spark would register beside the jar's.
    if name == "PigmentDataSource":
        from .source import PigmentDataSource

        return PigmentDataSource
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
