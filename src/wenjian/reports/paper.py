"""The judged paper as html: its headings, sentences and tables, each sentence with the number of its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape

from wenjian.layout import arrange
from wenjian.model.document import Block, Document, Stress, Table
from wenjian.model.vocabulary import BlockKind, Role, Stage
from wenjian.reports.differing import Marks, stretches
from wenjian.reports.words import Tier
from wenjian.text.normal import letters
from wenjian.text.segment import provisions
from wenjian.text.walk import own_provisions


def sentence_numbers(paper: Document) -> dict[str, int]:
    """The letters of each of the paper's own sentences → its number, from 1, in reading order.

    A sentence that the paper says twice, in the text and in its task table, has one number: a duty that it carries is
    carried at both places. What the cells of a row say together is shown at one of them, where no other says the same.
    """
    own = own_provisions(paper)
    numbers = {words: number for number, words in enumerate(dict.fromkeys(letters(one.text) for one in own), 1)}
    cells = Counter(letters(one.cell) for one in own if one.cell)
    for one in own:
        if cells[letters(one.cell)] == 1:
            numbers.setdefault(letters(one.cell), numbers[letters(one.text)])
    return numbers


def marked(text: str, marks: Marks, others: Iterable[str] = ()) -> str:
    """`text` escaped: words of `marks` in <b>, others that none of `others` has in <u>."""
    parts = []
    for stretch, tier in stretches(text, marks, others):
        words = escape(stretch)
        if isinstance(tier, Tier):
            words = f'<b class="{tier_class(tier)}">{words}</b>'
        parts.append(f"<u>{words}</u>" if tier is Stress.UNLIKE else words)
    return "".join(parts)


def tier_class(tier: Tier) -> str:
    """The class of a tier in the page's style sheet."""
    return tier.name.lower()


def paper_html(paper: Document, sentence: Callable[[str], str]) -> str:
    """The whole paper in printing order; `sentence` gives the html of one of its own sentences.

    A forwarded original is not the paper's own text: its sentences stand as they are.
    """
    return "\n".join((*_document(arrange(paper, Stage.ISSUED), sentence), *_furniture(paper)))


def _document(paper: Document, sentence: Callable[[str], str]) -> Iterator[str]:
    own = escape if paper.role is Role.FORWARDED else sentence
    if paper.role is Role.FORWARDED:
        yield '<p class="aside">（以下为转发的原文，不作为本文件的内容核对）</p>'
    for block in paper.blocks:
        if block.kind is BlockKind.DATE and not paper.elements.date:
            continue
        yield _block(block, own)
        if block.kind is BlockKind.TITLE and paper.role is Role.MAIN and paper.elements.number:
            yield f'<p class="number">{escape(paper.elements.number)}</p>'
    for attachment in paper.attachments:
        yield '<div class="carried">'
        yield from _document(attachment, own)
        yield "</div>"


def _furniture(paper: Document) -> Iterator[str]:
    """What stands on the pages beside the text: headers, footnotes. It is not judged."""
    texts = [block.printed for _, block in paper.walk() if block.kind is BlockKind.FURNITURE]
    if texts:
        yield '<p class="aside">（以下为页面附属文字，不核对）</p>'
        yield from (f'<p class="aside">{escape(text)}</p>' for text in texts)


def _block(block: Block, sentence: Callable[[str], str]) -> str:
    if block.table:
        return _table(block.table, sentence)
    if block.kind is BlockKind.TITLE:
        title = block.printed.replace("\n", "")
        return f'<h3 class="title">{escape(title)}</h3>'
    if block.kind is BlockKind.HEADING:
        return f'<h4 class="level{block.level or 4}">{escape(block.printed)}</h4>'
    if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        head, body = escape(block.label + block.lead), block.text[len(block.lead) :]
        return f"<p><i>{head}</i>{_sentences(body, sentence)}</p>"
    return f'<p class="{block.kind.value}">{escape(block.printed)}</p>'


def _table(table: Table, sentence: Callable[[str], str]) -> str:
    heads = "".join(f"<th>{escape(column.name)}</th>" for column in table.columns)
    rows = ["".join(f"<td>{_sentences(cell, sentence)}</td>" for cell in row.texts()) for row in table.rows]
    return "\n".join(
        (
            *(f"<p>{escape(line)}</p>" for line in (table.name, *table.head) if line),
            f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>",
            *(f"<tr>{cells}</tr>" for cells in rows),
            "</tbody></table>",
            *(f"<p>{escape(line)}</p>" for line in table.foot),
        )
    )


def _sentences(text: str, sentence: Callable[[str], str]) -> str:
    """`text` with each of its sentences as `sentence` gives it, and what stands between them."""
    parts, done = [], 0
    for start, end in provisions(text):
        parts += [escape(text[done:start]), sentence(text[start:end])]
        done = end
    return "".join((*parts, escape(text[done:])))
