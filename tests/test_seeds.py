"""What the reader makes of the five real papers of the seed: counts, numbers, dates, places, short quotations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from wenjian.duties import extract
from wenjian.duties.conditions import condition
from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.readers import read_documents
from wenjian.text.citations import find_citations
from wenjian.text.phases import find_phases
from wenjian.text.responsibility import Responsibility, bind_responsibilities, parse_responsibility
from wenjian.text.walk import document_provisions


def seed(real: Path, name: str) -> tuple[Document, ...]:
    return read_documents((real / "seeds" / name).read_bytes(), name)


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def body(document: Document) -> str:
    """The words of the paper, without what was set apart."""
    return "\n".join(block.printed for block in document.blocks if block.kind is not BlockKind.FURNITURE)


# 鲁山: a scan of a printed notice, broken at every page, its last page missing


def test_lushan_elements(real: Path) -> None:
    (notice,) = seed(real, "lushan-notice-2022-22.txt")
    elements = notice.elements
    assert elements.mark == "鲁山县民政局文件"
    assert elements.number == "鲁民字〔2022〕22号"
    assert elements.title.startswith("关于进一步加强全县")
    assert elements.title.endswith("疫情常态化防控工作的通知")
    assert elements.recipients == ("各乡（镇）、办事处民政所", "机关各股室及局属各单位")
    assert (elements.signature, elements.date) == ((), "")


def test_lushan_headings(real: Path) -> None:
    (notice,) = seed(real, "lushan-notice-2022-22.txt")
    assert [block.printed for block in notice.blocks if block.level == 1] == [
        "一、指导思想",
        "二、工作目标",
        "三、工作任务",
        "四、保障措施",
    ]
    assert [block.label + block.lead for block in notice.blocks if block.level == 2] == [
        "（一）大学习，明责任。",
        "（二）大培训、强能力。",
        "（三）大练兵、保安全。",
        "（四）大提升、见实效。",
    ]
    assert [block.label + block.lead for block in notice.blocks if block.lead and not block.level] == [
        "一是强化组织领导。",
        "二是强化落实属地责任。",
        "三是强化防控工作重点。",
        "四是强化应急值班值守。",
        "五是强化督导促落实。",
    ]


def test_lushan_page_breaks_are_joined(real: Path) -> None:
    (notice,) = seed(real, "lushan-notice-2022-22.txt")
    text = body(notice)
    for joined in (
        "深入贯彻落实国家、省",
        "依法科学精准做好",
        "救助区，与安置受助区",
        "关爱保障抗疫一线",
        "落细防控举措，毫不放松",
        "督促指导，重点查看",
    ):
        assert joined in text


def test_lushan_findings(real: Path) -> None:
    (notice,) = seed(real, "lushan-notice-2022-22.txt")
    assert [str(finding).splitlines()[0].partition(": ")[2] for finding in notice.findings] == [
        "警告 WJ123: 没有找到发文机关署名和成文日期",
        "说明 WJ133: 有6行是被分页或换行断开的，已接到上一行（第17、27、33、35、43、53行）",
    ]


# 大兴安岭: a plan with phases, responsibility lines, and its middle once more in garbled bytes behind it


def test_daxinganling_phases(real: Path) -> None:
    (plan,) = seed(real, "daxinganling-plan-2021.txt")
    phases = find_phases(plan)
    assert [(phase.label, phase.name, phase.start, phase.end) for phase in phases] == [
        ("第一阶段", "游子归来护卫行动", dt.date(2021, 12, 13), dt.date(2022, 1, 30)),
        ("第二阶段", "欢度佳节守卫行动", dt.date(2022, 1, 31), dt.date(2022, 2, 25)),
        ("第三阶段", "重大节点保卫行动", dt.date(2022, 2, 26), dt.date(2022, 5, 21)),
    ]
    assert [phase.complete for phase in phases] == [True, True, False]
    assert [len(phase.blocks) for phase in phases] == [1, 1, 1]
    incomplete = next(finding for finding in plan.findings if finding.code == "WJ138")
    assert str(incomplete).splitlines()[0] == (
        "daxinganling-plan-2021.txt:9: 警告 WJ138: “第三阶段”的日期“2022年2月26至2022年5月21日”没有写到日"
    )


def test_daxinganling_responsibility_lines(real: Path) -> None:
    (plan,) = seed(real, "daxinganling-plan-2021.txt")
    provisions = document_provisions(plan)
    lines: dict[str, Responsibility] = {}
    for provision in provisions:
        if line := parse_responsibility(provision.text):
            lines[provision.where] = line
    counties = "各县（市、区）民政局"
    assert {where: line.coordinating for where, line in lines.items()} == {
        "三、（一）": ("地区民政局社会事务和养老服务科",),
        "三、（二）": ("地区民政局社会救助科",),
        "三、（三）": ("地区民政局社会组织和基层治理科", "地区民政局社会事务和养老服务科"),
        "三、（四）": ("地区民政局救助总站",),
        "三、（五）": ("地区民政局福彩中心",),
        "三、（六）": ("地区民政局办公室",),
        "三、（七）": ("地区民政局办公室",),
    }
    assert [line.carrying for line in lines.values()] == [
        *[(counties,)] * 5,
        *[("局机关各科室", "所属事业单位", counties)] * 2,
    ]
    bound = bind_responsibilities(provisions)
    assert {provisions[i].where for i in bound} == set(lines)
    assert all(bound[i].coordinating == lines[provisions[i].where].coordinating for i in bound)


def test_daxinganling_return(real: Path) -> None:
    (plan,) = seed(real, "daxinganling-plan-2021.txt")
    directive, _ = extract(plan)
    returned = next(duty for duty in directive.duties if duty.deliverable and "12月17日" in duty.text)
    assert returned.where == "四、（二）"
    assert returned.actors == ("各县（市区）民政局",)
    assert returned.deliverable is not None
    assert returned.deliverable.text == "具体实施方案"
    assert returned.deliverable.deadline == "12月17日前"
    assert returned.deliverable.signature == "主要负责人审核签字"
    assert returned.deliverable.recipient == "地区民政局"


def test_daxinganling_garbled_tail_is_a_repetition(real: Path) -> None:
    (plan,) = seed(real, "daxinganling-plan-2021.txt")
    finding = next(finding for finding in plan.findings if finding.code == "WJ126")
    assert finding.place.line == 29
    assert finding.message == (
        "这里起有199行乱码，还原后（“游子归来护卫行动”，结合民政工…”）是“二、时间安排”至“三、重点任务”的重复，"
        "没有再作为正文"
    )
    assert body(plan).count("游子归来") == 1
    garbled = [block for block in plan.blocks if block.kind is BlockKind.FURNITURE]
    assert len(garbled) == 1
    assert garbled[0].text.startswith("ÓÎ×Ó¹éÀ´")


# 重庆: one line with two papers, site furniture behind them


def test_chongqing_two_documents(real: Path) -> None:
    notice, parent = seed(real, "chongqing-forward-2020-68.txt")
    assert notice.elements.number == "渝肺炎组办发〔2020〕68号"
    assert notice.elements.date == "2020年3月1日"
    assert notice.elements.signature == ("重庆市新型冠状病毒肺炎疫情防控工作领导小组综合办公室",)
    assert len(notice.elements.recipients) == 4
    assert [paper.role for paper in notice.attachments] == [Role.FORWARDED]
    assert parent.elements.number == "国发明电〔2020〕6号"
    assert parent.elements.date == "2020年2月28日"
    assert parent.elements.recipients[0] == "各省、自治区、直辖市人民政府"
    assert [block.label for block in parent.blocks if block.level == 1] == ["一、", "二、", "三、"]
    assert codes(parent) == ["WJ122"]


def test_chongqing_the_city_s_own_demands_stand_apart(real: Path) -> None:
    notice, parent = seed(real, "chongqing-forward-2020-68.txt")
    leads = [block.label + block.lead for block in notice.blocks if block.level == 1]
    assert [lead[:10] for lead in leads] == ["一、切实把思想和行动", "二、进一步抓实抓细民", "三、认真做好疫情期间"]
    assert "直接给予临时救助" in body(notice)
    assert "直接给予临时救助" not in body(parent)
    assert "隔离观察不少于14天" in body(parent)
    assert "隔离观察不少于14天" not in body(notice)
    directive, _ = extract(notice)
    assert all("不少于14天" not in duty.text for duty in directive.duties)


def test_chongqing_furniture_is_gone(real: Path) -> None:
    notice, parent = seed(real, "chongqing-forward-2020-68.txt")
    assert codes(notice) == ["WJ132"]
    for paper in (notice, parent):
        assert "网站标识码" not in body(paper)
        assert "浏览器" not in body(paper)
    furniture = [block.text for block in notice.blocks if block.kind is BlockKind.FURNITURE]
    assert len(furniture) == 1
    assert furniture[0].startswith("网站标识码：5000000095")


# 东胜: a notice whose third part has lost its heading


def test_dongsheng_a_part_is_missing(real: Path) -> None:
    (notice,) = seed(real, "dongsheng-notice-2022.txt")
    assert notice.title == "鄂尔多斯市东胜区民政局关于进一步加强疫情防控工作的通知"
    assert [block.label for block in notice.blocks if block.level == 1] == ["一、", "二、", "四、", "五、"]
    fault = next(finding for finding in notice.findings if finding.code == "WJ125")
    assert str(fault).splitlines()[0] == (
        "dongsheng-notice-2022.txt:21: 警告 WJ125: 层次序数“四、”不连续，前一个编号是“二、”"
    )
    assert codes(notice) == ["WJ123", "WJ125"]


def test_dongsheng_graded_provisions(real: Path) -> None:
    """Three cases in one paragraph, each with its condition and the guide that holds for it."""
    (notice,) = seed(real, "dongsheng-notice-2022.txt")
    graded = [one for one in document_provisions(notice) if "完善规程并采取相应措施" in one.text]
    assert len(graded) == 3
    assert {one.block for one in graded} == {graded[0].block}
    conditions = [condition(one.text) for one in graded]
    assert "无本土确诊病例发生时" in conditions[0]
    assert "机构内无感染情况时" in conditions[1]
    assert "属于高风险区域或本养老机构内出现感染" in conditions[2]
    cited = [find_citations(one.text)[-1] for one in graded]
    assert [(one.title[:12], one.edition) for one in cited] == [
        ("养老机构新冠肺炎疫情常态", ""),
        ("零星散发区域养老机构新冠", ""),
        ("新冠肺炎疫情高风险地区及", "第二版"),
    ]


def test_dongsheng_attachment_with_angle_brackets(real: Path) -> None:
    (notice,) = seed(real, "dongsheng-notice-2022.txt")
    listed = notice.blocks[-1]
    assert listed.kind is BlockKind.ATTACHMENT_LIST
    assert "关于<进一步完善" in listed.text
    assert listed.text.endswith("方案>的通知》")
    assert notice.attachments == ()


# 南阳: a plan in mixed punctuation, signed in one breath with its date


def test_nanyang_elements(real: Path) -> None:
    (plan,) = seed(real, "nanyang-plan-2022.txt")
    assert plan.title == "南阳市民政系统疫情防控工作方案"
    assert (plan.elements.signature, plan.elements.date) == (("南阳民政局",), "2022年1月27日")
    assert [block.printed for block in plan.blocks if block.level == 1] == [
        "一、工作要求",
        "二、重点任务",
        "三、强化落实",
    ]
    assert [block.label for block in plan.blocks if block.level == 2] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
        "（五）",
        "（六）",
    ]
    assert codes(plan) == []


def test_nanyang_ten_items(real: Path) -> None:
    (plan,) = seed(real, "nanyang-plan-2022.txt")
    items = [one for one in document_provisions(plan) if one.where == "二、（四）" and one.text.endswith("到位。")]
    assert [one.text.partition("是")[0] for one in items] == list("一二三四五六七八九十")


def test_nanyang_mixed_punctuation_stays_quotable(real: Path) -> None:
    (plan,) = seed(real, "nanyang-plan-2022.txt")
    raw = (real / "seeds/nanyang-plan-2022.txt").read_text(encoding="utf-8")
    quoted = [one.text for one in document_provisions(plan)]
    assert all(text in raw for text in quoted)
    assert any("," in text and "，" in text for text in quoted)
