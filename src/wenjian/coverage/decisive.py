"""Words of a duty that decide how it is done, and that a paper which tells the rest of the clause has not, nor any that
says the same: in writing, made public, one by one, by somebody without an interest, the whole sum.

The clauses need not be alike: a word is looked for in the whole sentence, by the words that stand around it in
the duty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from wenjian.coverage.candidates import Passage, bigrams
from wenjian.coverage.degrees import BANS
from wenjian.coverage.terms import Terms
from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction, Remedy
from wenjian.text import patterns as re

_AROUND = 8
"""Letters before and after a word that tell where it stands, …"""
_SHARED = 3
"""… and how many of their bigrams a sentence must have that has not the word; one is enough beside a word that says
otherwise.
"""
_STOPS = re.compile("[，。；：,;]")


class _Word(NamedTuple):
    """What a duty may ask, what says the same, and what a paper says that does otherwise. The lack of a word is enough
    where nothing else is named, and where `lack` says so.
    """

    asked: re.Pattern[str]
    same: re.Pattern[str]
    instead: re.Pattern[str] | None = None
    lack: bool = False


_WORDS = (
    _Word(
        re.compile(r"书面(?=报告|告知|通知|形式|答复|征求|同意|交办|反馈|通报|承诺)"),
        re.compile(r"书面|签|函|通知书|告知书|报告书|意见书|纸质|盖章|文书|行文|正式|文字"),
    ),
    _Word(
        re.compile(r"专人(?=[\u4e00-\u9fff]{2})"),
        re.compile(r"专[人职门管]|指定|落实到人"),
        re.compile(r"兼[职任]|兼管|轮流"),
    ),
    _Word(re.compile(r"专家(?:组)?(?=评审|论证|评估|审查)"), re.compile(r"专家|评审|论证|评估|审查")),
    _Word(re.compile(r"全覆盖(?=[检排走巡监督核探])"), re.compile(r"全覆盖|所有|全部|每|逐|全面|各|全员|不漏")),
    _Word(
        re.compile(r"当[日天](?=[\u4e00-\u9fff]{2})"),
        re.compile(r"当[日天场]|立即|立刻|马上|\d+小时"),
        re.compile(r"限期|尽快|及时"),
    ),
    _Word(re.compile(r"专职"), re.compile(r"专职|全职|专岗|专人|专门"), re.compile(r"兼[职任]|兼管"), lack=True),
    _Word(
        re.compile(
            r"向社会(?:公布|公开|公示)|(?:网站|媒体|公告栏|公示栏)[^，。；]{0,8}(?:公布|公开|公示|发布)|公开曝光"
        ),
        re.compile(r"公[布开示告]|发布|网站|媒体|公众号|社会|张榜|上墙|曝光|亮码"),
    ),
    _Word(re.compile(r"无(?:利害|隶属|关联)关?系?"), re.compile(r"利害|关联|隶属|回避|独立|第三方|中立")),
    _Word(re.compile(r"终身|终生|永久"), re.compile(r"终[身生]|永久|长期|终责|倒查")),
    _Word(
        re.compile(r"全额(?=承担|保障|负担|退还|返还|拨付|支付|发放|到位)"),
        re.compile(r"全额|足额|全部|悉数|一次性|如数|均由|都由|100[%％]"),
    ),
    _Word(re.compile(r"(?<=[当须要])更换(?=[\u4e00-\u9fff]{2})"), re.compile(r"更换|另|其他|不同|换|重新")),
    _Word(re.compile(r"带队|亲自"), re.compile(r"带队|亲自|率队|率领|带头|牵头|主持|领队|为组长|包[保联抓干]")),
    _Word(re.compile(r"一票否决"), re.compile(r"一票否决|否决|取消|不得评")),
    _Word(re.compile(r"专款专用|专账核算|专户管理"), re.compile(r"专款|专账|专户|单独核算|专项核算")),
    _Word(re.compile(r"严格保密|予以保密|保守秘密"), re.compile(r"保密|泄露|泄漏|隐私|秘密|不公开")),
    _Word(
        re.compile(
            r"(?:反馈|告知|答复|回复)(?=[\u4e00-\u9fff]{0,2}(?:举报|投诉|申请|当事|信访|来访|反映|群众|本人|家长))"
        ),
        re.compile(r"反馈|告知|答复|回复|通知|回访|告诉|说明|送达|回应"),
    ),
    _Word(
        re.compile(
            r"现场(?=监督|检查|核查|核实|复查|查看|督查|验收|踏勘|勘查)|实地(?=核查|核实|查看|检查|走访|考察|督查|勘查)"
        ),
        re.compile(r"现场|实地|入户|上门|到场|进场|深入|下沉|直奔|到[^，。；]{1,10}(?:查|看|核)|赴|走访|踏勘|勘查|逐"),
        re.compile(
            r"(?:书面|材料|资料)[^，。；]{0,6}?(?:审|核|查)|审(?:核|查|阅)[^，。；]{0,8}?(?:材料|资料|台账)|自查|自评|自报|电话|线上|视频|承诺"
        ),
    ),
    _Word(
        re.compile(r"(?<!自)(?<!自行)(?:监督检查|监督抽查|联合检查|执法检查|查询|核查|晨检|抽查)"),
        re.compile(r"监督|抽查|督查|核查|检查(?!表)|查询|执法|晨检|核实|查验"),
        re.compile(r"自查|自检|自评|自报|承诺|申报|自行(?:检查|监测|排查)"),
    ),
    _Word(
        re.compile(r"逐[\u4e00-\u9fff]|全[体员]|全部(?!完成|收回)|每一?批次?|均(?=应|须|要)|一律"),
        re.compile(r"逐|全[体员部]|所有|每|一律|均|都|全覆盖|各"),
        re.compile(r"抽[查取样户检]|随机|代表|至少\d?一?[人名]|首批|部分|典型|重点(?!关注|抓|做)|择(?=[优样])"),
    ),
    _Word(
        re.compile(r"逐[人户项一个村校家件台栋企店所点车船船机批]"),
        re.compile(
            r"逐|每一|每个|[每各一][人户项个件家村校台栋企点车船机批类]|分别|均|都|挨[个家]|到(?:人|户|个人)|全部|所有|全[面员覆]|一一|人人|户户|依次|单独"
        ),
    ),
    _Word(
        re.compile(r"办结|办理完毕|处置完毕|处理完毕|整改(?:完成|到位)|完成(?=[\u4e00-\u9fff]{2})"),
        re.compile(r"办结|办理完|处置完|处理完|完成|办完|到位|完毕|做完|审结|改完|收官|结束|达到|实现"),
        re.compile(r"受理|启动|开始|响应|部署|开工|着手"),
    ),
    _Word(
        re.compile(r"直接(?=报告|上报|报送|向)|越级"),
        re.compile(r"直接|直报|越级|径"),
        re.compile(r"逐级|同意后|批准后|审核后|转报|层层|再报|汇总后"),
    ),
    _Word(
        re.compile(r"不(?:预先|提前|事先)?(?:发)?通知|不打招呼|不预先告知|暗访|突击"),
        re.compile(r"不(?:预先|提前|事先|发|打)|四不两直|飞行"),
        re.compile(r"(?:提前|预先|事先)[^，。；]{0,6}(?:告知|通知)|(?:提前|预先|事先)(?:告知|通知)"),
    ),
    _Word(
        re.compile(r"移[送交](?:纪检|监察|司法|公安|检察)[^，。；]{0,6}?(?:机关|部门|委员会|局|委)"),
        re.compile(r"纪检|监察|司法|公安|检察|纪委|监委"),
    ),
    _Word(
        re.compile(r"(?:下达|发出|制作|出具|送达)[^，。；]{0,12}(?:书|通知单|文书)"),
        re.compile(r"书|通知单|文书|书面|纸质|公文"),
        re.compile(r"口头|电话|微信"),
    ),
    _Word(
        re.compile(r"(?:政府)?常务会议?|党委会|党组会|职工(?:代表)?大会|村民(?:代表)?(?:大会|会议)"),
        re.compile(r"常务会|党委会?|党组会?|职工(?:代表)?大会|村民(?:代表)?(?:大会|会议)|集体"),
        re.compile(r"局务会|办公会|班子会|专题会|碰头会"),
    ),
    _Word(
        re.compile(r"同步(?=[\u4e00-\u9fff]{2})"),
        re.compile(r"同步|同时|一并|同期"),
        re.compile(r"先于|早于|晚于|滞后|延后"),
    ),
    _Word(
        re.compile(r"实战|无脚本|双盲|实兵"),
        re.compile(r"实战|无脚本|双盲|盲演|实兵|拉动|不设脚本|随机"),
    ),
    _Word(
        re.compile(r"累计(?=[^，。；]{0,10}\d)"),
        re.compile(r"累计|合计|共|总"),
        re.compile(r"连续"),
    ),
    _Word(
        re.compile(r"每[个家所村户名处座套人辆]|(?<!人均)(?<!户均)分别|单户|单个"),
        re.compile(r"每|各|分别|单[户个]|均(?=[应须要不])"),
        re.compile(r"合计|平均|总[共计]|共计|累计"),
    ),
    _Word(
        re.compile(r"政府(?:定价|指导价)|财政(?=[^，。；]{0,6}(?:承担|负担|保障|列支))"),
        re.compile(r"财政|预算|定价|指导价"),
        re.compile(
            r"自筹|自行(?:承担|解决|负担|筹集)"
            r"|(?:学校|企业|个人|群众|家长|村集体?|乡镇|机构|单位|用户)(?:自己)?(?:承担|负担|解决|筹集)"
        ),
    ),
    _Word(
        re.compile(r"第三方"), re.compile(r"第三方|社会(?:机构|中介)|专业机构"), re.compile(r"内部|自行|内审|本单位")
    ),
    _Word(
        re.compile(r"统一(?=公?开?招标|采购|配送|管理|组织)"),
        re.compile(r"统一|集中|统筹"),
        re.compile(r"分别|自行|各自|分散"),
    ),
    _Word(re.compile(r"集体(?=研究|讨论|决策|审议)"), re.compile(r"集体|会议|班子|党组|党委|会[商审研]")),
    _Word(
        re.compile(rf"{BANS}(?=[\u4e00-\u9fff]{{2}})(?!超|低|少|高|多)"),
        re.compile(rf"{BANS}|不能|不应|不可|不予|杜绝|防止|避免|不再|才[能可]|方[可能]|只[能可]|严控|不"),
        re.compile(r"(?<![不许认方才])(?:可以|可同步|可先|可在|允许|可由)"),
    ),
    _Word(
        re.compile(r"撤销(?=[\u4e00-\u9fff]{2})|取消(?=[\u4e00-\u9fff]{0,4}资格)|吊销|责令停[产业止用]"),
        re.compile(r"撤销|取消|吊销|停[产业止用]|收回|注销|关停"),
        re.compile(r"督促|提醒|整改|约谈|批评|扣分|通报"),
    ),
)
_INCLUDED = re.compile(r"[（(]含(?P<figure>\d+)")
_BASE_YEAR = re.compile(r"(?:(?:较|比|与)(?P<year>20\d\d)年(?!度?计划)|以(?P<year_>20\d\d)年(?:度)?(?:为|数据|水平))")


def lost_words(duty: str, passages: Sequence[Passage], terms: Terms) -> Iterator[Deviation]:
    """The words that decide in the duty and that none of the passages which tell what stands around them has."""
    for word, found in _asked(duty):
        lost = (_lost(word, one[0], _around(duty, one.start(), one.end(), terms), passages) for one in found)
        yield from islice(filter(None, lost), 1)
    for passage in passages:
        yield from _changed_year(duty, passage.text)
        yield from _not_included(duty, passage.text)


@lru_cache(maxsize=1024)
def _asked(duty: str) -> tuple[tuple[_Word, tuple[re.Match[str], ...]], ...]:
    """The words that decide in a duty, where it does not say the contrary too, with their places."""
    return tuple(
        (word, found)
        for word in _WORDS
        if (found := tuple(word.asked.finditer(duty))) and not (word.instead and word.instead.search(duty))
    )


def _lost(word: _Word, asked: str, around: frozenset[str], passages: Sequence[Passage]) -> Deviation | None:
    """What is told of a word that the duty has `asked` for, in the words `around` it."""
    beside = [passage for passage in passages if around & passage.grams]
    if any(word.same.search(passage.text) for passage in beside):
        return None
    for passage in beside:
        told = word.instead.search(passage.text) if word.instead else None
        if told:
            note = f"上级写“{asked}”，本文写“{told[0]}”"
            return Deviation(DeviationKind.MODALITY, Direction.WEAKER, asked, told[0], note)
        if (word.lack or word.instead is None) and len(around & passage.grams) >= min(_SHARED, len(around)):
            note = f"上级写“{asked}”，本文没有"
            return Deviation(DeviationKind.MODALITY, Direction.WEAKER, asked, passage.text, note, remedy=Remedy.ADD)
    return None


def _around(text: str, start: int, end: int, terms: Terms) -> frozenset[str]:
    """The bigrams of what stands in the clause around a word."""
    before = _STOPS.split(text[max(0, start - _AROUND) : start])[-1]
    after = _STOPS.split(text[end : end + _AROUND], 1)[0]
    return bigrams(terms.fold(before)) | bigrams(terms.fold(after))


def _changed_year(duty: str, passage: str) -> Iterator[Deviation]:
    """Another year than the one with which figures are compared."""
    asked, told = list(_BASE_YEAR.finditer(duty)), list(_BASE_YEAR.finditer(passage))
    if len(asked) != 1 or len(told) != 1:
        return
    if (asked[0]["year"] or asked[0]["year_"]) not in passage:
        yield Deviation(DeviationKind.FIGURE, Direction.CHANGED, asked[0][0], told[0][0], "比较的年份不同")


def _not_included(duty: str, passage: str) -> Iterator[Deviation]:
    """A figure shut out that the duty includes («20台以上（含20台）» → «不含20台»)."""
    included = _INCLUDED.search(duty)
    if included and f"不含{included['figure']}" in passage:
        asked, told = f"含{included['figure']}", f"不含{included['figure']}"
        yield Deviation(DeviationKind.FIGURE, Direction.CHANGED, asked, told, f"上级写“{asked}”，本文写“{told}”")
