"""The index of a library, kept in the user's cache folder so that not all clauses are read for one search.

It holds JSON in SQLite, nothing that could run; `kept` says when it is trusted.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from wenjian.clauses.shelf import Card, Shelf, shelf_of
from wenjian.coverage.terms import prepare_terms
from wenjian.kept.files import keep
from wenjian.kept.thesaurus import key_of, named
from wenjian.library import library_files, load_library
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Clause, Library, Phrase, Thesaurus
from wenjian.model.plain import from_plain, to_json, to_plain
from wenjian.model.vocabulary import Level
from wenjian.shipped import builtin

LARGE = 1_000_000
"""Bytes of clause files from which people are told that the index is made."""

Progress = Callable[[int, int], None]
"""Told after each file: how many are read, of how many."""


def open_shelf(
    folders: Sequence[Path], cache: Path | None, progress: Progress | None = None, *, large: int = LARGE
) -> Shelf:
    """The library of `folders` over the built-in one, from its index where there is a good one; `progress` is told of
    the reading of `large` ones. Raises LibraryError.
    """
    files = [path for folder in (builtin("clauses"), *folders) for path in library_files(folder)]
    if cache is None:
        return shelf_of(load_library(folders))
    path, key = named(cache, folders, "sqlite"), key_of(files)
    if (kept := _read(path, key)) is not None:
        return kept
    is_large = sum(file.stat().st_size for file in files if file.is_file()) >= large
    gc.disable()  # nothing of what is made is given up again: looking for it takes a third of the time
    try:
        library = load_library(folders, progress=progress if is_large else None)
        shelf = shelf_of(library)
        keep(path, lambda unfinished: _write(unfinished, key, library, shelf))
    finally:
        gc.enable()
    return shelf


_TABLES = """
create table meta (name text primary key, value text);
create table clause (at integer primary key, clause text);
create table gram (gram text primary key, places blob) without rowid;
"""


_SEAL = (60, 68)
"""Where in the head of a SQLite file four bytes each are left to the program (user_version, application_id): there
stands a digest of all other bytes. A changed bit may leave a row good JSON and the file good SQLite.
"""


def _seal_of(data: bytes) -> bytes:
    told = hashlib.sha256()
    at = 0
    for place in _SEAL:
        told.update(memoryview(data)[at:place])
        at = place + 4
    told.update(memoryview(data)[at:])
    return told.digest()[: 4 * len(_SEAL)]


def _is_sealed(path: Path) -> bool:
    data = path.read_bytes()
    return b"".join(data[place : place + 4] for place in _SEAL) == _seal_of(data)


def _seal(path: Path) -> None:
    digest = _seal_of(path.read_bytes())
    with path.open("r+b") as file:
        for number, place in enumerate(_SEAL):
            file.seek(place)
            file.write(digest[4 * number : 4 * number + 4])


def _write(path: Path, key: str, library: Library, shelf: Shelf) -> None:
    """Make the index. Raises OSError where that is not possible."""
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.executescript(_TABLES)
            database.executemany("insert into meta values (?, ?)", _meta(key, library, shelf))
            rows = enumerate(to_json(clause) for clause in library.clauses)
            database.executemany("insert into clause values (?, ?)", rows)
            grams = ((gram, array("I", places).tobytes()) for gram, places in sorted(shelf.postings.items()))
            database.executemany("insert into gram values (?, ?)", grams)
        _seal(path)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _meta(key: str, library: Library, shelf: Shelf) -> Iterator[tuple[str, str]]:
    yield "key", key
    yield "cards", _json([[getattr(card, name) for name in _CARD] for card in shelf.cards])
    yield "thesaurus", to_json(library.thesaurus)
    yield "phrases", _json(to_plain(library.phrases))
    yield "findings", _json([asdict(finding) | {"level": finding.level.value} for finding in library.findings])


def _read(path: Path, key: str) -> Shelf | None:
    """The shelf that the index holds; None where there is none, it is of other files or not as it was written."""
    try:
        if not _is_sealed(path):
            return None
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except (OSError, sqlite3.Error):
        return None
    try:
        if (shelf := _kept(database, key)) is not None:
            return shelf
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        pass
    database.close()
    return None


def _kept(database: sqlite3.Connection, key: str) -> Shelf | None:
    """The shelf in a database that stays open; None where it is of other files."""
    meta = dict(database.execute("select name, value from meta"))
    if meta.get("key") != key:
        return None
    thesaurus = from_plain(Thesaurus, json.loads(meta["thesaurus"]))

    def take(positions: Sequence[int]) -> tuple[Clause, ...]:
        rows = (database.execute("select clause from clause where at = ?", (at,)).fetchone() for at in positions)
        return tuple(from_plain(Clause, json.loads(text)) for (text,) in rows)

    return Shelf(
        cards=[Card(*map(_tupled, values)) for values in json.loads(meta["cards"])],
        postings=_Places(database),
        take=take,
        rest=Library(
            thesaurus=thesaurus,
            phrases=tuple(from_plain(Phrase, one) for one in json.loads(meta["phrases"])),
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
