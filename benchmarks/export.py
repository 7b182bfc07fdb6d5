"""Measure how long it takes to write a paper as docx, and how much memory, beside docxtpl used the documented way.

    python benchmarks/export.py [--rounds N]

Both write the same papers from memory to a file: a head, a title, headings and paragraphs, a table, an attachment, the
版记. docxtpl is used as its documentation says: `DocxTemplate(path)`, `render(context, autoescape=True)` with
`{%p for %}` over the paragraphs, `{%p if %}` for their styles and `{%tr for %}` over the rows, `save(path)`. Its
template has the styles, the page and the footers of our layout, so that both compress the same fixed parts with the
same zlib. Before anything is timed, text, styles and order of both files are compared. No two papers have a paragraph
or a row in common, so that nothing about them can be remembered; what may be remembered is the layout, which is opened
once.

Times are of the processor, ten papers of one and then ten of the other, the ratio round by round. Memory is the peak of
a process of its own that writes one paper, beside that of a process that only imports, and the peak that tracemalloc
counts in Python, which does not see what libxml2 holds.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import docx
from docxtpl import DocxTemplate
from speed import sentences

from wenjian.layout import arrange, record_lines
from wenjian.library import load_layout
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Role, Stage
from wenjian.package import pack, parse_xml, unpack
from wenjian.text.numerals import chinese_numeral
from wenjian.writers import docx as writer
from wenjian.writers import layouts, wordml, write_docx
from wenjian.writers.body import RECORD_THICK, RECORD_THIN
from wenjian.writers.wordml import Paragraph, w

LAYOUT = "红头通知"
SIZES = {"短": (12, 10), "中": (60, 31), "长": (500, 300)}
"""Name → paragraphs of the text and rows of the table of five columns."""
PAPERS = 10
"""How many papers each writes before it is the other's turn."""
COLUMNS = ("序号", "工作任务", "牵头股室", "完成时限", "备注")
MILLI = 1e3
STAGES = {
    "排列（arrange）": (writer, "arrange"),
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
        for name in SIZES:
            compare(name, template, Path(folder))
        print(f"写一份要多少毫秒（处理器时间，{given.rounds}遍的中位数），docxtpl 是 wenjian 的多少倍")
        print("\n".join(times(template, Path(folder), given.rounds)))
        print("\nwenjian 写一份各步要多少毫秒")
        print("\n".join(stages(given.rounds)))
        print("\n内存")
        print("\n".join(memory(template, Path(folder))))


# the papers


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


def context(document: Document) -> dict[str, Any]:
    """What the template prints, in the form that docxtpl wants: plain lists and dictionaries. The words are those of
    the arranged paper: where lines of a title break is not docxtpl's to say.
    """
    arranged = arrange(document, Stage.ISSUED)
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


def peer_template() -> bytes:
    """The template of docxtpl, on the page and with the styles of our layout."""
    parts = unpack(load_layout(LAYOUT))
    ids = layouts.style_ids(parse_xml(parts["word/styles.xml"]))

    def p(style: str, text: str = "") -> str:
        return str(Paragraph(ids[style], wordml.run(text) if text else ""))

    def tag(text: str) -> str:
        return p("公文正文", text)

    used = ["公文标题", "主送机关", "公文标题1", "公文正文", "附件说明", "附件说明续", "落款", "成文日期", "附注"]
    branches = [
        tag(f"{{%p {'elif' if i else 'if'} block.style == '{style}' %}}") + p(style, "{{ block.text }}")
        for i, style in enumerate(used)
    ]
    widths = [800, 3944, 1500, 1500, 1100]
    styles = ["表文居中", "表文", *["表文居中"] * 3]
    head = [wordml.cell(width, p("表头", name)) for width, name in zip(widths, COLUMNS, strict=True)]
    filled = [
        wordml.cell(width, p(style, f"{{{{ row[{i}] }}}}"))
        for i, (width, style) in enumerate(zip(widths, styles, strict=True))
    ]
    opens, closes = ([wordml.cell(sum(widths), tag(text))] for text in ("{%tr for row in rows %}", "{%tr endfor %}"))
    rows = [wordml.row(cells) for cells in (head, opens, filled, closes)]
    record = [wordml.row([wordml.cell(8844, p("版记", text))]) for text in ("{{ copies }}", "{{ printer }}")]
    body = [
        p("发文机关标志", "{{ mark }}"),
        p("发文字号", "{{ number }}"),
        tag("{%p for block in blocks %}"),
        *branches,
        tag("{%p endif %}"),
        tag("{%p endfor %}"),
        p("附件标识", "{{ tables.label }}"),
        p("附件标题", "{{ tables.title }}"),
        wordml.table(ids["公文表格"], widths, rows),
        p("附件标识", "{{ texts.label }}"),
        p("附件标题", "{{ texts.title }}"),
        p("公文正文", "{{ texts.text }}"),
        wordml.foot_table(1587, 8844, record, thick=RECORD_THICK, thin=RECORD_THIN),
        p("分节"),
    ]
    start, end = (parts["word/document.xml"].index(sign) for sign in (b"<w:p>", b"<w:sectPr>"))
    whole = parts["word/document.xml"]
    return pack({**parts, "word/document.xml": whole[:start] + "".join(body).encode() + whole[end:]})


def by_docxtpl(template: Path, values: Mapping[str, Any], target: Path) -> None:
    document = DocxTemplate(template)
    document.render(dict(values), autoescape=True)
    document.save(target)


# wenjian


@cache
def layout() -> bytes:
    return load_layout(LAYOUT)


def by_wenjian(document: Document, target: Path) -> None:
    target.write_bytes(write_docx(document, layout(), stage=Stage.ISSUED, date=document.elements.date))


# comparing


def compare(size: str, template: Path, folder: Path) -> None:
    """Fails where the two files do not say the same in the same styles and order."""
    document = paper(size, 0)
    by_docxtpl(template, context(document), folder / "甲.docx")
    by_wenjian(document, folder / "乙.docx")
    theirs, ours = (list(printed(folder / name)) for name in ("甲.docx", "乙.docx"))
    for left, right in zip(theirs, ours, strict=True):
        assert left == right, f"docxtpl {left}\nwenjian {right}"
    fixed = sum(
        len(data) for name, data in unpack((folder / "乙.docx").read_bytes()).items() if name != "word/document.xml"
    )
    assert fixed <= 60_000, fixed


def printed(path: Path) -> Iterator[tuple[str, str, str]]:
    """Style and text of every paragraph in the order of the file, and whether it stands in a table."""
    opened = docx.Document(str(path))
    names = {style.style_id: style.name or "" for style in opened.styles}
    for element in opened.element.body.iter(w("p")):
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        text = "".join(
            {w("tab"): "\t", w("br"): "\n"}.get(each.tag, each.text or "")
            for each in element.iter(w("t"), w("br"), f"{w('r')}//{w('tab')}")
        )
        inside = "表" if next(element.iterancestors(w("tc")), None) is not None else ""
        yield names[style.get(w("val"))], text, inside


# measuring


def times(template: Path, folder: Path, rounds: int) -> Iterator[str]:
    """One line for each size: milliseconds of both, the ratio pair by pair, and what deflating the text alone takes."""
    yield f"{'':4}{'docxtpl':>10}{'wenjian':>10}{'倍':>7}（最小–最大）{'其中压缩正文':>8}"
    for size in SIZES:
        theirs, ours, floors = [], [], []
        for number in range(rounds + 1):
            documents = [paper(size, number * PAPERS + i) for i in range(PAPERS)]
            values = [context(document) for document in documents]
            theirs.append(clocked(by_docxtpl, [(template, value, folder / "甲.docx") for value in values]))
            ours.append(clocked(by_wenjian, [(document, folder / "乙.docx") for document in documents]))
            text = unpack((folder / "乙.docx").read_bytes())["word/document.xml"]
            floors.append(clocked(zlib.compress, [(text, 6)]))
        ratios = [a / b for a, b in zip(theirs[1:], ours[1:], strict=True)]
        yield (
            f"{size:4}{median(theirs[1:]) * MILLI:10.1f}{median(ours[1:]) * MILLI:10.2f}{median(ratios):8.1f}"
            f"（{min(ratios):.1f}–{max(ratios):.1f}）{median(floors) * MILLI:12.2f}"
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
            documents = [paper(size, number * PAPERS + i) for i in range(PAPERS)]
            with staged() as clock:
                whole = clocked(partial(write_docx, stage=Stage.ISSUED), [(each, layout) for each in documents])
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
        document = paper(size, 0)
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
from wenjian.library import load_layout
from wenjian.model.vocabulary import Stage
from wenjian.writers import write_docx
# 以上是导入
document = pickle.load(open(sys.argv[3], "rb"))
open("乙.docx", "wb").write(write_docx(document, load_layout("{LAYOUT}"), stage=Stage.ISSUED))
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
