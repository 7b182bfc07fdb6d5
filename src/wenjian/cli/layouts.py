"""版式 as the commands use them: by name or file, an office's own made whole with our styles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wenjian.errors import TemplateError
from wenjian.layout import Arranged
from wenjian.loading.files import read_bytes
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.house import House
from wenjian.model.vocabulary import Stage
from wenjian.shipped import builtin, find_layout
from wenjian.writers import Foot, named, with_styles, write_arranged

STANDARD = "红头通知.docx"
"""The layout of ours whose styles others borrow."""


@dataclass(frozen=True)
class Layout:
    """A layout with all styles that papers need: its bytes, its path, and which styles were lent to it."""

    data: bytes
    path: str
    findings: tuple[Finding, ...] = ()


def find_whole(name: str, folder: Path | None = None) -> Layout:
    """The layout that `find_layout` finds; styles that it lacks are taken from ours. Raises TemplateError."""
    path = find_layout(name, folder)
    data, borrowed = completed(read_bytes(path, TemplateError))
    shown = f"自带的版式“{path.stem}”" if path.parent == builtin("templates") else str(path)
    lent = (found("WJ643", Place(shown), names=named(borrowed)),) if borrowed else ()
    return Layout(data, str(path), lent)


def completed(layout: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A layout with the styles that it lacked, and their names."""
    return with_styles(layout, standard_layout())


def standard_layout() -> bytes:
    return (builtin("templates") / STANDARD).read_bytes()


def printer(document: Arranged, layout: Layout, stage: Stage, house: House, date: str = "") -> Callable[[Foot], bytes]:
    """What gives the docx of an arranged document in a layout, with its 版记 where a Foot says."""

    def write(foot: Foot) -> bytes:
        return write_arranged(document, layout.data, stage=stage, date=date, path=layout.path, house=house, foot=foot)

    return write
