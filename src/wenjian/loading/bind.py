"""From loaded data to a record: every problem at once, in place, in the user's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

from wenjian.errors import UnreadableInput, WenjianError
from wenjian.loading.examples import where_it_belongs, written, written_item
from wenjian.loading.shape import annotations_of, fields_of, item_of, required_of
from wenjian.loading.yaml import KeyPath, Loaded
from wenjian.model.catalogue import found
from wenjian.model.coverage import Decision
from wenjian.model.finding import Finding
from wenjian.model.plain import Unfit, bare, from_plain, is_record
from wenjian.model.record import Record
from wenjian.model.vocabulary import DecisionSource, Vocabulary
from wenjian.text.nearest import nearest

R = TypeVar("R", bound=Record)

ALIASES: dict[str, tuple[str, ...]] = {
    "核对人": ("姓名",),
    "审核人": ("姓名",),
    "核对": ("姓名",),
    "时间": ("日期", "成文日期"),
    "核对日期": ("日期",),
    "核对时间": ("日期",),
    "结果": ("结论",),
    "原因": ("理由", "不涉及理由"),
    "意见": ("理由",),
    "说明": ("理由", "备注"),
    "文号": ("发文字号",),
    "单位": ("机关", "发文机关"),
    "内容": ("正文", "原文"),
}
"""Keys that people write for others: the first that the record has and that is still missing is meant."""

NUMBERS = frozenset({"附于", "数量", "本年已用最大号", "数值"})
"""Keys whose value is a number."""
_QUOTED = re.compile(r"[“”‘’＂＇「」『』\"']+(?P<inner>[^“”‘’＂＇「」『』\"']+)[“”‘’＂＇「」『』\"']+")


def bind(kind: type[R], loaded: Loaded, *, error: type[WenjianError] = UnreadableInput) -> R:
    """The record that `loaded` describes.

    Raises `error` with all problems of the file, sorted by place: what the loader found wrong, unknown and missing
    keys, words outside a vocabulary, wrong shapes. An unfilled key (`键:` with nothing behind) is as good as absent:
    the default holds; who means the empty text writes `键: ""`.
    """
    if loaded.data is None:
        raise error(*_sorted(loaded.findings))
    fit = _Fit(loaded)
    data = fit.record(kind, loaded.data, ())
    findings = [*loaded.findings, *fit.findings]
    if loaded.broken or fit.findings:
        raise error(*_sorted(findings))
    try:
        return from_plain(kind, data)
    except Unfit as problem:
        raise error(*_sorted([*findings, fit.unforeseen(problem.path)])) from None


def _sorted(findings: Any) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.order)


_NOT_OURS = re.compile("^(?:不涉及|不适用|(?:与|和)[^，。]*无关)")
_NOT_LOCAL = "不涉及本地的，归口照旧，在“不涉及理由”里写明理由。"
"""What is said of «不涉及» as a 归口: there is another column for it."""


def _advice(word: str, words: Sequence[str]) -> str:
    meant = next((known for known in ALIASES.get(word, ()) if known in words), None) or nearest(word, words)
    return f"是不是“{meant}”？" if meant else ""


def _in_quotes(value: str) -> str:
    """What stands inside full-width quotes around the whole value; empty where there are none."""
    match = _QUOTED.fullmatch(value.strip())
    return match["inner"].strip() if match else ""


def _demanded(kind: type[Record], data: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys that this record cannot do without though others of its kind can: who decides signs with name and date."""
    by_person = kind is Decision and data.get("来源") in (None, "", DecisionSource.PERSON.chinese)
    return tuple(key for key in ("姓名", "日期") if by_person and not data.get(key))


