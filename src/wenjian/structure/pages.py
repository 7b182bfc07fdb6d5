"""Placed text → lines: the paragraphs of a paper whose format knows only pages and places (pdf, ofd).

Lengths are in any one unit. x grows to the right; y grows downwards from the top of the page and is the baseline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.structure.grid import table_of
from wenjian.structure.lines import ENDS_SENTENCE, Line, labelled
from wenjian.structure.page_edges import page_furniture
from wenjian.structure.page_tables import RuledTable, goes_on_from, with_continuation
from wenjian.structure.placed import CELL_GAP, Page, Row, Rule, Run, display_width, joined, rows_of
from wenjian.structure.ruled import ruled_tables
from wenjian.text import patterns as re

__all__ = ["Page", "Paged", "Rule", "Run", "page_list", "read_pages"]

_UNBROKEN = re.compile(r"[0-9A-Za-z.,%+\-/:@]+|.")
_NOT_FIRST = "，。、；：！？）》”’〕】％%"
_HEAD = 10
_NAME = re.compile(r"[\u4e00-\u9fff（）]{3,30}")
_LIST = re.compile(r"附\s*件\s*\d*\s*[：:]|(?:抄送|抄报|联系人)\s*[：:]")
_NEVER_LAST = "（《“‘〔【"


@dataclass(frozen=True, slots=True)
class Paged:
    """The lines of a paper; what stood beside the text on its pages (headers and footers); what was found."""

    lines: tuple[Line, ...]
    beside: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """The text area of a page: left and right margin, the size of the body's characters, the pitch of its rows."""

    left: float
    right: float
    em: float
    pitch: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a page holds besides its furniture: rows and tables in reading order, and the measure of its text."""

    number: int
    parts: tuple[Row | RuledTable, ...]
    measure: Measure


def read_pages(pages: Sequence[Page], source: str) -> Paged:
    """The paragraphs and tables on `pages`, in reading order, each labelled with the place where it begins
    («第2页第5行», «第9页表格»).

    Rows are put together from runs, page numbers and repeated headers and footers left out (WJ146), rows joined to
    paragraphs and tables to tables, also over a page end. A table is known by its rules; where rows only look like one,
    texts that lie far apart stay apart and the page is reported (WJ145). Columns of text are not told apart. Takes time
    n·log n in the number of runs.
    """
    tables, by_page = [], []
    for page in pages:
        ruled, outside = ruled_tables(page)
        tables.append(ruled)
        by_page.append(rows_of(replace(page, runs=outside)))
    furniture = page_furniture(by_page, [page.height for page in pages])
    kept = [[row for row in rows if row not in furniture] for rows in by_page]
    kept = [[replace(row, number=i) for i, row in enumerate(rows, 1)] for rows in kept]
    kept[:1] = [_with_one_letterhead(rows) for rows in kept[:1]]
    beside = sorted(furniture, key=lambda row: (row.page, row.y, row.x0))
    findings = []
    if beside:
        findings.append(found("WJ146", Place(source), count=len(beside), text=beside[0].text[:20]))
    if unruled := [rows[0].page for rows in kept if _looks_like_table(rows)]:
        problem = "有表格，各格文字可能读成了单独的行"
        way_out = "请核对表格内容，或在WPS中转换为.docx后再读取。"
        findings.append(found("WJ145", Place(source), pages=page_list(unruled), problem=problem, way_out=way_out))
    sheets = [
        _Sheet(page.number, _in_order(rows, ruled), measure)
        for page, rows, ruled, measure in zip(pages, kept, tables, _measures(pages, kept), strict=True)
    ]
    return Paged(tuple(_lines(sheets, source)), tuple(dict.fromkeys(row.text for row in beside)), tuple(findings))


def _with_one_letterhead(rows: list[Row]) -> list[Row]:
    """The rows of the first page, those of a joint 发文机关标志 made one: organs below each other, «文件» beside them,
    larger than the text.
    """
    head = rows[:_HEAD]
    usual = median(row.height for row in rows) if rows else 0.0
    for i, row in enumerate(head):
        *before, last = row.text.split(CELL_GAP)
        start = row.x1 - 2.5 * row.height
        beside = [j for j, other in enumerate(head) if j != i and _is_beside(other, row) and other.x1 < start]
        if not last.endswith("文件") or row.height < 1.2 * usual or not (beside or before):
            continue
        organs = [*before, last.removesuffix("文件")]
        names = [name for j in sorted([*beside, i]) for name in (organs if j == i else [rows[j].text]) if name]
        one = replace(row, text=" ".join([*names, "文件"]), x0=min(rows[j].x0 for j in [*beside, i]), cells=1)
        first = min([*beside, i])
        return [*rows[:first], one, *(other for j, other in enumerate(rows) if j > first and j not in [*beside, i])]
    return rows


def _is_beside(organ: Row, mark: Row) -> bool:
    """Whether a row is as large as the mark, near it, and only a name."""
    return (
        abs(organ.height - mark.height) < 0.25 * mark.height
        and abs(organ.y - mark.y) < 2.6 * mark.height
        and _NAME.fullmatch(organ.text) is not None
    )


def _in_order(rows: Sequence[Row], tables: Sequence[RuledTable]) -> tuple[Row | RuledTable, ...]:
    """Rows and tables from the top of the page to its foot."""
    return tuple(sorted([*rows, *tables], key=lambda part: part.y if isinstance(part, Row) else part.bottom))


def _looks_like_table(rows: Sequence[Row]) -> bool:
    """Whether two rows one below the other have three cells or more."""
    return any(before.cells >= 3 and row.cells >= 3 for before, row in pairwise(rows))


def page_list(numbers: Iterable[int]) -> str:
    """Page numbers as people write them: «1、3—5»."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return "、".join(str(part[0]) if len(part) == 1 else f"{part[0]}—{part[-1]}" for part in parts)


