"""The layouts measured on printed pages (LibreOffice, stand-in fonts): GB/T 9704-2012 in millimetres."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import layout_papers
import printed_pages
from printed_pages import Page, box, printed
from wenjian.cli import run
from wenjian.cli.even_page import on_even_page
from wenjian.layout import arrange
from wenjian.layout.geometry import characters
from wenjian.model.document import Document
from wenjian.model.house import House
from wenjian.model.vocabulary import RedHead, Seal, Stage
from wenjian.writers import Foot, write_arranged, write_docx

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(not printed_pages.RENDERS, reason="没有 LibreOffice 或 poppler"),
]

TYPE = (28.0, 37.0, 184.0, 262.0)
"""Left, top, right and lower edge of the type area (5.2.1)."""
HAN = 16 * 25.4 / 72


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Page, ...]]:
    """The printed pages of each paper of `layout_papers`."""
    return {
        name: printed(layout_papers.written(name), tmp_path_factory.mktemp("paper")) for name in layout_papers.PAPERS
    }


def middle(edges: tuple[float, float, float, float]) -> float:
    return (edges[0] + edges[2]) / 2


def mark_of(page: Page) -> tuple[float, float, float, float]:
    return box(tuple(glyph for glyph in page.glyphs if glyph.red))


@pytest.mark.parametrize("name", ["红头通知", "上行文", "纪要", "联合行文"])
def test_the_mark_stands_35_mm_below_the_type_area_and_in_its_middle(
    pages: dict[str, tuple[Page, ...]], name: str
) -> None:
    left, top, right, _ = mark_of(pages[name][0])
    assert top == pytest.approx(TYPE[1] + 35, abs=1)  # 7.2.4, 10.3
    assert (left + right) / 2 == pytest.approx(106, abs=1)
    assert left >= TYPE[0]
    assert right <= TYPE[2]


@pytest.mark.parametrize(
    ("name", "above"),
    [("红头通知", "示民〔2026〕12号"), ("上行文", "示民〔2026〕15号"), ("联合行文", "示民〔2026〕18号")],
)
def test_the_red_line_is_4_mm_below_the_number_and_as_wide_as_the_type_area(
    pages: dict[str, tuple[Page, ...]], name: str, above: str
) -> None:
    page = pages[name][0]
    (line,) = page.horizontal(red=True)
    han = [glyph for glyph in page.find(above) if glyph.text in "示民号"]
    assert line.top - max(glyph.bottom for glyph in han) == pytest.approx(4, abs=0.5)  # 7.2.7
    assert line.left == pytest.approx(TYPE[0], abs=0.3)
    assert line.right == pytest.approx(TYPE[2], abs=0.3)


@pytest.mark.parametrize("name", list(layout_papers.PAPERS))
def test_page_numbers_are_7_mm_below_the_type_area_on_the_outer_side(
    pages: dict[str, tuple[Page, ...]], name: str
) -> None:
    for number, page in enumerate(pages[name], 1):
        dashes = [glyph for glyph in page.glyphs if glyph.text == "—" and glyph.top > TYPE[3]]
        if name == "信函" and number == 1:
            assert dashes == []  # 10.1
            continue
        assert len(dashes) == 2
        for dash in dashes:
            assert dash.top - TYPE[3] == pytest.approx(7, abs=1)  # 7.5
        digits = "".join(glyph.text for glyph in page.glyphs if glyph.top > TYPE[3] and glyph.text.isdigit())
        assert digits == str(number)
        blank = TYPE[2] - dashes[1].right if number % 2 else dashes[0].left - TYPE[0]
        assert blank == pytest.approx(14 * 25.4 / 72, abs=1)  # one character of 4号


@pytest.mark.parametrize("name", ["红头通知", "上行文", "纪要", "联合行文"])
def test_the_last_rule_of_the_record_lies_on_the_lower_edge_of_the_type_area(
    pages: dict[str, tuple[Page, ...]], name: str
) -> None:
    rules = pages[name][-1].horizontal()
    assert rules[-1].bottom == pytest.approx(TYPE[3], abs=0.5)  # 7.4.1
    assert rules[-1].bottom - rules[-1].top == pytest.approx(0.35, abs=0.05)
    assert rules[0].bottom - rules[0].top == pytest.approx(0.35, abs=0.05)
    for rule in rules:
        assert rule.left == pytest.approx(TYPE[0], abs=0.3)
        assert rule.right == pytest.approx(TYPE[2], abs=0.3)
    if len(rules) == 3:
        assert rules[1].bottom - rules[1].top == pytest.approx(0.25, abs=0.05)


@pytest.mark.parametrize("name", list(layout_papers.PAPERS))
def test_the_first_page_shows_text(pages: dict[str, tuple[Page, ...]], name: str) -> None:
    first = layout_papers.PAPERS[name][1]().blocks[0].text
    assert first[:10] in pages[name][0].text  # 7.3.3


def test_copy_number_and_urgency_stand_on_the_first_two_lines_at_the_left(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["红头通知"][0]
    copy, urgency = page.box("000012"), page.box("特急")
    assert copy[0] == pytest.approx(TYPE[0], abs=0.6)
    assert TYPE[1] < copy[1] < urgency[1] < TYPE[1] + 20.5  # 7.2.1, 7.2.3
    assert urgency[1] - copy[1] == pytest.approx(10.2, abs=1)


def test_signers_stand_two_in_a_row_the_last_beside_the_number(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["上行文"][0]
    first, second, third = (page.box(name) for name in ("张示例", "李示例", "王示例"))
    number = page.box("示民〔2026〕15号")
    assert second[2] == pytest.approx(TYPE[2] - HAN, abs=1)  # 7.2.6
    assert third[0] == pytest.approx(first[0], abs=0.3)
    assert third[1] - first[1] == pytest.approx(10.2, abs=0.5)
    assert number[0] == pytest.approx(TYPE[0] + HAN, abs=0.6)  # 7.2.5
    assert (number[1] + number[3]) / 2 == pytest.approx((third[1] + third[3]) / 2, abs=0.6)


def test_a_letter_stands_between_red_double_lines(pages: dict[str, tuple[Page, ...]]) -> None:
    """10.1: mark 30 mm below the edge, lines 170 mm wide, thick outside, the lower 20 mm above the foot."""
    page = pages["信函"][0]
    _, top, _, bottom = mark_of(page)
    assert top == pytest.approx(30, abs=1)
    upper, under, over, lower = page.horizontal(red=True)
    assert upper.top - bottom == pytest.approx(4, abs=0.5)
    assert upper.bottom - upper.top > under.bottom - under.top
    assert lower.bottom - lower.top > over.bottom - over.top
    assert lower.bottom == pytest.approx(297 - 20, abs=0.5)
    for line in (upper, under, over, lower):
        assert line.left == pytest.approx(20, abs=0.3)
        assert line.right == pytest.approx(190, abs=0.3)
    number, copy, urgency = page.box("示民函〔2026〕7号"), page.box("000003"), page.box("加急")
    han = page.box("示民函")
    assert han[1] - under.bottom == pytest.approx(HAN * 7 / 8, abs=0.7)
    assert number[2] == pytest.approx(TYPE[2], abs=0.6)
    assert copy[0] == pytest.approx(TYPE[0], abs=0.6)
    assert urgency[1] > copy[3]
    assert page.find("县消防救援大队")[0].top > urgency[3] + 2 * 10
    last = max(glyph.bottom for glyph in page.glyphs)
    assert over.top - last >= HAN * 7 / 8 - 0.7
    assert not any(page.horizontal(red=True) for page in pages["信函"][1:])


def test_the_second_page_of_a_letter_has_the_usual_type_area(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["信函"][1]
    assert len(page.lines()) == 22
    assert min(glyph.top for glyph in page.glyphs) > TYPE[1]
    copies = pages["信函"][-1].box("抄送")
    assert TYPE[3] - 8 < copies[3] < TYPE[3]  # at the very foot of the type area, without lines
    assert pages["信函"][-1].horizontal() == ()


def test_the_organs_of_a_joint_mark_stand_below_each_other_and_the_word_beside_them(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    page = pages["联合行文"][0]
    names = [page.box(name) for name in ("示范县民政局", "示范县卫生健康局", "示范县消防救援大队")]
    assert [round(name[0], 1) for name in names] == [pytest.approx(names[0][0], abs=0.6)] * 3
    assert [round(name[2], 1) for name in names] == [pytest.approx(names[0][2], abs=0.6)] * 3
    word = page.box("文件")
    assert word[0] > names[0][2]
    middle = (names[0][1] + names[-1][3]) / 2
    assert (word[1] + word[3]) / 2 == pytest.approx(middle, abs=1)  # 7.2.4


def test_seals_of_a_joint_paper_do_not_touch(pages: dict[str, tuple[Page, ...]]) -> None:
    """7.3.5.1: round seals of 42 mm over each organ, the last over organ and date, inside the type area."""
    page = pages["联合行文"][1]
    organs = [page.box(name) for name in ("示范县民政局", "示范县卫生健康局", "示范县消防救援大队")]
    date = page.box("2026年7月2日")
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in organs]
    assert middles[-1][0] == pytest.approx(middle(date), abs=1)
    for i, (x, y) in enumerate(middles):
        assert TYPE[0] <= x - 21
        assert x + 21 <= TYPE[2]
        assert all(abs(x - u) >= 42 or abs(y - v) >= 42 for u, v in middles[:i])
    text = max(glyph.bottom for glyph in page.glyphs if glyph.bottom < organs[0][1])
    assert middles[0][1] - 21 - text <= 10.3


def single(seal: Seal, folder: Path, **values: object) -> Page:
    document = layout_papers.request()
    elements = document.elements.model_copy(update={"seal": seal, "signer": "张示例", **values})
    data = (layout_papers.TEMPLATES / "上行文.docx").read_bytes()
    written = write_docx(Document(elements, document.blocks), data, stage=Stage.ISSUED)
    return printed(written, folder)[-1]


def test_under_a_seal_the_date_stands_four_characters_from_the_edge(tmp_path: Path) -> None:
    page = single(Seal.SEAL, tmp_path)
    organ, date = page.box("示范县民政局"), page.box("2026年6月3日")
    # «2026年6月3日» is six characters wide, so it ends four from the edge (7.3.5.1). LibreOffice parts digits from Han
    # characters, which makes it wider to both sides.
    assert middle(date) == pytest.approx(TYPE[2] - (4 + 3) * HAN, abs=1)
    assert middle(organ) == pytest.approx(middle(date), abs=0.5)


@pytest.mark.parametrize(
    ("organ", "date"), [("示范县民政局", "2026年11月23日"), ("示范县养老服务办公室", "2026年6月3日")]
)
def test_without_a_seal_the_date_begins_two_characters_further_right(tmp_path: Path, organ: str, date: str) -> None:
    page = single(Seal.NONE, tmp_path, signature=(organ,), date=date)
    signed, dated = page.box(organ), page.box(date)
    assert dated[0] - signed[0] == pytest.approx(2 * HAN, abs=1)  # 7.3.5.2
    longest = characters(date) + 2 if characters(date) > characters(organ) else characters(organ)
    assert signed[0] == pytest.approx(TYPE[2] - (2 + longest) * HAN, abs=1.5)
    text = page.box("妥否，请批示")
    assert signed[1] - text[1] == pytest.approx(2 * 10.2, abs=1)


def test_beside_a_personal_stamp_stands_the_post(tmp_path: Path) -> None:
    page = single(Seal.STAMP, tmp_path, signer_posts=("示范县民政局局长",))
    post, date = page.box("示范县民政局局长"), page.box("2026年6月3日")
    assert TYPE[2] - date[2] == pytest.approx(4 * HAN, abs=1)  # 7.3.5.3
    assert TYPE[2] - post[2] == pytest.approx(12 * HAN, abs=1.5)
    assert date[1] - post[1] > 2 * 10


def test_preprinted_paper_gets_everything_but_the_red_in_the_same_places(
    pages: dict[str, tuple[Page, ...]], tmp_path: Path
) -> None:
    for name in ("红头通知", "联合行文", "信函"):
        bare = printed(layout_papers.written(name, house=House(red_head=RedHead.PREPRINTED)), tmp_path)[0]
        whole = pages[name][0]
        assert not any(glyph.red for glyph in bare.glyphs)
        assert bare.horizontal(red=True) == ()
        black = [glyph for glyph in whole.glyphs if not glyph.red]
        assert [glyph.text for glyph in bare.glyphs] == [glyph.text for glyph in black]
        for one, other in zip(bare.glyphs, black, strict=True):
            assert one.left == pytest.approx(other.left, abs=0.1)
            assert one.top == pytest.approx(other.top, abs=0.1)


def test_habits_of_the_house_are_seen_on_the_page(tmp_path: Path) -> None:
    house = House(line="28", centred_folio=True, prints_copies=True)
    document = layout_papers.notice()
    copied = replace(document, elements=document.elements.model_copy(update={"copies": "60"}))
    data = (layout_papers.TEMPLATES / "红头通知.docx").read_bytes()
    found = printed(write_docx(copied, data, stage=Stage.ISSUED, house=house), tmp_path)
    assert mark_of(found[0])[1] == pytest.approx(72, abs=1)
    for page in found:
        dashes = [glyph for glyph in page.glyphs if glyph.text == "—" and glyph.top > TYPE[3]]
        assert (dashes[0].left + dashes[1].right) / 2 == pytest.approx(106, abs=0.6)
    paragraphs = [glyph for glyph in found[1].glyphs if glyph.text == "各" and glyph.left < TYPE[0] + 3 * HAN]
    assert paragraphs[1].top - paragraphs[0].top == pytest.approx(4 * 28 * 25.4 / 72, abs=0.2)
    assert found[-1].box("共印60份")[3] < found[-1].horizontal()[-1].top


@pytest.mark.parametrize("foot", [Foot.ON_NEXT_PAGE, Foot.AFTER_BLANK])
def test_the_record_is_moved_to_a_later_page(tmp_path: Path, foot: Foot) -> None:
    document = layout_papers.notice()
    data = (layout_papers.TEMPLATES / "红头通知.docx").read_bytes()
    plain = printed(write_docx(document, data, stage=Stage.ISSUED), tmp_path)
    moved = printed(write_docx(document, data, stage=Stage.ISSUED, foot=foot), tmp_path)
    blank = foot is Foot.AFTER_BLANK
    assert len(moved) == len(plain) + 1 + blank
    last = moved[-1]
    assert last.horizontal()[-1].bottom == pytest.approx(TYPE[3], abs=0.5)
    assert "抄送" in last.text
    assert "各养老机构" not in last.text
    numbered = ["—" in page.text for page in moved]
    assert numbered == [True] * len(plain) + ([False, False] if blank else [True])  # 7.5


def test_a_first_page_without_text_is_told(tmp_path: Path) -> None:
    notice = layout_papers.notice()
    long = notice.elements.model_copy(update={"title": "\n".join(["示范县民政局关于养老机构安全管理的通知"] * 12)})
    document = arrange(Document(long, notice.blocks), Stage.FINAL)
    data = (layout_papers.TEMPLATES / "红头通知.docx").read_bytes()
    paper = on_even_page(
        document, "通知.docx", lambda foot: write_arranged(document, data, stage=Stage.FINAL, foot=foot)
    )
    assert "WJ636" in [finding.code for finding in paper.findings]
    assert len(printed(paper.data, tmp_path)) % 2 == 0


def test_export_puts_the_record_on_an_even_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "示范县民政局文件\n示民〔2026〕9号\n示范县民政局关于做好值守工作的通知\n各乡镇人民政府：\n请做好值守。\n"
    text += "示范县民政局\n2026年5月6日\n抄送：县政府办公室。\n示范县民政局办公室　2026年5月6日印发\n"
    (tmp_path / "通知.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "通知.docx"
    assert run(["export", str(tmp_path / "通知.txt"), "-o", str(out), "--even-page"]) == 0
    assert "WJ635: 全文到第1面，版记移到第2面" in capsys.readouterr().err
    found = printed(out.read_bytes(), tmp_path)
    assert len(found) == 2
    assert "抄送" in found[1].text


def test_a_signature_alone_on_its_page_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "请认真贯彻执行，切实做好探访关爱服务工作。" * 5
    text = f"示范县民政局文件\n示民〔2026〕9号\n示范县民政局关于做好探访关爱服务工作的通知\n各乡镇民政所：\n{text}\n"
    text += "示范县民政局\n2026年5月6日\n抄送：县政府办公室。\n示范县民政局办公室　2026年5月6日印发\n"
    (tmp_path / "通知.txt").write_text(text, encoding="utf-8")
    run(["export", str(tmp_path / "通知.txt"), "-o", str(tmp_path / "通知.docx"), "--even-page"])
    guessed = "WJ637" in capsys.readouterr().err
    found = printed((tmp_path / "通知.docx").read_bytes(), tmp_path)
    assert guessed is ("贯彻执行" not in found[-1].text and "示范县民政局" in found[-1].text and len(found) > 1)
