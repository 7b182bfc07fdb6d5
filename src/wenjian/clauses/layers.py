"""What a nearer layer of the library made of a clause, and which clauses of a paper are no longer those in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise

from wenjian.changes.wording import Op, find_edits
from wenjian.compose.applicability import why_expired
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Clause, Library, Stage
from wenjian.model.record import chinese_keys

_SIGNS = {Op.KEEP: "{}", Op.DELETE: "〔删：{}〕", Op.INSERT: "〔增：{}〕"}


def history(chain: Iterable[Stage]) -> Iterator[str]:
    """A line for each layer that has the clause, the farthest first, and under it what it changed."""
    before: Clause | None = None
    for stage in chain:
        yield f"{stage.layer}　{stage.place}　" + (f"{stage.clause.revision}版" if stage.clause else "停用")
        if before and stage.clause:
            yield from (f"　　{line}" for line in changes_between(before, stage.clause))
        before = stage.clause


def changes_between(old: Clause, new: Clause) -> Iterator[str]:
    """What is otherwise in `new`: the wording word by word, of other keys their names."""
    if old.text != new.text:
        yield f"正文：{marked(old.text, new.text)}"
    keys = chinese_keys(Clause)
    others = [word for name, word in keys.items() if name not in _TOLD and getattr(old, name) != getattr(new, name)]
    if others:
        yield f"另改：{'、'.join(others)}"


_TOLD = {"id", "revision", "text"}


def marked(old: str, new: str) -> str:
    """The new wording with what was taken out and put in."""
    return "".join(_SIGNS[edit.op].format(edit.text) for edit in find_edits(old.strip(), new.strip()))


def outdated(refs: Iterable[str], library: Library, date: dt.date | None, paper: str) -> Iterator[Finding]:
    """What is to be said of the clauses (编号@版次) of one paper, each once: another revision is in use, withdrawn,
    expired, unknown.
    """
    known = {clause.id: clause for clause in library.clauses}
    for ref in dict.fromkeys(refs):
        id_, _, revision = ref.rpartition("@")
        clause, chain = known.get(id_), library.stages.get(id_, ())
        if clause is None:
            fact = f"已由条款库“{chain[-1].layer}”停用" if chain else "现在的条款库里没有"
            yield found("WJ216", Place(paper), name=ref, fact=fact)
        elif clause.revision != revision:
            yield found("WJ215", Place(paper), name=id_, old=revision, new=clause.revision)
        elif reason := why_expired(clause.validity, date):
            yield found("WJ216", Place(paper), name=ref, fact=reason)


def same_revisions(library: Library) -> Iterator[Finding]:
    """WJ214 for each clause that a layer words anew without a new 版次."""
    for id_, chain in library.stages.items():
        for before, after in pairwise(chain):
            old, new = before.clause, after.clause
            if old and new and old.revision == new.revision and old.text != new.text:
                yield found("WJ214", after.place, name=id_, layer=before.layer, revision=new.revision)
