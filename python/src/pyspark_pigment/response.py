"""The checks of a response before its body is read, and the meanings of status codes."""

from __future__ import annotations

import contextlib
import logging
import re
import time
from urllib.parse import urlsplit

import httpx

from .body import inflated
from .errors import ExportError
from .options import METRIC, TABLE, VIEW, ExportRequest, Options, is_loopback
from .retries import RETRYABLE, TransientError, retry_after

log = logging.getLogger(__name__)

_QUOTED_BYTES = 4096
_QUOTE_SECONDS = 2.0
_SNIFFED_BYTES = 64

_SETTINGS = {
    VIEW: "viewId",
    METRIC: "metricId, scenarios and exportFilter",
    TABLE: "tableId, metrics, scenarios and exportFilter",
}
_CSV_TYPES = ("text/csv", "application/csv")
_UNSPECIFIC_TYPES = ("", "text/plain", "application/octet-stream")
_UTF_8 = re.compile("utf-?8|(us-)?ascii", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s;"']+)""", re.IGNORECASE)

# A CSV header can't start like this: a field that contains quotes is quoted, and its quotes are doubled.
_JSON = re.compile(rb'[\[{]\s*(["\]}]|\{\s*")')
_HTML = re.compile(
    rb"<([!?]|(html|head|body|title|meta|script|style|div|form|center|h1|p)[\s>])", re.IGNORECASE
)
_http1_warned = False


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Returns the origin of a URL: scheme, host and port. A key may only be sent to the origin of baseUrl."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


