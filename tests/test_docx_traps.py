"""The traps of filling a docx template, each with a file that would fall into it: what docxtpl does with it left to
itself, and that our files do not.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from bounded import in_bounded_time
from old_papers import PLAIN, centred, p, paper, r
from ooxml import faults
from scripts import script
from wenjian.cli.layouts import completed
from wenjian.errors import TemplateError
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Stage
from wenjian.package import EPOCH, open_package, pack, unpack
from wenjian.writers import check_layout, write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = p("{{p 正文 }}") + p("{{p 附件 }}") + p("{{p 版记 }}")
NUMBER = centred(r("{{ 发文字号 }}", PLAIN))
LOST = "R&D投入<5%的企业应当"


@cache
def layout(*content: str) -> bytes:
    """A clerk's docx with these paragraphs above the text."""
    return completed(paper("".join((*content, TEXT))))[0]


def document(number: str = "示民字〔2026〕3号", text: str = "请做好值守工作。", **elements: str) -> Document:
    given = Elements(title="关于做好值守工作的通知", number=number, date="2026年3月1日").model_copy(update=elements)
    return Document(given, (Block("b001", BlockKind.PARAGRAPH, (Span(text),)),))


def filled(*content: str, stage: Stage = Stage.FINAL, **given: str) -> bytes:
    return write_docx(document(**given), layout(*content), stage=stage)


def root(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(unpack(data)[part])


def texts(data: bytes, part: str = "word/document.xml") -> list[str]:
    return ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in root(data, part).iter(f"{W}p")]


def by_docxtpl(data: bytes, **values: str) -> list[str]:
    """The paragraphs as docxtpl's documented way leaves them."""
    template = DocxTemplate(io.BytesIO(data))
    template.render(values)
    stream = io.BytesIO()
    template.save(stream)
    return texts(stream.getvalue())


def refusals(*content: str, data: bytes = b"") -> list[str]:
    return [finding.message for finding in check_layout(data or layout(*content))]


def test_signs_of_xml_in_a_value_stay() -> None:
    assert LOST not in "".join(by_docxtpl(paper(p(r("{{ 甲 }}"))), 甲=LOST))
    made = filled(NUMBER, number=LOST, text=LOST)
    assert texts(made).count(LOST) == 2


def test_an_undefined_name_is_no_silence() -> None:
    assert by_docxtpl(paper(p(r("前{{ 乙 }}后"))))[0] == "前后"
    assert refusals(p(r("{{ 乙 }}"))) == ["版式里的字段“乙”没有定义"]


ATTACK = "{{ cycler.__init__.__globals__.os.getcwd() }}"


@pytest.mark.parametrize("part", ["word/document.xml", "word/footer1.xml", "word/footnotes.xml", "docProps/core.xml"])
def test_no_program_runs_from_any_part(part: str) -> None:
    parts = unpack(layout(NUMBER))
    attacked = {
        "word/document.xml": parts["word/document.xml"].replace("{{ 发文字号 }}".encode(), ATTACK.encode()),
        "word/footer1.xml": parts["word/footer1.xml"].replace("— ".encode(), ATTACK.encode()),
        "word/footnotes.xml": (
            f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote>{p(r(ATTACK))}</w:footnote></w:footnotes>'
        ).encode(),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{ATTACK}</dc:title></cp:coreProperties>'
        ).encode(),
    }[part]
    data = pack(
        {**parts, part: attacked.replace(b'w:rsidR="00A1B2C3"', b"").replace(b'w:rsidRDefault="00A1B2C3"', b"")}
    )
    assert [one.partition("：")[0] for one in refusals(data=data)] == ["版式里有不允许的写法"]
    with pytest.raises(TemplateError):
        write_docx(document(), data, stage=Stage.FINAL)


@pytest.mark.parametrize("tag", ["{{ 'a' * 10**9 }}", "{{ 标题.__class__ }}", "{{ 标题 | upper }}", "{{ range(9) }}"])
def test_what_the_sandbox_would_let_through_is_refused_before(tag: str) -> None:
    with in_bounded_time():
        assert len(refusals(p(r(tag)))) == 1


def test_chinese_quotes_in_a_tag_are_not_turned_into_plain_ones() -> None:
    assert by_docxtpl(paper(p(r("{{ '“十四五”' }}"))))[0] == '"十四五"'
    assert refusals(p(r("{{ '“十四五”' }}"))) == ["版式里的标签写错了：“{{ '“十四五”' }}”里有中文引号"]
    assert "“十四五”" in "".join(texts(filled(NUMBER, text="“十四五”时期")))


@pytest.mark.parametrize("tag", ["｛｛ 份号 ｝｝", "{％ if 份号 ％}", "{{ 份号 ｝｝"])
def test_full_width_braces_do_not_print(tag: str) -> None:
    assert refusals(p(r(tag)))[0] == f"版式里的花括号或百分号是全角的：{tag}"


@pytest.mark.parametrize("tag", ["{{ 份号（甲） }}", "{% if 份号，标题 %}"])
def test_full_width_signs_in_a_tag_are_said_in_chinese(tag: str) -> None:
    assert [one for one in refusals(p(r(tag))) if one.startswith("版式里的标签写错了")]


def test_a_question_alone_leaves_no_empty_paragraph() -> None:
    left = by_docxtpl(paper(p(r("{% if 甲 %}")) + p(r("乙")) + p(r("{% endif %}"))), 甲="")
    assert left[0] == ""
    made = filled(p(r("{%p if 份号 %}")), p(r("{{ 份号 }}")), p(r("{%p endif %}")), NUMBER)
    assert texts(made)[0] == "示民字〔2026〕3号"
    assert refusals(p(r("{% if 份号 %}{{ 份号 }}{% endif %}"))) == ["“{% if 份号 %}”单独占一段，没有内容时会留下空段"]


