"""A batch for tests: a few places, one of them real samples, and what lies in a folder afterwards."""

from __future__ import annotations

from pathlib import Path

from wenjian.library import load_locality
from wenjian.loading.roster_book import write_roster_xlsx
from wenjian.model.locality import Locality
from wenjian.shipped import builtin

JOB = builtin("samples") / "拟稿单/鲁山县-草稿.yaml"


def samples(*names: str) -> list[Locality]:
    """Places of our samples."""
    return [load_locality(builtin("samples") / f"地区/{name}.yaml")[0] for name in names]


def roster_at(path: Path, places: list[Locality]) -> Path:
    path.write_bytes(write_roster_xlsx(places))
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too: path from the folder → bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
