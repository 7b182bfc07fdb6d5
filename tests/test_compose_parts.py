"""Single steps of the composer: what applies, what a forwarded title says, how a duty is made local."""

from __future__ import annotations

import pytest

from wenjian.compose.applicability import counted, waivers, why_not, why_not_local
from wenjian.compose.choose import choose
from wenjian.compose.contract import Need
from wenjian.compose.elements import blank_number
from wenjian.compose.fill import basis_text, locality_values
from wenjian.compose.forward import original_title
from wenjian.compose.organs import localised_names
from wenjian.compose.restate import localise, task_name, with_local_deadline
from wenjian.compose.tables import TASK_COLUMNS, Task, duty_task, task_block
from wenjian.coverage.terms import prepare_terms
from wenjian.duties import extract
from wenjian.duties.own_work import asked_below, level_of
from wenjian.model.directive import Deliverable, Directive, Duty
from wenjian.model.document import Block, Document, Origin, Span
from wenjian.model.elements import Elements
from wenjian.model.library import Applicability, Clause, TermEntry, Thesaurus
from wenjian.model.locality import Institution, Locality, Peer, Township
from wenjian.model.vocabulary import Authority, BlockKind, Competence, OriginKind, Settlement
from wenjian.text.measures import find_measures

THESAURUS = Thesaurus(
    version="1",
    terms=(
        TermEntry(term="民政服务机构"),
        TermEntry(term="养老机构", synonyms=("养老院",), broader=("民政服务机构",)),
        TermEntry(term="殡葬服务机构", synonyms=("殡仪馆",), broader=("民政服务机构",)),
    ),
)
TERMS = prepare_terms(THESAURUS)
PLACE = Locality(
    name="青河县",
    superiors=("安平市", "河南省"),
    bureau="青河县民政局",
    grassroots="各乡镇民政所",
    townships=(Township(name="城关镇"), Township(name="两河乡")),
    peers=(
        Peer(name="县卫生健康委员会", line=("卫生健康部门",)),
        Peer(name="县人力资源和社会保障局", line=("人力资源社会保障部门",)),
    ),
    institutions=(
        Institution(type="养老院", count="3"),
        Institution(type="殡仪馆", count="0"),
        Institution(type="救助管理站"),
    ),
    gradings={"风险等级": "低"},
    facts={"床位数": "300"},
)


def test_institutions_are_counted_with_their_synonyms_and_narrower_words() -> None:
    assert counted(PLACE, "养老机构", TERMS) == 3
    assert counted(PLACE, "殡葬服务机构", TERMS) == 0
    assert counted(PLACE, "民政服务机构", TERMS) == 3
    assert counted(PLACE, "救助管理站", TERMS) == 1
    assert counted(PLACE, "儿童福利机构", TERMS) is None


@pytest.mark.parametrize(
    ("words", "number"), [("12家", 12), ("0家", 0), ("无", 0), ("零", 0), ("三个", 3), ("²", 2), ("", 1), ("若干", 1)]
)
def test_how_many_there_are_is_read_as_people_write_it(words: str, number: int) -> None:
    place = PLACE.model_copy(update={"institutions": (Institution(type="养老院", count=words),)})
    assert counted(place, "养老机构", TERMS) == number


@pytest.mark.parametrize(
    ("superior", "local"),
    [
        ("养老机构台账报市民政部门备案。", "养老机构台账报市民政部门备案。"),
        ("变更登记须经省级以上民政部门批准。", "变更登记须经省级以上民政部门批准。"),
        ("国务院民政部门另行制定。", "国务院民政部门另行制定。"),
        ("市、县民政部门要建立台账。", "青河县民政局要建立台账。"),
        ("县级民政部门要建立台账。", "青河县民政局要建立台账。"),
        ("各级民政部门要建立台账。", "青河县民政局要建立台账。"),
    ],
)
def test_the_superiors_organs_keep_their_names(superior: str, local: str) -> None:
    assert localised_names(superior, PLACE.bureau, PLACE) == local


