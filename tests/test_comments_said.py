"""What the comments on a plan say, and at which words: one for each problem, none for what is in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from wenjian.cli import run
from wenjian.coverage import check
from wenjian.duties import extract
from wenjian.lint.authority import check_authority
from wenjian.model.coverage import Coverage, Decision
from wenjian.model.document import Document
from wenjian.model.library import Thesaurus
from wenjian.model.vocabulary import Authority, Judgement, Settlement, Stage
from wenjian.package import parse_xml, unpack
from wenjian.readers import read_documents
from wenjian.reports.comments import MOST_COMMENTS, commented_docx, comments_on
from wenjian.shipped import load_layout
from wenjian.writers import write_docx

NO_TERMS = Thesaurus(version="试", terms=())
PARENT = """河东市民政局
河民发〔2026〕5号
关于加强养老机构夏季安全管理的通知
各县（区）民政局：
一、严格用电管理
{asked}
河东市民政局
2026年5月20日
"""
PLAN = """安河县民政局
安民字〔2026〕12号
关于做好养老机构夏季安全管理工作的通知
各养老机构：
一、用电管理
{said}
二、其他事项
各养老机构要公布举报电话。
安河县民政局
2026年5月25日
"""
TITLE = "安河县民政局关于做好养老机构夏季安全管理工作的通知"


def document(text: str) -> Document:
    return read_documents(text.encode(), "方案.txt")[0]


def checked(asked: str, said: str, *decisions: Decision) -> tuple[Coverage, Document]:
    directive, _ = extract(document(PARENT.format(asked=asked)))
    plan = document(PLAN.format(said=said))
    return check(directive, plan, NO_TERMS, decisions=decisions), plan


def remarks(asked: str, said: str, *decisions: Decision) -> list[tuple[str, str]]:
    """The words commented and what is said of them, its lines one after the other."""
    coverage, plan = checked(asked, said, *decisions)
    return [(one.quote.text, "\n".join(one.paragraphs)) for one in comments_on(coverage, plan)[1]]


FIRE = "养老机构要每月至少开展一次用电安全检查。"
LOWER = "各养老机构要每季度至少开展一次用电安全检查。"


def test_nothing_is_said_of_what_is_carried_refined_or_worded_otherwise() -> None:
    refined = "养老服务股牵头，各养老机构于2026年6月底前、每月至少开展一次用电安全检查，由院长签字。"
    assert remarks(FIRE, FIRE) == []
    assert remarks(FIRE, refined) == []


def test_a_lower_demand_is_shown_with_both_texts_the_clause_and_the_wording_to_take() -> None:
    ((quote, words),) = remarks(FIRE, LOWER)
    assert quote == LOWER
    assert words == (
        "低于上级要求。上级文件（河民发〔2026〕5号）一、：“养老机构要每月至少开展一次用电安全检查。”\n"
        "上级“每月至少开展一次”（一、），本文“每季度至少开展一次”（一、），低于上级要求。\n"
        "建议：“每季度至少开展一次”改为“每月至少开展一次”；按本地情况确需不同的，请说明依据。"
    )


def test_a_higher_demand_asks_for_its_basis() -> None:
    ((quote, words),) = remarks(FIRE, "各养老机构要每周至少开展一次用电安全检查。")
    assert quote == "各养老机构要每周至少开展一次用电安全检查。"
    assert words.startswith("高于上级要求。")
    assert words.endswith("\n高于上级要求的，请写明依据。")
    assert "建议" not in words


def test_a_partly_carried_duty_names_what_is_missing() -> None:
    asked = "养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区，并报县民政局备案。"
    said = "各养老机构要对新入住老年人隔离观察不少于14天。"
    ((quote, words),) = remarks(asked, said)
    assert quote == said
    assert words.startswith("部分落实。")
    assert "未写“无异常的方可转入生活区”" in words
    assert "建议：补充“无异常的方可转入生活区”" in words


@pytest.mark.parametrize(("score", "place"), [(0.3, FIRE), (0.1, "用电管理"), (0.02, TITLE)])
def test_a_missing_duty_stands_at_the_nearest_sentence_else_at_its_heading_else_at_the_title(
    score: float, place: str
) -> None:
    coverage, plan = checked("殡仪馆提供骨灰寄存，不得收费。", FIRE)
    (duty,) = coverage.duties
    assert duty.nearest
    near = replace(coverage, duties=(replace(duty, nearest=replace(duty.nearest, score=score)),))
    (comment,) = comments_on(near, plan)[1]
    assert comment.quote.text == place
    assert comment.paragraphs == (
        "未见对应内容。上级文件（河民发〔2026〕5号）一、：“殡仪馆提供骨灰寄存，不得收费。”",
        f"未找到对应内容。最接近：一、“{FIRE}”。",
        "建议：按上级原文补充。",
    )


@pytest.mark.parametrize(
    ("judgement", "settlement", "comments"),
    [
        (Judgement.WAIVE, Settlement.OTHER_ORGAN, 0),
        (Judgement.OVERRULE, Settlement.DONE, 0),
        (Judgement.CONFIRM, Settlement.CONFIRMED_GAP, 1),
    ],
)
def test_what_a_person_settled_is_not_commented_but_a_confirmed_gap_is(
    judgement: Judgement, settlement: Settlement, comments: int
) -> None:
    decision = Decision(
        duty="河民发〔2026〕5号#D001", judgement=judgement, settlement=settlement, person="张三", date="2026-06-01"
    )
    assert len(remarks("殡仪馆要公示骨灰寄存价格。", FIRE, decision)) == comments


def test_an_own_report_is_asked_for_its_basis_and_other_additions_are_not() -> None:
    said = "各养老机构要每日填报用电台账并报县民政局。"
    added = remarks(FIRE, f"{FIRE}{said}各养老机构要张贴用电提示牌，方便老年人阅读。")
    assert added == [
        (said, "新增报表台账。上级文件没有提出这项要求，请写明依据；没有依据的，建议删去。"),
    ]


def test_a_report_that_one_of_several_superiors_asks_for_is_not_new() -> None:
    said = "各养老机构要每日填报用电台账并报县民政局。"
    one, plan = checked(FIRE, FIRE + said)
    other, _ = checked("养老机构要每日填报用电台账并报县民政局。", FIRE + said)
    assert len(comments_on(one, plan)[1]) == 1
    assert comments_on((one, other), plan)[1] == ()


def test_all_that_is_carried_by_reference_alone_is_one_comment_at_the_sentence_that_refers() -> None:
    asked = "殡仪馆要公示骨灰寄存价格。救助管理站要开展街面巡查。"
    referring = "请按照《关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号）认真贯彻执行。"
    ((quote, words),) = remarks(asked, referring)
    assert quote == referring
    assert words.splitlines() == [
        "按文件执行。上级文件的2项任务只写了按文件执行，未列具体要求，请确认是否足够：",
        "一、“殡仪馆要公示骨灰寄存价格。”",
        "一、“救助管理站要开展街面巡查。”",
    ]


def test_an_order_that_the_bureau_may_not_give_is_commented_at_its_sentence() -> None:
    order = "各乡镇人民政府要督促养老机构每月至少开展一次用电安全检查。"
    coverage, plan = checked(FIRE, FIRE + order)
    findings = check_authority(plan, Authority.BUREAU)
    told = comments_on(replace(coverage, findings=findings), plan)[1]
    assert [one.quote.text for one in told] == [order]
    assert told[0].paragraphs[1].startswith("建议：可选：①")


def test_more_comments_than_a_file_bears_are_counted_in_the_last() -> None:
    asked = "".join(f"第{n}号殡仪馆要公示骨灰寄存价格。" for n in range(MOST_COMMENTS + 20))
    said = remarks(asked, FIRE)
    assert len(said) == MOST_COMMENTS + 1
    assert said[-1] == (TITLE, "另有20处没有批注，见贯彻落实对照表。")


# the file


def test_a_quotation_brings_its_surroundings_by_which_it_is_told_from_an_equal_one() -> None:
    coverage, plan = checked(FIRE, f"{LOWER}各养老机构要公示电价。")
    (comment,) = comments_on(coverage, plan)[1]
    assert comment.quote.after.startswith("各养老机构要公示电价。")


def test_a_docx_is_kept_and_another_file_is_laid_out_anew() -> None:
    coverage, plan = checked(FIRE, LOWER)
    own = write_docx(plan, load_layout("红头通知"), stage=Stage.FINAL)
    kept, notes = commented_docx(coverage, plan, own, person="张三", date="2026-06-01")
    assert notes == ()
    assert {name for name, data in unpack(own).items() if unpack(kept)[name] != data} == {
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    anew, notes = commented_docx(coverage, plan, b"text", person="张三")
    assert [note.code for note in notes] == ["WJ472"]
    again = read_documents(anew, "方案.docx")[0]
    assert again.title == f"{TITLE}（安民字〔2026〕12号）"
    assert [block.printed for block in again.blocks] == [block.printed for block in plan.blocks]


def test_a_sentence_that_the_file_does_not_have_is_said() -> None:
    coverage, plan = checked(FIRE, LOWER)
    other = write_docx(document(PLAN.format(said="另一稿。")), load_layout("红头通知"), stage=Stage.FINAL)
    data, notes = commented_docx(coverage, plan, other)
    (note,) = notes
    assert str(note).startswith(f"方案.txt: 说明 WJ471: 有1处批注在文件里没有找到原句，放在标题处：“{LOWER}”\n提示：")
    (comment,) = parse_xml(unpack(data)["word/comments.xml"])
    assert "".join(comment.itertext()).startswith("（文件里没有找到原句“各养老机构要每季度")


# the command


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("来文.txt").write_text(PARENT.format(asked=FIRE), encoding="utf-8")
    plan = document(PLAN.format(said=LOWER))
    Path("方案.docx").write_bytes(write_docx(plan, load_layout("红头通知"), stage=Stage.FINAL))


COMMAND = ("check", "方案.docx", "--against", "来文.txt", "--format", "comments")


@pytest.mark.usefixtures("_here")
def test_the_command_writes_the_plan_with_comments() -> None:
    before = Path("方案.docx").read_bytes()
    more = ("--person", "张三", "--date", "2026年6月1日", "-o", "批注.docx")
    assert run([*COMMAND, *more]) == 0
    (comment,) = parse_xml(unpack(Path("批注.docx").read_bytes())["word/comments.xml"])
    signed = {etree.QName(key).localname: value for key, value in comment.attrib.items()}
    assert signed == {"id": "0", "author": "张三", "date": "2026-06-01T00:00:00Z", "initials": "张"}
    assert Path("方案.docx").read_bytes() == before
    first = Path("批注.docx").read_bytes()
    assert run([*COMMAND, *more]) == 0
    assert Path("批注.docx").read_bytes() == first


@pytest.mark.usefixtures("_here")
def test_person_and_date_stand_on_the_comparison_too() -> None:
    arguments = ("check", "方案.docx", "--against", "来文.txt", "--person", "张三", "--date", "2026-06-01")
    assert run([*arguments, "-o", "对照表.docx"]) == 0
    assert (
        "核对日期：2026年6月1日　　核对人：张三"
        in unpack(Path("对照表.docx").read_bytes())["word/document.xml"].decode()
    )


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("-o", "方案.docx"), "结果要写到另一个文件，不能写回要读的“方案.docx”。"),
        (("-o", "批注.xlsx"), "不能写成“批注.xlsx”，后缀可用：.docx。"),
        (("-o", "批注.docx", "--date", "下周"), "“下周”不是日期，请写成“2026-06-01”或“2026年6月1日”。"),
    ],
)
def test_a_wrong_option_is_told_and_writes_nothing(
    more: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir()}
    assert run([*COMMAND, *more]) == 2
    assert capsys.readouterr().err.startswith(f"用法不对：{said}")
    assert {path: path.read_bytes() for path in Path().iterdir()} == before
