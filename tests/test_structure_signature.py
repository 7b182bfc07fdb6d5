"""The signature is made of names alone: what else stands above the date without a stop stays text."""

from __future__ import annotations

import pytest

from wenjian.model.document import Document
from wenjian.readers import read_documents


def signed(*lines: str, title: str = "关于召开会议的通知") -> Document:
    """A paper that ends with the lines and its date."""
    text = "\n\n".join((title, "各乡镇民政所：", "请认真做好准备。", *lines, "2026年5月6日"))
    (paper,) = read_documents(text.encode(), "通知.txt")
    return paper


@pytest.mark.parametrize(
    "lines",
    [
        ("请各单位认真落实",),
        ("望认真贯彻执行",),
        ("特此通知",),
        ("请将名单及时报送县民政局",),
        ("□同意　□不同意",),
        ("参会人员名单", "石桥镇 张示例", "青河镇 李示例"),
        ("一等奖", "石桥镇", "二等奖", "青河镇"),
        ("局长　张示例", "副局长　李示例"),
    ],
)
@pytest.mark.parametrize("organ", ["示范县民政局", "县民政局", "示范县第一中学"])
def test_text_without_a_stop_stays_above_the_signature(lines: tuple[str, ...], organ: str) -> None:
    paper = signed(*lines, organ)
    assert paper.elements.signature == (organ,)
    assert [block.text for block in paper.blocks[1:]] == list(lines)


@pytest.mark.parametrize(
    ("lines", "organs"),
    [
        (("示范县民政局",), ("示范县民政局",)),
        (("中共示范县委", "示范县人民政府"), ("中共示范县委", "示范县人民政府")),
        (("示范县民政局　示范县财政局", "示范县司法局"), ("示范县民政局", "示范县财政局", "示范县司法局")),
        (("示范县关心下一代", "工作委员会办公室"), ("示范县关心下一代工作委员会办公室",)),
        (("示范县民政局 示范县卫生健康", "委员会"), ("示范县民政局", "示范县卫生健康委员会")),
        (("示范县城关", "街道办事处"), ("示范县城关街道办事处",)),
        (("示范县民政局（盖章）", "示范县财政局（公章）"), ("示范县民政局", "示范县财政局")),
        (("示范县人民政府", "县长　张示例"), ("示范县人民政府", "县长　张示例")),
        (("县长　张示例",), ("县长　张示例",)),
        (("示范县民政局", "张示例"), ("示范县民政局", "张示例")),
        (("示范县第一中学", "示范县殡仪馆"), ("示范县第一中学", "示范县殡仪馆")),
        (("望都县民政局",), ("望都县民政局",)),
    ],
)
def test_organs_and_persons_sign(lines: tuple[str, ...], organs: tuple[str, ...]) -> None:
    paper = signed(*lines)
    assert paper.elements.signature == organs
    assert [block.text for block in paper.blocks] == ["请认真做好准备。"]


def test_organs_in_a_list_do_not_sign_where_the_title_names_the_one_that_does() -> None:
    paper = signed("县财政局", "县司法局", "示范县民政局", title="示范县民政局关于召开会议的通知")
    assert paper.elements.signature == ("示范县民政局",)
    assert [block.text for block in paper.blocks[1:]] == ["县财政局", "县司法局"]


def test_a_name_that_the_title_has_may_be_broken_anywhere() -> None:
    paper = signed("青禾集团养老", "服务公司", title="青禾集团养老服务公司关于召开会议的通知")
    assert paper.elements.signature == ("青禾集团养老服务公司",)
