"""What src/test/openapi/pigment.openapi.json says is what Pigment's own document says."""

import copy

import pytest

from documents import disagreements, mended, operations


def test_our_document_matches_pigments(ours, theirs):
    assert disagreements(ours, theirs) == []


def test_corrections_for_prism_do_not_touch_our_document(ours, theirs):
    document, counts = mended(theirs)
    assert all(counts.values()), f"This is no longer in the document and need not be mended: {counts}"
    assert disagreements(ours, document) == []


def test_our_document_needs_no_corrections(ours):
    assert mended(ours) == (ours, dict.fromkeys(mended(ours)[1], 0))


CHANGES = {
    "a path": lambda d: d["paths"].update({"/api/v2/views": d["paths"]["/api/v1/views"]}),
    "a method": lambda d: d["paths"]["/api/v1/views"].update(post=d["paths"]["/api/v1/views"].pop("get")),
    "a query parameter": lambda d: _blocks(d).update(name="application"),
    "a required parameter": lambda d: _blocks(d).update(required=True),
    "a parameter's format": lambda d: _blocks(d).update(schema={"type": "string"}),
    "a body": lambda d: d["paths"]["/api/v1/export/list/{listId}"]["post"].pop("requestBody"),
    "a member's name": lambda d: _members(d, "ListExport").update(
        properties=_members(d, "ListExport").pop("propertyTechnicalNames")
    ),
    "a member's type": lambda d: _members(d, "ListExport").update(friendlyHeaders={"type": "string"}),
    "an item's format": lambda d: _members(d, "TableExport").update(
        metrics={"type": "array", "items": {"type": "string"}}
    ),
    "an enum's value": lambda d: _schemas(d)["DateFormat"].update(enum=["Legacy", "Iso"]),
    "one enum value less": lambda d: _schemas(d)["Condition"]["properties"]["type"]["enum"].pop(),
    "a member of a filter in a filter": lambda d: _members(d, "Filter").update(not_={}),
    "what is required": lambda d: _schemas(d)["ValueFilter"].update(required=["metricId"]),
    "more members": lambda d: _schemas(d)["MetricExport"].pop("additionalProperties"),
    "a union": lambda d: _members(d, "Condition").update(value={"type": "string"}),
    "an response's member": lambda d: _members(d, "Block").update(kind={"type": "string"}),
    "an response's status": lambda d: d["paths"]["/api/v1/views"]["get"]["responses"].update(
        {"204": {"description": "Nothing"}}
    ),
    "the key": lambda d: d["components"]["securitySchemes"]["Key"].update(scheme="basic"),
    "no key": lambda d: d.pop("security"),
}


def _schemas(document):
    return document["components"]["schemas"]


def _members(document, schema):
    return _schemas(document)[schema]["properties"]


def _blocks(document):
    return document["paths"]["/api/v1/blocks"]["get"]["parameters"][0]


@pytest.mark.parametrize("change", CHANGES)
def test_finds_differences(ours, change):
    changed = copy.deepcopy(ours)
    CHANGES[change](changed)
    assert disagreements(ours, ours) == []
    assert disagreements(changed, ours) != []


def test_every_body_rejects_unknown_members(ours):
    for schema in _schemas(ours).values():
        assert schema["type"] != "object" or schema["additionalProperties"] is False
    assert [str(o) for o in operations(ours).values() if o.body]
