"""Measure how long it takes to write a paper as docx, and how much memory, beside docxtpl used the documented way.

    python benchmarks/export.py [--rounds N]     (all benchmarks, with pictures: benchmarks/run.py)

Both write the same arranged papers from memory to a file: a head, a title, headings and paragraphs, a table, an
attachment, the 版记; where lines of the title break and what stands where is settled for both before. What it takes to
settle that (`arrange`) is told beside it, and the ratio that is left when it is laid on wenjian alone. docxtpl is used
as its documentation says: `DocxTemplate(path)`, `render(context, autoescape=True)` with `{%p for %}` over the
paragraphs, `{%p if %}` for their styles and `{%tr for %}` over the rows, `save(path)`. Its template has the styles, the
page and the footers of our layout, so that both compress the same fixed parts with the same zlib. That is measured
twice: with the lean layout that comes with wenjian, and with an office's own one as Word saves it, whose fixed parts
are just under 60 kB. Before anything is timed, text, styles and order of both files are compared. No two papers have a
paragraph or a row in common, so that nothing about them can be remembered; what may be remembered is the layout, which
is opened once.

Times are of the processor, ten papers of one and then ten of the other, the ratio round by round. Memory is the peak of
a process of its own that writes one paper, beside that of a process that only imports, and the peak that tracemalloc
counts in Python, which does not see what libxml2 holds.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import Environment, Template
from speed import sentences

from wenjian.layout import Arranged, arrange, record_lines
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Role, Stage
from wenjian.package import pack, parse_xml, unpack
from wenjian.shipped import load_layout
from wenjian.text.numerals import chinese_numeral
from wenjian.writers import docx as writer
from wenjian.writers import layouts, wordml, write_arranged
from wenjian.writers.body import RECORD_THICK, RECORD_THIN
from wenjian.writers.opened import TEXT
from wenjian.writers.wordml import Paragraph, w

LAYOUT = "红头通知"
MOST_FIXED = 60_000
"""Bytes of the parts beside the text that a layout may have."""
SIZES = {"短": (12, 10), "中": (60, 31), "长": (500, 300)}
"""Name → paragraphs of the text and rows of the table of five columns."""
PAPERS = 10
"""How many papers each writes before it is the other's turn."""
COLUMNS = ("序号", "工作任务", "牵头股室", "完成时限", "备注")
MILLI = 1e3
STAGES = {
    "正文（body）": (writer, "_built"),
    "填写（filled）": (writer, "filled"),
    "打包（pack）": (writer, "pack"),
}
"""What the time of one export goes to → the function that does it."""


def main() -> None:
    options = argparse.ArgumentParser(description="写 docx 要多久，与 docxtpl 比。")
    options.add_argument("--rounds", type=int, default=15, help="每份写几遍（默认15）")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        template = Path(folder) / "模板.docx"
        template.write_bytes(peer_template())
        own = Path(folder) / "本单位模板.docx"
        own.write_bytes(peer_template(office_layout()))
        for name in SIZES:
            compare(name, template, Path(folder))
            compare(name, own, Path(folder), office_layout())
        print(f"写一份要多少毫秒（处理器时间，{given.rounds}遍的中位数），docxtpl 是 wenjian 的多少倍")
        print(HEADS)
        for timed in times(template, Path(folder), given.rounds):
            print(told(timed), flush=True)
        print(f"版式由 Word 存过，固定部件{fixed_bytes(office_layout()) / 1000:.1f} KB")
        for timed in times(own, Path(folder), given.rounds, office_layout()):
            print(told(timed), flush=True)
        print("\nwenjian 写一份各步要多少毫秒")
        print("\n".join(stages(given.rounds)))
        print("\n内存")
        print("\n".join(memory(template, Path(folder))))


# the papers


def arranged_paper(size: str, number: int) -> Arranged:
    return arrange(paper(size, number), Stage.ISSUED)


