"""An RFC 4180 parser for a stream of bytes, with semicolons as delimiters.

pyarrow parses chunks without quotes directly. In all other chunks, this module finds the end of each
record first, so that pyarrow never gets a record that can be read in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.csv

from .errors import ExportError

_MAX_COLUMNS = 100_000
_FIRST_CHUNK_BYTES = 1 << 16
_CHUNK_BYTES = 1 << 20
_SHOWN_CHARS = 100
_SHOWN_BYTES = 4 * (_SHOWN_CHARS + 1)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BARE_CARRIAGE_RETURN = re.compile(rb"\r(?!\n)")

_TEXT_AFTER_QUOTE = "a closing quote is followed by text instead of a semicolon or a line break"
_CARRIAGE_RETURN = "a carriage return outside quotes is not followed by a line feed"


def excerpt(data: bytes) -> str:
    """Returns the start of text that may be too long to display, or may not be UTF-8."""
    text = data[:_SHOWN_BYTES].decode("utf-8", "replace")
    return text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + "…"


@dataclass
class Malformed:
    """A record that doesn't match the header."""

    index: int  # The position in its batch. Malformed records count, too.
    problem: str
    start: bytes


@dataclass
class Batch:
    """Consecutive records. The columns omit malformed records. Blank cells are null."""

    first: int  # The number of the first record. The first record after the header is number 1.
    size: int
    columns: list[pa.BinaryArray]
    malformed: list[Malformed] = field(default_factory=list)


class CsvReader:
    """A reader that returns the header of an export, and then its records in batches."""

    def __init__(self, chunks: Iterator[bytes], max_record_size: int, subject: object) -> None:
        self._chunks = chunks
        self._max_record_size = max_record_size
        self._subject = subject
        self._buffer = b""
        self._chunk_bytes = _FIRST_CHUNK_BYTES
        self._header: list[str] = []
        self._next = 0  # The number of the next record. The header is number 0.
        self.ends_without_line_break = False

    def header(self) -> list[str]:
        """Returns the fields of the first line."""
        if not self._header:
            record = self._first_record()
            if record.problem or record.fields > _MAX_COLUMNS:
                problem = record.problem or f"it has more than {_MAX_COLUMNS} fields"
                raise self._error(f"The header line is malformed: {problem}.")
            columns = _parse(self._buffer[: record.end], record.fields)
            self._buffer = self._buffer[record.end :]
            self._next = 1
            try:
                self._header = [(column[0].as_py() or b"").decode() for column in columns]
            except UnicodeDecodeError:
                raise self._error("The header line is not UTF-8.") from None
        return self._header

    def _first_record(self) -> _Record:
        while self._receive():
            while self._buffer.startswith(_BYTE_ORDER_MARK):
                self._buffer = self._buffer[len(_BYTE_ORDER_MARK) :]
            record = _scan(self._buffer, 0)
            if record:
                self._limit(record.end)
                return record
            self._limit(len(self._buffer))
        if _scan(self._buffer + b"\n", 0) is None:
            raise self._cut_off("inside a quoted field")
        raise self._error(
            "The export is not CSV: it is text without any line break. Check baseUrl and the network, because"
            f' the response may come from a proxy or a login page. It starts with "{excerpt(self._buffer)}".'
        )

    def __iter__(self) -> Iterator[Batch]:
        self.header()
        more = True
        while more:
            more = self._receive()
            batch = self._take()
            self._limit(len(self._buffer))
            if batch.size:
                yield batch
        if self._buffer:
            yield self._last_record()

    def _take(self) -> Batch:
        """Returns the records that end in the buffer."""
        buffer, width = self._buffer, len(self._header)
        end = buffer.rfind(b"\n") + 1
        if end <= self._max_record_size and _is_plain(buffer, width):
            try:
                columns = _parse(buffer[:end], width, quote=False)
            except pa.ArrowInvalid:
                pass  # A record has more or fewer fields than the header.
            else:
                self._buffer = buffer[end:]
                batch = Batch(self._next, len(columns[0]), columns)
                self._next += batch.size
                return batch
        return self._take_one_by_one()

    def _take_one_by_one(self) -> Batch:
        buffer, width = self._buffer, len(self._header)
        batch = Batch(self._next, 0, [])
        good: list[bytes] = []
        start = good_start = 0
        while True:
            record = _scan(buffer, start)
            if record is None:
                break
            self._limit(record.end - start)
            problem = record.problem
            if not problem and record.fields != width:
                plural = "" if record.fields == 1 else "s"
                problem = f"it has {record.fields} field{plural}, but the header has {width}"
            if problem:
                line = buffer[start : record.end].rstrip(b"\r\n")[:_SHOWN_BYTES]
                batch.malformed.append(Malformed(batch.size, problem, line))
                good.append(buffer[good_start:start])
                good_start = record.end
            start = record.end
            batch.size += 1
            self._next += 1
        good.append(buffer[good_start:start])
        batch.columns = _parse(b"".join(good), width)
        self._buffer = buffer[start:]
        return batch

    def _last_record(self) -> Batch:
        """Returns the last record, which has no line break and may be truncated."""
        inside_character = _ends_inside_character(self._buffer)
        self._buffer += b"\n"
        record = _scan(self._buffer, 0)
        if record is None:
            raise self._cut_off("inside a quoted field")
        if inside_character:
            raise self._cut_off("in the middle of a character")
        if record.fields < len(self._header):
            raise self._cut_off(f"after {record.fields} of {len(self._header)} fields")
        self.ends_without_line_break = True
        return self._take_one_by_one()

    def _receive(self) -> bool:
        """Reads until the buffer has grown by a chunk, or has doubled for a long record."""
        wanted = max(self._chunk_bytes, len(self._buffer))
        self._chunk_bytes = min(2 * self._chunk_bytes, _CHUNK_BYTES)
        parts, size = [self._buffer], 0
        while size < wanted:
            data = next(self._chunks, None)
            if data is None:
                break
            parts.append(data)
            size += len(data)
        self._buffer = b"".join(parts)
        return size > 0

    def _limit(self, length: int) -> None:
        if length > self._max_record_size:
            raise self._error(
                f"The export has a record ({self._name()}) of more than {self._max_record_size} bytes, the"
                " limit of maxRecordSize. Raise maxRecordSize if the record is valid. A quote that is never"
                " closed has the same effect."
            )

    def _cut_off(self, where: str) -> ExportError:
        return self._error(
            f"The export is cut off: {self._name()} ends {where}. Run the read again. If it fails again,"
            " contact Pigment support about this export."
        )

    def _error(self, what: str) -> ExportError:
        return ExportError(f"{self._subject}: {what}")

    def _name(self) -> str:
        return f"record {self._next}" if self._next else "the header"


