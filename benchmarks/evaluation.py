"""The measuring program that comes with the real documents, and the family of them that nobody looks at."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

UNSEEN = "baozufang"


def program_of(real: Path) -> Path:
    """Where the measuring program stands."""
    return real / "eval" / "evaluate.py"


def evaluation(real: Path) -> ModuleType:
    """The measuring program, for its rules: which sentence is which judged one, which judgment differs."""
    spec = importlib.util.spec_from_file_location("evaluate", program_of(real))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
