"""What a notebook shows of the commonest mistakes, and which keys Spark writes to its event log meanwhile."""

import re
from textwrap import dedent

import pytest

from support import (
    EXAMPLE_VIEW,
    KEY,
    METADATA_KEY,
    NO_VIEW,
    PATIENCE,
    PROFIT_AND_LOSS,
    connect_server,
    connector_jar,
    environment,
)

nbclient = pytest.importorskip("nbclient", reason="only the environments of the jar's sessions have it")
nbformat = pytest.importorskip("nbformat")

WRONG_KEY = "canary_of_an_option_0123456789"
READ = 'spark.read.format("pigment")'
READ_WITH_KEY = READ + '.option("apiToken", key)'
LOAD = f'load("{EXAMPLE_VIEW}")'

# Each cell with the start of its message. Over Spark Connect, load() sends nothing, and .schema does.
ON_THE_DRIVER = {
    "no key": (f"{READ}.{LOAD}.schema", "No Export API key is set. Create one on Pigment's"),
    "wrong key": (
        f'{READ}.option("apiToken", wrong_key).{LOAD}.schema',
        f"Pigment returned 401 for view {EXAMPLE_VIEW}: the key is missing, expired",
    ),
    "view that does not exist": (
        f'{READ_WITH_KEY}.load("{NO_VIEW}").schema',
        f"Pigment returned 404 for view {NO_VIEW}: the view does not exist",
    ),
    "id of another kind": (
        f'{READ_WITH_KEY}.option("metricId", "{PROFIT_AND_LOSS}").load().schema',
        f"Pigment returned 404 for metric {PROFIT_AND_LOSS}: the metric does not exist",
    ),
    "misspelled name": (
        'spark.table("pigment.`FP&A`.`Revenu`").schema',
        "The application `FP&A` has no block `Revenu`",
    ),
    "misspelled option": (
        f'{READ_WITH_KEY}.option("samplesiz", 5).{LOAD}.schema',
        "Option samplesiz is unknown. Did you mean sampleSize?",
    ),
    "invalid hint": (
        f'{READ_WITH_KEY}.option("schemaHints", "Revenue NUMBER(").{LOAD}.schema',
        'Option schemaHints is "Revenue NUMBER(": expected DDL',
    ),
    "hint for a missing column": (
        f'{READ_WITH_KEY}.option("schemaHints", "Umsatz INT").{LOAD}.schema',
        "Option schemaHints has columns that the export lacks: `Umsatz`",
    ),
    "connection refused": (
        f'{READ_WITH_KEY}.option("baseUrl", "http://localhost:1").option("maxRetries", 0).{LOAD}.schema',
        f"The export of view {EXAMPLE_VIEW} from http://localhost:1 failed before its first byte",
    ),
    "unencrypted URL": (
        f'{READ_WITH_KEY}.option("baseUrl", "http://pigment.app").{LOAD}.schema',
        'Option baseUrl is "http://pigment.app": http:// is only allowed for the loopback host',
    ),
}
IN_A_TASK = {
    "wrong key": (
        f'{READ}.option("apiToken", wrong_key).schema("Country STRING").{LOAD}.collect()',
        f"Pigment returned 401 for view {EXAMPLE_VIEW}: the key is missing, expired",
    ),
    "missing column": (
        f'{READ_WITH_KEY}.schema("Umsatz DOUBLE").{LOAD}.collect()',
        "has no column `Umsatz`. It has `Country`, `Month`",
    ),
    "value of another type": (
        f'{READ_WITH_KEY}.schema("Country INT").{LOAD}.collect()',
        f'Record 1 of view {EXAMPLE_VIEW}: column `Country` contains "FR"',
    ),
}
WITHOUT_STACK = 'spark.conf.set("spark.sql.connect.serverStacktrace.enabled", "false")'
RUN_TIME_SETTINGS = [
    "spark.datasource.pigment.apiToken",
    "spark.datasource.pigment.apiKey",
    "spark.sql.catalog.late.apiToken",
    "spark.sql.catalog.late.metadataToken",
]


def canary(name):
    return f"canary_of_{name}_0123456789"


@pytest.fixture(scope="module")
def over_connect(request):
    return request.config.getoption("--connect")


