"""What a row of a table asks: an indicator with its value, a task; by when, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from wenjian.model.document import Provision, Row, Table
from wenjian.model.vocabulary import MeasureKind
from wenjian.text import patterns as re
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters

_SENTENCE_END = re.compile("[。；;]")
_SERIAL = re.compile(r"^\s*(?:序号|编号|项号|序|No)\s*$")
_NO_MATTER = re.compile(
    r"现状|基期|基数|基准|基础|实际|上年|去年|完成情况|进展|分值|得分|评分|计分|扣分|赋分|权重|备注|说明|依据|属性|性质|电话|姓名|联系|金额|预算"
)
"""Heads of columns that say nothing of what is asked."""
_PERSON = re.compile(r"责任人|领导|负责人|联系人|联络员|联系方式|人员")
_DEADLINE = re.compile(
    r"时限|期限|(?:完成|截止|达标|办结|整改|落实|报送|目标|实现)(?:时间|日期|年度|年份|节点)|时间(?:节点|要求)|进度要求"
)
_DAY = re.compile(r"^(?:工作|活动|具体|办理|起止|实施)?(?:时间|日期|时段|进度)(?:安排)?$")
"""A head under which a day stands by when, or on which, the row falls due, where its cells are days."""
_ASSISTING = re.compile(r"配合|协办|参与|协同|协助|参加")
_LEADING = re.compile(r"牵头|主责|主办")
_RESPONSIBLE = re.compile(
    r"(?:责任|负责|落实|实施|承办|执行|主管|完成)(?:单位|部门|主体|机构|科室|股室|处室|地区)|责任分工|^(?:科室|股室|部门|承办)$"
)
_UNIT = re.compile(r"^(?P<surely>计量|数量|计算)?单位$")
_UNIT_WORD = re.compile(r"[%％‰个张所家处人户次万亿元件台套项公里亩场名份只座间米吨平方千]{1,5}|[a-zA-Zμ]{1,3}[²³23]?")
_ANY_UNIT = re.compile(r"[百千万亿]{0,2}(?![一二三四五六七八九十上中下左右甲乙丙丁百千万亿是否有无])[\u4e00-\u9fff]")
"""One character that is no number, rank or answer: a unit that is not known for one («顶», «万顶»)."""
_UNITS_APART = re.compile(r"[/／·（(）)、和或]")
_ORGAN_OR_PLACE = re.compile(r"(?:[局委厅办部会院校镇乡县市区村]|部门|中心|街道|公司|机构|单位|大队|支队|学校|企业)$")
_WITHOUT_UNIT = re.compile(
    r"(?P<figure>(?:[^\d，。；、]{0,6}?)\d[\d,，.．]*(?:(?:—{1,2}|[-~－～至到])\d[\d,，.．]*)?)(?P<after>[＋+]?|(?:及|[（(]含[）)]|含)?以[上下内]|左右)"
)
"""A figure after which no unit stands, with what bounds it («不少于5», «5以上»)."""
_VALUE = re.compile(
    r"(?:目标|指标|任务|计划|标准|达标|控制|约束)(?:值|数|量|数量|比例)|^(?:量化)?目标$|^(?:数值|数量|比例|规模|指标值)$"
    r"|(?:20\d\d年|年度|全年|本年|年末|年底)(?:底|末|度)?(?:目标|任务|计划|指标)|^20\d\d年(?:底|末|度)?$|目标任务数|量化(?:目标|指标|标准|要求)"
    r"|^(?:完成|达到|覆盖)(?:比例|数量)"
)
_STANDARD = re.compile(r"(?:目标|工作|具体|建设|质量|任务)?(?:要求|标准|目标)$")
"""A head under which a short cell with a figure is the value of what stands before it."""
_QUANTITY = re.compile(
    r"(?:标准|比例|限额|限值|额度|定额|补助|补贴|奖励|奖补|津贴|价格|单价|面积|次数|频次|年限|倍数|线)$"
)
"""A head under which an amount stands that holds for what opens the row."""
_OF_PEOPLE = re.compile("姓名|户主|身份证|年龄|来访")
"""Heads of a list of people."""
_FOUND = re.compile(
    r"(?:检查|排查|自查|核查|抽查|巡查|检测|走访|使用|运行|存放|保管|入住)(?:情况|结果|记录)|存在的?问题"
)
_COUNT = re.compile(r"^(?:数量|数值|规模)$")
"""A head that, beside one of what was found, counts what there is («设备名称 | 数量 | 检查情况»)."""
_IN_STORE = re.compile(r"物资|物品|装备|器材|用品|品名")
"""Heads of what is to be kept ready: a number beside it is what is asked."""
_MEANS = re.compile(r"措施|举措|内容|事项")
_INDICATOR = re.compile(r"指标|项目|名称|任务|工作|类别")
_YEAR = re.compile(r"20\d\d年")
_BARE = re.compile(r"[≥≤＞＜><]?\d[\d,，.．]*[+＋]?")
_UNIT_ABOVE = re.compile(r"[（(]?(?:计量)?单位[：:](?P<unit>[^，。；、和或：:（()）]{1,8})[）)]?")
_SHARE = re.compile(r"(?:率|比例|占比|比重|程度|指数)$")
"""An indicator that is counted in no unit of the other figures."""
_BRACKETED = re.compile(r"[（(](?:(?:计量)?单位[：:])?(?P<unit>[^（()）]{1,8}(?:[（(][^（()）]{1,4}[）)])?)[）)]$")
_NONE = re.compile(r"[/／—\-－无]*")
_TOTAL = re.compile(r"^(?:合|总|小)\s*计")
_OF_ALL = re.compile(r"^全[国省市州盟县区旗]")
"""At the head of values: they are those of all places together."""
_CASE = re.compile("，[^，。；;]+的，")
"""What is done in some case only («，发现问题的，5个工作日内整改»)."""
_TIME = re.compile(r"\d+月|[一二三四五六七八九十]月|20\d\d年|学期|学年|季度|[上中下]旬")
"""Words of a day or a term that make no measure («3月、9月», «秋季学期»). «汛期» rather tells of the matter."""
_WHEN = frozenset({MeasureKind.DEADLINE, MeasureKind.FREQUENCY})
_LONGEST_VALUE = 40
_LONGEST_NAME = 40
CELL_WORTH_READING = 8
"""Letters from which a table cell counts as a sentence and not as a name, a number or a date."""


def is_serial_head(name: str) -> bool:
    """Whether the numbers of the rows stand under a head of this name."""
    return bool(_SERIAL.match(name))


class Kind(Enum):
    """What a column holds."""

    SERIAL = auto()
    NAME = auto()
    VALUE = auto()
    STANDARD = auto()
    UNIT = auto()
    DEADLINE = auto()
    LEADING = auto()
    RESPONSIBLE = auto()
    ASSISTING = auto()
    OTHER = auto()


_ORGANS = {Kind.LEADING: "牵头单位", Kind.RESPONSIBLE: "责任单位", Kind.ASSISTING: "配合单位"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks. `text` is made of the cells `taken` («老年食堂覆盖率不低于60%（2026年底）»), empty where a cell
    says it in a sentence; `cell` is the last of them. `deadline` is as written; `responsible` is a responsibility line
    («责任单位：县民政局»).
    """

    text: str = ""
    cell: int = -1
    taken: frozenset[int] = frozenset()
    deadline: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what they hold; `unit` is that of all its figures («单位：万元» above the table)."""

    kinds: tuple[Kind, ...]
    names: tuple[str, ...]
    unit: str = ""

    @property
    def asks(self) -> bool:
        """Whether the heads say that the rows ask something: what, and how much, by when or of whom."""
        known = set(self.kinds)
        return Kind.NAME in known and bool(known & {Kind.VALUE, Kind.STANDARD, Kind.DEADLINE, *_ORGANS})

    @property
    def binds(self) -> bool:
        """Whether every row is bound to ask something: an indicator with its value, or a task of somebody's."""
        known = set(self.kinds)
        return Kind.NAME in known and bool(known & {Kind.VALUE, Kind.DEADLINE, Kind.LEADING, Kind.RESPONSIBLE})

    def is_blank(self, row: Row) -> bool:
        """Whether nothing stands in a row but what names it: a form to be filled in."""
        cells = row.texts()
        return not any(
            cells[n].strip() for n in range(len(self.kinds)) if self.kinds[n] not in (Kind.SERIAL, Kind.NAME)
        )

    def of(self, *kinds: Kind) -> tuple[int, ...]:
        """The numbers of the columns of some kinds."""
        return tuple(number for number, kind in enumerate(self.kinds) if kind in kinds)


