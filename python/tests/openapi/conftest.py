"""The OpenAPI documents: ours, and Pigment's own where there is a copy."""

import json
import os
from pathlib import Path

import pytest

import documents
from support import ROOT

OURS = ROOT / "src" / "test" / "openapi" / "pigment.openapi.json"
THEIRS = Path(
    os.environ.get("PIGMENT_OPENAPI")
    or ROOT.parent / "shared" / "reference" / "pigment-external-api.openapi.json"
)


def pytest_report_header():
    return f"Pigment's own document: {THEIRS if THEIRS.exists() else 'not here'}"


@pytest.fixture(scope="session")
def ours():
    return documents.load(OURS)


@pytest.fixture(scope="session")
def theirs():
    if "PIGMENT_OPENAPI" not in os.environ and not THEIRS.exists():
        pytest.skip("Pigment's own document is not here; PIGMENT_OPENAPI names it")
    return documents.load(THEIRS)


@pytest.fixture(scope="session")
def write(tmp_path_factory):
    """Writes a document into a file, and gives its path."""

    def to_file(name, document):
        path = tmp_path_factory.mktemp("documents") / f"{name}.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return to_file