FORMS = (
    "各县（市、区）",
    "各县（区）",
    "各县区",
    "各区县",
    "各市、县",
    "各市（州）、县（市、区）",
    "各旗县区",
    "各地",
    "各级",
    "县级",
    "县（市、区）",
    "全市各县（市、区）",
    "各地、各级",
)
"""How a superior addresses the places below it."""


SAID_OF_IT = (
    "要每月走访一次。",
    "每月走访一次。",
    "抽查比例不低于30%。",
    "于7月底前报送。",
    "应当公示。",
    "负责复核。",
    "可以委托。",
)


@pytest.mark.parametrize("line", [("民政部门",), ("民政部门", "民政局"), ("民政局", "民政部门", "民政系统")])
@pytest.mark.parametrize("organ", ["民政局", "民政部门"])
@pytest.mark.parametrize("form", FORMS)
def test_whoever_is_addressed_becomes_the_bureau_once(form: str, organ: str, line: tuple[str, ...]) -> None:
    place = PLACE.model_copy(update={"line": line})
    for before in ("", "自8月起，", "发现问题的，", "由"):
        for said in SAID_OF_IT:
            duty = Duty(id="D001", text=f"{before}{form}{organ}{said}")
            here = localise(Need(Directive(title="甲"), duty, Competence.OWN), place, Authority.BUREAU)
            assert here == f"{before}县民政局{said}"


@pytest.mark.parametrize(
    "text",
    [
        "每月25日前将表报市民政局。",
        "每月25日前将表报安平市民政局社会事务科。",
        "青河县民政局要会同县财政局办理。",
        "县民政局要建立台账。",
        "由河南省民政厅审定。",
    ],
)
def test_the_name_of_an_organ_is_no_form_of_address(text: str) -> None:
    place = PLACE.model_copy(update={"line": ("民政部门", "民政局")})
    assert localised_names(text, "县民政局", place) == text


def test_another_line_is_addressed_in_the_same_way() -> None:
    place = Locality(
        name="青河区",
        kind="区",
        bureau="青河区水利局",
        bureau_short="区水利局",
        line=("水利部门",),
        peers=(Peer(name="区教育体育局", line=("教育部门",)),),
    )
    text = "各县（区）水利局每周巡查一次，并督促各县（区）教育体育局排查。"
    need = Need(Directive(title="甲"), Duty(id="D001", text=text), Competence.OWN)
    assert localise(need, place, Authority.BUREAU) == "区水利局每周巡查一次，并督促区教育体育局排查。"


NEIGHBOURS = PLACE.model_copy(
    update={
        "peers": (
            Peer(name="县公安局", line=("公安机关", "公安部门")),
            Peer(name="县林业局", line=("林业部门",)),
            Peer(name="县市场监督管理局", line=("市场监管部门",), short="县市场监管局"),
            Peer(name="县卫生健康委员会", line=("卫生健康部门",)),
        )
    }
)


