"""How far a long run is, on stderr: a line that changes on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import click

EVERY, ANEW = 60.0, 0.2
"""Seconds between two lines in a log, and between two on a terminal."""
_WARM = 3
"""Results after which a rate can be told."""


@dataclass
class Progress:
    """`done` of `total` so far, since `start`; who is told is a person at a terminal or a log."""

    total: int
    unit: str
    done: int = 0
    start: float = field(default_factory=time.monotonic)
    told: float = field(default_factory=time.monotonic)

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if now - self.told >= (ANEW if sys.stderr.isatty() else EVERY):
            self.told = now
            self.tell(now - self.start)

    def tell(self, seconds: float) -> None:
        line = words(self.done, self.total, self.unit, seconds)
        click.echo(f"\r{line}\x1b[K" if sys.stderr.isatty() else line, nl=not sys.stderr.isatty(), err=True)

    def close(self) -> None:
        """Leave a terminal's line to others."""
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)


def words(done: int, total: int, unit: str, seconds: float) -> str:
    """«12/2844个地区，每秒3.4个，还要约14分钟»."""
    told = f"{done}/{total}{unit}"
    if done < _WARM or seconds <= 0:
        return told
    rate = done / seconds
    pace = f"每秒{rate:.1f}个" if rate >= 1 else f"每个{1 / rate:.1f}秒"
    return f"{told}，{pace}，还要约{left((total - done) / rate)}"


def left(seconds: float) -> str:
    """A time to wait in words."""
    if seconds < 90:
        return f"{max(1, round(seconds))}秒"
    minutes = round(seconds / 60)
    return f"{minutes}分钟" if minutes < 90 else f"{minutes // 60}小时{minutes % 60}分钟"
