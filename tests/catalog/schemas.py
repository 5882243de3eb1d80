"""As much of JSON Schema as our OpenAPI description uses, to hold requests and answers to it."""

import re

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
KNOWN = {
    *("$ref", "type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "anyOf"),
    *("required", "properties", "additionalProperties", "dependentRequired"),
    *("items", "minItems", "maxItems", "description", "default"),
}


def faults(value, schema, document, place="it"):
    """What is wrong with a value by a schema of the document, in words."""
    assert set(schema) <= KNOWN, f"this test knows nothing of {set(schema) - KNOWN}"
    if "$ref" in schema:
        yield from faults(value, resolved(schema["$ref"], document), document, place)
    if "type" in schema and not is_of(value, schema["type"]):
        yield f"{place} is no {schema['type']}"
    if value not in schema.get("enum", [value]):
        yield f"{place} is none of {schema['enum']}"
    options = [list(faults(value, each, document, place)) for each in schema.get("anyOf", ())]
    if options and all(options):
        yield f"{place} fits nothing of anyOf"
    yield from limits(value, schema, place)
    if isinstance(value, dict):
        yield from faults_of_object(value, schema, document, place)
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from faults(item, schema["items"], document, f"{place}[{index}]")


def faults_of_object(value, schema, document, place):
    properties = schema.get("properties", {})
    needed = set(schema.get("required", ()))
    for name, others in schema.get("dependentRequired", {}).items():
        needed |= set(others) if name in value else set()
    yield from (f"{place} has no {name}" for name in needed - set(value))
    if schema.get("additionalProperties") is False:
        yield from (f"{place} has {name}, too" for name in set(value) - set(properties))
    for name in set(properties) & set(value):
        yield from faults(value[name], properties[name], document, f"{place}.{name}")


def limits(value, schema, place):
    number = value if type(value) is int else None
    length = len(value) if isinstance(value, str | list) else None
    for size, least, most in (
        (number, "minimum", "maximum"),
        (length, "minLength", "maxLength"),
        (length, "minItems", "maxItems"),
    ):
        if size is not None and not schema.get(least, size) <= size <= schema.get(most, size):
            yield f"{place} is not within {least} and {most}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{place} does not look like {schema['pattern']}"


def is_of(value, types):
    types = [types] if isinstance(types, str) else types
    return any(
        isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))
        for name in types
    )


def resolved(reference, document):
    node = document
    for name in reference.removeprefix("#/").split("/"):
        node = node[name]
    return node
