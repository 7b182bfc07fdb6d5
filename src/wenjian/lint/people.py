"""旧稿残留 in names: a 股室 or a leader that the locality's 机构信息 does not know."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.lint.parents import Parents, before, own_lines, place_of, without_titles
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.locality import Locality
from wenjian.text import patterns as re

_HAN = "[\u4e00-\u9fff]"
_SECTION = re.compile(
    rf"(?P<words>{_HAN}{{2,14}}?)(?P<kind>[股科])(?=$|[^\u4e00-\u9fff]|长|牵头|负责|配合|落实|具体|和|与|及|或|会同|联系|备案|汇总|统一|组织|要|应|须"
    rf"|每|按|根据|承办|审核|登记|报|收|做好|主办|对|在|于|为|将|定期|逐|提请|商|等)"
)
_SECTION_OPENS = re.compile(
    rf".*(?:由|和|与|及|或|报|送|会同|配合|联系|协同|经|向|在|设在|到|至|交|抄送|局机关|机关|我局|本局|各|请)(?={_HAN}{{2,}}$)"
)
_NO_SECTION = re.compile(
    r"^(?:各|相关|有关|业务|牵头|责任|承办|主办|职能|所属|其他|主责|主管|机关|内设|涉及)+[股科]$|[入参控持炒个合干]股$"
    r"|(?:内|外|儿|妇|学|专|本|社|百|文|理|全|眼|骨|中医|口腔|康复|检验|急诊|皮肤|感染|精神)科$"
)
_OTHER_ORGAN = re.compile(r"(?:局|委|委员会|办公室|中心|医院|大队|支队|公司|银行|学校|政府|厅|部|站|院)$")
_UNIT_COLUMN = re.compile("牵头股室|责任股室|承办股室|牵头科室|责任科室|承办科室|股室|科室")
_PERSON_COLUMN = re.compile("责任领导|分管领导|牵头领导|包保领导|联系领导")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦昌马苗凤花方俞"
    "袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧成戴宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房缪干解应宗丁宣邓单杭"
    "洪包左石崔吉龚程邢裴陆荣翁荀惠曲封储靳焦牧段富巫乌焦巴谷车侯宁仇栾祖武符刘景詹龙叶幸司黎薄白怀蒲索赖卓屠池乔阴胥"
    "闻党翟谭贡劳姬申扶冉郦雍桑桂牛寿通边燕冀浦尚农温庄晏柴瞿阎连习艾鱼容向古易慎戈廖庾终居衡步都耿满匡国文寇广禄阙东殴"
    "沃利蔚越隆师巩聂晁勾敖融冷辛阚简饶曾沙鞠丰巢关查荆红游权盖益桓公肖代付闫覃"
)
_NAME = rf"[{_SURNAMES}]{_HAN}{{1,2}}"
_LEADER = re.compile(
    rf"(?:局党组书记|党组书记|党组成员|副局长|局长|责任领导[：:]|分管领导[：:])、?(?:副局长|局长)?\s*(?P<name>{_NAME})"
    rf"(?=同志|任|担任|负责|牵头|为|$|[、，,；;。）)\s])"
)
_NO_NAME = re.compile(
    "[任组长副主分管负责同志等局和及与兼代各为由召具亲每要应须]|办公|全面|统一|应当|高度|通报|安排|连续|马上|国家|广泛|解决|终身|时刻|于"
)
_OUR_BUREAU = rf"我局|本局|局机关|(?<!{_HAN})局|(?<=[报由送经向])局(?!长)"
_HAN_LAST = re.compile(f"{_HAN}$")
_BETWEEN = re.compile(r"[、，,；;/\s]+")


def check_people(document: Document, parents: Parents, locality: Locality) -> tuple[Finding, ...]:
    """WJ565 once for each 股室 (科室) of the bureau, and each of its leaders, that the paper names and `locality` does
    not know. A kind of which `locality` lists nothing is not judged; neither is what the parent names, nor another
    organ's 股室 or leader.
    """
    seen: dict[tuple[str, str], Finding] = {}
    for line in own_lines(document):
        text = without_titles(line.text)
        unknown = [("股室", name) for name in _unknown_sections(text, line.column, locality)]
        unknown += [("领导", name) for name in _unknown_leaders(text, line.column, locality)]
        for kind, name in unknown:
            if not parents.say(name) and (kind, name) not in seen:
                seen[kind, name] = found("WJ565", place_of(document, line), kind=kind, name=name)
    return tuple(seen.values())


def _unknown_sections(text: str, column: str, locality: Locality) -> Iterator[str]:
    """Names of 股室 in `text` that stand for one of the bureau's own."""
    known = {name for office in locality.offices for name in (office.name, office.short) if name}
    kinds = {name[-1] for name in known} & {"股", "科"}
    if not kinds:
        return
    ours = [*known, locality.bureau, locality.bureau_called]
    names = "|".join(map(re.escape, sorted(ours, key=lambda name: (-len(name), name))))
    rest = re.sub(f"{names}|{_OUR_BUREAU}", "　", text)
    if _UNIT_COLUMN.search(column):
        yield from (unit for unit in _BETWEEN.split(rest) if unit[-1:] in kinds and not _NO_SECTION.search(unit))
        return
    for match in _SECTION.finditer(rest):
        name = _SECTION_OPENS.sub("", match["words"]) + match["kind"]
        is_section = match["kind"] in kinds and len(name) > 2 and not _NO_SECTION.search(name)
        if is_section and not _names_another_organ(before(rest, match.end() - len(name)), name):
            yield name


def _names_another_organ(opening: str, name: str) -> bool:
    """Whether the 股室 belongs to an organ named before it, or with it in one stretch (县财政局社会保障股)."""
    return bool(_OTHER_ORGAN.search(opening) or re.search("[局委厅部院站]", name[:-1]))


def _unknown_leaders(text: str, column: str, locality: Locality) -> Iterator[str]:
    known = {leader.name for leader in locality.leaders}
    if not known:
        return
    if _PERSON_COLUMN.search(column):
        names = (name for name in _BETWEEN.split(text) if re.fullmatch(_NAME, name))
        yield from (name for name in names if name not in known)
        return
    bureau = locality.bureau_called.removesuffix("局")
    for match in _LEADER.finditer(text):
        opening = before(text, match.start())
        is_own = not _HAN_LAST.search(opening) or opening.endswith(
            (bureau, locality.bureau_called, "我局", "本局", "由")
        )
        if is_own and match["name"] not in known and not _NO_NAME.search(match["name"]):
            yield match["name"]
