"""Tables of a paper. Their cells are written column by column: what stands around the words of one is the same in all
its rows, so that a long table costs little more than its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import repeat

from wenjian.layout import geometry
from wenjian.layout.geometry import Cells
from wenjian.layout.tables import alignments, by_column, merged_rows
from wenjian.model.document import FORM_ABOVE, FORM_BELOW, Blank, Span, Table, text_of
from wenjian.writers import wordml, words
from wenjian.writers.opened import Layout
from wenjian.writers.words import HERE, RUN

_ROW_CLOSES = b"</w:tr>"
_ROWS = 80
"""Rows that are written together: their markup stays in the cache of the processor."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """A table in writing: its texts row by row, whether all rows have all cells, its merges if it has any."""

    table: Table
    layout: Layout
    marked: bool
    texts: Sequence[Sequence[str]]
    even: bool
    merges: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of a column: what opens each, or all where it is one, what stands in each, what closes all."""

    opens: Sequence[bytes]
    contents: Sequence[bytes]
    closes: bytes


def table_markup(table: Table, width: int, layout: Layout, *, marked: bool) -> list[bytes]:
    """The pieces of the table in `width` twips; where the paper is `marked`, words to be filled in or reviewed stand
    out. The last row is kept with the lines under the table.
    """
    texts = table.texts()
    columns = by_column(texts, len(table.columns))
    shares = geometry.column_widths(table.columns, columns, width / geometry.TWIPS_PER_MM)
    widths = tuple(geometry.twips(share) for share in shares)
    styles = [layout.style("表文居中" if centred else "表文") for centred in alignments(columns)]
    kept = bool(table.foot or table.signing)
    header = layout.style("表头")
    heads = [
        wordml.cell(one, _paragraph(header, wordml.run(column.name), kept=kept and not texts))
        for one, column in zip(widths, table.columns, strict=True)
    ]
    rows = [wordml.row(heads, header=True).encode()]
    merges = merged_rows(table) if any(column.merged for column in table.columns) else ()
    even = set(map(len, texts)) <= {len(widths)}
    writing = _Writing(table, layout, marked, texts, even, merges)
    whole = _whole(columns, texts, shares)
    free = max(len(texts) - kept, 0)
    for part, last in ((slice(0, free), False), (slice(free, None), True)):
        if whole[part]:
            looks = tuple(zip(widths, styles, strict=True))
            row_opens = _row_opens(geometry.twips(table.least_height))
            told_apart = marked or bool(merges) or not even or any(column.stressed for column in table.columns)
            cells = [] if told_apart else [column.texts[part] for column in columns]
            rows += _at_once(cells, looks, whole[part], row_opens, kept=last) or _woven(
                [_column(writing, i, part, look, kept=last) for i, look in enumerate(looks)], whole[part], row_opens
            )
    opens, closes = _ends_of_table(layout.style("公文表格"), widths)
    gap = layout.style("分节")
    made = [opens, *rows, closes]
    if table.form:
        above = _blanks(table.form, widths, layout, FORM_ABOVE)
        made = [above, _paragraph(gap, "", kept=False).encode(), *made]
    if table.signing:
        below = _blanks(table.signing, widths, layout, FORM_BELOW, kept=kept)
        made += [_paragraph(gap, "", kept=True).encode(), below]
    return made


def _blanks(
    rows: Sequence[Sequence[Blank]], widths: Sequence[int], layout: Layout, place: str, *, kept: bool = False
) -> bytes:
    """The places of a form to be filled in, in the columns of its table; the rows stay on one page, with what follows
    them where they are `kept`.
    """
    made = []
    for number, row in enumerate(rows, 1):
        cells, at = [], 0
        for blank in row:
            looks = zip(blank.columns, ("表头", "表文"), (blank.label, blank.printed), strict=True)
            for span, style, text in looks:
                line = _paragraph(layout.style(style), wordml.run(text), kept=kept or number < len(rows))
                cells.append(wordml.cell(sum(widths[at : at + span]), line, span=span))
                at += span
        made.append(wordml.row(cells, height=geometry.twips(max(blank.height for blank in row))))
    return wordml.table(layout.style("公文表格"), widths, made, place).encode()


@lru_cache(maxsize=16)
def _row_opens(height: int) -> dict[bool, bytes]:
    """Whether a row of at least this height (twips) stays on one page → what opens it."""
    return {whole: words.frame(wordml.row([HERE], whole=whole, height=height))[0] for whole in (False, True)}


