"""What the commands share: findings on stderr, results to a file or stdout, failures as Chinese messages."""

from __future__ import annotations

import datetime as dt
import re
import sys
import traceback
from collections.abc import Collection, Iterable
from pathlib import Path

import click
from click.core import ParameterSource

from wenjian import __version__
from wenjian.errors import Exit, OutputError, UnreadableInput, WenjianError
from wenjian.layout import check_house
from wenjian.library import load_house, load_locality
from wenjian.loading.store import write_atomically
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.house import STANDARD, House
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Level, RedHead
from wenjian.package import lock_file, written_by_us
from wenjian.text.dates import format_date, parse_date
from wenjian.text.numerals import parse_numeral

COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "bright_black"}

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_NUMBER = re.compile("[0-9]{1,9}|[一二三四五六七八九十百]{1,5}")

_YEAR = re.compile(r"20\d\d")

ANY_PATH = click.Path(path_type=Path)
"""A path that the readers judge: their messages are better than click's."""

LIBRARIES = click.option(
    "--library", "libraries", metavar="文件夹", type=ANY_PATH, multiple=True, help="叠加的条款库，后写的优先。"
)

CLUSTER = click.option(
    "--cluster", metavar="地址", default="", help="由 Dask 调度器（如 tcp://10.0.0.1:8786）分给多台计算机做。"
)

REPORT_FILES = {
    "json": "覆盖核对.json",
    "html": "覆盖核对.html",
    "xlsx": "贯彻落实对照表.xlsx",
    "docx": "贯彻落实对照表.docx",
}
"""Kind of report → the name of the file that composing writes."""

REPORTED = click.option(
    "--report",
    "kinds",
    multiple=True,
    type=click.Choice(list(REPORT_FILES)),
    default=tuple(REPORT_FILES),
    help="覆盖核对（json、html）和贯彻落实对照表（xlsx、docx）只写这几种，可写几次；默认都写。",
)

FAILING = {"error": (Level.ERROR,), "warning": (Level.ERROR, Level.WARNING), "any": tuple(Level)}
"""Value of --fail-on → the levels of findings that make the exit code 1."""


def printable(text: str) -> str:
    """`text` without what would steer a terminal or turn its words around: each such character becomes «�»."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def show(findings: Iterable[Finding]) -> None:
    """Print findings on stderr, sorted by place, each once; coloured on a terminal."""
    coloured = sys.stderr.isatty()
    for finding in sorted(dict.fromkeys(findings), key=_reading_order):
        text = printable(str(finding))
        click.echo(click.style(text, fg=COLOURS[finding.level]) if coloured else text, err=True)


def _reading_order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    """By place as a person counts: 第9段 before 第10段, 二、 before 三、."""
    place = finding.place
    return (place.path, place.line, place.column, _counted(place.label), finding.code, _counted(finding.message))


def _counted(text: str) -> str:
    """`text` with every number, 一二三 too, as digits of one width, so that it sorts by value."""
    return _NUMBER.sub(lambda match: f"{parse_numeral(match[0]) or 0:012d}", text)


def say(text: str) -> None:
    """A line about what is going on, on stderr: stdout holds results only."""
    click.echo(printable(text), err=True)


def chosen_date(text: str) -> dt.date | None:
    """The day that an option gives; None where it gives none."""
    date = parse_date(text)
    if text and date is None:
        raise click.UsageError(
            f"“{text}”不是日期，请写成“2026-06-01”或“2026年6月1日”。", click.get_current_context(silent=True)
        )
    return date


_LEAP_YEAR = 2000
"""The year in which a day without year is looked up: it has every day."""


_JUST_PASSED = 92
"""Days within which a day without year that lies behind is a mistake, not next year's."""


def date_option(_: click.Context, __: click.Parameter, value: str) -> str:
    """The day as papers write it."""
    return _day(value, "“2026-06-01”或“2026年6月1日”")


def day_or_year_option(_: click.Context, __: click.Parameter, value: str) -> str:
    """The day as papers write it, or a year («2026年»)."""
    words = value.strip().removesuffix("年")
    return f"{words}年" if _YEAR.fullmatch(words) else _day(value, "“2026-06-01”，或只写年份“2026”")


def _day(value: str, right: str) -> str:
    date = parse_date(value)
    if value and date is None:
        raise click.BadParameter(f"“{value}”不是日期，请写成{right}。")
    return format_date(date) if date else ""


def deadline_option(_: click.Context, __: click.Parameter, value: str) -> str:
    """The day as a letter prints it, with the year only where it was given."""
    words = value.strip().removesuffix("前")
    if date := parse_date(words):
        return format_date(date)
    if words and not parse_date(f"{_LEAP_YEAR}年{words}"):
        raise click.BadParameter(f"“{value}”不是日期，请写成“8月15日”或“2026-08-15”。")
    return words


def refuse_past(due: str, date: str) -> None:
    """Raises UnreadableInput (WJ990) where the day to answer by lies before the day of the paper. A day without year is
    the next one, but for one that has just passed.
    """
    day = parse_date(date)
    if day is None or not due:
        return
    if not parse_date(due) and not any(parse_date(f"{year}年{due}") for year in (day.year, day.year + 1)):
        raise click.UsageError(f"没有“{due}”这一天，请改正 --due。", click.get_current_context(silent=True))
    answer = parse_date(due) or parse_date(f"{day.year}年{due}")
    passed = answer is not None and answer < day
    if passed and (parse_date(due) or (day - answer).days <= _JUST_PASSED):  # type: ignore[operator]
        raise UnreadableInput(found("WJ990", due=due, date=date))


