"""A JSON Schema for each file kind, for editors: Chinese keys, the words of each vocabulary, numbers taken as text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from wenjian.loading.shape import KINDS
from wenjian.model.record import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(word: str, kind: type[Record]) -> dict[str, Any]:
    """The schema of one file kind. A scalar may be a text or a number (the loader keeps it as text), or left empty."""
    made = kind.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, "title": word, **_eased(made)}


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    word: partial(schema_of, word, kind) for word, kind in KINDS.items()
}


def _eased(schema: Any) -> Any:
    """The schema as a person's YAML may be: what the loader accepts is no error in the editor."""
    if isinstance(schema, list):
        return [_eased(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    eased = {
        key: {name: _eased(part) for name, part in value.items()} if key in ("properties", "$defs") else _eased(value)
        for key, value in schema.items()
        if key not in ("title", "default") and not (key == "description" and "properties" in schema)
    }
    described = {key: eased.pop(key) for key in ("description",) if key in eased}
    if eased.get("type") == "boolean":
        eased = {"enum": ["是", "否", None]}
    elif eased.get("type") == "string" and "enum" not in eased:
        eased["type"] = ["string", "number", "boolean", "null"]
    elif eased.get("type") == "array" and "string" in eased.get("items", {}).get("type", ()):
        eased = {"anyOf": [eased, {"type": ["string", "number", "boolean", "null"]}]}
    elif eased.get("type") in ("array", "object") and "properties" not in eased:
        eased["type"] = [eased["type"], "null"]
    return {**described, **eased}
