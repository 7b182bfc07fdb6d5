"""What is written many at once is what is written one by one."""

from __future__ import annotations

import random
from dataclasses import replace

import export
import pytest

import layout_papers
from wenjian.model.document import Block, Column, Document, Origin, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, OriginKind, Role, Stage
from wenjian.package import unpack
from wenjian.writers import open_layout, plain, write_docx
from wenjian.writers.words import Signs

WORDS = ("要抓好落实。", "甲&乙<丙>", "“引号”—…", "&amp;", "〓", "{{ 甲 }}", "　空", " 空 ", "", "制\t表", "换\n行")
KINDS = (*[BlockKind.PARAGRAPH] * 5, *[BlockKind.HEADING] * 2, BlockKind.ITEM, BlockKind.NOTE, BlockKind.FURNITURE)
ORIGINS = (None, Origin(OriginKind.CLAUSE, "甲@1.0"), Origin(OriginKind.SLOT, "乙", "待定"))


def paper(seed: int) -> Document:
    """A paper of blocks and tables of every sort, with words that have to be escaped, and some that are no runs."""
    chance = random.Random(seed)
    words = WORDS[: len(WORDS) - 2 * (seed % 3 > 0)]  # most papers without tabs and line feeds

    def spans() -> tuple[Span, ...]:
        return tuple(Span(chance.choice(words), chance.choice(ORIGINS)) for _ in range(chance.choice((1, 1, 1, 2))))

    def block(number: int) -> Block:
        kind = chance.choice(KINDS)
        level = chance.randint(0, 4) if kind is BlockKind.HEADING else chance.choice((0, 0, 0, 1))
        label, lead = chance.choice(("", "", "一、", "<1>")), chance.choice(("", "", "小标题。"))
        return Block(f"b{number:03}", kind, spans(), level=level, label=label, lead=lead)

    def table(number: int) -> Block:
        width = chance.choice((1, 3, 30))
        rows = tuple(Row(tuple(spans() for _ in range(width))) for _ in range(chance.choice((0, 1, 45))))
        foot = chance.choice(((), ("注：甲",)))
        made = Table(tuple(Column(f"第{i}栏") for i in range(width)), rows, foot=foot)
        return Block(f"t{number:03}", BlockKind.TABLE, table=made)

    body = [block(number) if number % 11 else table(number) for number in range(chance.choice((0, 1, 3, 30, 300)))]
    whole = export.paper("短", seed)
    signature = ("示范县民政局", "示范县财政局")[: chance.randint(0, 2)]
    attachments = (Document(Elements(title="附件"), tuple(map(block, range(4))), role=Role.ATTACHMENT),)
    elements = whole.elements.model_copy(update={"signature": signature})
    return replace(whole, elements=elements, blocks=tuple(body), attachments=attachments[: seed % 2])


@pytest.mark.parametrize("stage", [Stage.ISSUED, Stage.DRAFT])
@pytest.mark.parametrize("seed", range(15))
def test_together_as_one_by_one(seed: int, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    document = paper(seed)
    together = write_docx(document, export.layout(), stage=stage)
    monkeypatch.setattr(Signs, "written", lambda _self, _said: None)
    assert unpack(write_docx(document, export.layout(), stage=stage)) == unpack(together)


def test_most_paragraphs_are_written_together() -> None:
    blocks = layout_papers.levels() * 100
    runs = plain.plain_runs(blocks, (), open_layout(export.layout()), {})
    assert sum(len(run.starts) for run in runs.values()) == len(blocks) - 1
    assert len(runs) < 10


def test_signs_come_to_an_end() -> None:
    signs = Signs()
    given = [signs.sign(b"<w:tab/>") for _ in range(40)]
    assert all(given[:28])
    assert len(set(given[:28])) == 28
    assert not any(given[28:])
    assert signs.written([given[0], "甲<", given[27]]) == "<w:tab/>甲&lt;<w:tab/>".encode()
