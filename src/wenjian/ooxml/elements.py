"""Questions to elements of WordprocessingML, by local name: transitional and strict documents differ in namespaces."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

PROVENANCE = "urn:wenjian:provenance:1"
"""The namespace of the part that says from which clause each block of a draft comes."""

NOTES = {"脚注": "footnotes", "尾注": "endnotes"}
"""The parts that hold the notes, by what they are called."""

SPACES = str.maketrans("\n\r\t", "   ")
"""What a run's text shows for line ends and tabs: they are elements of their own."""


def local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str = "val") -> str:
    """The attribute `name` in the element's own namespace."""
    namespace = str(element.tag).rpartition("}")[0].removeprefix("{")
    return element.get(f"{{{namespace}}}{name}", "")


def relation_id(element: etree._Element) -> str:
    """The id of the relationship that the element points at."""
    for name, value in element.attrib.items():
        namespace, _, local = str(name).rpartition("}")
        if local in ("id", "embed", "link") and namespace.endswith("/relationships"):
            return str(value)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child, grandchild … along the names of `path`."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local_name(one) == name), None)
    return element


def child_value(element: etree._Element | None, *path: str) -> str:
    """What the child along `path` says in its attribute val."""
    found = child(element, *path)
    return "" if found is None else attribute(found)


def properties_of(element: etree._Element) -> etree._Element | None:
    """The properties of a paragraph or a run: its first child, when that is one of pPr, rPr."""
    first = element[0] if len(element) else None
    return first if first is not None and local_name(first) in ("pPr", "rPr") else None


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children called `name`."""
    return (one for one in element if local_name(one) == name)


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and attribute(element) not in ("0", "false", "off")


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number of at most five figures, else `otherwise`."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def printed_alternative(element: etree._Element) -> etree._Element | None:
    """The branch of mc:AlternateContent that is read: the first choice, or the fallback when only that has words."""
    choices = list(children(element, "Choice"))
    fallback = next(children(element, "Fallback"), None)
    chosen = next((choice for choice in choices if has_words(choice)), None)
    if chosen is None and fallback is not None and (not choices or has_words(fallback)):
        return fallback
    return chosen if chosen is not None else next(iter(choices), None)


def has_words(element: etree._Element) -> bool:
    return any((text.text or "").strip() for text in element.iter("{*}t"))
