"""Breaking a title into lines by sense (GB/T 9704-2012 7.3.1: whole words, well-balanced, trapezoid or lozenge)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from string import ascii_letters

from wenjian.layout.geometry import characters
from wenjian.text import patterns as re
from wenjian.text.words import word_lengths

LINE_WIDTH = 20
"""Characters of 2号 on a line of the type area, as offices set them (442 pt / 22 pt)."""

MOST_LINES = 6
"""Lines that a title is broken into by sense. A longer one is no title, but text taken for one (WJ987), and is cut
where its lines are full.
"""

BLANK = "\u3000"
"""What parts the organs of a title that several issue together; a line may break there."""

ANOTHER_LINE = 6.0
"""What a line more than need be costs; nothing that costs as little can be bettered by it."""

_SOLID = re.compile(
    r"《[^《》]{1,18}》|〈[^〈〉]{1,18}〉|“[^“”]{1,16}”|（[^（）]{1,16}）|〔[^〔〕]*〕"
    r"|\d+年\d+月(?:\d+日)?(?:至|—|到)(?:\d+年)?\d+月(?:\d+日)?|\d+年(?:\d+月)?(?:\d+日)?度?|[第]?[\d０-９A-Za-z.%—\-]+[年月日号届次个条项期批]?"
    r"|第[一二三四五六七八九十百]+[届次条期批阶段轮]+|[二〇一三四五六七八九十]{2,}年"
)

_SOLID_FIRST = frozenset("《〈“（〔第〇一二三四五六七八九十.%—-" + ascii_letters)
"""What `_SOLID` begins with, beside digits."""

_LEXICON = """
关于印发 关于转发 关于批转 关于进一步 关于 进一步 印发 转发 批转 通知 意见 通报 报告 请示 批复
公告 通告 纪要 决定 实施方案 工作方案 行动方案 专项行动 应急预案 工作要点 实施意见 实施细则
任务分解表 责任分工 管理办法 工作规范 方案 办法 做好 加强 开展 推进 落实 贯彻 贯彻落实 规范 完善
健全 建立 强化 深化 提升 促进 保障 切实 扎实 全面 深入 持续 严格 工作 管理 服务 建设 发展 改革
治理 整治 排查 检查 监督 监管 防控 防范 防护 预防 救助 救治 保护 关爱 探访 评估 培训 民政系统
民政领域 民政服务机构 民政服务 民政 养老机构 养老服务 养老 儿童福利 儿童 未成年人 殡葬 婚姻登记
社会救助 社会福利 社会组织 社会事务 特困人员 老年人 残疾人 留守儿童 困境儿童 低保 机构 疫情防控 疫情
常态化 新型冠状病毒感染的肺炎 新型冠状病毒肺炎 新冠肺炎 肺炎 安全生产 消防安全 安全 应急 值守 冬春季
秋冬季 春节 国庆 期间 当前 年度 重点任务 重点 任务 专项 领域 系统 全省 全市 全县 全区 人民政府
民政局 民政厅 民政部 办公室 办公厅 街道办事处 委员会 领导小组 指挥部 国务院 高质量 基层 社区 农村
财政局 教育局 公安局 司法局 卫生健康局 医疗保障局 应急管理局 市场监督管理局 住房和城乡建设局
人力资源和社会保障局 农业农村局 交通运输局 水利局 审计局 统计局 残疾人联合会 消防救援大队 派出所
安全隐患 安全管理 燃气安全 大排查大整治 大排查 大整治 治本攻坚 三年行动 救助管理 流浪乞讨人员 困难群众
受灾困难群众 基本生活 基本生活救助 救助供养 低收入人口 动态监测 医养结合 养老服务体系 基本养老服务体系
行政规范性文件 规范性文件 可行性研究报告 可行性研究 事业 民政事业 发展规划 民政事业发展规划 行业协会 高龄津贴
业务技能竞赛 技能竞赛 专项整治 突出问题 信用信息 年度检查 值班值守 信息报送 法治政府 补助资金 组成人员
先进集体 先进个人 能力建设 防汛抗旱 行政区划 地名 慈善 志愿服务 清明节 祭扫 今冬明春 关爱服务
同意 成立 设立 调整 废止 撤销 申请 拨付 商请 提供 表扬 表彰 报送 组织参加 提高 任免 聘任 举办 召开
城市 城乡 乡镇 街道 实施 组织 行动 有关 事项 情况 若干 问题 措施 制度 体系 能力 水平
"""
_KNOWN = frozenset(_LEXICON.split())
_LENGTHS = word_lengths(_KNOWN)
_KNOWN_ENDS = _KNOWN | {"》", "〉", "的"}
_END_LENGTHS = sorted(set(map(len, _KNOWN_ENDS)))

_PLACE_LAST = frozenset("省市县区旗州盟")
_PLACE = re.compile(r"(?:全[省市县区旗]|(?<![的于])[省市县区旗州盟])$")
"""How a place ends that goes with the words after it: «示范县» with «民政局», «全县» with «民政系统»."""
_GOES_ON = ("办公室", "办公厅", "党组", "党委")
"""What belongs to the organ before it."""
_OF_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}[省市县区旗]")
_BODIES = ("领导小组", "指挥部", "委员会", "联席会议", "行业协会", "协会", "敬老院", "福利院", "服务中心", "救助站")
"""Last words of the names of bodies, which stand on one line with the place that they begin with."""
_NEVER_FIRST = frozenset("的和及与等之、，》〉”’）〕中内者")
_NEVER_LAST = frozenset("的和及与《〈“‘（〔在对于为、")
_CLOSING = frozenset("、，》〉”’）〕")
_MOST_MOVED = 4
"""Characters that go to the next line at most, so that it does not begin with what closes."""
_ORGANS = ("局", "厅", "部", "政府", "委员会", "国务院", "会")
_GOOD_FIRST = (
    "关于",
    "印发",
    "转发",
    "《",
    "做好",
    "加强",
    "开展",
    "进一步",
    "贯彻",
    "推进",
    "实施方案",
    "工作方案",
    "全",
)


@lru_cache(maxsize=256)
def break_title(title: str, width: int = LINE_WIDTH) -> tuple[str, ...]:
    """The lines of a title: as few as `width` characters a line allow, cut between words, never inside 《》, a date
    or a number, shaped as trapezoid or lozenge. Line feeds in `title` are kept as they are.
    """
    if "\n" in title:
        return tuple(line for line in (part.strip() for part in title.split("\n")) if line)
    if characters(title) <= width:
        return (title,) if title else ()
    best: tuple[float, tuple[str, ...]] | None = None
    least = int(-(-characters(title) // width))
    if least > MOST_LINES:
        return _by_force(title, width)
    tokens = _tokens(title)
    for count in range(least, least + 3):
        for lines in _splits(tokens, count, width):
            cost = _cost(lines, width) + (count - least) * ANOTHER_LINE
            if best is None or cost < best[0]:
                best = (cost, lines)
        if best is not None and (count > least or best[0] <= ANOTHER_LINE):
            break
    return tuple(line.strip(BLANK) for line in best[1]) if best else _by_force(title, width)


def _tokens(title: str) -> tuple[str, ...]:
    tokens: list[str] = []
    at = 0
    while at < len(title):
        first = title[at]
        solid = _SOLID.match(title, at) if first in _SOLID_FIRST or first.isdecimal() else None
        word = solid.group() if solid else _word(title, at)
        at += len(word)
        if not tokens:
            tokens.append(word)
            continue
        before = tokens[-1]
        # Unknown characters stick together: names of places and people are not cut.
        sticks = first == BLANK or (
            not before.endswith(BLANK)
            and (
                first in _NEVER_FIRST
                or before[-1] in _NEVER_LAST
                or (solid is None and len(word) == 1 and not _is_known(before))
                or (before[-1] in _PLACE_LAST and _PLACE.search(before))
                or (word in _GOES_ON and before.endswith(_ORGANS))
            )
        )
        joined = before + word
        if sticks and (len(joined) <= LINE_WIDTH or characters(joined) <= LINE_WIDTH):
            tokens[-1] = joined
        else:
            tokens.append(word)
    return tuple(_halved(_with_bodies(tokens)))


def _with_bodies(tokens: list[str]) -> Iterator[str]:
    """The tokens, the name of a body («示范县殡葬改革工作领导小组») joined from its place to its last word."""
    kept: list[str] = []
    for token in tokens:
        kept.append(token)
        if not token.startswith(_BODIES):
            continue
        for at in range(len(kept) - 2, max(len(kept) - 7, -1), -1):
            if _OF_PLACE.match(kept[at]):
                name = "".join(kept[at:])
                kept[at:] = [name] if characters(name) <= LINE_WIDTH else kept[at:]
                break
    yield from kept


def _word(title: str, at: int) -> str:
    """The longest word of the lexicon that begins at a place of the title, or the character there."""
    for length in _LENGTHS.get(title[at : at + 2], ()):
        word = title[at : at + length]
        if word in _KNOWN:
            return word
    return title[at]


@lru_cache(maxsize=4096)
def _is_known(token: str) -> bool:
    if any(token[-length:] in _KNOWN_ENDS for length in _END_LENGTHS):
        return True
    return (token[0] in _SOLID_FIRST or token[0].isdecimal()) and bool(_SOLID.fullmatch(token))


def _halved(tokens: Iterable[str]) -> list[str]:
    """A token longer than a line (an unknown name that swallowed everything) gives way by force."""
    short: list[str] = []
    for token in tokens:
        fits = len(token) <= LINE_WIDTH or characters(token) <= LINE_WIDTH
        short.extend([token] if fits else _by_force(token, LINE_WIDTH))
    return short


def _by_force(text: str, width: int) -> tuple[str, ...]:
    count = int(-(-characters(text) // width))
    size = -(-len(text) // count)
    lines = [text[start : start + size] for start in range(0, len(text), size)]
    for at in range(1, len(lines)):
        for _ in range(_MOST_MOVED):
            if lines[at][:1] not in _CLOSING or len(lines[at - 1]) == 1:
                break
            lines[at] = lines[at - 1][-1] + lines[at]
            lines[at - 1] = lines[at - 1][:-1]
    return tuple(lines)


def _splits(tokens: tuple[str, ...], count: int, width: int) -> list[tuple[str, ...]]:
    """The ways to lay `tokens` on `count` lines of at most `width`; the twenty most even of each beginning are kept."""
    ends = [0.0, *accumulate(map(characters, tokens))]
    even = ends[-1] / count
    width_of: dict[str, float] = {}

    @cache
    def lay(start: int, lines: int) -> tuple[tuple[str, ...], ...]:
        if lines == 1:
            line = "".join(tokens[start:])
            width_of[line] = ends[-1] - ends[start]
            return ((line,),) if line and width_of[line] <= width else ()
        found: list[tuple[str, ...]] = []
        line = ""
        for end in range(start, len(tokens) - 1):
            line += tokens[end]
            width_of[line] = ends[end + 1] - ends[start]
            if width_of[line] > width:
                break
            found.extend([(line, *rest) for rest in lay(end + 1, lines - 1)])
        found.sort(key=lambda each: (sum([(width_of[one] - even) ** 2 for one in each]), each))
        return tuple(found[:60])

    return list(lay(0, count))


def _cost(lines: tuple[str, ...], width: int) -> float:
    lengths = [characters(line) for line in lines]
    mean = sum(lengths) / len(lengths)
    cost = sum(abs(length - mean) for length in lengths) * 0.5
    cost += sum(8.0 for length in lengths if length < 4)
    cost += 0.0 if _shaped(lengths) else 8.0
    for line in lines[1:]:
        cost += 0.0 if line.startswith(_GOOD_FIRST) else 2.0
        cost += 4.0 if line in {"通知", "的通知"} else 0.0
    quoted = "".join(lines).count("《")
    if quoted:
        cost += sum(2.0 for line in lines if line.count("《") != line.count("》"))
    return cost + (1.0 if max(lengths) > width - 1 else 0.0)


def _shaped(lengths: list[float]) -> bool:
    """Trapezoid (lines grow, or shrink) or lozenge (they grow, then shrink), not a block of equal lines."""
    steps = [b - a for a, b in pairwise(lengths)]
    turns = "".join("+" if step > 0 else "-" if step < 0 else "=" for step in steps)
    return bool(re.fullmatch(r"\++|-+|\+=?-|\++-+", turns))
