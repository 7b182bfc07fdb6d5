"""Lines → documents: the structure of a paper, shared by all readers. Pure: it never touches a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.model.catalogue import found
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.plain import from_plain
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.structure.blocks import origin_of, read_blocks
from wenjian.structure.cuts import tidy
from wenjian.structure.faults import check_attachments, check_faults
from wenjian.structure.garbled import Passage, contained, grams
from wenjian.structure.head import Head, check_head, is_mark, is_number_line, read_head
from wenjian.structure.lines import ATTACHMENT, ENDS_SENTENCE, Line
from wenjian.structure.repair import Repaired, repair, with_site_lines
from wenjian.structure.signature import read_signature, whole_organs
from wenjian.structure.tail import (
    copied_up,
    find_end,
    is_foot_line,
    issued_names,
    lists_attachments,
    organ_below,
    read_attendance,
    read_date,
    read_foot,
    split_record,
    starts_paper,
)
from wenjian.text import patterns as re
from wenjian.text.citations import find_document_number
from wenjian.text.normal import letters, shorten
from wenjian.text.numerals import parse_numeral

__all__ = ["Line", "build"]

_FORWARDS = re.compile(r"现?将《(?P<title>.+?)》.{0,40}?转发(?:给)?(?:你们|你单位|你局|各)")
_ISSUES = re.compile("印发|公布|发布|颁布|下发|制发")
_HANDED_OUT = re.compile(r"现(?:将[^。；]{0,60})?(?:予以?)?印发")
_ISSUED = re.compile(rf"(?:{_ISSUES.pattern})([^《》]{{4,60}})的(?:通知|决定|公告|函|令)$")
"""What a notice issues, where its title names it without 《》."""
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s；;。]))\s*\d{1,2}[.．、]\s*")
_NUMBER_KEY = re.compile(r"(?:发文字号|文\s*号)\s*[：:](.+)$")
_MOST_PAPERS = 500
_MOSTLY = 0.5
"""Share of a block's words that a repetition must hold to repeat the block."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """One paper of a file, and the lines after it."""

    document: Document
    printed_as: str
    rest: tuple[Line, ...]
    apart: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()


def build(lines: Sequence[Line], source: str) -> tuple[Document, ...]:
    """The papers in `lines`: the first is the paper, with its attachments and what it prints or forwards.

    A forwarded parent stands both under the paper (role FORWARDED) and as a document of its own after it.
    Nothing is dropped: what belongs to no part stays as a block of kind FURNITURE. Findings are on the first.
    """
    repaired = repair(lines, source)
    rest, record = split_record(tidy(repaired.lines))
    papers: list[_Paper] = []
    while rest and len(papers) < _MOST_PAPERS:
        paper = _read_paper(rest, source)
        papers.append(paper)
        rest = paper.rest
    unread = [line for line in rest if line.text.strip() or line.table]
    if not papers:
        papers.append(_Paper(Document(source=source), "", ()))
    documents = tuple(_checked(document) for document in _with_record(_arranged(papers), record))
    repaired = with_site_lines(repaired, [line for paper in papers for line in paper.apart], source)
    first = _with_repairs(documents[0], repaired, unread, source)
    copies = _check_copies((*(line for paper in papers for line in paper.foot), *record), source)
    return (replace(first, findings=(*first.findings, *copies)), *documents[1:])


