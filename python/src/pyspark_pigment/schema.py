"""The names and types of columns, from the header, a sample and schemaHints."""

from __future__ import annotations

import re

import pyarrow as pa
from pyspark.sql import types as t

from .convert import is_number, iso_date, legacy_date, legacy_time
from .errors import ExportError, OptionError
from .options import ExportRequest

# The characters that Delta rejects in a column name, and the carriage return.
_UNSAFE = " ,;{}()\n\r\t="

# The kinds of cells. The kinds of numbers are in order, from narrow to wide.
BLANK, BOOLEAN, LONG, BIG_INTEGER, DOUBLE, ISO_DATE, LEGACY_DATE, LEGACY_TIME, TEXT = range(9)
_NUMBERS = (LONG, BIG_INTEGER, DOUBLE)
_LEGACY = (LEGACY_DATE, LEGACY_TIME)

_TYPE_OF_KIND: dict[int, t.DataType] = {
    BLANK: t.StringType(),
    BOOLEAN: t.BooleanType(),
    LONG: t.LongType(),
    BIG_INTEGER: t.DecimalType(38, 0),
    DOUBLE: t.DoubleType(),
    ISO_DATE: t.DateType(),
    LEGACY_DATE: t.DateType(),
    LEGACY_TIME: t.TimestampType(),
    TEXT: t.StringType(),
}

_ARROW_TYPES: dict[type[t.DataType], pa.DataType] = {
    t.StringType: pa.string(),
    t.BooleanType: pa.bool_(),
    t.ByteType: pa.int8(),
    t.ShortType: pa.int16(),
    t.IntegerType: pa.int32(),
    t.LongType: pa.int64(),
    t.FloatType: pa.float32(),
    t.DoubleType: pa.float64(),
    t.DateType: pa.date32(),
    t.TimestampType: pa.timestamp("us", "UTC"),
    t.TimestampNTZType: pa.timestamp("us"),
}

_TYPES_IN_HINTS: dict[str, t.DataType] = {
    "STRING": t.StringType(),
    "BOOLEAN": t.BooleanType(),
    "TINYINT": t.ByteType(),
    "BYTE": t.ByteType(),
    "SMALLINT": t.ShortType(),
    "SHORT": t.ShortType(),
    "INT": t.IntegerType(),
    "INTEGER": t.IntegerType(),
    "BIGINT": t.LongType(),
    "LONG": t.LongType(),
    "FLOAT": t.FloatType(),
    "REAL": t.FloatType(),
    "DOUBLE": t.DoubleType(),
    "DECIMAL": t.DecimalType(10, 0),
    "DATE": t.DateType(),
    "TIMESTAMP": t.TimestampType(),
    "TIMESTAMP_LTZ": t.TimestampType(),
    "TIMESTAMP_NTZ": t.TimestampNTZType(),
}

_HINT = re.compile(
    r"""\s*(?:`((?:[^`]|``)+)`|([^\s`,:()]+))\s*:?\s*
    ([A-Za-z_]+)\s*(?:\(\s*([0-9]+)\s*(?:,\s*([0-9]+)\s*)?\))?
    (?:\s+NOT\s+NULL)?(?:\s+COMMENT\s+(?:'[^']*'|"[^"]*"))?\s*(?:,|$)""",
    re.VERBOSE | re.IGNORECASE,
)


def key(name: str) -> str:
    """Returns a key that is the same for names that are equal according to Java's equalsIgnoreCase."""
    return "".join(_fold(character) for character in name)


def _fold(character: str) -> str:
    if ord(character) > 0xFFFF:
        return character  # Java sees two characters, neither of which has a case.
    upper = character.upper()
    return (upper if len(upper) == 1 else character).lower()[0]


def column_names(header: list[str], safe: bool) -> list[str]:
    """Returns a unique name for each column of a header.

    A blank name becomes ``_c`` followed by the position of its column, starting with 0. A repeated name gets
    the suffix ``_2``, ``_3`` and so on, but never becomes a name that is already in the header.
    """
    wanted = [_styled(title, safe) or f"_c{i}" for i, title in enumerate(header)]
    reserved = {key(name) for name in wanted}
    seen: dict[str, int] = {}
    names = []
    for name in wanted:
        count = seen.get(key(name), 0) + 1
        if count > 1:
            while key(f"{name}_{count}") in reserved:
                count += 1
            reserved.add(key(f"{name}_{count}"))
        seen[key(name)] = count
        names.append(name if count == 1 else f"{name}_{count}")
    return names


