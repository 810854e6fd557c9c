"""What OpenLineage's listener says about jobs that read from Pigment."""

import json
from pathlib import Path

import pyspark
import pytest

from support import (
    EXAMPLE_VIEW,
    KEY,
    METADATA_KEY,
    PATIENCE,
    REVENUE,
    connector_jar,
    submit,
)

SCALA = "2.12" if pyspark.__version__.startswith("3.") else "2.13"
OPENLINEAGE = f"io.openlineage:openlineage-spark_{SCALA}:1.53.0"


@pytest.fixture(scope="module")
def events(simulator, tmp_path_factory):
    """The events of lineage_job.py, which the listener from Maven Central writes to a file."""
    folder = tmp_path_factory.mktemp("lineage")
    settings = {
        "spark.ui.port": "0",
        "spark.extraListeners": "io.openlineage.spark.agent.OpenLineageSparkListener",
        "spark.openlineage.transport.type": "file",
        "spark.openlineage.transport.location": folder / "events.json",
    }
    submit(
        *("--master", "local[1]"),
        *("--packages", OPENLINEAGE),
        *("--jars", connector_jar()),
        Path(__file__).with_name("lineage_job.py"),
        *(simulator.url, KEY, METADATA_KEY, EXAMPLE_VIEW, folder),
        settings=settings,
        folder=folder,
        timeout=3 * PATIENCE,
    )
    return (folder / "events.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "output, name",
    [("by_id", f"view/{EXAMPLE_VIEW}"), ("by_name", f"metric/{REVENUE}")],
)
def test_events_name_inputs_and_outputs(simulator, events, output, name):
    edges = {
        (source["namespace"], source["name"])
        for event in map(json.loads, events.splitlines())
        if any(target["name"].endswith(f"/{output}") for target in event.get("outputs", []))
        for source in event.get("inputs", [])
    }
    assert edges == {("pigment://" + simulator.url.partition("//")[2], name)}


def test_events_contain_no_key(events):
    assert KEY not in events
    assert METADATA_KEY not in events