def _read_paper(lines: Sequence[Line], source: str) -> _Paper:
    printed_as = ""
    if lines and (attached := ATTACHMENT.match(lines[0].text)) and len(lines[0].text) < 60:
        printed_as, lines = lines[0].text, lines[1:]
        if attached["name"]:
            lines = (replace(lines[0], text=attached["name"]) if lines else Line(attached["name"]), *lines)
    head = read_head(lines, attached=bool(printed_as))
    after = _next_attachment(lines, head.taken, printed_as) if printed_as else None
    end = find_end(lines[:after], head.taken, attached=bool(printed_as))
    red_head = _next_red_head(lines[: None if end is None else end], head.taken)
    end = end if red_head is None else None
    body_end = len(lines) if end is None else end
    foot_end, rest_start = _foot(lines, end)
    if end is None and (start := _next_attachment(lines[:red_head], head.taken, printed_as) or red_head) is not None:
        body_end = foot_end = rest_start = start
    values = dict(head.values)
    values["title"] = head.title
    organs: tuple[str, ...] = ()
    above = body_end
    if end is not None:
        date, organ = read_date(lines[end].text)
        values["date"] = date
        organs, taken = read_signature(lines[head.taken : end], head.title)
        above = end - taken
        organs = whole_organs((organ,)) if organ else organs
        if not organs and organ_below(lines, end):
            organs = whole_organs((lines[end + 1].text,))
        values.update(read_foot(lines[end + 1 : foot_end]))
    organs = organs or head.signature
    values["signature"] = organs
    body = lines[head.taken : above]
    if "纪要" in head.title or "纪要" in str(head.values.get("mark", "")):
        present, taken = read_attendance(body)
        values.update(present)
        body = body[: len(body) - taken]
    blocks = read_blocks(body, source)
    blocks = (*blocks, *_furniture((*head.notes, *lines[foot_end:rest_start]), source, len(blocks) + 1))
    findings = tuple(_check(head, organs, source, dated="date" in values)) if not printed_as else ()
    document = Document(from_plain(Elements, values), blocks, source=source, name=head.title, findings=findings)
    foot = () if end is None else tuple(lines[end + 1 : foot_end])
    return _Paper(document, printed_as, tuple(lines[rest_start:]), tuple(lines[foot_end:rest_start]), foot)


def _foot(lines: Sequence[Line], end: int | None) -> tuple[int, int]:
    """Where the foot under the date ends, and where the next paper begins (what lies between is furniture)."""
    if end is None:
        return len(lines), len(lines)
    foot = end + 1 + organ_below(lines, end)
    while foot < len(lines) and lines[foot].table is None and is_foot_line(lines[foot].text):
        foot += 1
    named = issued_names(lines[:end])
    start = next((i for i in range(foot, len(lines)) if starts_paper(lines[i:], named)), len(lines))
    return foot, start


def _next_red_head(lines: Sequence[Line], start: int) -> int | None:
    """Where a mark with its number stands below the text that begins at `start`: the next paper, its 版头 whole."""
    words = ["" if line.table else line.text for line in lines]
    marks = (i for i in range(start + 1, len(words)) if is_mark(words[i]))
    return next((i for i in marks if any(map(is_number_line, words[i + 1 : i + 3]))), None)


def _next_attachment(lines: Sequence[Line], start: int, printed_as: str) -> int | None:
    """A line «附件1» alone, after the body of a paper without a date; behind an attachment also one with its name,
    where its number is the next one.
    """
    own = _ordinal(printed_as)
    for i in range(start + 1, len(lines)):
        match = ATTACHMENT.match(lines[i].text)
        if not match or i + 1 >= len(lines) or lists_attachments(lines[i:]):
            continue
        if not match["name"] or (own and _ordinal(lines[i].text) == own + 1 and not ENDS_SENTENCE.search(match[0])):
            return i
    return None


def _ordinal(label: str) -> int:
    """The number of an attachment as its label prints it, else 0."""
    match = ATTACHMENT.match(label)
    return (parse_numeral(match["ordinal"]) or 0) if match and match["ordinal"] else 0


def _with_record(documents: tuple[Document, ...], record: Sequence[Line]) -> tuple[Document, ...]:
    """The documents with the 版记 at the end of the file: it closes the last paper, and all that one carries."""
    last = documents[-1]
    values = read_foot(record)
    if isinstance(copies := values.get("copies_to"), tuple):
        values["copies_to"] = (*last.elements.copies_to, *copies)
    elements = last.elements.model_copy(update=values)
    return (*documents[:-1], replace(last, elements=elements))


def _check_copies(lines: Sequence[Line], source: str) -> Iterator[Finding]:
    for line in lines:
        if word := copied_up(line.text):
            place = Place(source, line.number, label=line.label)
            yield found("WJ358", place, excerpt=line.text[:40], word=word)


