"""The library as the commands open it: through what is kept of it in the user's cache folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wenjian.cli.cache import cache_folder
from wenjian.cli.common import say
from wenjian.kept.thesaurus import open_thesaurus
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
