"""公文要素 of a composed paper (条例第九条). What a drafter does not know stays blank: nothing takes today's date."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.compose.fill import nested
from wenjian.compose.given_elements import is_blank_date, is_blank_number, printed_date
from wenjian.model.catalogue import found
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job, JobDocument
from wenjian.model.locality import Letterhead, Locality
from wenjian.model.vocabulary import Authority, Genre, Stage
from wenjian.text.dates import BLANK_DATE, find_dates
from wenjian.text.organs import organ_classes
from wenjian.text.slots import UNKNOWN

BLANK_YEAR = "　　"
BLANK_SERIAL = "　"

UNKNOWN_RECIPIENTS = f"【{UNKNOWN}：主送机关】"
UNKNOWN_ORGANS = f"【{UNKNOWN}：联合发文机关】"


_NOT_DOWN = frozenset({Genre.REQUEST, Genre.REPORT, Genre.LETTER, Genre.MINUTES})
_TO_NOBODY = frozenset({Genre.MINUTES, Genre.PLAN})
"""Papers without 主送: minutes, and a plan, whose notice says whom it goes to."""
UPWARD = frozenset({Genre.REQUEST, Genre.REPORT})
"""Papers to a superior, which name their 签发人 (条例第九条)."""


def head_elements(document: JobDocument, job: Job, locality: Locality, title: str) -> Elements:
    """The elements of a paper that goes out by itself; what the job's 要素 give wins. A paper of the government's
    office takes nothing from the bureau: neither its 代字 nor whom it writes to. The locality's 主送 and 抄送 are those
    of papers that go down; minutes and a plan by itself go to nobody.
    """
    given = document.elements
    letterhead = head_of(job, locality, document.genre.chinese)
    issuer = issuer_name(job, locality)
    office = job.authority is Authority.GOVERNMENT_OFFICE
    mark = f"{issuer}文件" if office else letterhead.name if letterhead else ""
    code = letterhead.code if letterhead else ""
    signature = given.signature or (issuer,)
    if job.authority is Authority.JOINT and len(signature) < 2:
        signature = (*signature, UNKNOWN_ORGANS)
    if document.genre is Genre.MINUTES and not mark.endswith(Genre.MINUTES.chinese):
        mark = f"{issuer}会议纪要"
    if job.authority is Authority.JOINT and len(given.signature) > 1:
        mark = " ".join((*given.signature, "文件"))
    goes_down = not office and document.genre not in _NOT_DOWN | _TO_NOBODY
    recipients = (locality.recipients if goes_down else ()) or (UNKNOWN_RECIPIENTS,)
    if document.genre in _TO_NOBODY:
        recipients = ()
    return given.model_copy(
        update={
            "title": title,
            "mark": given.mark or mark,
            "number": given.number or blank_number(code, given.date),
            "recipients": organ_classes(given.recipients or recipients),
            "signature": signature,
            "date": printed_date(given.date) or BLANK_DATE,
            "copies_to": organ_classes(given.copies_to or (locality.copies_to if goes_down else ())),
            "printer": given.printer or (issuer if office else locality.printer),
            "print_date": printed_date(given.print_date),
        }
    )


def issuer_name(job: Job, locality: Locality) -> str:
    """The organ that issues the papers: the bureau, or the office of its government."""
    office = job.authority is Authority.GOVERNMENT_OFFICE
    return f"{locality.name}人民政府办公室" if office else locality.bureau


def office_findings(document: JobDocument, number: int, job: Job, locality: Locality) -> Iterator[Finding]:
    """WJ529 where a paper of the government's office lacks what only that office can say, WJ530 where its title names
    the bureau; `number` is the document's place in the job, from 1.
    """
    given = document.elements
    if job.authority is not Authority.GOVERNMENT_OFFICE:
        return
    place = Place(label=f"拟稿单“文件”第{number}项“要素”")
    issuer = issuer_name(job, locality)
    title = (document.title or given.title).replace("\n", "")
    if title.startswith(locality.bureau):
        label = Place(label=f"拟稿单“文件”第{number}项“标题”")
        yield found("WJ530", label, office=issuer, bureau=locality.bureau)
    asked = (("发文字号", not is_blank_number(given.number)), ("主送机关", bool(given.recipients)))
    if names := [name for name, present in asked if not present]:
        yield found("WJ529", place, office=issuer, names="、".join(names))


def plain_elements(document: JobDocument, title: str) -> Elements:
    """The elements of a paper that travels with another: its title, and what the job gives."""
    return document.elements.model_copy(update={"title": title})


def head_of(job: Job, locality: Locality, genre: str) -> Letterhead | None:
    """The letterhead under which a paper goes out; none of the bureau's for a paper of the government's office."""
    return None if job.authority is Authority.GOVERNMENT_OFFICE else chosen_letterhead(job, locality, genre)


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


def blank_elements(elements: Elements, stage: Stage, genre: Genre) -> tuple[Finding, ...]:
    """What a paper that is to be printed still lacks: number, date, and 签发人 where it goes up."""
    findings: list[Finding] = []
    if is_blank_number(elements.number):
        findings.append(_blank("发文字号", elements, stage))
    if is_blank_date(elements.date):
        findings.append(_blank("成文日期", elements, stage))
    if genre in UPWARD and not elements.signer:
        findings.append(_blank("签发人", elements, stage))
    return tuple(findings)


def _blank(name: str, elements: Elements, stage: Stage) -> Finding:
    return found(
        "WJ505",
        Place(label=f"《{nested(elements.title)}》"),
        stage=stage.chinese,
        name=name,
        way=f"请在拟稿单该文件的“要素”里填“{name}”。",
    )
