"""How words of a docx look: font, size, colour and spacing by the run, its styles and the defaults of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wenjian.package import parse_xml, unpack
from wenjian.writers.wordml import Element, w

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHAIN = 20
_PRINTED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of a docx by id, its defaults, and the fonts of its theme by name («minorEastAsia»)."""

    styles: Mapping[str, Element]
    defaults: Element | None
    usual: str
    theme: Mapping[str, str]

    def of_run(self, run: Element, name: str, attribute: str = "val") -> str:
        """What the run property `name` says, nearest first: the run, its style, its paragraph's, the defaults."""
        paragraph = next(run.iterancestors(w("p")), None)
        character = _value(run, "rPr/rStyle", "val")
        chain = [run, *self._chain(character), *(self._chain(self._style(paragraph)) if paragraph is not None else ())]
        if self.defaults is not None:
            chain += self.defaults.findall(w("rPrDefault"))
        return next((said for one in chain if (said := _value(one, f"rPr/{name}", attribute))), "")

    def of_paragraph(self, paragraph: Element, name: str, attribute: str = "val") -> str:
        """What the paragraph property `name` says, nearest first."""
        chain = [paragraph, *self._chain(self._style(paragraph))]
        if self.defaults is not None:
            chain += self.defaults.findall(w("pPrDefault"))
        return next((said for one in chain if (said := _value(one, f"pPr/{name}", attribute))), "")

    def font(self, run: Element) -> str:
        """The East Asian font of a run; one of the theme by its name there, which wins over a name beside it."""
        themed = self.of_run(run, "rFonts", "eastAsiaTheme")
        own = self.of_run(run, "rFonts", "eastAsia")
        if _value(run, "rPr/rFonts", "eastAsia") and not _value(run, "rPr/rFonts", "eastAsiaTheme"):
            return own
        return self.theme.get(themed, "") or own

    def size(self, run: Element) -> float:
        """Points; 10 where nothing says it."""
        said = self.of_run(run, "sz")
        return int(said) / 2 if said.isdigit() else 10.0

    def _style(self, paragraph: Element) -> str:
        return _value(paragraph, "pPr/pStyle", "val") or self.usual

    def _chain(self, style_id: str) -> Iterator[Element]:
        for _ in range(_CHAIN):
            style = self.styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = _value(style, "basedOn", "val")


def fonts_asked(docx: bytes) -> dict[str, tuple[str, ...]]:
    """The fonts that the Chinese words of a docx ask for, each with the words of its runs, in text and page margins."""
    parts = unpack(docx)
    looks = read_looks(parts)
    asked: dict[str, list[str]] = {}
    for name in sorted(parts):
        if not _PRINTED.fullmatch(name):
            continue
        for run in parse_xml(parts[name]).iter(w("r")):
            words = "".join(text.text or "" for text in run.findall(w("t")))
            if not words.isascii() and (font := looks.font(run)):
                asked.setdefault(font, []).append(words)
    return {font: tuple(words) for font, words in asked.items()}


def read_looks(parts: Mapping[str, bytes]) -> Looks:
    """The looks of a docx by its styles and its theme."""
    styles: dict[str, Element] = {}
    defaults, usual = None, ""
    if data := parts.get("word/styles.xml"):
        root = parse_xml(data)
        defaults = root.find(w("docDefaults"))
        for style in root.iter(w("style")):
            styles[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}:
                usual = style.get(w("styleId"), "")
    theme = next((data for name, data in sorted(parts.items()) if name.startswith("word/theme/theme")), b"")
    return Looks(styles, defaults, usual, _theme(parse_xml(theme)) if theme else {})


def _theme(root: Element) -> dict[str, str]:
    """The East Asian fonts of a theme: that of Chinese where it names one, else that of all."""
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        family = next(root.iter(f"{_DRAWING}{kind}Font"), None)
        if family is not None:
            chinese = next((one for one in family.iter(f"{_DRAWING}font") if one.get("script") == "Hans"), None)
            general = family.find(f"{_DRAWING}ea")
            said = chinese.get("typeface", "") if chinese is not None else ""
            fonts[f"{kind}EastAsia"] = said or (general.get("typeface", "") if general is not None else "")
    return fonts


def _value(element: Element, path: str, attribute: str) -> str:
    found = element.find("/".join(map(w, path.split("/"))))
    return str(found.get(w(attribute), "")) if found is not None else ""
