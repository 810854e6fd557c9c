"""What a query returns if Spark loses the executor that holds the rows of an export."""

import json
from pathlib import Path

import pytest

from support import KEY, PATIENCE, connector_jar, submit

ROWS = 1_000


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What guard_job.py finds on a master and two executors in processes of their own."""
    folder = tmp_path_factory.mktemp("guard")
    submit(
        *("--master", "local-cluster[2,1,512]"),
        *("--jars", connector_jar()),
        *(Path(__file__).with_name("guard_job.py"), folder),
        settings={"spark.ui.port": "0", "spark.executor.memory": "512m"},
        folder=folder,
        timeout=5 * PATIENCE,
        PIGMENT_API_KEY=KEY,
    )
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


def assert_fails(result):
    assert result["lost"] > 0
    assert "states" not in result
    assert "changed during a query" in result["error"]
    assert KEY not in result["error"]


def assert_has_all_rows(result, exports):
    assert result["lost"] > 0
    assert result["states"] == {"1": exports * ROWS}
    assert result["requests"] > exports


@pytest.mark.parametrize("query", ["view", "scenarios", "rdd"])
def test_query_never_mixes_rows_of_two_states(results, query):
    assert_fails(results[f"{query} True"])


@pytest.mark.parametrize("query, exports", [("view", 1), ("scenarios", 2), ("rdd", 1)])
def test_query_of_an_unchanged_view_survives_the_loss_of_an_executor(results, query, exports):
    assert_has_all_rows(results[f"{query} False"], exports)


def test_query_never_mixes_two_states_without_adaptive_execution(results):
    assert_fails(results["view, not adaptive True"])
    assert_has_all_rows(results["view, not adaptive False"], 1)


@pytest.mark.parametrize("state", [1, 2])
def test_each_action_may_see_another_state(results, state):
    assert results[f"action {state}"] == [state]
    assert results[f"write {state}"] == [state]


@pytest.mark.parametrize("name", ["parquet", "checkpoint"])
def test_kept_rows_survive_the_loss_of_executors(results, name):
    assert results[name] == {"exports": [1, 0, 0], "states": [1]}


def test_local_checkpoint_fails_rather_than_export_again(results):
    result = results["localCheckpoint"]
    assert result["exports"] == [1, 0, 0]
    assert "heckpoint block" in result["states"]


def test_lost_cache_is_exported_again(results):
    assert results["cache"] == {"exports": [0, 1, 1], "states": [2]}
