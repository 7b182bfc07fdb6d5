"""`wenjian clauses match`: clauses proposed for each duty of a new directive, and the accepted ones read back."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.clauses.shelf import Proposal, propose
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, LIBRARIES, deliver, refuse_inputs, require_suffix, say, show
from wenjian.cli.shelf import library_shelf
from wenjian.errors import Exit
from wenjian.library import load_clause_file, load_directive
from wenjian.loading.dump import dump
from wenjian.loading.files import read_bytes
from wenjian.loading.match_sheet import read_accepted, write_proposals
from wenjian.loading.store import make_folder
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.model.library import AddedClaim, ClauseFile

ACCEPTED = "补充承接.yaml"
"""The file of a local layer into which the accepted proposals are written."""


@chinese_command("为上级文件的每项任务提出条款（得分、理由），写成表；在表里选定后读回，写进本级条款库。")
@click.argument("parent", metavar="上级文件", type=ANY_PATH)
@LIBRARIES
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到 xlsx（可填写）或 txt，默认显示。")
@click.option("--accept", "filled", metavar="表", type=ANY_PATH, help="填好的 xlsx：把选“是”的写进 --into 的条款库。")
@click.option("--into", "layer", metavar="文件夹", type=ANY_PATH, help="本级条款库的文件夹，和 --accept 一起用。")
def command(
    parent: Path, libraries: tuple[Path, ...], output: Path | None, filled: Path | None, layer: Path | None
) -> int:
    require_suffix(output, [".xlsx", ".txt"])
    refuse_inputs(output, parent)
    if (filled is None) != (layer is None):
        raise click.UsageError("--accept 和 --into 要一起写。", click.get_current_context())
    directive, findings = load_directive(parent)
    shelf = library_shelf(libraries)
    show((*findings, *shelf.rest.findings))
    if filled is not None and layer is not None:
        refs = {directive.ref(duty) for duty in directive.duties}
        return accept(filled, layer, frozenset(shelf.positions), frozenset(refs))
    proposals = tuple(propose(shelf, directive))
    if output and output.suffix.lower() == ".xlsx":
        rows = [row for proposal in proposals for row in proposal.rows()]
        deliver(write_proposals(directive.title, rows), output)
    else:
        deliver("\n".join(line for proposal in proposals for line in told(proposal)) + "\n", output)
    bare = [one for one in proposals if not one.hits and not one.claimed]
    claimed = sum(bool(one.claimed) for one in proposals)
    say(f"任务{len(proposals)}项：已有条款承接{claimed}项，没有相近条款{len(bare)}项。")
    return int(Exit.FINDINGS if bare else Exit.CLEAN)


def told(proposal: Proposal) -> list[str]:
    lines = [f"{proposal.ref}（{proposal.where}）{proposal.text}"]
    lines += [f"　　已承接：{card.ref}" for card in proposal.claimed]
    lines += [f"　　{hit.score:.2f}　{hit.card.ref}　{hit.reason}" for hit in proposal.hits]
    return lines if len(lines) > 1 else [*lines, "　　没有相近的条款"]


def accept(filled: Path, layer: Path, known: frozenset[str], refs: frozenset[str]) -> int:
    """Adds what the table accepts to the layer's 补充承接.yaml; what it names and nobody knows is told and left out."""
    path = layer / ACCEPTED
    old = load_clause_file(path) if path.exists() else ClauseFile()
    rows, unclear = read_accepted(read_bytes(filled), str(filled))
    show(unclear)
    unknown = [(name, ref) for name, ref in rows if name not in known or ref not in refs]
    show(found("WJ220", Place(str(filled)), name=name, duty=ref) for name, ref in unknown)
    new = (AddedClaim(clause=name, duty=ref) for name, ref in rows if (name, ref) not in unknown)
    claims = tuple(dict.fromkeys((*old.claims, *new)))
    make_folder(layer)
    deliver(dump(old.model_copy(update={"claims": claims})), path)
    say(f"选定{len(rows) - len(unknown)}处，{path.name} 里共有{len(claims)}处。")
    return int(Exit.FINDINGS if unknown or unclear else Exit.CLEAN)
