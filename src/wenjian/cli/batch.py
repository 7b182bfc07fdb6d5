"""`wenjian batch`: a job composed for every place of a roster, on many workers, resumed where it was stopped."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import (
    ANY_PATH,
    CLUSTER,
    LIBRARIES,
    REPORTED,
    printable,
    read_house,
    refuse_inputs,
    save,
    say,
    show,
)
from wenjian.cli.decide import DECISIONS
from wenjian.cli.drafting import people, stationery_in
from wenjian.cli.finished import Record, finished, put_drafts
from wenjian.cli.inputs import common_inputs, place_inputs
from wenjian.cli.materials import Common, load_common
from wenjian.cli.place import Drafts, PlaceTask, Recipe, compose_place, ready
from wenjian.cli.progress import Progress
from wenjian.compose.papers import DEFAULT_LAYOUT, LAYOUTS
from wenjian.errors import Exit, OutputError, WenjianError
from wenjian.library import load_job, load_roster
from wenjian.loading.entries import Entries
from wenjian.loading.lock import locked
from wenjian.loading.store import restore_folders
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job
from wenjian.model.roster import Entry, Refused, Roster
from wenjian.model.vocabulary import Level
from wenjian.reports import document_xlsx
from wenjian.reports.batch import PlaceResult, batch_document, format_batch_text, headline
from wenjian.reports.words import title_line
from wenjian.work import Lost, Where, Work, answers

SUMMARY = "汇总"
MOST_TOLD = 20
"""Places of which it is told in full on the terminal why nothing was made there; the summary holds all."""


@chinese_command(
    "按拟稿单为名册里的每个地区起草，各写一个文件夹，再写汇总。中断后再运行一次，做完的不重做。"
    "有地区没有做成、有任务没有着落或补写待审时退出码为1。"
)
@click.argument("job", metavar="拟稿单", type=ANY_PATH)
@click.option("--roster", metavar="名册", type=ANY_PATH, required=True, help="地区名册（xlsx、csv），一行一个地区。")
@click.option("-o", "folder", metavar="文件夹", type=ANY_PATH, required=True, help="写到哪个文件夹。")
@LIBRARIES
@click.option("--layouts", metavar="文件夹", type=ANY_PATH, help="本单位版式（docx）所在文件夹，默认是名册所在的。")
@click.option("--house", metavar="文件", type=ANY_PATH, help="本单位习惯（yaml），与国标不同处逐条说明。")
@REPORTED
@click.option("--jobs", metavar="个数", type=click.IntRange(1), help="同时做几个，默认是处理器的个数。")
@CLUSTER
def command(
    job: Path,
    roster: Path,
    folder: Path,
    *,
    libraries: tuple[Path, ...],
    layouts: Path | None,
    house: Path | None,
    kinds: tuple[str, ...],
    jobs: int | None,
    cluster: str,
) -> int:
    if jobs and cluster:
        raise click.UsageError("--jobs 是本机的，--cluster 是别的计算机，只写一个。", click.get_current_context())
    refuse_inputs(folder / f"{SUMMARY}.xlsx", roster)
    places = load_roster(roster)
    job_read, findings = load_job(job)
    common, more = load_common(job, job_read, libraries)
    common_prepared = common.ready()
    refused = [finding for row in places.refused for finding in row.findings]
    show((*findings, *more, *places.findings, *refused, *_shared_elements(job_read, job)))
    stationery = stationery_in(layouts or roster.parent, _layout_names(common, places.entries))
    recipe = Recipe(common, stationery, read_house(house, job_read.red_head), kinds)
    with locked(folder) as left:
        if left is not None:
            say(f"上一次（{left}）没有做完就停了，从那里接着做。")
        return _run(job, folder, roster, places, recipe, common_prepared, libraries, Where(jobs, cluster))


def _run(  # noqa: PLR0917 — what the command has read
    job: Path,
    folder: Path,
    roster: Path,
    places: Roster,
    recipe: Recipe,
    prepared: Common,
    libraries: tuple[Path, ...],
    where: Where,
) -> int:
    """Do what is not done yet in the folder, which is held; the exit code."""
    restore_folders(folder)
    inputs = common_inputs(job, recipe, libraries)
    steps = [_step(entry, folder, inputs) for entry in places.entries]
    batch = _Batch(folder, roster, {})
    try:
        batch.run(recipe, replace(recipe, common=prepared), steps, where)
    except KeyboardInterrupt:
        say(f"已中断。做完的{batch.done}个地区都在 {folder}，再运行一次从这里接着做。")
        return int(Exit.INTERRUPTED)
    except OutputError:
        say(f"做完的{batch.done}个地区都在 {folder}；能写以后再运行一次，从这里接着做。")
        raise
    return _finish(batch, places, recipe.common)


def _finish(batch: _Batch, places: Roster, common: Common) -> int:
    """Write the summary; the exit code."""
    rows = [*batch.results.values(), *map(_refused, places.refused)]
    results = sorted(rows, key=lambda one: one.row)
    titles = [title_line(parent.directive.title, parent.directive.number) for parent in common.parents]
    save(batch.folder / f"{SUMMARY}.xlsx", document_xlsx(batch_document(results, titles)))
    save(batch.folder / f"{SUMMARY}.txt", format_batch_text(results, titles).encode("utf-8"))
    click.echo(printable(headline(results)))
    if batch.blocked:
        return int(Exit.OUTPUT)
    unowned = any(finding.level is Level.ERROR for finding in places.findings)
    failed = unowned or any(one.error or one.is_open for one in results)
    return int(Exit.FINDINGS if failed else Exit.CLEAN)


def _refused(row: Refused) -> PlaceResult:
    return PlaceResult(row.row, row.name, findings=row.findings, error=_reason(row.findings))


def _reason(findings: Sequence[Finding]) -> str:
    """Why nothing was made, in a line."""
    errors = [finding.message for finding in findings if finding.level is Level.ERROR]
    more = f"（共{len(errors)}处）" if len(errors) > 1 else ""
    return f"{errors[0]}{more}" if errors else ""


def _layout_names(common: Common, entries: Iterable[Entry]) -> list[str]:
    """The layouts that papers of the job may ask for, in any place."""
    names = {DEFAULT_LAYOUT, *LAYOUTS.values(), *(document.layout for document in common.job.documents)}
    names |= {outline.layout for outline in common.outlines.values()}
    names |= {letterhead.layout for entry in entries for letterhead in entry.locality.letterheads}
    return sorted(names - {""})


def _shared_elements(job: Job, path: Path) -> Iterator[Finding]:
    """WJ983 for what a job says of the paper of one place."""
    for number, document in enumerate(job.documents, 1):
        given = document.elements
        told = {
            "发文字号": given.number,
            "主送机关": "、".join(given.recipients),
            "抄送机关": "、".join(given.copies_to),
        }
        for name, value in told.items():
            if value:
                yield found("WJ983", Place(str(path), label=f"“文件”第{number}项“要素”"), field=name, value=value)


@dataclass(frozen=True)
class _Step:
    """A place that is to be done: into which folder, with what, made of which inputs; or `record`, what lies there
    already, or `problems`, why it cannot be done.
    """

    entry: Entry
    folder: Path
    task: PlaceTask
    inputs: str = ""
    record: Record | None = None
    problems: tuple[Finding, ...] = ()


def _step(entry: Entry, out: Path, common: str) -> _Step:
    folder = out / entry.folder
    try:
        task = PlaceTask(entry.locality, people(folder / DECISIONS))
    except WenjianError as error:
        return _Step(entry, folder, PlaceTask(entry.locality, Entries()), problems=error.findings)
    if folder.exists() and not folder.is_dir():
        blocked = found("WJ683", Place(str(folder)), name=folder.name)
        return _Step(entry, folder, task, problems=(blocked,))
    inputs = place_inputs(common, task)
    return _Step(entry, folder, task, inputs, finished(folder, inputs))


@dataclass
class _Batch:
    """A run, and what it has come to so far: row of the roster → its result."""

    folder: Path
    roster: Path
    results: dict[int, PlaceResult]
    blocked: bool = False
    failures: int = 0

    @property
    def done(self) -> int:
        """How many places are done, those of earlier runs too."""
        return len(self.results) - self.failures

    def run(self, recipe: Recipe, prepared: Recipe, steps: Sequence[_Step], where: Where) -> None:
        """Compose what is not done yet: `recipe` is what workers get, `prepared` what they make of it (`ready`)."""
        for step in steps:
            if step.record is not None:
                self._done(step, step.record)
            elif step.problems:
                self.blocked = self.blocked or any(finding.code == "WJ683" for finding in step.problems)
                self._failed(step, step.problems)
        waiting = [step for step in steps if step.entry.row not in self.results]
        if there := self.done:
            say(f"已有{there}个地区做完，接着做其余{len(waiting)}个。" if waiting else f"{there}个地区都已做完。")
        if not waiting:
            return
        progress = Progress(len(waiting), "个地区")
        where = Where(min(where.jobs or os.cpu_count() or 1, len(waiting)), where.cluster)
        tasks = (step.task for step in waiting)
        with closing(answers(Work(ready, compose_place, recipe), tasks, where, prepared)) as made:
            for number, answer in made:
                self._take(waiting[number], answer, progress)
                progress.step()
        progress.close()

    def _take(self, step: _Step, answer: Drafts | Lost, progress: Progress) -> None:
        if isinstance(answer, Drafts) and answer.files:
            record, kept = put_drafts(step.folder, answer, step.inputs)
            self._done(step, record)
            if kept:
                progress.close()
                say(f"{step.folder}：手改过、另加的文件已保留：{'、'.join(kept)}")
            return
        progress.close()
        self._failed(step, (found("WJ982", reason=answer.reason),) if isinstance(answer, Lost) else answer.findings)

    def _done(self, step: _Step, record: Record) -> None:
        row, name = step.entry.row, step.entry.folder
        self.results[row] = PlaceResult(row, name, record.figures, record.gaps, record.findings)

    def _failed(self, step: _Step, findings: tuple[Finding, ...]) -> None:
        row, name = step.entry.row, step.entry.folder
        self.results[row] = PlaceResult(row, name, findings=findings, error=_reason(findings))
        self.failures += 1
        if self.failures <= MOST_TOLD:
            errors = (finding for finding in findings if finding.level is Level.ERROR)
            show(_at_row(finding, self.roster, row, name) for finding in errors)
        elif self.failures == MOST_TOLD + 1:
            say(f"还有没有做成的地区，原因见 {self.folder / SUMMARY}.xlsx。")


def _at_row(finding: Finding, roster: Path, row: int, name: str) -> Finding:
    """A finding with the row of the place that it is about."""
    inner = str(finding.place)
    return replace(finding, place=Place(str(roster), label=f"第{row}行“{name}”{f'，{inner}' if inner else ''}"))
