"""Forms: layouts whose fields are all lines of text."""

from __future__ import annotations

from collections.abc import Mapping

from wenjian.package import pack
from wenjian.writers import layouts, properties, wordml
from wenjian.writers.opened import TEXT
from wenjian.writers.wordml import writable


def write_routing_sheet(values: Mapping[str, str], layout: bytes, *, date: str = "", path: str = "") -> bytes:
    """The 发文稿纸 with `values` in its fields (`layout.routing` gives them; one that is missing stays blank).

    Same arguments, same bytes. Raises TemplateError for a form that cannot be used.
    """
    opened = layouts.open_layout(layout, path, layouts.ROUTING)
    given = {name: layouts.escaped(writable(values.get(name, ""))) for name in layouts.ROUTING_FIELDS}
    root, parts = layouts.fill(opened, given, path)
    parts[TEXT] = wordml.serialise(root)
    properties.describe(parts, writable(f"发文稿纸：{values.get('标题', '')}").replace("\n", ""), date)
    return pack(parts)
