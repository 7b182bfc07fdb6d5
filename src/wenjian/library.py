"""Everything a run needs, loaded from files: jobs, localities, directives, clauses, outlines, decisions.

Loaders of yaml return the value and the findings about what was repaired. They raise UnreadableInput for what the
user hands in, and LibraryError or TemplateError for what the library holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TypeVar

from wenjian.errors import LibraryError, UnreadableInput, WenjianError
from wenjian.loading.bind import bind
from wenjian.loading.duties import check_duties, kept_word
from wenjian.loading.entries import Entries
from wenjian.loading.examples import required_lines
from wenjian.loading.files import load_yaml, read_bytes, yaml_of
from wenjian.loading.shape import KINDS, required_of
from wenjian.loading.yaml import KeyPath, Loaded
from wenjian.model.catalogue import found
from wenjian.model.coverage import Decision, DecisionFile
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.holidays import HolidayFile, HolidayYear
from wenjian.model.house import House
from wenjian.model.job import Job
from wenjian.model.ledger import Ledger
from wenjian.model.library import (
    AddedClaim,
    Claim,
    Clause,
    ClauseFile,
    CountyFile,
    Library,
    Outline,
    Phrase,
    PhraseFile,
    ReplacedFile,
    ReplacedWord,
    Stage,
    TermEntry,
    Thesaurus,
)
from wenjian.model.locality import PLACE_KINDS, Locality
from wenjian.model.record import Record
from wenjian.model.roster import Roster
from wenjian.model.vocabulary import Level, Role
from wenjian.shipped import builtin
from wenjian.text.dates import parse_date
from wenjian.text.nearest import did_you_mean
from wenjian.text.slots import Slot, SlotError, parse_slots
from wenjian.text.superiors import listed
from wenjian.text.workdays import BadDay, WorkCalendar, work_calendar

YAML_SUFFIXES = (".yaml", ".yml")
FORM_SUFFIXES = (*YAML_SUFFIXES, ".xlsx")
"""Suffixes of the files that people fill in: duty lists and jobs, as yaml or as their xlsx twins."""
TABLE_SUFFIXES = (".xlsx", ".xlsm")
"""Suffixes of a filled 对照表."""
_NOT_READ_BACK = (".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".html", ".xls", ".et", ".ods")
ROSTER_SUFFIXES = (*TABLE_SUFFIXES, ".csv")
THESAURUS_NAME = "术语.yaml"
HOLIDAYS_NAME = "节假日.yaml"
REPLACED_NAME = "旧称.yaml"
COUNTIES_NAME = "县级区划.yaml"
PHRASES_NAME = "提法库"
OWN_LAYER = "自带"
"""What the layer of the built-in clauses is called."""
GIVEN_SLOTS = frozenset(
    {
        "县名",
        "全域",
        "本局",
        "机关",
        "县政府",
        "政府",
        "基层民政机构",
        "所在基层民政机构",
        "上级民政部门",
        "内设机构",
        "本地",
        "主责股室",
        "配合单位",
        "层级",
        "类别",
        "上级",
        "依据",
        "标题",
        "发文字号",
        "成文日期",
    }
)
"""Slots that every place or paper gives by itself (see docs/design.md); others a clause must declare in its 参数."""
_PEER_ENDINGS = ("部门", "机构", "单位", "委", "局", "厅")
"""How the names of slots end that a locality's 协作部门 fill: the words by which superiors address a peer."""

R = TypeVar("R", bound=Record)


def load_job(path: Path) -> tuple[Job, tuple[Finding, ...]]:
    """拟稿单 from yaml or its xlsx twin, and what was repaired."""
    if path.suffix.lower() == ".xlsx":
        from wenjian.loading.job_sheet import read_job_xlsx

        return read_job_xlsx(read_bytes(path), str(path))
    return _load(Job, path)


def load_locality(path: Path) -> tuple[Locality, tuple[Finding, ...]]:
    """地区 from yaml. Without 类别 it is that with which its name ends («渝中区»)."""
    locality, findings = _load(Locality, path)
    last = locality.name[-1:]
    if locality.kind == PLACE_KINDS[0] and last in PLACE_KINDS and not locality.name.endswith("地区"):
        locality = locality.model_copy(update={"kind": last})
    return locality, findings


