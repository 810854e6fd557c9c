"""Faults of servers and networks, over real HTTP."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyspark_pigment import PigmentDataSource
from pyspark_pigment.errors import ExportError, PigmentError
from pyspark_pigment.simulator import command

from reading import read, source
from servers import KEY, VIEW, Response, Server, chunked, gzipped, response
from support import BreakingProxy, Program

LARGE_VIEW = f"00000000-0000-4000-8000-{100_000:012x}"

CSV = b"a;b\n1;x\n2;y\n"
ROWS = [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
LARGE = b"a;b\n" + b"".join(b"%d;text %d\n" % (i, i) for i in range(300_000))


def rows(*responses: Response, **options: str) -> list[dict[str, object]]:
    with Server(list(responses)).running() as server:
        return read(server, **options)


def failure(*responses: Response, **options: str) -> str:
    with Server(list(responses)).running() as server, pytest.raises(PigmentError) as caught:
        source(server, **{"maxRetries": "0", **options}).schema()
    assert KEY not in str(caught.value)
    return str(caught.value)


def download(*responses: Response, **options: str) -> tuple[bytes, int]:
    """The bytes of an export and the number of requests."""
    from pyspark_pigment.options import parse
    from pyspark_pigment.stream import export

    with Server(list(responses)).running() as server:
        given = {"viewId": VIEW, "apiToken": KEY, "baseUrl": server.url, "retryInterval": "1ms", **options}
        parsed = parse(given)
        return b"".join(export(parsed, parsed.request)), len(server.requests)


def reset(data: bytes) -> Response:
    """Sends some bytes, then resets the connection."""

    def send(client: socket.socket) -> None:
        client.sendall(data)
        time.sleep(0.05)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        client.close()

    return send


def test_sends_the_request_as_documented() -> None:
    with Server([response(CSV)]).running() as server:
        assert read(server) == ROWS
    head = server.requests[0].decode()
    assert head.startswith(f"GET /api/export/view/{VIEW}?dateFormat=Iso8601 HTTP/1.1\r\n")
    assert f"Authorization: Bearer {KEY}\r\n" in head
    assert "User-Agent: pyspark-pigment/" in head


def test_posts_for_a_block() -> None:
    with Server([response(CSV)]).running() as server:
        read(server, metricId=VIEW)
    assert server.requests[0].startswith(f"POST /api/v1/export/metric/{VIEW} HTTP/1.1\r\n".encode())
    assert b'"dateFormat": "Iso8601"' in server.requests[0]


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_reads_gzip(encoding: str) -> None:
    assert rows(gzipped(CSV, encoding=encoding)) == ROWS


def test_reads_gzip_of_several_members() -> None:
    import gzip

    body = gzip.compress(CSV[:6]) + gzip.compress(CSV[6:])
    assert rows(response(body, Content_Encoding="gzip")) == ROWS


def test_reads_chunks() -> None:
    assert rows(chunked(CSV[:5], CSV[5:])) == ROWS


TRUNCATED = {
    "chunks": chunked(LARGE[:1_000_000], end=False),
    "length": response(LARGE[:1_000_000], Content_Length=str(len(LARGE))),
    "gzip": gzipped(LARGE, cut=9),
    "gzip in the middle": gzipped(LARGE, cut=200_000),
    "reset": reset(response(LARGE[:1_000_000], Content_Length=str(len(LARGE)))),
    "before the headers": b"",
    "in the headers": b"HTTP/1.1 200 OK\r\nContent-Ty",
}


@pytest.mark.parametrize("broken", TRUNCATED.values(), ids=TRUNCATED)
def test_resumes_truncated_response(broken: Response) -> None:
    assert download(broken, response(LARGE)) == (LARGE, 2)


@pytest.mark.parametrize("broken", TRUNCATED.values(), ids=TRUNCATED)
def test_truncated_response_fails_without_retries(broken: Response) -> None:
    with pytest.raises(ExportError, match=f"The export of view {VIEW} from http://127.0.0.1:[0-9]+ failed"):
        download(broken, maxRetries="0")


def test_does_not_resume_changed_view() -> None:
    changed = LARGE.replace(b"text 9;", b"text 8;").replace(b"\n9;text 9\n", b"\n9;text 8\n")
    with pytest.raises(ExportError, match="the view changed before the export could be resumed"):
        download(TRUNCATED["length"], response(changed))
    with pytest.raises(ExportError, match="the view changed before the export could be resumed"):
        download(TRUNCATED["length"], response(LARGE[:500_000]))


def test_resumes_several_times() -> None:
    parts = [response(LARGE[:n], Content_Length=str(len(LARGE))) for n in (900_000, 400_000, 2_000_000)]
    assert download(*parts, response(LARGE)) == (LARGE, 4)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 529])
def test_retries_transient_statuses(status: int) -> None:
    busy = response(b"", f"{status} X", Retry_After="0")
    assert download(busy, response(CSV)) == (CSV, 2)


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (400, "Check viewId"),
        (401, "the key is missing, expired"),
        (403, "IP allow list"),
        (404, "the view does not exist"),
        (413, "with metricId, listId or tableId"),
        (422, "does not belong to a list, a metric or a table"),
        (418, "does not document"),
    ],
)
def test_explains_statuses_and_does_not_retry(status: int, meaning: str) -> None:
    body = f'{{"error": "no {KEY}"}}'.encode()
    message = failure(response(body, f"{status} X", "application/json"), response(CSV), maxRetries="3")
    assert f"Pigment returned {status} for view {VIEW}: " in message
    assert meaning in message
    assert message.endswith('The response starts with: {"error": "no ****"}')


def test_gives_up_after_max_retries() -> None:
    message = failure(response(b"", "503 X", Retry_After="0"), maxRetries="2", retryInterval="1ms")
    assert "Gave up after 2 retries, the limit of maxRetries." in message


@pytest.mark.parametrize("after", ["3000000000", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_gives_up_if_retry_after_exceeds_retry_timeout(after: str) -> None:
    message = failure(response(b"", "503 X", Retry_After=after), maxRetries="2")
    assert "would exceed retryTimeout (600.0 s)" in message


def test_waits_as_long_as_retry_after_says() -> None:
    start = time.monotonic()
    download(response(b"", "503 X", Retry_After="1"), response(CSV))
    assert time.monotonic() - start >= 1


def test_logs_each_retry_without_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    download(response(KEY.encode(), "503 X", Retry_After="0"), response(CSV))
    assert "Retrying in" in caplog.text
    assert KEY not in caplog.text


def test_times_out_if_the_server_is_silent() -> None:
    def silent(client: socket.socket) -> None:
        time.sleep(5)

    message = failure(silent, readTimeout="300ms")
    assert "failed before its first byte: no data within readTimeout (0.3 s)" in message


def test_times_out_if_the_server_trickles() -> None:
    def trickle(client: socket.socket) -> None:
        client.sendall(response(b"a;b\n", Content_Length="1000"))
        with contextlib.suppress(OSError):
            for _ in range(50):
                time.sleep(0.1)
                client.sendall(b"1")

    message = failure(trickle, readTimeout="500ms")
    assert "within readTimeout" in message


def test_fails_if_the_connection_is_refused() -> None:
    options = {"viewId": VIEW, "apiToken": KEY, "baseUrl": "http://127.0.0.1:1", "maxRetries": "0"}
    with pytest.raises(ExportError, match="failed before its first byte: ConnectError"):
        PigmentDataSource(options=options).schema()


@pytest.mark.parametrize(
    ("rejected", "message"),
    [
        (
            response(CSV, "206 X", Content_Range="bytes 0-4/9"),
            "may be incomplete: the response has status 206 with a",
        ),
        (response(b"", "204 X"), "may be incomplete: the response has status 204 instead"),
        (
            response(b"<html>login", content_type="text/html"),
            "is not CSV: the response has type text/html. Check baseUrl and the network",
        ),
        (response(b" <!DOCTYPE html>\n", content_type="text/plain"), "type text/plain and looks like HTML"),
        (response(b'{"error": 1}\n', content_type=None), "has no content type and looks like JSON"),
        (response(b'[{"error":"x"}]', content_type="application/octet-stream"), "looks like JSON"),
        (response(b'{"error":1}'), "type text/csv and looks like JSON"),
        (response(b"Internal Server Error", content_type="text/plain"), "text without any line break"),
        (
            response(CSV, content_type="text/csv; charset=iso-8859-1"),
            "type text/csv and charset iso-8859-1 instead of UTF-8",
        ),
        (response(CSV, content_type='text/csv; charset="UTF-16"'), "and charset UTF-16 instead of UTF-8"),
        (response(CSV, Content_Encoding="br"), "compressed as br, which was not requested"),
        (response(b"\x1f\x8b\x08\x00rest\n"), "looks like gzip data, without Content-Encoding: gzip"),
        (response(b""), "is empty: it has no header line"),
        (response(b"", "302 X"), "a redirect without a Location"),
        (response(b"", "302 X", Location="http://[x/"), "A redirect leads to an invalid URL"),
    ],
)
def test_rejects_responses_that_are_not_exports(rejected: bytes, message: str) -> None:
    assert message in failure(rejected, maxRetries="2")


@pytest.mark.parametrize("header", ["<Total>", "< 1 year", "{x}", "[a]"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/octet-stream", None])
def test_accepts_odd_headers(header: str, content_type: str | None) -> None:
    body = f"{header}\n1\n".encode()
    assert rows(response(body, content_type=content_type)) == [{header: 1}]


def test_follows_a_redirect_on_the_same_host_with_the_key() -> None:
    with Server([response(b"", "307 X", Location="/other"), response(CSV)]).running() as server:
        assert source(server).schema().names == ["a", "b"]
    assert server.requests[1].startswith(b"GET /other ")
    assert KEY.encode() in server.requests[1]


def test_never_sends_the_key_to_another_host() -> None:
    with Server([response(b"", "401 X")]).running() as other:
        message = failure(response(b"", "302 X", Location=f"{other.url}/x"))
    assert KEY.encode() not in other.requests[0]
    host = other.url.partition("//")[2]
    assert f"to {host}, which returned 401. The key is only sent to http://127.0.0.1" in message


def test_does_not_follow_redirects_of_a_post() -> None:
    with Server([response(b"", "302 X", Location="/x"), response(CSV)]).running() as server:
        with pytest.raises(ExportError, match="a redirect to /x, which the connector does not follow. Check"):
            read(server, metricId=VIEW)
    assert len(server.requests) == 1
    with Server([response(b"", "308 X", Location="/x"), response(CSV)]).running() as server:
        assert read(server, metricId=VIEW, inferSchema="false")
    assert server.requests[1].startswith(b"POST /x ")
    assert server.requests[1].endswith(server.requests[0].partition(b"\r\n\r\n")[2])


def test_redirect_loop_fails_at_once() -> None:
    with (
        Server(
            [response(b"", "302 X", Location="/x"), response(b"", "302 X", Location="/x")]
        ).running() as server,
        pytest.raises(ExportError, match="was redirected more than 20 times"),
    ):
        source(server, maxRetries="5").schema()
    assert len(server.requests) == 21


def test_rejects_http1_if_http2_is_required() -> None:
    assert "was sent over HTTP/1.1, but requireHttp2 is set" in failure(response(CSV), requireHttp2="true")


def test_does_not_warn_of_http1_from_this_machine(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyspark_pigment.response._http1_warned", False)
    assert rows(response(CSV)) == ROWS
    assert "HTTP/1.1" not in caplog.text


def test_explains_404_if_base_url_has_a_path() -> None:
    with Server([response(b"", "404 X")]).running() as server:
        with pytest.raises(ExportError, match="Check viewId and baseUrl, which has the path /api, and"):
            source(server, baseUrl=f"{server.url}/api").schema()


@pytest.fixture(scope="module")
def https() -> Iterator[tuple[str, str]]:
    """The URL and key of a simulator that speaks HTTP/2 over TLS."""
    with Program(command("--port", "0", "--tls")) as running:
        yield running.wait_for(r"(https://\S+)"), running.wait_for(r"key +(\S+)")


@pytest.fixture
def trusted(https: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(https[0].rpartition(":")[2])
    certificate = tmp_path / "certificate.pem"
    certificate.write_text(ssl.get_server_certificate(("localhost", port)))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def over_https(url: str, key: str) -> int:
    """How many records are read of a view of a hundred thousand."""
    given = {"viewId": LARGE_VIEW, "baseUrl": url, "apiToken": key, "requireHttp2": "true"}
    source_ = PigmentDataSource(options={**given, "arrow": "true", "retryInterval": "1ms"})
    reader = source_.reader(source_.schema())
    return sum(batch.num_rows for batch in reader.read(reader.partitions()[0]))


def test_reads_over_http2(https: tuple[str, str], trusted: None) -> None:
    assert over_https(*https) == 100_000


def test_resumes_over_http2(https: tuple[str, str], trusted: None) -> None:
    with BreakingProxy(https[0]) as proxy:
        proxy.break_next(200_000, 1 << 40, 9_000_000)  # The sample, not its retry, the read.
        assert over_https(proxy.url.replace("http:", "https:"), https[1]) == 100_000
        assert proxy.broken == 2


def test_untrusted_certificate_fails_at_once(https: tuple[str, str]) -> None:
    with pytest.raises(ExportError, match="is not trusted .* set SSL_CERT_FILE"):
        over_https(*https)
