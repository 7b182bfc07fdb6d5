"""What is known, and what was met, while the paragraphs of one docx are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from wenjian.readers.docx.numbering import Numbering
from wenjian.readers.docx.styles import Styles
from wenjian.structure.lines import Line

_MOST_NAMED = 3


class Met(Enum):
    """What a reader of the paper must be told about."""

    INSERTED = "插入"
    DELETED = "删除"
    CHANGED = "修订"
    HIDDEN = "隐藏文字"
    UNREAD = "图片"
    COMMENT = "批注"
    PLACEHOLDER = "提示文字"
    CONTENTS = "目录"
    EMBEDDED = "嵌入文件"
    MERGED = "合并的单元格"
    RAISED = "上标、下标"


@dataclass(slots=True)
class Tally:
    """How often something was met, and the first places of it."""

    count: int = 0
    places: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, place: str) -> None:
        self.count += 1
        if place not in self.places and len(self.places) <= _MOST_NAMED:
            self.places.append(place)

    def in_words(self) -> str:
        """«第3段、第5段、第8段等»."""
        named = "、".join(self.places[:_MOST_NAMED])
        return f"{named}等" if len(self.places) > _MOST_NAMED else named


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A place in the text that calls a note: «脚注» or «尾注», its id in the notes part, the place in words."""

    name: str
    note_id: str
    place: str


@dataclass(slots=True)
class OpenField:
    """A field whose end has not come yet: its instruction, and whether its result is being read."""

    begin: etree._Element
    instruction: str = ""
    in_result: bool = False
    has_result: bool = False


@dataclass(slots=True)
class Progress:
    """The state of reading one text: the body of a file, one note, one page header."""

    name: str
    styles: Styles
    numbering: Numbering
    unclosed: frozenset[etree._Element] = frozenset()
    """The beginnings of fields that never end: they are no fields."""
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    """The cells of all tables so far, those that a few words claim too."""
    boxes: int = 0
    within: str = ""
    """The table row or text box that is being read, in words."""
    in_cell: bool = False
    """Whether the container being read is a cell of a table."""
    fields: list[OpenField] = field(default_factory=list)
    codes_open: int = 0
    """How many of the open fields are still in their instruction."""
    contents_open: int = 0
    """How many tables of contents are being read."""
    met: dict[Met, Tally] = field(default_factory=dict)
    calls: list[NoteCall] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    """The lines of the table of contents."""
    numbers: dict[etree._Element, str] = field(default_factory=dict)
    """The automatic numbers printed so far, by paragraph."""
    bulleted: set[etree._Element] = field(default_factory=set)
    """The paragraphs of lists that bear a sign and no number."""
    places: dict[etree._Element, str] = field(default_factory=dict)
    """The paragraphs printed so far, each with its place in words."""
    printed: dict[str, etree._Element] = field(default_factory=dict)
    """The paragraph or table of the body that prints at each place («第3段», «第1个表格»)."""
    raised: list[str] = field(default_factory=list)
    """Words set above or below the line that no sign of their own stands for."""
    embedded: list[tuple[str, str]] = field(default_factory=list)
    """The relationship ids of files put in as a whole, and their places."""
    first_page: bool = True
    """Whether what is read now may still stand on the first page."""
    lifted: list[tuple[float, tuple[Line, ...]]] = field(default_factory=list)
    """The lines of text boxes fixed to the top of the first page, each with its distance from the top in mm."""

    @property
    def place(self) -> str:
        """Where reading has come to: the paragraph being read is the next one that prints words."""
        return self.within or f"第{self.paragraphs + 1}段"

    def meet(self, what: Met) -> None:
        self.met.setdefault(what, Tally()).add(self.place)
        if what in (Met.INSERTED, Met.DELETED):
            self.met.setdefault(Met.CHANGED, Tally()).add(self.place)

    def tally(self, what: Met) -> Tally:
        return self.met.get(what, Tally())


def fresh(progress: Progress, within: str) -> Progress:
    """The state for a text beside the body (a note, a page header): its own counts, the same styles."""
    return Progress(progress.name, progress.styles, Numbering(progress.numbering.lists), within=within)
