"""Pigment as a catalog of the session: browsed, read, joined; never written to."""

import traceback

import pytest

from support import (
    COST,
    EXAMPLE_VIEW,
    FP_AND_A,
    JOURNAL,
    KEY,
    METADATA_KEY,
    METRIC_VIEW,
    REVENUE,
)

pytestmark = pytest.mark.jar_only(reason="the catalog is the jar's")

ODD_NAME = "Dr. O'Neil's `\"plan\"` – Überblick 日本語"
ODD_BLOCK = "a.b.`c`, \"d\" 'e' (€) %s $x \\ /"
ODD_VIEW = "é.`ü`; -- 🛋"

REVENUE_ROWS = [
    ("DE", "Jan 26", 90.0),
    ("FR", "Feb 26", 160.25),
    ("FR", "Jan 26", 150.5),
    ("IT", "Mar 26", 16.5),
]


def name(*parts):
    """A name as SQL has it."""
    return ".".join("`" + part.replace("`", "``") + "`" for part in parts)


@pytest.fixture(scope="module", autouse=True)
def catalog(spark, simulator):
    """The catalog pigment; its keys come from where the driver runs."""
    spark.conf.set("spark.sql.catalog.pigment", "io.github.pigmentspark.PigmentCatalog")
    spark.conf.set("spark.sql.catalog.pigment.baseUrl", simulator.url)


@pytest.fixture
def sql(spark):
    """The rows of a statement, as tuples in order."""

    def rows(statement):
        return sorted(tuple(row) for row in spark.sql(statement).collect())

    return rows


def error_of(action):
    """What is thrown, as Python shows it."""
    with pytest.raises(Exception) as caught:
        action()
    shown = "".join(traceback.format_exception(caught.value))
    assert KEY not in shown
    assert METADATA_KEY not in shown
    return str(caught.value)


def first(rows):
    return [row[0] for row in rows]


def test_applications_are_namespaces(sql):
    assert first(sql("SHOW NAMESPACES IN pigment")) == [
        "Twins",
        name(ODD_NAME),
        "`FP&A`",
    ]


def test_blocks_are_tables(sql):
    assert [row[1] for row in sql("SHOW TABLES IN pigment.`FP&A`")] == [
        "Cost (€)",
        "Country",
        "Employee",
        "Headcount",
        "Journal",
        "Launch",
        "Month",
        "P&L",
        "Revenue",
        "Staffing",
        "Team",
    ]


def test_finds_tables_by_pattern(sql):
    assert [row[1] for row in sql("SHOW TABLES IN pigment.`FP&A` LIKE 'Co*'")] == ["Cost (€)", "Country"]


def test_views_are_tables_in_the_namespace_of_their_block(sql):
    namespaces = first(sql("SHOW NAMESPACES IN pigment.`FP&A`"))
    assert len(namespaces) == 11
    assert "`FP&A`.Revenue" in namespaces and "`FP&A`.`P&L`" in namespaces
    assert [row[1] for row in sql("SHOW TABLES IN pigment.`FP&A`.Revenue")] == ["By month", "Milestones"]


def test_reads_a_block(sql):
    assert sql("SELECT * FROM pigment.`FP&A`.Revenue") == REVENUE_ROWS


def test_reads_a_view(sql):
    assert sql("SELECT Country, sum(Revenue) FROM pigment.`FP&A`.Revenue.`By month` GROUP BY Country") == [
        ("DE", 90.0),
        ("FR", 310.75),
        ("IT", 16.5),
    ]


@pytest.mark.parametrize(
    "parts",
    [(FP_AND_A, REVENUE), ("FP&A", REVENUE), (FP_AND_A, "Revenue")],
    ids=["ids", "name and id", "id and name"],
)
def test_accepts_ids_as_names(spark, parts):
    assert spark.table(name("pigment", *parts)).count() == len(REVENUE_ROWS)


def test_reads_odd_names(spark, sql):
    assert spark.table(name("pigment", ODD_NAME, ODD_BLOCK)).count() == 3
    assert spark.table(name("pigment", ODD_NAME, ODD_BLOCK, ODD_VIEW)).count() == 7
    assert (ODD_BLOCK,) in [row[1:2] for row in sql(f"SHOW TABLES IN {name('pigment', ODD_NAME)}")]
    assert (ODD_VIEW,) in [row[1:2] for row in sql(f"SHOW TABLES IN {name('pigment', ODD_NAME, ODD_BLOCK)}")]


