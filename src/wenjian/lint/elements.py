"""公文要素 as they are written: number, dates, title, recipients, copies (条例第九条; GB/T 9704—2012, clause 7)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from wenjian.lint.corrections import HAN, corrections
from wenjian.lint.draft import QUOTE, Draft
from wenjian.lint.genres import genre_of
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Role
from wenjian.structure.parts import Part, PrintedLine
from wenjian.text.dates import find_dates, format_date, parse_date
from wenjian.text.normal import letters
from wenjian.text.numbering import parse_label, render_label

_DAY = re.compile(r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*)?(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|周|礼拜)(?P<day>[一二三四五六日天])\s*[）)]?")
_WEEKDAYS = "一二三四五六日"
_LEAP_YEAR = 2000
_HALF_A_YEAR = 183
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_OTHER_YEAR = re.compile("去年|上年|前年|明年|次年|来年|翌年")
_TITLE_SIGN = re.compile(r"[，、。；：](?![^《]*》)(?![^“]*”)")
_TWICE = re.compile(r"(?P<kind>通知|函|意见|报告|请示|批复)》?的(?P=kind)$")
_ORGANS = re.compile(
    rf"^(?:各|县|市|区|局|省|机关|本)?[{HAN}、，（）()]*(?:政府|办事处|局|委员会|办公室|部门|单位|机构|股室|科室|民政所|中心|委|厅|企业)$"
)
_WRITTEN_TO = frozenset({"通知", "请示", "批复", "函"})
_CALLS_ITSELF = re.compile(
    r"^(?:[^。；]*[，,])?(?:现|特)[^，,。；“”《》]{0,16}?(?P<kind>通知|请示)如下[：:。]?$|^特此(?P<closing>通知|请示)。$"
)
"""«现将有关事项通知如下：», «特此通知。»"""
_NUMBER_YEAR = re.compile(r"〔(?P<year>(?:19|20)\d\d)〕\s*\d")
_TITLE_ISSUER = re.compile(r"^(?P<organ>[^《》“”，。]{2,60}?)(?=关于|印发|转发|批转)")
_ENDS_ORGAN = re.compile(
    "(?:局|厅|委|办|办公室|政府|部|处|署|中心|院|所|队|公司|指挥部|领导小组|联合会|协会|学校|法院|检察院|人大|政协|常委会|会)$"
)
_CONTACT = re.compile("联系人|联系电话|联系方式")
_DEEPEST_LEVEL = 4
_LEVELS = ("各", "省", "市", "县", "区", "旗", "局", "本", "全")
_COPIES_UP = re.compile(r"^\s*(?:抄报|主报)[：:]")


def check_number_place(draft: Draft) -> Iterator[Finding]:
    """WJ720 for a 发文字号 below the title, in a docx or where the letterhead stands: texts copied from the web have it
    there.
    """
    if draft.appearance is None and not any(draft.part(Part.MARK)):
        return
    below = False
    for line in draft.part(Part.TITLE, Part.NUMBER, Part.RECIPIENT, Part.HEADING, Part.TEXT):
        if line.role is not Role.MAIN or line.part not in {Part.TITLE, Part.NUMBER}:
            return
        if below and line.part is Part.NUMBER:
            yield found("WJ720", draft.at(line), number=line.text.strip())
        below = below or line.part is Part.TITLE


def check_impossible_days(draft: Draft) -> Iterator[Finding]:
    """WJ704 for a day that no calendar has («2月30日», «13月1日»)."""
    for line in draft.part(Part.TEXT, Part.TITLE, Part.HEADING, Part.DATE, Part.CELL, Part.RECORD, Part.NOTE):
        for match in _DAY.finditer(line.text):
            month, day = int(match["month"]), int(match["day"])
            year = int(match["year"] or _LEAP_YEAR)
            if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
                yield found("WJ704", draft.at(line), quote=match[0])


def check_weekdays(draft: Draft) -> Iterator[Finding]:
    """WJ705 for a day of the week that its date does not fall on; without a year it is one of those near 成文日期."""
    for line in draft.part(Part.TEXT, Part.CELL, Part.NOTE):
        yield from _without_year(draft, line)
        for date in find_dates(line.text):
            match = _WEEKDAY.match(line.text, date.end)
            day = parse_date(date.text)
            if match and day:
                right = _WEEKDAYS[day.weekday()]
                if match["day"].replace("天", "日") != right:
                    quote = date.text + match[0]
                    yield found("WJ705", draft.at(line), quote=quote, right=f"星期{right}")


def _without_year(draft: Draft, line: PrintedLine) -> Iterator[Finding]:
    """WJ705 for a day without a year. It is one near 成文日期, or of a year that the line names."""
    issued = parse_date(draft.document.elements.date)
    if issued is None or _OTHER_YEAR.search(line.text):
        return
    for match in _DAY.finditer(line.text):
        weekday = None if match["year"] else _WEEKDAY.match(line.text, match.end())
        if weekday is None:
            continue
        named = [int(year) for year in _YEAR.findall(line.text)]
        years = dict.fromkeys((issued.year, issued.year + 1, issued.year - 1, *named))
        days = [parse_date(f"{year}年{match['month']}月{match['day']}日") for year in years]
        meant = [day for day in days if day and (abs((day - issued).days) <= _HALF_A_YEAR or day.year in named)]
        rights = [_WEEKDAYS[day.weekday()] for day in meant]
        if rights and weekday["day"].replace("天", "日") not in rights:
            right = f"星期{rights[0]}（{meant[0].year}年）"
            yield found("WJ705", draft.at(line), quote=match[0] + weekday[0], right=right)


def check_printed_date(draft: Draft) -> Iterator[Finding]:
    """WJ525 where 印发日期 lies before 成文日期."""
    elements = draft.document.elements
    signed, printed = parse_date(elements.date), parse_date(elements.print_date.removesuffix("印发"))
    if signed and printed and printed < signed:
        yield found("WJ525", draft.whole, printed=format_date(printed), signed=format_date(signed))


def check_title_signs(draft: Draft) -> Iterator[Finding]:
    """WJ707 for 、 and ， within a title."""
    title = draft.document.title
    if match := _TITLE_SIGN.search(title[:-1]):
        yield found("WJ707", draft.whole, sign=match[0], title=title)


def check_title_twice(draft: Draft) -> Iterator[Finding]:
    """WJ708 for «……的通知的通知»."""
    title = draft.document.title
    if match := _TWICE.search(title):
        yield found("WJ708", draft.whole, kind=match["kind"])


def check_recipients(draft: Draft) -> Iterator[Finding]:
    """WJ716 where 主送机关 ends with a half-width colon, or with none."""
    for line in draft.part(Part.RECIPIENT):
        if corrections(line.text, line.part, frozenset({"WJ716"})):
            yield found("WJ716", draft.at(line), fault="用了半角冒号", quote=line.text.strip()[-QUOTE:])
    if (first := _without_colon(draft)) is not None:
        yield found("WJ716", draft.at(first), fault="没有冒号", quote=first.text.strip()[-QUOTE:])


def _without_colon(draft: Draft) -> PrintedLine | None:
    """The line below the title that names organs as 主送机关 do, but for the colon."""
    elements = draft.document.elements
    if elements.recipients or not elements.title:
        return None
    lines = [line for line in draft.own if line.part not in (Part.MARK, Part.NUMBER, Part.TITLE)]
    first = lines[0] if lines else None
    if first and first.part in (Part.TEXT, Part.HEADING) and first.text.startswith("各") and _ORGANS.match(first.text):
        return first
    return None


def check_levels(draft: Draft) -> Iterator[Finding]:
    """WJ137 for the first number that leaves out a level below the one above it: as it was noted of headings when the
    paper was read, else of the items below them («一、», then «1.» or «（1）»).
    """
    noted = [one for one in draft.document.findings if one.code == "WJ137"]
    if noted or not draft.is_paper:
        yield from noted if draft.is_paper else ()
        return
    above: set[int] = set()
    for line in draft.part(Part.HEADING, Part.TEXT):
        label = parse_label(line.text.lstrip()) if line.role is Role.MAIN else None
        if label is None or not 1 <= label.level <= _DEEPEST_LEVEL:
            continue
        higher = [level for level in above if level < label.level]
        if higher and label.level not in above and max(higher) < label.level - 1:
            yield found("WJ137", draft.at(line), label=label.printed.strip(), above=render_label(label.level - 1, 1))
            return
        above = {*higher, label.level}


def check_no_recipients(draft: Draft) -> Iterator[Finding]:
    """WJ728 for a paper that is written to somebody and does not say to whom; 公告 and 纪要 are written to nobody.
    Where the title lacks the 文种, the text may say it («现将有关事项通知如下：»).
    """
    elements = draft.document.elements
    kind = genre_of(elements.title) or _kind_said(draft)
    if kind in _WRITTEN_TO and not elements.recipients and _without_colon(draft) is None and any(draft.part(Part.TEXT)):
        yield found("WJ728", draft.whole, kind=kind)


def _kind_said(draft: Draft) -> str:
    """The 文种 that the text calls itself; "" where it says none."""
    said = (_CALLS_ITSELF.search(line.text) for line in draft.part(Part.TEXT) if line.role is Role.MAIN)
    return next((match["kind"] or match["closing"] for match in said if match), "")


def check_copies_up(draft: Draft) -> Iterator[Finding]:
    """WJ718 for 抄报: there is only 抄送."""
    for line in draft.own:
        if match := _COPIES_UP.match(line.text):
            yield found("WJ718", draft.at(line), word=match[0].strip().rstrip("：:"))


def check_named_twice(draft: Draft) -> Iterator[Finding]:
    """WJ719 for an organ that is both 主送 and 抄送."""
    elements = draft.document.elements
    to = {letters(name): name for name in _single(elements.recipients)}
    for name in _single(elements.copies_to):
        if letters(name) in to:
            yield found("WJ719", draft.whole, name=name)


def check_repeated(draft: Draft) -> Iterator[Finding]:
    """WJ734 for an organ that stands twice among 主送机关, or twice among 抄送机关. What does not begin with its level
    belongs to the organ before it: in «各省民政厅、财政厅，××兵团民政局、财政厅» there are two 财政厅.
    """
    elements = draft.document.elements
    for where, names in (("主送机关", elements.recipients), ("抄送机关", elements.copies_to)):
        known: set[tuple[str, str]] = set()
        for group in names:
            first, *others = list(_single((group,))) or [""]
            for name in (first, *others):
                is_whole = name == first or name.startswith(_LEVELS)
                key = ("" if is_whole else letters(first), letters(name))
                if name and key in known:
                    yield found("WJ734", draft.whole, where=where, name=name)
                known.add(key)


def check_issuers(draft: Draft) -> Iterator[Finding]:
    """WJ730 where mark or title name another organ than all that sign; short and full names of one are the same."""
    elements = draft.document.elements
    signed = [_organ(name) for name in elements.signature]
    if not signed or not all(map(_ENDS_ORGAN.search, signed)):
        return
    issuer = _TITLE_ISSUER.match(elements.title)
    named = (("发文机关标志", elements.mark.strip().removesuffix("文件")), ("标题", issuer["organ"] if issuer else ""))
    for where, name in named:
        organ = _organ(name)
        if _ENDS_ORGAN.search(organ) and not any(one in organ or organ in one for one in signed):
            signature = "、".join(elements.signature)
            yield found("WJ730", draft.whole, where=where, name="".join(name.split()), signature=signature)


def _organ(name: str) -> str:
    """One spelling of an organ's name («中共示范县委员会», «中共示范县委»)."""
    plain = "".join(name.split()).replace("委员会", "委").replace("人民政府", "政府")
    return plain.removeprefix("中国共产党").removeprefix("中共")


