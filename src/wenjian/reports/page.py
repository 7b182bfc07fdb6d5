"""The html report: one self-contained page, the duties beside the paper's text.

Without its script, and printed, it is 贯彻落实对照表 as a table (with the paper's text after it on the screen); the
script (page.js) only shows, hides and marks what stands in the page. Nothing is loaded from anywhere.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from wenjian.coverage.added import BURDEN_CLASSES
from wenjian.coverage.chain import related
from wenjian.model.coverage import Coverage, Deviation, DutyCoverage, Evidence
from wenjian.model.diff import Chain
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Level, Settlement, Verdict
from wenjian.reports.chain import LEVELS, chain_table
from wenjian.reports.differing import HOW_MARKED, carrying, duty_marks, is_told_otherwise, paper_marks
from wenjian.reports.paper import marked, paper_html, sentence_numbers, tier_class
from wenjian.reports.table import ADDITIONS, COMPARISON, PROBLEMS
from wenjian.reports.urgency import SLIGHT_WEIGHT, open_items, urgency
from wenjian.reports.words import (
    Tier,
    as_several,
    conclusion,
    deviation_sentence,
    engine_line,
    outdated_lines,
    parent_line,
    problems,
    settlement_counts,
    summary_line,
    tier_of,
    title_line,
)
from wenjian.text.normal import bracketed, letters, shorten
from wenjian.text.walk import own_provisions

_HELP = "点任务看对应的句子，点句子看对应的任务；↑↓ 换任务，Enter 看下一处，Esc 全部显示。"
_URGENT = 80
"""The urgency from which a conclusion stands out most: not found, or below what the superior asks."""


@dataclass(frozen=True)
class _Tab:
    """One coverage in the page: the prefix of its ids, its paper, the number of each of the paper's sentences, and
    each sentence with its place.
    """

    id: str
    coverage: Coverage
    paper: Document
    numbers: Mapping[str, int]
    places: Sequence[tuple[str, str]]


def format_html(coverages: Coverage | Iterable[Coverage], paper: Document, chain: Chain | None = None) -> str:
    """The page; `paper` is the document that was checked. Several coverages (a chain) are tabs of one page,
    each with 《逐级落实情况表》 where they are levels of one matter.
    """
    several = as_several(coverages)
    numbers = sentence_numbers(paper)
    places = [(one.text, one.where) for one in own_provisions(paper)]
    tabs = [_Tab(f"t{number}", one, paper, numbers, places) for number, one in enumerate(several, 1)]
    levels = _levels(chain) if chain is not None and related(chain) else ""
    return "\n".join(
        (
            *opening(f"{COMPARISON}：{several[0].document_title}", "page"),
            *(_names_of(tabs) if len(tabs) > 1 else ()),
            *(line for tab in tabs for line in _section(tab, levels)),
            f"<script>{resource('page.js')}</script>\n</body>\n</html>\n",
        )
    )


def opening(title: str, name: str) -> Iterator[str]:
    """The head of a page with the resources `name`.css and `name`.js, up to its body; nothing but these is allowed."""
    style, script = resource(f"{name}.css"), resource(f"{name}.js")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style>\n</head>\n<body>"


def _levels(chain: Chain) -> str:
    """《逐级落实情况表》, the same in every tab; it is printed once, after the last."""
    table = chain_table(chain)
    number, *others = (escape(column.name) for column in table.columns)
    head = f'<th class="n">{number}</th>' + "".join(f"<th>{name}</th>" for name in others)
    rows = "\n".join(_level_row(*map(escape, row.texts())) for row in table.rows)
    lines = "".join(_paragraph(line) for line in (*table.head, *table.foot))
    return (
        f'<div class="levels">\n<h2>{LEVELS}</h2>\n{lines}\n<table><thead><tr>{head}</tr></thead>'
        f"\n<tbody>\n{rows}\n</tbody></table>\n</div>"
    )


def _level_row(number: str, *texts: str) -> str:
    return f'<tr><td class="n">{number}</td>{"".join(f"<td>{text}</td>" for text in texts)}</tr>'


def resource(name: str) -> str:
    """A style or a script that goes into a page."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """The source expression of the policy that allows this text and no other."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _names_of(tabs: Iterable[_Tab]) -> Iterator[str]:
    yield '<nav aria-label="上级文件">'
    for tab in tabs:
        title, number = tab.coverage.directive_title, tab.coverage.directive_number
        name = f"{number}　{title[max(title.find('关于'), 0) :]}".strip() or tab.id
        yield f'<a href="#{tab.id}" title="{escape(title_line(title, number))}">{escape(shorten(name, 36))}</a>'
    yield "</nav>"


