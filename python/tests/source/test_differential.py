"""The jar and the Python data source read the same: schema, rows, and the record of an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyspark
import pytest

from support import environment

pytestmark = pytest.mark.skipif(pyspark.__version__ < "4", reason="Spark 3 has no Python data sources")


@pytest.mark.parametrize(
    "arguments", [("44", "10"), ("1000", "80", "--in-process")], ids=["in Spark", "in process"]
)
def test_both_sources_return_the_same_rows(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("differential.py")), *arguments],
        capture_output=True,
        text=True,
        env=environment(TZ="America/New_York"),
        timeout=1800,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *differences, counts = done.stdout.splitlines()
    assert not differences, "\n".join(differences)
    assert json.loads(counts)["rows"] > 1000
    print(counts)
