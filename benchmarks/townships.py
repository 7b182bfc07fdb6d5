"""Plans of many townships with known faults, in the formats and with the oddities in which they reach an office.

    python benchmarks/townships.py FOLDER [--count N]

Each plan is the composed paper on safety in care homes, made a township's own: about half of the duties in the
superior's own words, the rest in the library's, and some sentences of its own on villages and homes that nobody else
has. Into each two or three faults are put: one of `MUTATORS` in a sentence that carries a duty, the name of another
township, a passage copied from another township's plan. Then the paper is written as txt, docx or html with two
oddities. Nothing is random but by a fixed seed: the same number of plans gives the same bytes. Places are invented.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from random import Random

from mutants import case_of, told
from mutators import MUTATORS, Wanted, asked

from wenjian.cli.materials import load_materials
from wenjian.compose import compose
from wenjian.library import load_job
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import text_of
from wenjian.model.vocabulary import BlockKind, Role, Verdict
from wenjian.package import pack
from wenjian.reports.words import Tier, tier_of
from wenjian.shipped import builtin
from wenjian.text.segment import split_provisions

PARENT = builtin("samples") / "上级" / "示养安2026-3.yaml"
JOB = builtin("samples") / "拟稿单" / "鲁山县-养老机构安全.yaml"
SEED = 20260420
FOREIGN, COPIED = "他处名称", "照抄"
ACTOR, SUBJECT = "换主体", 4
"""Of the actors only the one at the head of a sentence is changed: who acts with others is less surely told."""
GOAL = "工作目标"
COUNTY = "宁溪县"
THINGS = "水库 采石场 集贸市场 老街 渡口 小学 粮站 果园 茶山 蔬菜基地 砖厂 铁路桥 隧道 加油站"
ACTS = "逐户走访 挂图作战 错时巡查 驻点值守 结对帮带 入户宣讲 夜间抽查 轮流坐班 登门提醒 现场教学"
OWN = (
    "{unit}现有养老机构{homes}家，分别在{v[0]}和{v[1]}，其中{v[0]}的一家紧邻{t[0]}，每月{day}日由包村干部{a[0]}。",
    "依托{unit}敬老院食堂，为{v[2]}、{v[3]}的留守老人代买菜蔬，{t[1]}旁的便民点同时登记独居老人的用火情况。",
    "{v[4]}道路狭窄、消防车难以通行，由村委会在{t[2]}一侧预留回车场地，每旬{a[1]}一次，{a[2]}后签字留底。",
    "把{t[3]}空置房屋改作应急安置点，储备棉被{beds}床、照明灯{lamps}盏，由{v[5]}治保主任{a[3]}并保管钥匙。",
)
"""Sentences of a township's own."""
FAULTS = 2
"""Duties of a plan in which something is put wrong."""
_FIRST = "石青北柳松云白金桃梅龙凤玉清长安永平新和"
_SECOND = "桥河山林溪岭沟湖塘坪川"


@dataclass(frozen=True)
class Fault:
    """One thing put wrong: its kind, and the duty that it touches («»: none), or the words that it left."""

    kind: str
    duty: str = ""
    words: str = ""
    wanted: Wanted = frozenset()


@dataclass(frozen=True)
class Para:
    """A paragraph of a plan: its level (1, 2 for headings, 0 for text), its number, its words, and what the words were
    before a fault was put in.
    """

    level: int
    label: str
    text: str
    before: str = ""


@dataclass(frozen=True)
class Plan:
    """A township's plan as it lies in the folder, with its faults and oddities; `plain` is it without oddities."""

    unit: str
    file: str
    data: bytes
    plain: str
    faults: tuple[Fault, ...]
    oddities: tuple[str, ...]


@dataclass(frozen=True)
class County:
    """A county's townships, the plans of most of them, and those of which none is there."""

    units: tuple[str, ...]
    plans: tuple[Plan, ...]
    missing: tuple[str, ...]

    @property
    def locality(self) -> str:
        """The county's yaml."""
        lines = [f"名称: {COUNTY}", f"机关: {COUNTY}民政局", "乡镇:"]
        return "\n".join([*lines, *(f"- 名称: {unit}\n  民政工作机构: {unit}民政所" for unit in self.units)]) + "\n"

    def write(self, folder: Path) -> Path:
        """Plans and locality below `folder`; the folder of the plans."""
        plans = folder / "各乡镇方案"
        plans.mkdir(parents=True, exist_ok=True)
        for plan in self.plans:
            (plans / plan.file).write_bytes(plan.data)
        (folder / "地区.yaml").write_text(self.locality, encoding="utf-8")
        return plans