def test_describes_a_table(spark):
    rows = spark.sql("DESCRIBE pigment.`FP&A`.Revenue").collect()
    assert [(row.col_name, row.data_type) for row in rows][:3] == [
        ("Country", "string"),
        ("Month", "string"),
        ("Revenue", "double"),
    ]


def test_describes_a_namespace(sql):
    assert FP_AND_A in str(sql("DESCRIBE NAMESPACE EXTENDED pigment.`FP&A`"))


def test_applies_options_of_a_read(spark):
    reader = spark.read.options(mode="PERMISSIVE", maxRetries=0)
    rows = reader.table("pigment.`FP&A`.Revenue").collect()
    assert sorted(map(tuple, rows)) == REVENUE_ROWS


def test_rejects_options_of_a_read_that_change_columns(spark):
    reader = spark.read.options(schemaHints="Revenue DECIMAL(18,2)")
    message = error_of(lambda: reader.table("pigment.`FP&A`.Revenue").collect())
    assert "Option schemaHints cannot be set when reading a table of a catalog" in message


def test_applies_options_of_the_catalog(spark, simulator):
    spark.conf.set("spark.sql.catalog.text", "io.github.pigmentspark.PigmentCatalog")
    spark.conf.set("spark.sql.catalog.text.baseUrl", simulator.url)
    spark.conf.set("spark.sql.catalog.text.inferSchema", "false")
    assert {type_ for _, type_ in spark.table("text.`FP&A`.Revenue").dtypes} == {"string"}


def test_joins_tables_of_several_catalogs(sql):
    assert sql(
        """
        SELECT name, sum(r.Revenue), max(h.Headcount)
        FROM pigment.`FP&A`.Revenue r
        JOIN pigment.`FP&A`.Headcount h ON r.Country = h.Country AND r.Month = h.Month
        JOIN VALUES ('FR', 'France'), ('DE', 'Germany') AS names(code, name) ON r.Country = code
        WHERE h.Team = 'Sales'
        GROUP BY name
        """
    ) == [("France", 150.5, 7), ("Germany", 90.0, 4)]


def test_use_selects_a_namespace(spark, sql):
    try:
        spark.sql("USE pigment.`FP&A`")
        assert len(sql("SHOW TABLES")) == 11
        assert sql("SELECT * FROM Revenue") == REVENUE_ROWS
        assert sql("SELECT current_catalog(), current_database()") == [("pigment", "`FP&A`")]
    finally:
        spark.sql("USE spark_catalog.default")


def test_supports_sparks_catalog_api(spark):
    try:
        spark.catalog.setCurrentCatalog("pigment")
        assert "`FP&A`" in [each.name for each in spark.catalog.listDatabases()]
        assert spark.catalog.databaseExists("pigment.`FP&A`")
        assert not spark.catalog.databaseExists("pigment.Weather")
        assert spark.catalog.tableExists("pigment.`FP&A`.Revenue")
        assert not spark.catalog.tableExists("pigment.`FP&A`.Weather")
        assert "P&L" in [each.name for each in spark.catalog.listTables("pigment.`FP&A`")]
        columns = spark.catalog.listColumns("pigment.`FP&A`.Revenue")
        assert [(each.name, each.dataType) for each in columns] == [
            ("Country", "string"),
            ("Month", "string"),
            ("Revenue", "double"),
        ]
        table = spark.catalog.getTable("pigment.`FP&A`.Revenue")
        assert (table.catalog, table.namespace, table.name) == ("pigment", ["FP&A"], "Revenue")
    finally:
        spark.catalog.setCurrentCatalog("spark_catalog")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE pigment.`FP&A`.New (a INT)",
        "CREATE TABLE pigment.`FP&A`.New AS SELECT 1 AS a",
        "REPLACE TABLE pigment.`FP&A`.Revenue (a INT)",
        "DROP TABLE pigment.`FP&A`.Revenue",
        "ALTER TABLE pigment.`FP&A`.Revenue ADD COLUMN a INT",
        "ALTER TABLE pigment.`FP&A`.Revenue RENAME TO pigment.`FP&A`.Income",
        "TRUNCATE TABLE pigment.`FP&A`.Revenue",
        "INSERT INTO pigment.`FP&A`.Revenue VALUES ('FR', 'Jan 26', 1.0)",
        "INSERT OVERWRITE pigment.`FP&A`.Revenue VALUES ('FR', 'Jan 26', 1.0)",
        "DELETE FROM pigment.`FP&A`.Revenue",
        "CREATE NAMESPACE pigment.New",
        "DROP NAMESPACE pigment.`FP&A` CASCADE",
        "ALTER NAMESPACE pigment.`FP&A` SET PROPERTIES (a = 'b')",
    ],
)
def test_rejects_statements_that_write(spark, statement):
    assert "read-only" in error_of(lambda: spark.sql(statement))


