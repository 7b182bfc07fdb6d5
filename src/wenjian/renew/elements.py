"""发文字号, 签发人, 成文日期 and 印发日期 of the old paper: blank until the new one is signed, unless given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenjian.model.document import Document
from wenjian.renew.amend import Amendment, Kind, Spot, spots

_NUMBER = re.compile(r"(?P<code>.*?)(?P<open>[〔\[［（(【])\s*(?P<year>\d{4})\s*(?P<close>[〕\]］）)】])\s*第?\s*(?P<serial>\d+)\s*号")
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
    """The amendments to these elements of the paper and of what it carries, in reading order."""
    for spot in dict.fromkeys(spots(document)):
        new = _new(spot, given)
        if new is not None and new != spot.text:
            told = {"number": given.number, "date": given.date, "signer": given.signer}.get(spot.element, "")
            why = _GIVEN if told else _WHY[spot.element]
            yield Amendment(Kind.ELEMENT, spot, 0, len(spot.text), new, (why,), sentence=spot.text)


def _new(spot: Spot, given: Given) -> str | None:
    year = str(given.year) if given.year else _BLANK_YEAR
    if spot.element == "number":
        match = _NUMBER.fullmatch(spot.text.strip())
        if given.number or match is None:
            return given.number or None
        return f"{match['code']}{match['open']}{year}{match['close']}{_BLANK_SERIAL}号"
    if spot.element == "signer":
        return given.signer or _BLANK_NAME
    if spot.element == "date" and given.date:
        return given.date
    return f"{year}年{_BLANK_SERIAL}月{_BLANK_SERIAL}日" if spot.element in {"date", "print_date"} else None
