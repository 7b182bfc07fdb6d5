"""Records as plain values (texts, lists, dictionaries: what JSON knows) and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from functools import cache, partial
from types import UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from wenjian.model.record import Record, is_required
from wenjian.model.vocabulary import Vocabulary

R = TypeVar("R", bound=Record)
_Reader: TypeAlias = Callable[[Any], Any]
_TRUTHS = {True: True, False: False, "是": True, "否": False, "": False}


class Unfit(ValueError):
    """A plain value that is none of its kind; `path` leads to it by keys and numbers."""

    def __init__(self, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(".".join(map(str, path)))
        self.path = path


def to_plain(value: Any, without: Collection[str] = ()) -> Any:
    """The value with the names of its fields as keys, identifiers for the words of a vocabulary, 是 and 否; of a
    record the fields `without` are left out.
    """
    if isinstance(value, Vocabulary):
        return value.value
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Record):
        return {name: to_plain(each) for name, each in vars(value).items() if name not in without}
    if isinstance(value, Mapping):
        return {name: to_plain(each) for name, each in value.items()}
    return [to_plain(each) for each in value]


def to_json(record: Record) -> str:
    """A record as one line of JSON; `from_plain` takes it back from what a reader of JSON makes of it."""
    return json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_plain(kind: type[R], data: Any) -> R:
    """The record that plain values describe, by the names of its fields or by their Chinese keys. Raises Unfit."""
    made: R = _reader(kind)(data)
    return made


def bare(annotation: Any) -> Any:
    """The annotation without `| None`."""
    if get_origin(annotation) in (Union, UnionType):
        kept = [part for part in get_args(annotation) if part is not type(None)]
        return kept[0] if len(kept) == 1 else annotation
    return annotation


def is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Record)


@cache
def hints_of(kind: type[Record]) -> Mapping[str, Any]:
    """Name → annotation of the fields of a record, in their order."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


@cache
def _reader(annotation: Any) -> _Reader:
    """What makes a value with this annotation from a plain one."""
    inner = bare(annotation)
    if inner is not annotation:
        return partial(_optional, _reader(inner))
    if is_record(annotation):
        return partial(_record, annotation, {})
    if get_origin(annotation) is tuple:
        return partial(_several, _reader(get_args(annotation)[0]))
    if get_origin(annotation) is dict:
        return partial(_table, _reader(get_args(annotation)[1]))
    if issubclass(annotation, Vocabulary):
        return partial(_word, annotation)
    return _truth if annotation is bool else _text


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unfit
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, (bool, str)) or value not in _TRUTHS:
        raise Unfit
    return _TRUTHS[value]


def _word(vocabulary: type[Vocabulary], value: Any) -> Vocabulary:
    try:
        return vocabulary.of(value)
    except ValueError:
        raise Unfit from None


def _optional(reader: _Reader, value: Any) -> Any:
    return None if value is None else reader(value)


def _several(reader: _Reader, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise Unfit
    return tuple([_at(place, reader, each) for place, each in enumerate(value)])


def _table(reader: _Reader, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Unfit
    return {_text(name): _at(name, reader, each) for name, each in value.items()}


def _record(kind: type[Record], readers: dict[str, tuple[str, _Reader]], value: Any) -> Record:
    """The record of a mapping; `readers` is filled when it is first asked for, for a record may hold its like."""
    if isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        raise Unfit
    if not readers:
        for one in fields(kind):
            readers[one.name] = readers[one.metadata["key"]] = one.name, _reader(hints_of(kind)[one.name])
    made: dict[str, Any] = {}
    for name, each in value.items():
        if name not in readers:
            raise Unfit((name,))
        field, reader = readers[name]
        made[field] = _at(name, reader, each)
    for one in fields(kind):
        if is_required(one) and one.name not in made:
            raise Unfit((one.metadata["key"],))
    return kind(**made)


def _at(place: str | int, reader: _Reader, value: Any) -> Any:
    try:
        return reader(value)
    except Unfit as error:
        raise Unfit((place, *error.path)) from None
