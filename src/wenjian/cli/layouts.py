"""版式 as the commands use them: by name or file, an office's own made whole with our styles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wenjian.cli.common import show
from wenjian.errors import TemplateError
from wenjian.library import builtin, find_layout
from wenjian.loading.files import read_bytes
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Place
from wenjian.model.house import House
from wenjian.model.vocabulary import Stage
from wenjian.writers import Foot, named, unprinted, with_styles, write_docx

STANDARD = "红头通知.docx"
"""The layout of ours whose styles others borrow."""


def read_layout(name: str, folder: Path | None = None) -> tuple[bytes, str]:
    """The layout that `find_layout` finds and its path; styles that it lacks are taken from ours, and said."""
    path = find_layout(name, folder)
    data, borrowed = completed(read_bytes(path, TemplateError))
    if borrowed:
        show([found("WJ643", Place(str(path)), names=named(borrowed))])
    return data, str(path)


def completed(layout: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A layout with the styles that it lacked, and their names."""
    return with_styles(layout, standard_layout())


def standard_layout() -> bytes:
    return (builtin("templates") / STANDARD).read_bytes()


def printer(
    document: Document, layout: tuple[bytes, str], stage: Stage, house: House, date: str = ""
) -> Callable[[Foot], bytes]:
    """What gives the docx of a document in a layout (its bytes and path), with its 版记 where a Foot says;
    公文要素 that the layout has no place for are said once.
    """
    data, path = layout
    show(unprinted(document, data, stage, path, house))

    def write(foot: Foot) -> bytes:
        return write_docx(document, data, stage=stage, date=date, path=path, house=house, foot=foot)

    return write