@pytest.fixture(scope="module")
def notebook(request, simulator, over_connect, tmp_path_factory):
    """The outputs of a notebook, and the event log of its session, which has only a metadata key."""
    if request.config.getoption("--source") != "jar":
        pytest.skip("these are the messages of the jar")
    events = tmp_path_factory.mktemp("events")
    settings = {
        "spark.datasource.pigment.baseUrl": simulator.url,
        "spark.sql.catalog.pigment": "io.github.pigmentspark.PigmentCatalog",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false",
        "spark.eventLog.dir": f"file:{events}",
        "spark.ui.enabled": "false",
    }
    keys = {"PIGMENT_METADATA_KEY": METADATA_KEY}
    if over_connect:
        with connect_server(connector_jar(), settings=settings, **keys) as url:
            book = run(f'SparkSession.builder.remote("{url}")', environment())
    else:
        settings |= {"spark.master": "local[2]", "spark.jars": str(connector_jar())}
        book = run(f"SparkSession.builder.config(map={settings})", environment(**keys))
    book.events = "".join(file.read_text("utf-8") for file in events.rglob("*") if file.is_file())
    return book


class Notebook:
    """The errors of executed cells."""

    def __init__(self, cells):
        self._errors = {
            cell.source: output for cell in cells for output in cell.outputs if output.output_type == "error"
        }
        self.failed = list(self._errors)

    def message(self, source):
        """Returns the lines of str(e)."""
        return self._errors[source].evalue.splitlines()

    def shown(self, source):
        """Returns the lines below the cell, without colours."""
        return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(self._errors[source].traceback)).splitlines()


def run(builder, env):
    """Makes all mistakes in a notebook, and sets the canaries."""
    start = f"""
        from pyspark.sql import SparkSession

        spark = {builder}.getOrCreate()
        key, wrong_key = "{KEY}", "{WRONG_KEY}"
        """
    mistakes = [source for source, _ in (*ON_THE_DRIVER.values(), *IN_A_TASK.values())]
    canaries = [f'spark.conf.set("{n}", "{canary(n)}"); spark.range(1).collect()' for n in RUN_TIME_SETTINGS]
    again = f"{WITHOUT_STACK}; {mistakes[0]}"
    cells = [dedent(start), *mistakes, again, *canaries, "spark.stop()"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(book, timeout=PATIENCE, allow_errors=True).execute(env=env)
    notebook = Notebook(book.cells)
    assert notebook.failed == [*mistakes, again]
    return notebook


@pytest.mark.parametrize("source, message", ON_THE_DRIVER.values(), ids=ON_THE_DRIVER)
def test_error_message_is_the_first_or_only_line(notebook, over_connect, source, message):
    assert notebook.message(source)[0].startswith(message)
    shown = notebook.shown(source)
    assert shown[1].startswith("IllegalArgumentException "), shown
    if not over_connect:
        assert len(notebook.message(source)) == 1
        assert shown[-1].startswith(f"IllegalArgumentException: {message}")
        assert len(shown) <= 40, shown  # Most of them are lines of pyspark and py4j.


def test_spark_connect_can_hide_the_stack_of_the_server(notebook):
    source, message = ON_THE_DRIVER["no key"]
    (only,) = notebook.message(f"{WITHOUT_STACK}; {source}")
    assert only.startswith(message)


@pytest.mark.parametrize("source, message", IN_A_TASK.values(), ids=IN_A_TASK)
def test_message_of_a_task_precedes_any_stack(notebook, over_connect, source, message):
    # In classic PySpark, after a line of py4j.
    assert message in notebook.message(source)[0 if over_connect else 1]


@pytest.mark.parametrize("name", RUN_TIME_SETTINGS)
def test_key_set_at_run_time_is_in_the_event_log(notebook, name):
    assert canary(name) in notebook.events


def test_key_as_an_option_is_in_the_event_log_of_spark_connect_only(notebook, over_connect):
    assert EXAMPLE_VIEW in notebook.events
    assert (KEY in notebook.events) == over_connect
    assert (WRONG_KEY in notebook.events) == over_connect


def test_key_from_the_environment_is_not_in_the_event_log(notebook):
    assert METADATA_KEY not in notebook.events
