"""A cluster of Spark's own kind: a master and two workers, each a process, and spark-submit.

The driver alone has the key. Its executors, processes of the workers, do the reading.
"""

import json
import shutil
import urllib.request
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pyspark
import pytest

from support import (
    KEY,
    NO_VIEW,
    PATIENCE,
    SPARK_HOME,
    BreakingProxy,
    Program,
    connector_jar,
    environment,
    large_view,
    submit,
)

RECORDS = 100_000
VIEW = large_view(RECORDS)
EXPECTED = [RECORDS, RECORDS, RECORDS * (RECORDS - 1) // 2]
BROKEN_AFTER = 4_000_000
GROUP = "io.github.pigmentspark"
ARTIFACT = "pigment-spark-connector"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A master and two workers; none of them has the key."""
    work = tmp_path_factory.mktemp("work")
    env = environment(
        SPARK_DAEMON_MEMORY="256m",
        SPARK_LOG_DIR=str(work),
        SPARK_WORKER_DIR=str(work),
        SPARK_MASTER_OPTS="-Dspark.master.rest.enabled=false",
    )
    start = SPARK_HOME / "bin" / "spark-class"
    free = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    programs = []

    def run(name, *arguments):
        command = [start, f"org.apache.spark.deploy.{name}", *free, *arguments]
        programs.append(Program(command, env=env, cwd=work))
        return programs[-1]

    try:
        master = run("master.Master")
        address = master.wait_for(r"Starting Spark master at (spark://\S+)")
        uis = [master.wait_for(r"MasterWebUI.* started at (http://\S+)")]
        for _ in range(2):
            worker = run("worker.Worker", "--cores", "1", "--memory", "1g", address)
            uis.append(worker.wait_for(r"WorkerWebUI.* started at (http://\S+)"))
            worker.wait_for(r"Successfully registered with master (\S+)")
        yield SimpleNamespace(master=address, programs=programs, uis=uis, work=work)
    finally:
        for program in reversed(programs):
            program.stop()


def as_a_jar(_):
    return ["--jars", connector_jar()]


def as_a_package(folder):
    """From a Maven repository in a folder, the only one in the settings of Ivy."""
    jar = connector_jar()
    version = jar.stem.removeprefix(f"{ARTIFACT}-")
    home = folder / "repository" / GROUP.replace(".", "/") / ARTIFACT / version
    home.mkdir(parents=True)
    shutil.copy(jar, home)
    (home / f"{ARTIFACT}-{version}.pom").write_text(
        f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>{GROUP}</groupId>
          <artifactId>{ARTIFACT}</artifactId>
          <version>{version}</version>
        </project>"""
    )
    settings = folder / "ivysettings.xml"
    settings.write_text(
        f"""<ivysettings>
          <settings defaultResolver="folder"/>
          <resolvers>
            <ibiblio name="folder" m2compatible="true" root="{(folder / "repository").as_uri()}"/>
          </resolvers>
        </ivysettings>"""
    )
    return [
        *("--packages", f"{GROUP}:{ARTIFACT}:{version}"),
        *("--conf", f"spark.jars.ivySettings={settings}"),
        *("--conf", f"spark.jars.ivy={folder / 'ivy'}"),
    ]


@pytest.fixture(scope="module")
def job(cluster, simulator, tmp_path_factory):
    """One run of cluster_job.py, and everything that it wrote. Spark 4 takes --packages, Spark 3 --jars."""
    folder = tmp_path_factory.mktemp("job")
    events = folder / "events"
    events.mkdir()
    settings = {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": events.as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.ui.port": "0",
        "spark.sql.shuffle.partitions": "2",
        "spark.executor.memory": "600m",
        # Not before both executors are there.
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": f"{PATIENCE}s",
        "spark.cores.max": "2",
    }
    with BreakingProxy(simulator.url) as proxy:
        proxy.break_next(BROKEN_AFTER)
        output = submit(
            *("--master", cluster.master),
            *(as_a_package if pyspark.__version__ >= "4" else as_a_jar)(folder),
            Path(__file__).with_name("cluster_job.py"),
            *(simulator.url, proxy.url, VIEW, NO_VIEW, folder),
            settings=settings,
            folder=folder,
            timeout=2 * PATIENCE,
            PIGMENT_API_KEY=KEY,
        )
        (events,) = [path for path in events.iterdir() if not path.name.startswith(".")]
        return SimpleNamespace(
            result=json.loads((folder / "result.json").read_text(encoding="utf-8")),
            output=output,
            ui=(folder / "ui.txt").read_text(encoding="utf-8"),
            events_file=events,
            events=[json.loads(line) for line in events.read_text("utf-8").splitlines()],
            connections=proxy.connections,
            id=events.name.split(".")[0],
        )


