"""Takes a picture of a read in the SQL tab of Spark's UI.

Reads a large view of the simulator through a proxy that breaks the download once, and opens the query in a
headless Chromium. The picture shows the scan and what is right below it.

Usage: screenshot.py PNG, in an environment with the wheel and Selenium
"""

import base64
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from pyspark.sql import SparkSession
from selenium import webdriver

import pyspark_pigment

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
from support import BreakingProxy, large_view

VIEW = large_view(200_000)
BREAK_AFTER = 5_000_000
SECONDS = 120
MAX_BYTES = 200 * 1024


def wait_for(what, condition):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.2)
    sys.exit(f"Waited {SECONDS} s for {what}.")


def read(spark, folder):
    """Reads the view. Returns the query's URL in Spark's UI and the names of the scan's metrics."""
    schema = (
        "Country STRING, Product STRING, Code STRING, Month STRING, Day DATE, Units BIGINT, "
        "Revenue DOUBLE, Margin DOUBLE, Active BOOLEAN, Comment STRING"
    )
    spark.read.format("pigment").schema(schema).load(VIEW).write.parquet(folder + "/view.parquet")

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
    const all = [...document.querySelectorAll("#plan-viz-graph g.node")];
    const nodes = all.map(node => node.getBoundingClientRect());
    const top = box(".navbar").bottom + 8;
    const bottom = (box("#plan-viz-graph g.cluster") ?? nodes[0]).bottom + 12;
    const right = Math.max(...nodes.map(node => node.right)) + 24;
    return {x: 0, y: top, width: right, height: bottom - top, scale: 1.5};
"""


def take(page, metrics, png):
    options = webdriver.ChromeOptions()
    for argument in "--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1180,1500":
        options.add_argument(argument)
    driver = shutil.which("chromedriver") or sys.exit("chromedriver is missing")
    with webdriver.Chrome(options, webdriver.ChromeService(driver)) as browser:
        browser.get(page)
        wait_for("the metrics in the graph", lambda: browser.execute_script(SHOWS, metrics))
        clip = {"clip": browser.execute_script(CLIP), "captureBeyondViewport": True}
        picture = base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", clip)["data"])
    if len(picture) > MAX_BYTES:
        sys.exit(f"The picture has {len(picture)} bytes, expected at most {MAX_BYTES}.")
    Path(png).write_bytes(picture)


def main(png):
    with pyspark_pigment.Simulator() as pigment, BreakingProxy(pigment.url) as proxy:
        proxy.break_next(BREAK_AFTER)
        os.environ["PIGMENT_API_KEY"] = pigment.export_key
        spark = (
            pyspark_pigment.configure(SparkSession.builder.appName("Pigment").master("local[2]"))
            .config("spark.datasource.pigment.baseUrl", proxy.url)
            .config("spark.log.level", "ERROR")
            .config("spark.ui.port", "0")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        try:
            with tempfile.TemporaryDirectory() as folder:
                page, metrics = read(spark, folder)
                assert proxy.connections == 2, (
                    f"{proxy.connections} requests, expected a broken and a resumed one"
                )
                take(page, metrics, png)
        finally:
            spark.stop()


main(*sys.argv[1:])
