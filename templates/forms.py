"""Builds the forms that come with wenjian: `python templates/forms.py` writes 发文稿纸.docx.

The rows are what bureaus print on it (惯例); an office changes them in Word or WPS, or puts a form of its own in place.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wenjian.layout import geometry as page

sys.path.insert(0, str(Path(__file__).parent))
import build

COLUMNS = 6
MARGINS = page.Profile(20, 18, 25, 25, 579)  # mm; 惯例
WIDTH = page.twips(160)
TALL, MIDDLE, LOW = 1300, 740, 500  # heights of rows in twips: to be signed, to be written in, one line
PADDING = {"top": 40, "left": 70, "bottom": 40, "right": 70}  # of a cell, in twips
SIGNED = "　　　　年　　月　　日"


def cell(paragraphs: str, span: int = 1) -> str:
    width = WIDTH * span // COLUMNS
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def label(text: str, span: int = 1) -> str:
    return cell("".join(build.paragraph(line, "稿纸项目") for line in text.split("\n")), span)


def value(*lines: str, span: int = 1) -> str:
    return cell("".join(build.paragraph(line, "稿纸内容") for line in lines), span)


def pairs(*named: tuple[str, str], span: int = 1) -> list[str]:
    """Labels, each with its value beside it."""
    return [each for name, text in named for each in (label(name), value(text, span=span))]


def to_sign(text: str, span: int) -> str:
    """A label above an empty space, the date at its foot."""
    return cell(build.paragraph(text, "稿纸内容") + build.paragraph(SIGNED, "稿纸日期"), span)


def row(height: int, *cells: str) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>{"".join(cells)}</w:tr>'
    )


def routing_sheet() -> bytes:
    """发文稿纸: one page; the signatures in the order 拟稿、核稿、会签、审核、签发 from below upwards."""
    number = value("{{ 发文字号 }}", "{%p if 编号建议 %}", "{{ 编号建议 }}", "{%p endif %}", span=2)
    rows = (
        row(TALL, to_sign("主要领导签发：{{ 签发权限 }}", 3), to_sign("分管领导审核：", 3)),
        row(TALL, label("会　签"), cell(build.paragraph("{{ 会签 }}", "稿纸会签"), 5)),
        row(TALL, to_sign("办公室核稿：", 3), to_sign("股室负责人核稿：", 3)),
        row(LOW, label("标　题"), value("{{ 标题 }}", span=5)),
        row(LOW, label("发文字号"), number, label("版　头"), value("{{ 版头 }}", span=2)),
        row(LOW, *pairs(("密　级", "{{ 密级 }}"), ("缓　急", "{{ 紧急程度 }}"), ("印发份数", "{{ 印发份数 }}"))),
        row(LOW, label("主　送"), value("{{ 主送机关 }}", span=5)),
        row(LOW, label("抄　送"), value("{{ 抄送机关 }}", span=5)),
        row(LOW, label("附　件"), value("{{ 附件 }}", span=5)),
        row(MIDDLE, label("公开属性"), value("{{ 公开属性 }}", "理由：{{ 公开理由 }}", span=5)),
        row(LOW, *pairs(("行政规范性\n文件", "□是　□否"), ("合法性审核", "□已审　□不需要"), span=2)),
        row(LOW, *pairs(("公平竞争审查", "□已审　□不需要"), ("基层减负评估", "□一致　□不一致"), span=2)),
        row(LOW, *pairs(("拟稿股室", "{{ 拟稿股室 }}"), ("拟稿人", "{{ 拟稿人 }}"), ("电　话", "{{ 拟稿人电话 }}"))),
        row(LOW, *pairs(("校　对", ""), ("印制日期", ""), span=2)),
    )
    grid = f'<w:gridCol w:w="{WIDTH // COLUMNS}"/>' * COLUMNS
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{8 if side[0] != "i" else 4}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides = (f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in PADDING.items())
    padding = f"<w:tblCellMar>{''.join(sides)}</w:tblCellMar>"
    properties = (
        f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{padding}'
    )
    table = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    note = "签批次序：拟稿人、股室负责人、办公室核稿、会签、分管领导、主要领导签发，然后编号、印制。"
    body = build.paragraph("{{ 机关 }}发文稿纸", "稿纸标题") + table + build.paragraph(note, "稿纸说明")
    section = build.section(MARGINS, landscape=False)
    section = section[: section.index("<w:footerReference")] + section[section.index("<w:pgSz") :]
    return build.package(body, section, {}, styles(), mirrored=False)


def styles() -> str:
    def look(name: str, font: str, size: int, align: str, *, before: int = 0, after: int = 0, line: float = 1.0) -> str:
        spacing = (
            f'<w:spacing w:before="{before}" w:after="{after}" w:line="{round(size * 14 * line)}" w:lineRule="exact"/>'
        )
        return build.style(name, f'<w:snapToGrid w:val="0"/>{spacing}<w:jc w:val="{align}"/>', build.look(font, size))

    whole = build.styles(MARGINS)
    each = (
        look("稿纸标题", build.TITLE, 40, "center", after=160),
        look("稿纸项目", build.HEI, 22, "center"),
        look("稿纸内容", build.FANG, 24, "left"),
        look("稿纸会签", build.FANG, 24, "left", line=1.3),
        look("稿纸日期", build.FANG, 24, "right", before=240),
        look("稿纸说明", build.FANG, 21, "left", before=80),
    )
    normal_end = whole.index('<w:style w:type="paragraph" w:customStyle="1"')
    return whole[:normal_end] + "".join(each) + "</w:styles>"


FORMS = {"发文稿纸.docx": routing_sheet}


if __name__ == "__main__":
    for name, make in FORMS.items():
        (Path(__file__).parent / name).write_bytes(make())
        print(name)