def load_ledger(path: Path) -> tuple[Ledger, tuple[Finding, ...]]:
    """督办台账 from its xlsx, and what was repaired."""
    from wenjian.loading.ledger_sheet import read_ledger_xlsx

    return read_ledger_xlsx(read_bytes(path), str(path))


def load_roster(path: Path) -> Roster:
    """地区名册 from xlsx or csv. Raises UnreadableInput, also where no row gives a place."""
    from wenjian.loading.roster_sheet import read_roster

    if path.suffix.lower() not in ROSTER_SUFFIXES:
        raise UnreadableInput(found("WJ105", Place(str(path)), suffix=path.suffix, way_out="请另存为 .xlsx 或 .csv。"))
    return read_roster(read_bytes(path), str(path))


def load_house(path: Path) -> tuple[House, tuple[Finding, ...]]:
    """本单位习惯 from yaml."""
    return _load(House, path)


def load_decisions(path: Path) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """The 核对结论 of `load_entries`, and what was found while reading."""
    entries = load_entries(path)
    return entries.file.decisions, entries.findings


def load_entries(path: Path) -> Entries:
    """What people decided and remarked, from 核对.yaml or from a filled 贯彻落实对照表.xlsx. Raises UnreadableInput;
    with WJ118 for kinds of file from which nothing is read back.
    """
    suffix = path.suffix.lower()
    if suffix in TABLE_SUFFIXES:
        from wenjian.loading.comparison_sheet import read_comparison_xlsx

        return read_comparison_xlsx(read_bytes(path), str(path))
    if suffix in _NOT_READ_BACK:
        raise UnreadableInput(found("WJ118", Place(str(path)), suffix=suffix))
    loaded = load_yaml(path)
    file = bind(DecisionFile, loaded)
    lists = (("核对", file.decisions), ("审核", file.reviews), ("新增内容", file.additions))
    places = {entry: loaded.place((name, at)) for name, entries in lists for at, entry in enumerate(entries)}
    return Entries(file, places, loaded.findings)


def load_directive(path: Path, locality: Locality | None = None) -> tuple[Directive, tuple[Finding, ...]]:
    """上级文件 from yaml, from the xlsx twin, or from the document itself, imported on the fly with the same ids."""
    suffix = path.suffix.lower()
    if suffix in YAML_SUFFIXES:
        return _load_duties(path)
    if suffix == ".xlsx":
        from wenjian.loading.duty_sheet import read_directive_xlsx

        return read_directive_xlsx(read_bytes(path), str(path))
    return import_directive(path, locality)


def _load_duties(path: Path) -> tuple[Directive, tuple[Finding, ...]]:
    """A duty list in yaml, with what its hand-filled entries have wrong; UnreadableInput for what is no list."""
    loaded = load_yaml(path)
    read = bind(Directive, loaded)
    duties = tuple(duty.model_copy(update={"kept": kept_word(duty.kept)}) for duty in read.duties)
    directive = read.model_copy(update={"duties": duties})
    problems = (
        replace(problem, excerpt=loaded.excerpt(problem.place))
        for problem in check_duties(directive, lambda at, key: loaded.place(("任务", at, key)))
    )
    findings = (*loaded.findings, *problems)
    if any(finding.level is Level.ERROR for finding in findings):
        raise UnreadableInput(*sorted(findings, key=lambda finding: finding.order))
    return directive, findings


def import_directive(
    path: Path, locality: Locality | None = None, number: int = 1
) -> tuple[Directive, tuple[Finding, ...]]:
    """The directive that the `number`-th document of a file imposes, and all findings on the way."""
    from wenjian.duties import extract
    from wenjian.readers import load_documents

    documents = load_documents(path)
    document = nth_document(documents, number, path)
    directive, findings = extract(document, locality)
    unread = papers_not_read(documents) if number == 1 else ()
    return directive, (*document.findings, *findings, *unread)


