"""Checks an ``exportFilter`` as Pigment's OpenAPI document defines it, and lists of ids and names."""

from __future__ import annotations

import json
import re
from typing import Any

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TYPES = ("And", "Or", "Dimension", "Value")
_CONDITIONS = (
    "LessThan",
    "LessThanOrEqual",
    "Equal",
    "NotEqual",
    "GreaterThan",
    "GreaterThanOrEqual",
    "IsNotBlank",
)


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def uuids(text: str) -> tuple[str, ...]:
    """Parses at least one UUID, none of them twice, in lower case."""
    ids = tuple(element.lower() for element in _elements(text))
    if not all(map(is_uuid, ids)):
        raise ValueError(
            "expected UUIDs (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55) with commas between them"
        )
    return _distinct(ids)


def names(text: str) -> tuple[str, ...]:
    """Parses at least one name, none of them twice."""
    return _distinct(tuple(_elements(text)))


def export_filter(text: str) -> str:
    """Returns a filter's text once it is checked; errors name the place in it."""
    _filter("$", _parse(text))
    return text


def _elements(text: str) -> list[str]:
    if text.strip().startswith("["):
        elements = _parse(text)
        if not all(isinstance(element, str) for element in elements):
            raise ValueError("expected a JSON array of strings, and nothing else")
    else:
        elements = [element.strip() for element in text.split(",")]
    if not elements or "" in elements:
        raise ValueError(
            "expected one or more, with commas between them, none of them empty; or a JSON array of strings"
        )
    return list(elements)


def _distinct(elements: tuple[str, ...]) -> tuple[str, ...]:
    for i, element in enumerate(elements):
        if element in elements[:i]:
            raise ValueError(f"it names {element} twice")
    return elements


def _parse(text: str) -> Any:
    try:
        # Half a surrogate pair can't be sent: UTF-8 has no bytes for it.
        text.encode()
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False).encode()
        return value
    except json.JSONDecodeError as e:
        raise ValueError(
            f"it is not JSON, at line {e.lineno} column {e.colno} (from Python, give json.dumps(…) of"
            " a list or dict)"
        ) from None
    except UnicodeEncodeError:
        raise ValueError("it contains half a surrogate pair") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, value in members:
        if name in result:
            raise ValueError(f'the member "{name}" occurs twice in one object')
        result[name] = value
    return result


def _no_constant(name: str) -> None:
    raise ValueError(f"it is not JSON: {name} is not a JSON number")


def _filter(path: str, value: Any) -> None:
    members = _members(path, value, "type", "and", "or", "dimension", "value")
    kind = _word(path, members, _TYPES)
    name = kind.lower()
    for other in members:
        if other not in ("type", name) and members[other] is not None:
            raise _expected(path, f'no member "{other}" beside the type "{kind}"')
    argument = _member(path, members, name)
    path = f"{path}.{name}"
    if name == "dimension":
        dimension = _members(path, argument, "dimensionId", "modalityIds")
        _uuid(f"{path}.dimensionId", _member(path, dimension, "dimensionId"))
        items = _array(f"{path}.modalityIds", _member(path, dimension, "modalityIds"), "UUIDs")
        for i, item in enumerate(items):
            _uuid(f"{path}.modalityIds[{i}]", item)
    elif name == "value":
        metric = _members(path, argument, "metricId", "condition")
        _uuid(f"{path}.metricId", _member(path, metric, "metricId"))
        _condition(f"{path}.condition", _member(path, metric, "condition"))
    else:
        for i, part in enumerate(_array(path, argument, "filters")):
            _filter(f"{path}[{i}]", part)


def _condition(path: str, value: Any) -> None:
    condition = _members(path, value, "type", "value")
    if _word(path, condition, _CONDITIONS) == "IsNotBlank":
        if "value" in condition:
            raise _expected(path, 'no member "value" beside the type "IsNotBlank"')
        return
    operand = _member(path, condition, "value")
    if isinstance(operand, (dict, list)):
        raise _expected(f"{path}.value", "a string, a number, true or false")
    if isinstance(operand, float) and operand in (float("inf"), float("-inf")):
        raise ValueError(f"the number at {path}.value is too large")


def _members(path: str, value: Any, *names: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _expected(path, "an object with " + ", ".join(names))
    for name in value:
        if name not in names:
            raise _expected(path, f'only the members {", ".join(names)}, and there is "{name}"')
    return value


def _member(path: str, members: dict[str, Any], name: str) -> Any:
    if members.get(name) is None:
        why = f', since the type is "{members["type"]}"' if "type" in members else ""
        raise _expected(path, f'the member "{name}"{why}')
    return members[name]


def _word(path: str, members: dict[str, Any], words: tuple[str, ...]) -> str:
    word = members.get("type")
    if word not in words:
        raise _expected(f"{path}.type", "one of " + ", ".join(words))
    return str(word)


def _array(path: str, value: Any, elements: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _expected(path, f"an array of {elements}, at least one")
    return value


def _uuid(path: str, value: Any) -> None:
    if not isinstance(value, str) or not is_uuid(value):
        raise _expected(path, "a UUID")


def _expected(path: str, what: str) -> ValueError:
    return ValueError(f"at {path} was expected {what}")
