"""The options of a read, checked before the first request."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Callable
from urllib.parse import urlsplit

from . import csv_options
from .errors import OptionError
from .key import ApiKey

log = logging.getLogger(__name__)

_UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_VIEW_ID_PARAMETER = re.compile(rf"[?&]viewId=({_UUID})(?=[&#]|$)")
_BLOCK_URL = re.compile(rf"https?://[^/?#]+/application/{_UUID}/[a-zA-Z-]+/({_UUID})(?:[/?#].*)?", re.DOTALL)
_DURATION = re.compile(r"(\d{1,9})\s*(ms|s|m|min|h|d)")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_LONGEST_DURATION = 24 * 86400
_SIZE = re.compile(r"(\d{1,10})\s*(b|k|kb|m|mb|g|gb)")
_LARGEST_SIZE = 1 << 30
_LARGEST_INT = 2**31 - 1
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1", re.IGNORECASE)
_LIKE_UUID = "(like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55)"

# A word of at least 20 characters with a digit may be a key in the wrong option. UUIDs have dashes.
_LONG_WORD = re.compile(r"(?<![\w+~.])(?=[\w+~.]*\d)([\w+~.]{4})[\w+~.]{16,}")
_QUOTED_CHARS = 100
_MOST_EDITS = 2

VIEW, METRIC, LIST, TABLE = "view", "metric", "list", "table"
_EVERY_KIND = (VIEW, METRIC, LIST, TABLE)


def _view_id(text: str) -> str:
    text = text.strip()
    if re.fullmatch(_UUID, text):
        return text
    if re.match("https?://", text):
        parameter = _VIEW_ID_PARAMETER.search(text)
        if parameter:
            return parameter.group(1)
        raise ValueError(
            "the URL has no viewId=<UUID>. Open the view in Pigment and copy the whole URL"
            " (…?displayMode=Grid&viewId=…)"
        )
    raise ValueError(
        f"expected the view's UUID {_LIKE_UUID}, or the URL copied from the browser"
        " (…?displayMode=Grid&viewId=…)"
    )


def _block_id(noun: str) -> Callable[[str], str]:
    def parse_id(text: str) -> str:
        text = text.strip()
        if re.fullmatch(_UUID, text):
            return text
        url = _BLOCK_URL.fullmatch(text)
        if url:
            return url.group(1)
        raise ValueError(
            f"expected the {noun}'s UUID {_LIKE_UUID}, or the URL copied from the browser"
            f" (…/application/<application's UUID>/…/<{noun}'s UUID>…)"
        )

    return parse_id


def _uuids(text: str) -> tuple[str, ...]:
    ids = tuple(element.lower() for element in _elements(text))
    if not all(re.fullmatch(_UUID, element) for element in ids):
        raise ValueError(f"expected UUIDs {_LIKE_UUID} separated by commas")
    return _distinct(ids)


def _names(text: str) -> tuple[str, ...]:
    return _distinct(_elements(text))


def _elements(text: str) -> tuple[str, ...]:
    if text.strip().startswith("["):
        elements = _json(text)
        if not all(isinstance(element, str) for element in elements):
            raise ValueError("expected a JSON array that contains only strings")
    else:
        elements = [element.strip() for element in text.split(",")]
    if not elements or "" in elements:
        raise ValueError(
            "expected one or more non-empty values separated by commas, or a JSON array of strings"
        )
    return tuple(elements)


def _distinct(elements: tuple[str, ...]) -> tuple[str, ...]:
    for i, element in enumerate(elements):
        if element in elements[:i]:
            raise ValueError(f"{element} occurs twice")
    return elements


def _json_object(text: str) -> str:
    """Returns the text of a JSON object. Pigment checks its content."""
    if not isinstance(_json(text), dict):
        raise ValueError('expected a JSON object, like {"type": "And", "and": […]}')
    return text


def _json(text: str) -> Any:
    def refuse(_: str) -> None:
        raise ValueError  # NaN and Infinity are not JSON, but Python accepts them.

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as e:
        at = f" at line {e.lineno} column {e.colno}" if isinstance(e, json.JSONDecodeError) else ""
    raise ValueError(
        f"expected JSON, but the text is not valid{at}. In Python, use json.dumps(…) on a list or dict"
    )


def is_loopback(url: str) -> bool:
    """Returns whether the host of a URL is this machine."""
    return bool(_LOOPBACK.fullmatch(urlsplit(url).hostname or ""))


def _base_url(text: str) -> str:
    like = "expected a URL like https://pigment.app"
    try:
        url = urlsplit(text)
        _ = url.port  # Raises ValueError if the port is invalid.
    except ValueError:
        raise ValueError(like) from None
    if url.scheme.lower() not in ("http", "https") or not url.hostname or re.search(r"[\s\\]", text):
        raise ValueError(like)
    if "@" in url.netloc or "?" in text or "#" in text:
        raise ValueError("expected a URL without a user, a query or a fragment, like https://pigment.app")
    if url.scheme.lower() == "http" and not is_loopback(text):
        raise ValueError(
            "http:// is only allowed for the loopback host, because it would send the key unencrypted. Use"
            " https://"
        )
    return text.rstrip("/")


def _bool(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("expected true or false")
    return text.lower() == "true"


def _at_least(least: int) -> Callable[[str], int]:
    def parse_int(text: str) -> int:
        if re.fullmatch(r"[+-]?[0-9]{1,20}", text) and least <= int(text) <= _LARGEST_INT:
            return int(text)
        raise ValueError(f"expected a whole number from {least} to {_LARGEST_INT}")

    return parse_int


def _duration(text: str) -> float:
    match = _DURATION.fullmatch(text.strip().lower())
    seconds = int(match.group(1)) * _SECONDS[match.group(2)] if match else 0
    if not 0 < seconds <= _LONGEST_DURATION:
        raise ValueError(
            "expected a time with a unit, like 500ms, 30s, 10m or 1h, greater than 0 and at most 24d"
        )
    return seconds


def _size(text: str) -> int:
    match = _SIZE.fullmatch(text.strip().lower())
    size = int(match.group(1)) << 10 * "bkmg".index(match.group(2)[0]) if match else 0
    if not 0 < size <= _LARGEST_SIZE:
        raise ValueError("expected a size with a unit, like 512k, 64m or 1g, greater than 0 and at most 1g")
    return size


def _one_of(*values: str, otherwise: str = "") -> Callable[[str], str]:
    def parse_word(text: str) -> str:
        for value in values:
            if value.lower() == text.lower():
                return value
        raise ValueError(otherwise or "expected one of " + ", ".join(values))

    return parse_word


_date_format = _one_of(
    "Iso8601",
    "Legacy",
    otherwise="expected one of Pigment's date formats, Iso8601 or Legacy, instead of a pattern. To parse"
    " dates yourself, read the column as STRING and use to_date()",
)


@dataclass(frozen=True)
class _Option:
    name: str
    default: str | None
    parse: Callable[[str], Any]
    kinds: tuple[str, ...] = _EVERY_KIND

    def value(self, options: Mapping[str, str]) -> Any:
        """Returns the value that is set, or the default, or None if there is neither."""
        text = options.get(self.name.lower(), self.default)
        if text is None:
            return None
        try:
            return self.parse(text)
        except ValueError as e:
            shown = " is invalid" if self.parse is ApiKey else f' is "{_masked(text)}"'
            raise OptionError(f"Option {self.name}{shown}: {e}.") from None


def _option(*declared: Any) -> Any:
    return field(metadata={"option": _Option(*declared)})


@dataclass(frozen=True)
class ExportRequest:
    """A request to export a view or a block, or part of it."""

    kind: str
    id: str
    date_format: str = _option("dateFormat", "Iso8601", _date_format)
    friendly_headers: bool = _option("friendlyHeaders", "true", _bool, (METRIC, LIST, TABLE))
    scenarios: tuple[str, ...] | None = _option("scenarios", None, _uuids, (METRIC, TABLE))
    metrics: tuple[str, ...] | None = _option("metrics", None, _uuids, (TABLE,))
    properties: tuple[str, ...] | None = _option("properties", None, _names, (LIST,))
    export_filter: str | None = _option("exportFilter", None, _json_object, (METRIC, TABLE))

    def by_scenario(self) -> list[ExportRequest]:
        """Returns one request per scenario. Together, their exports have the same rows as this request's."""
        if not self.scenarios:
            return [self]
        return [replace(self, scenarios=(scenario,)) for scenario in self.scenarios]

    def body(self) -> str:
        """Returns the JSON to post for a block."""
        body: dict[str, Any] = {
            "dateFormat": self.date_format,
            "fieldDelimiter": "Semicolon",
            "decimalSeparator": "Dot",
            "encoding": "Utf8WithoutBom",
            "friendlyHeaders": self.friendly_headers,
            "scenarios": self.scenarios,
            "metrics": self.metrics,
            "propertyTechnicalNames": self.properties,
        }
        text = json.dumps({name: value for name, value in body.items() if value is not None})
        # The filter is sent as the user wrote it, so that no number is converted to a float.
        return f'{text[:-1]}, "exportFilter": {self.export_filter}}}' if self.export_filter else text

    def __str__(self) -> str:
        if not self.scenarios:
            return f"{self.kind} {self.id}"
        plural = "s" if len(self.scenarios) > 1 else ""
        return f"{self.kind} {self.id} (scenario{plural} {', '.join(self.scenarios)})"


