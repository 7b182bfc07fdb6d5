"""What the rules found in a paper: as text, JSON, and tables (检查结果, 引用文件清单)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wenjian import __version__
from wenjian.lint.cited import Cited
from wenjian.lint.mending import Change
from wenjian.lint.rules import BY_NAME, RULES
from wenjian.model.document import Column, Document, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Level
from wenjian.reports import document_xlsx
from wenjian.reports.sheets import row_of, sheet, under

RESULTS, CITED = "文稿检查结果", "引用文件清单"
_MOST_ALIKE = 4
"""Findings of one rule that the text shows; more are counted."""
_ADVICE = {Level.ERROR: "需改", Level.WARNING: "请核", Level.INFO: "参考"}

RESULT_COLUMNS = (
    Column("序号", 12, locked=True),
    Column("处理", 16, locked=True),
    Column("规则", 32, locked=True),
    Column("位置", 26, locked=True),
    Column("问题", 76, locked=True),
    Column("办法", 50, locked=True),
    Column("依据", 27, locked=True),
    Column("意见", 18, choices=("采纳", "不采纳", "待定")),
)
CITED_COLUMNS = (
    Column("序号", 12),
    Column("引用文件", 82),
    Column("文号", 40),
    Column("版本", 24),
    Column("位置", 30),
    Column("现行有效（人工核对）", 39),
    Column("核对人", 30),
)


@dataclass(frozen=True, slots=True)
class Linted:
    """A paper with what the rules `codes` found in it, what it cites, and what was mended."""

    document: Document
    findings: tuple[Finding, ...]
    cited: tuple[Cited, ...]
    codes: frozenset[str]
    changes: tuple[Change, ...] = ()
    with_looks: bool = False


def where(place: Place) -> str:
    """The place without the file: «第3段», «第12行»; "" for the whole."""
    return place.label or (f"第{place.line}行" if place.line else "")


def format_lint_text(linted: Linted) -> str:
    """The findings for a person: errors first, those of one rule together."""
    parts = list(_changed(linted.changes))
    counts = [f"{level.chinese}{sum(one.level is level for one in linted.findings)}处" for level in Level]
    parts.append(
        f"{linted.document.source}：{'，'.join(counts)}。"
        if linted.findings
        else f"{linted.document.source}：没有发现问题。"
    )
    number = 0
    for level in Level:
        groups = _grouped([one for one in linted.findings if one.level is level])
        if groups:
            parts.append(f"\n{level.chinese}（{_ADVICE[level]}）")
        for first, *others in groups:
            number += 1
            parts += _entry(number, first, others)
    parts += ["", _ran(linted)]
    return "\n".join(parts) + "\n"


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.code, []).append(one)
    return list(groups.values())


def _entry(number: int, first: Finding, others: Sequence[Finding]) -> Iterator[str]:
    rule = BY_NAME[first.code]
    said = [f"{spot}：{one.message}" if (spot := where(one.place)) else one.message for one in (first, *others)]
    yield f"{number}. {said[0]}"
    for other in said[1:_MOST_ALIKE]:
        yield f"   {other}"
    if len(others) >= _MOST_ALIKE:
        yield f"   同类还有{len(others) - _MOST_ALIKE + 1}处"
    if first.hint:
        yield f"   办法：{first.hint}"
    yield f"   依据：{_basis(first)}　规则：{rule.code} {rule.name}" + ("（可用 --fix 修改）" if rule.mends else "")


def _basis(finding: Finding) -> str:
    rule = BY_NAME[finding.code]
    return f"{rule.source}{'：' if rule.source == '规定' else ''}{rule.clause}"


def _changed(changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield f"已修改{len(changes)}处："
        for number, one in enumerate(changes, 1):
            yield f"{number}. {one.place}：“{one.before}”改为“{one.after}”（{one.code} {BY_NAME[one.code].name}）"
        yield ""


def _ran(linted: Linted) -> str:
    ran = sum(rule.code in linted.codes and (linted.with_looks or not rule.looks) for rule in RULES)
    off = sum(rule.code not in linted.codes for rule in RULES)
    looks = "" if linted.with_looks else "版式规则只用于docx。"
    cited = f"引用文件{len(linted.cited)}份，可用 -o 写成 .xlsx 逐份核对是否有效。" if linted.cited else ""
    return f"查了{ran}条规则，另有{off}条没有打开（见 docs/rules.md）。{looks}{cited}"


def format_lint_json(linted: Linted) -> str:
    """The findings for programs."""
    elements = linted.document.elements
    data = {
        "engine": {"version": __version__},
        "document": {"title": elements.title, "number": elements.number, "source": linted.document.source},
        "findings": [
            {
                "code": one.code,
                "rule": BY_NAME[one.code].name,
                "level": one.level.value,
                "source": BY_NAME[one.code].source,
                "clause": BY_NAME[one.code].clause,
                "message": one.message,
                "hint": one.hint,
                "where": where(one.place),
                "line": one.place.line,
                "fixable": BY_NAME[one.code].mends,
            }
            for one in linted.findings
        ],
        "cited": [
            {
                "title": one.citation.title,
                "number": one.citation.number,
                "edition": one.citation.edition,
                "where": where(one.place),
            }
            for one in linted.cited
        ],
        "changes": [
            {"code": one.code, "where": one.place, "before": one.before, "after": one.after} for one in linted.changes
        ],
        "rules": sorted(linted.codes),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def lint_tables(linted: Linted) -> Document:
    """《文稿检查结果》 and under it 《引用文件清单》."""
    head = (f"文稿：{linted.document.title or linted.document.source}",)
    rows = tuple(
        row_of(
            str(number),
            _ADVICE[one.level],
            f"{one.code} {BY_NAME[one.code].name}",
            where(one.place),
            one.message,
            one.hint,
            _basis(one),
            "",
        )
        for number, one in enumerate(linted.findings, 1)
    )
    cited = tuple(
        row_of(
            str(number),
            f"《{one.citation.title}》",
            one.citation.number,
            one.citation.edition,
            where(one.place),
            "",
            "",
        )
        for number, one in enumerate(linted.cited, 1)
    )
    results = Table(RESULT_COLUMNS, rows, name=RESULTS, head=head)
    listed = [under(CITED, "b002", Table(CITED_COLUMNS, cited, name=CITED, head=head))] if cited else []
    return sheet(RESULTS, results, listed, linted.document.source)


LINT_REPORTS: dict[str, Callable[[Linted], str | bytes]] = {
    "text": format_lint_text,
    "json": format_lint_json,
    "xlsx": lambda linted: document_xlsx(lint_tables(linted)),
}
"""Name of a format → what the rules found, in it."""