def paper(size: str, number: int) -> Document:
    """Paper `number` of a size: no two have a paragraph or a row in common."""
    paragraphs, rows = SIZES[size]
    words = islice(cycle(sentences()), number * 7, None)
    body = [block(0, f"为做好第{number}号文件布置的工作，现就有关事项通知如下。")]
    for i in range(1, paragraphs + 1):
        if i % 8 == 1:
            section = f"第{number}号文件第{i}段工作"
            body.append(block(i, section, BlockKind.HEADING, 1, f"{chinese_numeral(i // 8 + 1)}、"))
        else:
            body.append(block(i, f"第{number}之{i}，" + "".join([next(words)])))
    table = Table(
        tuple(map(Column, COLUMNS)),
        tuple(
            Row(tuple((Span(text),) for text in (f"{i}", f"{number}之{i}，{next(words)}", "养老服务股", "6月底前", "")))
            for i in range(1, rows + 1)
        ),
    )
    attachments = (
        Document(Elements(title="工作任务分解表"), (Block("b1", BlockKind.TABLE, table=table),), role=Role.ATTACHMENT),
        Document(Elements(title="工作要点"), (block(1, "".join(islice(words, 5))),), role=Role.ATTACHMENT),
    )
    elements = Elements(
        mark="示范县民政局文件",
        number=f"示民〔2026〕{number + 1}号",
        title=f"示范县民政局关于进一步做好第{number}号文件布置的养老机构安全管理工作的通知",
        recipients=("各乡镇人民政府", "各街道办事处", "局属各单位"),
        signature=("示范县民政局",),
        date="2026年5月25日",
        publicity="主动公开",
        copies_to=("示例市民政局", "县政府办公室"),
        printer="示范县民政局办公室",
        print_date="2026年5月25日",
    )
    return Document(elements, tuple(body), attachments)


def block(number: int, text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, label: str = "") -> Block:
    return Block(f"b{number:03}", kind, (Span(text),), level=level, label=label)


# docxtpl


def context(arranged: Arranged) -> dict[str, Any]:
    """What the template prints, in the form that docxtpl wants: plain lists and dictionaries."""
    printed = [
        {"style": style_of(each), "text": each.printed} for each in arranged.blocks if each.kind is not BlockKind.RECORD
    ]
    tables, texts = arranged.attachments
    table = tables.blocks[-1].table
    assert table is not None
    copies, printer = record_lines(arranged)
    return {
        "mark": arranged.elements.mark,
        "number": arranged.elements.number,
        "blocks": printed,
        "tables": {"label": tables.blocks[0].label, "title": tables.blocks[0].text},
        "rows": [row.texts() for row in table.rows],
        "texts": {"label": texts.blocks[0].label, "title": texts.blocks[0].text, "text": texts.blocks[1].text},
        "copies": copies.printed,
        "printer": f"{printer.label}\t{printer.text}",
    }


def style_of(each: Block) -> str:
    kinds = {
        BlockKind.TITLE: "公文标题",
        BlockKind.RECIPIENT: "主送机关",
        BlockKind.HEADING: f"公文标题{each.level}",
        BlockKind.ATTACHMENT_LIST: "附件说明" if each.label.startswith("附件") else "附件说明续",
        BlockKind.SIGNATURE: "落款",
        BlockKind.DATE: "成文日期",
        BlockKind.NOTE: "附注",
    }
    return kinds.get(each.kind, "公文正文")


USED = ("公文标题", "主送机关", "公文标题1", "公文正文", "附件说明", "附件说明续", "落款", "成文日期", "附注")
"""The styles of the blocks of our papers."""


