"""The elements at the head of a paper: mark, number, title, recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.structure.lines import (
    BLANK_NUMBER,
    BULLET,
    DOCUMENT_NUMBER,
    SITE,
    STOPPED_TITLE,
    TITLE_END,
    Line,
    is_date_line,
    labelled,
)
from wenjian.text import patterns as re
from wenjian.text.citations import find_document_number
from wenjian.text.dates import find_dates, format_date
from wenjian.text.normal import letters

_MARK = re.compile(r"^[\u4e00-\u9fff×（）()、 \t\u00a0\u3000]{3,80}文\s*件$")
_PAPER = re.compile(r"文\s*件")
_BESIDE_NUMBER = re.compile(r"^(?:(?P<digits>\d{1,6})|(?P<word>特急|加急))\s+(?P<number>.+)$")
"""份号 or 紧急程度 at the left of the 发文字号, as letters print them (GB/T 9704-2012, 10.1)."""
_MORE_SIGNERS = re.compile(r"^(?P<number>\S+号)\s+(?P<names>[\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4})?)$")
"""The last of several rows of 签发人, with the 发文字号 at its left (7.2.6)."""
_COPY_NUMBER = re.compile(r"^(?:份号[：:]?\s*)?(?P<digits>\d{1,8})$")
_URGENCY = re.compile(r"^(?:紧急程度[：:]?\s*)?(?P<word>特急|加急|特提|平急)$")
_ELEMENT_KINDS = frozenset(("copy_number", "urgency", "mark"))
_SIGNER_ROW = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[\s、]+[\u4e00-\u9fff]{2,4}){0,3}")
"""A row of 签发人 between the first and the last of several."""
_SIGNER = re.compile(r"签发人[：:]\s*(?P<name>[\u4e00-\u9fff·][\u4e00-\u9fff·、，, \u00a0\u3000]{1,120})")
_NOTE = re.compile(r"^[（(].{2,60}[）)]$")
_RECIPIENTS = re.compile(r"^(?:[^。；]{2,300}|[^。；]{2,30}(?:[、，][^。；、，]{2,30}){9,200})[：:]$")
"""主送机关; what is longer than three hundred characters is a list of many names."""
_ANNOUNCES = re.compile(r"(?:如下|要求|通知|方案|意见)[：:]$")
_GAP = re.compile(
    r"(?<=[\u4e00-\u9fff“”》）]) +(?=[\u4e00-\u9fff“”《（])|(?<=[\u4e00-\u9fff“”》）])"
    r"\u3000+(?=[\u4e00-\u9fff“”《（])"
)
_SERIAL = re.compile(
    r"[（(]?(?:[〔\[［（(]?\s*(?:19|20)\d{2}\s*[〕\]］）)"
    r"]?\s*年?\s*)?(?:总\s*)?第\s*[\d〇零一二三四五六七八九十百]{1,5}\s*[号期次][）)]?"
    r"|[〔\[［（(]\s*(?:19|20)\d{2}\s*[〕\]］）)]\s*\d{1,5}\s*[号期次]"
)
"""The number of a paper that has no 代字: «第321号» of an order, «〔2026〕5号» of minutes, «2026年第6号» of an
announcement."""
_EDITION_LINE = re.compile(r"^[（(](?:试行|暂行|修订|修订版|20\d\d年(?:修订)?版?|第[一二三四五六七八九十\d]+版)[）)]$")
_STAGE_LINE = re.compile(
    r"^[（(【\[]?(?:(?:第[一二三四五六七八九十]次)?(?:公开|内部)?"
    r"(?:(?:征求意见|送审|讨论|审议|审查|审批|会签|代拟|报批|修改|上会)稿|初稿|草稿|草案|清样)|内部资料)"
    r"(?:\s*[（(]?(?:第?[一二三四五六七八九十\d]+[稿版次]?|20\d\d年[\d年月日]{0,6})[）)]?)?\s*[）)】\]：:]?$"
)
"""The stage of a draft, printed above everything else, perhaps with its count or date."""
_FORM_FIELD = re.compile(
    r"^(?:填报|填表|制表|报送(?:单位|时间)|上报|单位[（(：:名]|姓名|被|检查|时间|日期|地点|地址|名称|编号|负责人"
    r"|联系|电话|备注|注|说明|会议|出席|列席|参加"
    r"|主持|记录|表|附|序号|类别|项目)"
)
_ORGAN_LINE = re.compile(
    r"^(?:中共)?[\u4e00-\u9fff（）()\s]{2,40}(?:局|部|厅|委员会|办公室|政府|办公厅|法院|检察院|总队|支队|大队"
    r"|中心|联合会|总会|协会|指挥部|领导小组|委)$"
)
_TITLE_ISSUER = re.compile(
    r"^(?P<issuer>[\u4e00-\u9fff（）()]{3,40}?)(?=关于|印发|转发|批转|$)(?<=[局部厅委会室府院队心组])"
)
_NEXT_ISSUER = re.compile(
    r"(?!关于|印发|转发|批转|办公[室厅]|党[组委])(?:中共)?[\u4e00-\u9fff（）()]{2,40}?"
    r"(?:局|部|厅|委员会|办公室|政府|办公厅|法院|检察院|总队|支队|大队|中心|联合会|总会|协会|指挥部|领导小组|委)"
    r"(?=[ \u3000]|关于|印发|转发|批转|$)"
)
"""Another organ of a title that several issue together («云溪县民政局　云溪县财政局关于……»)."""
_BETWEEN_ISSUERS = "\u3000"
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}?[省市县区旗州盟]")
_MINUTES = re.compile(r"纪\s*要$")
LONGEST_TITLE = 120
"""Characters of a title at most: six lines of 2号; what is longer is text taken for one."""
_QUOTED = 20
_LOOK = 20
_LONGEST_WEB_LINE = 120


@dataclass(slots=True)
class Head:
    """What was read at the head, and how many lines it took. `attached`: of a paper under 附件, which is often a
    form and has no 主送机关 unless it is a paper with a number.
    """

    attached: bool = False
    values: dict[str, object] = field(default_factory=dict)
    title_lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    taken: int = 0

    @property
    def title(self) -> str:
        return _without_stop(_whole_title([line.text for line in self.title_lines]))

    @property
    def signature(self) -> tuple[str, ...]:
        """The organ that stands at the head, as minutes print it."""
        organs = self.values.get("signature", ())
        return organs if isinstance(organs, tuple) else ()


def _whole_title(lines: Sequence[str]) -> str:
    """The title of its lines, without stray blanks; one stands between the organs that issue a paper together."""
    title = ""
    for line in lines:
        title += (_BETWEEN_ISSUERS if _begins_issuer(title, line) else "") + line

    def joined(gap: re.Match[str]) -> str:
        before = title[: gap.start()].split()[-1]
        both = _ORGAN_LINE.match(before) and _NEXT_ISSUER.match(title, gap.end())
        return _BETWEEN_ISSUERS if both else ""

    return _GAP.sub(joined, title)


def _begins_issuer(title: str, line: str) -> bool:
    """Whether a line of a title begins with one more organ, from the same place as the one that the title ends with."""
    before = title.split()[-1:]
    if not before or not _ORGAN_LINE.match(before[0]) or not _NEXT_ISSUER.match(line):
        return False
    one, other = _PLACE.match(before[0].removeprefix("中共")), _PLACE.match(line.removeprefix("中共"))
    return bool(one and other and one[0] == other[0])


def read_head(lines: Sequence[Line], *, attached: bool = False) -> Head:
    """Take mark, number, title, recipients from the first lines; the body begins at `taken`."""
    head = Head(attached)
    for line in lines[:_LOOK]:
        if line.table is not None or "recipients" in head.values or not _take(head, line, lines):
            break
        head.taken += 1
    return head


def _take(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line belongs to the head, which takes it."""
    if line.kind == "title":
        head.title_lines.append(line)
        return True
    if _takes_element(head, line, lines):
        return True
    if _is_note(head, line):
        head.notes.append(line)
        return True
    if _goes_on_title(head, line, lines):
        head.title_lines.append(line)
        return True
    return False


