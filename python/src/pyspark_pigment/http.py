"""Requests to Pigment."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Iterator
from importlib import metadata
from urllib.parse import urljoin

import httpx
import pyspark

from .body import body_of
from .errors import ExportError
from .options import VIEW, ExportRequest, Options
from .response import ExportResponse, origin
from .retries import TransientError

_MAX_REDIRECTS = 20


class Client:
    """A client that sends the requests for one export. It never retries by itself."""

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
        """Sends the request and yields the decompressed bytes of the response's body.

        Raises TransientError if a retry may help, otherwise ExportError. The iterator can raise them, too.
        """
        with contextlib.ExitStack() as stack:
            with self._failures():
                response = self._send(request, stack)
                export = ExportResponse(response, request, self._options)
                export.check()
            yield self._body(response, export)

    def _send(self, request: ExportRequest, stack: contextlib.ExitStack) -> httpx.Response:
        """Sends the request, and follows redirects that don't change it. Other hosts don't get the key."""
        base = self._options.base_url
        method = "GET" if request.kind == VIEW else "POST"
        url = f"{base}/api/v1/export/{request.kind}/{request.id}"
        if request.kind == VIEW:
            url = f"{base}/api/export/view/{request.id}?dateFormat={request.date_format}"
        for _ in range(_MAX_REDIRECTS + 1):
            headers = {"Accept": "text/csv", "Accept-Encoding": "gzip", "User-Agent": _user_agent()}
            if origin(url) == origin(base):
                headers["Authorization"] = self._options.api_key.authorization()
            body = None
            if method == "POST":
                headers["Content-Type"] = "application/json"
                body = request.body().encode()
            response = stack.enter_context(self._http.stream(method, url, headers=headers, content=body))
            target = urljoin(url, response.headers.get("Location", ""))
            downgrade = url.startswith("https:") and not target.startswith("https:")
            followed = (307, 308) if method == "POST" else (301, 302, 303, 307, 308)
            if (
                response.status_code not in followed
                or "Location" not in response.headers
                or downgrade
                or not target.startswith(("http:", "https:"))
            ):
                return response
            url = target
        raise ExportError(
            f"The export of {request} was redirected more than {_MAX_REDIRECTS} times by {base}. Check"
            " baseUrl and the network."
        )

    def _body(self, response: httpx.Response, export: ExportResponse) -> Iterator[bytes]:
        with self._failures():
            for data in body_of(response, self._options.read_timeout):
                export.check_start(data)
                yield data

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Converts the exceptions of httpx to those of this package."""
        options = self._options
        try:
            yield
        except httpx.ConnectTimeout:
            raise TransientError(
                f"no connection within connectTimeout ({options.connect_timeout:.1f} s)"
            ) from None
        except httpx.TimeoutException:
            raise TransientError(f"no data within readTimeout ({options.read_timeout:.1f} s)") from None
        except (httpx.InvalidURL, ValueError) as e:
            raise ExportError(
                f"A redirect leads to an invalid URL ({options.api_key.quote(str(e))}). Check baseUrl."
            ) from None
        except httpx.HTTPError as e:
            what = options.api_key.quote(f"{type(e).__name__}: {e}")
            if "CERTIFICATE_VERIFY_FAILED" in what:
                raise ExportError(
                    f"The certificate of {options.base_url} is not trusted ({what}). If your company's proxy"
                    " issued the certificate, set SSL_CERT_FILE on the driver and the executors to a file"
                    " that contains the proxy's certificate authority."
                ) from None
            if isinstance(e, httpx.ProxyError) and "407" in what:
                raise ExportError(f"The proxy refused the request: {what}. Check HTTPS_PROXY.") from None
            raise TransientError(what) from None


def _user_agent() -> str:
    try:
        version = metadata.version("pyspark-pigment")
    except metadata.PackageNotFoundError:  # The package was sent to the workers as an archive.
        version = "unknown"
    return f"pyspark-pigment/{version} Spark/{pyspark.__version__} Python/{platform.python_version()}"