def peer_template(layout: bytes | None = None, *, node: bool = False) -> bytes:
    """The template of docxtpl, or of docxtemplater in `node`, on the page and with the styles of a layout of ours."""
    parts = unpack(layout or load_layout(LAYOUT))
    ids = layouts.style_ids(parse_xml(parts["word/styles.xml"]))

    def p(style: str, text: str = "") -> str:
        return str(Paragraph(ids[style], wordml.run(text) if text else ""))

    def tag(text: str) -> str:
        return p("公文正文", text)

    def field(name: str) -> str:
        return "{" + name.replace(".", "_") + "}" if node else "{{ " + name + " }}"

    widths = [800, 3944, 1500, 1500, 1100]
    styles = ["表文居中", "表文", *["表文居中"] * 3]
    head = [wordml.cell(width, p("表头", name)) for width, name in zip(widths, COLUMNS, strict=True)]
    if node:
        branches = [tag(f"{{#is{i}}}") + p(style, "{text}") + tag(f"{{/is{i}}}") for i, style in enumerate(USED)]
        texts = [f"{{c{i}}}" for i in range(len(COLUMNS))]
        texts[0], texts[-1] = "{#rows}" + texts[0], texts[-1] + "{/rows}"
        around = [tag("{#blocks}"), tag("{/blocks}")]
    else:
        branches = [
            tag(f"{{%p {'elif' if i else 'if'} block.style == '{style}' %}}") + p(style, "{{ block.text }}")
            for i, style in enumerate(USED)
        ]
        branches.append(tag("{%p endif %}"))
        texts = [f"{{{{ row[{i}] }}}}" for i in range(len(COLUMNS))]
        around = [tag("{%p for block in blocks %}"), tag("{%p endfor %}")]
    filled = [wordml.cell(width, p(style, text)) for width, style, text in zip(widths, styles, texts, strict=True)]
    opens, closes = ([wordml.cell(sum(widths), tag(text))] for text in ("{%tr for row in rows %}", "{%tr endfor %}"))
    rows = [wordml.row(cells) for cells in ((head, filled) if node else (head, opens, filled, closes))]
    record = [wordml.row([wordml.cell(8844, p("版记", field(name)))]) for name in ("copies", "printer")]
    body = [
        p("发文机关标志", field("mark")),
        p("发文字号", field("number")),
        around[0],
        *branches,
        around[1],
        p("附件标识", field("tables.label")),
        p("附件标题", field("tables.title")),
        wordml.table(ids["公文表格"], widths, rows),
        p("附件标识", field("texts.label")),
        p("附件标题", field("texts.title")),
        p("公文正文", field("texts.text")),
        wordml.foot_table(1587, 8844, record, thick=RECORD_THICK, thin=RECORD_THIN),
        p("分节"),
    ]
    start, end = (parts["word/document.xml"].index(sign) for sign in (b"<w:p>", b"<w:sectPr>"))
    whole = parts["word/document.xml"]
    return pack({**parts, "word/document.xml": whole[:start] + "".join(body).encode() + whole[end:]})


class Kept(Environment):
    """An environment that compiles each source once."""

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:  # noqa: A002, ARG002 - as in jinja
        return self.compiled(str(source))

    @cached_property
    def compiled(self) -> Callable[[str], Template]:
        return lru_cache(maxsize=8)(super().from_string)


KEPT = Kept()


def by_docxtpl_kept(template: bytes, values: Mapping[str, Any], target: Path) -> None:
    """docxtpl at its best: the file in memory, its source compiled once."""
    document = DocxTemplate(BytesIO(template))
    document.render(dict(values), jinja_env=KEPT, autoescape=True)
    document.save(target)


def by_docxtpl(template: Path, values: Mapping[str, Any], target: Path) -> None:
    document = DocxTemplate(template)
    document.render(dict(values), autoescape=True)
    document.save(target)


# python-docx


def by_python_docx(values: Mapping[str, Any], target: Path, own: bytes | None = None) -> None:
    """The same paper built paragraph by paragraph on the page of our layout, as python-docx is documented."""
    document = docx.Document(BytesIO(own or layout()))
    for each in list(document.element.body)[:-1]:
        document.element.body.remove(each)
    document.add_paragraph(values["mark"], "发文机关标志")
    document.add_paragraph(values["number"], "发文字号")
    for block in values["blocks"]:
        document.add_paragraph(block["text"], block["style"])
    document.add_paragraph(values["tables"]["label"], "附件标识")
    document.add_paragraph(values["tables"]["title"], "附件标题")
    table = document.add_table(1, len(COLUMNS), "公文表格")
    for texts in (COLUMNS, *values["rows"]):
        cells = table.rows[0].cells if texts is COLUMNS else table.add_row().cells
        for i, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            cell.paragraphs[0].style = "表头" if texts is COLUMNS else "表文" if i == 1 else "表文居中"
            cell.paragraphs[0].add_run(text)
    document.add_paragraph(values["texts"]["label"], "附件标识")
    document.add_paragraph(values["texts"]["title"], "附件标题")
    document.add_paragraph(values["texts"]["text"], "公文正文")
    record = document.add_table(2, 1)
    for row, text in zip(record.rows, (values["copies"], values["printer"]), strict=True):
        row.cells[0].paragraphs[0].style = "版记"
        row.cells[0].paragraphs[0].add_run(text)
    document.add_paragraph(style="分节")
    document.save(str(target))


