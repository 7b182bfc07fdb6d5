"""Composing: directives, a locality and the clause library → the papers of a job."""

from __future__ import annotations

from wenjian.compose.drafting import compose
from wenjian.compose.values import Composition, Materials, Paper

__all__ = ["Composition", "Materials", "Paper", "compose"]
