"""Drafting rules, each with what it finds and what it must leave alone, in a notice of which one place is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafts import NOTICE, changed, draft_of, found_in, told
from wenjian.lint.genres import request_in
from wenjian.lint.rules import BY_NAME, RULES, SOURCES, Rule, chosen, lint
from wenjian.model.catalogue import CATALOGUE, found
from wenjian.model.finding import Place
from wenjian.model.vocabulary import Level
from wenjian.reports.lint import Linted, format_lint_text

NUMBER = "示民字〔2026〕12号"
TITLE = "示范县民政局关于做好养老机构安全管理工作的通知"
RECIPIENTS = "各养老机构，局机关各股室："
SENTENCE = "养老服务股负责业务指导，办公室负责值班值守，发现问题及时报告，确保老年人生命财产安全。"
DATE = "\n2026年5月25日"
COPIES = "抄送：县应急管理局，县消防救援大队。"
LISTED = "附件：养老机构安全检查表"


def test_a_good_notice_has_no_finding_even_with_every_rule_on() -> None:
    assert found_in(NOTICE, *(rule.code for rule in RULES)) == []


BAD = [
    # 公文要素
    ("WJ734", RECIPIENTS, "各养老机构、各养老机构，局机关各股室：", "主送机关里“各养老机构”写了两次"),
    ("WJ734", COPIES, "抄送：县应急管理局，县应急管理局。", "抄送机关里“县应急管理局”写了两次"),
    (
        "WJ730",
        "示范县民政局文件",
        "示范县财政局文件",
        "发文机关标志的机关是“示范县财政局”，署名是“示范县民政局”",
    ),
    (
        "WJ730",
        TITLE,
        "示范县卫健委关于做好养老机构安全管理工作的通知",
        "标题的机关是“示范县卫健委”，署名是“示范县民政局”",
    ),
    ("WJ732", NUMBER, "示民字〔2025〕12号", "发文字号“示民字〔2025〕12号”的年份与成文日期2026年5月25日不符"),
    (
        "WJ733",
        SENTENCE,
        "按照《检查通知》（例民发〔2026〕5号，2026年6月1日印发）执行。",
        "引用的“2026年6月1日印发”在本文成文日期2026年5月25日以后",
    ),
    (
        "WJ733",
        SENTENCE,
        "按照例民发〔2027〕5号文件执行。",
        "引用的“按照例民发〔2027〕5号”在本文成文日期2026年5月25日以后",
    ),
    (
        "WJ762",
        TITLE,
        "示范县民政局关于转发《示例市民政局检查通知》的通知的通知",
        "“民政局检查通知》的通知的通知”：“的通知”疑似重复",
    ),
    ("WJ762", TITLE, "示范县民政局关于做好检查工作的通知的通知", "“关于做好检查工作的通知的通知”：“的通知”疑似重复"),
    ("WJ767", SENTENCE, "2026-6-10前完成整改。", "“2026-6-10前完成”：正文中的日期写法不合规范"),
    ("WJ767", SENTENCE, "2026.6.10前完成整改。", "“2026.6.10前完成”：正文中的日期写法不合规范"),
    ("WJ767", SENTENCE, "二〇二六年6月10日前完成。", "“二〇二六年6月10日”：正文中的日期写法不合规范"),
    ("WJ768", SENTENCE, "全县有800余人左右。", "“全县有800余人左右。”：约数的词重复"),
    ("WJ768", SENTENCE, "达到15%以上左右。", "“达到15%以上左右。”：约数的词重复"),
    ("WJ769", SENTENCE, "事故降低2倍。", "“事故降低2倍。”：减少不能用倍数"),
    ("WJ770", SENTENCE, "达到95﹪。", "“达到95﹪。”：百分号用了“﹪”"),
    ("WJ701", NUMBER, "示民字[2026]12号", "发文字号“示民字[2026]12号”写法不合规范"),
    ("WJ701", NUMBER, "示民字〔2026〕第12号", "发文字号“示民字〔2026〕第12号”写法不合规范"),
    ("WJ701", NUMBER, "示民字〔2026〕12", "发文字号“示民字〔2026〕12”写法不合规范"),
    ("WJ701", NUMBER, "示民字〔2026〕012号", "发文字号“示民字〔2026〕012号”写法不合规范"),
    (
        "WJ702",
        SENTENCE,
        "按照例民发(2026)5号文件执行。",
        "“按照例民发(2026)5号文件执”：文号的年份没有用六角括号",
    ),
    ("WJ702", SENTENCE, "按照例民发〔26〕5号文件执行。", "“按照例民发〔26〕5号文件执行”：文号的年份没有用六角括号"),
    ("WJ702", SENTENCE, "执行《办法》（例民2026-5号）。", "“》（例民2026-5号）。”：文号的年份没有用六角括号"),
    ("WJ720", f"{NUMBER}\n{TITLE}", f"{TITLE}\n{NUMBER}", f"发文字号“{NUMBER}”写在标题下面"),
    ("WJ727", SENTENCE, f"{SENTENCE}\n附件3：", "“附件3：”后面没有附件名称"),
    ("WJ727", "一、摸清底数", "一、摸清底数\n附件3", "“附件3”后面没有附件名称"),
    ("WJ727", LISTED, "附件：", "“附件：”后面没有附件名称"),
    ("WJ727", LISTED, f"附件3：\n{LISTED.partition('：')[2]}", "“附件3：”后面没有附件名称"),
    ("WJ703", DATE, "\n二〇二六年五月二十五日", "成文日期“二〇二六年五月二十五日”写法不合规范"),
    ("WJ703", DATE, "\n2026年05月25日", "成文日期“2026年05月25日”写法不合规范"),
    ("WJ703", DATE, "\n2026.5.25", "成文日期“2026.5.25”写法不合规范"),
    ("WJ703", DATE, "\n2026年5月25号", "成文日期“2026年5月25号”写法不合规范"),
    ("WJ704", SENTENCE, "2026年2月30日前报局办公室。", "没有“2026年2月30日”这一天"),
    ("WJ704", SENTENCE, "13月1日起执行。", "没有“13月1日”这一天"),
    (
        "WJ705",
        SENTENCE,
        "2026年6月3日（星期四）召开会议。",
        "“2026年6月3日（星期四）”：这一天是星期三",
    ),
    ("WJ705", SENTENCE, "6月3日（星期四）召开会议。", "“6月3日（星期四）”：这一天是星期三（2026年）"),
    (
        "WJ525",
        "2026年5月25日印发",
        "2026年5月20日印发",
        "“印发日期”（2026年5月20日）早于“成文日期”（2026年5月25日）",
    ),
    ("WJ706", TITLE, f"{TITLE}。", "标题末尾有标点“。”"),
    (
        "WJ707",
        TITLE,
        "示范县民政局关于做好防汛、防火工作的通知",
        "标题中有“、”：示范县民政局关于做好防汛、防火工作的通知",
    ),
    ("WJ708", TITLE, "示范县民政局转发市民政局关于做好防汛工作的通知的通知", "标题写成“通知的通知”"),
    (
        "WJ716",
        RECIPIENTS,
        "各养老机构，局机关各股室:",
        "主送机关末尾用了半角冒号：“各养老机构，局机关各股室:”",
    ),
    ("WJ716", RECIPIENTS, "各养老机构，局机关各股室", "主送机关末尾没有冒号：“各养老机构，局机关各股室”"),
    ("WJ717", COPIES, COPIES[:-1], "抄送机关末尾没有句号：“，县消防救援大队”"),
    ("WJ718", COPIES, "抄报：示例市民政局。", "版记中写的是“抄报”"),
    ("WJ728", f"{RECIPIENTS}\n", "", "通知没有主送机关"),
    ("WJ719", COPIES, "抄送：局机关各股室。", "“局机关各股室”既是主送机关，又是抄送机关"),
    # 文种和行文
    (
        "WJ709",
        TITLE,
        "示范县养老机构安全管理实施方案",
        "标题以“方案”结尾，不是《条例》规定的十五个文种",
    ),
    ("WJ710", TITLE, "示范县民政局关于解决经费的请示报告", "标题中的“请示报告”混用了两个文种"),
    (
        "WJ709",
        f"{TITLE}\n{RECIPIENTS}\n",
        "示范县养老机构安全管理工作要点\n",
        "标题以“要点”结尾，不是《条例》规定的十五个文种",
    ),
    ("WJ711", SENTENCE, f"{SENTENCE}\n妥否，请批示。", "结束语“妥否，请批示。”与标题的文种“通知”不一致"),
    ("WJ714", RECIPIENTS, "县人民政府、王示例副县长：", "主送“王示例副县长”是个人"),
    ("WJ711", SENTENCE, f"{SENTENCE}\n特此报告。", "结束语“特此报告”与标题的文种“通知”不一致"),
    # 附件
    (
        "WJ722",
        f"{SENTENCE}\n{LISTED}",
        "请按要求填写检查表（见附件），于5月底前报送。",
        "正文提到附件（“要求填写检查表（见附件），于5月底前报”），没有附件说明",
    ),
    ("WJ723", LISTED, f"{LISTED}。", "附件说明“机构安全检查表。”的标点不合规范"),
    ("WJ723", LISTED, "附件:1.检查表\n2.登记表", "附件说明“附件:1.检查表”的标点不合规范"),
    (
        "WJ723",
        LISTED,
        "附件：1、检查表\n2、登记表",
        "附件说明“附件：1、检查表”的标点不合规范，共2处（第12、13行）",
    ),
    ("WJ723", LISTED, "附件1：检查表\n附件2：登记表", "附件说明“附件1：检查表”的标点不合规范，共2处（第12、13行）"),
    ("WJ723", LISTED, "附件：一、检查表\n二、登记表", "附件说明“附件：一、检查表”的标点不合规范，共2处（第12、13行）"),
    (
        "WJ724",
        LISTED,
        "附件：《养老机构安全检查表》",
        "附件说明的名称加了书名号：“附件：《养老机构安全检查表》”",
    ),
    (
        "WJ726",
        SENTENCE,
        "请填写附件2，于5月底前报局办公室。",
        "“请填写附件2，于5月底前报”：附件说明只列了1个附件",
    ),
    # 层次
    ("WJ125", "二、落实责任", "三、落实责任", "层次序数“三、”不连续，前一个编号是“一、”"),
    ("WJ137", "（一）检查范围", "1.检查范围", "层次序数“1.”越过了一级，上面应先有“（一）”一级"),
    ("WJ137", SENTENCE, "1.消防安全。\n（一）用电安全。", "层次序数“1.”越过了一级，上面应先有“（一）”一级"),
    ("WJ137", SENTENCE, "（1）用电安全。\n（2）用火安全。", "层次序数“（1）”越过了一级，上面应先有“1.”一级"),
    ("WJ731", "（一）检查范围", "（一）、检查范围", "层次序数“（一）、”应写作“（一）”"),
    ("WJ731", "（一）检查范围", "(一)检查范围", "层次序数“(一)”应写作“（一）”"),
    ("WJ731", "二、落实责任", "二.落实责任", "层次序数“二.”应写作“二、”"),
    ("WJ731", SENTENCE, f"1、{SENTENCE}\n2、{SENTENCE}", "层次序数“1、”应写作“1.”，共2处（第11、12行）"),
    # 标点和数字
    (
        "WJ741",
        SENTENCE,
        "做到“早发现、早报告，落实专人负责。",
        "引号不成对：这里的“缺后一半——做到“早发现、早报告，落",
    ),
    ("WJ741", SENTENCE, "按照《检查办法执行。", "书名号不成对：这里的《缺后一半——按照《检查办法执行。"),
    (
        "WJ741",
        SENTENCE,
        "各机构（含民办要落实责任。",
        "括号不成对：这里的（缺后一半——各机构（含民办要落实责任。",
    ),
    ("WJ742", SENTENCE, "摸清底数,落实责任。", "“摸清底数,落实责任。”：用了半角标点"),
    (
        "WJ742",
        SENTENCE,
        "各机构(含民办)要落实责任,按时报送。",
        "“各机构(含民办)要落实”：用了半角标点，共3处（第11行）",
    ),
    ("WJ742", SENTENCE, "温度不高于8℃,每日记录。", "“温度不高于8℃,每日记录。”：用了半角标点"),
    ("WJ742", SENTENCE, "依据《规范》(GB 38600),按时报送。", "“依据《规范》(GB 3860”：用了半角标点，共3处（第11行）"),
    ("WJ743", SENTENCE, '做到"早发现"。', '“做到"早发现"。”：用了直引号'),
    ("WJ744", SENTENCE, "落实责任，，按时报送。", "“落实责任，，按时报送。”：标点重复"),
    ("WJ745", SENTENCE, "检查厨房、锅炉房...", "“厨房、锅炉房...”：省略号写法不合规范"),
    (
        "WJ746",
        SENTENCE,
        "检查厨房、锅炉房……等部位。",
        "“检查厨房、锅炉房……等部位。”：省略号和“等”只用一个",
    ),
    ("WJ747", SENTENCE, "守住底线--不发生亡人火灾。", "“守住底线--不发生亡人火灾”：破折号写法不合规范"),
    ("WJ748", SENTENCE, "开展2026-2030年规划编制。", "“开展2026-2030年规划”：起止、范围的连接号不合规范"),
    ("WJ748", SENTENCE, "5月1日-5日集中检查。", "“5月1日-5日集中检查。”：起止、范围的连接号不合规范"),
    ("WJ748", SENTENCE, "自2026年12月1日-2027年1月5日。", "“6年12月1日-2027年1月”：起止、范围的连接号不合规范"),
    ("WJ748", SENTENCE, "周一-周五开放。", "“周一-周五开放。”：起止、范围的连接号不合规范"),
    ("WJ748", SENTENCE, "埋深1.2-1.5m。", "“埋深1.2-1.5m。”：起止、范围的连接号不合规范"),
    ("WJ748", SENTENCE, "按1:3-1:6配置。", "“按1:3-1:6配置。”：起止、范围的连接号不合规范"),
    ("WJ748", SENTENCE, "每组3-5人。", "“每组3-5人。”：起止、范围的连接号不合规范"),
    ("WJ749", SENTENCE, "抽查比例为15～30%。", "“抽查比例为15～30%。”：前一个数值省了百分号"),
    (
        "WJ750",
        SENTENCE,
        "做到“早发现”、“早报告”。",
        "“做到“早发现”、“早报告”。”：并列的引号、书名号之间用了顿号",
    ),
    ("WJ751", SENTENCE, "检查厨房、锅炉房、等部位。", "“查厨房、锅炉房、等部位。”：“等”前面有顿号"),
    ("WJ752", SENTENCE, "每组三、四名工作人员。", "“三、四”：表示大概的数，中间不用顿号"),
    (
        "WJ753",
        SENTENCE,
        "执行《关于印发《检查办法》的通知》。",
        "“执行《关于印发《检查办法》的通”：书名号里又用了书名号",
    ),
    ("WJ754", SENTENCE, "养老 服务股负责业务指导，落实专人整改。", "“养老 服务股负责业务”：文字中间有空格"),
    ("WJ755", SENTENCE, "抽查１２家机构。", "“抽查１２家机构。”：用了全角的数字或字母"),
    ("WJ756", SENTENCE, "自二○二六年起执行。", "“自二○二六年起执行。”：汉字年份里的“〇”写成了别的字符"),
    ("WJ757", SENTENCE, "26年底前完成整改。", "“26年底前完成整改。”：年份写得不全"),
    ("WJ758", SENTENCE, "投入3～5万元。", "“3～5万”：前一个数的单位可能被误解"),
    ("WJ759", SENTENCE, f"{SENTENCE}办公室汇总情况后报局领导", "段末没有标点：“全。办公室汇总情况后报局领导”"),
    # 文字
    (
        "WJ761",
        SENTENCE,
        "发生火情时，因按照《应急预案》处置。",
        "“发生火情时，因按照《应急预”疑有错字（可能是：应）",
    ),
    ("WJ761", SENTENCE, "要按照认真落实各项要求。", "“要按照认真落实各项”疑有错字（可能是：删去一个词）"),
    ("WJ996", SENTENCE, f"{SENTENCE}各机构要查看台账，", "段末用了“，”：“财产安全。各机构要查看台账，”"),
    ("WJ761", SENTENCE, "逾期不检的依法撤消登记。", "“逾期不检的依法撤消登记。”疑有错字（可能是：撤销）"),
    ("WJ761", SENTENCE, "依法吊消许可证。", "“依法吊消许可证。”疑有错字（可能是：吊销）"),
    ("WJ754", SENTENCE, "抽查比例不低于3 %，落实专人整改。", "“查比例不低于3 %，落实专人整”：文字中间有空格"),
    ("WJ761", SENTENCE, "建立台帐。", "“建立台帐。”疑有错字（可能是：“帐”应为“账”）"),
    ("WJ761", SENTENCE, "截止2026年6月底，全部完成。", "“截止2026年6”疑有错字（可能是：截至）"),
    ("WJ762", SENTENCE, "加强工作人员人员管理。", "“加强工作人员人员管理。”：“人员”疑似重复"),
    ("WJ762", SENTENCE, "落实好好各项措施的的要求。", "“好好各项措施的的要求。”：“的”疑似重复"),
    (
        "WJ763",
        SENTENCE,
        "按照《国家行政机关公文处理办法》执行。",
        "“国家行政机关公文处理办法”已经停用，现为《党政机关公文处理工作条例》（2012年7月1日起施行）",
    ),
    ("WJ763", SENTENCE, "格式执行GB/T 9704-1999。", "“GB/T 9704-1999”已经停用，现为GB/T 9704—2012"),
    (
        "WJ763",
        SENTENCE,
        "格式执行GB/T 9704—2022。",
        "“GB/T 9704—2022”已经停用，现为GB/T 9704—2012（没有这个年份的版本）",
    ),
    (
        "WJ763",
        COPIES,
        "主题词：民政 养老 通知",
        "“主题词”已经停用，现为不再标注（GB/T 9704—2012已取消）",
    ),
    (
        "WJ564",
        SENTENCE,
        "会同县工商局检查。",
        "“工商局”是旧称，2019年4月1日以后为市场监督管理局（2018年机构改革）",
    ),
    (
        "WJ311",
        SENTENCE,
        "执行《防控指南（第二版）》。\n三、其他\n执行《防控指南（第三版）》。",
        "文件引用了《防控指南》的两个版本：第二版和第三版",
    ),
    (
        "WJ313",
        SENTENCE,
        "执行《检查办法》（例民发〔2025〕7号）。\n三、其他\n执行《检查办法》（例民发〔2025〕8号）。",
        "文件引用的《检查办法》有两个文号：例民发〔2025〕7号和例民发〔2025〕8号",
    ),
    ("WJ561", SENTENCE, "2025年6月底前完成整改。", "“2025年6月底前”早于成文年份2026年，疑为旧稿残留"),
    (
        "WJ562",
        TITLE,
        "示范县民政局关于做好2025年养老机构安全管理工作的通知",
        "“示范县民政局关于做好2025年养老机构安全管理工作的通知”写的是2025年，本文是2026年的文件，疑为旧稿残留",
    ),
    ("WJ764", SENTENCE, "今年全部完成。", "“今年全部完成。”：相对的时间"),
    ("WJ765", SENTENCE, "由李昇、王玥负责。", "有GB 2312以外的字：昇玥（2处）"),
    (
        "WJ766",
        SENTENCE,
        "每日报告进展，建立工作台账。",
        "文中要求报送、台账、考核、留痕共2处：“每日报告”、“建立工作台账”",
    ),
    # 印发前要另办的
    (
        "WJ771",
        SENTENCE,
        "对拒不整改的，停业整顿，取消其经营资格。",
        "“停业整顿”、“取消其经营资格”：涉及公民、法人权利义务，疑属行政规范性文件（“对拒不整改的，停业整顿，取消其经营资格”）",
    ),
    ("WJ772", SENTENCE, "联系张三（41042319800101123X）。", "文中有身份证号码1处"),
    (
        "WJ772",
        "（联系人：张三，联系电话：0000-6231188）",
        "（此件公开发布）\n（联系人：张三，联系电话：13800001111）",
        "文中有手机号码1处（此件公开发布）",
    ),
]


PAGE = "附件\n养老机构名单\n城关养老院等8家养老机构，名单由养老服务股随时更新。\n"
ASKING = """示范县民政局文件
示民字〔2026〕12号　　　　签发人：张示例
示范县民政局关于解决敬老院改造资金的请示
示范县人民政府：
全县有敬老院8所，有3所需要改造，需资金500万元。
妥否，请批示。
示范县民政局
2026年5月25日
（联系人：王示例，联系电话：0000-1234567）
"""
INQUIRY = """示民函〔2026〕8号
示范县民政局关于商请协助检查养老机构的函
县消防救援大队：
我局定于5月28日检查养老机构消防安全，请你单位派2名同志参加。
示范县民政局
2026年5月25日
"""


def test_an_attachment_behind_a_paper_that_lists_none() -> None:
    unlisted = changed(f"{LISTED}\n", "").replace("抄送：", f"{PAGE}抄送：")
    assert told(unlisted, "WJ729") == ["后面有附件“养老机构名单”，正文下面没有附件说明"]
    assert told(changed("抄送：", f"{PAGE}抄送："), "WJ729") == []
    assert told(unlisted.replace("关于做好养老机构安全管理工作", "关于印发养老机构名单"), "WJ729") == []


def test_a_paper_to_a_superior_names_who_signed_it_and_whom_to_ring_up() -> None:
    assert (told(ASKING, "WJ735"), told(ASKING, "WJ736")) == ([], [])
    assert told(ASKING.replace("　　　　签发人：张示例", ""), "WJ735") == ["请示没有标注签发人"]
    assert told(ASKING.replace("（联系人：王示例，联系电话：0000-1234567）\n", ""), "WJ736") == ["请示没有写联系人"]
    headless = "".join(ASKING.splitlines(keepends=True)[2:])
    assert told(headless, "WJ735") == []
    assert (told(NOTICE, "WJ735"), told(NOTICE, "WJ736")) == ([], [])


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("责成你大队每周检查2次。", "养老机构消防安全，责成你大队每周检查2次。"),
        ("贵局务必于5月底前完成检查。", "查养老机构消防安全，贵局务必于5月底前完成检查。"),
        ("请于5月底前反馈，逾期予以通报。", "请于5月底前反馈，逾期予以通报。"),
    ],
)
def test_a_letter_that_gives_orders(words: str, quote: str) -> None:
    asks = "请你单位派2名同志参加。"
    assert told(INQUIRY.replace(asks, words), "WJ737") == [f"函里用了命令的口气：“{quote}”"]


@pytest.mark.parametrize(
    "words", ["请贵局支持为盼。", "请你单位务必派员参加。", "我局责成养老服务股整改，逾期不影响贵局检查。"]
)
def test_a_letter_that_asks_gives_no_orders(words: str) -> None:
    assert told(INQUIRY.replace("请你单位派2名同志参加。", words), "WJ737") == []
    assert told(changed(SENTENCE, "责成你单位整改。"), "WJ737") == []


@pytest.mark.parametrize(("rule", "old", "new", "message"), BAD, ids=lambda value: value[:16].replace("\n", " "))
def test_what_a_rule_finds(rule: str, old: str, new: str, message: str) -> None:
    assert told(changed(old, new), rule) == [message]


GOOD = [
    ("层次跳级", SENTENCE, "（一）用电安全。\n1.查线路。\n（1）查开关。\n（二）用火安全。\n1.查炉灶。"),
    ("机关写了两次", RECIPIENTS, "各养老机构、各乡镇民政所，局机关各股室："),
    ("机关写了两次", RECIPIENTS, "各市民政局、卫生健康委，示例兵团民政局、卫生健康委："),
    ("标志、标题与署名", "示范县民政局文件", "示范县民政局\n示范县财政局文件"),
    ("标志、标题与署名", TITLE, "民政局关于做好养老机构安全管理工作的通知"),
    ("标志、标题与署名", TITLE, "示范县2026年养老机构安全管理工作关于检查的通知"),
    ("发文字号的年份", f"{NUMBER}\n", "示民字〔2026〕　号\n"),
    ("发文字号的年份", DATE, "\n2027年1月4日"),
    ("引用的文件在后", SENTENCE, "按照《检查办法》（2026年7月1日起施行）和例民发〔2026〕21号文件执行。"),
    ("疑似重复", TITLE, "示范县民政局转发示例市民政局关于做好检查工作的通知的通知"),
    ("附件没有列入附件说明", SENTENCE, f"{SENTENCE}各股室照此办理。"),
    ("正文中的日期", SENTENCE, "软件用2026.6.10版，编号2026-6-10，电话2026-6231188，2026年6月10日前完成。"),
    ("约数重复", SENTENCE, "全县有800余人，约15%，16岁以上，左右两侧各留2米左右。"),
    ("减少用倍", SENTENCE, "增加2倍，降低到原来的一半，降低50%。"),
    ("百分号的写法", SENTENCE, "达到95%、95％。"),
    ("WJ720", f"示范县民政局文件\n{NUMBER}\n{TITLE}", f"{TITLE}\n{NUMBER}"),
    ("WJ727", LISTED, "附件：\n1.养老机构安全检查表\n2.整改台账"),
    ("发文字号", NUMBER, "示民字〔2026〕　号"),
    ("引用文号的括号", SENTENCE, "按照例民发〔2026〕5号文件和民政部令第66号执行。"),
    ("成文日期写法", DATE, "\n2026年　月　日"),
    ("不存在的日期", SENTENCE, "2024年2月29日、2月29日、12月31日均可。"),
    ("星期不符", SENTENCE, "2026年6月3日（星期三）召开会议。"),
    ("标题中的标点", TITLE, "示范县民政局关于转发《甲、乙办法》的通知"),
    ("没有主送机关", f"{TITLE}\n{RECIPIENTS}", "示范县民政局关于养老机构备案的公告"),
    ("没有主送机关", f"{TITLE}\n{RECIPIENTS}", "示范县养老机构安全管理实施方案"),
    ("没有主送机关", RECIPIENTS, "各养老机构"),
    ("不是法定文种", TITLE, "示范县民政局关于印发《养老机构安全管理方案》的通知"),
    ("结束语与文种", SENTENCE, f"{SENTENCE}\n特此通知。"),
    ("结束语与文种", SENTENCE, f"{SENTENCE}\n妥否，请函复。"),
    ("主送个人", RECIPIENTS, "县人民政府、县委办公室："),
    ("星期不符", SENTENCE, "6月3日（星期三）召开会议，去年6月3日（星期一）开过。"),
    ("星期不符", SENTENCE, "1月5日（星期二）前总结上年度工作。"),
    ("引用文号的括号", SENTENCE, "见（编号2026-5号）。"),
    ("没有附件说明", SENTENCE, "按照《关于××的通知》附件2的要求执行。"),
    ("附件序号", SENTENCE, "按照《检查通知》（附件3）执行。"),
    ("层次序数的标点", SENTENCE, f"1.{SENTENCE}\n2.{SENTENCE}"),
    ("层次序数的标点", SENTENCE, f"①{SENTENCE}\n②{SENTENCE}"),
    ("括号引号不成对", SENTENCE, "（一）范围：1）厨房；2）锅炉房。各机构(含民办）要落实。"),
    ("括号引号不成对", SENTENCE, "他说：“第一段引文没有完。\n“第二段引文在这里完。”"),
    ("半角标点", SENTENCE, "时间为8:30，网址http://www.example.com/a,b，比例3:1，价格1,000元，见GB/T 9704-2012。"),
    ("直引号", SENTENCE, '屏幕尺寸为24"的显示器。'),
    ("标点重复", SENTENCE, "他说：“好。”各机构要落实。"),
    ("省略号", SENTENCE, "检查厨房、锅炉房……"),
    ("破折号", SENTENCE, "守住底线——不发生亡人火灾，北京—上海。"),
    ("连接号", SENTENCE, "电话0000-6231188，2026—2030年，3～5人，第1-3条，A-1区，GB/T 9704-2012，2026-05-25。"),
    ("百分号", SENTENCE, "比例为15%～30%。"),
    ("引号之间的顿号", SENTENCE, "执行《甲办法》（2025年版）、《乙办法》，做到“早发现”“早报告”。"),
    ("等前的顿号", SENTENCE, "分为甲级、等外级，检查厨房等部位。"),
    ("概数的顿号", SENTENCE, "三、四季度各一次，一、二级岗位，分三、五、七个组。"),
    ("书名号套用", SENTENCE, "执行《关于印发〈检查办法〉的通知》。"),
    ("多余的空格", SENTENCE, "示例省民政厅 示例省财政厅联合检查，落实GB 38600 要求。"),
    ("年份的〇", SENTENCE, "自二〇二六年起执行，一百零二年。"),
    ("年份简写", SENTENCE, "2026年底前完成，工期25年，满80年的除外。"),
    ("段末标点", SENTENCE, f"{SENTENCE}\n责任单位：养老服务股、办公室、社会救助股、社会事务股、规划财务股"),
    (
        "疑似错字",
        SENTENCE,
        "因当地道路施工，按照《办法》落实。原因按照规定说明。公布署名文章，提出有针对性的对策。做为期三天的检查。",
    ),
    ("疑似重复", SENTENCE, "一个一个排查，逐户逐户走访，等等。研究研究再定。的的确确。市市场监管局、县县域医疗中心。"),
    ("停用的法规标准", SENTENCE, "格式执行GB/T 9704—2012，《国家行政机关公文处理办法》废止。"),
    ("旧称", SENTENCE, "会同原县工商局人员，联系工商联。"),
    ("引用版本不一致", SENTENCE, "执行《甲指南（第二版）》。\n三、其他\n执行《乙指南（第三版）》。"),
    ("时限早于成文日期", SENTENCE, "2025年6月底前已全部完成。"),
    ("GB 2312以外的字", SENTENCE, "一〇五、①、㎡、张三负责。"),
    ("疑属规范性文件", SENTENCE, "依据《消防法》责令停业的，依法处理；不得吊销证照。取消评先资格。"),
    ("个人信息", SENTENCE, "编号41042319800101、热线12345、文号2026052501。"),
]


@pytest.mark.parametrize(("rule", "old", "new"), GOOD, ids=lambda value: value[:16].replace("\n", " "))
def test_what_a_rule_leaves_alone(rule: str, old: str, new: str) -> None:
    assert told(changed(old, new), rule) == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("按照有关规定,现将有关事项通知如下:", ["通知没有主送机关"]),
        ("现就拨付资金一事请示如下：", ["请示没有主送机关"]),
        ("会议听取了汇报，会上传达的《意见》现已印发。", []),
        ("按照“现通知如下”一类的写法办理。", []),
    ],
)
def test_a_paper_whose_title_lacks_its_kind_is_asked_whom_it_goes_to_where_the_text_says_it(
    text: str, messages: list[str]
) -> None:
    paper = f"示范县民政局关于做好值守工作\n{text}\n一、值守\n各机构要值守。\n示范县民政局\n2026年5月25日\n"
    assert told(paper, "没有主送机关") == messages


def test_those_written_to_may_stand_at_the_end() -> None:
    moved = NOTICE.replace(f"{RECIPIENTS}\n", "").replace(COPIES, f"主送：{RECIPIENTS[:-1]}。\n{COPIES}")
    assert told(moved, "没有主送机关") == []


# 上行文


REQUEST = """示范县民政局文件
示民字〔2026〕13号　　签发人：李四
示范县民政局关于解决敬老院改造经费的请示
示例市民政局：
我县第三敬老院建于1998年，线路老化，需改造资金80万元。恳请市局给予支持。
妥否，请批示。
示范县民政局
2026年5月25日
（联系人：张三，联系电话：0000-6231188）
"""


def test_a_good_request() -> None:
    assert found_in(REQUEST) == []


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("做好补发，请市局拨付补助资金50万元。", True),
        ("请上级批准。", True),
        ("现请市民政局在资金上给予支持。", True),
        ("请县政府解决办公用房。", True),
        ("请予支持。", True),
        ("请求市局追加资金20万元。", True),
        ("请市局加大资金支持力度。", True),
        ("请省厅协调解决人员编制。", True),
        ("群众请政府解决。", False),
        ("经报请县政府批准，印发方案。", False),
        ("请示上级批准后实施。", False),
        ("对象申请后，请假须经局领导批准。", False),
        ("已转发通知，请各乡镇政府给予支持。", False),
        ("请专家给予支持，请群众监督。", False),
        ("“各地要用好资金，请市局拨付。”已落实。", False),
        ("请审阅。", False),
    ],
)
def test_a_report_asks_for_nothing(sentence: str, *, asks: bool) -> None:
    assert bool(request_in(sentence)) is asks


@pytest.mark.parametrize(
    ("rule", "old", "new", "message"),
    [
        ("WJ712", "经费的请示", "情况的报告", "报告中夹带请示事项：“资金80万元。恳请市局给予支持。”"),
        (
            "WJ713",
            "示例市民政局：",
            "示例市民政局，示例市财政局：",
            "请示有几个主送机关：示例市民政局、示例市财政局",
        ),
        ("WJ714", "示例市民政局：", "王局长：", "主送“王局长”是个人"),
        (
            "WJ715",
            "6231188）",
            "6231188）\n抄送：各乡镇民政所。",
            "请示抄送了下级：“各乡镇民政所”",
        ),
    ],
)
def test_what_is_wrong_in_a_paper_to_a_superior(rule: str, old: str, new: str, message: str) -> None:
    assert told(REQUEST.replace(old, new), rule) == [message]


def test_a_report_that_asks_for_nothing_is_right() -> None:
    report = REQUEST.replace("经费的请示", "情况的报告").replace("恳请市局给予支持。\n妥否，请批示。", "\n特此报告。")
    assert told(report, "报告夹带请示") == []


# 附件


WITH_ATTACHMENTS = """示范县民政局关于开展检查的通知
各养老机构：
请填写附件1，报送附件2。
附件：1.养老机构安全检查表
2.隐患登记表
示范县民政局
2026年5月25日
附件1
养老机构安全检查表
检查厨房、锅炉房、配电室，逐项记录。
附件2
隐患登记表
逐项登记，限期整改，落实专人。
"""


def test_attachments_that_agree() -> None:
    assert found_in(WITH_ATTACHMENTS) == []


def test_an_attachment_of_another_name_and_a_label_with_a_colon() -> None:
    text = WITH_ATTACHMENTS.replace("附件2\n隐患登记表", "附件2：\n问题隐患台账")
    assert [(finding.code, finding.message) for finding in found_in(text)] == [
        ("WJ721", "附件说明里的附件2是“隐患登记表”，附件本身的标题是“问题隐患台账”，两者不一致"),
        ("WJ725", "附件标识“附件2：”后面有冒号"),
    ]


def test_names_of_attachments_are_told_with_the_lines_that_list_them() -> None:
    text = WITH_ATTACHMENTS.replace("附件2\n隐患", "附件2\n问题").replace("附件1\n养老机构", "附件1\n敬老院")
    assert [(finding.code, finding.place.line) for finding in found_in(text)] == [("WJ721", 4), ("WJ721", 5)]


def test_what_has_no_line_is_told_without_one() -> None:
    whole = [found("WJ721", Place("通知.txt"), which=which, name="甲", title="乙") for which in ("附件1", "附件2")]
    report = format_lint_text(Linted(draft_of(NOTICE).document, tuple(whole), (), frozenset({"WJ721"})))
    assert "1. 附件说明里的附件1是“甲”，" in report
    assert "\n   附件说明里的附件2是“甲”，" in report


def test_an_attachment_that_is_missing() -> None:
    text = WITH_ATTACHMENTS[: WITH_ATTACHMENTS.index("附件2\n")]
    assert told(text, "附件数目") == ["附件说明列有2个附件，文件里有1个"]


# 行文权限, 转发, 缺的要素


def test_orders_to_governments_and_peers() -> None:
    text = changed(SENTENCE, "各乡镇人民政府要落实属地责任。县卫生健康局要派出医疗队。")
    assert [finding.code for finding in found_in(text)] == ["WJ551", "WJ552"]


def test_a_paper_that_says_the_government_consented_may_order() -> None:
    text = changed("现将有关事项", "经县人民政府同意，现将有关事项").replace(SENTENCE, "各乡镇人民政府要落实属地责任。")
    assert found_in(text) == []


def test_reporting_to_organs_is_no_order() -> None:
    text = changed(SENTENCE, "发生火情的，第一时间报告当地党委政府和县民政局，不得迟报。")
    assert found_in(text) == []


def test_a_title_of_another_county_than_the_signature() -> None:
    text = changed(TITLE, "鲁山县民政局关于做好养老工作的通知")
    draft = replace(draft_of(text), counties=frozenset({"鲁山县"}))
    assert [finding.message for finding in lint(draft, frozenset({"WJ566"}))] == [
        "“鲁山县民政局关于做好养老工”中的“鲁山县”不是本地，上级文件也没有提到，疑为照搬其他地方的文稿"
    ]


def test_a_field_of_work_has_several_names() -> None:
    text = NOTICE.replace("示范县民政局\n2026", "示范县民政局 示范县医疗保障局\n2026").replace(
        SENTENCE, "医保部门要落实倾斜救助。"
    )
    assert told(text, "向同级部门提要求") == []


def test_the_forwarded_original_is_not_judged() -> None:
    text = """示范县民政局转发市民政局关于做好检查工作的通知
