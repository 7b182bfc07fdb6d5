"""A paper as pdf, through LibreOffice where it is installed; which fonts it had to replace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from wenjian.cli.common import show
from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.readers.office import convert, find_libreoffice
from wenjian.readers.pdf_fonts import fonts_in
from wenjian.text.normal import letters
from wenjian.writers import fonts_asked, named, narrowed

PDF = ".pdf"
_OTHER_NAMES = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXBSJW"),
    "方正小标宋_GBK": ("FZXiaoBiaoSong-B05", "FZXBSK"),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "仿宋": ("FangSong", "STFangsong"),
    "楷体": ("KaiTi", "STKaiti"),
    "黑体": ("SimHei",),
    "宋体": ("SimSun", "NSimSun"),
    "华文中宋": ("STZhongsong",),
}
"""The names that fonts of official documents bear inside a pdf."""
_TELLING = 6
"""Letters of a run by which the font that printed it is found."""


def as_pdf(docx: bytes, path: str) -> bytes:
    """The docx as pdf; the fonts replaced are shown. Raises UnreadableInput (WJ645): no LibreOffice, or it fails."""
    program = find_libreoffice()
    if not program:
        raise UnreadableInput(found("WJ645", Place(path), reason="没有找到LibreOffice"))
    pdf = convert(program, narrowed(docx), ".docx", "pdf")
    if pdf is None:
        raise UnreadableInput(found("WJ645", Place(path), reason="LibreOffice没有转换成功"))
    show(replaced_fonts(fonts_asked(docx), fonts_in(pdf), path))
    return pdf


def replaced_fonts(asked: Mapping[str, Sequence[str]], printed: Mapping[str, str], path: str) -> Iterator[Finding]:
    """One finding for the fonts asked for that the pdf does not have: `printed` are its fonts with their words."""
    missing = tuple(font for font in asked if not any(_is_same(font, name) for name in printed))
    if missing:
        instead = dict.fromkeys(name for font in missing for name in _printing(asked[font], printed))
        used = named(instead) if instead else "别的字体"
        yield found("WJ644", Place(path), fonts=named(missing), used=used)


def _is_same(font: str, name: str) -> bool:
    return any(_plain(name).startswith(_plain(each)) for each in (font, *_OTHER_NAMES.get(font, ())))


def _plain(name: str) -> str:
    return re.sub(r"[-_ ,]", "", name).lower()


def _printing(runs: Sequence[str], printed: Mapping[str, str]) -> Iterator[str]:
    """The fonts of a pdf that printed the words of these runs."""
    streams = {name: letters(words) for name, words in printed.items()}
    for run in runs:
        begins = letters(run)[:_TELLING]
        if len(begins) > 1:
            yield from (name for name, words in streams.items() if begins in words)
