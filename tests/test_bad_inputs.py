"""Inputs that a page of text cannot show: each is answered on the command line with one exact message and exit code."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from raw_docx import bomb
from wenjian.cli import run
from wenjian.package import pack, unpack
from wenjian.shipped import builtin

NOTICE = """河东市民政局
河民发〔2026〕5号
关于加强养老机构夏季安全管理的通知
各县（区）民政局：
养老机构要每月至少开展一次用电安全检查。
河东市民政局
2026年5月20日
"""

DUTIES = """标题: 关于加强养老机构夏季安全管理的通知
发文字号: 河民发〔2026〕5号
任务:
- 编号: D001
  原文: 养老机构要每月至少开展一次用电安全检查。
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code and stderr of a command line."""
    code = run(arguments)
    return code, capsys.readouterr().err


def test_a_paper_checked_against_itself_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("来文.txt").write_text(NOTICE, encoding="utf-8")
    code, err = said(capsys, "check", "来文.txt", "--against", "来文.txt")
    title = "河东市民政局关于加强养老机构夏季安全管理的通知"
    assert (code, err.splitlines()[0]) == (
        0,
        f"来文.txt: 警告 WJ991: 文稿就是上级文件《{title}》本身，核对结果说明不了什么",
    )


PLAN = """安河县养老机构夏季安全管理实施方案
为落实《关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号），制定本方案。
一、用电管理
各养老机构要每月至少开展一次用电安全检查。
安河县民政局
2026年5月25日
"""


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (
            PLAN,
            (
                "《安河县养老机构夏季安全管理实施方案》里写到"
                "《河东市民政局关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号）"
            ),
        ),
        (
            PLAN.replace("为落实《关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号），", "为保障安全，"),
            (
                "《河东市民政局关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号）是市级文件，"
                "《安河县养老机构夏季安全管理实施方案》是县级文件"
            ),
        ),
    ],
    ids=["basis", "level"],
)
def test_a_superiors_paper_checked_against_the_plan_below_it(
    capsys: pytest.CaptureFixture[str], plan: str, reason: str
) -> None:
    Path("来文.txt").write_text(NOTICE, encoding="utf-8")
    Path("方案.txt").write_text(plan, encoding="utf-8")
    code, err = said(capsys, "check", "来文.txt", "--against", "方案.txt")
    assert (code, err.splitlines()) == (
        0,
        [
            f"来文.txt: 警告 WJ419: 两份文件像是写反了：{reason}",
            "提示：下级的文稿写在前面，上级文件写在 --against 后面；没有写反的，不用理会。",
        ],
    )
    assert "WJ419" not in said(capsys, "check", "方案.txt", "--against", "来文.txt")[1]


@pytest.mark.parametrize(
    "notice",
    [
        # it cites a paper of the same title from higher up
        NOTICE.replace("养老机构要", "根据《示范省民政厅关于加强养老机构夏季安全管理的通知》，养老机构要"),
        # it names a plan that rests on it in turn
        NOTICE.replace("养老机构要", "参照《安河县养老机构夏季安全管理实施方案》，养老机构要"),
        # the home's own paper has the city in its name and is no paper of the city's
        NOTICE.replace("养老机构要每月", "河东市各养老机构要每月"),
    ],
)
def test_a_plan_checked_against_its_superior_is_the_right_way_round(
    capsys: pytest.CaptureFixture[str], notice: str
) -> None:
    Path("来文.txt").write_text(notice, encoding="utf-8")
    Path("方案.txt").write_text(PLAN, encoding="utf-8")
    home = PLAN.replace("安河县民政局", "河东市第一养老院").replace("安河县", "").splitlines()
    Path("院.txt").write_text("\n".join([home[0], *home[2:]]), encoding="utf-8")
    assert "WJ419" not in said(capsys, "check", "方案.txt", "--against", "来文.txt")[1]
    assert "WJ419" not in said(capsys, "check", "院.txt", "--against", "方案.txt")[1]


def test_superiors_written_from_the_bottom_up_are_put_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Against the levels turned round the province would ask less than the city."""
    above = NOTICE.replace("河东市", "河源省").replace("河民发〔2026〕5号", "河源民发〔2026〕2号")
    Path("省.txt").write_text(above, encoding="utf-8")
    cited = "为落实《关于加强养老机构夏季安全管理的通知》（河源民发〔2026〕2号），养老机构要"
    Path("市.txt").write_text(NOTICE.replace("养老机构要", cited), encoding="utf-8")
    Path("方案.txt").write_text(PLAN, encoding="utf-8")
    run(["check", "方案.txt", "--against", "省.txt", "--against", "市.txt"])
    right = capsys.readouterr()
    run(["check", "方案.txt", "--against", "市.txt", "--against", "省.txt"])
    turned = capsys.readouterr()
    assert turned.out == right.out
    assert not right.err
    assert turned.err.splitlines()[0].endswith(
        "WJ321: 按转发、引用关系，几份文件从上到下排为："
        "《河源省民政局关于加强养老机构夏季安全管理的通知》（河源民发〔2026〕2号）、"
        "《河东市民政局关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号）"
    )


