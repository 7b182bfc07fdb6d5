"""The laws of 旧文改新, over our own pairs and the sample of an old plan: with all changes rejected the docx is the old
one, paragraph by paragraph; with all accepted it says what the amendments say, the duties for which something was put
in are carried, and no duty is settled less.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rejecting import rejected, w
from wenjian.changes.accepted import texts_of
from wenjian.cli import run
from wenjian.cli.renew import base_of
from wenjian.cli.shelf import library_shelf
from wenjian.compose.contract import Materials
from wenjian.library import load_directive, load_locality, load_parent_texts, load_replaced
from wenjian.lint.parents import Parents
from wenjian.model.document import Document
from wenjian.model.library import Library
from wenjian.model.vocabulary import Verdict
from wenjian.package import parse_xml, unpack
from wenjian.readers import load_paper, read_documents
from wenjian.renew import Given, Known, Renewal, renew
from wenjian.renew.amend import Kind
from wenjian.renew.clauses import applied, is_sound
from wenjian.renew.judging import by_ref, harms
from wenjian.reports.renewal import Written, with_comments, write_changes
from wenjian.writers.tracked import Author

ROOT = Path(__file__).parents[1]
PAIRS = ROOT / "benchmarks" / "pairs"
SAMPLES = ROOT / "samples"
LUSHAN = SAMPLES / "地区" / "鲁山县.yaml"

CASES = {
    case["name"]: (PAIRS / case["child"], PAIRS / case["parent"])
    for case in json.loads((PAIRS / "index.json").read_text(encoding="utf-8"))["cases"]
}
CASES["sample.docx"] = (SAMPLES / "旧文" / "鲁山县-养老机构安全-2025.docx", SAMPLES / "上级" / "示养安2026-3.yaml")
CASES["sample.txt"] = (SAMPLES / "旧文" / "鲁山县-养老机构安全-2025.txt", SAMPLES / "上级" / "示养安2026-3.yaml")


QUICK = ("h02_child_xiaofang", "h09_child_jiceng", "sample.docx", "composed.docx")
BLANK = "2026年月日"
"""A blank date as `texts_of` gives it; readers take one in the 版记 for no element."""


COMPOSED = "composed.docx"
"""A notice with plan and task table, composed for an older directive than the one it is renewed for."""
CASES[COMPOSED] = (SAMPLES / "拟稿单" / "鲁山县.yaml", SAMPLES / "上级" / "示养安2026-3.yaml")


@cache
def library() -> Library:
    return library_shelf(()).library()


def renewed(old: Path, parent: Path) -> tuple[Renewal, Written, bytes]:
    """The renewal, the docx with its changes, and the docx they were put into."""
    place, _ = load_locality(LUSHAN)
    directive, _ = load_directive(parent, place)
    paper = load_paper(old)
    base, numbers, _ = base_of(paper, old)
    above = Parents((directive,), load_parent_texts(parent, directive))
    materials = Materials(place, library(), (directive,))
    known = Known(load_replaced(())[0])
    renewal = renew(paper.documents[0], above, materials, known, Given(year=2026), day="2026年5月6日")
    return renewal, write_changes(renewal, base, numbers, Author("改稿"), old.name), base


def paragraphs(docx: bytes) -> list[str]:
    """The words of the paragraphs of a docx, one after the other."""
    root: Any = parse_xml(unpack(docx)["word/document.xml"])
    return ["".join(text.text or "" for text in one.iter(w("t"))) for one in root.iter(w("p"))]


def read(docx: bytes) -> Document:
    return read_documents(docx, "修订稿.docx")[0]


def said(document: Document) -> list[str]:
    """All texts of a paper, signs that part them apart."""
    return sorted(text for text in texts_of([document]) if text not in {BLANK, ""})


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in CASES]
)
def test_the_laws_of_a_renewed_paper(name: str, tmp_path: Path) -> None:
    old, parent = CASES[name]
    if name == COMPOSED:
        run(["compose", str(old), "-o", str(tmp_path)])
        old = tmp_path / "1-通知.docx"
    renewal, written, base = renewed(old, parent)
    assert paragraphs(rejected(written.docx)) == paragraphs(base)

    assert written.findings == ()
    assert written.amendments == renewal.amendments
    after = read(written.docx)
    assert said(after) == said(renewal.document)

    before, now = by_ref(renewal.coverages), by_ref(renewal.judge.coverages(after))
    assert not harms(before, now)
    put_in = [ref for one in written.amendments if one.kind is Kind.LACKING for ref in one.refs]
    assert [ref for ref in put_in if now[ref].verdict is Verdict.MISSING] == []
    changes = [one for one in written.amendments if one.kind is Kind.BELOW]
    assert [
        one for one in changes if not is_sound(one.spot.text, applied(one.spot.text, (one.start, one.end, one.new)))
    ] == []
    inserts = [one for one in written.amendments if one.kind is Kind.LACKING]
    assert all(any(one.new in text for text in texts_of([after])) for one in inserts)

    commented, count = with_comments(renewal, written, renewal.judge.coverages(after), after, person="改稿")
    assert count >= len({(one.spot, one.why) for one in written.amendments})
    assert paragraphs(rejected(commented)) == paragraphs(base)
    assert said(read(commented)) == said(after)
