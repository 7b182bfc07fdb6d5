"""The library as the commands open it: through what is kept of it in the user's cache folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wenjian.cli.common import say
from wenjian.kept import open_thesaurus
from wenjian.model.library import Thesaurus

if TYPE_CHECKING:
    from wenjian.clauses.shelf import Shelf


def library_shelf(folders: Sequence[Path]) -> Shelf:
    """The library from its index in the user's cache folder; told while that of a large one is made."""
    from wenjian.index import open_shelf

    def told(done: int, total: int) -> None:
        if done in {1, total} or done % max(1, total // 5) == 0:
            say(f"条款库较大，第一次用时建立索引：读到第{done}个文件，共{total}个")

    return open_shelf(folders, cache_folder(), told)


def library_thesaurus(folders: Sequence[Path] = ()) -> Thesaurus:
    """The thesaurus of the library."""
    return open_thesaurus(folders, cache_folder())


def cache_folder() -> Path | None:
    """Where this user's programs keep what can be made again; None where the system names no such place."""
    for name, below in (("WENJIAN_CACHE", ""), ("LOCALAPPDATA", "wenjian"), ("XDG_CACHE_HOME", "wenjian")):
        if folder := os.environ.get(name):
            return Path(folder) / below
    try:
        return Path.home() / ".cache" / "wenjian"
    except RuntimeError:
        return None
