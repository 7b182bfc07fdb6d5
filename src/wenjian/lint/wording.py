"""Words: slips of the pen as suspicions, rules and standards that are no longer in force, letters that fonts lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenjian.lint.draft import Draft, around
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.structure.parts import Part


@dataclass(frozen=True, slots=True)
class _Slip:
    """A pattern that is nearly always a slip, and what was probably meant."""

    pattern: re.Pattern[str]
    meant: str


def _slip(pattern: str, meant: str) -> _Slip:
    return _Slip(re.compile(pattern), meant)


SLIPS = (
    _slip(
        r"(?<![原起基诱成])因(?=(?:按照|根据|依据|依照|当)(?!天|时|地|年|前))(?=(?:按照|根据|依据|依照)《|按照|当(?:按照|根据|依法|及时|加强))",
        "应",
    ),
    _slip(r"(?:按照|根据|依照|依据)(?=(?:根据|按照|依照|依据)|认真(?:落实|贯彻|执行|做好|开展))", "删去一个词"),
    _slip(r"(?<![颁公发宣])布署(?!名)", "部署"),
    _slip(r"截止(?=(?:到|至)?(?:目前|\d{4}年|今年|\d{1,2}月底))", "截至"),
    _slip(r"台帐|账帐|帐户|帐号|记帐|报帐|挂帐|对帐|建帐", "“帐”应为“账”"),
    _slip(r"做为(?=[\u4e00-\u9fff]{0,8}(?:的重要|的首要|重点|重要|抓手|主体|依据|载体|标准|内容))", "作为"),
    _slip(
        r"撤消(?=登记|处分|许可|备案|资格|决定|案件|职务|批准|证书|证照|公告|认定|行政|其|该|原|婚姻|监护|机构|《)|(?:依法|予以|应当|可以)撤消",
        "撤销",
    ),
    _slip(r"(?:登记|许可|行政)撤消", "撤销"),
    _slip(r"吊消", "吊销"),
    _slip(r"注消(?=登记|户|证|手续|账)|(?:依法|申请|予以|办理)注消", "注销"),
    _slip(r"(?:核|报|冲|缴)消(?=登记|手续|账)", "“消”应为“销”"),
    _slip(r"再接再励", "再接再厉"),
    _slip(r"一如继往", "一如既往"),
    _slip(r"迫不急待", "迫不及待"),
    _slip(r"按步就班", "按部就班"),
    _slip(r"走头无路", "走投无路"),
    _slip(r"(?<![\u4e00-\u9fff])既使(?=[\u4e00-\u9fff]{1,12}，?也)", "即使"),
    _slip(r"松驰", "松弛"),
    _slip(r"渡假", "度假"),
    _slip(r"修定(?=落实|完善|完成|印发|《|应急|预案|方案|制度)", "修订"),
    _slip(r"贯切(?=落实|执行)", "贯彻"),
    _slip(r"落到实外", "落到实处"),
    _slip(r"婚烟", "婚姻"),
    _slip(r"有针对性的(?=对(?![策象])|开展|进行(?!调)|组织(?=[\u4e00-\u9fff]*培训)|加强)", "有针对性地"),
)
"""Slips that county papers hold; each is a suspicion, never a verdict."""

_PARTICLES = re.compile(
    r"(?P<one>的|了|和|与|及|对|将|把|在|为|是|由|从|以|等)(?P=one)(?![\u4e00-\u9fff]?(?:确确|士|博))"
)
_DOUBLED = re.compile(r"(?P<one>[\u4e00-\u9fff]{2,6})(?P=one)")
_KIND = "通知|意见|报告|请示|批复|函"
_KIND_TWICE = re.compile(rf"(?P<other>》|的(?:{_KIND}))?的(?P<kind>{_KIND})的(?P=kind)$")
"""`other`: the end of the other paper's title, so that both are the paper's own."""
_HANDS_ON = re.compile("转发|批转|印发")
"""A title that hands another paper on: «转发××局关于……的通知的通知» is heavy, but no slip."""
_MAY_DOUBLE = re.compile(
    r"^(?:一[\u4e00-\u9fff]|逐[\u4e00-\u9fff]|层层|人人|处处|研究|讨论|商量|学习|休息|交流|宣传|检查|整理|[一二三四五六七八九十]+)$"
)
_NOT_PARTICLES = ("的的确确", "为为", "等等", "以以", "是是非非", "对对联", "了了", "在在")

WITHDRAWN = (
    (
        re.compile(r"国家行政机关公文处理办法|中国共产党机关公文处理条例"),
        "《党政机关公文处理工作条例》（2012年7月1日起施行）",
    ),
    (re.compile(r"(?:GB/?T|GB／T)\s*9704\s*[—–－-]\s*(?:1988|1999)"), "GB/T 9704—2012"),
    (re.compile(r"(?:GB/?T|GB／T)\s*15834\s*[—–－-]\s*1995"), "GB/T 15834—2011"),
    (re.compile(r"(?:GB/?T|GB／T)\s*15835\s*[—–－-]\s*1995"), "GB/T 15835—2011"),
    (re.compile(r"(?:GB/?T|GB／T)\s*9704\s*[—–－-]\s*20(?!12)\d\d"), "GB/T 9704—2012（没有这个年份的版本）"),
)
_SUBJECT_WORDS = re.compile(r"^\s*主\s*题\s*词\s*[：:]")
_REPLACED_BY = re.compile("废止|代替|替代|取代|修订|停止执行")
_FONT_NAME = "_GB2312"
_MOST_LETTERS = 10


def check_slips(draft: Draft) -> Iterator[Finding]:
    """WJ761 for what is probably a slip: one finding for each kind, with what was probably meant."""
    said: set[str] = set()
    for line in draft.part(Part.TEXT, Part.HEADING, Part.TITLE, Part.CELL):
        for slip in SLIPS:
            match = slip.pattern.search(line.text)
            if match and (key := slip.meant + match[0]) not in said:
                said.add(key)
                start, end = match.start(), max(match.end(), match.start() + 1)
                yield found("WJ761", draft.at(line), quote=around(line.text, start, end, 14), meant=slip.meant)


def check_doubled_words(draft: Draft) -> Iterator[Finding]:
    """WJ762 for a word that stands twice («人员人员», «的的»), and for a title that ends so («……》的通知的通知»)."""
    title = draft.document.title
    ends = _KIND_TWICE.search(title)
    if ends and (ends["other"] or not _HANDS_ON.search(title)):
        yield found("WJ762", draft.whole, quote=title[-14:], word=f"的{ends['kind']}")
    for line in draft.part(Part.TEXT, Part.HEADING, Part.TITLE):
        for match in (*_DOUBLED.finditer(line.text), *_PARTICLES.finditer(line.text)):
            beside = line.text[max(0, match.start() - 2) : match.end() + 2]
            if (
                _MAY_DOUBLE.match(match["one"])
                or match["one"][0] == "的" < match["one"]
                or any(word in beside for word in _NOT_PARTICLES)
            ):
                continue
            yield found(
                "WJ762", draft.at(line), quote=around(line.text, match.start(), match.end(), 14), word=match["one"]
            )


def check_withdrawn(draft: Draft) -> Iterator[Finding]:
    """WJ763 for rules and standards that are no longer in force, and for 主题词."""
    for raw in draft.raw:
        if _SUBJECT_WORDS.match(raw.text):
            place = Place(draft.document.source, raw.number, 0, raw.label)
            yield found("WJ763", place, word="主题词", now="不再标注（GB/T 9704—2012已取消）")
    for line in draft.own:
        for pattern, now in WITHDRAWN:
            match = pattern.search(line.text)
            if match and not _REPLACED_BY.search(line.text[match.end() : match.end() + 12]):
                yield found("WJ763", draft.at(line), word=match[0], now=now)


def check_letters(draft: Draft) -> Iterator[Finding]:
    """WJ765, once, for Chinese characters outside GB 2312, which fonts called _GB2312 lack. A docx in which no such
    font is used has no such trouble.
    """
    fonts = {run.font for one in draft.appearance.paragraphs for run in one.runs} if draft.appearance else set()
    if draft.appearance and not any(font.endswith(_FONT_NAME) for font in fonts):
        return
    hits = [(line, sign) for line in draft.own for sign in line.text if _is_rare(sign)]
    if hits:
        rare = "".join(dict.fromkeys(sign for _, sign in hits))
        shown = rare[:_MOST_LETTERS] + ("等" if len(rare) > _MOST_LETTERS else "")
        yield found("WJ765", draft.at(hits[0][0]), letters=shown, count=len(hits))


def _is_rare(sign: str) -> bool:
    if not ("\u3400" <= sign <= "\u9fff" or sign >= "\U00020000") or sign >= "\U00100000":
        return False
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
