"""发文字号, 签发人, 成文日期 and 印发日期 of the old paper: blank until the new one is signed, unless given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenjian.model.document import Document
from wenjian.renew.amend import Amendment, Kind, Spot, spots

_NUMBER = re.compile(
    r"(?P<code>.*?)(?P<open>[〔\[［（(【])\s*(?P<year>\d{4})\s*(?P<close>[〕\]］）)】])\s*第?\s*(?P<serial>\d+)\s*号"
)
_DATE = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_BLANK_YEAR, _BLANK_SERIAL, _BLANK_NAME = "　　　　", "　", "　　　"
_WHY = {
    "number": "发文字号由办公室在签发后编，新稿先空着。",
    "signer": "签发人在签发后填写，新稿先空着。",
    "date": "成文日期是签发的日期，新稿先空着。",
    "print_date": "印发日期在印制时填写，新稿先空着。",
}
_GIVEN = "按起草时给的填写。"


@dataclass(frozen=True, slots=True)
class Given:
    """What is known already of the new paper: as people write it; empty for what is not. `year` is the year of the new
    paper, 0 where nothing tells it.
    """

    number: str = ""
    date: str = ""
    signer: str = ""
    year: int = 0


def blanked(document: Document, given: Given) -> Iterator[Amendment]:
    """The amendments to these elements of the paper and of what it carries, in reading order: only what is blank."""
    for spot in dict.fromkeys(spots(document)):
        told = {"number": given.number, "date": given.date, "signer": given.signer}.get(spot.element, "")
        why = (_GIVEN if told else _WHY.get(spot.element, ""),)
        for start, end, new in [(0, len(spot.text), told)] if told else _blanks(spot, given.year):
            if spot.text[start:end] != new:
                yield Amendment(Kind.ELEMENT, spot, start, end, new, why, sentence=spot.text)


def _blanks(spot: Spot, year: int) -> Iterator[tuple[int, int, str]]:
    """What is blanked in an element; the year becomes that of the new paper."""
    this = str(year) if year else _BLANK_YEAR
    if spot.element == "number" and (match := _NUMBER.fullmatch(spot.text)):
        yield *match.span("year"), this
        yield *match.span("serial"), _BLANK_SERIAL
    elif spot.element == "signer":
        yield 0, len(spot.text), _BLANK_NAME
    elif spot.element in {"date", "print_date"} and (match := _DATE.fullmatch(spot.text)):
        yield *match.span("year"), this
        yield *match.span("month"), _BLANK_SERIAL
        yield *match.span("day"), _BLANK_SERIAL
    elif spot.element in {"date", "print_date"}:
        yield 0, len(spot.text), f"{this}年{_BLANK_SERIAL}月{_BLANK_SERIAL}日"
