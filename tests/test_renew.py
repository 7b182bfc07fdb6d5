"""旧文改新: what is put in and where, what is changed and how little, what is renewed, what is left to people."""

from __future__ import annotations

import re
from typing import Any

import pytest

from marked import shown
from papers import parents
from raw_docx import docx, lvl, num, numbering, p, r, tbl, tr, vml
from rejecting import rejected
from test_renew_law import paragraphs
from wenjian.compose.contract import Materials
from wenjian.coverage import prepare
from wenjian.duties import extract
from wenjian.library import load_replaced, load_thesaurus
from wenjian.lint import Parents
from wenjian.model.coverage import Decision
from wenjian.model.document import Document
from wenjian.model.library import Clause, Library
from wenjian.model.locality import Locality, Office
from wenjian.model.vocabulary import Judgement, Settlement
from wenjian.readers import read_documents, read_paper
from wenjian.renew import Given, Known, Renewal, renew
from wenjian.renew.clauses import is_sound
from wenjian.reports.renewal import (
    Written,
    check_renewed,
    counts_line,
    left_over,
    old_paper_tables,
    revision_notes,
    with_comments,
    write_changes,
)
from wenjian.text.normal import duty_fingerprint
from wenjian.writers.amended import Change, Words, write_amended
from wenjian.writers.tracked import Author

PLACE = Locality(
    name="示范县",
    level="县级",
    kind="县",
    bureau="示范县民政局",
    bureau_short="县民政局",
    superiors=("示例市",),
    line=("民政部门",),
    offices=(Office(name="养老服务股", keywords=("养老服务",)),),
)
TITLE = "示范县民政局关于做好养老机构安全管理工作的通知"
HEAD = ("示民字〔2025〕12号", TITLE, "各养老机构：")
TAIL = ("示范县民政局", "2025年5月25日")
FIRE = "一、消防安全"
DRILL = "各养老机构要每季度至少开展一次疏散演练，演练情况记入台账。"


def paper(*lines: str, title: str = TITLE) -> bytes:
    """An old notice of 示范县 as a docx."""
    return docx(*map(p, (HEAD[0], title, HEAD[2], *lines, *TAIL)))


def renewed(
    old: bytes,
    above: Parents,
    *,
    clauses: tuple[Clause, ...] = (),
    given: Given | None = None,
    day: str = "2026年6月1日",
    decisions: tuple[Decision, ...] = (),
) -> tuple[Renewal, Written, Document]:
    """The renewal of an old docx, the docx with its changes, and the paper with all of them accepted."""
    read = read_paper(old, "旧文.docx")
    library = Library(clauses=clauses, thesaurus=load_thesaurus(()))
    materials = Materials(PLACE, library, above.directives)
    known = Known(load_replaced(())[0], frozenset({"安河县"}))
    renewal = renew(read.documents[0], above, materials, known, given or Given(year=2026), day=day, decisions=decisions)
    written = write_changes(renewal, old, read.numbers, Author("改稿"), "旧文.docx")
    assert paragraphs(rejected(written.docx)) == paragraphs(old)
    return renewal, written, read_documents(written.docx, "新稿.docx")[0]


def body_changes(written: Written) -> list[str]:
    """The changed paragraphs, but for number and date."""
    return [line for line in shown(written.docx) if not re.search("〔|{　}月", line)]


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


# what is below the superior


@pytest.mark.parametrize(
    ("asked", "old", "marked"),
    [
        ("养老机构要每月至少开展一次疏散演练，演练情况记入台账。", DRILL, "[每季度]{每月}至少开展一次疏散演练"),
        (
            "养老机构要对食品留样，每个品种不少于125克，保存48小时以上。",
            "各养老机构要对食品留样，每个品种不少于100克，保存48小时以上。",
            "不少于[100]{125}克",
        ),
        (
            "养老机构发生突发事件的，要在1小时内向民政部门报告。",
            "各养老机构发生突发事件的，要在2小时内向县民政局报告。",
            "要在[2]{1}小时内",
        ),
        (
            "养老机构要编制转移避险预案，逐人明确转移责任人。",
            "各养老机构原则上编制转移避险预案，逐人明确转移责任人。",
            "各养老机构[原则上]编制",
        ),
        (
            "托育机构应当投保机构责任保险，保障婴幼儿权益。",
            "托育机构可投保机构责任保险，保障婴幼儿权益。",
            "托育机构[可]{应当}投保",
        ),
    ],
)
def test_only_the_words_that_ask_for_less_are_changed(asked: str, old: str, marked: str) -> None:
    renewal, written, _ = renewed(paper(FIRE, old), parents(FIRE, asked))
    assert [line for line in body_changes(written) if marked in line], body_changes(written)
    assert [one.amendment is not None for one in renewal.below] == [True]
    assert counts_line(renewal) == "需补0处、需改1处、已过期0处"


