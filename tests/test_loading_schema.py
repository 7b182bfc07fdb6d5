"""JSON Schemas for editors: Chinese keys, the words of the vocabularies, what the loader accepts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from wenjian.loading.schema import SCHEMAS
from wenjian.loading.shape import KINDS, fields_of


def test_there_is_one_for_each_file_kind() -> None:
    assert list(SCHEMAS) == ["上级文件", "地区", "条款", "术语", "提纲", "拟稿单", "核对", "节假日", "本单位习惯"]


@pytest.mark.parametrize("word", list(SCHEMAS))
def test_each_is_json_with_the_keys_people_write(word: str) -> None:
    schema = json.loads(json.dumps(SCHEMAS[word](), ensure_ascii=False))
    properties = schema.get("properties") or schema["$defs"][schema["$ref"].rsplit("/", 1)[1]]["properties"]
    assert schema["title"] == word
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(properties) == list(fields_of(KINDS[word]))


def job() -> dict[str, Any]:
    return SCHEMAS["拟稿单"]()


def test_a_vocabulary_gives_its_words() -> None:
    assert job()["$defs"]["Stage"] == {"enum": ["草稿", "征求意见稿", "送审稿", "清样", "印发稿"], "type": "string"}
    assert job()["properties"]["补写"]["enum"] == ["是", "否", None]


def test_numbers_stand_for_texts_and_one_text_for_a_list() -> None:
    scalar = ["string", "number", "boolean", "null"]
    assert job()["$defs"]["Elements"]["properties"]["份号"]["type"] == scalar
    assert job()["properties"]["依据"]["anyOf"] == [
        {"type": "array", "items": {"type": scalar}},
        {"type": scalar},
    ]


def test_unknown_keys_and_missing_keys_show_in_the_editor() -> None:
    assert job()["additionalProperties"] is False
    assert job()["required"] == ["地区", "文件"]
