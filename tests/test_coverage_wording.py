"""Deviations that a plan shows in its words: softened, forbidden, narrowed, excepted, put off, done by another organ;
and the wordings that are none.
"""

from __future__ import annotations

import pytest

from wenjian.coverage import check
from wenjian.library import load_library
from wenjian.model.coverage import DutyCoverage
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import AddedClass, BlockKind, DeviationKind, Direction, Verdict
from wenjian.text.measures import find_measures

TITLE = "关于做好冬季民政服务工作的通知"
OTHERS = (
    "救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    "各地要建立留守儿童定期探访制度，每月至少探访1次。",
    "婚姻登记机关要推行预约登记，减少现场排队等候。",
)


def directive(*texts: str) -> Directive:
    duties = tuple(Duty(id=f"D{n:03}", text=text, measures=find_measures(text)) for n, text in enumerate(texts, 1))
    return Directive(title=TITLE, number="×民〔2025〕8号", duties=duties)


def paper(*texts: str) -> Document:
    blocks = tuple(
        Block(id=f"b{n:03}", kind=BlockKind.PARAGRAPH, spans=(Span(text),)) for n, text in enumerate(texts, 1)
    )
    return Document(elements=Elements(title=TITLE), blocks=blocks)


def answer(parent: str, *child: str) -> DutyCoverage:
    """The answer for one duty among others, by the shipped thesaurus."""
    return check(directive(parent, *OTHERS), paper(*child), load_library(()).thesaurus).duties[0]


def told(parent: str, *child: str) -> set[tuple[DeviationKind, Direction]]:
    return {(one.kind, one.direction) for one in answer(parent, *child).deviations}


SOFTER = (DeviationKind.MODALITY, Direction.WEAKER)
CONTRARY = (DeviationKind.NEGATION, Direction.WEAKER)
NARROWER = (DeviationKind.SCOPE, Direction.WEAKER)
EXCEPTED = (DeviationKind.EXCEPTION, Direction.WEAKER)
LATER = (DeviationKind.DEADLINE, Direction.WEAKER)
RARER = (DeviationKind.FREQUENCY, Direction.WEAKER)
ANOTHER = (DeviationKind.ACTOR, Direction.CHANGED)

VISITS = "各地民政部门要对因家人住院而失去照料的老年人和未成年人组织走访探视，每周不少于一次。"