@pytest.mark.parametrize(
    ("asked", "old", "new"),
    [
        (
            "养老机构要成立由院长任组长的安全生产领导小组。",
            "各养老机构成立由分管副院长任组长的安全生产领导小组。",
            "各养老机构要成立由院长任组长的安全生产领导小组。",
        ),
        (
            "大宗药品由县级民政部门统一公开招标采购。",
            "大宗药品由各养老机构自行公开招标采购。",
            "大宗药品由县民政局统一公开招标采购。",
        ),
        (
            "对发生火灾事故的养老机构，依法依规追究院长责任。",
            "对发生火灾事故的养老机构，视情节对院长批评教育。",
            "对发生火灾事故的养老机构，依法依规追究院长责任。",
        ),
        (
            "对因照护不力造成老年人走失的，按照有关规定严肃追究责任。",
            "对因照护不力造成老年人走失的，予以通报。",
            "对因照护不力造成老年人走失的，按照有关规定严肃追究责任。",
        ),
        (
            "养老机构每周至少开展一次安全隐患自查。",
            "各养老机构每半月至少自查一次安全隐患。",
            "各养老机构每周至少自查一次安全隐患。",
        ),
        (
            "县级民政部门每半年对养老机构食堂开展全覆盖联合检查。",
            "县民政局每半年对养老机构食堂开展联合抽查。",
            "县民政局每半年对养老机构食堂开展全覆盖联合检查。",
        ),
        (
            "县级民政部门每半年对养老机构食堂开展一次全覆盖联合检查。",
            "县民政局每年对养老机构食堂开展一次联合抽查。",
            "县民政局每半年对养老机构食堂开展一次全覆盖联合检查。",
        ),
        ("护理员持证率达到100%。", "护理员持证率达到90%以上。", "护理员持证率达到100%。"),
        ("所需经费由同级财政承担。", "所需经费由养老机构自行承担。", "所需经费由同级财政承担。"),
        ("养老机构不得以任何理由劝退老年人。", "养老机构不得随意劝退老年人。", "养老机构不得以任何理由劝退老年人。"),
        ("对特困老年人一律免收护理服务费。", "对特困老年人减半收取护理服务费。", "对特困老年人一律免收护理服务费。"),
        (
            "每家养老机构至少配备1名专职消防安全员。",
            "每家养老机构至少配备1名兼职消防安全员。",
            "每家养老机构至少配备1名专职消防安全员。",
        ),
        ("禁止采购散装食用油。", "采购散装食用油须经院长批准。", "禁止采购散装食用油。"),
        ("严禁收取赞助费、押金。", "尽量避免收取赞助费、押金。", "严禁收取赞助费、押金。"),
    ],
)
def test_a_change_is_made_whole(asked: str, old: str, new: str) -> None:
    """The sentence then holds every word of the superior's, and none is left without verb or object."""
    renewal, written, after = renewed(paper(FIRE, old), parents(FIRE, asked))
    assert [block.text for _, block in after.walk()][1:2] == [new], body_changes(written)
    assert list(left_over(renewal, "旧文.docx")) == []
    answers = [one for coverage in renewal.judge.coverages(after) for one in coverage.duties]
    assert [one.deviations for one in answers] == [()]


@pytest.mark.parametrize(
    ("asked", "old"),
    [
        (  # the bureau's own office would be lost with the clause
            "县级民政部门每半年对养老机构食堂开展全覆盖联合检查。",
            "县民政局养老服务股每半年对养老机构食堂开展联合抽查。",
        ),
        ("重大隐患要立即停用。", "重大隐患要及时停用。"),
    ],
)
def test_what_cannot_be_changed_whole_stays_and_is_told(asked: str, old: str) -> None:
    renewal, written, _ = renewed(paper(FIRE, old), parents(FIRE, asked))
    assert body_changes(written) == []
    assert codes(left_over(renewal, "旧文.docx")) == ["WJ951"]


@pytest.mark.parametrize(
    "broken",
    [
        "对因照护不力造成老年人走失的，予以。",
        "对发生事故的养老机构，视情节对院长；对瞒报的，从严处理。",
        "所需经费由养老机构。",
        "护理员持证率达到100%以上。",
    ],
)
def test_a_sentence_that_an_earlier_change_left_broken_is_told(broken: str) -> None:
    old = paper(FIRE, DRILL, broken)
    renewal, written, after = renewed(old, parents(FIRE, DRILL))
    found = [*check_renewed(renewal, written, after, after, renewal.judge.coverages(after))]
    assert codes(found) == ["WJ959"]
    whole = "对公办养老机构，所需经费由县财政承担，护理员持证率达到95%以上。"
    renewal, written, after = renewed(paper(FIRE, DRILL, whole), parents(FIRE, DRILL))
    assert [*check_renewed(renewal, written, after, after, renewal.judge.coverages(after))] == []


