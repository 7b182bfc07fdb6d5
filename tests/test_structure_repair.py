"""What copying, scanning and converting do to a text is undone; each kind of repair is told once, with its places."""

from __future__ import annotations

import pytest

from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind
from wenjian.readers import read_documents
from wenjian.structure.garbled import decode_garbled
from wenjian.structure.lines import Line
from wenjian.structure.papers import build
from wenjian.structure.repair import say_places


def read(text: str) -> Document:
    return read_documents(text.encode(), "文件.txt")[0]


def told(document: Document) -> list[str]:
    """The findings of repairs, first line each."""
    lines = [str(finding).splitlines()[0] for finding in document.findings]
    return [line for line in lines if "WJ123" not in line]


def printed(document: Document) -> list[str]:
    return [block.printed for block in document.blocks if block.kind is not BlockKind.FURNITURE]


def apart(document: Document) -> list[str]:
    return [block.text.strip() for block in document.blocks if block.kind is BlockKind.FURNITURE]


# Garbled bytes


@pytest.mark.parametrize(
    ("garbled", "readable"),
    [
        ("ÓÎ×Ó¹éÀ´", "游子归来"),
        ("游子归来，冬季救助".encode("gb18030").decode("latin-1"), "游子归来，冬季救助"),
        ("养老机构要每日巡查2次。".encode("gb18030").decode("cp1252", "replace"), "养老机构要每日巡查2次。"),
        ("民政局要建立台账。".encode().decode("latin-1"), "民政局要建立台账。"),
        ("救助管理站".encode().decode("cp1252", "ignore"), None),
        ("开展“ÓÎ×Ó¹éÀ´”行动", "开展“游子归来”行动"),
    ],
)
def test_bytes_shown_in_a_western_encoding_are_decoded(garbled: str, readable: str | None) -> None:
    assert decode_garbled(garbled) == (readable or garbled)


@pytest.mark.parametrize(
    "text", ["××县××局××所", "café, naïve, résumé", "室温26℃±2℃，误差·0.5", "第①项", "Übergrößenträger"]
)
def test_other_signs_are_left_alone(text: str) -> None:
    assert decode_garbled(text) == text


PLAN = """某县救助行动方案
一、时间安排
第一阶段（2026年1月1日至1月31日），开展“游子归来”行动，各民政所要逐户走访返乡人员，建立台账。
二、有关要求
各民政所要按时报送情况。
"""


def test_a_garbled_repetition_is_left_out_and_said() -> None:
    words = "第一阶段（", "2026", "年", "1", "月", "1", "日至", "1", "月", "31", "日），开展", "“", "游子归来", "”"
    pieces = [*words, "行动，各民政所要逐户走访返乡人员，", "建立台账。"]
    garbled = "\n\n".join(word if word in "“”" else word.encode("gb18030").decode("latin-1") for word in pieces)
    plan = read(PLAN + garbled + "\n")
    assert told(plan) == [
        (
            "文件.txt:6: 警告 WJ126: 这里起有31行乱码，还原后（“第一阶段（2026年1月1日至…”）"
            "是“一、时间安排”的重复，没有再作为正文"
        )
    ]
    assert sum("游子归来" in line for line in printed(plan)) == 1
    assert len(apart(plan)) == 1


def test_a_garbled_passage_that_says_something_new_is_read() -> None:
    new = "三、加强值守\n救助管理站要实行24小时值班，每晚巡查两次。"
    plan = read(PLAN + new.encode("gb18030").decode("latin-1") + "\n")
    assert told(plan) == [
        "文件.txt:6: 警告 WJ130: 乱码已还原，按正文读入（第6、7行，如“三、加强值守救助管理站要实行2…”）"
    ]
    assert printed(plan)[-2:] == ["三、加强值守", "救助管理站要实行24小时值班，每晚巡查两次。"]
    assert apart(plan) == []


def test_a_passage_that_no_habit_explains_is_set_apart() -> None:
    plan = read(PLAN + "ÿÿÿÿþþþþÿÿ ÿÿþþ\n")
    assert told(plan) == ["文件.txt:6: 警告 WJ129: 有1行是乱码，还原不了，没有作为正文（第6行）"]
    assert apart(plan) == ["ÿÿÿÿþþþþÿÿ ÿÿþþ"]


def test_a_garbled_secrecy_mark_is_refused_like_a_readable_one() -> None:
    mark = "绝密★1年".encode("gb18030").decode("latin-1")
    with pytest.raises(UnreadableInput) as refused:
        read(mark + "\n关于做好救助工作的通知\n各民政所要建立台账。\n")
    assert refused.value.findings[0].code == "WJ107"


