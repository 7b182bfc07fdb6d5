"""Where the commands keep what can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path | None:
    """Where this user's programs keep what can be made again; None where the system names no such place."""
    for name, below in (("WENJIAN_CACHE", ""), ("LOCALAPPDATA", "wenjian"), ("XDG_CACHE_HOME", "wenjian")):
        if folder := os.environ.get(name):
            return Path(folder) / below
    try:
        return Path.home() / ".cache" / "wenjian"
    except RuntimeError:
        return None
