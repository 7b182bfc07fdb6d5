"""Clauses in a bureau's own file, and what the check says of each: nothing of a good one, one thing of a bad one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.clauses.check import Desk, alike_pairs, check_clauses
from wenjian.library import load_directive, load_library, load_locality, load_replaced
from wenjian.model.locality import Locality
from wenjian.shipped import builtin

DAY = dt.date(2026, 11, 29)

GOOD = """条款:
- 编号: 养老安全.夜间巡查
  版次: "1.0"
  主题: [养老机构安全, 消防]
  小标题: 做好夜间巡查
  正文: >-
    养老机构要安排专人夜间值守，{{ 夜间巡查频次 }}，重点查看失能老年人居室、配电间和安全出口，
    巡查情况当班记录、次日交接。
  参数:
  - 名称: 夜间巡查频次
    说明: 夜间至少巡查几次
    默认: 每两小时巡查一次
  适用: {机构: [养老机构]}
  主责: 养老服务
  配合: [养老机构]
  完成时限: 长期坚持
  重点任务: 夜间值守
  依据: [养老机构管理办法（民政部令第66号）]
  检查项:
  - 检查项目: 夜间巡查
    检查内容及标准: 有夜间值守排班表，{{ 夜间巡查频次 }}并有当班记录
    检查依据: 养老机构管理办法
    检查方法: 查资料、询问
- 编号: 低保.公示
  主题: [低保和临时救助]
  小标题: 公示救助结果
  正文: >-
    {{ 主责股室 }}作出确认决定后，由{{ 基层民政机构 }}在申请人所在村（社区）公布救助结果，
    公布内容不得涉及与救助无关的个人信息。
    {{ 基层民政机构 }}应当自受理之日起10个工作日内提出初审意见。
  变体:
  - 适用: {层级: [市级]}
    正文: >-
      {{ 主责股室 }}指导各县（市、区）民政部门在村（社区）公布救助结果，按季度抽查公布是否及时、是否泄露无关信息。
  主责: 社会救助
  配合: [基层民政机构]
  完成时限: 长期坚持
  重点任务: 救助公开
  依据: [社会救助暂行办法（国务院令第649号）]
- 编号: 养老安全.消防联查
  主题: [养老机构安全, 消防]
  小标题: 联合检查消防
  正文: >-
    {{ 本局 }}商请{{ 消防救援机构 }}派人参加养老机构消防检查，{{ 联查频次 }}，查出的隐患逐条列明整改人和整改日期。
    涉及建筑改造的，会同{{ 住房城乡建设部门 }}提出处理意见。
  参数:
  - 名称: 联查频次
    默认: 每年不少于两次
  主责: 养老服务
  配合: [消防救援机构, 住房城乡建设部门]
  完成时限: 每年
  重点任务: 消防安全
"""


def places() -> tuple[Locality, ...]:
    return tuple(load_locality(path)[0] for path in sorted((builtin("samples") / "地区").glob("*.yaml")))


def said(folder: Path, text: str, *against: str) -> list[str]:
    """What is found in a library of this one file, each «编号 message»; `against` is a directive's text."""
    (folder / "条款.yaml").write_text(text, encoding="utf-8")
    directives = []
    for number, words in enumerate(against):
        path = folder / f"上级{number}.txt"
        path.write_text(words, encoding="utf-8")
        directives.append(load_directive(path)[0])
    for path in folder.glob("上级*.txt"):
        path.unlink()
    library = load_library([folder], base=False)
    desk = Desk(library, places(), DAY, tuple(directives), load_replaced()[0])
    return [f"{finding.code} {finding.message}" for finding in check_clauses(desk)]


def test_clauses_that_keep_to_the_rules_are_passed_in_silence(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD) == []


