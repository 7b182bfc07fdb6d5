"""Layers point one way; the pure core touches neither disk nor third-party formats."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "wenjian"

CORE = (
    "model",
    "errors",
    "text",
    "changes",
    "structure",
    "duties",
    "coverage",
    "lint",
    "layout",
    "compose",
    "clauses",
    "renew",
    "supervise",
)
EDGES = ("package", "ooxml", "loading", "shipped", "library", "kept", "index", "readers", "writers", "reports", "work")

MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "model": set(),
    "errors": {"model"},
    "text": {"model", "errors"},
    "changes": {"model", "errors", "text"},
    "structure": {"model", "errors", "text"},
    "duties": {"model", "errors", "text"},
    "coverage": {"model", "errors", "text", "changes", "duties"},
    "lint": {"model", "errors", "text", "structure", "layout"},
    "layout": {"model", "errors", "text"},
    "compose": {"model", "errors", "text", "structure", "duties", "coverage", "lint"},
    "clauses": {"model", "errors", "text", "changes", "duties", "coverage", "lint", "compose"},
    "supervise": {"model", "errors", "text", "duties", "coverage", "compose"},
    "renew": {"model", "errors", "text", "changes", "duties", "coverage", "lint", "compose"},
    "package": {"model", "errors"},
    "ooxml": set(),
    "work": {"model", "errors"},
    "loading": {"model", "errors", "text", "package"},
    "readers": {"model", "errors", "text", "structure", "package", "ooxml"},
    "shipped": {"model", "errors", "text", "loading"},
    "library": {"model", "errors", "text", "duties", "loading", "readers", "shipped"},
    "kept": {"model", "text", "library", "shipped"},
    "index": {"model", "coverage", "clauses", "library", "shipped", "kept"},
    "writers": {"model", "errors", "text", "changes", "layout", "package", "ooxml"},
    "reports": {*CORE, "writers", "library", "shipped"} - {"structure", "compose", "clauses"},
    "cli": {*CORE, *EDGES},
}

WORLD = {"print", "exit", "quit", "input", "sys.exit", "sys.stdout", "sys.stdin", "sys.argv", "os.environ", "os._exit"}
OF_OTHER_PROCESSES = {
    "work.py": {"os._exit"},  # a worker that lost its master
    "readers/office.py": {"os.environ"},  # LibreOffice's own, without what would reach the network
    "readers/pdfium.py": {"sys.stdout", "sys.stdin"},  # the process in which PDFium may crash
}
FORBIDDEN_IN_CORE = {"jinja2", "docxtpl", "docx", "openpyxl", "lxml", "click", "yaml", "os", "time", "random", "locale"}
ONLY_WRITERS = {"jinja2", "docxtpl"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    top = path.relative_to(PACKAGE).parts[0]
    return top.removesuffix(".py")


@cache
def imported(path: Path) -> set[str]:
    """Dotted names that a module imports, at the top or inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    here = part(path)
    wanted = {name.split(".")[1] for name in imported(path) if name.startswith("wenjian.")}
    allowed = MAY_IMPORT[here] | {here, "__version__"}
    assert wanted <= allowed, f"{here} imports {sorted(wanted - allowed)}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_edges_touch_the_world(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    if part(path) in CORE:
        assert not roots & FORBIDDEN_IN_CORE
    if part(path) != "writers":
        assert not roots & ONLY_WRITERS
    if part(path) != "cli":
        assert "click" not in roots
        assert "wenjian.cli" not in imported(path) or part(path) == "__main__"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if part(path) == "cli":
        return
    used = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    }
    allowed = OF_OTHER_PROCESSES.get(str(path.relative_to(PACKAGE)), set())
    assert used & {*WORLD, *allowed} == allowed
