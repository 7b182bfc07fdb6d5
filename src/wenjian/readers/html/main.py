"""Which lines of a web page are the paper. What is left out is handed back too: the reader reports it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from wenjian.model.document import Table
from wenjian.readers.html.lines import EDGES, Box, PageLine
from wenjian.structure.furniture import is_site_line
from wenjian.structure.garbled import is_suspect
from wenjian.structure.head import is_number_line, is_recipients
from wenjian.structure.lines import ATTACHMENT, TITLE_END, is_date_line, labelled
from wenjian.text.citations import find_document_number
from wenjian.text.normal import letters

_TITLE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:title|tit|bt|biaoti|headline|ar_?title|article_?title|con_?title)(?:$|[-_ \d])"
)
_NUMBER_KEYS = ("发文字号", "发文文号", "文件编号", "文号")
_RUNNING = re.compile(r"[。；！？]")
_LETTERHEAD = re.compile(r"[\u4e00-\u9fff（）() 　]{3,40}文件|特急|加急|特提|平急|\d{1,8}")
_ORGAN = re.compile(r"[\u4e00-\u9fff\s]{2,40}(?:局|部|厅|委|会|院|办|室|政府|中心)")
_SHORTEST_PROSE = 12
_LONGEST_TITLE = 120
_NEAR_HEAD = 25
_NUMBER_NEAR_HEAD = 12
_TEXT_SHARE = 0.5
_TEXT_SHARE_OF_ONE_SIGN = 0.8
"""Share of a page's text that a box must hold to be taken for the whole text; more when but one line in it is sure."""
_KEY_SHARE = 0.4
_FEWEST_KEYS = 3
_MOST_INDEX_CELLS = 100
"""Share of the cells, and number of them, that are keys in a site's index of the paper; and its size."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines of the paper, those of the page that are not, the title to put first and the number from the site's
    index of the paper ("" where the text has them itself). The text stands in the lines of the page from `first` to
    before `last`. `sure`: something on the page reads like a paper.
    """

    lines: tuple[PageLine, ...]
    left: tuple[PageLine, ...]
    title: str = ""
    number: str = ""
    first: int = 0
    last: int = 0
    sure: bool = True


def choose(lines: Sequence[PageLine], whole: Box, titles: Sequence[str]) -> Chosen:
    """The paper of a page. `titles` are what the page calls itself (meta, <title>), the surest first.

    The text is the smallest box outside which nothing stands that only papers print, and little other prose. Lines
    outside it, lists of links and the site's own words around the text are left out.
    """
    signs = [not line.aside and not _is_link(line) and _is_sign(line) for line in lines]
    papery = [sign or _is_prose(line) for line, sign in zip(lines, signs, strict=True)]
    if not any(papery):
        kept = [i for i, line in enumerate(lines) if not line.aside and not _is_link(line)]
        return _chosen(lines, kept, sure=False)
    first, last = _text_range(lines, papery, signs, whole)
    prose = [i for i in range(first, last) if papery[i]]
    kept = [i for i in range(first, last) if _is_kept(lines[i], inside=prose[0] <= i <= prose[-1])]
    head = _title_lines(lines[:last], prose[0], titles)
    if head and head[-1] in kept:
        kept = [i for i in kept if i >= head[0] or _stands_above_title(lines[i].text.strip(EDGES))]
    title = "".join(lines[i].text.strip(EDGES) for i in head) or next((t for t in titles if TITLE_END.search(t)), "")
    return _chosen(lines, kept, title=title, used=head)


def choose_anything(lines: Sequence[PageLine], whole: Box, titles: Sequence[str]) -> Chosen:
    """The paper of a page whose text stands in a link that is never closed, or in what is made for navigation."""
    return choose([replace(line, linked=0, aside=False) for line in lines], whole, titles)


