"""What a process has to load that writes one paper and does nothing else: memory and the time until it begins."""

from __future__ import annotations

import subprocess
import sys

WRITES = """
import sys
from wenjian.shipped import load_layout
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind
from wenjian.writers import write_docx
paper = Document(
    Elements(title="关于做好工作的通知", mark="示范县民政局文件"),
    (Block("b001", BlockKind.PARAGRAPH, (Span("请抓好落实。"),)),),
)
"""


def loaded(code: str) -> set[str]:
    """The modules that a new process has once it has run `code`."""
    told = "\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", WRITES + code + told], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_what_a_paper_in_one_of_our_layouts_does_without() -> None:
    modules = loaded("""
from wenjian.model.vocabulary import Stage
write_docx(paper, load_layout('红头通知'), stage=Stage.ISSUED)
""")
    assert "wenjian.writers.docx" in modules
    assert not modules & {"docxtpl", "docx"}, "the layout was opened anew"
    assert not modules & {"jinja2", "_hashlib", "yaml", "openpyxl", "wenjian.library"}, "loaded for nothing"


def test_help_loads_nothing_but_the_list_of_commands() -> None:
    code = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); sys.argv[1:] = ['--help']"
    )
    run = "; from wenjian.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code + run], capture_output=True, check=True, text=True)
    modules = set(done.stderr.split())
    assert {name.split(".")[1] for name in modules if name.startswith("wenjian.")} == {"cli", "errors", "model"}
    assert not modules & {"lxml", "yaml", "openpyxl", "jinja2", "docx", "docxtpl"}
