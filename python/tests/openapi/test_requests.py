"""Every request of the connector passes Prism, which holds it against an OpenAPI document."""

import json
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from documents import members, members_of_value, mended, operations, without_members_of_bodies
from prism import Exchange, Prism, Recorder
from support import (
    ACTUAL,
    BUDGET,
    COST,
    COUNTRY,
    EMPLOYEE,
    EXAMPLE_VIEW,
    FP_AND_A,
    PROFIT_AND_LOSS,
    REVENUE,
    item,
)


def revenue_is(condition, *value):
    condition = {"type": condition, **({"value": value[0]} if value else {})}
    return {"type": "Value", "value": {"metricId": REVENUE, "condition": condition}}


def every_comparison(value):
    comparisons = "LessThan", "LessThanOrEqual", "Equal", "NotEqual", "GreaterThan", "GreaterThanOrEqual"
    return [revenue_is(comparison, value) for comparison in comparisons]


# Each kind of filter, three deep; each comparison, with whole numbers and others.
FILTER = {
    "type": "And",
    "and": [
        {
            "type": "Dimension",
            "dimension": {
                "dimensionId": COUNTRY,
                "modalityIds": [item("Country", "FR"), item("Country", "DE")],
            },
        },
        {"type": "Or", "or": [*every_comparison(100), *every_comparison(150.5)]},
        {"type": "And", "and": [revenue_is("IsNotBlank")]},
    ],
}


def read_everything(spark, url, catalog):
    """A session that uses all there is; what it got, by what it did."""
    got = {}

    def read(what, *columns, **options):
        reader = spark.read.format("pigment").option("baseUrl", url).options(**options)
        df = reader.load().select(*columns or "*")
        got[what] = (df.schema.simpleString(), sorted(map(str, df.collect())))

    def sql(statement):
        df = spark.sql(statement.format(catalog))
        got[statement] = (df.schema.simpleString(), sorted(map(str, df.collect())))

    for dates in "Iso8601", "Legacy":
        read(f"view, {dates}", viewId=EXAMPLE_VIEW, dateFormat=dates)
        read(f"list, {dates}", listId=EMPLOYEE, dateFormat=dates)
        read(f"metric, {dates}", metricId=REVENUE, dateFormat=dates)
        read(f"table, {dates}", tableId=PROFIT_AND_LOSS, dateFormat=dates)
    technical = {"friendlyHeaders": "false"}
    read("list, technical", listId=EMPLOYEE, **technical)
    read("list, pruned", "team", "employee", listId=EMPLOYEE, **technical)
    read("list, properties", listId=EMPLOYEE, properties="employee,hired", **technical)
    read("metric, technical", metricId=REVENUE, **technical)
    read("table, technical", tableId=PROFIT_AND_LOSS, **technical)
    both = f"{ACTUAL},{BUDGET}"
    for block in {"metricId": REVENUE}, {"tableId": PROFIT_AND_LOSS}:
        (kind,) = block
        read(f"{kind}, scenarios", scenarios=both, **block)
        read(f"{kind}, filter", exportFilter=json.dumps(FILTER), **block)
    read("table, metrics", tableId=PROFIT_AND_LOSS, metrics=f"{REVENUE},{COST}")

    spark.conf.set(f"spark.sql.catalog.{catalog}", "io.github.pigmentspark.PigmentCatalog")
    spark.conf.set(f"spark.sql.catalog.{catalog}.baseUrl", url)
    sql("SHOW NAMESPACES IN {}")
    sql("SHOW TABLES IN {}.`FP&A`")
    sql("SHOW NAMESPACES IN {}.`FP&A`")
    sql("SHOW TABLES IN {}.`FP&A`.`Revenue`")
    sql("SELECT * FROM {}.`FP&A`.`Revenue`")
    sql("SELECT Country, Revenue FROM {}.`FP&A`.`P&L` WHERE Revenue > 0")
    sql("SELECT * FROM {}.`FP&A`.`Revenue`.`By month`")
    return got