def _furniture(lines: Sequence[Line], source: str, first: int) -> Iterator[Block]:
    for i, line in enumerate(lines):
        origin = origin_of(line, source)
        yield Block(
            f"b{first + i:03d}", BlockKind.FURNITURE, (Span(line.text, origin),), table=line.table, origin=origin
        )


def _arranged(papers: Sequence[_Paper]) -> tuple[Document, ...]:
    """The papers of a file as documents: plans and attachments under their notice, a forwarded parent beside it."""
    main = papers[0].document
    own: list[Document] = []
    beside: list[Document] = []
    first = len(main.blocks) + 1
    for place, paper in enumerate(papers[1:], 1):
        role = _role(main, paper)
        if role is Role.MAIN and _carries_on(main, own, papers[place:]):
            beside += _arranged(papers[place:])
            break
        carried = replace(_renumbered(paper.document, first), role=role)
        first += len(carried.blocks)
        if role is Role.ATTACHMENT and _is_of_forwarded(carried, own, main):
            _attach(own, carried, main)
            beside[-1] = replace(beside[-1], attachments=own[-1].attachments)
        elif role is Role.ATTACHMENT:
            _attach(own, carried, main)
        elif role is not Role.MAIN:
            own.append(carried)
        if role in {Role.MAIN, Role.FORWARDED}:
            beside.append(paper.document)
    return (replace(main, attachments=tuple(own)), *beside)


def _carries_on(main: Document, own: Sequence[Document], papers: Sequence[_Paper]) -> bool:
    """Whether what follows the first of `papers`, another one beside `main`, is its own: it was issued by itself, and
    `main` has the attachments that it lists.
    """
    document = papers[0].document
    if not document.elements.number and not document.elements.recipients:
        return False
    lacking = len(listed_attachments(main.blocks)) - sum(one.role is Role.ATTACHMENT for one in own)
    return lacking <= 0 or bool(listed_attachments(document.blocks))


def _is_of_forwarded(attachment: Document, own: Sequence[Document], main: Document) -> bool:
    """Whether an attachment behind a forwarded paper is that one's: it lists one more than it has, or `main` has all
    that it lists itself; where both lack some, the one whose list names it.
    """
    if not own or own[-1].role is not Role.FORWARDED:
        return False
    its, mine = listed_attachments(own[-1].blocks), listed_attachments(main.blocks)
    lacks = len(own[-1].attachments) < len(its)
    if sum(one.role is Role.ATTACHMENT for one in own) >= len(mine):
        return lacks or not mine
    title = letters(attachment.title)
    named = any(letters(name) in title or title in letters(name) for name in mine) if title else True
    return lacks and not named


def _attach(own: list[Document], attachment: Document, main: Document) -> None:
    """Adds an attachment to the plan before it while that one lists more 附件 than it has, or to the forwarded paper
    whose it is, else to the paper. Its name is what the list says, else its title.
    """
    forwarded = _is_of_forwarded(attachment, own, main)
    carrier = own[-1] if own and (forwarded or own[-1].role is Role.ENCLOSED) else main
    listed = listed_attachments(carrier.blocks)
    if carrier is not main and not forwarded and len(carrier.attachments) >= len(listed):
        carrier, listed = main, listed_attachments(main.blocks)
    before = carrier.attachments if carrier is not main else [one for one in own if one.role is Role.ATTACHMENT]
    name = listed[len(before)] if len(before) < len(listed) else attachment.title
    attachment = replace(attachment, name=name)
    if carrier is main:
        own.append(attachment)
    else:
        own[-1] = replace(carrier, attachments=(*carrier.attachments, attachment))