@pytest.mark.parametrize(
    ("parent", "child", "expected"),
    [
        (
            VISITS,
            "老年人和未成年人因家人住院失去照料的，各乡镇（街道）民政所可以组织走访探视，每周不少于一次。",
            SOFTER,
        ),
        (VISITS, "原则上对因家人住院失去照料的老年人和未成年人，组织走访探视，每周不少于一次。", SOFTER),
        ("托育机构应当投保机构责任保险，公示收费标准。", "托育机构可投保机构责任保险，公示收费标准。", SOFTER),
        (
            "机构的收费标准和收费项目，由县级民政部门审核后报市民政局核准。",
            "机构的收费标准和收费项目，由县民政局审核后报市民政局备案。",
            SOFTER,
        ),
        ("各地要更新使用超过八年的接送车辆。", "使用超过八年的接送车辆视财力更新。", SOFTER),
        ("对处境危急的儿童，应当实施临时救助和监护照料。", "对处境危急的儿童，可先行给予临时救助。", SOFTER),
        ("完善用地政策，提高设施用地占比及规模上限。", "完善用地政策，适当提高设施用地占比。", SOFTER),
        (
            "对不符合安全生产条件的一律停业整顿，公布名单。",
            "对不符合安全生产条件的责令限期整改，公布名单。",
            SOFTER,
        ),
        ("主要负责人要亲自抓隐患整改，逐项销号。", "分管负责人要亲自抓隐患整改，逐项销号。", SOFTER),
        ("每个站点配备专职消防员，落实装备。", "每个站点配备兼职消防员，落实装备。", SOFTER),
        ("体育场馆要向残疾人免费开放，公布时段。", "体育场馆要向残疾人优惠开放，公布时段。", SOFTER),
        ("发生事故后要在2小时内报告省厅，不得瞒报。", "发生事故后要第一时间报告市局，不得瞒报。", LATER),
        ("各地要定期开展督查和跟踪评估，通报结果。", "市局适时开展督查和跟踪评估，通报结果。", RARER),
        (
            "制定机关应当自收到意见之日起30日内自行纠正，报告结果。",
            "制定机关收到意见后应当及时自行纠正，报告结果。",
            LATER,
        ),
        ("每年3月底前向社会公开上年度基金收支情况，接受监督。", "定期向社会公开基金收支情况，接受监督。", LATER),
        ("各地每两年组织一次文件全面清理，公布目录。", "各县适时组织文件全面清理，公布目录。", RARER),
        ("零售药店全部接入监管子系统，专人维护。", "零售药店接入监管子系统，接入率达到80%以上，专人维护。", NARROWER),
        ("6月底前占压管道的构筑物全部完成整治。", "6月底前占压管道的构筑物完成整治80%以上。", NARROWER),
        ("各地要对所有用气企业开展安全检查。", "各乡镇要对重点企业开展用气安全检查。", NARROWER),
        ("全部养老机构要完成设施改造，公示结果。", "多数养老机构要完成设施改造，公示结果。", NARROWER),
        ("要对全体困难老年人走访登记，做好服务。", "要对符合条件的困难老年人走访登记，做好服务。", NARROWER),
        ("县局要组织专项督查，通报结果。", "县局根据工作需要组织专项督查，通报结果。", SOFTER),
        ("承包合同期满后收回自营，不得续签。", "承包合同期满后收回自营，原则上不续签。", SOFTER),
        ("各地要安排专人值守，实行24小时值班。", "县民政局安排专人值守，不再实行24小时值班。", CONTRARY),
        (
            "未发生感染的养老机构要实行探视预约，公布预约电话。",
            "未发生感染的养老机构无需实行探视预约，公布预约电话。",
            CONTRARY,
        ),
        ("养老机构要停止集中用餐，张贴告示。", "养老机构无需停止集中用餐，张贴告示。", CONTRARY),
        (
            "对有就业意愿的人员实施安置，不得在现有规定外设置不必要的限制条件。",
            "对有就业意愿的人员实施安置，在现有规定外设置不必要的限制条件。",
            CONTRARY,
        ),
        ("各地要摸清底数，逐户建立台账。", "各乡镇要摸清底数，抽取部分户建立台账。", NARROWER),
        (
            "各地民政部门要对养老机构开展联合检查，每年至少全覆盖一次。",
            "县民政局会同县消防救援大队对养老机构开展联合检查，每年至少开展1次部分覆盖检查。",
            NARROWER,
        ),
        ("发生感染的养老机构要立即实行封闭管理。", "发生感染的养老机构要适时实行封闭管理。", LATER),
        (
            "各地要完成一轮自查，形成问题清单并限期整改。",
            "各乡镇完成一轮自查，形成问题清单，适时整改，整改一项、销号一项。",
            LATER,
        ),
        ("督促用人单位加强人员管理，定期考核工作成效。", "督促用人单位加强人员管理，不定期考核工作成效。", RARER),
        ("各地要每月开展一次督导检查，通报结果。", "除特殊情形外，县民政局每月开展一次督导检查，通报结果。", EXCEPTED),
        (
            "各地要将救助物资列入社会捐赠的调配范围，公布分配情况。",
            "县民政局将救助物资列入社会捐赠的调配范围，公布分配情况，经主要负责人同意的可不执行。",
            EXCEPTED,
        ),
        ("各地民政部门要每月开展一次督导检查。", "县档案局每月开展一次督导检查。", ANOTHER),
        ("各地民政部门要组织养老机构完成一轮自查。", "县教育局组织养老机构完成一轮自查。", ANOTHER),
        (
            "殡葬服务机构要对遗体及时进行卫生处理，就近火化。",
            "遗体由村民委员会及时进行卫生处理，就近火化。",
            ANOTHER,
        ),
        (
            "儿童福利机构和未成年人救助保护机构要切实履行监护职责，照料好在院儿童。",
            "儿童福利机构和乡镇人民政府要切实履行监护职责，照料好在院儿童。",
            ANOTHER,
        ),
        (
            "街道办事处应当指导小区成立业主委员会，商定收费标准。",
            "县体育局应当指导小区成立业主委员会，商定收费标准。",
            ANOTHER,
        ),
        (
            "养老机构要及时修订突发事件应急预案，明确各岗位处置任务。",
            "县体育局要按照《养老机构突发事件应急预案》修订本机构突发事件应急预案，明确各岗位处置任务。",
            ANOTHER,
        ),
        (
            "养老机构要及时修订突发事件应急预案，明确各岗位处置任务。",
            "村民委员会要在6月底前修订本机构应急预案，分情形明确各岗位处置任务。",
            ANOTHER,
        ),
        (
            "养老机构新建、改造房屋不得使用易燃可燃夹芯彩钢板。",
            "村民委员会新建、改造房屋不得使用易燃可燃夹芯彩钢板。",
            ANOTHER,
        ),
        (
            "养老机构新建、改造房屋不得使用易燃可燃夹芯彩钢板。",
            "乡镇人民政府新建、改造房屋不得使用易燃可燃夹芯彩钢板。",
            ANOTHER,
        ),
        (
            "养老机构要每月检查一次消防设施器材，每年对电气线路进行一次全面检测。",
            "养老机构每年对电气线路进行一次全面检测。县体育局每月检查一次消防设施器材。",
            ANOTHER,
        ),
        (
            "对无法查明身份的受助人员，救助管理机构要在其入站后24小时内发布寻亲公告。",
            "对无法查明身份的受助人员，乡镇人民政府要在其入站后24小时内发布寻亲公告，并比对全国救助管理信息系统。",
            ANOTHER,
        ),
        (
            "对仍无法查明身份的人员，各地民政部门要会同公安机关办理落户手续，妥善安置。",
            "对仍无法查明身份的人员，由社会事务股会同县教育局办理落户手续，妥善安置到福利机构。",
            ANOTHER,
        ),
        (
            "县级人民政府要组织送水车拉水送水，保证基本生活用水。",
            "提请县人民政府明确，村民委员会组织送水车拉水送水，保证基本生活用水。",
            ANOTHER,
        ),
        (
            "各地民政部门要组织开展专项救助行动，走访困难群众。",
            "县司法局组织开展专项救助行动，走访困难群众，县民政局分管领导每两周调度一次。",
            ANOTHER,
        ),
        ("未经消防验收合格的不得投入使用。", "未经消防验收合格的限期补办手续。", CONTRARY),
        ("全面停止违规收费，公布举报电话。", "逐步停止违规收费，公布举报电话。", SOFTER),
    ],
)
def test_a_plan_that_binds_less_is_told_with_its_kind(
    parent: str, child: str, expected: tuple[DeviationKind, Direction]
) -> None:
    assert expected in told(parent, child)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("严禁在水源保护区内新建与供水无关的建设项目。", "在水源保护区内，严禁新建同供水无关的建设项目。"),
        ("每间居室收费不得超过500元。", "每间居室收费最高为500元。"),
        ("本次审核时限不得超过10个工作日，结果要公示。", "应当在10个工作日内完成本次审核，结果要公示。"),
        (
            "鼓励就业车间吸纳脱贫人口，对吸纳脱贫人口的给予奖补。",
            "鼓励就业车间吸纳脱贫人口，对吸纳脱贫人口的给予奖补。",
        ),
        ("未经体检的人员，养老机构不得接收入住。", "养老机构不得接收未经体检的人员入住。"),
        ("不再单独办理用地手续，可以告知承诺方式办理。", "免于办理用地手续，可以告知承诺方式办理。"),
        ("自受理之日起一般不超过25个工作日办结。", "自受理之日起一般25个工作日内办结。"),
        ("允许使用集体用地建设寄递物流设施。", "可以使用集体用地建设寄递物流设施。"),
        ("本级留成的公益金用于全民健身的比例不低于70%。", "公益金本级留成部分用于全民健身的比例不低于70%。"),
        ("对骗取资金的，将其失信行为记入信用记录。", "对骗取资金的，除追回资金外，将其失信行为记入信用记录。"),
        (
            "建设污染防治设施并保持正常运行，或者委托第三方处理。",
            "建设污染防治设施并保持正常运行，没有条件自建的委托第三方处理。",
        ),
        (
            "不得设定行政许可事项，规定出具循环证明的内容。",
            "不得设定行政许可事项，不得规定出具循环证明的内容。",
        ),
        (
            "除为应对突发事件需要立即制定实施文件外，审核时间不少于5个工作日。",
            "审核时间不少于5个工作日，应对突发事件等情形除外。",
        ),
        ("文件经审议通过后，由制定机关公布。", "文件经审议通过后，由制定机关公布，未经公布的不得作为依据。"),
        ("文件应当规定有效期，一般不超过5年。", "文件有效期一般为5年以内。"),
        ("对出具虚假报告的，要严肃查处。", "严禁出具虚假报告，对出具虚假报告的，要严肃查处。"),
        ("启动中央财政粪污利用试点，整县推进。", "积极争取中央财政粪污利用试点项目，整县推进。"),
        (
            "小学年辍学率控制在0.6%以内，逐校核查。",
            "小学年辍学率控制在0.6%以内，逐校核查，建档立卡贫困家庭适龄儿童（无学习能力的除外）一个不少。",
        ),
        ("利用空地建设临时设施的，使用期限不超过2年。", "空地可先行建设临时设施，使用期限不超过2年。"),
        ("各地要全面落实社保缓缴政策，对失业人员优先服务。", "除全面落实社保缓缴政策外，还要对失业人员优先服务。"),
        ("各地民政部门要每月开展一次督导检查。", "各乡镇（街道）每月开展一次督导检查。"),
        ("各地民政部门要每月开展一次督导检查。", "局养老服务股每月开展一次督导检查。"),
        ("养老机构要每日消毒公共区域，做好记录。", "县民政局要督促养老机构每日消毒公共区域，做好记录。"),
        ("县级体育部门要公布开放时段，接受监督。", "县教育体育局要公布开放时段，接受监督。"),
        ("地方能源主管部门编制充电设施布局规划，印发实施。", "市发展改革委编制充电设施布局规划，印发实施。"),
    ],
)
def test_what_only_sounds_like_it_is_none(parent: str, child: str) -> None:
    found = told(parent, child)
    assert {kind for kind, direction in found if direction in {Direction.WEAKER, Direction.CHANGED}} == set()


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("用户拒不整改的，可以依法依规暂停供气，并及时报告。", "用户拒不整改的，企业应当依法暂停供气。"),
        ("提倡在出租房内安装简易喷淋和智能断电装置。", "出租房内应当安装智能断电装置。"),
        ("为保护儿童隐私，不宜设置公示环节。", "为保护儿童隐私，不得设置公示环节。"),
        ("分管负责人要统筹推动平台建设。", "主要负责人要统筹推动平台建设。"),
        ("对隐患突出的企业责令限期整改，公布名单。", "对隐患突出的企业一律停业整顿，公布名单。"),
    ],
)
def test_a_plan_that_binds_more_is_told(parent: str, child: str) -> None:
    assert (DeviationKind.MODALITY, Direction.STRICTER) in told(parent, child)