@dataclass(frozen=True)
class Options:
    """The options of one read. Times are in seconds, sizes in bytes."""

    request: ExportRequest
    api_key: ApiKey
    base_url: str = _option("baseUrl", "https://pigment.app", _base_url)
    infer_schema: bool = _option("inferSchema", "true", _bool)
    sample_size: int = _option("sampleSize", "10000", _at_least(1))
    schema_hints: str | None = _option("schemaHints", None, str)
    column_names: str = _option("columnNames", "original", _one_of("original", "safe"))
    mode: str = _option("mode", "FAILFAST", _one_of("FAILFAST", "PERMISSIVE", "DROPMALFORMED"))
    connect_timeout: float = _option("connectTimeout", "10s", _duration)
    read_timeout: float = _option("readTimeout", "10m", _duration)
    max_retries: int = _option("maxRetries", "5", _at_least(0))
    retry_timeout: float = _option("retryTimeout", "10m", _duration)
    retry_interval: float = _option("retryInterval", "1s", _duration)
    require_http2: bool = _option("requireHttp2", "false", _bool)
    max_record_size: int = _option("maxRecordSize", "128m", _size)
    push_down_columns: bool = _option("pushDownColumns", "false", _bool)
    column_name_of_corrupt_record: str | None = _option("columnNameOfCorruptRecord", None, str)
    arrow: str = _option("arrow", "auto", _one_of("auto", "true", "false"))

    @property
    def safe_names(self) -> bool:
        return self.column_names == "safe"


