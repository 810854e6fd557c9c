"""Pigment as a catalog of spark-sql: one session, a file of statements, and all that it prints."""

import subprocess
from itertools import takewhile
from types import SimpleNamespace

import pytest

from support import (
    FP_AND_A,
    KEY,
    METADATA_KEY,
    PATIENCE,
    REVENUE,
    SPARK_HOME,
    connector_jar,
    environment,
)

# Each statement with the rows that it prints.
STATEMENTS = {
    "SHOW NAMESPACES IN pigment LIKE '*F*'": [["`FP&A`"]],
    "SHOW TABLES IN pigment.`FP&A` LIKE 'Co*'": [["Cost (€)"], ["Country"]],
    "SHOW TABLES IN pigment.`FP&A`.Revenue": [["By month"], ["Milestones"]],
    "DESCRIBE pigment.`FP&A`.Revenue": [["Country", "string"], ["Month", "string"], ["Revenue", "double"]],
    "SELECT * FROM pigment.`FP&A`.Revenue ORDER BY Country, Month": [
        ["DE", "Jan 26", "90.0"],
        ["FR", "Feb 26", "160.25"],
        ["FR", "Jan 26", "150.5"],
        ["IT", "Mar 26", "16.5"],
    ],
    f"SELECT sum(Revenue) FROM pigment.`{FP_AND_A}`.`{REVENUE}`": [["417.25"]],
    "SELECT Country, sum(Revenue) FROM pigment.`FP&A`.Revenue.`By month` GROUP BY 1 ORDER BY 1": [
        ["DE", "90.0"],
        ["FR", "310.75"],
        ["IT", "16.5"],
    ],
    "SELECT count(*), sum(`Cost (€)`) FROM pigment.`FP&A`.`P&L`": [["6", "100.85"]],
    "USE pigment.`FP&A`": [],
    "SELECT count(*) FROM Revenue r JOIN Headcount h ON r.Country = h.Country AND r.Month = h.Month": [["3"]],
}

# Each that is refused with a part of why.
REFUSED = {
    "SELECT * FROM pigment.`FPA`.Revenue": "FP&A",
    "SELECT * FROM pigment.`FP&A`.Revenu": "Revenue",
    "SELECT * FROM pigment.Twins.Cost": "b10c0000-0000-4000-8000-000000000005",
    "DROP TABLE pigment.`FP&A`.Revenue": "read-only",
    "INSERT INTO pigment.`FP&A`.Revenue VALUES ('FR', 'Jan 26', 1.0)": "read-only",
}


@pytest.fixture(scope="module")
def session(simulator, tmp_path_factory):
    """What spark-sql prints, by statement, and what it complains of."""
    folder = tmp_path_factory.mktemp("spark-sql")
    script = folder / "script.sql"
    statements = [*STATEMENTS, *REFUSED]
    lines = [f"{each};\nSELECT 'end of {number}';\n" for number, each in enumerate(statements)]
    script.write_text("".join(lines), encoding="utf-8")
    log = folder / "log.txt"
    # Without it, Spark 3.3 logs to where the rows are printed.
    settings = folder / "log4j2.properties"
    settings.write_text(
        f"""
        rootLogger.level = info
        rootLogger.appenderRef.file.ref = file
        appender.file.type = File
        appender.file.name = file
        appender.file.fileName = {log}
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %p %c: %m%n%ex
        """
    )
    done = subprocess.run(
        [
            str(SPARK_HOME / "bin" / "spark-sql"),
            *("--master", "local[2]"),
            *("--jars", str(connector_jar())),
            *("--driver-java-options", f"-Dlog4j2.configurationFile={settings.as_uri()}"),
            *("--conf", "spark.ui.enabled=false"),
            *("--conf", "spark.sql.shuffle.partitions=2"),
            *("--conf", "spark.sql.catalog.pigment=io.github.pigmentspark.PigmentCatalog"),
            *("--conf", f"spark.sql.catalog.pigment.baseUrl={simulator.url}"),
            # It continues after a statement that is refused.
            *("--hiveconf", "hive.cli.errors.ignore=true"),
            *("-f", str(script)),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=2 * PATIENCE,
        cwd=folder,
        env=environment(PIGMENT_API_KEY=KEY, PIGMENT_METADATA_KEY=METADATA_KEY, LC_ALL="C.UTF-8"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    printed = {}
    rest = done.stdout
    for number, statement in enumerate(statements):
        rows, end, rest = rest.partition(f"end of {number}\n")
        assert end, done.stdout + done.stderr
        # Descriptions are padded.
        cells = [[cell.strip() for cell in row.split("\t")] for row in rows.splitlines()]
        printed[statement] = [[cell for cell in row if cell] for row in takewhile(any, cells)]
    logged = log.read_text(encoding="utf-8")
    assert "PigmentPartitionReader" in logged, logged
    return SimpleNamespace(
        printed=printed, complaints=done.stderr, everything=done.stdout + done.stderr + logged
    )


@pytest.mark.parametrize("statement", STATEMENTS)
def test_spark_sql_prints_results(session, statement):
    assert session.printed[statement] == STATEMENTS[statement], session.complaints


@pytest.mark.parametrize("statement", REFUSED)
def test_spark_sql_rejects_invalid_statements(session, statement):
    assert session.printed[statement] == []
    told = [line for line in session.complaints.splitlines() if REFUSED[statement] in line]
    assert [line for line in told if statement not in line], session.complaints


def test_spark_sql_prints_no_key(session):
    assert KEY not in session.everything
    assert METADATA_KEY not in session.everything