@pytest.mark.parametrize(
    "new",
    [
        "对走失的，予以。",
        "所需经费由养老机构。",
        "视情节对院长；对瞒报的，从严处理。",
        "持证率达到100%以上。",
        "每月至少一次，。",
        "至少不少于2次。",
        "每次不少于2人以上。",
    ],
)
def test_a_sentence_that_is_left_broken(new: str) -> None:
    assert not is_sound("各养老机构要配备2人。", new)
    assert is_sound(new, new)


@pytest.mark.parametrize(
    "new", ["不得以任何理由劝退老年人。", "相对稳定。", "费用由财政承担。", "持证率达到95%以上。", "面向社会。"]
)
def test_a_sentence_that_is_whole(new: str) -> None:
    assert is_sound("各养老机构要配备2人。", new)


@pytest.mark.parametrize(
    ("asked", "old"),
    [
        ("养老机构要于2026年9月10日前报送整改台账。", "各养老机构要于2026年9月20日前报送应急预案。"),
        ("养老机构要每月10日前报送入住人员名单。", "各养老机构要每月20日前报送消防巡查记录。"),
        (
            "养老机构要于2026年9月10日前向民政部门报送隐患清单。",
            "各养老机构要于2026年9月20日前向县民政局报送演练方案。",
        ),
    ],
)
def test_a_report_of_another_thing_keeps_its_day(asked: str, old: str) -> None:
    renewal, written, _ = renewed(paper(FIRE, old), parents(FIRE, asked))
    assert renewal.below == ()
    thing = asked.removesuffix("。").rpartition("报送")[2]
    assert [line for line in body_changes(written) if line.startswith(f"{old}{{") and thing in line]


def test_an_item_that_is_left_out_of_a_list_is_left_to_people() -> None:
    asked = "养老机构要组织护理人员、专业电工、后厨厨师、居民代表进行联合验收。"
    old = "各养老机构要组织护理人员、后厨厨师、居民代表进行联合验收。"
    renewal, written, _ = renewed(paper(FIRE, old), parents(FIRE, asked))
    assert body_changes(written) == []
    (finding,) = left_over(renewal, "旧文.docx")
    assert (finding.code, "“专业电工”" in finding.hint) == ("WJ950", True)


def test_an_act_that_is_lacking_beside_a_figure_is_put_in() -> None:
    asked = "院长每周至少陪餐一次，做好陪餐记录。"
    renewal, written, _ = renewed(paper(FIRE, "院长每月至少陪餐一次。"), parents(FIRE, asked))
    assert body_changes(written) == ["院长[每月]{每周}至少陪餐一次{，做好陪餐记录}。"]
    assert list(left_over(renewal, "旧文.docx")) == []


def test_an_act_for_a_case_of_which_the_paper_says_otherwise_is_told() -> None:
    """«由院长面谈选定» must not stand beside «随机派位»."""
    asked = "报名人数超过床位数的，实行电脑随机派位，派位过程由公证机构现场公证，并邀请居民代表参加。"
    old = "报名人数超过床位数的，由院长面谈选定，并邀请居民代表参加。"
    renewal, written, _ = renewed(paper(FIRE, old), parents(FIRE, asked))
    assert body_changes(written) == []
    assert codes(left_over(renewal, "旧文.docx")) == ["WJ950"]


def test_a_penalty_is_not_put_beside_another_for_the_same_fault() -> None:
    renewal, written, _ = renewed(
        paper(FIRE, "对拒不整改的养老机构，酌情扣分。"), parents(FIRE, "对拒不整改的养老机构，一律取消评优资格。")
    )
    assert body_changes(written) == []
    assert codes(left_over(renewal, "旧文.docx")) == ["WJ950"]


def test_a_sentence_much_like_what_is_put_in_is_named_in_the_comment() -> None:
    asked = "消防设施应当由具备资质的第三方机构每年检测一次。"
    _, written, _ = renewed(paper(FIRE, "消防设施由各养老机构自行每年检测一次。"), parents(FIRE, asked))
    assert body_changes(written) == [f"消防设施由各养老机构自行每年检测一次。{{{asked}}}"]
    assert written.amendments[-1].why[-1] == (
        "原稿“消防设施由各养老机构自行每年检测一次。”说的可能是同一件事，请核对，只留一句。"
    )


