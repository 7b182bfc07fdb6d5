"""What changed between two versions of a paper, in pieces that people can read. Pure: it knows texts, not files."""

from __future__ import annotations

from wenjian.changes.passages import Group, Passage, pair_passages
from wenjian.changes.wording import MARK, Edit, Op, find_edits, is_sign

__all__ = ["MARK", "Edit", "Group", "Op", "Passage", "find_edits", "is_sign", "pair_passages"]
