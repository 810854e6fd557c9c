"""The data source that Spark calls."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pyarrow as pa
import pyspark
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.types import StructType

from . import options as opt
from . import schema as columns
from .csv_stream import CsvReader
from .errors import ExportError
from .records import Rows, malformed_record
from .stream import export

log = logging.getLogger(__name__)


class PigmentDataSource(DataSource):
    """A data source for Pigment's views and blocks: ``spark.dataSource.register(PigmentDataSource)``."""

    @classmethod
    def name(cls) -> str:
        return "pigment"

    def __init__(self, options: dict[str, str]) -> None:
        # The base class keeps all options that it gets, so it doesn't get the key, which must not be printed.
        super().__init__({name: value for name, value in options.items() if not _is_key(name)})
        self._options = opt.parse(options)
        if self._options.schema_hints:
            columns.parse_hints(self._options.schema_hints)
        self._seen_header: list[str] | None = None

    def schema(self) -> StructType:
        """Infers the schema on the driver, from the header and, if types are inferred, the first records."""
        schema, self._seen_header = _infer(self._options)
        return schema

    def reader(self, schema: StructType) -> DataSourceReader:
        return PigmentReader(self._options, schema, self._seen_header)


class PigmentPartition(InputPartition):
    """A partition with an export that one task reads."""

    def __init__(self, request: opt.ExportRequest) -> None:
        super().__init__(None)
        self.request = request


class PigmentReader(DataSourceReader):
    """A reader that converts exports to Arrow batches, or to tuples if the platform needs them."""

    def __init__(self, options: opt.Options, schema: StructType, seen_header: list[str] | None) -> None:
        columns.check(schema)
        self._options = options
        self._schema = schema
        self._seen_header = seen_header

    def partitions(self) -> list[InputPartition]:
        return [PigmentPartition(request) for request in self._options.request.by_scenario()]

    def read(self, partition: InputPartition) -> Iterator[Any]:
        assert isinstance(partition, PigmentPartition)
        batches = self._batches(partition.request)
        return batches if takes_arrow(self._options.arrow) else _tuples(batches)

    def _batches(self, request: opt.ExportRequest) -> Iterator[pa.RecordBatch]:
        mode = self._options.mode
        fields = records = 0
        with closing(export(self._options, request)) as chunks:
            csv = CsvReader(chunks, self._options.max_record_size, request)
            positions = columns.find_columns(
                self._schema.names, self._seen_header, csv.header(), self._options.safe_names, request
            )
            for batch in csv:
                rows = Rows(batch, self._schema, positions, request)
                fields += rows.malformed_fields
                records += rows.malformed_records
                if mode == "PERMISSIVE":
                    yield from rows.with_nulls()
                elif mode == "DROPMALFORMED":
                    yield from rows.without_malformed()
                else:
                    yield from rows.up_to_failure()
        if csv.ends_without_line_break:
            log.warning(
                "The last line of %s has no line break. It is probably complete, but an export that was cut"
                " off inside its last field would look the same.",
                request,
            )
        if fields or records:
            log.warning(
                "%s: %d malformed fields and %d malformed records were skipped or read as null (mode=%s).",
                request,
                fields,
                records,
                mode,
            )


def takes_arrow(option: str) -> bool:
    """Returns whether the platform accepts Arrow batches from a data source.

    Spark 4.0 and later do. Databricks runtimes before 17 have an older version of Spark. On Databricks
    serverless, where the version is not a number, Arrow batches may be turned off.
    """
    if option != "auto":
        return option == "true"
    databricks = os.environ.get("DATABRICKS_RUNTIME_VERSION")
    version = databricks.split(".")[0] if databricks else pyspark.__version__.split(".")[0]
    return version.isdigit() and int(version) >= (17 if databricks else 4)


def _tuples(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns))


def _infer(options: opt.Options) -> tuple[StructType, list[str]]:
    """Returns the schema of all exports, and their header."""
    requests = options.request.by_scenario()
    sample_size = -(-options.sample_size // len(requests))
    header: list[str] = []
    kinds: list[int] = []
    for request in requests:
        with closing(export(options, request)) as chunks:
            csv = CsvReader(chunks, options.max_record_size, request)
            if not header:
                header = csv.header()
                kinds = [columns.BLANK if options.infer_schema else columns.TEXT] * len(header)
            elif header != csv.header():
                raise ExportError(
                    f"The export of {request} has different columns from that of {requests[0]}:"
                    f" {columns.quoted(csv.header())} instead of {columns.quoted(header)}. Read each"
                    " scenario separately, and union the columns that the scenarios share."
                )
            if options.infer_schema:
                kinds = _sample(csv, kinds, sample_size, options, request)
    schema = columns.struct_type(header, kinds, options.safe_names)
    if options.schema_hints:
        schema = columns.apply_hints(schema, columns.parse_hints(options.schema_hints))
    return schema, header


def _sample(
    csv: CsvReader, kinds: list[int], size: int, options: opt.Options, request: opt.ExportRequest
) -> list[int]:
    left = size
    for batch in csv:
        malformed = [record for record in batch.malformed if record.index < left]
        if malformed and options.mode == "FAILFAST":
            raise malformed_record(batch, malformed[0], request)
        taken = min(left, batch.size) - len(malformed)
        kinds = [columns.widen(kind, cells[:taken]) for kind, cells in zip(kinds, batch.columns)]
        left -= batch.size
        if left <= 0:
            break
    return kinds


def _is_key(name: str) -> bool:
    return name.lower() in ("apitoken", "apikey")