def test_half_a_bracket_is_never_put_in() -> None:
    asked = "养老机构要于9月20日前报送入住方案（一式两份，经主要负责人签字并加盖公章）。"
    old = "各养老机构要于9月20日前报送入住方案（一式两份）。"
    renewal, written, _ = renewed(paper(FIRE, old), parents(FIRE, asked))
    assert body_changes(written) == []
    assert codes(left_over(renewal, "旧文.docx")) == ["WJ950"]


SAMPLES = "养老机构要对食品留样，每个品种不少于125克，保存48小时以上。"
KEPT = "各养老机构要对食品留样，每个品种不少于100克，保存48小时以上。"


@pytest.mark.parametrize("other", [KEPT, "各养老机构食堂对食品留样，每个品种留样量不少于100克。"])
def test_the_same_old_figure_for_the_same_duty_is_changed_wherever_it_stands(other: str) -> None:
    apart = "采购食品每批不少于100克送检。"
    renewal, written, after = renewed(paper(FIRE, KEPT, "二、食品安全", apart, other), parents(FIRE, SAMPLES))
    assert [line.count("[100]{125}克") for line in body_changes(written)] == [1, 1]
    assert apart in [block.text for _, block in after.walk()]
    assert counts_line(renewal) == "需补0处、需改1处、已过期0处"
    assert f"原稿（二、）“{other[:20]}" in renewal.amendments[-2].why[1]
    assert list(left_over(renewal, "旧文.docx")) == []


def test_a_second_figure_in_the_sentence_is_named_in_the_comment() -> None:
    twice = "各养老机构要对食品留样，每个品种不少于100克，每餐不少于100克，保存48小时以上。"
    renewal, written, _ = renewed(paper(FIRE, twice), parents(FIRE, SAMPLES))
    assert [line.count("[100]{125}克") for line in body_changes(written)] == [1]
    assert renewal.amendments[-1].why[-1] == "这一句里写了几处“不少于100克”，只改了一处，请核对其余的。"


def test_another_place_that_cannot_be_changed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from wenjian.renew.below import _Places

    other = "各养老机构食堂对食品留样，每个品种留样量不少于100克。"
    monkeypatch.setattr(_Places, "_changes", lambda *_: iter(()))
    renewal, _, _ = renewed(paper(FIRE, KEPT, "二、食品安全", other), parents(FIRE, SAMPLES))
    (finding,) = left_over(renewal, "旧文.docx")
    assert (finding.code, other[:-1] in finding.message) == ("WJ951", True)
    assert "没有改，请核对" in renewal.amendments[-1].why[-1]


LONGER = "民政部门要在收到申请之日起5个工作日内完成审核，直接与养老机构结算，不得要求家属先行垫付。"
SHORT = "县民政局自收到申请之日起{}完成审核。"


def test_a_figure_for_one_act_of_a_duty_that_is_missing_is_brought_to_the_superiors() -> None:
    """Without it «10个工作日内» would stand beside the «5个工作日内» that is put in."""
    above = parents(FIRE, DRILL, "二、补贴发放", LONGER)
    renewal, written, _ = renewed(paper(FIRE, DRILL, "二、补贴发放", SHORT.format("10个工作日内")), above)
    assert body_changes(written) == [
        "县民政局自收到申请之日起[10]{5}个工作日内完成审核{，直接与养老机构结算，不得要求家属先行垫付}。"
    ]
    assert counts_line(renewal) == "需补1处、需改1处、已过期0处"
    assert (
        "原稿（二、）为“10个工作日内”，多5个工作日，低于上级要求，按上级要求修改。"
        in renewal.below[0].amendments[0].why[0]
    )
    assert list(left_over(renewal, "旧文.docx")) == []


@pytest.mark.parametrize(
    "said",
    [
        SHORT.format("3个工作日内"),  # asks for more
        "县民政局自接到投诉举报起10个工作日内答复投诉人。",  # another act
        "补贴资金于10个工作日内发放。",
    ],
)
def test_a_figure_that_asks_for_more_or_for_another_act_stays(said: str) -> None:
    above = parents(FIRE, DRILL, "二、补贴发放", LONGER)
    renewal, written, _ = renewed(paper(FIRE, DRILL, "二、补贴发放", said), above)
    assert renewal.below == ()
    assert "[" not in "".join(body_changes(written))


# what is missing

RAILS = "养老机构要在走廊、卫生间安装扶手和防滑地面。"


