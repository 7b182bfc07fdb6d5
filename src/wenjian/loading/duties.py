"""What a duty list may say in its hand-filled entries, however it was typed, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wenjian.model.catalogue import found
from wenjian.model.directive import Directive
from wenjian.model.finding import Finding, Place
from wenjian.text.normal import fingerprint, fold, letters, shorten

_NUMBER = re.compile(r"D0*(\d+)(?:号)?")
_MERGED = re.compile(r"并入(?:到|至|于)?[:]?(?:第|任务)?D?0*(\d+)号?(?:任务)?")
_FIGURES = re.compile(r"\d+")
_NOT_OURS = re.compile("不涉及|无关|不适用|不归|非本")
NOT_OURS_ADVICE = "不涉及本地的，这一格仍填“是”，在“不涉及理由”一列写明理由；归其他单位的，在“归口”一列改。"
_BLANKS = re.compile(r"\s+")


_SAME_FROM = 0.6
"""Share of the characters of an entry that the one must have into which it was put."""
_FEW = 8
"""Characters of an entry below which its likeness to another says nothing."""
_QUOTED = 30


def _is_told(mine: str, other: str) -> bool:
    """Whether a text says about what another says: all its figures, and most of its characters."""
    own = set(letters(mine))
    if len(own) < _FEW:
        return True
    figures = set(_FIGURES.findall(mine)) <= set(_FIGURES.findall(other))
    return figures and len(own & set(letters(other))) >= _SAME_FROM * len(own)


def duty_id(text: str) -> str:
    """The id meant by d009, D9 or Ｄ００９ (D009); other words as they are."""
    match = _NUMBER.fullmatch(_BLANKS.sub("", fold(text)).upper())
    return f"D{int(match[1]):03d}" if match else text


def kept_word(text: str) -> str:
    """是, 否, or 并入D003 however the clerk wrote it (并入3号, 并入 d3, 并入Ｄ００３)."""
    plain = _BLANKS.sub("", fold(text)).upper()
    match = _MERGED.fullmatch(plain)
    return f"并入D{int(match[1]):03d}" if match else plain if plain in ("是", "否") else text


def check_duties(directive: Directive, place: Callable[[int, str], Place]) -> Iterator[Finding]:
    """What is wrong with the entries of a duty list: 是否任务 that says nothing known (WJ194, an error), ids given
    twice (WJ188, an error), a mark in 核对 that is no signature (WJ198), a text that its 指纹 does not fit (WJ191), an
    entry put into another that does not say the same (WJ199).

    `place` leads from the 0-based number of an entry and its key to where that stands.
    """
    known = {duty.id: duty for duty in directive.duties}
    seen: set[str] = set()
    for at, duty in enumerate(directive.duties):
        if duty.id in seen:
            yield found("WJ188", place(at, "编号"), name=duty.id)
        seen.add(duty.id)
        if duty.fingerprint and duty.fingerprint != fingerprint(duty.text):
            yield found("WJ191", place(at, "原文"), id=duty.id)
        target = duty.kept.removeprefix("并入")
        if duty.kept not in ("是", "否") and (target == duty.kept or target not in known or target == duty.id):
            advice = NOT_OURS_ADVICE if _NOT_OURS.search(duty.kept) else ""
            yield found("WJ194", place(at, "是否任务"), value=duty.kept, advice=advice)
        elif target in known and not _is_told(duty.text, known[target].text):
            words = shorten(duty.text, _QUOTED)
            yield found("WJ199", place(at, "是否任务"), id=duty.id, target=target, words=words)
        if duty.checked.strip() and not duty.signed:
            yield found("WJ198", place(at, "核对"), id=duty.id, value=duty.checked)