# docxtemplater

NODE = """
const rounds = Number(process.argv[2]);
const fs = require("fs"), PizZip = require("pizzip"), Docxtemplater = require("docxtemplater");
const template = fs.readFileSync("模板.docx", "binary"), all = JSON.parse(fs.readFileSync("值.json"));
const spent = [];
for (let i = 0; i < rounds; i++) {
  const before = process.cpuUsage();
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  document.render(all[i % all.length]);
  fs.writeFileSync("丙.docx", document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
  const used = process.cpuUsage(before);
  spent.push((used.user + used.system) / 1e6);
}
console.log(JSON.stringify(spent));
"""
"""A node process that fills the template again and again: seconds of the processor for each paper."""


WARM = 5
"""Papers that node fills before its times count."""


def node_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the template for docxtemplater asks for them: which style a block has is a question for each."""
    blocks = [{f"is{USED.index(block['style'])}": True, "text": block["text"]} for block in values["blocks"]]
    rows = [{f"c{i}": text for i, text in enumerate(row)} for row in values["rows"]]
    flat = {f"{part}_{key}": text for part in ("tables", "texts") for key, text in values[part].items()}
    return {
        **{key: values[key] for key in ("mark", "number", "copies", "printer")},
        "blocks": blocks,
        "rows": rows,
        **flat,
    }


def node_times(folder: Path, size: str, rounds: int) -> tuple[list[float], str]:
    """Seconds for each paper that docxtemplater fills, or why there are none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return [], "没有 Node"
    tools = folder / "node"
    if not tools.is_dir():
        tools.mkdir()
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "docxtemplater", "pizzip"]
        try:
            done = subprocess.run(command, cwd=tools, capture_output=True, timeout=180, check=False)
        except subprocess.TimeoutExpired:
            return [], "装 docxtemplater 超时"
        if done.returncode:
            return [], "装不上 docxtemplater"
        (tools / "fill.js").write_text(NODE)
        (tools / "模板.docx").write_bytes(peer_template(node=True))
    if not (tools / "fill.js").exists():
        return [], "装不上 docxtemplater"
    documents = [arranged_paper(size, number) for number in range(PAPERS)]
    (tools / "值.json").write_text(json.dumps([node_values(context(document)) for document in documents]))
    done = subprocess.run([node, "fill.js", str(rounds + WARM)], cwd=tools, capture_output=True, check=False)
    if done.returncode:
        return [], "docxtemplater 出错：" + done.stderr.decode()[-200:]
    by_wenjian(documents[(rounds + WARM - 1) % PAPERS], folder / "丁.docx")
    same = list(printed(tools / "丙.docx")) == list(printed(folder / "丁.docx"))
    return (json.loads(done.stdout)[WARM:], "") if same else ([], "docxtemplater 写的文稿不同")


# wenjian


@cache
def layout() -> bytes:
    return load_layout(LAYOUT)


