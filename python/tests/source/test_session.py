"""The Python data source in a Spark session, classic or through Spark Connect."""

from __future__ import annotations

import os
from typing import Any, Callable

import pytest

from pyspark_pigment import PigmentDataSource

from servers import KEY, VIEW, Server, response

EXAMPLE_VIEW = "c0ffee00-0000-4000-8000-000000000001"
REVENUE = "b10c0000-0000-4000-8000-000000000006"
ACTUAL, BUDGET = (f"5ce0a810-0000-4000-8000-{number:012x}" for number in (1, 2))

Read = Callable[..., Any]


def error_of(action: Callable[[], Any]) -> str:
    with pytest.raises(Exception) as caught:
        action()
    message = str(caught.value)
    assert KEY not in message
    assert os.environ.get("PIGMENT_API_KEY", KEY) not in message
    return message


def served(spark: Any, server: Server, **options: str) -> Any:
    reader = spark.read.format("pigment").options(baseUrl=server.url, apiToken=KEY, retryInterval="1ms")
    return reader.options(viewId=VIEW, **options)


def test_reads_each_scenario_in_its_own_partition(read: Read) -> None:
    df = read(metricId=REVENUE, scenarios=f"{ACTUAL},{BUDGET}").load()
    assert df.columns == ["Scenario", "Country", "Month", "Revenue"]
    rows = df.groupBy("Scenario").count().collect()
    assert {row.Scenario: row["count"] for row in rows} == {"Actual": 4, "Budget 2026": 4}


def test_reports_option_errors_at_load(read: Read) -> None:
    assert "Did you mean sampleSize?" in error_of(lambda: read(sampelSize=5).load(EXAMPLE_VIEW).schema)


def test_accepts_csv_options(read: Read) -> None:
    df = read(header="true", sep=";", multiLine="true", encoding="UTF-8", quote='"').load(EXAMPLE_VIEW)
    assert df.count() == 16
    message = error_of(lambda: read(nullValue="NA").load(EXAMPLE_VIEW).schema)
    assert 'Option nullValue is "NA", but only spark.read.csv has this option.' in message


def test_errors_from_pigment_say_what_to_do(read: Read) -> None:
    message = error_of(lambda: read(apiToken=KEY).load(EXAMPLE_VIEW).schema)
    assert f"Pigment returned 401 for view {EXAMPLE_VIEW}: the key is" in message


def test_error_names_the_record_of_a_malformed_cell(spark: Any) -> None:
    with Server([response(b"a;b\n1;2\nx;3\n")]).running() as server:
        message = error_of(served(spark, server).schema("a INT, b INT").load().collect)
    assert f'Record 2 of view {VIEW}: column `a` contains "x", which is not a valid INT.' in message


def test_rejects_unsupported_type(read: Read) -> None:
    for ddl, message in [
        ("Country ARRAY<INT>", "Column `Country` cannot be read as ARRAY<INT>"),
        ("Country STRING NOT NULL", "Column `Country` is NOT NULL in the schema"),
    ]:
        assert message in error_of(read().schema(ddl).load(EXAMPLE_VIEW).collect)


@pytest.mark.parametrize("arrow", ["true", "false"])
def test_arrow_batches_and_tuples_return_the_same_rows(read: Read, arrow: str) -> None:
    for view in ("c0ffee00-0000-4000-8000-000000000002", "c0ffee00-0000-4000-8000-000000000004"):
        rows = read(arrow=arrow, dateFormat="Legacy").load(view).collect()
        assert rows == read(arrow="auto", dateFormat="Legacy").load(view).collect()
        assert rows


def test_applies_mode(spark: Any) -> None:
    with Server([response(b"a;b\n1;2\nx;3\n4\n5;6\n")]).running() as server:

        def rows(mode: str) -> list[tuple[Any, ...]]:
            df = served(spark, server, mode=mode).schema("a INT, b INT").load()
            assert df.count() == len(df.collect())
            return [tuple(row) for row in df.collect()]

        assert rows("PERMISSIVE") == [(1, 2), (None, 3), (None, None), (5, 6)]
        assert rows("DROPMALFORMED") == [(1, 2), (5, 6)]


def test_accepts_schema_of_some_columns(read: Read) -> None:
    df = read().schema("Revenue DECIMAL(18,2), Country STRING").load(EXAMPLE_VIEW)
    assert str(df.first().Revenue) == "150.00"


def test_detects_change_after_load(spark: Any) -> None:
    with Server([response(b"t;t\n1;2\n"), response(b"t;t;t\n1;2;3\n")]).running() as server:
        df = served(spark, server).load()
        assert df.columns == ["t", "t_2"]
        assert "cannot be told apart" in error_of(df.collect)


def test_plan_contains_no_key(read: Read) -> None:
    import contextlib
    import io

    df = read(apiToken=os.environ.get("PIGMENT_API_KEY", KEY)).schema("Country STRING").load(EXAMPLE_VIEW)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        df.explain(True)
    assert "Country" in out.getvalue()
    assert os.environ.get("PIGMENT_API_KEY", KEY) not in out.getvalue()


def test_can_be_registered_twice(spark: Any) -> None:
    spark.dataSource.register(PigmentDataSource)


def test_empty_export_has_no_rows(spark: Any) -> None:
    with Server([response(b"a;b\n")]).running() as server:
        assert served(spark, server).load().collect() == []