@pytest.mark.parametrize(
    ("superior", "local"),
    [
        ("会同市场监管、林业部门，逐项清理。", "会同县市场监督管理局、县林业局，逐项清理。"),
        ("会同林业、公安等部门予以取缔。", "会同县林业局、县公安局等部门予以取缔。"),
        ("会同公安等部门予以取缔。", "会同县公安局等部门予以取缔。"),
        ("公安、市场监管、卫生健康部门配合。", "县公安局、县市场监督管理局、县卫生健康委员会配合。"),
        ("会同同级公安、林业部门检查。", "会同县公安局、县林业局检查。"),
        ("会同公安机关、市场监管部门检查。", "会同县公安局、县市场监督管理局检查。"),
        ("会同公安、水利部门检查。", "会同县公安局、水利部门检查。"),
        ("会同水利、公安等部门检查。", "会同水利部门、县公安局等部门检查。"),
        ("会同公安、水利等部门检查。", "会同县公安局、水利等部门检查。"),
        ("会同公安、县残联、林业等部门检查。", "会同县公安局、县残联、县林业局等部门检查。"),
        ("由民政、公安部门受理。", "由县民政局、县公安局受理。"),
        ("会同水利、财政部门检查。", "会同水利、财政部门检查。"),
        ("报省级公安、林业部门备案。", "报省级公安、林业部门备案。"),
        ("经县级以上公安、林业部门批准。", "经县级以上公安、林业部门批准。"),
    ],
)
def test_a_list_of_departments_is_made_local_as_a_whole(superior: str, local: str) -> None:
    assert localised_names(superior, "县民政局", NEIGHBOURS) == local


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("公安、林业部门要每月巡查。", "商请县公安局、县林业局每月巡查。"),
        ("公安、水利等部门要每月巡查。", "商请县公安局、水利等部门每月巡查。"),
        ("各县（市、区）公安局要每月巡查。", "商请县公安局每月巡查。"),
        ("各县（市、区）教育局每月巡查。", "各县（市、区）教育局每月巡查。"),
    ],
)
def test_several_peers_are_asked_together(text: str, here: str) -> None:
    need = Need(Directive(title="甲"), Duty(id="D001", text=text), Competence.PEER)
    assert localise(need, NEIGHBOURS, Authority.BUREAU) == here


def test_clauses_for_others_take_no_place_from_the_next_best() -> None:
    duty = Duty(id="D001", text="养老机构要每日巡查消防设施。", competence=Competence.INSTITUTION)
    need = Need(Directive(title="示例通知", number="示发〔2026〕6号", duties=(duty,)), duty, Competence.INSTITUTION)
    words = ("要每日巡查消防设施。", "每日巡查消防设施。", "养老机构要每日巡查消防设施，并记录。")
    kinds = (("殡葬服务机构",), ("殡葬服务机构",), ("养老机构",))
    clauses = [
        Clause(id=f"条款{at}", text=text, applies=Applicability(institutions=kind))
        for at, (text, kind) in enumerate(zip(words, kinds, strict=True))
    ]
    (choice,) = choose((need,), clauses, lambda clause: clause.text, frozenset(), THESAURUS)
    assert [clause.id for clause in choice.clauses] == ["条款2"]


@pytest.mark.parametrize(
    ("applies", "reason"),
    [
        (Applicability(), ""),
        (Applicability(institutions=("殡葬服务机构", "养老机构")), ""),
        (Applicability(institutions=("殡葬服务机构",)), "本地没有殡葬服务机构"),
        (Applicability(levels=("市级", "省级")), "只用于市级、省级，本地是县级"),
        (Applicability(gradings={"风险等级": ("高", "中")}), "只用于“风险等级”为高、中的地区，本地是低"),
        (Applicability(gradings={"响应级别": ("一级",)}), "只用于“响应级别”为一级的地区，本地没有写明"),
        (Applicability(authorities=(Authority.JOINT,)), "只用于以“联合”名义行文，本文是“本局”"),
    ],
)
def test_why_a_clause_does_not_apply(applies: Applicability, reason: str) -> None:
    assert why_not(applies, PLACE, Authority.BUREAU, TERMS) == reason


