"""The elements of html: which begin a line, which show nothing, which are made for navigation, how lists count."""

from __future__ import annotations

import re
from typing import Any

BOXES = frozenset((
    "body", "div", "section", "article", "main", "td", "th", "form", "center", "blockquote", "fieldset", "dd",
))  # fmt: skip
"""Elements that may hold the whole text of a paper."""

BLOCKS = BOXES | {
    "html", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "table", "tr", "tbody", "thead",
    "tfoot", "caption", "pre", "hr", "address", "nav", "header", "footer", "aside", "figure", "figcaption", "details",
    "summary", "legend", "menu", "dir",
}  # fmt: skip
"""Elements before and after which a browser begins a line."""

RANKS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SKIPPED = frozenset((
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math", "canvas",
    "audio", "video", "map", "select", "button", "textarea", "input", "datalist", "rt", "rp", "del", "title", "meta",
    "link", "noframes", "frameset", "frame", "xml",
))  # fmt: skip
_ASIDE_ROLES = frozenset(("navigation", "contentinfo", "complementary", "search", "menu", "menubar", "banner"))
_ASIDE_NAMES = frozenset((
    "nav", "navbar", "navigation", "menu", "crumb", "crumbs", "breadcrumb", "breadcrumbs", "footer", "copyright",
    "sidebar", "share", "toolbar", "qrcode", "pagination", "dibu", "daohang", "weizhi", "fenxiang", "bdsharebuttonbox",
))  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*comment",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:sd)?(foot|end|ftn|edn)(?:note)?\d{1,5}")
_CALL = re.compile(r"#(?:_(?:ftn|edn)(?:ref)?|sd(?:foot|end)note)\d")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_NUMBER_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero", "cjk-ideographic": "chineseCounting", "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "trad-chinese-formal": "chineseLegalSimplified",
    "none": "none", "disc": "none", "circle": "none", "square": "none",
}  # fmt: skip
_LONGEST_NAME = 100
_SMALLEST_PICTURE = 60
"""Width or height in pixels below which a picture is an icon."""


def names_of(element: Any) -> str:
    """Class and id of an element, as far as anyone would write them."""
    return f"{element.get('class', '')[:_LONGEST_NAME]} {element.get('id', '')[:_LONGEST_NAME]}".strip()


def shows_nothing(tag: str) -> bool:
    """Whether an element never shows text of the page: scripts, form fields, pictures."""
    return tag in _SKIPPED


def is_hidden(element: Any) -> bool:
    """Whether the element is hidden by its own style or attribute."""
    style = element.get("style")
    return "hidden" in element.attrib or bool(style and _HIDDEN.search(style))


def is_comment(element: Any) -> bool:
    """Whether the element is the mark of a reviewer's comment, as Word saves it."""
    return element.get("class") in ("MsoCommentReference", "msocomanchor")


def page_furniture(element: Any, tag: str) -> str:
    """页眉 or 页脚 for the header or footer of printed pages as LibreOffice saves them, else ""."""
    return {"header": "页眉", "footer": "页脚"}.get(element.get("title", ""), "") if tag == "div" else ""


def note_name(element: Any, tag: str) -> str:
    """脚注 or 尾注 for the element that holds one, as Word, WPS and LibreOffice save it, else ""."""
    match = _NOTE.fullmatch(element.get("id", "")) if tag == "div" else None
    return "" if match is None else "脚注" if match[1] in ("foot", "ftn") else "尾注"


def calls_note(element: Any, tag: str) -> bool:
    """Whether the element is the small number that stands for a note, or stands before it."""
    return tag == "a" and bool(_CALL.match(element.get("href", "")))


def is_aside(element: Any, tag: str) -> bool:
    """Whether the element is made for finding one's way on the site."""
    if tag in ("nav", "footer", "aside", "menu") or element.get("role") in _ASIDE_ROLES:
        return True
    return tag in BLOCKS and any(word in _ASIDE_NAMES for word in names_of(element).lower().split())


def number_form(element: Any, usual: str) -> str:
    """The format (ST_NumberFormat) in which a list or list item counts, by its style, else its type, else `usual`."""
    style = _LIST_STYLE.search(element.get("style", ""))
    words = style[1].lower().split() if style else []
    return next((_NUMBER_FORMS[word] for word in words if word in _NUMBER_FORMS), "") or _NUMBER_FORMS.get(
        element.get("type", ""), usual
    )


def whole(element: Any, attribute: str, otherwise: int = 1) -> int:
    """The attribute as a whole number, 1 at least; `otherwise` when it is none."""
    words = element.get(attribute, "").strip()
    return max(1, int(words)) if words.isascii() and words.isdecimal() and len(words) < 6 else otherwise


def is_picture(element: Any) -> bool:
    """Whether an image is larger than an icon, or of no stated size."""
    return all(whole(element, side, _SMALLEST_PICTURE) >= _SMALLEST_PICTURE for side in ("width", "height"))
