"""Duties and the directives that impose them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from wenjian.model.record import Record, Text, Texts, YesNo, key
from wenjian.model.vocabulary import Comparator, Competence, MeasureKind, Modality

_SIGNATURE = re.compile(
    r"(?P<name>[^\W\d_][^\d]*?(?:[^\W\d_]|\)))[\s,、;:]*(?P<year>(?:19|20)\d{2})"
    r"(?:\s*(?P<sign>[-./])\s*(?P<month>\d{1,2})\s*(?P=sign)\s*(?P<day>\d{1,2})"
    r"|\s*年\s*(?P<month_>\d{1,2})\s*月\s*(?P<day_>\d{1,2})\s*[日号]?"
    r"|(?P<month__>\d{2})(?P<day__>\d{2}))"
)
_DATE_FIRST = re.compile(r"(?P<day>(?:19|20)\d{2}[-./年\d]+[月日号\d]*)[\s,、;:]*(?P<name>[^\W\d_].*)")
"""The same with the day in front («2026-03-02 张三»)."""
NO_NAMES = frozenset({"已核", "已核对", "核对", "已阅", "已审", "已办", "同意", "通过", "确认", "完成"})
"""Words that people tick an entry off with; they say nobody's name."""


class Measure(Record):
    """A measured quantity as written, typed. `value` is a plain number («14», «0.5») or an ISO date for a deadline,
    empty where only a word is given (立即).
    """

    text: str = key("原文")
    kind: MeasureKind = key("类别")
    value: Text = key("数值", "")
    unit: Text = key("单位", "")
    comparator: Comparator = key("比较", Comparator.EQUAL)

    @property
    def begins(self) -> bool:
        """Whether it is a day from which something holds («自2026年7月1日起»), not one by which it is done."""
        return self.kind is MeasureKind.DEADLINE and self.text.endswith(("起", "开始"))


class Citation(Record):
    """A document that the text cites by 《》, with number and edition when given."""

    title: str = key("名称")
    number: Text = key("文号", "")
    edition: Text = key("版本", "")


class Deliverable(Record):
    """成果: what is to be handed over, to whom, by when, in which form, signed by whom."""

    text: Text = key("成果", "")
    recipient: Text = key("报送对象", "")
    deadline: Text = key("截止", "")
    form: Text = key("形式", "")
    signature: Text = key("签字", "")


class DutySource(Record):
    """Where one of several superiors asks for a duty: which paper (文号, else title), where in it, in which words, by
    when, and what this level asks more or otherwise than the one above it («提前至6月底», «增加：…»).
    """

    paper: str = key("文件")
    where: Text = key("条款", "")
    text: str = key("原文")
    deadline: Text = key("时限", "")
    change: Text = key("变化", "")