def _section(tab: _Tab, levels: str) -> Iterator[str]:
    coverage = tab.coverage
    yield f'<section id="{tab.id}">\n<header>\n<h1>{COMPARISON}</h1>'
    yield '<div class="papers">'
    for line in (
        parent_line(coverage),
        f"本级文件：{title_line(coverage.document_title, coverage.document_number)}",
    ):
        yield f'<p title="{escape(line)}">{escape(line)}</p>'
    yield "</div>"
    yield f'<p class="summary">{escape(summary_line(coverage))}</p>'
    yield '<p class="counted" aria-live="polite"></p>'
    yield from _bar(tab)
    yield '</header>\n<div class="panes">\n<div class="duties">'
    yield _wanting(coverage)
    yield (
        '<table class="answers">\n<thead><tr><th class="n">序号</th><th>上级文件要求（原文，条款）</th>'
        '<th>本文件对应内容（原文，条款）</th><th class="c">办理结论</th><th>差异及说明</th></tr></thead>\n<tbody>'
    )
    yield from (_row(tab, number, duty) for number, duty in enumerate(coverage.duties, 1))
    yield "</tbody></table>"
    yield from _additions(tab)
    yield from _problems(tab)
    yield levels
    yield _paragraph(f"{engine_line(coverage)}办理结论由程序按文字比对提出，以人工审核为准。{HOW_MARKED}", "foot")
    yield '</div>\n<div class="paper">\n<h2>本级文件全文</h2>'
    yield f'<p class="told" aria-live="polite">{_HELP}</p>'
    yield paper_html(tab.paper, _sentence_in(tab))
    yield "</div>\n</div>\n</section>"


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _wanting(coverage: Coverage) -> str:
    duties, others = len(open_items(coverage)), len(problems(coverage))
    parts = [f"需要处理的任务{duties}项（表中办理结论加下划线）"] if duties else []
    parts += [f"文稿其他问题{others}处"] if others else []
    return _paragraph("，".join(parts) + "。" if parts else "没有需要处理的事项。", "wanting")


# the filters, for the script


def _bar(tab: _Tab) -> Iterator[str]:
    """The filters: of no use without the script, so only the script shows them."""
    coverage = tab.coverage
    counts = settlement_counts(coverage)
    tiers = Counter(tier for duty in coverage.duties for tier in {tier_of(one) for one in duty.deviations})
    yield '<div class="bar" role="search">'
    yield _choice("open", "first", "只看需要处理的", len(open_items(coverage)))
    yield "<span>结论：</span>"
    yield from (_choice("answer", one.chinese, one.chinese, counts[one]) for one in Settlement if counts.get(one))
    otherwise = sum(map(is_told_otherwise, coverage.duties))
    if tiers or otherwise:
        yield "<span>差异：</span>"
    yield from (_choice("tier", tier_class(one), one.value, tiers[one]) for one in Tier if tiers[one])
    if otherwise:
        yield _choice("words", "words", "已落实而用词不同", otherwise)
    yield '<input type="search" placeholder="查找文字" aria-label="查找文字">'
    yield '<button type="button">全部显示</button>'
    if coverage.added:
        yield f'<a href="#{tab.id}a">本级新增内容 {len(coverage.added)}</a>'
    if problems(coverage):
        yield f'<a href="#{tab.id}p">其他问题 {len(problems(coverage))}</a>'
    yield "</div>"


def _choice(name: str, value: str, word: str, count: int) -> str:
    kind = "" if name == "answer" else f' class="{value}"'
    return f'<label{kind}><input type="checkbox" name="{name}" value="{value}">{word} {count}</label>'


# the duties


def _row(tab: _Tab, number: int, duty: DutyCoverage) -> str:
    tiers = " ".join(tier_class(tier) for tier in Tier if any(tier_of(one) is tier for one in duty.deviations))
    weight = urgency(duty)
    kind = ' class="open urgent"' if weight >= _URGENT else ' class="open"' if weight > SLIGHT_WEIGHT else ""
    words = ' data-words="other"' if is_told_otherwise(duty) else ""
    said = [one.text for one in _carrying(duty)]
    text = marked(duty.text, duty_marks(duty), said) + escape(bracketed(duty.where))
    return (
        f'<tr id="{tab.id}d{number}"{kind} data-answer="{duty.settlement.chinese}" data-tier="{tiers}"{words}>'
        f'<td class="n" title="{escape(duty.id)}">{number}</td><td class="p">{text}</td>'
        f'<td class="e">{"".join(_evidence(tab, duty))}</td>'
        f'<td class="c">{escape(conclusion(duty))}</td><td class="d">{"".join(_differences(duty))}</td></tr>'
    )


def _evidence(tab: _Tab, duty: DutyCoverage) -> Iterator[str]:
    """The sentences that carry the duty; for one that none surely carries those nearest to it, said to be no more."""
    marks = paper_marks(duty)
    for one in _carrying(duty):
        yield f"<p{_pointer(tab, one.text)}>{marked(one.text, marks, [duty.text])}{escape(bracketed(one.where))}</p>"
    if duty.verdict is Verdict.WAIVED:
        yield _paragraph("（无需对应）")
        return
    near = dict.fromkeys((one.text, one.where) for one in (duty.nearest, *duty.evidence) if one)
    if duty.settlement is Settlement.TO_CONFIRM and near:
        kind, word = "near", "可能对应"
    elif duty.verdict is Verdict.MISSING:
        yield _paragraph("（无）")
        kind, word = "near unprinted", "最接近"
    else:
        return
    for text, where in near:
        yield f'<p class="{kind}"{_pointer(tab, text)}>{word}：{marked(text, marks)}{escape(bracketed(where))}</p>'