# paragraphs and tables


def _lines(sheets: Sequence[_Sheet], source: str) -> Iterator[Line]:
    """The lines of all pages: rows joined until a new paragraph begins."""
    before: tuple[Row, Measure] | None = None
    text = label = ""
    for part, measure, place in _parts(sheets):
        if before is not None and isinstance(part, Row) and _goes_on(*before, part, measure):
            text = joined(text, part.text, " " if text[-1].isalpha() and part.text[0].isalpha() else "")
            before = (part, measure)
            continue
        if text:
            yield Line(text, label=label)
        if isinstance(part, Row):
            before, text, label = (part, measure), part.text, place
        else:
            before, text = None, ""
            yield Line("", table=table_of(part.rows, f"{source}（{place}）"), label=place)
    if text:
        yield Line(text, label=label)


def _parts(sheets: Sequence[_Sheet]) -> Iterator[tuple[Row | RuledTable, Measure, str]]:
    """Rows and tables of all pages, tables joined over page ends, each with the measure and the place it begins at."""
    table: tuple[RuledTable, Measure, str] | None = None
    for sheet in sheets:
        tables = 0
        for i, part in enumerate(sheet.parts):
            if isinstance(part, RuledTable):
                tables += 1
                if table is not None and i == 0 and goes_on_from(part, table[0]):
                    table = (with_continuation(table[0], part), *table[1:])
                    continue
            if table is not None:
                yield table
                table = None
            if isinstance(part, RuledTable):
                place = f"第{sheet.number}页" + (f"第{tables}个表格" if tables > 1 else "表格")
                table = (part, sheet.measure, place)
            else:
                yield part, sheet.measure, f"第{part.page}页第{part.number}行"
    if table is not None:
        yield table


def _goes_on(before: Row, there: Measure, row: Row, here: Measure) -> bool:
    """Whether `row` goes on with the paragraph that `before` is part of."""
    em = row.height
    if abs(before.height - em) > 0.12 * em or before.cells > 1 or row.cells > 1:
        return False
    if _is_centred(before, there) or _is_centred(row, here):
        return False
    if before.page == row.page and row.y - before.y > max(1.35 * here.pitch, 1.2 * em):
        return False
    if not _fills(before, there, row):
        return False
    indent = (row.x0 - here.left) / em
    if indent > 2.6:
        return row.x0 - here.left > before.x0 - there.left + em and not _begins_item(before, row)
    return indent < 1.2 and not _begins_item(before, row)