# Pages


def test_page_numbers_and_running_heads() -> None:
    plan = read(
        "某县救助行动方案\n一、加强巡查\n救助管理站要每晚巡查两次，发现流浪乞讨人员，"
        "\n— 1 —\n某县救助行动方案\n及时送站救助。\n"
        "二、加强值守\n各民政所要实行24小时值班。\n第2页\n某县救助行动方案\n各民政所要公布电话。\n- 3 -\n"
    )
    assert printed(plan) == [
        "一、加强巡查",
        "救助管理站要每晚巡查两次，发现流浪乞讨人员，及时送站救助。",
        "二、加强值守",
        "各民政所要实行24小时值班。",
        "各民政所要公布电话。",
    ]
    assert told(plan) == [
        "文件.txt:4: 说明 WJ131: 有5行是页码或页眉，没有作为正文（第4、5、9、10、12行）",
        "文件.txt:6: 说明 WJ133: 有1行是被分页或换行断开的，已接到上一行（第6行）",
    ]


def test_the_signature_at_the_top_of_the_last_page_is_no_running_head() -> None:
    notice = read(
        "某县民政局\n关于加强巡查的通知\n各救助管理站：\n救助管理站要每晚巡查两次。\n— 1 —\n某县民政局\n2026年3月2日\n"
    )
    assert notice.elements.signature == ("某县民政局",)
    assert told(notice) == ["文件.txt:5: 说明 WJ131: 有1行是页码或页眉，没有作为正文（第5行）"]


def test_a_bare_figure_that_breaks_a_sentence_is_a_page_number_but_serials_of_a_table_are_not() -> None:
    plan = read("某县救助行动方案\n一、加强巡查\n各民政所要及时掌握情况，建立台\n1\n账，每月报送一次。\n")
    assert printed(plan) == ["一、加强巡查", "各民政所要及时掌握情况，建立台账，每月报送一次。"]
    table = read("某县检查方案\n序号\n检查内容\n1\n消防设施\n2\n食品留样\n")
    assert printed(table) == ["序号", "检查内容", "1", "消防设施", "2", "食品留样"]


def test_a_whole_text_wrapped_at_a_fixed_width(doc: str) -> None:
    """某县民政局关于做好困境儿童
    关爱服务工作的通知

    各乡镇人民政府：
    为进一步加强困境儿童关爱服务工作，切实维护未成
    年人合法权益，根据上级有关要求，结合我县实际，现就
    有关事项通知如下：
    一、全面摸底排查
    各乡镇要依托村民委员会对辖区内困境儿童逐户走访
    ，摸清底数，做到一人一档，每季度更新一次，发现监护
    缺失的，应当在24小时内报告公安机关，不得瞒报、迟报
    。对无人照料的儿童，要及时落实临时照料人。
    二、强化保障措施
    各乡镇要安排工作经费。
    """
    notice = read(doc)
    assert notice.title == "某县民政局关于做好困境儿童关爱服务工作的通知"
    assert printed(notice) == [
        (
            "为进一步加强困境儿童关爱服务工作，切实维护未成年人合法权益，根据上级有关要求，结合我县实际，"
            "现就有关事项通知如下："
        ),
        "一、全面摸底排查",
        (
            "各乡镇要依托村民委员会对辖区内困境儿童逐户走访，摸清底数，做到一人一档，每季度更新一次，"
            "发现监护缺失的，应当在24小时内报告公安机关，不得瞒报、迟报。对无人照料的儿童，要及时落实临时照料人。"
        ),
        "二、强化保障措施",
        "各乡镇要安排工作经费。",
    ]
    assert told(notice) == ["文件.txt:6: 说明 WJ133: 有5行是被分页或换行断开的，已接到上一行（第6、7、10、11、12行）"]


def test_lists_and_headings_of_like_length_are_not_joined(doc: str) -> None:
    """某县养老机构名单和工作要求的通知
    一、进一步提高思想认识，切实增强责任感和紧迫感
    二、进一步压实工作责任，切实做好养老机构安全管理
    三、进一步强化督导检查，切实推动问题隐患整改到位
    某县第一社会福利院养老服务中心有限责任公司
    某县第二社会福利院养老服务中心有限责任公司
    某县第三社会福利院养老服务中心有限责任公司
    """
    assert len(printed(read(doc))) == 6


# Web pages


