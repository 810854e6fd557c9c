"""The conversion of batches of cells to batches of values, according to ``mode``."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql.types import StructType

from .convert import convert, texts
from .csv_stream import Batch, Malformed, excerpt
from .errors import MalformedRecordError
from .options import ExportRequest
from .schema import arrow_type


class Rows:
    """The values of a batch's well-formed records, and the positions of cells that don't match their type."""

    def __init__(
        self, batch: Batch, schema: StructType, positions: list[int], request: ExportRequest
    ) -> None:
        self._batch = batch
        self._schema = schema
        self._positions = positions
        self._request = request
        self._wrong: list[list[int]] = []
        self._broken: list[list[int]] = []
        columns, fields = [], []
        for field, position in zip(schema.fields, positions):
            text, broken = texts(batch.columns[position])
            values, wrong = convert(text, arrow_type(field))
            columns.append(values)
            fields.append(pa.field(field.name, values.type, field.nullable))
            self._wrong.append(sorted(broken + wrong))
            self._broken.append(broken)
        self._table = pa.Table.from_arrays(columns, schema=pa.schema(fields))

    @property
    def malformed_fields(self) -> int:
        return sum(map(len, self._wrong))

    @property
    def malformed_records(self) -> int:
        return len(self._batch.malformed)

    def up_to_failure(self) -> Iterator[pa.RecordBatch]:
        """Yields the rows before the first malformed record, and then raises MalformedRecordError."""
        malformed = self._batch.malformed[:1]
        row = min((wrong[0] for wrong in self._wrong if wrong), default=None)
        if malformed and (row is None or malformed[0].index <= self._index(row)):
            # All records before it are well-formed, so its index is also the number of rows before it.
            yield from self._record_batches(self._table.slice(0, malformed[0].index))
            raise malformed_record(self._batch, malformed[0], self._request)
        if row is not None:
            yield from self._record_batches(self._table.slice(0, row))
            raise self._wrong_cell(row)
        yield from self._record_batches(self._table)

    def with_nulls(self) -> Iterator[pa.RecordBatch]:
        """Yields a row for each record. In the row of a malformed record, all cells are null."""
        table = self._table
        if self._batch.malformed:
            rows = iter(range(table.num_rows))
            malformed = {record.index for record in self._batch.malformed}
            table = table.take(
                pa.array(
                    [None if i in malformed else next(rows) for i in range(self._batch.size)], pa.int64()
                )
            )
        return self._record_batches(table)

    def without_malformed(self) -> Iterator[pa.RecordBatch]:
        """Yields the rows in which every cell matches its type."""
        dropped = {row for wrong in self._wrong for row in wrong}
        table = self._table
        if dropped:
            table = table.take(pa.array([i for i in range(table.num_rows) if i not in dropped], pa.int64()))
        return self._record_batches(table)

    def _record_batches(self, table: pa.Table) -> Iterator[pa.RecordBatch]:
        return iter(table.combine_chunks().to_batches())

    def _index(self, row: int) -> int:
        """Returns a row's position in the batch, where malformed records count, too."""
        for record in self._batch.malformed:
            if record.index <= row:
                row += 1
        return row

    def _wrong_cell(self, row: int) -> MalformedRecordError:
        number = self._batch.first + self._index(row)
        column = next(i for i, wrong in enumerate(self._wrong) if row in wrong)
        field = self._schema.fields[column]
        cell = self._batch.columns[self._positions[column]][row].as_py()
        advice = (
            "The value is not UTF-8: correct it in Pigment."
            if row in self._broken[column]
            else "If the type was inferred, the sample had no such value: raise sampleSize, or set"
            f' schemaHints="`{field.name.replace("`", "``")}` STRING".'
        )
        return MalformedRecordError(
            f"Record {number} of {self._request}: column `{field.name}` contains"
            f' "{excerpt(cell)}", which is not a valid {field.dataType.simpleString().upper()}. {advice}'
            " Set mode=PERMISSIVE to read such fields as null, or mode=DROPMALFORMED to drop their records."
        )


def malformed_record(batch: Batch, record: Malformed, request: ExportRequest) -> MalformedRecordError:
    return MalformedRecordError(
        f"Record {batch.first + record.index} of {request} is malformed: {record.problem}. It starts with"
        f' "{excerpt(record.start)}". Set mode=PERMISSIVE to read such records as nulls, or'
        " mode=DROPMALFORMED to drop them."
    )
