"""What is kept of a library: what is found, composed and checked with it is what is without."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenjian.clauses.shelf import Query, Shelf, find, needed, propose, shelf_of
from wenjian.index import _read, _write, open_shelf
from wenjian.kept.thesaurus import open_thesaurus
from wenjian.library import load_directive, load_job, load_outline
from wenjian.model.library import Library
from wenjian.shipped import builtin

QUERIES = (
    Query(words=("探视",)),
    Query(words=("敬老院",)),
    Query(words=("体温", "消毒")),
    Query(theme="养老服务"),
    Query(institution="民政服务机构", words=("登记",)),
    Query(duty="养老机构要实行探视预约并登记来访人员。"),
)
COUNTY = """条款:
- 编号: 本县.瞭望巡查
  主题: 养老服务
  正文: 养老机构要安排专人瞭望塔值守，巡查失能老年人居室。
停用条款: [综合.早治疗]
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "本县"
    folder.mkdir()
    (folder / "养老.yaml").write_text(COUNTY, encoding="utf-8")
    return folder


def opened(county: Path, cache: Path | None) -> Shelf:
    return open_shelf([county], cache, large=0)


def answers(shelf: Shelf) -> list[object]:
    """Everything that a shelf is asked: searches, proposals for a directive, what a job needs, the clauses."""
    samples = builtin("samples")
    whole, _ = load_directive(samples / "上级" / "示发明电2026-6.yaml")
    directive = whole.model_copy(update={"duties": whole.duties[:6]})
    job, _ = load_job(samples / "拟稿单" / "鲁山县.yaml")
    outline, _ = load_outline("实施方案", samples)
    wanted = needed(shelf, job, [directive], [outline])
    assert wanted is not None
    return [
        *(find(shelf, query) for query in QUERIES),
        *propose(shelf, directive),
        wanted,
        shelf.library(wanted),
        shelf.library(),
    ]


def test_the_same_with_and_without_an_index(county: Path, tmp_path: Path) -> None:
    plain = answers(opened(county, None))
    made = answers(opened(county, tmp_path / "缓存"))
    (index,) = (tmp_path / "缓存").iterdir()
    written = index.stat().st_mtime_ns
    kept = answers(opened(county, tmp_path / "缓存"))
    assert index.stat().st_mtime_ns == written
    assert plain == made
    assert plain == kept


def test_a_changed_file_is_seen(county: Path, tmp_path: Path) -> None:
    cache = tmp_path / "缓存"
    assert [hit.card.id for hit in find(opened(county, cache), Query(words=("瞭望塔值守",)))] == ["本县.瞭望巡查"]
    (county / "养老.yaml").write_text(COUNTY.replace("瞭望塔值守", "通宵看护"), encoding="utf-8")
    assert find(opened(county, cache), Query(words=("瞭望塔值守",))) == ()
    assert [hit.card.id for hit in find(opened(county, cache), Query(words=("通宵看护",)))] == ["本县.瞭望巡查"]