def test_what_a_web_page_prints_at_head_foot_and_between(doc: str) -> None:
    """关于做好探访关爱工作的通知_某市人民政府门户网站
    您当前的位置：首页 > 政务公开 > 通知公告
    关于做好探访关爱工作的通知
    发布时间：2026-06-03 10:21　来源：养老服务处　浏览次数：231
    【字体：大 中 小】　打印本页　关闭窗口
    各县民政局：
    一、各县民政局要每周探访一次。
    分享到：微信 微博
    二、各县民政局要公布热线电话。
    某市民政局
    2026年6月1日
    上一篇：关于公布评定结果的公示
    版权所有：某市民政局　ICP备案号：某ICP备00000000号
    """
    notice = read(doc)
    assert (notice.title, notice.elements.recipients) == ("关于做好探访关爱工作的通知", ("各县民政局",))
    assert printed(notice) == ["一、各县民政局要每周探访一次。", "二、各县民政局要公布热线电话。"]
    assert (notice.elements.signature, notice.elements.date) == (("某市民政局",), "2026年6月1日")
    assert told(notice) == [
        "文件.txt:1: 说明 WJ132: 有7行是网页上的附带文字，没有作为正文（第1、2、4、5、8、12、13行）"
    ]
    assert len(apart(notice)) == 7


def test_the_number_in_the_table_of_a_web_page(doc: str) -> None:
    """索引号：000123-2026-0007　　发布机构：某市民政局
    文 号：某民发〔2026〕21号　　发布日期：2026-06-01
    关于做好探访关爱工作的通知
    各县民政局：
    各县民政局要每周探访一次。
    """
    assert read(doc).elements.number == "某民发〔2026〕21号"


def test_words_that_papers_use_too_stay_in_the_paper(doc: str) -> None:
    """关于召开工作会议的通知
    各乡镇民政办：
    现将有关事项通知如下：
    时间：2026年3月4日上午
    地点：县政府二楼会议室
    （一）发布时间：每月5日前。
    各民政所要扫一扫宣传册上的二维码登记，并打印存档。
    """
    notice = read(doc)
    assert apart(notice) == []
    assert len(printed(notice)) == 5


# Characters


def test_blanks_inside_words(doc: str) -> None:
    """某 县 救 助 工 作 方 案
    一、加强巡查
    各民政所要及时掌握 情况，建立台账， 每月报送一次。
    第一条 本办法自2026 年1 月1 日起施行，由县民政局解释。
    """
    plan = read(doc)
    assert plan.title == "某县救助工作方案"
    assert printed(plan) == [
        "一、加强巡查",
        "各民政所要及时掌握情况，建立台账，每月报送一次。",
        "第一条本办法自2026 年1 月1 日起施行，由县民政局解释。",
    ]
    assert told(plan) == ["文件.txt:1: 说明 WJ134: 有2行的文字中间夹着多余的空格，已去掉（第1、3行）"]


def test_blanks_within_figures_and_where_a_heading_could_end(doc: str) -> None:
    """某县救助工作方案
    一、加强巡查
    （一）对检查发 现的重大 隐患，各民政所要于6月1 5日前整改，每2 4小时报告一次。
    （二）收到 暴雨预警后，各民政所要在30分 钟内通知到人。
    （三）压实责任 各民政所要及时掌握 情况，建立台账。
    （四）做好登记 逐户登记，每月报送。
    """
    assert printed(read(doc)) == [
        "一、加强巡查",
        "（一）对检查发现的重大隐患，各民政所要于6月15日前整改，每24小时报告一次。",
        "（二）收到暴雨预警后，各民政所要在30分钟内通知到人。",
        "（三）压实责任",
        "各民政所要及时掌握情况，建立台账。",
        "（四）做好登记",
        "逐户登记，每月报送。",
    ]


def test_a_half_width_stop_ends_the_text_above_the_signature(doc: str) -> None:
    """某县救助工作方案
    一、加强巡查
    各民政所要在老街、渡口设立劝返点,由党员早晚值守
    并登记造册.
    不以留痕材料评价成效.
    某镇人民政府
    2026年5月2日
    """
    plan = read(doc)
    assert plan.elements.signature == ("某镇人民政府",)
    assert printed(plan)[-1] == "不以留痕材料评价成效."


def test_a_half_width_comma_ends_no_heading(doc: str) -> None:
    """某县救助工作方案
    1.收到暴雨预警后,各民政所要在30分钟内通知到人.
    2.做好值班,各民政所要每日报告.
    """
    assert [block.lead for _, block in read(doc).walk()] == ["", ""]


def test_invisible_characters_and_radicals() -> None:
    plan = read("某县救助\u200b工作方案\n⼀、加强巡查\n各⺠政所要建\u00ad立台账，每⽉报送⼀次。\n")
    assert plan.title == "某县救助工作方案"
    assert printed(plan) == ["一、加强巡查", "各民政所要建立台账，每月报送一次。"]
    assert told(plan) == ["文件.txt:1: 说明 WJ135: 有3行夹着看不见的或形似的字符，已改正（第1、2、3行）"]


