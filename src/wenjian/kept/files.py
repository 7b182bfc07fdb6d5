"""Files in the user's cache folder: written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def keep(path: Path, write: Callable[[Path], object]) -> None:
    """Have a file written and move it into its place. Where that is not possible nothing is lost but time: the folder
    may not be written to, a text hold half of a character that no file can hold.
    """
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        write(unfinished)
        unfinished.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            unfinished.unlink()


def mark(text: str) -> str:
    """A mark by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()
