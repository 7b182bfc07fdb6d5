"""Papers for the layouts: one for each, of invented places and persons, with every element that its layout prints."""

from __future__ import annotations

from pathlib import Path

from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.house import STANDARD, House
from wenjian.model.vocabulary import BlockKind, Role, Seal, Stage
from wenjian.writers import write_docx

TEMPLATES = Path(__file__).parent.parent / "templates"

_LONG = (
    "各养老机构要坚持人防、物防、技防相结合，落实用火用电用气管理、设施设备检修、值班值守和应急处置各项制度，"
    "把责任落实到岗、到人，做到早发现、早报告、早处置，确保老年人生命财产安全。"
)


def block(number: int, text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, label: str = "") -> Block:
    return Block(f"b{number:03}", kind, (Span(text),), level=level, label=label)


def levels() -> tuple[Block, ...]:
    """A body with the four levels of headings (7.3.3)."""
    return (
        block(1, "为进一步加强养老机构安全管理，现就有关事项通知如下。"),
        block(2, "压实安全责任", BlockKind.HEADING, 1, "一、"),
        block(3, "落实主体责任", BlockKind.HEADING, 2, "（一）"),
        block(4, "健全制度", BlockKind.HEADING, 3, "1."),
        block(5, "建立台账", BlockKind.HEADING, 4, "（1）"),
        block(6, _LONG),
        block(7, "加强监督检查", BlockKind.HEADING, 1, "二、"),
        block(8, _LONG),
        block(9, _LONG),
    )


def notice() -> Document:
    elements = Elements(
        mark="示范县民政局文件",
        number="示民〔2026〕12号",
        copy_number="000012",
        urgency="特急",
        title="示范县民政局关于进一步加强全县养老机构安全管理工作的通知",
        recipients=("各乡镇人民政府、各街道办事处", "局属各单位"),
        signature=("示范县民政局",),
        date="2026年5月25日",
        publicity="主动公开",
        copies_to=("示例市民政局", "县政府办公室"),
        printer="示范县民政局办公室",
        print_date="2026年5月25日",
        contact="张三",
        telephone="0000-1234567",
    )
    listed = tuple(
        Document(Elements(title=title), (block(1, _LONG),), role=Role.ATTACHMENT)
        for title in ("示范县养老机构安全检查要点", "示范县养老机构安全管理工作任务分解表")
    )
    return Document(elements, levels(), listed)


def request() -> Document:
    elements = Elements(
        mark="示范县民政局文件",
        number="示民〔2026〕15号",
        signer="张示例、李示例、王示例",
        title="示范县民政局关于申请养老机构消防改造资金的请示",
        recipients=("示例市民政局",),
        signature=("示范县民政局",),
        date="2026年6月3日",
        contact="张三",
        telephone="0000-1234567",
        printer="示范县民政局办公室",
        print_date="2026年6月3日",
    )
    return Document(elements, (block(1, "我县现有养老机构十二家。" + _LONG), block(2, "妥否，请批示。")))


def letter() -> Document:
    elements = Elements(
        mark="示范县民政局",
        number="示民函〔2026〕7号",
        copy_number="000003",
        urgency="加急",
        title="示范县民政局关于商请协助开展养老机构消防安全检查的函",
        recipients=("县消防救援大队",),
        signature=("示范县民政局",),
        date="2026年5月8日",
        copies_to=("县政府办公室", "县应急管理局"),
    )
    return Document(elements, (*(block(n, _LONG * 2) for n in range(1, 7)), block(7, "请予支持，并函复。")))


def minutes() -> Document:
    elements = Elements(
        mark="示范县民政局会议纪要",
        number="示民纪〔2026〕3号",
        title="研究养老机构安全管理工作会议纪要",
        signature=("示范县民政局办公室",),
        date="2026年4月9日",
        present=("张三（虚构）", "李四（虚构）", "王五（虚构）", "赵六（虚构）", "钱七（虚构）", "孙八（虚构）"),
        absent=("周九（虚构）",),
        observers=("各股室负责人",),
        copies_to=("局领导", "机关各股室"),
        printer="示范县民政局办公室",
        print_date="2026年4月10日",
    )
    return Document(elements, (block(1, "会议听取了养老服务股的汇报。" + _LONG), block(2, "会议议定，" + _LONG)))


def joint() -> Document:
    elements = Elements(
        mark="示范县民政局 示范县卫生健康局 示范县消防救援大队 文件",
        number="示民〔2026〕18号",
        title="示范县民政局等部门关于联合开展养老机构安全检查的通知",
        recipients=("各乡镇人民政府、各街道办事处",),
        signature=("示范县民政局", "示范县卫生健康局", "示范县消防救援大队"),
        date="2026年7月2日",
        printer="示范县民政局办公室",
        print_date="2026年7月2日",
    )
    return Document(elements, (block(1, _LONG), block(2, _LONG)))


PAPERS = {
    "红头通知": ("红头通知", notice),
    "上行文": ("上行文", request),
    "信函": ("信函", letter),
    "纪要": ("纪要", minutes),
    "联合行文": ("红头通知", joint),
}
"""Name → the layout it is printed in, and the paper."""


def written(name: str, stage: Stage = Stage.ISSUED, house: House = STANDARD, seal: Seal | None = None) -> bytes:
    """The docx of a paper of this file."""
    layout, make = PAPERS[name]
    document = make()
    if seal is not None:
        changed = document.elements.model_copy(update={"seal": seal})
        document = Document(changed, document.blocks, document.attachments)
    data = (TEMPLATES / f"{layout}.docx").read_bytes()
    return write_docx(document, data, stage=stage, date=document.elements.date, house=house)
