"""One paper beside several superiors: what another one of them wants is not the paper's own."""

from __future__ import annotations

import pytest

from wenjian.coverage import check
from wenjian.coverage.several import beside_each_other
from wenjian.duties import extract
from wenjian.library import load_library
from wenjian.model.coverage import Coverage
from wenjian.model.vocabulary import AddedClass, Direction
from wenjian.readers import read_documents
from wenjian.reports import comparisons, format_letter


def paper(organ: str, number: str, *sentences: str) -> bytes:
    body = "\n".join(f"{n}、{text}" for n, text in zip("一二三四五", sentences, strict=False))
    return f"{organ}\n{number}\n关于做好助老食堂工作的通知\n各单位：\n{body}\n{organ}\n2026年3月8日\n".encode()


def together(province: tuple[str, ...], city: tuple[str, ...], plan: tuple[str, ...]) -> tuple[Coverage, ...]:
    (document,) = read_documents(paper("安河县民政局", "安民字〔2026〕9号", *plan), "县.txt")
    above = [paper("河源省民政厅", "河源民发〔2026〕2号", *province), paper("河东市民政局", "河民发〔2026〕5号", *city)]
    thesaurus = load_library().thesaurus
    directives = [extract(read_documents(one, "上级.txt")[0])[0] for one in above]
    return beside_each_other([check(one, document, thesaurus) for one in directives])


RATE = "到2026年底，农村行政村助餐服务覆盖率不低于{}%。"
PATROLS = "各县民政局每{}对助老食堂开展一次联合检查。"


@pytest.mark.parametrize(
    ("province", "city", "plan", "told"),
    [
        (RATE.format(45), RATE.format(50), RATE.format(50), "多5个百分点，河民发〔2026〕5号有此要求，细化"),
        (RATE.format(45), RATE.format(60), RATE.format(50), "多5个百分点，河民发〔2026〕5号有此要求，细化"),
        (RATE.format(45), RATE.format(50), RATE.format(55), "多10个百分点，高于上级要求"),
        (PATROLS.format("季度"), PATROLS.format("月"), PATROLS.format("月"), "河民发〔2026〕5号有此要求，细化"),
        (PATROLS.format("季度"), RATE.format(50), PATROLS.format("月"), "高于上级要求"),
    ],
)
def test_stricter_than_one_as_another_wants_it(province: str, city: str, plan: str, told: str) -> None:
    first, second = together((province,), (city,), (plan,))
    direction = Direction.STRICTER if told.endswith("高于上级要求") else Direction.REFINED
    assert [one.direction for one in first.duties[0].deviations] == [direction]
    (row,) = comparisons([first, second]).blocks[0].table.rows  # type: ignore[union-attr]
    assert f"{told}。" in row.texts()[4]
    assert ("请说明依据" in format_letter([first, second])) is (direction is Direction.STRICTER)


LEDGER = "助老食堂要建立老年人就餐电子台账，如实记录就餐人数、补贴金额。"
SAMPLES = "每餐次食品成品应当留样，留样时间不少于48小时。"
RANKING = "县民政局每月对各乡镇工作进度进行考核排名，并通报批评后三名。"


def test_an_addition_is_what_none_of_them_asks_for() -> None:
    coverages = together((LEDGER,), (SAMPLES,), (LEDGER, SAMPLES, RANKING))
    assert [[(one.text, one.kind) for one in each.added] for each in coverages] == [
        [(RANKING, AddedClass.ASSESSMENT)]
    ] * 2
