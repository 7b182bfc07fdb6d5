"""docs/library.md: the clause it teaches is a good one."""

from __future__ import annotations

import re
from pathlib import Path

from wenjian.library import load_library

PAGE = Path(__file__).parents[1] / "docs/library.md"


def test_the_clause_of_the_page_loads_and_leaves_nothing_out(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "本局.yaml").write_text(example, encoding="utf-8")
    library = load_library([tmp_path])
    assert not library.findings
    clause = library.clause("困境儿童.假期看护")
    assert clause is not None
    assert 60 <= len("".join(clause.text.split())) <= 220
    assert all((clause.parameters, clause.variants, clause.organ, clause.deadline, clause.basis, clause.checks))
    taught = re.findall(r"`\{\{ (\S+) \}\}`", page.split("### 第三层")[1].split("### 第四层")[0])
    assert {"本局", "主责股室", "基层民政机构"} <= set(taught)


def test_the_steps_of_the_page_end_in_the_clause() -> None:
    """Every line of a step stands in the whole clause, but for the one whose figure becomes a slot."""
    page = PAGE.read_text(encoding="utf-8")
    whole = page.split("```yaml\n")[1].split("```")[0]
    steps = re.findall(r"^```text\n(.*?)^```$", page.split("## 写好的样子")[0], re.MULTILINE | re.DOTALL)
    lines = [line for step in steps for line in step.splitlines()]
    missing = [line for line in lines if line not in whole.splitlines()]
    assert [line for line in missing if "看护点开放天数" in line] == []
    assert len(missing) == 1, "只有第四层把数字换成参数的那一行是改写的"
