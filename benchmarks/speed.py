"""Measure how long it takes to read a paper and find its duties, and how that grows with its length; how long the
command takes for one plan, and for many of them.

    python benchmarks/speed.py [--largest CHARACTERS] [--rounds N] [--plans N]

For the first two, starting Python and compiling the rules are not counted: every paper is read once before the clock
runs. Times are of the processor, the median of the rounds. The last column compares with a floor that any program has:
cutting the same text into sentences with one plain `re.finditer`. The input is the same every time: our own texts as
they are, then papers of growing length put together from their sentences.

The commands are timed as a user waits for them, starting and all. Plans are put together from our own sentences, each
changed by chance (a clause dropped or moved, figures changed, words of a township put in front), the same every time.
Beside the check of many plans stand what reading and cutting the same files take by themselves, in one process and
without starting, and, where rapidfuzz is installed (the extra `bench`), its `cdist` over the same pairs of duty and
provision with `partial_ratio` in two threads.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from wenjian.duties import extract
from wenjian.model.vocabulary import Stage
from wenjian.readers import load_documents, read_documents
from wenjian.shipped import load_layout
from wenjian.text.numerals import chinese_numeral
from wenjian.text.walk import own_provisions
from wenjian.writers import write_docx

ROOT = Path(__file__).parents[1]
TEXTS = (*sorted((ROOT / "samples" / "上级").glob("*.txt")), *sorted((ROOT / "benchmarks/pairs/texts").glob("*.txt")))
PAGES = 5_000
"""Characters of a paper of eight to ten pages: the length that times are given for."""
SIZES = (5_000, 20_000, 80_000, 320_000, 1_000_000)
SENTENCE = re.compile(r"[^。；\n]{12,}[。；]")
FLOOR = re.compile(r"[^。；！？\n]+[。；！？]?")
MILLI, MICRO = 1e3, 1e6
DUTIES = PROVISIONS = 200
TAKEN_UP = 120
"""Provisions of a plan that take up a sentence of the superior's."""
CURVE = (10, 20, 50, 100)
"""How many plans are checked in one command."""
SEED = 20260101
OPENING = ("我镇", "各村（社区）", "镇民政所", "由镇长牵头，", "各村委会要", "")
CLAUSE = re.compile(r"[^，；。]+[，；。]")


def main() -> None:
    options = argparse.ArgumentParser(description="读文件、找任务要多久。")
    options.add_argument("--largest", type=int, default=SIZES[-1], help="最长的文件，字数（默认100万）")
    options.add_argument("--rounds", type=int, default=7, help="每份文件量几遍（默认7）")
    options.add_argument("--plans", type=int, default=CURVE[-1], help="一次核对多少份方案（默认100，0为不量）")
    given = options.parse_args()
    print(f"折合{PAGES}字要多少毫秒（处理器时间，{given.rounds}遍的中位数，不含启动）")
    print("\n".join(own_texts(given.rounds)))
    if real := os.environ.get("WENJIAN_REAL"):
        print("\n".join(real_texts(Path(real), given.rounds)))
    print("\n文件越长，每个字要多久")
    print("\n".join(growing([size for size in SIZES if size <= given.largest], given.rounds)))
    with TemporaryDirectory() as folder:
        print(f"\n核对一份方案的命令要多少秒（从敲下命令算起，{given.rounds}遍的中位数）")
        print("\n".join(one_plan(given.rounds)))
        if given.plans:
            print(f"\n一个命令核对多份方案（{DUTIES}项任务，每份{PROVISIONS}句），秒")
            print("\n".join(many_plans(Path(folder), [count for count in CURVE if count <= given.plans])))


def own_texts(rounds: int) -> Iterator[str]:
    """One line for each text of ours, and their median."""
    yield f"{'读取':>8}{'找任务':>7}{'合计':>8}  文件"
    totals = []
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        scale = MILLI * PAGES / len(text)
        reading, finding, _ = timed(text, rounds)
        totals.append((reading + finding) * scale)
        yield f"{reading * scale:10.1f}{finding * scale:10.1f}{totals[-1]:10.1f}  {path.stem}"
    yield f"{median(totals):30.1f}  中位数"


