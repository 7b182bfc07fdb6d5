"""Placed text → lines: each test draws its page row by row, a character being 16 points wide and high."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wenjian.structure.pages import Page, Paged, Rule, Run, page_list, read_pages

EM = 16.0
LEFT = 80.0
PITCH = 29.0
WIDTH, HEIGHT = 595.0, 900.0
FULL = 28


def width_of(text: str) -> float:
    return sum(EM / 2 if character.isascii() else EM for character in text)


def run(text: str, x: float, y: float, size: float = EM) -> Run:
    return Run(text, x, x + width_of(text) * size / EM, y, size)


def page(number: int, *rows: str | Run, rules: tuple[Rule, ...] = ()) -> Page:
    """A page of rows below each other from the left margin; leading full blanks indent a row."""
    runs = []
    y = 130.0
    for row in rows:
        if isinstance(row, Run):
            runs.append(row)
            continue
        text = row.lstrip("\u3000")
        runs.append(run(text, LEFT + EM * (len(row) - len(text)), y))
        y += PITCH
    return Page(number, WIDTH, HEIGHT, tuple(runs), rules)


def footer(text: str) -> Run:
    return run(text, 300 - width_of(text) / 2, 780, 14)


def texts(*pages: Page) -> list[str]:
    return [line.text for line in read_pages(pages, "通知.pdf").lines]


def messages(paged: Paged) -> list[str]:
    return [str(finding).splitlines()[0] for finding in paged.findings]


def full(text: str) -> str:
    """`text` filled up to the right margin."""
    blanks = len(text) - len(text.lstrip("\u3000"))
    return text + "测" * (FULL - blanks - len(text.lstrip("\u3000")))


# rows


def test_runs_of_a_row_are_put_in_order_without_spaces_between_chinese() -> None:
    drawn = page(1, run("民政局", 128, 100), run("鲁山县", 80, 100.4), run("文件", 176.5, 100))
    assert texts(drawn) == ["鲁山县民政局文件"]


def test_spaces_stay_between_latin_words_only() -> None:
    drawn = page(1, run("使用", 80, 100), run("WPS", 116, 100), run("Office", 144, 100), run("打开 文件", 200, 100))
    assert texts(drawn) == ["使用WPS Office打开文件"]


def test_a_mark_with_spread_characters_is_one_word() -> None:
    drawn = page(1, *(run(character, 80 + 60 * i, 100, 30) for i, character in enumerate("民政局文件")))
    assert texts(drawn) == ["民政局文件"]


def test_bold_by_printing_twice_is_read_once() -> None:
    drawn = page(1, run("通知", 80, 100), run("通知", 80.4, 100))
    assert texts(drawn) == ["通知"]


def test_a_page_written_downwards() -> None:
    columns = ("关于做好工作的通知", "各民政所要每日巡查。")
    written = [
        run(character, 500 - 30 * i, 130 + EM * j) for i, text in enumerate(columns) for j, character in enumerate(text)
    ]
    assert texts(page(1, *written)) == list(columns)


def test_raised_figures_stay_in_their_row() -> None:
    drawn = page(1, run("面积100m", 80, 100), run("2", 144, 96, 8), run("以上", 148, 100))
    assert texts(drawn) == ["面积100m2以上"]


def test_radicals_ligatures_and_soft_hyphens_become_what_people_type() -> None:
    drawn = page(1, "⼀、⺠政⼯作　of\u00adﬁce")
    assert texts(drawn) == ["一、民政工作office"]


# paragraphs


def test_rows_make_paragraphs_by_first_line_indent() -> None:
    drawn = page(
        1,
        full("　　各民政服务机构要"),
        full("落实防控责任，"),
        "每日巡查。",
        full("　　各乡镇要摸清底数，"),
        "建立台账。",
    )
    assert texts(drawn) == [
        full("　　各民政服务机构要")[2:] + full("落实防控责任，") + "每日巡查。",
        full("　　各乡镇要摸清底数，")[2:] + "建立台账。",
    ]


def test_indents_made_of_blanks_count_as_indents() -> None:
    drawn = page(
        1,
        run(full("各民政服务机构"), LEFT, 130),
        run("\u3000\u3000" + full("　　要落实")[2:], LEFT, 159),
        run("责任。" + " " * 30, LEFT, 188),
    )
    assert texts(drawn) == [full("各民政服务机构"), full("　　要落实")[2:] + "责任。"]


def test_a_row_that_ends_early_ends_its_paragraph() -> None:
    drawn = page(1, full("为做好防控工作，现将"), "有关事项通知如下。", "各机构要每日消毒。", full("各单位"), "执行。")
    assert texts(drawn)[1:] == ["各机构要每日消毒。", full("各单位") + "执行。"]


def test_a_row_cut_short_by_a_word_that_may_not_be_broken_goes_on() -> None:
    early = "各" * (FULL - 3)
    drawn = page(1, full("各机构"), full("要"), early, "12345678，按时上报。")
    assert texts(drawn) == [full("各机构") + full("要") + early + "12345678，按时上报。"]


def test_a_paragraph_goes_on_over_a_page_end() -> None:
    one = page(1, full("　　各机构要落实"), full("责任，每日"), footer("— 1 —"))
    two = page(2, full("巡查，发现问题"), "立即上报。", "　　特此通知。", footer("— 2 —"))
    paged = read_pages([one, two], "通知.pdf")
    assert [line.text for line in paged.lines] == [
        full("　　各机构要落实")[2:] + full("责任，每日") + full("巡查，发现问题") + "立即上报。",
        "特此通知。",
    ]
    assert [line.label for line in paged.lines] == ["第1页第1行", "第2页第3行"]


def test_a_title_over_several_rows_stands_apart_from_the_text() -> None:
    drawn = page(
        1,
        run("鲁山县民政局", 210, 100, 22),
        run("关于做好防控工作的通知", 170, 130, 22),
        run("各乡镇民政所：", LEFT, 200),
        run(full("　　为做好")[2:], LEFT + 2 * EM, 229),
        run(full("全县"), LEFT, 258),
        run("工作，通知如下。", LEFT, 287),
        run("鲁山县民政局", 390, 360),
        run("2026年3月1日", 400, 389),
    )
    assert texts(drawn) == [
        "鲁山县民政局",
        "关于做好防控工作的通知",
        "各乡镇民政所：",
        full("　　为做好")[2:] + full("全县") + "工作，通知如下。",
        "鲁山县民政局",
        "2026年3月1日",
    ]


def test_numbered_items_without_indent_stand_apart() -> None:
    one = "一" * (FULL - 1) + "。"
    drawn = page(1, full("各机构"), one, full("2.落实"), one, "附件：检查表")
    assert texts(drawn) == [full("各机构") + one, full("2.落实") + one, "附件：检查表"]


def test_hanging_lines_of_an_attachment_list_go_on() -> None:
    drawn = page(
        1,
        full("　　各机构要落实"),
        full("责任，建立"),
        "台账。",
        "　　附件：1." + "任" * 22,
        "　　　　　　务分解表",
        "　　　　　2.检查表",
    )
    assert texts(drawn)[1:] == ["附件：1." + "任" * 22 + "务分解表", "2.检查表"]


def test_facing_pages_with_mirrored_margins() -> None:
    def shifted(drawn: Page, by: float) -> Page:
        moved = tuple(Run(one.text, one.x0 + by, one.x1 + by, one.y, one.height) for one in drawn.runs)
        return Page(drawn.number, drawn.width, drawn.height, moved)

    rows = [
        full("　　各机构要落实"),
        full("责任，每日"),
        full("巡查，及时"),
        full("整改，按月"),
        full("报送，"),
        "执行。",
    ]
    both = texts(page(1, *rows), shifted(page(2, *rows), 34))
    assert both == ["".join(rows).strip("\u3000")] * 2


def test_a_joint_letterhead_is_one_line() -> None:
    body = [run(f"各机构要做好第{i}项工作。", LEFT, 300 + PITCH * i) for i in range(1, 6)]
    stacked = page(
        1,
        run("000012", LEFT, 60),
        run("鲁山县民政局", 150, 130, 30),
        run("文件", 400, 152, 30),
        run("鲁山县财政局", 150, 175, 30),
        run("鲁民字〔2026〕8号", 230, 230),
        run("关于做好工作的通知", 200, 290, 22),
        *body,
    )
    aligned = page(
        1, run("鲁山县民政局", 100, 130, 30), run("文件", 400, 130, 30), run("鲁山县财政局", 100, 175, 30), *body
    )
    assert texts(stacked)[:3] == ["000012", "鲁山县民政局 鲁山县财政局 文件", "鲁民字〔2026〕8号"]
    assert texts(aligned)[:1] == ["鲁山县民政局 鲁山县财政局 文件"]


def test_a_title_under_a_mark_of_its_size_stays_a_title() -> None:
    drawn = page(1, run("鲁山县民政局文件", 130, 130, 22), run("关于做好工作的通知", 170, 160, 22))
    assert texts(drawn) == ["鲁山县民政局文件", "关于做好工作的通知"]


# furniture


def test_page_numbers_are_left_out_and_reported_once() -> None:
    pages = [
        page(i, f"　　第{i}项要求。", footer(text)) for i, text in enumerate(["— 1 —", "－2－", "第3页 共4页", "4"], 1)
    ]
    paged = read_pages(pages, "通知.pdf")
    assert [line.text for line in paged.lines] == ["第1项要求。", "第2项要求。", "第3项要求。", "第4项要求。"]
    assert messages(paged) == ["通知.pdf: 说明 WJ146: 页码、页眉、页脚没有作为正文（共4处，如“—1—”）"]


def test_a_copy_number_at_the_head_is_no_page_number() -> None:
    assert texts(page(1, run("000012", LEFT, 60), "　　特此通知。", footer("— 1 —"))) == ["000012", "特此通知。"]


def test_a_figure_that_counts_nothing_stays() -> None:
    assert texts(page(1, "　　任务共有", "　　36")) == ["任务共有", "36"]


def test_repeated_headers_and_footers_are_left_out_and_kept_beside() -> None:
    pages = [
        page(i, run("内部资料", 400, 40, 10), f"　　第{i}项要求。", run(f"县民政局　{i}", 80, 800, 10))
        for i in (1, 2, 3)
    ]
    paged = read_pages(pages, "通知.pdf")
    assert [line.text for line in paged.lines] == ["第1项要求。", "第2项要求。", "第3项要求。"]
    assert paged.beside[:2] == ("内部资料", "县民政局1")


def test_a_first_line_that_only_some_pages_share_stays() -> None:
    pages = [page(i, "　　同样的话。" if i < 3 else f"　　另一句{i}。", "　　要求。") for i in range(1, 7)]
    assert texts(*pages).count("同样的话。") == 2


# tables


def grid(xs: list[float], ys: list[float]) -> tuple[Rule, ...]:
    across = [Rule(xs[0], y, xs[-1], y) for y in ys]
    down = [Rule(x, ys[0], x, ys[-1]) for x in xs]
    return (*across, *down)


def cells(rows: list[list[str]], xs: list[float], ys: list[float]) -> list[Run]:
    return [
        run(text, xs[column] + 4, ys[row] + 20, 12)
        for row, texts_ in enumerate(rows)
        for column, text in enumerate(texts_)
        if text
    ]


XS = [80.0, 140.0, 340.0, 500.0]


def test_a_ruled_table_becomes_a_table() -> None:
    ys = [200.0, 230.0, 290.0, 320.0]
    drawn = page(
        1,
        "　　请落实下列任务。",
        *cells([["序号", "任务", "时限"], ["1", "每日消毒", "长期"], ["2", "每周演练", "6月底前"]], XS, ys),
        run("各房间。", XS[1] + 4, ys[1] + 40, 12),
        rules=grid(XS, ys),
    )
    paged = read_pages([drawn], "通知.pdf")
    assert [line.text for line in paged.lines] == ["请落实下列任务。", ""]
    table = paged.lines[1].table
    assert table is not None
    assert paged.lines[1].label == "第1页表格"
    assert [column.name for column in table.columns] == ["序号", "任务", "时限"]
    assert [row.texts() for row in table.rows] == [("1", "每日消毒各房间。", "长期"), ("2", "每周演练", "6月底前")]
    assert messages(paged) == []


def test_merged_cells_and_lines_over_the_whole_width() -> None:
    ys = [200.0, 230.0, 260.0, 290.0, 320.0, 350.0]
    across = [Rule(XS[0], y, XS[-1], y) for y in ys if y != 290.0]
    rules = (
        *across,
        Rule(XS[0], 290, XS[1], 290),
        Rule(XS[2], 290, XS[3], 290),
        Rule(XS[0], 200, XS[0], 350),
        Rule(XS[3], 200, XS[3], 350),
        Rule(XS[1], 230, XS[1], 320),
        Rule(XS[2], 230, XS[2], 320),
    )
    drawn = page(
        1,
        *cells([["任务分解表"], ["序号", "任务", "时限"], ["1", "", "长期"], ["2", "", "即办"], ["注：略。"]], XS, ys),
        run("出入管理", XS[1] + 4, 295, 12),
        rules=rules,
    )
    table = read_pages([drawn], "表.pdf").lines[0].table
    assert table is not None
    assert (table.head, table.foot) == (("任务分解表",), ("注：略。",))
    assert [row.texts() for row in table.rows] == [("1", "出入管理", "长期"), ("2", "出入管理", "即办")]


def test_names_of_columns_in_two_rows() -> None:
    ys = [200.0, 230.0, 260.0, 290.0]
    rules = (
        *(Rule(XS[0], y, XS[-1], y) for y in (200, 260, 290)),
        Rule(XS[1], 230, XS[-1], 230),
        *(Rule(x, 200, x, 290) for x in (XS[0], XS[1], XS[3])),
        Rule(XS[2], 230, XS[2], 290),
    )
    drawn = page(
        1,
        run("序号", XS[0] + 4, 235, 12),
        *cells([["", "责任单位"], ["", "牵头", "配合"], ["1", "民政局", "街道"]], XS, ys),
        rules=rules,
    )
    table = read_pages([drawn], "表.pdf").lines[0].table
    assert table is not None
    assert [column.name for column in table.columns] == ["序号", "责任单位（牵头）", "责任单位（配合）"]
    assert [row.texts() for row in table.rows] == [("1", "民政局", "街道")]


def test_a_table_over_two_pages_is_one_and_its_head_is_not_repeated() -> None:
    ys = [100.0, 130.0, 160.0, 190.0]
    head = ["序号", "任务", "时限"]
    one = page(
        1, *cells([head, ["1", "消毒", "长期"], ["2", "隔离观察", "至少"]], XS, ys), footer("1"), rules=grid(XS, ys)
    )
    rest = cells([head, ["", "不少于14天", "每日"], ["3", "演练", "每周"]], XS, ys)
    two = page(2, *rest, footer("2"), rules=grid(XS, ys))
    (line,) = read_pages([one, two], "表.pdf").lines
    assert line.table is not None
    assert [row.texts() for row in line.table.rows] == [
        ("1", "消毒", "长期"),
        ("2", "隔离观察不少于14天", "至少每日"),
        ("3", "演练", "每周"),
    ]


def test_a_table_without_outer_rules() -> None:
    ys = [200.0, 230.0, 260.0]
    rules = (*(Rule(XS[0], y, XS[-1], y) for y in ys), Rule(XS[1], 200, XS[1], 260), Rule(XS[2], 200, XS[2], 260))
    drawn = page(1, *cells([["序号", "任务", "时限"], ["1", "消毒", "长期"]], XS, ys), rules=rules)
    table = read_pages([drawn], "表.pdf").lines[0].table
    assert table is not None
    assert [row.texts() for row in table.rows] == [("1", "消毒", "长期")]


def test_the_red_line_under_a_head_is_no_table() -> None:
    rules = (Rule(80, 130, 500, 130), Rule(80, 132, 500, 132))
    assert texts(page(1, "鲁山县民政局文件", "　　特此通知。", rules=rules)) == ["鲁山县民政局文件", "特此通知。"]


def test_a_table_without_rules_keeps_its_cells_apart_and_is_reported() -> None:
    rows = [(text, 100.0 + 29 * i) for i, text in enumerate(["序号|任务|时限", "1|消毒|长期"])]
    runs = [run(cell, x, y) for text, y in rows for cell, x in zip(text.split("|"), (80, 180, 340), strict=True)]
    paged = read_pages([page(1, *runs)], "表.pdf")
    assert [line.text for line in paged.lines] == ["序号　　　任务　　　时限", "1　　　消毒　　　长期"]
    assert messages(paged) == ["表.pdf: 警告 WJ145: 第1页有表格，各格文字可能读成了单独的行"]


# any drawing


def test_page_numbers_as_people_write_them() -> None:
    assert page_list([3, 1, 4, 5, 9]) == "1、3—5、9"


def test_no_pages() -> None:
    assert read_pages([], "空.pdf") == Paged(())


places = st.floats(-50, 900, allow_nan=False, width=32)
runs_anywhere = st.builds(
    lambda text, x, width, y, height: Run(text, x, x + width, y, height),
    st.text("民政局12 a。、（第页", min_size=1, max_size=5),
    places,
    st.floats(0, 300, width=32),
    places,
    st.floats(0, 40, width=32),
)
rules_anywhere = st.builds(Rule, places, places, places, places)
pages_anywhere = st.lists(
    st.builds(
        Page,
        st.just(1),
        st.just(WIDTH),
        st.just(HEIGHT),
        st.lists(runs_anywhere, max_size=12).map(tuple),
        st.lists(rules_anywhere, max_size=12).map(tuple),
    ),
    max_size=3,
)


@given(pages_anywhere)
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost_or_made_up_wherever_it_stands(pages: list[Page]) -> None:
    numbered = [Page(i, one.width, one.height, one.runs, one.rules) for i, one in enumerate(pages, 1)]
    paged = read_pages(numbered, "某.pdf")
    written = "".join(line.text for line in paged.lines) + "".join(paged.beside)
    for line in paged.lines:
        if line.table is not None:
            written += "".join(line.table.head + line.table.foot)
            written += "".join(column.name for column in line.table.columns)
            written += "".join("".join(row.texts()) for row in line.table.rows)
    drawn = {c for one in numbered for each in one.runs if each.height > 0 for c in each.text if not c.isspace()}
    printed = {c for c in written if not c.isspace()}
    assert drawn <= printed <= drawn | set("（）")  # «责任单位（牵头）»: two rows of names make one


def test_five_hundred_pages() -> None:
    pages = [
        page(i, *([full("　　各机构要落实"), full("责任，每日"), "巡查。"] * 7), footer(f"— {i} —"))
        for i in range(1, 501)
    ]
    assert len(read_pages(pages, "长.pdf").lines) == 3500
