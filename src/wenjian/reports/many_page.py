"""The html page of many plans: 《各乡镇方案审核汇总表》, below it the duties beside the places.

Self-contained as the page of one plan (`page`): nothing is loaded, only its own style and script are allowed, and both
tables read and print without the script, which only hides rows and columns. Where the places do not fit on a sheet of
paper the matrix is printed in parts, each with the duties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from wenjian.model.document import Table
from wenjian.reports.many import (
    ALIKE,
    COLUMNS,
    FOOT,
    SUMMARY,
    Plan,
    Summary,
    headline,
    lost_words,
    many_document,
    parent_words,
    table_rows,
)
from wenjian.reports.matrix import LEGEND, MATRIX, TASK_LENGTH, Answer, Lost, lost, open_count, tint_of
from wenjian.reports.page import opening, resource
from wenjian.text.normal import shorten

PRINTED_PLACES = 20
"""Places beside the duties on a printed page."""

_CENTRED = frozenset({"序号", "总任务", "已落实", "部分", "未见", "低于", "高于（请核）", "与县方案重复率", "审核意见"})


def format_many_html(summary: Summary) -> str:
    """The page."""
    return "\n".join(
        (
            *opening(f"{SUMMARY}：{summary.directive.title}", "many"),
            f"<h1>{SUMMARY}</h1>",
            *_paragraphs((parent_words(summary), headline(summary))),
            *_summary(summary),
            *_paragraphs(FOOT, "foot"),
            *(_matrix(summary) if summary.checked else ()),
            *_alike(summary),
            _engine(summary),
            f"<script>{resource('many.js')}</script>\n</body>\n</html>\n",
        )
    )


def _paragraphs(lines: Sequence[str], kind: str = "") -> Iterator[str]:
    yield from (f'<p class="{kind}">{escape(line)}</p>' if kind else f"<p>{escape(line)}</p>" for line in lines if line)


def _engine(summary: Summary) -> str:
    engine = summary.engine
    return (
        f'<p class="foot">核对程序{escape(engine.version)}，术语{escape(engine.terms)}，权重{escape(engine.weights)}。'
        "结论由程序按文字比对提出，以人工审核为准。</p>"
    )


# the summary


def _summary(summary: Summary) -> Iterator[str]:
    total = sum(column.width for column in COLUMNS)
    widths = "".join(f'<col width="{100 * column.width / total:.1f}%">' for column in COLUMNS)
    heads = "".join(f"<th>{escape(column.name)}</th>" for column in COLUMNS)
    yield f'<table class="summary"><colgroup>{widths}</colgroup>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    number = 0
    for texts, plan in zip(table_rows(summary), (*summary.plans, *((None,) * len(summary.missing_units))), strict=True):
        kind = ' class="absent"' if plan is None else ""
        if plan is not None and plan.tally is not None:
            kind = f' data-u="{number}"'
            number += 1
        cells = (
            f'<td class="n">{escape(text)}</td>' if column.name in _CENTRED else f"<td>{escape(text)}</td>"
            for column, text in zip(COLUMNS, texts, strict=True)
        )
        yield f"<tr{kind}>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _alike(summary: Summary) -> Iterator[str]:
    tables = [
        block.table
        for one in many_document(summary).attachments
        for block in one.blocks
        if block.table is not None and block.table.name == ALIKE
    ]
    for table in tables:
        yield f"<h2>{ALIKE}</h2>"
        yield from _plain(table)


def _plain(table: Table) -> Iterator[str]:
    total = sum(column.width for column in table.columns)
    widths = "".join(f'<col width="{100 * column.width / total:.1f}%">' for column in table.columns)
    heads = "".join(f"<th>{escape(column.name)}</th>" for column in table.columns)
    yield f'<table class="alike"><colgroup>{widths}</colgroup>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    for row in table.rows:
        yield f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row.texts())}</tr>"
    yield "</tbody></table>"


# the matrix


def _matrix(summary: Summary) -> Iterator[str]:
    plans = summary.checked
    counts = lost(summary.duties, [plan.answers for plan in plans])
    options = "".join(f'<option value="{at}">{escape(plan.name)}</option>' for at, plan in enumerate(plans))
    is_split = len(plans) > PRINTED_PLACES
    yield f"<h2>{MATRIX}</h2>"
    yield from _paragraphs((lost_words(summary),), "lost")
    yield (
        '<div class="bar" role="search"><label><input type="checkbox">只看需要处理的任务</label>'
        f'<label>单位 <select aria-label="单位"><option value="">全部</option>{options}</select></label>'
        '<input type="search" placeholder="查找文字" aria-label="查找文字">'
        '<button type="button">全部显示</button></div>'
    )
    yield '<p class="counted" aria-live="polite"></p>'
    yield f'<div class="wide{" split" if is_split else ""}">'
    yield from _table(summary, plans, counts)
    yield "</div>"
    if is_split:
        yield '<div class="printed pages">'
        for start in range(0, len(plans), PRINTED_PLACES):
            part = plans[start : start + PRINTED_PLACES]
            yield f"<h2>{MATRIX}（{escape(part[0].name)}至{escape(part[-1].name)}）</h2>"
            yield from _table(summary, part, counts)
        yield "</div>"
    yield from _paragraphs(LEGEND, "foot")


def _table(summary: Summary, plans: Sequence[Plan], counts: Sequence[Lost]) -> Iterator[str]:
    units = "".join(f'<th class="u"><span>{escape(plan.name)}</span></th>' for plan in plans)
    yield (
        '<table class="matrix">\n<thead><tr><th class="c0">序号</th><th class="c1">条款</th>'
        '<th class="c2">上级任务</th>'
        f'<th class="c3">未见</th><th class="c3">部分</th><th class="c3">低于</th>{units}</tr></thead>\n<tbody>'
    )
    for at, (line, count) in enumerate(zip(summary.duties, counts, strict=True)):
        sums = "".join(f"<td>{one or ''}</td>" for one in (count.missing, count.partial, count.weaker))
        cells = "".join(_cell(plan.answers[at]) for plan in plans)
        text = escape(shorten(line.text, TASK_LENGTH))
        yield (
            f'<tr><th class="c0">{at + 1}</th><td class="c1">{escape(line.where)}</td>'
            f'<th class="c2" title="{escape(line.text)}">{text}</th>{sums}{cells}</tr>'
        )
    opens = "".join(f'<td class="u">{open_count(plan.answers)}</td>' for plan in plans)
    yield '</tbody>\n<tfoot><tr><th class="c0"></th><td></td><th class="c2">需要处理的任务数</th>'
    yield f"{'<td></td>' * 3}{opens}</tr></tfoot></table>"


def _cell(answer: Answer) -> str:
    tint = tint_of(answer)
    kind = " ".join(("a", *(["o"] if answer.open else []), tint.value if tint else "n0"))
    return f'<td class="{kind}">{"<br>".join(answer.words)}</td>'