@pytest.mark.parametrize(
    ("high", "low"),
    [
        ("机构要落实24小时值班制度。", "机构要落实白天值班制度。"),
        ("村干部要每周入户走访独居老人，了解生活情况。", "村干部要每周电话走访独居老人，了解生活情况。"),
        ("发生突发事件的，要立即书面报告县民政局。", "发生突发事件的，要立即口头报告县民政局。"),
        ("救助名单要向社会公示7天。", "救助名单要在机关内部公示7天。"),
        ("要对申请家庭进行现场核查。", "要对申请家庭进行材料核查。"),
        ("消防控制室值班人员必须持证上岗。", "消防控制室值班人员必须培训上岗。"),
        ("各乡镇要在6月底前完成改造任务。", "各乡镇要在6月底前基本完成改造任务。"),
        ("各县要在2026年底前建成一所区域养老中心。", "各县要在2026年底前开工建设一所区域养老中心。"),
        ("存在重大隐患的场所要立即停止使用。", "存在重大隐患的场所要立即限制使用。"),
        ("将养老服务纳入县政府绩效考核。", "将养老服务作为县政府绩效考核的参考。"),
        ("提高农村低保标准，做好动态管理。", "保持农村低保标准稳定，做好动态管理。"),
        ("建立由县长任组长的领导小组。", "建立由副县长任组长的领导小组。"),
        ("服务价格实行政府定价。", "服务价格实行政府指导价。"),
        ("涉及困难群众的事项要一次性办结。", "涉及困难群众的事项要分批办结。"),
        ("各级财政要将所需经费列入预算。", "各级财政要积极筹措所需经费。"),
        ("由主要负责人签字确认。", "由经办人签字确认。"),
        ("困难老人家庭适老化改造实现应改尽改。", "困难老人家庭适老化改造应改愿改尽改。"),
    ],
)
def test_a_lower_step_is_weaker_and_a_higher_one_stricter(high: str, low: str) -> None:
    assert SOFTER in told(high, low)
    assert (DeviationKind.MODALITY, Direction.STRICTER) in told(low, high)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("要实名登记来访人员。", "要登记来访人员。"),
        ("必须由具备资质的第三方机构检测。", "由第三方机构检测。"),
        ("乡镇要配备专职安全员2名。", "乡镇要明确安全员2名。"),
        ("应在3个工作日内书面告知申请人并说明理由。", "应在3个工作日内告知申请人并说明理由。"),
    ],
)
def test_a_word_that_says_how_is_missed(parent: str, child: str) -> None:
    assert SOFTER in told(parent, child)