def test_a_missing_duty_goes_into_its_section_behind_what_is_nearest() -> None:
    above = parents(FIRE, DRILL, "养老机构严禁占用、堵塞疏散通道和安全出口。", "二、食品安全", "养老机构要对食品留样。")
    old = paper(FIRE, DRILL, "二、食品安全", "各养老机构要对食品留样。")
    renewal, written, after = renewed(old, above)
    assert body_changes(written) == [f"{DRILL}{{养老机构严禁占用、堵塞疏散通道和安全出口。}}"]
    assert counts_line(renewal) == "需补1处、需改0处、已过期0处"
    assert codes(check_renewed(renewal, written, after, after, renewal.judge.coverages(after))) == []


def test_a_clause_of_the_library_goes_before_the_superiors_words() -> None:
    above = parents(FIRE, DRILL, RAILS)
    text = "养老机构要在走廊、卫生间安装扶手和防滑地面，于{{ 完成期限 }}前完成，{{ 主责股室 }}逐家验收。"
    clause = Clause(id="养老.扶手", text=text, organ="养老服务")
    _, written, _ = renewed(paper(FIRE, DRILL), above, clauses=(clause,))
    said = "养老机构要在走廊、卫生间安装扶手和防滑地面，于【待定：完成期限】前完成，养老服务股逐家验收。"
    assert body_changes(written) == [f"{DRILL}{{{said}}}"]
    assert [line for line in written.amendments[-1].why if "条款库“养老.扶手@1.0”" in line or "完成期限" in line]


def test_words_of_the_superior_get_a_local_subject_and_say_so() -> None:
    above = parents(FIRE, DRILL, "各级民政部门要公布投诉举报电话，及时核查处理。")
    _, written, _ = renewed(paper(FIRE, DRILL), above)
    assert body_changes(written) == [f"{DRILL}{{县民政局要公布投诉举报电话，及时核查处理。}}"]
    assert "补写：用上级原话，主语换成本地，请核对。" in written.amendments[-1].why


def test_a_part_that_is_missing_goes_on_in_the_sentence() -> None:
    above = parents(FIRE, "养老机构要每日开展防火巡查，夜间巡查不少于2次，巡查情况做好记录并存档备查。")
    _, written, _ = renewed(paper(FIRE, "各养老机构要每日开展防火巡查，巡查情况做好记录并存档备查。"), above)
    assert body_changes(written) == ["各养老机构要每日开展防火巡查{，夜间巡查不少于2次}，巡查情况做好记录并存档备查。"]


def test_a_day_that_the_office_set_is_put_in_and_one_that_has_passed_is_told() -> None:
    report = "各县民政局要于2026年6月12日前报送联络员名单。"
    above = parents(FIRE, DRILL, report)
    directive = above.directives[0]
    dated = tuple(
        one.model_copy(update={"local_deadline": "2026年6月10日前"}) if "名单" in one.text else one
        for one in directive.duties
    )
    own = Parents((directive.model_copy(update={"duties": dated}),), above.documents)
    for day, told in (("2026年6月1日", 0), ("2026年6月20日", 1)):
        _, written, _ = renewed(paper(FIRE, DRILL), own, day=day)
        assert body_changes(written) == [f"{DRILL}{{县民政局要于2026年6月10日前报送联络员名单。}}"]
        assert sum("2026年6月10日前”早于新文的日期" in one for one in written.amendments[-1].why) == told


def test_no_government_is_ordered_about() -> None:
    above = parents(FIRE, DRILL, "乡镇人民政府要排查农村敬老院隐患。")
    _, written, _ = renewed(paper(FIRE, DRILL), above)
    assert body_changes(written) == [f"{DRILL}{{各乡镇（街道）民政工作机构要协助排查农村敬老院隐患。}}"]


def test_totals_of_the_superior_are_listed_and_not_put_in() -> None:
    above = parents(FIRE, DRILL, "到2026年底，全省要建成示范养老机构300家。")
    renewal, written, _ = renewed(paper(FIRE, DRILL), above)
    assert body_changes(written) == []
    (finding,) = left_over(renewal, "旧文.docx")
    assert finding.code == "WJ950"
    assert "300家”，没有可以直接补写的文字" in finding.message


ABUSE = (
    "二、严防欺老虐老",
    "养老机构工作人员不得殴打、辱骂、虐待老年人。",
    "养老机构要在公共区域安装视频监控，录像保存30天。",
)
ITEMS = ("（一）疏散演练。" + DRILL, "（二）食品留样。各养老机构要对食品留样。")


