"""Measure how long it takes to read a paper and find its duties, and how that grows with its length.

    python benchmarks/speed.py [--largest CHARACTERS] [--rounds N]

Starting Python and compiling the rules are not counted: every paper is read once before the clock runs. Times are of
the processor, the median of the rounds. The last column compares with a floor that any program has: cutting the same
text into sentences with one plain `re.finditer`. The input is the same every time: our own texts as they are, then
papers of growing length put together from their sentences.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from time import process_time

from wenjian.duties import extract
from wenjian.readers import read_documents
from wenjian.text.numerals import chinese_numeral

ROOT = Path(__file__).parents[1]
TEXTS = (*sorted((ROOT / "samples" / "上级").glob("*.txt")), *sorted((ROOT / "benchmarks/pairs/texts").glob("*.txt")))
PAGES = 5_000
"""Characters of a paper of eight to ten pages: the length that times are given for."""
SIZES = (5_000, 20_000, 80_000, 320_000, 1_000_000)
SENTENCE = re.compile(r"[^。；\n]{12,}[。；]")
FLOOR = re.compile(r"[^。；！？\n]+[。；！？]?")
MILLI, MICRO = 1e3, 1e6


def main() -> None:
    options = argparse.ArgumentParser(description="读文件、找任务要多久。")
    options.add_argument("--largest", type=int, default=SIZES[-1], help="最长的文件，字数（默认100万）")
    options.add_argument("--rounds", type=int, default=7, help="每份文件量几遍（默认7）")
    given = options.parse_args()
    print(f"折合{PAGES}字要多少毫秒（处理器时间，{given.rounds}遍的中位数，不含启动）")
    print("\n".join(own_texts(given.rounds)))
    if real := os.environ.get("WENJIAN_REAL"):
        print("\n".join(real_texts(Path(real), given.rounds)))
    print("\n文件越长，每个字要多久")
    print("\n".join(growing([size for size in SIZES if size <= given.largest], given.rounds)))


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


def paper(size: int) -> str:
    """A paper of about `size` characters: sections of three items, four sentences each, out of our own texts."""
    found = [match[0] for path in TEXTS for match in SENTENCE.finditer(path.read_text(encoding="utf-8"))]
    sentences = cycle(sentence for sentence in found if not re.search("附件|印发|通知如下|[（(]", sentence))
    lines = ["示范省关于做好有关工作的通知", "示发〔2026〕1号", "各市、县人民政府："]
    length = section = 0
    while length < size:
        section += 1
        lines.append(f"{chinese_numeral(section)}、第{section}部分工作")
        for item in range(1, 4):
            words = "".join(next(sentences).strip() for _ in range(4))
            lines.append(f"（{chinese_numeral(item)}）工作{item}。{words}")
            length += len(lines[-1])
    return "\n".join([*lines, "示范省人民政府", "2026年1月5日", ""])


if __name__ == "__main__":
    main()
