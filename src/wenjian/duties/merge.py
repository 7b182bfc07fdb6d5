"""Importing again: ids and people's work stay, changes of the source are reported (design: identity)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty
from wenjian.model.finding import Finding, Place
from wenjian.text.normal import duty_fingerprint, fingerprint, letters

LIKE = 0.8
"""Likeness from which a changed text is still the same duty."""

WITHDRAWN = "上级文件重新导入后已无此项"
_HUMAN = ("kept", "competence", "section", "assisting", "local_deadline", "not_local", "remark")
_HEADER = ("title", "number", "date", "issuer", "recipients")


@dataclass(frozen=True, slots=True)
class _Pair:
    """An entry of the list and the duty of the source that it stands for."""

    old: Duty
    new: Duty
    same: bool


def merge(old: Directive, new: Directive) -> tuple[Directive, tuple[Finding, ...]]:
    """The duty list `old` brought up to the source `new`, and what changed.

    Entries pair by equal 指纹, then in order under the same headings at likeness 0.8 (版次 + 1, same id). What is left
    of `new` gets the next free id; what is left of `old` is kept as 是否任务: 否 with a remark. A signed entry is never
    overwritten; one that people added is left as it is, for it never stood in the source. A list of another directive
    comes back unchanged with an error (WJ308).
    """
    if old.number and new.number and old.number != new.number:
        return old, (found("WJ308", Place(new.source), old=old.id, new=new.id),)
    pairs = _pairs(old.duties, new.duties)
    of_new = {pair.new.id: pair for pair in pairs}
    numbers = _free_numbers(old.duties)
    duties: list[Duty] = []
    findings = list(_header_findings(old, new))
    for duty in new.duties:
        pair = of_new.get(duty.id)
        if pair is None:
            added = duty.model_copy(update={"id": f"D{next(numbers):03d}"})
            duties.append(added)
            findings.append(found("WJ304", _place(new, added), excerpt=added.text, id=added.id))
            continue
        duties.append(_merged(pair))
        findings += _changes(pair, new)
    paired = {pair.old.id for pair in pairs}
    for entry in old.duties:
        if entry.id not in paired:
            duties.append(_withdrawn(entry))
            findings += _withdrawal(entry, new)
    header = {name: getattr(old, name) or getattr(new, name) for name in _HEADER}
    update = {**header, "source": new.source, "fingerprint": new.fingerprint, "duties": tuple(duties)}
    return old.model_copy(update=update), tuple(findings)


def _pairs(old: tuple[Duty, ...], new: tuple[Duty, ...]) -> tuple[_Pair, ...]:
    waiting: dict[str, list[Duty]] = {}
    for entry in old:
        waiting.setdefault(duty_fingerprint(entry), []).append(entry)
    pairs: list[_Pair] = []
    rest: list[Duty] = []
    for duty in new:
        if same := waiting.get(duty_fingerprint(duty)):
            pairs.append(_Pair(same.pop(0), duty, same=True))
        else:
            rest.append(duty)
    taken = {pair.old.id for pair in pairs}
    left = [entry for entry in old if entry.id not in taken and not entry.added]
    return (*pairs, *_alike(left, rest))


def _alike(old: list[Duty], new: list[Duty]) -> Iterator[_Pair]:
    """Pairs of changed texts, in order under the same headings."""
    reached: dict[tuple[str, ...], int] = {}
    for entry in old:
        for i in range(reached.get(entry.headings, 0), len(new)):
            if new[i].headings == entry.headings and _likeness(entry.text, new[i].text) >= LIKE:
                reached[entry.headings] = i + 1
                yield _Pair(entry, new[i], same=False)
                break


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, letters(one), letters(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def _merged(pair: _Pair) -> Duty:
    """The entry for a pair: a signed or added one as it is, an equal one as people left it, else the new text. A text
    that was changed in the list alone is the source's again.
    """
    if _is_falsified(pair):
        return _merged(replace(pair, old=pair.old.model_copy(update={"text": pair.new.text})))
    if pair.old.signed or pair.old.added:
        return pair.old
    if pair.same:
        moved = pair.old.model_copy(update={"where": pair.new.where, "headings": pair.new.headings})
        return _restored(moved)
    human = {name: getattr(pair.old, name) for name in _HUMAN}
    revision = str(int(pair.old.revision) + 1) if pair.old.revision.isdigit() else pair.old.revision
    return _restored(pair.new.model_copy(update={**human, "id": pair.old.id, "revision": revision}))


def _is_falsified(pair: _Pair) -> bool:
    """Whether the list quotes the source wrongly, though its 指纹 still knows what stood there."""
    return pair.same and not pair.old.added and fingerprint(pair.old.text) != fingerprint(pair.new.text)


def _restored(duty: Duty) -> Duty:
    """A duty that was withdrawn before and stands in the source again."""
    if WITHDRAWN not in duty.remark:
        return duty
    return duty.model_copy(update={"kept": "是", "remark": duty.remark.replace(WITHDRAWN, "").strip("；")})


def _withdrawn(entry: Duty) -> Duty:
    if entry.signed or entry.added or WITHDRAWN in entry.remark:
        return entry
    remark = f"{entry.remark}；{WITHDRAWN}" if entry.remark else WITHDRAWN
    return entry.model_copy(update={"kept": "否", "remark": remark})


def _changes(pair: _Pair, new: Directive) -> Iterator[Finding]:
    if _is_falsified(pair):
        yield found("WJ185", _place(new, pair.old), excerpt=pair.old.text, id=pair.old.id, name="上级原文")
    if pair.same:
        return
    code = "WJ302" if pair.old.signed else "WJ303"
    place = _place(new, pair.old)
    yield found(code, place, excerpt=pair.new.text, id=pair.old.id, checked=pair.old.checked, old=pair.old.text)


def _withdrawal(entry: Duty, new: Directive) -> Iterator[Finding]:
    if entry.added or WITHDRAWN in entry.remark:
        return
    code = "WJ306" if entry.signed else "WJ305"
    yield found(code, _place(new, entry), excerpt=entry.text, id=entry.id, checked=entry.checked)


def _header_findings(old: Directive, new: Directive) -> Iterator[Finding]:
    for name in _HEADER:
        before, after = getattr(old, name), getattr(new, name)
        if before and after and before != after:
            key = Directive.model_fields[name].alias or name
            yield found("WJ307", Place(new.source), key=key, old=_words(before), new=_words(after))


def _words(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "、".join(value)


def _place(directive: Directive, duty: Duty) -> Place:
    return Place(directive.source, label=duty.id)


def _free_numbers(duties: Iterable[Duty]) -> Iterator[int]:
    """Numbers above every id ever given, those of withdrawn entries included."""
    used = [int(match[1]) for duty in duties if (match := re.fullmatch(r"D(\d+)", duty.id))]
    number = max(used, default=0)
    while True:
        number += 1
        yield number
