"""Tables in which a superior gives every place its portion: a column for each place, or a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from wenjian.model.document import Row, Table
from wenjian.text import patterns as re
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters
from wenjian.text.rows import Columns, Kind, amount_in, without_blanks

_PLACE = re.compile(
    r"^(?!全|各|本|我|乡镇|城镇|集镇|村镇|社区|地区|城区|农村|山区|园区|辖区|景区|校区|小区|片区|城市|县城|其他)"
    r"[\u4e00-\u9fff]{1,9}(?:省|市|县|区|旗|州|盟|镇|乡|街道)$"
)
_AREA = re.compile(
    r"^(?:各?(?:县|市|区|州|旗|省|盟|乡|镇|街道|地区|地市|地方|行政区划?|辖区|所在)(?:[、（(）)/／县市区州旗盟乡镇街道名称办事处级别]*)|单位(?:名称)?|区域)$"
)
"""Heads under which places stand, one a row."""
_TOTAL = re.compile(r"^(?:合计|总计|小计|全[国省市州盟县区旗镇乡])")
_NO_PORTION = re.compile(
    r"现状|基期|基数|上年|去年|已完成|完成情况|进展|得分|备注|说明|依据|电话|姓名|联系|人口|责任人|负责人|领导|排名|位次|面积$"
)
"""Heads under which stands what is, and not what a place is to do."""
_BARE = re.compile(r"[≥≤＞＜><]?\d[\d,，.．]*")
_DETAIL = re.compile(r"[（(][^（()）]*[）)]$")
_SUFFIX = re.compile(r"[县市区旗州盟镇乡]$|街道$")
_LONGEST = 24
"""Letters of a cell that is an amount."""
_NOT_ASKED = frozenset((Kind.SERIAL, Kind.UNIT, Kind.DEADLINE, Kind.LEADING, Kind.RESPONSIBLE, Kind.ASSISTING))
"""Columns in which no portion stands."""
_MOSTLY = 0.6
"""Share of the cells of a column that are places where its head does not say so."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the places of a table stand: at the heads of `columns`, or in the cells of `column`. `own` are the numbers
    of the columns, or rows, that are the locality's.
    """

    columns: tuple[int, ...] = ()
    column: int = -1
    own: tuple[int, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the table is one by places."""
        return bool(self.columns) or self.column >= 0


def places_of(table: Table, names: Collection[str] = ()) -> Places:
    """The places of a table; `names` are those by which the locality is called."""
    heads = [_DETAIL.sub("", without_blanks(column.name)) for column in table.columns]
    columns = tuple(n for n, head in enumerate(heads) if _is_place(head, names))
    own = tuple(n for n in columns if _is_own(heads[n], names))
    if len({heads[n] for n in columns}) > 1 or (own and any(_TOTAL.match(head) for head in heads)):
        return Places(columns, own=own)
    texts = table.texts()
    for number, column in enumerate(table.columns):
        cells = [without_blanks(row[number]) for row in texts if number < len(row)]
        cells = [cell for cell in cells if cell and not _TOTAL.match(cell)]
        places = [cell for cell in cells if _is_place(cell, names)]
        by_head = bool(_AREA.match(without_blanks(column.name))) and bool(places)
        if not places or len(set(places)) < len(places):
            continue
        if len(places) >= _MOSTLY * len(cells) and (by_head or len(places) > 1):
            rows = tuple(n for n, row in enumerate(texts) if number < len(row) and _is_own(row[number], names))
            return Places(column=number, own=rows)
    return Places()


def _is_place(text: str, names: Collection[str]) -> bool:
    return bool(_PLACE.match(text)) or _is_own(text, names)


def _is_own(text: str, names: Collection[str]) -> bool:
    word = without_blanks(text)
    return len(word) > 1 and any(word in (name, _SUFFIX.sub("", name)) for name in names)


def for_own_place(columns: Columns, places: Places) -> Columns:
    """The columns with those of the locality as values, and those of other places and of all together as nothing; as
    they are where the locality has none.
    """
    if not places.columns or not places.own:
        return columns

    def kind_of(number: int, kind: Kind) -> Kind:
        if number in places.own:
            return Kind.OTHER if _NO_PORTION.search(columns.names[number]) else Kind.VALUE
        of_all = number in places.columns or (kind is not Kind.SERIAL and _TOTAL.match(columns.names[number]))
        return Kind.OTHER if of_all else kind

    kinds = [kind_of(number, kind) for number, kind in enumerate(columns.kinds)]
    if Kind.NAME not in kinds and Kind.OTHER in kinds:
        first = next((n for n, kind in enumerate(kinds) if kind is Kind.OTHER and n < min(places.own)), -1)
        kinds[first] = Kind.NAME if first >= 0 else kinds[first]
    return replace(columns, kinds=tuple(kinds))


def portions(columns: Columns, places: Places, index: int, row: Row) -> Iterator[tuple[int, str]]:
    """What a row asks of the locality whose row it is, cell by cell: the number of the cell, and its words with those
    of the head («新增护理型床位180张»).
    """
    if places.column < 0 or index not in places.own:
        return
    for number, cell in enumerate(row.texts()):
        head = columns.names[number] if number < len(columns.names) else ""
        if number == places.column or not head or columns.kinds[number] in _NOT_ASKED or _NO_PORTION.search(head):
            continue
        words = without_blanks(cell)
        if _BARE.fullmatch(words) or (len(letters(words)) <= _LONGEST and find_measures(words)):
            yield number, amount_in(columns, row, number)