class _Fit:
    """Walks data along the model, drops what does not fit and notes why."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.findings: list[Finding] = []

    def problem(self, code: str, path: KeyPath, *, at_key: bool = False, **values: object) -> None:
        place = self.loaded.keys.get(path) if at_key else None
        place = place or self.loaded.place(path)
        self.findings.append(found(code, place, excerpt=self.loaded.excerpt(place), **values))

    def record(self, kind: type[Record], data: Any, path: KeyPath) -> Any:
        if not isinstance(data, Mapping):
            if path:
                advice = f"其中可以写：{'、'.join(fields_of(kind))}。{self.shown(kind, data, path)}"
                self.wrong(path, "“项目: 内容”的形式", advice)
            else:
                self.problem("WJ184", path)
            return {}
        known, annotations = fields_of(kind), annotations_of(kind)
        fitted: dict[str, Any] = {}
        for key, value in data.items():
            if key not in known:
                others = [other for other in known if other not in data]
                advice = _deeper(key, kind) or _advice(key, others) or f"这里可以写：{'、'.join(known)}。"
                self.problem("WJ180", (*path, key), at_key=True, key=key, advice=advice)
                continue
            if value is None:
                continue
            fitted[key] = self.value(annotations[key], value, (*path, key))
            number = _in_quotes(value) if key in NUMBERS and isinstance(value, str) else ""
            if re.fullmatch(r"\d+(?:\.\d+)?", number):
                self.wrong((*path, key), "一个数", f"请去掉引号，写成：{key}: {number}")
        missing = (required_of(kind) - fitted.keys()).union(_demanded(kind, data))
        for key in sorted(missing, key=[*known].index):
            note = kind.__dataclass_fields__[known[key]].metadata["note"]
            meaning = f"（{note}）" if note else ""
            lines = written(key, annotations[key])
            way = f"{meaning}，如：{_block(lines, 0)}" if "\n" in lines else f"{meaning}。"
            self.problem("WJ181", (*path, key), at_key=True, key=key, meaning=way)
        return fitted

    def value(self, annotation: Any, value: Any, path: KeyPath) -> Any:
        inner = item_of(annotation)
        if inner is not None:
            return self.list(inner, value, path)
        if is_record(annotation):
            return self.record(annotation, value, path)
        if get_origin(annotation) is dict:
            return self.table(get_args(annotation)[1], value, path)
        if isinstance(value, (list, dict)):
            one = "只能写一个" if isinstance(value, list) else "不能再分项"
            expected = f"一段文字，{one}" if annotation is str else f"一个词，{one}"
            return self.wrong(path, expected, self.shown(annotation, value, path))
        if value is None:
            return self.wrong(path, "一段文字，这里是空的", "请补写，或删去这一行。")
        if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
            return self.word(annotation, value, path)
        if annotation is bool and value not in ("是", "否"):
            self.not_one_of(("是", "否"), value, path)
        return value

    def list(self, inner: Any, value: Any, path: KeyPath) -> Any:
        inner = bare(inner)
        if isinstance(value, str) and inner is str:
            return (value,) if value else ()
        if not isinstance(value, (list, tuple)):
            rule = "每项一行，以“- ”开头。" if inner is str else "每项以“- ”开头，下面各行左对齐。"
            return self.wrong(path, "一个列表", rule + self.shown(tuple[inner, ...], value, path))
        return tuple(self.value(inner, item, (*path, at)) for at, item in enumerate(value))

    def table(self, inner: Any, value: Any, path: KeyPath) -> Any:
        if not isinstance(value, Mapping):
            shown = self.shown(dict[str, inner], value, path)
            return self.wrong(path, "“名称: 取值”的形式", f"每个名称一行，前面空两格。{shown}")
        inner = bare(inner)
        return {key: self.value(inner, item, (*path, key)) for key, item in value.items() if item is not None}

    def word(self, vocabulary: type[Vocabulary], value: str, path: KeyPath) -> Any:
        words = [member.chinese for member in vocabulary]
        for member in vocabulary:
            if member.chinese == value.strip():
                return member
        self.not_one_of(words, value, path)
        return next(iter(vocabulary))

    def not_one_of(self, words: Sequence[str], value: str, path: KeyPath) -> None:
        inner = _in_quotes(value)
        advice = f"请去掉引号，写成：{path[-1]}: {inner}" if inner in words else _advice(value, words)
        if path[-1] == "归口" and _NOT_OURS.search(value.strip()):
            advice = _NOT_LOCAL
        self.problem("WJ182", path, key=_name(path), value=value, words="、".join(words), advice=advice)

    def shown(self, annotation: Any, value: Any, path: KeyPath) -> str:
        """The lines as they should be, indented as in the file; nothing for a word within a list."""
        key = path[-1]
        if isinstance(key, str):
            place = self.loaded.keys.get(path)
            return "请写成：" + _block(written(key, annotation, value), place.column - 1 if place else 0)
        return f"请写成：{_block(written_item(annotation, value), 0)}" if is_record(annotation) else ""

    def wrong(self, path: KeyPath, expected: str, advice: str) -> Any:
        self.problem("WJ183", path, key=_name(path), expected=expected, advice=advice)
        return None

    def unforeseen(self, path: KeyPath) -> Finding:
        """A refusal of the model that the walk did not foresee."""
        place = self.loaded.place(path)
        return found(
            "WJ183", place, excerpt=self.loaded.excerpt(place), key=_name(path), expected="另一种内容", advice=""
        )


def _deeper(key: str, kind: type[Record]) -> str:
    """Where a key that stands too far left or in the wrong place belongs."""
    path = where_it_belongs(key, kind)
    if not path:
        return ""
    inside = "里的".join(f"“{name}”" for name in path)
    return f"“{key}”写在{inside}的下面，比“{path[-1]}”多空两格，与其中各行左对齐。"


def _block(lines: str, indent: int) -> str:
    """Lines of a file below a sentence, indented as an excerpt is."""
    return "".join(f"\n    {' ' * indent}{line}" for line in lines.split("\n"))


def _name(path: KeyPath) -> str:
    """The path as people read it: 文件第1项的要素 → «文件第1项、要素»."""
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"第{part + 1}项"
        else:
            words += f"、{part}" if words else part
    return words
