"""本单位习惯 against the standard: every deviation said, with the level of the source that says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenjian.layout.geometry import LINES, PAGE_SETUP
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.house import FONT_ROLES, House

_FONTS = {
    "标志": ("小标宋", "国标7.2.4推荐小标宋体"),
    "标题": ("小标宋", "国标7.3.1一般用小标宋体"),
    "正文": ("仿宋", "国标5.2.2、7.3.3一般用仿宋体"),
    "一级标题": ("黑体", "国标7.3.3第一层一般用黑体"),
    "二级标题": ("楷体", "国标7.3.3第二层一般用楷体"),
    "页码": ("宋体", "国标7.5一般用宋体"),
    "数字": ("仿宋", "国标5.2.2一般用仿宋体，没有另定数字的字体"),
}
_ENGLISH = {"仿宋": "FangSong", "楷体": "KaiTi", "黑体": "SimHei", "宋体": "SimSun", "小标宋": "XiaoBiaoSong"}


def line_twips(house: House) -> int:
    """The line pitch that a house file asks for, in twips; 0 where it asks for none, or for none that can be."""
    text = house.line.strip().removesuffix("磅")
    if not re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?", text):
        return 0
    points = float(text)
    return round(points * 20) if 18 <= points <= 40 else 0


def check_house(house: House, path: str = "") -> tuple[Finding, ...]:
    """WJ630 for each habit that differs from the standard or is none of its elements; WJ631 for each value that
    cannot be followed.
    """
    return tuple(_check(house, Place(path)))


def _check(house: House, place: Place) -> Iterator[Finding]:
    def differs(habit: str, source: str) -> Finding:
        return found("WJ630", place, habit=habit, source=source)

    for role, font in house.fonts.items():
        if role not in FONT_ROLES:
            yield found("WJ631", place, key="字体", value=role, known=f"用在哪里可写：{'、'.join(FONT_ROLES)}。")
            continue
        kind, source = _FONTS[role]
        if not _is_kind(font, kind):
            yield differs(f"{role}用{font}", source)
    if house.line:
        twips = line_twips(house)
        if not twips:
            yield found("WJ631", place, key="行距", value=house.line, known="请写 18 到 40 之间的磅数，如 28。")
        elif twips != PAGE_SETUP.line:
            height = PAGE_SETUP.line * LINES + 20
            lines = height // twips
            how = f"每面{lines}行" if lines != LINES else "版心下边留空"
            yield differs(f"行距{house.line.removesuffix('磅')}磅（{how}）", "国标5.2.3一般每面22行并撑满版心")
    for on, habit, source in (
        (house.bold_third, "三级标题加粗", "国标7.3.3第三层用仿宋体，没有规定加粗；加粗是惯例"),
        (house.centred_folio, "页码居中", "国标7.5规定单页码居右空一字、双页码居左空一字"),
        (
            house.labels_enclosed,
            "随文印发、转发的文件标“附件”",
            "做法不一，属惯例；《条例》第九条的附件是说明、补充或参考资料",
        ),
        (house.quotes_attachments, "附件名称加书名号", "国标7.3.4没有规定书名号；加书名号是惯例"),
        (house.prints_copies, "版记写印发份数", "国标7.4没有这一要素；写份数是惯例"),
    ):
        if on:
            yield differs(habit, source)


def _is_kind(font: str, kind: str) -> bool:
    """Whether a font is of a kind, by its Chinese or English name: «仿宋_GB2312» and «FangSong» are 仿宋体."""
    plain = font.replace(" ", "")
    if kind == "宋体":
        return plain.startswith(("宋体", "新宋体", "SimSun", "NSimSun")) or plain.endswith("宋体")
    return kind in plain or _ENGLISH[kind].lower() in plain.lower()