def test_a_lost_word_is_told_once() -> None:
    found = answer("消防控制室值班人员必须持证上岗。", "消防控制室值班人员必须培训上岗。").deviations
    assert [one.note for one in found] == ["上岗条件：上级写“持证”，本文写“培训上岗”"]


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("入户走访独居老人，了解生活情况。", "通过入户、电话等方式走访独居老人，了解生活情况。"),
        ("组织现场核查，如实记录。", "组织现场核查，辅以视频核查，如实记录。"),
        ("关闭存在重大隐患的机构。", "对存在重大隐患的机构先整改，整改不到位的关闭。"),
        ("各乡镇要在9月底前完成敬老院改造。", "各乡镇3月启动敬老院改造，9月底前完成敬老院改造。"),
        ("县长任领导小组组长。", "县长任领导小组组长，副县长任副组长。"),
        ("书面告知申请人，说明理由。", "以书面形式告知申请人，说明理由。"),
        ("要配备专职护理员。", "要配备护理员，均为专职。"),
    ],
)
def test_the_higher_step_said_beside_the_lower_one_is_kept(parent: str, child: str) -> None:
    assert SOFTER not in told(parent, child)


@pytest.mark.parametrize(
    ("parent", "child", "gone"),
    [
        ("立即向县民政局报告并保护现场。", "立即向县民政局报告。", ("保护现场",)),
        ("乡镇要对孤儿逐户走访并签订监护责任书。", "乡镇要对孤儿逐户走访。", ("签订监护责任书",)),
        ("对发现的问题要在三日内反馈并公开曝光。", "对发现的问题要在三日内反馈。", ("公开曝光",)),
        ("要建立健全值班制度并严格执行。", "要建立健全值班制度。", ()),
        ("机构要建立健康档案并每年更新。", "机构要建立健康档案，一年更新一遍。", ()),
        ("各乡镇要建立台账、定期回访。", "各乡镇要建立台账。", ("定期回访",)),
        ("救助资金实行专账核算、专款专用、专人管理。", "救助资金实行专账核算、专人管理。", ("专款专用",)),
        ("要组织开展业务培训和应急演练。", "要组织开展业务培训。", ("应急演练",)),
        ("明确整改责任人、整改措施和整改时限。", "明确整改责任人和整改措施。", ("整改时限",)),
        ("对安全隐患实行清单管理、销号管理。", "对安全隐患实行清单管理，整改一处、销号一处。", ()),
    ],
)
def test_the_second_act_of_a_clause_is_missed(parent: str, child: str, gone: tuple[str, ...]) -> None:
    assert answer(parent, child).missing_parts == gone


