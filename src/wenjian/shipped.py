"""What comes with wenjian in folders, and the layouts among it and beside it: all that writing a paper reads."""

from __future__ import annotations

from pathlib import Path

from wenjian.errors import TemplateError
from wenjian.loading.files import read_bytes
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.text.nearest import did_you_mean


def builtin(kind: str) -> Path:
    """The folder of our own `clauses`, `templates` or `samples`: inside the installed package, or of the checkout."""
    package = Path(__file__).resolve().parent
    packed = package / "data" / kind
    return packed if packed.is_dir() else package.parent.parent / kind


def find_layout(name: str, folder: Path | None = None) -> Path:
    """The file of a 版式: by file, or by name in `folder` (the office's own), then among the built-in ones.
    Raises TemplateError: none of that name (WJ206), a file that is no docx (WJ601).
    """
    given = Path(name)
    folders = [place for place in (folder, builtin("templates")) if place is not None]
    candidates = [given] if given.suffix.lower() == ".docx" else []
    if given.name == name:
        candidates += [place / f"{name.removesuffix('.docx')}.docx" for place in folders]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    if given.is_file():
        raise TemplateError(found("WJ601", Place(name), reason="不是 docx"))
    names = [path.stem for place in folders for path in sorted(place.glob("*.docx"))]
    known = "、".join(names) or "没有"
    raise TemplateError(
        found("WJ206", Place(str(folder or "")), name=name, names=known, advice=did_you_mean(name, names))
    )


def load_layout(name: str, folder: Path | None = None) -> bytes:
    """The bytes of the layout that `find_layout` finds."""
    return read_bytes(find_layout(name, folder), TemplateError)
