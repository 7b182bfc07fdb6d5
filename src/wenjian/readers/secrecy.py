"""Secrecy marks: a paper whose head carries one is refused before anything of it is quoted (design: trust)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wenjian.text.normal import fold

_LOOK_LINES = 15
_LOOK_LETTERS = 300
_GRADE = "(?:绝密|机密|秘密)"
_STARRED = re.compile(_GRADE + "[★☆*]")
_MARK_LINE = re.compile(
    r"(?:(?:份号|编号)?:?(?:no\.?)?\d{1,8}号?)?(?:密级(?:和保密期限)?:?)?[\[(【<★☆*]*"
    + _GRADE
    + r"[\])】>★☆*]*(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:年|个月|月|天)|长期|永久|启用前|公布前|公开前)?"
    r"(?:[\])】>])?(?:特急|加急|急件|平急|特提|件|级)?(?:份号:?\d{1,8}|\d{1,8})?",
    re.IGNORECASE,
)
_RUNNING_TEXT = re.compile("[。；;！!？?，,]")
_SPACES = re.compile(r"\s+")


def carries_starred_mark(lines: Iterable[str]) -> bool:
    """Whether any line, wherever it stands, is a mark with ★: the head of a paper further down in the file."""
    return any(
        _STARRED.search(line) and _MARK_LINE.fullmatch(line)
        for line in (_SPACES.sub("", fold(printed)) for printed in lines if "★" in printed or "☆" in printed)
    )


def carries_secrecy_mark(head: Iterable[str]) -> bool:
    """Whether the printed lines at the head of a paper carry 绝密, 机密 or 秘密 as a mark, with or without ★ and term.

    Only the lines before running text count, and a mark is a line of its own or has a ★; the words inside a
    sentence or a title («保守国家秘密法») are nothing.
    """
    letters = lines = 0
    for printed in head:
        line = _SPACES.sub("", fold(printed))
        if not line:
            continue
        lines += 1
        letters += len(line)
        opening = _RUNNING_TEXT.split(line, maxsplit=1)[0]
        if _MARK_LINE.fullmatch(line) or _STARRED.search(opening):
            return True
        if opening != line or lines >= _LOOK_LINES or letters >= _LOOK_LETTERS:
            return False
    return False
