"""Prism, a mock and proxy that holds requests and responses against an OpenAPI document."""

import http.client
import json
import os
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from support import KEY, PATIENCE, Program

REFUSAL = "https://stoplight.io/prism/errors#"


class Prism(Program):
    """A Prism in front of a server, or a mock. It rejects what its document doesn't allow."""

    def __init__(self, document, upstream=None):
        what = ["mock", document] if upstream is None else ["proxy", document, upstream]
        command = [os.environ["PRISM"], *what, "--errors", "--host", "127.0.0.1", "--port", "0"]
        super().__init__(command)
        try:
            self.url = self.wait_for(r"Prism is listening on (http\S+)")
        except BaseException:
            self.stop()
            raise


class Exchange:
    """A request and its response. It keeps only whether the request had a key."""

    def __init__(self, method, target, body=b"", kind=None, key=True, accept="*/*"):
        self.method = method
        self.target = target
        self.body = body
        self.kind = kind
        self.key = key
        self.accept = accept
        self.status = None
        self.headers = {}
        self.response = b""

    def __str__(self):
        return f"{self.method} {self.target} {self.body.decode()}"

    @property
    def path(self):
        return urlsplit(self.target).path

    @property
    def json(self):
        return json.loads(self.body) if self.body else None

    def refusal(self):
        """Why Prism did not let the request or its response pass; empty when it did."""
        said = self.headers.get("sl-violations") or self.response.decode("utf-8", "replace")
        if "sl-violations" in self.headers or REFUSAL in said:
            return f"{self}: {self.status} {said}"
        return ""

    def sent_to(self, url):
        """A copy of the request, sent to another server, with its response."""
        sent = Exchange(self.method, self.target, self.body, self.kind, self.key, self.accept)
        headers = {"Accept": self.accept}
        if self.key:
            headers["Authorization"] = f"Bearer {KEY}"
        if self.kind:
            headers["Content-Type"] = self.kind
        ask = urllib.request.Request(url + self.target, self.body or None, headers, method=self.method)
        try:
            response = urllib.request.urlopen(ask, timeout=PATIENCE)
        except urllib.error.HTTPError as e:
            response = e
        with response:
            sent.status = response.status
            sent.headers = {name.lower(): value for name, value in response.headers.items()}
            sent.response = response.read()
        return sent


class Recorder:
    """Forwards requests to a server, and keeps them with their responses."""

    def __init__(self, url):
        target = urlsplit(url)
        self._lock = threading.Lock()
        self.exchanges = exchanges = []
        lock = self._lock

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                exchange = Exchange(
                    self.command,
                    self.path,
                    body,
                    self.headers.get("Content-Type"),
                    self.headers.get("Authorization", "").startswith("Bearer "),
                    self.headers.get("Accept"),
                )
                onward = http.client.HTTPConnection(target.netloc, timeout=PATIENCE)
                headers = {
                    name: value
                    for name, value in self.headers.items()
                    if name.lower() not in ("host", "connection")
                }
                onward.request(self.command, self.path, body or None, headers)
                response = onward.getresponse()
                exchange.response = response.read()
                exchange.status = response.status
                exchange.headers = {n.lower(): v for n, v in response.getheaders()}
                onward.close()
                with lock:
                    exchanges.append(exchange)
                self.send_response(response.status)
                for name, value in response.getheaders():
                    if name.lower() in ("content-type", "retry-after", "www-authenticate"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(exchange.response)))
                self.end_headers()
                self.wfile.write(exchange.response)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
