"""Texts built to be slow are read, and their duties found, in bounded time. How it grows: `benchmarks/hostile.py`."""

from __future__ import annotations

import pytest
from hostile import BYTES, FOOT, HEAD, IN_MANY_LINES, IN_ONE_LINE, NUMBERED, grown, numbered
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bounded import in_bounded_time
from wenjian.coverage.parents import Parent
from wenjian.coverage.stack import stack
from wenjian.duties import extract
from wenjian.duties.merge import merge
from wenjian.duties.schedule import check_schedule, submissions
from wenjian.errors import UnreadableInput
from wenjian.library import load_library
from wenjian.model.directive import Directive
from wenjian.readers import read_documents
from wenjian.reports.schedule import schedule
from wenjian.text.workdays import WorkCalendar


def answered(text: str) -> Directive | None:
    """The duties found in a text, None for one that is refused; in bounded time."""
    with in_bounded_time():
        try:
            documents = read_documents(text.encode("utf-8", "replace"), "某.txt")
        except UnreadableInput as error:
            (finding,) = error.findings
            assert finding.place.path == "某.txt"
            return None
        directives = [extract(document)[0] for document in documents]
    return directives[0]


@pytest.mark.parametrize("piece", IN_ONE_LINE)
def test_one_endless_line(piece: str) -> None:
    assert answered(HEAD + grown(piece) + FOOT)


@pytest.mark.parametrize("line", IN_MANY_LINES)
def test_thousands_of_lines(line: str) -> None:
    answered(HEAD + grown(f"{line}\n") + FOOT)
    answered(grown(f"{line}\n", BYTES // 8))


@pytest.mark.parametrize("kind", NUMBERED)
def test_lines_that_all_differ(kind: str) -> None:
    assert answered(HEAD + numbered(NUMBERED[kind]) + FOOT)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["（", "《", "一、", " ", "的", "要", "1", "各单位要开展检查，"])
def test_a_line_of_a_megabyte(piece: str) -> None:
    with in_bounded_time():
        (document,) = read_documents((HEAD + grown(piece, 1_000_000) + FOOT).encode(), "某.txt")
        extract(document)


PIECES = st.sampled_from([*IN_ONE_LINE, *(f"{line}\n" for line in IN_MANY_LINES), "\n"])


@given(st.lists(st.tuples(PIECES, st.integers(1, 9)), max_size=30), st.booleans())
@settings(max_examples=8, deadline=None, derandomize=True)
@example([("一、\n", 9), ("（", 9)], True)
def test_any_text_gives_duties_that_can_be_merged_and_scheduled(
    pieces: list[tuple[str, int]],
    framed: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    text = "".join(piece[:50] * count for piece, count in pieces)
    directive = answered(HEAD + text + FOOT if framed else text)
    if directive is not None:
        used(directive)


@pytest.mark.parametrize("kind", ["duties", "dates", "responsible", "phases"])
def test_many_duties_are_merged_stacked_and_scheduled(kind: str) -> None:
    directive = answered(HEAD + numbered(NUMBERED[kind], 3_000) + FOOT)
    assert directive is not None
    assert directive.duties
    with in_bounded_time():
        used(directive)


def used(directive: Directive) -> None:
    """Every later step takes what was found: merging with itself, stacking two papers, the dates to hand in."""
    days = WorkCalendar()
    merged, _ = merge(directive, directive)
    assert len(merged.duties) == len(directive.duties)
    rows = submissions(directive, days)
    assert len(rows) <= len(directive.duties)
    assert all(finding.message for finding in check_schedule(directive, rows, days, "某.txt"))
    assert schedule(directive, rows, days).blocks
    other = directive.model_copy(update={"number": "河源民发〔2025〕6号", "date": "2025年1月5日"})
    stacked = stack([Parent(other, None), Parent(directive, None)], load_library().thesaurus)
    assert len(stacked.directive.duties) <= 2 * len(directive.duties)