@pytest.mark.parametrize(
    ("duty", "reason"),
    [
        (Duty(id="D001", text="殡仪馆要公布电话。", actors=("殡仪馆",)), "本地没有殡仪馆"),
        (Duty(id="D001", text="殡仪馆负责人要值班。", actors=("殡仪馆法定代表人或者主要负责人",)), "本地没有殡仪馆"),
        (Duty(id="D001", text="要编制预案。", actors=("列入台账的殡仪馆",)), "本地没有殡仪馆"),
        (Duty(id="D001", text="殡仪馆主管部门要检查。", actors=("殡仪馆主管部门",)), ""),
        (Duty(id="D001", text="养老机构、殡仪馆要公布电话。", actors=("养老机构", "殡仪馆")), ""),
        (Duty(id="D001", text="督促殡仪馆整改。", actors=("^各地",), targets=("殡仪馆",)), "本地没有殡仪馆"),
        (Duty(id="D001", text="儿童福利机构要安排值班。", actors=("儿童福利机构",)), ""),
        (Duty(id="D001", text="巡查。", scope="河南省"), ""),
        (Duty(id="D001", text="巡查。", scope="疫情严重地区"), ""),
        (Duty(id="D001", text="巡查。", scope="湖北省及其他地区"), ""),
        (Duty(id="D001", text="巡查。", scope="湖北省"), "上级限定“湖北省”，不含青河县（安平市、河南省）"),
        (
            Duty(id="D001", text="巡查。", scope="湖北省以及疫情严重地区"),
            "上级限定“湖北省以及疫情严重地区”，不含青河县（安平市、河南省）；本地如属其中所说的其他地区，请改判",
        ),
        (Duty(id="D001", text="巡查。", scope="湖北省以外的省"), ""),
        (Duty(id="D001", text="巡查。", scope="除湖北省"), ""),
        (Duty(id="D001", text="巡查。", scope="除河南省"), "上级限定“除河南省”，不含青河县（安平市、河南省）"),
        (Duty(id="D001", text="巡查。", not_local="本地不通铁路"), "本地不通铁路"),
    ],
)
def test_why_a_duty_does_not_concern_the_place(duty: Duty, reason: str) -> None:
    assert why_not_local(duty, PLACE, TERMS) == reason


@pytest.mark.parametrize(
    ("text", "actors", "part"),
    [
        (
            "市级民政部门每年组织一次院长培训，县级民政部门每半年组织一次护理员培训。",
            ("市级民政部门", "县级民政部门"),
            "县级民政部门每半年组织一次护理员培训。",
        ),
        (
            "市级民政部门每年抽查一次，通报结果；县级民政部门每月检查一次。",
            ("市级民政部门", "县级民政部门"),
            "县级民政部门每月检查一次。",
        ),
        ("市级民政部门会同县级民政部门开展检查。", ("市级民政部门", "县级民政部门"), None),
        ("市、县级民政部门每年组织一次培训。", ("市、县级民政部门",), None),
        ("养老机构每月报县民政局，县民政局汇总后报市级民政部门。", ("养老机构", "县民政局"), None),
        ("市级民政部门每年组织一次培训。", ("市级民政部门",), None),
    ],
)
def test_of_a_sentence_for_two_levels_only_the_countys_part_is_written(
    text: str, actors: tuple[str, ...], part: str | None
) -> None:
    duty = Duty(id="D001", text=text, actors=actors, measures=find_measures(text))
    above = Directive(title="关于加强培训和检查的通知", issuer=("河南省民政厅",), source="上.txt")
    mine = asked_below(duty, above, level_of(PLACE))
    assert mine.text == (part or text)
    assert all(one.text in mine.text for one in mine.measures)
    city = PLACE.model_copy(update={"level": "市级", "kind": "市"})
    assert asked_below(duty, above, level_of(city)) == duty


@pytest.mark.parametrize(
    ("actors", "checked", "settled"),
    [
        (("各市民政局",), "", [Settlement.SUPERIOR_OWN]),
        (("市级民政部门",), "", [Settlement.SUPERIOR_OWN]),
        (("各市民政局",), "王示例 2026-06-01", []),
        (("各市民政局", "各县（市、区）民政局"), "", []),
        (("各市、县（市、区）民政局",), "", []),
        (("各市（州）民政部门",), "", []),
        (("县级民政部门",), "", []),
        ((), "", []),
    ],
)
def test_what_the_city_alone_is_to_do_is_the_superiors_own(
    actors: tuple[str, ...], checked: str, settled: list[Settlement]
) -> None:
    duty = Duty(id="D001", text="于4月15日前将实施方案报省民政厅。", actors=actors, checked=checked)
    directive = Directive(title="河南省民政厅关于做好养老工作的通知", duties=(duty,))
    decisions = waivers((directive,), PLACE, TERMS)
    assert [one.settlement for one in decisions] == settled


