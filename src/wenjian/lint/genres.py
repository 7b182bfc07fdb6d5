"""文种 and who is written to: the fifteen kinds (条例第八条), what a 请示 and a 报告 must not (第十五条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenjian.lint.draft import Draft, around
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.structure.lines import TITLE_END
from wenjian.structure.parts import Part

KINDS = (
    "决议",
    "决定",
    "命令",
    "令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
"""The fifteen 文种 (条例第八条; 命令 is also called 令)."""
_MIXED = re.compile(r"(?:请示报告|报告请示|请示的报告|报告的请示|请示函|意见报告)(?:[（(][^（()）]*[）)])?$")
_BRACKETS = re.compile(r"(?:[（(][^（()）]*[）)])+$")
_CLOSING = re.compile(r"(?:特此|专此)(?P<kind>通知|通报|报告|公告|通告|批复|请示|函告|函复|函达|函询|函商|复函)")
_UPWARD = frozenset({"请示", "报告"})
_CLOSES_REQUEST = re.compile(
    r"(?:^|(?<=[。；]))(?:(?:以上|上述)(?:请示|事项|意见)?[，,]?)?(?:(?:妥否|当否|可否|是否妥当)[，,]?)?"
    r"请(?:予|予以)?(?:批示|批复|审批)[。！]?$"
)
"""«妥否，请批示。», with which only a 请示 ends; a report that does so is told by WJ712."""
_CLOSES = {
    "通知": {"通知"},
    "通报": {"通报"},
    "报告": {"报告"},
    "公告": {"公告"},
    "通告": {"通告"},
    "批复": {"批复"},
    "请示": {"请示"},
    "函": {"函告", "函复", "函达", "函询", "函商", "复函"},
}
_ASKS = re.compile(
    r"(?:妥否|当否|可否|是否妥当)[，,]?\s*请|请(?:予|尽快|及时)?(?:批示|批复|审批|批准|核准|核拨)|恳请[^。；]{0,20}?(?:批准|拨付|解决|安排|支持|给予|追加|增拨|划拨|下达|补助|增加|核定)"
    r"|(?:^|(?<=[，,。；;：:、！\s]))(?:现|特|谨|故|并|同时|为此|因此|在此|另)?(?:敬请|请求?(?![示假]))"
    r"(?:(?:(?!各)[^，。；：、各]){0,12}?(?:[省市州县区厅局委部]|政府|上级|领导)(?![^，。；]{0,6}(?:乡|镇|村|社区|股室|单位)))?"
    r"(?:予以?|尽快|及时|继续|酌情|一并|研究|协调|帮助|适当|优先|[在从][^，。；]{2,16}?[上面中])*(?:(?:给予|加大)[^，。；]{0,8}?)?"
    r"(?:批准|批复|批示|审批|核准|核拨|拨付|拨给|拨款|下拨|划拨|增拨|追加|下达|解决|支持|安排|补助|同意|答复)"
)
"""Words that ask to be answered: of whom a sentence only tells that he asks others, begins otherwise."""
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_PERSON = re.compile(
    r"^(?!.*(?:办公室|局(?!长)|委员会|政府|党委|部门))[\u4e00-\u9fff]{1,8}?(?:书记|省长|市长|县长|区长|局长|厅长|部长|主任|同志|领导)$"
)
_YOU = r"(?:你|贵)(?:单位|公司|[\u4e00-\u9fff]{0,4}?(?:局|委|办|院|厅|部|队|所|校|中心|会|镇|乡|街道|县|区|市|政府))"
_ORDERS_YOU = re.compile(
    rf"(?:责成|责令|命令|要求){_YOU}|(?<!请)(?<!请求)(?<!希望){_YOU}(?:要|应)?(?:务必|必须|不得)|(?<!请)务必[^。；]{{0,40}}逾期|逾期[^。；]{{0,14}}(?:予以通报|通报批评|追究|问责)"
)
_BELOW = re.compile(
    r"乡镇|乡（镇）|街道|民政所|敬老院|各股室|各科室|局属|所属(?:各)?单位|下属|直属(?:各)?单位|村（居）|社区"
)
_TAIL = 4
"""Lines at the end of the text among which the closing words stand."""


def genre_of(title: str) -> str:
    """The kind that a title ends with («通知», «方案»); "" where it names none."""
    match = TITLE_END.search(_BRACKETS.sub("", title).rstrip("》"))
    return match[0].rstrip("》") if match else ""


def check_kind(draft: Draft) -> Iterator[Finding]:
    """WJ709 for a paper that goes out by itself, with a number, whose title ends with no 文种 (方案, 办法 …)."""
    elements = draft.document.elements
    kind = genre_of(elements.title)
    by_itself = elements.recipients or elements.mark or elements.signature
    if kind and kind not in KINDS and not kind.endswith("令") and elements.number and by_itself:
        yield found("WJ709", draft.whole, kind=kind)


def check_mixed_kinds(draft: Draft) -> Iterator[Finding]:
    """WJ710 for «请示报告»."""
    if match := _MIXED.search(draft.document.title):
        yield found("WJ710", draft.whole, kind=match[0])


def check_closing(draft: Draft) -> Iterator[Finding]:
    """WJ711 where the closing words name another 文种 than the title."""
    kind = genre_of(draft.document.title)
    lines = [line for line in draft.part(Part.TEXT) if line.role is draft.document.role]
    for line in lines[-_TAIL:] if kind in _CLOSES else ():
        match = _CLOSING.search(line.text[-20:])
        if match and match["kind"] not in _CLOSES[kind]:
            yield found("WJ711", draft.at(line), words=match[0], kind=kind)
        elif kind not in _UPWARD and (asks := _CLOSES_REQUEST.search(line.text[-20:])):
            yield found("WJ711", draft.at(line), words=asks[0], kind=kind)


def check_asking_report(draft: Draft) -> Iterator[Finding]:
    """WJ712 for a 报告 that asks to be answered."""
    if genre_of(draft.document.title) != "报告":
        return
    for line in draft.part(Part.TEXT):
        if quote := request_in(line.text):
            yield found("WJ712", draft.at(line), quote=quote)
            return


def request_in(text: str) -> str:
    """The words of a report that ask to be answered, with what stands around them; "" where there are none. What it
    quotes asks nothing.
    """
    match = _ASKS.search(_QUOTED.sub(lambda quoted: "·" * len(quoted[0]), text))
    return around(text, match.start(), match.end(), 20) if match else ""


def check_ordering_letter(draft: Draft) -> Iterator[Finding]:
    """WJ737 for a 函 that gives orders to whom it is written to: organs that are not subordinate to one another write
    letters, and ask.
    """
    if genre_of(draft.document.title) != "函":
        return
    for line in draft.part(Part.TEXT):
        if line.role is draft.document.role and (match := _ORDERS_YOU.search(line.text)):
            quote = around(line.text, match.start(), match.end(), 24)
            yield found("WJ737", draft.at(line), quote=quote)
            return


def check_many_superiors(draft: Draft) -> Iterator[Finding]:
    """WJ713 for a 请示 or 报告 to several superiors."""
    names = [part for name in draft.document.elements.recipients for part in name.split("、") if part.strip()]
    if draft.is_upward and len(names) > 1:
        yield found("WJ713", draft.whole, kind=genre_of(draft.document.title), names="、".join(names))


def check_persons(draft: Draft) -> Iterator[Finding]:
    """WJ714 for a paper addressed to a person."""
    for name in (one.strip() for names in draft.document.elements.recipients for one in names.split("、")):
        if _PERSON.match(name):
            yield found("WJ714", draft.whole, name=name)


def check_copies_below(draft: Draft) -> Iterator[Finding]:
    """WJ715 for a 请示 or 报告 with a copy to a lower organ."""
    for name in draft.document.elements.copies_to if draft.is_upward else ():
        if _BELOW.search(name):
            yield found("WJ715", draft.whole, kind=genre_of(draft.document.title), name=name)
