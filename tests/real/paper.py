"""A notice written for the tests, all of it invented: every element, four levels of headings, tables, attachments.

The county, its bureau, the persons and the figures do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A printed line: what it is, its number ("" where none), its run-in heading, its words, or the rows of a table."""

    kind: str
    text: str = ""
    label: str = ""
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def printed(self) -> str:
        return self.label + self.lead + self.text


PLAN = (
    ("序号", "检查事项", "责任单位", "完成时限"),
    ("1", "机构自查", "各养老机构", "12月10日前"),
    ("2", "乡镇复核", "各乡镇民政办", "12月20日前"),
    ("3", "县局抽查", "养老服务股", "12月31日前"),
)
CHECKS = (
    ("项目", "检查内容", "结果"),
    ("灭火器", "压力正常、在有效期内", "合格□不合格□"),
    ("安全出口", "未上锁、无堆放物品", "合格□不合格□"),
)
LEDGER = (
    ("序号", "隐患描述", "整改责任人", "整改时限"),
    ("1", "", "", ""),
)

NOTICE = (
    Line("mark", "临溪县民政局文件"),
    Line("number", "临民发〔2025〕18号"),
    Line("title", "临溪县民政局关于开展养老机构冬季"),
    Line("title", "消防安全检查的通知"),
    Line("recipients", "各乡镇民政办，各养老机构："),
    Line("body", "入冬以来用火用电增多，为守住养老机构消防安全底线，决定在全县开展一次检查。现将有关事项通知如下。"),
    Line("heading1", "检查范围", "一、"),
    Line("body", "检查范围为全县已备案的养老机构，以及设有托养床位的社区养老服务站。"),
    Line("heading1", "检查内容", "二、"),
    Line("heading2", "消防设施", "（一）"),
    Line("item3", "各养老机构每层楼配备灭火器不少于4具，每月检查一次并作记录。", "1.", "配齐灭火器材。"),
    Line("heading3", "保持通道畅通", "2."),
    Line("item4", "安全出口不得上锁，疏散通道不得堆放物品。", "（1）"),
    Line("item4", "疏散指示标志每周查看一次，损坏的要立即更换。", "（2）"),
    Line("item2", "厨房每日收火，电气线路每季度请有资质的单位检测一次。", "（二）", "管好用火用电。"),
    Line("heading2", "值班值守", "（三）"),
    Line("body", "夜间值班人员不少于2人，每2小时巡查一次，发现险情立即处置。"),
    Line("heading1", "工作步骤", "三、"),
    Line(
        "body",
        "检查分三步进行。一是机构自查，12月10日前完成并填写检查表。二是乡镇复核，复核比例不低于50%。"
        "三是县局抽查，对问题较多的机构发出整改通知书。",
    ),
    Line("body", "县局按下表安排检查，各单位照此落实。"),
    Line("table", rows=PLAN),
    Line("heading1", "工作要求", "四、"),
    Line("body", "各乡镇民政办要在2025年12月25日前将检查情况报县民政局养老服务股，重大隐患要立即报告。"),
    Line("list", "附件：1.养老机构冬季消防安全检查表"),
    Line("list", "2.隐患整改台账"),
    Line("signature", "临溪县民政局"),
    Line("date", "2025年11月28日"),
    Line("note", "（联系人：周宁，电话：0000-7654321）"),
    Line("attachment", "附件1"),
    Line("title", "养老机构冬季消防安全检查表"),
    Line("table", rows=CHECKS),
    Line("attachment", "附件2"),
    Line("title", "隐患整改台账"),
    Line("table", rows=LEDGER),
    Line("copies", "抄送：县消防救援大队，县应急管理局。"),
    Line("printed", "临溪县民政局办公室　　2025年11月28日印发"),
)


def as_text() -> str:
    """The notice as a text file: tables as lines of cells, as a copy out of a word processor gives them."""
    lines: list[str] = []
    for line in NOTICE:
        lines.extend(["　".join(row).rstrip() for row in line.rows] if line.rows else [line.printed])
    return "\n".join(lines) + "\n"
