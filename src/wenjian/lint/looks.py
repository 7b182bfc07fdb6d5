"""Fonts, sizes, places and colours of the elements of a docx against GB/T 9704—2012 (5.2.2, 5.2.4, 7.2–7.4).

The standard names kinds of type (仿宋体), never products: 仿宋, 仿宋_GB2312 and 方正仿宋 are all right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from wenjian.lint.corrections import HAN
from wenjian.lint.draft import Check, Draft
from wenjian.model.appearance import ParagraphLook, RunLook
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Role
from wenjian.structure.parts import Part, PrintedLine
from wenjian.text.normal import letters, shorten
from wenjian.text.numbering import parse_label

_FAMILIES = {
    "fang": re.compile(r"仿宋|fangsong|仿体", re.IGNORECASE),
    "hei": re.compile(r"黑|simhei|heiti|sans", re.IGNORECASE),
    "kai": re.compile(r"楷|kai", re.IGNORECASE),
    "title": re.compile(r"小标宋|xiaobiaosong|中宋|zhongsong", re.IGNORECASE),
    "song": re.compile(r"^(?:宋体|新宋体|simsun|nsimsun|方正书宋|方正宋|华文宋体|stsong|songti)", re.IGNORECASE),
}
SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0  # 2号, 3号, 4号
_SIZE_TOLERANCE = 0.6  # 3号 is 15.75 pt in type tables
_INDENT = 2.0  # 7.3.3
_INDENT_TOLERANCE = 0.4
_CENTRED_BY_HAND = 4.0
"""Characters of blanks typed in front by which a line is taken to be centred by hand."""
_FAR_RIGHT = 8.0
_DARK = 0x40
_HEADINGS = {1: "hei", 2: "kai"}
"""The types of headings that are not set as text, by level (7.3.3)."""
_HAN = re.compile(f"[{HAN}]")
_SIGNS = re.compile("[“”‘’…—]")


def families(font: str) -> frozenset[str]:
    """The kinds of type that a font is one of."""
    return frozenset(name for name, pattern in _FAMILIES.items() if pattern.search(font))


def looks(draft: Draft, *parts: Part) -> Iterator[tuple[PrintedLine, ParagraphLook]]:
    """The paper's own lines that are one of `parts`, each with the paragraph that it begins."""
    if draft.appearance is None or not draft.is_paper:
        return
    by_place: dict[str, list[ParagraphLook]] = {}
    for look in draft.appearance.paragraphs:
        by_place.setdefault(look.place, []).append(look)
    for line in draft.own:
        if line.part in parts:
            begun = (one for one in by_place.get(line.label, ()) if _begins(line.text, one.text))
            yield from ((line, one) for one in islice(begun, 1))


def _begins(line: str, look: str) -> bool:
    """Whether a paragraph begins with a line, its automatic number apart."""
    mine, theirs = letters(line), letters(look)
    return bool(theirs) and (theirs.startswith(mine) or mine.endswith(theirs))


