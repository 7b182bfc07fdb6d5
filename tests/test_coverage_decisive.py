"""A word that decides how a duty is done is missed where the paper tells the rest in other words; one that says the
same is not.
"""

from __future__ import annotations

import pytest

from test_coverage_wording import answer


def told(parent: str, child: str) -> set[tuple[str, str]]:
    return {(one.kind.value, one.direction.value) for one in answer(parent, child).deviations}


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("发现严重隐患的，应当书面报告县级水利部门。", "查出严重隐患后，在会上向县水利局汇报。"),
        ("管理水库3座以上的，应当配备专职巡查员。", "管着3座以上水库的，巡查员可由村干部兼任。"),
        ("检查结果向社会公布，接受群众监督。", "检查结果报局领导阅，接受上级监督。"),
        ("抽样工作由与被检单位无利害关系的机构承担。", "抽样工作由取得资质的机构承担。"),
        ("项目法人对工程质量终身负责。", "保修期内工程质量由项目法人负责。"),
        ("结余资金学年末全额退还学生。", "结余资金学年末转入下学年。"),
        ("主要负责人每季度带队检查一次储备库。", "主要负责人每季度安排检查储备库一次。"),
        ("发生亡人事故的，当年考核一票否决。", "发生亡人事故的，当年考核酌情处理。"),
        ("公布举报电话，对举报人信息严格保密。", "公布举报电话，登记举报人信息。"),
        ("办理结果反馈举报人。", "办理结果存入举报档案。"),
        ("各乡镇要逐人建立帮扶台账，每月更新。", "各乡镇要建立帮扶台账，每月更新。"),
        ("对排查出的隐患要逐项登记、限期整改。", "对排查出的隐患要登记、限期整改。"),
        ("由水利部门会同应急部门实地核查堤防。", "堤防情况由水利局会同应急局审核书面材料。"),
        ("市场监管部门对加油站每年监督检查一次。", "加油站每年自查一次并报市场监管局。"),
        ("对已验收的渠道逐条开展回访。", "对已验收的渠道抽取三成进行回访。"),
        ("住房补贴申请在5个工作日内办结。", "5个工作日内受理住房补贴申请。"),
        ("突发环境事件直接报告省生态环境厅。", "突发环境事件经县政府同意后再报省生态环境厅。"),
        ("对网吧的检查不打招呼、直奔现场。", "检查网吧前提前通知业主，再到现场。"),
        ("对每个合作社补助额度不超过5万元。", "合作社补助额度合计不超过5万元。"),
        ("食堂运转经费由县级财政承担。", "食堂运转经费由学校自筹。"),
        ("委托第三方机构审计培训经费。", "由内部审计人员审计培训经费。"),
        ("农药由县里统一采购。", "农药由各乡镇分别采购。"),
        ("供应商由学校集体研究确定。", "供应商由管理员确定。"),
        ("前一阶段未完成的，不得转入后一阶段。", "前一阶段没完成的，可同步转入后一阶段。"),
        ("弄虚作假的，撤销示范称号。", "弄虚作假的示范单位，予以提醒。"),
    ],
)
def test_a_word_that_decides_is_missed(parent: str, child: str) -> None:
    assert {("modality", "weaker")} & told(parent, child) or answer(parent, child).verdict.value != "covered"


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("发现严重隐患的，应当书面报告县级水利部门。", "查出严重隐患，要以正式函件报县水利局。"),
        ("检查结果向社会公布，接受群众监督。", "检查结果在县政府网站公示，接受群众监督。"),
        ("结余资金学年末全额退还学生。", "学年末把结余资金足额退给学生。"),
        ("办理结果反馈举报人。", "办理结果告知举报人。"),
        ("由水利部门会同应急部门实地核查堤防。", "县水利局会同县应急局到现场核查堤防。"),
        ("对已验收的渠道逐条开展回访。", "已验收的渠道全部回访，不抽样。"),
        ("住房补贴申请在5个工作日内办结。", "住房补贴申请5个工作日内办理完毕，当场受理。"),
        ("食堂运转经费由县级财政承担。", "食堂运转经费列入县财政预算，不得自筹。"),
        ("供应商由学校集体研究确定。", "供应商由校务会议研究确定。"),
        ("各乡镇要逐人建立帮扶台账，每月更新。", "各乡镇要一人一档建立帮扶台账，每月更新。"),
        ("对排查出的隐患要逐项登记、限期整改。", "对排查出的每一项隐患都要登记、限期整改。"),
    ],
)
def test_other_words_for_the_same_are_none(parent: str, child: str) -> None:
    assert not {("modality", "weaker"), ("modality", "changed")} & told(parent, child)


def test_the_year_of_comparison_and_a_figure_that_is_included() -> None:
    assert ("figure", "changed") in told("事故起数较2023年下降20%。", "事故起数与2024年相比下降20%。")
    assert ("figure", "changed") not in told("事故起数较2023年下降20%。", "事故起数与2023年相比下降20%。")
    assert ("figure", "changed") in told("管理20台以上（含20台）的要备案。", "管理20台以上（不含20台）的要备案。")


@pytest.mark.parametrize(
    ("parent", "child", "advice"),
    [
        ("发现隐患要立即停止作业，撤出人员。", "发现隐患要停止作业，撤出人员。", "补充“立即停止”"),
        ("各乡镇要逐人建立帮扶台账，每月更新。", "各乡镇要建立帮扶台账，每月更新。", "补充“逐人”"),
        (
            "检查情况要书面报告县安委办。",
            "检查情况要报告县安委办。",
            "“检查情况要报告县安委办”改为“检查情况要书面报告县安委办”",
        ),
    ],
)
def test_a_word_that_was_dropped_is_to_be_put_back_and_nothing_else(parent: str, child: str, advice: str) -> None:
    assert answer(parent, child).suggestion == advice