@cache
def office_layout() -> bytes:
    """Our layout with what Word adds when it saves a file, taken from the template of python-docx, which Word saved:
    theme, table of fonts, settings, the list of latent styles, and as many of Word's own styles as there is room for.
    """
    parts = unpack(layout())
    theirs = unpack((Path(docx.__file__).parent / "templates" / "default.docx").read_bytes())
    added = {"theme/theme1": "theme", "fontTable": "fontTable", "webSettings": "webSettings"}
    kinds, relations = parse_xml(parts["[Content_Types].xml"]), parse_xml(parts["word/_rels/document.xml.rels"])
    their_kinds = {one.get("PartName"): one.get("ContentType") for one in parse_xml(theirs["[Content_Types].xml"])}
    for number, (path, kind) in enumerate(added.items(), 900):
        name = f"word/{path}.xml"
        if name in parts:
            continue
        parts[name] = theirs[name]
        kinds.append(
            kinds.makeelement(f"{{{CONTENT}}}Override", PartName=f"/{name}", ContentType=their_kinds[f"/{name}"])
        )
        given = {"Id": f"rId{number}", "Type": f"{wordml.RELATIONS}/{kind}", "Target": f"{path}.xml"}
        relations.append(relations.makeelement(f"{{{RELATED}}}Relationship", given))
    parts["[Content_Types].xml"] = wordml.serialise(kinds)
    parts["word/_rels/document.xml.rels"] = wordml.serialise(relations)
    styles, known = parse_xml(parts["word/styles.xml"]), parse_xml(theirs["word/styles.xml"])
    styles.insert(1, known.find(w("latentStyles")))
    taken = {one.get(w("styleId")) for one in styles.iter(w("style"))}
    room = MOST_FIXED - 1_500  # the properties of the file come to it
    for style in known.findall(w("style")):
        based = style.find(w("basedOn"))
        clashes = style.get(w("styleId")) in taken or style.get(w("default")) or style.find(w("link")) is not None
        if clashes or (based is not None and based.get(w("val")) not in taken):
            continue
        for edited in style.findall(w("rsid")):
            style.remove(edited)  # marks of editing, which wenjian leaves out
        styles.append(style)
        longer = wordml.serialise(styles)
        if fixed_bytes(pack({**parts, "word/styles.xml": longer})) > room:
            styles.remove(style)
            continue
        taken.add(style.get(w("styleId")))
        parts["word/styles.xml"] = longer
    return pack(parts)


CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"


def fixed_bytes(data: bytes) -> int:
    """How many bytes the parts beside the text have."""
    return sum(len(part) for name, part in unpack(data).items() if name != TEXT)


def by_wenjian(document: Arranged, target: Path, own: bytes | None = None) -> None:
    target.write_bytes(write_arranged(document, own or layout(), stage=Stage.ISSUED, date=document.elements.date))


# comparing


def compare(size: str, template: Path, folder: Path, own: bytes | None = None) -> None:
    """Fails where the two files do not say the same in the same styles and order."""
    document = arranged_paper(size, 0)
    by_docxtpl(template, context(document), folder / "甲.docx")
    by_wenjian(document, folder / "乙.docx", own)
    ours = list(printed(folder / "乙.docx"))
    theirs = list(printed(folder / "甲.docx"))
    for left, right in zip(theirs, ours, strict=True):
        assert left == right, f"docxtpl {left}\nwenjian {right}"
    by_docxtpl_kept(template.read_bytes(), context(document), folder / "甲.docx")
    assert list(printed(folder / "甲.docx")) == ours
    by_python_docx(context(document), folder / "甲.docx", own)
    assert list(printed(folder / "甲.docx")) == ours
    fixed = fixed_bytes((folder / "乙.docx").read_bytes())
    assert fixed <= MOST_FIXED, fixed


def printed(path: Path) -> Iterator[tuple[str, str, str]]:
    """Style and text of every paragraph in the order of the file, and whether it stands in a table."""
    opened = docx.Document(str(path))
    names = {style.style_id: style.name or "" for style in opened.styles}
    for element in opened.element.body.iter(w("p")):
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        words = (each for each in element.iter(w("t"), w("br"), w("tab")) if each.getparent().tag == w("r"))
        text = "".join({w("tab"): "\t", w("br"): "\n"}.get(each.tag, each.text or "") for each in words)
        inside = "表" if next(element.iterancestors(w("tc")), None) is not None else ""
        yield names[style.get(w("val"))], text, inside


# measuring


@dataclass(frozen=True)
class Timed:
    """Milliseconds that one paper takes, medians over the rounds; ratios of docxtpl to wenjian round by round."""

    size: str
    docxtpl: float
    docxtpl_kept: float
    python_docx: float
    docxtemplater: float
    wenjian: float
    arranging: float
    floor: float
    ratio: float
    least: float
    most: float
    docx_bytes: int
    docxtpl_bytes: int
    skipped: str = ""