@pytest.mark.parametrize("damage", ["删去", "清空", "截断", "改写", "别的文件"])
def test_an_index_that_cannot_be_trusted_is_made_anew(county: Path, tmp_path: Path, damage: str) -> None:
    cache = tmp_path / "缓存"
    before = [find(opened(county, cache), query) for query in QUERIES]
    (index,) = cache.iterdir()
    data = index.read_bytes()
    if damage == "删去":
        index.unlink()
    else:
        middle = len(data) // 2
        index.write_bytes(
            {
                "清空": b"",
                "截断": data[:middle],
                "改写": data[:middle] + bytes(9000) + data[middle + 9000 :],
                "别的文件": "这不是索引".encode(),
            }[damage]
        )
    assert [find(opened(county, cache), query) for query in QUERIES] == before
    assert index.stat().st_size == len(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [("通宵看护", "通宵看戏"), ("养老服务", "养老服装"), ("综合.早治疗", "综合.早治了")],
    ids=["正文", "主题", "编号"],
)
def test_a_row_that_was_changed_is_noticed_though_it_reads_well(
    county: Path, tmp_path: Path, old: str, new: str
) -> None:
    cache = tmp_path / "缓存"
    (county / "养老.yaml").write_text(COUNTY.replace("停用条款: [综合.早治疗]", "").replace("瞭望塔值守", "通宵看护"))
    before = opened(county, cache).library()
    (index,) = cache.iterdir()
    data = index.read_bytes()
    assert old.encode() in data
    index.write_bytes(data.replace(old.encode(), new.encode()))
    assert opened(county, cache).library() == before
    assert index.read_bytes() == data


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_bit_that_changes_is_noticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("索引") / "一.sqlite"
    _write(path, "键", Library(), shelf_of(Library()))
    assert _read(path, "键") is not None
    written = bytearray(path.read_bytes())
    written[data.draw(st.integers(0, len(written) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(written)
    assert _read(path, "键") is None


def test_without_a_place_for_it_the_library_is_read_as_ever(county: Path, tmp_path: Path) -> None:
    occupied = tmp_path / "占用"
    occupied.write_text("文件", encoding="utf-8")
    assert find(opened(county, occupied), QUERIES[0]) == find(opened(county, None), QUERIES[0])
    assert occupied.read_text(encoding="utf-8") == "文件"


def test_what_no_file_can_hold_is_read_and_not_kept(county: Path, tmp_path: Path) -> None:
    cache = tmp_path / "存"
    (county / "术语.yaml").write_text('版本: 县\n术语:\n- 词: "甲\\ud800"\n', encoding="utf-8")
    assert answers(opened(county, cache)) == answers(opened(county, None))
    assert open_thesaurus([county], cache) == open_thesaurus([county], None)
    assert not list(cache.iterdir())


def test_progress_is_told_while_it_is_made(county: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for _ in range(2):
        open_shelf([county], tmp_path / "缓存", lambda done, total: told.append((done, total)), large=0)
    total = told[0][1]
    assert told == [(done, total) for done in range(1, total + 1)]


def test_of_a_small_library_nothing_is_told(county: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    open_shelf([county], tmp_path / "缓存", lambda done, total: told.append((done, total)))
    assert not told
    assert len([*(tmp_path / "缓存").iterdir()]) == 1


def test_the_thesaurus_is_the_same_when_it_is_kept(county: Path, tmp_path: Path) -> None:
    (county / "术语.yaml").write_text("版本: 县\n术语:\n- 词: 瞭望塔\n  同义: [望楼]\n", encoding="utf-8")
    plain = open_thesaurus([county], None)
    assert plain.version.endswith("+县")
    for _ in range(2):
        assert open_thesaurus([county], tmp_path / "缓存") == plain
    (kept,) = (tmp_path / "缓存").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8").replace("望楼", "岗楼"), encoding="utf-8")
    assert open_thesaurus([county], tmp_path / "缓存") == plain
    (county / "术语.yaml").write_text("版本: 县\n术语:\n- 词: 瞭望塔\n", encoding="utf-8")
    assert open_thesaurus([county], tmp_path / "缓存").terms[-1].synonyms == ()


def test_what_another_program_kept_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "缓存"
    open_thesaurus([], cache)
    before = [path.read_bytes() for path in cache.iterdir()]
    monkeypatch.setattr("wenjian.kept.thesaurus.program", lambda: "另一版本")
    open_thesaurus([], cache)
    assert [path.read_bytes() for path in cache.iterdir()] != before


def test_a_job_that_names_an_unknown_clause_gets_the_whole_library(county: Path) -> None:
    shelf = opened(county, None)
    job, _ = load_job(builtin("samples") / "拟稿单" / "鲁山县.yaml")
    document = job.documents[0].model_copy(update={"added": ("没有.这条",)})
    assert needed(shelf, job.model_copy(update={"documents": (document,)}), [], []) is None
    assert len(shelf.library(None).clauses) == len(shelf.cards)
