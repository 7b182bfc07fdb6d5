"""公文要素 as the job gives them: dates that exist, numbers and 份号 in the form of GB/T 9704-2012."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenjian.model.catalogue import found
from wenjian.model.elements import COPY_NUMBER_DIGITS, Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job, JobDocument
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import CLEAN_STAGES, Authority, Genre
from wenjian.text.dates import format_date, parse_date
from wenjian.text.nearest import did_you_mean
from wenjian.text.normal import fold

_BLANK_DATE = re.compile(r"(?:(?:19|20)?\d{0,2}年月日)?")
_IMPOSSIBLE = re.compile(r"(?P<year>\d{4})[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,16}〔(?:19|20)[0-9]{2}〕[1-9][0-9]{0,4}号")
_NEAR_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,16}?)(?P<open>[〔\[(【{<《〈]?)(?P<year>(?:19|20)\d{2})年?(?P<close>[〕\])】}>》〉]?)"
    r"(?P<ordinal>第?)(?P<serial>\d{1,5})(?P<mark>号?)"
)
_MINUTES_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,14}(?:纪要?|会议?))?(?:〔(?:19|20)[0-9]{2}〕|(?:19|20)[0-9]{2}年)?(?:总?第)?[1-9][0-9]{0,4}[号期次]"
)
"""The number of minutes, which need no 代字: «〔2026〕5号», «第5期», «〔2026〕第5期»."""
_CODE = re.compile(r"[\u4e00-\u9fff]{1,16}(?=〔)")
_BLANK_NUMBER = re.compile(r"〔\s*〕|〕\s*号")


def is_blank_date(date: str) -> bool:
    """Whether a date is not written yet: empty, or only its 年, 月, 日."""
    return _BLANK_DATE.fullmatch("".join(fold(date).split())) is not None


def is_blank_number(number: str) -> bool:
    """Whether a 发文字号 is not given yet: empty, or without year or serial."""
    return not number.strip() or _BLANK_NUMBER.search(number) is not None


def printed_date(date: str) -> str:
    """A date as papers print it («2026年3月4日», 7.3.5.4); what is no date stays as it is."""
    day = parse_date(date)
    return format_date(day) if day else date


def check_given(document: JobDocument, number: int, job: Job, locality: Locality) -> Iterator[Finding]:
    """What is wrong in the 要素 of the `number`-th document (from 1): WJ523–WJ528. Before 清样, where neither number
    nor date is printed, dates are only warned about.
    """
    given = document.elements
    place = Place(label=f"拟稿单“文件”第{number}项“要素”")
    clean = job.stage in CLEAN_STAGES
    for name, value in (("成文日期", given.date), ("印发日期", given.print_date)):
        if not is_blank_date(value) and parse_date(value) is None:
            code = "WJ523" if clean else "WJ524"
            yield found(code, place, name=name, value=value, why=why_no_date(value))
    signed, printed = parse_date(given.date), parse_date(given.print_date)
    if clean and signed and printed and printed < signed:
        yield found("WJ525", place, printed=format_date(printed), signed=format_date(signed))
    if not is_blank_number(given.number):
        yield from _check_number(document, place, job, locality)
    copy = fold(given.copy_number).strip()
    if copy and not (copy.isdecimal() and len(copy) <= COPY_NUMBER_DIGITS):
        yield found("WJ528", place, value=given.copy_number)


def why_no_date(value: str) -> str:
    impossible = _IMPOSSIBLE.fullmatch("".join(fold(value).split()))
    if impossible is None:
        return ""
    year, month, day = (int(part) for part in impossible.groups())
    if not 1 <= month <= 12:
        return f"没有{month}月。"
    return f"{year}年{month}月没有{day}日。"


def _check_number(document: JobDocument, place: Place, job: Job, locality: Locality) -> Iterator[Finding]:
    given, of_minutes = document.elements, document.genre is Genre.MINUTES
    if of_minutes and _MINUTES_NUMBER.fullmatch(given.number):
        return
    codes = [one.code for one in locality.letterheads]
    if _NUMBER.fullmatch(given.number) is None:
        why, right = _why_no_number(given, codes, of_minutes=of_minutes)
        yield found("WJ526", place, value=given.number, why=why, right=right)
    code = _CODE.match(_repaired(given.number) or given.number)
    if code is None or not codes:
        return
    office = job.authority is Authority.GOVERNMENT_OFFICE
    own = {one.code for one in locality.letterheads if one.name.startswith(locality.bureau)}
    joint = job.authority is Authority.JOINT and given.signature[:1] not in ((), (locality.bureau,))
    if office and code[0] in own:
        advice = "请填政府办公室编的文号。"
        yield found("WJ527", place, name=code[0], problem=f"是{locality.bureau}的，不是政府办公室的", advice=advice)
    elif not office and not joint and code[0] not in codes:
        known = f"地区的版头有：{'、'.join(codes)}。{did_you_mean(code[0], codes)}"
        yield found("WJ527", place, name=code[0], problem="不是地区里写明的版头", advice=known)


def _why_no_number(given: Elements, codes: Sequence[str], *, of_minutes: bool) -> tuple[str, str]:
    """What is wrong in a 发文字号, and its right form (7.2.5)."""
    match = _NEAR_NUMBER.fullmatch("".join(fold(given.number).split()))
    if match is None:
        day = parse_date(given.date)
        year = f"〔{day.year if day else '年份'}〕"
        if of_minutes:
            return "应有年份和序号，或者期号", f"{year}5号”或“第5期"
        return "应由代字、年份、序号组成", f"{codes[0] if codes else '×民字'}{year}8号"
    reasons = [
        *(["年份要用六角括号〔〕"] if (match["open"], match["close"]) != ("〔", "〕") else []),
        *(["序号前不加“第”"] if match["ordinal"] else []),
        *(["序号不编虚位"] if match["serial"].startswith("0") else []),
        *(["末尾缺“号”字"] if not match["mark"] else []),
    ]
    return "，".join(reasons) or "数字要用半角，中间不留空格", _repaired(given.number)


def _repaired(number: str) -> str:
    """A 发文字号 in its right form, or nothing where its parts cannot be told."""
    match = _NEAR_NUMBER.fullmatch("".join(fold(number).split()))
    return f"{match['code']}〔{match['year']}〕{int(match['serial'])}号" if match else ""