BAD = [
    (
        ("{{ 夜间巡查频次 }}", "按规定巡查"),
        "WJ221 条款“养老安全.夜间巡查”写明的参数“夜间巡查频次”没有用到",
    ),
    (
        ("{{ 联查频次 }}", "每年不少于两次"),
        "WJ221 条款“养老安全.消防联查”写明的参数“联查频次”没有用到",
        "WJ222 条款“养老安全.消防联查”把“每年不少于两次”写死在正文里",
    ),
    (
        ("查出的隐患", "2026年起查出的隐患"),
        "WJ223 条款“养老安全.消防联查”的正文写了年份“2026年”",
    ),
    (
        (
            "    检查内容及标准: 有夜间值守排班表，{{ 夜间巡查频次 }}",
            "    检查内容及标准: 有夜间值守排班表，每两小时巡查一次",
        ),
        "WJ224 条款“养老安全.夜间巡查”的检查项写死了“每两小时巡查一次”，正文里它是参数“夜间巡查频次”",
    ),
    (
        ("涉及建筑改造的，会同{{ 住房城乡建设部门 }}提出处理意见。", "养老机构要高度重视，切实加强消防安全管理。"),
        "WJ225 条款“养老安全.消防联查”里的“养老机构要高度重视，切实加强消防安全管理。”没有具体做法",
    ),
    (
        ("    检查方法: 查资料、询问\n", ""),
        "WJ226 条款“养老安全.夜间巡查”的检查项“夜间巡查”没有写检查方法",
    ),
    (
        ("检查方法: 查资料、询问", "检查方法: 评估"),
        "WJ226 条款“养老安全.夜间巡查”的检查项“夜间巡查”检查方法写的是“评估”",
    ),
    (
        ("有夜间值守排班表，{{ 夜间巡查频次 }}并有当班记录", "夜间巡查落实到位、管理规范"),
        "WJ227 条款“养老安全.夜间巡查”的检查项“夜间巡查”看不出怎样算符合：“夜间巡查落实到位、管理规范”",
    ),
    (
        (
            "涉及建筑改造的，会同{{ 住房城乡建设部门 }}提出处理意见。",
            (
                "涉及建筑改造的，会同{{ 住房城乡建设部门 }}提出处理意见。整改期间停用有隐患的区域。"
                "整改结果在机构门口张贴。复查合格的恢复使用。"
            ),
        ),
        "WJ230 条款“养老安全.消防联查”有5句，太长",
    ),
    (
        ("涉及建筑改造的，会同", "涉及建筑改造的，" + "把原有的隔墙、吊顶和保温材料逐处列明，" * 13 + "会同"),
        "WJ230 条款“养老安全.消防联查”有290字，太长",
    ),
    (
        (
            "涉及建筑改造的，会同{{ 住房城乡建设部门 }}提出处理意见。",
            "养老机构要每日检查安全出口，儿童福利机构要为在院儿童配备防烟面罩。",
        ),
        (
            "WJ231 条款“养老安全.消防联查”一句里向几方提要求（养老机构、儿童福利机构）："
            "“养老机构要每日检查安全出口，儿童福利机构要为在院儿童配备防…”"
        ),
    ),
    (
        ("  主责: 社会救助\n", "  主责: 社会救助\n  有效期: {停用: 2026-06-30}\n"),
        "WJ233 条款“低保.公示”已于2026-06-30停用",
    ),
    (
        ("主责: 社会救助", "主责: 低保科"),
        "WJ234 条款“低保.公示”“主责”写的“低保科”，没有一个地区的股室有这项职责",
    ),
    (("  主责: 社会救助\n", ""), "WJ234 条款“低保.公示”没有写“主责”"),
    (
        ("涉及建筑改造的，会同{{ 住房城乡建设部门 }}提出处理意见。", "各乡镇人民政府要每月检查敬老院用电。"),
        (
            "WJ235 条款“养老安全.消防联查”：“各乡镇人民政府要每月检查敬老院用电”："
            "区民政局不宜直接向乡镇人民政府（街道办事处）提出指令性要求"
            "（《党政机关公文处理工作条例》第十六条第二项）"
        ),
    ),
    (
        ("申请人所在村", "建档立卡贫困人口所在村"),
        "WJ235 条款“低保.公示”：",
    ),
    (
        (
            "  - 名称: 联查频次\n    默认: 每年不少于两次",
            "  - 名称: 联查频次\n    默认: 每年\n  - 名称: 夜间巡查频次\n    默认: 每夜一次",
        ),
        "WJ221 条款“养老安全.消防联查”写明的参数“夜间巡查频次”没有用到",
        "WJ236 参数“夜间巡查频次”在条款“养老安全.消防联查”和“养老安全.夜间巡查”里默认值不同",
    ),
    (
        ("  主责: 社会救助\n", "  主责: 社会救助\n  有效期: {停用: 明年底}\n"),
        "WJ237 条款“低保.公示”的有效期“明年底”不是日期",
    ),
    (
        ("小标题: 公示救助结果", "小标题: 及时准确完整公示社会救助审核结果"),
        "WJ238 条款“低保.公示”的“小标题”有16字，一般不超过12字",
    ),
    (("重点任务: 救助公开", "重点任务: 救助公开。"), "WJ238 条款“低保.公示”的“重点任务”末尾有句号"),
]