def import_papers(
    path: Path, locality: Locality | None = None, number: int = 1
) -> tuple[tuple[tuple[Directive, Document | None], ...], tuple[Finding, ...]]:
    """The papers that the file at `path` gives to a stack of parents, each with the text it was read from: the
    `number`-th document, before it those that it forwards. A duty list gives its directive, and its 来源文件 if that
    is there. Findings are those of reading; a paper without duties of its own is one of a stack all the same.
    """
    from wenjian.duties import extract
    from wenjian.readers import load_documents

    if path.suffix.lower() in FORM_SUFFIXES:
        directive, findings = load_directive(path, locality)
        return ((directive, load_original(path, directive)),), findings
    documents = load_documents(path)
    document = nth_document(documents, number, path)
    papers = (*(replace(inner, role=Role.MAIN) for inner in forwarded_originals(document)), document)
    read = [(extract(paper, locality), paper) for paper in papers]
    findings = tuple(finding for (_, notes), paper in read for finding in (*paper.findings, *notes))
    findings = (*findings, *(papers_not_read(documents) if number == 1 else ()))
    if any(directive.duties for (directive, _), _ in read):
        findings = tuple(finding for finding in findings if finding.code != "WJ301")
    return tuple((directive, paper) for (directive, _), paper in read), findings


def forwarded_originals(document: Document) -> tuple[Document, ...]:
    """The papers that `document` forwards whole; what one of them forwards in turn, and what stands last, first."""
    inner = [one for one in document.attachments if one.role is Role.FORWARDED]
    return tuple(paper for one in reversed(inner) for paper in (*forwarded_originals(one), one))


def nth_document(documents: Sequence[Document], number: int, path: Path) -> Document:
    """The `number`-th document of the file at `path`, counted from 1. Raises UnreadableInput (WJ190)."""
    if number > len(documents):
        raise UnreadableInput(found("WJ190", Place(str(path)), number=number, count=len(documents)))
    return documents[number - 1]


def papers_not_read(documents: Sequence[Document]) -> tuple[Finding, ...]:
    """That a file holds papers besides its first one and those which that one forwards (WJ330)."""
    names = _other_papers(documents)
    return (found("WJ330", Place(documents[0].source), count=len(documents), names=names),) if names else ()


def papers_left_out(documents: Sequence[Document]) -> tuple[Finding, ...]:
    """That only the first paper of a file is printed or looked at, where nobody chose one (WJ344)."""
    names = _other_papers(documents)
    if not names:
        return ()
    first = documents[0]
    return (found("WJ344", Place(first.source), count=len(documents), title=first.title, names=names),)


def _other_papers(documents: Sequence[Document]) -> str:
    """The papers of a file besides its first one and those which that one forwards, in words."""
    forwarded = {(one.title, one.elements.number) for one in forwarded_originals(documents[0])}
    rest = [one for one in documents[1:] if (one.title, one.elements.number) not in forwarded]
    return listed([SourcePaper(title=one.title, number=one.elements.number) for one in rest])


def load_original(path: Path, directive: Directive | SourcePaper) -> Document | None:
    """The text of the directive, or of one paper of a list of several, for forwarding: the file itself, or the 来源文件
    that a duty list names.

    None when the duty list names none or it is not there.
    """
    from wenjian.readers import load_documents

    if path.suffix.lower() in FORM_SUFFIXES:
        if not directive.source:
            return None
        path = path.parent / directive.source
        if not path.is_file() or path.suffix.lower() in FORM_SUFFIXES:
            return None
    documents = load_documents(path)
    return next((document for document in documents if document.title == directive.title), documents[0])


def load_parent_texts(path: Path, directive: Directive) -> tuple[Document, ...]:
    """The texts of the directive, of a list of several parents those of all of them, as far as they are there and can
    be read; `path` is the file that it was loaded from.
    """
    texts: list[Document] = []
    for paper in directive.papers or (directive,):
        try:
            text = load_original(path, paper)
        except UnreadableInput:
            continue
        texts += [text] if text else []
    return tuple(texts)