def body_looks(draft: Draft, *parts: Part) -> Iterator[tuple[PrintedLine, ParagraphLook]]:
    """The same of the text of the paper and of the plan that it issues; forms in its attachments look as they like."""
    for line, look in looks(draft, *parts):
        if line.role in (Role.MAIN, Role.ENCLOSED) and not look.in_table and not look.in_frame:
            yield line, look


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a paragraph from one letter to another; `font` and `size` are those of most of them."""

    runs: tuple[RunLook, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def font(self) -> str:
        counts = Counter[str]()
        for run in self.runs:
            counts[run.font] += len(_HAN.findall(run.text))
        return max(counts, key=lambda font: counts[font], default="") if counts.total() else ""

    @property
    def size(self) -> float:
        counts = Counter[float]()
        for run in self.runs:
            counts[run.size] += len(run.text.strip())
        return max(counts, key=lambda size: counts[size], default=0.0)


def _stretch(look: ParagraphLook, start: int = 0, end: int | None = None) -> _Stretch:
    """The runs of look.text[start:end], cut where it begins and ends."""
    kept: list[RunLook] = []
    at = 0
    stop = len(look.text) if end is None else end
    for run in look.runs:
        first, last = max(start - at, 0), min(stop - at, len(run.text))
        if first < last:
            kept.append(replace(run, text=run.text[first:last]))
        at += len(run.text)
    return _Stretch(tuple(kept))


def _parts(line: PrintedLine, look: ParagraphLook) -> tuple[_Stretch, _Stretch]:
    """The heading that opens a paragraph, and the text behind it. The first sentence of an item is its heading where it
    looks like one, however long it is.
    """
    blanks = len(look.text) - len(look.text.lstrip())
    counted = max(len(line.text) - len(look.text.strip()), 0) if look.numbered else 0
    end = max(line.lead - counted, 0) + blanks
    sentence = look.text.find("。", end) + 1
    if _is_item(line) and 0 < sentence < len(look.text.rstrip()):
        head, rest = _stretch(look, 0, sentence), _stretch(look, sentence)
        if _HEADINGS.get(line.level, "") in families(head.font) and "fang" in families(rest.font):
            return head, rest
    return _stretch(look, 0, end), _stretch(look, end)


def _is_item(line: PrintedLine) -> bool:
    """Whether a paragraph has a number and no heading behind it («一、请于12月10日前完成排查。»): it is set as text."""
    label = parse_label(line.text)
    return line.part is Part.TEXT and label is not None and line.lead <= len(label.printed)


Fault = tuple[PrintedLine, str, str]
"""A line, what is quoted of it, and what is wrong."""


def _told(code: str, faults: Sequence[Fault], draft: Draft, name: str) -> Iterator[Finding]:
    """One finding for all lines with a fault of one kind."""
    if faults:
        line, quote, value = faults[0]
        times = f"，共{len(faults)}处" if len(faults) > 1 else ""
        yield found(code, draft.at(line), quote=shorten(quote.strip(), 16), times=times, **{name: value})


# text


def check_body_font(draft: Draft) -> Iterator[Finding]:
    """WJ805 for text in another type than 仿宋."""
    faults: list[Fault] = []
    for line, look in body_looks(draft, Part.TEXT):
        font = _parts(line, look)[1].font
        if font and "fang" not in families(font):
            faults.append((line, line.text, font))
    yield from _told("WJ805", faults, draft, "font")


def check_body_size(draft: Draft) -> Iterator[Finding]:
    """WJ806 for text in another size than 3号."""
    faults: list[Fault] = []
    for line, look in body_looks(draft, Part.TEXT):
        size = _stretch(look).size
        if size and abs(size - SIZE_3) > _SIZE_TOLERANCE:
            faults.append((line, line.text, f"{size:g}"))
    yield from _told("WJ806", faults, draft, "size")


def check_indents(draft: Draft) -> Iterator[Finding]:
    """WJ814 for a paragraph whose first line does not begin two characters from the left."""
    faults: list[Fault] = []
    for line, look in body_looks(draft, Part.TEXT, Part.HEADING):
        indent = look.left + look.first
        free = look.numbered or look.alignment in ("center", "right") or look.text.startswith("\t")
        if not free and abs(indent - _INDENT) > _INDENT_TOLERANCE:
            faults.append((line, line.text, f"{indent:.1f}".removesuffix(".0")))
    yield from _told("WJ814", faults, draft, "count")


def check_spaces(draft: Draft) -> Iterator[Finding]:
    """WJ831 for space above or under a paragraph of the text."""
    faults = [
        (line, line.text, f"{max(look.before, look.after):g}")
        for line, look in body_looks(draft, Part.TEXT)
        if look.before > 0.5 or look.after > 0.5
    ]
    yield from _told("WJ831", faults, draft, "space")


def check_colours(draft: Draft) -> Iterator[Finding]:
    """WJ830 for coloured words outside 发文机关标志."""
    faults: list[Fault] = []
    parts = [part for part in Part if part not in (Part.MARK, Part.FURNITURE, Part.CELL)]
    for line, look in looks(draft, *parts):
        run = next((run for run in look.runs if run.text.strip() and _is_coloured(run.colour)), None)
        if run:
            faults.append((line, run.text, run.colour))
    yield from _told("WJ830", faults, draft, "colour")


def _is_coloured(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        return False
    return any(int(colour[i : i + 2], 16) > _DARK for i in (0, 2, 4))


def check_latin_signs(draft: Draft) -> Iterator[Finding]:
    """WJ832 for Chinese signs that a Latin font would print."""
    faults = [
        (line, line.text, run.latin)
        for line, look in body_looks(draft, Part.TEXT, Part.HEADING)
        for run in look.runs
        if _SIGNS.search(run.text) and run.latin and not families(run.latin)
    ]
    yield from _told("WJ832", faults, draft, "font")


# headings


def heading_font(code: str, levels: Sequence[int], family: str) -> Check:
    """The rule that headings of these levels are set in one type, also those behind which the text runs on."""

    def check(draft: Draft) -> Iterator[Finding]:
        faults: list[Fault] = []
        for line, look in body_looks(draft, Part.HEADING, Part.TEXT):
            label = parse_label(line.text)
            if label is None or label.level not in levels or line.level != label.level or _is_item(line):
                continue
            head, rest = _parts(line, look)
            as_text = family == "fang" and head.font == rest.font
            if head.font and family not in families(head.font) and not as_text:
                faults.append((line, head.text, head.font))
        yield from _told(code, faults, draft, "font")

    return check


def check_bold(draft: Draft) -> Iterator[Finding]:
    """WJ813 for bold words."""
    faults = [
        (line, look.text, "")
        for line, look in looks(draft, Part.TEXT, Part.HEADING, Part.TITLE)
        if any(run.bold and run.text.strip() for run in look.runs)
    ]
    yield from _told("WJ813", faults, draft, "bold")


# elements


def check_title_font(draft: Draft) -> Iterator[Finding]:
    """WJ807 for a title in another type than 小标宋."""
    for line, look in looks(draft, Part.TITLE):
        font = _stretch(look).font
        if font and "title" not in families(font):
            yield found("WJ807", draft.at(line), font=font)
            return


def check_title_size(draft: Draft) -> Iterator[Finding]:
    """WJ808 for a title in another size than 2号."""
    for line, look in looks(draft, Part.TITLE):
        size = _stretch(look).size
        if size and abs(size - SIZE_2) > _SIZE_TOLERANCE:
            yield found("WJ808", draft.at(line), size=f"{size:g}")
            return


def centred(code: str, part: Part) -> Check:
    """The rule that an element stands in the middle of its line."""

    def check(draft: Draft) -> Iterator[Finding]:
        if part is Part.NUMBER and (draft.document.elements.signer or draft.is_letter):
            return
        for line, look in looks(draft, part):
            by_hand = look.left + look.first >= _CENTRED_BY_HAND
            if look.alignment != "center" and not by_hand and not look.in_table and not look.in_frame:
                yield found(code, draft.at(line))
                return

    return check


def indented(code: str, part: Part, count: float, opening: str = "") -> Check:
    """The rule that an element begins `count` characters from the left; only lines with the `opening` are judged."""

    def check(draft: Draft) -> Iterator[Finding]:
        for line, look in looks(draft, part):
            free = look.numbered or look.in_table or look.in_frame or look.alignment in ("center", "right")
            at = look.left + look.first
            wrong = abs(at - count) > _INDENT_TOLERANCE
            if not free and line.text.lstrip().startswith(tuple(opening) or "") and wrong:
                yield found(code, draft.at(line), quote=shorten(line.text.strip(), 16))
                return

    return check


def check_mark_colour(draft: Draft) -> Iterator[Finding]:
    """WJ818 for a 发文机关标志 that is not red."""
    for line, look in looks(draft, Part.MARK):
        colours = {run.colour for run in look.runs if run.text.strip()}
        if not any(colour[:2] >= "C0" and colour[2:] <= "5050" for colour in colours if len(colour) == 6):
            yield found("WJ818", draft.at(line))
            return


def check_red_rule(draft: Draft) -> Iterator[Finding]:
    """WJ833 for a red head without its line."""
    appearance, elements = draft.appearance, draft.document.elements
    if appearance and elements.mark and elements.number and not appearance.red_rule:
        yield found("WJ833", draft.whole)


def check_date_place(draft: Draft) -> Iterator[Finding]:
    """WJ823 for a 成文日期 that stands at the left."""
    for line, look in looks(draft, Part.DATE):
        at_left = look.alignment in ("left", "both") and look.left + look.first < _FAR_RIGHT
        if line.role is Role.MAIN and at_left and "\t" not in look.text and not look.in_table and not look.in_frame:
            yield found("WJ823", draft.at(line))
            return


def check_record_size(draft: Draft) -> Iterator[Finding]:
    """WJ824 for a 版记 in another size than 4号."""
    for look in draft.appearance.paragraphs if draft.appearance else ():
        text = look.text.strip()
        if re.match(r"抄送[：:]", text) or (text.endswith("印发") and re.search(r"\d日印发$", text)):
            size = _stretch(look).size
            if size and abs(size - SIZE_4) > _SIZE_TOLERANCE:
                yield found("WJ824", draft.whole, quote=shorten(text, 16), size=f"{size:g}")
                return


def check_label_font(draft: Draft) -> Iterator[Finding]:
    """WJ825 for an attachment label in another type than 黑体."""
    for line, look in looks(draft, Part.ATTACHMENT_LABEL):
        font = _stretch(look).font
        if font and "hei" not in families(font):
            yield found("WJ825", draft.at(line), quote=shorten(line.text.strip(), 16), font=font)
            return


def check_label_page(draft: Draft) -> Iterator[Finding]:
    """WJ827 for an attachment that does not begin a page."""
    for line, look in looks(draft, Part.ATTACHMENT_LABEL):
        if not look.new_page and not look.in_table:
            yield found("WJ827", draft.at(line), quote=shorten(line.text.strip(), 16))


def check_urgency_font(draft: Draft) -> Iterator[Finding]:
    """WJ834 for 紧急程度 in another type than 黑体."""
    word = draft.document.elements.urgency
    for look in draft.appearance.paragraphs if draft.appearance and word else ():
        font = _stretch(look).font
        if letters(look.text) == letters(word) and font and "hei" not in families(font):
            yield found("WJ834", draft.whole, name="紧急程度", quote=word, font=font)
            return


def check_signer_font(draft: Draft) -> Iterator[Finding]:
    """WJ835 for the name of a 签发人 in another type than 楷体."""
    for look in draft.appearance.paragraphs if draft.appearance else ():
        match = re.search(r"签发人\s*[：:]\s*", look.text)
        if match:
            name = _stretch(look, match.end())
            if name.font and "kai" not in families(name.font):
                yield found("WJ835", draft.whole, quote=shorten(name.text.strip(), 12), font=name.font)
            return
