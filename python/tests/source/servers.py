"""Servers on the loopback host, for what the simulator can't do wrong."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Callable, Union

VIEW = "c0ffee00-0000-4000-8000-000000000001"
KEY = "test_key_0123456789_abcdefghij"

Response = Union[bytes, Callable[[socket.socket], None]]


def response(
    body: bytes = b"", status: str = "200 OK", content_type: str | None = "text/csv", **headers: str
) -> bytes:
    """An HTTP/1.1 response, with a Content-Length unless headers have one or Transfer_Encoding."""
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if not {"Content_Length", "Transfer_Encoding", "Unframed"} & set(headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(*parts: bytes, end: bool = True) -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return response(body + (b"0\r\n\r\n" if end else b""), Transfer_Encoding="chunked")


def gzipped(body: bytes, cut: int = 0, encoding: str = "gzip") -> bytes:
    data = gzip.compress(body)
    return response(data[: len(data) - cut], Content_Encoding=encoding)


@dataclass
class Server:
    """Gives each request the next of its responses; the last one is repeated."""

    responses: list[Response]
    requests: list[bytes] = field(default_factory=list)
    url: str = ""

    @contextlib.contextmanager
    def running(self) -> Iterator[Server]:
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        try:
            yield self
        finally:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(30)
            self.requests.append(_read_request(client))
            step = self.responses[min(len(self.requests), len(self.responses)) - 1]
            if isinstance(step, bytes):
                client.sendall(step)
            else:
                step(client)
            # The client must receive the rest before the connection ends.
            client.shutdown(socket.SHUT_WR)
            client.recv(1)


def _read_request(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = client.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            while len(body) < int(line.split(b":")[1]):
                body += client.recv(65536)
    return head + b"\r\n\r\n" + body
