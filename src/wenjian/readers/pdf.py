"""pdf → documents: the text layer of every page, put together from its glyphs in a child process (pdfium.py)."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.readers.reading import Reading, reading_of_lines
from wenjian.structure.pages import Page, Rule, Run, page_list, read_pages

_SIGN = b"%PDF-"
_SIGN_WITHIN = 1024
_SECONDS = 90
_MOST_BYTES = 400 << 20
"""Bytes that the child may answer with: two million characters, each with its place."""
_CHILD = Path(__file__).with_name("pdfium.py")
_ALMOST_NONE = 50
"""Characters of a page that is mostly a picture which may come from a stamp or a scanning program."""
_ALONE = threading.Lock()
"""Held while pdfium works in this process: it is not made for threads."""
_SCANNED = "请在WPS中用“图片转文字”后另存为docx，或将文字粘贴到此处。"
_CONVERT = "请在WPS中打开，转换为.docx后再读取。"


def read_pdf(data: bytes, name: str) -> Reading:
    """A pdf with a text layer. Pages that are pictures, characters that cannot be read, slanted text and tables are
    reported with their pages (WJ145), page numbers and repeated headers and footers left out (WJ146).

    An empty user password is no hindrance. Raises UnreadableInput: a scan, a password, or no end within 90 seconds
    (WJ144), broken (WJ108), more than 2,000 pages or 2 million characters (WJ106).
    """
    place = Place(name)
    if _SIGN not in data[:_SIGN_WITHIN]:
        raise UnreadableInput(found("WJ108", place, suffix=".pdf"))
    read = read_glyphs(data, place)
    if "problem" in read:
        raise UnreadableInput(_refusal(read, place))
    try:
        pages: list[dict[str, Any]] = read["pages"]
        printed = [_page(number, page) for number, page in enumerate(pages, 1)]
        scan, losses = _is_scan(pages), tuple(_losses(pages, place))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:  # pdfium itself was overrun
        raise UnreadableInput(_refusal({"problem": "crash"}, place)) from error
    if scan:
        raise UnreadableInput(found("WJ144", place, problem="为扫描件，无文字层", way_out=_SCANNED))
    paged = read_pages(printed, name)
    findings = (*losses, *paged.findings)
    return reading_of_lines(paged.lines, name, findings=findings, beside=[paged.beside] if paged.beside else [])


def read_glyphs(data: bytes, place: Place) -> dict[str, Any]:
    """What the child process read, or the problem it met."""
    if getattr(sys, "frozen", False) or not sys.executable or not _CHILD.is_file():
        from wenjian.readers import pdfium  # a packed program has no interpreter to start

        with _ALONE:
            return pdfium.read(data)
    try:
        child = subprocess.run(  # noqa: S603 - our own script under our own interpreter; -P: nothing from the folder
            [sys.executable, "-P", str(_CHILD)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return {"problem": "time"}
    except OSError as error:
        raise UnreadableInput(found("WJ113", place, reason="不能启动读取PDF的程序")) from error
    if child.returncode or len(child.stdout) > _MOST_BYTES:
        return {"problem": "crash"}
    return _understood(child.stdout)


def _understood(answer: bytes) -> dict[str, Any]:
    """What the child wrote; as good as a crash where it is not what pdfium.py writes."""
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError):
        read = None
    return read if isinstance(read, dict) else {"problem": "crash"}


def _refusal(read: dict[str, Any], place: Place) -> Finding:
    problem = read["problem"]
    if problem == "password":
        way_out = "请在WPS中输入密码打开，去掉密码另存后再读取。"
        return found("WJ144", place, problem="加了密码，打不开", way_out=way_out)
    if problem in ("pages", "glyphs"):
        unit = "页" if problem == "pages" else "字"
        return found("WJ106", place, size=f"{read['count']}{unit}", limit=f"{read['limit']}{unit}")
    if problem in ("time", "crash"):
        return found("WJ144", place, problem="内容异常，没有读完", way_out=_CONVERT)
    return found("WJ108", place, suffix=".pdf")


def _page(number: int, page: dict[str, Any]) -> Page:
    """A page as the child gives it. Raises TypeError, ValueError or LookupError for anything else."""
    width, height = map(_length, page["size"])
    runs = tuple(_run(*run) for run in page["runs"])
    return Page(number, width, height, runs, tuple(Rule(*map(_length, rule)) for rule in page["rules"]))


def _run(text: str, x0: float, x1: float, y: float, height: float) -> Run:
    return Run(str(text), _length(x0), _length(x1), _length(y), _length(height))


def _length(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(value)
    return value


def _letters(page: dict[str, Any]) -> int:
    return sum(len(run[0].strip()) for run in page["runs"])


def _is_picture(page: dict[str, Any]) -> bool:
    """Whether the page is a picture of text: a scan, or text turned into outlines."""
    covered: float = page["covered"]
    return _letters(page) < _ALMOST_NONE and (covered > 0.4 or (_letters(page) == 0 and page["drawn"] > _ALMOST_NONE))


def _is_scan(pages: Sequence[dict[str, Any]]) -> bool:
    pictures = sum(map(_is_picture, pages))
    return pictures > 0 and all(_is_picture(page) or _letters(page) < _ALMOST_NONE / 5 for page in pages)


def _losses(pages: Sequence[dict[str, Any]], place: Place) -> Iterator[Finding]:
    """What the reader could not keep, each with its pages."""
    pictures = [number for number, page in enumerate(pages, 1) if _is_picture(page)]
    unread = [number for number, page in enumerate(pages, 1) if page["unread"]]
    turned = [number for number, page in enumerate(pages, 1) if page["turned"]]
    hidden = [number for number, page in enumerate(pages, 1) if page["hidden"]]
    broken = [number for number, page in enumerate(pages, 1) if page.get("broken")]
    count = sum(page["unread"] for page in pages)
    for numbers, problem, way_out in (
        (pictures, "是扫描图片，没有文字，未读取", "请在WPS中用“图片转文字”补全这些页，另存为.docx后再读取。"),
        (unread, f"有{count}个字读不出来，内容不完整", "请对照原件补全，或在WPS中转换为.docx后再读取。"),
        (broken, "已损坏，未读取", "请对照原件补全这些页。"),
        (hidden, "的文字是扫描后识别的，可能有错字", "请对照原件核对。"),
        (turned, "有斜排或横倒的文字（如水印），未读取", "如是正文，请在WPS中转换为.docx后再读取。"),
    ):
        if numbers:
            yield found("WJ145", place, pages=page_list(numbers), problem=problem, way_out=way_out)