@pytest.mark.parametrize(
    ("limited", "plain"),
    [
        ("养老机构不得擅自改变床位用途。", "养老机构不得改变床位用途。"),
        ("各机构不得随意提高收费标准。", "各机构严禁提高收费标准。"),
        ("无正当理由不得拒绝接收服务对象。", "任何机构不得拒绝接收服务对象。"),
        ("指导企业合理安排岗位，不得以年龄为由“一刀切”清退。", "指导企业合理安排岗位，不得以年龄为由清退职工。"),
    ],
)
def test_an_act_forbidden_only_in_some_manner_is_forbidden_less(limited: str, plain: str) -> None:
    assert (DeviationKind.SCOPE, Direction.STRICTER) in told(limited, plain)
    assert NARROWER in told(plain, limited)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("严禁挪用专项资金。", "严禁私自挪用专项资金。"),
        ("未经批准不得擅自停止服务。", "未经批准不得停止服务。"),
        ("不得擅自改动承重结构、拆除消防设施或者在公共部位堆放杂物。", "不得在楼道等公共部位堆放杂物。"),
    ],
)
def test_a_wrong_is_a_wrong_in_any_manner(one: str, other: str) -> None:
    assert not any(kind is DeviationKind.SCOPE for kind, _ in told(one, other) | told(other, one))


