"""The thesaurus of a library as it is kept, so that it is not read again each time.

Where it cannot be trusted (other files, another version of the program, a damaged file) the library is read as ever and
kept anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache as remembered
from pathlib import Path

from wenjian import __version__
from wenjian.kept.files import keep, mark, sealed, unsealed
from wenjian.library import load_thesaurus, thesaurus_files
from wenjian.model.library import Thesaurus
from wenjian.model.plain import from_plain, to_json
from wenjian.shipped import builtin

FORMAT = 3
"""Goes up when what is kept changes."""


def open_thesaurus(folders: Sequence[Path], cache: Path | None) -> Thesaurus:
    """What `load_thesaurus` gives. Raises LibraryError (WJ203, WJ204)."""
    files = thesaurus_files(folders)
    if cache is None:
        return load_thesaurus(folders)
    path, key = named(cache, folders, "json"), key_of(files)
    with suppress(OSError, ValueError):
        if (words := unsealed(path, key)) is not None:
            return from_plain(Thesaurus, json.loads(words))
    thesaurus = load_thesaurus(folders)
    keep(path, lambda unfinished: unfinished.write_text(sealed(key, to_json(thesaurus)), encoding="utf-8"))
    return thesaurus


def named(cache: Path, folders: Sequence[Path], suffix: str) -> Path:
    """The file of a library in the cache folder, another for each set of folders."""
    layers = [str(one) for one in (builtin("clauses"), *folders)]
    return cache / f"{mark(repr(layers))[:24]}.{suffix}"


def key_of(files: Sequence[Path]) -> str:
    """What is kept was made from: the program, and every file by name and content; of one that cannot be read nothing
    is ever kept, for loading it fails.
    """
    told = hashlib.sha256(program().encode())
    for path in files:
        data = b""
        with suppress(OSError):
            data = path.read_bytes()
        told.update(f"\0{path}\0{len(data)}\0".encode())
        told.update(data)
    return told.hexdigest()


@remembered
def program() -> str:
    """The version of the program, and the day and size of each of its modules, for who works on it."""
    modules = {path: path.stat() for path in Path(__file__).parents[1].rglob("*.py")}
    days = sorted((str(path), status.st_size, status.st_mtime_ns) for path, status in modules.items())
    return f"{FORMAT} {__version__} {days}"
