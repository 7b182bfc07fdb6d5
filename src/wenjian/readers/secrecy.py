"""Secrecy marks: a paper whose head carries one is refused before anything of it is quoted (design: trust)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wenjian.text.normal import fold, letters

_LOOK_LINES = 15
_LOOK_LETTERS = 300
_LONGEST_MARK = 60
_LONGEST_PRINTED = 500
"""Characters with the blanks that spread a mark over the line."""
_GRADE = "(?:绝密|机密|秘密)"
_STARRED = re.compile(_GRADE + "级?★")
_STARS = str.maketrans(dict.fromkeys("☆⭐🌟✩✪✫✬✭✮✯✰✱✳※*◆▲", "★") | {"機": "机", "絕": "绝", "級": "级"})
"""What is printed for the star, and how the words are written in traditional characters."""
_MARK_LINE = re.compile(
    r"(?:(?:份号|编号|第)?(?:no)?\d{1,8}号?)?(?:文件|保密)?(?:密级|等级)?(?:和?保密期限)?"
    + _GRADE
    + r"级?(?:和?(?:保密)?期限)?(?:\d{1,4}(?:年|个月|月|天)|[一二三四五六七八九十]{1,3}(?:年|个月|月|天)|长期|永久"
    r"|启用前|公布前|公开前)?(?:紧急程度)?(?:特急|加急|急件|平急|特提|件)?(?:(?:份号|编号|第)?(?:no)?\d{1,8}号?)?",
    re.IGNORECASE,
)
"""A line that is nothing but the mark, its letters and figures alone: signs, brackets and blanks are gone."""
_RUNNING_TEXT = re.compile("[。；;！!？?，,]")
_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]+")
"""Spaces, and what takes no room in print."""


def _plain(printed: str) -> str:
    return _BLANKS.sub("", fold(printed)).translate(_STARS)


def _is_mark(line: str) -> bool:
    return len(line) <= _LONGEST_MARK and _MARK_LINE.fullmatch(letters(line)) is not None


def carries_starred_mark(lines: Iterable[str]) -> bool:
    """Whether any line, wherever it stands, is a mark with ★: the head of a paper further down in the file."""
    return any(
        _is_mark(line) and _STARRED.search(line)
        for line in (_plain(printed) for printed in lines if len(printed) <= _LONGEST_PRINTED)
    )


def carries_secrecy_mark(head: Iterable[str]) -> bool:
    """Whether the printed lines at the head of a paper carry 绝密, 机密 or 秘密 as a mark, with or without ★ and term.

    Only the lines before running text count, and a mark is a line of its own or has a ★; the words inside a
    sentence or a title («保守国家秘密法») are nothing.
    """
    characters = lines = 0
    for printed in head:
        line = _plain(printed)
        if not line:
            continue
        lines += 1
        characters += len(line)
        opening = _RUNNING_TEXT.split(line, maxsplit=1)[0]
        if _is_mark(line) or _STARRED.search(opening):
            return True
        if opening != line or lines >= _LOOK_LINES or characters >= _LOOK_LETTERS:
            return False
    return False
