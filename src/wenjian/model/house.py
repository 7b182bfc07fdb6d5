"""本单位习惯: how an office sets its papers where the standard leaves it open, or otherwise than the standard."""

from __future__ import annotations

from wenjian.model.record import Record, Text, YesNo, key, table
from wenjian.model.vocabulary import RedHead, Seal

FONT_ROLES = ("标志", "标题", "正文", "一级标题", "二级标题", "页码", "数字")
"""What the fonts of a house file may be given for."""


class House(Record):
    """The habits of one office; empty means as the standard has it."""

    name: Text = key("单位", "")
    fonts: dict[str, str] = table("字体", f"用在哪里: 字体名；用在哪里可写{'、'.join(FONT_ROLES)}")
    line: Text = key("行距", "", "每行几磅，如“28”")
    bold_third: YesNo = key("三级标题加粗", False)
    centred_folio: YesNo = key("页码居中", False)
    labels_enclosed: YesNo = key("随文标附件", False, "随文印发、转发的文件标“附件”，并列入附件说明")
    quotes_attachments: YesNo = key("附件名称用书名号", False)
    prints_copies: YesNo = key("版记写份数", False, "版记末行写“（共印××份）”")
    seal: Seal = key("用印", Seal.SEAL)
    red_head: RedHead = key("套红", RedHead.PRINTED)


STANDARD = House()
"""No habits: everything as the standard has it."""
