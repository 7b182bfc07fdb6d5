"""Loading from the disk: every bad input has its message and its exit class; layers of the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wenjian.errors import Exit, LibraryError, TemplateError, UnreadableInput, WenjianError
from wenjian.library import (
    import_directive,
    load_decisions,
    load_directive,
    load_house,
    load_job,
    load_library,
    load_locality,
    load_original,
    load_outline,
    load_parent_texts,
    outline_names,
)
from wenjian.loading.dump import dump
from wenjian.loading.duty_sheet import write_directive_xlsx
from wenjian.loading.job_sheet import write_job_xlsx
from wenjian.loading.kinds import kind_of
from wenjian.model.directive import Directive, Duty
from wenjian.model.library import SubjectEntry, TermEntry
from wenjian.model.vocabulary import Genre
from wenjian.shipped import builtin, load_layout

JOB = "地区: 甲.yaml\n文件:\n- 文种: 通知\n"


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(load: Callable[[], Any], error: type[WenjianError] = UnreadableInput) -> list[str]:
    """The message lines of the refusal."""
    with pytest.raises(error) as raised:
        load()
    assert type(raised.value) is error
    return [str(finding).split("\n")[0] for finding in raised.value.findings]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "错误 WJ103: 文件是空的，没有可读的内容"),
        (b" \n\n", "错误 WJ103: 文件是空的，没有可读的内容"),
        ("# 说明\n".encode(), "错误 WJ103: 文件是空的，没有可读的内容"),
        (b"\x00\x01\x02\xff\xfe binary \x00", "错误 WJ104: 不是文字文件，读不出内容"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, data: bytes, message: str) -> None:
    path = write(tmp_path, "甲.yaml", data)
    of_job, of_place = (
        message.replace("WJ103: 文件是空的，没有可读的内容", f"WJ536: 文件里什么也没有写，读不成{one}")
        for one in ("拟稿单", "地区文件")
    )
    assert refusal(lambda: load_job(path)) == [f"{path}: {of_job}"]
    assert refusal(lambda: load_locality(path)) == [f"{path}: {of_place}"]
    assert refusal(lambda: load_outline("甲.yaml", tmp_path), LibraryError) == [f"{path}: {message}"]


def test_missing_files_folders_and_impossible_names(tmp_path: Path) -> None:
    assert refusal(lambda: load_job(tmp_path / "没有.yaml")) == [
        f"{tmp_path / '没有.yaml'}: 错误 WJ101: 文件不存在",
    ]
    assert refusal(lambda: load_job(tmp_path)) == [f"{tmp_path}: 错误 WJ102: 这是一个文件夹，不是文件"]
    assert refusal(lambda: load_job(tmp_path / "没有.xlsx")) == [
        f"{tmp_path / '没有.xlsx'}: 错误 WJ101: 文件不存在",
    ]
    inside = write(tmp_path, "甲.yaml", JOB) / "乙.yaml"
    assert refusal(lambda: load_job(inside)) == [f"{inside}: 错误 WJ101: 文件不存在"]


def test_a_gbk_file_is_read_with_a_report(tmp_path: Path) -> None:
    path = write(tmp_path, "甲.yaml", JOB.encode("gbk"))
    job, findings = load_job(path)
    assert job.locality == "甲.yaml"
    assert [str(finding) for finding in findings] == [f"{path}: 说明 WJ127: 文件编码是GB18030，已转换后读取"]


def test_repairs_are_reported_beside_the_value(tmp_path: Path) -> None:
    job, findings = load_job(write(tmp_path, "甲.yaml", "\ufeff地区：甲.yaml\n文件:\n- 文种: 通知\n"))
    assert job.locality == "甲.yaml"
    assert [finding.code for finding in findings] == ["WJ150"]
    locality, report = load_locality(write(tmp_path, "乙.yaml", "名称：鲁山县\n机关:\t鲁山县民政局\n"))
    assert (locality.name, locality.bureau) == ("鲁山县", "鲁山县民政局")
    assert [finding.code for finding in report] == ["WJ150", "WJ152"]


def test_decisions(tmp_path: Path) -> None:
    text = "核对:\n- 任务: 示1号#D001\n  判定: 不适用\n  结论: 不涉及本地\n  姓名: 张三\n  日期: 2026-03-01\n"
    ((decision,), _) = load_decisions(write(tmp_path, "核对.yaml", text))
    assert (decision.duty, decision.person, decision.date) == ("示1号#D001", "张三", "2026-03-01")
    path = write(tmp_path, "坏.yaml", "核对:\n- 任务: 甲\n  姓名: 张三\n  日期: 2026-03-02\n")
    assert refusal(lambda: load_decisions(path)) == [f"{path}:2:3: 错误 WJ181: 缺少“判定”"]


def test_a_job_from_its_twin(tmp_path: Path) -> None:
    job, _ = load_job(write(tmp_path, "甲.yaml", JOB))
    assert load_job(write(tmp_path, "甲.xlsx", write_job_xlsx(job))) == (job, ())
    assert kind_of(tmp_path / "甲.yaml") == kind_of(tmp_path / "甲.xlsx") == "拟稿单"


def test_a_directive_from_yaml_and_twin(tmp_path: Path) -> None:
    directive = Directive(title="甲", number="示1号", duties=(Duty(id="D001", text="乙。"),))
    assert load_directive(write(tmp_path, "甲.yaml", dump(directive))) == (directive, ())
    assert load_directive(write(tmp_path, "甲.xlsx", write_directive_xlsx(directive))) == (directive, ())


def test_what_a_hand_filled_duty_list_has_wrong(tmp_path: Path, doc: str) -> None:
    """
    标题: 关于做好民政服务机构工作的通知
    任务:
    - 编号: D001
      原文: 养老机构隔离观察不少于7天。
      指纹: df06c952bcca
      核对: √
    - 编号: D002
      原文: 养老机构要隔离观察，不少于7天。
      是否任务: 并入ｄ１
      核对: 已核
    - 编号: D003
      原文: 各地要做好值班工作。
      核对: 张三 2026年3月2日
    """
    path = write(tmp_path, "清单.yaml", doc)
    directive, findings = load_directive(path)
    assert [str(finding) for finding in findings] == [
        (
            f"{path}:4:7: 警告 WJ191: 任务D001的原文与指纹不符，可能被改动过\n"
            "      原文: 养老机构隔离观察不少于7天。\n"
            "            ^\n"
            "提示：请从上级文件重新导入，以原件为准。"
        ),
        (
            f"{path}:6:7: 警告 WJ198: 任务D001的“核对”写的是“√”，不算已核对\n"
            "      核对: √\n"
            "            ^\n"
            "提示：请写姓名和日期，如“张三 2026-03-02”，日期要有年份；只打钩或只写日期都不算。"
        ),
        (
            f"{path}:10:7: 警告 WJ198: 任务D002的“核对”写的是“已核”，不算已核对\n"
            "      核对: 已核\n"
            "            ^\n"
            "提示：请写姓名和日期，如“张三 2026-03-02”，日期要有年份；只打钩或只写日期都不算。"
        ),
    ]
    assert [duty.signed for duty in directive.duties] == [False, False, True]
    assert directive.duties[1].kept == "并入D001"


def test_a_duty_put_into_one_that_says_something_else_is_told(tmp_path: Path) -> None:
    entries = (
        "- 编号: D001\n  原文: 各地要于6月底前报送方案。\n"
        "- 编号: D002\n  原文: 12月10日前报送年度工作总结。\n  是否任务: 并入D001\n"
        "- 编号: D003\n  原文: 各地要于6月底前将方案报送。\n  是否任务: 并入D001\n"
    )
    path = write(tmp_path, "清单.yaml", f"标题: 甲\n任务:\n{entries}")
    _, findings = load_directive(path)
    (told,) = [str(one).split("\n")[0] for one in findings if one.code == "WJ199"]
    assert told == (
        f"{path}:7:9: 警告 WJ199: 任务D002并入D001后不再单独核对、分工、督办，"
        "而D001里没有它的内容：“12月10日前报送年度工作总结。”"
    )


def test_a_duty_list_with_words_that_mean_nothing_is_refused(tmp_path: Path) -> None:
    entries = "- 编号: D001\n  原文: 甲\n  是否任务: 也许\n- 编号: D001\n  原文: 乙\n  是否任务: 并入D9\n"
    path = write(tmp_path, "清单.yaml", f"标题: 甲\n任务:\n{entries}")
    assert refusal(lambda: load_directive(path)) == [
        f"{path}:5:9: 错误 WJ194: “是否任务”不能是“也许”",
        f"{path}:6:7: 错误 WJ188: “D001”重复",
        f"{path}:8:9: 错误 WJ194: “是否任务”不能是“并入D009”",
    ]


@pytest.mark.parametrize(
    ("name", "sign"), [("~$清单.xlsx", "~$"), (".~清单.xlsx", ".~"), ("~$通知.docx", "~$"), (".~lock.通知.docx#", ".~")]
)
def test_the_mark_that_an_office_program_leaves_beside_an_opened_file(tmp_path: Path, name: str, sign: str) -> None:
    path = write(tmp_path, name, b"\x06Zhang San")
    for load in (load_directive, load_job) if path.suffix == ".xlsx" else (load_directive,):
        with pytest.raises(UnreadableInput) as raised:
            load(path)
        assert str(raised.value.findings[0]) == (
            f"{path}: 错误 WJ128: 这是WPS或Word打开文件时的临时文件\n"
            f"提示：请关闭正在打开它的程序，改选原来的文件（文件名前面没有“{sign}”）。"
        )


RAW = (
    "示省民政厅关于做好民政服务机构工作的通知\n示民发〔2026〕6号\n各市民政局：\n"
    "一、加强管理\n各养老机构要实行探视预约，隔离观察不少于14天。各级民政部门要每月5日前报送情况。\n"
    "示省民政厅\n2026年2月1日\n"
)


def test_a_raw_text_is_imported_on_the_fly_with_the_same_ids(tmp_path: Path) -> None:
    path = write(tmp_path, "上级.txt", RAW)
    directive, _ = load_directive(path)
    assert (directive.number, directive.id) == ("示民发〔2026〕6号", "示民发〔2026〕6号")
    assert [duty.id for duty in directive.duties] == ["D001", "D002"]
    assert directive == import_directive(path)[0]
    stored = write(tmp_path, "上级.yaml", dump(directive))
    assert load_directive(stored)[0] == directive
    assert refusal(lambda: import_directive(path, None, 2)) == [f"{path}: 错误 WJ190: 没有第2份公文，文件里共有1份"]


def test_the_original_of_a_duty_list(tmp_path: Path) -> None:
    path = write(tmp_path, "原文/上级.txt", RAW)
    title = "示省民政厅关于做好民政服务机构工作的通知"
    stored = write(tmp_path, "上级.yaml", f"标题: {title}\n来源文件: 原文/上级.txt\n")
    directive, _ = load_directive(stored)
    for found_at in (load_original(stored, directive), load_original(path, directive)):
        assert found_at is not None
        assert found_at.title == title
    assert load_original(stored, directive.model_copy(update={"source": ""})) is None
    assert load_original(stored, directive.model_copy(update={"source": "没有.txt"})) is None


# The library

FIRST = "条款:\n- 编号: 养老.出入\n  版次: 1.0\n  正文: 由{{ 主责股室 }}和{{ 卫生健康部门 }}负责。\n"


def test_the_built_in_library_loads_without_a_finding() -> None:
    library = load_library()
    assert library.findings == ()
    assert len(library.clauses) >= 20
    assert set(library.origins) == {clause.id for clause in library.clauses}
    assert all(library.clause(clause.id) is clause for clause in library.clauses)
    assert library.clause("没有") is None
    assert {entry.term for entry in library.thesaurus.terms} >= {"养老机构", "民政服务机构"}


def test_the_nearest_layer_wins_visibly(tmp_path: Path) -> None:
    city, county = tmp_path / "市", tmp_path / "县"
    write(city, "甲.yaml", FIRST)
    write(county, "乙/丙.yaml", FIRST.replace("1.0", "2.0").replace("负责", "共同负责"))
    write(
        city,
        "术语.yaml",
        "版本: 1.0\n术语:\n- 词: 养老院\n  同义: 敬老院\n  上位: 养老机构\n主题词:\n- {主题: 移民, 词: [移民]}\n",
    )
    write(
        county,
        "术语.yaml",
        "版本: 县\n术语:\n- 词: 养老院\n  同义: [敬老院, 幸福院]\n- 词: 民政所\n"
        "主题词:\n- {主题: 移民, 词: [移民, 搬迁]}\n",
    )
    library = load_library([city, county], base=False)
    (clause,) = library.clauses
    assert (clause.revision, clause.text) == ("2.0", "由{{ 主责股室 }}和{{ 卫生健康部门 }}共同负责。")
    place = library.origins["养老.出入"]
    assert (place.path, place.line) == (str(county / "乙" / "丙.yaml"), 2)
    assert [str(finding) for finding in library.findings] == [
        f"{county / '乙' / '丙.yaml'}:2:7: 说明 WJ207: 条款“养老.出入”用本级条款库“县”的，代替养老.出入@1.0"
    ]
    assert library.thesaurus.version == "1.0+县"
    assert library.thesaurus.terms == (
        TermEntry(term="养老院", synonyms=("敬老院", "幸福院"), broader=("养老机构",)),
        TermEntry(term="民政所"),
    )
    assert library.thesaurus.subjects == (SubjectEntry(theme="移民", words=("移民", "搬迁")),)


def test_an_empty_library_and_folders_that_are_none(tmp_path: Path) -> None:
    assert load_library([], base=False).clauses == ()
    assert load_library([tmp_path], base=False).clauses == ()
    missing = tmp_path / "没有"
    assert refusal(lambda: load_library([missing]), LibraryError) == [f"{missing}: 错误 WJ203: 条款库文件夹不存在"]
    file = write(tmp_path, "甲.txt", "")
    assert refusal(lambda: load_library([file]), LibraryError) == [
        f"{file}: 错误 WJ204: 条款库应是文件夹，这是一个文件"
    ]


def test_all_faults_of_a_library_come_together(tmp_path: Path) -> None:
    one = write(
        tmp_path,
        "一.yaml",
        "条款:\n"
        "- 编号: 甲\n  正文: 由{{ 县各 }}负责。\n"
        "- 编号: 乙\n  正文: |\n    第一行。\n    由｛｛ 县名 ｝｝负责。\n"
        "- 编号: 丙\n  正文: '{% if x %}'\n"
        "- 编号: 丁\n  正文: 由{{ 工作专班 }}负责。\n  参数:\n  - 名称: 工作专班\n",
    )
    two = write(tmp_path, "二.yaml", FIRST + FIRST.removeprefix("条款:\n"))
    three = write(tmp_path, "三.yaml", "条款:\n- 编号: 甲\n  政文: 乙\n")
    assert refusal(lambda: load_library([tmp_path], base=False), LibraryError) == [
        f"{one}:3:8: 错误 WJ208: 条款“甲”用了没有写明的参数“县各”",
        f"{one}:7:6: 错误 WJ202: 条款“乙”的参数写法有错：参数要用半角花括号，写成 {{{{ 参数名 }}}}",
        f"{one}:9:8: 错误 WJ202: 条款“丙”的参数写法有错：条款正文只能写文字和参数，不能写模板指令",
        f"{three}:2:3: 错误 WJ181: 缺少“正文”",
        f"{three}:3:3: 错误 WJ180: 没有“政文”这一项",
        f"{two}:5:7: 错误 WJ201: 条款编号“养老.出入”重复，已见于{two}:2:7",
    ]


def test_library_faults_exit_4_and_input_faults_3() -> None:
    assert (LibraryError.exit, TemplateError.exit, UnreadableInput.exit) == (Exit.LIBRARY, Exit.LIBRARY, Exit.INPUT)


def test_outlines_by_name_by_file_and_beside_the_job(tmp_path: Path) -> None:
    assert load_outline("通知", tmp_path)[0].genre is Genre.NOTICE
    write(tmp_path, "本局通知.yaml", "名称: 本局通知\n文种: 通知\n")
    write(tmp_path, "通知.yaml", "名称: 自己的通知\n文种: 通知\n")
    assert load_outline("本局通知", tmp_path)[0].name == "本局通知"
    assert load_outline("本局通知.yaml", tmp_path)[0].name == "本局通知"
    assert load_outline("通知", tmp_path)[0].name == "自己的通知"
    (line,) = refusal(lambda: load_outline("通告", tmp_path), LibraryError)
    assert line == f"{tmp_path}: 错误 WJ205: 没有提纲“通告”"


def test_the_built_in_outlines_have_names_to_choose_from(tmp_path: Path) -> None:
    assert set(outline_names()) >= {"通知", "实施方案", "转发通知", "任务分解表", "检查表"}
    assert all(load_outline(name, tmp_path) for name in outline_names())


def test_layouts(tmp_path: Path) -> None:
    own = write(tmp_path, "本局红头.docx", b"PK")
    assert load_layout("本局红头", tmp_path) == b"PK"
    assert load_layout(str(own)) == b"PK"
    assert refusal(lambda: load_layout("蓝头", tmp_path), TemplateError) == [
        f"{tmp_path}: 错误 WJ206: 没有版式“蓝头”",
    ]


def test_what_is_built_in_is_there() -> None:
    for kind in ("clauses", "templates", "samples"):
        assert builtin(kind).is_dir()


@pytest.mark.parametrize("path", sorted(builtin("samples").rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_sample_is_of_a_kind_and_loads(path: Path) -> None:
    loaders: dict[str | None, Callable[[Path], Any]] = {
        "上级文件": load_directive,
        "地区": load_locality,
        "拟稿单": load_job,
        "核对": load_decisions,
        "本单位习惯": load_house,
    }
    loaders[kind_of(path)](path)


def test_the_texts_of_a_parent_as_far_as_they_are_there(tmp_path: Path) -> None:
    """Of a list of several parents each paper is read; one that is missing or cannot be read is left out."""
    write(tmp_path, "市.txt", "示例市民政局关于做好安全工作的通知\n各县民政局：\n养老机构要每月自查。\n")
    write(tmp_path, "省.txt", b"\x00\x01\x02")
    papers = [f"- 标题: {name}\n  来源文件: {name}.txt\n" for name in ("国", "省", "市")]
    listed = "标题: 关于做好安全工作的通知\n依据文件:\n" + "".join(papers) + "任务: []\n"
    path = write(tmp_path, "清单.yaml", listed)
    directive, _ = load_directive(path)
    assert [text.title for text in load_parent_texts(path, directive)] == ["示例市民政局关于做好安全工作的通知"]
    single = write(tmp_path, "市.txt", "示例市民政局关于做好安全工作的通知\n各县民政局：\n养老机构要每月自查。\n")
    assert len(load_parent_texts(single, load_directive(single)[0])) == 1
