"""Which provisions are duties, and their parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.duties import extract
from wenjian.duties.actors import explicit_actors, heading_actors
from wenjian.duties.conditions import condition
from wenjian.duties.deliverables import deliverable
from wenjian.duties.judge import clauses, judge
from wenjian.duties.parts import modality, strict
from wenjian.duties.scope import acts, scope, targets
from wenjian.model.directive import Deliverable, Directive, Duty
from wenjian.model.document import Provision
from wenjian.model.vocabulary import Modality
from wenjian.readers import read_documents


def imported(text: str) -> Directive:
    directive, _ = extract(read_documents(text.encode(), "上级.txt")[0])
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
        "服务能力不足的，县级卫生健康部门要统筹调剂医护人员。",
        "各部门要密切配合，加强信息共享。",
        "以乡镇为单位开展全面排查，建立问题清单。",
        "现将任务分解表印发给你们，请于3月5日前报送实施方案。",
        "对群众咨询的问题要耐心进行解释。",
        "道路保洁由环卫公司负责。",
        "补贴对象为80周岁以上老年人，补贴标准为每人每餐2元。",
        "近期，各地要组织一次燃气安全大检查。",
        "由于历史原因未办证的房屋，应当分类处置。",
        "让学生每天校内锻炼不少于1小时。",
        "残疾人家庭免缴首年物业费。",
        "现将《防火工作方案》印发给你们，请认真组织实施。",
        "《防火工作方案》已经县政府同意，现印发给你们，请结合实际认真贯彻执行。",
        "到2027年，事故起数同比下降10%。",
        "对责任不清、整改不力的，严肃追责。",
        "措施不力、造成事故的，取消评优资格。",
        "各乡镇实打实地演练一次，不许走过场。",
        "发现操作不规范，当场纠正。",
        "纪委不定期督查，对工作不实、推诿扯皮的全镇通报。",
        "新办企业自登记之日起免征五年房产税。",
        "工资增长主要与经济效益挂钩，适当兼顾社会效益。",
        "引进和培养一批城市管理专门人才。",
        "切实维护债权安全，严肃处理逃废债务行为。",
        "形成党委统一领导、组织部门牵头抓总、社会力量广泛参与的工作格局。",
        "校长每月至少主持召开1次食品安全专题会议。",
        "2026年国庆节前建成3座充电站。",
        "各乡镇要及时总结推广好做法，形成共建共享的良好氛围。",
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
        "以高质量发展思想为指导，牢记嘱托，奋力打造样板。",
        "要讲好乡村教师故事。",
        "四是广泛凝聚发展共识，让城市更有温度。",
        "要清醒认识防汛形势的复杂性。",
        "各单位要各负其责，切不可应付了事。",
        "全体干部要大兴调查研究之风。",
        "食品安全牵动着每个家庭。",
        "乡村振兴是关系全局的重大任务。",
        "本规定由市水利局负责解释。",
        "市教育局牵头，市财政局、市人社局配合。",
        "民政部门、教育部门按职责分工负责。",
        "办事应当坚持公开透明的原则。",
        "绝不能有松口气的想法。",
        "部分单位存在思想松懈、措施不实等问题。",
        "各地进展不平衡，个别县区动作迟缓。",
        "台风路径复杂多变，防御形势不容乐观。",
        "由于基础薄弱，部分村集体经济发展仍然滞后。",
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
        ("发现食物中毒的，立即停止供餐，并在2小时内报告县级民政部门。", Modality.MUST),
        ("要加强值班，落实带班制度，按时交接，不得脱岗。", Modality.MUST),
        ("鼓励有条件的机构安装监控。", Modality.SHOULD),
        ("提倡错峰祭扫。", Modality.SHOULD),
        ("殡葬服务机构可以暂停告别仪式。", Modality.MAY),
        ("2018年底前已完成转制的企业，自2019年1月1日起可继续免征五年房产税。", Modality.MAY),
        ("名称中冠以“中国”字样的，按有关规定经批准可继续注册使用。", Modality.MAY),
        ("有条件的地方力争实现“一村两名大学生村官”目标。", Modality.SHOULD),
        ("到12月底，事故起数同比实现“双下降”，坚决杜绝较大事故。", Modality.MUST),
        ("已享受退税政策的单位，不重复享受奖励。", Modality.MUST_NOT),
        ("资金由县财政统筹解决，可按规定申请上级补助。", Modality.MUST),
        ("对灵活就业人员，可采取弹性管理方式。", Modality.MAY),
        ("身体无异常的方可上岗。", Modality.MUST),
        ("探索可复制的经验，推广典型做法。", Modality.MUST),
        ("支持社会组织参与社区服务。", Modality.SHOULD),
        ("支持各县探索创新做法。", Modality.SHOULD),
        ("引导企业设立帮扶岗位。", Modality.SHOULD),
        ("引导群众文明就餐。", Modality.MUST),
        ("大力推广绿色建材，有条件的县可以补贴。", Modality.SHOULD),
        ("居民可向社区申请，社区应当3日内答复。", Modality.MUST),
        ("建立带班制度，带班人员不得离岗。", Modality.MUST),
        ("疏散通道要保持畅通，不得堆放杂物，严禁上锁。", Modality.MUST),
        ("按照有关规定落实补贴，不得拖欠。", Modality.MUST),
        ("加强财务管理，严禁挪用资金，不得设立账外账。", Modality.MUST_NOT),
        ("严禁占用消防通道，违规的立即清理。", Modality.MUST_NOT),
        ("收费不得高于政府指导价。", Modality.MUST_NOT),
        ("每班值守人员不得少于2人。", Modality.MUST),
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
        ("设有食堂的学校要每周公示菜谱。", "设有食堂的"),
        ("具有本地学籍的学生，可以申请补助。", "具有本地学籍的"),
        ("床位数超过50张的养老院应当配备专职护士。", "床位数超过50张的"),
        ("除涉密信息外，各部门要全部公开。", "除涉密信息外"),
        ("逾期未缴的一律列入欠费名单。", "逾期未缴的"),
        ("遇有暴雨天气必须停止户外作业。", "遇有暴雨天气"),
        ("举办大型群众活动，应当提前20日报批。", "举办大型群众活动"),
        ("巡查中发现的隐患，由属地街道限期整改。", "巡查中发现的隐患"),
        ("对困难家庭子女，要优先安排岗位。", "对困难家庭子女"),
        ("发现险情现场处置。", "发现险情"),
        ("值班人员接到红色预警后应当逐户通知。", "接到红色预警后"),
        ("暴雨预警期间要加密巡查。", "暴雨预警期间"),
        ("水库开闸放水前，要通知下游村组。", "水库开闸放水前"),
        ("隐患整改到位前不得恢复营业。", "隐患整改到位前"),
        ("办理登记后10个工作日内向主管部门备案。", ""),
        ("经县级以上人民政府批准，可以适当延长。", "经县级以上人民政府批准"),
        ("经区政府同意，现将名册发给你们，请按月更新。", ""),
        ("未经批准一律不得动工。", "未经批准"),
        ("对拒不整改的责令停业整顿。", "对拒不整改的"),
        ("对无牌无证拖拉机一律查扣。", "对无牌无证拖拉机"),
        ("确因城市建设需要拆除的，要先建后拆。", "确因城市建设需要拆除的"),
        ("没有经过检测的材料不得使用。", "没有经过检测的"),
        ("情况复杂的5个工作日内办结。", "情况复杂的"),
        ("存在隐患的于8月底前搬离。", "存在隐患的"),
        ("发现隐患必须及时处理。", "发现隐患"),
        ("距退休三年以内的在编人员，可以提前离岗。", "距退休三年以内的"),
        ("80%以上的村卫生室能够提供4类以上服务。", ""),
        ("易发生灾情的工程要建立台账。", ""),
        ("施工单位在改建过程中，要保留原有树木。", ""),
        ("对失信企业的联合惩戒，按照省有关规定执行。", ""),
        ("对分散居住老人要逐人签订协议。", ""),
        ("有条件的地方可以免费开放。", ""),
        ("每个站点留存记录不少于24小时。", ""),
        ("建立100人的应急队伍，配齐装备。", ""),
        ("对同一单位的检查每季度不超过1次。", ""),
        ("解决群众反映强烈的突出问题，建立台账。", ""),
    ],
)
def test_condition(text: str, expected: str) -> None:
    assert condition(text) == expected


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
        ("区教育局每学期开展一次食堂检查。", ("区教育局",)),
        ("市、县交通运输局由分管领导带队督查。", ("市、县交通运输局",)),
        ("县红十字会将募集物资统一调拨。", ("县红十字会",)),
        ("民政、财政部门按照职责做好资金监管。", ("民政、财政部门",)),
        ("学校应当编制预案，校长是第一责任人。", ("学校", "校长")),
        ("省级制定标准，市级组织培训，县级抓好落实。", ("省级", "市级", "县级")),
        ("县里成立由常务副县长任组长、教育局牵头的专班。", ("县里",)),
        ("各县（市、区）、各部门要密切配合。", ("各县（市、区）", "各部门")),
        ("每个行政村至少配备1名联络员。", ("每个行政村",)),
        ("收治重症患者的医院，应当配备急救设备。", ("收治重症患者的医院",)),
        ("每月5日前各街道报送台账。", ("各街道",)),
        ("请各区于3月5日前报送名单。", ("各区",)),
        ("图书馆、文化馆全年免费开放。", ("图书馆", "文化馆")),
        ("旅行社组织研学活动的，须签订安全协议。", ("旅行社",)),
        ("对拒不整改的企业，由市场监管部门依法处罚。", ("市场监管部门",)),
        ("支持行业协会制定团体标准。", ("行业协会",)),
        ("加强培训机构监管，严禁超前收费。", ()),
        ("推动公共场所设置无障碍设施。", ()),
        ("养老机构消防设施每月检查一次。", ()),
        ("加强机构内人员管理。", ()),
        ("经营性事业单位转制为企业，要依法登记。", ("经营性事业单位",)),
        ("承租人转租的，应当征得出租人同意。", ("承租人",)),
        ("从事内容创作的公司，设立艺术总监岗位。", ("从事内容创作的公司",)),
        ("县级主管部门每月、各乡镇每半个月至少组织1次检查。", ("县级主管部门", "各乡镇")),
        ("各省（区、市）要每半年开展一次、各地（市）要每季度开展一次督查。", ("各省（区、市）", "各地（市）")),
        ("党委宣传部门、组织部门要加强指导。", ("党委宣传部门", "组织部门")),
        ("县防办会同县委督查室成立暗访组。", ("县防办", "县委督查室")),
        ("县委宣传部：牵头负责，会同县财政局公布名单。", ("县委宣传部", "县财政局")),
        ("主要负责人每季度、分管负责人每月至少研究一次。", ("主要负责人", "分管负责人")),
        ("鼓励驾培机构送培训下乡。", ("驾培机构",)),
        ("检查组按照“四不两直”方式开展检查。", ("检查组",)),
        ("各在建项目对照方案开展自查。", ("各在建项目",)),
        ("党委（党组）发挥领导作用。", ("党委（党组）",)),
        ("企业登记后30日内，由县委编办核销编制。", ("县委编办",)),
        ("促进文化产业布局优化。", ()),
        ("出台政府购买服务办法。", ()),
        ("人员安置方案须经职工大会讨论通过。", ()),
        ("平均每个街道每年新增2处设施。", ()),
    ],
)
def test_explicit_actors(text: str, actors: tuple[str, ...]) -> None:
    assert explicit_actors(text) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("县教育体育局：负责校舍安全；", ("县教育体育局",)),
        ("经发办负责园区排查工作。", ("经发办",)),
        ("综合行政执法队及时拆除违法建筑。", ("综合行政执法队",)),
        ("消委办和建管中心推动小区增设充电设施。", ("消委办", "建管中心")),
        ("对应措施：由居委会负责动态关注。", ("居委会",)),
        ("任何单位和个人不得在公路用地范围内堆放物品。", ("任何单位和个人",)),
        ("市财政局要会同市民政局制定补贴办法。", ("市财政局", "市民政局")),
        ("第八条 县级人民政府应当建立台账。", ("县级人民政府",)),
        ("承租人或者出租人应当按时报告。", ("承租人", "出租人")),
        ("残疾儿童监护人提出申请。", ("残疾儿童监护人",)),
        ("结果向上一级人民政府报告。", ()),
        ("配合公安部门开展巡查。", ()),
        ("竣工验收报告抄送区公路中心备案。", ()),
        ("计财股每学年抽取不少于10个单位开展审计。", ("计财股",)),
        ("县水利局会同各乡镇把水库再查一遍。", ("县水利局", "各乡镇")),
        ("巡堤员碰到险情，立即报告。", ("巡堤员",)),
        ("经费由规划股商县财政局拨付到位。", ("规划股", "县财政局")),
        ("县水文站管好雨情监测，县应急局抓好转移，其他成员单位按分工履职。", ("县水文站", "县应急局", "其他成员单位")),
        ("实施单位要组织联合验收。", ("实施单位",)),
        ("违规两次以上的餐饮企业，一年内不得申报奖补。", ("违规两次以上的餐饮企业",)),
        ("培训机构一次性预收费用不得超过三个月。", ("培训机构",)),
        ("鼓励各地综合运用广播、短信提醒群众。", ("各地",)),
        ("允许中心卫生院突破工资总额限制。", ("中心卫生院",)),
        ("服务居民原则上不超过500户。", ()),
        ("企业登记、公章刻制实行一表填报。", ()),
        ("今年给每个乡镇安排工作经费3万元。", ()),
    ],
)
def test_who_acts_without_a_modal_verb(text: str, actors: tuple[str, ...]) -> None:
    assert explicit_actors(text) == actors


def test_those_who_are_led_act_where_nobody_else_is_named(doc: str) -> None:
    """关于做好用工服务的意见
    一、强化服务
    指导企业依法合规用工，签订劳动合同。
    二、强化监管
    各县人社局要建立台账。督促用人单位按月支付工资。
    """
    assert [actors for _, _, actors in found(doc)] == [("企业",), ("各县人社局",), ("^各县人社局",)]


@pytest.mark.parametrize(
    ("headings", "actors"),
    [
        (("职责分工", "县农业农村局"), ("县农业农村局",)),
        (("派出所",), ("派出所",)),
        (("重点任务", "加强社区建设"), ()),
        (("机构管理",), ()),
    ],
)
def test_an_organ_as_a_heading_acts_in_what_stands_under_it(headings: tuple[str, ...], actors: tuple[str, ...]) -> None:
    assert heading_actors(headings) == actors


def found(text: str) -> list[tuple[str, Modality, tuple[str, ...]]]:
    return [(duty.text, duty.modality, duty.actors) for duty in imported(text).duties]


def test_a_list_that_forbids_or_demands_governs_its_items(doc: str) -> None:
    """粮食储备管理办法
    第一条 承储企业不得有下列行为：
    （一）虚报储备粮数量；
    （二）擅自串换品种。
    第二条 承储库点应当具备下列条件：
    （一）仓房符合国家标准；
    第三条 承储企业有下列情形之一的，应当取消承储资格：
    （一）自愿申请退出；
    """
    assert found(doc) == [
        ("虚报储备粮数量；", Modality.MUST_NOT, ("^承储企业",)),
        ("擅自串换品种。", Modality.MUST_NOT, ("^承储企业",)),
        ("仓房符合国家标准；", Modality.MUST, ("^承储库点",)),
        ("承储企业有下列情形之一的，应当取消承储资格：（一）自愿申请退出；", Modality.MUST, ("承储企业",)),
    ]


def test_numbered_paragraphs_without_headings_are_no_introduction(doc: str) -> None:
    """关于促进投资的若干措施
    为促进投资，制定本措施。
    一、支持民间资本参与铁路、核电、水电等重点领域项目建设，对具备条件、前期工作扎实、社会效益明显的项目，民间资本持股比例可在10%以上。完善价格形成机制，定期公布成本信息，并向社会公开收费标准和依据。
    二、加快制定接轨管理办法，简化手续并公开有关要求，鼓励各类企业参与设计施工，推动项目早落地早见效。
    """
    assert [duty[0][:6] for duty in found(doc)] == ["支持民间资本", "完善价格形成", "加快制定接轨"]


@pytest.mark.parametrize(
    "text",
    [
        "年终考核列全县前3名的，奖10分。",
        "本办法自印发之日起施行。",
        "本预案适用于全县范围内的水旱灾害处置。",
        "《工作方案》已经区政府同意，现印发给你们。",
        "上半年全县共发生火灾事故12起，同比上升9.1%。",
        "较大事故发生2起，同比持平。",
        "高处坠落事故占全部事故总数的48.2%，物体打击占13.6%。",
        "较大事故主要发生在道路施工领域。",
        "部分企业安全意识不牢，职责不明，教育培训流于形式。",
        "监理单位现场管理混乱，以包代管。",
        "纳入改造的小区共4个，分别是东苑、西苑、南苑、北苑。",
        "为深刻吸取事故教训，我办制定了《集中整治实施方案》。",
        "坚持以人民为中心，把群众健康摆在更加突出的位置，推动服务向好转变。",
        "各地区要清醒认识安全生产面临的严峻形势，进一步筑牢红线意识。",
        "群众等不起也拖不得。",
        "请各单位接此通知后，迅速传达部署，认真组织实施，确保取得实效。",
        "坚决纠正不作为、乱作为问题。",
        "但一些地方监管不到位等问题仍然十分突出，群众反映强烈。",
        "妥善安置职工，是加快企业改革的关键。",
        "低保边缘家庭一般指收入低于当地1.5倍低保标准的家庭。",
    ],
)
def test_what_only_tells_or_closes_is_no_duty(text: str) -> None:
    assert not judge(Provision("b001", 0, len(text), text, headings=("工作要求",))).duty


def test_examples_and_situations_are_told(doc: str) -> None:
    """关于供热督查情况的通报
    一、总体情况
    督查共入户测温1284户，合格率96.1%。
    二、下步要求
    各供热企业要在5日内完成整改。
    """
    assert [duty[0] for duty in found(doc)] == ["各供热企业要在5日内完成整改。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("储存周期结束后，档案保存期不少于5年。", "储存周期结束后"),
        ("未经县人民政府批准，任何单位不得动用储备粮。", "未经县人民政府批准"),
        ("除法定目录外一律取消审批事项。", "除法定目录外"),
        ("未列入项目库的项目，原则上不安排补助资金。", "未列入项目库的项目"),
        ("合同有效期内，承储企业不得转租仓房。", "合同有效期内"),
        ("市安委办将组织若干督查组开展抽查。", ""),
        ("低保家庭成员死亡后，应当在3个月内核查家庭状况。", "低保家庭成员死亡后"),
        ("特殊困难人员经本人申请，可纳入低保范围。", ""),
        ("经本人申请，特殊困难人员可纳入低保范围。", "经本人申请"),
        ("县政府督查室对进度滞后的乡镇进行通报。", "对进度滞后的乡镇"),
        ("及时调查核实处理社会各界反映的问题，严肃问责。", ""),
        ("重点企业抽查不低于20%，整改不彻底的重新挂账。", "整改不彻底的"),
        ("逐家检查充装单位，问题严重的依法吊销许可证。", "问题严重的"),
        ("办公室审核起草程序，不符合要求的退回起草单位补正。", "不符合要求的"),
        ("由部门办公会议审议，情况紧急的可由主要负责人签发。", "情况紧急的"),
        ("用人单位不得违法招用未满16周岁的未成年人。", ""),
        ("辅警岗位同等条件下优先招录退役军人。", "同等条件下"),
        ("高火险期内，林区严禁一切野外用火。", "高火险期内"),
        ("红色预警期间，可依法采取停运措施。", "红色预警期间"),
        ("发生火情后，各乡镇要第一时间组织扑救。", "发生火情后"),
        ("企业在新招录职工时，应拿出5%的岗位。", "在新招录职工时"),
    ],
)
def test_conditions_before_an_order(text: str, expected: str) -> None:
    assert condition(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未列入项目库的项目，原则上不安排补助资金。", Modality.MUST_NOT),
        ("使用财政资金建设的仓储设施，任何单位和个人不得擅自处置。", Modality.MUST_NOT),
        ("企业利用旧厂房发展文化产业，可继续按原用途使用土地。", Modality.MAY),
        ("有条件的地方可将审核权限下放至乡镇。", Modality.MAY),
        ("确需延长的，经县民政局批准，最多可延长2个月。", Modality.MAY),
        ("认真落实支持小微企业发展的优惠政策。", Modality.MUST),
        ("午餐价格原则上不高于15元，每季度公示一次收支情况。", Modality.MUST),
        ("服务半径原则上最长不超过15分钟路程。", Modality.MUST),
        ("照护床位占比原则上不低于60%，每季度通报一次。", Modality.MUST),
        ("原则上每两年评估调整一次。", Modality.SHOULD),
    ],
)
def test_the_rule_behind_a_topic_gives_the_force(text: str, expected: Modality) -> None:
    assert modality(text) is expected


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


def test_a_responsibility_line_of_its_own_holds_for_what_stands_before_it(doc: str) -> None:
    """某省关于优化办事服务的意见
    一、便利办事
    （一）推行一窗受理，编制办事指南，向社会公布办理时限、收费标准和投诉电话，对新增事项逐项登记。
    省数据局牵头，省财政厅、省司法厅配合
    （二）建立证照库，定期更新数据，归集身份证、营业执照等常用证照，实现部门之间共享互认。
    责任单位：各市政府按职责分工负责
    """
    assert [duty.actors for duty in imported(doc).duties] == [
        ("^省数据局", "^省财政厅", "^省司法厅"),
        ("^各市政府",),
    ]


def test_nothing_is_inherited_into_a_new_article(doc: str) -> None:
    """某市办事服务细则
    第一条 各县民政局应当公布办事指南。
    第二条 办理期限不得超过5日，并公布投诉电话。
    """
    assert [duty.actors for duty in imported(doc).duties] == [("各县民政局",), ()]


def test_the_subject_of_one_item_does_not_hold_for_the_next(doc: str) -> None:
    """关于做好值守工作的通知
    一、严格值守
    一是镇应急所负责物资调配；二是落实带班制度，每日巡查两次。
    """
    assert [duty.actors for duty in imported(doc).duties] == [("镇应急所",), ()]


def test_partners_hold_for_their_sentence_alone_and_add_to_what_is_inherited(doc: str) -> None:
    """关于做好改厕工作的通知
    一、严格验收
    县农业农村局会同县财政局按比例抽验。验收不合格的责令返工。会同县审计局开展专项审计。
    """
    assert [duty.actors for duty in imported(doc).duties] == [
        ("县农业农村局", "县财政局"),
        ("^县农业农村局",),
        ("^县农业农村局", "县审计局"),
    ]


def test_a_line_that_ends_with_its_deadline_holds_for_what_stands_before_it(doc: str) -> None:
    """某县集中整治方案
    一、重点任务
    任务1：施工单位要逐级签订责任书，并报主管部门备案。
    责任单位：县住建局；完成时限：9月底前。
    任务2：起重机械要逐台检测，检测不合格的一律停用。
    责任单位：县质监局；完成时限：长期坚持。
    """
    duties = imported(doc).duties
    assert [duty.responsible for duty in duties] == [
        "责任单位：县住建局；完成时限：9月底前",
        "责任单位：县质监局；完成时限：长期坚持",
    ]
    assert duties[1].actors == ("^县质监局",)


def test_who_a_call_stands_for_is_meant_by_what_follows(doc: str) -> None:
    """某县安全生产通知
    一、工作要求
    各乡镇要清醒认识面临的严峻形势，进一步筑牢红线意识。
    加强执法检查，依法查处违法行为。
    """
    assert [duty.actors for duty in imported(doc).duties] == [("^各乡镇",)]


def test_a_paper_handed_down_is_for_its_recipients(doc: str) -> None:
    """某市人民政府办公室关于印发改造方案的通知
    各县人民政府，市政府各部门：
    《改造方案》已经市人民政府同意，现印发给你们，请认真组织实施。
    某市人民政府办公室
    2026年1月5日
    """
    assert [duty.actors for duty in imported(doc).duties] == [("^各县人民政府", "^市政府各部门")]


def test_counts_and_ranks_may_say_who_is_meant(doc: str) -> None:
    """关于提升服务能力的通知
    一、重点任务
    全县14个乡镇卫生院要设置康复科室，配备设备不少于5台。
    招聘本科以上毕业生充实岗位，新增岗位20个。
    """
    assert [[m.text for m in duty.measures] for duty in imported(doc).duties] == [["不少于5台"], ["20个"]]


def test_ages_say_who_is_meant_and_are_no_measures(doc: str) -> None:
    """关于发放津贴的通知
    一、发放标准
    年满70周岁的老年人每人每月发放60元。
    """
    (duty,) = imported(doc).duties
    assert [measure.text for measure in duty.measures] == ["每人每月发放60元"]


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
    document = read_documents("关于春节放假的说明\n近年来，各项工作取得明显成效。\n".encode(), "说明.txt")[0]
    directive, findings = extract(document)
    assert directive.duties == ()
    assert str(findings[0]).splitlines()[0] == "说明.txt: 错误 WJ301: 没有从文件里找到任何任务"


def test_the_same_text_gives_the_same_duties() -> None:
    text = "关于做好工作的通知\n一、各地要建立台账。\n二、各地要按月报送。\n"
    assert imported(text) == imported(text)


# Real documents


def duties_of(path: Path) -> tuple[Duty, ...]:
    return extract(read_documents(path.read_bytes(), path.name)[0])[0].duties


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


def test_an_item_of_a_few_letters_in_a_list_is_a_duty() -> None:
    directive = imported("""示范省民政厅关于做好助餐工作的通知
