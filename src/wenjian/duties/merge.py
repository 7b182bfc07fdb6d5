"""Importing again: ids and people's work stay, changes of the source are reported (design: identity)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wenjian.duties.pairs import Pair, pair_duties, source_keys
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty, SourcePaper
from wenjian.model.finding import Finding, Place
from wenjian.model.record import chinese_keys
from wenjian.text.normal import fingerprint
from wenjian.text.superiors import newer_version, paper_names, same_paper

WITHDRAWN = "上级文件重新导入后已无此项"
_HUMAN = ("kept", "competence", "section", "assisting", "local_deadline", "not_local", "remark")
_HEADER = ("title", "number", "date", "issuer", "recipients")


def merge(old: Directive, new: Directive) -> tuple[Directive, tuple[Finding, ...]]:
    """The duty list `old` brought up to the source `new`, and what changed.

    Entries pair by equal 指纹, then in order under the same headings at likeness 0.8 (版次 + 1, same id); in a list of
    several parents also by what any of them wrote. What is left of `new` gets the next free id; what is left of `old`
    is kept as 是否任务: 否 with a remark, or as 并入 where another entry now holds what it asked. A signed entry is
    never overwritten; one that people added is left as it is, for it never stood in the source. A list of another
    directive comes back unchanged with an error (WJ308).
    """
    called = _called(old, new)
    pairs = pair_duties(old, new, called)
    if _is_another(old, new, pairs):
        return old, (found("WJ308", Place(new.source), old=old.id, new=new.id),)
    of_new = {pair.new.id: pair for pair in pairs}
    numbers = _free_numbers(old.duties)
    ids = {duty.id: of_new[duty.id].old.id if duty.id in of_new else f"D{next(numbers):03d}" for duty in new.duties}
    duties: list[Duty] = []
    findings = list(_header_findings(old, new))
    for duty in (_renumbered(duty, ids) for duty in new.duties):
        pair = of_new.get(duty.id)
        if pair is None:
            added = duty.model_copy(update={"id": ids[duty.id]})
            duties.append(added)
            findings.append(found("WJ304", _place(new, added), excerpt=added.text, id=added.id))
            continue
        pair = replace(pair, new=duty)
        duties.append(_merged(pair))
        findings += _changes(pair, old, new, called)
    paired = {pair.old.id for pair in pairs}
    home = {key: ids[duty.id] for duty in new.duties for key in source_keys(duty, new, {})} if new.papers else {}
    for entry in old.duties:
        if entry.id not in paired:
            into = next((home[key] for key in source_keys(entry, old, called) if key in home), "")
            duties.append(_withdrawn(entry, into))
            findings += _withdrawal(entry, into, new)
    update = {**_header(old, new), "source": new.source, "fingerprint": new.fingerprint, "duties": tuple(duties)}
    return old.model_copy(update=update), tuple(findings)


def _renumbered(duty: Duty, ids: Mapping[str, str]) -> Duty:
    """A duty of the source that names others (并入D003, a remark of ours) by the ids that they have in the list."""
    kept, remark = (
        re.sub(r"D\d{3,}", lambda match: ids.get(match[0], match[0]), text) for text in (duty.kept, duty.remark)
    )
    return (
        duty if (kept, remark) == (duty.kept, duty.remark) else duty.model_copy(update={"kept": kept, "remark": remark})
    )


# the papers


def _papers(directive: Directive) -> Sequence[Directive | SourcePaper]:
    return directive.papers or (directive,)


def _is_another(old: Directive, new: Directive, pairs: Sequence[Pair]) -> bool:
    """Whether the list was made of other papers: none of them is among the new ones, and without 发文字号 to tell by,
    no duty is either.
    """
    if any(same_paper(one, two) or newer_version(one, two) for one in _papers(old) for two in _papers(new)):
        return not new.papers and bool(old.number and new.number) and not same_paper(old, new)
    numbered = all(paper.number for paper in (*_papers(old), *_papers(new)))
    return numbered or (not pairs and bool(old.duties) and bool(new.duties))


def _called(old: Directive, new: Directive) -> dict[str, str]:
    """What a paper was called in the old list → its name now, where it was issued anew or got its number since."""
    names: dict[str, str] = {}
    for paper in _papers(old):
        now = next((one for one in _papers(new) if same_paper(paper, one)), None)
        now = now or next((one for one in _papers(new) if newer_version(paper, one)), None)
        if now is not None:
            names[paper.number or paper.title] = now.number or now.title
    return names


def _header(old: Directive, new: Directive) -> dict[str, object]:
    """The elements as people left them in the list, or those of the superior who is the nearest now, and the papers
    with what people corrected in them.
    """
    papers = tuple(_corrected(paper, old.papers) for paper in new.papers)
    if new.papers and not same_paper(old, new):
        return {name: getattr(new, name) for name in _HEADER} | {"papers": papers}
    return {name: getattr(old, name) or getattr(new, name) for name in _HEADER} | {"papers": papers}


def _corrected(paper: SourcePaper, known: Sequence[SourcePaper]) -> SourcePaper:
    twin = next((one for one in known if one.number and same_paper(one, paper)), None)
    if twin is None:
        return paper
    kept = {name: getattr(twin, name) or getattr(paper, name) for name in ("title", "number", "date", "issuer")}
    return paper.model_copy(update=kept)


# entries


def _merged(pair: Pair) -> Duty:
    """The entry for a pair: a signed or added one as it is, an equal one as people left it, else the new text. A text
    that was changed in the list alone is the source's again.
    """
    if _is_falsified(pair):
        return _merged(replace(pair, old=pair.old.model_copy(update={"text": pair.new.text})))
    if pair.old.added:
        return pair.old
    if pair.old.signed:
        return pair.old.model_copy(update={"sources": pair.new.sources}) if pair.same else pair.old
    if pair.same:
        update: dict[str, object] = {"where": pair.new.where, "headings": pair.new.headings}
        if pair.new.sources and pair.new.sources != pair.old.sources:
            update |= {"sources": pair.new.sources, "deadline": pair.new.deadline}
        return _restored(pair.old.model_copy(update=update))
    human = {name: getattr(pair.old, name) for name in _HUMAN}
    revision = str(int(pair.old.revision) + 1) if pair.old.revision.isdigit() else pair.old.revision
    return _restored(pair.new.model_copy(update={**human, "id": pair.old.id, "revision": revision}))


def _is_falsified(pair: Pair) -> bool:
    """Whether the list quotes the source wrongly, though its 指纹 still knows what stood there."""
    return pair.same and not pair.old.added and fingerprint(pair.old.text) != fingerprint(pair.new.text)


def _restored(duty: Duty) -> Duty:
    """A duty that was withdrawn before and stands in the source again."""
    if WITHDRAWN not in duty.remark:
        return duty
    return duty.model_copy(update={"kept": "是", "remark": duty.remark.replace(WITHDRAWN, "").strip("；")})


def _withdrawn(entry: Duty, into: str) -> Duty:
    if entry.signed or entry.added or WITHDRAWN in entry.remark:
        return entry
    if into:
        return entry.model_copy(update={"kept": f"并入{into}"})
    remark = f"{entry.remark}；{WITHDRAWN}" if entry.remark else WITHDRAWN
    return entry.model_copy(update={"kept": "否", "remark": remark})


# what is said about it


def _changes(pair: Pair, old: Directive, new: Directive, called: Mapping[str, str]) -> Iterator[Finding]:
    place = replace(_place(new, pair.new), label=pair.old.id)
    if _is_falsified(pair):
        yield found("WJ185", place, excerpt=pair.old.text, id=pair.old.id, name="上级原文")
    if not pair.same:
        code = "WJ302" if pair.old.signed else "WJ303"
        yield found(code, place, excerpt=pair.new.text, id=pair.old.id, checked=pair.old.checked, old=pair.old.text)
    changes = "；".join(_source_changes(pair, old, new, called))
    if changes:
        code = "WJ310" if pair.old.signed else "WJ309"
        yield found(code, place, id=pair.old.id, checked=pair.old.checked, changes=changes)


def _source_changes(pair: Pair, old: Directive, new: Directive, called: Mapping[str, str]) -> Iterator[str]:
    """What happened at each level of a list of several parents, farthest superior first."""
    if not new.papers or pair.old.added:
        return
    names = paper_names(new.papers)
    before = dict(source_keys(pair.old, old, called))
    after = dict(source_keys(pair.new, new, {}))
    gone = (paper for paper in before if paper not in names)
    for paper in (*gone, *names):
        name = names.get(paper, paper)
        if paper in after and paper not in before:
            yield f"{name}也有要求"
        elif paper in before and paper not in after:
            yield f"{name}不再要求"
        elif paper in before and before[paper] != after[paper] and (pair.same or paper != pair.new.sources[-1].paper):
            yield f"{name}的原文有改动"
    if pair.old.sources and pair.new.deadline != pair.old.deadline and pair.new.sources != pair.old.sources:
        yield f"最早时限由“{pair.old.deadline or '无'}”变为“{pair.new.deadline or '无'}”"


def _withdrawal(entry: Duty, into: str, new: Directive) -> Iterator[Finding]:
    if entry.added or WITHDRAWN in entry.remark or entry.kept == f"并入{into}":
        return
    if into and not entry.signed:
        yield found("WJ309", _place(new, entry), excerpt=entry.text, id=entry.id, changes=f"与任务{into}合为一项")
        return
    code = "WJ306" if entry.signed else "WJ305"
    yield found(code, _place(new, entry), excerpt=entry.text, id=entry.id, checked=entry.checked)


def _header_findings(old: Directive, new: Directive) -> Iterator[Finding]:
    if new.papers and not same_paper(old, new):
        yield found("WJ327", Place(new.source), old=old.id, new=new.id)
        return
    for name in _HEADER:
        before, after = getattr(old, name), getattr(new, name)
        if before and after and before != after:
            key = chinese_keys(Directive)[name]
            yield found("WJ307", Place(new.source), key=key, old=_words(before), new=_words(after))


def _words(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "、".join(value)


def _place(directive: Directive, duty: Duty) -> Place:
    named = duty.sources[-1].paper if duty.sources else ""
    files = (paper.source for paper in directive.papers if paper.name == named)
    return Place(next(files, directive.source), label=duty.id)


def _free_numbers(duties: Iterable[Duty]) -> Iterator[int]:
    """Numbers above every id ever given, those of withdrawn entries included."""
    used = [int(match[1]) for duty in duties if (match := re.fullmatch(r"D(\d+)", duty.id))]
    number = max(used, default=0)
    while True:
        number += 1
        yield number
