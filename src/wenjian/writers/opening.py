"""What docxtpl and python-docx do for a layout. The only importer of both, and imported only where there is something
for them to do: they take 4 MB and 60 ms of a process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment

from wenjian.writers.wordml import Element

_HANDED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
"""How docxtpl spells what looks like a tag and is none."""
_FIRST_ID = 1000


class _Noted(DocxTemplate):  # type: ignore[misc]
    """A template that notes what it gives to jinja, part by part."""

    def __init__(self, docx: bytes) -> None:
        super().__init__(BytesIO(docx))
        self.sources: dict[str, str] = {}

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        self.sources[part.partname.lstrip("/")] = src_xml
        return str(super().render_xml_part(src_xml, part, context, jinja_env))


def rendered(docx: bytes, values: Mapping[str, str], environment: Environment) -> tuple[bytes, dict[str, str]]:
    """The file that docxtpl makes of a layout, and what it gave to jinja, part by part."""
    stream = BytesIO()
    template = _Noted(docx)
    template.render(dict(values), jinja_env=environment, autoescape=True)
    template.save(stream)
    return stream.getvalue(), template.sources


def patched(xml: str) -> str:
    """A part with its tags put together, as docxtpl gives it to jinja."""
    return str(DocxTemplate(BytesIO()).patch_xml(xml))


def resolved(xml: str) -> str:
    """What docxtpl makes of the answer of jinja: breaks for line feeds and tabs in words, tags that are none."""
    xml = re.sub(r"\n<w:p([ >])", r"<w:p\1", xml)
    for spelled, meant in _HANDED:
        xml = xml.replace(spelled, meant)
    return str(DocxTemplate(None).resolve_listing(xml))


def mended(xml: str) -> Element:
    """The body, its tables with as many columns as their rows have cells, its drawings with ids of their own."""
    template: Any = DocxTemplate(None)
    template.docx_ids_index = _FIRST_ID
    body = template.fix_tables(xml)
    if "docPr" in xml:
        template.fix_docpr_ids(body)
    return body