def _carrying(duty: DutyCoverage) -> tuple[Evidence, ...]:
    return () if duty.settlement is Settlement.TO_CONFIRM else carrying(duty)


def _pointer(tab: _Tab, text: str) -> str:
    number = tab.numbers.get(letters(text))
    return f' data-s="{number}"' if number else ""


def _differences(duty: DutyCoverage) -> Iterator[str]:
    """The note, the differences by tier, the advice; the last tier stands behind a line that folds it."""
    if duty.note:
        yield _paragraph(duty.note)
    for tier in (Tier.CHANGE, Tier.LOOK):
        for one in duty.deviations:
            if tier_of(one) is tier:
                yield _difference(one, duty)
    if duty.suggestion:
        yield _paragraph("建议按上级原文补充。" if duty.verdict is Verdict.MISSING else f"建议：{duty.suggestion}")
    yield from (_paragraph(line) for line in outdated_lines(duty))
    notes = [one for one in duty.deviations if tier_of(one) is Tier.NOTE]
    if notes:
        yield f'<p class="folded">说明{len(notes)}处</p>'
    yield from (_difference(one, duty) for one in notes)


def _difference(deviation: Deviation, duty: DutyCoverage) -> str:
    tier = tier_of(deviation)
    return f'<p class="{tier_class(tier)}">{tier.value}：{escape(deviation_sentence(deviation, duty))}</p>'


# the paper


def _sentence_in(tab: _Tab) -> Callable[[str], str]:
    """How a sentence of the paper stands in the tab: its differing words marked, and those that none of the duties has
    which it carries; behind it these, or that it is the paper's own addition.
    """
    carried: dict[int, list[int]] = defaultdict(list)
    asked: dict[int, list[str]] = defaultdict(list)
    marks: dict[int, list[tuple[str, Tier]]] = defaultdict(list)
    for number, duty in enumerate(tab.coverage.duties, 1):
        for place in dict.fromkeys(tab.numbers.get(letters(one.text), 0) for one in _carrying(duty)):
            carried[place].append(number)
            asked[place].append(duty.text)
        for deviation in duty.deviations:
            marks[_differs_at(deviation, duty, tab)].append((deviation.child, tier_of(deviation)))
    added = {tab.numbers.get(letters(one.text), 0): one.kind.chinese for one in tab.coverage.added}

    def sentence(text: str) -> str:
        number = tab.numbers.get(letters(text))
        if number is None:
            return escape(text)
        links = " ".join(f'<a href="#{tab.id}d{row}">{row}</a>' for row in carried.get(number, ()))
        note = links or added.get(number, "")
        return f'<span data-s="{number}">{marked(text, marks.get(number, ()), asked[number])}</span>' + (
            note and f"<sup>{note}</sup>"
        )

    return sentence


def _differs_at(deviation: Deviation, duty: DutyCoverage, tab: _Tab) -> int:
    """The number of the sentence in which the paper says it differently; 0 when there is none."""
    there = (text for text, where in tab.places if where == deviation.where) if deviation.where else ()
    texts = (*there, *(one.text for one in duty.evidence))
    return next((tab.numbers.get(letters(text), 0) for text in texts if deviation.child in text), 0)


# the other tables


def _additions(tab: _Tab) -> Iterator[str]:
    if not tab.coverage.added:
        return
    yield f'<h2 id="{tab.id}a">{ADDITIONS}</h2>\n<table class="added">\n<thead><tr><th class="n">序号</th>'
    yield '<th>新增内容（条款）</th><th class="c">类别</th><th>说明</th></tr></thead>\n<tbody>'
    for number, one in enumerate(tab.coverage.added, 1):
        note = "请确认依据或删除。" if one.kind in BURDEN_CLASSES else ""
        yield (
            f'<tr{_pointer(tab, one.text)}><td class="n">{number}</td>'
            f"<td>{escape(one.text + bracketed(one.where))}</td>"
            f'<td class="c">{one.kind.chinese}</td><td>{note}</td></tr>'
        )
    yield "</tbody></table>"


def _problems(tab: _Tab) -> Iterator[str]:
    others = problems(tab.coverage)
    if others:
        yield f'<h2 id="{tab.id}p">{PROBLEMS}</h2>\n<table class="problems">\n<thead><tr><th class="n">序号</th>'
        yield "<th>位置</th><th>问题</th><th>办法</th></tr></thead>\n<tbody>"
        for number, one in enumerate(others, 1):
            cells = "".join(f"<td>{escape(text)}</td>" for text in (_place(one), one.message, one.hint))
            there = next((text for text, where in tab.places if where and where == one.place.label), "")
            yield f'<tr{_pointer(tab, there)}><td class="n">{number}</td>{cells}</tr>'
        yield "</tbody></table>"
    notes = (one for one in tab.coverage.findings if one.level is Level.INFO)
    yield from (_paragraph(f"说明：{one.message}", "foot") for one in notes)


def _place(finding: Finding) -> str:
    return finding.place.label or str(finding.place)
