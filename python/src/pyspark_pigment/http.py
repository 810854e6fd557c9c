"""Requests to Pigment, and what its responses mean."""

from __future__ import annotations

import contextlib
import logging
import platform
import re
import time
import zlib
from collections.abc import Iterator
from importlib import metadata
from urllib.parse import urljoin, urlsplit

import httpx

from .errors import ExportError
from .options import METRIC, TABLE, VIEW, ExportRequest, Options
from .retries import RETRYABLE, TransientError, retry_after

log = logging.getLogger(__name__)

_MAX_REDIRECTS = 20
_INFLATED_BYTES = 1 << 20
_QUOTED_BYTES = 2048
_QUOTE_SECONDS = 2.0

# Fewer bytes than this in a whole readTimeout of waiting are a server that trickles.
_FEWEST_BYTES_PER_TIMEOUT = 1024

_HTML = re.compile(rb"<(!doctype|!--|\?xml|html|head|body|title|script)", re.IGNORECASE)
_JSON = re.compile(rb'\{\s*["}]|\[\s*[\[{"\]0-9]')
_http1_warned = False


class Client:
    """Sends the requests of one export. It never retries by itself."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._http = httpx.Client(
            http2=True,
            follow_redirects=False,
            timeout=httpx.Timeout(options.read_timeout, connect=options.connect_timeout),
        )

    def close(self) -> None:
        self._http.close()

    @contextlib.contextmanager
    def open(self, request: ExportRequest) -> Iterator[Iterator[bytes]]:
        """Sends the request and gives the decoded bytes of the response's body.

        Raises TransientError where a retry may help, else ExportError; both also from the iterator.
        """
        with contextlib.ExitStack() as stack:
            with self._failures():
                response, redirected = self._send(request, stack)
                _check_status(response, request, self._options, redirected)
                _check_headers(response, request, self._options)
            yield self._body(response, request)

    def _send(self, request: ExportRequest, stack: contextlib.ExitStack) -> tuple[httpx.Response, str]:
        """Follows redirects that keep the request what it is. Other hosts don't get the key."""
        options = self._options
        method = "GET" if request.kind == VIEW else "POST"
        if request.kind == VIEW:
            url = f"{options.base_url}/api/export/view/{request.id}?dateFormat={request.date_format}"
        else:
            url = f"{options.base_url}/api/v1/export/{request.kind}/{request.id}"
        home = _origin(url)
        seen = {url}
        while True:
            headers = {"Accept": "text/csv", "Accept-Encoding": "gzip", "User-Agent": _user_agent()}
            if _origin(url) == home:
                headers["Authorization"] = options.api_key.authorization()
            body = None
            if method == "POST":
                headers["Content-Type"] = "application/json"
                body = request.body().encode()
            response = stack.enter_context(self._http.stream(method, url, headers=headers, content=body))
            redirected = "" if _origin(url) == home else f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
            target = response.headers.get("Location")
            if response.status_code not in (301, 302, 303, 307, 308) or not target:
                return response, redirected
            target = urljoin(url, target)
            downgrade = url.startswith("https:") and not target.startswith("https:")
            becomes_get = method == "POST" and response.status_code < 307
            if downgrade or becomes_get or not target.startswith(("http:", "https:")):
                return response, redirected
            url = target
            if url in seen or len(seen) > _MAX_REDIRECTS:
                raise ExportError(
                    f"The export of {request} is redirected in a loop, at {options.api_key.quote(url)}."
                    " Check baseUrl, and proxies between Spark and Pigment."
                )
            seen.add(url)

    def _body(self, response: httpx.Response, request: ExportRequest) -> Iterator[bytes]:
        with self._failures():
            encoded = self._paced(_complete(response))
            encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
            start = b""
            for data in _inflated(encoded) if encoding in ("gzip", "x-gzip") else encoded:
                if len(start) < 64:
                    start += data[:64]
                    _check_start(start, response, request, self._options)
                yield data

    def _paced(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Counts only the time spent waiting for Pigment: a slow consumer is not a slow server."""
        waited, received = 0.0, 0
        while True:
            start = time.monotonic()
            data = next(chunks, None)
            if data is None:
                return
            waited += time.monotonic() - start
            received += len(data)
            if received >= _FEWEST_BYTES_PER_TIMEOUT:
                waited, received = 0.0, 0
            elif waited > self._options.read_timeout:
                raise TransientError(f"the server sent only {received} bytes within readTimeout")
            yield data

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Turns httpx's exceptions into ours."""
        options = self._options
        try:
            yield
        except httpx.ConnectTimeout:
            raise TransientError(
                f"there was no connection to {options.base_url} within connectTimeout"
                f" ({options.connect_timeout:.1f} s)"
            ) from None
        except httpx.TimeoutException:
            raise TransientError(
                f"{options.base_url} sent nothing for readTimeout ({options.read_timeout:.1f} s)"
            ) from None
        except (httpx.InvalidURL, ValueError) as e:
            raise ExportError(
                f"A redirect leads to an invalid URL ({options.api_key.quote(str(e))}). Check baseUrl."
            ) from None
        except httpx.HTTPError as e:
            what = options.api_key.quote(f"{type(e).__name__}: {e}")
            if "CERTIFICATE_VERIFY_FAILED" in what:
                raise ExportError(
                    f"The certificate of {options.base_url} is not trusted ({what}). If a company's own"
                    " certificate authority stands in between, set SSL_CERT_FILE to a file that"
                    " contains it, on the driver and the executors."
                ) from None
            if isinstance(e, httpx.ProxyError) and "407" in what:
                raise ExportError(f"The proxy refused the request: {what}. Check HTTPS_PROXY.") from None
            raise TransientError(what) from None


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _user_agent() -> str:
    def version(package: str) -> str:
        try:
            return metadata.version(package)
        except metadata.PackageNotFoundError:
            return "unknown"

    text = f"pyspark-pigment/{version('pyspark-pigment')} Spark/{version('pyspark')}"
    return re.sub("[^ -~]", "_", f"{text} Python/{platform.python_version()}")


def _complete(response: httpx.Response) -> Iterator[bytes]:
    """Raises TransientError where the body has another length than its headers announce."""
    announced = {n.strip() for n in response.headers.get("Content-Length", "").split(",") if n.strip()}
    if len(announced) > 1 or any(not re.fullmatch("[0-9]{1,18}", length) for length in announced):
        raise TransientError(f"its Content-Length is {', '.join(sorted(announced))}, not one number")
    received = 0
    for data in response.iter_raw():
        received += len(data)
        yield data
    if announced and received != int(announced.copy().pop()):
        raise TransientError(f"it ended after {received} of the {announced.pop()} bytes announced")


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpacks gzip, of several members too; raises TransientError where it ends before a checksum."""
    inflater = zlib.decompressobj(wbits=31)
    started = False
    for data in chunks:
        while data:
            if inflater.eof:
                inflater, started = zlib.decompressobj(wbits=31), False
            started = True
            try:
                yield inflater.decompress(data, _INFLATED_BYTES)
            except zlib.error as e:
                raise TransientError(f"its gzip is damaged ({e})") from None
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if started and not inflater.eof:
        raise TransientError("its gzip ended before the checksum")


def _check_status(
    response: httpx.Response, request: ExportRequest, options: Options, redirected: str
) -> None:
    status = response.status_code
    if 200 <= status < 300:
        return
    meaning = _meaning(response, request, options)
    if redirected:
        host = options.api_key.quote(redirected)
        meaning = f"the request was redirected to {host}, which does not get the key; check baseUrl"
    message = f"Pigment returned {status} for {request}: {meaning}.{_said(response, options)}"
    if status in RETRYABLE:
        raise TransientError(
            message, status=status, retry_after=retry_after(response.headers.get("Retry-After"))
        )
    raise ExportError(message)


def _meaning(response: httpx.Response, request: ExportRequest, options: Options) -> str:
    status, kind = response.status_code, request.kind
    settings = {
        VIEW: "viewId",
        METRIC: "metricId, scenarios and exportFilter",
        TABLE: "tableId, metrics, scenarios and exportFilter",
    }.get(kind, "listId and properties")
    if status == 404:
        path = " and baseUrl" if urlsplit(options.base_url).path else ""
        return (
            f"there is no such {kind}, or the owner of the key may not see it; check {kind}Id{path}, and"
            f" open the {kind} in Pigment as that person"
        )
    if status == 413 and kind == VIEW:
        return (
            "the view is too big to be exported; read its block instead, with metricId, listId or"
            " tableId in place of viewId, or make a smaller view for the export"
        )
    if status == 413:
        less = {METRIC: "exportFilter or fewer scenarios", TABLE: "exportFilter, metrics or fewer scenarios"}
        return f"the {kind} is too big to be exported at once; reduce it by {less.get(kind, 'properties')}"
    if status == 422 and kind == VIEW:
        return "the view is not one of a List, a Metric or a Table"
    if 300 <= status < 400:
        target = response.headers.get("Location")
        where = f"to {options.api_key.quote(target)}" if target else "without a Location"
        return f"a redirect {where} that is not followed; check baseUrl"
    meanings = {
        400: f"it does not understand the request; check {settings}",
        401: (
            "the key is missing, expired (the day of expiry itself is already too late), revoked or of"
            " the wrong type; an Export API key is needed, in the format without dashes"
        ),
        403: (
            "the key is not accepted from here; check the IP allow list of the key, and the rights of"
            " its owner"
        ),
        407: "this is a proxy that requires a password; set it in HTTPS_PROXY",
        408: "the request took too long",
        422: f"it cannot export the block like this; check {settings}",
        429: "too many requests; Pigment allows 500 in 5 minutes from one IP address",
        504: "the request took too long",
    }
    other = "a failure on Pigment's side" if status >= 500 else "Pigment's API does not describe this status"
    return meanings.get(status, other)


def _said(response: httpx.Response, options: Options) -> str:
    """Returns the first words of the body, for a person to read; nothing if it is being read already."""
    # httpx has one timeout per request; an error page must not take as long as an export.
    response.request.extensions["timeout"]["read"] = _QUOTE_SECONDS
    start = b""
    deadline = time.monotonic() + _QUOTE_SECONDS
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    with contextlib.suppress(httpx.HTTPError, httpx.StreamError, TransientError):
        raw = response.iter_raw()
        for data in _inflated(raw) if encoding in ("gzip", "x-gzip") else raw:
            start += data
            if len(start) >= _QUOTED_BYTES or time.monotonic() > deadline:
                break
    text = options.api_key.quote(start[:_QUOTED_BYTES].decode("utf-8", "ignore"))
    return f" It said: {text}" if text else ""


def _check_headers(response: httpx.Response, request: ExportRequest, options: Options) -> None:
    """Refuses a successful response that is a part of an export, or something else than CSV."""
    headers = response.headers
    if response.status_code != 200 or "Content-Range" in headers:
        part = " with a Content-Range" if "Content-Range" in headers else ""
        raise ExportError(
            f"The export of {request} may not be complete: the status is {response.status_code}{part},"
            " where a plain 200 was expected. A proxy or cache between Spark and Pigment may have"
            " responded instead; check baseUrl and the network."
        )
    media_type = _media_type(response)
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    charset = re.search(r"""charset\s*=\s*["']?([^\s;"']+)""", headers.get("Content-Type", ""), re.I)
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise _not_csv(f"{media_type} with the Content-Encoding {encoding}", response, request, options)
    if media_type and media_type not in (
        "text/csv",
        "application/csv",
        "text/plain",
        "application/octet-stream",
    ):
        raise _not_csv(media_type, response, request, options)
    if charset and charset.group(1).lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise ExportError(
            f"The export of {request} has the charset {options.api_key.quote(charset.group(1))}, and UTF-8"
            " was expected. A proxy between Spark and Pigment may have changed it."
        )
    _check_protocol(response, request, options)


def _check_protocol(response: httpx.Response, request: ExportRequest, options: Options) -> None:
    global _http1_warned
    if response.http_version == "HTTP/2":
        return
    if options.require_http2:
        raise ExportError(
            f"The export of {request} came over {response.http_version}, but requireHttp2 is set. Check"
            " which proxy between Spark and Pigment can't pass HTTP/2, or set requireHttp2 to false."
        )
    if not _http1_warned:
        _http1_warned = True
        log.warning(
            "The export of %s comes over %s, where a failure on Pigment's side can truncate it without"
            " notice. Use HTTP/2 where you can; requireHttp2=true insists on it.",
            request,
            response.http_version,
        )


def _check_start(start: bytes, response: httpx.Response, request: ExportRequest, options: Options) -> None:
    """Refuses a body that is not CSV by its first bytes."""
    if start.startswith(b"\x1f\x8b"):
        raise ExportError(
            f"The export of {request} is gzip, and its headers don't say so. A proxy between Spark and"
            " Pigment may have removed Content-Encoding."
        )
    if _media_type(response) not in ("text/csv", "application/csv"):
        text = start.replace(b"\xef\xbb\xbf", b"").lstrip()
        looks = "HTML" if _HTML.match(text) else "JSON" if _JSON.match(text) else ""
        if looks:
            type_ = _media_type(response) or "no content type"
            raise _not_csv(f"{type_} and what looks like {looks}", response, request, options)


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _not_csv(found: str, response: httpx.Response, request: ExportRequest, options: Options) -> ExportError:
    return ExportError(
        f"The export of {request} is not CSV: the response has {options.api_key.quote(found)}. A proxy or"
        " login page between Spark and Pigment may have responded instead; check baseUrl and the"
        f" network.{_said(response, options)}"
    )