class ExportResponse:
    """A response to an export request."""

    def __init__(self, response: httpx.Response, request: ExportRequest, options: Options) -> None:
        self._response = response
        self._headers = response.headers
        self._request = request
        self._options = options
        self._type = str(self._headers.get("Content-Type", "")).partition(";")[0].strip().lower()
        self._start = b""

    def check(self) -> None:
        """Checks the response. Raises TransientError if a retry may help, otherwise ExportError."""
        self._require_success()
        partial = " with a Content-Range" if "Content-Range" in self._headers else ""
        if self._response.status_code != 200 or partial:
            status = self._response.status_code
            raise self._refused("may be incomplete", f"status {status}{partial} instead of a plain 200")
        self._require_protocol()
        encoding = self._headers.get("Content-Encoding", "identity").strip().lower()
        charset = _CHARSET.search(self._headers.get("Content-Type", ""))
        described = f"type {self._type}" if self._type else "no content type"
        if encoding not in ("identity", "gzip", "x-gzip"):
            raise self._not_csv(f"{described} compressed as {encoding}, which was not requested")
        if self._type not in (*_CSV_TYPES, *_UNSPECIFIC_TYPES):
            raise self._not_csv(described)
        if charset and not _UTF_8.fullmatch(charset.group(1)):
            raise self._not_csv(f"{described} and charset {charset.group(1)} instead of UTF-8")

    def check_start(self, data: bytes) -> None:
        """Raises ExportError if the first bytes can't be the start of CSV."""
        if len(self._start) >= _SNIFFED_BYTES:
            return
        self._start += data[:_SNIFFED_BYTES]
        text = self._start.replace(b"\xef\xbb\xbf", b"").lstrip()
        looks = ""
        if self._start.startswith(b"\x1f\x8b"):
            looks = "gzip data, without Content-Encoding: gzip"
        elif _JSON.match(text):
            looks = "JSON"
        elif self._type not in _CSV_TYPES and _HTML.match(text):
            looks = "HTML"
        if looks:
            described = f"type {self._type}" if self._type else "no content type"
            raise self._not_csv(f"{described} and looks like {looks}")

    def _require_success(self) -> None:
        status = self._response.status_code
        if 200 <= status < 300:
            return
        url = str(self._response.request.url)
        if origin(url) == origin(self._options.base_url):
            message = f"Pigment returned {status} for {self._request}: {self._meaning()}."
        else:
            host = self._quoted(urlsplit(url).netloc)
            message = (
                f"Pigment redirected the request for {self._request} to {host}, which returned {status}. The"
                f" key is only sent to {self._options.base_url}. Check baseUrl and the network."
            )
        message += self._said()
        if status in RETRYABLE:
            after = retry_after(self._headers.get("Retry-After"))
            raise TransientError(message, status=status, retry_after=after)
        raise ExportError(message)

    def _meaning(self) -> str:
        status, kind = self._response.status_code, self._request.kind
        settings = _SETTINGS.get(kind, "listId and properties")
        meanings = {
            400: f"the request is invalid. Check {settings}",
            401: "the key is missing, expired (keys stop working on the day of expiry), revoked or of"
            " the wrong type. Use an Export API key in the format without dashes",
            403: "the key is not accepted from this IP address. Check the key's IP allow list and its owner's"
            " permissions",
            404: self._not_found(),
            407: "a proxy requires a user and a password. Set them in HTTPS_PROXY",
            413: self._too_big(),
            422: "the view does not belong to a list, a metric or a table"
            if kind == VIEW
            else f"the block cannot be exported with these options. Check {settings}",
            429: "too many requests. Pigment allows 500 requests in 5 minutes from one IP address, across all"
            " users",
            **dict.fromkeys((408, 504, 522, 524), "the request took too long"),
        }
        if status in meanings:
            return meanings[status]
        if 300 <= status < 400:
            target = self._headers.get("Location")
            if not target:
                return "a redirect without a Location header. Check baseUrl"
            return f"a redirect to {self._quoted(target)}, which the connector does not follow. Check baseUrl"
        if status >= 500:
            return "a failure on Pigment's side"
        return "a status code that Pigment's API does not document. Check baseUrl"

    def _not_found(self) -> str:
        kind, path = self._request.kind, urlsplit(self._options.base_url).path
        hint = (
            "" if kind == VIEW else " (use metricId for a metric, listId for a list, and tableId for a table)"
        )
        which = f" and baseUrl, which has the path {path}" if path else ""
        return (
            f"the {kind} does not exist, or the key's owner has no access to it. Check {kind}Id{hint}{which},"
            f" and open the {kind} in Pigment as the key's owner"
        )

    def _too_big(self) -> str:
        kind = self._request.kind
        if kind == VIEW:
            return (
                "the view is too big to be exported. Read its block with metricId, listId or tableId instead"
                " of viewId, or make a smaller view with fewer items on its pages or fewer metrics. The"
                " block's id is in the URL of the open view, before the question mark"
                " (…/tables/<id of the block>?displayMode=Grid&viewId=…)"
            )
        less = {METRIC: "exportFilter or fewer scenarios", TABLE: "exportFilter, metrics or fewer scenarios"}
        narrowing = less.get(kind, "properties")
        return f"the {kind} is too big to be exported at once. Export less of it with {narrowing}"

    def _require_protocol(self) -> None:
        global _http1_warned
        version = self._response.http_version
        if version == "HTTP/2":
            return
        if self._options.require_http2:
            raise ExportError(
                f"The export of {self._request} was sent over {version}, but requireHttp2 is set. Check for a"
                " proxy that does not support HTTP/2. With requireHttp2=false, a failure on Pigment's side"
                " can silently truncate an export."
            )
        if not _http1_warned and not is_loopback(self._options.base_url):
            _http1_warned = True
            log.warning(
                "The export of %s is sent over %s, so a failure on Pigment's side can silently truncate"
                " it. Use HTTP/2 if you can, and set requireHttp2=true to enforce it. This warning"
                " appears only once.",
                self._request,
                version,
            )

    def _not_csv(self, found: str) -> ExportError:
        return self._refused("is not CSV", found)

    def _refused(self, how: str, found: str) -> ExportError:
        return ExportError(
            f"The export of {self._request} {how}: the response has {self._quoted(found)}. Check baseUrl"
            " and the network, because the response may come from a proxy or a login page."
            f"{self._said()}"
        )

    def _said(self) -> str:
        """Returns a sentence that quotes the start of the body, or an empty string if the body is empty."""
        # httpx has one timeout per request, but reading an error page must not take as long as an export.
        self._response.request.extensions["timeout"]["read"] = _QUOTE_SECONDS
        start = self._start
        deadline = time.monotonic() + _QUOTE_SECONDS
        encoding = self._headers.get("Content-Encoding", "identity").lower()
        with contextlib.suppress(httpx.HTTPError, httpx.StreamError, TransientError):
            raw = self._response.iter_raw()
            for data in inflated(raw) if encoding in ("gzip", "x-gzip") else raw:
                start += data
                if len(start) >= _QUOTED_BYTES or time.monotonic() > deadline:
                    break
        text = self._quoted(start[:_QUOTED_BYTES].decode("utf-8", "ignore"))
        return f" The response starts with: {text}" if text else ""

    def _quoted(self, text: str) -> str:
        return self._options.api_key.quote(text)