def outline_names() -> tuple[str, ...]:
    """The names of the built-in outlines."""
    return tuple(path.stem for path in sorted(builtin("templates").glob("*.yaml")))


def load_outline(name: str, base: Path, place: Place | None = None) -> tuple[Outline, tuple[Finding, ...]]:
    """提纲 by file (relative to `base`), or by file name among those beside the job, then among the built-in ones.

    `place` is where the job names it: LibraryError (WJ205) points there when there is no such outline.
    """
    ours = builtin("templates")
    file = base / name
    candidates = [file] if file.suffix.lower() in YAML_SUFFIXES else [base / f"{name}.yaml", ours / f"{name}.yaml"]
    for candidate in candidates:
        if candidate.is_file():
            return _load(Outline, candidate, LibraryError)
    names = outline_names()
    named = place or Place(str(base))
    raise LibraryError(found("WJ205", named, name=name, names="、".join(names), advice=did_you_mean(name, names)))


def load_library(
    folders: Iterable[Path] = (), *, base: bool = True, progress: Callable[[int, int], None] | None = None
) -> Library:
    """条款库: the built-in clauses (unless `base` is False), overlaid by `folders`, the last the nearest.

    A clause with the id of one in an earlier layer takes its place, a layer may withdraw clauses of earlier ones, and
    findings say so. All problems of all files come in one LibraryError: duplicate ids in one layer, bad or unknown
    slots, what the loader refuses. `progress` is told after each file how many are read, of how many.
    """
    nearer = tuple(folders)
    named = [*([(builtin("clauses"), OWN_LAYER)] if base else []), *((one, one.name) for one in nearer)]
    files = {folder: library_files(folder) for folder, _ in named}
    total = sum(map(len, files.values()))
    done = count(1)
    told = (lambda: progress(next(done), total)) if progress else (lambda: None)
    layers = [_load_layer(name, files[folder], told) for folder, name in named]
    if problems := [problem for layer in layers for problem in layer.problems]:
        raise LibraryError(*sorted(problems, key=lambda finding: finding.order))
    stages: dict[str, tuple[Stage, ...]] = {}
    findings: list[Finding] = []
    for layer in layers:
        findings += layer.findings
        findings += _lay_over(stages, layer)
    phrases, notes = load_phrases(nearer)
    winning = [chain[-1] for chain in stages.values()]
    return Library(
        tuple(stage.clause for stage in winning if stage.clause),
        merge_thesauri([thesaurus for layer in layers for thesaurus in layer.thesauri]),
        {stage.clause.id: stage.place for stage in winning if stage.clause},
        (*findings, *notes),
        stages,
        phrases,
    )


@dataclass(slots=True)
class _Layer:
    """One folder of the library as its files have it, each entry with its place."""

    name: str
    clauses: dict[str, tuple[Clause, Place]] = field(default_factory=dict)
    withdrawn: dict[str, Place] = field(default_factory=dict)
    claims: list[tuple[AddedClaim, Place]] = field(default_factory=list)
    thesauri: list[Thesaurus] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def load_clause_file(path: Path) -> ClauseFile:
    """One file of clauses. Raises LibraryError."""
    return _load(ClauseFile, path, LibraryError)[0]


def library_files(folder: Path) -> list[Path]:
    """The files of one layer, in order. Raises LibraryError (WJ203, WJ204) for what is no folder."""
    found_here = (*_checked(folder).rglob("*.yaml"), *folder.rglob("*.yml"), *folder.rglob(f"{PHRASES_NAME}.xlsx"))
    return sorted(found_here)


def _load_layer(name: str, files: Iterable[Path], told: Callable[[], None]) -> _Layer:
    layer = _Layer(name)
    for path in files:
        told()
        if path.name in {HOLIDAYS_NAME, REPLACED_NAME, COUNTIES_NAME} or path.stem == PHRASES_NAME:
            continue
        try:
            if path.name == THESAURUS_NAME:
                thesaurus, notes = _load(Thesaurus, path, LibraryError)
                layer.thesauri.append(thesaurus)
                layer.findings.extend(notes)
            else:
                _add_clauses(layer, path)
        except LibraryError as error:
            layer.problems.extend(error.findings)
    for id_ in layer.withdrawn.keys() & layer.clauses.keys():
        place = layer.withdrawn[id_]
        layer.problems.append(found("WJ212", place, name=id_, first=str(layer.clauses[id_][1])))
    return layer