各养老机构：
现将《示例市民政局关于做好检查工作的通知》转发给你们，请认真落实。
示范县民政局
2026年5月25日
示例市民政局关于做好检查工作的通知
例民发〔2026〕5号
各县（区）民政局:
一、要摸清底数,落实责任...
(二)、建立台帐,按时报送。
示例市民政局
二〇二六年五月八日
"""
    assert found_in(text) == []


def test_what_was_missing_when_the_paper_was_read() -> None:
    text = "一、要求\n各机构要落实责任，做好检查。\n各股室要做好检查。\n要报送。"
    assert [finding.code for finding in found_in(text)] == ["WJ120", "WJ123"]


def test_a_long_paper_is_told_once() -> None:
    text = changed(SENTENCE, "\n".join([SENTENCE] * 100))
    (message,) = told(text, "正文字数")
    assert message.startswith("正文4")
    assert "专项文件一般不超过4000字" in message


# the table


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_it_rests_on(rule: Rule) -> None:
    assert rule.source in SOURCES
    assert rule.clause or rule.source == "惯例"
    assert CATALOGUE[rule.code].hint


def test_names_and_codes_are_each_once() -> None:
    assert len(BY_NAME) == 2 * len(RULES)


def test_habits_are_off() -> None:
    """Those of office practice that houses settle differently: A.9 of the reference, office point 16 g."""
    off = {rule.name for rule in RULES if not rule.default}
    assert off >= {"加粗", "页码单双页", "层次跳级", "附件说明的书名号", "标题中的标点", "相对时间", "通知的通知"}
    assert {rule.source for rule in RULES if rule.level is Level.ERROR} <= {"条例", "国标"}


def test_rules_are_turned_on_and_off_by_name_and_code() -> None:
    text = changed(SENTENCE, "今年全部完成,落实责任。")
    paper = draft_of(text)
    assert [one.code for one in lint(paper)] == ["WJ742"]
    assert [one.code for one in lint(paper, chosen(["相对时间"]))] == ["WJ742", "WJ764"]
    assert [one.code for one in lint(paper, chosen(["WJ764"], ["半角标点"]))] == ["WJ764"]


def test_a_title_with_a_stop_is_one_all_the_same() -> None:
    """Not «no title» and «a title that ends with a stop» at once; the paper is read as with a right title."""
    paper = changed(TITLE, f"{TITLE}。")
    codes = [finding.code for finding in found_in(paper)]
    assert "WJ706" in codes
    assert "WJ120" not in codes
    assert draft_of(paper).document.elements.recipients == draft_of(NOTICE).document.elements.recipients
    assert draft_of(paper).document.title == draft_of(NOTICE).document.title
