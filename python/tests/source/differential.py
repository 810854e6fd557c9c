"""Reads generated exports with the jar and with the Python data source, and prints the differences.

    python differential.py FIRST COUNT [--in-process]

The seed of an export is its number. With --in-process the Python data source runs without Spark, which
takes a tenth of the time.
"""

from __future__ import annotations

import json
import random
import re
import sys
from typing import Any
from zoneinfo import ZoneInfo

from pyspark.sql import SparkSession
from pyspark.sql.types import StructType

import pyspark_pigment

from servers import KEY, VIEW, Server, response

ZONE = "America/New_York"

TYPES = [
    "STRING",
    "BOOLEAN",
    "TINYINT",
    "SMALLINT",
    "INT",
    "BIGINT",
    "FLOAT",
    "DOUBLE",
    "DECIMAL(18,2)",
    "DECIMAL(38,0)",
    "DECIMAL(38,20)",
    "DATE",
    "TIMESTAMP",
    "TIMESTAMP_NTZ",
]


def cell(chance: random.Random, kind: str) -> str:
    """A cell that mostly matches its kind."""
    if chance.random() < 0.1:
        return ""
    if chance.random() < 0.01:
        kind = chance.choice(["whole", "real", "date", "legacy", "time", "bool", "text", "code"])
    if kind == "whole":
        return str(chance.randrange(-(10 ** chance.randrange(1, 20)), 10 ** chance.randrange(1, 20)))
    if kind == "real":
        number = chance.choice(
            [
                chance.random() * 10 ** chance.randrange(-8, 12),
                chance.randrange(10**9) / 100,
                chance.gauss(0, 1),
            ]
        )
        text = repr(number)
        return re.sub(r"e([-+])(\d)$", r"E\g<1>0\2", text).replace("e", "E")
    if kind == "date":
        return f"{chance.randrange(1900, 2100)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    if kind in ("legacy", "time"):
        day = f"{chance.randrange(1, 13):02}/{chance.randrange(1, 29):02}/{chance.randrange(1900, 2100)}"
        return (
            day
            if kind == "legacy"
            else f"{day} {chance.choice(['00:00:00', '13:14:15'])} +0{chance.randrange(10)}:30"
        )
    if kind == "bool":
        return chance.choice(["true", "false", "TRUE", "False"])
    if kind == "code":
        return chance.choice(
            [
                "007",
                "+5",
                ".5",
                "5.",
                "1,5",
                "12E3",
                "1E-05",
                "-0",
                "1e400",
                "9" * 39,
                "2024-02-30",
                "0000-01-01",
                "NaN",
            ]
        )
    words = [
        "a",
        "Größe",
        "日本",
        "😀",
        " ",
        "\t",
        ";",
        '"',
        '""',
        "\n",
        "\r\n",
        "\r",
        "\0",
        "\ufeff",
        "'",
        "\\",
    ]
    return "".join(chance.choice(words) for _ in range(chance.randrange(1, 6)))