@pytest.fixture(scope="module")
def expected(spark, simulator):
    return read_everything(spark, simulator.url, "pigment")


@pytest.fixture(scope="module", params=["our document", "Pigment's document"])
def run(request, spark, simulator, expected, write):
    """A session with Prism before Pigment, and everything that was said."""
    if request.param == "our document":
        name, document = "ours", request.getfixturevalue("ours")
    else:
        name, document = "theirs", mended(request.getfixturevalue("theirs"))[0]
    file = write(name, document)
    with Prism(file, simulator.url) as prism:
        with Recorder(prism.url) as recorder:
            got = read_everything(spark, recorder.url, name)
        yield SimpleNamespace(
            document=document,
            exchanges=recorder.exchanges,
            file=file,
            got=got,
            output=prism.output(),
            prism=prism,
        )


def test_prism_accepts_every_request_and_response(run):
    assert [exchange.refusal() for exchange in run.exchanges if exchange.refusal()] == []
    assert {exchange.status for exchange in run.exchanges} == {200}
    assert "error" not in run.output and "iolation" not in run.output, run.output


def test_prism_forwards_responses_of_the_simulator(run, expected):
    assert run.got == expected


NEVER = {("fieldDelimiter", "Comma"), ("decimalSeparator", "Comma"), ("encoding", "Utf8WithBom")}


def test_sends_every_operation_and_member_of_our_document(run, ours):
    missing = set()
    for operation in operations(ours).values():
        sent = [e for e in run.exchanges if operation.matches(e.method, e.path)]
        if not sent:
            missing.add(str(operation))
        for name in operation.query_names():
            if not any(name in parse_qs(urlsplit(e.target).query) for e in sent):
                missing.add(f"{operation}, parameter {name}")
        if operation.body is not None:
            said = {
                member for e in sent if e.body for member in members_of_value(ours, operation.body, e.json)
            }
            missing.update(f"{operation}, {m}" for m in members(ours, operation.body) - NEVER - said)
    assert missing == set()


def test_requests_only_selected_properties_and_metrics(run):
    sent = [exchange.json for exchange in run.exchanges if exchange.body]
    assert ["employee", "team"] in [sorted(b.get("propertyTechnicalNames", [])) for b in sent]
    assert [REVENUE, COST] in [body.get("metrics") for body in sent]


def test_sends_nothing_else(run, ours):
    """OpenAPI has no way to forbid more parameters, so Prism lets any pass."""
    for exchange in run.exchanges:
        (operation,) = [o for o in operations(ours).values() if o.matches(exchange.method, exchange.path)]
        asked = parse_qs(urlsplit(exchange.target).query)
        assert set(asked) <= operation.query_names(), exchange
        assert all(len(values) == 1 for values in asked.values()), exchange
        assert bool(exchange.body) == (operation.body is not None), exchange
        assert exchange.key, exchange
        assert exchange.accept in operation.responses["200"]["content"], exchange


def test_mock_accepts_the_same_requests(run):
    with Prism(run.file) as mock:
        responses = [exchange.sent_to(mock.url) for exchange in run.exchanges]
    assert [response.refusal() for response in responses if response.refusal()] == []
    assert {response.status for response in responses} == {200}


def test_document_without_members_rejects_every_body(run, write):
    bodies = [exchange for exchange in run.exchanges if exchange.body and exchange.json]
    assert len({exchange.path.rpartition("/")[0] for exchange in bodies}) == 3
    with Prism(write("bare", without_members_of_bodies(run.document))) as mock:
        for exchange in bodies:
            response = exchange.sent_to(mock.url)
            assert response.status == 400, response
            assert "must NOT have additional properties" in response.refusal()


VIEW = f"/api/export/view/{EXAMPLE_VIEW}?dateFormat=Iso8601"
LIST = f"/api/v1/export/list/{EMPLOYEE}"
METRIC = f"/api/v1/export/metric/{REVENUE}"
TABLE = f"/api/v1/export/table/{PROFIT_AND_LOSS}"
APPLICATIONS = "/api/v1/applications"
BLOCKS = "/api/v1/blocks?applicationId="
VIEWS = f"/api/v1/views?applicationId={FP_AND_A}&blockId="
FRIENDLY = {"friendlyHeaders": True}
DEEP = {"type": "And", "and": [{"type": "Or", "or": [{"type": "And", "and": [revenue_is("IsNotBlank")]}]}]}


