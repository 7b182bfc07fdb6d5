"""行文权限: who may order whom (《党政机关公文处理工作条例》第十六条).

A department gives no orders to lower Party committees or governments, nor to its peers; with the government's consent
it may order the former, and the text must say so. Governments and their offices may order both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority
from wenjian.text import patterns as re
from wenjian.text.normal import letters
from wenjian.text.walk import own_provisions

QUOTE_LENGTH = 24
"""Characters of an offending sentence that a finding quotes."""

_GOVERNMENT = re.compile(
    r"^国务院(?:办公厅)?$|人民政府|政府办|党委|^中共|中央|省委|县委|市委(?!员)|区委(?!员)|旗委|人大|政协"
)
_COORDINATION = re.compile(r"指挥部|领导小组|联席会议|联防联控机制")
_DEPARTMENT = re.compile(r"(局|厅|委|委员会|部|署|总队|支队|大队)(党组)?$")
_TITLE_ISSUER = re.compile(r"^(.{2,20}?(?:局|厅|委员会|委|部|[总支大]队))(?:办公室|办公厅)?(?:关于|印发|转发)")

_UNITS = r"乡镇|乡|镇|街道|苏木镇?|县|市|区|旗|州|盟|省|自治区|直辖市|办事处|管委会|开发区"
_LIST = rf"(?:{_UNITS})(?:[、（(]?(?:{_UNITS})[）)]?)*"
_LOWER = re.compile(
    rf"(?:(?:各级?|全[县市区旗]各|辖区各|所属各|其他){_LIST}|各级|乡镇(?:[、（(]街道[）)]?)?|街道|县级以上|地方各级|所在地|当地)"
    r"(?P<organ>人民政府|政府|党委|党工委|办事处|管委会)?(?:[（(][^（）()]{1,12}[）)])?"
)
_NEEDS_ORGAN = re.compile(r"^(?:各级|乡镇(?:[、（(]街道[）)]?)?|街道|县级以上|地方各级|所在地|当地)$")
_FIELDS = (
    "卫生健康|卫健|财政|公安|教育|人力资源(?:和)?社会保障|人社|住房(?:和)?城乡建设|住建|市场监督管理|市场监管|应急管理|应急"
    "|消防救援|消防|交通运输|农业农村|乡村振兴|医疗保障|医保|发展(?:和)?改革|工业和信息化|工信|司法行政|司法|自然资源|生态环境"
    "|文化(?:和)?旅游|文旅|审计|商务|水利|林业|统计|信访|税务|气象|退役军人事务|退役军人|网信|宣传|组织|编制|城市管理|城管|疾控"
    "|疾病预防控制|民政|民族宗教|科技|体育|广播电视|残联|妇联|团委|工会|社会工作|大数据|通信管理|金融"
)
_PEER = re.compile(
    rf"(?P<field>{_FIELDS})(?:部门|主管部门|行政部门|行政主管部门|局|委员会|委|厅|部|机构|中心|救援大队|大队)?"
)
_PEER_PLAIN = re.compile(r"各?(?:县|市|区|旗)?直?(?:有关|相关|职能|行业主管)(?:职能)?(?:部门|单位)|各(?:有关)?部门")
_PEER_WITHOUT_SUFFIX = ("残联", "妇联", "团委", "工会")

_MORE = r"(?:[、和及与或，,]|以及)"
_ADVERB = (
    r"(?:都|均|也|还|同时|共同|分别|尽快|及时|认真|切实|结合实际|根据[^，。；]{1,20}[，,]|按照[^，。；]{1,30}[，,])"
)
_ORDER = re.compile(
    rf"^(?:人民政府|政府|党委|党工委|办事处|管委会|主要负责人|主要负责同志)?"
    rf"(?:{_MORE}[^，。；：:,;]{{2,24}}?)?[，,]?{_ADVERB}{{0,3}}"
    r"(?P<modal>要(?!求|素|点|害|件|闻)|应(?:当|该)?(?!急|对|用|收|检|治|救|保|享|报|答|邀|付)|须|必须|务必|必需|需(?!求|要的)|不得|严禁|一律|不准"
    r"|不能|负责(?!人|同志)|牵头)"
)
_WHEN = (
    r"(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|中旬|[上下]旬)?|[本当次]?[年月]底|\d{1,2}日)(?:之?前|以前)(?!的)"
    r"|(?:于|在)?\d{1,3}个?(?:工作日|日|天|小时)(?:之|以)?内(?!的)"
    r"|每(?:半年|年|季度?|月|旬|周|日|天|[两二三]个?(?:月|周|天))(?!的|平均|约)"
)
_TASK = (
    "完成|开展|组织|检查|巡查|抽查|核查|排查|摸排|走访|探访|督查|督导|报送|上报|报县|报市|研究|听取|召开|通报|调度|公布|公示|更新"
    "|整治|整改|培训|演练|宣传|汇总|评估|清理|取缔|列入|纳入|安排|落实|建立|制定|拨付|下达|保障|提供|移交|推送|反馈|办结|审核|查处"
)
_ORDER_WITHOUT_MODAL = re.compile(
    rf"^(?:{_MORE}[^，。；：:,;]{{2,24}}?)?{_ADVERB}{{0,2}}(?:{_WHEN})(?![^，。；]*(?:已|曾|了|过))[^，。；]*?(?:{_TASK})"
)
"""An order with its time: «各乡镇人民政府于9月30日前完成整治», «县卫生健康局每季度至少检查一次»."""
_TASK_OF = re.compile(
    rf"^(?:{_MORE}[^，。；：:,;]{{2,24}}?)?{_ADVERB}{{0,2}}(?!依法|依规|依照|按(?:照)?(?:规定|职责))"
    r"(?!配合|协助|参与|支持)(?![^，。；]*(?:已|曾|了|过|的))(?:会同[^，。；]{2,12}?)?(?:(?!局|委|部门|所|站|中心|院|办|机构)[^，。；]){0,6}?"
    rf"(?:{_TASK})"
)
"""What follows «由……»: «由县财政局列入年度预算»; not «由县财政局拨付的资金», nor what a law gives an organ to do."""
_BEGINS = re.compile(r"(?:^|[，。；！？])(?:其中|同时|此外)?$")
_BY = re.compile(r"由$")
_ASKED_BEFORE = re.compile(
    r"(?:请|商请|提请|恳请|烦请|配合|协同|会同|协助|协调|联合|报请|报|经|向|与|和|同|对|对于|由于|征得|支持|争取)\s*$"
    r"|(?:报告|上报|告知|通报|移交|移送|抄送)(?:[^，。；]{1,16}[、和])?\s*$"
)
_OWN_ORGAN = re.compile(
    r"^(?:[（(][^（）()]*[）)])?(?:的)?(?:民政(?:所|办|工作机构|工作站|服务站|部门|科|股|干事|助理员)|社会事务办|公共服务办"
    r"|敬老院|养老|儿童|救助|殡葬|婚姻)"
)
_CONSENT = re.compile(r"经[^。；，]{0,12}(?:政府|县委|市委|区委|旗委|党委)[^。；，]{0,10}(?:同意|批准|授权)")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")


@dataclass(frozen=True, slots=True)
class _Order:
    provision: Provision
    addressee: str
    quote: str


def check_authority(
    document: Document, authority: Authority, locality: Locality | None = None, own: Sequence[Provision] | None = None
) -> tuple[Finding, ...]:
    """WJ551–WJ553 for each sentence of the paper's own text that orders whom its issuer may not order; WJ554 once where
    a paper that orders nobody goes out with consent it does not mention.

    The issuer is read from signature, mark and title, else it is the locality's bureau; a paper of a government, or one
    whose issuer is unknown, gives none. `authority` allows: 经政府同意 orders to lower governments and peers where the
    text says so; 联合 orders to the peers that sign; 政府办转发 everything. A parent that is forwarded is not judged.
    `own` are the paper's own provisions where the caller has read them.
    """
    issuers = document_issuers(document, locality)
    if authority is Authority.GOVERNMENT_OFFICE or not issuers or not all(map(is_department, issuers)):
        return ()
    texts = own_provisions(document) if own is None else own
    consent = any(mentions_consent(p.text) for p in texts)
    issuer = _short(issuers[0], locality)
    findings: list[Finding] = []
    for order in _orders_to_governments(texts, locality):
        if authority is Authority.APPROVED:
            if not consent:
                findings.append(_finding("WJ553", order, issuer, document, locality))
        else:
            findings.append(_finding("WJ551", order, issuer, document, locality))
    if authority is Authority.APPROVED and not consent and not findings and texts:
        findings.append(found("WJ554", Place(document.source), approver=_names(issuer, locality)[1]))
    for order in _orders_to_peers(texts, _own_fields(issuers, locality), locality):
        if authority is Authority.APPROVED and consent:
            continue
        findings.append(_finding("WJ552", order, issuer, document, locality))
    return tuple(findings)


def is_superiors(document: Document, directive: Directive) -> bool:
    """Whether the paper is the superior's own: its title, and its number or its issuer; not one of the same title that
    a lower unit signs.
    """
    papers: tuple[SourcePaper | Directive, ...] = (directive, *directive.papers)
    for paper in papers:
        if not paper.title or letters(paper.title) != letters(document.title):
            continue
        issuers = set(document_issuers(document))
        if issuers <= {"".join(name.split()) for name in paper.issuer}:
            return True
    return False


def document_issuers(document: Document, locality: Locality | None = None) -> tuple[str, ...]:
    """The organs that issue the paper: signature, else the mark on its head, else its title, else the locality's."""
    elements = document.elements
    if elements.signature:
        return tuple("".join(name.split()) for name in elements.signature)
    if mark := elements.mark.strip().removesuffix("文件"):
        return (mark,)
    if match := _TITLE_ISSUER.match(elements.title):
        return (match[1],)
    return (locality.bureau,) if locality else ()


