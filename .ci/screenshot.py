"""Takes a picture of a read in the SQL tab of Spark's UI.

Reads a large view of the simulator through a proxy that cuts the download off once, and lets a headless Chromium look at
the query. The picture shows the scan and what is right below it.

Usage: screenshot.py CONNECTOR_JAR SIMULATOR_PORT PNG
"""

import base64
import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from math import inf
from pathlib import Path
from urllib.request import Request, urlopen

from pyspark.sql import SparkSession

RECORDS = 200_000
CUT_AFTER = 5_000_000
SECONDS = 120
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--window-size=1180,1500",
]


class ProxyThatCutsOnce:
    """Passes connections on and counts them; the first is cut after so many bytes of the answer."""

    def __init__(self, target_port, allowed):
        self.target_port = target_port
        self.allowed = allowed
        self.connections = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.server.accept()
            pigment = socket.create_connection(("127.0.0.1", self.target_port))
            self.connections += 1
            for ends in (client, pigment, inf), (pigment, client, self.allowed):
                threading.Thread(target=self.pass_on, args=ends, daemon=True).start()
            self.allowed = inf

    def pass_on(self, source, sink, allowed):
        with contextlib.suppress(OSError):
            while allowed > 0 and (data := source.recv(int(min(allowed, 65536)))):
                sink.sendall(data)
                allowed -= len(data)
        for end in source, sink:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def browser():
    """A function that sends commands of WebDriver (w3.org/TR/webdriver) to a new, empty Chromium."""
    with tempfile.TemporaryDirectory() as profile:
        driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        try:
            port = next(int(found[1]) for line in driver.stdout if (found := re.search(r"on port ([1-9]\d*)", line)))

            def call(method, path, body=None):
                data = json.dumps(body or {}).encode() if method == "POST" else None
                request = Request(f"http://127.0.0.1:{port}/session{path}", data, method=method)
                with urlopen(request, timeout=SECONDS) as answer:
                    return json.load(answer)["value"]

            options = {"args": [*CHROMIUM, f"--user-data-dir={profile}"]}
            session = call("POST", "", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})["sessionId"]
            try:
                yield lambda method, path, body=None: call(method, f"/{session}{path}", body)
            finally:
                call("DELETE", f"/{session}")
        finally:
            driver.terminate()
            driver.wait()


def wait_for(what, condition):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.2)
    sys.exit(f"Waited {SECONDS} s for {what}.")


def read(spark, folder):
    """Reads the view into Parquet. Returns the query's address in Spark's UI, and the names of the scan's metrics."""
    view = f"00000000-0000-4000-8000-{RECORDS:012x}"
    schema = (
        "Country STRING, Product STRING, Code STRING, Month STRING, Day DATE, Units BIGINT, "
        "Revenue DOUBLE, Margin DOUBLE, Active BOOLEAN, Comment STRING"
    )
    spark.read.format("pigment").schema(schema).load(view).write.parquet(folder + "/view.parquet")

    ui = spark.sparkContext.uiWebUrl
    queries = f"{ui}/api/v1/applications/{spark.sparkContext.applicationId}/sql"

    def completed():
        return [query for query in json.load(urlopen(queries)) if query["status"] == "COMPLETED"]

    query = wait_for("the query in Spark's UI", completed)[0]
    scan = next(node for node in query["nodes"] if "pigment view" in node["nodeName"])
    for metric in scan["metrics"]:
        print(f"  {metric['name']}: {metric['value']}")
    return f"{ui}/SQL/execution/?id={query['id']}", [metric["name"] for metric in scan["metrics"]]


SHOWS = """
    const nodes = [...document.querySelectorAll("#plan-viz-graph g.node")];
    const scan = nodes.find(node => node.textContent.includes("pigment view"));
    return scan && arguments[0].every(name => scan.textContent.includes(name));
"""

# Below the bar at the top, to where the box under the scan ends.
CLIP = """
    const box = query => document.querySelector(query)?.getBoundingClientRect();
    const nodes = [...document.querySelectorAll("#plan-viz-graph g.node")].map(node => node.getBoundingClientRect());
    const top = box(".navbar").bottom + 8, bottom = (box("#plan-viz-graph g.cluster") ?? nodes[0]).bottom + 12;
    const right = Math.max(...nodes.map(node => node.right)) + 24;
    return {x: 0, y: top, width: right, height: bottom - top, scale: 1.5};
"""


def take(page, metrics, png):
    with browser() as send:
        send("POST", "/url", {"url": page})
        wait_for("the metrics in the graph", lambda: send("POST", "/execute/sync", {"script": SHOWS, "args": [metrics]}))
        clip = send("POST", "/execute/sync", {"script": CLIP, "args": []})
        picture = send(
            "POST",
            "/goog/cdp/execute",
            {"cmd": "Page.captureScreenshot", "params": {"clip": clip, "captureBeyondViewport": True}},
        )
    Path(png).write_bytes(base64.b64decode(picture["data"]))


def main(jar, simulator_port, png):
    os.environ["PIGMENT_API_KEY"] = "pigment_simulator_export_key_0123456789"
    proxy = ProxyThatCutsOnce(int(simulator_port), CUT_AFTER)
    spark = (
        SparkSession.builder.appName("Pigment")
        .master("local[2]")
        .config("spark.jars", jar)
        .config("spark.datasource.pigment.baseUrl", proxy.url)
        .config("spark.log.level", "ERROR")
        .config("spark.ui.port", "0")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    try:
        with tempfile.TemporaryDirectory() as folder:
            page, metrics = read(spark, folder)
            assert proxy.connections == 2, f"{proxy.connections} requests, expected one that broke and one that resumed"
            take(page, metrics, png)
    finally:
        spark.stop()


main(*sys.argv[1:])
