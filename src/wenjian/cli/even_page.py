"""The 版记 on an even page (GB/T 33476.2-2016, 7.3.1): print once, count, and move it where it has to stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wenjian.layout import Arranged, record_lines, signs_alone
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import BlockKind
from wenjian.text.normal import letters
from wenjian.writers import Foot

_CLOSING = frozenset({BlockKind.SIGNATURE, BlockKind.DATE})
_ENOUGH = 8
"""Letters of the text by which a page is known to hold it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that was printed once: its bytes, and what was found on its pages."""

    data: bytes
    findings: tuple[Finding, ...]


def check_parity(document: Arranged, path: str) -> tuple[Finding, ...]:
    """WJ633 for a paper with a 版记: nobody looked on which page it stands; WJ637 where its signature may be alone."""
    if not record_lines(document):
        return ()
    alone = (found("WJ637", Place(path), where="正文只有一段，落款多半单独排到第2面"),) if signs_alone(document) else ()
    return (*alone, found("WJ633", Place(path)))


def on_even_page(document: Arranged, path: str, write: Callable[[Foot], bytes]) -> Printed:
    """The paper with its 版记 on an even page: on that of the last text if this is even, else on the next one; where it
    stands alone on an odd page, after a blank one, both without number (7.5). `write` gives the paper for a Foot.

    Raises UnreadableInput (WJ634) where it cannot be printed.
    """
    data = write(Foot.WITH_TEXT)
    record = record_lines(document)
    if not record:
        return Printed(data, ())
    from wenjian.readers.pages import printed_pages

    pages = printed_pages(data, path)
    place = Place(path)
    findings: tuple[Finding, ...] = () if _shows_text(document, pages[0]) else (found("WJ636", place),)
    if alone := _signature_alone(document, pages):
        findings += (found("WJ637", place, where=f"落款单独在第{alone}面"),)
    last = len(pages)
    if last % 2 == 0:
        return Printed(data, (*findings, found("WJ635", place, done=f"版记在第{last}面，是偶数面")))
    rest = letters(pages[-1])
    for line in record:
        for words in (line.label, line.text):
            rest = rest.replace(letters(words), "", 1)
    if rest.strip("0123456789"):
        done = f"全文到第{last}面，版记移到第{last + 1}面"
        return Printed(write(Foot.ON_NEXT_PAGE), (*findings, found("WJ635", place, done=done)))
    done = f"第{last}面空白，版记移到第{last + 1}面，这两面不编页码"
    return Printed(write(Foot.AFTER_BLANK), (*findings, found("WJ635", place, done=done)))


def _signature_alone(document: Arranged, pages: Sequence[str]) -> int:
    """The page on which organ and date stand without text of the paper (7.3.5.5); 0 where there is none."""
    signed = next((i for i, block in enumerate(document.blocks) if block.kind is BlockKind.SIGNATURE), 0)
    if not signed:
        return 0
    closing = letters("".join(block.text for block in document.blocks[signed:] if block.kind in _CLOSING))
    end = letters(document.blocks[signed - 1].printed)[-_ENOUGH:]
    for number, page in enumerate(map(letters, pages), 1):
        if closing in page:
            return 0 if end in page[: page.index(closing)] else number
    return 0


def _shows_text(document: Arranged, page: str) -> bool:
    """Whether a page shows the beginning of the body (7.3.3)."""
    kinds = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING}
    first = next((block.printed for block in document.blocks if block.kind in kinds), "")
    return letters(first)[:_ENOUGH] in letters(page)