def test_a_part_of_which_nothing_is_said_becomes_the_next_paragraph_in_number() -> None:
    above = parents(FIRE, DRILL, "养老机构要对食品留样。", *ABUSE)
    renewal, written, after = renewed(paper("一、重点任务", *ITEMS, "二、组织保障", "加强领导。"), above)
    new = "（三）严防欺老虐老。" + ABUSE[1] + ABUSE[2]
    assert body_changes(written) == [f"{ITEMS[1]}{{¶}}", f"{{{new}}}"]
    assert [block.label for block in after.blocks] == ["一、", "（一）", "（二）", "（三）", "二、", ""]
    assert len(renewal.lacking) == 2


CALM = "各养老机构要高度重视，每季度末25日前将进展情况报县民政局。"
LEADERS = "主要负责人要亲自抓，每月至少听取一次工作汇报。"


@pytest.mark.parametrize("heading", ["三、工作要求", "三、保障措施"])
def test_what_stands_under_a_heading_of_the_same_name_goes_there(heading: str) -> None:
    above = parents(FIRE, DRILL, "二、工作步骤", "各地民政部门要抽查三成以上的燃气用户。", "三、工作要求", LEADERS)
    old = paper("为做好养老机构安全管理，制定如下方案。", FIRE, f"（一）组织演练。{DRILL}", heading, CALM)
    _, written, after = renewed(old, above)
    assert f"{CALM}{{{LEADERS}}}" in body_changes(written)
    texts = [block.text for _, block in after.walk()]
    assert texts.index("工作步骤。县民政局要抽查三成以上的燃气用户。") == texts.index(f"组织演练。{DRILL}") + 1


def test_nothing_goes_into_the_sentence_that_gives_the_reasons() -> None:
    """«制定如下方案» has words of the duty and is no place for what it lacks."""
    above = parents(FIRE, DRILL, "各地民政部门要于7月20日前制定工作方案，并报市民政局备案。")
    reasons = "为做好养老机构安全管理，制定如下工作方案。"
    _, written, after = renewed(paper(reasons, FIRE, DRILL), above)
    assert reasons in [block.text for _, block in after.walk()]
    assert body_changes(written) == [f"{DRILL}{{县民政局要于7月20日前制定工作方案，并报市民政局备案。}}"]


def test_last_years_day_is_no_day_of_the_duty() -> None:
    above = parents(FIRE, "各养老机构要对消防设施逐一排查，建立隐患台账，2026年8月底前完成。")
    _, written, _ = renewed(paper(FIRE, "各养老机构要对消防设施逐一排查，建立隐患台账，2025年9月底前完成。"), above)
    (line,) = body_changes(written)
    assert line == "各养老机构要对消防设施逐一排查，建立隐患台账，[2025年9月底前]{2026年8月底前}完成。"


def test_a_list_that_counts_itself_goes_on_counting() -> None:
    above = parents(FIRE, DRILL, "养老机构要对食品留样。", *ABUSE)
    items = [p(item[3:], num(0)) for item in ITEMS]
    lists = numbering(lvl(0, "chineseCounting", "（%1）"))
    old = docx(
        *map(p, (*HEAD, "一、重点任务")), *items, *map(p, ("二、组织保障", "加强领导。", *TAIL)), numbering=lists
    )
    _, written, after = renewed(old, above)
    new = "严防欺老虐老。" + ABUSE[1] + ABUSE[2]
    assert body_changes(written) == [f"{ITEMS[1][3:]}{{¶}}", f"{{{new}}}"]
    assert [block.label for block in after.blocks][:4] == ["一、", "（一）", "（二）", "（三）"]


def test_numbers_that_a_new_paragraph_shifts_are_told() -> None:
    above = parents(FIRE, DRILL, "养老机构要对食品留样。", *ABUSE)
    lists = numbering(lvl(0, "chineseCounting", "（%1）"))
    items = [p(item[3:], num(0)) for item in (*ITEMS, "（三）加强领导。局里成立专班，统筹推进。")]
    old = docx(
        *map(p, (*HEAD, "一、重点任务")), *items[:2], p("二、组织保障"), items[2], *map(p, TAIL), numbering=lists
    )
    renewal, written, after = renewed(old, above)
    before = read_documents(old, "旧文.docx")[0]
    found = [*check_renewed(renewal, written, before, after, renewal.judge.coverages(after))]
    told = "“加强领导。局里成立专班，统筹推进。”的编号由“（三）”变为“（四）”"
    assert [one.message for one in found if one.code == "WJ955"] == [told]


def test_what_was_put_in_and_is_not_found_is_told() -> None:
    above = parents(FIRE, DRILL, RAILS)
    old = paper(FIRE, DRILL)
    renewal, written, _ = renewed(old, above)
    unchanged = read_documents(old, "旧文.docx")[0]
    found = [*check_renewed(renewal, written, unchanged, unchanged, renewal.coverages)]
    assert codes(found) == ["WJ954"]
    assert "未见对应内容" in found[0].message


