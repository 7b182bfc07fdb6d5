"""RULES: every rule of `wenjian lint`, one line each. `docs/rules.md` is generated from this table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from wenjian.lint import attachments, cited, elements, genres, looks, page, signs, tripwires, wording
from wenjian.lint.authority import check_authority, mentions_consent
from wenjian.lint.corrections import CORRECTORS
from wenjian.lint.dates import check_dates
from wenjian.lint.draft import NO_PARENTS, Check, Draft
from wenjian.lint.last_year import check_last_year
from wenjian.lint.length import check_length
from wenjian.lint.people import check_people
from wenjian.lint.phrases import check_phrases
from wenjian.lint.places import check_places
from wenjian.lint.progress import check_progress
from wenjian.lint.replaced import check_replaced
from wenjian.model.catalogue import CATALOGUE
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Authority, Level
from wenjian.structure.parts import Part

SOURCES = ("条例", "国标", "规定", "惯例")
"""Source levels: the 条例 of 2012; a national standard; another rule of the Party or the State; practice."""

ON, OFF = True, False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the code of its findings, its name, what finds them, and whether it runs unless it is turned off.

    Severity, source level and clause stand with the code in the catalogue. A rule on `looks` needs a docx.
    """

    code: str
    name: str
    check: Check
    default: bool
    looks: bool = False

    @property
    def level(self) -> Level:
        return CATALOGUE[self.code].level

    @property
    def source(self) -> str:
        """条例, 国标, 规定 or 惯例."""
        return next(source for source in SOURCES if CATALOGUE[self.code].basis.startswith(source))

    @property
    def clause(self) -> str:
        return CATALOGUE[self.code].basis.removeprefix(self.source).lstrip("：")

    @property
    def mends(self) -> bool:
        """Whether `--fix` repairs what it finds."""
        return self.code in CORRECTORS


def _noted(code: str) -> Check:
    """A fault that was found when the paper was read; a working table has no elements to lack."""
    return lambda draft: (finding for finding in draft.document.findings if finding.code == code and draft.is_paper)


def _of(code: str, check: Callable[[Draft], Iterable[Finding]]) -> Check:
    """The findings of one code of a check that has several."""
    return lambda draft: (finding for finding in check(draft) if finding.code == code)


def _authority(draft: Draft) -> tuple[Finding, ...]:
    """By the authority that was given; a paper that says that the government consented goes out with its consent."""
    authority = draft.authority
    if authority is Authority.BUREAU and any(mentions_consent(line.text) for line in draft.part(Part.TEXT)):
        authority = Authority.APPROVED
    return check_authority(draft.document, authority, draft.locality)


def _places(draft: Draft) -> tuple[Finding, ...]:
    """Places that are not the locality's; without one, a title of another place than the signature."""
    found = check_places(draft.document, NO_PARENTS, draft.counties, draft.locality)
    return found if draft.locality else tuple(one for one in found if one.place.label == Part.TITLE.value)


def _people(draft: Draft) -> tuple[Finding, ...]:
    return check_people(draft.document, NO_PARENTS, draft.locality) if draft.locality else ()


def _progress(draft: Draft) -> tuple[Finding, ...]:
    return check_progress(draft.document, draft.ledger, draft.directives, draft.ours) if draft.ledger else ()


def _mends(code: str, name: str) -> Rule:
    return Rule(code, name, signs.mendable(code), ON)