def tasks_of(job, group):
    """How the tasks of a job group ended, those that read from Pigment, in the order of the log."""
    stages = set()
    for event in job.events:
        started = event["Event"] == "SparkListenerJobStart"
        if started and event["Properties"].get("spark.jobGroup.id") == group:
            stages.update(event["Stage IDs"])
    scans = {
        event["Stage Info"]["Stage ID"]
        for event in job.events
        if event["Event"] == "SparkListenerStageSubmitted"
        and any("DataSourceRDD" in rdd["Name"] for rdd in event["Stage Info"]["RDD Info"])
    }
    return [
        event
        for event in job.events
        if event["Event"] == "SparkListenerTaskEnd" and event["Stage ID"] in stages & scans
    ]


def metrics_of(tasks):
    sums = defaultdict(int)
    for task in tasks:
        for metric in task["Task Info"]["Accumulables"]:
            if metric.get("Metadata") == "sql" and "Update" in metric:
                sums[metric["Name"]] += int(metric["Update"])
    return sums


def test_returns_correct_sums(job):
    assert job.result["plain"] == EXPECTED


def test_executors_read_the_export(job):
    tasks = tasks_of(job, "plain")
    assert len(tasks) == 1
    assert {task["Task Info"]["Executor ID"] for task in tasks} <= {"0", "1"}


def test_executors_download_the_jar(cluster, job):
    jars = [path.name for path in (cluster.work / job.id).rglob("*.jar")]
    assert len(jars) == 2
    assert all(name.endswith(connector_jar().name) for name in jars)


def test_reports_metrics(simulator, job):
    ask = urllib.request.Request(
        f"{simulator.url}/api/export/view/{VIEW}?dateFormat=Iso8601",
        headers={"Authorization": f"Bearer {KEY}"},
    )
    with urllib.request.urlopen(ask, timeout=PATIENCE) as export:
        size = len(export.read())

    metrics = metrics_of(tasks_of(job, "plain"))
    assert metrics["records read"] == RECORDS
    assert metrics["bytes downloaded"] == size
    assert metrics["requests to Pigment"] == 1
    assert metrics["retries"] == 0


def test_retried_task_counts_nothing_twice(job):
    first, second = tasks_of(job, "retried")
    assert first["Task End Reason"]["Reason"] == "ExceptionFailure"
    assert f"view {VIEW}" in first["Task End Reason"]["Description"]
    assert second["Task End Reason"]["Reason"] == "Success"
    assert second["Task Info"]["Attempt"] == 1
    assert job.connections == 2

    assert job.result["retried"] == EXPECTED
    assert metrics_of([second])["records read"] == RECORDS


def test_reports_error_of_an_executor_after_four_attempts(job):
    assert f"Pigment returned 404 for view {NO_VIEW}" in job.result["error"].splitlines()[1]
    reasons = [task["Task End Reason"]["Reason"] for task in tasks_of(job, "error")]
    assert reasons == 4 * ["ExceptionFailure"]


def test_only_the_driver_needs_the_key(job):
    assert job.result["driver_has_key"] is True
    assert job.result["executor_has_key"] == [False]


def test_logs_contain_no_key(cluster, job):
    logs = [path for path in (cluster.work / job.id).rglob("std*") if path.is_file()]
    assert len(logs) == 4, "stdout and stderr of two executors"
    webs = [
        urllib.request.urlopen(f"{ui}{path}", timeout=PATIENCE).read().decode()
        for ui in cluster.uis
        for path in ("/", "/json/")
    ]
    places = {
        "the output of the driver": job.output,
        "the event log": job.events_file.read_text(encoding="utf-8"),
        "the UI of the driver": job.ui,
        "the UIs of master and workers": "".join(webs),
        "the output of master and workers": "".join(p.output() for p in cluster.programs),
        "the logs of the executors": "".join(p.read_text(errors="replace") for p in logs),
        "a file of a worker": "".join(
            p.read_bytes().decode("latin-1") for p in cluster.work.rglob("*") if p.is_file()
        ),
    }
    for place, text in places.items():
        assert KEY not in text, place
    # The search would have found it: what Spark does show of these reads is there.
    for place in "the output of the driver", "the event log", "the UI of the driver":
        assert NO_VIEW in places[place], place
    for place in "the logs of the executors", "a file of a worker":
        assert NO_VIEW in places[place], place
    assert job.id in places["the UIs of master and workers"]
    assert job.id in places["the output of master and workers"]
