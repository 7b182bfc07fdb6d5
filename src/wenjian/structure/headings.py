"""What is a heading: short lines, run-in headings, headings glued to their text."""

from __future__ import annotations

from collections.abc import Sequence

from wenjian.structure.characters import CHOICE
from wenjian.structure.lines import ENDS_SENTENCE, Line, labelled
from wenjian.text import patterns as re
from wenjian.text.normal import letters
from wenjian.text.responsibility import is_responsibility_line

LONGEST_HEADING = {0: 30, 1: 44, 2: 32, 3: 26, 4: 22, 5: 22}
"""Letters of the longest run-in heading by level: what is longer is the first sentence of the text."""
LONGEST_SHORT_HEADING = 14
_LONGEST_STOPPED = 10
"""Letters of an unnumbered heading that ends with 。; a longer one is a sentence."""
_LONGEST_FIRST = 10
"""Letters of the first clause of a run-in heading of two."""
_MODAL = r"(?<![重主需必首纪摘概扼简紧提])要(?![求素点害闻])|(?<![反响适供对相回呼顺感效])应(?![急对用变收检治救付])|须"
_ANNOUNCES = re.compile("如下|见(?:附)?表|附后")
_CELLS = re.compile(r"(?<=\S)(?:\u3000+|\t+| {2,})(?=\S)")
"""Gaps between the cells of a table's row, printed in one line."""
_MEASURED = re.compile(
    r"\d+(?:\.\d+)?\s*(?:月(?:底|末|份?前|\d)|日(?:前|内|报)|个?工作日|天(?!行动)|次|人(?!行动)|户|元|万元|[%％]|小时)|每[日天周月季年](?!度?[报例])"
)
"""A first sentence that counts or dates something is text, not a heading («6月底前完成移交。»), …"""
_BOUNDED = re.compile(
    r"\d[\d.,]*\s*[^\d\s“”（）()、，。+＋—~-]{1,4}?(?:以[上下内]|左右)|(?:不[少低高多]于|不超过|不得超过|至少|最多)[^，。]{0,4}\d"
    r"|每(?:\d|[一个座家村户所名辆处](?![级季]))|(?<![第\d.])\d[\d.]*\s*(?:名|辆|处|座|亩|公里|平方米|立方米|家(?!庭)|所|场次)"
)
"""… as is one that bounds a figure or speaks of each («每1000亩配1名管护员。»), …"""
_ALLOTS = re.compile(
    r"一律|不准|不许|牵头[^，。]{2,}|(?<!谁)负责(?!人|任|制|同志|主体|部门|单位)[^，。]{2,}|为[^，。]{0,12}(?:责任人|组长|牵头单位|责任主体)[，。]?$"
    r"|报[^，。]{1,12}(?:批准|审批|备案|同意)"
)
"""… and one that says who does it, or that nobody may («村卫生室一律配备冷藏箱。»)."""
_QUOTED = re.compile(r"[“《][^”》]*[”》]")
_ORDERS = re.compile(_MODAL + r"|不得|严禁|禁止|请|一律|负责|可以|可(?=[由向在通])|\d")
CLOSING = re.compile(
    r"^(?:特此|此[复函告令]|以上|望|请|专此|妥否|当否|附件|联系|抄送|出席|列席|请假|缺席|记录|主持"
    r"|参加(?:人员)?[：:]|注[：:]|[（(]|本(?:通知|办法|意见|方案|细则)自)"
)
_SENTENCE = re.compile(r"^[^。！？；;：:]*[。！？]")
ENUMERATOR = re.compile(r"^[一二三四五六七八九十]{1,3}[是要](?![否求])")
_SLOGAN_HEADING = re.compile(
    r"^[^。；：，,]{4,16}[，,][^。；：，,]{2,10}“[^”]{2,8}”(?![的地得、和与及等感性式类型])(?=[\u4e00-\u9fff])"
)
"""«坚持规划引领，下好建设“先手棋”», glued to its text."""
_USUAL = (
    r"(?:总体(?:要求|目标|思路)|指导思想|(?:工作|主要|基本)?(?:目标|原则(?!上)|任务|要求|安排|措施|步骤)|组织(?:领导"
    r"|实施)|(?:强化)?保障措施|重点任务"
    r"|时间安排|实施步骤|有关要求|(?:任务|责任|职责)分工|(?:明确)?(?:任务|工作|部门)?职责|附则)"
)
_USUAL_HEADINGS = re.compile(rf"^{_USUAL}(?=[\u4e00-\u9fff“《（])")
_USUAL_HEADING = re.compile(_USUAL)
_AFTER_USUAL = re.compile(
    r"^(?:确保|坚持|以(?!及)|为|到\d|通过|按照?|认真|切实|各|全[县市区省州面]|要|深入|紧紧|围绕|建立|成立|根据"
    r"|用\d|从|力争|实现|贯彻|加大|利用|\d|[^，。；、]{2,12}?(?:部门|机构|单位|政府|[局委办厅])(?=[\u4e00-\u9fff]))"
)
_SUBJECT = re.compile(
    r"各(?:级|地|县|市|区|省|部门|单位|乡|镇|有关|相关)|以习近平|坚[决持](?=[\u4e00-\u9fff“])|到20\d\d年"
)
_GAP = re.compile(r"[ \u00a0\u3000]+")
_WIDE = re.compile(r"\u3000|..")
_BESIDE_FIGURE = re.compile(r"[0-9A-Za-z].|.+[0-9A-Za-z]$")


