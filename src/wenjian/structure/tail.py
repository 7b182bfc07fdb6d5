"""The elements at the foot of a paper: signature, date, note, copies, printing record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from wenjian.structure.head import is_mark, is_number_line, is_recipients, split_recipients
from wenjian.structure.lines import (
    ATTACHMENT,
    BLANK_DATE_LINE,
    ENDS_SENTENCE,
    NO_DAY_LINE,
    SITE,
    TITLE_END,
    Line,
    is_date_line,
    labelled,
)
from wenjian.structure.signature import ends_like_organ, is_organ, read_signature, without_seal
from wenjian.text import patterns as re
from wenjian.text.dates import find_dates, format_date
from wenjian.text.normal import letters
from wenjian.text.organs import BETWEEN_ORGANS

_PUBLICITY = re.compile(
    r"^(?:[（(]\s*(?:此件|本件)?\s*(?P<how>主动公开|公开发布|依申请公开|不予公开|不公开|删减后公开).{0,10}[）)]"
    r"|(?:公开(?:属性|方式|类别)|信息公开(?:属性|选项))\s*[：:]\s*(?P<kind>主动公开|依申请公开|不予公开)"
    r"|此件(?P<bare>主动公开|公开发布|依申请公开|不予公开|不公开))$"
)
_BRACKETED = re.compile(r"^[（(].{2,80}[）)]$")
_CONTACT = re.compile(
    r"联\s*系\s*人\s*[：:]\s*(?P<person>(?:(?!(?:联系|办公|固定|咨询)?电\s*话|手机|传真|邮箱)[\u4e00-\u9fff、 ]){2,20})"
)
_TELEPHONE = re.compile(r"(?:联系电话|联系方式|电\s*话)\s*[：:]\s*(?P<number>[\d\-—－()（） 、]{7,40})")
BLANK_FIGURE = "\u3000"
_COPIES_MOST = 5
"""Lines that a 抄送 takes at most."""
_COPIES = re.compile(r"^(?P<word>抄送|抄报|主报|分送)[：:]\s*(?P<organs>.+)$")
_COPIED_UP = ("抄报", "主报")
"""What some write for the 抄送 to superiors; there is only 抄送 (7.4.2)."""
_PRINTED = re.compile(
    r"^(?P<organ>[\u4e00-\u9fff]{4,30}?)\s*(?P<date>\d{4}年\d{1,2}月\d{1,2}日|(?:20\d{2})?\s*年\s*月\s*日)\s*印发$"
)
_MAIN_COPIES = re.compile(r"^主送[：:](?P<organs>[^。]+)。$")
"""主送机关 that found no room on the first page (GB/T 9704-2012, 7.3.2, 7.4.2)."""
_COUNT = re.compile(r"^[（(]共印\s*(?P<count>\d{1,6})\s*份[）)]$")
_ATTENDANCE = re.compile(r"^(?P<word>出席|请假|列席)(?:人员)?[：:](?P<names>.+)$")
_NAMED = re.compile("《([^《》]{2,80})》")
_PUBLIC = {"公开发布": "主动公开", "不公开": "不予公开"}
_USUAL_PUBLICITY = frozenset(("（此件公开发布）", "（此件依申请公开）", "（此件不公开）"))
"""How 公开属性 is printed; another wording is kept as 附注 too."""


def organ_below(lines: Sequence[Line], end: int) -> bool:
    """Whether the organ signs below the date at `end`, in a line of its own before the foot or the end."""
    if end + 1 >= len(lines) or lines[end + 1].table is not None or not is_organ(lines[end + 1].text):
        return False
    rest = lines[end + 2 :]
    return not rest or is_foot_line(rest[0].text) or bool(ATTACHMENT.match(rest[0].text))


def find_end(lines: Sequence[Line], start: int, *, attached: bool = False) -> int | None:
    """The index of the date that ends the paper whose body begins at `start`: what follows is not its body. A date that
    nobody signs stands in the text where a signed one comes later, or a sentence follows; in an `attached` paper, a
    form perhaps, where anything follows, or where it is blank.
    """
    named = set(issued_names(lines[:start]))
    later: Sequence[bool] = ()
    for i in range(start, len(lines)):
        line = lines[i]
        if line.table is not None or not is_date_line(line.text):
            named |= issued_names([line])
            continue
        rest = lines[i + 1 :]
        if _body_goes_on(rest, named) or (attached and not _has_year(line.text)):
            continue
        if _is_signed(lines, i):
            return i
        later = later or _signed_later(lines)
        if later[i + 1]:
            continue
        somebody = not attached and bool(read_signature(lines[start:i])[0])
        if somebody or not _text_follows(rest, attached=attached):
            return i
    return None


def issued_names(lines: Sequence[Line]) -> frozenset[str]:
    """The letters of what the lines name in 《》: one of them opens the paper that they issue."""
    return frozenset(letters(name) for line in lines if "《" in line.text for name in _NAMED.findall(line.text))


def _has_year(text: str) -> bool:
    blank = BLANK_DATE_LINE.match(text.strip())
    return blank is None or bool(blank["year"])


def _is_signed(lines: Sequence[Line], at: int) -> bool:
    """Whether an organ stands before the date at `at`, above it or below it."""
    above = lines[at - 1] if at else None
    within = re.sub(r"[\d年月日\s（）()]", "", lines[at].text)
    signed = above is not None and above.table is None and is_organ(without_seal(above.text))
    return signed or ends_like_organ(within) or organ_below(lines, at)


def _signed_later(lines: Sequence[Line]) -> list[bool]:
    """For each line, and for the end, whether the paper goes on from it to a date that an organ signs: one that does
    not stand there itself.
    """
    later = [False] * (len(lines) + 1)
    for i in range(len(lines) - 1, -1, -1):
        line, following = lines[i], lines[i + 1] if i + 1 < len(lines) else None
        signs = following is not None and following.table is None and is_date_line(following.text)
        later[i] = not _ends_paper(line) and ((signs and _is_signed(lines, i + 1)) or later[i + 1])
    return later


def _ends_paper(line: Line) -> bool:
    """Whether a line belongs to the next paper: its title, mark or number, or 附件."""
    if line.table is not None:
        return False
    text = line.text
    titled = TITLE_END.search(text) and not re.search("[，。；：:]", text) and not labelled(text)
    return bool(titled or ATTACHMENT.match(text) or is_number_line(text) or is_mark(text))


def _text_follows(rest: Sequence[Line], *, attached: bool) -> bool:
    """Whether the lines behind a date and its foot are text: a sentence, or in an attached paper anything."""
    notes = 0
    while notes < len(rest) and rest[notes].table is None and is_foot_line(rest[notes].text):
        notes += 1
    rest = rest[notes:]
    if not rest or starts_paper(rest):
        return False
    if attached:
        return rest[0].table is not None or not SITE.search(rest[0].text)
    return any(line.table is None and "。" in line.text and not SITE.search(line.text) for line in rest[:2])


def lists_attachments(lines: Sequence[Line]) -> bool:
    """Whether «附件» alone on its line heads the list of attachments and not an attachment: numbered names follow,
    nothing else before the signature or the end.
    """
    match = ATTACHMENT.match(lines[0].text)
    if match is None or match["name"] or match["ordinal"]:
        return False
    names = 0
    for line in lines[1:]:
        label = None if line.table is not None else labelled(line.text)
        if label is None or label.level < 3 or "。" in line.text.rstrip("。") or label.ordinal != names + 1:
            return names > 0 and (line.table is None and (is_date_line(line.text) or is_organ(line.text)))
        names += 1
    return names > 1


def starts_paper(lines: Sequence[Line], named: Collection[str] = frozenset()) -> bool:
    """Whether the lines begin like a paper: a title or organ with a number or recipients soon after, 附件, or what the
    paper before has `named`.
    """
    if not lines:
        return False
    if ATTACHMENT.match(lines[0].text):
        return not lists_attachments(lines)
    near = [line.text for line in lines[:5] if line.table is None]
    if len(lines) > 1 and near and letters(near[0]) in named:
        return True
    open_ = bool(near) and not ENDS_SENTENCE.search(near[0])
    head = any(is_number_line(text) or (open_ and is_recipients(text) and i) for i, text in enumerate(near))
    titled = any(
        TITLE_END.search(text.replace("》", "")) and not labelled(text) and len(text) < 90 for text in near[:3]
    )
    return (head or titled) and len(lines) > 3


def _body_goes_on(rest: Sequence[Line], named: Collection[str]) -> bool:
    notes = 0
    while notes < len(rest) and is_foot_line(rest[notes].text):
        notes += 1
    rest = rest[notes:]
    if not rest or starts_paper(rest, named):
        return False
    near = [line.text for line in rest[:3] if not SITE.search(line.text)]
    return any(labelled(text) or ("。" in text and len(text) > 60) for text in near)


def is_foot_line(text: str) -> bool:
    """Whether a line after the date still belongs to the paper's foot (附注, 版记)."""
    return bool(
        _BRACKETED.match(text)
        or _PUBLICITY.match(text)
        or is_record_line(text)
        or _CONTACT.search(text)
        or _TELEPHONE.search(text)
    )


