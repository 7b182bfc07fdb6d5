"""Slot values: where they come from, in which order, and which are still unknown."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from wenjian.duties.competence import propose_section
from wenjian.errors import LibraryError
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Document, Span, text_of
from wenjian.model.finding import Place
from wenjian.model.job import Job
from wenjian.model.library import Clause
from wenjian.model.locality import Locality, Office
from wenjian.model.vocabulary import Competence, OriginKind
from wenjian.text.dates import parse_date
from wenjian.text.slots import SlotError, fill, slot_names

JOB, LOCALITY, CLAUSE, OUTLINE, COMPOSED, PHRASES = "拟稿单", "地区", "条款默认", "提纲", "生成", "提法库"
"""Where a value was found, as spans say it."""

BLANK = re.compile(r"【待定：([^】]*)】")
_IDLE_SPACE = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef”’}])[ \t]+(?=[\u3001-\u9fff\uff00-\uffef“‘{])")

Values = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sources:
    """The values a paper can draw on: its own facts (依据, 标题 …), the job's, the locality's, the outline's, and the
    提法 in force on its date. `issued` is the day of the superior's newest paper: a day before it is none by which a
    clause can ask for anything.
    """

    own: Mapping[str, str]
    job: Mapping[str, str]
    locality: Mapping[str, str]
    outline: Mapping[str, str]
    phrases: Mapping[str, str] = field(default_factory=dict)
    issued: dt.date | None = None


def values(sources: Sources, clause: Clause | None = None, local: Mapping[str, str] | None = None) -> Values:
    """Name → (value, where found): a 提法 before the job, the paper's own facts, the locality, the clause's default,
    the outline: what is quoted is nobody's to reword. `local` is what the locality gives for this clause alone
    (主责股室). An empty value is no value.
    """
    parameters = clause.parameters if clause else ()
    defaults = {one.name: one.default for one in parameters if not _has_passed(one.default, sources.issued)}
    merged: dict[str, tuple[str, str]] = {}
    for where, table in (
        (OUTLINE, sources.outline),
        (CLAUSE, defaults),
        (LOCALITY, {**sources.locality, **(local or {})}),
        (COMPOSED, sources.own),
        (JOB, sources.job),
        (PHRASES, sources.phrases),
    ):
        merged.update({name: (value, where) for name, value in table.items() if value})
    return merged


def _has_passed(default: str, issued: dt.date | None) -> bool:
    """Whether a default is a day before `issued`."""
    day = parse_date(default.removesuffix("前")) if issued else None
    return day is not None and issued is not None and day < issued


def sources(
    job: Job,
    locality: Locality,
    outline: Mapping[str, str],
    own: Mapping[str, str],
    phrases: Mapping[str, str],
) -> Sources:
    return Sources(own=own, job=job.parameters, locality=locality_values(locality), outline=outline, phrases=phrases)


def locality_values(locality: Locality) -> dict[str, str]:
    """The slot values a locality gives by itself; its 参数 win over what follows from its names."""
    given: dict[str, str] = {}
    for peer in locality.peers:
        given.update(dict.fromkeys(peer.line, peer.name))
    given.update(
        {
            "县名": locality.name,
            "全域": f"全{locality.kind}",
            "本局": locality.bureau_called,
            "机关": locality.bureau,
            "县政府": locality.government or f"{locality.kind}人民政府",
            "基层民政机构": locality.grassroots,
            "所在基层民政机构": f"所在{locality.grassroots.removeprefix('各')}",
            "上级民政部门": _superior_bureau(locality),
            "内设机构": sections_called(locality),
            "本地": locality.kind if locality.level == "县级" else "当地",
            "政府": f"{locality.name}人民政府",
            "印发机关": locality.printer,
            "层级": locality.level,
            "类别": locality.kind,
            "上级": locality.superiors[0] if locality.superiors else "",
        }
    )
    return given | locality.gradings | locality.facts


def _superior_bureau(locality: Locality) -> str:
    """The civil-affairs organ of the nearest superior, named by the level of the place («平顶山市民政局»)."""
    if not locality.superiors:
        return "上级民政部门"
    superior = locality.superiors[0]
    return f"{superior}民政厅" if superior.endswith(("省", "自治区")) else f"{superior}民政局"


def sections_called(locality: Locality) -> str:
    """What the sections of the bureau are called together: 股室, 科室, 处室, as most of them are named."""
    counts = Counter(office.name[-1:] for office in locality.offices)
    last = max("股科处", key=lambda word: counts[word])
    return f"{last}室" if counts[last] else "内设机构"


def is_section(office: Office) -> bool:
    """Whether it is a section of the bureau itself; the others are 局属单位 (站, 中心, 院)."""
    return office.name.endswith(("股", "科", "处", "室"))


def office_for(word: str, locality: Locality, *, loosely: bool = False) -> Office | None:
    """The section whose name or keyword is `word`; `loosely` also by a keyword within it or around it."""
    exact = (office for office in locality.offices if word in (office.name, office.short, *office.keywords))
    near = (
        office
        for office in locality.offices
        if loosely and any(keyword in word or word in keyword for keyword in office.keywords if keyword)
    )
    return next(exact, None) or next(near, None) if word else None


def unit_name(word: str, locality: Locality, given: Mapping[str, str] | None = None) -> str:
    """A unit by the word a clause or duty uses: a section by its keyword, a peer by its line, else the word itself.
    `given` is what `locality_values` gives, where that is known.
    """
    office = office_for(word, locality)
    return office.name if office else (given or locality_values(locality)).get(word, word)


_NAMES_UNIT = re.compile(
    r"(?:部门|机关|机构|单位|企业|公司|中心|组织|公墓|社区|乡镇|街道|[股科处室局委厅办署站所院馆校园会联团队部点镇乡村）])$"
)


def unit_helping(word: str, locality: Locality, given: Mapping[str, str] | None = None) -> str:
    """The unit that a clause's 配合 means: what `unit_name` says; of a topic («老龄工作») that no section has word for
    word, the section whose work it is. «» where the place has none: a topic is the name of nobody.
    """
    name = unit_name(word, locality, given)
    if name != word or _NAMES_UNIT.search(word) or any(word == office.name for office in locality.offices):
        return name
    near = office_for(word, locality, loosely=True)
    return near.name if near else propose_section(Duty(id="", text=word), Competence.OWN, locality)


def basis_text(directives: Iterable[Directive]) -> str:
    """«《标题》（字号）» of each directive, of a list of several parents of each of them, joined with 、."""
    papers = (paper for one in directives for paper in one.papers or (one,))
    return "、".join(f"《{nested(one.title)}》" + (f"（{one.number}）" if one.number else "") for one in papers)


def nested(title: str) -> str:
    """A title as it stands inside 《》: its own 《》 become 〈〉 (GB/T 15834-2011)."""
    return title.replace("《", "〈").replace("》", "〉")


def fill_text(text: str, known: Values, kind: OriginKind, ref: str, name: str) -> tuple[Span, ...]:
    """The spans of `text`, its slots filled. `name` says in an error whose text it is («条款“养老.探视”»).

    Blanks between Chinese characters, as YAML's folded lines leave them, are dropped. Raises LibraryError.
    """
    try:
        spans, _ = fill(_IDLE_SPACE.sub("", text.strip()), known, ref, kind)
    except SlotError as error:
        raise LibraryError(found("WJ516", Place(label=name), name=name, problem=error.message)) from error
    return spans


def paragraphs_of(spans: Iterable[Span]) -> tuple[tuple[Span, ...], ...]:
    """A filled text as paragraphs: where a value has several lines each is one («参数» written as a block)."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = re.split(r"\s*\n\s*", span.text)
        lines[-1].append(replace(span, text=first))
        lines.extend([replace(span, text=other)] for other in others)
    return tuple(tuple(span for span in line if span.text) for line in lines if text_of(line).strip())


