"""From which level a paper comes, how it is called, whether two are one."""

from __future__ import annotations

import pytest

from wenjian.model.directive import SourcePaper
from wenjian.model.plain import from_plain
from wenjian.text.superiors import level_word, listed, newer_version, paper_names, same_paper


@pytest.mark.parametrize(
    ("organ", "level"),
    [
        ("国务院办公厅", "国"),
        ("民政部", "国"),
        ("民政部办公厅", "国"),
        ("国家市场监督管理总局", "国"),
        ("市场监管总局", "国"),
        ("河北省人民政府办公厅", "省"),
        ("中共河北省委宣传部", "省"),
        ("内蒙古自治区民政厅", "省"),
        ("省民政厅", "省"),
        ("某省市场监督管理局", "省"),
        ("平顶山市民政局", "市"),
        ("大兴安岭地区行政公署民政局", "市"),
        ("恩施土家族苗族自治州民政局", "市"),
        ("重庆市民政局", "市"),
        ("鲁山县民政局", "县"),
        ("鄂尔多斯市东胜区民政局", "县"),
        ("莫力达瓦达斡尔族自治旗民政局", "县"),
        ("平顶山市鲁山县民政局", "县"),
        ("某镇人民政府", "乡镇"),
        ("城关镇人民武装部", "乡镇"),
        ("鲁山县住房和城乡建设局", "县"),
        ("鲁山县乡镇企业服务中心", "县"),
        ("示范县新城镇人民政府", "乡镇"),
        ("示范县古城乡人民政府", "乡镇"),
        ("某某街道办事处", "乡镇"),
        ("安全工作领导小组", ""),
    ],
)
def test_the_level_of_an_organ(organ: str, level: str) -> None:
    assert level_word(organ) == level


def named(*papers: SourcePaper) -> list[str]:
    return list(paper_names(papers).values())


def test_papers_are_called_by_their_level() -> None:
    nation = SourcePaper(title="民政部关于甲的通知", number="民发〔2026〕1号")
    province = SourcePaper(title="关于甲的通知", number="豫民〔2026〕2号", issuer=("河南省民政厅",))
    assert named(nation, province) == ["国", "省"]


def test_two_of_one_level_are_called_by_their_numbers() -> None:
    one = SourcePaper(title="关于甲的通知", number="豫民〔2026〕2号", issuer=("河南省民政厅",))
    two = SourcePaper(title="关于乙的通知", issuer=("河南省财政厅",))
    assert named(one, two) == ["豫民〔2026〕2号", "关于乙的通知"]


def test_a_basis_names_title_and_number() -> None:
    papers = [SourcePaper(title="转发《甲》的通知", number="国〔2026〕1号"), SourcePaper(title="关于乙的通知")]
    assert listed(papers) == "《转发〈甲〉的通知》（国〔2026〕1号）、《关于乙的通知》"


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ({"number": "豫民〔2026〕2号"}, {"number": "豫民[2026]2号"}, "同一份"),
        ({"number": "豫民〔2026〕2号"}, {"number": "豫民〔2026〕3号"}, "新版"),
        ({"number": "豫民〔2026〕2号"}, {"number": "豫民〔2026〕3号", "title": "关于乙的通知"}, "两份"),
        ({"number": ""}, {"number": "豫民〔2026〕3号"}, "同一份"),
        ({"date": "2026年1月1日"}, {"date": "2026年5月1日"}, "新版"),
        ({"fingerprint": "abc"}, {"fingerprint": "abc", "title": "关于甲的通知（修订）"}, "同一份"),
    ],
)
def test_whether_two_papers_are_one(one: dict[str, str], other: dict[str, str], answer: str) -> None:
    first, second = (from_plain(SourcePaper, {"title": "关于甲的通知", **values}) for values in (one, other))
    found = "同一份" if same_paper(first, second) else "新版" if newer_version(first, second) else "两份"
    assert found == answer
