"""Clauses, the thesaurus, outlines and the library of them: what an office reuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wenjian.model.finding import Finding, Place
from wenjian.model.record import Record, Text, Texts, YesNo, key, table
from wenjian.model.vocabulary import Authority, Competence, Form, Genre, LedgerPart


class Parameter(Record):
    """A slot of a clause: what it means, and its default."""

    name: str = key("名称")
    meaning: Text = key("说明", "")
    default: Text = key("默认", "")


class Applicability(Record):
    """Where a clause applies; an empty list asks nothing. All that is given must hold."""

    institutions: Texts = key("机构", (), "本地须有其中一类服务机构")
    levels: Texts = key("层级", (), "省级、市级、县级、乡级")
    gradings: dict[str, Texts] = table("分级", "分级名称: 允许的取值")
    authorities: tuple[Authority, ...] = key("行文名义", ())


class Validity(Record):
    """有效期: dates as YYYY-MM-DD; an empty end is open."""

    start: Text = key("启用", "")
    end: Text = key("停用", "")


class Variant(Record):
    """Another wording of a clause for some places; the first that applies is used."""

    applies: Applicability = key("适用")
    text: str = key("正文")
    standard: Text = key("完成标准", "", "这种写法的完成标准；不写的，表里写全文")


class CheckItem(Record):
    """检查项: one row of a 检查表 that shows whether the clause is carried out."""

    item: str = key("检查项目")
    standard: str = key("检查内容及标准")
    basis: Text = key("检查依据", "")
    method: Text = key("检查方法", "")


class Claim(Record):
    """承接: a duty the clause says it fulfils. A hint for choosing, never proof."""

    duty: str = key("任务", note="上级文件编号#任务编号，如“国发明电〔2020〕6号#D012”")


class Clause(Record):
    """条款: reusable obligation text, literal but for slots `{{ 参数名 }}`."""

    id: str = key("编号", note="主题.名称，如“养老.出入管理”")
    revision: Text = key("版次", "1.0")
    themes: Texts = key("主题", ())
    lead: Text = key("小标题", "", "段首标题，不带句号")
    text: str = key("正文")
    parameters: tuple[Parameter, ...] = key("参数", ())
    variants: tuple[Variant, ...] = key("变体", ())
    applies: Applicability = key("适用", Applicability())
    validity: Validity = key("有效期", Validity())
    competence: Competence = key("归口", Competence.OWN, "条款写给谁的任务")
    organ: Text = key("主责", "", "牵头股室的职责关键词，如“养老服务”")
    assisting: Texts = key("配合", (), "配合单位的职责关键词或部门")
    deadline: Text = key("完成时限", "", "如“长期坚持”“2026年6月底前”")
    task: Text = key("重点任务", "", "任务分解表中的任务名")
    standard: Text = key(
        "完成标准", "", "一句话写数量、频次、程度；任务分解表附在写有全文的文稿后面时写它，不写的照抄全文"
    )
    basis: Texts = key("依据", (), "法律、法规、文件的名称和文号，如“社会救助暂行办法（国务院令第649号）”")
    claims: tuple[Claim, ...] = key("承接", ())
    checks: tuple[CheckItem, ...] = key("检查项", ())

    @property
    def ref(self) -> str:
        return f"{self.id}@{self.revision}"


class AddedClaim(Record):
    """补充承接: a duty that a clause of a farther layer carries too, so that the clause itself need not be copied."""

    clause: str = key("条款", note="条款编号")
    duty: str = key("任务", note="上级文件编号#任务编号")


class ClauseFile(Record):
    """A file of clauses. What it 停用 are clauses of the farther layers."""

    clauses: tuple[Clause, ...] = key("条款", ())
    withdrawn: Texts = key("停用条款", (), "不再用的上级条款的编号")
    claims: tuple[AddedClaim, ...] = key("补充承接", ())


class TermEntry(Record):
    """术语: a word of the trade, its synonyms, and the broader terms it falls under."""

    term: str = key("词")
    synonyms: Texts = key("同义", ())
    broader: Texts = key("上位", ())


class SubjectEntry(Record):
    """主题词: the words by which one knows that a paper is on a 主题 of clauses; general 主题 have none."""

    theme: str = key("主题")
    words: Texts = key("词", note="标题、所在标题、原文里一个都没有的任务，不按相近选用这个主题的条款")


class Thesaurus(Record):
    """The synonyms and broader terms, as versioned data, and the words that tell of a 主题."""

    version: str = key("版本")
    terms: tuple[TermEntry, ...] = key("术语")
    subjects: tuple[SubjectEntry, ...] = key("主题词", ())

    def __hash__(self) -> int:
        """Without the words: what was made ready for a thesaurus is looked up with every paper."""
        return hash((self.version, len(self.terms)))


class ReplacedWord(Record):
    """旧称: a term, an organ or a law of former days, and what is written in its place since a day (YYYY-MM-DD).

    A law is looked for as the title in 《》. Where one of `unless` stands in the same clause, the word is right.
    """

    word: str = key("词")
    now: str = key("现用")
    since: str = key("自", note="从哪一天起不再这样写，如“2019-04-01”")
    is_law: YesNo = key("法规", False, "是法律、法规、文件的名称，只在书名号里查")
    unless: Texts = key("除外", (), "同一分句里有这些词时不提醒")
    basis: Text = key("依据", "")


class ReplacedFile(Record):
    """旧称.yaml: a later layer of the library adds words and replaces those that it holds."""

    version: str = key("版本")
    words: tuple[ReplacedWord, ...] = key("旧称")


class Province(Record):
    """省份: the names of its counties, districts, county-level cities and banners, in one text parted by blanks."""

    name: str = key("省")
    counties: str = key("名称")
    former: Text = key("曾用", "")
    short: Text = key("简称", "", "自治县、自治旗习惯的叫法，如“民和县”")


class CountyFile(Record):
    """县级区划.yaml; a later layer of the library adds names."""

    version: str = key("版本")
    provinces: tuple[Province, ...] = key("省份")


class Phrase(Record):
    """提法: words of higher papers, kept by the office and printed as they stand where a text asks for `{{ 名称 }}`."""

    name: str = key("名称", note="提纲、条款里写 {{ 名称 }} 的地方用它")
    text: str = key("提法")
    start: Text = key("启用日期", "", "YYYY-MM-DD")
    end: Text = key("停用日期", "", "YYYY-MM-DD，这一天还可以用")
    source: Text = key("出处", "", "文件名称、文号，或会议")


class PhraseFile(Record):
    """提法库.yaml or 提法库.xlsx: a later layer of the library adds entries and replaces those of the same name."""

    phrases: tuple[Phrase, ...] = key("提法库")


class Section(Record):
    """A section of an outline. `lead_in` is literal text with slots before the clauses; clauses are chosen by id, by
    theme (theme after theme, as listed), or (`duties: 是`) are those that fulfil the duties which the outline's other
    sections did not take.
    """

    heading: Text = key("标题", "")
    lead_in: Texts = key("引文", ())
    clauses: Texts = key("条款", ())
    themes: Texts = key("主题", ())
    duties: YesNo = key("承接任务", False)
    checks: YesNo = key("有检查项", False, "选属于拟稿单“主题”、有检查项的条款")
    ledger: LedgerPart | None = key("台账", None, "报告：总体情况、逐项落实、存在问题、尚未完成，由督办台账写出")
    enumerated: YesNo = key("段内分项", False, "一是、二是")
    run_in: YesNo = key("标题接排", False, "标题后接写正文，如“（三）严格管理。各机构要……”")
    responsibility: Text = key(
        "责任分工", "", "写在本节末尾；{{ 股室分工 }} 写出本节条款由哪个股室牵头、哪些配合，{{ 主责股室 }} 只列名称"
    )
    sections: tuple[Section, ...] = key("小节", ())


class Outline(Record):
    """提纲: the skeleton of one kind of document."""

    name: str = key("名称")
    genre: Genre = key("文种")
    title: Text = key("标题", "")
    layout: Text = key("版式", "", "空则按文种")
    form: Form = key("表式", Form.INSPECTION, "检查表：检查、自查")
    opening: Texts = key("开头", ())
    sections: tuple[Section, ...] = key("章节", ())
    closing: Texts = key("结尾", ())
    parameters: dict[str, str] = table("参数", "提纲自带的参数默认值")


@dataclass(frozen=True, slots=True)
class Stage:
    """What one layer of the library makes of a clause: its own wording, or None where it withdraws it."""

    layer: str
    place: Place
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Library:
    """条款库: the clauses of all layers, the nearest winning, and the merged thesaurus.

    `origins` maps a clause id to the place (file, line) that won; `stages` maps the id of every clause, withdrawn ones
    too, to what each layer made of it, the farthest first.
    """

    clauses: tuple[Clause, ...] = ()
    thesaurus: Thesaurus = field(default_factory=lambda: Thesaurus(version="", terms=()))
    origins: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    stages: Mapping[str, tuple[Stage, ...]] = field(default_factory=dict)
    phrases: tuple[Phrase, ...] = ()

    def clause(self, name: str) -> Clause | None:
        """The clause with this id."""
        return next((clause for clause in self.clauses if clause.id == name), None)
