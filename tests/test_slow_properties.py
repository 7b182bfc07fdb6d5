"""Laws that hold for any input, asked a few hundred times each."""

from __future__ import annotations

import dataclasses
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from bounded import in_bounded_time
from wenjian.cli import run
from wenjian.cli.materials import load_materials
from wenjian.compose import Composition, Materials, compose
from wenjian.coverage import check
from wenjian.duties import extract
from wenjian.errors import WenjianError
from wenjian.layout import arrange
from wenjian.library import load_directive, load_job, load_library
from wenjian.loading.bind import bind
from wenjian.loading.dump import dump
from wenjian.loading.duty_sheet import read_directive_xlsx, write_directive_xlsx
from wenjian.loading.job_sheet import read_job_xlsx, write_job_xlsx
from wenjian.loading.yaml import parse_yaml
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive
from wenjian.model.document import Block, Document, Provision
from wenjian.model.job import Job
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.plain import hints_of
from wenjian.model.record import Record, is_required
from wenjian.model.vocabulary import BlockKind, Role, Stage, Verdict, Vocabulary
from wenjian.readers import load_documents, read_documents
from wenjian.shipped import builtin, load_layout
from wenjian.text.walk import document_provisions
from wenjian.writers import write_docx, write_xlsx

pytestmark = pytest.mark.slow


SAMPLE = "示发明电2026-6"


def often(examples: int) -> settings:
    """Settings of a deep test: always the same examples, no limit of hypothesis on the time of one."""
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@cache
def thesaurus() -> Thesaurus:
    return load_library().thesaurus


@cache
def parent() -> tuple[Directive, Document]:
    """The sample directive: its duty list, and its text."""
    directive, _ = load_directive(builtin("samples") / "上级" / f"{SAMPLE}.yaml")
    return directive, load_documents(builtin("samples") / "上级" / f"{SAMPLE}.txt")[0]


@cache
def composed(name: str) -> tuple[Job, Materials, Composition]:
    """A sample job composed."""
    path = builtin("samples") / "拟稿单" / f"{name}.yaml"
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    return job, materials, compose(job, materials)


@cache
def written(name: str) -> dict[str, bytes]:
    """The papers of a sample job as files: suffix with number → bytes."""
    job, _, composition = composed(name)
    files = {}
    for paper in composition.papers:
        date = paper.document.elements.date
        if paper.genre.value in {"task_table", "checklist"}:
            files[f"{paper.number}.xlsx"] = write_xlsx(paper.document, date=date)
        else:
            files[f"{paper.number}.docx"] = write_docx(
                paper.document, load_layout(paper.layout), stage=job.stage, date=date
            )
    return files


# any input gives documents or an answer


PIECES = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "1.",
            "（1）",
            "一是",
            "第一条",
            "附件：1.",
            "附件",
            "抄送：",
            "《",
            "》",
            "“",
            "”",
            "（",
            "）",
        ),
        *(
            "各养老机构",
            "要",
            "每月",
            "不少于14天",
            "严禁",
            "。",
            "；",
            "：",
            "\n",
            "\n\n",
            "　　",
            "\t",
            "【待定：",
            "】",
        ),
        *(
            "鲁山县民政局",
            "鲁民字〔2026〕8号",
            "2026年3月4日",
            "关于做好工作的通知",
            "特急",
            "各乡镇：",
            "{{",
            "}}",
            "\x07",
        ),
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)


def explained(error: WenjianError) -> None:
    """A refusal says what is wrong."""
    assert error.findings
    assert all(finding.code.startswith("WJ") and finding.message for finding in error.findings)


def answered(data: bytes, name: str) -> tuple[Document, ...]:
    """What reading gives, () when it is refused with a message that names the file; in bounded time."""
    with in_bounded_time():
        try:
            documents = read_documents(data, name)
            assert documents
            for document in documents:
                directive, _ = extract(document)
                check(directive, documents[0], thesaurus(), documents=len(documents))
        except WenjianError as error:
            explained(error)
            documents = ()
    return documents


@often(300)
@given(TEXT)
def test_any_text_is_read_extracted_and_checked(text: str) -> None:
    answered(text.encode("utf-8", "replace"), "某.txt")


@often(300)
@given(st.binary(max_size=400), st.sampled_from(["", "utf-8-sig", "utf-16", "PK"]))
def test_any_bytes_are_answered(data: bytes, mark: str) -> None:
    head = {"": b"", "utf-8-sig": b"\xef\xbb\xbf", "utf-16": b"\xff\xfe", "PK": b"PK\x03\x04"}[mark]
    for suffix in (".txt", ".docx", ".xlsx", ".doc", ""):
        answered(head + data, f"某{suffix}")


