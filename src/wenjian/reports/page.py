"""The html report: one self-contained page, printable, without network."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from wenjian.coverage.chain import related
from wenjian.model.coverage import Coverage, DutyCoverage
from wenjian.model.diff import Chain
from wenjian.reports.chain import LEVELS, chain_table
from wenjian.reports.plain import open_items
from wenjian.reports.table import COMPARISON, evidence_text
from wenjian.reports.words import (
    Tier,
    as_several,
    conclusion,
    deviation_sentence,
    engine_line,
    parent_line,
    problems,
    summary_line,
    tier_of,
    titled,
)
from wenjian.text.normal import bracketed

_STYLE = """
body{font-family:"Songti SC","SimSun","Noto Serif CJK SC",serif;margin:1.5em auto;max-width:78em;padding:0 1em;
color:#111;line-height:1.6}
h1{font-size:1.4em;text-align:center}h2{font-size:1.1em;margin-top:1.6em}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #555;padding:.35em .5em;vertical-align:top;overflow-wrap:anywhere}
th{background:#eee}thead{display:table-header-group}tr{break-inside:avoid}
.n{width:3em;text-align:center}.c{width:7em}.s{font-weight:bold}.w{color:#555}
.open td{background:#f4f4f4}.open .c{font-weight:bold;text-decoration:underline}
td p{margin:0 0 .3em}.foot{font-size:.85em;color:#444}
@media print{body{margin:0;max-width:none;font-size:9pt}@page{size:A4 landscape;margin:15mm}.open td{background:none}}
"""

_HEAD = (
    '<table><thead><tr><th class="n">序号</th><th>上级文件要求（原文，条款）</th>'
    '<th>本文件对应内容（原文，条款）</th><th class="c">办理结论</th><th>差异及说明</th></tr></thead>'
)


def format_html(coverages: Coverage | Iterable[Coverage], chain: Chain | None = None) -> str:
    """The page: summary, the duties with their evidence and conclusion in words, the paper's own additions; for a chain
    its levels at last.
    """
    several = as_several(coverages)
    body = "\n".join((*(_section(one) for one in several), *([_levels(chain)] if chain and related(chain) else [])))
    title = escape(f"{COMPARISON}：{several[0].document_title}")
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _section(coverage: Coverage) -> str:
    wanting = {duty.ref for duty in open_items(coverage)}
    rows = "\n".join(_row(number, duty, duty.ref in wanting) for number, duty in enumerate(coverage.duties, 1))
    parts = [
        f"<h1>{COMPARISON}</h1>",
        _paragraph(parent_line(coverage)),
        _paragraph(f"本级文件：{titled(coverage.document_title, coverage.document_number)}"),
        f'<p class="s">{escape(summary_line(coverage))}</p>',
        _paragraph(_wanting(len(wanting), len(problems(coverage)))),
        *(_paragraph(str(finding)) for finding in coverage.findings),
        _HEAD,
        f"<tbody>\n{rows}\n</tbody></table>",
        _additions(coverage),
        _foot(coverage),
    ]
    return "\n".join(part for part in parts if part)


def _levels(chain: Chain) -> str:
    table = chain_table(chain)
    head = "".join(f"<th{' class=n' if n == 0 else ''}>{escape(one.name)}</th>" for n, one in enumerate(table.columns))
    rows = "\n".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row.texts())}</tr>" for row in table.rows)
    lines = "".join(_paragraph(line) for line in (*table.head, *table.foot))
    return f"<h1>{LEVELS}</h1>\n{lines}\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def _wanting(duties: int, others: int) -> str:
    parts = [f"需要处理的任务{duties}项（表中办理结论加下划线）"] if duties else []
    parts += [f"文稿其他问题{others}处"] if others else []
    return "，".join(parts) + "。" if parts else "没有需要处理的事项。"


def _foot(coverage: Coverage) -> str:
    return f'<p class="foot">{escape(engine_line(coverage))}办理结论由程序按文字比对提出，以人工审核为准。</p>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _row(number: int, duty: DutyCoverage, wanting: bool) -> str:  # noqa: FBT001 — a row is open or not
    loud = [deviation_sentence(one, duty) for one in duty.deviations if tier_of(one) is not Tier.NOTE]
    quiet = [deviation_sentence(one, duty) for one in duty.deviations if tier_of(one) is Tier.NOTE]
    notes = "".join(_paragraph(line) for line in (duty.note, *loud) if line)
    notes += "".join(f'<p class="w">{escape(line)}</p>' for line in quiet)
    if duty.suggestion:
        notes += _paragraph(f"建议：{duty.suggestion}")
    evidence = "".join(_paragraph(line) for line in evidence_text(duty).split("\n"))
    return (
        f'<tr id="{escape(duty.id)}"{" class=open" if wanting else ""}><td class="n">{number}</td>'
        f"<td>{escape(duty.text + bracketed(duty.where))}</td><td>{evidence}</td>"
        f'<td class="c">{escape(conclusion(duty))}</td><td>{notes}</td></tr>'
    )


def _additions(coverage: Coverage) -> str:
    if not coverage.added:
        return ""
    rows = "\n".join(
        f'<tr><td class="n">{number}</td><td>{escape(one.text + bracketed(one.where))}</td>'
        f'<td class="c">{escape(one.kind.chinese)}</td></tr>'
        for number, one in enumerate(coverage.added, 1)
    )
    return (
        '<h2>本级新增内容表</h2>\n<table><thead><tr><th class="n">序号</th><th>新增内容（条款）</th>'
        f'<th class="c">类别</th></tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
    )
