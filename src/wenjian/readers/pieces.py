"""Pieces kept beside the text (notes, page headers, the table of contents) as blocks of the paper they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wenjian.model.document import Block, Document, Origin, Span
from wenjian.model.vocabulary import BlockKind, OriginKind

_PAGE_NUMBER = re.compile(
    r"[\s—–－―─\-_·.~〜]*(?:第|共|page|of|总|/|页|，|,|[0-9０-９]|[ivxlIVXL]+\b|[一二三四五六七八九十百]+(?=页)|[\s—–－―─\-_·.~〜])+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words kept beside the text («脚注1：……»), and the place they belong to («第3段», "" for the paper as a whole)."""

    text: str
    place: str = ""


def is_page_number(line: str) -> bool:
    """Whether a line of a page header or footer is a page number («— 3 —», «第 3 页 共 8 页»)."""
    return not line.strip() or bool(_PAGE_NUMBER.fullmatch(line.strip()))


def with_pieces(documents: Sequence[Document], pieces: Sequence[Piece], source: str) -> tuple[Document, ...]:
    """The documents with every piece as a block of kind FURNITURE at the end of the paper in which its place stands;
    a piece whose place became no block (a note to the title) stands in the first.
    """
    if not pieces:
        return tuple(documents)
    placed = {ref for document in documents for _, block in document.walk() if (ref := _ref(block))}
    homeless = [piece for piece in pieces if _piece_ref(piece, source) not in placed]
    at: dict[str, list[Piece]] = {}
    for piece in pieces:
        at.setdefault(_piece_ref(piece, source), []).append(piece)
    taken: list[Document] = []
    for i, document in enumerate(documents):
        numbers = iter(range(1 + sum(1 for _ in document.walk()), 10**9))
        own = _with_own_pieces(document, at, source, numbers)
        taken.append(_appended(own, homeless, source, numbers) if i == 0 else own)
    return tuple(taken)


def _with_own_pieces(
    document: Document, at: Mapping[str, Sequence[Piece]], source: str, numbers: Iterator[int]
) -> Document:
    refs = dict.fromkeys(_ref(block) for block in document.blocks)
    own = [piece for ref in refs if ref for piece in at.get(ref, ())]
    attachments = tuple(_with_own_pieces(one, at, source, numbers) for one in document.attachments)
    return _appended(replace(document, attachments=attachments), own, source, numbers)


def _appended(document: Document, pieces: Sequence[Piece], source: str, numbers: Iterator[int]) -> Document:
    blocks = tuple(_block(piece, source, next(numbers)) for piece in pieces)
    return replace(document, blocks=(*document.blocks, *blocks))


def _block(piece: Piece, source: str, number: int) -> Block:
    origin = Origin(OriginKind.SOURCE, _piece_ref(piece, source))
    return Block(f"b{number:03d}", BlockKind.FURNITURE, (Span(piece.text, origin),), origin=origin)


def _piece_ref(piece: Piece, source: str) -> str:
    place = piece.place.partition("个表格")
    words = f"{place[0]}个表格" if place[1] else piece.place
    return f"{source}（{words}）" if words else source


def _ref(block: Block) -> str:
    return block.origin.ref if block.origin else ""
