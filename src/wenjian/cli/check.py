"""`wenjian check`: does a paper settle every duty of its parent?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import (
    ANY_PATH,
    CLUSTER,
    chosen_format,
    date_option,
    deadline_option,
    deliver,
    read_locality,
    refuse_inputs,
    require_suffix,
    show,
)
from wenjian.cli.decide import DECISIONS, read_entries
from wenjian.cli.leftovers import load_known, problems_of
from wenjian.cli.parents import farthest_first, follow_down
from wenjian.cli.several import candidates, carried, check_chosen
from wenjian.cli.shelf import library_thesaurus
from wenjian.coverage import LADDER, check, failing
from wenjian.coverage.decisions import check_foreign, reviewed
from wenjian.coverage.parents import stands_above
from wenjian.coverage.several import beside_each_other
from wenjian.errors import Exit
from wenjian.library import load_directive, nth_document
from wenjian.lint.authority import document_issuers, is_superiors
from wenjian.lint.copied import check_copied
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage
from wenjian.model.diff import Chain
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Level
from wenjian.readers import load_documents
from wenjian.reports import REPORTS, SIGNED, letter, letter_docx, letter_text

LETTER = "letter"
LETTER_SUFFIXES = (".docx", ".txt")
ONE_BY_ONE = "--compare、--document、--to 只用于单份文稿，不能与 --many 合用。"
COMMENTS = "comments"
"""The format that is no report but the paper itself."""


def _refuse(*values: object, why: str) -> None:
    """An option without effect is a mistake of the user's, not to be passed over."""
    if any(values):
        raise click.UsageError(why, click.get_current_context(silent=True))


