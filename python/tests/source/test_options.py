from __future__ import annotations

import json
import pickle
import re

import pytest

from pyspark_pigment import PigmentDataSource, options
from pyspark_pigment.errors import OptionError
from pyspark_pigment.key import ApiKey

from support import ROOT

VIEW = "2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55"
BLOCK = "b10c0000-0000-4000-8000-000000000006"
KEY = "secret_key_0123456789_abcdefghij"


def parse(**given: str) -> options.Options:
    return options.parse({"viewId": VIEW, "apiToken": KEY, **given}, {})


def error(**given: str) -> str:
    with pytest.raises(OptionError) as caught:
        parse(**given)
    assert KEY not in str(caught.value)
    return str(caught.value)


def test_has_the_defaults_of_the_jar() -> None:
    parsed = parse()
    assert parsed.base_url == "https://pigment.app"
    assert (parsed.mode, parsed.sample_size, parsed.infer_schema) == ("FAILFAST", 10000, True)
    assert (parsed.connect_timeout, parsed.read_timeout) == (10, 600)
    assert (parsed.max_retries, parsed.retry_timeout, parsed.retry_interval) == (5, 600, 1)
    assert (parsed.max_record_size, parsed.require_http2) == (128 << 20, False)
    assert str(parsed.request) == f"view {VIEW}"


def test_has_every_option_of_the_jar() -> None:
    page = (ROOT / "docs/options.md").read_text("utf-8")
    table = page.partition("<!-- options: generated -->")[2].partition("<!-- /options -->")[0]
    documented = re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    assert sorted([*documented, "arrow"]) == sorted(option.name for option in options._ALL)


def test_names_are_case_insensitive() -> None:
    assert options.parse({"VIEWID": VIEW, "apitoken": KEY, "MODE": "permissive"}, {}).mode == "PERMISSIVE"


@pytest.mark.parametrize(
    "text",
    [
        VIEW,
        f" {VIEW} ",
        f"https://pigment.app/application/{BLOCK}/tables/{BLOCK}?displayMode=Grid&viewId={VIEW}",
    ],
)
def test_accepts_view_id_or_url(text: str) -> None:
    assert parse(viewId=text).request.id == VIEW
    assert options.parse({"path": text, "apiToken": KEY}, {}).request.id == VIEW


def test_accepts_url_of_a_block() -> None:
    url = f"https://pigment.app/application/{VIEW}/tables/{BLOCK}?viewId={VIEW}"
    request = options.parse({"tableId": url, "apiToken": KEY}, {}).request
    assert (request.kind, request.id) == ("table", BLOCK)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"viewId": "x"}, 'Option viewId is "x": expected the view\'s UUID'),
        ({"viewId": "https://pigment.app/"}, "the URL has no viewId=<UUID>. Open"),
        ({"viewIdd": VIEW}, "Option viewIdd is unknown. Did you mean viewId?"),
        ({"maxRetires": "1"}, "Did you mean maxRetries?"),
        ({"metricId": BLOCK}, "viewId and metricId are set. Keep only one of them."),
        (
            {"scenarios": BLOCK},
            "Option scenarios is for a metric (metricId) or a table (tableId), but this read exports a view",
        ),
        ({"path": BLOCK}, f'Option viewId is "{VIEW}", but load() was given "{BLOCK}".'),
        ({"paths": "[]"}, "Read each view separately"),
        ({"baseUrl": "http://pigment.app"}, "http:// is only allowed for the loopback host"),
        ({"baseUrl": "ftp://localhost"}, "expected a URL like https://pigment.app"),
        ({"baseUrl": "https://user:pass@pigment.app"}, "without a user"),
        ({"baseUrl": "https://pigment.app:99999"}, "expected a URL"),
        ({"mode": "x"}, 'Option mode is "x": expected one of FAILFAST, PERMISSIVE, DROPMALFORMED'),
        ({"dateFormat": "yyyy-MM-dd"}, "expected one of Pigment's date formats, Iso8601 or Legacy,"),
        ({"sampleSize": "0"}, "expected a whole number from 1"),
        ({"readTimeout": "10"}, "expected a time with a unit"),
        ({"readTimeout": "25d"}, "at most 24d"),
        ({"maxRecordSize": "2g"}, "at most 1g"),
        ({"inferSchema": "yes"}, "expected true or false"),
        ({"pushDownColumns": "true"}, "always reads the whole export"),
        (
            {"columnNameOfCorruptRecord": "bad", "mode": "PERMISSIVE"},
            "does not keep the text of malformed records",
        ),
        ({"apiToken": "3jp2e232-9875-42f4-9fcf-63fe2ce568jp"}, "old format with dashes"),
        ({"apiToken": "a b"}, "character 2 of 3 is a space"),
        ({"apiKey": "another_key_0123456789"}, "set to different keys"),
    ],
)
def test_rejects_invalid_values(given: dict[str, str], message: str) -> None:
    assert message in error(**given)


def test_rejects_read_without_view_or_block() -> None:
    with pytest.raises(OptionError, match="Option viewId is missing"):
        options.parse({"apiToken": KEY}, {})


def test_masks_key_in_the_wrong_place() -> None:
    assert KEY not in error(viewId=KEY)
    assert "password" not in error(baseUrl="https://user:password@pigment.app")


