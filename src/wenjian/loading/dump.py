"""Records as YAML: Chinese keys in the order of the model, words instead of codes, nothing that is a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from io import StringIO
from typing import Any

from yaml.emitter import Emitter
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from wenjian.loading.repair import repair
from wenjian.model.record import Record, default_of, is_required
from wenjian.model.vocabulary import Vocabulary

_TEXT = BaseResolver.DEFAULT_SCALAR_TAG
_ENDLESS = 10**9


class _TextDumper(Emitter, Serializer, BaseResolver):
    """A dumper that takes every plain scalar for text, as our loader does."""

    def __init__(self, stream: Any) -> None:
        Emitter.__init__(self, stream, width=_ENDLESS, allow_unicode=True)
        Serializer.__init__(self, encoding=None)
        BaseResolver.__init__(self)


def dump(record: Record) -> str:
    """The YAML text of a record; reading it back gives an equal record. The same record gives the same text."""
    stream = StringIO()
    dumper = _TextDumper(stream)
    dumper.open()
    dumper.serialize(_node(plain(record)))
    dumper.close()
    return stream.getvalue()


def plain(value: Any) -> Any:
    """The value as dicts with Chinese keys, lists and texts; what equals its default is left out of records."""
    if isinstance(value, Record):
        return {
            one.metadata["key"]: plain(getattr(value, one.name))
            for one in fields(value)
            if is_required(one) or getattr(value, one.name) != default_of(one)
        }
    if isinstance(value, Vocabulary):
        return value.chinese
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(entry) for entry in value]
    return str(value)


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        pairs = [(_scalar(key, is_key=True), _node(entry)) for key, entry in value.items()]
        return MappingNode(BaseResolver.DEFAULT_MAPPING_TAG, pairs, flow_style=not pairs)
    if isinstance(value, list):
        return SequenceNode(BaseResolver.DEFAULT_SEQUENCE_TAG, [_node(entry) for entry in value], flow_style=not value)
    return _scalar(value)


def _scalar(text: str, *, is_key: bool = False) -> ScalarNode:
    return ScalarNode(_TEXT, text, style=_style(text, is_key=is_key))


def _style(text: str, *, is_key: bool) -> str | None:
    """Block style for several lines, quotes for what our own repairs might take for an accident, else plain."""
    if any(mark in text for mark in "\r\x85\u2028\u2029\ufeff\t"):
        return '"'
    if "\n" in text:
        return '"' if is_key or not text.strip() or text[0] in " \n\u3000" else "|"
    if text != text.strip() or not text or (is_key and any(mark in text for mark in ":：\"'“”‘’")):
        return '"'
    listed = f"- {text}"
    return '"' if not is_key and (repair(listed, "")[0] != listed) else None
