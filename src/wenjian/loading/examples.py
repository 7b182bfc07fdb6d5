"""How a line of a file is to be written, shown to people who are no programmers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_origin

from wenjian.loading.shape import annotations_of, item_of, required_of
from wenjian.model.plain import bare, is_record
from wenjian.model.record import Record
from wenjian.model.vocabulary import Vocabulary

_UNKNOWN = "……"
_INDENT = "  "


def written(key: str, annotation: Any, given: Any = None) -> str:
    """The lines that a key takes, with what was `given` in them where it fits."""
    annotation = bare(annotation)
    inner = item_of(annotation)
    if inner is not None:
        inner = bare(inner)
        if is_record(inner):
            return f"{key}:\n{written_item(inner, given)}"
        return "\n".join((f"{key}:", *(f"- {word}" for word in _words(given) or (_UNKNOWN,))))
    if is_record(annotation):
        return f"{key}:\n{_indented(_entries(annotation, given))}"
    if get_origin(annotation) is dict:
        lines = [f"{name}: {value}" for name, value in _pairs(given).items()] or [f"名称: {_first(given)}"]
        return f"{key}:\n{_indented(chr(10).join(lines))}"
    return f"{key}: {_word(annotation, given)}"


def written_item(kind: type[Record], given: Any = None) -> str:
    """The lines that an item of a list takes."""
    return f"- {_entries(kind, given).replace(chr(10), chr(10) + _INDENT)}"


def required_lines(kind: type[Record]) -> str:
    """The least that a file of a kind must say."""
    known = annotations_of(kind)
    return "\n".join(written(key, known[key]) for key in known if key in required_of(kind))


def where_it_belongs(key: str, kind: type[Record]) -> tuple[str, ...]:
    """The keys under which a key that is none of a record stands deeper in it («文件», «要素»); nothing if nowhere."""
    waiting: list[tuple[tuple[str, ...], type[Record]]] = [((), kind)]
    seen = {kind}
    for path, record in waiting:
        for name, annotation in annotations_of(record).items():
            inner = bare(item_of(annotation) or annotation)
            if not is_record(inner) or inner in seen:
                continue
            if key in annotations_of(inner):
                return (*path, name)
            seen.add(inner)
            waiting.append(((*path, name), inner))
    return ()


def _entries(kind: type[Record], given: Any) -> str:
    """Lines of a record: those given that it knows, else its required keys, else its first one."""
    known = annotations_of(kind)
    pairs = {key: value for key, value in _pairs(given).items() if key in known}
    if pairs:
        return "\n".join(f"{key}: {value}" for key, value in pairs.items())
    keys = [key for key in known if key in required_of(kind)]
    if not keys:
        return f"{next(iter(known))}: {_UNKNOWN}"
    first = f"{keys[0]}: {_word(bare(known[keys[0]]), given)}"
    return "\n".join((first, *(written(key, known[key]) for key in keys[1:])))


def _pairs(given: Any) -> dict[str, Any]:
    """What was given as names and values, also as a list of them."""
    rows = given if isinstance(given, (list, tuple)) else [given]
    return {key: value for row in rows if isinstance(row, Mapping) for key, value in row.items() if _is_text(value)}


def _words(given: Any) -> tuple[str, ...]:
    if _is_text(given):
        return (given,)
    values = given.values() if isinstance(given, Mapping) else given or ()
    return tuple(value for value in values if _is_text(value))


def _first(given: Any) -> str:
    return next(iter(_words(given)), _UNKNOWN)


def _word(annotation: Any, given: Any) -> str:
    if annotation is bool:
        return "是"
    if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
        words = [member.chinese for member in annotation]
        return next((word for one in _words(given) for word in words if one in word), words[0])
    return _first(given)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\n" not in value


def _indented(lines: str) -> str:
    return "\n".join(_INDENT + line for line in lines.split("\n"))
