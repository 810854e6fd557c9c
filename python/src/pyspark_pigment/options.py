"""The options of a read, checked before the first request."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Callable
from urllib.parse import urlsplit

from . import filters
from .errors import OptionError
from .key import ApiKey

log = logging.getLogger(__name__)

_UUID_PATTERN = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_VIEW_ID_PARAMETER = re.compile(rf"[?&]viewId=({_UUID_PATTERN})(?=[&#]|$)")
_BLOCK_URL = re.compile(
    rf"https?://[^/?#]+/application/{_UUID_PATTERN}/[a-zA-Z-]+/({_UUID_PATTERN})(?:[/?#].*)?",
    re.DOTALL,
)
_DURATION = re.compile(r"(\d{1,9})\s*(ms|s|m|min|h|d)")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_LONGEST_DURATION = 24 * 86400
_SIZE = re.compile(r"(\d{1,10})\s*(b|k|kb|m|mb|g|gb)")
_LARGEST_SIZE = 1 << 30
_LARGEST_INT = 2**31 - 1
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1", re.IGNORECASE)
_QUOTED_CHARS = 100
_SLIP = 2

VIEW, METRIC, LIST, TABLE = "view", "metric", "list", "table"
_EVERY_KIND = (VIEW, METRIC, LIST, TABLE)


@dataclass(frozen=True)
class ExportRequest:
    """A view or block to export, and which part of it."""

    kind: str
    id: str
    date_format: str
    friendly_headers: bool = True
    scenarios: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    export_filter: str = ""

    def by_scenario(self) -> list[ExportRequest]:
        """Returns the requests that have the same rows together, one for each scenario."""
        if len(self.scenarios) < 2:
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
        }
        if self.scenarios:
            body["scenarios"] = self.scenarios
        if self.metrics:
            body["metrics"] = self.metrics
        if self.properties:
            body["propertyTechnicalNames"] = self.properties
        text = json.dumps(body, ensure_ascii=False)
        # The filter goes as it was written, so that no number passes through a float.
        return f'{text[:-1]}, "exportFilter": {self.export_filter}}}' if self.export_filter else text

    def __str__(self) -> str:
        plural = "s" if len(self.scenarios) > 1 else ""
        scenarios = f" (scenario{plural} {', '.join(self.scenarios)})" if self.scenarios else ""
        return f"{self.kind} {self.id}{scenarios}"


@dataclass(frozen=True)
class Options:
    """The options of one read. Times are in seconds, sizes in bytes."""

    request: ExportRequest
    api_key: ApiKey
    base_url: str
    infer_schema: bool
    sample_size: int
    schema_hints: str | None
    safe_names: bool
    mode: str
    connect_timeout: float
    read_timeout: float
    max_retries: int
    retry_timeout: float
    retry_interval: float
    require_http2: bool
    max_record_size: int
    arrow: str


def parse(given: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> Options:
    """Parses the options of a read.

    Raises OptionError if one is missing, misspelt or has a value that it can't have; the message
    names the option and never contains the key.
    """
    _check_names(given)
    options = {name.lower(): value for name, value in given.items() if value is not None}
    request = _request(options)
    if _value("pushDownColumns", options):
        raise OptionError(
            'Option pushDownColumns is "true": the Python data source always reads the whole export.'
            " Remove the option, or use the jar."
        )
    return Options(
        request=request,
        base_url=_value("baseUrl", options),
        infer_schema=_value("inferSchema", options),
        sample_size=_value("sampleSize", options),
        schema_hints=_value("schemaHints", options),
        safe_names=_value("columnNames", options) == "safe",
        mode=_value("mode", options),
        connect_timeout=_value("connectTimeout", options),
        read_timeout=_value("readTimeout", options),
        max_retries=_value("maxRetries", options),
        retry_timeout=_value("retryTimeout", options),
        retry_interval=_value("retryInterval", options),
        require_http2=_value("requireHttp2", options),
        max_record_size=_value("maxRecordSize", options),
        arrow=_value("arrow", options),
        # Last: a missing key is the least of what may be wrong.
        api_key=_api_key(options, environ),
    )


def _view_id(text: str) -> str:
    text = text.strip()
    if filters.is_uuid(text):
        return text
    if re.match("https?://", text):
        parameter = _VIEW_ID_PARAMETER.search(text)
        if parameter:
            return parameter.group(1)
        raise ValueError(
            "the URL has no viewId=<UUID> in it; open the view in Pigment and copy the whole URL"
            " (…?displayMode=Grid&viewId=…)"
        )
    raise ValueError(
        "expected the view's UUID (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55), or the whole URL"
        " copied from the browser (…?displayMode=Grid&viewId=…)"
    )


def _block_id(noun: str) -> Callable[[str], str]:
    def parse_id(text: str) -> str:
        text = text.strip()
        if filters.is_uuid(text):
            return text
        url = _BLOCK_URL.fullmatch(text)
        if url:
            return url.group(1)
        raise ValueError(
            f"expected the {noun}'s UUID (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55), or the whole"
            " URL copied from the browser"
            f" (…/application/<application's UUID>/…/<{noun}'s UUID>…)"
        )

    return parse_id


def _base_url(text: str) -> str:
    like = "expected a URL like https://pigment.app"
    try:
        url = urlsplit(text)
        _ = url.port  # Raises ValueError if it is no port.
    except ValueError:
        raise ValueError(like) from None
    if url.scheme.lower() not in ("http", "https") or not url.hostname or re.search(r"[\s\\]", text):
        raise ValueError(like)
    if "@" in url.netloc or url.query or url.fragment or "?" in text or "#" in text:
        raise ValueError("expected a URL without a user, a query or a fragment, like https://pigment.app")
    if url.scheme.lower() == "http" and not _LOOPBACK.fullmatch(url.hostname):
        raise ValueError(
            "http:// is only allowed to the loopback host, since the key would travel unencrypted; use"
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
    if match:
        seconds = int(match.group(1)) * _SECONDS[match.group(2)]
        if 0 < seconds <= _LONGEST_DURATION:
            return seconds
    raise ValueError("expected a time with its unit, like 500ms, 30s, 10m or 1h, above 0 and up to 24d")


def _size(text: str) -> int:
    match = _SIZE.fullmatch(text.strip().lower())
    if match:
        size = int(match.group(1)) << 10 * "bkmg".index(match.group(2)[0])
        if 0 < size <= _LARGEST_SIZE:
            return size
    raise ValueError("expected a size with its unit, like 512k, 64m or 1g, above 0 and up to 1g")


def _one_of(*values: str) -> Callable[[str], str]:
    def parse_word(text: str) -> str:
        for value in values:
            if value.lower() == text.lower():
                return value
        raise ValueError("expected one of " + ", ".join(values))

    return parse_word


@dataclass(frozen=True)
class _Option:
    name: str
    default: str | None
    parse: Callable[[str], Any]
    kinds: tuple[str, ...] = _EVERY_KIND


_IDS = {
    VIEW: _Option("viewId", None, _view_id, (VIEW,)),
    METRIC: _Option("metricId", None, _block_id("metric"), (METRIC,)),
    LIST: _Option("listId", None, _block_id("list"), (LIST,)),
    TABLE: _Option("tableId", None, _block_id("table"), (TABLE,)),
}

_ALL = {
    option.name.lower(): option
    for option in (
        *_IDS.values(),
        _Option("apiToken", None, ApiKey),
        _Option("apiKey", None, ApiKey),
        _Option("baseUrl", "https://pigment.app", _base_url),
        _Option("dateFormat", "Iso8601", _one_of("Iso8601", "Legacy")),
        _Option("friendlyHeaders", "true", _bool, (METRIC, LIST, TABLE)),
        _Option("scenarios", None, filters.uuids, (METRIC, TABLE)),
        _Option("metrics", None, filters.uuids, (TABLE,)),
        _Option("properties", None, filters.names, (LIST,)),
        _Option("exportFilter", None, filters.export_filter, (METRIC, TABLE)),
        _Option("inferSchema", "true", _bool),
        _Option("sampleSize", "10000", _at_least(1)),
        _Option("schemaHints", None, str),
        _Option("columnNames", "original", _one_of("original", "safe")),
        _Option("mode", "FAILFAST", _one_of("FAILFAST", "PERMISSIVE", "DROPMALFORMED")),
        _Option("connectTimeout", "10s", _duration),
        _Option("readTimeout", "10m", _duration),
        _Option("maxRetries", "5", _at_least(0)),
        _Option("retryTimeout", "10m", _duration),
        _Option("retryInterval", "1s", _duration),
        _Option("requireHttp2", "false", _bool),
        _Option("maxRecordSize", "128m", _size),
        _Option("pushDownColumns", "false", _bool),
        _Option("arrow", "auto", _one_of("auto", "true", "false")),
    )
}


def _value(name: str, options: Mapping[str, str]) -> Any:
    option = _ALL[name.lower()]
    text = options.get(name.lower(), option.default)
    if text is None:
        return None
    try:
        return option.parse(text)
    except ValueError as e:
        raise OptionError(f"Option {name}{_quoted(option, text)}: {e}.") from None


def _quoted(option: _Option, text: str) -> str:
    # A key in the wrong place must not be shown either: long words without spaces are cut.
    if option.parse is ApiKey:
        return ""
    shown = re.sub(r"//[^/]*@", "//****@", text)
    if not re.search(_UUID_PATTERN, shown):
        shown = re.sub(r"[\w+~.-]{20,}", lambda word: word.group()[:4] + "…", shown)
    return f' is "{shown if len(shown) <= _QUOTED_CHARS else shown[:_QUOTED_CHARS] + "…"}"'


def _request(options: Mapping[str, str]) -> ExportRequest:
    if "paths" in options:
        raise OptionError("Option viewId: load() was given several views; read one at a time and union them.")
    kind, view_or_block = _subject(options)
    for option in _ALL.values():
        if option.name.lower() in options and kind not in option.kinds:
            kinds = " or ".join(f"a {other} ({other}Id)" for other in option.kinds)
            raise OptionError(
                f"Option {option.name} is for {kinds}, and this read is of a {kind} ({kind}Id)."
            )
    return ExportRequest(
        kind=kind,
        id=view_or_block,
        date_format=_value("dateFormat", options),
        friendly_headers=_value("friendlyHeaders", options),
        scenarios=_value("scenarios", options) or (),
        metrics=_value("metrics", options) or (),
        properties=_value("properties", options) or (),
        export_filter=_value("exportFilter", options) or "",
    )


def _subject(options: Mapping[str, str]) -> tuple[str, str]:
    named = {kind: option.name for kind, option in _IDS.items() if option.name.lower() in options}
    if "path" in options:
        named.setdefault(VIEW, "the argument of load() (a viewId)")
    if not named:
        raise OptionError(
            "Option viewId is missing: set it to the view's UUID, or to the whole URL that the browser"
            " shows when the view is open (…?displayMode=Grid&viewId=…). To read a block without a"
            " view, set one of metricId, listId and tableId instead."
        )
    if len(named) > 1:
        raise OptionError(
            f"A read is of one view or block, but there are {' and '.join(named.values())}: keep one of them."
        )
    kind = next(iter(named))
    ids = {
        _value(_IDS[kind].name, {_IDS[kind].name.lower(): options[name]})
        for name in (_IDS[kind].name.lower(), "path")
        if name in options
    }
    if len(ids) > 1:
        raise OptionError("Option viewId and the argument of load() are different views. Name one view.")
    return kind, ids.pop()


def _api_key(options: Mapping[str, str], environ: Mapping[str, str]) -> ApiKey:
    token: ApiKey | None = _value("apiToken", options)
    key: ApiKey | None = _value("apiKey", options)
    if token and key and token != key:
        raise OptionError("Options apiToken and apiKey are two different keys. Keep apiToken.")
    if key and not token:
        log.warning(
            "Option apiKey works, but Spark does not redact it in its UI and event log. Use apiToken."
        )
    if token or key:
        return token or key  # type: ignore[return-value]
    if not environ.get("PIGMENT_API_KEY"):
        raise OptionError(
            "The Export API key is missing. Make one on Pigment's Integration page, then set the option"
            " apiToken, or the environment variable PIGMENT_API_KEY of the driver before Spark starts."
            ' On Databricks: .option("apiToken", dbutils.secrets.get(scope, key)).'
        )
    try:
        return ApiKey(environ["PIGMENT_API_KEY"])
    except ValueError as e:
        raise OptionError(f"The key from the environment variable PIGMENT_API_KEY: {e}.") from None


def _check_names(given: Mapping[str, str]) -> None:
    """Refuses names that are almost an option's, and warns about others that are unknown."""
    unknown = sorted(n for n in given if n.lower() not in _ALL and n.lower() not in ("path", "paths"))
    for name in unknown:
        nearest = min(_ALL.values(), key=lambda option: _distance(name, option))
        if _distance(name, nearest) <= _SLIP:
            raise OptionError(f"Option {name} is unknown. Did you mean {nearest.name}?")
    if unknown:
        log.warning("Ignored options that the pigment data source does not know: %s.", unknown)


def _distance(name: str, option: _Option) -> int:
    """Counts the letters to add, drop, change or swap with the next to get the option's name."""
    a, b = name.lower(), option.name.lower()
    d = [[i + j if i == 0 or j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            change = a[i - 1] != b[j - 1]
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
    return d[-1][-1]
