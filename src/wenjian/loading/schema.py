"""A JSON Schema for each file kind, for editors: Chinese keys, the words of each vocabulary, numbers taken as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any, get_args, get_origin

from wenjian.loading.shape import KINDS, annotations_of, item_of, records_of, required_of
from wenjian.model.plain import bare, hints_of, is_record
from wenjian.model.record import Record
from wenjian.model.vocabulary import Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
"""A text as a person's YAML may have it: the loader keeps numbers as texts."""
_YES_NO: dict[str, Any] = {"enum": ["是", "否", None]}


def schema_of(word: str, kind: type[Record]) -> dict[str, Any]:
    """The schema of one file kind. A scalar may be a text or a number (the loader keeps it as text), or left empty."""
    records = records_of(kind) - {kind}
    held = {each.__name__: _record(each) for each in records}
    held |= {each.__name__: _word(each) for record in (kind, *records) for each in _words(record)}
    return {
        "$schema": DIALECT,
        "title": word,
        **({"$defs": dict(sorted(held.items()))} if held else {}),
        **_record(kind),
    }


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    word: partial(schema_of, word, kind) for word, kind in KINDS.items()
}


def _words(kind: type[Record]) -> list[type[Vocabulary]]:
    """The vocabularies that the fields of a record are taken from."""
    inner = (bare(item_of(each) or each) for each in annotations_of(kind).values())
    return [each for each in inner if isinstance(each, type) and issubclass(each, Vocabulary)]


def _word(vocabulary: type[Vocabulary]) -> dict[str, Any]:
    return {"enum": [member.chinese for member in vocabulary], "type": "string"}


def _record(kind: type[Record]) -> dict[str, Any]:
    hints = hints_of(kind)
    properties = {}
    for one in fields(kind):
        note = one.metadata["note"]
        properties[one.metadata["key"]] = {**({"description": note} if note else {}), **_value(hints[one.name])}
    required = [key for key in properties if key in required_of(kind)]
    return {
        "additionalProperties": False,
        "properties": properties,
        **({"required": required} if required else {}),
        "type": "object",
    }


def _value(annotation: Any) -> dict[str, Any]:
    """What may stand behind a key: what the loader accepts is no error in the editor."""
    inner = bare(annotation)
    if inner is not annotation:
        return {"anyOf": [_value(inner), {"type": "null"}]}
    if get_origin(inner) is dict:
        return {"additionalProperties": _value(get_args(inner)[1]), "type": ["object", "null"]}
    if get_origin(inner) is tuple:
        item = get_args(inner)[0]
        if item is str:
            return {"anyOf": [{"items": _TEXT, "type": "array"}, _TEXT]}
        return {"items": _value(item), "type": ["array", "null"]}
    if is_record(inner) or issubclass(inner, Vocabulary):
        return {"$ref": f"#/$defs/{inner.__name__}"}
    return _YES_NO if inner is bool else _TEXT
