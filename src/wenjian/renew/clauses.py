"""A clause of the paper beside the superior's: whether a change leaves the sentence whole, whether it then says what
the superior's clause says, and the superior's clause in its stead with the place's own names kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from wenjian.coverage.candidates import bigrams
from wenjian.text.normal import fold_in_place, letters

Change = tuple[int, int, str]
"""A range of a sentence, and the words for it."""

_CLAUSE = re.compile("[^，,；;。：:！!？?]+")
_MODAL = re.compile("必须|务必|应当|[要应须]")
_SUBJECT = re.compile(
    "[^，,；;。]{1,16}?(?=必须|务必|应当|(?<![主重需只])要(?![求点素件])|应(?![急对用])|(?<!必)须|不得|严禁)"
)
"""Of whom a clause asks something («养老机构要…»)."""
_LEFT_BARE = re.compile(
    "(?:由|对|把|将|被|向|按|按照|根据|依据|依照|以|予以|给予|加以|进行|开展|实行|达到|至少|不少于|不低于|不超过)$"
    "|(?:^|[^针相面应绝校核理自事案缘])(?:由|对|把|将)(?![外内口齐接于])[\u4e00-\u9fff]{0,6}"
    "(?:机构|单位|部门|学校|政府|财政|企业|人员|家庭|[局长人校院所站])$"
)
"""How a clause ends whose verb or object was taken away («予以», «视情节对校长»)."""
_BROKEN = re.compile(
    "(?:予以|给予|加以)$|(?:^|[^针相面应绝校核理自事案缘])(?:由|对)(?![外内口齐接于])[\u4e00-\u9fff]{0,4}"
    "(?:机构|单位|部门|学校|政府|财政|企业|人员|[局长])$"
)
"""How a sentence never ends; of a changed one more is doubted."""
_BOUND_TWICE = re.compile(
    "(?<![\\d.])100[%％](?:及)?以[上内]"
    "|(?:不(?:得)?(?:少于|低于)|至少)[^，,；;。]{0,10}\\d[^，,；;。]{0,4}(?:及)?以上"
    "|(?:不(?:得)?(?:超过|高于|多于)|至多|最多)[^，,；;。]{0,10}\\d[^，,；;。]{0,4}(?:以[内下]|之内)"
    "|(至少|不(?:得)?(?:少于|低于|超过|高于|多于)|以[上下内])\\1|至少不(?:少于|低于)"
)
_LONE_STOP = re.compile("[，,；;：:、](?=[，,；;。：:、])|[（(][）)]|^[，,；;。：:、]")
_MEASURING = frozenset(
    "一二两三四五六七八九十百千万半每个次遍年月日周天旬季度时至少不低于超过高多晚约以上下之内前底末达到最的"
)
"""Letters of figures and bounds, which a figure may take away with it."""
_OF_THE_SUPERIOR = ("附件", "各县", "各市", "各地", "各区", "全省", "全市", "全国")
"""What means another thing in the superior's paper than in ours."""


def is_sound(old: str, new: str) -> bool:
    """Whether a changed sentence is none the worse made than the old one: no clause left without its verb or object, no
    figure bounded twice, no stop left alone.
    """
    said = set(_CLAUSE.findall(old))
    fresh = [one for one in _CLAUSE.findall(new) if one not in said]
    flaws = (_BOUND_TWICE, _LONE_STOP)
    return not any(_LEFT_BARE.search(one) for one in fresh) and not any(
        len(list(flaw.finditer(new))) > len(list(flaw.finditer(old))) for flaw in flaws
    )


def broken_words(sentence: str) -> str:
    """The clause of a sentence that has lost its verb or object, or bounds a figure twice; empty where all are whole.
    Before a comma «对公办学校，» is no loss.
    """
    for one in _CLAUSE.finditer(sentence):
        if _BROKEN.search(one[0]) and sentence[one.end() : one.end() + 1] in {"。", "；", ";"}:
            return one[0]
    twice = _BOUND_TWICE.search(sentence)
    return clause_at(sentence, *twice.span()) if twice else ""


def holds(text: str, asked: str, words: str = "") -> bool:
    """Whether a text has every word of the superior's clause, «要» and the like apart; of one that says of whom it is
    asked, what it asks, unless the `words` that differ say of whom.
    """
    said = bigrams(_bare(text))
    subject = _SUBJECT.match(asked)
    rest = asked[subject.end() :] if subject and not (words and words in subject[0]) else asked
    return bigrams(_bare(asked)) <= said or (rest != asked and bigrams(_bare(rest)) <= said)


def keeps_the_rest(old: str, new: str, sentence: str) -> bool:
    """Whether what stands in the old words beside their figure stands in the new `sentence`, too («每半月至少自查一次»
    is not «每周至少开展一次»). Words without a figure are what is changed.
    """
    if not re.search("[0-9０-９一二两三四五六七八九十百半每]", old):
        return True
    lost = set(letters(old)) - set(letters(new)) - _MEASURING
    return all(one.isdigit() or one in sentence for one in lost)


def superior_clause(duty: str, words: str, beside: str) -> str:
    """The clause of a duty that has these words; of several the one most like the paper's clause `beside`."""
    plain, wanted = fold_in_place(duty), fold_in_place(words)
    found = [_around(duty, at.start(), at.end()) for at in re.finditer(re.escape(wanted), plain)] if wanted else []
    near = bigrams(letters(beside))
    clauses = (duty[start:end] for start, end in found)
    return max(clauses, key=lambda one: len(near & bigrams(letters(one))), default="")


def whole_clause(text: str, span: tuple[int, int], asked: str, words: str, needed: Collection[str]) -> Iterator[Change]:
    """The clause around a `span` of a text replaced by the superior's that differs in `words`, the place's own subject
    («各学校») kept before it; nothing where the paper's words that are `needed` would be lost, as
    its own names and other figures, or the superior's clause means its own area.
    """
    start, end = span
    begin, stop = _around(text, start, end)
    if any(word in asked and word not in text[begin:stop] for word in _OF_THE_SUPERIOR):
        return
    own, theirs = _SUBJECT.match(text[begin:stop]), _SUBJECT.match(asked)
    if own and theirs and words not in theirs[0]:
        begin, asked = begin + own.end(), asked[theirs.end() :]
    mine = text[begin:stop]
    runs = SequenceMatcher(None, fold_in_place(mine), fold_in_place(asked), autojunk=False).get_opcodes()
    kept = mine[: runs[0][2]] if runs and runs[0][0] == "delete" else ""
    gone = [mine[one:other] for tag, one, other, _, _ in runs if tag in {"delete", "replace"}][bool(kept) :]
    lost = "，".join(gone)
    opening = mine[: runs[0][2]] if runs and runs[0][0] == "replace" else ""
    if opening.startswith("各") or any(word in fold_in_place(lost) for word in needed):
        return
    yield _trimmed(text, begin, stop, kept + asked)


def _trimmed(text: str, start: int, end: int, new: str) -> Change:
    """A change without the words at both ends that stay as they are."""
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return start, end, new


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clauses of a text in which a range stands."""
    spans = [one.span() for one in _CLAUSE.finditer(text) if one.start() < end and start < one.end()]
    return (spans[0][0], spans[-1][1]) if spans else (start, end)


def clause_at(text: str, start: int, end: int) -> str:
    """The words of the clauses in which a range stands."""
    one, other = _around(text, start, end)
    return text[one:other]


def applied(text: str, change: Change) -> str:
    start, end, new = change
    return text[:start] + new + text[end:]


def _bare(text: str) -> str:
    return _MODAL.sub("", letters(text))