def times(template: Path, folder: Path, rounds: int, own: bytes | None = None) -> Iterator[Timed]:
    """What each takes for each size, in our layout or in an office's `own`. The floor is deflating and writing the
    bytes of the finished file again.
    """
    kept = template.read_bytes()
    for size in SIZES:
        theirs, best, ours, arranging, floors = [], [], [], [], []
        for number in range(rounds + 1):
            papers = [paper(size, number * PAPERS + i) for i in range(PAPERS)]
            arranging.append(clocked(arrange, [(each, Stage.ISSUED) for each in papers]))
            documents = [arrange(each, Stage.ISSUED) for each in papers]
            values = [context(document) for document in documents]
            theirs.append(clocked(by_docxtpl, [(template, value, folder / "甲.docx") for value in values]))
            ours.append(clocked(by_wenjian, [(document, folder / "乙.docx", own) for document in documents]))
            best.append(clocked(by_docxtpl_kept, [(kept, value, folder / "戊.docx") for value in values[:3]]))
            parts = unpack((folder / "乙.docx").read_bytes())
            fixed = set(parts) - {TEXT}
            pack(parts, fixed)
            floors.append(clocked(deflate_and_write, [(parts, fixed, folder / "己.docx")] * PAPERS))
        again = [context(arranged_paper(size, i)) for i in range(2)]
        built = [clocked(by_python_docx, [(values, folder / "庚.docx", own)]) for values in again]
        node, reason = ([], "") if own else node_times(folder, size, min(rounds, 8))
        ratios = [a / b for a, b in zip(theirs[1:], ours[1:], strict=True)]
        docxtpl, docxtpl_kept, wenjian, settled, floor = (
            median(each[1:]) * MILLI for each in (theirs, best, ours, arranging, floors)
        )
        yield Timed(
            size=size + ("＊" if own else ""),
            docxtpl=docxtpl,
            docxtpl_kept=docxtpl_kept,
            python_docx=min(built) * MILLI,
            docxtemplater=median(node) * MILLI if node else 0.0,
            wenjian=wenjian,
            arranging=settled,
            floor=floor,
            ratio=median(ratios),
            least=min(ratios),
            most=max(ratios),
            docx_bytes=(folder / "乙.docx").stat().st_size,
            docxtpl_bytes=(folder / "甲.docx").stat().st_size,
            skipped=reason,
        )


def deflate_and_write(parts: Mapping[str, bytes], fixed: Collection[str], target: Path) -> None:
    target.write_bytes(pack(parts, fixed))


def told(timed: Timed) -> str:
    """One line of the table."""
    node = f"{timed.docxtemplater:10.1f}" if timed.docxtemplater else f"{'—':>10}"
    return (
        f"{timed.size:4}{timed.docxtpl:10.1f}{timed.docxtpl_kept:10.1f}{timed.python_docx:11.1f}{node}"
        f"{timed.wenjian:10.2f}{timed.ratio:8.1f}（{timed.least:.1f}–{timed.most:.1f}）"
        f"{timed.arranging:8.2f}{timed.docxtpl / (timed.wenjian + timed.arranging):8.1f}{timed.floor:8.2f}"
        f"{timed.wenjian / timed.floor:6.1f}{timed.docx_bytes / 1024:8.1f}{timed.docxtpl_bytes / 1024:8.1f}"
        + (f"  （{timed.skipped}）" if timed.skipped else "")
    )


HEADS = (
    f"{'':4}{'docxtpl':>10}{'最好':>8}{'python-docx':>11}{'d-templater':>12}{'wenjian':>9}{'倍':>7}（最小–最大）"
    f"{'排列':>6}{'连排列倍':>5}{'底线':>6}{'比底线':>5}{'KB':>6}{'docxtpl KB':>10}"
)


def clocked(work: Callable[..., object], tasks: Sequence[tuple[Any, ...]]) -> float:
    """Seconds that one of the tasks takes."""
    start = process_time()
    for task in tasks:
        work(*task)
    return (process_time() - start) / len(tasks)