@chinese_command("核对文稿是否落实上级文件的每项任务：在哪一句，有什么差异。手写的文稿同样可以核对。")
@click.argument("child", metavar="文稿", type=ANY_PATH, required=False)
@click.option("--many", "folder", metavar="文件夹", type=ANY_PATH, help="核对文件夹里的每份文稿，写成汇总表。")
@click.option(
    "--against", "parents", metavar="上级", type=ANY_PATH, multiple=True, required=True, help="上级文件或其任务清单。"
)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件。")
@click.option(
    "--compare",
    "others",
    metavar="方案",
    type=ANY_PATH,
    multiple=True,
    help="另一单位的方案，看有没有照搬；可写几次。",
)
@click.option(
    "--decisions",
    metavar="文件",
    type=ANY_PATH,
    help="核对.yaml，或填好的对照表（xlsx）；默认用文稿所在文件夹的 核对.yaml。",
)
@click.option(
    "--library",
    "libraries",
    metavar="文件夹",
    type=ANY_PATH,
    multiple=True,
    help="叠加的条款库（用其中的术语、旧称）。",
)
@click.option(
    "--document",
    "number",
    metavar="序号",
    type=click.IntRange(1),
    help="文件中有几份公文时核对第几份；不写的核对写到的任务最多的一份。",
)
@click.option("--authority", type=click.Choice([word.chinese for word in Authority]), default="本局", help="行文名义。")
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(list(LADDER)),
    default="missing",
    help="到什么程度退出码为1：missing 未见对应内容（默认），by-reference 只写按文件执行，partial 部分落实，"
    "weaker 低于上级要求，any 任何差异和其他问题；后一级包括前一级。",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice([*REPORTS, COMMENTS]),
    help="输出格式；默认由 -o 的后缀决定，否则为 text。"
    "letter 是审核意见（docx、txt），comments 是文稿本身加批注（docx）。",
)
@click.option("--person", metavar="姓名", default="", help="核对人，写在批注和对照表上；批注默认署“核对”。")
@click.option(
    "--date", metavar="日期", default="", callback=date_option, help="核对日期，如 2026-06-01；不写则不带日期。"
)
@click.option("--to", metavar="单位", default="", help="审核意见写给哪个单位；默认是文稿的署名单位。")
@click.option(
    "--due", metavar="日期", default="", callback=deadline_option, help="审核意见里要求报回的日期，如 8月15日。"
)
@click.option("--contact", metavar="姓名电话", default="", help="审核意见里的联系人和电话，如“张三 0000-1234567”。")
@click.option(
    "--each", metavar="文件夹", type=ANY_PATH, help="与 --many 合用：把每份文稿的对照表和审核意见写到这个文件夹。"
)
@click.option(
    "--jobs", metavar="个数", type=click.IntRange(1), help="与 --many 合用：同时核对几份，默认是处理器的个数。"
)
@CLUSTER
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到文件，默认显示。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    child: Path | None,
    folder: Path | None,
    parents: tuple[Path, ...],
    locality: Path | None,
    others: tuple[Path, ...],
    decisions: Path | None,
    libraries: tuple[Path, ...],
    number: int | None,
    authority: str,
    level: str,
    kind: str | None,
    person: str,
    date: str,
    to: str,
    due: str,
    contact: str,
    each: Path | None,
    jobs: int | None,
    cluster: str,
    output: Path | None,
) -> int:
    if folder is not None:
        _refuse(child, why="--many 已经写了文件夹，不要再写文稿。")
        _refuse(len(parents) > 1, why="--many 只对照一份上级文件；有几份的，先用 import 合成任务总清单。")
        _refuse(others, number, to, why=ONE_BY_ONE)
        _refuse(jobs and cluster, why="--jobs 是本机的，--cluster 是别的计算机，只写一个。")
        _refuse(
            kind in {LETTER, COMMENTS}, why="成批的审核意见用 --each 文件夹 写出；批注一份一份地写，不与 --many 合用。"
        )
        if not each:
            _refuse(due, contact, why="--due、--contact 用于审核意见，请加 --each 文件夹。")
        from wenjian.cli.many import check_many
        from wenjian.cli.many_plan import Wanted

        wanted = Wanted(
            locality,
            decisions,
            libraries,
            Authority.of(authority),
            level,
            each,
            jobs,
            cluster,
            date,
            person,
            due,
            contact,
        )
        refuse_inputs(output, *parents)
        return check_many(folder, parents[0], wanted, kind, output)
    _refuse(each, jobs, cluster, why="--each、--jobs、--cluster 只用于成批核对，请加 --many 文件夹。")
    if child is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if kind != LETTER:
        _refuse(to, due, contact, why="--to、--due、--contact 只用于审核意见，请加 --format letter。")
    if kind == LETTER:
        require_suffix(output, LETTER_SUFFIXES)
    elif kind == COMMENTS:
        require_suffix(output, [".docx"])
    refuse_inputs(output, *parents, child, *others)
    chosen = kind if kind in {LETTER, COMMENTS} else chosen_format(kind, output, REPORTS)
    place = read_locality(locality)
    checked = _checked(
        child,
        parents,
        place=place,
        decisions=decisions,
        libraries=libraries,
        others=others,
        number=number,
        authority=Authority.of(authority),
    )
    show(checked.findings)
    if chosen == LETTER:
        whole = checked.with_own_findings()
        opinion = letter(whole.coverages, to=to, sender=place.bureau if place else "", due=due, contact=contact)
        in_word = output is not None and output.suffix.lower() == ".docx"
        deliver(letter_docx(opinion) if in_word else letter_text(opinion), output)
    elif chosen == COMMENTS:
        from wenjian.reports.comments import commented_docx

        data = child.read_bytes()
        commented, unplaced = commented_docx(checked.coverages, checked.document, data, date=date, person=person)
        show(unplaced)
        deliver(commented, output)
    elif chosen in SIGNED:
        deliver(SIGNED[chosen](checked.coverages, checked.chain(), date=date, person=person), output)
    else:
        deliver(REPORTS[chosen](checked.coverages, checked.document, checked.chain()), output)
    return int(Exit.FINDINGS if checked.fails(level) else Exit.CLEAN)


