"""Reads an export as Spark does, without Spark: schema and reader in this process, over real HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
from pyspark.sql.types import StructType

from pyspark_pigment import PigmentDataSource

from servers import KEY, VIEW, Server, response

VECTORS = Path(__file__).resolve().parents[3] / "src" / "test" / "vectors"


def source(server: Server, **options: str) -> PigmentDataSource:
    defaults = {"baseUrl": server.url, "apiToken": KEY, "retryInterval": "1ms"}
    if not {"metricId", "listId", "tableId"} & set(options):
        defaults["viewId"] = VIEW
    return PigmentDataSource(options={**defaults, **options})


def read(server: Server, schema: StructType | None = None, **options: str) -> list[dict[str, Any]]:
    """The rows of all partitions."""
    reading = source(server, arrow="true", **options)
    reader = reading.reader(schema or reading.schema())
    batches = [batch for partition in reader.partitions() for batch in reader.read(partition)]
    return pa.Table.from_batches(batches).to_pylist() if batches else []


def read_csv(csv: bytes | str, schema: StructType | None = None, **options: str) -> list[tuple[Any, ...]]:
    body = csv.encode() if isinstance(csv, str) else csv
    with Server([response(body)]).running() as server:
        reading = source(server, arrow="true", **options)
        schema = schema or reading.schema()
        reader = reading.reader(schema)
        rows: list[tuple[Any, ...]] = []
        for batch in reader.read(reader.partitions()[0]):
            rows += zip(*(column.to_pylist() for column in batch.columns))
        return rows


def inferred(csv: bytes | str, **options: str) -> StructType:
    body = csv.encode() if isinstance(csv, str) else csv
    with Server([response(body)]).running() as server:
        return source(server, **options).schema()
