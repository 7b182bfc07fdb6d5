"""Where a sentence that is otherwise the duty's has it the other way round: after for before, the second step first,
who is measured by whom, those who are not of a kind for those who are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction
from wenjian.text import patterns as re

_HAN = r"[\u4e00-\u9fff]"
_AHEAD = re.compile(rf"(?P<event>{_HAN}{{2,3}})(?:之|以)?前(?![期提述款往列沿台端三十后置移景身线进])")
_STEP = re.compile(r"(?P<mark>先|再|然后|最后|(?<![以之而今落善])后)(?P<act>(?:行|期)?[^，。；、先再后]{2,6})")
_MEASURED = re.compile(
    rf"(?P<one>{_HAN}{{2,8}}?)(?:原则上|一律|均)?(?:不得|不能|不应|不)?(?P<how>高于|低于|超过|早于|晚于|先于|优于|多于|少于)(?P<other>{_HAN}{{2,8}})"
)
_TOWARDS = re.compile(
    rf"(?:(?:^|[，。；])(?:推动|引导|鼓励|促进|支持|组织|选派)?|从|由|以)(?P<one>{_HAN}{{2,8}}?)(?:向|到|往|转为|改为)(?P<other>{_HAN}{{2,8}}?)(?P<how>流动|转移|倾斜|延伸|集中|过渡|搬迁|调整|下沉|$|[，。；])"
)
_JOINED = re.compile(
    rf"由(?P<one>{_HAN}{{2,14}}?)(?P<how>会同|联合|配合|协助)(?P<other>{_HAN}{{2,14}}?)"
    r"(?=[，。；]|上门|开展|组织|负责|进行|每|于|在|定期|共同|依法|制定|研究|实施|落实|做好|$)"
)
_NOT_OF = re.compile(rf"(?<![除是并而莫绝若])非(?P<kind>{_HAN}{{2,4}})")
_ENDS = 2
_MADE_UP_WITHIN = 4
_CONTRASTS = (
    ("一般", "重大"),
    ("一般", "较大"),
    ("城市", "农村"),
    ("城镇", "农村"),
    ("小学", "初中"),
    ("省级", "市级"),
    ("县级", "乡镇"),
    ("新建", "既有"),
    ("新建", "改造"),
    ("电话", "书面"),
    ("户主", "家庭"),
    ("初次", "再次"),
)
"""Names beside which a duty sets two figures."""
_SHARE_OF = re.compile(
    r"(?:低于|少于|超过|高于|达到|不到|按)(?P<whole>[^，。；\d]{2,18})的(?P<figure>\d[\d.]*\s*[%％])"
)
_TOTALS = re.compile("总[数量额人计]|人数|数量|投资|资金|任务|以上")


def inverted(duty: str, passage: str) -> Iterator[Deviation]:
    """Every way in which `passage` turns round what `duty` says."""
    yield from _after_for_before(duty, passage)
    yield from _steps_swapped(duty, passage)
    yield from _sides_swapped(duty, passage)
    yield from _of_the_other_kind(duty, passage)
    yield from _figures_swapped(duty, passage)
    yield from _of_what(duty, passage)
    yield from _or_for_and(duty, passage)


def _after_for_before(duty: str, passage: str) -> Iterator[Deviation]:
    """«降雨来临前» → «降雨来临后», «汛期前» → «汛期内»."""
    for asked in _AHEAD.finditer(duty):
        for length in (3, 2):
            event = asked["event"][-length:]
            if re.search("[未没不]", duty[max(0, asked.start() - 2) : asked.start() + 3 - length]):
                break
            before, later = rf"{event}(?:之|以)?前", rf"{event}(?:之|以)?(?:后|内|期间|时(?!间|段|限))"
            if re.search(later, duty) or re.search(before, passage):
                break
            if told := re.search(later, passage):
                note = f"上级要求在“前”，本文写“{told[0].removeprefix(event)}”"
                words = (f"{event}前", told[0])
                if "补" in passage[told.end() : told.end() + _MADE_UP_WITHIN]:  # «作业后补办»
                    words = (_clause_of(duty, asked.start()), _clause_of(passage, told.start()))
                yield Deviation(DeviationKind.DEADLINE, Direction.WEAKER, *words, note)
                return


def _clause_of(text: str, at: int) -> str:
    """The clause that a place of a text stands in."""
    start = max(text.rfind(sign, 0, at) for sign in "，。；：") + 1
    return re.split("[，。；：]", text[start:], maxsplit=1)[0]


def _steps_swapped(duty: str, passage: str) -> Iterator[Deviation]:
    """«先通风、再检测、后作业» → «先检测、再通风、后作业»."""
    asked, told = _orders(duty), _orders(passage)
    for one, other in asked:
        if (other, one) in told and (other, one) not in asked:
            note = f"上级要求先“{one}”后“{other}”，本文相反"
            yield Deviation(DeviationKind.DEADLINE, Direction.WEAKER, f"先{one}", f"先{other}", note)
            return


def _orders(text: str) -> list[tuple[str, str]]:
    """What a text wants done before what: each «先» begins anew."""
    runs: list[list[str]] = []
    for step in _STEP.finditer(text):
        if step["mark"] == "先":
            runs.append([])
        if runs:
            runs[-1].append(step["act"][:_ENDS])
    return [pair for run in runs for pair in combinations(run, 2)]


def _sides_swapped(duty: str, passage: str) -> Iterator[Deviation]:
    """«甲不得高于乙» → «乙不得高于甲», «城镇学校向乡村学校流动» → «乡村学校向城镇学校流动»."""
    for pattern in (_MEASURED, _TOWARDS, _JOINED):
        for asked in pattern.finditer(duty):
            told = next((one for one in pattern.finditer(passage) if one["how"] == asked["how"]), None)
            if told is None or asked[0] in passage:
                continue
            swapped = _stands_for(asked["other"], told["one"], told["other"]) and _stands_for(
                asked["one"], told["other"], told["one"]
            )
            if swapped:
                yield Deviation(DeviationKind.SCOPE, Direction.CHANGED, asked[0], told[0], "两边对调了")
                return


def _stands_for(name: str, here: str, there: str) -> bool:
    """Whether what a name begins with stands on the one side and not on the other."""
    return name[:_ENDS] in here and name[:_ENDS] not in there


def _of_the_other_kind(duty: str, passage: str) -> Iterator[Deviation]:
    """«非寄宿制学校» → «寄宿制学校», «学科类机构» → «非学科类机构»."""
    for mine, other in ((duty, passage), (passage, duty)):
        for found in _NOT_OF.finditer(mine):
            for length in (4, 3, 2):
                kind = found["kind"][:length]
                plain = rf"(?<!非){kind}"
                if len(kind) < length or not re.search(plain, other):
                    continue
                excepted = re.search(rf"除{kind}", other)
                if not excepted and not re.search(plain, mine) and f"非{kind}" not in other:
                    asked, told = (f"非{kind}", kind) if mine is duty else (kind, f"非{kind}")
                    yield Deviation(DeviationKind.SCOPE, Direction.CHANGED, asked, told, "意思相反")
                    return
                break


def _figures_swapped(duty: str, passage: str) -> Iterator[Deviation]:
    """«一般隐患7日、重大隐患24小时» → «重大隐患7日、一般隐患24小时»."""
    for one, other in _CONTRASTS:
        asked, told = (tuple(_figure_behind(name, text) for name in (one, other)) for text in (duty, passage))
        if all((*asked, *told)) and asked[0] != asked[1] and asked == told[::-1]:
            note = f"上级“{one}”是{asked[0]}、“{other}”是{asked[1]}，本文相反"
            yield Deviation(DeviationKind.FIGURE, Direction.CHANGED, f"{one}{asked[0]}", f"{one}{told[0]}", note)


def _figure_behind(name: str, text: str) -> str:
    """The first figure behind a name that stands once, before the next comma; nothing where it has none."""
    found = re.search(rf"{name}[^，。；、\d]{{0,8}}?(\d[\d.]*\s*[%％\u4e00-\u9fff]{{1,2}})", text)
    return found[1] if found and text.count(name) == 1 else ""


def _of_what(duty: str, passage: str) -> Iterator[Deviation]:
    """A share of something else («不低于营业收入的2%» → «不低于利润的2%»)."""
    asked, told = _SHARE_OF.search(duty), _SHARE_OF.search(passage)
    if asked and told and asked["figure"] == told["figure"]:
        mine, other = asked["whole"][-_ENDS:], told["whole"][-_ENDS:]
        if mine not in passage and other not in duty and not _TOTALS.search(mine) and not _TOTALS.search(other):
            yield Deviation(DeviationKind.FIGURE, Direction.CHANGED, asked[0], told[0], "计算的基数不同")


def _or_for_and(duty: str, passage: str) -> Iterator[Deviation]:
    """«不得超过60课时，且不得超过5000元» → «不得超过60课时，或者不超过5000元»."""
    for asked in re.finditer(r"(?P<before>[\u4e00-\u9fff\d]{2})，?(?:并且|且)(?!不得不)", duty):
        told = re.search(rf"{re.escape(asked['before'])}，?(?:或者?|或是)", passage)
        if told and told[0] not in duty:
            yield Deviation(DeviationKind.CONDITION, Direction.WEAKER, asked[0], told[0], "上级写“且”，本文写“或者”")
            return
