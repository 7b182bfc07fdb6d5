"""版头 after its fields are filled: the mark fitted to its line, marks of joint papers, 签发人, preprinted paper."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from wenjian.layout import geometry
from wenjian.layout.head import SIGNER_LABEL, JointMark, first_organ, joint_mark, signer_rows, signer_stops, signers
from wenjian.model.elements import Elements
from wenjian.writers import layouts, wordml
from wenjian.writers.opened import SIGNER, Layout, MarkShape
from wenjian.writers.wordml import Element, w

_CHARACTER = 320  # twips of a character of 3号 that is not squeezed
_PAPER_COLOUR = "FFFFFF"


def finish_head(root: Element, layout: Layout, elements: Elements) -> None:
    """Fits the mark of the filled part `root` to its line or sets the marks of a joint paper below each other, and
    gives each two 签发人 a row.
    """
    for paragraph, name in _styled(root, layout, *layout.marks):
        shape = layout.marks[name]
        if name == layouts.LETTER_MARK:
            _reword(paragraph, first_organ(elements.mark))
            _fit(paragraph, first_organ(elements.mark), shape)
        elif joint := joint_mark(elements.mark):
            _replace(paragraph, [_joint_table(paragraph, joint, shape, wordml.type_width(layout.section))])
        elif elements.mark:
            _fit(paragraph, elements.mark, shape)
    rows = signer_rows(signers(elements.signer))
    if rows and rows != ((elements.signer,),):
        for paragraph, _ in _styled(root, layout, layouts.NUMBER_AND_SIGNERS):
            _replace(paragraph, list(_signer_paragraphs(paragraph, elements.number, rows, layout)))


def leave_blank(root: Element, layout: Layout) -> None:
    """Takes from a filled part what preprinted paper bears already, and keeps its room: the words of the mark, and the
    colour of red lines.
    """
    for paragraph, _ in _styled(root, layout, *layout.marks):
        _reword(paragraph, "")
    whiten(root)


def whiten(root: Element) -> None:
    """Gives the red borders of a part the colour of paper."""
    for borders in root.iter(w("pBdr")):
        for border in borders:
            if border.get(w("color"), "").upper() == "FF0000":
                border.set(w("color"), _PAPER_COLOUR)


def _styled(root: Element, layout: Layout, *names: str) -> list[tuple[Element, str]]:
    """The paragraphs in the styles called `names`, each with the name of its style."""
    wanted = {layout.styles[name]: name for name in names if name in layout.styles}
    found = []
    for paragraph in root.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and (name := wanted.get(style.get(w("val"), ""))):
            found.append((paragraph, name))
    return found


def _replace(paragraph: Element, others: list[Element]) -> None:
    parent = paragraph.getparent()
    at = parent.index(paragraph)
    parent[at : at + 1] = others


def _reword(paragraph: Element, words: str) -> None:
    """The paragraph with other words, in the look of its first run."""
    texts = list(paragraph.iter(w("t")))
    for text in texts[1:]:
        text.text = ""
    if texts:
        texts[0].text = words
    for line_break in list(paragraph.iter(w("br"))):
        line_break.getparent().remove(line_break)


def _fit(paragraph: Element, mark: str, shape: MarkShape) -> None:
    """Makes a long mark smaller, so that it keeps to one line; its upper edge and what follows stay where they are."""
    size = geometry.fit_mark(mark, shape.size)
    if size >= shape.size:
        return
    smaller = shape.size - size
    spacing = {"before": max(0, shape.before - round(smaller * geometry.INK_HEIGHT * 20))}
    if shape.after:
        spacing["after"] = max(0, shape.after - round(smaller * geometry.INK_DEPTH * 20))
    wordml.insert_ordered(wordml.properties(paragraph), wordml.make("spacing", spacing), wordml.PARAGRAPH_ORDER)
    for run in paragraph.iter(w("r")):
        _resize(run, size)


def _resize(run: Element, size: float) -> None:
    rpr = run.find(w("rPr"))
    if rpr is None:
        rpr = wordml.make("rPr")
        run.insert(0, rpr)
    for name in ("sz", "szCs"):
        wordml.insert_ordered(rpr, wordml.make(name, {"val": round(size * 2)}), wordml.RUN_ORDER)


def _joint_table(paragraph: Element, joint: JointMark, shape: MarkShape, width: int) -> Element:
    """The organs below each other, spread to one width, «文件» at their right in the middle of their height (7.2.4)."""
    size = geometry.fit_joint(joint.organs, joint.word, shape.size, width / geometry.TWIPS_PER_MM)
    line = round(size * geometry.JOINT_LINE * 20)
    first = shape.before + round((_above(shape.size, shape.line / 20) - _above(size, line / 20)) * 20)
    names = round(max(map(geometry.characters, joint.organs)) * size * 20) + 20
    beside = round((geometry.JOINT_GAP + geometry.characters(joint.word)) * size * 20) + 20 if joint.word else 0
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))
    points = round(size * 2)

    def words(text: str, before: int, align: str) -> str:
        look = wordml.element("sz", {"val": points}) + wordml.element("szCs", {"val": points})
        made = wordml.Paragraph(style, wordml.run(text, look=look) if text else "")
        made.set("spacing", {"before": max(0, before), "after": 0, "line": line, "lineRule": "exact"})
        return str(made.set("jc", {"val": align}))

    rows = []
    for number, organ in enumerate(joint.organs):
        before = first if number == 0 else 0
        cells = [wordml.cell(names, words(organ, before, "distribute"))]
        if joint.word:
            merge = "continue" if number else "restart"
            cells.append(wordml.cell(beside, words("" if number else joint.word, before, "right"), merge=merge))
        rows.append(wordml.row(cells))
    return wordml.parsed(wordml.bare_table([names, beside] if joint.word else [names], rows))


def _above(size: float, line: float) -> float:
    """Points from the top of an exact line to the upper edge of its characters."""
    return line * geometry.BASE_LINE - size * geometry.INK_HEIGHT


def _signer_paragraphs(
    paragraph: Element, number: str, rows: tuple[tuple[str, ...], ...], layout: Layout
) -> Iterator[Element]:
    """One paragraph for each row of 签发人, names below each other; 发文字号 stands in the last (7.2.5, 7.2.6)."""
    width = wordml.type_width(layout.section) / _CHARACTER
    label, first, second = (round(stop * _CHARACTER) for stop in signer_stops(rows, width))
    for row_number, row in enumerate(rows):
        opens, closes = row_number == 0, row_number == len(rows) - 1
        made = wordml.make("p", children=[deepcopy(paragraph.find(w("pPr")))])
        runs = [wordml.run(number)] if closes else []
        runs.append(wordml.run(f"\t{SIGNER_LABEL}" if opens else "\t"))
        for place, name in enumerate(row):
            runs += [wordml.run("\t")] if place else []
            runs.append(wordml.run(name, layout.style(SIGNER)))
        made.extend(map(wordml.parsed, runs))
        stops = [wordml.make("tab", {"val": "left", "pos": label if opens else first})]
        stops += [wordml.make("tab", {"val": "left", "pos": second})] if len(row) > 1 else []
        properties = wordml.properties(made)
        wordml.insert_ordered(
            properties, wordml.make("tabs", children=[_no_right_stop(layout), *stops]), wordml.PARAGRAPH_ORDER
        )
        spacing = {**({} if opens else {"before": 0}), **({} if closes else {"after": 0})}
        if spacing:
            wordml.insert_ordered(properties, wordml.make("spacing", spacing), wordml.PARAGRAPH_ORDER)
        if not closes:
            nothing = wordml.make("bottom", {"val": "nil"})
            wordml.insert_ordered(properties, wordml.make("pBdr", children=[nothing]), wordml.PARAGRAPH_ORDER)
        yield made


def _no_right_stop(layout: Layout) -> Element:
    """What takes away the tab stop that the style sets for a single 签发人."""
    return wordml.make("tab", {"val": "clear", "pos": wordml.type_width(layout.section) - _CHARACTER})