def real_texts(folder: Path, rounds: int) -> Iterator[str]:
    """One line on the real papers of `WENJIAN_REAL` that are at least half as long as the paper times are given for.
    The family that is measured unseen is left alone.
    """
    paths = sorted((*(folder / "seeds").glob("*.txt"), *(folder / "gold" / "texts").glob("*.txt")))
    times = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if len(text) * 2 >= PAGES and "_baozufang_" not in path.name:
            reading, finding, _ = timed(text, rounds)
            times.append((reading + finding) * MILLI * PAGES / len(text))
    if times:
        yield f"{median(times):30.1f}  真实文件{len(times)}份的中位数（{min(times):.1f}至{max(times):.1f}）"


def growing(sizes: list[int], rounds: int) -> Iterator[str]:
    """One line for each length: microseconds for a character, its ratio to the shortest paper's and to the floor."""
    yield f"{'字数':>8}{'任务':>8}{'毫秒':>9}{'微秒/字':>8}{'比最短的':>6}{'比只断句':>6}"
    first = 0.0
    for size in sizes:
        text = paper(size)
        reading, finding, duties = timed(text, rounds if size <= SIZES[1] else 1)
        floor = clocked(lambda text=text: FLOOR.findall(text), rounds)  # type: ignore[misc]
        each = (reading + finding) * MICRO / len(text)
        first = first or each
        yield (
            f"{len(text):10d}{duties:10d}{(reading + finding) * MILLI:11.1f}{each:10.2f}"
            f"{each / first:10.2f}{(reading + finding) / floor:10.0f}"
        )


# the commands


def one_plan(rounds: int) -> Iterator[str]:
    """One line for each of some pairs of a parent and a plan."""
    sample = ROOT / "samples/上级/示发明电2026-6"
    pairs = [(sample.with_suffix(".txt"), sample.with_suffix(".yaml"))]
    texts = ROOT / "benchmarks/pairs/texts"
    names = (("h07_child_yanglao", "h07_parent_yanglao"), ("h09_child_jiceng", "h09_parent_jiceng"))
    pairs += [(texts / f"{plan}.txt", texts / f"{parent}.txt") for plan, parent in names]
    for plan, parent in pairs:
        times = sorted(waited("check", str(plan), "--against", str(parent)) for _ in range(rounds))
        yield f"{median(times):10.2f}  最快{times[0]:.2f}  {plan.name}对{parent.name}"


def waited(*arguments: str) -> float:
    """The seconds a user waits for a command."""
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "wenjian", *arguments], capture_output=True, check=False)
    return perf_counter() - start


def many_plans(folder: Path, counts: Sequence[int]) -> Iterator[str]:
    """One line for each number of plans, as txt; at last the most of them as docx."""
    parent = folder / "县方案.txt"
    texts = plans(max(counts))
    parent.write_text(texts[0], encoding="utf-8")
    duties = [duty.text for duty in extract(load_documents(parent)[0])[0].duties if duty.is_duty]
    yield f"{len(duties)}项任务；“倍”是命令与只读取断句、与 cdist 相比，“处理器”是用去的处理器时间之比"
    yield f"{'格式':>5}{'份数':>5}{'命令':>8}{'每份':>8}{'只读取断句':>6}{'倍':>7}{'处理器':>6}{'cdist':>9}{'倍':>7}"
    for suffix, count in (*((".txt", count) for count in counts), (".docx", max(counts))):
        files = [plan_file(folder / f"{count}{suffix}", n, text, suffix) for n, text in enumerate(texts[1 : count + 1])]
        before = used_below()
        command = waited(
            "check", "--many", str(files[0].parent), "--against", str(parent), "-o", str(folder / "汇.json")
        )
        used = used_below() - before
        start, clock = perf_counter(), process_time()
        told = [[one.text for one in own_provisions(load_documents(file)[0])] for file in files]
        reading, read = perf_counter() - start, process_time() - clock
        line = f"{suffix:>7}{count:7d}{command:10.2f}{command / count:10.3f}{reading:11.2f}{command / reading:8.1f}"
        alike = cdist_seconds(duties, [text for one in told for text in one])
        compared = f"{alike:9.2f}{command / alike:8.2f}" if alike else "   （没有安装 rapidfuzz）"
        yield f"{line}{used / read:9.1f}{compared}"


def used_below() -> float:
    """The seconds of the processor that ended processes of ours have used; 0 where the system does not tell."""
    times = os.times()
    return times.children_user + times.children_system


def cdist_seconds(duties: Sequence[str], provisions: Sequence[str]) -> float:
    """How long `cdist` of rapidfuzz takes; 0 where it is not installed."""
    try:
        from rapidfuzz.fuzz import partial_ratio
        from rapidfuzz.process import cdist
    except ImportError:
        return 0.0
    start = perf_counter()
    cdist(duties, provisions, scorer=partial_ratio, workers=2)
    return perf_counter() - start