@often(200)
@given(st.integers(0, 10**9), st.integers(0, 7), st.booleans())
def test_a_docx_of_ours_with_a_flipped_bit_or_cut_off_is_answered(at: int, bit: int, cut: bool) -> None:  # noqa: FBT001
    whole = written("鲁山县-草稿")["1.docx"]
    data = bytearray(whole)
    if cut:
        del data[at % len(data) :]
    else:
        data[at % len(data)] ^= 1 << bit
    answered(bytes(data), "坏.docx")


@often(60)
@given(st.integers(0, 10**9), st.integers(0, 7))
def test_a_part_of_a_docx_with_a_flipped_bit_is_answered(at: int, bit: int) -> None:
    """The zip is sound, the XML within is not."""
    with zipfile.ZipFile(io.BytesIO(written("鲁山县-草稿")["1.docx"])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = sorted(parts)[at % len(parts)]
    body = bytearray(parts[name])
    body[at // 7 % len(body)] ^= 1 << bit
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, bytes(body) if each == name else content)
    answered(stream.getvalue(), "坏.docx")


@often(150)
@given(st.integers(0, 10**9), st.integers(0, 7), st.booleans())
def test_a_twin_with_a_flipped_bit_or_cut_off_is_answered(at: int, bit: int, cut: bool) -> None:  # noqa: FBT001
    directive, _ = parent()
    data = bytearray(duty_sheet(directive))
    if cut:
        del data[at % len(data) :]
    else:
        data[at % len(data)] ^= 1 << bit
    try:
        read_directive_xlsx(bytes(data), "坏.xlsx")
    except WenjianError as error:
        explained(error)


@cache
def duty_sheet(directive: Directive) -> bytes:
    return write_directive_xlsx(directive.model_copy(update={"duties": directive.duties[:4]}))


@often(400)
@given(TEXT)
@example("a: &a [*a]")
@example("- - - -\n" * 50)
@example("'" * 1000)
def test_any_yaml_is_answered(text: str) -> None:
    with in_bounded_time():
        loaded = parse_yaml(text, "某.yaml")
        for kind in (Job, Directive, Locality) if loaded.data is not None else ():
            try:
                bind(kind, loaded)
            except WenjianError as error:
                explained(error)


# write then read gives the same


WORDS = st.text(st.sampled_from("养老机构要办：:，、“”\"'#-&*!|>%@`{}[]()（）〔〕 　\n\\0123~?=是否无。"), max_size=12)


def values(annotation: Any, depth: int) -> st.SearchStrategy[Any]:
    """Any value of the type of a field."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if NoneType in inner:
        return st.none() | values(next(part for part in inner if part is not NoneType), depth)
    if origin is tuple:
        return st.lists(values(inner[0], depth - 1), max_size=3).map(tuple) if depth > 0 else st.just(())
    if origin is dict:
        return st.dictionaries(WORDS, values(inner[1], depth - 1), max_size=3)
    if annotation is bool:
        return st.booleans()
    if issubclass(annotation, Vocabulary):
        return st.sampled_from(list(annotation))
    return records(annotation, depth - 1) if issubclass(annotation, Record) else WORDS


def records(kind: type[Record], depth: int) -> st.SearchStrategy[Any]:
    """Any record of a kind."""
    required = {one.name: hints_of(kind)[one.name] for one in fields(kind) if is_required(one)}
    return st.fixed_dictionaries(
        {name: values(hint, depth) for name, hint in required.items()},
        optional={name: values(hint, depth) for name, hint in hints_of(kind).items() if name not in required},
    ).map(lambda data: kind(**data))


@pytest.mark.parametrize("kind", [Job, Directive, Locality])
@often(200)
@given(data=st.data())
def test_yaml_reads_back_as_the_same_record(kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(kind, 3))
    text = dump(record)
    loaded = parse_yaml(text, "甲.yaml")
    assert not loaded.findings
    assert bind(kind, loaded) == record
    assert dump(bind(kind, loaded)) == text


@often(60)
@given(records(Job, 3))
def test_a_job_reads_back_from_its_sheet(job: Job) -> None:
    assume(job.documents and all(name.strip() for name in job.parameters))
    read, findings = read_job_xlsx(write_job_xlsx(job), "拟稿单.xlsx")
    assert read == job
    assert not findings


def test_the_sample_records_read_back_from_yaml_and_sheet() -> None:
    directive, _ = parent()
    assert bind(Directive, parse_yaml(dump(directive), "上级.yaml")) == directive
    assert read_directive_xlsx(write_directive_xlsx(directive), "上级.xlsx") == (directive, ())
    for name in ("鲁山县", "东胜区", "鲁山县-草稿", "鲁山县-转发"):
        job, _, _ = composed(name)
        assert read_job_xlsx(write_job_xlsx(job), "拟稿单.xlsx") == (job, ())


def tree(document: Document) -> list[Any]:
    """What each paper of a document says, in printing order, without what layout derives: origins, the list of the
    attachments, whose attachment a table is, and the note that the 公开属性 asks for.
    """
    blocks = [
        (block.kind, block.level, block.label, block.lead, block.text, rows(block))
        for block in document.blocks
        if block.kind is not BlockKind.ATTACHMENT_LIST
    ]
    return [
        (document.role, elements(document), blocks),
        *(one for paper in document.attachments for one in tree(paper)),
    ]


def elements(document: Document) -> Any:
    """The 公文要素; organs of one kind are printed with 、 between them, so only their order reads back for certain."""
    organs = {name: "、".join(getattr(document.elements, name)) for name in ("recipients", "copies_to")}
    return {**vars(document.elements), **organs, "note": ""}


def rows(block: Block) -> Any:
    return block.table and ([column.name for column in block.table.columns], [row.texts() for row in block.table.rows])


@pytest.mark.parametrize("name", ["鲁山县", "东胜区"])
def test_each_written_paper_reads_back_as_the_same_tree(name: str) -> None:
    _, _, composition = composed(name)
    for paper in composition.papers:
        suffix = "xlsx" if paper.genre.value in {"task_table", "checklist"} else "docx"
        (read,) = read_documents(written(name)[f"{paper.number}.{suffix}"], f"1.{suffix}")
        if suffix == "docx":
            assert tree(read) == tree(paper.document)
        else:
            assert [rows(block) for block in read.blocks] == [rows(block) for block in paper.document.blocks]


ACTORS = st.sampled_from(["养老机构", "儿童福利机构", "救助管理机构", "殡葬服务机构", "婚姻登记机关", "民政服务机构"])
ACTS = st.sampled_from(
    [
        *("开展一次用电安全检查", "组织一次消防演练", "公示收费项目和标准", "完成空调检修", "储备三天用量的生活物资"),
        *("对新入住人员隔离观察不少于14天", "建立服务对象健康档案", "对居室消毒不少于两次", "报送安全自查情况"),
        *("安排专人24小时值班", "配备灭火器和应急照明", "与医疗机构签订转诊协议"),
    ]
)
SENTENCES = st.builds(
    lambda actor, when, act: f"{actor}要{when}{act}。",
    ACTORS,
    st.sampled_from(["", "每月", "每季度", "于2026年6月30日前", "及时"]),
    ACTS,
)
HEADINGS = st.sampled_from(["强化日常管理", "做好物资储备", "落实安全责任", "加强值班值守"])


@st.composite
def notices(draw: st.DrawFn) -> str:
    """A notice with two headings and some duties under each."""
    lines = ["河东市民政局", "河民发〔2026〕5号", "关于加强民政服务机构安全管理的通知", "各县（区）民政局："]
    for number in "一二":
        lines += [
            f"{number}、{draw(HEADINGS)}",
            "".join(draw(st.lists(SENTENCES, min_size=1, max_size=4, unique=True))),
        ]
    return "\n".join([*lines, "河东市民政局", "2026年5月20日"]) + "\n"


@often(150)
@given(notices())
def test_a_text_and_its_docx_are_the_same_tree(text: str) -> None:
    (read,) = read_documents(text.encode(), "来文.txt")
    marked = dataclasses.replace(read, elements=read.elements.model_copy(update={"mark": "河东市民政局文件"}))
    data = write_docx(marked, load_layout("红头通知"), stage=Stage.FINAL, date="2026-05-20")
    (again,) = read_documents(data, "来文.docx")
    assert tree(again) == tree(marked)
    assert tree(arrange(arrange(read, Stage.FINAL), Stage.FINAL)) == tree(arrange(read, Stage.FINAL))


# coverage


def verdicts(coverage: Coverage) -> dict[str, Verdict]:
    return {duty.id: duty.verdict for duty in coverage.duties}


def test_the_sample_directive_covers_itself() -> None:
    _, document = parent()
    directive, _ = extract(document)
    coverage = check(directive, document, thesaurus())
    assert {duty.id: duty.text for duty in coverage.duties if duty.verdict is not Verdict.COVERED} == {}
    assert [duty.deviations for duty in coverage.duties if duty.deviations] == []


@often(200)
@given(notices())
def test_a_directive_covers_itself(text: str) -> None:
    (document,) = read_documents(text.encode(), "来文.txt")
    directive, _ = extract(document)
    coverage = check(directive, document, thesaurus())
    assert [duty.text for duty in coverage.duties if duty.verdict is not Verdict.COVERED] == []
    assert [(duty.text, duty.deviations) for duty in coverage.duties if duty.deviations] == []


def without(document: Document, provision: Provision) -> Document:
    """The document with one provision cut out of its block or, in a table, out of its row."""
    return dataclasses.replace(
        document,
        blocks=tuple(cut(block, provision) if block.id == provision.block else block for block in document.blocks),
        attachments=tuple(without(attachment, provision) for attachment in document.attachments),
    )


def cut(block: Block, provision: Provision) -> Block:
    if block.table:
        kept = [row for number, row in enumerate(block.table.rows) if number != provision.row]
        return dataclasses.replace(block, table=dataclasses.replace(block.table, rows=tuple(kept)))
    text = "".join(span.text for span in block.spans)
    assert provision.text in text
    return dataclasses.replace(
        block, spans=(dataclasses.replace(block.spans[0], text=text.replace(provision.text, "", 1)),)
    )


RANK = {Verdict.MISSING: 0, Verdict.PARTIAL: 1, Verdict.COVERED: 2, Verdict.WAIVED: 2}


def deletions(document: Document) -> Iterator[tuple[Provision, Document]]:
    for provision in document_provisions(document):
        yield provision, without(document, provision)


def test_deleting_a_sentence_of_the_plan_never_raises_a_verdict() -> None:
    directive, _ = parent()
    _, materials, composition = composed("鲁山县")
    plan = composition.papers[0].document
    whole = verdicts(check(directive, plan, thesaurus(), locality=materials.locality))
    raised = []
    count = 0
    for provision, shorter in deletions(plan):
        count += 1
        less = verdicts(check(directive, shorter, thesaurus(), locality=materials.locality))
        raised += [(provision.text, duty) for duty, verdict in less.items() if RANK[verdict] > RANK[whole[duty]]]
    assert count > 80
    assert raised == []


# order does not matter


def test_the_order_of_parents_does_not_matter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.docx").write_bytes(written("鲁山县")["1.docx"])
    other = tmp_path / "市.txt"
    other.write_text(
        "河东市民政局\n河民发〔2026〕5号\n关于加强养老机构夏季安全管理的通知\n各县（区）民政局：\n"
        "养老机构要每月至少开展一次用电安全检查。\n河东市民政局\n2026年5月20日\n",
        encoding="utf-8",
    )
    first = builtin("samples") / "上级" / f"{SAMPLE}.yaml"
    answers = []
    for order in ((first, other), (other, first)):
        arguments = [argument for path in order for argument in ("--against", str(path))]
        run(["check", str(tmp_path / "甲.docx"), *arguments, "--format", "json"])
        answer = json.loads(capsys.readouterr().out)
        answers.append(answer["chain"])
    assert isinstance(answers[0], list)
    assert sorted(map(json.dumps, answers[0])) == sorted(map(json.dumps, answers[1]))


def test_the_order_of_library_files_does_not_matter(tmp_path: Path) -> None:
    """The same clause files under other names, so that they load the other way round."""
    job, materials, composition = composed("鲁山县")
    others = ("术语.yaml", "节假日.yaml", "旧称.yaml", "县级区划.yaml")
    ours = sorted(path for path in builtin("clauses").glob("*.yaml") if path.name not in others)
    assert len(ours) >= 2
    for number, path in enumerate(reversed(ours)):
        shutil.copy(path, tmp_path / f"{number:02}.yaml")
    shutil.copy(builtin("clauses") / "术语.yaml", tmp_path)
    library = load_library((tmp_path,), base=False)
    assert [clause.id for clause in library.clauses] != [clause.id for clause in materials.library.clauses]
    turned = compose(job, dataclasses.replace(materials, library=library))
    assert [tree(paper.document) for paper in turned.papers] == [tree(paper.document) for paper in composition.papers]
    assert [verdicts(one) for one in turned.coverages] == [verdicts(one) for one in composition.coverages]


def test_a_forwarded_parent_reads_back_apart_from_the_papers_own_text() -> None:
    first, *others = read_documents(written("鲁山县-转发")["1.docx"], "1.docx")
    own = "".join(provision.text for provision in document_provisions(dataclasses.replace(first, attachments=())))
    assert "婚姻登记机关要推行预约登记" not in own
    forwarded = [paper for paper in first.attachments if paper.role is Role.FORWARDED]
    assert [paper.elements.number for paper in forwarded] == ["示发明电〔2026〕6号"]
    assert {paper.elements.number for paper in others} == {"示发明电〔2026〕6号"}