@dataclass
class _Record:
    end: int  # The position after the record's line feed.
    fields: int
    problem: str


def _scan(buffer: bytes, start: int) -> _Record | None:
    """Finds the end of the record that starts at a position. Returns None if the end is not in the buffer.

    A quote opens a quoted field only if it is the first byte of the field. Any other quote is text.
    """
    fields, problem = 1, ""
    at = start
    while True:
        end = buffer.find(b"\n", at)
        quote = buffer.find(b'"', at, end if end >= 0 else len(buffer))
        stop = quote if quote >= 0 else end
        if stop < 0:
            return None
        fields += buffer.count(b";", at, stop)
        if _BARE_CARRIAGE_RETURN.search(buffer, at, stop + 1):
            problem = _CARRIAGE_RETURN
        if quote < 0:
            return _Record(end + 1, fields, problem)
        at = quote + 1
        if quote == start or buffer[quote - 1 : quote] == b";":
            at = _after_closing_quote(buffer, at)
            if at < 0:
                return None
            if buffer[at : at + 1] not in (b";", b"\r", b"\n"):
                problem = _TEXT_AFTER_QUOTE


def _after_closing_quote(buffer: bytes, at: int) -> int:
    """Returns the position after the closing quote, or -1 if that quote is not in the buffer."""
    while True:
        quote = buffer.find(b'"', at)
        if quote < 0 or quote + 1 == len(buffer):
            return -1
        if buffer[quote + 1 : quote + 2] != b'"':
            return quote + 1
        at = quote + 2


def _is_plain(buffer: bytes, width: int) -> bool:
    """Returns whether pyarrow either reads the records correctly or rejects them.

    pyarrow treats a carriage return as the end of a record, and an empty line as a record of any width.
    """
    if b'"' in buffer or (b"\r" in buffer and _BARE_CARRIAGE_RETURN.search(buffer)):
        return False
    return width == 1 or not (b"\n\n" in buffer or b"\n\r\n" in buffer or buffer.startswith((b"\n", b"\r\n")))


def _ends_inside_character(buffer: bytes) -> bool:
    """Returns whether the bytes stop in the middle of a UTF-8 character."""
    tail = buffer[-4:]
    for length in range(1, len(tail) + 1):
        byte = tail[-length]
        if byte & 0xC0 != 0x80:
            return length < (4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1)
    return False


def _parse(data: bytes, width: int, quote: bool = True) -> list[pa.BinaryArray]:
    """Parses complete records. Raises ArrowInvalid if a record has a different number of cells."""
    names = [str(i) for i in range(width)]
    if not data:
        return [pa.array([], pa.binary()) for _ in names]
    # pyarrow skips the added line. Without it, pyarrow would drop a byte order mark in the first cell.
    table = pyarrow.csv.read_csv(
        pa.BufferReader(b"\n" + data),
        read_options=pyarrow.csv.ReadOptions(
            use_threads=False, block_size=len(data) + 2, column_names=names, skip_rows=1
        ),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=";",
            quote_char='"' if quote else False,
            newlines_in_values=quote,
            ignore_empty_lines=False,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: pa.binary() for name in names},
            check_utf8=False,
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    return [
        column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) for column in table.columns
    ]
