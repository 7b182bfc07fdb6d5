"""Reading the papers of a stack from files, those that an earlier list already rests on among them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from wenjian.cli.shelf import library_thesaurus
from wenjian.coverage import check
from wenjian.coverage.chain import follow, paper_of_duties, without_signatures
from wenjian.coverage.parents import Parent, put_in_order
from wenjian.coverage.stack import Stack, stack
from wenjian.duties.editions import check_editions
from wenjian.errors import UnreadableInput
from wenjian.library import FORM_SUFFIXES, import_papers, load_original
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage
from wenjian.model.diff import Chain
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.text.superiors import listed, newer_version, same_paper, titled


def read_stack(
    files: Sequence[Path], output: Path | None, locality: Locality | None, old: Directive | None, number: int = 1
) -> Stack:
    """The list that `files`, farthest superior first, give, and what was found.

    Where `old`, the list as it stands in `output`, already rests on one of them, its other papers are read too from
    where it says they are (WJ328). Raises UnreadableInput (WJ329) when one of those is not there.
    """
    parents: list[Parent] = []
    findings: list[Finding] = []
    for file in files:
        given, notes = _read(file, locality, number)
        parents += given
        findings += notes
    if old is not None and old.papers and output is not None:
        parents, more = _with_the_others(parents, old, output, locality)
        findings += more
    findings += outdated_editions([parent.directive for parent in parents])
    stacked = stack(parents, library_thesaurus())
    if stacked.directive.duties:
        findings = [finding for finding in findings if finding.code != "WJ301"]
    return replace(stacked, findings=(*findings, *stacked.findings))


def farthest_first(
    files: Sequence[Path], directives: Sequence[Directive]
) -> tuple[tuple[Path, ...], tuple[Directive, ...], list[Finding]]:
    """The files and their papers as `import` orders them, and what is to be said of it (WJ321)."""
    if len(files) < 2:
        return tuple(files), tuple(directives), []
    parents = [Parent(one, load_original(file, one)) for file, one in zip(files, directives, strict=True)]
    ordered, findings = put_in_order(parents)
    at = [next(n for n, one in enumerate(parents) if one is parent) for parent in ordered]
    return tuple(files[n] for n in at), tuple(directives[n] for n in at), findings


def follow_down(
    superiors: Sequence[Directive], files: Sequence[Path], plan: Sequence[Coverage], thesaurus: Thesaurus
) -> Chain:
    """The duties of the first of `superiors` through the others down to the plan, which `plan` are the coverages of.

    A paper in between is read as its file gives it; of a duty list whose 来源文件 is not there, the list.
    """
    asked = [without_signatures(directive) for directive in superiors]
    papers = [
        load_original(file, directive) or paper_of_duties(directive)
        for directive, file in zip(superiors[1:], files[1:], strict=True)
    ]
    between = [[check(one, paper, thesaurus) for one in asked[:level]] for level, paper in enumerate(papers, 1)]
    return follow(superiors, [*between, plan])


def outdated_editions(directives: Sequence[Directive], known: Sequence[Directive] = ()) -> list[Finding]:
    """Where `directives` cite an older edition of a paper than another of them does, or one of the `known` (WJ312)."""
    sources = {directive.source for directive in directives}
    found_in_all = check_editions([*directives, *known])
    return [finding for finding in found_in_all if finding.code == "WJ312" and finding.place.path in sources]


def located(directive: Directive, folder: Path) -> Directive:
    """The list with the files it was read from as seen from `folder`, where it is written."""
    papers = tuple(
        paper.model_copy(update={"source": relative(Path(paper.source), folder)}) for paper in directive.papers
    )
    return directive.model_copy(update={"source": relative(Path(directive.source), folder), "papers": papers})


def relative(path: Path, folder: Path) -> str:
    """`path` as seen from `folder`, with forward slashes; absolute where there is no way (another drive)."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _read(file: Path, locality: Locality | None, number: int = 1) -> tuple[list[Parent], tuple[Finding, ...]]:
    papers, findings = import_papers(file, locality, number)
    if any(directive.papers for directive, _ in papers):
        raise click.UsageError(
            f"{file.name} 是合成好的任务总清单，不能再合；请写原来的各份上级文件。",
            click.get_current_context(silent=True),
        )
    last = len(papers) - 1
    parents = [
        Parent(
            directive.model_copy(update={"source": _original(file, directive)}), document, str(file) if n < last else ""
        )
        for n, (directive, document) in enumerate(papers)
    ]
    return parents, findings


def _original(file: Path, directive: Directive) -> str:
    """The file that the words came from: `file`, or the 来源文件 of the duty list that it is."""
    if file.suffix.lower() in FORM_SUFFIXES and directive.source and (file.parent / directive.source).is_file():
        return str(file.parent / directive.source)
    return str(file)


def _with_the_others(
    given: Sequence[Parent], old: Directive, output: Path, locality: Locality | None
) -> tuple[list[Parent], list[Finding]]:
    """The given papers in the order of the list, with its other papers, as long as any given one belongs to it."""
    known = [next((one for one in given if _stands_for(one.directive, paper)), None) for paper in old.papers]
    if not any(known):
        return list(given), []
    parents: list[Parent] = []
    findings: list[Finding] = []
    more: list[SourcePaper] = []
    for paper, parent in zip(old.papers, known, strict=True):
        if parent is not None:
            parents.append(parent)
            continue
        read, notes = _again(paper, output, locality)
        parents.append(read)
        findings += notes
        more.append(paper)
    if more:
        findings.append(found("WJ328", Place(given[-1].directive.source), names=listed(more)))
    return [*parents, *(one for one in given if not any(one is other for other in parents))], findings


def _stands_for(directive: Directive, paper: SourcePaper) -> bool:
    return same_paper(directive, paper) or newer_version(paper, directive)


def _again(paper: SourcePaper, output: Path, locality: Locality | None) -> tuple[Parent, tuple[Finding, ...]]:
    """A paper of the list read again from its 来源文件."""
    file = output.parent / paper.source
    if paper.source and file.is_file():
        read, findings = _read(file, locality)
        for parent in read:
            if _stands_for(parent.directive, paper):
                return parent, findings
    raise UnreadableInput(found("WJ329", Place(str(output)), name=titled(paper), source=paper.source or "没有写明"))
