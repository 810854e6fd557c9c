"""A session each of the shells that come with Spark, fed by a script."""

import re
import subprocess
from textwrap import dedent

import pytest

from support import EXAMPLE_VIEW, KEY, NO_VIEW, PATIENCE, ROOT, SPARK_HOME, connector_jar, environment

WITHOUT_JAR = (
    *("--master", "local[2]"),
    *("--conf", "spark.ui.enabled=false"),
    *("--conf", "spark.sql.shuffle.partitions=2"),
)
SETTINGS = (*WITHOUT_JAR, "--jars", connector_jar())


def run(shell, *arguments, script="", cwd, settings=SETTINGS):
    """The standard output of a shell that has the key in its environment."""
    done = subprocess.run(
        [str(part) for part in (SPARK_HOME / "bin" / shell, *settings, *arguments)],
        input=script,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=2 * PATIENCE,
        cwd=cwd,
        env=environment(PIGMENT_API_KEY=KEY),
    )
    everything = done.stdout + done.stderr
    assert done.returncode == 0, everything
    assert KEY not in everything
    return done.stdout, everything


def test_spark_sql_reads_a_view(simulator, tmp_path):
    script = tmp_path / "script.sql"
    script.write_text(
        f"""
        CREATE TEMPORARY VIEW plan
        USING pigment
        OPTIONS (viewId '{EXAMPLE_VIEW}', baseUrl '{simulator.url}');

        DESCRIBE plan;

        SELECT Country, count(*), sum(Revenue) FROM plan GROUP BY Country ORDER BY Country;
        """
    )
    out, everything = run("spark-sql", "-f", script, cwd=tmp_path)

    cells = [[cell.strip() for cell in line.split("\t")] for line in out.splitlines()]
    described = [row[:2] for row in cells if row[0] in ("Country", "Month", "Revenue")]
    assert described == [["Country", "string"], ["Month", "string"], ["Revenue", "double"]], out
    assert ["DE", "4", "225.0"] in cells, everything
    assert ["FR", "12", "1965.0"] in cells, everything


DOCS = {"getting-started": ("plan", 126), "blocks": ("employees", 3)}


@pytest.fixture(scope="module")
def shell(simulator, tmp_path_factory):
    """What spark-shell prints for a script, followed by the Scala of the docs."""
    script = dedent(
        f"""
        val reader = spark.read.format("pigment").option("baseUrl", "{simulator.url}")
        val df = reader.load("{EXAMPLE_VIEW}")
        println("schema: " + df.schema.simpleString)
        println("count: " + df.count())
        println("sum: " + df.where("Country = 'DE'").agg(Map("Revenue" -> "sum")).head().getDouble(0))
        """
    )
    for page, (name, _) in DOCS.items():
        text = (ROOT / f"docs/{page}.md").read_text("utf-8")
        script += "".join(re.findall(r"^```scala\n(.*?)^```", text, re.M | re.S))
        script += f'println("{page}: " + {name}.count())\n'
    url = f"spark.datasource.pigment.baseUrl={simulator.url}"
    folder = tmp_path_factory.mktemp("shell")
    out, everything = run("spark-shell", "--conf", url, script=script + ":quit\n", cwd=folder)
    return [line.removeprefix("scala> ") for line in out.splitlines()], everything


def test_spark_shell_reads_a_view(shell):
    printed, everything = shell
    schema = "struct<Country:string,Month:string,Cost:double,Revenue:double,Margin:double>"
    assert f"schema: {schema}" in printed, everything
    assert "count: 16" in printed, everything
    assert "sum: 225.0" in printed, everything


@pytest.mark.parametrize("page", DOCS)
def test_scala_of_the_docs_runs_line_by_line(shell, page):
    printed, everything = shell
    assert f"{page}: {DOCS[page][1]}" in printed, everything


def test_add_jar_works_in_a_running_session(simulator, tmp_path):
    script = tmp_path / "script.sql"
    script.write_text(
        f"""
        ADD JAR '{connector_jar()}';
        CREATE TEMPORARY VIEW plan
        USING pigment
        OPTIONS (viewId '{EXAMPLE_VIEW}', baseUrl '{simulator.url}');
        SELECT Country, sum(Revenue) FROM plan GROUP BY Country ORDER BY Country;
        """
    )
    out, everything = run("spark-sql", "-f", script, cwd=tmp_path, settings=WITHOUT_JAR)
    assert out.splitlines()[-2:] == ["DE\t225.0", "FR\t1965.0"], everything


def test_spark_sql_ends_with_the_message_of_an_error(simulator, tmp_path):
    options = f"viewId '{NO_VIEW}', baseUrl '{simulator.url}'"
    sql = f"CREATE TEMPORARY VIEW nothing USING pigment OPTIONS ({options})"
    with pytest.raises(AssertionError, match=f"Pigment returned 404 for view {NO_VIEW}"):
        run("spark-sql", "-e", sql, cwd=tmp_path)