def _whole(columns: Sequence[Cells], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> list[bool]:
    """For each row whether it stays on one page."""
    most = geometry.most_whole_lines(sum(widths))
    if all(column.are_low(width, most) for column, width in zip(columns, widths, strict=True)):
        return [True] * len(rows)
    return [all(map(geometry.is_low, row, widths, repeat(most))) for row in rows]


def _column(writing: _Writing, at: int, part: slice, look: tuple[int, str], *, kept: bool) -> _Column:
    """The cells of the column `at` in a part of the rows, `kept` with the lines under the table or not. `look` is its
    width and the id of the style of its words.
    """
    width, style = look
    merges = [row[at] for row in writing.merges[part]]

    def spans() -> list[tuple[Span, ...]]:
        rows = zip(writing.table.rows[part], merges or repeat(""), strict=False)
        return [row.cells[at] if at < len(row.cells) and merge != "continue" else () for row, merge in rows]

    if writing.table.columns[at].stressed or (
        writing.marked and any(words.span_style(span.origin) for cell in spans() for span in cell)
    ):
        inside = None
    elif writing.even and not merges:
        inside = words.at_once([row[at] for row in writing.texts[part]])
    else:
        inside = words.at_once([text_of(cell) for cell in spans()])
    ends = [_ends_of_cell(width, merge) for merge in merges or [""]]
    if inside is None:
        lines = [_lines(style, cell, writing, kept=kept).encode() for cell in spans()]
        return _Column([opens for opens, _ in ends], lines, ends[0][1])
    before, behind = _ends_of_paragraph(style, kept=kept)
    if all(inside):
        before, behind = before + RUN[0], RUN[1] + behind
    else:
        inside = [RUN[0] + each + RUN[1] if each else b"" for each in inside]
    return _Column([opens + before for opens, _ in ends], inside, behind + ends[0][1])


def _at_once(
    columns: Sequence[Sequence[str]],
    looks: Sequence[tuple[int, str]],
    whole: Sequence[bool],
    row_opens: Mapping[bool, bytes],
    *,
    kept: bool,
) -> list[bytes]:
    """Rows whose cells, given by `columns`, hold one run of text or nothing, many written at once; nothing where there
    are no columns or too many, or the words are more than runs.
    """
    signs = words.Signs()
    run: tuple[str, ...] = ()
    said: list[tuple[str, Sequence[str]]] = []
    first = behind = b""
    for texts, (width, style) in zip(columns, looks, strict=False):
        opens, closes = _ends_of_cell(width, "")
        before, after = _ends_of_paragraph(style, kept=kept)
        inside = texts
        if all(texts):
            before, after = before + RUN[0], RUN[1] + after
        elif any(texts):
            run = run or tuple(map(signs.sign, RUN))
            inside = [f"{run[0]}{text}{run[1]}" if text else "" for text in texts]
        first = first or opens + before
        said.append((signs.sign(behind + opens + before) if behind else "", inside))
        behind = after + closes
    end = behind + _ROW_CLOSES
    fronts = {one: signs.sign(end + row_opens[one] + first) for one in set(whole)}
    if not said or not all(fronts.values()):
        return []
    step = 2 * len(said)
    made: list[bytes] = []
    for start in range(0, len(whole), _ROWS):
        part = whole[start : start + _ROWS]
        pieces = [""] * (step * len(part))
        for i, (sign, inside) in enumerate(said):
            pieces[2 * i :: step] = [sign] * len(part)
            pieces[2 * i + 1 :: step] = inside[start : start + _ROWS]
        pieces[::step] = [fronts[one] for one in part]
        written = signs.written(pieces)
        if written is None:
            return []
        made.append(written)
    return [made[0].removeprefix(end), *made[1:], end]


def _woven(columns: Sequence[_Column], whole: Sequence[bool], row_opens: Mapping[bool, bytes]) -> list[bytes]:
    """The pieces of rows whose cells stand column by column."""
    many = len(whole)
    step = 2 * len(columns)
    pieces = [b""] * (step * many)
    behind = b""
    for i, column in enumerate(columns):
        opens = [behind + each for each in column.opens] if behind else column.opens
        pieces[2 * i :: step] = opens if len(opens) == many else [opens[0]] * many
        pieces[2 * i + 1 :: step] = column.contents
        behind = column.closes
    end = behind + _ROW_CLOSES
    fronts = {one: end + opens for one, opens in row_opens.items()}
    if len(columns[0].opens) == 1:
        fronts = {one: front + columns[0].opens[0] for one, front in fronts.items()}
        pieces[::step] = [fronts[one] for one in whole]
    else:
        pieces[::step] = [fronts[one] + opens for one, opens in zip(whole, columns[0].opens, strict=True)]
    pieces[0] = pieces[0].removeprefix(end)
    return [*pieces, end]


@lru_cache(maxsize=256)
def _ends_of_cell(width: int, merge: str) -> tuple[bytes, bytes]:
    return words.frame(wordml.cell(width, HERE, merge=merge))


@lru_cache(maxsize=64)
def _ends_of_paragraph(style: str, *, kept: bool) -> tuple[bytes, bytes]:
    return words.frame(_paragraph(style, HERE, kept=kept))


@lru_cache(maxsize=64)
def _ends_of_table(style: str, widths: tuple[int, ...]) -> tuple[bytes, bytes]:
    return words.frame(wordml.table(style, widths, [HERE]))


def _paragraph(style: str, runs: str, *, kept: bool) -> str:
    return wordml.paragraph(style, runs, "<w:keepNext/>" if kept else "")


def _lines(style: str, spans: Sequence[Span], writing: _Writing, *, kept: bool) -> str:
    """The paragraphs of a cell in the style with the id `style`: one for each line of its text. `kept` with the lines
    under the table.
    """
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines += [[replace(span, text=other)] for other in others]
    filled = [line for line in lines if any(span.text for span in line)] or [[]]
    made = [words.runs(line, writing.layout, marked=writing.marked) for line in filled]
    return "".join([_paragraph(style, runs, kept=kept) for runs in made])
