"""地区名册: what was written reads back the same; every bad cell is told by sheet, row and column; good rows go on."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from rosters import invented

from wenjian.cli import run
from wenjian.errors import UnreadableInput
from wenjian.library import load_locality
from wenjian.loading.roster_book import write_roster_xlsx
from wenjian.loading.roster_columns import COLUMNS, PARTS, part_columns
from wenjian.loading.roster_sheet import read_roster
from wenjian.model.locality import Institution, Leader, Letterhead, Locality, Township
from wenjian.model.roster import Roster
from wenjian.shipped import builtin

SAMPLES = [load_locality(path)[0] for path in sorted((builtin("samples") / "地区").glob("*.yaml"))]
LUSHAN = next(place for place in SAMPLES if place.name == "鲁山县")


def book_of(rows: list[dict[str, str]], **parts: list[dict[str, str]]) -> bytes:
    """名册.xlsx as people make one: heads in the first row of each sheet, a row for each dict."""
    book = Workbook()
    for number, (name, entries) in enumerate({"地区": rows, **parts}.items()):
        sheet: Any = book.worksheets[0] if not number else book.create_sheet()
        sheet.title = name
        heads = list(dict.fromkeys(head for entry in entries for head in entry))
        sheet.append(heads)
        for entry in entries:
            sheet.append([entry.get(head) for head in heads])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(rows: list[dict[str, str]], **parts: list[dict[str, str]]) -> Roster:
    return read_roster(book_of(rows, **parts), "名册.xlsx")


def told(roster: Roster) -> list[str]:
    """Every finding as «place code», those of rows that give no place too."""
    findings = [*roster.findings, *(one for row in roster.refused for one in row.findings)]
    return [f"{finding.place.label} {finding.code}" for finding in findings]


GOOD = {"名称": "示东县", "机关": "示东县民政局", "上级": "示一市、示省"}
OTHER = {"名称": "示西区", "机关": "示西区民政局", "上级": "示一市、示省"}


def test_the_samples_read_back_as_they_are() -> None:
    roster = read_roster(write_roster_xlsx(SAMPLES), "名册.xlsx")
    assert [entry.locality for entry in roster.entries] == SAMPLES
    assert not told(roster)
    folders = ["鄂尔多斯市东胜区", "河南省南阳市", "黑龙江省大兴安岭地区", "重庆市大渡口区", "平顶山市鲁山县"]
    assert [entry.folder for entry in roster.entries] == folders


def test_what_a_row_cannot_say_goes_to_the_other_sheets() -> None:
    place = LUSHAN.model_copy(
        update={
            "letterheads": (
                Letterhead(name="鲁山县民政局文件", code="鲁民字", last_serial="7", signers="局长签发"),
                Letterhead(name="鲁山县民政局（函）", code="鲁民函", genres=("函",)),
            ),
            "townships": (Township(name="下汤镇", office="下汤镇民政所"), Township(name="瓦屋镇", office="社会事务办")),
            "institutions": (
                Institution(type="养老机构", name="鲁山县第一福利院", count="1"),
                Institution(type="养老机构", name="鲁山县第二福利院"),
            ),
            "leaders": (Leader(name="张示例", post="局长", sections=("办公室", "人事股"), invented=True),),
            "facts": {"床位": "120张"},
        }
    )
    roster = read_roster(write_roster_xlsx([place, *SAMPLES[:2]]), "名册.xlsx")
    assert [entry.locality for entry in roster.entries] == [place, *SAMPLES[:2]]


def test_invented_places_read_back_as_they_are() -> None:
    places = invented(40)
    assert [entry.locality for entry in read_roster(write_roster_xlsx(places), "名册.xlsx").entries] == places


words = st.text("东西南北中县区市镇民政局〔〕（）0123 ", min_size=1, max_size=6).map(str.strip).filter(bool)


def made(record: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(fields).map(lambda values: record(**values))


townships = made(Township, name=st.from_regex(r"[东西]{1,3}镇", fullmatch=True), office=st.just("") | words)
institutions = made(
    Institution,
    type=st.sampled_from(["养老机构", "救助管理机构", "光荣院"]),
    name=st.just("") | words,
    count=st.sampled_from(["", "0", "1", "12"]),
)
localities = made(
    Locality,
    name=st.from_regex(r"[东西南北中]{2,4}[县区市旗]", fullmatch=True),
    kind=st.sampled_from("县区市旗"),
    bureau=st.from_regex(r"[东西南北中]{2,4}民政局", fullmatch=True),
    townships=st.lists(townships, max_size=3).map(tuple),
    institutions=st.lists(institutions, max_size=4).map(tuple),
    gradings=st.dictionaries(st.sampled_from(["地区风险", "响应级别"]), st.sampled_from(["低风险", "三级"])),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(localities, min_size=1, max_size=3, unique_by=lambda place: place.name))
def test_any_places_read_back_as_they_are(places: list[Locality]) -> None:
    roster = read_roster(write_roster_xlsx(places), "名册.xlsx")
    assert [entry.locality for entry in roster.entries] == places


def test_the_new_sheet_has_heads_notes_and_choices(tmp_path: Path) -> None:
    path = tmp_path / "地区名册.xlsx"
    assert run(["roster", "new", "-o", str(path)]) == 0
    book = load_workbook(path)
    assert book.sheetnames[:8] == ["地区", *PARTS, "填写说明"]
    heads = [str(cell.value) for cell in book["地区"][2]]
    assert heads[: len(COLUMNS)] == [column.head for column in COLUMNS]
    assert "服务机构：养老机构" in heads
    assert "分级：地区风险" in heads
    assert str(book["地区"]["A1"].value).startswith("必填")
    assert [str(cell.value) for cell in book["股室"][2]] == list(part_columns("股室"))
    offered = {str(rule.sqref).split(":")[0]: rule for rule in book["地区"].data_validations.dataValidation}
    assert f"{get_column_letter(heads.index('层级') + 1)}3" in offered
    assert [cell.value for cell in book["选项"]["A"]][:2] == ["县级", "市级"]
    assert run(["roster", "new", "-o", str(path)]) == 0
    with pytest.raises(UnreadableInput, match="WJ980"):
        read_roster(path.read_bytes(), "地区名册.xlsx")


def test_the_same_places_give_the_same_bytes() -> None:
    assert write_roster_xlsx(SAMPLES) == write_roster_xlsx(SAMPLES)


BAD_ROWS: dict[str, tuple[dict[str, str], str]] = {
    "没有机关": ({"名称": "示南县", "上级": "示一市"}, "地区 B3 WJ970"),
    "层级写错": ({"名称": "示南县", "机关": "某局", "层级": "县里"}, "地区 D3 WJ971"),
    "公式出错": ({"名称": "示南县", "机关": "#REF!"}, "地区 B3 WJ971"),
    "机构写成别的": ({"名称": "示南县", "机关": "某局", "服务机构：养老机构": "很多"}, "地区 D3 WJ971"),
    "同一个地区": ({"名称": "示东县", "机关": "某局", "上级": "示一市"}, "地区 A3 WJ972"),
    "不能作文件夹": ({"名称": "../示县", "机关": "某局"}, "地区 A3 WJ975"),
    "设备的名称": ({"名称": "Con", "机关": "某局"}, "地区 A3 WJ975"),
    "设备的名称带后缀": ({"名称": "com1.县", "机关": "某局"}, "地区 A3 WJ975"),
    "末尾的点": ({"名称": "示县.\u200b", "机关": "某局"}, "地区 A3 WJ975"),
    "看不见的字符后面是点": ({"名称": "\u200b.示县", "机关": "某局"}, "地区 A3 WJ975"),
    "只差看不见的字符": ({"名称": "示\u200b东\ufeff县", "机关": "某局", "上级": "示一\u2060市"}, "地区 A3 WJ972"),
    "名称太长": ({"名称": "示" * 50, "机关": "某局"}, "地区 A3 WJ975"),
    "没有代字": ({"名称": "示南县", "机关": "某局", "版头名称": "某局文件"}, "地区 A3 WJ970"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_told_by_its_cell_and_the_good_ones_go_on(name: str) -> None:
    bad, expected = BAD_ROWS[name]
    roster = read([GOOD, bad, OTHER])
    assert told(roster) == [expected]
    assert [(entry.row, entry.locality.name) for entry in roster.entries] == [(2, "示东县"), (4, "示西区")]
    assert [row.row for row in roster.refused] == [3]


def test_all_faults_of_a_row_are_told_at_once() -> None:
    roster = read([GOOD, {"名称": "示南县", "层级": "县里", "服务机构：养老机构": "很多"}])
    assert told(roster) == ["地区 B3 WJ970", "地区 D3 WJ971", "地区 E3 WJ971"]
    message = str(roster.refused[0].findings[1])
    assert message == (
        "名册.xlsx（地区 D3）: 错误 WJ971: “层级”不能是“县里”，这一行没有采用\n提示：可以写：县级、市级、省级、乡级。"
    )


def test_a_bad_row_of_another_sheet_keeps_its_place_out() -> None:
    offices = [{"地区": "示东县", "名称": "", "简称": "办"}, {"地区": "示西区", "名称": "办公室", "简称": ""}]
    roster = read([GOOD, OTHER], 股室=offices)
    assert told(roster) == ["股室 B2 WJ970"]
    assert [entry.locality.offices[0].name for entry in roster.entries] == ["办公室"]


def test_rows_of_nobody_are_told() -> None:
    twins = [{**GOOD, "名称": "鼓楼区"}, {**OTHER, "名称": "鼓楼区", "上级": "示二市、示省"}]
    parts = [
        {"地区": "示东线", "名称": "办公室"},
        {"地区": "鼓楼区", "名称": "办公室"},
        {"地区": "示二市鼓楼区", "名称": "人事股"},
        {"地区": "", "名称": "办公室"},
    ]
    roster = read([*twins, GOOD], 股室=parts)
    assert told(roster) == ["股室 A2 WJ973", "股室 A3 WJ974", "股室 A5 WJ970"]
    assert roster.findings[0].hint == "是不是“示东县”？"
    assert "示一市鼓楼区、示二市鼓楼区" in roster.findings[1].hint
    assert [[office.name for office in entry.locality.offices] for entry in roster.entries] == [[], ["人事股"], []]


def test_rows_for_everywhere_fill_in_the_words_of_each_place() -> None:
    peers = [
        {"地区": "各地", "名称": "{{ 类别 }}财政局", "对应上级部门": "财政部门、财政部"},
        {"地区": "各地", "名称": "{{ 名称 }}公安局", "对应上级部门": "公安机关"},
        {"地区": "示西区", "名称": "区公安分局", "对应上级部门": "公安机关"},
    ]
    east, west = (entry.locality for entry in read([GOOD, OTHER], 协作部门=peers).entries)
    assert [(peer.name, peer.line) for peer in east.peers] == [
        ("县财政局", ("财政部门", "财政部")),
        ("示东县公安局", ("公安机关",)),
    ]
    assert [peer.name for peer in west.peers] == ["区公安分局"]


def test_a_word_that_no_place_fills_in_is_told() -> None:
    roster_rows = [{"地区": "各地", "名称": "{{ 局名 }}办公室"}, {"地区": "示西区", "名称": "办公室"}]
    roster = read([GOOD, OTHER], 股室=roster_rows)
    assert told(roster) == ["股室 B2 WJ971"]
    assert [entry.locality.name for entry in roster.entries] == ["示西区"]


def test_a_column_that_is_not_read_is_told_once_and_remarks_are_not() -> None:
    row = {**GOOD, "序号": "1", "备注": "待补", "机关简秤": "县民政局", "人口": "50万"}
    roster = read([row, {**OTHER, "人口": "60万"}])
    assert told(roster) == ["地区 F1 WJ979", "地区 G1 WJ979"]
    assert roster.findings[0].hint == "是不是“机关简称”？"


def test_what_people_write_for_yes_no_and_numbers() -> None:
    head = "服务机构：养老机构"
    said = {"有": "", "√": "", "是": "", "无": "0", "×": "0", "0": "0", "3": "3", "3家": "3"}
    rows = [{"名称": f"示{at}县", "机关": "某局", head: text} for at, text in enumerate(said)]
    counts = [entry.locality.institutions[0].count for entry in read(rows).entries]
    assert counts == list(said.values())
    assert read([GOOD]).entries[0].locality.institutions == ()


def test_the_kind_is_read_from_the_name() -> None:
    names = {"示东县": "县", "示西区": "区", "示南市": "市", "示北旗": "旗", "示中盟": "县"}
    rows = [{"名称": name, "机关": "某局"} for name in names]
    assert [entry.locality.kind for entry in read(rows).entries] == list(names.values())


def test_what_nobody_sees_reaches_no_name_of_a_folder() -> None:
    rows = [{**GOOD, "名称": "示\u200b南县\ufeff"}, {**OTHER, "名称": "Cafe\u0301区"}]
    entries = read(rows).entries
    assert [(entry.folder, entry.locality.name) for entry in entries] == [
        ("示一市示南县", "示南县"),
        ("示一市Caf\u00e9区", "Cafe\u0301区"),
    ]


def test_blanks_and_merged_cells() -> None:
    book = load_workbook(BytesIO(book_of([{**GOOD, "名称": " 示 东　县"}, {**OTHER, "上级": ""}])))
    book["地区"].merge_cells("C2:C3")
    stream = BytesIO()
    book.save(stream)
    entries = read_roster(stream.getvalue(), "名册.xlsx").entries
    assert [entry.folder for entry in entries] == ["示一市示东县", "示一市示西区"]


@pytest.mark.parametrize("encode", [lambda text: text.encode("utf-8-sig"), lambda text: text.encode("gb18030")])
def test_csv_of_any_program(encode: Callable[[str], bytes]) -> None:
    stream = StringIO()
    writer = csv.DictWriter(stream, ["名称", "机关", "上级", "乡镇", "乡镇机构", "层级"])
    writer.writeheader()
    writer.writerow({**GOOD, "乡镇": "下汤镇、瓦屋镇", "乡镇机构": "民政所", "层级": "县级"})
    writer.writerow({**OTHER, "层级": "县里"})
    roster = read_roster(encode(stream.getvalue()), "名册.csv")
    (entry,) = roster.entries
    assert [(one.name, one.office) for one in entry.locality.townships] == [
        ("下汤镇", "下汤镇民政所"),
        ("瓦屋镇", "瓦屋镇民政所"),
    ]
    assert str(roster.refused[0].findings[0]).startswith("名册.csv:3:6: 错误 WJ971: “层级”不能是“县里”")


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "别的表格": ("名册.csv", "甲,乙\n1,2\n".encode(), "WJ196"),
    "没有机关一列": ("名册.csv", "名称,上级\n示县,示市\n".encode(), "WJ196"),
    "引号没有收尾": ("名册.csv", '名称,机关\n"示县,某局\n'.encode(), "WJ108"),
    "一行好的也没有": ("名册.csv", "名称,机关\n示县,\n".encode(), "WJ980"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_roster_is_refused(name: str) -> None:
    path, data, code = REFUSED[name]
    with pytest.raises(UnreadableInput, match=code):
        read_roster(data, path)


def test_another_workbook_is_refused() -> None:
    stream = BytesIO()
    Workbook().save(stream)
    with pytest.raises(UnreadableInput, match="WJ186: 表格里没有名为“地区”的工作表"):
        read_roster(stream.getvalue(), "名册.xlsx")


def test_another_kind_of_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "名册.docx").write_bytes(b"PK")
    assert run(["roster", "check", str(tmp_path / "名册.docx")]) == 3
    assert "WJ105" in capsys.readouterr().err


def test_check_tells_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(book_of([GOOD, OTHER]))
    assert run(["roster", "check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}：可用2个地区。\n"
    path.write_bytes(book_of([GOOD, {"名称": "示南县"}]))
    assert run(["roster", "check", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == f"{path}：可用1个地区，不能用1行。\n"
    assert f"{path}（地区 B3）: 错误 WJ970: 没有填“机关”，这一行没有采用" in said.err


def test_a_roster_of_a_whole_province_is_read_soon() -> None:
    """No clock: the work for a row stays the same, however many there are."""
    import cProfile
    import pstats

    def calls(count: int) -> int:
        data = write_roster_xlsx(invented(count))
        profile = cProfile.Profile()
        profile.runcall(read_roster, data, "名册.xlsx")
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    calls(2)
    few, many = calls(20), calls(60)
    assert many < 3.3 * few
