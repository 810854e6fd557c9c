"""Records, however the bytes are cut into chunks."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from typing import Any

import pytest

from pyspark_pigment.csv_stream import CsvReader
from pyspark_pigment.errors import ExportError, MalformedRecordError

from reading import inferred, read, read_csv, source
from servers import VIEW, Server, response
from support import ACTUAL, BUDGET

WORDS = [
    "",
    "",
    "0",
    "-12.50",
    "2024-11-21",
    "EMEA",
    " ",
    "\t",
    "Größe",
    "日本語",
    "😀👩‍👧",
    "\0",
    "\u0085",
    "\ufeff",
    "'",
    "\\",
    ",",
    "#",
]
AWKWARD = [";", '"', '""', "\n", "\r\n", "\r", ";;", '";"', "\n\n", '"\n', '";', "; "]


def hostile(seed: int) -> tuple[bytes, list[list[str | None]], str]:
    """An export that is right by RFC 4180 and as awkward as that allows, and its cells."""
    chance = random.Random(seed)
    columns = chance.choice([1, 1, 2, 3, 5, 70])
    awkward = chance.choice([0, 0.02, 0.2, 0.5, 1])
    quoted = chance.choice([0, 0.1, 0.5, 1])
    ends = chance.choice([["\n"], ["\r\n"], ["\n", "\r\n"]])
    rows: list[list[str | None]] = []
    text = chance.choice(["", "\ufeff"]) + ";".join(f"c{i}" for i in range(columns)) + chance.choice(ends)
    for _ in range(chance.randrange(chance.choice([3, 60]))):
        cells = []
        for _ in range(columns):
            cell = chance.choice(WORDS)
            while chance.random() < awkward / 2:
                cell += chance.choice(AWKWARD) + chance.choice(WORDS)
            cells.append(cell)
        rows.append([cell or None for cell in cells])
        line = [
            '"' + c.replace('"', '""') + '"'
            if c.startswith('"') or any(x in c for x in ";\r\n") or chance.random() < quoted
            else c
            for c in cells
        ]
        text += ";".join(line) + chance.choice(ends)
    return text.encode(), rows, chance.choice(ends)


def cells(chunks: Iterator[bytes], size: int = 1 << 27) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for batch in CsvReader(chunks, size, "view x"):
        assert not batch.malformed
        assert batch.first == len(rows) + 1
        columns = [
            [None if c is None else c.decode() for c in column.to_pylist()] for column in batch.columns
        ]
        rows += [list(row) for row in zip(*columns)]
        assert len(rows) == batch.first + batch.size - 1
    return rows


@pytest.mark.parametrize("seed", range(200))
def test_reads_generated_exports(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data, rows, _ = hostile(seed)
    chance = random.Random(seed)
    for chunk in (1, 2, 7, 64, 1 << 20):
        monkeypatch.setattr("pyspark_pigment.csv_stream._FIRST_CHUNK_BYTES", chance.choice([1, 10, 1000]))
        monkeypatch.setattr("pyspark_pigment.csv_stream._CHUNK_BYTES", chance.choice([1, 10, 1000]))
        pieces = (data[i : i + chunk] for i in range(0, len(data), chunk))
        assert cells(pieces) == rows, chunk


@pytest.mark.parametrize("seed", range(50))
def test_reads_like_pythons_csv_module(seed: int) -> None:
    data = hostile(seed)[0].replace(b"\0", b"0")  # Before Python 3.11, csv refuses NUL.
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    expected = [[cell or None for cell in row] or [None] for row in reader][1:]
    assert cells(iter([data])) == expected


def test_detects_every_cut_that_does_not_look_like_an_end() -> None:
    data = 'a;b\n1;"x;\n""y"\n3;é\n'.encode()
    complete = cells(iter([data]))
    for end in range(len("a;b\n"), len(data)):
        try:
            rows = cells(iter([data[:end]]))
        except ExportError as e:
            assert "The export is cut off: record " in str(e)
        else:
            # Between two records, or inside the last cell, which no client can tell.
            assert rows[:-1] == complete[: max(0, len(rows) - 1)]


def test_reads_blank_lines_of_a_single_column() -> None:
    assert read_csv("a\n1\n\n3\n") == [(1,), (None,), (3,)]


def test_reads_header_without_records() -> None:
    assert read_csv("a;b\n") == []
    assert [f.dataType.simpleString() for f in inferred("a;b\n")] == ["string", "string"]


def test_skips_byte_order_marks() -> None:
    assert inferred("\ufeff\ufeffCountry;b\n1;2\n").names == ["Country", "b"]
    assert inferred('\ufeff"a";b\n').names == ["a", "b"]


def test_reads_twenty_megabyte_cell() -> None:
    big = "é" * 10_000_000
    rows = read_csv(f'a;b\n{big};1\n"{big};";2\n')
    assert rows == [(big, 1), (big + ";", 2)]


def test_reads_five_thousand_columns() -> None:
    header = ";".join(f"m{i}" for i in range(5000))
    values = ";".join(map(str, range(5000)))
    rows = read_csv(f'{header}\n{values}\n"0"{values[1:]}\n')
    assert rows == [tuple(range(5000))] * 2


def test_numbers_records_across_chunks() -> None:
    lines = [f"{i};x" for i in range(1, 400_001)]
    lines[314_158] = "314159;x;y"
    with pytest.raises(
        MalformedRecordError, match=r"Record 314159 of view .* it has 3 fields, but the header has 2"
    ):
        read_csv("a;b\n" + "\n".join(lines) + "\n")
    lines[314_158] = '"314159";not a number'
    body = "a;b\n" + "\n".join(line.replace("x", "1") for line in lines) + "\n"
    with pytest.raises(
        MalformedRecordError, match='Record 314159 of view .* column `b` contains "not a number"'
    ):
        read_csv(body)


def test_returns_rows_before_a_malformed_record() -> None:
    with Server([response(b"a;b\n1;1\n2\n3;3\n")]).running() as server:
        reading = source(server, arrow="true", schemaHints="a INT", sampleSize="1")
        reader = reading.reader(reading.schema())
        batches = reader.read(reader.partitions()[0])
        assert next(batches).to_pylist() == [{"a": 1, "b": 1}]
        with pytest.raises(MalformedRecordError, match="Record 2 of"):
            next(batches)


def test_messages_equal_those_of_the_jar() -> None:
    with pytest.raises(MalformedRecordError) as caught:
        read_csv("a;b\n1;2\nx;3\n", schemaHints="a BIGINT")
    assert str(caught.value) == (
        f'Record 2 of view {VIEW}: column `a` contains "x", which is not a valid BIGINT. If the type was'
        ' inferred, the sample had no such value: raise sampleSize, or set schemaHints="`a` STRING".'
        " Set mode=PERMISSIVE to read such fields as null, or mode=DROPMALFORMED to drop their records."
    )
    with pytest.raises(MalformedRecordError) as caught:
        read_csv("a;b\n1;2\n3\n")
    assert str(caught.value) == (
        f"Record 2 of view {VIEW} is malformed: it has 1 field, but the header has 2. It starts with"
        ' "3". Set mode=PERMISSIVE to read such records as nulls, or mode=DROPMALFORMED to drop them.'
    )
    with pytest.raises(ExportError) as cut:
        read_csv("a;b;c\n1;2;3\n3")
    assert str(cut.value) == (
        f"view {VIEW}: The export is cut off: record 2 ends after 1 of 3 fields. Run the read again."
        " If it fails again, contact Pigment support about this export."
    )


def test_dropmalformed_checks_every_column_of_the_schema() -> None:
    from pyspark.sql.types import LongType, StructField, StructType

    schema = StructType([StructField("a", LongType()), StructField("b", LongType())])
    assert read_csv("a;b;c\n1;x;x\n2;3;x\n", schema, mode="DROPMALFORMED") == [(2, 3)]


def test_reports_invalid_utf8_as_malformed() -> None:
    body = b"a;b\n1;x\n2;\xff\n"
    with pytest.raises(MalformedRecordError, match="Record 2 .* The value is not UTF-8"):
        read_csv(body)
    assert read_csv(body, mode="PERMISSIVE") == [(1, "x"), (2, None)]
    assert read_csv(body, mode="DROPMALFORMED") == [(1, "x")]


def test_rejects_too_long_record() -> None:
    for body in (
        "a;b\n1;" + "x" * 5000 + "\n",
        'a;b\n1;"' + "x" * 5000 + "\n",
        'a;b\n1;"' + "x" * 5000 + '"\n',
    ):
        with pytest.raises(ExportError, match=r"has a record \(record 1\) of more than 1024 bytes"):
            read_csv(body, maxRecordSize="1k")


def test_rejects_too_many_columns() -> None:
    with pytest.raises(ExportError, match="more than 100000 fields"):
        read_csv(";" * 100_000 + "\n")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ('"a"b;c\n', "text instead of a semicolon"),
        ("a\rb\n", "carriage return"),
        ('"a;b\n1;2\n', "cut off: the header"),
    ],
)
def test_rejects_malformed_header_in_every_mode(header: str, message: str) -> None:
    for mode in ("FAILFAST", "PERMISSIVE", "DROPMALFORMED"):
        with pytest.raises(ExportError, match=message):
            inferred(header, mode=mode)


def test_finds_columns_by_name() -> None:
    from pyspark.sql.types import LongType, StructField, StructType

    schema = StructType([StructField("B", LongType()), StructField("a", LongType())])
    assert read_csv("a;x;b\n1;2;3\n", schema) == [(3, 1)]
    with pytest.raises(ExportError, match="has no column `B`. It has `a`, `c`."):
        read_csv("a;c\n1;2\n", schema)


def moved(before: str, after: str) -> list[dict[str, Any]]:
    with Server([response(before.encode()), response(after.encode())]).running() as server:
        return read(server)


def test_finds_moved_column() -> None:
    assert moved("a;b\n1;2\n", "b;a\n2;1\n") == [{"a": 1, "b": 2}]
    assert moved("t;t;u\n1;2;3\n", "u;t;t\n3;1;2\n") == [{"t": 1, "t_2": 2, "u": 3}]


def test_rejects_ambiguous_columns() -> None:
    with pytest.raises(ExportError, match="cannot be told apart"):
        moved("t;t\n1;2\n", "t;t;t\n1;2;3\n")


def test_rejects_scenarios_with_different_columns() -> None:
    with Server([response(b"a;b\n1;2\n"), response(b"b;a\n1;2\n")]).running() as server:
        scenarios = source(server, metricId=VIEW, scenarios=f"{ACTUAL},{BUDGET}")
        with pytest.raises(ExportError, match="has different columns from .*: `b`, `a` instead of `a`, `b`"):
            scenarios.schema()


def test_schema_hints_replace_types() -> None:
    schema = inferred("a;Cost centre\n1;2\n", schemaHints="`cost centre` STRING, A DECIMAL(18,2)")
    assert [f.dataType.simpleString() for f in schema] == ["decimal(18,2)", "string"]
    for hints, message in [
        ("x INT", "columns that the export lacks: `x`. The export has `a`, `b`."),
        ("a INT, A INT", "has the column `A` twice"),
        ("a", "expected DDL"),
        ("a INT,", "expected DDL"),
        ("a DECIMAL(39,0)", "expected DDL"),
        ("a ARRAY<INT>", "expected DDL"),
        ("a CHAR(3)", "cannot be CHAR"),
    ]:
        with pytest.raises(ValueError, match="(?s).*" + message.replace("(", r"\(")):
            inferred("a;b\n1;2\n", schemaHints=hints)


def test_keeps_header_in_the_comment_of_a_renamed_column() -> None:
    assert inferred("a;a\n1;2\n").fields[1].metadata == {"comment": "a"}