def _styled(title: str, safe: bool) -> str:
    return re.sub(f"[{re.escape(_UNSAFE)}]+", "_", title.strip(_UNSAFE)) if safe else title


class _Header:
    def __init__(self, titles: list[str], safe: bool) -> None:
        self.titles = titles
        self.names = column_names(titles, safe)
        self.positions = {key(name): i for i, name in enumerate(self.names)}
        self.alike: dict[str, list[int]] = {}
        self.same: dict[str, list[int]] = {}
        for i, title in enumerate(titles):
            self.alike.setdefault(key(_styled(title, safe)), []).append(i)
            self.same.setdefault(title, []).append(i)


def find_columns(
    names: list[str], seen_header: list[str] | None, header: list[str], safe: bool, request: ExportRequest
) -> list[int]:
    """Finds columns in the header of an export. Raises ExportError if the export lacks a column.

    If the names come from the header of an earlier export, finds the column that had the name in that
    export. The same name can now belong to a different column: if columns with the same title are added,
    removed or moved, the numeric suffixes of their names change.
    """
    present = _Header(header, safe)
    seen = present if seen_header is None or seen_header == header else _Header(seen_header, safe)
    found, missing, uncertain = [], [], []
    for name in names:
        position = seen.positions.get(key(name))
        if position is not None and seen is not present:
            position = _moved(seen, present, position, safe)
        if position is None:
            missing.append(name)
        elif position < 0:
            uncertain.append(name)
        else:
            found.append(position)
    if missing:
        raise ExportError(
            f"The export of {request} has no column {quoted(missing)}. It has {quoted(present.names)}. Load"
            f" the {request.kind} again if it was changed, or correct the schema if you provided one."
        )
    if uncertain:
        raise ExportError(
            f"The number of columns with the same name as {quoted(uncertain)} has changed since the schema of"
            f" {request} was inferred, so the columns cannot be told apart. The export now has"
            f" {quoted(present.names)}. Load the {request.kind} again."
        )
    return found


def _moved(seen: _Header, present: _Header, position: int, safe: bool) -> int | None:
    """Returns a column's position, None if it is missing, or -1 if it is uncertain."""
    title = seen.titles[position]
    if not title:
        return position if position < len(present.titles) and not present.titles[position] else None
    alike_now = present.alike.get(key(_styled(title, safe)), [])
    if len(alike_now) == 1 and len(seen.alike[key(_styled(title, safe))]) == 1:
        return alike_now[0]
    before, now = seen.same[title], present.same.get(title, [])
    if not now:
        return None
    return now[before.index(position)] if len(now) == len(before) else -1


def quoted(names: list[str]) -> str:
    more = f" and {len(names) - 100} more" if len(names) > 100 else ""
    return ", ".join(f"`{name}`" for name in names[:100]) + more


def kind_of(cell: str) -> int:
    """Returns the kind of a single cell."""
    if not cell:
        return BLANK
    if cell.isascii() and cell.lower() in ("true", "false"):
        return BOOLEAN
    if is_number(cell):
        return _kind_of_number(cell)
    if iso_date(cell):
        return ISO_DATE
    if legacy_date(cell):
        return LEGACY_DATE
    return LEGACY_TIME if legacy_time(cell) else TEXT


def _kind_of_number(cell: str) -> int:
    if cell.lstrip("-").isdigit():
        digits = len(cell.lstrip("-"))
        if digits <= 19 and -(2**63) <= int(cell) < 2**63:
            return LONG
        return BIG_INTEGER if digits <= 38 else TEXT
    # .NET prints an exponent with a sign and at least two digits. 12E3 may be a code.
    exponent = re.split("[eE]", cell)[1:]
    if exponent and not re.fullmatch("[-+][0-9]{2,}", exponent[0]):
        return TEXT
    return TEXT if float(cell) in (float("inf"), float("-inf")) else DOUBLE


def kind_of_both(a: int, b: int) -> int:
    """Returns the narrowest kind that includes both kinds."""
    if a == b or BLANK in (a, b):
        return max(a, b)
    if a in _NUMBERS and b in _NUMBERS:
        return max(a, b)
    return LEGACY_TIME if a in _LEGACY and b in _LEGACY else TEXT