def plan_file(folder: Path, number: int, text: str, suffix: str) -> Path:
    """A plan written into the folder."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{number + 1:03d}{suffix}"
    data = text.encode()
    if suffix == ".docx":
        data = write_docx(read_documents(data, "方案.txt")[0], load_layout("红头通知"), stage=Stage.ISSUED)
    path.write_bytes(data)
    return path


def plans(count: int) -> list[str]:
    """The text of a parent with about `DUTIES` duties, and of `count` plans with `PROVISIONS` provisions."""
    chance = Random(SEED)
    found = [sentence for sentence in sentences() if re.match("[\u4e00-\u9fff]", sentence)]
    known = [
        sentence for sentence in dict.fromkeys(found) if not re.match("第?[一二三四五六七八九十]+[条、是要]", sentence)
    ]
    chance.shuffle(known)
    for asked in range(DUTIES, len(known)):
        parent = arranged("示范县关于做好有关工作的实施方案", known[:asked], "示范县人民政府")
        if len(extract(read_documents(parent.encode(), "上级.txt")[0])[0].duties) >= DUTIES:
            break
    texts = [parent]
    for number in range(1, count + 1):
        taken = chance.sample(known[:asked], TAKEN_UP) + chance.sample(known[asked:], PROVISIONS - TAKEN_UP)
        chance.shuffle(taken)
        name = f"{chinese_numeral(number)}河镇"
        texts.append(
            arranged(f"{name}做好有关工作实施方案", [changed(one, chance) for one in taken], f"{name}人民政府")
        )
    return texts


def changed(sentence: str, chance: Random) -> str:
    """The sentence as another would write it."""
    digits = re.sub(r"\b\d{1,2}\b", lambda match: str(max(1, int(match[0]) + chance.choice((-1, 0, 0, 1)))), sentence)
    clauses = CLAUSE.findall(digits)
    if len(clauses) > 2:
        way, at = chance.randrange(3), chance.randrange(len(clauses) - 2)
        if way == 0:
            del clauses[at]
        elif way == 1:
            clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
    return chance.choice(OPENING) + "".join(clauses)[:-1] + "。"


def arranged(title: str, lines: Sequence[str], organ: str) -> str:
    """A paper of sections of three items, four sentences each."""
    rest, section = iter(lines), 0
    found = [title, "各有关单位："]
    while True:
        section += 1
        found.append(f"{chinese_numeral(section)}、第{section}部分工作")
        for item in range(1, 4):
            words = "".join(islice(rest, 4))
            if not words:
                return "\n".join([*found[: -1 if item == 1 else None], organ, "2026年2月1日", ""])
            found.append(f"（{chinese_numeral(item)}）工作{item}。{words}")


# timing and texts


def timed(text: str, rounds: int) -> tuple[float, float, int]:
    """Seconds to read `text` and to find its duties, and how many there are."""
    data = text.encode()
    document = read_documents(data, "文件.txt")[0]
    directive, _ = extract(document)
    reading = clocked(lambda: read_documents(data, "文件.txt"), rounds)
    return reading, clocked(lambda: extract(document), rounds), len(directive.duties)


def clocked(work: Callable[[], object], rounds: int) -> float:
    """The median of the seconds that `work` takes."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def sentences() -> list[str]:
    """The sentences of our own texts that can stand anywhere."""
    found = [match[0] for path in TEXTS for match in SENTENCE.finditer(path.read_text(encoding="utf-8"))]
    return [sentence.strip() for sentence in found if not re.search("附件|印发|通知如下|[（(]", sentence)]


def paper(size: int) -> str:
    """A paper of about `size` characters: sections of three items, four sentences each, out of our own texts."""
    endless = cycle(sentences())
    lines = ["示范省关于做好有关工作的通知", "示发〔2026〕1号", "各市、县人民政府："]
    length = section = 0
    while length < size:
        section += 1
        lines.append(f"{chinese_numeral(section)}、第{section}部分工作")
        for item in range(1, 4):
            words = "".join(next(endless) for _ in range(4))
            lines.append(f"（{chinese_numeral(item)}）工作{item}。{words}")
            length += len(lines[-1])
    return "\n".join([*lines, "示范省人民政府", "2026年1月5日", ""])


if __name__ == "__main__":
    main()
