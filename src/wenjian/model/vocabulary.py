"""Closed vocabularies. Each member holds its identifier (code, JSON) and its Chinese word (files, reports) once."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Vocabulary(str, Enum):
    """A closed set of words: the value is the English identifier, `chinese` the word people write."""

    chinese: str
    __hash__ = str.__hash__  # that of Enum is a call in Python, and sets and tables of members are asked all the time

    def __new__(cls, identifier: str, chinese: str) -> Self:
        member = str.__new__(cls, identifier)
        member._value_ = identifier
        member.chinese = chinese
        return member

    @classmethod
    def of(cls, word: str) -> Self:
        """The member with this identifier or Chinese word; ValueError when there is none."""
        return cls(word)  # type: ignore[call-arg]

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((member for member in cls if member.chinese == value), None)

    def __str__(self) -> str:
        return self.chinese


class Modality(Vocabulary):
    """Deontic force, after LegalRuleML."""

    MUST = "must", "必须"
    MUST_NOT = "must_not", "禁止"
    SHOULD = "should", "提倡"
    MAY = "may", "可以"


class Competence(Vocabulary):
    """归口: whose duty it is here; proposed by the tool, settled by a person."""

    OWN = "own", "本局主责"
    ASSIST = "assist", "本局配合"
    PEER = "peer", "他部门主责"
    GOVERNMENT = "government", "需政府统筹"
    TOWNSHIP = "township", "乡镇（街道）"
    INSTITUTION = "institution", "服务机构"
    SUPERIOR = "superior", "上级自办"


class Authority(Vocabulary):
    """行文名义: in whose name the paper goes out; decides which verbs it may use towards whom."""

    BUREAU = "bureau", "本局"
    APPROVED = "approved", "经政府同意"
    JOINT = "joint", "联合"
    GOVERNMENT_OFFICE = "government_office", "政府办转发"


class Stage(Vocabulary):
    """稿别: what may be blank, what is shown, what is stripped."""

    DRAFT = "draft", "草稿"
    CONSULTATION = "consultation", "征求意见稿"
    REVIEW = "review", "送审稿"
    FINAL = "final", "清样"
    ISSUED = "issued", "印发稿"


CLEAN_STAGES = frozenset({Stage.FINAL, Stage.ISSUED})
"""Stages that are printed to go out: red head and 版记 are shown, and nothing may be blank or wrong."""


class Seal(Vocabulary):
    """用印: how a paper is signed off (GB/T 9704-2012, 7.3.5.1–7.3.5.3)."""

    SEAL = "seal", "加盖印章"
    NONE = "none", "不加盖印章"
    STAMP = "stamp", "加盖签名章"


class RedHead(Vocabulary):
    """套红: who prints the red head: the tool, the paper it is printed on, or somebody later."""

    PRINTED = "printed", "套红"
    PREPRINTED = "preprinted", "套印"
    NONE = "none", "不套红"


class Genre(Vocabulary):
    """Kinds of paper this version composes. 通知, 请示, 报告, 函 and 纪要 are 文种 of 条例第八条; the others travel
    under one.
    """

    NOTICE = "notice", "通知"
    REQUEST = "request", "请示"
    REPORT = "report", "报告"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    PLAN = "plan", "实施方案"
    FORWARD = "forward", "转发通知"
    CHECKLIST = "checklist", "检查表"
    TASK_TABLE = "task_table", "任务分解表"


TABLE_GENRES = frozenset({Genre.TASK_TABLE, Genre.CHECKLIST})
"""Papers that are one table: they go out as a sheet."""


class Form(Vocabulary):
    """表式: who fills in a 检查表: the inspectors, or first the institution itself."""

    INSPECTION = "inspection", "检查"
    SELF_CHECK = "self_check", "自查"


class Role(Vocabulary):
    """What a document is to the paper it travels in."""

    MAIN = "main", "正本"
    ENCLOSED = "enclosed", "随文印发"
    ATTACHMENT = "attachment", "附件"
    FORWARDED = "forwarded", "转发原文"


class BlockKind(Vocabulary):
    """Kinds of block in the tree."""

    TITLE = "title", "标题"
    RECIPIENT = "recipient", "主送机关"
    HEADING = "heading", "层次标题"
    PARAGRAPH = "paragraph", "段落"
    ITEM = "item", "条目"
    TABLE = "table", "表格"
    ATTACHMENT_LIST = "attachment_list", "附件说明"
    SIGNATURE = "signature", "发文机关署名"
    DATE = "date", "成文日期"
    ATTENDANCE = "attendance", "出席人员"
    NOTE = "note", "附注"
    RECORD = "record", "版记"
    FURNITURE = "furniture", "页面附属文字"


class OriginKind(Vocabulary):
    """Where a datum comes from."""

    SOURCE = "source", "原文"
    CLAUSE = "clause", "条款"
    SLOT = "slot", "参数"
    OUTLINE = "outline", "提纲"
    JOB = "job", "拟稿单"
    RESTATED = "restated", "补写"
    COMPOSED = "composed", "生成"


class MeasureKind(Vocabulary):
    """What a measured quantity is about."""

    DURATION = "duration", "时长"
    FREQUENCY = "frequency", "频次"
    DEADLINE = "deadline", "时限"
    COUNT = "count", "数量"
    SHARE = "share", "比例"
    MONEY = "money", "金额"
    AREA = "area", "面积"
    STANDARD = "standard", "标准"
    IMMEDIACY = "immediacy", "即时"


class Comparator(Vocabulary):
    """How a figure bounds: a lower limit, an upper limit, or the figure itself."""

    AT_LEAST = ">=", "不少于"
    MORE = ">", "超过"
    EQUAL = "=", "等于"
    LESS = "<", "少于"
    AT_MOST = "<=", "不超过"


class Verdict(Vocabulary):
    """The text verdict on one duty in one paper."""

    COVERED = "covered", "已落实"
    PARTIAL = "partial", "部分落实"
    MISSING = "missing", "未见"
    WAIVED = "waived", "另行了结"


class Settlement(Vocabulary):
    """办理结论: where a duty is settled, in the reviewer's words."""

    DONE = "done", "已落实"
    REFINED = "refined", "已落实并细化"
    IN_TABLE = "in_table", "列入分解表"
    FORWARDED = "forwarded", "随文转发"
    BY_REFERENCE = "by_reference", "按文件执行"
    PARTLY = "partly", "部分落实"
    NOT_FOUND = "not_found", "未见对应内容"
    CONFIRMED_GAP = "confirmed_gap", "缺漏（已确认）"
    OTHER_DOCUMENT = "other_document", "另文落实"
    OTHER_ORGAN = "other_organ", "非本单位职责"
    NOT_LOCAL = "not_local", "不涉及本地"
    SUPERIOR_OWN = "superior_own", "上级自办"
    TO_CONFIRM = "to_confirm", "待核"


