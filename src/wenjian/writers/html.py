"""Document → one self-contained HTML page, escaped, without scripts, fit for printing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from wenjian.layout import record_lines
from wenjian.layout.tables import alignments, by_column, has_own_name, merged_rows
from wenjian.model.document import Block, Document, Span, Table, blank_lines
from wenjian.model.vocabulary import BlockKind, OriginKind, Role

_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { font: 16pt/28.95pt FangSong, 仿宋_GB2312, 仿宋, STFangsong, serif; max-width: 156mm; margin: 10mm auto;
  color: #000; }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; white-space: pre-wrap; }
h1 { font: normal 22pt/32pt 方正小标宋简体, SimSun, 宋体, serif; text-align: center; margin: 29pt 0;
  white-space: pre-wrap; }
h2, h3, h4, h5 { font: inherit; margin: 0; text-indent: 2em; }
h2, .label, th { font-family: SimHei, 黑体, sans-serif; font-weight: normal; }
h3, .lead, .annotation { font-family: KaiTi, 楷体_GB2312, 楷体, serif; }
.mark { color: #f00; font: normal 40pt/1.3 方正小标宋简体, SimSun, 宋体, serif; text-align: center; text-indent: 0; }
.number { text-align: center; text-indent: 0; border-bottom: 1.5pt solid #f00; padding-bottom: 4mm; }
.corner, .recipient, .label, .record { text-indent: 0; }
.annotation { text-align: center; text-indent: 0; margin-bottom: 29pt; }
.signature, .date { text-align: right; padding-right: 4em; }
p:not(.attachment_list) + .attachment_list, p:not(.signature) + .signature { margin-top: 29pt; }
.record { font-size: 14pt; border-top: 0.25mm solid #000; padding: 0 1em; }
.record span { float: right; }
.wide { max-width: none; }
section { break-before: page; margin-top: 20mm; }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 19pt; margin: 6pt 0; }
th, td { border: 0.5pt solid #000; padding: 2pt 4pt; text-align: left; vertical-align: middle; white-space: pre-wrap;
  overflow-wrap: anywhere; }
th, .middle { text-align: center; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
mark { background: #ff0; }
.restated { text-decoration: underline dotted; }
"""


def write_html(document: Document) -> bytes:
    """The paper as UTF-8 HTML."""
    title = escape(document.title.replace("\n", "") or document.name)
    body = "\n".join(_document(document))
    head = f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    wide = ' class="wide"' if document.landscape else ""
    return f"{head}<style>{_STYLE}</style>\n</head>\n<body{wide}>\n{body}\n</body>\n</html>\n".encode()


def _document(document: Document) -> Iterator[str]:
    elements = document.elements
    corner = [line for line in (elements.copy_number, elements.urgency) if line and document.role is Role.MAIN]
    yield from (f'<p class="corner">{escape(line)}</p>' for line in corner)
    if elements.mark and document.role is Role.MAIN:
        yield f'<p class="mark">{escape(elements.mark)}</p>'
    if (elements.mark or elements.number) and document.role is Role.MAIN:
        signer = f"　　签发人：{escape(elements.signer)}" if elements.signer else ""
        yield f'<p class="number">{escape(elements.number)}{signer}</p>'
    if elements.title and not any(block.kind is BlockKind.TITLE for block in document.blocks):
        yield f"<h1>{escape(elements.title)}</h1>"
    for block in document.blocks:
        if block.kind is not BlockKind.RECORD:
            yield from _block(block, document)
    for attachment in document.attachments:
        yield f'<section class="{"wide" if attachment.landscape else attachment.role.value}">'
        yield from _document(attachment)
        yield "</section>"
    for block in record_lines(document):
        yield from _block(block, document)


def _block(block: Block, document: Document) -> Iterator[str]:
    if block.table is not None:
        yield from _table(block.table, document)
        return
    words = _spans(block.spans)
    if block.kind is BlockKind.TITLE:
        if block.label:
            yield f'<p class="label">{escape(block.label)}</p>'
        if words:
            yield f'<p class="annotation">{words}</p>' if block.level else f"<h1>{words}</h1>"
    elif block.kind is BlockKind.HEADING:
        tag = f"h{min(block.level or 4, 4) + 1}"
        yield f"<{tag}>{escape(block.label + block.lead)}{words}</{tag}>"
    elif block.kind is BlockKind.RECORD and not block.label.endswith("："):
        yield f'<p class="record">{escape(block.label)}<span>{words}</span></p>'
    else:
        lead = f'<span class="lead">{escape(block.label + block.lead)}</span>' if block.lead else escape(block.label)
        yield f'<p class="{block.kind.value}">{lead}{words}</p>'


def _spans(spans: Sequence[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.origin is None:
        return text
    if span.origin.found == "待定":
        return f"<mark>{text}</mark>"
    return f'<span class="restated">{text}</span>' if span.origin.kind is OriginKind.RESTATED else text


def _table(table: Table, document: Document) -> Iterator[str]:
    name = (table.name,) if has_own_name(table, document) else ()
    for line in (*name, *table.head, *blank_lines(table.form)):
        yield f"<p>{escape(line)}</p>"
    yield "<table>"
    yield "<thead><tr>" + "".join(f"<th>{escape(column.name)}</th>" for column in table.columns) + "</tr></thead>"
    merges = merged_rows(table)
    centred = alignments(by_column(table.texts(), len(table.columns)))
    for i, row in enumerate(table.rows):
        cells = []
        for j, cell in enumerate(row.cells[: len(table.columns)]):
            if merges[i][j] == "continue":
                continue
            span = 1
            while merges[i][j] == "restart" and i + span < len(merges) and merges[i + span][j] == "continue":
                span += 1
            attributes = (f' rowspan="{span}"' if span > 1 else "") + (' class="middle"' if centred[j] else "")
            cells.append(f"<td{attributes}>{_spans(cell)}</td>")
        yield "<tr>" + "".join(cells) + "</tr>"
    yield "</table>"
    for line in (*blank_lines(table.signing), *table.foot):
        yield f"<p>{escape(line)}</p>"
