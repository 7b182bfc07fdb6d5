"""Responsibility lines: who leads, carries out, coordinates and assists, and which provisions a line holds for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, takewhile

from wenjian.model.document import Provision
from wenjian.text import patterns as re

_LEAD, _CARRY, _COORDINATE, _ASSIST, _PERSON, _DEADLINE = (
    "leading", "carrying", "coordinating", "assisting", "persons", "deadline"
)  # fmt: skip
_UNIT = "[\u4e00-\u9fff]{0,6}?(?:单位|部门|科室|股室|处室|机构|主体|镇街|司局|地区)"
_KEY = re.compile(
    rf"(?:^|(?<=[；;，,。\s　|/]))(?:(?P<leading>(?:牵头|主责|主办|承办|主管)(?:{_UNIT})?|牵头责任{_UNIT})"
    rf"|(?P<carrying>(?:责任|落实|实施|执行|完成|具体责任){_UNIT})|(?P<coordinating>(?:统筹|协调|督导|督办"
    rf"|指导){_UNIT})"
    rf"|(?P<assisting>(?:配合|协办|参与|参加|协同|协助|会同)(?:{_UNIT})?)"
    r"|(?P<persons>(?:责任|分管|牵头|包保|包联)(?:领导|人|同志)|第一责任人|直接责任人|具体责任人)"
    r"|(?P<deadline>(?:完成|办结|整改|办理|落实)?(?:时限|期限|时间|日期)))\s*[：:]\s*"
)
_VERBS = (
    (_LEAD, re.compile(r"(?:负责)?牵头(?:负责|落实|抓总|推进|组织(?:实施)?)?$")),
    (
        _COORDINATE,
        re.compile(
            r"(?:负责)?(?:统筹(?:推进|协调|指导|负责|落实)?|协调(?:推进|指导|督促)|督促指导"
            r"|督导(?:落实)?|指导(?:督促|推进))$"
        ),
    ),
    (
        _ASSIST,
        re.compile(
            r"(?:等?(?:按照?(?:各自)?职责(?:分工)?)?(?:积极|密切|协同)?(?:配合|参与|参加|协助|协同)"
            r"(?:落实|做好|实施)?)$"
        ),
    ),
    (
        _CARRY,
        re.compile(
            r"(?:按照?(?:各自)?职责(?:分工)?|分工|分别|具体|共同|直接|各自)*(?:负责(?:落实|实施|办理|推进"
            r"|组织(?:实施)?|具体实施)?|组织实施|抓好落实|落实|承办|承担|主责)$"
        ),
    ),
)
_HINT = re.compile("责任|牵头|配合|负责|落实|统筹|协调|协助|参与|参加|承办|主办|协办|实施|督导")
_ORGAN = re.compile(
    r"(?:局|部|厅|委|委员会|办|办公室|科|股|室|中心|站|院|所|会|政府|街道|单位|机构|部门|企业|处|队|银行|乡镇|镇"
    r"|公司|司|署|组|办事处|社区|村|学校"
    r"|[县市区州盟旗省]|民政所|党组|党委|集团)(?:等|[（(][^（）()]*[）)])?$"
)
_NO_ORGAN = re.compile("[。；：:“”《》]|的|以下|含|简称|包括|如|即|等$")
_SEPARATOR = re.compile(r"、(?![^（(〈]*[）)〉])|(?<=[局部厅委办室会院府位门构科股站处队镇])(?:和|及|以及|与|会同)")
_COMMA = re.compile(r"[，,；;。](?![^（(〈]*[）)〉])")
_FRAGMENT = re.compile("各?[省市县区州盟旗乡镇]")
_TAIL = re.compile("(?:[乡镇村县区市]|街道|社区)等?")
"""What goes on with a list that one 各 opens («各街道、镇»)."""
_OPENING = re.compile("[（(]")
_LONGEST = 300
_SHORT = 40
_LONGEST_CHAIN = 6
"""Lines that may follow each other and hold for the same («牵头单位：…», «配合单位：…»)."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A responsibility line. `text` is the line as written without its brackets. Organs stand as written: who leads
    (牵头), carries out (责任单位, 由…负责落实), coordinates (统筹推进), assists (配合); `persons` are 责任领导,
    `deadline` is 完成时限 as written.
    """

    text: str
    leading: tuple[str, ...] = ()
    carrying: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    assisting: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    deadline: str = ""

    @property
    def organs(self) -> tuple[str, ...]:
        """Every organ of the line, those that must act first, each once."""
        return tuple(dict.fromkeys((*self.leading, *self.carrying, *self.coordinating, *self.assisting)))

    @property
    def acting(self) -> tuple[str, ...]:
        """Who acts: who leads, carries out or assists, each once; who only coordinates is left out."""
        return tuple(dict.fromkeys((*self.leading, *self.carrying, *self.assisting)))

    @property
    def helping(self) -> tuple[str, ...]:
        """Who only assists or coordinates, and so does not answer for it."""
        answering = {*self.leading, *self.carrying}
        return tuple(organ for organ in (*self.coordinating, *self.assisting) if answering and organ not in answering)


def is_responsibility_line(text: str) -> bool:
    """Whether a line says nothing but who is responsible («（责任单位：…）», «由…负责落实，…统筹推进»)."""
    return parse_responsibility(text) is not None


def belongs_to_line(text: str) -> bool:
    """Whether a sentence is such a line or goes on with one by its deadline («完成时限：2026年9月底前»)."""
    key = _KEY.match(text)
    return is_responsibility_line(text) or (key is not None and key.lastgroup == _DEADLINE and len(text) <= _SHORT)


@lru_cache(maxsize=1024)
def parse_responsibility(text: str) -> Responsibility | None:
    """The responsibility line that `text` as a whole is, or None."""
    if len(text) > _LONGEST or not (_HINT.search(text) or text[:1] in "（("):
        return None
    words = text.strip().rstrip("。；; 　")
    bracketed = words[:1] in "（(" and words[-1:] in "）)" and _closing(words, 0) == len(words) - 1
    inner = words[1:-1].strip() if bracketed else words
    if not inner:
        return None
    if (key := _KEY.match(inner)) and key.lastgroup != _DEADLINE:
        return _by_keys(inner)
    if bracketed or inner.startswith("由") or _opens_with_organ(inner):
        return _by_verbs(inner, bracketed=bracketed) or (_by_names(inner) if bracketed else None)
    return None


def _closing(text: str, start: int) -> int:
    """The position of the bracket that closes the one at `start`, or -1."""
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] in "（(") - (text[position] in "）)")
        if depth == 0:
            return position
    return -1


def _by_keys(text: str) -> Responsibility:
    keys = list(_KEY.finditer(text))
    values: dict[str, tuple[str, ...]] = {}
    deadline = ""
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        words = text[key.end() : following.start() if following else len(text)].strip(" 　，,；;。|/")
        kind = key.lastgroup or _CARRY
        if kind == _DEADLINE:
            deadline = words
        else:
            values[kind] = (*values.get(kind, ()), *split_organs(_verb_of(words)[1] or words))
    return replace(Responsibility(text, deadline=deadline), **values)  # type: ignore[arg-type]


def _by_verbs(text: str, *, bracketed: bool) -> Responsibility | None:
    """«由甲负责落实，乙统筹推进», «甲牵头，乙、丙配合», «甲、乙按职责分工负责»: every part ends in a verb of duty."""
    values: dict[str, tuple[str, ...]] = {}
    held: list[str] = []
    for part in _COMMA.split(text):
        words = part.strip()
        kind, organs = _verb_of(words)
        if not kind:
            held.append(words)
            continue
        names = [name for piece in (*held, organs) for name in split_organs(piece)]
        if not names or not all(_ORGAN.search(name) or _is_everyone(name) for name in names):
            return None
        values[kind] = (*values.get(kind, ()), *names)
        held = []
    if held or not values or (not bracketed and len(values) < 2 and not _DISTRIBUTES.search(text)):
        return None
    return replace(Responsibility(text), **values)  # type: ignore[arg-type]


_DISTRIBUTES = re.compile(r"负责落实|牵头负责|牵头落实|分工(?:分别)?负责|组织实施")


def _is_everyone(name: str) -> bool:
    return name.startswith(("各", "全", "有关", "相关")) or name.endswith(("等", "等有关部门"))


def _verb_of(words: str) -> tuple[str, str]:
    for kind, verb in _VERBS:
        if match := verb.search(words):
            return kind, re.sub("^由", "", words[: match.start()])
    return "", ""


def _opens_with_organ(text: str) -> bool:
    kind, organs = _verb_of(_COMMA.split(text, maxsplit=1)[0])
    return bool(kind and organs) and not re.search("[在对将把为要应须]", organs)


def _by_names(text: str) -> Responsibility | None:
    """«（省民政厅、省财政厅，各市县人民政府）»: a list of organs and nothing else."""
    names = [name for part in _COMMA.split(text) for name in split_organs(part)]
    if len(names) < 2 or _NO_ORGAN.search(text) or not all(_ORGAN.search(name) and len(name) > 1 for name in names):
        return None
    return Responsibility(text, carrying=tuple(names)) if any(len(name) > 3 for name in names) else None


def split_organs(words: str) -> tuple[str, ...]:
    """The organs of a list as written («甲局、乙局和各镇等» are three); brackets stay whole, and «各市、县政府» too."""
    organs: list[str] = []
    for piece in _COMMA.split(re.sub("^由(?=.{2})", "", words.strip())):
        held = ""
        for part in _SEPARATOR.split(piece):
            if not held and organs and _TAIL.fullmatch(part) and organs[-1].startswith("各"):
                organs[-1] += f"、{part.removesuffix('等')}"
                continue
            if _FRAGMENT.fullmatch(part):
                held += f"{part}、"
                continue
            organs.append((held + part).strip(" 　，,").removesuffix("等"))
            held = ""
        organs.append(held.rstrip("、"))
    return tuple(dict.fromkeys(organ for organ in organs if organ))


def trailing_responsibility(text: str) -> Responsibility | None:
    """The responsibility line in brackets at the end of a sentence («…全覆盖（责任单位：县民政局）。»), or None."""
    words = text.rstrip("。；; 　")
    if words[-1:] not in ("）", ")"):
        return None
    for match in _OPENING.finditer(words, max(1, len(words) - _LONGEST)):
        if _closing(words, match.start()) == len(words) - 1:
            return parse_responsibility(words[match.start() :])
    return None


def bind_responsibilities(provisions: Sequence[Provision]) -> dict[int, Responsibility]:
    """The responsibility that holds for each provision that has one, by position; the lines themselves have none.

    A line within a paragraph holds for what stands before it there, since the line before. The only line of a section,
    at its very end, holds for the section; the only line under several numbered items, in a paragraph of its own behind
    the last of them, holds for all of them. A line in a paragraph of its own closes what stands before it under the
    same headings, or opens what follows when nothing does; lines that follow each other hold for the same. In a table
    a line holds for its row.
    """
    lines: dict[int, Responsibility] = {}
    own: set[int] = set()
    for i, provision in enumerate(provisions):
        if line := parse_responsibility(provision.text):
            lines[i] = line
            own.add(i)
        elif line := trailing_responsibility(provision.text):
            lines[i] = line
    if not lines:
        return {}
    layout = _Layout(
        _stretches([(one.block, one.row) for one in provisions], lines),
        _stretches([one.headings for one in provisions], lines),
        _stretches([(len(one.headings), one.headings[:-1]) for one in provisions], lines),
        frozenset(own),
    )
    bound: dict[int, Responsibility] = {}
    held: list[int] = []
    chain = 0
    for i, line in lines.items():
        chain = chain + 1 if i - 1 in own and i in own and layout.alone(i) and layout.alone(i - 1) else 0
        same = chain and chain < _LONGEST_CHAIN and provisions[i].headings == provisions[i - 1].headings
        held = held if same else layout.held(i, bound, headed=bool(provisions[i].headings) and provisions[i].row < 0)
        for position in held:
            bound[position] = _merged(bound[position], line) if position in bound else line
    return bound


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of provisions of one paragraph, or under the same headings: first, last, and how many lines it holds."""

    first: int
    last: int
    lines: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """How lines stand among the provisions: paragraphs, sections, and which provisions are nothing but a line."""

    paragraphs: tuple[_Stretch, ...]
    sections: tuple[_Stretch, ...]
    parents: tuple[_Stretch, ...]
    own: frozenset[int]

    def alone(self, i: int) -> bool:
        """Whether a provision is a paragraph by itself."""
        return self.paragraphs[i].first == self.paragraphs[i].last

    def held(self, i: int, bound: dict[int, Responsibility], *, headed: bool) -> list[int]:
        """The positions that the line at `i` holds for."""
        paragraph, section, parent = self.paragraphs[i], self.sections[i], self.parents[i]
        closes = i == parent.last and parent.lines == 1 and parent.first < section.first
        if headed and closes and i in self.own and self.alone(i):
            return [j for j in range(parent.first, i) if j not in self.own]
        if headed and i == paragraph.last == section.last and section.lines == 1:
            return [j for j in range(section.first, i + 1) if j not in self.own]
        if i not in self.own and paragraph.lines > 1:
            return [i]
        start, end = (paragraph.first, paragraph.last) if not self.alone(i) else (section.first, section.last)
        before = self._before(i, start, bound)
        if i not in self.own:
            return [*before, i]
        return before or list(takewhile(lambda j: j not in self.own, range(i + 1, end + 1)))

    def _before(self, i: int, start: int, bound: dict[int, Responsibility]) -> list[int]:
        free = takewhile(lambda j: j not in bound and j not in self.own, range(i - 1, start - 1, -1))
        return sorted(free)


def _stretches(places: Sequence[object], lines: dict[int, Responsibility]) -> tuple[_Stretch, ...]:
    """For each position the run of equal places that it stands in."""
    runs: list[_Stretch] = []
    for _, group in groupby(range(len(places)), key=places.__getitem__):
        run = list(group)
        runs += [_Stretch(run[0], run[-1], sum(i in lines for i in run))] * len(run)
    return tuple(runs)


def _merged(one: Responsibility, other: Responsibility) -> Responsibility:
    return Responsibility(
        f"{one.text}；{other.text}",
        (*one.leading, *other.leading),
        (*one.carrying, *other.carrying),
        (*one.coordinating, *other.coordinating),
        (*one.assisting, *other.assisting),
        (*one.persons, *other.persons),
        one.deadline or other.deadline,
    )