def mentions_consent(text: str) -> bool:
    """Whether `text` says that the government or Party committee consented («经县人民政府同意»)."""
    return bool(_CONSENT.search(text))


def is_department(name: str) -> bool:
    """Whether `name` is a department (部门), not a Party committee, a government, its office or a coordinating body."""
    return bool(_DEPARTMENT.search(name)) and not _GOVERNMENT.search(name) and not _COORDINATION.search(name)


def is_government(name: str) -> bool:
    """Whether `name` is a government, a Party committee, or the office of one."""
    return bool(_GOVERNMENT.search(name))


def _orders_to_governments(texts: Sequence[Provision], locality: Locality | None) -> Iterator[_Order]:
    names = [t.name for t in locality.townships if t.name] if locality else []
    named = re.compiled_now("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None
    for provision in texts:
        words = _without_quotations(provision.text)
        matches = [m for m in _LOWER.finditer(words) if m["organ"] or not _NEEDS_ORGAN.match(m[0])]
        matches += list(named.finditer(words)) if named else []
        for match in sorted(matches, key=lambda m: m.start()):
            if not _OWN_ORGAN.match(words[match.end() :]) and _orders(words, match.start(), match.end()):
                yield _Order(provision, match[0], _quote(provision.text, match.start()))
                break


def _orders_to_peers(texts: Sequence[Provision], fields: frozenset[str], locality: Locality | None) -> Iterator[_Order]:
    names = [n for p in locality.peers for n in (p.name, p.short, *p.line) if n] if locality else []
    named = re.compiled_now("|".join(map(re.escape, sorted(set(names), key=lambda n: (-len(n), n))))) if names else None
    for provision in texts:
        words = _without_quotations(provision.text)
        matches = [m for m in _PEER.finditer(words) if _is_peer(m, fields)]
        matches += list(_PEER_PLAIN.finditer(words))
        matches += [m for m in named.finditer(words) if not any(f in m[0] for f in fields)] if named else []
        for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
            start = _name_start(words, match.start())
            if _orders(words, start, match.end()):
                yield _Order(provision, words[start : match.end()], _quote(provision.text, start))
                break


def _is_peer(match: re.Match[str], own: frozenset[str]) -> bool:
    return _field(match["field"]) not in own and (match[0] != match["field"] or match[0] in _PEER_WITHOUT_SUFFIX)


def _name_start(words: str, start: int) -> int:
    """The level before a department belongs to its name: 县财政局, 各级财政部门."""
    before = re.search(r"(?:各级|各?[县市区旗])$", words[max(0, start - 2) : start])
    return start - len(before[0]) if before else start


def _orders(words: str, start: int, end: int) -> bool:
    """Whether words[start:end] is the one who is told to do something, with or without 要, 应, 负责."""
    before, after = words[:start], words[end:]
    if not _ASKED_BEFORE.search(before) and _ORDER.match(after):
        return True
    if _BY.search(before):
        return bool(_TASK_OF.match(after))
    return bool(_BEGINS.search(before) and _ORDER_WITHOUT_MODAL.match(after))


def _without_quotations(text: str) -> str:
    """`text` with what stands in 《》 and “” blanked out, offsets kept: a cited rule orders nobody."""
    return _QUOTED.sub(lambda match: "　" * len(match[0]), text)


def _quote(text: str, start: int) -> str:
    """The offending words, from the one addressed to the end of the clause, short."""
    rest = text[start:]
    end = re.search(r"[，；。,;]", rest)
    words = rest[: end.start()] if end else rest
    return words[:QUOTE_LENGTH] + ("" if words[:QUOTE_LENGTH] == rest.rstrip("。；;") else "……")


def _own_fields(issuers: tuple[str, ...], locality: Locality | None) -> frozenset[str]:
    """The fields of work of those who issue the paper: 民政 for 鲁山县民政局."""
    names = list(issuers) + ([locality.bureau] if locality else [])
    return frozenset(_field(m["field"]) for name in names for m in _PEER.finditer(name))


_SHORT_FIELDS = {
    "卫健": "卫生健康",
    "人社": "人力资源社会保障",
    "住建": "住房城乡建设",
    "市场监管": "市场监督管理",
    "应急": "应急管理",
    "消防救援": "消防",
    "医保": "医疗保障",
    "工信": "工业信息化",
    "司法行政": "司法",
    "文旅": "文化旅游",
    "退役军人": "退役军人事务",
    "城管": "城市管理",
    "疾控": "疾病预防控制",
}


_LINE_OF = re.compile(r"[省市县区旗](?P<field>[\u4e00-\u9fff]{2,10}?)(?:局|委员会|委|厅)$")


def _field(name: str) -> str:
    """One name for a field of work, which organs and texts call differently (医保局 for 医疗保障局)."""
    return _SHORT_FIELDS.get(name, name.replace("和", ""))


def _short(issuer: str, locality: Locality | None) -> str:
    if locality and issuer == locality.bureau:
        return locality.bureau_called
    match = re.match(r"^[\u4e00-\u9fff]{2,8}?([县市区旗省]\S{2,})$", issuer)
    return match[1] if match else issuer


def _names(issuer: str, locality: Locality | None) -> tuple[str, str, str]:
    """The issuer's government as people call it, by its name, and its office."""
    level = (issuer[:1] if issuer[:1] in "县市区旗省" else "") or (locality.kind if locality else "") or "本级"
    return f"{level}政府", f"{level}人民政府", f"{level}政府办公室"


def _lower_organs(issuer: str, locality: Locality | None, *, townships: bool) -> str:
    """Whom the issuer may ask instead: those of its own line below it."""
    if townships and locality:
        return locality.grassroots
    field = _LINE_OF.search(issuer)
    line = field["field"] if field else "民政"
    if not townships:
        return f"各地{line}部门"
    return "各乡镇民政所" if line == "民政" else f"各乡镇{line}工作机构"


def _finding(code: str, order: _Order, issuer: str, document: Document, locality: Locality | None) -> Finding:
    township = re.search(r"乡|镇|街道|苏木|办事处", order.addressee)
    addressee = order.addressee
    if code != "WJ552":
        addressee = "乡镇人民政府（街道办事处）" if township else "下级人民政府"
    elif addressee.startswith(("各", "有关", "相关")):
        addressee = "有关部门"
    government, approver, office = _names(issuer, locality)
    return found(
        code,
        Place(document.source, label=order.provision.where),
        quote=order.quote,
        issuer=issuer,
        addressee=addressee,
        grassroots=_lower_organs(issuer, locality, townships=township is not None),
        government=government,
        approver=approver,
        office=office,
    )