def test_finds_the_key_in_the_environment() -> None:
    environ = {"PIGMENT_API_KEY": KEY}
    assert options.parse({"viewId": VIEW}, environ).api_key == ApiKey(KEY)
    other = options.parse({"viewId": VIEW, "apiToken": "other_key_0123456789"}, environ).api_key
    assert other != ApiKey(KEY)
    with pytest.raises(OptionError, match="No Export API key is set"):
        options.parse({"viewId": VIEW}, {})
    with pytest.raises(
        OptionError, match="environment variable PIGMENT_API_KEY is invalid: character"
    ) as caught:
        options.parse({"viewId": VIEW}, {"PIGMENT_API_KEY": KEY + "\n"})
    assert KEY not in str(caught.value)


def test_warns_of_unknown_options(caplog: pytest.LogCaptureFixture) -> None:
    parse(somethingElse="1")
    assert "somethingElse" in caplog.text


def test_never_shows_the_key() -> None:
    reading = PigmentDataSource(options={"viewId": VIEW, "apiToken": KEY})
    reader = reading.reader(None or __import__("pyspark.sql.types").sql.types.StructType())
    for thing in (reading, reader, reader.partitions(), vars(reading), vars(reader), reading.options):
        assert KEY not in repr(thing)
    assert pickle.loads(pickle.dumps(parse())).api_key == ApiKey(KEY)


def test_redacts_key_in_any_encoding() -> None:
    key = ApiKey(KEY)
    for echo in (
        KEY,
        KEY.upper(),
        KEY.replace("_", "\\u005f"),
        KEY.replace("_", "%5F"),
        KEY[:9] + "\n" + KEY[9:],
    ):
        assert key.quote(f"Bearer {echo} is bad") == "Bearer **** is bad"
    assert key.quote(f"cut {KEY[:10]}") == "cut ****"
    assert len(key.quote("x" * 1000)) == 501


def test_posts_the_requested_parts() -> None:
    given = {
        "tableId": BLOCK,
        "apiToken": KEY,
        "metrics": f"{VIEW.upper()}, {BLOCK}",
        "scenarios": json.dumps([VIEW, BLOCK]),
        "friendlyHeaders": "false",
        "exportFilter": json.dumps(
            {"type": "Value", "value": {"metricId": VIEW, "condition": {"type": "Equal", "value": 0.1}}}
        ),
    }
    request = options.parse(given, {}).request
    assert [r.scenarios for r in request.by_scenario()] == [(VIEW,), (BLOCK,)]
    body = json.loads(request.by_scenario()[0].body())
    assert body["metrics"] == [VIEW, BLOCK]
    assert body["scenarios"] == [VIEW]
    assert body["friendlyHeaders"] is False
    assert body["exportFilter"]["value"]["condition"] == {"type": "Equal", "value": 0.1}


def test_accepts_names_with_commas() -> None:
    request = options.parse(
        {"listId": BLOCK, "apiToken": KEY, "properties": '["code", "name, short"]'}, {}
    ).request
    assert json.loads(request.body())["propertyTechnicalNames"] == ["code", "name, short"]


def test_sends_filter_unchanged() -> None:
    text = '{"type": "Value", "x": 1.10, "€": null}'
    request = options.parse({"metricId": BLOCK, "apiToken": KEY, "exportFilter": text}, {}).request
    assert f'"exportFilter": {text}' in request.body()


@pytest.mark.parametrize("text", ["{", "", "NaN", '{"a": Infinity}', "[" * 100_000])
def test_rejects_a_filter_that_is_not_json(text: str) -> None:
    with pytest.raises(OptionError, match="expected JSON, but the text is not valid.*use json.dumps"):
        options.parse({"metricId": BLOCK, "apiToken": KEY, "exportFilter": text}, {})


@pytest.mark.parametrize("text", ["[]", "1", '"x"', "null"])
def test_rejects_a_filter_that_is_not_an_object(text: str) -> None:
    with pytest.raises(OptionError, match="expected a JSON object, like"):
        options.parse({"metricId": BLOCK, "apiToken": KEY, "exportFilter": text}, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("header", "true"),
        ("HEADER", "True"),
        ("sep", ";"),
        ("delimiter", ";"),
        ("encoding", "UTF-8"),
        ("charset", "utf8"),
        ("quote", '"'),
        ("escape", '"'),
        ("multiLine", "true"),
        ("lineSep", "\r\n"),
        ("nullValue", ""),
        ("enforceSchema", "false"),
        ("locale", "en-US"),
    ],
)
def test_accepts_csv_options_that_describe_an_export(
    name: str, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    parse(**{name: value})
    assert not caplog.records


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("header", "false", "Exports always have a header."),
        ("sep", ",", "The fields of an export are always separated by semicolons."),
        ("delimiter", "\t", "The fields of an export are always separated by semicolons."),
        ("encoding", "ISO-8859-1", "Exports are always UTF-8."),
        ("quote", "'", 'Fields of an export are always quoted with ".'),
        ("escape", "\\", "A quote inside a quoted field is always doubled."),
        ("lineSep", "\r", "Records always end with LF or CRLF."),
        ("comment", "#", "Exports have no comments."),
        ("nullValue", "NA", "Blank cells are null. For other values, use nullif() after the read."),
        ("emptyValue", "", "Blank cells are null. Use coalesce() after the read."),
        ("timestampFormat", "yyyy", "Read the column as STRING with schemaHints, and use to_timestamp()."),
        ("locale", "de-DE", "Read the column as STRING with schemaHints, and convert it in Spark."),
        ("samplingRatio", "0.1", "Use sampleSize,"),
        ("enforceSchema", "true", "Columns are always matched by name."),
    ],
)
def test_rejects_csv_options_that_would_change_values(name: str, value: str, advice: str) -> None:
    assert f'Option {name} is "{value}", but only spark.read.csv has this option. {advice}' in error(
        **{name: value}
    )