def stages(rounds: int) -> Iterator[str]:
    """One line for each size: milliseconds of the steps of writing one paper."""
    yield f"{'':4}" + "".join(f"{name:>12}" for name in (*STAGES, "全部"))
    layout = load_layout(LAYOUT)
    for size in SIZES:
        spent: list[dict[str, float]] = []
        for number in range(rounds + 1):
            documents = [arranged_paper(size, number * PAPERS + i) for i in range(PAPERS)]
            with staged() as clock:
                whole = clocked(partial(write_arranged, stage=Stage.ISSUED), [(each, layout) for each in documents])
            spent.append({**{name: seconds / PAPERS for name, seconds in clock.items()}, "全部": whole})
        yield f"{size:4}" + "".join(
            f"{median(one[name] for one in spent[1:]) * MILLI:12.2f}" for name in (*STAGES, "全部")
        )


@contextmanager
def staged() -> Iterator[dict[str, float]]:
    """What the stages take, in seconds, while the block runs."""
    clock = dict.fromkeys(STAGES, 0.0)
    before = {name: getattr(module, attribute) for name, (module, attribute) in STAGES.items()}

    def timed(name: str) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            start = process_time()
            try:
                return before[name](*arguments, **named)
            finally:
                clock[name] += process_time() - start

        return run

    for name, (module, attribute) in STAGES.items():
        setattr(module, attribute, timed(name))
    try:
        yield clock
    finally:
        for name, (module, attribute) in STAGES.items():
            setattr(module, attribute, before[name])


def memory(template: Path, folder: Path) -> Iterator[str]:
    """One line for each size: the peak of a process that writes one paper, of one that only imports, and of Python's
    own memory while a paper is written.
    """
    names = ("docxtpl", "wenjian")
    yield f"{'':4}{'进程峰值（MB）':>18}{'其中导入':>16}{'写一份时 Python 的峰值（KB）':>26}"
    for size in SIZES:
        document = arranged_paper(size, 0)
        values = context(document)
        (folder / "值.json").write_text(json.dumps(values))
        (folder / "文稿.pickle").write_bytes(pickle.dumps(document))
        given = (str(template), "值.json", "文稿.pickle")
        whole = [peak(folder, CHILDREN[name], *given) for name in names]
        imports = [peak(folder, CHILDREN[name].partition("#")[0]) for name in names]
        writing: list[Callable[[], object]] = [
            partial(by_docxtpl, template, values, folder / "甲.docx"),
            partial(by_wenjian, document, folder / "乙.docx"),
        ]
        traced = [allocated(work) for work in writing]
        yield (
            f"{size:4}{whole[0]:12.1f}{whole[1]:9.1f}{imports[0]:11.1f}{imports[1]:9.1f}"
            f"{traced[0] / 1024:15.0f}{traced[1] / 1024:9.0f}"
        )


CHILDREN = {
    "docxtpl": """
import json, sys
from docxtpl import DocxTemplate
# 以上是导入
template = DocxTemplate(sys.argv[1])
template.render(json.load(open(sys.argv[2])), autoescape=True)
template.save("甲.docx")
""",
    "wenjian": f"""
import pickle, sys
from wenjian.shipped import load_layout
from wenjian.model.vocabulary import Stage
from wenjian.writers import write_arranged
# 以上是导入
document = pickle.load(open(sys.argv[3], "rb"))
open("乙.docx", "wb").write(write_arranged(document, load_layout("{LAYOUT}"), stage=Stage.ISSUED))
""",
}
"""What a process does that writes one paper."""
MEASURED = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def peak(folder: Path, code: str, *given: str) -> float:
    """The most memory that a process has which runs `code`, in MB (of Linux; ru_maxrss would count its parent's)."""
    command = [sys.executable, "-c", code + MEASURED, *given]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=folder)
    return int(done.stdout) / 1024


def allocated(work: Callable[[], object]) -> int:
    """The most bytes that Python has allocated while a work is done for the second time."""
    work()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    main()
