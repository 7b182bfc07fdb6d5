"""The patterns of the rules as they are kept, for compiling them takes half of a command.

The file belongs to one version of the program and of Python, and to the user: what others may have written is never
used, as it is run (`text/programs.py`).
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache as remembered
from pathlib import Path
from typing import Any

from wenjian import __version__
from wenjian.kept.files import keep, mark, sealed, unsealed
from wenjian.text.patterns import remembering
from wenjian.text.programs import this_python

NAME = "patterns.json"
MOST = 6_000
"""Facts of a file; one that has more, from rules that were changed again and again, is begun anew."""
LARGEST = 16 * 1024 * 1024
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_MODE = stat.S_IRUSR | stat.S_IWUSR


@contextmanager
def patterns_kept(cache: Path | None) -> Iterator[None]:
    """While it lasts, patterns need not be compiled that an earlier run has compiled; at its end, those that had to be
    are kept for the next.
    """
    if cache is None or not this_python():
        yield
        return
    path = cache / NAME

    @remembered
    def known() -> tuple[dict[str, Any], int]:
        facts = _read(path)
        return facts, len(facts)

    try:
        with remembering(lambda: known()[0]):
            yield
    finally:
        if known.cache_info().currsize:
            facts, before = known()
            if len(facts) > before:
                keep(path, lambda unfinished: _write(unfinished, facts))


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        if _is_ours(path.stat()) and (words := unsealed(path, _key())) is not None:
            facts: dict[str, Any] = json.loads(words)
            return facts if len(facts) <= MOST else {}
    return {}


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else can have written the file, where the system tells, and it is no larger than one of ours."""
    alone = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & _OTHERS_WRITE)
    return alone and status.st_size <= LARGEST


def _write(path: Path, facts: dict[str, Any]) -> None:
    path.touch(_MODE)
    path.write_text(sealed(_key(), json.dumps(facts, ensure_ascii=False)), encoding="utf-8")


def _key() -> str:
    """What the programs were made by; in one line, as `sys.version` is not everywhere."""
    return mark(f"{__version__} {this_python()}")
