"""The library as the commands open it: a large one through the index in the user's cache folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from wenjian.clauses.shelf import Shelf
from wenjian.cli.common import say
from wenjian.index import open_shelf


def library_shelf(folders: Sequence[Path]) -> Shelf:
    """The library, large ones from the index in the user's cache folder; told while that is made."""

    def told(done: int, total: int) -> None:
        if done in {1, total} or done % max(1, total // 5) == 0:
            say(f"条款库较大，第一次用时建立索引：读到第{done}个文件，共{total}个")

    return open_shelf(folders, cache_folder(), told)


def cache_folder() -> Path | None:
    """Where this user's programs keep what can be made again; None where the system names no such place."""
    for name, below in (("WENJIAN_CACHE", ""), ("LOCALAPPDATA", "wenjian"), ("XDG_CACHE_HOME", "wenjian")):
        if folder := os.environ.get(name):
            return Path(folder) / below
    try:
        return Path.home() / ".cache" / "wenjian"
    except RuntimeError:
        return None