def test_a_duty_that_a_person_waived_is_not_put_in() -> None:
    above = parents(FIRE, DRILL, RAILS)
    (_, rails) = above.directives[0].duties
    waiver = Decision(
        duty=above.directives[0].ref(rails),
        duty_fingerprint=duty_fingerprint(rails),
        judgement=Judgement.WAIVE,
        settlement=Settlement.OTHER_ORGAN,
        reason="由县住房和城乡建设局负责",
        person="王示例（虚构）",
        date="2026-05-20",
    )
    renewal, written, _ = renewed(paper(FIRE, DRILL), above, decisions=(waiver,))
    assert (body_changes(written), renewal.lacking) == ([], ())


# what is out of date


def test_the_old_directive_gives_way_to_the_new_one() -> None:
    basis = "根据《关于做好2025年养老机构安全管理工作的通知》（例民发〔2025〕7号）要求，现通知如下："
    renewal, written, after = renewed(paper(basis, FIRE, DRILL), parents(FIRE, DRILL))
    said = "《示例市民政局关于做好2026年养老机构安全管理工作的通知》（例民发〔2026〕5号）要求"
    assert said in after.blocks[0].text
    assert [line for line in shown(written.docx) if "例民发〔[2025]{2026}〕[7]{5}号" in line]
    assert codes(renewal.expired) == ["WJ952"]


def test_the_edition_that_the_new_directive_cites() -> None:
    guides = "各养老机构执行《消防安全检查表》（第二版）、《养老机构用电安全指南》（第二版）。"
    above = parents(FIRE, DRILL, "各地要执行《养老机构用电安全指南》（第三版）。")
    renewal, written, _ = renewed(paper(FIRE, DRILL, guides), above)
    assert body_changes(written)[-1:] == [guides[:-5] + "[第二版]{第三版}）。"]
    assert "WJ571" in codes(renewal.expired)


def test_former_names_are_exchanged_and_dates_are_left_with_a_comment() -> None:
    line = "各养老机构要于2025年6月底前完成自查，县民政局会同工商部门、消防支队抽查。"
    renewal, written, after = renewed(paper(FIRE, DRILL, line), parents(FIRE, DRILL))
    assert body_changes(written) == [line.replace("工商部门", "[工商部门]{市场监管部门}")]
    assert codes(renewal.expired) == ["WJ561", "WJ564"]
    commented, count = with_comments(renewal, written, renewal.judge.coverages(after), after, person="张三（虚构）")
    comments = read_comments(commented)
    assert count == len(comments) == 3
    assert "已过期。“工商部门”是旧称，2019年4月1日以后为“市场监管部门”（2018年机构改革）。" in comments


def test_last_years_year_in_the_title_becomes_this_years() -> None:
    title = "示范县民政局关于做好2025年养老机构防汛工作的通知"
    _, written, after = renewed(paper(FIRE, DRILL, title=title), parents(FIRE, DRILL))
    assert after.title == title.replace("2025", "2026")
    assert "示范县民政局关于做好[2025]{2026}年养老机构防汛工作的通知" in shown(written.docx)


def test_without_any_date_nothing_is_called_past() -> None:
    undated = parents(FIRE, DRILL, date="", number="", title="关于做好养老机构安全管理工作的通知")
    renewal, _, _ = renewed(paper(FIRE, DRILL, "2020年6月底前完成自查。"), undated, given=Given(), day="")
    assert renewal.expired == ()


# number, date, signer


def test_number_and_date_are_blank_until_the_paper_is_signed() -> None:
    _, written, _ = renewed(paper(FIRE, DRILL), parents(FIRE, DRILL))
    assert shown(written.docx) == ["示民字〔[2025]{2026}〕[12]{　}号", "[2025]{2026}年[5]{　}月[25]{　}日"]


def test_number_date_and_signer_as_they_are_given() -> None:
    head = p("示民字〔2025〕12号　　　　签发人：张示例")
    old = docx(head, *map(p, ("关于养老机构安全管理情况的报告", "示例市民政局：", DRILL, *TAIL)))
    given = Given(number="示民字〔2026〕3号", date="2026年6月2日", signer="李示例", year=2026)
    _, _, after = renewed(old, parents(FIRE, DRILL), given=given)
    elements = after.elements
    assert (elements.number, elements.signer, elements.date) == ("示民字〔2026〕3号", "李示例", "2026年6月2日")


