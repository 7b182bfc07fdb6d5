"""An installed wheel finds its clauses, layouts and samples without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


def test_the_wheel_carries_all_it_needs(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path / "installed")
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "wenjian", "demo", "-o", "结果"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "结果" / "1-通知.docx").is_file()
    page = (tmp_path / "结果" / "覆盖核对.html").read_text(encoding="utf-8")
    resources = ROOT / "src" / "wenjian" / "reports"
    assert all((resources / name).read_text(encoding="utf-8") in page for name in ("page.js", "page.css"))
