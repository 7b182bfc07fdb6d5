"""docx → documents: the text as Word, WPS and LibreOffice print it, tracked changes taken as accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from wenjian.errors import UnreadableInput
from wenjian.model.appearance import Appearance
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Place
from wenjian.ooxml.elements import local_name
from wenjian.package import open_package
from wenjian.readers.docx.beside import contents_piece, header_pieces, note_pieces, told
from wenjian.readers.docx.body import container_lines
from wenjian.readers.docx.boxes import is_mark
from wenjian.readers.docx.fields import unclosed_fields
from wenjian.readers.docx.looks import appearance_of
from wenjian.readers.docx.lying import laid, lying_places
from wenjian.readers.docx.numbering import read_numbering
from wenjian.readers.docx.ours import gathered, in_our_order, is_form
from wenjian.readers.docx.parts import Parts, find_parts, page_headers
from wenjian.readers.docx.progress import Progress
from wenjian.readers.docx.provenance import bookmarks_of, read_clause_refs, read_map, traced
from wenjian.readers.docx.styles import read_styles
from wenjian.readers.pieces import Piece, with_pieces
from wenjian.readers.reading import Reading, reading_of_lines
from wenjian.structure.lines import Line
from wenjian.text.normal import letters

__all__ = [
    "MOST_PARAGRAPHS",
    "is_form",
    "read_appearance",
    "read_clause_refs",
    "read_docx",
    "read_numbers",
]

MOST_PARAGRAPHS = 200_000
"""Paragraphs of one file, those of tables and text boxes counted; a few bytes may ask for millions."""
_NOT_OF_FORMS = frozenset({"WJ121", "WJ123", "WJ124"})
_HEAD = 12
"""Lines among which a letterhead stands."""


def read_docx(data: bytes, name: str) -> Reading:
    """A docx file: paragraphs in order with their automatic numbers, tables, text boxes.

    Insertions are taken as accepted and deletions as gone (WJ114). Notes, page headers and footers that are more than
    a page number, and a table of contents stay as blocks of kind FURNITURE (WJ148, WJ149, WJ158); pictures, comments,
    hidden words and embedded files are not read, and told (WJ115, WJ154, WJ157, WJ159).
    Raises BrokenPackage for a file that is no docx, is broken, encrypted or built to harm, and UnreadableInput (WJ106)
    for one of more than MOST_PARAGRAPHS.
    """
    parts = find_parts(open_package(data))
    headers = [tuple(_plain_lines(root)) for root in page_headers(parts)]
    progress = _started(parts, name)
    lines = _lines(parts, progress)
    page_words = tuple(header_pieces(parts, progress))
    pieces = (*contents_piece(progress), *note_pieces(parts, progress), *page_words)
    lines = [*_mark_of_header(page_words, lines), *lines]
    made_from = read_map(parts.package)
    covered = bookmarks_of(parts.main) if made_from else {}
    marks = {place: covered.get(element, frozenset()) for place, element in progress.printed.items()}
    lying = lying_places(parts.main, progress.printed)
    form = is_form(parts.package)
    plain = reading_of_lines(lines, name, findings=tuple(told(parts, progress, pieces)), beside=headers)

    def documents() -> tuple[Document, ...]:
        papers = traced(with_pieces(laid(plain.documents(), lying), pieces, name), made_from, marks, name)
        return tuple(map(_as_form, papers)) if form else papers

    return replace(plain, documents=documents, docx=data)


def _as_form(document: Document) -> Document:
    """A form, which needs no 文种 in its title and nobody's signature."""
    kept = tuple(finding for finding in document.findings if finding.code not in _NOT_OF_FORMS)
    return replace(document, findings=kept)


def read_numbers(data: bytes) -> tuple[str, ...]:
    """The automatic number of every paragraph of a docx that was read before, "" for those without: all `w:p` of its
    main part in document order.
    """
    parts = find_parts(open_package(data))
    progress = _started(parts, "")
    _lines(parts, progress)
    return tuple(progress.numbers.get(paragraph, "") for paragraph in parts.main.iter("{*}p"))


def read_appearance(data: bytes) -> Appearance:
    """How a docx that was read before looks; its paragraphs bear the places that its lines have."""
    parts = find_parts(open_package(data))
    progress = _started(parts, "")
    _lines(parts, progress)
    return appearance_of(parts, progress.places, progress.numbers)


def _started(parts: Parts, name: str) -> Progress:
    count = sum(1 for _ in parts.main.iter("{*}p"))
    if count > MOST_PARAGRAPHS:
        raise UnreadableInput(found("WJ106", Place(name), size=f"{count}段", limit=f"{MOST_PARAGRAPHS}段"))
    styles = read_styles(parts.root("styles"))
    numbering = read_numbering(parts.root("numbering"), styles.list_styles())
    return Progress(name, styles, numbering, unclosed_fields(parts.main))


def _lines(parts: Parts, progress: Progress) -> list[Line]:
    """The lines of the body, those fixed to the top of its first page in front."""
    lines = list(container_lines(parts.body(), progress))
    if progress.contents:
        lines = [line for line in lines if letters(line.text) != "目录"]
    lifted = sorted(progress.lifted, key=lambda box: box[0])
    return in_our_order(gathered(_whole_mark([*(line for _, box in lifted for line in box), *lines])))


def _mark_of_header(pieces: Sequence[Piece], lines: Sequence[Line]) -> tuple[Line, ...]:
    """The 发文机关标志 of a paper that prints it in its page header and nowhere else."""
    if any(line.kind == "mark" or is_mark(line.text) for line in lines[:_HEAD]):
        return ()
    words = (piece.text.removeprefix("页眉：") for piece in pieces if piece.text.startswith("页眉："))
    mark = next((text for text in words if is_mark(text)), "")
    return (Line(mark, kind="mark", label="页眉"),) if mark else ()


def _whole_mark(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, a 发文机关标志 printed over several (one for each organ) as one."""
    mark: Line | None = None
    for line in lines:
        if line.kind == "mark":
            mark = line if mark is None else replace(mark, text=f"{mark.text} {line.text}")
            continue
        if mark is not None:
            yield mark
            mark = None
        yield line
    if mark is not None:
        yield mark


def _plain_lines(root: etree._Element) -> Iterator[str]:
    """Every paragraph under `root` as plain text, wherever it stands."""
    for paragraph in root.iter("{*}p"):
        yield "".join(text.text or "" for text in paragraph.iter() if local_name(text) == "t")
