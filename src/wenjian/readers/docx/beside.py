"""What a paper prints beside its text: notes, page headers and footers, the table of contents. Kept apart as pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.ooxml.elements import NOTES, attribute, children
from wenjian.readers.docx.body import container_lines
from wenjian.readers.docx.parts import Parts, printed_page_headers
from wenjian.readers.docx.progress import Met, Progress, Tally, fresh
from wenjian.readers.pieces import Piece, is_page_number
from wenjian.structure.lines import Line
from wenjian.text.normal import shorten

_FILL_IN = "应当填写的，请在WPS中填好后再读取。"


def note_pieces(parts: Parts, progress: Progress) -> Iterator[Piece]:
    """The notes in the order in which the text calls them, each once."""
    notes = {
        name: {attribute(note, "id"): note for note in root if attribute(note, "type") in ("", "normal")}
        for name, kind in NOTES.items()
        if (root := parts.root(kind)) is not None
    }
    numbers = dict.fromkeys(NOTES, 0)
    for call in progress.calls:
        note = notes.get(call.name, {}).pop(call.note_id, None)
        if note is None:
            continue
        numbers[call.name] += 1
        yield Piece(f"{call.name}{numbers[call.name]}：{_words(note, progress, call.name)}", call.place)


def header_pieces(parts: Parts, progress: Progress) -> Iterator[Piece]:
    """The page headers and footers that say more than a page number."""
    seen: set[str] = set()
    for word, root in printed_page_headers(parts):
        lines = [line for line in _lines(root, progress, word) if not is_page_number(line)]
        text = f"{word}：{' '.join(lines)}"
        if lines and text not in seen:
            seen.add(text)
            yield Piece(text)


def contents_piece(progress: Progress) -> tuple[Piece, ...]:
    """The table of contents as one piece."""
    return (Piece("目录：\n" + "\n".join(progress.contents)),) if progress.contents else ()


def _words(container: etree._Element, progress: Progress, within: str) -> str:
    return " ".join(_lines(container, progress, within)).strip()


def _lines(container: etree._Element, progress: Progress, within: str) -> list[str]:
    lines: list[str] = []
    for line in container_lines(container, fresh(progress, within)):
        lines.extend([line.text] if line.table is None else _table_texts(line))
    return lines


def _table_texts(line: Line) -> Iterator[str]:
    if line.table is not None:
        yield from line.table.head
        yield " ".join(column.name for column in line.table.columns if column.name)
        yield from (" ".join(text for text in row.texts() if text) for row in line.table.rows)
        yield from line.table.foot


# what is told


def told(parts: Parts, progress: Progress, pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What was taken as accepted, kept apart or not read, each kind once with its first places."""
    if changed := progress.tally(Met.CHANGED):
        inserted, deleted = progress.tally(Met.INSERTED).count, progress.tally(Met.DELETED).count
        yield found("WJ114", _place(progress, changed), inserted=inserted, deleted=deleted)
    if unread := progress.tally(Met.UNREAD):
        yield found("WJ115", _place(progress, unread), count=unread.count)
    if merged := progress.tally(Met.MERGED):
        yield found("WJ351", _place(progress, merged), count=merged.count)
    if raised := progress.tally(Met.RAISED):
        yield found("WJ352", _place(progress, raised), text=progress.raised[0], count=raised.count)
    yield from _told_apart(progress, pieces)
    if comments := _comments(parts):
        yield found("WJ154", _place(progress, progress.tally(Met.COMMENT)), count=comments)
    if hidden := progress.tally(Met.HIDDEN):
        yield found("WJ157", _place(progress, hidden), count=hidden.count)
    if placeholders := progress.tally(Met.PLACEHOLDER):
        yield found(
            "WJ158", _place(progress, placeholders), what="没有填写的提示文字", count=placeholders.count, hint=_FILL_IN
        )
    for relation, label in progress.embedded:
        name = parts.relations.get(relation, "").rpartition("/")[2] or "未注明名称"
        yield found("WJ159", Place(progress.name, label=label), name=name)


def _told_apart(progress: Progress, pieces: Sequence[Piece]) -> Iterator[Finding]:
    for name in NOTES:
        notes = [piece for piece in pieces if piece.text.startswith(name)]
        if notes:
            tally = Tally()
            for piece in notes:
                tally.add(piece.place)
            yield found("WJ149", _place(progress, tally), name=name, count=len(notes))
    if contents := progress.tally(Met.CONTENTS):
        yield found("WJ158", _place(progress, contents), what="目录", count=contents.count, hint="")
    for piece in pieces:
        word, _, text = piece.text.partition("：")
        if word in ("页眉", "页脚"):
            yield found("WJ148", Place(progress.name, label=word), where=word, text=shorten(text))


def _comments(parts: Parts) -> int:
    root = parts.root("comments")
    return 0 if root is None else sum(1 for _ in children(root, "comment"))


def _place(progress: Progress, tally: Tally) -> Place:
    return Place(progress.name, label=tally.in_words())
