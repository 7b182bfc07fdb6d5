"""Lines of a source, and what single lines are: numbers, dates, titles, words of a web page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wenjian.model.document import Table
from wenjian.text import patterns as re
from wenjian.text.dates import find_dates
from wenjian.text.numbering import Label, parse_label

GENRES = (
    "通知|意见|办法|方案|决定|决议|公报|公告|通告|通报|报告|请示|批复|议案|纪要|函"
    "|措施|细则|规划|要点|规定|指南|预案|制度|计划|标准|条例|规程|规则|章程|准则|指引|守则|公示|令"
)
TITLE_END = re.compile(rf"(?:{GENRES})(?:[（(][^（()）]{{2,12}}[）)])*$")
STOPPED_TITLE = re.compile(
    rf"^(?!现|兹|根据|为|按|请|将|附|特)[^。；：，、]{{0,20}}关于[^。；：，]{{4,60}}的(?:{GENRES})[。；，.]$"
)
"""A title that its stop makes look like a sentence."""
ENDS_SENTENCE = re.compile(r"(?:[。；;：:！!？?…]|(?<=[\u4e00-\u9fff])\.)[”’」』）)]*$")
ATTACHMENT = re.compile(r"^附\s*[件表录]\s*(?P<ordinal>[\d一二三四五六七八九十]{0,3})\s*[：:.]?\s*(?P<name>.*)$")
DOCUMENT_NUMBER = re.compile(
    r"[（(]?[\u4e00-\u9fff×]{1,16}(?:第)?\s*[〔\[［【（(﹝]\s*(?:19|20)\d{2}\s*[〕\]］】）)﹞]"
    r"\s*第?\s*(?:\d{0,5}|【待定[：:][^【】]{1,12}】)\s*号[）)]?"
)
BLANKS = " \t\u00a0\u3000\ufeff\r\n"
_LONGEST_DATE_LINE = 80
_LABEL_PREFIX = 40
"""Characters that tell a label: the longest, with the name of a chapter behind it, is shorter."""
SITE = re.compile(
    r"网站标识码|ICP备|版权所有|官方微信|微信公众号|浏览器|扫一扫|打印本页|关闭窗口|分享到|责任编辑|信息来源"
    r"|政策解读|相关链接"
    r"|发布(?:时间|日期)[：:]|浏览次数|阅读次数|【?字体[：:]|字号[：:]|^来源[：:]|^首页\s*>|当前位置"
)
"""Words that only web pages print around a paper."""
_OPEN = r"[\s_＿XxＸｘ×]{0,12}"
"""What stands where a figure is still to be written."""
BLANK_DATE_LINE = re.compile(
    rf"^(?P<year>(?:19|20)\d{{2}})?{_OPEN}年\s*(?P<month>\d{{1,2}})?{_OPEN}月{_OPEN}日(?P<printed>印发)?$"
)
"""A 成文日期 that is still to be filled in, the year, or year and month, given or not."""
NO_DAY_LINE = re.compile(
    r"^(?P<before>.*?)(?P<day>(?:(?:19|20)\d{2}|二[〇○零一二三四五六七八九]{3})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)$"
)
"""A line that ends with a day; where no date is found in it, with one that no calendar has («2026年4月31日»)."""
BLANK_NUMBER = re.compile(r"^(?P<code>[\u4e00-\u9fff]{2,12})〔\s*(?P<year>(?:19|20)\d{2})?\s*〕\s*号$")
"""A 发文字号 that is still to be filled in."""


BULLET = "bullet"
"""Kind of a line that is an item of a list with signs and no numbers: it heads nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of a source.

    `number` counts from 1. `kind` is the hint of a docx style: "" (unknown), "title", "heading", "paragraph", BULLET,
    and in our own layouts the elements of the head, "copy_number", "urgency", "mark", "number"; `level` is that of a
    "heading" (1–4). `table` is set when the line is a table. `label` says the place in words where lines mean nothing
    («第3段»).
    """

    text: str
    number: int = 0
    kind: str = ""
    level: int = 0
    table: Table | None = None
    label: str = ""


def labelled(text: str) -> Label | None:
    """The heading label that `text` begins with."""
    return _label(text[:_LABEL_PREFIX])


@lru_cache(maxsize=4096)
def _label(prefix: str) -> Label | None:
    return parse_label(prefix)


def is_date_line(text: str) -> bool:
    """Whether the line is a date, alone or after a short organ, or the blank form of one."""
    if len(text) > _LONGEST_DATE_LINE:
        return False
    if BLANK_DATE_LINE.match(text.strip()):
        return not text.endswith("印发")
    if re.search(r"[，。；：:、《》]", text):
        return False
    dates = find_dates(text)
    if not dates:
        return NO_DAY_LINE.match(text.strip()) is not None
    return not text[dates[-1].end :].strip(" 　）)")