# figures


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("重大事项应当经三分之二以上成员同意，公示七日。", "重大事项应当经2/3以上成员同意，公示7日。"),
        ("流转耕地超过300亩的，应当报主管部门审核。", "流转耕地超过20公顷的，应当报主管部门审核。"),
        ("管道两侧各1公里范围内不得实施爆破作业。", "管道两侧各1000米范围内不得实施爆破作业。"),
        ("资金结余超过6个月未使用的，应当收回统筹。", "资金结余超过半年未使用的，应当收回统筹。"),
        ("发生事故的，应当在1小时内如实报告。", "发生事故的，应当在60分钟内如实报告。"),
        ("逾期返还的，按每日千分之一的标准支付违约金。", "逾期返还的，按每日0.1%的标准支付违约金。"),
        ("各地每半年更新一次人员台账，报县局备查。", "各地每6个月更新一次人员台账，报县局备查。"),
        ("工地配备的专职安全员不得少于1人，在入口公示。", "工地至少应当配备1名专职安全员，在入口公示。"),
        ("机构一律二十四小时值班，不得空岗。", "机构一律24小时值班，不得空岗。"),
    ],
)
def test_a_figure_in_another_unit_or_spelling_is_the_same(parent: str, child: str) -> None:
    found = answer(parent, child)
    assert (found.verdict, found.deviations) == (Verdict.COVERED, ())


