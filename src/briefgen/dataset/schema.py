"""Schema: the JSON Schema of a data file, with which editors complete, explain and check what is typed."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from briefgen.dataset.load import Defaults
from briefgen.dataset.options import KEPT
from briefgen.records import KINDS, Option, Part

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_VALUE = {"type": ["string", "number"]}


def json_schema() -> dict[str, Any]:
    """The schema of a data file: a mapping of lists, one for each kind of record."""
    models: list[type[Part]] = [*KINDS, Defaults, Option]
    _, schema = models_json_schema([(model, "validation") for model in models])
    definitions: dict[str, Any] = _written(schema["$defs"])
    definitions["Mention"] = _mention(definitions["Mention"])
    definitions["LegalName"] = {"anyOf": [{"type": "string"}, definitions["LegalName"]]}
    for kind in KINDS:
        if not kind.key_fields():
            definitions[kind.__name__].setdefault("required", []).append("id")
    effect = definitions["Comparison"]["properties"]["effect"]
    effect["anyOf"] = [effect["items"], {"type": effect.pop("type"), "items": effect.pop("items")}]
    values = definitions["Comparison"]["properties"]["values"]
    by_name = {"type": "object", "additionalProperties": {"anyOf": [{"$ref": "#/$defs/ArmValue"}, _VALUE]}}
    values["anyOf"] = [by_name, {"type": "array", "items": values.pop("items")}]
    values.pop("type")
    definitions["ArmValue"]["required"] = ["value"]
    definitions["PValue"] = {"anyOf": [_VALUE, definitions["PValue"]]}
    for name in definitions.keys() - {"Mention", "Defaults", "Option"}:
        properties = definitions[name].get("properties", {})
        properties |= {field: _or_options(value) for field, value in properties.items() if field not in KEPT}
    lists = {kind.plural: _list(kind.__name__, kind.__doc__ or "") for kind in KINDS}
    return {
        "$schema": DIALECT,
        "title": "briefgen data file",
        "description": "Lists of records named by kind; a dataset is every such file under its folder.",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {"defaults": {"$ref": "#/$defs/Defaults"}, **lists},
        "$defs": definitions,
    }


def _list(name: str, description: str) -> dict[str, Any]:
    properties = {"defaults": {"$ref": "#/$defs/Defaults"}}
    shared = {"type": "object", "additionalProperties": False, "required": ["defaults"], "properties": properties}
    items = {"anyOf": [{"$ref": f"#/$defs/{name}"}, shared]}
    return {"description": description, "type": ["array", "null"], "items": items}


def _or_options(field: dict[str, Any]) -> dict[str, Any]:
    """The schema of a field that may list the values of several sources; one that has a list anyway stays."""
    forms = field.get("anyOf", [{key: value for key, value in field.items() if key != "description"}])
    if any(form.get("type") == "array" for form in forms):
        return field
    described = {"description": field["description"]} if "description" in field else {}
    options = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Option"}}
    return {**described, "anyOf": [*forms, options]}


def _mention(full: dict[str, Any]) -> dict[str, Any]:
    """A source in its three forms: `ID, PLACE`, a list of ids, or in full."""
    ids = full["properties"]["ids"]
    properties = {"id": {"type": "string"}, "ids": ids, "locator": full["properties"]["locator"]}
    in_full = {"type": "object", "additionalProperties": False, "properties": properties}
    return {"description": full["description"], "anyOf": [{"type": "string"}, *ids["anyOf"][1:], in_full]}


def _written(node: Any) -> Any:
    """The schema of a value as it is written: text may look like a number, and one item may stand for a list of one."""
    if isinstance(node, list):
        return [_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _written(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and not (key == "default" and value in (None, "", [], False))
    }
    if kept.get("type") == "string" and not {"enum", "pattern"} & kept.keys():
        kept["type"] = ["string", "number", "boolean"]
    if kept.get("type") == "array" and _is_text(kept["items"]):
        outer = {"description": kept.pop("description")} if "description" in kept else {}
        return {**outer, "anyOf": [kept["items"], kept]}
    return kept


def _is_text(items: dict[str, Any]) -> bool:
    return "$ref" not in items and "object" not in items.get("type", ())
