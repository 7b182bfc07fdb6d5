"""公文要素 of a composed paper (条例第九条). What a drafter does not know stays blank: nothing takes today's date."""

from __future__ import annotations

import re

from wenjian.compose.fill import nested
from wenjian.model.catalogue import found
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job, JobDocument
from wenjian.model.locality import Letterhead, Locality
from wenjian.model.vocabulary import Authority, Stage
from wenjian.text.dates import find_dates
from wenjian.text.slots import UNKNOWN

BLANK_DATE = "　　年　月　日"
BLANK_YEAR = "　　"
BLANK_SERIAL = "　"
_BLANK_NUMBER = re.compile(r"〕[\s\u3000]*号|〔[\s\u3000]*〕")


def head_elements(document: JobDocument, job: Job, locality: Locality, title: str) -> Elements:
    """The elements of a paper that goes out by itself; what the job's 要素 give wins."""
    given = document.elements
    letterhead = chosen_letterhead(job, locality, document.genre.chinese)
    office = job.authority is Authority.GOVERNMENT_OFFICE
    government = f"{locality.name}人民政府办公室"
    mark = f"{government}文件" if office else letterhead.name if letterhead else ""
    code = letterhead.code if letterhead and not office else ""
    signature: tuple[str, ...] = (government,) if office else (locality.bureau,)
    if job.authority is Authority.JOINT:
        signature = (locality.bureau, f"【{UNKNOWN}：联合发文机关】")
    return given.model_copy(
        update={
            "title": title,
            "mark": given.mark or mark,
            "number": given.number or blank_number(code, given.date),
            "recipients": given.recipients or locality.recipients,
            "signature": given.signature or signature,
            "date": given.date or BLANK_DATE,
            "copies_to": given.copies_to or locality.copies_to,
            "printer": given.printer or (government if office else locality.printer),
        }
    )


def plain_elements(document: JobDocument, title: str) -> Elements:
    """The elements of a paper that travels with another: its title, and what the job gives."""
    return document.elements.model_copy(update={"title": title})


def chosen_letterhead(job: Job, locality: Locality, genre: str) -> Letterhead | None:
    """The letterhead that the job names by 代字 or 名称; else the first meant for this 文种; else the first."""
    if job.letterhead:
        return next((one for one in locality.letterheads if job.letterhead in (one.code, one.name)), None)
    fitting = (one for one in locality.letterheads if not one.genres or genre in one.genres)
    return next(fitting, locality.letterheads[0] if locality.letterheads else None)


def blank_number(code: str, date: str) -> str:
    """«鲁民字〔2026〕　号»: the year only where 成文日期 gives it."""
    dates = find_dates(date)
    return f"{code}〔{dates[0].date.year if dates else BLANK_YEAR}〕{BLANK_SERIAL}号"


def blank_elements(elements: Elements, stage: Stage) -> tuple[Finding, ...]:
    """What a paper that is to be printed still lacks: number and date."""
    findings: list[Finding] = []
    if not elements.number or _BLANK_NUMBER.search(elements.number):
        findings.append(_blank("发文字号", elements, stage))
    if not find_dates(elements.date):
        findings.append(_blank("成文日期", elements, stage))
    return tuple(findings)


def _blank(name: str, elements: Elements, stage: Stage) -> Finding:
    return found(
        "WJ505",
        Place(label=f"《{nested(elements.title)}》"),
        stage=stage.chinese,
        name=name,
        way=f"请在拟稿单该文件的“要素”里填“{name}”。",
    )