@pytest.mark.parametrize(
    ("title", "issuer", "named"),
    [
        ("民政部办公厅关于做好某项工作的通知", (), "民政部办公厅关于做好某项工作的通知"),
        ("关于做好某项工作的通知", ("民政部办公厅",), "民政部办公厅关于做好某项工作的通知"),
        ("河南省民政厅转发民政部关于做好某项工作的通知的通知", (), "民政部关于做好某项工作的通知"),
        ("民政部关于加强某项工作的意见", (), "民政部关于加强某项工作的意见的通知"),
    ],
)
def test_a_forwarded_title_skips_middle_stations(title: str, issuer: tuple[str, ...], named: str) -> None:
    assert original_title([Directive(title=title, issuer=issuer)]) == named


def test_of_several_parents_the_one_at_the_bottom_is_named() -> None:
    parents = [
        Directive(title="安平市民政局转发河南省民政厅关于甲事的通知"),
        Directive(title="河南省民政厅关于甲事的通知"),
    ]
    assert original_title(parents) == "河南省民政厅关于甲事的通知"


def local(text: str, competence: Competence, authority: Authority = Authority.BUREAU) -> str:
    return localise(Need(Directive(title="甲"), Duty(id="D001", text=text), competence), PLACE, authority)


@pytest.mark.parametrize(
    ("text", "competence", "here"),
    [
        ("各地民政部门要每季度检查一次；", Competence.OWN, "县民政局要每季度检查一次。"),
        ("各地要摸清底数。", Competence.OWN, "县民政局要摸清底数。"),
        ("收住能力饱和的，各地要另设场所。", Competence.OWN, "收住能力饱和的，县民政局要另设场所。"),
        ("养老机构要落实值班制度。", Competence.INSTITUTION, "养老机构要落实值班制度。"),
        ("发现病例要向所在地民政部门报告。", Competence.INSTITUTION, "发现病例要向县民政局报告。"),
        ("卫生健康部门要派出医疗队。", Competence.ASSIST, "配合县卫生健康委员会派出医疗队。"),
        (
            "民政部门要配合人力资源社会保障部门加大招录力度。",
            Competence.ASSIST,
            "县民政局要配合县人力资源和社会保障局加大招录力度。",
        ),
        (
            "人手紧缺的，民政、人力资源社会保障部门要加大招录力度。",
            Competence.ASSIST,
            "人手紧缺的，县民政局要配合县人力资源和社会保障局加大招录力度。",
        ),
        ("商务部门要实行统一配送。", Competence.ASSIST, "配合商务部门实行统一配送。"),
        ("各地要及时转运患者。", Competence.ASSIST, "县民政局配合有关部门及时转运患者。"),
        ("各地要统筹增派护理力量。", Competence.GOVERNMENT, "提请县人民政府统筹增派护理力量。"),
        ("各市、县要建立联合审查制度。", Competence.GOVERNMENT, "提请县人民政府统筹建立联合审查制度。"),
        ("收住人员的机构，各地不得征用。", Competence.GOVERNMENT, "提请县人民政府明确，收住人员的机构，不得征用。"),
        ("各乡镇人民政府要开展排查。", Competence.TOWNSHIP, "各乡镇民政所要协助开展排查。"),
        ("自9月起，各县（市、区）每周五前报送进展；", Competence.OWN, "自9月起，县民政局每周五前报送进展。"),
        ("商同级卫生健康部门安排义诊。", Competence.OWN, "商县卫生健康委员会安排义诊。"),
        ("由乡镇（街道）民政工作机构代办。", Competence.OWN, "由各乡镇民政所代办。"),
        ("向所在乡镇民政办申请。", Competence.OWN, "向所在乡镇民政所申请。"),
        ("在2小时内报告乡镇（街道）。", Competence.OWN, "在2小时内报告乡镇。"),
        ("对空巢老人，各县（市、区）要组织探访。", Competence.TOWNSHIP, "对空巢老人，各乡镇民政所要组织探访。"),
        ("各县（市、区）民政局要组织义诊。", Competence.TOWNSHIP, "各乡镇民政所要组织义诊。"),
        ("乡镇民政办要上门核实。", Competence.TOWNSHIP, "各乡镇民政所要上门核实。"),
        ("将统计表（格式见附件2）报省厅。", Competence.OWN, "将统计表（格式见上级文件附件2）报省厅。"),
        ("各县（区）民政局要建立台账，各乡镇要配合。", Competence.OWN, "县民政局要建立台账，各乡镇要配合。"),
        ("各乡镇（街道）要明确专人。", Competence.TOWNSHIP, "各乡镇民政所要协助明确专人。"),
        (
            "乡镇人民政府（街道办事处）要在9月底前整治。",
            Competence.TOWNSHIP,
            "各乡镇民政所要协助做好以下工作：在9月底前整治。",
        ),
        (
            "各乡镇（街道）每月对辖区内助老食堂开展一次巡查，发现问题的，5个工作日内督促整改到位。",
            Competence.TOWNSHIP,
            "各乡镇民政所要协助做好以下工作：每月对辖区内助老食堂开展一次巡查，发现问题的，5个工作日内督促整改到位。",
        ),
        (
            "乡镇（街道）发现问题的，要责令整改。",
            Competence.TOWNSHIP,
            "各乡镇民政所要协助做好以下工作：发现问题的，要责令整改。",
        ),
        ("乡镇（街道）不得截留补贴资金。", Competence.TOWNSHIP, "各乡镇民政所不得截留补贴资金。"),
        ("各乡（镇）人民政府（办事处）要明确专人。", Competence.TOWNSHIP, "各乡镇民政所要协助明确专人。"),
        ("各乡镇人民政府、街道办事处应当公示。", Competence.TOWNSHIP, "各乡镇民政所要协助公示。"),
        ("各乡镇党委、政府要带头。", Competence.TOWNSHIP, "各乡镇民政所要协助带头。"),
        ("各市（州）民政部门要公布清单。", Competence.OWN, "县民政局要公布清单。"),
        ("各市民政局要公布清单。", Competence.OWN, "安平市民政局要公布清单。"),
        ("各市、县（市、区）民政局要公布清单。", Competence.OWN, "县民政局要公布清单。"),
        ("各县（区）制定具体方案，于4月10日前报送。", Competence.OWN, "县民政局制定具体方案，于4月10日前报送。"),
        ("各县（市、旗）制定具体方案。", Competence.OWN, "县民政局制定具体方案。"),
        ("各县（区）要把台账作为依据。", Competence.GOVERNMENT, "提请县人民政府明确，把台账作为依据。"),
        ("各县（区）于5月20日前报送方案。", Competence.GOVERNMENT, "提请县人民政府明确，于5月20日前报送方案。"),
        ("要落实《民政部门工作规范》。", Competence.OWN, "要落实《民政部门工作规范》。"),
        (
            "请各县（市、区）民政局确定1名联络员，名单报市民政局（联系人：程某；电话：0000-1）。",
            Competence.OWN,
            "县民政局确定1名联络员，名单报市民政局。",
        ),
        ("每月3日前报送《进度表》（附件2）。", Competence.OWN, "每月3日前报送《进度表》（上级文件附件2）。"),
        ("方案报设区市民政部门备案。", Competence.OWN, "方案报安平市民政局备案。"),
        ("方案报市级民政部门备案。", Competence.OWN, "方案报安平市民政局备案。"),
        ("方案报省、市级民政部门备案。", Competence.OWN, "方案报省、市级民政部门备案。"),
    ],
)
def test_a_duty_keeps_its_words_and_gets_a_local_subject(text: str, competence: Competence, here: str) -> None:
    assert local(text, competence) == here


