"""What pages print around and between the lines of a paper: page numbers, running heads, the words of web pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from wenjian.structure.lines import BLANKS, ENDS_SENTENCE, Line, labelled
from wenjian.text import patterns as re
from wenjian.text.dates import parse_date
from wenjian.text.normal import fold

_PAGE = re.compile(
    r"[-—–－―─~·•][-—–－―─~·•\s]{0,5}\d{1,3}[-—–－―─~·•\s]{0,6}|第\s*[\d一二三四五六七八九十]{1,3}\s*页(?:[\s，,/／]*共?\s*\d{1,3}\s*页)?"
    r"|共\s*\d{1,3}\s*页[\s，,/／]*第\s*\d{1,3}\s*页|\d{1,3}\s*[/／]\s*\d{1,3}|[Pp]age\s*\d{1,3}(?:\s*of\s*\d{1,3})?"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_FAR_APART = 150
"""Characters between two bare numbers from which they can be page numbers and not the serials of a table."""
_LONGEST_HEAD = 40
_LONGEST_LINE = 160
_LONGEST_SITE = 300
_LONGEST_TITLE_BAR = 90
_KEYS = (
    "发布时间|发布日期|发稿时间|更新时间|发文日期|公开日期|时间|日期|信息来源|文章来源|稿件来源|来源|作者|浏览次数|浏览量|阅读次数|阅读量"
    "|阅读|访问次数|访问量|点击数|点击量|点击率|点击|人气|责任编辑|编辑|编审|审核|审核人|录入|字体大小|字体|字号|索引号|主题分类|体裁分类"
    "|组配分类|信息分类|发布机构|公开方式|公开形式|公开范围|公开责任部门|有效性|信息有效性|主题词|关键词|上一篇|下一篇|上一条|下一条|打印日期"
    "|您当前的位置|您当前位置|当前位置|当前所在位置|您的位置|您现在的位置|所在位置|分享到|分享至|分享|打印|视力保护色|保护视力色|背景色|网址链接"
    "|版权所有|备案号|网站标识码|技术支持|信息公开类别|生成日期|发文机关|发布单位|成文日期|名称|标题|文号|发文字号|失效日期|生效日期|发文机构|发布机关|公文种类|公文分类|公文时效|文件类型|文件编号|统一编号|规范性文件编号|关键字|签发日期|印发日期|著录日期"
    "|所属主题|所属分类|服务对象分类|体裁|语种|有效状态|效力状态|时效性|时效状态|实施日期|施行日期|信息名称|文件名称|制发机关|制定机关|成文时间|发文时间"
)
_AMBIGUOUS = frozenset(
    (
        "时间",
        "日期",
        "编辑",
        "审核",
        "审核人",
        "阅读",
        "分享",
        "发文机关",
        "成文日期",
        "名称",
        "标题",
        "文号",
        "发文字号",
        "发布单位",
        "打印",
        "发文机构",
        "制定机关",
        "实施日期",
        "施行日期",
        "印发日期",
        "签发日期",
        "成文时间",
        "发文时间",
        "文件名称",
    )
)
"""Keys that papers use themselves; they count only beside another line of the page."""
_OF_A_PAPER = re.compile(r"(?:标题|名称|发文机[构关]|成文日期|发文字号|文号)\s*[：:]")
_KEY = re.compile(rf"[【\[]?\s*(?P<key>{_KEYS})\s*[】\]]?\s*[：:]")
_WORDS = re.compile(
    r"[【\[（(]?(?:打印(?:本页|此页|文章|页面)?|关闭(?:本页|窗口|页面)?|收藏(?:本页)?|返回(?:顶部|首页|上一页|上页|列表)?|分享(?:到)?|微信|微博|新浪微博"
    r"|腾讯微博|QQ空间|朋友圈|QQ|复制链接|扫一扫|大|中|小|默认|首页|网站首页|网站地图|联系我们|关于我们"
    r"|无障碍(?:浏览|阅读)?|适老版|长者模式|繁体"
    r"|简体|登录|注册|English|RSS|相关(?:链接|阅读|文章|新闻|解读|附件下载)|政策解读|图解|网页纠错|我要纠错"
    r"|设为首页|加入收藏|放大|缩小|PDF下载"
    r"|下载|手机版|电脑版|客户端|点赞|纠错|TOP)[】\]）)]?"
)
_MENU = re.compile(rf"(?:{_WORDS.pattern})(?:[\s|｜/·+\-]*(?:{_WORDS.pattern}))+")
_SURE = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|[Cc]opyright|©|All [Rr]ights [Rr]eserved|扫一扫|微信扫码|手机扫码"
    r"|打印本页|关闭窗口|浏览器版本"
    r"|极速模式|最佳(?:浏览)?(?:体验|效果)|分辨率|[【\[]\s*(?:打印|关闭|大|中|小|字体)\s*[：:]?"
    r"|字体[：:]\s*[【\[]?\s*大|您是第.{0,8}位访"
    r"|中华人民共和国中央人民政府门户网站$|(?:政府|政务)(?:门户)?网站?(?:主办|管理)"
)
_PATH = re.compile(
    r"(?:您?(?:的|现在的|当前的?|所在的?)?位置[：:]?)?\s*(?:网站)?首页\s*[>＞»›/\-—|]+\s*\S+"
    r"|(?:[^>＞»›。]{2,14}[>＞»›]+\s*){2,}[^>＞»›。]{0,40}"
)
_TITLE_BAR = re.compile(
    r".{4,80}?\s*[_|｜—–-]{1,2}\s*[\u4e00-\u9fff\s_|｜-]{2,30}(?:网|网站|门户|政务公开|信息公开|人民政府)"
)


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number («— 3 —», «第3页», «3/10»)."""
    return len(text) <= _LONGEST_LINE and _PAGE.fullmatch(text.strip(BLANKS)) is not None


