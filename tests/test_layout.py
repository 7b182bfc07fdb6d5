"""From 公文要素 to printed blocks."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenjian.layout import arrange, break_title, check_printable, join_organs
from wenjian.layout.geometry import (
    PAGE_SETUP,
    characters,
    column_widths,
    fit_mark,
    most_whole_lines,
    plain_starts,
    seal_middle,
    seal_rows,
    twips,
)
from wenjian.layout.tables import alignments, by_column, merged_rows
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Role, Stage
from wenjian.readers import read_documents
from wenjian.structure.head import split_recipients
from wenjian.text.organs import organ_classes


def printed(document: Document, stage: Stage = Stage.FINAL) -> list[tuple[str, str]]:
    return [(block.kind.chinese, block.printed) for block in arrange(document, stage).blocks]


def body(text: str = "现将有关事项通知如下。") -> tuple[Block, ...]:
    return (Block("b001", BlockKind.PARAGRAPH, (Span(text),)),)


# --- titles


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好春节值守的通知", ("关于做好春节值守的通知",)),
        (
            "鲁山县民政局关于进一步加强全县民政系统疫情常态化防控工作的通知",
            ("鲁山县民政局关于进一步加强", "全县民政系统疫情常态化防控工作的通知"),
        ),
        (
            "鲁山县民政局关于印发《全县民政服务机构疫情防控工作实施方案》的通知",
            ("鲁山县民政局关于印发", "《全县民政服务机构疫情防控工作实施方案》", "的通知"),
        ),
        (
            "鄂尔多斯市东胜区民政局转发内蒙古自治区民政厅关于做好2026年春节期间养老机构安全生产工作的通知",
            ("鄂尔多斯市东胜区民政局", "转发内蒙古自治区民政厅关于做好2026年", "春节期间养老机构安全生产工作的通知"),
        ),
        (
            "云溪县民政局　云溪县财政局　云溪县人力资源和社会保障局关于做好值守工作的通知",
            ("云溪县民政局　云溪县财政局", "云溪县人力资源和社会保障局", "关于做好值守工作的通知"),
        ),
    ],
)
def test_titles_break_by_sense(title: str, lines: tuple[str, ...]) -> None:
    assert break_title(title) == lines


@pytest.mark.parametrize(
    "title",
    [
        "鲁山县民政局关于贯彻落实《养老机构消防安全管理规定》进一步加强养老机构消防安全工作的通知",
        "鲁山县民政局关于开展2026年1月1日至2026年12月31日养老机构服务质量专项行动的实施方案",
        "鲁山县民政局鲁山县卫生健康局关于做好特殊困难老年人探访关爱服务工作的实施意见",
        "关于成立鲁山县民政系统安全生产和消防安全工作领导小组及其办公室的通知",
    ],
)
def test_no_line_cuts_a_book_title_a_date_or_begins_with_a_particle(title: str) -> None:
    lines = break_title(title)
    assert "".join(lines) == title
    for line in lines:
        assert len(line) <= 22
        assert line.count("《") == line.count("》")
        assert line[0] not in "的和及与、》"
        assert line[-1] not in "的和及与《"
    for whole in ("2026年1月1日", "2026年12月31日"):
        assert whole not in title or any(whole in line for line in lines)


def test_a_title_without_known_words_is_broken_all_the_same() -> None:
    lines = break_title("甲乙丙丁戊己庚辛壬癸" * 5)
    assert "".join(lines) == "甲乙丙丁戊己庚辛壬癸" * 5
    assert all(len(line) <= 20 for line in lines)


@given(st.text("鲁山县民政局关于印发《养老机构》的通知2026年1月做好", min_size=1, max_size=70))
@settings(max_examples=60, deadline=None)
def test_breaking_loses_nothing_and_keeps_to_the_width(title: str) -> None:
    lines = break_title(title)
    assert "".join(lines) == title
    assert all(characters(line) <= 20 for line in lines)


@pytest.mark.parametrize("words", ["关于做好示范县养老机构安全管理工作的事项", "》", "、甲", "2026年", "a b "])
def test_what_is_too_long_for_a_title_is_cut_all_the_same(words: str) -> None:
    title = (words * 40_000)[:40_000]
    lines = break_title(title)
    assert "".join(lines) == title
    assert max(map(len, lines)) <= 40


def test_the_writer_of_a_title_may_break_it_himself() -> None:
    assert break_title("鲁山县民政局\n关于做好值守的通知") == ("鲁山县民政局", "关于做好值守的通知")


# --- elements


def test_a_notice_in_printing_order() -> None:
    elements = Elements(
        mark="鲁山县民政局文件",
        number="鲁民字〔2026〕3号",
        title="关于做好春节值守的通知",
        recipients=("各乡镇（街道）民政工作机构", "局机关各股室"),
        signature=("鲁山县民政局",),
        date="2026年3月1日",
        note="联系人：张三",
        publicity="主动公开",
        copies_to=("县政府办公室",),
        printer="鲁山县民政局办公室",
        print_date="2026年3月2日",
    )
    attachments = (
        Document(name="值守表。", role=Role.ATTACHMENT),
        Document(Elements(title="应急预案"), role=Role.ATTACHMENT),
    )
    assert printed(Document(elements, body(), attachments)) == [
        ("标题", "关于做好春节值守的通知"),
        ("主送机关", "各乡镇（街道）民政工作机构，局机关各股室："),
        ("段落", "现将有关事项通知如下。"),
        ("附件说明", "附件：1.值守表"),
        ("附件说明", "2.应急预案"),
        ("发文机关署名", "鲁山县民政局"),
        ("成文日期", "2026年3月1日"),
        ("附注", "（联系人：张三）"),
        ("附注", "（此件公开发布）"),
        ("版记", "抄送：县政府办公室。"),
        ("版记", "鲁山县民政局办公室2026年3月2日印发"),
    ]


def test_a_plan_issued_with_the_notice_is_no_attachment() -> None:
    plan = Document(Elements(title="值守工作实施方案"), body("为做好值守，制定本方案。"), role=Role.ENCLOSED)
    table = Document(Elements(title="任务分解表"), role=Role.ATTACHMENT)
    arranged = arrange(Document(Elements(title="通知"), body(), (table, plan)), Stage.FINAL)
    assert [block.printed for block in arranged.blocks if block.kind is BlockKind.ATTACHMENT_LIST] == [
        "附件：任务分解表"
    ]
    assert [(each.role, each.blocks[0].label, each.blocks[0].text) for each in arranged.attachments] == [
        (Role.ENCLOSED, "", "值守工作实施方案"),
        (Role.ATTACHMENT, "附件", "任务分解表"),
    ]


def test_two_attachments_are_numbered_on_their_pages() -> None:
    attachments = tuple(Document(Elements(title=title), role=Role.ATTACHMENT) for title in ("检查表", "分工表"))
    arranged = arrange(Document(attachments=attachments), Stage.FINAL)
    assert [each.blocks[0].label for each in arranged.attachments] == ["附件1", "附件2"]


def test_a_forwarded_original_keeps_its_own_elements_and_has_no_label() -> None:
    original = Document(
        Elements(
            title="关于做好防控工作的通知",
            number="示发明电〔2026〕6号",
            recipients=("各省、自治区、直辖市",),
            signature=("示范部",),
            date="2026年1月28日",
        ),
        body("请认真落实。"),
        role=Role.FORWARDED,
    )
    arranged = arrange(Document(attachments=(original,)), Stage.FINAL)
    assert [(block.kind.chinese, block.printed) for block in arranged.attachments[0].blocks] == [
        ("标题", "关于做好防控工作的通知"),
        ("标题", "示发明电〔2026〕6号"),
        ("主送机关", "各省、自治区、直辖市："),
        ("段落", "请认真落实。"),
        ("发文机关署名", "示范部"),
        ("成文日期", "2026年1月28日"),
    ]


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        (Stage.DRAFT, ["通知"]),
        (Stage.CONSULTATION, ["通知", "（征求意见稿）"]),
        (Stage.REVIEW, ["通知", "（送审稿）"]),
        (Stage.FINAL, ["通知"]),
    ],
)
def test_the_stage_stands_under_the_title(stage: Stage, shown: list[str]) -> None:
    arranged = arrange(Document(Elements(title="通知", mark="鲁山县民政局文件", printer="办公室"), body()), stage)
    assert [block.text for block in arranged.blocks if block.kind is BlockKind.TITLE] == shown
    assert arranged.elements.mark == ("鲁山县民政局文件" if stage is Stage.FINAL else "")
    assert any(block.kind is BlockKind.RECORD for block in arranged.blocks) == (stage is Stage.FINAL)


SIGNED = Elements(
    mark="鲁山县民政局文件",
    number="鲁民字〔2026〕8号",
    copy_number="12",
    urgency="特急",
    title="关于做好春节值守的通知",
    signature=("鲁山县民政局",),
    date="2026年3月4日",
    note="此件发至乡镇",
    publicity="主动公开",
    copies_to=("县政府办公室",),
    printer="鲁山县民政局办公室",
    print_date="2026年3月4日",
)


@pytest.mark.parametrize(
    ("stage", "date"),
    [(Stage.DRAFT, "　　年　月　日"), (Stage.CONSULTATION, "　　年　月　日"), (Stage.REVIEW, "2026年　月　日")],
)
def test_before_it_is_signed_a_paper_shows_neither_number_nor_date(stage: Stage, date: str) -> None:
    document = Document(SIGNED, body())
    assert [line for line in printed(document, stage) if line[0] != "标题"] == [
        ("段落", "现将有关事项通知如下。"),
        ("发文机关署名", "鲁山县民政局"),
        ("成文日期", date),
        ("附注", "（此件发至乡镇）"),
    ]
    elements = arrange(document, stage).elements
    assert not any((elements.number, elements.mark, elements.copy_number, elements.urgency, elements.publicity))
    assert not any((elements.printer, elements.print_date, elements.copies_to))


@pytest.mark.parametrize("stage", [Stage.FINAL, Stage.ISSUED])
def test_what_goes_out_shows_all_of_it(stage: Stage) -> None:
    document = Document(SIGNED, body())
    assert printed(document, stage)[2:] == [
        ("发文机关署名", "鲁山县民政局"),
        ("成文日期", "2026年3月4日"),
        ("附注", "（此件发至乡镇）"),
        ("附注", "（此件公开发布）"),
        ("版记", "抄送：县政府办公室。"),
        ("版记", "鲁山县民政局办公室2026年3月4日印发"),
    ]
    assert arrange(document, stage).elements.number == "鲁民字〔2026〕8号"


def test_a_note_that_says_who_may_read_it_is_not_said_twice() -> None:
    own = SIGNED.model_copy(update={"note": "（此件依申请公开，附件除外）", "publicity": "依申请公开"})
    notes = [text for kind, text in printed(Document(own, body())) if kind == "附注"]
    assert notes == ["（此件依申请公开，附件除外）"]
    assert "附注" not in [kind for kind, _ in printed(Document(own, body()), Stage.REVIEW)]


@pytest.mark.parametrize(
    ("given", "shown"), [("12", "000012"), ("１２", "000012"), ("000345", "000345"), ("", ""), ("共50份", "共50份")]
)
def test_a_copy_number_has_six_digits(given: str, shown: str) -> None:
    elements = Elements(title="通知", copy_number=given)
    assert arrange(Document(elements, body()), Stage.FINAL).elements.copy_number == shown


def test_characters_that_no_page_shows_are_named_before_writing() -> None:
    inner = Document(blocks=body("甲\u200b乙"))
    document = Document(Elements(title="通\x07知"), body(), (inner,), source="通知.txt")
    assert [str(finding).splitlines()[0] for finding in check_printable(document)] == [
        "通知.txt（公文要素）: 警告 WJ609: 文字里有打印不出的控制字符，已略去",
        "通知.txt（段落b001）: 警告 WJ609: 文字里有打印不出的控制字符，已略去",
    ]
    assert arrange(document, Stage.FINAL).findings == check_printable(document)
    assert check_printable(arrange(document, Stage.FINAL)) == ()


def test_a_working_table_bears_no_stage() -> None:
    block = Block("b001", BlockKind.TABLE, table=Table((Column("序号"),), ()))
    assert printed(Document(Elements(title="对照表"), (block,)), Stage.REVIEW)[0] == ("标题", "对照表")
    assert len(printed(Document(Elements(title="对照表"), (block,)), Stage.REVIEW)) == 2


def test_a_blank_date_leaves_room() -> None:
    assert printed(Document(Elements(signature=("鲁山县民政局",)))) == [
        ("发文机关署名", "鲁山县民政局"),
        ("成文日期", "　　年　月　日"),
    ]


def test_what_a_reader_took_for_page_furniture_is_not_printed() -> None:
    blocks = (Block("b001", BlockKind.FURNITURE, (Span("— 1 —"),)), *body())
    assert printed(Document(blocks=blocks)) == [("段落", "现将有关事项通知如下。")]


@pytest.mark.parametrize("stage", list(Stage))
def test_arranging_twice_changes_nothing(stage: Stage) -> None:
    inner = Document(Elements(title="分工表"), body(), role=Role.ATTACHMENT)
    carried = (inner, Document(Elements(title="方案"), body(), (inner,), role=Role.ENCLOSED))
    document = Document(
        Elements(title="通知", mark="文件", signature=("局",), printer="室", recipients=("各乡镇",)), body(), carried
    )
    once = arrange(document, stage)
    assert arrange(once, stage) == once
    ids = [block.id for _, block in once.walk() if block.id != "b001"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("organs", "line"),
    [
        (("各乡镇人民政府", "各街道办事处"), "各乡镇人民政府、各街道办事处"),
        (("县财政局", "县卫生健康局：", "局属各单位"), "县财政局、县卫生健康局，局属各单位"),
        (("县水利局", "县住房和城乡建设局", "县消防救援大队"), "县水利局、县住房和城乡建设局，县消防救援大队"),
        (("各县、区民政局", "各养老机构", "各福利院"), "各县、区民政局，各养老机构，各福利院"),
        (("", " "), ""),
    ],
)
def test_organs_of_one_kind_are_divided_by_dun_marks(organs: tuple[str, ...], line: str) -> None:
    assert join_organs(organ_classes(organs)) == line


@pytest.mark.parametrize(
    "line",
    [
        "县委办公室，县人大常委会办公室，县应急管理局，县消防救援大队",
        "各乡镇人民政府民政工作办公室，青石街道社会事务办公室，局属各敬老院",
        "县财政局、县审计局，各乡镇人民政府",
    ],
)
def test_organs_are_printed_with_the_signs_that_a_paper_has(line: str) -> None:
    assert join_organs(split_recipients(line)) == line


@pytest.mark.parametrize(
    "note",
    [
        "（联系人：赵小禾，联系电话：0999-7654321）",
        "（联系人：赵小禾　电话：0999-7654321）",
        "（联系人：赵小禾；联系电话：0999-7654321）",
    ],
)
def test_a_contact_is_printed_as_the_paper_has_it(note: str) -> None:
    (document,) = read_documents(
        f"关于做好值守的通知\n各单位：\n请做好值守。\n甲局\n2026年5月1日\n{note}\n".encode(), "通知.txt"
    )
    assert (document.elements.contact, document.elements.telephone) == ("赵小禾", "0999-7654321")
    assert [words for kind, words in printed(document) if kind == "附注"] == [note]


@pytest.mark.parametrize(
    ("label", "text", "line"),
    [
        ("第一条", "为规范管理，制定本办法。", "第一条　为规范管理，制定本办法。"),
        ("第六条", "（巡查）每日巡查。", "第六条　（巡查）每日巡查。"),
        ("第一章", "总则", "第一章　总则"),
        ("第一阶段", "动员部署", "第一阶段　动员部署"),
        ("第一阶段", "（9月）：动员部署", "第一阶段（9月）：动员部署"),
        ("第一阶段：", "动员部署", "第一阶段：动员部署"),
        ("一、", "动员部署", "一、动员部署"),
    ],
)
def test_a_blank_stands_behind_the_number_of_an_article(label: str, text: str, line: str) -> None:
    block = Block("b001", BlockKind.PARAGRAPH, (Span(text),), label=label)
    once = arrange(Document(blocks=(block,)), Stage.FINAL)
    assert [each.printed for each in once.blocks] == [line]
    assert arrange(once, Stage.FINAL) == once


# --- figures


def test_figures_of_the_page() -> None:
    """GB/T 9704-2012 5.2: 37 mm, 28 mm, 22 lines of 225 mm, 28 characters of 156 mm."""
    assert (twips(37), twips(28), twips(156)) == (2098, 1587, 8844)
    assert PAGE_SETUP.line * 22 <= twips(225) < PAGE_SETUP.line * 23
    assert PAGE_SETUP.character * 28 <= twips(156) < PAGE_SETUP.character * 29


@pytest.mark.parametrize(
    ("mark", "size"), [("鲁山县民政局文件", 53.0), ("民政局文件", 60), ("鄂尔多斯市东胜区民政局文件", 32.5)]
)
def test_the_mark_fits_one_line(mark: str, size: float) -> None:
    assert fit_mark(mark) == size
    assert len(mark) * size < 442.2


def test_a_long_organ_moves_the_date_to_the_left() -> None:
    assert seal_middle(("鲁山县民政局",), "2026年3月1日") == 4 + 3
    assert seal_middle(("鄂尔多斯市东胜区人民政府应对疫情工作领导小组办公室",), "2026年3月1日") == 12.5


def test_without_a_seal_the_date_begins_two_characters_after_the_organ() -> None:
    """GB/T 9704-2012 7.3.5.2: in characters from the right edge."""
    assert plain_starts(("鲁山县养老服务办公室",), "2026年3月1日") == (12, 10)  # the organ ends two from the edge
    assert plain_starts(("鲁山县民政局",), "2026年11月21日") == (11, 9)  # the date does, being longer


@pytest.mark.parametrize("count", range(2, 12))
@pytest.mark.parametrize("name", ["示范县民政局", "示范县市场监督管理局", "示范县人力资源和社会保障局"])
def test_seals_stand_in_the_type_area_and_apart(count: int, name: str) -> None:
    """GB/T 9704-2012 7.3.5.1: seals of 42 mm in the order of the organs, the last above the date."""
    rows = seal_rows([name] * count, "2026年3月1日", 5.556)
    assert [index for row in rows for index, _ in row] == list(range(count))
    last = 156 - seal_middle((name,), "2026年3月1日") * 5.556
    for row in rows:
        middles = [middle for _, middle in row]
        assert middles[-1] == pytest.approx(last)
        assert middles[0] - 21 >= 0
        assert middles[-1] + 21 <= 156
        assert all(right - left >= max(45, len(name) * 5.556) for left, right in pairwise(middles))


def test_columns_fill_the_page_and_keep_their_proportion() -> None:
    columns = (Column("编号", 15), Column("任务"), Column("备注"))
    widths = column_widths(columns, by_column([("1", "很长很长很长很长很长的任务" * 5, "无")], 3), 156)
    assert round(sum(widths), 6) == 156
    assert round(widths[0], 6) == 15
    assert widths[1] > widths[2]


def test_no_column_is_too_narrow_for_two_characters() -> None:
    widths = column_widths((Column("序号", 8), Column("任务", 148)), by_column([], 2), 156)
    assert widths == (11.0, 145.0)


def row(*texts: str) -> Row:
    return Row(tuple((Span(text),) for text in texts))


def test_equal_neighbours_merge_only_inside_what_stands_to_their_left() -> None:
    columns = (Column("任务", merged=True), Column("股室", merged=True), Column("措施"))
    rows = (
        row("甲", "办公室", "一"),
        row("甲", "办公室", "一"),
        row("乙", "办公室", "一"),
        row("", "", ""),
        row("", "", ""),
    )
    assert merged_rows(Table(columns, rows)) == (
        ("restart", "restart", ""),
        ("continue", "continue", ""),
        ("", "", ""),
        ("", "", ""),
        ("", "", ""),
    )


def test_a_row_shorter_than_the_columns_merges_what_it_has() -> None:
    columns = (Column("任务", merged=True), Column("股室", merged=True))
    rows = (row("甲", "办公室"), row("甲"), row())
    assert merged_rows(Table(columns, rows)) == (("restart", ""), ("continue", ""), ("", ""))


def test_short_columns_are_centred() -> None:
    rows: list[tuple[str, ...]] = [("1", "每日两次测温并登记，发现异常立即报告"), ("2", "每日消毒")]
    assert alignments(by_column(rows, 2)) == (True, False)
    wide = [("每日\n两次", "八个字以内的文字", "half-width 16 ch", "half-width 17 chs", "")]
    assert alignments(by_column(wide, 5)) == (False, True, True, False, True)
    assert alignments(by_column([], 1)) == (True,)


def test_a_character_is_as_wide_as_unicode_has_it_whatever_the_quick_way_says() -> None:
    for character in map(chr, (*range(0xD800), *range(0xE000, 0x11000), 0x1F600, 0x20000)):
        assert characters(character) == (1.0 if east_asian_width(character) in "WFA" else 0.5), hex(ord(character))
    assert characters("汉é字") == 3.0
    assert characters("汉\u01f9字a") == 3.0


def test_a_row_of_a_landscape_table_breaks_sooner_than_one_of_a_portrait_table() -> None:
    assert (most_whole_lines(156.0), most_whole_lines(225.0), most_whole_lines(257.0)) == (12, 8, 8)


def test_an_attachment_prints_whom_it_addresses_and_who_signs_it() -> None:
    elements = Elements(
        title="授权书",
        recipients=("某公司",),
        number="某民函〔2026〕3号",
        signature=("某县民政局",),
        date="2026年3月1日",
    )
    carried = Document(elements, body("现授权如下。"), role=Role.ATTACHMENT)
    (attachment,) = arrange(Document(Elements(title="通知"), body(), (carried,)), Stage.FINAL).attachments
    assert [block.printed for block in attachment.blocks] == [
        "附件授权书",
        "某民函〔2026〕3号",
        "某公司：",
        "现授权如下。",
        "某县民政局",
        "2026年3月1日",
    ]


def test_a_month_that_is_given_stays_in_a_draft_for_review() -> None:
    elements = Elements(title="通知", signature=("某县民政局",), date="2026年12月　日")
    assert ("成文日期", "2026年12月　日") in printed(Document(elements, body()), Stage.REVIEW)