RULES: tuple[Rule, ...] = (
    # 公文要素
    Rule("WJ120", "没有标题", _noted("WJ120"), ON),
    Rule("WJ121", "标题没有文种", _noted("WJ121"), ON),
    Rule("WJ122", "标题不完整", _noted("WJ122"), ON),
    Rule("WJ987", "标题过长", _noted("WJ987"), ON),
    Rule("WJ123", "没有署名和日期", _noted("WJ123"), ON),
    Rule("WJ124", "没有署名", _noted("WJ124"), ON),
    _mends("WJ701", "发文字号"),
    Rule("WJ720", "发文字号的位置", elements.check_number_place, ON),
    _mends("WJ702", "引用文号的括号"),
    _mends("WJ703", "成文日期写法"),
    Rule("WJ704", "不存在的日期", elements.check_impossible_days, ON),
    Rule("WJ705", "星期不符", elements.check_weekdays, ON),
    Rule("WJ525", "印发日期早于成文日期", elements.check_printed_date, ON),
    _mends("WJ706", "标题末尾标点"),
    Rule("WJ707", "标题中的标点", elements.check_title_signs, OFF),
    Rule("WJ708", "通知的通知", elements.check_title_twice, OFF),
    Rule("WJ716", "主送机关的冒号", elements.check_recipients, ON),
    Rule("WJ728", "没有主送机关", elements.check_no_recipients, ON),
    _mends("WJ717", "抄送机关的句号"),
    Rule("WJ718", "抄报", elements.check_copies_up, ON),
    Rule("WJ719", "主送又抄送", elements.check_named_twice, ON),
    Rule("WJ734", "机关写了两次", elements.check_repeated, ON),
    Rule("WJ730", "标志、标题与署名", elements.check_issuers, ON),
    Rule("WJ732", "发文字号的年份", elements.check_number_year, ON),
    Rule("WJ735", "上行文的签发人", elements.check_signer, ON),
    Rule("WJ736", "请示的联系人", elements.check_contact, ON),
    # 文种和行文
    Rule("WJ709", "不是法定文种", genres.check_kind, ON),
    Rule("WJ710", "文种混用", genres.check_mixed_kinds, ON),
    Rule("WJ711", "结束语与文种", genres.check_closing, ON),
    Rule("WJ712", "报告夹带请示", genres.check_asking_report, ON),
    Rule("WJ947", "漏报的任务（--ledger）", _of("WJ947", _progress), ON),
    Rule("WJ948", "报告的数字与台账（--ledger）", _of("WJ948", _progress), ON),
    Rule("WJ713", "多头主送", genres.check_many_superiors, ON),
    Rule("WJ714", "主送个人", genres.check_persons, ON),
    Rule("WJ715", "上行文抄送下级", genres.check_copies_below, ON),
    Rule("WJ737", "函里下命令", genres.check_ordering_letter, ON),
    Rule("WJ551", "向下级政府提要求", _of("WJ551", _authority), ON),
    Rule("WJ552", "向同级部门提要求", _of("WJ552", _authority), ON),
    Rule("WJ553", "没有注明经政府同意", _of("WJ553", _authority), ON),
    Rule("WJ554", "名义与正文不符", _of("WJ554", _authority), ON),
    # 附件
    Rule("WJ139", "附件数目", _noted("WJ139"), ON),
    Rule("WJ721", "附件名称不一致", attachments.check_names, ON),
    Rule("WJ722", "没有附件说明", _of("WJ722", attachments.check_mentions), ON),
    Rule("WJ729", "附件没有列入附件说明", attachments.check_unlisted, ON),
    _mends("WJ723", "附件说明的标点"),
    Rule("WJ727", "附件说明没有名称", attachments.check_nameless, ON),
    Rule("WJ724", "附件说明的书名号", attachments.check_title_marks, OFF),
    _mends("WJ725", "附件标识的冒号"),
    Rule("WJ726", "附件序号", _of("WJ726", attachments.check_mentions), ON),
    # 层次
    Rule("WJ125", "层次序数不连续", _noted("WJ125"), ON),
    Rule("WJ137", "层次跳级", elements.check_levels, OFF),
    _mends("WJ731", "层次序数的标点"),
    # 标点和数字
    Rule("WJ741", "括号引号不成对", signs.check_pairs, ON),
    _mends("WJ742", "半角标点"),
    _mends("WJ743", "直引号"),
    _mends("WJ744", "标点重复"),
    _mends("WJ745", "省略号"),
    Rule("WJ746", "省略号和等", signs.check_ellipsis_etc, ON),
    _mends("WJ747", "破折号"),
    _mends("WJ748", "连接号"),
    _mends("WJ749", "百分号"),
    Rule("WJ750", "引号之间的顿号", signs.check_rank, ON),
    _mends("WJ751", "等前的顿号"),
    Rule("WJ752", "概数的顿号", signs.check_about, ON),
    _mends("WJ753", "书名号套用"),
    Rule("WJ754", "多余的空格", signs.check_gaps, ON),
    _mends("WJ755", "全角数字"),
    _mends("WJ756", "年份的〇"),
    _mends("WJ767", "正文中的日期"),
    _mends("WJ770", "百分号的写法"),
    Rule("WJ768", "约数重复", signs.check_about_twice, ON),
    Rule("WJ769", "减少用倍", signs.check_fewer_times, ON),
    Rule("WJ757", "年份简写", signs.check_short_years, ON),
    Rule("WJ758", "万亿不跨", signs.check_myriads, OFF),
    Rule("WJ759", "段末标点", signs.check_stops, ON),
    Rule("WJ996", "段末的逗号", signs.check_open_ends, ON),
    # 文字
    Rule("WJ126", "重复的段落", _noted("WJ126"), ON),
    Rule("WJ136", "无法显示的字", _noted("WJ136"), ON),
    Rule("WJ138", "阶段日期不全", _noted("WJ138"), ON),
    Rule("WJ761", "疑似错字", wording.check_slips, ON),
    Rule("WJ762", "疑似重复", wording.check_doubled_words, ON),
    Rule("WJ763", "停用的法规标准", wording.check_withdrawn, ON),
    Rule("WJ564", "旧称", lambda draft: check_replaced(draft.document, NO_PARENTS, draft.replaced), ON),
    Rule("WJ572", "不在用的提法", check_phrases, ON),
    Rule("WJ311", "引用版本不一致", _of("WJ311", cited.check_cited), ON),
    Rule("WJ313", "引用文号不一致", _of("WJ313", cited.check_cited), ON),
    Rule("WJ733", "引用的文件在后", cited.check_cited_later, ON),
    Rule("WJ561", "时限早于成文日期", lambda draft: check_dates(draft.document, NO_PARENTS), ON),
    Rule("WJ562", "往年的年份", lambda draft: check_last_year(draft.document, NO_PARENTS), ON),
    Rule("WJ565", "机构信息没有的人和股室", _people, ON),
    Rule("WJ566", "外地地名", _places, ON),
    Rule("WJ764", "相对时间", signs.check_relative, OFF),
    Rule("WJ765", "GB 2312以外的字", wording.check_letters, ON),
    Rule("WJ522", "正文字数", lambda draft: check_length(draft.document, draft.whole), ON),
    Rule("WJ766", "报送台账考核留痕", tripwires.check_burdens, OFF),
    # 印发前要另办的
    Rule("WJ771", "疑属规范性文件", tripwires.check_binding_rules, ON),
    Rule("WJ772", "个人信息", tripwires.check_personal_data, ON),
    # 版式
    Rule("WJ801", "纸张", page.check_paper_size, ON, looks=True),
    Rule("WJ802", "页边距", page.check_margins, ON, looks=True),
    Rule("WJ803", "每页行数", page.check_lines, ON, looks=True),
    Rule("WJ836", "行距不固定", page.check_fixed_pitch, OFF, looks=True),
    Rule("WJ804", "每行字数", page.check_characters, OFF, looks=True),
    Rule("WJ805", "正文字体", looks.check_body_font, ON, looks=True),
    Rule("WJ806", "正文字号", looks.check_body_size, ON, looks=True),
    Rule("WJ807", "标题字体", looks.check_title_font, ON, looks=True),
    Rule("WJ808", "标题字号", looks.check_title_size, ON, looks=True),
    Rule("WJ809", "标题居中", looks.centred("WJ809", Part.TITLE), ON, looks=True),
    Rule("WJ810", "第一层标题字体", looks.heading_font("WJ810", (1,), "hei"), ON, looks=True),
    Rule("WJ811", "第二层标题字体", looks.heading_font("WJ811", (2,), "kai"), ON, looks=True),
    Rule("WJ812", "第三、四层标题字体", looks.heading_font("WJ812", (3, 4), "fang"), ON, looks=True),
    Rule("WJ813", "加粗", looks.check_bold, OFF, looks=True),
    Rule("WJ814", "首行缩进", looks.check_indents, ON, looks=True),
    Rule("WJ815", "主送机关顶格", looks.indented("WJ815", Part.RECIPIENT, 0), ON, looks=True),
    Rule("WJ816", "发文字号居中", looks.centred("WJ816", Part.NUMBER), ON, looks=True),
    Rule("WJ817", "发文机关标志居中", looks.centred("WJ817", Part.MARK), ON, looks=True),
    Rule("WJ818", "发文机关标志颜色", looks.check_mark_colour, ON, looks=True),
    Rule("WJ833", "红色分隔线", looks.check_red_rule, ON, looks=True),
    Rule("WJ834", "紧急程度字体", looks.check_urgency_font, ON, looks=True),
    Rule("WJ835", "签发人字体", looks.check_signer_font, ON, looks=True),
    Rule("WJ819", "没有页码", page.check_folio, ON, looks=True),
    Rule("WJ820", "页码的一字线", page.check_folio_dashes, ON, looks=True),
    Rule("WJ821", "页码字体", page.check_folio_font, ON, looks=True),
    Rule("WJ822", "页码单双页", page.check_folio_sides, OFF, looks=True),
    Rule("WJ823", "成文日期位置", looks.check_date_place, ON, looks=True),
    Rule("WJ824", "版记字号", looks.check_record_size, ON, looks=True),
    Rule("WJ825", "附件标识字体", looks.check_label_font, ON, looks=True),
    Rule("WJ826", "附件标识顶格", looks.indented("WJ826", Part.ATTACHMENT_LABEL, 0), ON, looks=True),
    Rule("WJ827", "附件另起一页", looks.check_label_page, ON, looks=True),
    Rule("WJ828", "附件说明缩进", looks.indented("WJ828", Part.ATTACHMENT_LIST, 2, "附"), ON, looks=True),
    Rule("WJ829", "附注缩进", looks.indented("WJ829", Part.NOTE, 2, "（("), ON, looks=True),
    Rule("WJ830", "文字颜色", looks.check_colours, ON, looks=True),
    Rule("WJ831", "段前段后间距", looks.check_spaces, ON, looks=True),
    Rule("WJ832", "标点的西文字体", looks.check_latin_signs, OFF, looks=True),
)

BY_NAME = {key: rule for rule in RULES for key in (rule.code, rule.name)}
"""Code or name → rule."""


def chosen(enabled: Collection[str] = (), disabled: Collection[str] = ()) -> frozenset[str]:
    """The codes of the rules that run: those on by default and those `enabled`, without those `disabled`; each given by
    code or name.
    """
    on = {rule.code for rule in RULES if rule.default} | {BY_NAME[one].code for one in enabled}
    return frozenset(on - {BY_NAME[one].code for one in disabled})


def lint(draft: Draft, codes: frozenset[str] | None = None) -> tuple[Finding, ...]:
    """What the rules `codes` (those on by default) find: errors first, then warnings, then notes, each in the order of
    the table.
    """
    wanted = chosen() if codes is None else codes
    findings = list(_found(draft, wanted))
    order = list(Level)
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: order.index(finding.level)))


def _found(draft: Draft, codes: frozenset[str]) -> Iterator[Finding]:
    for rule in RULES:
        if rule.code in codes and (draft.appearance is not None or not rule.looks):
            yield from rule.check(draft)
