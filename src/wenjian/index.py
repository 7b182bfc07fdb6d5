"""The index of a large library, kept in the user's cache folder so that not all clauses are read for one search.

Never required: without it, or where it cannot be trusted (other files, another version of the program, a damaged file),
the library is read again and the index made anew. It may be deleted at any time. It holds JSON in SQLite, nothing that
could run.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from wenjian import __version__
from wenjian.clauses.shelf import Card, Shelf, shelf_of
from wenjian.coverage.terms import prepare_terms
from wenjian.library import builtin, library_files, load_library
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Clause, Library, Phrase, Thesaurus
from wenjian.model.vocabulary import Level

FORMAT = 1
"""Goes up when what the index holds changes."""
LARGE = 1_000_000
"""Bytes of clause files from which an index is worth making."""

Progress = Callable[[int, int], None]
"""Told after each file: how many are read, of how many."""


def open_shelf(
    folders: Sequence[Path], cache: Path | None, progress: Progress | None = None, *, large: int = LARGE
) -> Shelf:
    """The library of `folders` over the built-in one, from its index where there is a good one. Raises LibraryError."""
    files = [path for folder in (builtin("clauses"), *folders) for path in library_files(folder)]
    if cache is None or sum(path.stat().st_size for path in files) < large:
        return shelf_of(load_library(folders))
    key = _key(files)
    path = cache / f"{hashlib.sha256(repr([str(one) for one in folders]).encode()).hexdigest()[:24]}.sqlite"
    if (kept := _read(path, key)) is not None:
        return kept
    gc.disable()  # nothing of what is made is given up again: looking for it takes a third of the time
    try:
        library = load_library(folders, progress=progress)
        shelf = shelf_of(library)
        _write(path, key, library, shelf)
    finally:
        gc.enable()
    return shelf


def _key(files: Sequence[Path]) -> str:
    """What the index was made from: the program, and every file by name and content."""
    told = hashlib.sha256(f"{FORMAT} {__version__}".encode())
    for path in files:
        data = path.read_bytes()
        told.update(f"\0{path}\0{len(data)}\0".encode())
        told.update(data)
    return told.hexdigest()


_TABLES = """
create table meta (name text primary key, value text);
create table clause (at integer primary key, clause text);
create table gram (gram text primary key, places blob) without rowid;
"""


def _write(path: Path, key: str, library: Library, shelf: Shelf) -> None:
    """Keep the index. Where that is not possible nothing is lost but time."""
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as database, database:
            database.executescript(_TABLES)
            database.executemany("insert into meta values (?, ?)", _meta(key, library, shelf))
            rows = enumerate(clause.model_dump_json() for clause in library.clauses)
            database.executemany("insert into clause values (?, ?)", rows)
            grams = ((gram, array("I", places).tobytes()) for gram, places in sorted(shelf.postings.items()))
            database.executemany("insert into gram values (?, ?)", grams)
        unfinished.replace(path)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            unfinished.unlink()


def _meta(key: str, library: Library, shelf: Shelf) -> Iterator[tuple[str, str]]:
    yield "key", key
    yield "cards", _json([[getattr(card, name) for name in _CARD] for card in shelf.cards])
    yield "thesaurus", library.thesaurus.model_dump_json()
    yield "phrases", _json([phrase.model_dump() for phrase in library.phrases])
    yield "findings", _json([asdict(finding) | {"level": finding.level.value} for finding in library.findings])


def _read(path: Path, key: str) -> Shelf | None:
    """The shelf that the index holds; None where there is none, it is of other files, or cannot be read."""
    if not path.is_file():
        return None
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return None
    try:
        if (shelf := _kept(database, key)) is not None:
            return shelf
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        pass
    database.close()
    return None


def _kept(database: sqlite3.Connection, key: str) -> Shelf | None:
    """The shelf in a database that stays open; None where it is not whole or of other files."""
    whole = database.execute("pragma quick_check(1)").fetchone()
    meta = dict(database.execute("select name, value from meta"))
    if whole != ("ok",) or meta.get("key") != key:
        return None
    thesaurus = Thesaurus.model_validate_json(meta["thesaurus"])

    def take(positions: Sequence[int]) -> tuple[Clause, ...]:
        rows = (database.execute("select clause from clause where at = ?", (at,)).fetchone() for at in positions)
        return tuple(Clause.model_validate_json(text) for (text,) in rows)

    return Shelf(
        cards=[Card(*map(_tupled, values)) for values in json.loads(meta["cards"])],
        postings=_Places(database),
        take=take,
        rest=Library(
            thesaurus=thesaurus,
            phrases=tuple(Phrase(**one) for one in json.loads(meta["phrases"])),
            findings=tuple(map(_finding, json.loads(meta["findings"]))),
        ),
        terms=prepare_terms(thesaurus),
    )


class _Places(Mapping[str, Sequence[int]]):
    """Which cards hold a bigram, looked up when asked for."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def __getitem__(self, gram: str) -> Sequence[int]:
        row = self.database.execute("select places from gram where gram = ?", (gram,)).fetchone()
        if row is None:
            raise KeyError(gram)
        return array("I", row[0])

    def __iter__(self) -> Iterator[str]:
        return (gram for (gram,) in self.database.execute("select gram from gram order by gram"))

    def __len__(self) -> int:
        return int(self.database.execute("select count(*) from gram").fetchone()[0])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_CARD = tuple(one.name for one in fields(Card))


def _tupled(value: Any) -> Any:
    """JSON knows lists only."""
    return tuple(value) if isinstance(value, list) else value


_LEVELS = {level.value: level for level in Level}


def _finding(entry: dict[str, Any]) -> Finding:
    return Finding(**{**entry, "place": Place(**entry["place"]), "level": _LEVELS[entry["level"]]})