def export(seed: int) -> tuple[bytes, dict[str, str], str]:
    """A body, options and a schema ("" to infer it)."""
    chance = random.Random(seed)
    columns = chance.choice([1, 2, 4, 8])
    kinds = [
        chance.choice(["whole", "real", "date", "legacy", "time", "bool", "text", "code"])
        for _ in range(columns)
    ]
    titles = [chance.choice([f"c{i}", "Name", "name", "", "a b", "x;y", "Größe"]) for i in range(columns)]
    broken = chance.random() < 0.3
    quoted_share = chance.choice([0, 0, 0.2, 1])
    ends = chance.choice([["\n"], ["\r\n"], ["\n", "\r\n"]])

    def line(cells: list[str]) -> bytes:
        written = [
            '"' + c.replace('"', '""') + '"'
            if c[:1] == '"' or any(x in c for x in ";\r\n") or chance.random() < quoted_share
            else c
            for c in cells
        ]
        text = ";".join(written)
        if broken and chance.random() < 0.01:
            text = chance.choice(
                [text + ";x", text[: len(text) // 2], text + '"', '"' + text, text + "\r", '"x"y']
            )
        data = (text + chance.choice(ends)).encode()
        return data[:1] + b"\xff" + data[1:] if broken and chance.random() < 0.003 else data

    body = (chance.choice(["", "\ufeff"])).encode() + line(titles)
    for _ in range(chance.choice([0, 1, 20, 300, 3000])):
        body += line([cell(chance, kind) for kind in kinds])
    if chance.random() < 0.2:
        body = body[: -chance.randrange(1, 12)]
    if b"\n" not in body:  # The jar reads such a body as an empty table.
        body += b"\n"
    options = {
        "mode": chance.choice(["FAILFAST", "PERMISSIVE", "DROPMALFORMED"]),
        "columnNames": chance.choice(["original", "safe"]),
        "inferSchema": chance.choice(["true", "true", "false"]),
        "sampleSize": chance.choice(["1", "10", "1000000"]),
    }
    if chance.random() < 0.5:
        # A schema by position: the names are those of the header, which both sources must find.
        return body, options, ",".join(chance.choice(TYPES) for _ in range(columns))
    return body, options, ""


def kind_of_error(message: str) -> str:
    """What two messages must have in common: the record, and for a cell the column."""
    record = re.search(r"(?i)record (\d+)(?: of view| ends|\) of more than)", message)
    column = re.search(r"column `(.*?)` (?:is|contains)", message, re.DOTALL)
    cut = "is cut off: " in message
    header = re.search(r"header line is ([\w-]+)", message)
    if record:
        return f"record {record[1]} {column[1] if column else ''}{' truncated' if cut else ''}"
    if header:
        return f"header {header[1]}"
    return "truncated header" if cut else message[-2000:]


class SecondSource(pyspark_pigment.PigmentDataSource):
    """The Python data source by another name than the jar's."""

    @classmethod
    def name(cls) -> str:
        return "pigment_python"


def with_spark(spark: Any, format: str, options: dict[str, str], ddl: str) -> dict[str, Any]:
    reader = spark.read.format(format).options(**options)
    try:
        df = (reader.schema(ddl) if ddl else reader).load()
        return {"schema": df.schema.json(), "rows": [repr(tuple(row)) for row in df.collect()]}
    except Exception as e:
        return {"error": kind_of_error(str(e))}


def in_process(options: dict[str, str], ddl: str) -> dict[str, Any]:
    try:
        source = pyspark_pigment.PigmentDataSource(options={**options, "arrow": "true"})
        schema = StructType.fromDDL(ddl) if ddl else source.schema()
        reader = source.reader(schema)
        rows = []
        for batch in reader.read(reader.partitions()[0]):
            columns = [[local(value) for value in column.to_pylist()] for column in batch.columns]
            rows += [repr(row) for row in zip(*columns)]
        return {"schema": schema.json(), "rows": rows}
    except Exception as e:
        return {"error": kind_of_error(str(e))}


def local(value: Any) -> Any:
    """A timestamp as Spark hands it to Python."""
    if getattr(value, "tzinfo", None):
        return value.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    return value


def main(first: int, count: int, without_spark: bool) -> None:
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.sql.session.timeZone", ZONE)
    spark = pyspark_pigment.configure(builder).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.dataSource.register(SecondSource)
    counts = {"exports": 0, "rows": 0, "errors": 0, "differences": 0}
    for seed in range(first, first + count):
        body, options, types = export(seed)
        with Server([response(body)]).running() as server:
            options = {**options, "baseUrl": server.url, "apiToken": KEY, "viewId": VIEW}
            ddl = types and schema_of(spark, options, types)
            jar = with_spark(spark, "pigment", options, ddl)
            python = (
                in_process(options, ddl)
                if without_spark
                else with_spark(spark, "pigment_python", options, ddl)
            )
        if python != jar:
            counts["differences"] += 1
            print(
                json.dumps({"seed": seed, "ddl": ddl, "options": options, "python": python, "jar": jar})[
                    :3000
                ]
            )
        counts["exports"] += 1
        counts["rows"] += len(jar.get("rows", ()))
        counts["errors"] += "error" in jar
    print(json.dumps(counts))
    spark.stop()


def schema_of(spark: Any, options: dict[str, str], types: str) -> str:
    """A schema with the names of the header, which both sources must find."""
    try:
        header = spark.read.format("pigment").options(**{**options, "inferSchema": "false"}).load().columns
    except Exception:  # The header is malformed; both will say so.
        return ""
    names = ("`" + name.replace("`", "``") + "`" for name in header)
    return ", ".join(f"{name} {type_}" for name, type_ in zip(names, types.split(",")))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), "--in-process" in sys.argv)
