"""What the driver of test_guard.py runs: queries that lose the executor with their rows."""

import json
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

folder = Path(sys.argv[1])
spark = SparkSession.builder.getOrCreate()
context = spark.sparkContext
PATIENCE = 120
ROWS = 1_000
SCENARIOS = "5ce0a810-0000-4000-8000-000000000001,5ce0a810-0000-4000-8000-000000000002"


class Pigment(BaseHTTPRequestHandler):
    """Exports rows that have the view's state; in a metric, only the second scenario ever changes."""

    state = 1
    requests = 0

    def do_GET(self):
        Pigment.requests += 1
        self.export(Pigment.state)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Pigment.requests += 1
        self.export(1 if body["scenarios"] == SCENARIOS.split(",")[:1] else Pigment.state)

    def export(self, state):
        body = ("id;state\n" + "".join(f"{i};{state}\n" for i in range(ROWS))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Pigment)
threading.Thread(target=server.serve_forever, daemon=True).start()


def read(**options):
    options = options or {"viewId": "c0ffee00-0000-4000-8000-000000000001"}
    url = f"http://localhost:{server.server_port}"
    return spark.read.format("pigment").options(baseUrl=url, **options).schema("id INT, state INT").load()


def wait_until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)


def executors():
    found = context._jsc.sc().statusStore().executorList(True)
    return [found.apply(i) for i in range(found.size())]


def active_executors():
    return sum(executor.isActive() and executor.id() != "driver" for executor in executors())


def kill(executor):
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if (
            context.applicationId in command
            and ["--executor-id", executor] == command[command.index("--executor-id") :][:2]
        ):
            os.kill(int(process.name), signal.SIGKILL)


def held(name):
    """Returns a function that lets the first of some tasks pass, and the others wait for a file."""
    gate = str(folder / name)

    def wait(partition):
        while partition > 0 and not os.path.exists(gate):
            time.sleep(0.1)
        return True

    return wait


def states_after_a_loss(name, query, change):
    """Counts the rows of each state in a query whose first task is done when an executor is lost."""
    before = {executor.id(): executor.totalShuffleWrite() for executor in executors()}
    group = f"{name} {change}"
    result = {}
    Pigment.state, Pigment.requests = 1, 0

    def run():
        context.setJobGroup(group, group)
        try:
            counts = {}
            for row in query(held(group)):
                counts[row[1]] = counts.get(row[1], 0) + 1
            result["states"] = {str(state): count for state, count in counts.items()}
        except Exception as e:
            result["error"] = str(e)

    thread = threading.Thread(target=run)
    thread.start()

    def first_task_is_done():
        tracker = context.statusTracker()
        stages = [
            tracker.getStageInfo(stage)
            for job in tracker.getJobIdsForGroup(group)
            for stage in tracker.getJobInfo(job).stageIds
        ]
        return not thread.is_alive() or any(
            stage and stage.numTasks == 4 and stage.numCompletedTasks > 0 for stage in stages
        )

    wait_until(first_task_is_done)
    writers = [e.id() for e in executors() if e.totalShuffleWrite() > before.get(e.id(), 0)]
    Pigment.state = 2 if change else 1
    for executor in writers:
        kill(executor)
    wait_until(lambda: not {e.id() for e in executors() if e.isActive()} & set(writers))
    (folder / group).touch()
    thread.join()
    wait_until(lambda: active_executors() == 2)
    return {**result, "requests": Pigment.requests, "lost": len(writers)}


def of_data_frame(data):
    def query(wait):
        passed = F.udf(wait, "boolean").asNondeterministic()
        return data.repartition(4).where(passed(F.spark_partition_id())).collect()

    return query


def of_rdd(wait):
    def pass_rows(partition, rows):
        wait(partition)
        return rows

    return read().rdd.map(tuple).repartition(4).mapPartitionsWithIndex(pass_rows).collect()


def without_adaptive_execution(query):
    def run(wait):
        spark.conf.set("spark.sql.adaptive.enabled", "false")
        try:
            return query(wait)
        finally:
            spark.conf.set("spark.sql.adaptive.enabled", "true")

    return run


def lose_all_executors():
    lost = {executor.id() for executor in executors()} - {"driver"}
    for executor in lost:
        kill(executor)
    wait_until(lambda: not lost & {e.id() for e in executors() if e.isActive()})
    wait_until(lambda: active_executors() == 2)


def exports_of(action, *arguments):
    """Returns how many exports an action takes, and its result or its error."""
    Pigment.requests = 0
    try:
        result = action(*arguments)
    except Exception as e:
        result = str(e)
    return Pigment.requests, result


def used(data):
    data.collect()
    data.groupBy("state").count().collect()


def as_parquet(data):
    data.write.mode("overwrite").parquet(str(folder / "kept"))
    return spark.read.parquet(str(folder / "kept"))


def states_of(data):
    return sorted({row["state"] for row in data.collect()})


metric = {"metricId": "b10c0000-0000-4000-8000-000000000001", "scenarios": SCENARIOS}
queries = {
    "view": of_data_frame(read()),
    "scenarios": of_data_frame(read(**metric)),
    "rdd": of_rdd,
    "view, not adaptive": without_adaptive_execution(of_data_frame(read())),
}
context.setCheckpointDir(str(folder / "checkpoints"))
keepers = {
    "parquet": as_parquet,
    "localCheckpoint": lambda data: data.localCheckpoint(),
    "checkpoint": lambda data: data.checkpoint(),
    "cache": lambda data: data.cache(),
}
results = {}
wait_until(lambda: active_executors() == 2)
for name, query in queries.items():
    for change in (True, False):
        results[f"{name} {change}"] = states_after_a_loss(name, query, change)

# The exports that it takes to keep the rows, to use them twice, and to use them once more after a loss.
Pigment.state = 1
kept = {}
for name, keep in keepers.items():
    exports, kept[name] = exports_of(keep, read())
    results[name] = {"exports": [exports, exports_of(used, kept[name])[0]]}
Pigment.state = 2
lose_all_executors()
for name, data in kept.items():
    exports, states = exports_of(states_of, data)
    results[name]["exports"].append(exports)
    results[name]["states"] = states
spark.catalog.clearCache()

# Each action may see another state.
data = read()
for state in (1, 2):
    Pigment.state = state
    results[f"action {state}"] = states_of(data)
    results[f"write {state}"] = states_of(as_parquet(read()))

(folder / "result.json").write_text(json.dumps(results), encoding="utf-8")
spark.stop()
