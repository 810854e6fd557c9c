"""The conversion of cells to values of a column's type, by the rules of docs/types.md.

If all cells of a column have the usual format, pyarrow converts the whole column at once. Otherwise, an
exact rule in Python converts each distinct string of the column.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

MAX_NUMBER_LENGTH = 1000
_MAX_DECIMAL_DIGITS = 38
_MICROS = 1_000_000
_SECONDS_PER_DAY = 86400
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_MAX_EXPONENT = 2**31 - 1
_MAX_OFFSET_MINUTES = 14 * 60

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_LEGACY_TIME = re.compile(r"([0-9/]{10}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([-+])([0-9]{2}):([0-9]{2})")

# The usual formats, as patterns for RE2. Other numbers, such as long ones, need the exact rules.
_USUAL_INT = r"\A-?(?:0|[1-9][0-9]{0,18})\z"
_USUAL_DECIMAL = r"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\z"
_USUAL_DOUBLE = r"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\z"
_USUAL_DATE = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"


def texts(cells: pa.BinaryArray) -> tuple[pa.StringArray, list[int]]:
    """Returns the cells as strings, and the positions of cells that are not UTF-8, which become null."""
    try:
        return cells.cast(pa.string()), []
    except pa.ArrowInvalid:
        values: list[str | None] = []
        broken = []
        for i, cell in enumerate(cells.to_pylist()):
            try:
                values.append(None if cell is None else cell.decode())
            except UnicodeDecodeError:
                values.append(None)
                broken.append(i)
        return pa.array(values, pa.string()), broken


def convert(text: pa.StringArray, wanted: pa.DataType) -> tuple[pa.Array, list[int]]:
    """Returns the values, and the positions of cells that don't match the type, which become null."""
    if pa.types.is_string(wanted):
        return text, []
    values = _usual(text, wanted)
    if values is not None:
        return values, []
    exact = _exact_rule(wanted)
    different = text.dictionary_encode()
    raw = [exact(value) for value in different.dictionary.to_pylist()]
    stored = pa.int64() if pa.types.is_timestamp(wanted) else wanted
    values = pa.array(raw, stored).cast(wanted).take(different.indices)
    wrong = pc.indices_nonzero(pc.and_(pc.is_valid(text), pc.is_null(values)))
    return values, wrong.to_pylist()


def _usual(text: pa.StringArray, wanted: pa.DataType) -> pa.Array | None:
    """Returns the values if all cells have the usual format, otherwise None."""
    longest = pc.max(pc.binary_length(text)).as_py() or 0
    try:
        if pa.types.is_integer(wanted):
            return text.cast(wanted) if _all_match(text, _USUAL_INT) else None
        if pa.types.is_decimal(wanted):
            # A number with more than 38 digits would overflow in pyarrow.
            usual = longest <= _MAX_DECIMAL_DIGITS and _all_match(text, _USUAL_DECIMAL)
            return text.cast(wanted) if usual else None
        if pa.types.is_floating(wanted):
            usual = longest <= MAX_NUMBER_LENGTH and _all_match(text, _USUAL_DOUBLE)
            values = text.cast(wanted) if usual else None
            return None if values is None or pc.any(pc.is_inf(values)).as_py() else values
        if pa.types.is_date(wanted):
            values = text.cast(wanted) if _all_match(text, _USUAL_DATE) else None
            return None if values is None or _has_year_zero(values) else values
    except pa.ArrowInvalid:
        pass  # A cell is out of range.
    return None


def _all_match(text: pa.StringArray, pattern: str) -> bool:
    return pc.all(pc.match_substring_regex(text, pattern)).as_py() is not False


def _has_year_zero(dates: pa.Array) -> bool:
    first = pc.min(dates.cast(pa.int32())).as_py()
    return first is not None and first + _EPOCH < 1