PLACE = """名称: 安河县
机关: 安河县民政局
股室:
  - 名称: 养老服务股
  - 名称: 社会事务股
"""


def test_a_section_that_the_locality_does_not_have_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("清单.yaml").write_text(f"{DUTIES}  归口: 本局主责\n  牵头股室: 社会事务服\n", encoding="utf-8")
    Path("地区.yaml").write_text(PLACE, encoding="utf-8")
    code, err = said(capsys, "ledger", "清单.yaml", "--locality", "地区.yaml", "-o", "台账.xlsx")
    assert (code, err.splitlines()[:2]) == (
        0,
        [
            "清单.yaml: 警告 WJ336: 任务D001的牵头股室“社会事务服”，地区文件里没有",
            (
                "提示：是不是“社会事务股”？地区文件里有：社会事务股、养老服务股。请在任务清单里改正；"
                "本单位确有的，补写到地区文件的“股室”里。"
            ),
        ],
    )
    Path("来文.txt").write_text(NOTICE, encoding="utf-8")
    code, err = said(capsys, "import", "来文.txt", "-o", "清单.yaml", "--locality", "地区.yaml")
    assert "任务D001的牵头股室“社会事务服”，地区文件里没有" in err


def test_what_an_imported_list_loses_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("来文.txt").write_text(NOTICE, encoding="utf-8")
    said(capsys, "import", "来文.txt", "-o", "清单.xlsx")
    book = load_workbook("清单.xlsx")
    book["任务清单"]["C2"].fill = PatternFill("solid", fgColor="FFFF00")
    book["任务清单"]["N1"].value, book["任务清单"]["N2"].value = "我的说明", "再问"
    book.save("清单.xlsx")
    code, err = said(capsys, "import", "来文.txt", "-o", "清单.xlsx")
    assert (code, err.splitlines()[:2]) == (
        0,
        [
            "清单.xlsx: 警告 WJ337: 底色1处（任务清单 C2）不带到新的清单",
            "提示：手改过的原文件另名保存（“……（手改1）.xlsx”），需要的请从那里复制。",
        ],
    )
    assert [load_workbook("清单.xlsx")["任务清单"][cell].value for cell in ("N1", "N2")] == ["我的说明", "再问"]


# documents


def test_gbk_is_read_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("来文.txt").write_bytes(NOTICE.encode("gb18030"))
    assert said(capsys, "duties", "来文.txt") == (0, "来文.txt: 说明 WJ127: 文件编码是GB18030，已转换后读取\n")


def test_a_gbk_duty_list_is_read_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("来文.txt").write_text(NOTICE, encoding="utf-8")
    Path("清单.yaml").write_bytes(DUTIES.encode("gb18030"))
    assert said(capsys, "check", "来文.txt", "--against", "清单.yaml") == (
        0,
        "清单.yaml: 说明 WJ127: 文件编码是GB18030，已转换后读取\n",
    )


def test_a_byte_order_mark_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("来文.txt").write_text(NOTICE, encoding="utf-8-sig")
    Path("清单.yaml").write_text(DUTIES, encoding="utf-8-sig")
    assert said(capsys, "check", "来文.txt", "--against", "清单.yaml") == (0, "")


