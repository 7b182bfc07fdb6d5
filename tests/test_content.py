"""The shipped samples, clauses, thesaurus and outlines: they load, agree with one another, and keep to the rules."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from wenjian.clauses.check import Desk, check_clauses
from wenjian.compose import Composition, Materials, compose
from wenjian.compose.fill import fill_text, locality_values
from wenjian.library import (
    load_directive,
    load_job,
    load_library,
    load_locality,
    load_original,
    load_outline,
    load_replaced,
)
from wenjian.lint.authority import check_authority
from wenjian.model.document import Block, Document
from wenjian.model.elements import Elements
from wenjian.model.job import Job
from wenjian.model.library import Clause, Library
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, BlockKind, Competence, OriginKind, Settlement
from wenjian.text.normal import letters
from wenjian.text.slots import slot_names

ROOT = Path(__file__).parent.parent
PARENT = ROOT / "samples" / "上级" / "示发明电2026-6.yaml"
PLACES = ("鲁山县", "东胜区")
JOBS = ("鲁山县", "东胜区", "鲁山县-草稿", "鲁山县-转发")
OUTLINES = ("印发通知", "通知", "实施方案", "转发通知", "转发并附任务分解表", "任务分解表", "检查表")
RUN = 13
"""A run of so many equal characters counts as copied."""
LONG_NAMES = re.compile(
    "城市生活无着的流浪乞讨人员救助管理办法|未成年人救助保护机构|高风险地区及被感染养老机构防控指南"
    "|早发现、早报告、早隔离、早治疗|鲁山县民政局文件"
)
"""Names, set phrases and the mark of a bureau with its 代字, as long as that, which everybody writes."""
_LAWS = re.compile(r"(?m)^ *(?:检查)?依据: .*$")
"""Lines that only name laws, whose names are what they are."""

NAMES = {
    "鲁山县": ("鲁山", "平顶山", "河南", "鲁民", "张示例", "李示例", "赵示例", "民政所"),
    "东胜区": ("东胜", "鄂尔多斯", "内蒙古", "东民", "陈示例", "刘示例", "孙示例", "镇（街道）民政工作机构"),
}
"""Words of each place that must not turn up in the other's papers."""


@cache
def library() -> Library:
    return load_library()


@cache
def locality(name: str) -> Locality:
    return load_locality(ROOT / "samples" / "地区" / f"{name}.yaml")[0]


@cache
def job(name: str) -> Job:
    return load_job(_job_path(name))[0]


def _job_path(name: str) -> Path:
    return ROOT / "samples" / "拟稿单" / f"{name}.yaml"


def materials(name: str, used: Library | None = None) -> Materials:
    base = _job_path(name).parent
    order = job(name)
    directive, _ = load_directive(base / order.basis[0])
    original = load_original(base / order.basis[0], directive)
    assert original is not None
    wanted = {document.outline or document.genre.chinese for document in order.documents}
    return Materials(
        locality=load_locality(base / order.locality)[0],
        library=used or library(),
        directives=(directive,),
        originals={directive.id: original},
        outlines={outline: load_outline(outline, base)[0] for outline in sorted(wanted)},
    )


@cache
def composed(name: str) -> Composition:
    return compose(job(name), materials(name))


def texts(document: Document) -> list[str]:
    """Every text of a paper and what travels with it, but for a forwarded parent."""
    found = [str(value) for value in vars(document.elements).values() if value]
    for _, block in document.walk():
        found.append(block.text)
        if block.table:
            found += [text for row in block.table.rows for text in row.texts()]
    return found


def written(name: str) -> str:
    return "\n".join(text for paper in composed(name).papers for text in texts(paper.document))


def test_the_library_loads_without_findings() -> None:
    assert library().findings == ()
    assert len(library().clauses) >= 20
    assert len({clause.id for clause in library().clauses}) == len(library().clauses)
    assert library().thesaurus.version == "1.2"
    assert len(library().thesaurus.terms) >= 80


@pytest.mark.parametrize("name", OUTLINES)
def test_each_outline_loads_under_its_own_name(name: str) -> None:
    assert load_outline(name, ROOT)[0].name == name