@pytest.mark.parametrize(
    ("text", "here"),
    [
        (
            (
                "现将《河南省民政厅关于加强助老食堂管理的通知》（豫民发〔2026〕18号，以下简称《通知》）转发给你们，"
                "并结合我市实际提出以下要求，请一并抓好贯彻落实。"
            ),
            "县民政局要认真贯彻落实《河南省民政厅关于加强助老食堂管理的通知》（豫民发〔2026〕18号）。",
        ),
        (
            "《助老食堂管理办法》已经市政府同意，现印发给你们，请认真组织实施。",
            "县民政局要认真贯彻落实《助老食堂管理办法》。",
        ),
        (
            "现将《河南省民政厅关于印发〈助老食堂管理办法〉的通知》转发你们，请认真贯彻执行。",
            "县民政局要认真贯彻落实《河南省民政厅关于印发〈助老食堂管理办法〉的通知》。",
        ),
    ],
)
def test_of_a_sentence_that_hands_a_paper_down_stays_what_it_asks(text: str, here: str) -> None:
    assert local(text, Competence.OWN) == here


@pytest.mark.parametrize(
    ("own", "given", "here"),
    [
        ("10月10日前", "于10月15日前", "务必于10月10日前发放到位。"),
        ("", "于10月15日前", "务必于10月15日前发放到位。"),
        ("10月10日前", "", "务必于10月15日前发放到位（10月10日前完成）。"),
        ("长期坚持", "", "务必于10月15日前发放到位。"),
    ],
)
def test_the_offices_own_deadline_stands_in_the_text_as_in_the_table(own: str, given: str, here: str) -> None:
    text = "务必于10月15日前发放到位。"
    assert with_local_deadline(text, Duty(id="D001", text=text, local_deadline=own, deadline=given)) == here


