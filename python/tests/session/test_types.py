from datetime import date, datetime, timezone
from decimal import Decimal

import pandas
import pytest
from pyspark.sql.types import (
    BooleanType,
    DateType,
    DecimalType,
    DoubleType,
    LongType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

from support import EVERY_KIND_VIEW, EXAMPLE_VIEW, LIST_VIEW, METRIC_VIEW


def test_infers_types(read):
    assert [(f.name, f.dataType) for f in read().load(EVERY_KIND_VIEW).schema] == [
        ("Product name", StringType()),
        ("Code", StringType()),
        ("In stock?", BooleanType()),
        ("Units [pcs]", LongType()),
        ("Cells", DecimalType(38, 0)),
        ("Growth", DoubleType()),
        ("Launch", DateType()),
        ("Notes", StringType()),
        ("Price (€)", DoubleType()),
        ("v1.2", LongType()),
        ("Total", LongType()),
        ("Total_2", DoubleType()),
        ('Odd; "quoted" name', StringType()),
        ("Nothing", StringType()),
    ]


def test_returns_python_values(read):
    rows = [tuple(row) for row in read().load(EVERY_KIND_VIEW).collect()]
    assert len(rows) == 7
    assert rows[0] == (
        "Chair",
        "007",
        True,
        12,
        Decimal("18446744073709551616"),
        0.1,
        date(2024, 11, 21),
        "plain",
        49.9,
        1,
        10,
        10.5,
        "a",
        None,
    )
    assert [type(value) for value in rows[0]] == [
        str,
        str,
        bool,
        int,
        Decimal,
        float,
        date,
        str,
        float,
        int,
        int,
        float,
        str,
        type(None),
    ]
    assert rows[1][7] == "two\nlines"
    assert rows[2][7] == 'a;b;"c";\r\nd'
    assert rows[3][0] == "Étagère élégante"
    assert rows[3][7] == "日本語 العربية"
    assert rows[4][0] == "Sofa 🛋️ 😀"
    assert rows[4][3] == -(2**63)
    assert rows[4][6] == date(9999, 12, 31)


def test_returns_none_for_blank_cells(read):
    blank = read().load(EVERY_KIND_VIEW).collect()[5]
    assert tuple(blank) == (None,) * 14


def test_date_is_the_same_day_in_every_time_zone(read, settings):
    for zone in "Pacific/Kiritimati", "UTC", "America/Los_Angeles":
        settings({"spark.sql.session.timeZone": zone})
        for dates in "Iso8601", "Legacy":
            rows = read(dateFormat=dates).load(LIST_VIEW).select("Hired").collect()
            assert [row.Hired for row in rows] == [
                date(2024, 10, 25),
                date(2021, 1, 4),
                date(2024, 2, 29),
            ]


def test_legacy_timestamp_is_an_instant(read):
    df = read(dateFormat="Legacy").load(METRIC_VIEW)
    assert df.schema["Due"].dataType == TimestampType()
    due = [row.Due for row in df.collect()]
    # Spark hands timestamps to Python without a zone, in the zone of the Python process.
    assert [at and at.astimezone(timezone.utc) for at in due] == [
        datetime(2024, 10, 25, tzinfo=timezone.utc),
        datetime(2025, 3, 30, tzinfo=timezone.utc),
        None,
    ]


def test_timestamp_ntz_is_read_as_written(read):
    reader = read(dateFormat="Legacy", schemaHints="Due TIMESTAMP_NTZ")
    due = [row.Due for row in reader.load(METRIC_VIEW).collect()]
    assert due == [datetime(2024, 10, 25), datetime(2025, 3, 30), None]


def test_accepts_schema_as_a_string(read):
    df = read().schema("Revenue DECIMAL(18,2), Country STRING").load(EXAMPLE_VIEW)
    assert df.columns == ["Revenue", "Country"]
    assert tuple(df.first()) == (Decimal("150.00"), "FR")
    assert str(df.first().Revenue) == "150.00"


@pytest.mark.jar_only(reason="NOT NULL is refused")
def test_accepts_schema_as_a_struct_type(read):
    schema = StructType(
        [
            StructField("Month", StringType()),
            StructField("cost", DecimalType(38, 14)),
            StructField("Margin", DoubleType(), nullable=False),
        ]
    )
    rows = read().schema(schema).load(EXAMPLE_VIEW).collect()
    assert tuple(rows[0]) == ("Jan 21", Decimal("50.00000000000000"), 100.0)
    assert tuple(rows[12]) == ("Jan 21", Decimal("16.66666666666667"), 33.33333333333333)


@pytest.mark.jar_only(reason="VARCHAR is refused")
def test_hints_replace_some_of_the_inferred_types(read):
    df = read(schemaHints="Revenue DECIMAL(18,2), Country VARCHAR(2)").load(EXAMPLE_VIEW)
    assert dict(df.dtypes) == {
        "Country": "string",
        "Month": "string",
        "Cost": "double",
        "Revenue": "decimal(18,2)",
        "Margin": "double",
    }


@pytest.mark.parametrize("arrow", ["true", "false"], ids=["arrow", "rows"])
def test_to_pandas_returns_complete_columns(read, settings, arrow):
    settings(
        {
            "spark.sql.execution.arrow.pyspark.enabled": arrow,
            "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
        }
    )
    frame = read().load(EXAMPLE_VIEW).toPandas()
    assert list(frame.columns) == ["Country", "Month", "Cost", "Revenue", "Margin"]
    assert frame.shape == (16, 5)
    assert frame.Revenue.dtype == "float64"
    assert frame.Revenue.sum() == 2190.0
    assert frame.groupby("Country").Revenue.sum().to_dict() == {"DE": 225.0, "FR": 1965.0}
    assert frame.Cost[12] == 16.66666666666667


@pytest.mark.parametrize("arrow", ["true", "false"], ids=["arrow", "rows"])
def test_to_pandas_returns_dates_decimals_and_nulls(read, settings, arrow):
    settings(
        {
            "spark.sql.execution.arrow.pyspark.enabled": arrow,
            "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
        }
    )
    frame = read(schemaHints="Salary DECIMAL(10,2)").load(LIST_VIEW).toPandas()
    assert list(frame.Hired) == [date(2024, 10, 25), date(2021, 1, 4), date(2024, 2, 29)]
    assert list(frame.Salary) == [Decimal("65000.00"), Decimal("72000.00"), Decimal("58000.00")]
    assert list(pandas.isna(frame.Left)) == [True, False, True]
    assert frame.Left[1] == date(2023, 6, 30)
