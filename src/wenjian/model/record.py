"""The base of everything people write in files: frozen values whose fields carry their Chinese key as alias."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


class Record(BaseModel):
    """A frozen value read from a file. Unknown keys are refused; keys are the Chinese aliases (in code, the names)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, loc_by_alias=True, defer_build=True)


def key(chinese: str, default: Any = ..., note: str = "") -> Any:
    """A field with its Chinese key, its default (none: required) and a one-line meaning for schema and glossary."""
    if isinstance(default, (list, dict)):
        raise TypeError("use a tuple or a factory")
    return Field(default, alias=chinese, description=note or None)


def table(chinese: str, note: str = "") -> Any:
    """A field that is a mapping of text to text, empty by default."""
    return Field(default_factory=dict, alias=chinese, description=note or None)


def _listed(value: Any) -> Any:
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else value


def _yes_no(value: Any) -> Any:
    return {"是": True, "否": False, "": False}.get(value, value) if isinstance(value, str) else value


def _number_text(value: Any) -> Any:
    return "" if value is None else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""A list of texts; a single text stands for a list of one."""

YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    PlainSerializer(lambda value: "是" if value else "否", return_type=str),
]
"""是 or 否."""

Text = Annotated[str, BeforeValidator(_number_text)]
"""A text; an empty value in the file is the empty text."""
