"""Which provisions are duties, and their parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.duties import extract
from wenjian.duties.actors import explicit_actors, responsible_actors
from wenjian.duties.judge import clauses, judge
from wenjian.duties.parts import condition, modality, strict
from wenjian.duties.scope import acts, deliverable, scope, targets
from wenjian.model.directive import Deliverable, Directive, Duty
from wenjian.model.document import Provision
from wenjian.model.vocabulary import Modality
from wenjian.readers.text import read_text


def imported(text: str) -> Directive:
    directive, _ = extract(read_text(text.encode(), "上级.txt")[0])
    return directive


def is_duty(text: str, *headings: str) -> bool:
    return judge(Provision("b001", 0, len(text), text, headings=headings)).duty


@pytest.mark.parametrize(
    "text",
    [
        "各养老机构要建立入住评估制度。",
        "救助管理站设置临时避寒场所，并与受助区分开。",
        "对逾期未整改的机构，由县级民政部门约谈其负责人。",
        "一是困难群众救助资金足额发放到位。",
        "不得以任何理由拒收受助人员。",
        "鼓励社会组织参与探访。",
        "会同相关部门开展联合检查。",
        "各级政府办公室是本级热线工作的主管单位。",
        "殡仪馆可暂停集体告别仪式。",
        "请于每月5日前报送台账。",
    ],
)
def test_duties(text: str) -> None:
    assert is_duty(text, "主要任务")


@pytest.mark.parametrize(
    "text",
    [
        "近年来，各地认真落实政策，取得明显成效。",
        "做好冬季救助，是保障民生的重要举措。",
        "各地要提高政治站位，增强大局意识，筑牢安全防线。",
        "现就有关事项通知如下：",
        "本办法所称养老机构，是指依法登记的服务机构。",
        "为做好救助工作，结合实际，制定本方案。",
        "（责任单位：养老服务股，各民政所）",
        "（由各县民政局负责落实）",
        "特此通知。",
        "强化值守。",
    ],
)
def test_not_duties(text: str) -> None:
    assert not is_duty(text, "主要任务")


def test_goals_are_duties_only_with_a_date_or_a_figure() -> None:
    assert not is_duty("全面提升养老服务水平，形成良好格局。", "工作目标")
    assert is_duty("到2026年底，建成县级养老服务中心，入住率达到80%。", "工作目标")


def test_clauses_leave_quotations_whole() -> None:
    assert clauses("一是按照《甲，乙办法》要求，做到“应收，尽收”；及时报告。") == (
        "按照《甲，乙办法》要求",
        "做到“应收，尽收”",
        "及时报告",
    )


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("各民政所要逐户走访。", Modality.MUST),
        ("不得擅离职守。", Modality.MUST_NOT),
        ("各养老机构要停止集中用餐。", Modality.MUST_NOT),
        ("要加强值班，落实带班制度，按时交接，不得脱岗。", Modality.MUST),
        ("鼓励有条件的机构安装监控。", Modality.SHOULD),
        ("提倡错峰祭扫。", Modality.SHOULD),
        ("殡葬服务机构可以暂停告别仪式。", Modality.MAY),
        ("对灵活就业人员，可采取弹性管理方式。", Modality.MAY),
        ("身体无异常的方可上岗。", Modality.MUST),
        ("探索可复制的经验，推广典型做法。", Modality.MUST),
    ],
)
def test_modality(text: str, force: Modality) -> None:
    assert modality(text) is force


def test_strict() -> None:
    assert strict("一律实行封闭管理。")
    assert strict("严禁违规收费。")
    assert not strict("要加强管理。")
    assert not strict("落实“必须到岗”提示。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对于有住宿需求的求助人员，要及时收住。", "对于有住宿需求的求助人员"),
        ("一旦发现险情立即报告。", "一旦发现险情"),
        ("机构人手严重不足的，民政部门要协调增派。", "机构人手严重不足的"),
        ("待汛期结束后，再恢复探视。", "待汛期结束后"),
        ("各平台如从事收费服务，须公示标准。", "各平台如从事收费服务"),
        ("未发生险情的养老机构要照常开放。", "未发生险情的"),
        ("要逐户走访，建立台账。", ""),
    ],
)
def test_condition(text: str, expected: str) -> None:
    assert condition(text) == expected or expected.endswith(condition(text)) != (condition(text) == "")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("各地区、各部门要建立制度。", ("各地区", "各部门")),
        ("民政、财政部门要加大投入。", ("民政、财政部门",)),
        ("各乡（镇、街道）要组织走访。", ("各乡（镇、街道）",)),
        ("其他地区的养老机构，要照常开放。", ("其他地区的养老机构",)),
        ("各地对于无法返乡的人员，要提供住宿。", ("各地",)),
        ("殡葬服务机构严格落实登记制度。", ("殡葬服务机构",)),
        ("由县级民政部门督促整改。", ("县级民政部门",)),
        ("主办单位发生变化的，应及时公告。", ("主办单位",)),
        ("制度名称要简洁规范。", ()),
        ("加强机构内人员管理。", ()),
    ],
)
def test_explicit_actors(text: str, actors: tuple[str, ...]) -> None:
    assert explicit_actors(text) == actors


def test_responsibility_lines() -> None:
    assert responsible_actors("牵头单位：省民政厅、省财政厅；责任单位：各市、县政府，省直各部门") == (
        "省民政厅",
        "省财政厅",
        "各市、县政府",
        "省直各部门",
    )
    assert responsible_actors("由各县（市、区）民政局负责落实，市民政局办公室统筹推进") == ("各县（市、区）民政局",)


def test_actors_are_inherited_within_their_section(doc: str) -> None:
    """关于做好救助工作的通知
    一、加强救助
    各县民政局要建立制度。
    要按月报送台账。
    （一）夜间巡查
    救助管理站要每晚巡查；
    对于不愿入站的，要发放衣被。
    二、资金保障
    （一）加强调度。每季度调度一次。
    （牵头单位：县财政局）
    某市民政局
    2026年1月5日
    """
    assert [duty.actors for duty in imported(doc).duties] == [
        ("各县民政局",),
        ("^各县民政局",),
        ("救助管理站",),
        ("^救助管理站",),
        ("^县财政局",),
    ]


def test_a_list_inherits_from_the_sentence_that_leads_it(doc: str) -> None:
    """某市殡葬服务机构管理办法
    第一章 安全责任
    第一条 本办法适用于本市殡葬服务机构。
    第二条 殡葬服务机构应当履行下列职责：
    （一）建立安全责任制
    （二）每季度开展一次自查
    第三条 任何单位不得在公墓内焚烧祭品。
    """
    assert [(duty.text, duty.actors) for duty in imported(doc).duties] == [
        ("建立安全责任制", ("^殡葬服务机构",)),
        ("每季度开展一次自查", ("^殡葬服务机构",)),
        ("任何单位不得在公墓内焚烧祭品。", ("任何单位",)),
    ]


def test_deliverable() -> None:
    assert deliverable("各县民政局要制定实施方案，于12月17日前经主要负责人审核签字后报市民政局备案。") == Deliverable(
        text="实施方案", recipient="市民政局", deadline="12月17日前", signature="主要负责人审核签字"
    )
    assert deliverable("各养老机构要开窗通风。") is None


def test_scope() -> None:
    assert scope(("湖北省和武汉市",), "", "国务院") == "湖北省和武汉市"
    assert scope(("各省民政厅",), "", "国务院") == ""
    assert scope(("河南省民政厅",), "", "河南省人民政府") == ""


def test_targets_and_acts() -> None:
    assert targets("要对低保对象、特困人员和留守儿童逐户走访。") == ("低保对象", "特困人员", "留守儿童")
    assert acts("各民政所要建立台账，每月更新，确保底数清楚。") == ("建立台账", "每月更新")


def test_a_directive(doc: str) -> None:
    """某省民政厅关于做好冬季救助工作的通知
    某民发〔2026〕5号
    各市民政局：
    为做好冬季救助工作，现通知如下：
    一、加强巡查
    （一）夜间巡查。救助管理机构要每晚至少巡查两次。按照《巡查规范（第二版）》做好登记。
    某省民政厅
    2026年1月5日
    """
    directive = imported(doc)
    assert directive.id == "某民发〔2026〕5号"
    assert directive.date == "2026年1月5日"
    assert directive.issuer == ("某省民政厅",)
    assert directive.recipients == ("各市民政局",)
    first, second = directive.duties
    assert (first.id, first.where, first.headings) == ("D001", "一、（一）", ("加强巡查", "夜间巡查"))
    assert first.text == "救助管理机构要每晚至少巡查两次。"
    assert [measure.text for measure in first.measures] == ["每晚至少巡查两次"]
    assert [(citation.title, citation.edition) for citation in second.citations] == [("巡查规范", "第二版")]
    assert directive.ref(second) == "某民发〔2026〕5号#D002"


def test_a_forwarded_parent_gives_no_duties_of_its_own(doc: str) -> None:
    """某市民政局转发省民政厅关于做好探访工作的通知
    某民发〔2026〕8号
    各县民政局：
    现将《省民政厅关于做好探访工作的通知》转发你们，请一并贯彻落实。
    一、各县民政局要每周探访一次。
    某市民政局
    2026年2月1日
    省民政厅关于做好探访工作的通知
    省民发〔2026〕2号
    各市民政局：
    一、各市民政局要建立探访制度。
    省民政厅
    2026年1月10日
    """
    directive = imported(doc)
    assert [duty.actors for duty in directive.duties] == [("^各县民政局",), ("各县民政局",)]
    assert directive.duties[1].text == "各县民政局要每周探访一次。"


def test_no_duty_at_all_is_an_error() -> None:
    document = read_text("关于春节放假的说明\n近年来，各项工作取得明显成效。\n".encode(), "说明.txt")[0]
    directive, findings = extract(document)
    assert directive.duties == ()
    assert str(findings[0]).splitlines()[0] == "说明.txt: 错误 WJ301: 没有从文件里找到任何任务"


def test_the_same_text_gives_the_same_duties() -> None:
    text = "关于做好工作的通知\n一、各地要建立台账。\n二、各地要按月报送。\n"
    assert imported(text) == imported(text)


# Real documents


def duties_of(path: Path) -> tuple[Duty, ...]:
    return extract(read_text(path.read_bytes(), path.name)[0])[0].duties


def test_real_national(real: Path) -> None:
    duties = duties_of(real / "gold/texts/national-2020-6.txt")
    assert len(duties) == 36
    assert [duty.id for duty in duties if duty.modality is Modality.MUST_NOT] == ["D011", "D023", "D024"]
    assert [duty.id for duty in duties if duty.scope] == ["D002", "D017", "D026"]
    assert [measure.text for measure in duties[5].measures] == ["不少于14天"]


def test_real_daxinganling(real: Path) -> None:
    duties = duties_of(real / "seeds/daxinganling-plan-2021.txt")
    handed = next(duty.deliverable for duty in duties if duty.deliverable and duty.deliverable.signature)
    assert (handed.text, handed.recipient, handed.deadline) == ("具体实施方案", "地区民政局", "12月17日前")
    assert len({(duty.where, duty.responsible) for duty in duties if duty.responsible}) == 7


def test_real_nanyang(real: Path) -> None:
    duties = duties_of(real / "seeds/nanyang-plan-2022.txt")
    assert sum(duty.text.endswith("到位。") for duty in duties) == 10


def test_real_chongqing(real: Path) -> None:
    duties = duties_of(real / "seeds/chongqing-forward-2020-68.txt")
    assert len(duties) == 7
    assert not any("应救尽救" in duty.text for duty in duties)