def _begins_item(before: Row, row: Row) -> bool:
    """Whether a numbered item, a heading or the list of attachments begins after a whole sentence."""
    return bool(ENDS_SENTENCE.search(before.text)) and (labelled(row.text) is not None or bool(_LIST.match(row.text)))


def _fills(before: Row, there: Measure, row: Row) -> bool:
    """Whether `before` runs to the right margin: the first word of `row` had no room left on it."""
    word = _UNBROKEN.match(row.text)
    token = word[0] if word else ""
    after = row.text[len(token) : len(token) + 1]
    width = 1.1 * display_width(token)
    width += 1.0 * (after in _NOT_FIRST and bool(after)) + 1.0 * (token in _NEVER_LAST)
    return there.right - before.x1 < (width + 0.8) * row.height


def _is_centred(row: Row, measure: Measure) -> bool:
    left, right = row.x0 - measure.left, measure.right - row.x1
    return min(left, right) > 2.6 * measure.em and abs(left - right) < 2 * measure.em


def _measures(pages: Sequence[Page], by_page: Sequence[Sequence[Row]]) -> list[Measure]:
    """The measure of each page: that of all pages of its size, its own margins where enough full rows show them, as on
    facing pages.
    """
    shapes: dict[tuple[int, int], list[Row]] = {}
    for page, rows in zip(pages, by_page, strict=True):
        shapes.setdefault(_shape(page), []).extend(rows)
    widths = {_shape(page): page.width for page in pages}
    whole = {shape: _measure(rows, widths[shape]) for shape, rows in shapes.items()}
    return [_page_measure(rows, whole[_shape(page)]) for page, rows in zip(pages, by_page, strict=True)]


def _shape(page: Page) -> tuple[int, int]:
    return round(page.width / 10), round(page.height / 10)


def _measure(rows: Sequence[Row], width: float) -> Measure:
    """The measure of pages of one size. Where no row comes near the right margin, it is thought as wide as the left."""
    rows = [row for row in rows if row.cells == 1]
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.height, 1)] += len(row.text)
    em = max(sizes, key=lambda size: (sizes[size], size), default=1.0)
    body = _of_size(rows, em)
    right = _outermost([row.x1 for row in body], em)
    pitches = Counter(round((row.y - before.y) / em, 1) for before, row in pairwise(body) if before.page == row.page)
    pitch = max(pitches, key=lambda step: (pitches[step], -step), default=1.8) * em
    left = _left(body, right, em)
    right = width - left if width - right > 2 * left > 0 else right
    return Measure(left, right, em, pitch)


def _page_measure(rows: Sequence[Row], whole: Measure) -> Measure:
    body = _of_size(rows, whole.em)
    full = [row for before, row in pairwise(body) if before.x1 > whole.right - 3 * whole.em]
    if len(full) < 3:
        return whole
    right = _outermost([row.x1 for row in body], whole.em)
    if abs(right - whole.right) > 3 * whole.em:
        return whole
    return replace(whole, left=_left(body, right, whole.em), right=right)


def _of_size(rows: Sequence[Row], em: float) -> list[Row]:
    return [row for row in rows if abs(row.height - em) < 0.12 * em and row.cells == 1]


def _outermost(ends: Sequence[float], em: float) -> float:
    """The right margin: the outermost end that another row shares, else the outermost of all."""
    ordered = sorted(ends, reverse=True)
    shared = (end for end, following in pairwise(ordered) if end - following < 0.6 * em)
    return next(shared, ordered[0] if ordered else 0.0)


def _left(body: Sequence[Row], right: float, em: float) -> float:
    """The left margin: where most rows begin that go on after a full one, else where the leftmost begins."""
    starts: Counter[int] = Counter()
    for before, row in pairwise(body):
        if before.x1 > right - 1.5 * em and row.page == before.page:
            starts[round(2 * row.x0 / em)] += 1
    if starts:
        step = max(starts, key=lambda start: (starts[start], -start))
        return median(row.x0 for row in body if round(2 * row.x0 / em) == step)
    return min((row.x0 for row in body), default=0.0)
