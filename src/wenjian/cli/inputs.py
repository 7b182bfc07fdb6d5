"""Digests of all that a place's drafts are made of: when one is another, the place is composed anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from wenjian import __version__
from wenjian.cli.place import PlaceTask, Recipe
from wenjian.errors import TemplateError
from wenjian.library import library_files
from wenjian.loading.dump import dump
from wenjian.model.plain import to_json
from wenjian.shipped import builtin

FORMAT = "1"
"""Goes up when a place's folder gets other files of the same inputs."""


def common_inputs(path: Path, recipe: Recipe, libraries: Iterable[Path]) -> str:
    """The digest of what is the same for all places: the program, the job at `path` and all that it names."""
    told = sha256(f"{FORMAT} {__version__}".encode())
    for piece in _pieces(path, recipe, tuple(libraries)):
        told.update(len(piece).to_bytes(8, "big"))
        told.update(piece)
    return told.hexdigest()


def _pieces(path: Path, recipe: Recipe, libraries: tuple[Path, ...]) -> Iterator[bytes]:
    job, base = recipe.common.job, path.parent
    yield dump(job).encode()
    for name, parent in zip(job.basis, recipe.common.parents, strict=True):
        yield (base / name).read_bytes()
        for paper in parent.directive.papers or (parent.directive,):
            source = (base / name).parent / paper.source
            yield source.read_bytes() if paper.source and source.is_file() else b""
    yield (base / job.ledger).read_bytes() if job.ledger else b""
    for name, outline in sorted(recipe.common.outlines.items()):
        yield f"{name}\n{dump(outline)}".encode()
    for folder in (builtin("clauses"), *(base / layer for layer in job.libraries), *libraries):
        for file in library_files(folder):
            yield file.read_bytes()
    for file in sorted(builtin("templates").glob("*.docx")):
        yield file.read_bytes()
    yield recipe.stationery.form[0]
    for name, layout in sorted(recipe.stationery.known.items()):
        yield name.encode()
        yield str(layout).encode() if isinstance(layout, TemplateError) else layout.data
    yield dump(recipe.house).encode()
    yield "、".join(sorted(recipe.kinds)).encode()


def place_inputs(common: str, task: PlaceTask) -> str:
    """The digest of what one place is composed of; `common` is that of what is the same for all."""
    own = f"{common}\n{to_json(task.locality)}\n{dump(task.kept.file)}"
    return sha256(own.encode()).hexdigest()