def split_record(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a file without its 版记 (抄送, 印发) at the very end, and those of the 版记."""
    end = len(lines)
    record: list[Line] = []
    while end and lines[end - 1].table is None:
        start = end - 1 if is_record_line(lines[end - 1].text) else _copies_from(lines, end)
        if start < 0:
            break
        record.insert(0, replace(lines[start], text="".join(line.text.strip() for line in lines[start:end])))
        end = start
    return tuple(lines[:end]), tuple(record)


def _copies_from(lines: Sequence[Line], end: int) -> int:
    """Where the 抄送 begins whose last line stands before `end`, broken at the margin; else -1."""
    for start in range(end - 2, max(end - 1 - _COPIES_MOST, -1), -1):
        above = lines[start:end]
        if any(line.table is not None for line in above) or any(ENDS_SENTENCE.search(line.text) for line in above[:-1]):
            return -1
        if _COPIES.match(above[0].text):
            return start
    return -1


def is_record_line(text: str) -> bool:
    """Whether the line belongs to the 版记."""
    return any(pattern.match(text) for pattern in (_COPIES, _PRINTED, _MAIN_COPIES, _COUNT))


def read_attendance(lines: Sequence[Line]) -> tuple[dict[str, object], int]:
    """出席, 请假 and 列席 of minutes from the last lines of their body, and how many lines they take (10.3)."""
    words = {"出席": "present", "请假": "absent", "列席": "observers"}
    values: dict[str, object] = {}
    for line in reversed(lines):
        match = None if line.table is not None else _ATTENDANCE.match(line.text)
        if match is None:
            break
        values[words[match["word"]]] = split_recipients(match["names"].rstrip("。"))
    return values, len(values)


def is_attendance_line(text: str) -> bool:
    """Whether the line says who was present, excused or listening."""
    return bool(_ATTENDANCE.match(text))


def read_date(text: str) -> tuple[str, str]:
    """The date of a date line as «2026年3月1日», and the organ that stands before it; «2026年　月　日», «2026年3月　日»
    where only the year or the month is given, nothing where the date is blank; a day that no calendar has as it stands.
    """
    if (blank := BLANK_DATE_LINE.match(text.strip())) and not blank["year"]:
        return "", ""
    if blank:
        return f"{blank['year']}年{blank['month'] or BLANK_FIGURE}月{BLANK_FIGURE}日", ""
    dates = find_dates(text)
    if not dates and (wrong := NO_DAY_LINE.match(text.strip())):
        return wrong["day"], wrong["before"].strip(" （(")
    return format_date(dates[-1].date), text[: dates[-1].start].strip(" （(")


def _read_contact(text: str) -> dict[str, str]:
    """联系人 and 联系电话 of a line that says nothing else; what says more (传真, 邮箱) is 附注 as a whole."""
    if letters(_TELEPHONE.sub("", _CONTACT.sub("", text))):
        return {}
    person, telephone = _CONTACT.search(text), _TELEPHONE.search(text)
    return {
        **({"contact": person["person"].strip(" 、")} if person else {}),
        **({"telephone": telephone["number"].strip("（）() 、")} if telephone else {}),
    }


def _prints_contact(text: str, contact: dict[str, str]) -> bool:
    """Whether 联系人 and 联系电话 are printed as the line has them, a blank between them as a sign; another wording is
    kept as 附注 too.
    """
    labels = {"contact": "联系人", "telephone": "联系电话"}
    return re.sub(r"\s+", "；", text.strip("（）")) == "；".join(
        f"{labels[key]}：{value}" for key, value in contact.items()
    )


def read_foot(lines: Sequence[Line]) -> dict[str, object]:
    """Elements of the lines under the date: 附注, 公开属性, 抄送, 印发, 联系人."""
    values: dict[str, object] = {}
    notes: list[str] = []
    copied: list[str] = []
    for line in lines:
        text = line.text
        if publicity := _PUBLICITY.match(text):
            how = publicity["how"] or publicity["kind"] or publicity["bare"]
            values["publicity"] = _PUBLIC.get(how, how)
        if copies := _COPIES.match(text):
            copied += split_recipients(BETWEEN_ORGANS.sub("，", copies["organs"].rstrip("。")))
        elif main := _MAIN_COPIES.match(text):
            values["recipients"] = split_recipients(main["organs"])
        elif count := _COUNT.match(text):
            values["copies"] = count["count"]
        elif printed := _PRINTED.match(text):
            blank = BLANK_DATE_LINE.match(printed["date"])
            values["printer"], values["print_date"] = printed["organ"], "" if blank else printed["date"]
        elif contact := _read_contact(text):
            values.update(contact)
            if not _prints_contact(text, contact):
                notes.append(text)
        elif text not in _USUAL_PUBLICITY and is_foot_line(text) and (not publicity or text[0] in "（("):
            notes.append(text)
    if notes:
        values["note"] = "\n".join(notes)
    if copied:
        values["copies_to"] = tuple(copied)
    return values


def copied_up(text: str) -> str:
    """The word for 抄送 with which a line of the 版记 names superiors, «» of any other line."""
    copies = _COPIES.match(text)
    return copies["word"] if copies and copies["word"] in _COPIED_UP else ""
