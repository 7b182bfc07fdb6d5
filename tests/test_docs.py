"""README, manual, glossary and findings catalogue against the code."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from scripts import script
from wenjian.cli import COMMANDS, GROUP, run
from wenjian.errors import EXIT_MEANING
from wenjian.layout import check_house
from wenjian.library import load_decisions, load_house
from wenjian.model.catalogue import CATALOGUE
from wenjian.model.vocabulary import Judgement
from wenjian.writers.layouts import FIELDS, ROUTING_FIELDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def generated() -> dict[str, str]:
    return {name: format_page() for name, format_page in script("docs/pages.py").PAGES.items()}


@pytest.mark.parametrize("name", ["glossary.md", "findings.md", "rules.md"])
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == generated()[name], "运行 make docs"


def test_the_manual_lists_every_exit_code() -> None:
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| ([^|]+) \|$", manual, re.MULTILINE))
    assert rows == {str(int(code)): meaning for code, meaning in EXIT_MEANING.items()}


def commands_below(command: click.Command) -> list[click.Command]:
    """The command and, of a group, its commands."""
    context = click.Context(command)
    names = command.list_commands(context) if isinstance(command, click.Group) else []
    return [command, *(one for name in names if (one := command.get_command(context, name)))]  # type: ignore[attr-defined]


def test_the_manual_explains_every_command_and_option() -> None:
    manual = (DOCS / "manual.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"### `wenjian {name}`" in manual, name
        command = GROUP.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        section = manual.split(f"### `wenjian {name}`")[1].split("\n### ")[0]
        for parameter in [parameter for one in commands_below(command) for parameter in one.params]:
            longest = max(parameter.opts, key=len)
            if longest.startswith("--"):
                assert f"`{longest}" in section, f"{name} {longest}"


def test_the_manual_lists_every_field_of_a_layout() -> None:
    section = (DOCS / "manual.md").read_text(encoding="utf-8").split("\n## 版式\n")[1].split("\n## ")[0]
    assert [name for name in FIELDS if f"`{name}`" not in section] == []


def test_the_manual_lists_every_field_of_the_routing_sheet() -> None:
    section = (DOCS / "manual.md").read_text(encoding="utf-8").split("\n#### 发文稿纸\n")[1].split("\n###")[0]
    assert [name for name in ROUTING_FIELDS if f"`{{{{ {name} }}}}`" not in section] == []


def commands_in(page: str) -> list[str]:
    """The `wenjian …` lines of the sh blocks of a page, continued lines joined."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [line for line in lines if line.startswith("wenjian ")]


@pytest.mark.parametrize("page", ["README.md", "README.en.md", "docs/manual.md"])
def test_the_commands_of_a_page_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They run in reading order, in a folder that holds a copy of samples/."""
    import shutil

    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    commands = commands_in(page)
    assert commands
    for line in commands:
        assert run(line.split("#")[0].split()[1:]) in {0, 1}, line


def test_the_decisions_in_the_manual_are_valid(tmp_path: Path) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```$", (DOCS / "manual.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (example,) = [text for text in examples if "判定" in text]
    path = tmp_path / "核对.yaml"
    path.write_text(example, encoding="utf-8")
    decisions, findings = load_decisions(path)
    assert [decision.judgement for decision in decisions] == [Judgement.WAIVE, Judgement.OVERRULE]
    assert not findings


def test_the_habits_in_the_manual_are_valid(tmp_path: Path) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```$", (DOCS / "manual.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (example,) = [text for text in examples if "三级标题加粗" in text]
    path = tmp_path / "习惯.yaml"
    path.write_text(example, encoding="utf-8")
    house, findings = load_house(path)
    assert not findings
    assert {finding.code for finding in check_house(house)} == {"WJ630"}


def test_every_code_is_used_and_every_used_code_is_known() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py") if path.name != "catalogue.py"
    )
    used = set(re.findall(r"WJ\d{3}", source))
    assert used == set(CATALOGUE)


def test_every_code_has_a_bad_input_in_the_tests() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.md")]
    )
    assert set(CATALOGUE) <= set(re.findall(r"WJ\d{3}", tests))
