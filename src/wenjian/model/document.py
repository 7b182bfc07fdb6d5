"""The tree in the middle: what readers make, what compose makes, what layout and writers take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from wenjian.model.elements import Elements
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import BlockKind, OriginKind, Role


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from.

    `ref` is a path with line (source), clause@版次 (clause), the parameter's name (slot), a duty reference (restated).
    `found` says where a slot's value was found (拟稿单, 地区, 条款默认, 待定), and of a clause read back from a docx
    that its text was edited since (改过).
    """

    kind: OriginKind
    ref: str = ""
    found: str = ""


class Stress(Enum):
    """Why words stand out from those around them: they differ from what they are compared with, and that was judged;
    or the other text just does not have them.
    """

    DIFFERS = "differs"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one origin."""

    text: str
    origin: Origin | None = None
    stress: Stress | None = None


def text_of(spans: Iterable[Span]) -> str:
    """The words of `spans`, one after the other."""
    return "".join([span.text for span in spans])


class Tint(Enum):
    """The pale ground of a cell. It only repeats what the cell's words say."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: one tuple of spans for each column. `mark` is what tells a filled-in row when the sheet is read
    back; sheets carry it in a hidden column. `looks`, where given, says of each cell its ground and whether it is bold.
    """

    cells: tuple[tuple[Span, ...], ...]
    origin: Origin | None = None
    duties: tuple[str, ...] = ()
    mark: str = ""
    looks: tuple[tuple[Tint | None, bool], ...] = ()

    def texts(self) -> tuple[str, ...]:
        return tuple([cell[0].text if len(cell) == 1 else text_of(cell) for cell in self.cells])


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its printed head, its width in millimetres (0: shared out), the drop-down values of its cells,
    whether its cells are locked in a sheet, whether equal neighbours are merged when printed, and whether words of its
    cells may be stressed.
    """

    name: str
    width: float = 0.0
    choices: tuple[str, ...] = ()
    locked: bool = False
    merged: bool = False
    stressed: bool = False


FORM_ABOVE, FORM_BELOW = "表前", "表后"
"""What tells the blanks over a table, and under it, in a docx: the alternative text of the tables that hold them."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A labelled place of a form that people fill in. `columns` are the columns of the table that its label and the
    place itself take; `text` stands in it already; `shape` is printed where nothing does (年月日); `height` is in mm.
    """

    label: str
    columns: tuple[int, int]
    text: str = ""
    choices: tuple[str, ...] = ()
    shape: str = ""
    height: float = 8.0

    @property
    def printed(self) -> str:
        """What stands in the place on paper: the words to choose from behind boxes, the chosen one ticked."""
        if not self.choices or (self.text and self.text not in self.choices):
            return self.text or self.shape
        return "　".join(("☑" if word == self.text else "□") + word for word in self.choices)


def blank_lines(rows: Iterable[Iterable[Blank]]) -> tuple[str, ...]:
    """Rows of blanks as lines of text («被检查单位：甲院　性质：□公办　☑民办»)."""
    return tuple("　".join(f"{blank.label}：{blank.printed}" for blank in row) for row in rows)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows. `name` titles the sheet; `foot` are the lines under the table. Of a table too wide for a page
    the first `pinned` columns stay in sight and are printed on each page again; the others bear their heads upright.
    `form` are the rows of blanks over it, `signing` those under it; its rows are at least `least_height` mm high, to
    be written in by hand.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    name: str = ""
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    form: tuple[tuple[Blank, ...], ...] = ()
    signing: tuple[tuple[Blank, ...], ...] = ()
    least_height: float = 0.0
    pinned: int = 0
    _texts: list[tuple[str, ...]] = field(default_factory=list, init=False, repr=False, compare=False)

    def texts(self) -> Sequence[tuple[str, ...]]:
        """The texts of all rows: layout and writers ask for them in turn."""
        if not self._texts:
            self._texts.extend([row.texts() for row in self.rows])
        return self._texts


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or table of a document.

    `level` is 1–4 for headings (一、（一）1.（1）), else 0. `label` is the number as printed. `lead` is a run-in
    heading at the head of the paragraph. `text` is lead and spans, without the label. `duties` are duty
    references («国发明电〔2020〕6号#D012») that the composer meant this block to carry: a hint, never proof.
    """

    id: str
    kind: BlockKind
    spans: tuple[Span, ...] = ()
    level: int = 0
    label: str = ""
    lead: str = ""
    table: Table | None = None
    origin: Origin | None = None
    duties: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.lead + text_of(self.spans)

    @property
    def printed(self) -> str:
        return self.label + self.text


@dataclass(frozen=True, slots=True)
class Document:
    """公文要素, blocks, the papers it carries, and what was found while making it.

    `role` tells how it stands in the paper: the main text, a plan printed under it (随文印发), a numbered
    attachment, or the parent it forwards. `name` is what the attachment list prints.
    """

    elements: Elements = field(default_factory=Elements)
    blocks: tuple[Block, ...] = ()
    attachments: tuple[Document, ...] = ()
    role: Role = Role.MAIN
    name: str = ""
    source: str = ""
    landscape: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        return self.elements.title

    def walk(self) -> Iterator[tuple[Document, Block]]:
        """Every block of the document and of what it carries, in reading order."""
        for block in self.blocks:
            yield self, block
        for attachment in self.attachments:
            yield from attachment.walk()


@dataclass(frozen=True, slots=True)
class Provision:
    """A sentence-level piece: block id and character range in the block's `text`, its words and heading path.

    `where` is the path people quote («三、（二）»); `row` is the 0-based table row it stands in, or -1;
    `role` is the role of the document that holds it. In a row of tasks or indicators `deadline` and `responsible` (a
    responsibility line) are those of the row; `bound` says that by its place it asks something, `among_tasks` that it
    stands with others in a cell of tasks. Where `text` is made of several cells, `cell` is what the range covers.
    """

    block: str
    start: int
    end: int
    text: str
    where: str = ""
    headings: tuple[str, ...] = ()
    row: int = -1
    role: Role = Role.MAIN
    deadline: str = ""
    responsible: str = ""
    bound: bool = False
    cell: str = ""
    among_tasks: bool = False

    @property
    def printed(self) -> str:
        """The words as one place of the paper prints them."""
        return self.cell or self.text
