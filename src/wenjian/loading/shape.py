"""What the records look like from outside: their Chinese keys and what stands behind each."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, get_args, get_origin

from wenjian.model.coverage import DecisionFile
from wenjian.model.directive import Directive
from wenjian.model.holidays import HolidayFile
from wenjian.model.house import House
from wenjian.model.job import Job
from wenjian.model.library import ClauseFile, Outline, Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.plain import bare, hints_of, is_record
from wenjian.model.record import Record, chinese_keys, is_required

KINDS: dict[str, type[Record]] = {
    "上级文件": Directive,
    "地区": Locality,
    "条款": ClauseFile,
    "术语": Thesaurus,
    "提纲": Outline,
    "拟稿单": Job,
    "核对": DecisionFile,
    "节假日": HolidayFile,
    "本单位习惯": House,
}
"""The file kinds by the word people use."""


def item_of(annotation: Any) -> Any:
    """What a list holds, or None when the annotation is no list."""
    return get_args(annotation)[0] if get_origin(annotation) is tuple else None


@cache
def fields_of(kind: type[Record]) -> dict[str, str]:
    """Chinese key → field name, in the order of the model."""
    return {key: name for name, key in chinese_keys(kind).items()}


@cache
def annotations_of(kind: type[Record]) -> dict[str, Any]:
    """Chinese key → what it holds, without `| None`."""
    return {key: bare(hints_of(kind)[name]) for key, name in fields_of(kind).items()}


@cache
def required_of(kind: type[Record]) -> frozenset[str]:
    """The Chinese keys that must be there."""
    return frozenset(one.metadata["key"] for one in fields(kind) if is_required(one))


@cache
def records_of(kind: type[Record]) -> frozenset[type[Record]]:
    """The record and every record inside it."""
    seen: set[type[Record]] = set()
    waiting = [kind]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for annotation in annotations_of(current).values():
            inner = item_of(annotation) or annotation
            if is_record(inner):
                waiting.append(inner)
    return frozenset(seen)


@cache
def known_keys() -> frozenset[str]:
    """Every key that some file may hold."""
    return frozenset(key for kind in KINDS.values() for record in records_of(kind) for key in fields_of(record))


@cache
def list_keys() -> frozenset[str]:
    """The keys whose value is a list of records (文件, 条款, 任务 …)."""
    return frozenset(
        key
        for kind in KINDS.values()
        for record in records_of(kind)
        for key, annotation in annotations_of(record).items()
        if is_record(item_of(annotation))
    )