@pytest.mark.parametrize("name", JOBS)
def test_each_job_loads_without_findings(name: str) -> None:
    assert load_job(_job_path(name))[1] == ()


def test_the_sample_directive_is_marked_as_a_sample() -> None:
    directive, findings = load_directive(PARENT)
    assert findings == ()
    assert directive.id == "示发明电〔2026〕6号"
    assert directive.title.endswith("的通知（示例）")
    assert directive.issuer == ("全国民政服务机构卫生安全工作机制（示例）",)
    assert directive.date == "2026年2月26日"


def test_the_duty_list_is_verbatim_from_the_sample_text() -> None:
    text = (PARENT.parent / "示发明电2026-6.txt").read_text(encoding="utf-8")
    directive, _ = load_directive(PARENT)
    assert [duty.id for duty in directive.duties] == [f"D{number:03d}" for number in range(1, 49)]
    assert [duty.text for duty in directive.duties if duty.text not in text] == []
    assert {duty.checked for duty in directive.duties} == {"王示例 2026-03-02"}


def test_few_duties_are_settled_without_any_text() -> None:
    directive, _ = load_directive(PARENT)
    elsewhere = [
        duty.id
        for duty in directive.duties
        if duty.not_local or duty.competence in (Competence.PEER, Competence.SUPERIOR)
    ]
    assert elsewhere == ["D021", "D031", "D033", "D034", "D041", "D048"]
    assert len(elsewhere) / len(directive.duties) <= 0.17


def test_claims_point_at_duties_of_the_samples_and_leave_none_of_ours_out() -> None:
    directives = [load_directive(path)[0] for path in sorted(PARENT.parent.glob("*.yaml"))]
    ours = {
        directive.ref(duty)
        for directive in directives
        for duty in directive.duties
        if not duty.not_local and duty.competence not in (Competence.PEER, Competence.SUPERIOR)
    }
    assert {claim.duty for clause in library().clauses for claim in clause.claims} == ours


def test_every_clause_passes_the_check_of_clauses() -> None:
    directive, _ = load_directive(PARENT)
    places = tuple(map(locality, PLACES))
    desk = Desk(library(), places, dt.date(2026, 11, 29), (directive,), load_replaced()[0])
    assert [str(finding) for finding in check_clauses(desk)] == []


@pytest.mark.parametrize("clause", library().clauses, ids=lambda clause: clause.id)
def test_each_clause_knows_its_slots_its_section_and_its_task(clause: Clause) -> None:
    by_place = {
        "全域",
        "本局",
        "机关",
        "县名",
        "县政府",
        "类别",
        "基层民政机构",
        "所在基层民政机构",
        "上级民政部门",
        "内设机构",
        "本地",
        "主责股室",
    }
    for place in PLACES:
        here = locality(place)
        known = by_place | {word for peer in here.peers for word in peer.line}
        known |= {parameter.name for parameter in clause.parameters if parameter.default}
        assert set(slot_names(clause.text)) <= known
        assert [office.name for office in here.offices if clause.organ in office.keywords], clause.organ
    assert clause.task
    assert clause.deadline
    assert clause.text.endswith("。")


@pytest.mark.parametrize("clause", library().clauses, ids=lambda clause: clause.id)
def test_no_clause_orders_a_township_or_a_peer(clause: Clause) -> None:
    for place in PLACES:
        here = locality(place)
        known = {name: (value, "地区") for name, value in locality_values(here).items()}
        known |= {parameter.name: (parameter.default, "条款默认") for parameter in clause.parameters}
        known["主责股室"] = ("办公室", "地区")
        spans = fill_text(clause.text, known, OriginKind.CLAUSE, clause.ref, clause.id)
        paper = Document(Elements(title="方案"), (Block("b001", BlockKind.PARAGRAPH, spans),))
        assert "待定" not in paper.blocks[0].text
        assert check_authority(paper, Authority.BUREAU, here) == ()


