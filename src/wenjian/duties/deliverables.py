"""成果报送: what a duty asks to hand over, to whom, by when, in which form, signed by whom."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.duties.deadlines import listed_with
from wenjian.duties.judge import clauses
from wenjian.model.directive import Deliverable
from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text import patterns as re
from wenjian.text.cue import Cue
from wenjian.text.measures import FoundMeasure, locate_measures

_REPORTS = (
    r"报送|上报|报备|呈报|呈送|递交|提交|报请|提请|反馈(?![表单函])|填报(?![表单])|抄送|报批|报审|传至|发至|发送至?"
    r"|(?<![通申举汇填日零周旬月季年预上瞒谎迟漏呈电警直播情海简专快])报(?![告警名考销废刊价复纸社道答酬表业关税案备送请批审国话站务])"
)
_REPORTING = (
    r"(?!(?:工作(?![情总小进方计报月周简专快信年季日动要清台成亮])|制度|机制|渠道|时限|要求|流程|程序|质量|率|频次"
    r"|责任(?![人书清])|单位(?![名情])|人员(?![名信情花])|义务))"
)
"""After these words reporting is a noun («信息报送工作»)."""
_HANDS = Cue(rf"{_REPORTS}|报告|备案|录入|上传|[日周旬月季年零]报")

_ORGAN = (
    r"(?:部|局|厅|委|办|办公室|办公厅|处|科|室|股|中心|政府|单位|部门|机构|指挥部|组|专班|党委|党组|委员会|公司|院|站|所|上级|机关|街道|乡镇|镇|乡|村"
    r"|社区|会议|人大|政协|窗口|领导|负责人|主任|省|市|县|区|一级|队|主体|协会|[省市县区]民政|家长|监护人|企业)(?:[（(](?![^（）()]*(?:联系|电话))[^（）()]{1,20}[）)])?"
)
_DONE_WITH = (
    r"审核备案|备案|备查|审核|审批|批准|审定|审查|审议|审签|同意|汇总|存档|核准|研究|决定|验收|登记|处理|处置"
    r"|报告|并|后|统一|集中|由"
)
_TO = re.compile(
    rf"(?:至|给|到|于|往)?(?P<to>(?!告|警)[^，。；：:]{{0,28}}?{_ORGAN})(?:邮箱|处)?"
    rf"(?=(?:{_DONE_WITH})|$|[，。；;]|[（(](?![省市县区旗州盟镇乡街道、]+[）)]))"
)
_THING = (
    r"(?:报告|方案|总结|小结|清单|台账|办法|计划|预案|报表|[日周月季年简专快]报|表|动态|要情|名单|材料|情况|信息|数据|案例|做法|意见|建议|结果|进展|联系方式|联系人|电话|号码"
    r"|文件|资料|回执|图|目录|请示|申请|简报|函|照片|问题|线索|需求|联络员|制度|细则|证明|名册|登记卡|合同|预算|决算|规划|指标|举措|措施|记录)"
)
_THING_AT_END = re.compile(rf"{_THING}(?:[（(][^（）()]{{1,30}}[）)])?$")
_TAKES = re.compile(
    rf"(?:将|把)(?P<thing>[^，。；]{{2,40}}?)(?:[（(][^（）()，。；]{{1,80}}[）)])?"
    rf"(?P<verb>{_REPORTS}|报告(?=[^，。；制（(])(?![^，。；]*(?:报|提交|递交|反馈)))(?P<rest>[^，。；]*)$"
)
"""«将情况报告市局» reports, «将情况报告报市局» hands in a report."""
_TOWARDS = re.compile(
    rf"(?:向|到)(?P<to>[^，。；]{{0,28}}?{_ORGAN})(?:及时|如实|准确|书面|逐级|按时|统一|定期|一次性|首次|专题|主动|立即|第一时间|集中|分别)*(?P<verb>{_REPORTS}|报告|备案){_REPORTING}(?P<rest>[^，。；]*)$"
)
_PLAIN = re.compile(rf"(?P<before>[^，。；]*?)(?P<verb>{_REPORTS}){_REPORTING}(?P<rest>[^，。；]*)$")
_REPORTS_AT = re.compile(
    rf"(?:及时|随时|立即|第一时间|逐级|如实|按程序|书面|马上|同步|按规定|按时|定期|限时|分别|直接|迅速|即时|当日|当天|内|前)(?:向上级|如实|准确|书面|逐级)*报告{_REPORTING}(?P<rest>[^，。；]*)$"
)
_PUT_IN = re.compile(r"(?:录入|上传至?|上传到|填入|登录)(?=[^，。；]{0,20}(?:系统|平台))(?P<rest>[^，。；]*)$")
_REGULAR = re.compile(r"(?P<thing>(?:[日周旬月季年零]报告?[、和]?)+)(?=制度?)")
_DATE_IN_THING = re.compile(
    r"(?:请|须|应|要|需|务必|均|统一|分别|各)*(?:于|在)?(?:(?:\d{1,2}月\d{1,2}日[、和及])+\d{1,2}月\d{1,2}日之?前|每[年月周旬季][^，。；]{0,8}前?|20\d{2}年[^，。；]{0,9}前|\d{1,2}月[^，。；]{0,8}前|\d{1,2}日[^，。；]{0,4}前|次月[^，。；]{0,8}前).*$"
)
_TIMES_AT_START = re.compile(r"^[一两二三\d]次")
_COUNT_AT_END = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:各|共|均)?(?:不少于|不低于|不超过|至少|最少)?(?:\d+|[一二两三四五六七八九十]+)(?:条|篇|份|期|次|个|件)(?:以上|以内)?$"
)
_ADVERBS_AT_END = re.compile(
    r"(?:及时|统一|一并|逐级|按时|汇总后?|汇总|整理后?|分别|直接|书面|随时|立即|第一时间|按程序|同步|同时|定期|按[月季年旬周日]度?|逐[日月周]|每[日天月周季]|以[^，。；]{1,10}形式|通过[^，。；]{2,20}|经[^，。；]{2,20}后)+$"
)
_SUBJECT_AT_START = re.compile(
    r"^(?:并|同时|请|要|应|须|需|务必|均|各[^，。；将把于]{1,16}?(?:要|应|须|应当|请)?(?=于|在|每|\d|$)|于|在)+"
)
_MADE = re.compile(
    rf"(?:制定|制订|编制|形成|填写|填报|起草|撰写|拟定|梳理|汇总|建立|提出|编写|完成|报送|确定|总结|填好)(?:出|形成|好)?(?P<thing>[^，。；]{{1,24}}?{_THING})(?:[”）)]|$|[，。；、和并])"
)
_SIGNS = r"(?:审核签字|签字(?:确认|背书)?|签批|审签|签发|审核把关|审核同意|批准同意|审定|审核|同意|签名|盖章)"
_SIGNED = re.compile(rf"(?:经|由)(?P<who>[^，。；]{{2,24}}?{_SIGNS})(?:并?(?:加盖公章|盖章))?")
_ENDS_SIGNED = re.compile(f"{_SIGNS}$")
_FORM = re.compile(
    r"(?:加盖公章|盖章)的?(?:纸质[版件]?|扫描件|正式文件|PDF版?)(?:各?[一两二三四五六\d]份)?|书面(?:形式)?|电子版|电子文档|电子表格|纸质版|纸质件|纸质材料|纸质|扫描件|PDF版?|加盖公章|盖章|正式文件(?:形式)?|公文形式|一式[两二三四五六\d]份|传真|电子邮件|(?:电子)?邮箱|光盘"
    r"|(?:通过|登录|利用|依托|录入|上传至?|上传到|在)(?P<system>[^，。；、]{2,24}?(?:系统|平台|小程序|公文交换|工作群|政务网))"
)
_AND = re.compile(r"以及|、|和|及(?!时)")
_ASIDE = re.compile(r"[（(][^（）()]{1,120}[）)]")
_STOPS = re.compile("[，。；]")
"""Stops that within an aside end no clause («报区教育局（联系人：某某，电话：……）»)."""
_TIMES = (MeasureKind.DEADLINE, MeasureKind.FREQUENCY, MeasureKind.IMMEDIACY)


def deliverable(text: str) -> Deliverable | None:
    """What is to be handed over, to whom, by when, in which form, signed by whom; None when nothing is.

    Two clauses may share the words («形成报告，于6月底前报市民政局»). 报警, 报名, 通报 and 报告 as a noun hand over
    nothing.
    """
    return next(deliverables(text), None)


def deliverables(text: str) -> Iterator[Deliverable]:
    """All that a sentence asks to hand over, in its order («……报镇民政所，汇总后报县民政局»)."""
    if not _HANDS.search(text):
        return
    position = 0
    for part in (parts := clauses(text)):
        position = text.find(part, position)
        if handed := _handed(_ASIDE.sub(_quiet, part)):
            thing, recipient, verb = handed
            before = text[: position + verb]
            yield Deliverable(
                text=thing or _made(before, parts),
                recipient=recipient,
                deadline=_deadline(text, position, position + verb),
                form="、".join(_forms(text)),
                signature=next((match["who"] for match in _SIGNED.finditer(text)), ""),
            )
        position += len(part)


def signed_by(signature: str) -> str:
    """«由院长签字», «由局长审定»: who signs a deliverable, as its 签字 says or by 签字; «» where nobody does."""
    if not signature:
        return ""
    return f"由{signature}" if _ENDS_SIGNED.search(signature) else f"由{signature}签字"


def _quiet(aside: re.Match[str]) -> str:
    """An aside without stops, and one that speaks of reporting without its words: neither ends or makes a clause."""
    if _HANDS.search(aside[0]):
        return f"{aside[0][0]}{'·' * (len(aside[0]) - 2)}{aside[0][-1]}"
    return _STOPS.sub("、", aside[0])


def _handed(part: str) -> tuple[str, str, int] | None:
    """What a clause hands over and to whom («» where it does not say), and where in it the verb stands."""
    if match := _TAKES.search(part):
        recipient, _ = _receiver(match["rest"])
        return _thing(match["thing"]), recipient, match.start("verb")
    if match := _TOWARDS.search(part):
        return _object(match["rest"]), match["to"], match.start("verb")
    if match := _PLAIN.search(part):
        recipient, rest = _receiver(match["rest"])
        return _object(rest) or _subject(match["before"]), recipient, match.start("verb")
    if match := _REPORTS_AT.search(part):
        recipient, rest = _receiver(match["rest"])
        return _object(rest), recipient, match.end() - len(match["rest"])
    if match := _PUT_IN.search(part):
        return _subject(part[: match.start()]), "", match.start()
    if match := _REGULAR.search(part):
        return match["thing"].strip("、和"), "", match.start()
    return None


def _receiver(rest: str) -> tuple[str, str]:
    """The organ with which the words after the verb begin, and the words after it."""
    match = _TO.match(rest)
    return (match["to"], rest[match.end() :]) if match else ("", rest)


def _object(rest: str) -> str:
    """The thing that the words after the verb name («报送季度报表»), or several («工作总结及《统计表》»)."""
    rest = _TIMES_AT_START.sub("", rest.strip("，。；"))
    things = _AND.split(_ASIDE.sub("", rest))
    if len(things) > 1 and all(len(thing) >= 2 and _THING_AT_END.search(thing.rstrip("》”")) for thing in things):
        return "、".join(things)
    words = _COUNT_AT_END.sub("", re.split(r"[（(]|(?:至|给|到)(?=[^，]{2,})", rest, maxsplit=1)[0])
    return words if 2 <= len(words) <= 30 and _THING_AT_END.search(words.rstrip("》”")) else ""


def _thing(words: str) -> str:
    """The thing between 将 and the verb without its day and adverbs («工作总结于6月30日前及时»)."""
    return _ADVERBS_AT_END.sub("", _DATE_IN_THING.sub("", words)).strip("，、") or words


def _subject(before: str) -> str:
    """The thing as subject of the clause («整改情况每月25日前报…»)."""
    words = _SUBJECT_AT_START.sub("", _thing(re.sub(r"^.*[将把](?=..)", "", before))) if before else ""
    return words if _THING_AT_END.search(words) and len(words) <= 24 else ""


def _made(before: str, parts: tuple[str, ...]) -> str:
    """The paper last made before it is handed over («制定实施方案，…报…»)."""
    made = [_unopened(match["thing"]) for match in _MADE.finditer(before)]
    if made:
        return made[-1]
    return next((part for part in reversed(parts[:1]) if _THING_AT_END.fullmatch(part)), "")


def _unopened(thing: str) -> str:
    """The thing without a quotation mark that is not closed in it («“一院一策”方案» keeps both of its own)."""
    return thing.lstrip("“") if thing.count("“") > thing.count("”") else thing


def _deadline(text: str, start: int, verb: int) -> str:
    """The time by or at which it is due, as written: that of its own clause, else the last before, else the first."""
    times = [time for time in locate_measures(text) if time.measure.kind in _TIMES and _due(time)]
    own = [time for time in times if start <= time.start <= verb]
    earlier = [time for time in times if time.start < start and time.measure.kind is MeasureKind.DEADLINE]
    later = [time for time in times if time.start > verb and time.measure.kind is not MeasureKind.IMMEDIACY]
    chosen = _dated(own) or (earlier[-1:] or later[:1])
    return listed_with(chosen[0].measure.text.removeprefix("于").removeprefix("在"), text) if chosen else ""


def _due(time: FoundMeasure) -> bool:
    return time.measure.comparator not in {Comparator.MORE, Comparator.AT_LEAST} or time.measure.unit in {
        "天",
        "日",
        "工作日",
        "小时",
    }


def _dated(times: list[FoundMeasure]) -> list[FoundMeasure]:
    """Of the times in a clause a day goes before a rhythm, a rhythm before 及时."""
    return sorted(times, key=lambda time: _TIMES.index(time.measure.kind))[:1]


def _forms(text: str) -> tuple[str, ...]:
    """The forms asked for, in order, each once; a system by its name («通过全国养老服务信息系统»)."""
    forms = (f"通过{match['system']}" if match["system"] else match[0] for match in _FORM.finditer(text))
    return tuple(dict.fromkeys(forms))
