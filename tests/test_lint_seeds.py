"""The five real papers of the seed: the faults that are known, and nothing that a clerk would doubt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from drafts import draft_of
from wenjian.lint.rules import lint
from wenjian.model.finding import Finding


def found(real: Path, name: str) -> dict[str, list[Finding]]:
    """The findings of each rule in a seed."""
    codes: dict[str, list[Finding]] = {}
    for finding in lint(draft_of((real / "seeds" / name).read_bytes(), name)):
        codes.setdefault(finding.code, []).append(finding)
    return codes


def test_dongsheng_lacks_a_part_and_its_sign_off_and_has_a_slip(real: Path) -> None:
    codes = found(real, "dongsheng-notice-2022.txt")
    assert codes.keys() == {"WJ123", "WJ125", "WJ742", "WJ761"}
    assert "“四、”不连续，前一个编号是“二、”" in codes["WJ125"][0].message
    assert [("因按照" in one.message, "应" in one.message) for one in codes["WJ761"]] == [(True, True)]


def test_daxinganling_has_quotation_marks_without_their_other_half(real: Path) -> None:
    codes = found(real, "daxinganling-plan-2021.txt")
    assert [one.place.line for one in codes["WJ741"]] == [8, 27]
    assert "（一）" in codes["WJ731"][0].message
    assert "2022年2月26" in codes["WJ138"][0].message
    assert "“人员”" in codes["WJ762"][0].message
    assert "婚姻" in codes["WJ761"][0].message
    assert "停机整顿" in codes["WJ771"][0].message
    assert codes.keys() - {"WJ123", "WJ126", "WJ522", "WJ742", "WJ750", "WJ754"} == {
        "WJ741",
        "WJ731",
        "WJ138",
        "WJ762",
        "WJ761",
        "WJ771",
    }


def test_nanyang_writes_its_date_in_figures(real: Path) -> None:
    codes = found(real, "nanyang-plan-2022.txt")
    assert "应写作“2022年1月27日”" in codes["WJ703"][0].hint
    assert codes.keys() == {"WJ551", "WJ703", "WJ742", "WJ750", "WJ761"}


def test_lushan_orders_townships_and_lacks_its_sign_off(real: Path) -> None:
    codes = found(real, "lushan-notice-2022-22.txt")
    assert Counter({code: len(each) for code, each in codes.items()}) == {
        "WJ551": 2,
        "WJ123": 1,
        "WJ742": 1,
        "WJ761": 1,
    }


def test_chongqing_has_half_width_signs_only(real: Path) -> None:
    assert found(real, "chongqing-forward-2020-68.txt").keys() == {"WJ716", "WJ742"}


@pytest.mark.parametrize(
    "name",
    [
        "p08_child_nongmingong_hebei.txt",
        "p08_parent_nongmingong_nat.txt",
        "p12_child_xinmeiti_hebei.txt",
        "p12_parent_xinmeiti_nat.txt",
    ],
)
def test_well_edited_papers_have_next_to_nothing(real: Path, name: str) -> None:
    text = (real / "gold" / "texts" / name).read_bytes()
    assert {one.code for one in lint(draft_of(text, name))} <= {"WJ124", "WJ731", "WJ750", "WJ522"}
