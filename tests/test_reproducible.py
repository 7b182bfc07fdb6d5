"""The same input gives the same bytes under another time zone, hash seed and folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path


def demo(folder: Path, **environment: str) -> dict[str, str]:
    """Compose the demo in a fresh process; file name → digest."""
    subprocess.run(
        [sys.executable, "-m", "wenjian", "demo", "-o", str(folder)],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    first = demo(tmp_path / "甲", TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C.UTF-8")
    second = demo(tmp_path / "乙" / "丙", TZ="Asia/Shanghai", PYTHONHASHSEED="2", LC_ALL="C")
    assert len(first) >= 7
    assert first == second