@pytest.mark.parametrize("name", ["来文.txt", "清单.yaml"])
def test_binary_data(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("文稿.txt").write_text(NOTICE, encoding="utf-8")
    Path(name).write_bytes(bytes(range(256)) * 4)
    assert said(capsys, "check", "文稿.txt", "--against", name) == (
        3,
        f"{name}: 错误 WJ104: 不是文字文件，读不出内容\n提示：请用WPS或记事本打开，另存为.docx或.txt。\n",
    )


@pytest.mark.parametrize("option", ["--against", "--locality"])
def test_a_paper_in_the_place_of_a_list_or_a_locality(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("文稿.txt").write_text(NOTICE, encoding="utf-8")
    Path("方案.docx").write_bytes(b"PK\x03\x04\x00\x00\xff\xfe" * 9)
    parent = () if option == "--against" else ("--against", "文稿.txt")
    code, told = said(capsys, "check", "文稿.txt", *parent, option, "方案.docx")
    assert code == 3
    wanted = (
        "WJ108: 文件已损坏"
        if option == "--against"
        else "WJ178: 这里要的是yaml文件，不是.docx文件\n提示：请检查文件名是不是写错了位置"
    )
    assert told.startswith(f"方案.docx: 错误 {wanted}")


def test_control_characters_in_a_duty_list(capsys: pytest.CaptureFixture[str]) -> None:
    Path("文稿.txt").write_text(NOTICE, encoding="utf-8")
    Path("清单.yaml").write_text(DUTIES.replace("安全管理", "安全\f管理"), encoding="utf-8")
    code, message = said(capsys, "check", "文稿.txt", "--against", "清单.yaml")
    assert code == 3
    assert message.startswith("清单.yaml:1:17: 错误 WJ165: 这里有不能使用的控制字符（U+000C）\n")


def test_an_alias_bomb(capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    Path("文稿.txt").write_text(NOTICE, encoding="utf-8")
    Path("清单.yaml").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert said(capsys, "check", "文稿.txt", "--against", "清单.yaml") == (
        3,
        (
            "清单.yaml:1:5: 错误 WJ162: 不支持引用标记“&a0”\n    a0: &a0 [x, x]\n        ^\n"
            "提示：如果它是文字，请加引号：a0: '&a0 [x, x]'\n"
        ),
    )


def test_brackets_a_thousand_deep(capsys: pytest.CaptureFixture[str]) -> None:
    Path("文稿.txt").write_text(NOTICE, encoding="utf-8")
    Path("清单.yaml").write_text("任务: " + "[" * 1000 + "]" * 1000 + "\n", encoding="utf-8")
    code, message = said(capsys, "check", "文稿.txt", "--against", "清单.yaml")
    assert code == 3
    assert message.splitlines()[0].partition(": ")[2] == "错误 WJ167: 层次过深，超过40层"


def written(capsys: pytest.CaptureFixture[str]) -> bytes:
    """A docx of our own of NOTICE."""
    Path("来文.txt").write_text(NOTICE, encoding="utf-8")
    assert run(["export", "来文.txt", "-o", "来文.docx"]) == 0
    capsys.readouterr()
    return Path("来文.docx").read_bytes()


def test_a_docx_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    Path("断.docx").write_bytes(written(capsys)[:-200])
    assert said(capsys, "duties", "断.docx") == (
        3,
        "断.docx: 错误 WJ108: 文件已损坏，不是完整的.docx文件\n提示：请在WPS中重新打开并另存为.docx。\n",
    )


def test_a_docx_with_a_password_or_an_old_doc_renamed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("旧.docx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)
    assert said(capsys, "duties", "旧.docx") == (
        3,
        "旧.docx: 错误 WJ109: 文件加了密码，或者其实是旧版.doc、.xls格式\n提示：请在WPS中去掉密码，另存为.docx。\n",
    )


def test_a_docx_with_an_external_definition(capsys: pytest.CaptureFixture[str]) -> None:
    parts = unpack(written(capsys))
    body = parts["word/document.xml"]
    at = body.index(b"<w:document")
    parts["word/document.xml"] = body[:at] + b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body[at:]
    Path("外部.docx").write_bytes(pack(parts))
    assert said(capsys, "duties", "外部.docx") == (
        3,
        (
            "外部.docx: 错误 WJ111: 文件内含有外部定义（DOCTYPE），不予读取\n"
            "提示：请确认文件来源；来源可靠的，在WPS中另存一次。\n"
        ),
    )


def test_a_docx_that_unpacks_to_far_more(capsys: pytest.CaptureFixture[str]) -> None:
    Path("炸弹.docx").write_bytes(bomb("word/document.xml", 50_000_000))
    assert said(capsys, "duties", "炸弹.docx") == (
        3,
        (
            "炸弹.docx: 错误 WJ110: 压缩包内容异常（压缩比过高），不予打开\n"
            "提示：请确认文件来源；来源可靠的，在WPS中另存一次。\n"
        ),
    )


@pytest.mark.parametrize("mark", ["绝密", "机密★1年", "秘密★长期", "★秘密"])
def test_a_docx_with_a_secrecy_mark_is_refused_before_anything_is_quoted(
    mark: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = unpack(written(capsys))
    body = parts["word/document.xml"].decode("utf-8")
    at = body.index("<w:body>") + len("<w:body>")
    paragraph = f"<w:p><w:r><w:t>{escape(mark)}</w:t></w:r></w:p>"
    parts["word/document.xml"] = (body[:at] + paragraph + body[at:]).encode("utf-8")
    Path("密.docx").write_bytes(pack(parts))
    for command in (
        ["duties", "密.docx"],
        ["import", "密.docx", "-o", "清单.yaml"],
        ["export", "密.docx", "-o", "a.txt"],
    ):
        assert said(capsys, *command) == (
            3,
            "密.docx: 错误 WJ107: 文件首部标有密级，不予读取\n提示：涉密文件不得在本程序中处理，请按保密规定办理。\n",
        )
    assert not Path("清单.yaml").exists()
    assert not Path("a.txt").exists()


@pytest.mark.parametrize("name", ["拟稿单.xlsx", "清单.xlsx"])
def test_a_twin_that_is_no_workbook(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("文稿.txt").write_text(NOTICE, encoding="utf-8")
    Path(name).write_bytes(b"PK\x03\x04 not a workbook")
    command = ("compose", name, "-o", "结果") if "拟稿单" in name else ("check", "文稿.txt", "--against", name)
    assert said(capsys, *command) == (
        3,
        f"{name}: 错误 WJ108: 文件已损坏，不是完整的.xlsx文件\n提示：请在WPS中重新打开并另存为.xlsx。\n",
    )
    assert not Path("结果").exists()


# layouts


ATTACK = "{{ cycler.__init__.__globals__.os.popen(1) }}"
WAY_OUT = "提示：版式里只能写字段名，如 {{ 发文字号 }}，和 {%p if 发文字号 %} 一类的判断。\n"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)


def make_layout(old: str = "", new: str = "", properties: str = "") -> None:
    """版式/红头通知.docx: ours with one text of the body changed, or with core properties of this title."""
    parts = unpack((builtin("templates") / "红头通知.docx").read_bytes())
    body = parts["word/document.xml"].decode("utf-8")
    assert old in body
    parts["word/document.xml"] = body.replace(old, new, 1).encode("utf-8")
    if properties:
        parts["docProps/core.xml"] = CORE.format(properties).encode("utf-8")
    Path("版式").mkdir()
    Path("版式/红头通知.docx").write_bytes(pack(parts))


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        (
            {"old": "{{ 发文字号 }}", "new": "{{ 发文字好 }}"},
            "（正文第9段）: 错误 WJ602: 版式里的字段“发文字好”没有定义\n提示：是不是“发文字号”？\n",
        ),
        (
            {"old": "{{ 发文字号 }}", "new": "｛｛ 发文字号 ｝｝"},
            (
                "（正文第9段）: 错误 WJ603: 版式里的花括号或百分号是全角的：｛｛ 发文字号 ｝｝\n"
                "提示：请改用半角，如 {{ 发文字号 }}。\n"
            ),
        ),
        (
            {"old": "{{ 发文字号 }}", "new": ATTACK},
            f"（正文第9段）: 错误 WJ604: 版式里有不允许的写法：{ATTACK}\n{WAY_OUT}",
        ),
        (
            {"properties": ATTACK},
            f"（文件属性“标题”）: 错误 WJ604: 版式里有不允许的写法：{ATTACK}\n{WAY_OUT}",
        ),
        (
            {"old": "{{p 正文 }}", "new": "正文"},
            ": 错误 WJ607: 版式没有放正文的段落\n提示：请加上单独成段的 {{p 正文 }}。\n",
        ),
    ],
    ids=["undefined field", "full-width braces", "attack in the body", "attack in the properties", "no body"],
)
def test_a_bad_layout_is_refused_by_its_check_and_by_compose(
    layout: dict[str, str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_layout(**layout)
    code, answer = said(capsys, "template", "check", "版式/红头通知.docx")
    assert (code, answer) == (4, f"版式/红头通知.docx{message}")
    job = builtin("samples") / "拟稿单/鲁山县.yaml"
    code, answer = said(capsys, "compose", str(job), "-o", "结果", "--layouts", "版式")
    assert code == 4
    assert answer.endswith(message[message.index("错误") :])
    assert not Path("结果").exists()


def test_a_layout_that_is_no_docx(capsys: pytest.CaptureFixture[str]) -> None:
    Path("版式").mkdir()
    Path("版式/红头通知.docx").write_bytes(b"PK not a package")
    assert said(capsys, "template", "check", "版式/红头通知.docx") == (
        4,
        (
            "版式/红头通知.docx: 错误 WJ601: 版式文件打不开：不是完整的压缩包\n"
            "提示：请用 Word 或 WPS 打开后另存为 .docx 再试。\n"
        ),
    )


# output, and values that must arrive unharmed


def test_a_file_where_the_output_folder_should_be(capsys: pytest.CaptureFixture[str]) -> None:
    Path("结果").write_text("原有内容", encoding="utf-8")
    job = builtin("samples") / "拟稿单/鲁山县.yaml"
    code, answer = said(capsys, "compose", str(job), "-o", "结果")
    assert code == 5
    assert answer.endswith(
        "结果: 错误 WJ683: “结果”是一个文件，不能当文件夹用\n提示：请换一个文件夹名，或移走该文件。\n"
    )
    assert Path("结果").read_text(encoding="utf-8") == "原有内容"
    assert [path.name for path in Path().iterdir()] == ["结果"]


def test_a_folder_where_nobody_may_write(capsys: pytest.CaptureFixture[str]) -> None:
    Path("来文.txt").write_text(NOTICE, encoding="utf-8")
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc: the only folder in which even root may not write")
    code, answer = said(capsys, "import", "来文.txt", "-o", "/proc/self/清单.yaml")
    assert code == 5
    assert answer.startswith("/proc/self/清单.yaml: 错误 WJ68")


def compose_with_goal(goal: str) -> str:
    """The text of the sample paper whose 工作目标 is `goal`, written as yaml."""
    shutil.copytree(builtin("samples"), "samples")
    job = Path("samples/拟稿单/鲁山县.yaml")
    text = job.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("  工作目标: "))
    job.write_text(text.replace(old, f"  工作目标: {goal}"), encoding="utf-8")
    assert run(["compose", str(job), "-o", "结果"]) == 0
    assert run(["export", "结果/1-通知.docx", "-o", "结果.txt"]) == 0
    return Path("结果.txt").read_text(encoding="utf-8")


def test_awkward_values_arrive_unharmed() -> None:
    value = "养老&托育<一>“工作”《办法》{{ 主责股室 }}{% x %}$(rm -rf)=1+1&amp;"
    assert f"　　{value}\n" in compose_with_goal(f"'{value}'")


def test_line_breaks_in_a_value_do_not_break_the_paper() -> None:
    arrived = compose_with_goal("|\n    第一行目标。\n    第二行目标。")
    assert "第一行目标。\n" in arrived
    assert "第二行目标。\n" in arrived


def test_not_local_is_no_competence_and_has_a_column_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    Path("清单.yaml").write_text(f"{DUTIES}  归口: 不涉及\n", encoding="utf-8")
    code, err = said(capsys, "duties", "清单.yaml")
    assert code == 3
    assert "不涉及本地的，归口照旧，在“不涉及理由”里写明理由。" in err
