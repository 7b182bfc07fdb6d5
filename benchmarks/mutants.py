"""How often the check notices a plan with one thing changed, and how often harmless edits disturb it: docs/mutants.md.

    python benchmarks/mutants.py [--all] [--most N] [--only KIND ...] [--missed]

Three kinds of plan: those composed from samples/拟稿单 and, in the superiors' words, from our own parents; the real
children of WENJIAN_REAL; our own children in benchmarks/pairs. In a composed plan the block of a duty is changed that
is linked to exactly one block; in a child the sentence that the judge gave as the only evidence of a duty carried
fully and without flags. Of all mutants of a kind at most `--most` are drawn with a fixed seed; how many there were to
draw from is told, and where a kind has too few, it has too few. The family that is measured unseen is left out
unless `--all`. Figures only: no text of the real documents is written. Exit 1 when a line of `LEAST` is not held.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import ModuleType

from evaluation import UNSEEN, evaluation
from mutators import HARMLESS, MUTATORS, Wanted, asked, pairs_of, replaced

from wenjian.cli.materials import load_materials
from wenjian.compose import compose
from wenjian.compose.contract import Materials
from wenjian.coverage import check
from wenjian.duties import extract
from wenjian.library import load_directive, load_job, load_library
from wenjian.model.coverage import Deviation, DutyCoverage
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Block, Document, Span, text_of
from wenjian.model.elements import Elements
from wenjian.model.job import Job
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import BlockKind, Direction, Verdict
from wenjian.readers import read_documents
from wenjian.reports.words import Tier, tier_of
from wenjian.shipped import builtin
from wenjian.text.citations import find_citations
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters
from wenjian.text.segment import split_provisions
from wenjian.text.walk import document_provisions

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "mutants.md"
PAIRS = ROOT / "benchmarks" / "pairs"
HARMLESS_PAIRS = ROOT / "benchmarks" / "harmless.json"
SEED = 20260601
MOST = 40
FEW = 30
GRADE = {Verdict.MISSING: 0, Verdict.PARTIAL: 1, Verdict.COVERED: 2, Verdict.WAIVED: 3}

COMPOSED, RESTATED, REAL, OWN = "样例成稿", "补写成稿", "真实下级文件", "自拟下级文件"
LEAST = {COMPOSED: (0.95, 0.0), RESTATED: (0.95, 0.0), REAL: (0.80, 0.92)}
"""Column → the least shares of mutants reported with the right kind, and reported at all."""
FALSE_ALARMS_MOST = 0.03


@dataclass(frozen=True, eq=False)
class Case:
    """A plan with its directive, and what the check says of it unchanged."""

    directive: Directive
    plan: Document
    locality: Locality | None = None
    whole: dict[str, DutyCoverage] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Spot:
    """A duty of a case, the sentences that carry it, and all of what is deleted together."""

    case: Case
    duty: Duty
    sentences: tuple[str, ...]
    all: str


@dataclass(frozen=True)
class Tally:
    """The mutants of a kind: how many there could be, were tried, were reported, were reported with the right kind."""

    spots: int = 0
    tried: int = 0
    reported: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.spots + other.spots,
            self.tried + other.tried,
            self.reported + other.reported,
            self.right + other.right,
        )


@cache
def thesaurus() -> Thesaurus:
    return load_library().thesaurus


def judged(directive: Directive, plan: Document, locality: Locality | None = None) -> dict[str, DutyCoverage]:
    """The answer for each duty by its id."""
    return {one.id: one for one in check(directive, plan, thesaurus(), locality=locality).duties}


def case_of(directive: Directive, plan: Document, locality: Locality | None = None) -> Case:
    return Case(directive, plan, locality, judged(directive, plan, locality))


# where the mutants are made


def composed_spots(job: Job, materials: Materials) -> Iterator[Spot]:
    """The duties that a composed plan carries in exactly one block."""
    plan = compose(job, materials).papers[0].document
    blocks = [block for _, block in plan.walk() if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}]
    linked = Counter(ref for block in blocks for ref in block.duties)
    case = case_of(materials.directives[0], plan, materials.locality)
    by_ref = {case.directive.ref(duty): duty for duty in case.directive.duties}
    for block in blocks:
        text = text_of(block.spans)
        duties = [by_ref[ref] for ref in block.duties if ref in by_ref]
        for duty in duties:
            if linked[case.directive.ref(duty)] == 1 and duty.id in case.whole:
                own = [one for one in split_provisions(text) if duty is max(duties, key=lambda other: told(one, other))]
                yield Spot(case, duty, tuple(one for one in own if any(asked(one, duty))), text)


def told(sentence: str, duty: Duty) -> int:
    """How many pairs of letters of the duty the sentence holds."""
    return len(pairs_of(sentence) & pairs_of(duty.text))


def sample_spots() -> Iterator[Spot]:
    """The plans of samples/拟稿单; what two of them say alike counts once."""
    known: set[tuple[str, str]] = set()
    for path in sorted((builtin("samples") / "拟稿单").glob("*.yaml")):
        job, _ = load_job(path)
        if not job.basis or job.ledger:  # a form to fill in, a report: no plan that carries duties
            continue
        for spot in composed_spots(job, load_materials(path, job, ())[0]):
            if (spot.duty.id, spot.all) not in known:
                known.add((spot.duty.id, spot.all))
                yield spot


def restated_spots() -> Iterator[Spot]:
    """Drafts composed for 鲁山县 from our own parents, in their words where no clause fits."""
    path = builtin("samples") / "拟稿单" / "鲁山县-草稿.yaml"
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    for parent in sorted((PAIRS / "texts").glob("*_parent_*.txt")):
        directive, _ = load_directive(parent, materials.locality)
        yield from composed_spots(
            job.model_copy(update={"restate": True}), replace(materials, directives=(directive,), originals={})
        )


def judged_spots(folder: Path, rule: ModuleType, *, unseen: bool = False) -> Iterator[Spot]:
    """The duties that a judge calls carried fully, without flags, by exactly one sentence, of the pairs in `folder`."""
    for row in json.loads((folder / "index.json").read_text(encoding="utf-8"))["cases"]:
        if UNSEEN in row["name"] and not unseen:
            continue
        gold = json.loads((folder / row["gold"]).read_text(encoding="utf-8"))
        directive, _ = extract(read(folder / row["parent"]))
        case = case_of(directive, read(folder / row["child"]))
        texts = [one.text for one in document_provisions(case.plan)]
        duties = [duty for duty in directive.duties if duty.id in case.whole]
        for name, answer in gold["coverage"][row["child_key"]].items():
            if answer["verdict"] != "full" or answer["flags"] or len(answer["evidence"]) != 1:
                continue
            number = nearest(gold["labels"][name]["text"], [duty.text for duty in duties], rule)
            at = nearest(gold["labels"][answer["evidence"][0]]["text"], texts, rule)
            if number is None or at is None:
                print(f"找不到：{row['name']} {name}", file=sys.stderr)
                continue
            yield Spot(case, duties[number], (texts[at],), texts[at])


def read(path: Path) -> Document:
    return read_documents(path.read_bytes(), path.name)[0]


def nearest(wanted: str, texts: Sequence[str], rule: ModuleType) -> int | None:
    """Which of `texts` is the judged sentence, by the rule of the evaluation; None when none is."""
    grams = rule.grams(wanted)
    shared = [len(grams & one) if rule.same(grams, one) else 0 for one in map(rule.grams, texts)]
    return shared.index(max(shared)) if max(shared, default=0) else None


# what is reported


def mutants_of(kind: str, spots: Sequence[Spot]) -> list[tuple[Spot, str, str, Wanted]]:
    """Every mutant of a kind: the spot, the words changed, what they become, what must be reported."""
    found: list[tuple[Spot, str, str, Wanted]] = []
    for spot in spots:
        sentences = (spot.all,) if kind == "删去" else spot.sentences
        for sentence in sentences:
            made = MUTATORS[kind](sentence, spot.duty)
            found += [(spot, sentence, text, wanted) for text, wanted in made if text != sentence]
    return found


def drawn(rows: list[tuple[Spot, str, str, Wanted]], most: int) -> list[tuple[Spot, str, str, Wanted]]:
    """At most `most` of the rows, those of different duties first."""
    mixed = random.Random(SEED).sample(rows, len(rows))
    seen: Counter[int] = Counter()
    turns: list[tuple[int, int, tuple[Spot, str, str, Wanted]]] = []
    for row in mixed:
        seen[id(row[0])] += 1
        turns.append((seen[id(row[0])], len(turns), row))
    return [row for _, _, row in sorted(turns, key=lambda turn: turn[:2])[:most]]


def news(before: DutyCoverage, after: DutyCoverage) -> list[Deviation]:
    """The deviations that only the changed plan has; one that only quotes the changed words is none."""
    known = set(before.deviations)
    left = Counter((one.kind, one.direction, one.parent) for one in before.deviations if one not in after.deviations)
    found = []
    for one in after.deviations:
        what = (one.kind, one.direction, one.parent)
        if one in known:
            continue
        if left[what] and letters(one.note) in {letters(old.note) for old in before.deviations}:
            left[what] -= 1
            continue
        found.append(one)
    return found


def is_worse(before: DutyCoverage, after: DutyCoverage) -> bool:
    return GRADE[after.verdict] < GRADE[before.verdict] or bool(set(after.missing_parts) - set(before.missing_parts))


def tally(kind: str, spots: Sequence[Spot], most: int, missed: Callable[[str], None]) -> Tally:
    """Try the mutants of a kind."""
    rows = mutants_of(kind, spots)
    reported = right = 0
    chosen = drawn(rows, most)
    for spot, old, new, wanted in chosen:
        before = spot.case.whole[spot.duty.id]
        changed = replaced(spot.case.plan, old, new)
        after = judged(spot.case.directive, changed, spot.case.locality)[spot.duty.id]
        found, worse = news(before, after), is_worse(before, after)
        fitting = any((one.kind, one.direction) in wanted for one in found) if wanted else worse
        loud = any(one.direction not in {Direction.REFINED, Direction.INFO} for one in found)
        right += fitting
        reported += fitting or worse or loud
        if not fitting:
            said = "；".join(f"{one.kind}{one.direction}“{one.child}”" for one in found) or (
                "降级" if worse else "没有发现"
            )
            change = f"{before.verdict}→{after.verdict}\n    上级：{spot.duty.text}\n    原句：{old}\n    改为：{new}"
            missed(f"{kind}｜{said}｜{change}")
    return Tally(len(rows), len(chosen), reported, right)


# harmless edits


def pair_alarm(parent: str, child: str) -> str:
    """What the check wrongly says of a plan of one sentence under a directive of one duty, or «»."""
    duty = Duty(id="D001", text=parent, measures=find_measures(parent), citations=find_citations(parent))
    directive = Directive(title="关于做好有关工作的通知", duties=(duty,))
    block = Block(id="b001", kind=BlockKind.PARAGRAPH, spans=(Span(child),))
    plan = Document(elements=Elements(title="关于做好有关工作的通知"), blocks=(block,))
    answer = judged(directive, plan)["D001"]
    loud = [one for one in answer.deviations if tier_of(one) is not Tier.NOTE]
    if answer.verdict is not Verdict.COVERED:
        return f"{answer.verdict}：{'、'.join(answer.missing_parts)}"
    return "；".join(f"{one.kind}{one.direction}“{one.parent}”“{one.child}”" for one in loud)


def edit_alarm(case: Case, old: str, new: str) -> str:
    """What changes in the answers for a plan when a sentence is only written otherwise, or «»."""
    after = judged(case.directive, replaced(case.plan, old, new), case.locality)
    for name, before in case.whole.items():
        if before.verdict is not after[name].verdict:
            return f"{name} {before.verdict}→{after[name].verdict}"
        mine, other = (Counter((one.kind, one.direction) for one in each.deviations) for each in (before, after[name]))
        if extra := other - mine:
            return f"{name} " + "、".join(f"{kind}{direction}" for kind, direction in extra)
    return ""


def pair_alarms(missed: Callable[[str], None]) -> dict[str, tuple[int, int]]:
    """Kind of edit → pairs, false alarms."""
    counts: dict[str, tuple[int, int]] = {}
    for row in json.loads(HARMLESS_PAIRS.read_text(encoding="utf-8")):
        alarm = pair_alarm(row["parent"], row["child"])
        tried, wrong = counts.get(row["edit"], (0, 0))
        counts[row["edit"]] = (tried + 1, wrong + bool(alarm))
        if alarm:
            missed(f"误报 {row['edit']}｜{alarm}\n    上级：{row['parent']}\n    文稿：{row['child']}")
    return counts


def edit_alarms(kind: str, spots: Sequence[Spot], most: int, missed: Callable[[str], None]) -> tuple[int, int]:
    """Edits of a kind tried in the sentences of `spots`, and how many of them the check took for a change."""
    rows = {
        (id(spot.case), sentence, text): spot
        for spot in spots
        for sentence in spot.sentences
        for text in HARMLESS[kind](sentence)
        if text != sentence
    }
    chosen = random.Random(SEED).sample(list(rows), min(most, len(rows)))
    wrong = 0
    for key in chosen:
        alarm = edit_alarm(rows[key].case, key[1], key[2])
        wrong += bool(alarm)
        if alarm:
            missed(f"误报 {kind}｜{alarm}\n    原句：{key[1]}\n    改为：{key[2]}")
    return len(chosen), wrong


# the page

ABOUT = (
    "由 `make mutants` 生成，不要手改。把文稿改坏一处，看核对能否发现；改得无害，看核对会不会误报。"
    f"每种改动最多抽{MOST}处（固定种子，先抽不同的任务），“可试”是一共有多少处；可试的少，就只有那么多。"
    "改法见 `benchmarks/mutators.py`，只改上级也提到的内容：数字、机构相同，或分句的字对有四成在上级任务里。\n\n"
    "- 样例成稿：`samples/拟稿单` 起草的文稿；补写成稿：按自拟的上级文件起草，没有条款的任务用上级原话补写。"
    "改的是只落在一段里的任务的那一段。\n"
    "- 真实下级文件、自拟下级文件：人判为全部落实、没有标志、证据只有一句的任务，改那一句。"
    "真实文件里带数字、禁止语和机构列举的这类句子很少，所以另列自拟的；自拟的写规则时看过，换了说法的句子多，只作参考。\n"
    "- “类别正确”：与未改时相比，这项任务多出一处类别和方向都对的差异；删去的，结论变差或多出未写的内容。"
    "“有提示”：结论变差，或多出细化以外的任何差异。"
)
ABOUT_PAIRS = (
    "没有看过术语表的人写的上级一条、文稿一句（`benchmarks/harmless.json`）。误报：结论低于“已落实”，"
    "或有低于、高于、口径不一致、抵触的差异。"
)
ABOUT_EDITS = "下级文件的证据句换个写法。误报：文件里任何一项任务的结论变了，或多出差异（误报/试）。"


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def format_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def format_mutants(found: dict[str, dict[str, Tally]]) -> str:
    """A row for each kind: in each column how many were tried (of how many), the share reported rightly and at all."""
    rows = []
    kinds = list(next(iter(found.values())))
    for kind in [*kinds, "合计"]:
        row = [kind]
        for column in found.values():
            one = column[kind] if kind in column else sum(column.values(), Tally())
            row += [f"{one.tried}/{one.spots}", share(one.right, one.tried), share(one.reported, one.tried)]
        rows.append(row)
    head = ["改动", *(f"{name}{what}" for name in found for what in ("：试/可试", "类别正确", "有提示"))]
    return format_table(head, rows)


def format_page(
    found: dict[str, dict[str, Tally]], pairs: dict[str, tuple[int, int]], edits: dict[str, dict[str, tuple[int, int]]]
) -> str:
    tried, wrong = (sum(one[n] for one in pairs.values()) for n in (0, 1))
    rows = [(kind, str(one[0]), str(one[1])) for kind, one in pairs.items()]
    rows.append(("合计", str(tried), f"{wrong}（{share(wrong, tried)}）"))
    made = [
        [kind, *(f"{column[kind][1]}/{column[kind][0]}" for column in edits.values())]
        for kind in HARMLESS
        if kind in next(iter(edits.values()), {})
    ]
    totals = [tuple(sum(one[n] for one in column.values()) for n in (0, 1)) for column in edits.values()]
    made.append(["合计", *(f"{one[1]}/{one[0]}（{share(one[1], one[0])}）" for one in totals)])
    parts = (
        "# 变异测试",
        ABOUT,
        "## 改坏一处",
        format_mutants(found),
        "## 无害的改动",
        ABOUT_PAIRS,
        format_table(("改法", "对数", "误报"), rows),
        ABOUT_EDITS,
        format_table(("改法", *edits), made),
    )
    return "\n\n".join(parts) + "\n"


def unheld(
    found: dict[str, dict[str, Tally]], pairs: dict[str, tuple[int, int]], edits: dict[str, dict[str, tuple[int, int]]]
) -> Iterator[str]:
    """The lines of `LEAST` and `FALSE_ALARMS_MOST` that are not held."""
    for name, column in found.items():
        total = sum(column.values(), Tally())
        right, reported = LEAST.get(name, (0.0, 0.0))
        if total.right < right * total.tried:
            yield f"{name}：类别正确{share(total.right, total.tried)}，应不低于{right:.0%}"
        if total.reported < reported * total.tried:
            yield f"{name}：有提示{share(total.reported, total.tried)}，应不低于{reported:.0%}"
    for name, alarms in {"无害的改动（成对）": pairs, **edits}.items():
        tried, wrong = (sum(one[n] for one in alarms.values()) for n in (0, 1))
        if wrong > FALSE_ALARMS_MOST * tried:
            yield f"{name}：误报{share(wrong, tried)}，应不超过{FALSE_ALARMS_MOST:.0%}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="take the unseen family in, too")
    parser.add_argument("--most", type=int, default=MOST, help="mutants of a kind at most")
    parser.add_argument("--only", nargs="*", default=[], help="kinds to try")
    parser.add_argument("--columns", nargs="*", default=[], help="columns to try")
    parser.add_argument("--missed", action="store_true", help="print every mutant that was missed (own reading only)")
    options = parser.parse_args()
    if not os.environ.get("WENJIAN_REAL"):
        print("WENJIAN_REAL 未设置：没有真实文件，无法测量。")
        return 2
    real = Path(os.environ["WENJIAN_REAL"]).resolve()
    rule = evaluation(real)
    sources: dict[str, Callable[[], Iterator[Spot]]] = {
        COMPOSED: sample_spots,
        RESTATED: restated_spots,
        REAL: lambda: judged_spots(real / "gold", rule, unseen=options.all),
        OWN: lambda: judged_spots(PAIRS, rule),
    }
    missed: Callable[[str], None] = print if options.missed else lambda _: None
    spots = {name: list(make()) for name, make in sources.items() if name in (options.columns or sources)}
    kinds = [kind for kind in MUTATORS if kind in (options.only or MUTATORS)]
    found = {name: {kind: tally(kind, rows, options.most, missed) for kind in kinds} for name, rows in spots.items()}
    harmless = [kind for kind in HARMLESS if kind in (options.only or HARMLESS)]
    edits = {
        name: {kind: edit_alarms(kind, rows, options.most, missed) for kind in harmless}
        for name, rows in spots.items()
        if name in {REAL, OWN}
    }
    pairs = {} if options.only else pair_alarms(missed)
    page = format_page(found, pairs, edits)
    print(page)
    if options.all or options.only or options.columns or options.most != MOST:
        print("只跑了一部分（或带上了平时不看的一组），不写页面。")
    else:
        PAGE.write_text(page, encoding="utf-8")
        print(f"已写出 {PAGE.relative_to(ROOT)}")
    failed = list(unheld(found, pairs, edits))
    print("\n".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