def read_columns(table: Table, above: str = "") -> Columns:
    """What each column of `table` holds, by the usual words of its head; `above` is the line before the table."""
    names = tuple(without_blanks(column.name) for column in table.columns)
    rows = table.texts()
    cells = [[row[number] for row in rows if number < len(row)] for number in range(len(names))]
    kinds = list(map(_kind, map(_without_unit, names), map(_with_unit_of, names, cells)))
    if any(_FOUND.search(name) for name in names):
        kinds = [
            Kind.OTHER if _COUNT.match(_without_unit(name)) else kind for name, kind in zip(names, kinds, strict=True)
        ]
    if Kind.DEADLINE not in kinds and any(kind in _ORGANS for kind in kinds):
        kinds = [
            Kind.DEADLINE if _is_timetable(name, column) else kind
            for kind, name, column in zip(kinds, names, cells, strict=True)
        ]
    if Kind.VALUE not in kinds:
        heads = [number for number, kind in enumerate(kinds) if kind is Kind.NAME]
        if len(heads) > 1 and names[heads[-1]].endswith("指标") and not names[heads[-2]].endswith("指标"):
            kinds[heads[-1]] = Kind.VALUE
    if Kind.NAME not in kinds and Kind.VALUE in kinds:
        kinds[_named_before(kinds, names, cells)] = Kind.NAME
    if Kind.NAME not in kinds and Kind.STANDARD in kinds and Kind.OTHER in kinds[: kinds.index(Kind.STANDARD)]:
        first = kinds.index(Kind.OTHER)
        kinds[first] = Kind.OTHER if _OF_PEOPLE.search("".join(names)) else Kind.NAME
    return Columns(tuple(kinds), names, _unit_above(above))