def test_forms_for_upright_print_and_ligatures() -> None:
    plan = read("某县救助工作方案\n各民政所要登录o\ufb03ce平台，按︽某县救助办法︾每月报送一次﹏\n")
    assert printed(plan) == ["各民政所要登录office平台，按《某县救助办法》每月报送一次﹏"]
    assert told(plan) == ["文件.txt:2: 说明 WJ135: 有1行夹着看不见的或形似的字符，已改正（第2行）"]


def test_characters_of_no_font() -> None:
    plan = read("某县救助工作方案\n\uf0b7 各民政所要建立台账。\n救助\ue863每月报送一次。\n")
    assert printed(plan)[0] == "各民政所要建立台账。"
    assert told(plan) == [
        "文件.txt:2: 说明 WJ357: 有1行开头的项目符号（●、◆一类）已去掉（第2行）",
        "文件.txt:3: 警告 WJ136: 有1个字符显示不出来（第3行）",
    ]


def test_half_width_punctuation_is_read_and_kept() -> None:
    (notice,) = read_documents(
        "关于做好工作的通知\n各民政所:\n一、工作要求\n(一)"
        "加强巡查.各民政所要每晚巡查两次,发现情况及时报告;不得瞒报.\n".encode(),
        "文件.txt",
    )
    assert notice.elements.recipients == ("各民政所",)
    assert printed(notice)[1] == "(一)加强巡查.各民政所要每晚巡查两次,发现情况及时报告;不得瞒报."


# How places are said


def test_places() -> None:
    assert say_places([Line("", 12), Line("", 40), Line("", 55)]) == "第12、40、55行"
    assert say_places([Line("", number) for number in range(1, 24)]) == "第1、2、3、4、5、6、7、8行等"
    assert say_places([Line("", label="第3段"), Line("", label="第5段")]) == "第3段、第5段"


def test_a_clean_text_has_no_findings_of_repair() -> None:
    lines = [
        Line("关于做好工作的通知", 1),
        Line("一、各民政所要建立台账。", 2),
        Line("某县民政局", 3),
        Line("2026年1月5日", 4),
    ]
    (notice,) = build(lines, "文件.txt")
    assert notice.findings == ()


def kept(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs of a paper with the lines of `text`, and what was told of its bullets."""
    (paper,) = read_documents(f"关于核查的通知\n各乡镇：\n{text}\n某县民政局\n2026年1月5日\n".encode(), "通知.txt")
    told = [finding.message for finding in paper.findings if finding.code == "WJ357"]
    return [block.printed for block in paper.blocks], told


@pytest.mark.parametrize(
    "text",
    [
        "□雷击　　□农事用火　　□其他",
        "■是　□否",
        "○同意　○不同意",
        "●同意　○不同意",
        "●同意\n○不同意",
        "☑已整改\n☐未整改",
        "▲为必须达到的指标。",
        "√已完成",
    ],
)
def test_signs_of_a_choice_stay(text: str) -> None:
    assert kept(f"请核查。\n{text}") == (["请核查。", *text.splitlines()], [])


def test_a_bullet_that_goes_is_told() -> None:
    paragraphs, told = kept("请核查。\n●各乡镇要摸清底数。\n◆各乡镇要建立台账。\n\uf06c各乡镇要按时上报。")
    assert paragraphs == ["请核查。", "各乡镇要摸清底数。", "各乡镇要建立台账。", "各乡镇要按时上报。"]
    assert told == ["有3行开头的项目符号（●、◆一类）已去掉（第4、5、6行）"]


@pytest.mark.parametrize(
    "text",
    [
        "起火地点：　　　　镇　　　　村",
        "过火面积：　　　　公顷",
        "单位（盖章）：　　　年　月　日",
        "出动　　　人，车辆　　　辆。",
        "请按时报送（联系人：　　　，电话：　　　）。",
        "□雷击　　　□农事用火　　　□其他",
    ],
)
def test_places_to_fill_in_stay_on_their_line(text: str) -> None:
    (paper,) = read_documents(f"附件\n\n火情报告单\n\n填报要求如下。\n\n{text}\n\n如实填报。\n".encode(), "附件.txt")
    assert [block.printed for block in paper.blocks] == ["填报要求如下。", text, "如实填报。"]


def test_a_text_behind_a_label_and_a_wide_blank_is_a_paragraph() -> None:
    assert kept("各民政所：　　　现就核查要求如下。")[0] == ["各民政所：", "现就核查要求如下。"]