@pytest.mark.parametrize(
    ("parent", "child", "expected"),
    [
        (
            "调整价格的应当提前7日公告，公示投诉电话。",
            "调整价格的应当提前14日公告，公示投诉电话。",
            [("提前7日", "提前14日", Direction.REFINED)],
        ),
        (
            "调整价格的应当提前7日公告，公示投诉电话。",
            "调整价格的应当提前3日公告，公示投诉电话。",
            [("提前7日", "提前3日", Direction.WEAKER)],
        ),
        (
            "居室、餐厅等场所每日至少消毒一次、通风两次。",
            "居室、餐厅等场所每日至少消毒一次、通风1次。",
            [("通风两次", "通风1次", Direction.WEAKER)],
        ),
        (
            "应当在1小时内报告主管部门，接报部门2小时内向本级政府报告。",
            "应当在1小时内报告主管部门，接报部门1小时内向本级政府报告。",
            [("2小时内", "1小时内", Direction.REFINED)],
        ),
        (
            "满意度低于85%的，不得通过验收，限期整改。",
            "满意度低于90%的，不得通过验收，限期整改。",
            [("低于85%", "低于90%", Direction.STRICTER)],
        ),
        (
            "各地于每年1月15日前将工作进展报送省厅。",
            "各县于每年12月20日前将工作进展报送市局。",
            [("每年1月15日前", "每年12月20日前", Direction.REFINED)],
        ),
        (
            "家庭医生可以开具4至12周的长期处方。",
            "家庭医生可以开具4至6周的长期处方。",
            [("4至12周", "4至6周", Direction.CHANGED)],
        ),
        (
            "对80周岁以上老年人上门服务，做好记录。",
            "对85周岁以上老年人上门服务，做好记录。",
            [("80周岁以上", "85周岁以上", Direction.CHANGED)],
        ),
        ("全省改造老旧小区1260个，惠及居民。", "全市改造老旧小区86个，惠及居民。", []),
        (
            "高龄津贴标准由每人每月50元提高到80元，按月发放。",
            "高龄津贴标准为每人每月60元，按月发放。",
            [("提高到80元", "每人每月60元", Direction.WEAKER)],
        ),
        ("津贴办理时限由20个工作日压缩至10个工作日。", "津贴办理时限压缩至10个工作日。", []),
        (
            "要组织专家论证，参加论证的专家不少于5人。",
            "要组织3名以上专家进行论证。",
            [("不少于5人", "3名以上", Direction.WEAKER)],
        ),
        (
            "重点乡镇要组建不少于20人的半专业扑火队，配齐装备。",
            "7个重点乡镇各组建不少于15人的半专业扑火队，配齐装备。",
            [("不少于20人", "不少于15人", Direction.WEAKER)],
        ),
        (
            "对小微企业欠费不停供，允许在6个月内补缴。",
            "对小微企业欠费不停供，3个月内补缴即可。",
            [("6个月内", "3个月内", Direction.WEAKER)],
        ),
        ("组织开展产销对接活动，全省全年不少于20场。", "组织开展产销对接活动，全年不少于6场。", []),
        (
            "清理结果于2026年1月15日前报省厅。",
            "清理结果于12月20日前报市局。",
            [("于2026年1月15日前", "于12月20日前", Direction.REFINED)],
        ),
        (
            "对连续三天未到校的学生，学校要立即报告。",
            "对连续两天未到校的学生，学校要立即报告。",
            [("三天", "两天", Direction.STRICTER)],
        ),
    ],
)
def test_which_figure_answers_which_and_what_the_difference_means(
    parent: str, child: str, expected: list[tuple[str, str, Direction]]
) -> None:
    duty = Duty(id="D001", text=parent, measures=tuple(one for one in find_measures(parent) if "周岁" not in one.unit))
    others = directive("甲", *OTHERS).duties[1:]
    parents = Directive(title=TITLE, duties=(duty, *others))
    found = check(parents, paper(child), load_library(()).thesaurus).duties[0].deviations
    assert [(one.parent, one.child, one.direction) for one in found] == expected


@pytest.mark.parametrize("sentence", ["{}，各机构要完成设施改造，做好记录。", "各机构要在{}完成设施改造，做好记录。"])
@pytest.mark.parametrize(
    ("asked", "told", "later"),
    [
        ("6月底前", "5月15日前", False),
        ("6月底前", "7月10日前", True),
        ("2026年三季度末前", "年底前", True),
        ("2026年年底前", "9月底前", False),
        ("2026年5月底前", "12月10日前", True),
        ("2027年1月15日前", "12月20日前", False),
    ],
)
def test_a_later_day_is_weaker_wherever_it_stands(sentence: str, asked: str, told: str, *, later: bool) -> None:
    directions = {one.direction for one in answer(sentence.format(asked), sentence.format(told)).deviations}
    assert directions == {Direction.WEAKER if later else Direction.REFINED}


@pytest.mark.parametrize("period", ["", "每年", "每人每年"])
@pytest.mark.parametrize("unit", ["学时", "天", "次", "%", "名", "个工作日"])
@pytest.mark.parametrize(
    ("bound", "number", "weaker"),
    [("不少于", 10, True), ("不少于", 30, False), ("不超过", 10, False), ("不超过", 30, True)],
)
def test_less_is_weaker_below_a_bound_and_more_above(
    period: str,
    unit: str,
    bound: str,
    number: int,
    weaker: bool,  # noqa: FBT001 - from the table above
) -> None:
    duty = "各校要组织教师开展业务培训，{}，做好记录。"
    parent, child = (duty.format(f"{period}{bound}{each}{unit}") for each in (20, number))
    directions = {one.direction for one in answer(parent, child).deviations}
    assert directions
    assert (Direction.WEAKER in directions) is weaker