class Duty(Record):
    """任务: one checkable obligation. Actors and targets are strings as written; an inherited actor begins with «^».

    `checked` is «姓名 日期» once a person settled the entry (`signed`): then re-import never overwrites it and its
    `competence` counts as a decision. `kept` is 是, 否, or 并入D003. `added` marks an entry that people put in by hand:
    it stands in no source, so re-import leaves it alone. `summary` marks a sentence that only sums up its own items.
    `sources` is filled in a list made of several parents: `text` is then the nearest superior's wording.
    """

    id: str = key("编号")
    text: str = key("原文", note="上级原文，一条一句")
    where: Text = key("条款", "", "如“一、（二）”")
    headings: Texts = key("所在标题", ())
    kept: Text = key("是否任务", "是", "是、否、并入D003")
    modality: Modality = key("情态", Modality.MUST)
    strict: YesNo = key("从严", False, "一律、必须、务必、严禁、坚决、绝对")
    actors: Texts = key("责任主体", ())
    targets: Texts = key("对象", ())
    acts: Texts = key("事项", ())
    measures: tuple[Measure, ...] = key("量化要求", ())
    condition: Text = key("条件", "")
    deliverable: Deliverable | None = key("成果报送", None)
    citations: tuple[Citation, ...] = key("引用文件", ())
    responsible: Text = key("责任分工", "", "由…负责落实，…统筹推进")
    scope: Text = key("适用范围", "", "只限某地时写明，如“湖北省”")
    phase: Text = key("阶段", "", "所在阶段及起止日期，如“第一阶段（2026年1月1日至2月28日）”")
    summary: YesNo = key("总括", False, "只概括下列各项、本身没有另外要求的一句")
    sources: tuple[DutySource, ...] = key("来源", (), "几份上级文件合成的清单：每份文件的条款和原文")
    competence: Competence | None = key("归口", None)
    section: Text = key("牵头股室", "")
    assisting: Texts = key("配合单位", ())
    deadline: Text = key("上级时限", "")
    local_deadline: Text = key("本级时限", "")
    not_local: Text = key("不涉及理由", "")
    remark: Text = key("备注", "")
    revision: Text = key("版次", "1")
    fingerprint: Text = key("指纹", "")
    checked: Text = key("核对", "", "姓名 日期，写上后重新导入不再改动")
    added: YesNo = key("人工增加", False, "上级文件导入时没有、由人补上的任务，重新导入时保留")

    @property
    def is_duty(self) -> bool:
        return self.kept == "是"

    @property
    def named_actors(self) -> tuple[str, ...]:
        """The actors that its own words name, without those that earlier ones of the section pass on («^»)."""
        return tuple(actor for actor in self.actors if not actor.startswith("^"))

    @property
    def signed(self) -> bool:
        """Whether `checked` names a person and a day (张三 2026-03-02, 张三2026年3月2日, 2026.3.2 张三)."""
        words = unicodedata.normalize("NFKC", self.checked).strip()
        if swapped := _DATE_FIRST.fullmatch(words):
            words = f"{swapped['name']} {swapped['day']}"
        match = _SIGNATURE.fullmatch(words)
        if match is None or match["name"] in NO_NAMES:
            return False
        month, day = (match[part] or match[f"{part}_"] or match[f"{part}__"] for part in ("month", "day"))
        try:
            dt.date(int(match["year"]), int(month), int(day))
        except ValueError:
            return False
        return True


class SourcePaper(Record):
    """One of the parents that a 任务总清单 was made of, farthest superior first."""

    title: str = key("标题")
    number: Text = key("发文字号", "")
    date: Text = key("成文日期", "")
    issuer: Texts = key("发文机关", ())
    source: Text = key("来源文件", "")
    fingerprint: Text = key("指纹", "")

    @property
    def id(self) -> str:
        return self.number or f"{self.title}@{self.date}"

    @property
    def name(self) -> str:
        """What the sources of a duty call the paper: its 发文字号, else its title."""
        return self.number or self.title


class Directive(Record):
    """上级文件: its 公文要素 and its duties. `id` is the 发文字号, else 标题@成文日期 (design: identity).

    A list made of several parents (任务总清单) carries the elements of the nearest superior's paper, and all of them in
    `papers`, farthest superior first.
    """

    title: str = key("标题")
    number: Text = key("发文字号", "")
    date: Text = key("成文日期", "")
    issuer: Texts = key("发文机关", ())
    recipients: Texts = key("主送机关", ())
    source: Text = key("来源文件", "", "导入时的文件，相对本文件")
    fingerprint: Text = key("指纹", "")
    papers: tuple[SourcePaper, ...] = key("依据文件", (), "几份上级文件合成的清单：各份文件，层级高的在前")
    duties: tuple[Duty, ...] = key("任务", ())

    @property
    def id(self) -> str:
        return self.number or f"{self.title}@{self.date}"

    def ref(self, duty: Duty) -> str:
        return f"{self.id}#{duty.id}"


def split_reference(reference: str) -> tuple[str, str]:
    """«…#D012@2» → the reference without 版次, and the 版次. A directive's id may itself hold an @."""
    head, mark, tail = reference.rpartition("#")
    duty, _, revision = tail.partition("@")
    return f"{head}{mark}{duty}", revision