示民〔2026〕8号
各市民政局：
老年食堂要做好以下工作：
1.建立台账；
2.公示价格；
3.购买食品安全责任保险。
""")
    assert [duty.text for duty in directive.duties] == ["建立台账；", "公示价格；", "购买食品安全责任保险。"]


@pytest.mark.parametrize(
    "text",
    [
        "步行15分钟可达的助餐服务覆盖率不低于70%。",
        "每个乡镇方便可及的助餐点不少于2个。",
        "食堂要建立可追溯的食材台账。",
    ],
)
def test_a_word_with_can_in_it_permits_nothing(text: str) -> None:
    assert modality(text) is not Modality.MAY


def test_a_short_item_among_tasks_is_a_task() -> None:
    items = ("1.禁止焚烧秸秆。", "2.施工现场人员持证上岗。", "3.每村配备2名保洁员。", "4.一村一策、一户一档。")
    directive = imported(
        "\n".join(("某市农业农村局关于做好环境整治的通知", "各县农业农村局：", "一、重点工作", *items))
    )
    assert [duty.text for duty in directive.duties] == [item[2:] for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年新开工改造老旧小区300个，涉及居民近3万户。", ""),
        ("居民出资比例原则上不低于总投资的10%，可采取使用维修资金等方式筹集。", ""),
        ("涉及多个部门的，由牵头部门负责。", "涉及多个部门的"),
        ("支持各商业银行在依法合规、风险可控前提下，创新信贷产品。", "在依法合规、风险可控前提下"),
        (
            "在确保完成新建任务的基础上，鼓励各地对已建项目改造提升。",
            "在确保完成新建任务的基础上",
        ),
        ("已列入征收计划或者以自建住房为主的区域，不纳入改造范围。", "已列入征收计划或者以自建住房为主的区域"),
    ],
)
def test_a_figure_sets_no_condition_and_a_proviso_opens_with_its_first_word(text: str, expected: str) -> None:
    assert condition(text) == expected