def test_a_rhythm_added_to_an_act_that_the_duty_names_is_refinement() -> None:
    parent = "认真组织开展业务培训和研讨交流，增强信息编发能力、舆情研判能力、回应引导能力，打造专业队伍。"
    child = "主管单位每年至少组织一次业务培训，增强信息编发能力、舆情研判能力、回应引导能力，打造专业队伍。"
    assert (DeviationKind.FREQUENCY, Direction.REFINED) in told(parent, child)


# lists


def test_a_list_within_brackets_is_not_cut() -> None:
    parent = "该单位3年内不得再参与本县（市、区）学校供餐招标。"
    assert told(parent, "该单位3年内不得再参与我县学校供餐招标。") == set()


def test_what_leads_to_a_list_is_no_item() -> None:
    parent = "用地可采取租赁、先租后让、作价出资等方式供应。"
    assert told(parent, "用地供应方式可以是租赁、先租后让、作价出资。") == set()


# additions


def test_a_new_register_is_told_though_its_sentence_is_weak_evidence() -> None:
    parent = directive("养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区。", *OTHERS)
    extra = "各养老机构要每周填报老年人用品采购、食堂支出、车辆使用、志愿活动等情况台账，逐级报送县民政局。"
    plan = paper("养老机构要对新入住老年人观察。", extra)
    coverage = check(parent, plan, load_library(()).thesaurus)
    assert [(one.text, one.kind) for one in coverage.added] == [(extra, AddedClass.REPORT)]


@pytest.mark.parametrize(
    ("parent", "child", "gone"),
    [
        (
            "养老机构不得违法违规收取老年人押金和会员费。",
            "养老机构严禁违法收取老年人押金和会员费。",
            ["违规"],
        ),
        (
            "各机构不得要求家属购买指定用品或限制家属探视时间。",
            "各机构不得要求家属购买指定用品。",
            ["限制家属探视时间"],
        ),
        ("各机构不得要求家属购买指定用品或限制家属探视时间。", "不得限制家属探视时间，不得要求家属购买指定用品。", []),
        ("装修不得使用易燃可燃夹芯板。", "装修不得使用易燃、可燃的夹芯板。", []),
        ("任何单位不得截留、挤占、挪用补助资金。", "任何单位不得挪用补助资金。", []),
        ("各机构不得瞒报、漏报、迟报伤亡情况。", "各机构不得瞒报、迟报伤亡情况。", []),
    ],
)
def test_a_prohibition_of_which_a_part_is_left_out(parent: str, child: str, gone: list[str]) -> None:
    found = [one.parent for one in answer(parent, child).deviations if one.direction is Direction.WEAKER]
    assert found == gone


def test_a_plan_that_gives_a_figure_twice_is_held_to_both() -> None:
    parent = "养老机构要于2026年5月31日前对照判定标准完成一轮全面自查，建立问题隐患清单，逐项明确整改责任人。"
    goal = "2026年5月31日前完成一轮养老机构全面自查。"
    task = "各养老机构要在2026年{month}月31日前对照判定标准完成一轮全面自查，建立问题隐患清单，逐项写明整改责任人。"
    assert told(parent, goal, task.format(month=5)) == set()
    assert told(parent, goal, task.format(month=7)) == {(DeviationKind.DEADLINE, Direction.WEAKER)}


@pytest.mark.parametrize(
    ("sentence", "swapped"),
    [
        ("县教育局会同县档案局组织养老机构完成一轮自查。", False),
        ("教育部门会同县档案局组织养老机构完成一轮自查。", False),
        ("经县教育局同意，县档案局组织养老机构完成一轮自查。", True),
        ("提请县教育局研究，县档案局组织养老机构完成一轮自查。", True),
        ("按《县教育局自查办法》，县档案局组织养老机构完成一轮自查。", True),
    ],
)
def test_who_is_asked_for_leave_does_not_act(sentence: str, *, swapped: bool) -> None:
    assert (ANOTHER in told("各地教育部门要组织养老机构完成一轮自查。", sentence)) is swapped
