"""OpenAPI documents: the one of this project, Pigment's own, and whether they say the same."""

import copy
import json
import re

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


class Operation:
    """A method on a path, with its references resolved."""

    def __init__(self, document, path, method):
        declared = document["paths"][path][method]
        self.document = document
        self.path = path
        self.method = method
        self.parameters = {
            (parameter["name"], parameter["in"]): parameter for parameter in declared.get("parameters", [])
        }
        self.body = _json_of(declared.get("requestBody", {}))
        self.responses = declared["responses"]
        self.security = declared.get("security", document.get("security", []))
        self._pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))

    def __str__(self):
        return f"{self.method.upper()} {self.path}"

    def matches(self, method, path):
        return method.lower() == self.method and self._pattern.fullmatch(path) is not None

    def query_names(self):
        return {name for name, place in self.parameters if place == "query"}


def operations(document):
    return {
        (path, method): Operation(document, path, method)
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS
    }


def resolved(document, schema):
    """The schema that a reference leads to, and what an allOf of a single one is."""
    while True:
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/components/schemas/")
            schema = document["components"]["schemas"][name]
        elif len(schema.get("allOf", [])) == 1:
            schema = schema["allOf"][0]
        else:
            return schema


def members(document, schema):
    """The paths of the members of a JSON body, with their enum values: ("exportFilter.type", "And")."""
    found = set()
    _add_members(document, schema, "", found, ())
    return found


def _add_members(document, schema, prefix, found, inside):
    schema = resolved(document, schema)
    if any(schema is outer for outer in inside):
        return
    inside = (*inside, schema)
    if schema.get("type") == "array":
        _add_members(document, schema["items"], prefix, found, inside)
    for value in schema.get("enum", []):
        found.add((prefix, value))
    for name, member in schema.get("properties", {}).items():
        path = f"{prefix}.{name}" if prefix else name
        found.add((path, None))
        _add_members(document, member, path, found, inside)


def members_of_value(document, schema, value, prefix=""):
    """The same of a body that was sent; a filter in a filter counts as the outermost one."""
    schema = resolved(document, schema)
    if isinstance(value, list):
        for item in value:
            yield from members_of_value(document, schema["items"], item, prefix)
    elif isinstance(value, dict):
        for name, member in value.items():
            declared = resolved(document, schema["properties"][name])
            path = f"{prefix}.{name}" if prefix else name
            yield path, None
            inner = resolved(document, declared.get("items", declared))
            yield from members_of_value(document, declared, member, prefix if inner is schema else path)
    elif "enum" in schema:
        yield prefix, value


def disagreements(ours, theirs):
    """What the first document says that the second does not, in sentences. The second may say more."""
    found = []
    their_operations = operations(theirs)
    for key, operation in operations(ours).items():
        if key not in their_operations:
            found.append(f"{operation}: there is none")
            continue
        found.extend(f"{operation}: {what}" for what in _differences(operation, their_operations[key]))
    return found


def _differences(mine, yours):
    if _schemes(mine) != _schemes(yours):
        yield f"security is {_schemes(mine)} and {_schemes(yours)}"
    for key, parameter in mine.parameters.items():
        if key not in yours.parameters:
            yield f"there is no {key[1]} parameter {key[0]}"
            continue
        other = yours.parameters[key]
        if parameter.get("required", False) != other.get("required", False):
            yield f"parameter {key[0]}: required here or there only"
        yield from _schema_differences(
            mine.document, parameter["schema"], yours.document, other["schema"], key[0], ()
        )
    for key, parameter in yours.parameters.items():
        if parameter.get("required", False) and key not in mine.parameters:
            yield f"required parameter {key[0]} is missing"
    if (mine.body is None) != (yours.body is None):
        yield "a body here or there only"
    elif mine.body is not None:
        yield from _schema_differences(mine.document, mine.body, yours.document, yours.body, "body", ())
    for status, response in mine.responses.items():
        if status not in yours.responses:
            yield f"there is no response {status}"
            continue
        for kind, content in response.get("content", {}).items():
            other = yours.responses[status].get("content", {}).get(kind)
            if other is None:
                yield f"response {status} is never {kind}"
                continue
            yield from _schema_differences(
                mine.document, content["schema"], yours.document, other["schema"], status, ()
            )


def _schemes(operation):
    declared = operation.document["components"]["securitySchemes"]
    return sorted(
        (declared[name]["type"], declared[name].get("scheme"))
        for alternative in operation.security
        for name in alternative
    )


def _schema_differences(mine_in, mine, yours_in, yours, where, seen):
    mine, yours = resolved(mine_in, mine), resolved(yours_in, yours)
    if any(mine is a and yours is b for a, b in seen):
        return
    seen = (*seen, (mine, yours))
    for what in ("types", "format", "enum", "required", "additionalProperties"):
        here, there = _said(mine, what), _said(yours, what)
        if here != there:
            yield f"{where}: {what} is {here} and {there}"
    if "items" in mine and "items" in yours:
        yield from _schema_differences(mine_in, mine["items"], yours_in, yours["items"], f"{where}[]", seen)
    for name, member in mine.get("properties", {}).items():
        other = yours.get("properties", {}).get(name)
        if other is None:
            yield f"{where}: there is no member {name}"
        else:
            yield from _schema_differences(mine_in, member, yours_in, other, f"{where}.{name}", seen)


def _said(schema, what):
    if what == "types":
        either = schema.get("anyOf") or schema.get("oneOf") or [schema]
        types = {alternative.get("type") for alternative in either}
        # A whole number is a number.
        return sorted(types - {"integer"} if "number" in types else types, key=str)
    if what in ("enum", "required"):
        return sorted(schema.get(what, []))
    return schema.get(what)


def _json_of(body):
    content = body.get("content", {}).get("application/json")
    return content and content["schema"]


def mended(theirs):
    """Pigment's document without what keeps Prism from checking bodies, and how often that was there.

    - `nullable` stands beside `allOf`, without a `type`, which OpenAPI 3.0.3 gives no meaning. Prism
      passes it on to its validator, which refuses such a schema; Prism then checks nothing at all.
    - The value of a condition is `oneOf` number and integer (and more). A whole number is both, and
      so it is never exactly one of them, not even the 10 of the document's own example.
    """
    document = copy.deepcopy(theirs)
    counts = {"nullable without type": 0, "oneOf number and integer": 0}
    for schema in _parts(document):
        if schema.get("nullable") is True and "type" not in schema and "allOf" in schema:
            schema["type"] = resolved(document, schema)["type"]
            counts["nullable without type"] += 1
        either = schema.get("oneOf")
        if isinstance(either, list) and {"type": "number"} in either and {"type": "integer"} in either:
            either.remove({"type": "integer"})
            counts["oneOf number and integer"] += 1
    return document, counts


def _parts(value):
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _parts(member)
    elif isinstance(value, list):
        for item in value:
            yield from _parts(item)


def without_members_of_bodies(document):
    """The document with all that a body may say taken out of it."""
    document = copy.deepcopy(document)
    for operation in operations(document).values():
        if operation.body is not None:
            resolved(document, operation.body)["properties"] = {}
    return document
