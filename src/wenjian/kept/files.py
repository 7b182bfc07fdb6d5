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


def sealed(key: str, words: str) -> str:
    """What a file of `words` made from what `key` tells is written as."""
    return f"{key} {mark(words)}\n{words}"


def unsealed(path: Path, key: str) -> str | None:
    """The words of a file that was written whole and with the same key, else None. Raises OSError, ValueError."""
    told, _, words = path.read_text(encoding="utf-8").partition("\n")
    return words if told == f"{key} {mark(words)}" else None


def mark(text: str) -> str:
    """A mark by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()
