"""Which clauses of a duty ask for an act, and which only say to what end, by what, how or in which case."""

from __future__ import annotations

from wenjian.text import patterns as re

_NO_ACT = re.compile(
    r"^(?:确保|防止|避免|杜绝|以便|从而|努力|力争|不断|切实(?:保障|提高|提升|增强|维护)|提高|提升|增强|促进|保障|方便|实现|"
    r"坚决|最大限度|着力|做到|解除|营造|做大|做强|做优|巩固|树立|创新|发挥|严把|持续|为|让|使|形成|共同|更好|充分|进一步|"
    r"积极|按照|根据|依托|围绕|结合|立足|遵循|坚持|"
    r"通过|以|在|针对|对于?|听|(?:各地|各级|各单位)(?![^，。]{0,14}?(?:要|应当?|须)(?!强化|加强|加大|加快|抓好|做好|注重|切实|压实|落实|认真|提高|进一步|高度|充分|结合|严格|积极|把|将|以)[^，。]{4})|经研究|现就|现将|特此|为此)"
)
"""How clauses begin that give a purpose, a basis, a manner or an addressee, not an act of their own."""

_BY_WHAT = re.compile(
    r"^[^，。]{0,24}?(?<![重主需])(?:要|应当?|必须|须)(?:严格|认真|切实)?"
    r"(?:按照?|根据|依据|针对|依照|遵照|结合|统筹考虑|充分考虑|综合考虑)[^，。]*"
    r"(?:要求|规定|标准|原则|精神|部署|安排|实际|情况|条件|因素|类型|风险|特点|需要|办法|意见|法律|法规)$"
)
"""A clause that says who is to act by what, before the clause that says what is to be done («各地要按照本通知要求»)."""

_TO_WHAT_END = re.compile(
    r"^(?:要|应当?|须)?(?:不断|进一步|切实|着力|有效|全面)*(?:提高|提升|增强|提振|改善)[^，。]*"
    r"(?:水平|能力|质量|效能|效率|效益|意识|素质|环境|程度|力度|率|力)$"
    r"|^(?:并|共同)?引导[^，。]{1,14}(?:健康|有序|良性|规范|高质量)发展$|^(?:并)?引导[^，。]{1,10}(?:自觉|主动)"
    r"|最后一(?:公里|米)|后顾之忧$|^(?:压实|落实)[^，。]*(?:主体|属地|监管|领导)责任$|^千方百计|^(?:要|应当?|须)立足|^(?:做[准精细实深优强]){2,}"
    r"|^(?:抓好|推动|促进)(?:各项)?(?:工作|任务|政策)?落实$|^(?:统筹|协同)推进[^，。]*(?:工作|建设|发展)$"
    r"|^(?:充分)?发挥[^，。]*(?:作用|功能|效益|优势|潜力)$"
)
"""Clauses of purpose that begin as an act might, or stand anywhere («有效提升安全运行水平»)."""

_BY_WAY_OF = re.compile(r"^(?:鼓励|支持|引导|允许)?[^，。]{0,8}(?:结合|立足)[^，。]{0,6}实际$")
"""«鼓励各地结合实际»: what they are to do follows."""

_WHO = re.compile(r"^[^，。的对向为将把由给按在加建开落推支鼓要应须可不]{2,30}(?:地区|省份|地方|部门|单位)$")
"""A clause that only names who is to act («甲省和乙市以及受灾严重地区，要……»)."""

BASIS = re.compile("^(?:依照|参照|遵照|对照|按照?|根据|依据)")
"""How clauses begin that say by what («按照《……》要求»)."""

CASE = re.compile(r"(?:的|时|之?后|之?前|过程中|期间|情况下|基础上|前提下)$")
"""How clauses end that tell in which case or when («逾期不改的», «资金下达后»)."""


def asks_for_an_act(part: str) -> bool:
    """Whether a clause asks for an act, and gives not only a purpose, a basis, a manner, an addressee or a case."""
    return not (
        _NO_ACT.match(part)
        or CASE.search(part)
        or _BY_WHAT.match(part)
        or BASIS.match(part)
        or _BY_WAY_OF.match(part)
        or _WHO.match(part)
        or says_to_what_end(part)
    )


def says_to_what_end(part: str) -> bool:
    """Whether a clause gives a purpose alone."""
    return _TO_WHAT_END.search(part) is not None
