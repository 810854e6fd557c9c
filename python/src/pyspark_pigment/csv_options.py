"""The options of ``spark.read.csv`` that people set out of habit."""

from __future__ import annotations

import re

from .errors import OptionError

_SEPARATOR = "The fields of an export are always separated by semicolons. Remove the option."
_ENCODING = "Exports are always UTF-8. Remove the option."
_NUMBERS = "Read the column as STRING with schemaHints, and convert it in Spark."
_TIMES = "Read the column as STRING with schemaHints, and use to_timestamp()."
_TRIM = "Cells are read unchanged. Use trim() after the read."
_NEVER = "(?!)"

# The name, a pattern for the values that describe the format of an export, and advice for other values.
_ALL = {
    name.lower(): (name, harmless, advice)
    for name, harmless, advice in (
        ("header", "true", "Exports always have a header. Remove the option."),
        ("sep", ";", _SEPARATOR),
        ("delimiter", ";", _SEPARATOR),
        ("encoding", "utf-?8", _ENCODING),
        ("charset", "utf-?8", _ENCODING),
        ("quote", '"', 'Fields of an export are always quoted with ". Remove the option.'),
        ("escape", '"', "A quote inside a quoted field is always doubled. Remove the option."),
        (
            "charToEscapeQuoteEscaping",
            '"',
            "A quote inside a quoted field is always doubled. Remove the option.",
        ),
        ("lineSep", "\r?\n", "Records always end with LF or CRLF. Remove the option."),
        ("multiLine", "true|false", ""),
        ("comment", "", "Exports have no comments. Filter the rows after the read."),
        ("nullValue", "", "Blank cells are null. For other values, use nullif() after the read."),
        ("emptyValue", _NEVER, "Blank cells are null. Use coalesce() after the read."),
        ("nanValue", "NaN", _NUMBERS),
        ("positiveInf", "Inf", _NUMBERS),
        ("negativeInf", "-Inf", _NUMBERS),
        ("locale", "en-US", _NUMBERS),
        ("timestampFormat", _NEVER, _TIMES),
        ("timestampNTZFormat", _NEVER, _TIMES),
        ("preferDate", "true", "Use schemaHints to choose the type of a column."),
        ("ignoreLeadingWhiteSpace", "false", _TRIM),
        ("ignoreTrailingWhiteSpace", "false", _TRIM),
        ("enforceSchema", "false", "Columns are always matched by name. Remove the option."),
        ("samplingRatio", _NEVER, "Use sampleSize, the number of records from which to infer types."),
    )
}


def accepts(name: str, value: str) -> bool:
    """Returns whether ``spark.read.csv`` has the option. Raises OptionError if it has an unexpected value."""
    if name.lower() not in _ALL:
        return False
    name, harmless, advice = _ALL[name.lower()]
    if value is not None and not re.fullmatch(harmless, value, re.IGNORECASE):
        shown = value if len(value) <= 20 else value[:4] + "…"
        raise OptionError(f'Option {name} is "{shown}", but only spark.read.csv has this option. {advice}')
    return True