def wrong(why, status, good, bad):
    return pytest.param(good, status, bad, id=why)


def get(target, **more):
    return Exchange("GET", target, **more)


def post(target, body, kind="application/json", **more):
    return Exchange("POST", target, json.dumps(body).encode(), kind, **more)


def wrong_filter(name, block, old, new):
    bad = json.loads(json.dumps(DEEP).replace(f'"{old}"', f'"{new}"'))
    good = post(block, {"exportFilter": DEEP})
    return wrong(f"{name}: {old} is {new}", 422, good, post(block, {"exportFilter": bad}))


@pytest.mark.parametrize(
    "good, status, bad",
    [
        wrong("view: no key", 401, get(VIEW), get(VIEW, key=False)),
        wrong("view: bad id", 422, get(VIEW), get("/api/export/view/all?dateFormat=Iso8601")),
        wrong("view: bad date format", 422, get(VIEW), get(VIEW.replace("Iso8601", "ISO8601"))),
        wrong("view: bad path", 404, get(VIEW), get(VIEW.replace("view", "views"))),
        wrong("view: bad method", 405, get(VIEW), Exchange("DELETE", VIEW)),
        wrong("applications: no key", 401, get(APPLICATIONS), get(APPLICATIONS, key=False)),
        wrong("blocks: bad id", 422, get(f"{BLOCKS}{FP_AND_A}"), get(f"{BLOCKS}FP%26A")),
        wrong("views: bad id", 422, get(f"{VIEWS}{REVENUE}"), get(f"{VIEWS}Revenue")),
        wrong("list: no key", 401, post(LIST, {}), post(LIST, {}, key=False)),
        wrong("list: not JSON", 422, post(LIST, {}), post(LIST, {}, kind="text/csv")),
        wrong("list: bad id", 422, post(LIST, {}), post(f"{LIST}0", {})),
        wrong("list: not an object", 422, post(LIST, {}), post(LIST, [])),
        wrong("list: member of others", 422, post(LIST, {}), post(LIST, {"scenarios": [ACTUAL]})),
        wrong("list: bad member", 422, post(LIST, FRIENDLY), post(LIST, {"friendlyHeader": True})),
        wrong("list: bad type", 422, post(LIST, FRIENDLY), post(LIST, {"friendlyHeaders": "true"})),
        *(
            case
            for name, block in (("metric", METRIC), ("table", TABLE))
            for case in [
                wrong(f"{name}: bad member", 422, post(block, {}), post(block, {"scenario": [ACTUAL]})),
                wrong(f"{name}: no array", 422, post(block, {}), post(block, {"scenarios": ACTUAL})),
                wrong(f"{name}: bad id", 422, post(block, {}), post(block, {"scenarios": ["Actual"]})),
                wrong(f"{name}: bad date", 422, post(block, {}), post(block, {"dateFormat": "ISO"})),
                wrong_filter(name, block, "IsNotBlank", "IsBlank"),
                wrong_filter(name, block, "Or", "Not"),
                wrong_filter(name, block, "or", "any"),
                wrong_filter(name, block, "metricId", "metric"),
                wrong_filter(name, block, "condition", "conditions"),
                wrong_filter(name, block, REVENUE, "Revenue"),
            ]
        ),
        wrong("metric: metrics", 422, post(METRIC, {}), post(METRIC, {"metrics": [REVENUE]})),
        wrong("table: bad metric", 422, post(TABLE, {}), post(TABLE, {"metrics": ["Revenue"]})),
    ],
)
def test_rejects_invalid_request(run, good, status, bad):
    assert good.sent_to(run.prism.url).refusal() == ""
    response = bad.sent_to(run.prism.url)
    assert response.status == status, response.response
    assert response.refusal()