@pytest.mark.parametrize(
    ("text", "given", "here"),
    [
        ("在中元节、寒衣节前各组织1次宣传。", "中元节、寒衣节前", "在8月20日前各组织1次宣传。"),
        ("在中元节、寒衣节前各组织1次宣传。", "节前", "在8月20日前各组织1次宣传。"),
        ("在三月三节前组织1次宣传。", "节前", "在三月三节前组织1次宣传（8月20日前完成）。"),
        ("在节前开展一次宣传。", "节前", "在8月20日前开展一次宣传。"),
        ("县民政局年底前报送总结。", "年底前", "县民政局8月20日前报送总结。"),
    ],
)
def test_the_offices_own_deadline_never_cuts_a_name(text: str, given: str, here: str) -> None:
    assert with_local_deadline(text, Duty(id="D001", text=text, local_deadline="8月20日前", deadline=given)) == here


@pytest.mark.parametrize(
    ("headings", "deliverable", "name"),
    [
        (("重点任务", "开展摸底"), "", "开展摸底"),
        (("开展摸底", "工作要求"), "", "开展摸底"),
        (("有关要求",), "", "落实其他要求"),
        (("有关事项",), "统计表", "按时报送材料"),
        ((), "", ""),
    ],
)
def test_a_heading_that_names_no_task_is_not_the_name_of_one(
    headings: tuple[str, ...], deliverable: str, name: str
) -> None:
    handed_in = Deliverable(text=deliverable) if deliverable else None
    duty = Duty(id="D001", text="甲。", headings=headings, deliverable=handed_in)
    assert task_name(Need(Directive(title="甲", duties=(duty,)), duty, Competence.OWN)) == name