class DeviationKind(Vocabulary):
    """The part of a duty in which a plan differs."""

    MODALITY = "modality", "力度"
    FIGURE = "figure", "数量"
    FREQUENCY = "frequency", "频次"
    DEADLINE = "deadline", "时限"
    SCOPE = "scope", "范围"
    TARGET = "target", "对象"
    CONDITION = "condition", "条件"
    EXCEPTION = "exception", "例外"
    ACTOR = "actor", "责任主体"
    NEGATION = "negation", "正反"
    CITATION = "citation", "引用"


class Direction(Vocabulary):
    """Which way a plan differs, in neutral words."""

    WEAKER = "weaker", "低于上级要求"
    STRICTER = "stricter", "高于上级要求"
    REFINED = "refined", "细化"
    CHANGED = "changed", "口径不一致"
    INFO = "info", "说明"


class Remedy(Vocabulary):
    """What is done to the words of a plan that differ."""

    REPLACE = "replace", "改为上级的写法"
    ADD = "add", "补上级所写"
    REMOVE = "remove", "删去所加"


class AddedClass(Vocabulary):
    """Classes of 本级新增内容."""

    REFINEMENT = "refinement", "本地细化"
    TASK = "task", "新增任务"
    REPORT = "report", "新增报表台账"
    ASSESSMENT = "assessment", "新增考核"
    EVIDENCE = "evidence", "新增留痕"


class Judgement(Vocabulary):
    """判定: what a person decided about the tool's verdict."""

    CONFIRM = "confirm", "确认"
    OVERRULE = "overrule", "改判"
    WAIVE = "waive", "不适用"


class Opinion(Vocabulary):
    """审核意见: what a reviewer says to the wording that the table proposes."""

    ADOPTED = "adopted", "采纳"
    REJECTED = "rejected", "不采纳"
    OPEN = "open", "待定"


class Keep(Vocabulary):
    """是否保留: what a reviewer says to an addition of the paper's own."""

    YES = "yes", "是"
    NO = "no", "否"
    OPEN = "open", "待定"


class DecisionSource(Vocabulary):
    """来源 of a decision."""

    PERSON = "person", "人"
    LOCALITY = "locality", "地区"


class Level(Vocabulary):
    """How grave a finding is."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    INFO = "info", "说明"


class Edit(Vocabulary):
    """What became of a sentence from one version of a paper to the next; a moved one reads the same elsewhere."""

    UNCHANGED = "unchanged", "未改"
    MOVED = "moved", "移动"
    CHANGED = "changed", "修改"
    ADDED = "added", "新增"
    DELETED = "deleted", "删除"


class Revision(Vocabulary):
    """What became of a duty from one edition of a directive to the next."""

    SAME = "same", "未变"
    CHANGED = "changed", "有改动"
    NEW = "new", "新增"
    WITHDRAWN = "withdrawn", "取消"


class Course(Vocabulary):
    """What became of a duty of the top paper on its way down the levels to the plan."""

    KEPT = "kept", "逐级落实"
    REGAINED = "regained", "下级补上"
    BELOW = "below", "低于上级要求"
    LOST = "lost", "已无此项"
    SETTLED = "settled", "另行了结"


class LedgerState(Vocabulary):
    """状态 of an item of the 督办台账. The program says at most 已完成待核: closing an item is a person's doing."""

    NOT_STARTED = "not_started", "未启动"
    UNDER_WAY = "under_way", "推进中"
    TO_VERIFY = "to_verify", "已完成待核"
    CLOSED = "closed", "已销号"
    OVERDUE = "overdue", "逾期"
    STANDING = "standing", "长期坚持"
    SUSPENDED = "suspended", "中止"


class LedgerPart(Vocabulary):
    """What a section of a report takes from the 督办台账."""

    SUMMARY = "summary", "总体情况"
    ITEMS = "items", "逐项落实"
    PROBLEMS = "problems", "存在问题"
    OPEN = "open", "尚未完成"


class FeedbackState(Vocabulary):
    """完成情况: what a unit says of its part."""

    NOT_STARTED = "not_started", "未启动"
    UNDER_WAY = "under_way", "推进中"
    DONE = "done", "已完成"
    STANDING = "standing", "长期坚持"


class UnitKind(Vocabulary):
    """Kinds of unit that answer for an item of the 督办台账."""

    TOWNSHIP = "township", "乡镇"
    INSTITUTION = "institution", "服务机构"
    OFFICE = "office", "股室"


class Alert(Vocabulary):
    """预警: the colour that only repeats what the cell says in words."""

    GREEN = "green", "绿"
    YELLOW = "yellow", "黄"
    RED = "red", "红"