def files_in(folder: Path, *others: Path | None, way: str, below: bool = False) -> list[Path]:
    """The files that people put into a folder, by name, `below` it too: none that is hidden, a lock of an office
    program, or one of `others`. `way` tells who names no folder what to name. Raises UnreadableInput (WJ101, WJ421).
    """
    if not folder.is_dir():
        place = Place(str(folder))
        raise UnreadableInput(found("WJ421", place, way=way) if folder.exists() else found("WJ101", place))
    kept_out = {other.resolve() for other in others if other is not None}
    there = folder.rglob("*") if below else folder.iterdir()
    return [
        file
        for file in sorted(there, key=lambda file: file.relative_to(folder).as_posix())
        if file.is_file()
        and not any(part.startswith((".", "~")) for part in file.relative_to(folder).parts)
        and not lock_file(file.name)
        and file.resolve() not in kept_out
    ]


def read_locality(path: Path | None) -> Locality | None:
    """The locality of an option, what was repaired in it shown; None without one."""
    if path is None:
        return None
    locality, findings = load_locality(path)
    show(findings)
    return locality


def read_house(path: Path | None, red_head: RedHead | None = None) -> House:
    """本单位习惯 of an option, each deviation from the standard shown; `red_head` is what the paper itself asks for."""
    house = STANDARD
    if path is not None:
        house, findings = load_house(path)
        show((*findings, *check_house(house, str(path))))
    return house if red_head is None else house.model_copy(update={"red_head": red_head})


OFFICE_SUFFIXES = (".docx", ".xlsx")


def save(path: Path, data: bytes) -> None:
    """Write a result. An office file that a person changed since we wrote it is renamed first, never overwritten."""
    if path.suffix.lower() in OFFICE_SUFFIXES and path.is_file():
        old = path.read_bytes()
        if old != data and not written_by_us(old):
            kept = set_aside(path)
            say(f"{path} 手改过，原文件已改名为 {kept.name}")
    write_atomically(path, data)
    say(f"已写出 {path}")


def set_aside(path: Path) -> Path:
    """Rename `path` to the first free «名称（手改N）»; the new path."""
    number = 1
    while (kept := path.with_name(f"{path.stem}（手改{number}）{path.suffix}")).exists():
        number += 1
    try:
        path.rename(kept)
    except OSError as error:
        raise OutputError(found("WJ684", Place(str(path)), reason="同名文件手改过，又不能改名保留")) from error
    return kept


def require_suffix(output: Path | None, allowed: Iterable[str]) -> None:
    """Refuse a file name whose suffix promises another format than we write."""
    known = tuple(allowed)
    if output is not None and output.suffix.lower() not in known:
        raise click.UsageError(
            f"不能写成“{output.name}”，后缀可用：{'、'.join(known)}。", click.get_current_context(silent=True)
        )


def refuse_inputs(output: Path | None, *inputs: Path | None) -> None:
    """Refuse to write over what is read: a corrected list would be lost."""
    read = [one for one in inputs if one is not None]
    named = next((one for one in read if output is not None and output.resolve() == one.resolve()), None)
    if named is not None:
        raise click.UsageError(
            f"结果要写到另一个文件，不能写回要读的“{named.name}”。", click.get_current_context(silent=True)
        )


def chosen_format(kind: str | None, output: Path | None, reports: Collection[str]) -> str:
    """The format asked for by name, else by the suffix of `output`, else text; a suffix that promises another is
    refused. `reports` are the formats there are.
    """
    from wenjian.reports import SUFFIX_FORMAT

    known = {suffix: name for suffix, name in SUFFIX_FORMAT.items() if name in reports}
    require_suffix(output, [suffix for suffix, name in known.items() if kind in {None, name}])
    return kind or (known[output.suffix.lower()] if output else "text")


def is_given(name: str) -> bool:
    """Whether an option of the command was written in the command line."""
    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


def deliver(data: bytes | str, output: Path | None) -> None:
    """Write a result to `output`, or to stdout. Bytes of an office file need a file name or a pipe."""
    if output is not None:
        save(output, data.encode("utf-8") if isinstance(data, str) else data)
    elif isinstance(data, str):
        click.echo(printable(data) if sys.stdout.isatty() else data, nl=not data.endswith("\n"))
    elif sys.stdout.isatty():
        raise click.UsageError("这种格式要写到文件里，请用 -o 指定文件名。", click.get_current_context(silent=True))
    else:
        sys.stdout.buffer.write(data)


def report_failure(error: Exception) -> int:
    """Print why the run stopped; the exit code."""
    if isinstance(error, WenjianError):
        show(error.findings)
        return int(error.exit)
    last = traceback.extract_tb(error.__traceback__)[-1]
    say(f"程序出错了（wenjian {__version__}）：{type(error).__name__}: {error}")
    say(f"位置：{Path(last.filename).name} 第{last.lineno}行 {last.name}")
    say("提示：这是程序自身的问题，不是您的文件不对。请把以上两行和所用的命令告诉维护人员。")
    return int(Exit.BUG)