def _exact_rule(wanted: pa.DataType) -> Callable[[str], Any]:
    """Returns a function that converts a cell, and returns None if the cell doesn't match the type."""
    if pa.types.is_integer(wanted):
        bound = 1 << (wanted.bit_width - 1)
        return lambda text: _whole(text, bound)
    if pa.types.is_decimal(wanted):
        return lambda text: _decimal(text, wanted.precision, wanted.scale)
    if pa.types.is_floating(wanted):
        return lambda text: _float(text, wanted)
    if pa.types.is_boolean(wanted):
        return lambda text: {"true": True, "false": False}.get(_lower(text))
    if pa.types.is_date(wanted):
        return _date
    if wanted.tz is None:
        return lambda text: _micros(_local_seconds(text))
    return lambda text: _micros(_instant_seconds(text))


def is_number(text: str) -> bool:
    """Returns whether a string is a number rather than a code: no plus sign, leading zero or grouping."""
    return len(text) <= MAX_NUMBER_LENGTH and NUMBER.fullmatch(text) is not None


def _whole(text: str, bound: int) -> int | None:
    whole, _, fraction = text.partition(".")
    # A number with an exponent, like 12E3, may be a code.
    if not is_number(text) or "e" in text.lower() or fraction.strip("0"):
        return None
    return int(whole) if -bound <= int(whole) < bound else None


def _decimal(text: str, precision: int, scale: int) -> Decimal | None:
    if not is_number(text):
        return None
    exponent = re.split("[eE]", text)[1:]
    if exponent and abs(int(exponent[0])) > _MAX_EXPONENT:
        return None
    sign, digits, place = Decimal(text).as_tuple()
    assert isinstance(place, int)
    while digits and digits[-1] == 0:
        digits, place = digits[:-1], place + 1
    if not digits:
        return Decimal(0).scaleb(-scale)
    if -place > scale or len(digits) + place > precision - scale:
        return None
    return Decimal((sign, digits + (0,) * (place + scale), -scale))


def _float(text: str, wanted: pa.DataType) -> float | None:
    if not is_number(text):
        return None
    # A FLOAT is not converted from a double, because that would round twice.
    value: float = pa.scalar(text).cast(wanted).as_py()
    return None if value in (float("inf"), float("-inf")) else value


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else ""


def iso_date(text: str) -> datetime.date | None:
    """Parses 2024-11-21."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    return _day(text[:4], text[5:7], text[8:])


def legacy_date(text: str) -> datetime.date | None:
    """Parses 10/25/2024, month first."""
    if not re.fullmatch("[0-9]{2}/[0-9]{2}/[0-9]{4}", text):
        return None
    return _day(text[6:], text[:2], text[3:5])


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def legacy_time(text: str) -> tuple[int, int] | None:
    """Parses 10/25/2024 00:00:00 +00:00 into local seconds since 1970 and the offset in minutes."""
    match = _LEGACY_TIME.fullmatch(text)
    day = legacy_date(match.group(1)) if match else None
    if not match or not day:
        return None
    hour, minute, second = (int(match.group(i)) for i in (2, 3, 4))
    offset = 60 * int(match.group(6)) + int(match.group(7))
    if hour > 23 or minute > 59 or second > 59 or int(match.group(7)) > 59 or offset > _MAX_OFFSET_MINUTES:
        return None
    seconds = _seconds(day) + 3600 * hour + 60 * minute + second
    return seconds, -offset if match.group(5) == "-" else offset


def _seconds(day: datetime.date) -> int:
    return (day.toordinal() - _EPOCH) * _SECONDS_PER_DAY


def _date(text: str) -> datetime.date | None:
    day = iso_date(text) or legacy_date(text)
    if day is None:
        time = legacy_time(text)
        if time and time[0] % _SECONDS_PER_DAY == 0:
            return datetime.date.fromordinal(time[0] // _SECONDS_PER_DAY + _EPOCH)
    return day


def _local_seconds(text: str) -> int | None:
    time = legacy_time(text)
    day = iso_date(text) or legacy_date(text)
    return time[0] if time else _seconds(day) if day else None


def _instant_seconds(text: str) -> int | None:
    time = legacy_time(text)
    return time[0] - 60 * time[1] if time else _local_seconds(text)


def _micros(seconds: int | None) -> int | None:
    return None if seconds is None else seconds * _MICROS
