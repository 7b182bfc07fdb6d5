"""Scripts and test modules of the project, loaded by their path."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@cache
def script(name: str) -> Any:
    """The module at a path below the project's folder, run once («templates/build.py»)."""
    spec = importlib.util.spec_from_file_location(Path(name).stem, ROOT / name)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples() -> Any:
    """The papers of tests/test_writers_docx.py, for the other tests that write them."""
    return script("tests/test_writers_docx.py")
