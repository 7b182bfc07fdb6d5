"""What holds of the paragraphs and words of a docx once defaults, styles, theme and their own properties are laid over
each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenjian.ooxml.elements import attribute, child, child_value, children, is_on, local_name, properties_of, whole

_CHAIN = 20
_FONTS = ("eastAsia", "ascii", "hAnsi")
_USUAL_SIZE = 20
"""Half-points of words of which nothing says how large they are."""

Properties = Mapping[str, str]
"""Of a paragraph («jc», «spacing.before», «pBdr.top.sz», «break») or of words («eastAsia», «sz», «b»)."""


@dataclass(slots=True)
class StyleSheet:
    """The styles of a file by id, the one of paragraphs that name none, what its defaults say (pPr, rPr), and the fonts
    of its theme by name («minorEastAsia»). What a style gives is laid out once.
    """

    styles: Mapping[str, etree._Element]
    usual: str
    defaults: tuple[etree._Element | None, etree._Element | None]
    theme: Mapping[str, str]
    paragraphs: dict[str, Properties] = field(default_factory=dict)
    words: dict[str, Properties] = field(default_factory=dict)

    def style_of(self, paragraph: etree._Element) -> str:
        return child_value(properties_of(paragraph), "pStyle") or self.usual

    def chain(self, style_id: str) -> list[etree._Element]:
        """A style and those it is based on, farthest first."""
        found: list[etree._Element] = []
        for _ in range(_CHAIN):
            style = self.styles.get(style_id)
            if style is None or style in found:
                break
            found.append(style)
            style_id = child_value(style, "basedOn")
        return found[::-1]

    def of_paragraph(self, paragraph: etree._Element) -> Properties:
        """What holds of a paragraph."""
        style_id = self.style_of(paragraph)
        if style_id not in self.paragraphs:
            said = _of_paragraph(self.defaults[0])
            for style in self.chain(style_id):
                said |= _of_paragraph(child(style, "pPr"))
            self.paragraphs[style_id] = said
        return {**self.paragraphs[style_id], **_of_paragraph(properties_of(paragraph))}

    def of_run(self, run: etree._Element, style_id: str) -> Properties:
        """What holds of the words of a run in a paragraph of a style."""
        if style_id not in self.words:
            base = self._of_words(self.defaults[1])
            for style in self.chain(style_id):
                base |= self._of_words(child(style, "rPr"))
            self.words[style_id] = base
        own = properties_of(run)
        said = dict(self.words[style_id])
        for style in self.chain(child_value(own, "rStyle")):
            said |= self._of_words(child(style, "rPr"))
        return said | self._of_words(own)

    def _of_words(self, properties: etree._Element | None) -> dict[str, str]:
        """The properties of words that an rPr names itself."""
        said: dict[str, str] = {}
        fonts = child(properties, "rFonts")
        if fonts is not None:
            for kind in _FONTS:
                theme = attribute(fonts, "asciiTheme" if kind == "ascii" else f"{kind}Theme")
                if name := self.theme.get(theme) or attribute(fonts, kind):
                    said[kind] = name
            if hint := attribute(fonts, "hint"):
                said["hint"] = hint
        for name in ("sz", "color", "spacing", "w"):
            if value := child_value(properties, name):
                said[name] = value
        bold = child(properties, "b")
        if bold is not None:
            said["b"] = "1" if is_on(bold) else ""
        return said


def size_of(words: Properties) -> float:
    """Points."""
    return whole(words.get("sz", ""), _USUAL_SIZE) / 2


def read_style_sheet(styles: etree._Element | None, theme: etree._Element | None) -> StyleSheet:
    """The style sheet of a file by the roots of two of its parts."""
    by_id = {attribute(one, "styleId"): one for one in children(styles, "style")} if styles is not None else {}
    usual = next(
        (
            name
            for name, one in by_id.items()
            if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true", "on")
        ),
        "",
    )
    defaults = child(styles, "docDefaults")
    both = (child(defaults, "pPrDefault", "pPr"), child(defaults, "rPrDefault", "rPr"))
    return StyleSheet(by_id, usual, both, _fonts(theme))


def _fonts(theme: etree._Element | None) -> dict[str, str]:
    """Name of a theme font («minorEastAsia») → the font."""
    fonts: dict[str, str] = {}
    for scheme in theme.iter("{*}majorFont", "{*}minorFont") if theme is not None else ():
        kind = local_name(scheme).removesuffix("Font")
        latin, asian = (_typeface(child(scheme, name)) for name in ("latin", "ea"))
        chinese = next((_typeface(one) for one in children(scheme, "font") if one.get("script") == "Hans"), "")
        for name, font in (("EastAsia", asian or chinese), ("HAnsi", latin), ("Ascii", latin)):
            if font:
                fonts[kind + name] = font
    return fonts


def _typeface(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get("typeface", ""))


def _of_paragraph(properties: etree._Element | None) -> dict[str, str]:
    """The properties of a paragraph that a pPr names itself."""
    said: dict[str, str] = {}
    for name in ("ind", "spacing"):
        said |= _attributes(name, child(properties, name))
    borders = child(properties, "pBdr")
    for edge in borders if borders is not None else ():
        said |= _attributes(f"pBdr.{local_name(edge)}", edge)
    if alignment := child_value(properties, "jc"):
        said["jc"] = alignment
    breaks = child(properties, "pageBreakBefore")
    if breaks is not None:
        said["break"] = "1" if is_on(breaks) else ""
    return said


def _attributes(name: str, element: etree._Element | None) -> dict[str, str]:
    if element is None:
        return {}
    return {f"{name}.{str(key).rpartition('}')[2]}": str(value) for key, value in element.attrib.items()}