def _chosen(
    lines: Sequence[PageLine], kept: Sequence[int], *, title: str = "", used: Sequence[int] = (), sure: bool = True
) -> Chosen:
    """The choice, with title and number where the lines kept do not print them."""
    inside = {*kept}
    texts = [lines[i].text for i in kept if lines[i].table is None]
    words = letters("".join(texts[:_NEAR_HEAD]))
    left = tuple(line for i, line in enumerate(lines) if i not in inside and i not in used)
    number = (
        "" if any(is_number_line(text.strip(EDGES)) for text in texts[:_NUMBER_NEAR_HEAD]) else _stated_number(left)
    )
    end_of_title = letters(title)[-max(8, len(letters(title)) // 2) :]
    return Chosen(
        tuple(lines[i] for i in kept),
        left,
        "" if end_of_title in words else title,
        "" if letters(number) in words else number,
        min(kept, default=0),
        max(kept, default=-1) + 1,
        sure,
    )


# what a line is


def reads_like_paper(line: PageLine) -> bool:
    """Whether a line may be part of a paper: running text, a table, or what only papers print."""
    return _is_prose(line) or (not line.aside and not _is_link(line) and _is_sign(line))


def _is_link(line: PageLine) -> bool:
    if line.table is not None:
        return line.linked > 0.5 * _length(line)
    return line.linked > 0.5 * len("".join(line.text.split())) and not line.files


def _is_prose(line: PageLine) -> bool:
    if line.table is not None or line.aside or not _RUNNING.search(line.text) or _is_link(line):
        return False
    return len(letters(line.text)) >= _SHORTEST_PROSE and not is_site_line(line.text)


def _is_sign(line: PageLine) -> bool:
    """Whether a line is one that hardly anything but a paper prints: number, recipients, date, 附件, table, heading."""
    if line.table is not None:
        return not _is_index(line.table)
    text = line.text.strip(EDGES)
    label = labelled(text)
    printed = (
        (label is not None and len(text) > len(label.printed) + 3)
        or (bool(ATTACHMENT.match(text)) and not line.files)
        or _is_written_date(text)
        or is_number_line(text)
        or is_recipients(text)
    )
    return printed and not is_site_line(text)


def _is_written_date(text: str) -> bool:
    return bool(re.search("[年〇零一二三四五六七八九]", text)) and is_date_line(text)


def _is_kept(line: PageLine, *, inside: bool) -> bool:
    """Whether a line of the box belongs to the text; `inside`: it stands between lines that do. Garbled text, whose
    signs look like those of a site, does.
    """
    if line.aside or (line.table is not None and _is_index(line.table)):
        return False
    text = line.text.strip(EDGES)
    if _is_link(line):
        return bool(ATTACHMENT.match(text))
    if line.table is not None or inside or TITLE_END.search(text):
        return True
    return is_suspect(text) or (not is_site_line(text, among=True) and not line.files)


def _length(line: PageLine) -> int:
    return sum(map(len, _cells(line.table))) if line.table is not None else len(line.text)


# where the text is


def _text_range(
    lines: Sequence[PageLine], papery: Sequence[bool], signs: Sequence[bool], whole: Box
) -> tuple[int, int]:
    """The first line of the text and the one after its last."""
    undated = [sign and not _is_written_date(line.text.strip(EDGES)) for line, sign in zip(lines, signs, strict=True)]
    weights = [_length(line) if like else 0 for line, like in zip(lines, papery, strict=True)]
    weight_to, signs_to, undated_to = (list(accumulate(values, initial=0)) for values in (weights, signs, undated))

    def end(box: Box) -> int:
        return min(box.last, len(lines))

    def weight(box: Box) -> int:
        return weight_to[end(box)] - weight_to[min(box.first, end(box))]

    def holds_text(box: Box) -> bool:
        """Whether nothing stands before the box but dates, and nothing after it that only papers print."""
        if weight(box) == weight_to[-1]:
            return True
        signs_inside = signs_to[end(box)] - signs_to[min(box.first, end(box))]
        share = _TEXT_SHARE if signs_inside > 1 else _TEXT_SHARE_OF_ONE_SIGN if signs_inside else 1
        alone = undated_to[min(box.first, end(box))] == 0 and signs_to[end(box)] == signs_to[-1]
        return alone and weight(box) >= share * weight_to[-1]

    box = smallest = whole
    while True:
        heaviest = max((inside for inside in box.inside if not inside.data), key=weight, default=None)
        if heaviest is None or weight(heaviest) < _TEXT_SHARE * weight_to[-1]:
            return smallest.first, end(smallest)
        box = heaviest
        if holds_text(box):
            smallest = box


# the index that sites print above a paper


def _is_index(table: Table) -> bool:
    if len(table.rows) * len(table.columns) > _MOST_INDEX_CELLS:
        return False
    cells = [_key(text) for text in _cells(table) if text.strip()]
    keys = sum(is_site_line(text.partition("：")[0] + "：", among=True) for text in cells)
    sure = any(is_site_line(text.partition("：")[0] + "：") for text in cells)
    return sure and keys >= _FEWEST_KEYS and keys >= _KEY_SHARE * len(cells)


def _cells(table: Table) -> Iterator[str]:
    yield from table.head
    yield from (column.name for column in table.columns)
    for row in table.rows:
        yield from row.texts()
    yield from table.foot


def _key(text: str) -> str:
    return re.sub(r"[\s【】\[\]]", "", text).replace(":", "：")


def _stated_number(left: Sequence[PageLine]) -> str:
    """The 发文字号 that the site's index of the paper gives."""
    for line in left:
        if line.table is not None and not _is_index(line.table):
            continue
        cells = [line.text] if line.table is None else [text for text in _cells(line.table) if text.strip()]
        for i, text in enumerate(cells):
            key, _, value = _key(text).partition("：")
            if key in _NUMBER_KEYS:
                value = value or (cells[i + 1] if i + 1 < len(cells) else "")
                if number := find_document_number(value):
                    return number
    return ""


# the title


def _title_lines(lines: Sequence[PageLine], first: int, titles: Sequence[str]) -> list[int]:
    """The lines that print the title of the paper: a heading, or what the page calls itself."""
    wanted = [letters(title) for title in titles if len(letters(title)) > 4]
    best, at = 0, -1
    for i, line in enumerate(lines[: first + _NEAR_HEAD]):
        text = line.text.strip(EDGES)
        if line.table is not None or line.aside or not 4 < len(text) <= _LONGEST_TITLE or is_site_line(text):
            continue
        words = letters(text)
        named = any(words == title or (len(words) > 8 and title.startswith(words)) for title in wanted)
        score = 4 * named + 2 * bool(TITLE_END.search(text)) + _is_headline(line)
        if score > best and score >= 3:
            best, at = score, i
    return _whole_title(lines, at) if at >= 0 else []


def _is_headline(line: PageLine) -> bool:
    return line.rank in (1, 2, 3) or bool(_TITLE_NAMES.search(line.names.lower()))


def _whole_title(lines: Sequence[PageLine], at: int) -> list[int]:
    """The lines of the title around line `at`: the others of its element, or the organ above it."""
    first = last = at
    if _is_headline(lines[at]):
        while first > 0 and _is_headline(lines[first - 1]) and _same_place(lines[first - 1], lines[at]):
            first -= 1
        while last + 1 < len(lines) and _is_headline(lines[last + 1]) and _same_place(lines[last + 1], lines[at]):
            last += 1
    if first == at and at > 0 and not lines[at - 1].linked and _ORGAN.fullmatch(lines[at - 1].text.strip(EDGES)):
        first -= 1
    return list(range(first, last + 1))


def _same_place(line: PageLine, other: PageLine) -> bool:
    return (line.rank, line.names, line.holder) == (other.rank, other.names, other.holder)


def _stands_above_title(text: str) -> bool:
    """Whether a line above the title belongs to the paper: its number, its letterhead, 份号, 紧急程度, 密级."""
    return is_number_line(text) or bool(_LETTERHEAD.fullmatch(text))