def test_rejects_update_and_merge(spark):
    message = error_of(lambda: spark.sql("UPDATE pigment.`FP&A`.Revenue SET Revenue = 0"))
    # Older Sparks say so themselves.
    assert "read-only" in message or "UPDATE TABLE is not supported" in message


def test_rejects_writes_of_dataframes(spark):
    df = spark.sql("SELECT 'FR' AS Country, 'Jan 26' AS Month, 1.0D AS Revenue")
    assert "read-only" in error_of(df.writeTo("pigment.`FP&A`.Revenue").append)
    assert "read-only" in error_of(df.writeTo("pigment.`FP&A`.New").create)


@pytest.mark.parametrize(
    "table, near",
    [
        ("`FPA`.Revenue", "FP&A"),
        ("`FP&A`.Revenu", "Revenue"),
        ("`FP&A`.Revenue.`By mont`", "By month"),
    ],
)
def test_suggests_similar_names(spark, table, near):
    message = error_of(lambda: spark.table(f"pigment.{table}").schema)
    assert near in message.replace(table, "")


def test_error_for_an_ambiguous_name_lists_the_ids(spark):
    message = error_of(lambda: spark.table("pigment.Twins.Cost").schema)
    assert COST in message and JOURNAL in message
    message = error_of(lambda: spark.table(f"pigment.Twins.`{COST}`.Default").schema)
    assert EXAMPLE_VIEW in message and METRIC_VIEW in message
    assert spark.table(f"pigment.Twins.`{JOURNAL}`").count() == 2


@pytest.fixture
def configured(spark, simulator):
    """A catalog that has its keys in the session's configuration."""
    settings = {
        "": "io.github.pigmentspark.PigmentCatalog",
        ".baseUrl": simulator.url,
        ".apiToken": KEY,
        ".metadataToken": METADATA_KEY,
    }
    for key, value in settings.items():
        spark.conf.set(f"spark.sql.catalog.configured{key}", value)


@pytest.mark.parametrize(
    "statement",
    [
        "SHOW NAMESPACES IN configured",
        "DESCRIBE NAMESPACE EXTENDED configured.`FP&A`",
        "DESCRIBE EXTENDED configured.`FP&A`.Revenue",
        "DESCRIBE EXTENDED configured.`FP&A`.Revenue.`By month`",
        "SHOW TBLPROPERTIES configured.`FP&A`.Revenue",
        "SHOW CREATE TABLE configured.`FP&A`.Revenue",
        "SHOW COLUMNS IN configured.`FP&A`.Revenue",
        "SHOW TABLE EXTENDED IN configured.`FP&A` LIKE 'Revenue'",
        "EXPLAIN EXTENDED SELECT * FROM configured.`FP&A`.Revenue",
        "EXPLAIN FORMATTED SELECT * FROM configured.`FP&A`.Revenue.`By month`",
    ],
)
def test_never_shows_keys_of_the_configuration(spark, configured, statement):
    try:
        shown = str(spark.sql(statement).collect())
    except Exception as e:
        shown = "".join(traceback.format_exception(e))
    assert KEY not in shown
    assert METADATA_KEY not in shown


def test_explains_wrong_metadata_key(spark, simulator):
    spark.conf.set("spark.sql.catalog.wrong", "io.github.pigmentspark.PigmentCatalog")
    spark.conf.set("spark.sql.catalog.wrong.baseUrl", simulator.url)
    spark.conf.set("spark.sql.catalog.wrong.metadataToken", KEY)
    message = error_of(lambda: spark.sql("SHOW NAMESPACES IN wrong").collect())
    assert "401" in message and "Modeling Metadata" in message
