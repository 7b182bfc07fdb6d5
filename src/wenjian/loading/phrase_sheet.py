"""提法库.xlsx: one 提法 a row, under the heads that the yaml uses as keys."""

from __future__ import annotations

from wenjian.errors import LibraryError
from wenjian.loading.shape import fields_of
from wenjian.loading.sheets import cell_text, iso_day_text, read_book
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.model.library import Phrase, PhraseFile
from wenjian.model.plain import from_plain

_MUST = ("名称", "提法")
_DAYS = ("启用日期", "停用日期")


def read_phrases_xlsx(data: bytes, path: str) -> PhraseFile:
    """The rows of the first sheet that have a name and words. Raises LibraryError (WJ219) without these columns."""
    sheet = read_book(data, path).worksheets[0]
    rows = [[cell_text(cell).strip() for cell in row] for row in sheet.iter_rows()]
    heads = rows[0] if rows else []
    for name in _MUST:
        if name not in heads:
            raise LibraryError(found("WJ219", Place(path, label=sheet.title), name=name))
    known = fields_of(Phrase)
    entries = [{head: text for head, text in zip(heads, row, strict=False) if head in known} for row in rows[1:]]
    for entry in entries:
        entry.update({day: iso_day_text(entry[day]) for day in _DAYS if entry.get(day)})
    return PhraseFile(
        phrases=tuple(from_plain(Phrase, entry) for entry in entries if all(entry[name] for name in _MUST))
    )