@dataclass(frozen=True)
class _Base:
    directive: Directive
    blocks: tuple[tuple[int, str, str, tuple[str, ...]], ...]
    """Level, number, words, ids of duties."""


def main() -> None:
    options = argparse.ArgumentParser(description="写出一批带有已知差错的乡镇方案。")
    options.add_argument("folder", type=Path)
    options.add_argument("--count", type=int, default=20)
    given = options.parse_args()
    made = county(given.count)
    made.write(given.folder)
    for plan in made.plans:
        faults = "；".join(f"{one.kind}{one.duty}" for one in plan.faults)
        print(f"{plan.file}：{plan.unit}：{faults}：{'、'.join(plan.oddities)}")
    print(f"未报：{'、'.join(made.missing)}")


def county(count: int) -> County:
    """`count` plans, each of another township; every tenth township sends none."""
    names = [
        f"{first}{second}{'乡' if (i + j) % 5 == 4 else '镇'}"
        for j, second in enumerate(_SECOND)
        for i, first in enumerate(_FIRST)
    ]
    units = names[: count + count // 10]
    missing = tuple(units[5::11])[: count // 10]
    sending = [unit for unit in units if unit not in missing]
    chance = Random(SEED)
    own = {unit: _own_sentences(number, unit, chance) for number, unit in enumerate(sending)}
    kinds = list(MUTATORS)
    plans = []
    for number, unit in enumerate(sending):
        source = sending[number - 1] if number % 4 == 3 else ""
        foreign = sending[number - 2] if number % 4 == 1 and number > 2 else ""
        wished = [kinds[(FAULTS * number + at) % len(kinds)] for at in range(len(kinds))]
        paras, faults = _paper(unit, own[unit], wished, chance)
        if source:
            at = next(n for n, one in enumerate(paras) if one.text == own[unit][0])
            paras[at : at + len(own[unit])] = [Para(0, "", text) for text in own[source]]
            faults.append(Fault(COPIED, words=source))
        if foreign:
            at = next(n for n, one in enumerate(paras) if one.text == own[unit][1])
            paras[at] = Para(0, "", paras[at].text.replace(unit, foreign))
            faults.append(Fault(FOREIGN, words=foreign))
        plans.append(_written(number, unit, paras, tuple(faults), chance))
    return County(tuple(units), tuple(plans), missing)


# the paper


@cache
def base() -> _Base:
    """The composed paper: its headings and texts, with the duties that exactly one text carries wholly."""
    job, _ = load_job(JOB)
    materials, _ = load_materials(JOB, job, ())
    directive = materials.directives[0]
    plan = compose(job, materials).papers[0].document
    whole = case_of(directive, plan, materials.locality).whole
    clean = {
        one.id
        for one in whole.values()
        if one.verdict is Verdict.COVERED and all(tier_of(each) is Tier.NOTE for each in one.deviations)
    }
    ids = {directive.ref(duty): duty.id for duty in directive.duties}
    blocks = []
    for paper, block in plan.walk():
        if paper.role is Role.ENCLOSED and block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}:
            duties = tuple(ids[ref] for ref in block.duties if ids.get(ref) in clean)
            level = block.level if block.kind is BlockKind.HEADING else 0
            blocks.append((level, block.label, block.lead + text_of(block.spans), duties))
    return _Base(directive, tuple(blocks))


def _local(text: str, unit: str) -> str:
    """Words of the county's paper in the township's mouth."""
    text = text.replace("各乡镇（街道）民政所", f"{unit}民政所").replace("鲁山县", COUNTY)
    return text.replace("全县", f"全{unit[-1]}").replace("养老服务股", "镇民政所")


def _paper(unit: str, own: Sequence[str], kinds: Sequence[str], chance: Random) -> tuple[list[Para], list[Fault]]:
    paper = base()
    by_id = {duty.id: duty for duty in paper.directive.duties}
    carried = [duty for _, _, _, duties in paper.blocks for duty in duties]
    single = {duty for duty in carried if carried.count(duty) == 1}
    paras: list[Para] = []
    spots: list[tuple[int, Duty]] = []
    said_twice = next(at for at, block in enumerate(paper.blocks) if block[2] == GOAL) + 1
    for place, (level, label, text, duties) in enumerate(paper.blocks):
        if place == said_twice:
            paras.append(Para(0, "", f"全{unit[-1]}养老机构安全形势保持平稳。"))
            continue
        quoted = bool(duties) and set(duties) <= single and chance.random() < 0.5
        words = "".join(by_id[duty].text for duty in duties) if quoted else text
        if not quoted and not level and (lead := re.match("[^。]{2,12}。", text)) and label:
            words = lead[0] + text[lead.end() :]
        if len(duties) == 1 and duties[0] in single:
            spots.append((len(paras), by_id[duties[0]]))
        paras.append(Para(level, label, _local(words, unit)))
    faults: list[Fault] = []
    for kind in kinds:
        fault = _put_in(paras, spots, kind, chance) if len(faults) < FAULTS else None
        if fault:
            faults.append(fault)
            spots = [spot for spot in spots if spot[1].id != fault.duty]
    at = next(n for n, one in enumerate(paras) if one.level == 1 and "保障" in one.text)
    paras[at + 1 : at + 1] = [Para(0, "", text) for text in own]
    return _renumbered(paras), faults


def _renumbered(paras: Sequence[Para]) -> list[Para]:
    """The paragraphs counted anew where one is left out."""
    found: list[Para] = []
    count = 0
    for one in paras:
        count = 0 if one.level else count
        if not one.level and re.fullmatch(r"\d+[.]", one.label):
            count += bool(one.text)
            found.append(replace(one, label=f"{max(count, 1)}."))
        else:
            found.append(one)
    return found


def _put_in(paras: list[Para], spots: Sequence[tuple[int, Duty]], kind: str, chance: Random) -> Fault | None:
    """One fault of the kind in one of the spots, the spots tried in a random order; None where the kind fits none."""
    for at, duty in chance.sample(spots, len(spots)):
        text = paras[at].text
        sentences = [one for one in split_provisions(text) if any(asked(one, duty))]
        if kind == "删去":
            paras[at] = Para(0, paras[at].label, "", text)
            return Fault(kind, duty.id)
        for sentence in sorted(sentences, key=lambda one: -told(one, duty))[:1]:
            mutants = [mutant for mutant in MUTATORS[kind](sentence, duty) if sentence in text]
            if kind == ACTOR:
                mutants = [mutant for mutant in mutants if mutant[0][:SUBJECT] != sentence[:SUBJECT]]
            if mutants:
                words, wanted = chance.choice(mutants)
                paras[at] = replace(paras[at], text=text.replace(sentence, words), before=text)
                return Fault(kind, duty.id, wanted=wanted)
    return None


def _own_sentences(number: int, unit: str, chance: Random) -> list[str]:
    """Four sentences that nobody else has."""
    villages = [f"{chance.choice('上下东西南北前后大小')}{chance.choice('沟湾坡岭店庄寨营铺')}村" for _ in range(6)]
    things = chance.sample(THINGS.split(), 4)
    acts = chance.sample(ACTS.split(), 4)
    days = chance.sample(range(3, 29), 4)
    given = {"unit": unit, "homes": number % 4 + 1, "beds": days[1] * 3, "lamps": days[2], "day": days[0]}
    return [one.format(v=villages, t=things, a=acts, **given) for one in OWN]


# formats and oddities

Lines = list[Para]
_HALF = str.maketrans("，。；：（）！？", ",.;:()!?")


def _half_width(lines: Lines, _chance: Random) -> Lines:
    return [one if one.level else replace(one, text=one.text.translate(_HALF), before=one.before) for one in lines]


def _spaced(lines: Lines, chance: Random) -> Lines:
    """Spaces within words and between a number and its words, as they are left over from tables and mails."""

    def loose(text: str) -> str:
        at = sorted(chance.sample(range(1, max(len(text) - 1, 2)), min(len(text) // 25 + 1, max(len(text) - 2, 1))))
        return "".join(char + (" " if n + 1 in at else "") for n, char in enumerate(text))

    return [replace(one, text=loose(one.text)) if len(one.text) > 30 else one for one in lines]


def _glued(lines: Lines, _chance: Random) -> Lines:
    """A heading of the first level and the one under it on one line; headings with their text behind a stop."""
    glued: Lines = []
    for one in lines:
        last = glued[-1] if glued else None
        if last and last.level == 1 and one.level == 2 and not last.text.count("（"):
            glued[-1] = Para(1, last.label, f"{last.text}{one.label}{one.text}")
        elif last and last.level == 2 and one.level == 0 and not one.label and not one.before:
            glued[-1] = Para(0, last.label, f"{last.text.rstrip('。')}。{one.text}")
        else:
            glued.append(one)
    return glued


def _unsigned(lines: Lines, _chance: Random) -> Lines:
    return [one for one in lines if one.label not in {"署名", "日期"}]


def _covered(lines: Lines, _chance: Random) -> Lines:
    """A letter in front of the plan: two papers in one file."""
    unit = next(one.text for one in lines if one.label == "署名")
    title = next(one.text for one in lines if one.label == "标题")
    cover = [
        Para(0, "标题", f"{unit}关于报送养老机构安全管理实施方案的函"),
        Para(0, "主送", f"{COUNTY}民政局："),
        Para(0, "", f"按照要求，我镇制定了《{title}》，现予报送，请审阅。"),
        Para(0, "署名", unit),
        Para(0, "日期", "2026年5月8日"),
    ]
    return [*cover, *lines]


GENERAL: dict[str, Callable[[Lines, Random], Lines]] = {
    "半角标点": _half_width,
    "多余空格": _spaced,
    "标题连排": _glued,
    "缺署名": _unsigned,
    "两份公文": _covered,
}
"""What can be odd in a file of any format."""


def _line(one: Para) -> str:
    if not one.text:
        return ""
    return one.text if one.label in {"标题", "主送", "署名", "日期"} else f"{one.label}{one.text}"


def _plain(lines: Lines) -> str:
    return "\n".join(_line(one) for one in lines if one.text) + "\n"


def _wrapped(lines: Lines, width: int = 34) -> list[str]:
    found: list[str] = []
    for one in lines:
        text = _line(one)
        indent = "" if one.label in {"标题", "主送"} else "　　"
        whole = indent + text
        found += [whole[at : at + width] for at in range(0, len(whole), width)] if text else []
    return found


def _txt_gbk(lines: Lines) -> bytes:
    return _plain(lines).encode("gb18030")


def _txt_wrapped(lines: Lines) -> bytes:
    return ("\r\n".join(_wrapped(lines)) + "\r\n").encode()


def _txt_pages(lines: Lines) -> bytes:
    """Lines as they print, with a page number at the foot of each page, wherever a sentence stands."""
    printed = _wrapped(lines, 28)
    pages = [printed[at : at + 22] for at in range(0, len(printed), 22)]
    return "\n".join("\n".join([*page, "", f"— {number} —", ""]) for number, page in enumerate(pages, 1)).encode()


def _docx(lines: Lines, *, numbered: bool = False, tracked: bool = False, broken: bool = False) -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    changed = 'w:id="{0}" w:author="甲（虚构）" w:date="2026-04-01T00:00:00Z"'

    def run(text: str, tag: str = "t") -> str:
        if broken and tag == "t" and len(text) > 60:
            cut = next((match.end() for match in re.finditer("[。.](?!\\d)", text) if match.end() > 30), 0)
            if not cut:
                return run_of(text)
            return f"{run_of(text[:cut])}<w:r><w:br/></w:r>{run_of(text[cut:])}"
        return run_of(text, tag)

    def run_of(text: str, tag: str = "t") -> str:
        return f'<w:r><w:{tag} xml:space="preserve">{escape(text, quote=False)}</w:{tag}></w:r>'

    body = []
    for number, one in enumerate(lines):
        if not one.text and not (tracked and one.before):
            continue
        properties, text = "", _line(one)
        if numbered and one.level and one.label:
            properties, text = (
                f'<w:pPr><w:numPr><w:ilvl w:val="{one.level - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr>',
                one.text,
            )
        if tracked and one.before:
            new = f"<w:ins {changed.format(2 * number + 1)}>{run(text)}</w:ins>" if one.text else ""
            old = f"{one.label}{one.before}"
            inside = f"<w:del {changed.format(2 * number)}>{run_of(old, 'delText')}</w:del>{new}"
        else:
            inside = run(text)
        body.append(f"<w:p>{properties}{inside}</w:p>")
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for at, words in enumerate(("%1、", "（%2）"))
    )
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    packages = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{kinds}.numbering+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {w}><w:body>{''.join(body)}</w:body></w:document>",
        "word/numbering.xml": f'<w:numbering {w}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{office}/numbering" Target="numbering.xml"/></Relationships>',
    }
    return pack({name: text.encode() for name, text in parts.items()})


def _html(lines: Lines, *, breaks: bool = False, gbk: bool = False) -> bytes:
    title = next(one.text for one in lines if one.label == "标题")
    shown = [f"　　{escape(_line(one))}" for one in lines if one.text]
    body = "<br>\n".join(shown) if breaks else "\n".join(f"<p>{text}</p>" for text in shown)
    head = f'<meta charset="{"gb2312" if gbk else "utf-8"}"><title>{escape(title)}_{COUNTY}政府网</title>'
    page = f"""<!DOCTYPE html><html><head>{head}</head>
<body><div class="top"><a href="#">首页</a> | <a href="#">政务公开</a> | <a href="#">办事服务</a></div>
<div class="path">当前位置：<a href="#">首页</a> &gt; <a href="#">乡镇文件</a></div>
<div class="info">发布时间：2026-05-12 来源：{COUNTY}民政局 浏览次数：35 <a href="#">打印</a> <a href="#">关闭</a></div>
<div class="content">{body}</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="links">上一篇：<a href="#">关于春季植树的通知</a> 下一篇：<a href="#">关于收听收看会议的通知</a></div>
<div class="foot">主办：{COUNTY}人民政府 承办：政务服务中心 备案号：00000000</div></body></html>"""
    return page.encode("gb18030" if gbk else "utf-8")


FORMATS: tuple[tuple[str, dict[str, Callable[[Lines], bytes]]], ...] = (
    (".txt", {"GBK编码": _txt_gbk, "定宽折行": _txt_wrapped, "分页断行": _txt_pages}),
    (
        ".docx",
        {
            "自动编号": lambda lines: _docx(lines, numbered=True),
            "修订": lambda lines: _docx(lines, tracked=True),
            "段内换行": lambda lines: _docx(lines, broken=True),
        },
    ),
    (
        ".html",
        {
            "网站栏目": _html,
            "br分段": lambda lines: _html(lines, breaks=True),
            "网页GBK": lambda lines: _html(lines, gbk=True),
        },
    ),
)
"""Suffix → what can be odd in a file of that format."""


def _written(number: int, unit: str, paras: Sequence[Para], faults: tuple[Fault, ...], chance: Random) -> Plan:
    government = f"{unit}人民政府"
    general = list(GENERAL)[(number + number // 15) % len(GENERAL)]
    unnamed = general == "缺署名" and number % 2 and all(one.kind != COPIED for one in faults)
    lines = [
        Para(0, "标题", f"{'' if unnamed else unit}养老机构安全管理实施方案"),
        *paras,
        Para(0, "署名", government),
        Para(0, "日期", f"2026年5月{number % 28 + 1}日"),
    ]
    suffix, special = FORMATS[number % len(FORMATS)]
    other = list(special)[number // len(FORMATS) % len(special)]
    data = special[other](GENERAL[general](list(lines), chance))
    file = f"{number + 1:03d}{suffix}" if number % 2 else f"{number + 1:03d}-{unit}{suffix}"
    return Plan(unit, file, data, _plain(lines), faults, (general, other))


if __name__ == "__main__":
    main()