def test_a_number_in_a_text_box_is_told() -> None:
    box = p(f"<w:r>{vml(p(HEAD[0]))}</w:r>")
    old = docx(box, *map(p, (TITLE, HEAD[2], FIRE, DRILL, *TAIL)))
    _, written, _ = renewed(old, parents(FIRE, DRILL))
    assert {*codes(written.findings)} == {"WJ953"}
    assert "没有写成修订" in written.findings[0].message


# reports


def read_comments(data: bytes) -> list[str]:
    from wenjian.package import parse_xml, unpack

    root: Any = parse_xml(unpack(data)["word/comments.xml"])
    return ["".join(text.text or "" for text in one.iter("{*}t")) for one in root]


def test_the_table_of_the_old_paper_says_the_counts_first_and_the_note_gives_reasons() -> None:
    from wenjian.loading.sheets import read_book

    above = parents(FIRE, "养老机构要每月至少开展一次疏散演练，演练情况记入台账。", RAILS)
    old = paper(FIRE, DRILL)
    renewal, written, after = renewed(old, above)
    book = read_book(old_paper_tables(renewal)[".xlsx"], "对照表.xlsx")
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows(max_row=4) for cell in row if cell.value]
    assert cells[:2] == ["贯彻落实对照表", "需补1处、需改1处、已过期0处。"]
    before = read_documents(old, "旧文.docx")[0]
    note = revision_notes(renewal, written, before, after, renewal.judge.coverages(after))[".xlsx"]
    rows = [[str(cell.value or "") for cell in row] for row in read_book(note, "说明.xlsx").worksheets[0].iter_rows()]
    reasons = {row[2]: row[4] for row in rows if len(row) > 4}
    assert reasons[DRILL].startswith("上级文件（一、）为“每月")
    assert reasons["（无）"].startswith("上级文件（一、）要求“养老机构要在走廊")


def test_the_same_again_gives_the_same_bytes() -> None:
    above = parents(FIRE, DRILL, *ABUSE)
    one, other = (renewed(paper(FIRE, DRILL), above)[1].docx for _ in range(2))
    assert one == other


# into the docx


def put(old: bytes, *words: Words) -> tuple[list[str], tuple[tuple[int, int], ...]]:
    """The changed paragraphs, and the changes without a place."""
    data, unplaced = write_amended(old, words, Author("改稿"))
    assert paragraphs(rejected(data)) == paragraphs(old)
    return shown(data), unplaced


def test_a_text_that_the_file_has_in_two_paragraphs() -> None:
    old = docx(p("关于做好2025年"), p("安全工作的通知"))
    title = Words("关于做好2025年安全工作的通知", changes=(Change(4, 8, "2026"), Change(9, 11, "消防安全")))
    assert put(old, title) == (["关于做好[2025]{2026}年", "{消防}安全工作的通知"], ())
    across = Words("关于做好2025年安全工作的通知", changes=(Change(8, 10, ""),))
    assert put(old, across) == ([], ((0, 0),))


def test_which_of_two_equal_texts() -> None:
    old = docx(p("（一）演练。"), p("（一）演练。"), tbl(tr("演练。", "一次")))
    first, second = Words("演练。", "（一）"), Words("演练。", "（一）", (Change(0, 2, "巡查"),))
    assert put(old, first, second) == (["（一）[演练]{巡查}。"], ())


def test_one_of_several_equal_texts_that_cannot_be_told_is_not_guessed() -> None:
    old = docx(p("演练。"), p("演练。"))
    assert put(old, Words("演练。", changes=(Change(0, 2, "巡查"),))) == ([], ((0, 0),))


def test_words_in_several_runs_and_changes_of_colleagues() -> None:
    inserted = '<w:ins w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z">' + r("每季度") + "</w:ins>"
    old = docx(p(r("各机构") + inserted + r("演练一次。")))
    data, unplaced = write_amended(
        old, [Words("各机构每季度演练一次。", changes=(Change(3, 6, "每月"),))], Author("改")
    )
    assert (shown(data), unplaced) == (["各机构[每季度]{每月}演练一次。"], ())


def test_a_picture_is_never_deleted_with_words() -> None:
    picture = "<w:r><w:drawing/></w:r>"
    old = docx(p(r("每季") + picture + r("度演练。")))
    assert put(old, Words("每季度演练。", changes=(Change(0, 3, "每月"),))) == ([], ((0, 0),))


def test_a_directive_without_duties_is_refused() -> None:
    from wenjian.errors import UnreadableInput

    empty = extract(read_documents("通知\n各单位：\n特此通知。\n".encode(), "空.txt")[0], None)[0]
    with pytest.raises(UnreadableInput) as error:
        prepare(empty, load_thesaurus(()))
    assert codes(error.value.findings) == ["WJ401"]