@pytest.mark.parametrize(
    ("change", "findings"), [(one[0], list(one[1:])) for one in BAD], ids=lambda one: str(one[0])[:12]
)
def test_each_fault_is_told(tmp_path: Path, change: tuple[str, str], findings: list[str]) -> None:
    old, new = change
    assert old in GOOD
    told = said(tmp_path, GOOD.replace(old, new))
    assert [finding.startswith(expected) for finding, expected in zip(told, findings, strict=True)] == [True] * len(
        told
    )


def test_two_clauses_that_say_the_same(tmp_path: Path) -> None:
    twin = """- 编号: 养老安全.夜间值守
  主题: [养老机构安全]
  正文: 养老机构要安排专人夜间值守，重点查看失能老年人居室、配电间和安全出口，巡查情况当班记录、次日交接班。
  主责: 养老服务
"""
    assert said(tmp_path, GOOD + twin) == ["WJ239 条款“养老安全.夜间值守”与“养老安全.夜间巡查”有99%相同"]


@given(st.lists(st.text("养老机构要每日", min_size=4, max_size=12), max_size=6), st.sampled_from([0.3, 0.5, 0.8]))
def test_pairs_are_those_that_comparing_each_with_each_finds(texts: list[str], least: float) -> None:
    each = [
        (one, other, pair[0][2])
        for other in range(len(texts))
        for one in range(other)
        if (pair := alike_pairs([texts[one], texts[other]], least))
    ]
    assert alike_pairs(texts, least) == each


PARENT = """示省民政厅关于做好养老机构安全工作的通知
示民发〔2026〕9号
各市民政局：
一、加强管理
养老机构要安排专人夜间值守，重点查看失能老年人居室。
养老机构要为食堂从业人员办理健康证明，每日晨检并记录。
示省民政厅
2026年2月1日
"""


@pytest.mark.parametrize(
    ("duties", "findings"),
    [
        (["D001"], []),
        (
            ["D002"],
            [
                (
                    "WJ229 条款“养老安全.夜间巡查”说承接任务“示民发〔2026〕9号#D002”，"
                    "正文没有写到：“养老机构要为食堂从业人员办理健康证明，每日晨检并记录。”"
                )
            ],
        ),
        (["D009"], ["WJ228 条款“养老安全.夜间巡查”承接的任务“示民发〔2026〕9号#D009”在上级文件里没有"]),
    ],
)
def test_what_a_clause_claims_is_looked_for_in_its_text(tmp_path: Path, duties: list[str], findings: list[str]) -> None:
    claims = "".join(f"\n  - 任务: 示民发〔2026〕9号#{duty}" for duty in duties)
    text = GOOD.replace(
        "  主责: 养老服务\n  配合: [养老机构]", f"  承接:{claims}\n  主责: 养老服务\n  配合: [养老机构]"
    )
    assert said(tmp_path, text, PARENT) == findings


def test_claims_that_are_carried_in_part_are_a_note(tmp_path: Path) -> None:
    text = GOOD.replace(
        "  主责: 养老服务\n  配合: [养老机构]",
        "  承接:\n  - 任务: 示民发〔2026〕9号#D001\n  主责: 养老服务\n  配合: [养老机构]",
    )
    parent = PARENT.replace(
        "重点查看失能老年人居室。",
        "每层配备应急照明，安装烟感报警器并与消防控制室联网，为夜班人员发放补贴，所需经费列入预算。",
    )
    assert said(tmp_path, text, parent) == [
        (
            "WJ232 承接任务“示民发〔2026〕9号#D001”的条款（养老安全.夜间巡查）只写到一部分："
            "“养老机构要安排专人夜间值守，每层配备应急照明，安装烟感报警…”"
        )
    ]