def is_site_line(text: str, *, among: bool = False) -> bool:
    """Whether a line is what only web pages print: 发布时间, 字体, 打印, 上一篇, a path of menus, ICP备.

    `among`: a line beside it is one, so that words that papers use too (时间：, 名称：) count as well.
    """
    plain = text.strip(" \t\u00a0\u3000|｜")
    if not plain or len(plain) > _LONGEST_SITE or labelled(plain) is not None:
        return False
    if "。" in plain:
        return _SURE.match(plain) is not None
    if _SURE.search(plain):
        return True
    tight = re.sub(r"(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])", "", fold(plain[:40]))
    if key := _KEY.match(tight):
        return among or key["key"] not in _AMBIGUOUS or len(_KEY.findall(fold(plain))) > 1
    if len(plain) <= _LONGEST_HEAD and (
        _MENU.fullmatch(plain) or (_WORDS.fullmatch(plain) and (among or "打印" in plain))
    ):
        return True
    return bool(_PATH.fullmatch(plain) or (len(plain) < _LONGEST_TITLE_BAR and _TITLE_BAR.fullmatch(plain)))


def site_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Positions of the lines that web pages print around a paper."""
    texts = [line.text if line.table is None and not line.kind else "" for line in lines]
    found = {i for i, text in enumerate(texts) if text and is_site_line(text)} | _index(texts)
    for step in (1, -1):
        for start in sorted(found):
            i = start + step
            while (
                0 <= i < len(texts) and i not in found and (not texts[i].strip() or is_site_line(texts[i], among=True))
            ):
                if texts[i].strip():
                    found.add(i)
                i += step
    return frozenset(found)


def _index(texts: Sequence[str]) -> set[int]:
    """The lines of the table that a page prints over a paper («标题：……», «发文机构：……»), where there are several."""
    found: set[int] = set()
    for i, text in enumerate(texts):
        if not text.strip():
            continue
        if not is_site_line(text, among=True) or not _KEY.match(fold(text.strip(BLANKS)[:40])):
            break
        found.add(i)
    return found if len(found) > 1 and any(_OF_A_PAPER.match(texts[i].strip(BLANKS)) for i in found) else set()


def page_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Positions of page numbers and of running heads, which stand beside them again and again."""
    written = [i for i, line in enumerate(lines) if line.table is None and not line.kind and line.text.strip()]
    found = {i for i in written if is_page_number(lines[i].text)}
    found |= _bare_numbers(lines, written)
    if found:
        found |= _running_heads(lines, written, found)
    return frozenset(found)


def _bare_numbers(lines: Sequence[Line], written: Sequence[int]) -> set[int]:
    """Figures alone on a line that count up, far apart, or that break a sentence."""
    bare = [
        (rank, i) for rank, i in enumerate(written) if len(lines[i].text) < 8 and _BARE_NUMBER.fullmatch(lines[i].text)
    ]
    found: set[int] = set()
    for rank, i in bare:
        if 0 < rank < len(written) - 1 and _breaks(lines[written[rank - 1]].text, lines[written[rank + 1]].text):
            found.add(i)
    for (one, first), (other, second) in pairwise(bare):
        between = sum(len(lines[written[rank]].text) for rank in range(one + 1, other))
        if one > 2 and int(lines[second].text) == int(lines[first].text) + 1 and between >= _FAR_APART:
            found |= {first, second}
    return found


def _breaks(before: str, after: str) -> bool:
    """Whether a sentence of running text goes over from one line to another."""
    return (
        len(before) >= 14
        and bool(re.search("[，。；]", before))
        and not ENDS_SENTENCE.search(before.rstrip())
        and labelled(after.strip()) is None
        and bool(re.search("[，。；、]", after))
    )


def _running_heads(lines: Sequence[Line], written: Sequence[int], pages: set[int]) -> set[int]:
    counts = Counter(lines[i].text.strip() for i in written if len(lines[i].text) <= _LONGEST_HEAD)
    heads = {text for text, count in counts.items() if count >= 2 and not ENDS_SENTENCE.search(text)}
    ranks = {i: rank for rank, i in enumerate(written)}
    found: set[int] = set()

    def signs(rank: int) -> bool:
        """Whether it is the issuer's name over the date, at the top of the last page."""
        return rank + 1 < len(written) and parse_date(lines[written[rank + 1]].text.strip()) is not None

    for i in sorted(pages):
        for rank in (ranks[i] - 1, ranks[i] + 1):
            if 0 <= rank < len(written) and lines[written[rank]].text.strip() in heads and not signs(rank):
                found.add(written[rank])
    texts = Counter(lines[i].text.strip() for i in found)
    first = {lines[i].text.strip(): i for i in reversed(written)}
    return {i for i in found - pages if texts[lines[i].text.strip()] >= 2 or first[lines[i].text.strip()] != i}
