"""READERS: file → documents. The only way in; each file is bounded, and a secrecy mark refused, before it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Place
from wenjian.package import MEGABYTE, BrokenPackage, lock_file
from wenjian.readers.kinds import SAME, kind_of
from wenjian.readers.office import (
    SAVE_AS_DOCX,
    SAVE_AS_XLSX,
    SHEET_SUFFIXES,
    TEXT_SUFFIXES,
    with_note,
)
from wenjian.readers.reading import Reading
from wenjian.readers.secrecy import carries_secrecy_mark, carries_starred_mark
from wenjian.structure.lines import Line
from wenjian.structure.standing import as_it_stands
from wenjian.text.decode import decode

__all__ = [
    "LARGEST_FILE",
    "READERS",
    "Paper",
    "load_documents",
    "load_paper",
    "read_documents",
    "read_paper",
]

LARGEST_FILE = 50 * MEGABYTE
"""Bytes of the largest file that is read."""


Reader = Callable[[bytes, str], Reading]


def _reader(module: str, name: str) -> Reader:
    """The reader `name`, its module loaded with the first file that it reads: most commands read one kind."""

    def read(data: bytes, file: str) -> Reading:
        reader: Reader = getattr(import_module(f"{__name__}.{module}"), name)
        return reader(data, file)

    return read


READERS: dict[str, Reader] = {
    ".txt": _reader("text", "read_text"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), _reader("docx", "read_docx")),
    **dict.fromkeys((".xlsx", ".xlsm"), _reader("xlsx", "read_xlsx")),
    ".pdf": _reader("pdf", "read_pdf"),
    ".ofd": _reader("ofd", "read_ofd"),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml"), _reader("html", "read_html")),
    **dict.fromkeys(TEXT_SUFFIXES, _reader("office", "read_text_document")),
    **dict.fromkeys(SHEET_SUFFIXES, _reader("office", "read_sheet_document")),
}
"""File suffix → reader, which takes the bytes and the name for messages; it raises UnreadableInput, or BrokenPackage
for a bad zip.
"""

_CHINESE_SENTENCE = re.compile("[\u4e00-\u9fff]{2}。")
_SCAN = "图片中的文字读不出来。请在WPS中用“图片转文字”后另存为.docx。"
_USUAL = (".txt", ".docx", ".xlsx", ".pdf", ".ofd", ".html")
_READABLE = "可以读取" + "、".join(_USUAL) + "等文件。请在WPS中另存为其中一种。"

WAYS_OUT: dict[str, str] = {
    ".uot": SAVE_AS_DOCX,
    ".csv": SAVE_AS_XLSX,
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif"), _SCAN),
    **dict.fromkeys((".yaml", ".yml"), "这是数据文件（任务清单、地区等），不是文稿，这里要写文稿。"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "这是压缩包。请先解压，再读取里面的文件。"),
    "": "文件名没有扩展名。请补上，如“通知.docx”“通知.txt”。",
}
"""What to do about a file that no reader takes, by suffix."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as read. `docx` is the docx that it is, or that LibreOffice made of it, b"" for other kinds; `numbers` are
    the automatic numbers of that one's paragraphs. `standing` has a block for each line of the file, in its order;
    `lines` are those lines as they were read, not yet repaired.
    """

    documents: tuple[Document, ...]
    standing: Document
    docx: bytes = b""
    numbers: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def load_documents(path: Path) -> tuple[Document, ...]:
    """The documents in the file at `path`, the paper first. Raises UnreadableInput with a finding for that file."""
    return read_documents(load_file(path), str(path))


def load_paper(path: Path) -> Paper:
    """The file at `path` with what it was read from. Raises UnreadableInput with a finding for that file."""
    return read_paper(load_file(path), str(path))


def load_file(path: Path) -> bytes:
    """The bytes of a file that may be read. Raises UnreadableInput with a finding for that file."""
    place = Place(str(path))
    try:
        if path.is_dir():
            raise UnreadableInput(found("WJ102", place))
        if path.exists() and not path.is_file():
            raise UnreadableInput(found("WJ113", place, reason="不是普通文件"))
        size = path.stat().st_size
        if lock := lock_file(str(path)):
            raise UnreadableInput(lock)
        _bound(size, place)
        _suffix(path.name, place)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(found("WJ101", place)) from error
    except PermissionError as error:
        raise UnreadableInput(found("WJ113", place, reason="没有读取权限")) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(found("WJ113", place, reason="路径无效，或文件正被其他程序使用")) from error


def read_documents(data: bytes, name: str) -> tuple[Document, ...]:
    """The documents in `data`, read as the suffix of `name` says; the first is the paper.

    A file that is plainly of another kind than its suffix says is read as what it is (WJ147).
    Raises UnreadableInput: no reader for the suffix (WJ105), too large (WJ106), empty (WJ103), a secrecy mark at the
    head (WJ107: nothing of the text is quoted), or what the reader itself cannot go on with.
    """
    return _judged(data, name)[0]


def read_paper(data: bytes, name: str) -> Paper:
    """The documents in `data` with what they were read from. Raises UnreadableInput as read_documents does."""
    documents, reading = _judged(data, name)
    standing = as_it_stands(reading.lines, documents)
    numbers = _numbers(reading.docx) if reading.docx else ()
    return Paper(documents, standing, reading.docx, numbers, tuple(reading.lines))


def _numbers(docx: bytes) -> tuple[str, ...]:
    from wenjian.readers.docx import read_numbers

    return read_numbers(docx)


def _judged(data: bytes, name: str) -> tuple[tuple[Document, ...], Reading]:
    """The documents and the reading that they come from, once the heads were judged."""
    place = Place(name)
    suffix = _suffix(name, place)
    _bound(len(data), place)
    if not data.strip():
        raise UnreadableInput(found("WJ103", place))
    try:
        reading = _read(data, name, suffix)
        if any(carries_secrecy_mark(head) or carries_starred_mark(head) for head in reading.heads):
            raise UnreadableInput(found("WJ107", place))
        documents = reading.documents()
    except BrokenPackage as problem:
        raise problem.unreadable(name, Path(name).suffix.lower()) from problem
    if not any(_has_text(document) for document in documents):
        raise UnreadableInput(found("WJ103", place))
    return documents, reading


def _read(data: bytes, name: str, suffix: str) -> Reading:
    """The file as its suffix says, or as what it plainly is instead."""
    kind = kind_of(data)
    if not kind and _is_plain_text(data, suffix):
        kind = ".txt"
    if kind in ("", SAME.get(suffix, suffix)):
        return READERS[suffix](data, name)
    place = Place(name)
    if kind not in READERS:
        raise UnreadableInput(found("WJ105", place, suffix=kind, way_out=WAYS_OUT.get(kind, _READABLE)))
    fact = f"扩展名是{suffix}，内容其实是{kind}"
    note = found("WJ147", place, fact=fact, how=f"已按{kind}读取", advice="请改正扩展名，以免其他程序打不开。")
    return with_note(READERS[kind](data, name), note)


def _is_plain_text(data: bytes, suffix: str) -> bool:
    """Whether what should be a file of a text processor is plain text; of a docx, which has a form of its own to be
    broken in, only what has Chinese sentences.
    """
    if suffix not in TEXT_SUFFIXES and SAME.get(suffix, suffix) != ".docx":
        return False
    try:
        text, _ = decode(data)
    except UnreadableInput:
        return False
    return suffix in TEXT_SUFFIXES or _CHINESE_SENTENCE.search(text) is not None


def _suffix(name: str, place: Place) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in READERS:
        raise UnreadableInput(found("WJ105", place, suffix=suffix or "这种", way_out=WAYS_OUT.get(suffix, _READABLE)))
    return suffix


def _bound(size: int, place: Place) -> None:
    if size > LARGEST_FILE:
        sizes = {"size": f"{size / MEGABYTE:.0f} MB", "limit": f"{LARGEST_FILE // MEGABYTE} MB"}
        raise UnreadableInput(found("WJ106", place, **sizes))


def _has_text(document: Document) -> bool:
    if document.title or document.elements.number:
        return True
    return any(block.printed.strip() or block.table for _, block in document.walk())