def test_text_beside_a_paragraph_tag_is_not_dropped() -> None:
    dropped = by_docxtpl(paper(p(r("注意：{%p if 甲 %}")) + p(r("乙")) + p(r("{%p endif %}"))), 甲="1")
    assert "注意" not in "".join(dropped)
    assert refusals(p(r("注意：{%p if 份号 %}")), p(r("{%p endif %}"))) == ["“{%p if 份号 %}”没有单独成段"]


@pytest.mark.parametrize("words", ["{%p if 份号 %}{%p endif %}", "{%p if 份号 % 2 %}", "{%p if 份号 == '}' %}"])
def test_two_tags_in_a_paragraph_and_signs_of_tags_inside_one_are_said(words: str) -> None:
    assert refusals(p(r(words)), p(r("{%p endif %}")))


def test_a_cell_keeps_a_paragraph_when_its_only_one_goes() -> None:
    conditional = p(r("{%p if 份号 %}")) + p(r("{{ 份号 }}")) + p(r("{%p endif %}"))
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{conditional}</w:tc></w:tr></w:tbl>'
    )
    made = filled(table, NUMBER)
    cell = next(root(made).iter(f"{W}tc"))
    assert [child.tag for child in cell] == [f"{W}tcPr", f"{W}p"]
    assert faults(made) == []


def test_a_field_split_over_runs_is_filled_in_the_look_of_its_beginning() -> None:
    red = '<w:color w:val="FF0000"/>'
    made = filled(centred(r("{{ 发文", red) + r("字号", red) + r(" }}", red)))
    run = next(one for one in root(made).iter(f"{W}r") if "示民字" in "".join(one.itertext()))
    assert run.find(f"{W}rPr/{W}color").get(f"{W}val") == "FF0000"


@pytest.mark.parametrize("where", ["word/document.xml", "word/footer1.xml"])
def test_a_bookmark_inside_a_split_field_is_not_half_dropped(where: str) -> None:
    start, end = '<w:bookmarkStart w:id="9" w:name="甲"/>', '<w:bookmarkEnd w:id="9"/>'
    field = p(r("{{ 发文") + start + r("字号 }}") + end)
    parts = unpack(paper(field + TEXT if where == "word/document.xml" else TEXT))
    if where != "word/document.xml":
        parts[where] = parts[where].replace(b"</w:ftr>", field.encode() + b"</w:ftr>")
    made = write_docx(document(), completed(pack(parts))[0], stage=Stage.ISSUED)
    assert faults(made) == []
    assert "示民字〔2026〕3号" in texts(made, where)
    assert b'w:name="\xe7\x94\xb2"' not in unpack(made)[where]


def test_characters_that_xml_cannot_hold_are_left_out_and_nothing_with_them() -> None:
    made = filled(NUMBER, number="示民字\x00〔2026〕\x0b3号", text="甲\x00乙\x0b丙\ufffe丁")
    assert "示民字〔2026〕3号" in texts(made)
    assert "甲乙丙丁" in texts(made)


def test_what_docxtpl_takes_for_escaped_braces_stays_as_written() -> None:
    assert by_docxtpl(paper(p(r("{{ 甲 }}"))), 甲="{_{甲}_}")[0] != "{_{甲}_}"
    made = filled(NUMBER, number="{_{甲}_} {{ 乙 }} {% 丙 %}", text="{_{甲}_} {{ 乙 }} {% 丙 %}")
    assert texts(made).count("{_{甲}_} {{ 乙 }} {% 丙 %}") == 2


def test_the_properties_are_our_own_and_hold_no_empty_elements() -> None:
    core = root(filled(NUMBER), "docProps/core.xml")
    assert [etree.QName(one).localname for one in core] == ["title", "created", "modified"]
    assert all(one.text for one in core)


def test_the_same_paper_twice_is_the_same_file() -> None:
    first, second = (filled(NUMBER) for _ in range(2))
    assert first == second
    assert {member.date_time for member in open_package(first).zip.infolist()} == {EPOCH}


def test_a_second_paper_is_not_the_first_one_again() -> None:
    assert "示民字〔2026〕3号" in texts(filled(NUMBER))
    assert "示民字〔2026〕4号" in texts(filled(NUMBER, number="示民字〔2026〕4号"))


def test_chinese_names_are_fields() -> None:
    assert texts(filled(centred(r("第{{ 发文字号 }}", PLAIN)), number="甲"))[0] == "第甲"


def test_chinese_signs_are_marked_as_chinese_wherever_they_come_from() -> None:
    """Without the mark Word prints “ ” — … in the Latin font."""
    made = filled(p(r("{{ 发文字号 }}") + "<w:r><w:t>——“甲”</w:t></w:r>"), number="“乙”…", text="“丙”——丁…")
    for part in ("word/document.xml", "word/footer1.xml"):
        for run in root(made, part).iter(f"{W}r"):
            words = "".join(text.text or "" for text in run.findall(f"{W}t"))
            if words and not words.isascii():
                assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia", words


def test_our_own_layouts_give_every_word_a_font_of_its_own_name() -> None:
    """A font of the theme wins over a name beside it; ours name none of the theme."""
    for build in script("templates/build.py").LAYOUTS.values():
        for name, part in unpack(build()).items():
            assert b"Theme=" not in part, name
