"""Paragraphs that nothing but their style and their words tells from others: most of a paper, written all at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from wenjian.model.document import Block, text_of
from wenjian.model.vocabulary import BlockKind
from wenjian.writers import wordml, words
from wenjian.writers.opened import Layout
from wenjian.writers.words import HERE, RUN, Signs

STYLES = {
    BlockKind.RECIPIENT: "主送机关",
    BlockKind.PARAGRAPH: "公文正文",
    BlockKind.ITEM: "公文正文",
    BlockKind.NOTE: "附注",
    BlockKind.FURNITURE: "公文正文",
}
"""The style of each kind that is set by it alone."""
CLOSING = frozenset({BlockKind.ATTACHMENT_LIST, BlockKind.SIGNATURE, BlockKind.DATE})
_KINDS = {(kind, 0): style for kind, style in STYLES.items()} | {
    (BlockKind.HEADING, level): f"公文标题{level}" for level in range(1, 5)
}
_LED = {1: "引题1", 2: "引题", 0: "引题"}
_MOST = 500
"""Words and signs that are written together: what is made of them stays in the cache of the processor."""
_MARKED = (b'<w:bookmarkStart w:id="', b'" w:name="', b'"/>', b'<w:bookmarkEnd w:id="', b'"/>')


@dataclass(slots=True)
class Run:
    """Plain paragraphs one after the other: what is said of them, and where each begins in it."""

    said: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def led_style(lead: str, level: int) -> str:
    """The style of the label of a paragraph with a run-in heading."""
    return _LED.get(level, "") if lead else ""


class _Markup:
    """The signs for plain paragraphs of a layout, in papers with bookmarks or without. Each paragraph begins with
    closing the one before it.
    """

    def __init__(self, layout: Layout, *, marked: bool) -> None:
        self.layout = layout
        self.marked = marked
        self.signs = Signs()
        self.openings: dict[str, str] = {}
        self.runs: dict[tuple[str, str], str] = {}
        self.leds: dict[tuple[BlockKind, int, bool, bool], str] = {}
        close = words.frame(wordml.paragraph("", HERE))[1]
        self.closes = _MARKED[4] + close if marked else RUN[1] + close
        self.named = self.signs.sign(_MARKED[1]) if marked else ""
        self.ended = self.signs.sign(RUN[1] + _MARKED[3]) if marked else ""
        self.text = self.signs.sign(RUN[1] + RUN[0])

    def opening(self, style: str) -> str:
        """What opens a paragraph in the style and its text; in a paper with bookmarks, its bookmark."""
        known = self.openings.get(style)
        if known is None:
            begins = RUN[0] if not self.marked else _MARKED[0]
            known = self.openings[style] = self.signs.sign(self.closes + self._start(style) + begins)
        return known

    def run(self, style: str, look: str) -> str:
        """What opens the first run in the style `look`: of a paragraph in `style`, or behind the name of a bookmark."""
        asked = ("", look) if self.marked else (style, look)
        known = self.runs.get(asked)
        if known is None:
            opens = words.frame(wordml.run(HERE, self.layout.style(look) if look else ""))[0]
            before = _MARKED[2] if self.marked else self.closes + self._start(style)
            known = self.runs[asked] = self.signs.sign(before + opens)
        return known

    def said(self, block: Block, text: str, opening: str, names: Mapping[int, str]) -> tuple[str, ...]:
        """What is said of a paragraph with a label or a bookmark, `opening` being what else would open it; nothing
        where there are no signs left.
        """
        label = block.label + block.lead
        asked = block.kind, block.level, bool(block.lead), bool(label)
        led = self.leds.get(asked)
        if led is None:
            look = led_style(block.lead, block.level) if label else ""
            led = self.leds[asked] = self.run(_KINDS[block.kind, block.level], look)
        if not led:
            return ()
        inside = (label, self.text, text) if label else (text,)
        if not names:
            return led, *inside
        return opening, "", self.named, names[id(block)], led, *inside, self.ended, ""

    def _start(self, style: str) -> bytes:
        return words.frame(wordml.paragraph(self.layout.style(style), HERE))[0]


@lru_cache(maxsize=32)
def _markup(layout: Layout, marked: bool) -> _Markup:  # noqa: FBT001 - a key of the cache
    return _Markup(layout, marked=marked)


def plain_runs(
    blocks: Sequence[Block], left_out: Collection[BlockKind], layout: Layout, names: Mapping[int, str]
) -> dict[int, Run]:
    """The plain paragraphs in runs, by where they begin. Those are none that have to be built: the end of a page or
    the sign-off may change the last ones.
    """
    last = len(blocks) - 1
    while last > 0 and (blocks[last].kind in left_out or blocks[last].kind is BlockKind.TITLE):
        last -= 1  # a title may print nothing
    while last > 0 and blocks[last - 1].kind is BlockKind.HEADING:
        last -= 1  # it goes where the paragraph under it goes
    markup = _markup(layout, bool(names))
    openings: dict[tuple[BlockKind, int], str] = {}
    made: dict[int, Run] = {}
    run: Run | None = None
    for i, block in enumerate(blocks[:last]):
        look = block.kind, block.level
        opening = openings.get(look)
        if opening is None:
            style = "" if block.kind in left_out else _KINDS.get(look, "")
            opening = openings[look] = markup.opening(style) if style else ""
        spans = block.spans
        text = spans[0].text if len(spans) == 1 else text_of(spans)
        if not opening or not text:
            _give_back(run, block)
            run = None
            continue
        said: tuple[str, ...] = (opening, text)
        if names or block.label or block.lead:
            apart = names and any(words.span_style(span.origin) for span in spans)
            said = () if apart else markup.said(block, text, opening, names)
            if not said:
                run = None
                continue
        if run is None or len(run.said) >= _MOST:
            run = made[i] = Run()
        run.starts.append(len(run.said))
        run.said += said
    if blocks:
        _give_back(run, blocks[last])
    return {i: run for i, run in made.items() if run.starts}


def _give_back(run: Run | None, block: Block) -> None:
    """Takes the last paragraph out of a run that the sign-off follows: it may have to be kept with that."""
    if run is not None and block.kind in CLOSING and run.starts:
        del run.said[run.starts.pop() :]


def run_markup(run: Run, layout: Layout, first: int, *, marked: bool) -> bytes | None:
    """A run as it is written, its bookmarks numbered from `first`; None where its words are more than runs of text."""
    ends = [*run.starts[1:], len(run.said)] if marked else ()
    for number, (start, end) in enumerate(zip(run.starts, ends, strict=False), first):
        run.said[start + 1] = run.said[end - 1] = str(number)
    markup = _markup(layout, marked)
    data = markup.signs.written(run.said)
    return None if data is None else data.removeprefix(markup.closes) + markup.closes
