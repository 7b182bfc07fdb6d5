"""Places that are finished: what was made of which inputs, kept in a small file in each place's folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from wenjian.cli.decide import COMMENT, DECISIONS
from wenjian.cli.place import Drafts
from wenjian.loading.store import put_folder, refused
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Level
from wenjian.package import written_by_us
from wenjian.reports.batch import Figures, Gap

RECORD = ".wenjian.json"
_LEVELS = {level.value: level for level in Level}


@dataclass(frozen=True)
class Record:
    """What a place's folder says of itself: a digest of all that it was made of, the digest of each file that was put
    there, and what the summary needs.
    """

    inputs: str
    files: Mapping[str, str]
    figures: Figures
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]


def finished(folder: Path, inputs: str) -> Record | None:
    """The record of a folder that was made of these inputs and still holds every file that was put there."""
    record = read_record(folder)
    if record is None or record.inputs != inputs or not all((folder / name).is_file() for name in record.files):
        return None
    return record


def read_record(folder: Path) -> Record | None:
    """The record in a folder; None where there is none that can be read."""
    try:
        data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return Record(
            inputs=data["inputs"],
            files=dict(data["files"]),
            figures=Figures(**data["figures"]),
            gaps=tuple(Gap(**gap) for gap in data["gaps"]),
            findings=tuple(map(_finding, data["findings"])),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _finding(data: dict[str, Any]) -> Finding:
    return Finding(**{**data, "place": Place(**data["place"]), "level": _LEVELS[data["level"]]})


def put_drafts(folder: Path, drafts: Drafts, inputs: str) -> tuple[Record, tuple[str, ...]]:
    """Put the drafts of a place into its folder, whole or not at all; the record, and the names of what people have
    changed or added there since, which is kept. Raises OutputError.
    """
    files = {name: _digest(data) for name, data in drafts.files.items()}
    record = Record(inputs, files, drafts.figures, drafts.gaps, drafts.findings)
    kept = list(_of_people(folder, drafts.files)) if folder.is_dir() else []
    put_folder(folder, {**drafts.files, RECORD: _text(record).encode("utf-8")}, kept)
    return record, tuple(name for _, name in kept)


def _text(record: Record) -> str:
    data = asdict(record)
    for finding in data["findings"]:
        finding["level"] = finding["level"].value
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _of_people(folder: Path, files: Mapping[str, bytes]) -> Iterator[tuple[Path, str]]:
    """What is not ours in a folder, and the name that it gets beside our new files. Decisions were read and are written
    again; the file itself is kept only where it holds remarks (#) that would be lost. Raises OutputError.
    """
    old = read_record(folder)
    taken = {*files, *(path.name for path in folder.iterdir())}
    for path in sorted(folder.iterdir()):
        if path.name == RECORD:
            continue
        name = _free(path, taken) if path.name in files else path.name
        if path.is_dir() or not path.exists() or (old and path.name not in {*old.files, *files, DECISIONS}):
            yield path, name
            continue
        data = _bytes(path)
        ours = old.files.get(path.name) == _digest(data) if old else written_by_us(data)
        if ours or data == files.get(path.name) or (path.name == DECISIONS and not _has_remarks(data)):
            continue
        yield path, name


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refused(path, error) from error


def _has_remarks(data: bytes) -> bool:
    return COMMENT.search(data.decode("utf-8", errors="replace")) is not None


def _free(path: Path, taken: set[str]) -> str:
    """The first «名称（手改N）» that nothing else has."""
    number = 1
    while (name := f"{path.stem}（手改{number}）{path.suffix}") in taken:
        number += 1
    taken.add(name)
    return name


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