def _takes_element(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line is an element other than the title: mark, number, 份号, 紧急程度, 签发人, recipients, organ."""
    text, values, above = line.text, head.values, not head.title_lines
    if above and "mark" not in values and _is_minutes_mark(lines[head.taken :]):
        values["mark"] = text
    elif line.kind in _ELEMENT_KINDS and above:
        values[line.kind] = _mark(text) if line.kind == "mark" else text.replace(" ", "")
    elif _is_web_line(text) or (above and _STAGE_LINE.match(text)):
        head.notes.append(line)
    elif above and "mark" in values and _goes_on_mark(head, lines):
        values["mark"] = _mark(f"{values['mark']} {text}")
    elif (above and "mark" not in values and (is_mark(text) or _opens_mark(lines[head.taken :]))) or _is_letterhead(
        head, line, lines
    ):
        values["mark"] = _mark(text)
    elif (beside := _BESIDE_NUMBER.match(text)) and above and is_number_line(beside["number"]):
        values["number"] = find_document_number(beside["number"]) or _blank_number(beside["number"])
        values.update({"copy_number": beside["digits"]} if beside["digits"] else {"urgency": beside["word"]})
    elif "signer" in values and (more := _MORE_SIGNERS.match(text)) and is_number_line(more["number"]):
        values["number"] = find_document_number(more["number"]) or _blank_number(more["number"])
        values["signer"] = _names(f"{values['signer']} {more['names']}")
    elif "signer" in values and above and _goes_on_signers(lines[head.taken :]):
        values["signer"] = _names(f"{values['signer']} {text}")
    elif is_number_line(text):
        values["number"] = find_document_number(text) or _blank_number(text) or "".join(text.split()).strip("（）()")
        if signer := _SIGNER.search(text):
            values["signer"] = _names(signer["name"])
    elif signer := _SIGNER.match(text):
        values["signer"] = _names(signer["name"])
    elif (copy := _COPY_NUMBER.match(text)) and above and "copy_number" not in values:
        values["copy_number"] = copy["digits"]
    elif (urgency := _URGENCY.match(text)) and above:
        values["urgency"] = urgency["word"]
    elif is_recipients(text) and _may_address(head, text):
        values["recipients"] = split_recipients(text)
    elif _signs_under_title(head, line, lines):
        values["signature"] = tuple(text.split())
    else:
        return _heads_minutes(head, line, lines)
    return True


def _may_address(head: Head, text: str) -> bool:
    if "number" in head.values:
        return True
    return not head.attached and (bool(head.title_lines) or _addresses_all(text))


def _goes_on_signers(lines: Sequence[Line]) -> bool:
    """Whether the first line is a row of 签发人: others may follow, and the last, which has the number at its left."""
    for place, line in enumerate(lines):
        if line.table is not None or not _SIGNER_ROW.fullmatch(line.text):
            return place > 0 and line.table is None and _MORE_SIGNERS.match(line.text) is not None
    return False


def _names(text: str) -> str:
    """Several names divided by 、; «张　三» is one."""
    names: list[str] = []
    for part in re.split(r"[\s、，,]+", text.strip(" \u3000、，,")):
        spread = len(part) == 1 and bool(names) and len(names[-1]) == 1
        names = [*names[:-1], names[-1] + part] if spread else [*names, part]
    return "、".join(names)


def _is_web_line(text: str) -> bool:
    return len(text) < _LONGEST_WEB_LINE and SITE.search(text) is not None and TITLE_END.search(text) is None


def _mark(text: str) -> str:
    """A mark without the blanks inside a name; those between the organs of a joint paper stay."""
    parts = re.sub(r"文\s*件$", "文件", text).split()
    organs = parts[:-1] if parts and parts[-1] == "文件" else parts
    apart = len(organs) > 1 and all(_ORGAN_LINE.match(organ.removesuffix("文件")) for organ in organs)
    return " ".join(parts) if apart else "".join(parts)


def title_issuer(title: str) -> str:
    """The organ with which a title opens («某县民政局关于……的通知»), «» where it names none, or several apart."""
    opening = _TITLE_ISSUER.match(title)
    return opening["issuer"] if opening else ""


def is_mark(text: str) -> bool:
    """Whether the line is a 发文机关标志 («某县民政局文件»)."""
    return _MARK.match(text) is not None and not text.startswith("关于")


def _is_minutes_mark(lines: Sequence[Line]) -> bool:
    """Whether the first line is the mark of minutes («某局局长办公会议纪要»): below its number, organ and date their
    title stands, «研究养老服务工作专题会议纪要».
    """
    if not _MINUTES.search(lines[0].text) or lines[0].kind or labelled(lines[0].text):
        return False
    for line in lines[1:6]:
        if line.table is not None:
            return False
        if not (is_number_line(line.text) or is_date_line(line.text) or _ORGAN_LINE.match(line.text)):
            return bool(_MINUTES.search(line.text)) and line.text != lines[0].text and len(line.text) <= LONGEST_TITLE
    return False


def _opens_mark(lines: Sequence[Line]) -> bool:
    """Whether the lines are a mark over several lines: organs, one a line, then «文件» or an organ with it."""
    for place, line in enumerate(lines[:_LOOK]):
        if line.table is not None:
            return False
        if place and (_PAPER.fullmatch(line.text) or _is_organ_mark(line.text)):
            return True
        if not all(map(_ORGAN_LINE.match, line.text.split())):
            return False
    return False


def _goes_on_mark(head: Head, lines: Sequence[Line]) -> bool:
    rest = lines[head.taken :]
    if str(head.values["mark"]).endswith("文件"):
        return False
    return bool(_PAPER.fullmatch(rest[0].text)) or _is_organ_mark(rest[0].text) or _opens_mark(rest)


def _is_organ_mark(text: str) -> bool:
    organ = _PAPER.sub("", text) if is_mark(text) else ""
    return bool(organ.split()) and all(map(_ORGAN_LINE.match, organ.split()))


def _is_note(head: Head, line: Line) -> bool:
    """Whether the line stands under the title and is none of it: the title once more, a date, a note in brackets."""
    if not head.title_lines or _goes_with_title(head, line.text):
        return False
    if letters(line.text) == letters(head.title):
        return True
    return not head.attached and (_NOTE.match(line.text) is not None or is_date_line(line.text))


def _goes_with_title(head: Head, text: str) -> bool:
    """Whether the line is «（试行）» under the title."""
    return _EDITION_LINE.match(text) is not None and TITLE_END.search(head.title) is not None


def _goes_on_title(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    return (bool(head.title_lines) and _goes_with_title(head, line.text)) or _is_title_line(head, line, lines)


def _is_letterhead(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line is an organ above the number or the title, as letters print it, and not the first words of the
    title: the title below names the organ itself, in full or without its place.
    """
    following = [other.text for other in lines[head.taken + 1 : head.taken + 5] if other.table is None]
    return bool(
        not head.title_lines
        and "mark" not in head.values
        and _ORGAN_LINE.match(line.text)
        and following
        and (_opens_title(line.text, following[0]) or is_number_line(following[0]))
        and any(_opens_title(line.text, other) for other in following)
    )


def _opens_title(organ: str, title: str) -> bool:
    """Whether a title opens with the organ, or with its name without the place («省民政厅关于……»)."""
    if title.startswith(organ):
        return True
    issuer = title_issuer(title)
    return bool(issuer) and organ.endswith(issuer)


def _signs_under_title(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line names the departments that drew up a plan, printed under its title."""
    if head.attached or not TITLE_END.search(head.title) or head.values.keys() & {"recipients", "signature"}:
        return False
    following = lines[head.taken + 1 : head.taken + 2]
    organs = line.text.split()
    running = bool(following) and following[0].table is None and bool(re.search("[。：:]", following[0].text))
    return running and bool(organs) and all(_ORGAN_LINE.match(organ) for organ in organs)


def _heads_minutes(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    """Takes the organ and the date that stand between the head and the text of minutes."""
    if not _MINUTES.search(head.title or str(head.values.get("mark", ""))):
        return False
    if is_date_line(line.text):
        dates = find_dates(line.text)
        if not dates:
            return False
        organ = line.text[: dates[-1].start].strip()
        head.values["date"] = format_date(dates[-1].date)
        if organ:
            head.values["signature"] = (organ,)
        return True
    following = lines[head.taken + 1 : head.taken + 2]
    if _ORGAN_LINE.match(line.text) and following and is_date_line(following[0].text):
        head.values["signature"] = (line.text,)
        return True
    return False


def _is_title_line(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    text = _without_stop(line.text)
    if (
        line.kind in {"heading", "paragraph", BULLET}
        or labelled(text)
        or re.search(r"[。；：:]|，$", text)
        or len(text) > 90
    ):
        return False
    if not head.title_lines:
        return True
    if TITLE_END.search(head.title):
        return False
    following = [other.text for other in lines[head.taken + 1 : head.taken + 4]]
    return bool(TITLE_END.search(text)) or any(
        TITLE_END.search(other) or is_number_line(other) or is_recipients(other) for other in following
    )


def _without_stop(text: str) -> str:
    """A title that a stop was typed behind, without it; lint tells of the stop (WJ706)."""
    return text.rstrip("。；，.") if STOPPED_TITLE.match(text) else text


def is_number_line(text: str) -> bool:
    """Whether the line is a 发文字号, filled in or still blank, perhaps with 签发人 beside it."""
    rest = _SIGNER.sub("", text).strip()
    return bool(DOCUMENT_NUMBER.fullmatch(rest) or BLANK_NUMBER.match(rest) or _SERIAL.fullmatch(rest))


def _blank_number(text: str) -> str:
    """«鲁民字〔2026〕　号» as it is printed, from a number line that is still to be filled in."""
    blank = BLANK_NUMBER.match(_SIGNER.sub("", text).strip())
    return f"{blank['code']}〔{blank['year'] or '　　'}〕　号" if blank else ""


def is_recipients(text: str) -> bool:
    """Whether the line is a 主送机关 line and not the last words of an introduction."""
    if not _RECIPIENTS.match(text) or _ANNOUNCES.search(text) or text.startswith(("附件", "抄送", "为")):
        return False
    return _FORM_FIELD.match(text) is None and labelled(text) is None


def _addresses_all(text: str) -> bool:
    """Whether a line above which nothing stands is 主送机关 all the same: «各县（区）人民政府，…：»."""
    return text.startswith("各") and bool(re.search("政府|局|厅|部门|单位|委|办|所|校|院|公司", text))


def split_recipients(text: str) -> tuple[str, ...]:
    """The organs of a 主送机关 line: classes are parted by commas; what 、 joins stays together."""
    parts: list[str] = []
    depth, word = 0, ""
    for character in text.rstrip("：: "):
        depth += (character in "（(") - (character in "）)")
        if character in "，," and depth == 0:
            parts.append(word)
            word = ""
        else:
            word += character
    return tuple(part.strip() for part in (*parts, word) if part.strip())


def check_head(head: Head, signature: str, path: str) -> tuple[Finding, ...]:
    """What is doubtful in the head: no title, one too long to be one or without 文种, or only part of the issuer."""
    if not head.title_lines:
        return (found("WJ120", Place(path)),)
    first = head.title_lines[0]
    place = Place(path, first.number, 1 if first.number else 0, first.label)
    if len(head.title) > LONGEST_TITLE:
        start = head.title[:_QUOTED]
        return (found("WJ987", place, excerpt=start, start=start, count=len(head.title), most=LONGEST_TITLE),)
    if TITLE_END.search(head.title):
        return ()
    if signature and signature != head.title and signature.startswith(head.title):
        return (found("WJ122", place, excerpt=head.title, title=head.title, issuer=signature),)
    return (found("WJ121", place, excerpt=head.title, title=head.title),)