def test_the_rows_of_the_superiors_table_are_one_task_beside_those_with_headings() -> None:
    headed = Duty(id="D001", text="摸清底数。", headings=("开展摸底",))
    rows = tuple(
        Duty(id=number, text=text, measures=find_measures(text))
        for number, text in (("D002", "新增床位180张（2026年10月底）"), ("D003", "入户排查"))
    )
    listed = Directive(title="甲", duties=(headed, *rows))
    assert [task_name(Need(listed, one, Competence.OWN)) for one in listed.duties] == [
        "开展摸底",
        "完成指标任务",
        "落实其他要求",
    ]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("各地要每周至少探访1次。", "每周"),
        ("养老机构要每日巡查，每半年组织1次演练。", "每日、每半年"),
        ("严禁代领代发。", "长期坚持"),
        ("各地要建立退出机制。", "按上级部署"),
        ("各地要每月比对一次，9月底前完成核查。", "9月底前"),
        ("服务中心每周开放时间不少于6天，每天不少于8小时。", "长期坚持"),
        ("服务中心要每月检查一次，每天开放不少于8小时。", "每月"),
    ],
)
def test_a_duty_without_a_day_says_how_often_or_that_it_goes_on(text: str, deadline: str) -> None:
    directive, _ = extract(Document(Elements(title="通知"), (Block("b1", BlockKind.PARAGRAPH, (Span(text),)),)))
    need = Need(directive, directive.duties[0], Competence.OWN)
    assert duty_task(need, (), PLACE, Authority.BUREAU, lambda _, words: words).deadline == deadline


def test_with_consent_the_sentence_says_so() -> None:
    assert local("各地要增派力量。", Competence.GOVERNMENT, Authority.APPROVED) == "经县人民政府同意，增派力量。"
    assert local("各乡镇人民政府要开展排查。", Competence.TOWNSHIP, Authority.APPROVED) == (
        "经县人民政府同意，各乡镇人民政府要开展排查。"
    )


def test_values_that_follow_from_a_locality() -> None:
    given = locality_values(PLACE)
    assert {name: given[name] for name in ("县名", "全域", "本局", "机关", "县政府", "政府", "基层民政机构")} == {
        "县名": "青河县",
        "全域": "全县",
        "本局": "县民政局",
        "机关": "青河县民政局",
        "县政府": "县人民政府",
        "政府": "青河县人民政府",
        "基层民政机构": "各乡镇民政所",
    }
    assert (given["卫生健康部门"], given["风险等级"], given["床位数"]) == ("县卫生健康委员会", "低", "300")


def test_the_basis_names_title_and_number() -> None:
    parents = [Directive(title="关于印发《甲》的通知", number="示发〔2026〕1号"), Directive(title="乙通知")]
    assert basis_text(parents) == "《关于印发〈甲〉的通知》（示发〔2026〕1号）、《乙通知》"


def test_a_blank_number_knows_its_year_only_from_the_date() -> None:
    assert blank_number("青民字", "") == "青民字〔　　〕　号"
    assert blank_number("青民字", "2026年3月4日") == "青民字〔2026〕　号"


def task(name: str, section: str) -> Task:
    return Task(name, (Span("巡查。"),), "甲", section, "", "长期坚持", Origin(OriginKind.CLAUSE, "甲@1"), ())


def test_the_note_on_the_leading_unit_stands_only_where_a_row_names_several() -> None:
    note = ("注：牵头股室一栏列第一位的为牵头单位。",)
    alone = task_block([task("甲", "办公室")], note)
    several = task_block([task("甲", "办公室、人事股")], note)
    assert alone.table is not None
    assert several.table is not None
    assert alone.table.foot == ()
    assert several.table.foot == note


def test_rows_of_one_task_stand_together_and_merge() -> None:
    block = task_block([task("甲", "一股"), task("乙", "二股"), task("甲", "三股")], ())
    assert block.table is not None
    assert [row.texts()[:2] for row in block.table.rows] == [("1", "甲"), ("2", "甲"), ("3", "乙")]
    assert [column.name for column in TASK_COLUMNS if column.merged] == ["重点任务"]
    assert sum(column.width for column in TASK_COLUMNS) == 225