def sliced(spans: Iterable[Span], start: int, end: int | None = None) -> Iterator[Span]:
    """`spans` from the character `start` to `end`."""
    for span in spans:
        if text := span.text[max(0, start) : None if end is None else max(0, end)]:
            yield replace(span, text=text)
        start -= len(span.text)
        end = None if end is None else end - len(span.text)


def fill_plain(text: str, known: Values, name: str) -> str:
    """`text` with its slots filled, as a text."""
    return text_of(fill_text(text, known, OriginKind.SLOT, "", name))


def used_names(texts: Iterable[str]) -> frozenset[str]:
    """The slot names that `texts` ask for; a text with broken braces asks for none (it is refused elsewhere)."""
    names: set[str] = set()
    for text in texts:
        try:
            names.update(slot_names(text))
        except SlotError:
            continue
    return frozenset(names)


def blanks(document: Document) -> tuple[str, ...]:
    """The names of everything 待定 in the paper and what it carries, each once, in reading order."""
    return tuple(dict.fromkeys(name for text in _texts(document) for name in BLANK.findall(text)))


def _texts(document: Document) -> Iterator[str]:
    yield from (str(value) for value in vars(document.elements).values())
    for _, block in document.walk():
        yield block.text
        if block.table:
            yield from (text for row in block.table.rows for text in row.texts())
