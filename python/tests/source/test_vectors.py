"""The vectors that the Java tests read, too."""

from __future__ import annotations

import json
import struct
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from pyspark.sql.types import StringType, StructField, StructType

from pyspark_pigment import schema as columns
from pyspark_pigment.convert import convert
from pyspark_pigment.errors import PigmentError

from reading import VECTORS, inferred, read_csv


def vectors(name: str) -> list[dict[str, Any]]:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["vectors"]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ';"\r\n') else cell


CELLS = vectors("cells")


@pytest.mark.parametrize("type_", sorted({vector["type"] for vector in CELLS}))
def test_reads_cells(type_: str) -> None:
    of_type = [vector for vector in CELLS if vector["type"] == type_]
    hinted = columns.parse_hints(f"v {type_}")["v"]
    schema = StructType([StructField("v", hinted), StructField("cell", StringType())])
    csv = "v;cell\n" + "".join(f"{quoted(v['cell'])};{quoted(v['cell'])}\n" for v in of_type)

    all_rows = read_csv(csv, schema, mode="PERMISSIVE")
    good = read_csv(csv, schema, mode="DROPMALFORMED")

    assert [cell for _, cell in all_rows] == [v["cell"] for v in of_type]
    assert [cell for _, cell in good] == [v["cell"] for v in of_type if "value" in v]
    for (value, cell), vector in zip(all_rows, of_type):
        assert text(value, type_) == text_of_vector(vector, type_), cell
    # Alone in its column, a usual cell takes another path than among unusual ones.
    arrow_type = columns.arrow_type(schema["v"])
    for vector in of_type:
        alone, wrong = convert(pa.array([vector["cell"]]), arrow_type)
        assert text(alone[0].as_py(), type_) == text_of_vector(vector, type_), vector
        assert wrong == ([] if "value" in vector else [0]), vector


def text(value: Any, type_: str) -> Any:
    if value is None:
        return None
    if type_ in ("FLOAT", "DOUBLE"):
        return struct.pack("<d", value)
    if type_ == "TIMESTAMP":
        return str(pa.scalar(value, pa.timestamp("us", "UTC")).value)
    if type_ == "BOOLEAN":
        return str(value).lower()
    if type_ == "TIMESTAMP_NTZ":
        return value.isoformat(sep=" ")
    return str(value)


def text_of_vector(vector: dict[str, Any], type_: str) -> Any:
    if "value" not in vector:
        return None
    if type_ == "FLOAT":
        return struct.pack("<d", pa.scalar(vector["value"]).cast(pa.float32()).as_py())
    if type_ == "DOUBLE":
        return struct.pack("<d", float(vector["value"]))
    return str(Decimal(vector["value"])) if type_.startswith("DECIMAL") else vector["value"]


@pytest.mark.parametrize("vector", vectors("names"), ids=lambda v: "|".join(v["header"]))
def test_names_columns(vector: dict[str, Any]) -> None:
    style = "safe" if vector["safe"] else "original"
    header = ";".join(map(quoted, vector["header"]))
    assert inferred(header + "\n", columnNames=style).names == vector["names"]


def test_infers_types() -> None:
    samples = vectors("samples")
    height = max(len(sample["cells"]) for sample in samples)
    rows = [
        ";".join(quoted(sample["cells"][i]) if i < len(sample["cells"]) else "" for sample in samples)
        for i in range(height)
    ]
    header = ";".join(f"c{i}" for i in range(len(samples)))
    schema = inferred("\n".join([header, *rows, ""]))
    for field, sample in zip(schema.fields, samples):
        assert field.dataType.simpleString() == sample["type"], sample


@pytest.mark.parametrize("vector", vectors("records"), ids=lambda v: repr(v["csv"]))
def test_reads_records(vector: dict[str, Any]) -> None:
    def rows() -> list[list[Any]]:
        options = {"inferSchema": "false", "mode": vector.get("mode", "FAILFAST")}
        return [list(row) for row in read_csv(vector["csv"], **options)]

    if "rows" in vector:
        assert rows() == vector["rows"]
    else:
        with pytest.raises(PigmentError, match=f"(?i)record {vector['error']} "):
            rows()
