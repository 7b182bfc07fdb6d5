"""The words of a paper as runs: those of one place, or many texts at once."""

from __future__ import annotations

from collections.abc import Sequence

from wenjian.model.document import Origin, Span, Stress
from wenjian.model.vocabulary import OriginKind
from wenjian.writers import wordml
from wenjian.writers.opened import Layout

HERE = "〓"
"""Where words go in markup that is cut for them."""
_STRESSED = {
    None: "",
    Stress.DIFFERS: '<w:b/><w:u w:val="single"/>',
    Stress.UNLIKE: '<w:u w:val="single"/>',
}
_BETWEEN = "\ufdd0"
"""What stands in no text: `layout.arrange` drops it."""


def frame(markup: str) -> tuple[bytes, bytes]:
    """What stands before and behind the words of `markup`, in which `HERE` holds their place."""
    before, _, behind = markup.encode().rpartition(HERE.encode())
    return before, behind


RUN = frame(wordml.run(HERE))
"""The ends of a run."""


def span_style(origin: Origin | None) -> str:
    """The style by which words that are to be filled in or reviewed stand out in a draft."""
    if origin is None:
        return ""
    if origin.found == "待定":
        return "待定"
    return "补写" if origin.kind is OriginKind.RESTATED else ""


def runs(spans: Sequence[Span], layout: Layout, *, marked: bool) -> str:
    """The runs of `spans`, stressed ones bold or underlined; where the paper is `marked`, pieces to be filled in or
    reviewed stand out.
    """
    if len(spans) == 1 and not marked and not spans[0].stress:
        return wordml.run(spans[0].text) if spans[0].text else ""
    pieces: list[tuple[str, str, str]] = []
    for span in spans:
        style, look = span_style(span.origin) if marked else "", _STRESSED[span.stress]
        if pieces and pieces[-1][1:] == (style, look):
            pieces[-1] = (pieces[-1][0] + span.text, style, look)
        elif span.text:
            pieces.append((span.text, style, look))
    return "".join([wordml.run(text, layout.style(style) if style else "", look) for text, style, look in pieces])


_SIGNS = tuple(map(chr, (*range(1, 9), 11, 12, *range(14, 32))))
"""Characters that stand in no text: `layout.arrange` drops them."""


class Signs:
    """Stand for pieces of markup between words, so that many texts are escaped and written together, which takes a
    fraction of the time of one after the other.
    """

    def __init__(self) -> None:
        self.markup: list[tuple[bytes, bytes]] = []
        self.free = iter(_SIGNS)  # an iterator, for no two threads get the same of it

    def sign(self, markup: bytes) -> str:
        """A new sign for `markup`; empty where there is none left."""
        sign = next(self.free, "")
        if sign:
            self.markup.append((sign.encode(), markup))
        return sign

    def written(self, said: Sequence[str]) -> bytes | None:
        """Words and signs, one after the other, as they are written; None where some words are more than a run, for
        they have line feeds or tabs.
        """
        data = "".join(said).encode()
        if b"\n" in data or b"\t" in data:
            return None
        data = data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
        for sign, markup in self.markup:
            data = data.replace(sign, markup)
        return data


def at_once(texts: Sequence[str]) -> list[bytes] | None:
    """What stands between the ends of `RUN` for each of the texts of an arranged paper; None where one of them is more
    than a run, for it has line feeds or tabs.
    """
    joined = _BETWEEN.join(texts)
    if "\n" in joined or "\t" in joined:
        return None
    return wordml.escaped(joined).encode().split(_BETWEEN.encode()) if texts else []
