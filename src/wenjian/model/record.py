"""The base of everything people write in files: frozen values whose fields carry their Chinese key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, Self, TypeAlias, dataclass_transform

Text: TypeAlias = str
"""A text that may be left empty in the file."""
Texts: TypeAlias = tuple[str, ...]
"""A list of texts; in a file a single text stands for a list of one."""
YesNo: TypeAlias = bool
"""是 or 否."""


class Kind(type):
    """The type of the kinds of records. It adds nothing, but mypy takes a bare type for something that cannot be a key
    (of a cache).
    """


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record(metaclass=Kind):
    """A frozen value that files hold; each kind is a dataclass. `loading` takes it from what people wrote, by the
    Chinese keys, and finds what does not fit; a value made in code is taken as it is.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)

    def model_copy(self, *, update: Mapping[str, object]) -> Self:
        """The record with other values in some of its fields; papers are copied all the time, so in two steps."""
        made = object.__new__(type(self))
        values = vars(made)
        values |= vars(self)
        values |= update
        if len(values) > len(vars(self)):
            raise TypeError(f"unknown fields: {sorted(values.keys() - vars(self).keys())}")
        return made


def key(chinese: str, default: Any = MISSING, note: str = "") -> Any:
    """A field with its Chinese key, its default (none: required) and a one-line meaning for schema and glossary."""
    return field(default=default, metadata={"key": chinese, "note": note})


def table(chinese: str, note: str = "") -> Any:
    """A field that is a mapping of text to text, empty by default."""
    return field(default_factory=dict, metadata={"key": chinese, "note": note})


@cache
def chinese_keys(kind: type[Record]) -> Mapping[str, str]:
    """Name → Chinese key of the fields of a record, in their order."""
    return {one.name: one.metadata["key"] for one in fields(kind)}


def is_required(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def default_of(one: Field[Any]) -> Any:
    """What a field holds that nothing was written for."""
    return one.default if one.default_factory is MISSING else one.default_factory()
