"""Records as YAML and back."""

from __future__ import annotations

from dataclasses import fields
from types import NoneType
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wenjian.loading.bind import bind
from wenjian.loading.dump import dump
from wenjian.loading.shape import KINDS
from wenjian.loading.yaml import parse_yaml
from wenjian.model.coverage import Decision
from wenjian.model.directive import Deliverable, Directive, Duty, Measure
from wenjian.model.job import Job, JobDocument
from wenjian.model.library import Outline, Section
from wenjian.model.locality import Locality
from wenjian.model.plain import hints_of
from wenjian.model.record import Record, is_required
from wenjian.model.vocabulary import Authority, Comparator, Competence, Genre, MeasureKind, Vocabulary

TRICKY = st.sampled_from(
    [
        "标题：甲",
        "文种:通知",
        "- 甲",
        "{{ 县名 }}要",
        "“甲”",
        "甲: 乙",
        "0375",
        "~",
        "  甲",
        "甲\n乙：丙\n",
        "　　甲\n乙",
        "#甲",
        "*甲",
        "甲 #乙",
        "是",
        "",
        "\t",
        "甲\n\n\n乙",
        "'甲'",
        '"甲',
        "|",
        "---",
        "甲\x07乙",
        "甲\r\n乙",
        "\u2028",
        "编号:甲",
        "甲\n ",
    ]
)
TEXT = st.one_of(
    TRICKY, st.text(st.characters(codec="utf-8"), max_size=12), st.text("甲：: \n\t-“”\"'|>#乙", max_size=12)
)


def values(annotation: Any, depth: int) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if NoneType in inner:
        return st.none() | values(next(part for part in inner if part is not NoneType), depth)
    if origin is tuple:
        return st.lists(values(inner[0], depth - 1), max_size=2).map(tuple) if depth > 0 else st.just(())
    if origin is dict:
        return st.dictionaries(TEXT, values(inner[1], depth - 1), max_size=2)
    if annotation is bool:
        return st.booleans()
    if issubclass(annotation, Vocabulary):
        return st.sampled_from(list(annotation))
    if issubclass(annotation, Record):
        return records(annotation, depth - 1)
    return TEXT


def records(kind: type[Record], depth: int) -> st.SearchStrategy[Record]:
    required = {one.name: hints_of(kind)[one.name] for one in fields(kind) if is_required(one)}
    optional = {name: hint for name, hint in hints_of(kind).items() if name not in required}
    signature = {"person": "张三", "date": "2026-03-02"} if kind is Decision else {}
    optional = {name: hint for name, hint in optional.items() if name not in signature}
    return st.fixed_dictionaries(
        {name: values(hint, depth) for name, hint in required.items()},
        optional={name: values(hint, depth) for name, hint in optional.items()},
    ).map(lambda data: kind(**data, **signature))


@pytest.mark.parametrize("word", list(KINDS))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_reading_back_what_was_written_gives_the_same(word: str, data: st.DataObject) -> None:
    record = data.draw(records(KINDS[word], 3))
    text = dump(record)
    loaded = parse_yaml(text, "甲.yaml")
    assert not loaded.findings, text
    assert bind(KINDS[word], loaded) == record
    assert dump(bind(KINDS[word], loaded)) == text


def test_a_directive_as_people_read_it(doc: str) -> None:
    """
    标题: 关于做好工作的通知
    发文字号: 示民发〔2026〕6号
    发文机关:
    - 示省民政厅
    任务:
    - 编号: D001
      原文: 养老机构隔离观察不少于14天：“一律”执行。
      从严: 是
      责任主体:
      - ^养老机构
      量化要求:
      - 原文: 不少于14天
        类别: 时长
        数值: 14
        单位: 天
        比较: 不少于
      成果报送:
        成果: 0375
      归口: 本局主责
      备注: |-
        第一行
        第二行
    """
    directive = Directive(
        title="关于做好工作的通知",
        number="示民发〔2026〕6号",
        issuer=("示省民政厅",),
        duties=(
            Duty(
                id="D001",
                text="养老机构隔离观察不少于14天：“一律”执行。",
                strict=True,
                actors=("^养老机构",),
                measures=(
                    Measure(
                        text="不少于14天",
                        kind=MeasureKind.DURATION,
                        value="14",
                        unit="天",
                        comparator=Comparator.AT_LEAST,
                    ),
                ),
                deliverable=Deliverable(text="0375"),
                competence=Competence.OWN,
                remark="第一行\n第二行",
            ),
        ),
    )
    assert dump(directive) == doc


def test_defaults_are_left_out_and_an_emptied_default_is_kept() -> None:
    job = Job(locality="甲", authority=Authority.BUREAU, documents=(JobDocument(genre=Genre.NOTICE),))
    assert dump(job) == "地区: 甲\n文件:\n- 文种: 通知\n"
    outline = Outline(name="甲", genre=Genre.PLAN, sections=(Section(sections=(Section(duties=True),)),))
    assert dump(outline) == "名称: 甲\n文种: 实施方案\n章节:\n- 小节:\n  - 承接任务: 是\n"
    locality = Locality(name="甲", bureau="乙", level="")
    assert dump(locality) == '名称: 甲\n层级: ""\n机关: 乙\n'
