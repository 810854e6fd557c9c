"""The tests of the jar's Python users, run on the Python data source."""

from __future__ import annotations

import importlib

import pytest

# What docs/python.md says is different.
SKIPPED = {
    "test_settings_of_the_session_are_options_of_every_read": "there are no defaults of the session",
    "test_a_schema_may_be_a_struct_type": "NOT NULL is refused",
    "test_hints_replace_some_of_the_inferred_types": "VARCHAR is refused",
    "test_without_retries_a_broken_download_is_an_error_and_no_shorter_result": "a traceback comes first",
    "test_a_pigment_that_is_not_there_is_an_error": "a traceback comes first",
}

for _module in ("types", "options", "queries", "sql", "faults", "writing"):
    for _name, _value in vars(importlib.import_module(f"session.test_{_module}")).items():
        if _name in SKIPPED:
            _value = pytest.mark.skip(reason=SKIPPED[_name])(_value)
        if not _name.startswith("_"):
            globals()[_name] = _value