def _add_clauses(layer: _Layer, path: Path) -> None:
    """The clauses of one file with their places. LibraryError names every slot that is wrong."""
    read = _read_clauses(read_bytes(path, LibraryError), str(path))
    layer.findings += read.findings
    for clause, place in read.clauses:
        if clause.id in layer.clauses:
            first = str(layer.clauses[clause.id][1])
            layer.problems.append(found("WJ201", place, name=clause.id, first=first))
        layer.clauses[clause.id] = (clause, place)
    layer.withdrawn.update(read.withdrawn)
    layer.claims += read.claims


@dataclass(frozen=True, slots=True)
class _ClausesRead:
    """What a file of clauses holds, each entry with its place."""

    clauses: tuple[tuple[Clause, Place], ...]
    withdrawn: tuple[tuple[str, Place], ...]
    claims: tuple[tuple[AddedClaim, Place], ...]
    findings: tuple[Finding, ...]


@lru_cache(maxsize=64)
def _read_clauses(data: bytes, path: str) -> _ClausesRead:
    loaded = yaml_of(data, path, LibraryError)
    file = bind(ClauseFile, loaded, error=LibraryError)
    problems = [
        problem for number, clause in enumerate(file.clauses) for problem in _check_slots(clause, number, loaded)
    ]
    if problems:
        raise LibraryError(*problems)

    def placed(key: str, entries: tuple[R, ...], *rest: str) -> tuple[tuple[R, Place], ...]:
        return tuple((entry, loaded.place((key, number, *rest))) for number, entry in enumerate(entries))

    withdrawn = tuple((id_, loaded.place(("停用条款", number))) for number, id_ in enumerate(file.withdrawn))
    return _ClausesRead(
        placed("条款", file.clauses, "编号"), withdrawn, placed("补充承接", file.claims), loaded.findings
    )


def _lay_over(stages: dict[str, tuple[Stage, ...]], layer: _Layer) -> Iterable[Finding]:
    """Lay `layer` over what the earlier ones made, and say what it changes."""
    current = {id_: chain[-1].clause for id_, chain in stages.items() if chain[-1].clause}
    for id_, place in layer.withdrawn.items():
        if id_ in current:
            yield found("WJ211", place, name=id_, layer=layer.name)
            stages[id_] = (*stages[id_], Stage(layer.name, place, None))
        else:
            yield found("WJ210", place, name=id_, advice=did_you_mean(id_, current))
    for id_, (clause, place) in layer.clauses.items():
        if old := current.get(id_):
            yield found("WJ207", place, name=id_, old=old.ref, layer=layer.name)
        stages[id_] = (*stages.get(id_, ()), Stage(layer.name, place, clause))
    for added, place in layer.claims:
        chain = stages.get(added.clause, ())
        claimed = chain[-1].clause if chain else None
        if claimed is None:
            yield found("WJ213", place, name=added.clause, advice=did_you_mean(added.clause, stages))
        elif added.duty not in {claim.duty for claim in claimed.claims}:
            claims = (*claimed.claims, Claim(duty=added.duty))
            stages[claimed.id] = (*chain[:-1], replace(chain[-1], clause=claimed.model_copy(update={"claims": claims})))


def load_thesaurus(folders: Iterable[Path] = ()) -> Thesaurus:
    """The thesaurus of `load_library`, whose clauses are not looked at. Raises LibraryError (WJ203, WJ204)."""
    return merge_thesauri([_load(Thesaurus, path, LibraryError)[0] for path in thesaurus_files(folders)])


def thesaurus_files(folders: Iterable[Path] = ()) -> list[Path]:
    """The files of `load_thesaurus`, the built-in one first."""
    return _layered(folders, THESAURUS_NAME)


