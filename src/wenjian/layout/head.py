"""The parts of 版头 that hold several names: marks of joint papers, and 签发人."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenjian.layout.geometry import characters

PAPER = "文件"
"""The word that follows the name of the organ in a mark (GB/T 9704-2012, 7.2.4)."""

SIGNERS_IN_ROW = 2  # 7.2.6
SIGNER_LABEL = "签发人："

_ORGAN = re.compile(r"[\u4e00-\u9fff（）]{3,30}(?<![省市县区旗州盟])")
_BETWEEN_NAMES = re.compile(r"[、，,;；/\s]+")


@dataclass(frozen=True, slots=True)
class JointMark:
    """The mark of a joint paper: the organs, the one in charge first, and the word beside them (or none)."""

    organs: tuple[str, ...]
    word: str = ""


def joint_mark(mark: str) -> JointMark | None:
    """What a 发文机关标志 of several organs, written apart («甲局 乙局 文件»), holds; None for that of one organ."""
    names = mark.split()
    word = PAPER if names and names[-1].endswith(PAPER) else ""
    if word:
        names[-1] = names[-1].removesuffix(PAPER)
    organs = tuple(name for name in names if name)
    if len(organs) < 2 or not all(_ORGAN.fullmatch(organ) for organ in organs):
        return None
    return JointMark(organs, word)


def first_organ(mark: str) -> str:
    """The mark of a letter: the organ in charge, without «文件» (10.1)."""
    joint = joint_mark(mark)
    return joint.organs[0] if joint else mark.strip().removesuffix(PAPER)


def signers(text: str) -> tuple[str, ...]:
    """The names of a 签发人, in their order. «张　三» is one name: both parts are single characters."""
    names: list[str] = []
    open_name = False
    for part in _BETWEEN_NAMES.split(text.strip()):
        if open_name and len(part) == 1:
            names[-1] += part
            open_name = False
        elif part:
            names.append(part)
            open_name = len(part) == 1
    return tuple(names)


def signer_rows(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The names in rows of two (7.2.6)."""
    return tuple(names[i : i + SIGNERS_IN_ROW] for i in range(0, len(names), SIGNERS_IN_ROW))


def signer_stops(rows: tuple[tuple[str, ...], ...], width: float) -> tuple[float, float, float]:
    """Where «签发人：», the first and the second name of a row begin, in characters from the left edge of a line of
    `width` characters: the block ends one character from the right edge, names stand below each other (7.2.6).
    """
    columns = [[characters(row[i]) for row in rows if len(row) > i] for i in range(SIGNERS_IN_ROW)]
    first, second = (max(column, default=0.0) for column in columns)
    label = characters(SIGNER_LABEL)
    start = width - 1 - label - first - (1 + second if second else 0)
    return start, start + label, start + label + first + 1