@dataclass(frozen=True)
class _Checked:
    """A paper beside the papers above it, farthest first, by their files: what each asks for and how the paper carries
    it, with all findings on the way and the `problems` of the paper itself.
    """

    document: Document
    parents: tuple[Path, ...]
    directives: tuple[Directive, ...]
    coverages: tuple[Coverage, ...]
    thesaurus: Thesaurus
    findings: tuple[Finding, ...]
    problems: tuple[Finding, ...]

    def with_own_findings(self) -> _Checked:
        """With what was found in reading the paper among the findings of the first coverage."""
        first, *others = self.coverages
        own = replace(first, findings=(*first.findings, *self.document.findings))
        return replace(self, coverages=(own, *others))

    def chain(self) -> Chain | None:
        """The duties of the top paper down the levels, where there are several."""
        if len(self.directives) < 2:
            return None
        return follow_down(self.directives, self.parents, self.coverages, self.thesaurus)

    def fails(self, level: str) -> bool:
        """Whether something is found that is at least as bad as `level`."""
        return any(failing(coverage, level) for coverage in self.coverages) or (
            level == "any" and any(problem.level is not Level.INFO for problem in self.problems)
        )


def _checked(
    child: Path,
    parents: Sequence[Path],
    *,
    place: Locality | None,
    decisions: Path | None,
    libraries: Sequence[Path],
    others: Sequence[Path],
    number: int | None,
    authority: Authority,
) -> _Checked:
    documents = load_documents(child)
    given = nth_document(documents, number, child) if number else None
    entries = read_entries(decisions, child.parent / DECISIONS)
    thesaurus = library_thesaurus(libraries)
    loaded = [load_directive(parent, place) for parent in parents]
    parents, directives, order = farthest_first(parents, [directive for directive, _ in loaded])

    def answer(directive: Directive, document: Document) -> Coverage:
        answered = check(
            directive,
            document,
            thesaurus,
            locality=place,
            decisions=entries.file.decisions,
            places=entries.places,
            documents=len(documents),
        )
        return reviewed(answered, entries.file, entries.places)

    papers = [(number, given)] if number and given else candidates(documents, directives)
    answers = {taken: (one, [answer(directive, one) for directive in directives]) for taken, one in papers}
    taken = max(answers, key=lambda one: (sum(map(carried, answers[one][1])), -one))
    document, answered = answers[taken]
    first, *further = beside_each_other(answered)
    known, notes = load_known(parents, directives, libraries)
    problems = (
        *problems_of(document, known, authority, place),
        *check_copied(document, [load_documents(path)[0] for path in others], known.above),
    )
    parent_findings = [finding for _, findings in loaded for finding in findings]
    foreign = check_foreign(entries.file, [directive.id for directive in directives], entries.places)
    findings = [*parent_findings, *order, *document.findings, *entries.findings, *foreign, *notes, *problems]
    if len(papers) > 1:
        findings.append(check_chosen(child, documents, taken))
    if entries.paper and document.title and not entries.paper.startswith(document.title):
        findings.append(found("WJ417", Place(str(decisions)), table=entries.paper, document=document.title))
    if itself := next((directive for directive in directives if is_superiors(document, directive)), None):
        findings.append(found("WJ991", Place(str(child)), title=itself.title))
    elif reason := stands_above(document, document_issuers(document), _texts(directives, known.above.documents)):
        findings.append(found("WJ419", Place(str(child)), reason=reason))
    whole = replace(first, findings=(*first.findings, *problems))
    return _Checked(document, parents, directives, (whole, *further), thesaurus, tuple(findings), problems)


def _texts(directives: Sequence[Directive], documents: Sequence[Document]) -> list[tuple[Directive, Document | None]]:
    """Each superior's paper with its text, where that is at hand."""
    return [(one, next((text for text in documents if text.title == one.title), None)) for one in directives]