def widen(kind: int, cells: pa.BinaryArray) -> int:
    """Returns the kind of a column after adding these cells."""
    for cell in cells.unique().to_pylist():
        if kind == TEXT:
            break
        # A cell with a byte beyond ASCII is TEXT, so the encoding does not matter.
        kind = kind_of_both(kind, kind_of((cell or b"").decode("latin-1")))
    return kind


def struct_type(header: list[str], kinds: list[int], safe: bool) -> t.StructType:
    """Returns the schema. If a column's name differs from its title, the title becomes its comment."""
    fields = []
    for title, name, kind in zip(header, column_names(header, safe), kinds):
        comment = None if name == title else {"comment": title}
        fields.append(t.StructField(name, _TYPE_OF_KIND[kind], True, comment))
    return t.StructType(fields)


def check(schema: t.StructType) -> None:
    """Raises OptionError if a type in the schema is not supported, or a column is NOT NULL."""
    for field in schema.fields:
        arrow_type(field)
        if not field.nullable:
            # Spark would rely on the schema, and show 0 for a blank cell.
            raise OptionError(
                f"Column `{field.name}` is NOT NULL in the schema, but any cell of an export can be blank."
                " Remove NOT NULL."
            )


def arrow_type(field: t.StructField) -> pa.DataType:
    """Returns the Arrow type of a column. Raises OptionError if its type is not supported."""
    if isinstance(field.dataType, t.DecimalType):
        return pa.decimal128(field.dataType.precision, field.dataType.scale)
    found = _ARROW_TYPES.get(type(field.dataType))
    if found is None:
        raise OptionError(
            f"Column `{field.name}` cannot be read as {field.dataType.simpleString().upper()}. Use BOOLEAN,"
            " TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p,s), DATE, TIMESTAMP, TIMESTAMP_NTZ or"
            " STRING."
        )
    return found


def parse_hints(ddl: str) -> dict[str, t.DataType]:
    """Parses DDL such as ``Revenue DECIMAL(18,2), `Cost centre` STRING``."""
    hints: dict[str, t.DataType] = {}
    at = 0
    while at < len(ddl):
        match = _HINT.match(ddl, at)
        if not match or (match.end() == len(ddl) and ddl.rstrip().endswith(",")):
            raise _not_ddl(ddl)
        name = match.group(1).replace("``", "`") if match.group(1) else match.group(2)
        if key(name) in map(key, hints):
            raise OptionError(f"Option schemaHints has the column `{name}` twice. Remove one of the two.")
        hints[name] = _hinted(ddl, name, match.group(3).upper(), match.group(4), match.group(5))
        at = match.end()
    if not hints:
        raise _not_ddl(ddl)
    return hints


def _hinted(ddl: str, column: str, word: str, first: str | None, second: str | None) -> t.DataType:
    word = {"DEC": "DECIMAL", "NUMERIC": "DECIMAL"}.get(word, word)
    if word == "DECIMAL" and first:
        precision, scale = int(first), int(second or 0)
        if 1 <= precision <= 38 and scale <= precision:
            return t.DecimalType(precision, scale)
    elif word in _TYPES_IN_HINTS and not first:
        return _TYPES_IN_HINTS[word]
    elif word in ("CHAR", "VARCHAR", "CHARACTER"):
        raise OptionError(
            f"Option schemaHints: column `{column}` cannot be {word}(n) in the Python data source. Use"
            " STRING, or the jar."
        )
    raise _not_ddl(ddl)


def _not_ddl(ddl: str) -> OptionError:
    shown = ddl if len(ddl) <= 100 else ddl[:100] + "…"
    return OptionError(
        f'Option schemaHints is "{shown}": expected DDL like "Revenue DECIMAL(18,2), `Cost centre` STRING".'
    )


def apply_hints(schema: t.StructType, hints: dict[str, t.DataType]) -> t.StructType:
    left = {key(name): (name, hinted) for name, hinted in hints.items()}
    fields = []
    for field in schema.fields:
        _, hinted = left.pop(key(field.name), ("", field.dataType))
        fields.append(t.StructField(field.name, hinted, True, field.metadata))
    if left:
        raise OptionError(
            "Option schemaHints has columns that the export lacks:"
            f" {quoted([name for name, _ in left.values()])}. The export has"
            f" {quoted(schema.names)}."
        )
    return t.StructType(fields)
