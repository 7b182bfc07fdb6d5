"""A paper that we wrote, read back and written again prints the same text: nothing is invented, nothing is lost."""

from __future__ import annotations

from functools import cache

import pytest

from wenjian.cli.materials import load_materials
from wenjian.compose import compose
from wenjian.layout import arrange
from wenjian.library import load_job
from wenjian.model.document import Document
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Role, Stage
from wenjian.readers import read_documents
from wenjian.shipped import builtin, load_layout
from wenjian.writers import write_docx, write_txt

SAMPLES = ("鲁山县", "鲁山县-草稿", "鲁山县-转发", "东胜区")
"""The jobs in samples/拟稿单."""

ELEMENTS = {
    "copy_number": "12",
    "urgency": "特急",
    "contact": "张三",
    "telephone": "0375-5051234",
    "note": "此件发至乡镇（街道）民政所",
    "copies_to": ("平顶山市民政局", "县政府办公室"),
}


@cache
def composed(name: str) -> Document:
    path = builtin("samples") / "拟稿单" / f"{name}.yaml"
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    return compose(job, materials).papers[0].document


def text_of(document: Document, stage: Stage) -> str:
    return write_txt(arrange(document, stage)).decode()


def read_back(document: Document, stage: Stage) -> Document:
    return read_documents(write_docx(document, load_layout("红头通知"), stage=stage), "通知.docx")[0]


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_papers_print_the_same_after_reading_them_back(name: str, stage: Stage) -> None:
    document = composed(name)
    assert text_of(read_back(document, stage), stage) == text_of(document, stage)


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.FINAL])
def test_so_do_copy_number_urgency_contact_and_note(stage: Stage) -> None:
    plain = composed("鲁山县")
    document = Document(plain.elements.model_copy(update=ELEMENTS), plain.blocks, plain.attachments)
    again = read_back(document, stage)
    assert text_of(again, stage) == text_of(document, stage)
    assert (again.elements.contact, again.elements.telephone) == ("张三", "0375-5051234")
    assert text_of(again, stage).count("0375-5051234") == 1


def test_the_task_table_belongs_to_the_plan_and_keeps_its_title() -> None:
    notice = read_back(composed("鲁山县"), Stage.FINAL)
    (plan,) = notice.attachments
    (table,) = plan.attachments
    assert (plan.role, table.role) == (Role.ENCLOSED, Role.ATTACHMENT)
    assert table.name == "鲁山县民政服务机构呼吸道传染病防控和服务保障任务分解表"
    before, _, _ = text_of(notice, Stage.FINAL).partition("2026年3月4日")
    assert "附件" not in before


@pytest.mark.parametrize("name", SAMPLES)
def test_what_lies_on_its_side_comes_back_lying(name: str) -> None:
    document = composed(name)
    assert lying(read_back(document, Stage.FINAL)) == lying(document)


def test_one_landscape_attachment_between_two_upright_ones() -> None:
    plain = composed("鲁山县")
    papers = tuple(
        Document(Elements(title=title), plain.blocks[:2], role=Role.ATTACHMENT, landscape=title == "检查表")
        for title in ("工作要点", "检查表", "工作方案")
    )
    document = Document(plain.elements, plain.blocks, papers)
    assert lying(document) == ["检查表"]
    assert lying(read_back(document, Stage.ISSUED)) == ["检查表"]


def lying(document: Document) -> list[str]:
    below = [name for one in document.attachments for name in lying(one)]
    return [document.title, *below] if document.landscape else below


def test_the_forwarding_notice_keeps_the_table_as_its_own() -> None:
    notice = read_back(composed("鲁山县-转发"), Stage.FINAL)
    assert [(one.role, one.name[-5:]) for one in notice.attachments] == [
        (Role.FORWARDED, "知（示例）"),
        (Role.ATTACHMENT, "任务分解表"),
    ]


def test_the_copy_number_is_no_part_of_the_title() -> None:
    plain = composed("鲁山县")
    document = Document(plain.elements.model_copy(update=ELEMENTS), plain.blocks, plain.attachments)
    elements = read_back(document, Stage.FINAL).elements
    assert elements.copy_number == "000012"
    assert elements.urgency == "特急"
    assert elements.title == "鲁山县民政局关于印发《鲁山县民政服务机构呼吸道传染病防控和服务保障实施方案》的通知"
    assert text_of(document, Stage.FINAL).splitlines()[:4] == [
        "000012",
        "特急",
        "鲁山县民政局文件",
        "鲁民字〔2026〕8号",
    ]


def test_a_blank_date_and_number_are_read_as_blank() -> None:
    elements = Elements(
        mark="鲁山县民政局文件",
        number="鲁民字〔2026〕　号",
        title="鲁山县民政局关于做好值守工作的通知",
        signature=("鲁山县民政局",),
        date="　　年　月　日",
        printer="鲁山县民政局办公室",
    )
    again = read_back(Document(elements, composed("鲁山县").blocks), Stage.FINAL)
    assert (again.elements.number, again.elements.date) == ("鲁民字〔2026〕　号", "")
    assert (again.elements.printer, again.elements.print_date) == ("鲁山县民政局办公室", "")
    assert not any(block.kind is BlockKind.FURNITURE for block in again.blocks)
