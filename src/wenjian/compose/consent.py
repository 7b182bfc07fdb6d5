"""«经县人民政府同意，» in the opening of a paper that goes out 经政府同意 (条例第十六条第二项: 文中须注明)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wenjian.lint.authority import mentions_consent
from wenjian.model.document import Block, Origin, Span
from wenjian.model.vocabulary import OriginKind

_NOW = re.compile(r"(?:^|(?<=[，。；]))现(?=将|就|把|对|予|印|转|提|制|下|通)")
_REASON = re.compile(r"^(?:为|根据|按照|依据|遵照|鉴于|近期|近日)[^，。；]*，")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|（[^（）]*）")


def with_consent(opening: Sequence[Block], government: str) -> tuple[Block, ...]:
    """The opening paragraphs with «经{government}同意，» in the first, unless one of them says so: before «现将…», else
    after the reason given («为…，»), else at its start.
    """
    if not opening or any(mentions_consent(block.text) for block in opening):
        return tuple(opening)
    first, *others = opening
    words = _QUOTED.sub(lambda match: "　" * len(match[0]), first.text)
    now, reason = _NOW.search(words), _REASON.match(words)
    at = now.start() if now else reason.end() if reason else 0
    span = Span(f"经{government}同意，", Origin(OriginKind.COMPOSED, "行文名义"))
    return (replace(first, spans=_inserted(first.spans, at, span)), *others)


def _inserted(spans: Sequence[Span], at: int, new: Span) -> tuple[Span, ...]:
    """`spans` with `new` before their character `at`."""
    before: list[Span] = []
    for number, span in enumerate(spans):
        if at <= len(span.text):
            parts = (replace(span, text=span.text[:at]), new, replace(span, text=span.text[at:]))
            return (*before, *(part for part in parts if part.text), *spans[number + 1 :])
        before.append(span)
        at -= len(span.text)
    return (*before, new)
