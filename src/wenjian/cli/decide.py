"""`wenjian decide`: what people filled into the 对照表, merged into 核对.yaml."""

from __future__ import annotations

import re
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, require_suffix, say, set_aside, show
from wenjian.coverage.decisions import check_contested, merge
from wenjian.errors import Exit
from wenjian.library import TABLE_SUFFIXES, YAML_SUFFIXES, load_entries
from wenjian.loading.dump import dump
from wenjian.loading.entries import Entries
from wenjian.loading.files import load_text
from wenjian.model.coverage import DecisionFile
from wenjian.model.vocabulary import Level

DECISIONS = "核对.yaml"

COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
"""What begins a remark in a yaml file; it is lost when the file is written anew."""


@chinese_command(
    "把填好的对照表（xlsx）里的核对结论、审核意见和新增内容的取舍写进 核对.yaml。原有的保留，日期在后的为准。"
)
@click.argument("tables", metavar="对照表…", type=ANY_PATH, nargs=-1, required=True)
@click.option(
    "-o", "output", metavar="文件", type=ANY_PATH, required=True, help="写到哪个 核对.yaml；已存在时与之合并。"
)
def command(tables: tuple[Path, ...], output: Path) -> int:
    require_suffix(output, YAML_SUFFIXES)
    old = load_entries(output) if output.exists() else Entries()
    read = [load_entries(table) for table in tables]
    merged = old
    for entries in read:
        merged = joined(merged, entries)
    show((*merged.findings, *check_contested(merged.file.decisions, merged.places)))
    say(summary(old.file, merged.file))
    if merged.file != old.file:
        if output.exists() and COMMENT.search(load_text(output)[0]):
            say(f"{output} 里有注释（#），重写后不能保留，原文件已改名为 {set_aside(output).name}")
        deliver(dump(merged.file), output)
    lost = any(finding.level is not Level.INFO for entries in read for finding in entries.findings)
    return int(Exit.FINDINGS if lost else Exit.CLEAN)


def joined(old: Entries, new: Entries) -> Entries:
    """Both, the old first."""
    return Entries(
        merge(old.file, new.file), {**new.places, **old.places}, (*old.findings, *new.findings), new.paper or old.paper
    )


def read_entries(given: Path | None, beside: Path) -> Entries:
    """The entries of `given`, a filled table laid over those of `beside`; without `given` those of `beside`, if it is
    there.
    """
    known = load_entries(beside) if beside.exists() and (given is None or _is_table(given)) else Entries()
    return joined(known, load_entries(given)) if given is not None else known


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in TABLE_SUFFIXES


def summary(old: DecisionFile, new: DecisionFile) -> str:
    """How many entries came in, by kind."""
    counts = (
        ("核对结论", len(new.decisions) - len(old.decisions)),
        ("审核意见", len(new.reviews) - len(old.reviews)),
        ("新增内容的取舍", len(new.additions) - len(old.additions)),
    )
    told = "、".join(f"{name}{count}条" for name, count in counts if count)
    return f"新写入{told}。" if told else "没有新的内容。"