def check_number_year(draft: Draft) -> Iterator[Finding]:
    """WJ732 where the year of the 发文字号 is not that of 成文日期; about the turn of the year both may be right."""
    elements = draft.document.elements
    match, signed = _NUMBER_YEAR.search(elements.number), parse_date(elements.date)
    if match is None or signed is None or (year := int(match["year"])) == signed.year:
        return
    turn = (year == signed.year - 1 and signed.month == 1) or (year == signed.year + 1 and signed.month == 12)
    if not turn:
        yield found("WJ732", draft.whole, number=elements.number, date=format_date(signed))


def check_signer(draft: Draft) -> Iterator[Finding]:
    """WJ735 for a 请示 or 报告 with its head (mark and number) and no 签发人."""
    elements = draft.document.elements
    if draft.is_upward and elements.mark and elements.number and not elements.signer:
        yield found("WJ735", draft.whole, kind=genre_of(elements.title))


def check_contact(draft: Draft) -> Iterator[Finding]:
    """WJ736 for a signed 请示 that names nobody to ring up."""
    elements = draft.document.elements
    if genre_of(elements.title) != "请示" or not elements.date or not elements.signature:
        return
    if not any(_CONTACT.search(line.text) for line in draft.own):
        yield found("WJ736", draft.whole)


def _single(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from (part.strip("。 ") for part in name.split("、") if part.strip("。 "))
