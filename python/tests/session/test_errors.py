"""What a Python user sees of an error: the cause first, in our words, and never the key."""

import traceback

import pytest

from support import EXAMPLE_VIEW, KEY, NO_VIEW

pytestmark = pytest.mark.jar_only(reason="a traceback comes first; source/test_session.py has its own")

ARROW = {
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
}
WRONG_KEY = "another_test_key_0123456789"


def error_of(action):
    """What is thrown, as Python shows it. Spark Connect throws later than load(): at .schema."""
    with pytest.raises(Exception) as caught:
        action()
    shown = "".join(traceback.format_exception(caught.value))
    assert KEY not in shown
    assert WRONG_KEY not in shown
    return caught.value


def top(error):
    """What can be read without scrolling: below one line of py4j's or Spark's, before any Java."""
    return "\n".join(str(error).splitlines()[:2])


def test_explains_missing_view(read):
    message = top(error_of(lambda: read().load(NO_VIEW).schema))
    assert f"Pigment returned 404 for view {NO_VIEW}: the view does not exist" in message


def test_explains_wrong_key(read):
    message = top(error_of(lambda: read(apiToken=WRONG_KEY).load(EXAMPLE_VIEW).schema))
    assert f"Pigment returned 401 for view {EXAMPLE_VIEW}: the key is" in message


def test_explains_wrong_key_in_a_task(read):
    df = read(apiToken=WRONG_KEY).schema("Country STRING").load(EXAMPLE_VIEW)
    assert f"Pigment returned 401 for view {EXAMPLE_VIEW}: the key is" in top(error_of(df.collect))


@pytest.mark.parametrize(
    "options, message",
    [
        # Spark Connect hands the names of options over in lower case.
        ({"sampelSize": 5}, "ize is unknown. Did you mean sampleSize?"),
        ({"mode": "RELAXED"}, 'Option mode is "RELAXED": expected one of FAILFAST, PERMISSIVE'),
        ({"sampleSize": 0}, 'Option sampleSize is "0": expected a whole number from 1'),
        ({"schemaHints": "Revenue NUMBER("}, "Option schemaHints"),
        ({"schemaHints": "Umsatz INT"}, "`Umsatz`. The export has `Country`, `Month`, `Cost`"),
        ({"baseUrl": "http://pigment.app"}, "http:// is only allowed for the loopback host"),
        ({"viewId": "abc"}, 'Option viewId is "abc": expected the view\'s UUID'),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_explains_invalid_option(read, options, message):
    assert message in top(error_of(lambda: read(**{"viewId": EXAMPLE_VIEW, **options}).load().schema))


@pytest.mark.not_over_connect(reason="Spark Connect appends the server's stack to the message")
def test_reports_option_error_on_one_line(read):
    """An IllegalArgumentException: pyspark knows it, and prints no Java with it."""
    error = error_of(lambda: read(sampelSize=5).load(EXAMPLE_VIEW).schema)
    assert type(error).__name__ == "IllegalArgumentException"
    assert str(error) == "Option sampelSize is unknown. Did you mean sampleSize?"


def test_explains_read_without_a_view(read):
    assert "Option viewId is missing" in top(error_of(lambda: read().load().schema))


def test_rejects_unsupported_type(read):
    message = top(error_of(lambda: read().schema("a ARRAY<INT>").load(EXAMPLE_VIEW).collect()))
    assert "Column `a` cannot be read as ARRAY<INT>" in message


@pytest.mark.parametrize("action", ["collect", "count", "show", "toPandas"])
def test_explains_invalid_value(read, settings, action):
    # With Arrow, two lines about its threads come first; the message is the same.
    settings({"spark.sql.execution.arrow.pyspark.enabled": "false"})
    df = read().schema("Country INT").load(EXAMPLE_VIEW).where("Country > 0")
    message = top(error_of(getattr(df, action)))
    assert f'Record 1 of view {EXAMPLE_VIEW}: column `Country` contains "FR"' in message
    assert "which is not a valid INT" in message
    assert "mode=PERMISSIVE" in message


def test_explains_invalid_value_with_arrow(read, settings):
    settings(ARROW)
    error = error_of(read().schema("Country INT").load(EXAMPLE_VIEW).toPandas)
    assert 'column `Country` contains "FR", which is not a valid INT' in str(error)


def test_permissive_returns_none_for_invalid_values(read):
    df = read(mode="PERMISSIVE").schema("Country INT, Month STRING").load(EXAMPLE_VIEW)
    assert tuple(df.first()) == (None, "Jan 21")


def test_dropmalformed_drops_records_with_invalid_values(read):
    df = read(mode="DROPMALFORMED").schema("Cost DECIMAL(18,2)").load(EXAMPLE_VIEW)
    assert len(df.collect()) == 13


def test_explains_error_in_sql(spark, simulator):
    error = error_of(
        lambda: spark.sql(
            "CREATE TEMPORARY VIEW nothing USING pigment"
            f" OPTIONS (viewId '{NO_VIEW}', baseUrl '{simulator.url}')"
        )
    )
    assert f"Pigment returned 404 for view {NO_VIEW}" in top(error)