@pytest.mark.parametrize("place", PLACES)
def test_invented_leaders_are_marked(place: str) -> None:
    assert [leader.name for leader in locality(place).leaders if not leader.invented] == []
    assert all(leader.name.endswith("示例") for leader in locality(place).leaders)


@pytest.mark.parametrize("name", JOBS)
def test_no_composed_sentence_orders_a_township_or_a_peer(name: str) -> None:
    for paper in composed(name).papers:
        assert check_authority(paper.document, Authority.BUREAU, materials(name).locality) == ()


@pytest.mark.parametrize("name", JOBS)
def test_every_duty_of_the_sample_is_settled(name: str) -> None:
    assert [duty.ref for duty in composed(name).unsettled] == []
    assert composed(name).restated == ()


def test_the_two_places_carry_every_duty_of_ours_in_their_text() -> None:
    settled = {
        place: {
            duty.id: duty.settlement
            for duty in composed(place).coverages[0].duties
            if duty.settlement not in (Settlement.DONE, Settlement.REFINED)
        }
        for place in PLACES
    }
    away = {
        "D021": Settlement.NOT_LOCAL,
        "D031": Settlement.NOT_LOCAL,
        "D033": Settlement.OTHER_ORGAN,
        "D034": Settlement.OTHER_ORGAN,
        "D041": Settlement.OTHER_ORGAN,
        "D048": Settlement.SUPERIOR_OWN,
    }
    assert settled == {"鲁山县": {"D007": Settlement.NOT_LOCAL, **away}, "东胜区": away}


@pytest.mark.parametrize(("place", "other"), [("鲁山县", "东胜区"), ("东胜区", "鲁山县")])
def test_no_paper_names_the_other_place(place: str, other: str) -> None:
    assert [name for name in NAMES[other] if re.search(name, written(place))] == []
    township = [unit.name for unit in locality(other).townships if unit.name in written(place)]
    assert township == []


def test_the_papers_differ_where_the_places_do() -> None:
    assert "及时向县人民政府报告民政服务机构人手不足情况" in written("鲁山县")
    assert "及时向区人民政府报告民政服务机构人手不足情况" in written("东胜区")
    assert "精神卫生福利机构要继续" not in written("鲁山县")
    assert "精神卫生福利机构要继续" in written("东胜区")
    assert "社会事务股" in written("鲁山县")
    assert "社会事务和儿童福利科" in written("东胜区")


@pytest.mark.parametrize("place", PLACES)
def test_a_plan_stays_below_four_thousand_characters(place: str) -> None:
    paper = composed(place).papers[0].document
    assert [
        len(letters("".join(block.text for block in document.blocks)))
        for document in (paper, *paper.attachments)
        if len(letters("".join(block.text for block in document.blocks))) >= 4000
    ] == []


def test_the_draft_shows_what_is_still_open() -> None:
    assert "【待定：工作目标】" in written("鲁山县-草稿")
    assert "【待定" not in written("鲁山县")


def test_an_empty_library_leaves_more_than_eighty_percent_unsettled() -> None:
    empty = Library(clauses=(), thesaurus=library().thesaurus)
    for place in PLACES:
        result = compose(job(place), materials(place, empty))
        assert len(result.unsettled) / len(result.coverages[0].duties) > 0.8


def test_nothing_is_copied_from_real_documents(real: Path) -> None:
    runs: dict[str, str] = {}
    folders = (real / "seeds", real / "gold" / "texts")
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        if path.name.startswith("p24_"):
            continue
        text = _dense(path.read_text(encoding="utf-8", errors="ignore"))
        runs.update({text[start : start + RUN]: path.name for start in range(len(text) - RUN + 1)})
    copied = []
    for path in sorted(p for f in ("samples", "clauses", "templates") for p in (ROOT / f).rglob("*.[tym][xad]*")):
        text = LONG_NAMES.sub("…", _dense(_LAWS.sub("", path.read_text(encoding="utf-8"))))
        copied += [
            f"{path.name}: {text[start : start + RUN]}"
            for start in range(len(text) - RUN + 1)
            if text[start : start + RUN] in runs
        ]
    assert copied == []


def _dense(text: str) -> str:
    return "".join(text.split())