_IDS = {
    VIEW: _Option("viewId", None, _view_id, (VIEW,)),
    **{kind: _Option(f"{kind}Id", None, _block_id(kind), (kind,)) for kind in (METRIC, LIST, TABLE)},
}
_API_TOKEN, _API_KEY = _Option("apiToken", None, ApiKey), _Option("apiKey", None, ApiKey)


def _declared(cls: type) -> dict[str, _Option]:
    return {f.name: f.metadata["option"] for f in fields(cls) if f.metadata}


_ALL = (
    *_IDS.values(),
    _API_TOKEN,
    _API_KEY,
    *_declared(ExportRequest).values(),
    *_declared(Options).values(),
)


def parse(given: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> Options:
    """Parses the options of a read.

    Raises OptionError if an option is missing, misspelt or invalid. The message names the option and never
    contains the key.
    """
    _check_names(given)
    options = {name.lower(): value for name, value in given.items() if value is not None}
    request = _request(options)
    values = {name: option.value(options) for name, option in _declared(Options).items()}
    if values["push_down_columns"]:
        raise OptionError(
            'Option pushDownColumns is "true", but the Python data source always reads the whole export.'
            " Remove the option, or use the jar."
        )
    if values["column_name_of_corrupt_record"] is not None:
        raise OptionError(
            "Option columnNameOfCorruptRecord is set, but the Python data source does not keep the text of"
            " malformed records. Remove the option, or use the jar."
        )
    # The key is checked last, so that other mistakes are reported even if there is no key.
    return Options(request=request, api_key=_api_key(options, environ), **values)


def _masked(text: str) -> str:
    shown = _LONG_WORD.sub(r"\1…", re.sub("//.*@", "//****@", text))
    return shown if len(shown) <= _QUOTED_CHARS else shown[:_QUOTED_CHARS] + "…"


def _request(options: Mapping[str, str]) -> ExportRequest:
    if "paths" in options:
        raise OptionError(
            "Option viewId: load() was given several views. Read each view separately, and union the"
            " DataFrames."
        )
    kind, subject = _subject(options)
    for option in _ALL:
        if option.name.lower() in options and kind not in option.kinds:
            kinds = " or ".join(f"a {other} ({other}Id)" for other in option.kinds)
            raise OptionError(
                f"Option {option.name} is for {kinds}, but this read exports a {kind} ({kind}Id). Remove the"
                " option."
            )
    values = {name: option.value(options) for name, option in _declared(ExportRequest).items()}
    return ExportRequest(kind, subject, **values)


def _subject(options: Mapping[str, str]) -> tuple[str, str]:
    named = {kind: option.name for kind, option in _IDS.items() if option.name.lower() in options}
    if "path" in options:
        named.setdefault(VIEW, "the argument of load() (a viewId)")
    if not named:
        raise OptionError(
            "Option viewId is missing. Set it to the view's UUID, or to the URL that the browser shows when"
            " the view is open (…?displayMode=Grid&viewId=…). To read a block without a view, set metricId,"
            " listId or tableId instead."
        )
    if len(named) > 1:
        raise OptionError(
            f"A read exports one view or block, but {' and '.join(named.values())} are set. Keep only one of"
            " them."
        )
    kind = next(iter(named))
    own = _IDS[kind].value(options)
    path = _IDS[kind].value({"viewid": options["path"]}) if "path" in options else own
    if own and own != path:
        raise OptionError(f'Option viewId is "{own}", but load() was given "{path}". Keep only one of them.')
    return kind, path


def _api_key(options: Mapping[str, str], environ: Mapping[str, str]) -> ApiKey:
    token: ApiKey | None = _API_TOKEN.value(options)
    key: ApiKey | None = _API_KEY.value(options)
    if token and key and token != key:
        raise OptionError("Options apiToken and apiKey are set to different keys. Keep only apiToken.")
    if key:
        log.warning(
            "Spark does not redact the option apiKey in its UI and event log. Use apiToken or, better, the"
            " environment variable PIGMENT_API_KEY."
        )
    found = token or key
    if found:
        return found
    if not environ.get("PIGMENT_API_KEY"):
        raise OptionError(
            "No Export API key is set. Create one on Pigment's Integration page and restart Spark with"
            " PIGMENT_API_KEY in its environment, because Spark does not see a variable that a notebook sets"
            " later."
            ' To continue in this session, use .option("apiToken", getpass()), or on Databricks'
            ' .option("apiToken", dbutils.secrets.get(scope, key)).'
        )
    try:
        return ApiKey(environ["PIGMENT_API_KEY"])
    except ValueError as e:
        raise OptionError(f"The key from the environment variable PIGMENT_API_KEY is invalid: {e}.") from None


def _check_names(given: Mapping[str, str]) -> None:
    """Rejects names that are similar to an option's name, and warns about other unknown names."""
    known = {"path", "paths", *(option.name.lower() for option in _ALL)}
    unknown = sorted(
        name
        for name, value in given.items()
        if name.lower() not in known and not csv_options.accepts(name, value)
    )
    for name in unknown:
        nearest = min(_ALL, key=lambda option: _edits(name, option))
        if _edits(name, nearest) <= _MOST_EDITS:
            raise OptionError(f"Option {name} is unknown. Did you mean {nearest.name}?")
    if unknown:
        log.warning("Ignored options that the pigment data source does not have: %s.", unknown)


def _edits(name: str, option: _Option) -> int:
    """Returns the number of letters to add, remove, change or swap to get the option's name."""
    a, b = name.lower(), option.name.lower()
    d = [[i + j if i == 0 or j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            change = a[i - 1] != b[j - 1]
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
    return d[-1][-1]