def is_short_heading(text: str, following: Sequence[Line]) -> bool:
    """Whether an unnumbered line is a heading: short, orders nothing, and a longer unnumbered text follows, perhaps
    after a line that says who is responsible.
    """
    words = letters(ENUMERATOR.sub("", text))
    if (
        CHOICE.search(text)
        or not following
        or not 2 <= len(words) <= LONGEST_SHORT_HEADING
        or is_responsibility_line(text)
    ):
        return False
    if _ANNOUNCES.search(text) or len(_CELLS.findall(text)) > 1:
        return False
    if re.search(r"[，,；;：:、]", text) or _ORDERS.search(words) or CLOSING.match(text):
        return False
    if text.endswith("。") and len(words) > _LONGEST_STOPPED:
        return False
    text_line = text_after(following)
    if text_line is None or labelled(text_line.text) is not None:
        return False
    return text_line is not following[0] or len(letters(text_line.text)) > len(words) + 6


def text_after(following: Sequence[Line]) -> Line | None:
    """The first line ahead that is no responsibility line; None before a table."""
    for line in following:
        if line.table is not None:
            return None
        if not is_responsibility_line(line.text):
            return line
    return None


def enumerated_lead(text: str) -> tuple[str, str, str] | None:
    """«一是强化组织领导。要全面…»: the mark, the run-in heading, the rest, when the line holds no other 二是."""
    mark = ENUMERATOR.match(text)
    if mark is None:
        return None
    sentence = _SENTENCE.match(text[mark.end() :])
    if sentence is None or len(letters(sentence[0])) > LONGEST_SHORT_HEADING or _ORDERS.search(sentence[0]):
        return None
    rest = text[mark.end() + sentence.end() :].strip()
    if not rest or rest[0] in "（(" or re.search(r"(?:^|[。；;])[二三四五六七八九十]{1,3}[是要]", rest):
        return None
    return mark[0], sentence[0], rest


def split_heading(text: str, level: int) -> tuple[str, str]:
    """The heading at the start of a numbered line and the text glued to it; ("", text) when it is all text."""
    limit = LONGEST_HEADING.get(level, 30)
    if parted := parted_heading(text, limit):
        return parted
    sentence = _SENTENCE.match(text)
    first = sentence[0] if sentence else text
    if (usual := _USUAL_HEADINGS.match(first)) and _AFTER_USUAL.match(first[usual.end() :]):
        return text[: usual.end()], text[usual.end() :]
    if _says_something(first) or (len(first) < len(text) and _is_long_winded(first)):
        return "", text
    if slogan := _SLOGAN_HEADING.match(first):
        return text[: slogan.end()], text[slogan.end() :]
    if len(letters(first)) <= limit and not re.search(r"[；;：:]", first.rstrip("：:；;")) and not _is_order(first):
        return first, text[len(first) :].strip()
    if cut := _glued_heading(first, limit):
        return text[:cut], text[cut:]
    return "", text


def parted_heading(text: str, limit: int) -> tuple[str, str] | None:
    """A heading that only a blank parts from its text («加强领导　各地要…»)."""
    gap = _heading_gap(text)
    if gap is None:
        return None
    parts = (text[: gap.start()], text[gap.end() :])
    within = "。；;：:（(" if gap[0].startswith("\u3000\u3000") else "，,。；;：:、（("
    if not re.search("[，。；,;]", parts[1]) or any(sign in parts[0] for sign in within):
        return None
    if not 2 <= len(letters(parts[0])) <= limit or _is_order(parts[0]) or len(parts[1]) <= len(parts[0]):
        return None
    return parts[0], parts[1]


def _heading_gap(text: str) -> re.Match[str] | None:
    """The blank that may part a heading from its text: the first one, but beside a figure or Latin letters a single
    blank is only how somebody types («年满 80 周岁的老年人»), and only a wide one parts.
    """
    gaps = list(_GAP.finditer(text))
    if not gaps or not _BESIDE_FIGURE.match(text[max(gaps[0].start() - 1, 0) : gaps[0].end() + 1]):
        return gaps[0] if gaps else None
    if _USUAL_HEADING.fullmatch(text[: gaps[0].start()]):
        return gaps[0]
    return next((gap for gap in gaps if _WIDE.match(gap[0])), None)


def _is_order(sentence: str) -> bool:
    """Whether a first sentence gives an order and so is text, not a heading."""
    return bool(re.search(_MODAL + "|不得|严禁|禁止", _QUOTED.sub("", sentence)))


def _says_something(sentence: str) -> bool:
    """Whether a first sentence has a figure, a day, or who is to do it, and so is text, not a heading."""
    if _MEASURED.search(sentence):
        return True
    plain = _QUOTED.sub("", sentence)
    return bool(_BOUNDED.search(plain) or (ENDS_SENTENCE.search(sentence) and _ALLOTS.search(plain)))


def _is_long_winded(sentence: str) -> bool:
    """Whether a first sentence of several clauses is text: a heading has two short ones and lists nothing
    («加强组织领导，压实工作责任。», not «设立维权窗口，实行一窗受理、首问负责。»).
    """
    first, *others = re.split("[，,]", _QUOTED.sub("", sentence))
    return bool(others) and (len(others) > 1 or "、" in sentence or len(letters(first)) > _LONGEST_FIRST)


def _glued_heading(text: str, limit: int) -> int:
    """Where a heading without a stop ends and its text begins, or 0."""
    if usual := _USUAL_HEADINGS.match(text):
        return usual.end()
    if slogan := _SLOGAN_HEADING.match(text):
        return slogan.end() if not ENDS_SENTENCE.match(text[slogan.end() :]) else 0
    for subject in _SUBJECT.finditer(text, 5):
        heading = text[: subject.start()]
        if (
            len(letters(heading)) <= limit
            and not re.search("[，,]", heading[-8:])
            and text[subject.start() - 1] not in "，,、对向和与由把将"
        ):
            return subject.start()
    return 0
