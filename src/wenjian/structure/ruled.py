"""Tables by their rules: the lines printed around cells → the grid of cells, and the text that stands in each.

All tolerances are in characters (em), so that any unit of length will do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from wenjian.structure.grid import Cell
from wenjian.structure.lines import ENDS_SENTENCE, labelled
from wenjian.structure.page_tables import RuledTable
from wenjian.structure.placed import Page, Rule, Run, joined, rows_of

_CLOSE = 0.25
_MOST_CROSSINGS = 40_000
_MOST_SEARCHES = 2_000_000
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class _Bar:
    """A rule along one axis: where it stands on the other axis, and its ends."""

    at: float
    start: float
    end: float


def ruled_tables(page: Page) -> tuple[tuple[RuledTable, ...], tuple[Run, ...]]:
    """The tables of at least two rows and two columns on a page from top to bottom, and the runs outside them."""
    sizes = [run.height for run in page.runs if run.height > 0]
    if not sizes or len(page.rules) < 4:
        return (), page.runs
    close = _CLOSE * median(sizes)
    level = _bars(page.rules, close, across=True)
    upright = _bars(page.rules, close, across=False)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return (), page.runs
    groups = _groups(level, upright, close)
    if len(groups) * len(page.runs) > _MOST_SEARCHES:
        return (), page.runs
    tables: list[RuledTable] = []
    outside = list(page.runs)
    for across, down in groups:
        ys, xs = _edges(across, down, close), _edges(down, across, close)
        if len(ys) < 3 or len(xs) < 3 or len(ys) * len(xs) > _MOST_CELLS:
            continue
        inside = [run for run in outside if _is_inside(run, xs, ys)]
        table = _table(across, down, xs, ys, inside)
        if table.rows:
            outside = [run for run in outside if not _is_inside(run, xs, ys)]
            tables.append(table)
    return tuple(sorted(tables, key=lambda table: table.top)), tuple(outside)


def _bars(rules: Sequence[Rule], close: float, *, across: bool) -> list[_Bar]:
    """The rules along one axis, pieces of one line joined."""
    bars: list[_Bar] = []
    for rule in rules:
        wide, high = abs(rule.x1 - rule.x0), abs(rule.y1 - rule.y0)
        if across and wide >= high:
            bars.append(_Bar((rule.y0 + rule.y1) / 2, min(rule.x0, rule.x1), max(rule.x0, rule.x1)))
        elif not across and high > wide:
            bars.append(_Bar((rule.x0 + rule.x1) / 2, min(rule.y0, rule.y1), max(rule.y0, rule.y1)))
    bars.sort(key=lambda bar: (bar.at, bar.start))
    lines: list[list[_Bar]] = []
    for bar in bars:
        if lines and bar.at - lines[-1][0].at <= close:
            lines[-1].append(bar)
        else:
            lines.append([bar])
    return [piece for line in lines for piece in _pieces(line, close)]


def _pieces(line: Sequence[_Bar], close: float) -> Iterator[_Bar]:
    """The bars of one line, those that touch joined."""
    at = median(bar.at for bar in line)
    start = end = None
    for bar in sorted(line, key=lambda bar: bar.start):
        if start is None or end is None:
            start, end = bar.start, bar.end
        elif bar.start <= end + 2 * close:
            end = max(end, bar.end)
        else:
            yield _Bar(at, start, end)
            start, end = bar.start, bar.end
    if start is not None and end is not None:
        yield _Bar(at, start, end)


def _groups(level: Sequence[_Bar], upright: Sequence[_Bar], close: float) -> list[tuple[list[_Bar], list[_Bar]]]:
    """The bars that hang together, those across and those down."""
    group = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if _meet(across, down, close):
                group[root(j)] = root(i)
    together: dict[int, tuple[list[_Bar], list[_Bar]]] = {}
    for i, across in enumerate(level):
        together.setdefault(root(i), ([], []))[0].append(across)
    for j, down in enumerate(upright, len(level)):
        together.setdefault(root(j), ([], []))[1].append(down)
    return [bars for bars in together.values() if bars[0] and bars[1]]


def _meet(across: _Bar, down: _Bar, close: float) -> bool:
    return across.start - close <= down.at <= across.end + close and down.start - close <= across.at <= down.end + close


def _edges(bars: Sequence[_Bar], others: Sequence[_Bar], close: float) -> list[float]:
    """Where the rows (or columns) of a table divide: its bars, and the ends of those that cross them where the table
    has no outer border.
    """
    places = [bar.at for bar in bars] + [end for bar in others for end in (bar.start, bar.end)]
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > 2 * close:
            edges.append(place)
    return edges


def _is_inside(run: Run, xs: Sequence[float], ys: Sequence[float]) -> bool:
    x, y = _middle(run)
    return xs[0] < x < xs[-1] and ys[0] < y < ys[-1]


def _middle(run: Run) -> tuple[float, float]:
    return (run.x0 + run.x1) / 2, run.y - 0.35 * run.height


def _table(
    across: Sequence[_Bar], down: Sequence[_Bar], xs: list[float], ys: list[float], runs: Sequence[Run]
) -> RuledTable:
    height, width = len(ys) - 1, len(xs) - 1
    first = _first_of_each(across, down, xs, ys)
    texts: dict[int, list[Run]] = {}
    for run in runs:
        x, y = _middle(run)
        place = min(bisect_right(ys, y) - 1, height - 1) * width + min(bisect_right(xs, x) - 1, width - 1)
        texts.setdefault(first[place], []).append(run)
    ends = {first[place]: xs[place % width + 1] for place in range(height * width)}
    written = {place: _text(inside, ends[place]) for place, inside in texts.items()}
    rows = []
    for row in range(height):
        cells: list[Cell] = []
        column = 0
        while column < width:
            start = first[row * width + column]
            span = 1
            while column + span < width and first[row * width + column + span] == start:
                span += 1
            cells.append(Cell(written.get(start, ""), span, goes_on=start // width < row))
            column += span
        rows.append(tuple(cells))
    kept = [row for row in rows if any(cell.text and not cell.goes_on for cell in row)]
    return RuledTable(ys[0], ys[-1], tuple(xs), tuple(kept))


def _first_of_each(across: Sequence[_Bar], down: Sequence[_Bar], xs: list[float], ys: list[float]) -> list[int]:
    """For each place of the grid (row · width + column) the first place of the cell that covers it."""
    height, width = len(ys) - 1, len(xs) - 1
    first = list(range(height * width))
    close = min(after - before for edges in (xs, ys) for before, after in pairwise(edges)) / 2
    beside = [[bar for bar in down if abs(bar.at - x) <= close] for x in xs]
    above = [[bar for bar in across if abs(bar.at - y) <= close] for y in ys]
    for row in range(height):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(width):
            place = row * width + column
            centre = (xs[column] + xs[column + 1]) / 2
            if row and not any(bar.start <= centre <= bar.end for bar in above[row]):
                first[place] = first[place - width]
            elif column and not any(bar.start <= middle <= bar.end for bar in beside[column]):
                first[place] = first[place - 1]
    return first


def _text(runs: Sequence[Run], end: float) -> str:
    """The words of a cell that ends at `end`; a new paragraph begins after a sentence that leaves room on its row."""
    text = ""
    before = None
    for row in rows_of(Page(0, 0, 0, tuple(runs))):
        words = row.text.replace("\u3000\u3000\u3000", " ")
        if before is None:
            text = words
        elif ENDS_SENTENCE.search(text) and (end - before.x1 > 3 * row.height or labelled(words) is not None):
            text += "\n" + words
        else:
            text = joined(text, words, " ")
        before = row
    return text