def _named_before(kinds: Sequence[Kind], names: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """Of a table with values and no head that says of what, the column that names it: an unknown one of words before
    them, where the rows are bound by a day or an organ, the head says that they are aims, or what is named is kept in
    store («物资 | 数量»); else theirs.
    """
    value = kinds.index(Kind.VALUE)
    bound = Kind.DEADLINE in kinds or any(kind in _ORGANS for kind in kinds)
    bound = bound or not _COUNT.match(_without_unit(names[value]))
    if _OF_PEOPLE.search("".join(names)):
        return value
    for number in range(value):
        filled = [cell for cell in cells[number] if cell.strip()]
        worded = filled and not any(_BARE.fullmatch(cell.strip()) for cell in filled)
        asked = bound or _IN_STORE.search(names[number])
        if kinds[number] is Kind.OTHER and worded and asked and not _NO_MATTER.search(names[number]):
            return number
    return value


def _unit_above(line: str) -> str:
    """The one unit that a line above a table names («（单位：万元）»)."""
    stated = _UNIT_ABOVE.fullmatch(without_blanks(line))
    return stated["unit"] if stated and is_unit(stated["unit"]) else ""


def without_blanks(words: str) -> str:
    """The words of a cell or head without the blanks that spread them out («指　标»)."""
    return "".join(words.split())


def _without_unit(name: str) -> str:
    """A head without the unit that it names («目标值（万条）»)."""
    return _BRACKETED.sub("", name) if _unit_of(name) else name


def _with_unit_of(name: str, cells: Sequence[str]) -> list[str]:
    """The cells of a column with the unit that its head names."""
    unit = _unit_of(name)
    return [with_unit(cell.strip(), unit) for cell in cells]


def _kind(name: str, cells: Sequence[str]) -> Kind:
    for kind, words in (
        (Kind.SERIAL, _SERIAL),
        (Kind.OTHER, _PERSON),
        (Kind.DEADLINE, _DEADLINE),
        (Kind.ASSISTING, _ASSISTING),
        (Kind.LEADING, _LEADING),
        (Kind.RESPONSIBLE, _RESPONSIBLE),
    ):
        if words.search(name):
            return kind
    if (unit := _UNIT.search(name)) and (unit["surely"] or _are_units(cells)):
        return Kind.UNIT
    if _NO_MATTER.search(name):
        return Kind.OTHER
    if _MEANS.search(name):
        return Kind.NAME
    if _VALUE.search(name):
        return Kind.VALUE
    if _STANDARD.search(name) or _is_quantity(name, cells):
        return Kind.STANDARD
    return Kind.NAME if _INDICATOR.search(name) else Kind.OTHER


def _are_units(cells: Sequence[str]) -> bool:
    """Whether the cells of a column «单位» are what is counted, and not who is responsible."""
    filled = [without_blanks(cell) for cell in cells if cell.strip()]
    known = [cell for cell in filled if is_unit(cell)]
    return 2 * len(known) > len(filled) and not any(
        _ORGAN_OR_PLACE.search(cell) for cell in filled if cell not in known
    )


def is_unit(words: str) -> bool:
    """Whether a word is that of a unit: a figure with it is a measure («万条», «元/人·月»), or it is known or short
    enough for one.
    """
    parts = [part for part in _UNITS_APART.split(words) if part]
    return bool(parts) and all(
        _UNIT_WORD.fullmatch(part) or _ANY_UNIT.fullmatch(part) or _measures_whole(f"5{part}") for part in parts
    )


def _measures_whole(words: str) -> bool:
    return any(measure.text == words for measure in find_measures(words))


def with_unit(value: str, unit: str) -> str:
    """A value with its unit, where it says none itself («不少于5» of «万条»)."""
    bare = _WITHOUT_UNIT.fullmatch(value) if unit else None
    return f"{bare['figure']}{unit}{bare['after']}" if bare else value


def _is_quantity(name: str, cells: Sequence[str]) -> bool:
    """Whether a column gives amounts that hold, by its head and by most cells that say something."""
    filled = [cell for cell in cells if cell]
    named = _QUANTITY.search(name) and not _YEAR.search(name)
    return bool(named) and 2 * sum(bool(find_measures(cell)) for cell in filled) > len(filled)


def _is_timetable(name: str, cells: Sequence[str]) -> bool:
    """Whether a column gives the day by or on which each row falls due."""
    return bool(_DAY.search(name) and cells) and all(not cell or _is_day(cell) for cell in cells)


def _is_day(cell: str) -> bool:
    return any(measure.kind is MeasureKind.DEADLINE for measure in find_measures(with_deadline("做", cell)))


def asked_by(columns: Columns, row: Row) -> Asked:
    """What a row of a table with these columns asks; nothing where they do not say so, or it is empty or a sum."""
    if not columns.asks or not says_something(columns, row):
        return Asked()
    asked = told_beside(columns, row)
    text, taken = _composed(columns, _cells(columns, row))
    if text:
        text = with_deadline(text, asked.deadline)
    return replace(asked, text=text, cell=max(taken, default=-1), taken=frozenset(taken))


def told_beside(columns: Columns, row: Row) -> Asked:
    """What a row says beside what it asks: by when, and who answers for it."""
    cells = _cells(columns, row)
    deadline = next((cells[n] for n in columns.of(Kind.DEADLINE) if not _NONE.fullmatch(cells[n])), "")
    lines = [
        f"{_ORGANS[columns.kinds[n]]}：{_flat(cells[n])}" for n in columns.of(*_ORGANS) if not _NONE.fullmatch(cells[n])
    ]
    return Asked(deadline=deadline, responsible="；".join(lines))


def _cells(columns: Columns, row: Row) -> list[str]:
    """The cells of a row, at least one for each column."""
    cells = [cell.strip() for cell in row.texts()]
    return [*cells, *[""] * (len(columns.kinds) - len(cells))]


def says_something(columns: Columns, row: Row) -> bool:
    """Whether a row is more than a blank line of a form, a heading across the table, or a sum."""
    filled = {cell for cell in _cells(columns, row) if cell}
    return len(filled) > 1 and not any(_TOTAL.match(cell) for cell in filled)


def told_in_row(provision: Provision) -> str:
    """The words of a provision; in a table, with what the row says of when or how often, where they do not say so
    themselves: a day or season behind them, a rhythm behind the act, before what is done in some case only
    («开展巡查（每月一次），发现问题的，……»).
    """
    text, told = provision.text, _timed(provision.deadline)
    if not told and _TIME.search(provision.deadline):
        told = frozenset((MeasureKind.DEADLINE,))
    if not told or told & _timed(text):
        return text
    case = _CASE.search(text) if MeasureKind.DEADLINE not in told else None
    end = case.start() if case else len(text)
    return f"{with_deadline(text[:end], provision.deadline)}{text[end:]}"


def _timed(text: str) -> frozenset[MeasureKind]:
    """Whether a text names a day or term, and a rhythm."""
    return frozenset(measure.kind for measure in find_measures(text)) & _WHEN


def with_deadline(text: str, deadline: str) -> str:
    """`text` with its deadline behind it in brackets, where it says none itself: «……100%（2026年10月底）»."""
    words = _flat(deadline).strip("。；; ")
    if not words or words in text:
        return text
    end = len(text.rstrip("。；;"))
    return f"{text[:end]}（{words}）{text[end:]}"


def _composed(columns: Columns, cells: Sequence[str]) -> tuple[str, list[int]]:
    """The indicator with its values, or a task of a few words; empty where a cell says it in a sentence."""
    names = [n for n in columns.of(Kind.NAME) if cells[n]]
    said = any(_says_itself(cells[n]) for n in columns.of(Kind.NAME))
    kinds = (Kind.VALUE,) if said and len(names) > 1 else (Kind.VALUE, Kind.STANDARD)
    values = [n for n in columns.of(*kinds) if _is_value(columns.kinds[n], cells[n])]
    amounts = [n for n in columns.of(Kind.STANDARD) if _QUANTITY.search(_without_unit(columns.names[n]))]
    if values and names and len(amounts) > 1 and not columns.of(Kind.VALUE):
        told = [n for n in amounts if not _NONE.fullmatch(cells[n]) and not _SENTENCE_END.search(cells[n])]
        value = "，".join(amount_of(columns.names[n], _flat(cells[n]).rstrip("。；;")) for n in told)
        return f"{_flat(cells[names[-1]])}，{value}", [names[-1], *told]
    if values and names:
        before = [n for n in names if n < values[0]] or names
        name = before[-1]
        value = "，".join(_value(columns, cells, n, several=len(values) > 1) for n in values)
        if len(values) == 1:
            value = _counted(columns, cells[name], value)
        joined = _joined(cells[name], value, columns.names[values[0]])
        whole = _OF_ALL.match(columns.names[values[0]])
        return f"{whole[0] if whole and whole[0] not in joined else ''}{joined}", [name, *values]
    bound = any(cells[n] for n in columns.of(Kind.DEADLINE, Kind.LEADING, Kind.RESPONSIBLE))
    if columns.binds and bound and names and not _has_sentence(columns, cells):
        return _flat(cells[names[-1]]), [names[-1]]
    return "", []


def _is_value(kind: Kind, cell: str) -> bool:
    if _NONE.fullmatch(cell) or _SENTENCE_END.search(cell.rstrip("。；;")) or len(letters(cell)) > _LONGEST_VALUE:
        return False
    return kind is Kind.VALUE or bool(find_measures(cell) or _BARE.fullmatch(cell))


def _value(columns: Columns, cells: Sequence[str], number: int, *, several: bool) -> str:
    """A value with its unit, where several years have one each with the year."""
    value = _flat(cells[number]).rstrip("。；;")
    year = _YEAR.search(columns.names[number]) if several else None
    return f"{year[0] if year else ''}{with_unit(value, _unit_in(columns, cells, number))}"


def _unit_in(columns: Columns, cells: Sequence[str], number: int) -> str:
    """The unit of a figure: that of its row, else of its column."""
    of_row = next((_flat(cells[n]) for n in columns.of(Kind.UNIT) if not _NONE.fullmatch(cells[n])), "")
    return of_row or _unit_of(columns.names[number])


def _unit_of(name: str) -> str:
    bracketed = _BRACKETED.search(name)
    return bracketed["unit"] if bracketed and is_unit(bracketed["unit"]) else ""


def amount_of(name: str, value: str) -> str:
    """What a head asks with the amount under it, as one reads them: «新增护理型床位180张»."""
    return _joined(name, value, name)


def amount_in(columns: Columns, row: Row, number: int) -> str:
    """What a head asks with the amount that a row has under it."""
    cells = _cells(columns, row)
    value = with_unit(_flat(cells[number]), _unit_in(columns, cells, number))
    return amount_of(columns.names[number], _counted(columns, columns.names[number], value))


def _counted(columns: Columns, name: str, value: str) -> str:
    """A value with the unit of the whole table, where nothing nearer names one and what it measures is no share."""
    is_share = _SHARE.search(_flat(name)) or _unit_of(_flat(name))
    return value if is_share else with_unit(value, columns.unit)


def _joined(name: str, value: str, head: str) -> str:
    """An indicator and its value as one reads them: «老年食堂覆盖率不低于60%»; behind a sentence in brackets."""
    words = _flat(name)
    unit = _unit_of(words)
    if unit:
        words = _BRACKETED.sub("", words)
        value = with_unit(value, unit)
    if letters(words) in letters(value):
        return value
    if _SENTENCE_END.search(words) or len(letters(words)) > _LONGEST_NAME:
        return f"{words.rstrip('。；;')}（{_without_unit(head)}：{value}）"
    return f"{words.rstrip('：:')}{value}"


def _has_sentence(columns: Columns, cells: Sequence[str]) -> bool:
    """Whether a cell that is no name, day or organ can be read by itself."""
    matter = columns.of(Kind.NAME, Kind.VALUE, Kind.STANDARD, Kind.OTHER)
    return any(_says_itself(cells[n]) for n in matter)


def _says_itself(cell: str) -> bool:
    return bool(_SENTENCE_END.search(cell)) or len(letters(cell)) >= CELL_WORTH_READING


def _flat(text: str) -> str:
    return "".join(text.split())