def listed_attachments(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The names in the 附件说明 of a paper («附件：1.任务分解表», «2.检查表», also in one line)."""
    names: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.ATTACHMENT_LIST:
            match = ATTACHMENT.match(block.text)
            text = re.sub(r"^附\s*件\s*[：:]?", "", block.text) if match else block.text
            names += (part.strip(" 　。；;，,") for part in _LIST_NUMBER.split(text))
    return tuple(name for name in names if name)


def _renumbered(document: Document, first: int) -> Document:
    """The document with block ids that go on from its carrier's: ids are unique in a paper."""
    blocks = tuple(replace(block, id=f"b{first + i:03d}") for i, block in enumerate(document.blocks))
    return replace(document, blocks=blocks, findings=())


def _role(main: Document, paper: _Paper) -> Role:
    if paper.printed_as:
        return Role.ATTACHMENT
    text = "".join(block.text for block in main.blocks[:6])
    title = letters(paper.document.title)
    quoted = [letters(name) for name in (*re.findall(r"《([^》]+)》", main.title + text), *_ISSUED.findall(main.title))]
    named = bool(title) and any(name and (title.endswith(name) or name in title or title in name) for name in quoted)
    if main.title.startswith("转发") or _FORWARDS.search(text) or "转发" in main.title or "批转" in main.title:
        return Role.ENCLOSED if named and not _stands_alone(paper.document) else Role.FORWARDED
    handed_out = bool(_HANDED_OUT.search(text)) and "关于" not in paper.document.title
    issued = handed_out and not _stands_alone(paper.document)
    return Role.ENCLOSED if issued or (named and _ISSUES.search(text + main.title)) else Role.MAIN


def _stands_alone(document: Document) -> bool:
    """Whether a paper inside another has a number, recipients or a date of its own: it was issued before."""
    return bool(document.elements.number or document.elements.recipients or document.elements.date)


def _check(head: Head, organs: Sequence[str], path: str, *, dated: bool) -> Iterator[Finding]:
    yield from check_head(head, "".join(organs), path)
    if not organs and not dated:
        yield found("WJ123", Place(path))
    elif not organs:
        yield found("WJ124", Place(path))


def _checked(document: Document) -> Document:
    """The document with the faults of its numbering, phases and attachments as findings."""
    faults = check_faults(document, document.source)
    missing = check_attachments(document, listed_attachments(document.blocks), document.source)
    return replace(document, findings=(*document.findings, *faults, *missing))


def _with_repairs(document: Document, repaired: Repaired, unread: Sequence[Line], source: str) -> Document:
    """The document with what was set apart and what was not read as furniture, and both and what was repaired as
    findings.
    """
    apart = [*repaired.furniture, *unread]
    findings = [*repaired.findings]
    if unread:
        text, most = shorten(unread[0].text.strip(), 16), _MOST_PAPERS
        findings.append(found("WJ169", Place(source, unread[0].number), most=most, text=text, count=len(unread)))
    elements = _with_printed_beside(document.elements, repaired.furniture)
    for passage in repaired.repeated:
        first = passage.lines[0]
        text = "\n".join(line.text.strip() for line in passage.lines if line.text.strip())
        apart.append(replace(first, text=text))
        words = shorten(passage.text, 16)
        values = {"text": words, "count": len(passage.lines), "part": _repeated_part(document, passage)}
        findings.append(found("WJ126", Place(source, first.number), excerpt=first.text.strip()[:40], **values))
    if not apart and not findings:
        return document
    furniture = tuple(_furniture(apart, source, 1 + sum(1 for _ in document.walk())))
    blocks = (*document.blocks, *furniture)
    return replace(document, elements=elements, blocks=blocks, findings=(*document.findings, *findings))


def _with_printed_beside(elements: Elements, furniture: Sequence[Line]) -> Elements:
    """The elements with the number that a web page prints in its own table, where the paper itself has none."""
    if elements.number:
        return elements
    printed = (match[1] for line in furniture if (match := _NUMBER_KEY.search(line.text)))
    number = next((number for words in printed if (number := find_document_number(words))), "")
    return elements.model_copy(update={"number": number}) if number else elements


def _repeated_part(document: Document, passage: Passage) -> str:
    """Which headings hold what a passage repeats: «“二、时间安排”», «“二、时间安排”至“三、重点任务”»."""
    known = grams(passage.text)
    heading = ""
    parts: list[str] = []
    for _, block in document.walk():
        if block.kind is BlockKind.HEADING and block.level <= 1:
            heading = block.printed
        if block.kind is not BlockKind.FURNITURE and contained(block.text, known) >= _MOSTLY and heading not in parts:
            parts.append(heading)
    named = [f"“{shorten(part, 20)}”" for part in parts if part]
    if not named:
        return "前面文字"
    return named[0] if len(named) == 1 else f"{named[0]}至{named[-1]}"