def _layered(folders: Iterable[Path], name: str) -> list[Path]:
    """The files of this name: the built-in one, then those of each folder. Raises LibraryError (WJ203, WJ204)."""
    return [path for folder in (builtin("clauses"), *folders) for path in sorted(_checked(folder).rglob(name))]


def _checked(folder: Path) -> Path:
    """`folder`, if it is one."""
    if not folder.is_dir():
        raise LibraryError(found("WJ204" if folder.exists() else "WJ203", Place(str(folder))))
    return folder


def load_holidays(folders: Iterable[Path] = ()) -> tuple[WorkCalendar, tuple[Finding, ...]]:
    """The working days: the shipped 节假日.yaml, and over it, year by year, that of each folder which has one."""
    years: list[HolidayYear] = []
    findings: list[Finding] = []
    for path in _layered(folders, HOLIDAYS_NAME):
        file, notes = _load(HolidayFile, path, LibraryError)
        findings.extend(notes)
        try:
            work_calendar(file.years)
        except BadDay as problem:
            raise LibraryError(found("WJ335", Place(str(path)), value=str(problem))) from problem
        years.extend(file.years)
    return work_calendar(years), tuple(findings)


def load_replaced(folders: Iterable[Path] = ()) -> tuple[tuple[ReplacedWord, ...], tuple[Finding, ...]]:
    """The words of former days: the shipped 旧称.yaml, and over it, word by word, that of each folder which has one.

    LibraryError (WJ209) for a day that is none.
    """
    words: dict[str, ReplacedWord] = {}
    findings: list[Finding] = []
    for path in _layered(folders, REPLACED_NAME):
        loaded = load_yaml(path, LibraryError)
        file = bind(ReplacedFile, loaded, error=LibraryError)
        findings.extend(loaded.findings)
        for at, entry in enumerate(file.words):
            if parse_date(entry.since) is None:
                raise LibraryError(found("WJ209", loaded.place(("旧称", at, "自")), value=entry.since))
            words[entry.word] = entry
    return tuple(words.values()), tuple(findings)


def load_phrases(folders: Iterable[Path] = ()) -> tuple[tuple[Phrase, ...], tuple[Finding, ...]]:
    """The 提法 of all 提法库.yaml and .xlsx of the folders, name by name the nearest; an office keeps them, none is
    shipped. LibraryError (WJ218) for a day that is none.
    """
    phrases: dict[str, Phrase] = {}
    findings: list[Finding] = []
    for folder in folders:
        paths = sorted(_checked(folder).rglob(f"{PHRASES_NAME}.*"))
        for path in (one for one in paths if one.suffix in FORM_SUFFIXES):
            if path.suffix == ".xlsx":
                from wenjian.loading.phrase_sheet import read_phrases_xlsx

                file = read_phrases_xlsx(read_bytes(path, LibraryError), str(path))
            else:
                file, notes = _load(PhraseFile, path, LibraryError)
                findings.extend(notes)
            for phrase in file.phrases:
                for key, value in (("启用日期", phrase.start), ("停用日期", phrase.end)):
                    if value and parse_date(value) is None:
                        raise LibraryError(found("WJ218", Place(str(path)), name=phrase.name, key=key, value=value))
            phrases |= {phrase.name: phrase for phrase in file.phrases}
    return tuple(phrases.values()), tuple(findings)


def load_counties(folders: Iterable[Path] = ()) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """The names of all counties, present, former and short: those of the shipped 县级区划.yaml and of each folder that
    has one.
    """
    names: set[str] = set()
    findings: list[Finding] = []
    for path in _layered(folders, COUNTIES_NAME):
        file, notes = _load(CountyFile, path, LibraryError)
        findings.extend(notes)
        for province in file.provinces:
            names.update(f"{province.counties} {province.former} {province.short}".split())
    return frozenset(names), tuple(findings)


