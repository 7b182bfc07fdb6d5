"""Papers under review for the tests of lint: a text or a docx read as the command reads it."""

from __future__ import annotations

from wenjian.library import load_replaced
from wenjian.lint.draft import Draft
from wenjian.lint.rules import BY_NAME, chosen, lint
from wenjian.model.finding import Finding
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority
from wenjian.readers import read_paper
from wenjian.readers.docx import read_appearance
from wenjian.structure.parts import printed_lines

REPLACED = load_replaced()[0]

NOTICE = """示范县民政局文件
示民字〔2026〕12号
示范县民政局关于做好养老机构安全管理工作的通知
各养老机构，局机关各股室：
为做好养老机构安全管理工作，现将有关事项通知如下：
一、摸清底数
各养老机构每月至少开展一次用电安全检查，逐项登记发现的问题，落实专人整改到位。
（一）检查范围
检查范围包括厨房、锅炉房、配电室和老年人居室，逐一检查线路、开关和插座，不留死角。
二、落实责任
养老服务股负责业务指导，办公室负责值班值守，发现问题及时报告，确保老年人生命财产安全。
附件：养老机构安全检查表
示范县民政局
2026年5月25日
（联系人：张三，联系电话：0000-6231188）
抄送：县应急管理局，县消防救援大队。
示范县民政局办公室　2026年5月25日印发
"""
"""A notice in which no rule finds anything."""


def draft_of(
    data: bytes | str,
    name: str = "通知.txt",
    *,
    locality: Locality | None = None,
    authority: Authority = Authority.BUREAU,
    number: int = 1,
) -> Draft:
    """The draft that the command makes of a file."""
    paper = read_paper(data.encode() if isinstance(data, str) else data, name)
    return Draft(
        paper.documents[number - 1],
        printed_lines(paper.lines, paper.documents, number),
        paper.lines,
        read_appearance(paper.docx) if paper.docx else None,
        locality,
        authority,
        REPLACED,
    )


def found_in(text: str, *enabled: str) -> list[Finding]:
    """What the rules find in a text."""
    return list(lint(draft_of(text), chosen(enabled)))


def told(text: str, rule: str) -> list[str]:
    """The messages of one rule, by its name, in a text; the rule is turned on."""
    code = BY_NAME[rule].code
    return [finding.message for finding in lint(draft_of(text), frozenset({code}))]


def changed(old: str, new: str) -> str:
    """NOTICE with one place changed."""
    assert NOTICE.count(old) == 1, old
    return NOTICE.replace(old, new)