def merge_thesauri(layers: Sequence[Thesaurus]) -> Thesaurus:
    """One thesaurus of all layers: words joined, of the 主题词 those of the nearest, and the version naming each layer
    («1.0+县»).
    """
    merged: dict[str, TermEntry] = {}
    for layer in layers:
        for entry in layer.terms:
            known = merged.get(entry.term)
            merged[entry.term] = (
                entry
                if known is None
                else TermEntry(
                    term=entry.term,
                    synonyms=tuple(dict.fromkeys((*known.synonyms, *entry.synonyms))),
                    broader=tuple(dict.fromkeys((*known.broader, *entry.broader))),
                )
            )
    version = "+".join(layer.version for layer in layers)
    subjects = {entry.theme: entry for layer in layers for entry in layer.subjects}
    return Thesaurus(version=version, terms=tuple(merged.values()), subjects=tuple(subjects.values()))


def _load(kind: type[R], path: Path, error: type[WenjianError] = UnreadableInput) -> tuple[R, tuple[Finding, ...]]:
    if error is LibraryError:
        return _bound(kind, read_bytes(path, error), str(path))
    try:
        loaded = load_yaml(path, error)
        return bind(kind, loaded, error=error), loaded.findings
    except WenjianError as problem:
        if [one.code for one in problem.findings] != ["WJ103"] or not required_of(kind):
            raise
        raise error(_empty(kind, path)) from None


def _empty(kind: type[Record], path: Path) -> Finding:
    """That a file says nothing, with the least that one of its kind must say."""
    name = next((word for word, one in KINDS.items() if one is kind), "")
    lines = "".join(f"\n    {line}" for line in required_lines(kind).split("\n"))
    return found("WJ536", Place(str(path)), kind=f"{name}文件" if name == "地区" else name, lines=lines)


@lru_cache(maxsize=64)
def _bound(kind: type[R], data: bytes, path: str) -> tuple[R, tuple[Finding, ...]]:
    """A record of the library; the same bytes are not read twice, for one run may ask for the library often."""
    loaded = yaml_of(data, path, LibraryError)
    return bind(kind, loaded, error=LibraryError), loaded.findings


def _check_slots(clause: Clause, number: int, loaded: Loaded) -> Iterable[Finding]:
    declared = {parameter.name for parameter in clause.parameters} | GIVEN_SLOTS
    texts: list[tuple[KeyPath, str]] = [
        (("条款", number, "正文"), clause.text),
        (("条款", number, "小标题"), clause.lead),
        (("条款", number, "重点任务"), clause.task),
        (("条款", number, "完成时限"), clause.deadline),
        (("条款", number, "完成标准"), clause.standard),
    ]
    for at, variant in enumerate(clause.variants):
        texts += [
            (("条款", number, "变体", at, "正文"), variant.text),
            (("条款", number, "变体", at, "完成标准"), variant.standard),
        ]
    texts += [(("条款", number, "检查项", at, "检查内容及标准"), one.standard) for at, one in enumerate(clause.checks)]
    for path, text in texts:
        try:
            parts = parse_slots(text)
        except SlotError as error:
            place = _inside(loaded, path, text, error.position)
            yield found("WJ202", place, excerpt=loaded.excerpt(place), name=clause.id, problem=error.message)
            continue
        for part in parts:
            if isinstance(part, Slot) and part.name not in declared and not part.name.endswith(_PEER_ENDINGS):
                place = _inside(loaded, path, text, part.start)
                yield found(
                    "WJ208",
                    place,
                    excerpt=loaded.excerpt(place),
                    name=clause.id,
                    slot=part.name,
                    advice=did_you_mean(part.name, sorted(declared)),
                )


def _inside(loaded: Loaded, path: KeyPath, text: str, position: int) -> Place:
    """Where the character at `position` of a value stands: found again in the lines from its start."""
    start = loaded.place(path)
    needle = text[position : position + 12].partition("\n")[0]
    for line in range(start.line, len(loaded.lines) + 1):
        content = loaded.lines[line - 1]
        column = content.find(needle, start.column - 1 if line == start.line else 0)
        if column >= 0:
            return Place(start.path, line, column + 1)
    return start
