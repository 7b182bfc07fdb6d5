"""Comments put into a docx: each stands exactly at its words, and nothing else of the file changes."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from raw_docx import CHANGED, MAIN, NAMES, TITLE, docx, lvl, num, numbering, p, r, tbl, tc, tr, vml
from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.package import pack, parse_xml, unpack
from wenjian.readers import read_documents
from wenjian.text.walk import document_provisions
from wenjian.writers.comments import Comment, Quote, add_comments, takes_comments

REAL = Path(__file__).parent / "real"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ASKED = "各养老机构对新入住老年人隔离观察7天。"
BEFORE, AFTER = "各养老机构要每日消毒。", "严禁私拉电线。"


def paper(*body: str, **parts: str) -> bytes:
    """A docx with a title and raw paragraphs."""
    return docx(p(TITLE), *body, **parts)


def commented(data: bytes, *quotes: Quote | str, author: str = "张三", date: str = "") -> bytes:
    comments = [Comment(Quote(one) if isinstance(one, str) else one, (f"批注：{one}",), "没有找到。") for one in quotes]
    return add_comments(data, comments, title=Quote(TITLE), author=author, date=date)[0]


def main_part(data: bytes) -> etree._Element:
    root: etree._Element = parse_xml(unpack(data)["word/document.xml"])
    return root


def anchors(data: bytes) -> dict[str, str]:
    """What Word shows as commented: number of a comment → the words between its marks, in the order of the ends."""
    open_words: dict[str, str] = {}
    closed: dict[str, str] = {}
    for one in main_part(data).iter():
        name = etree.QName(one).localname
        number = str(next((value for key, value in one.attrib.items() if str(key).endswith("}id")), ""))
        if name == "commentRangeStart":
            open_words[number] = ""
        elif name == "commentRangeEnd":
            closed[number] = open_words.pop(number)
        elif name == "t":
            open_words = {key: words + (one.text or "") for key, words in open_words.items()}
    assert not open_words
    return closed


def only_anchor(data: bytes) -> str:
    (words,) = anchors(data).values()
    return words


def told(data: bytes) -> list[str]:
    """The words of the comments in the order of the part."""
    root = parse_xml(unpack(data)["word/comments.xml"])
    return ["".join(text.text or "" for text in one.iter("{*}t")) for one in root]


def without_findings(document: Document) -> Document:
    return replace(document, findings=(), attachments=tuple(map(without_findings, document.attachments)))


def read(data: bytes) -> list[Document]:
    return [without_findings(document) for document in read_documents(data, "方案.docx")]


# where a comment stands


def test_a_sentence_within_a_run_is_cut_out_with_the_properties_of_the_run() -> None:
    data = commented(paper(p(r(BEFORE + ASKED + AFTER, "<w:b/>"))), ASKED)
    assert only_anchor(data) == ASKED
    runs = [run for run in main_part(data).iter(f"{{{MAIN}}}r") if run.find(f"{{{MAIN}}}rPr/{{{MAIN}}}b") is not None]
    assert ["".join(text.text or "" for text in run.iter("{*}t")) for run in runs] == [BEFORE, ASKED, AFTER]


SPREAD = {
    "several runs": p(r(BEFORE + "各养老", "<w:b/>") + r("机构对新入住老年人") + r("隔离观察7天。" + AFTER, "<w:i/>")),
    "two paragraphs": p(r(BEFORE + "各养老机构对新入住老年人")) + p(r("隔离观察7天。" + AFTER)),
    "breaks and tabs": p(f"<w:r><w:t>{BEFORE}</w:t><w:tab/><w:t>{ASKED}</w:t><w:br/><w:t>{AFTER}</w:t></w:r>"),
    "a cell": tbl(tr("序号", "内容"), tr("1", tc(p(BEFORE) + p(ASKED + AFTER)))),
    "an automatic number": p(r(ASKED + AFTER), num(0)),
    "a hyperlink": p(
        r(BEFORE) + f'<w:hyperlink w:anchor="a">{r("各养老机构对新入住")}</w:hyperlink>' + r("老年人隔离观察7天。")
    ),
    "an insertion": p(
        r(BEFORE + "各养老机构对") + f"<w:ins {CHANGED}>{r('新入住老年人隔离观察7天。' + AFTER)}</w:ins>"
    ),
    "a content control": p(r(BEFORE) + f"<w:sdt><w:sdtPr/><w:sdtContent>{r(ASKED)}</w:sdtContent></w:sdt>" + r(AFTER)),
    "a bookmark": p(
        r("各养老机构") + '<w:bookmarkStart w:id="1" w:name="a"/>' + r(ASKED[5:]) + '<w:bookmarkEnd w:id="1"/>'
    ),
    "the result of a field": p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(BEFORE + ASKED)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "blanks that do not print": p(f"<w:r><w:t>  {BEFORE}{ASKED}{AFTER}  </w:t></w:r>"),
}


@pytest.mark.parametrize("body", SPREAD.values(), ids=SPREAD.keys())
def test_the_marks_enclose_exactly_the_sentence_however_it_is_stored(body: str) -> None:
    original = paper(body, numbering=numbering(lvl(0, "chineseCounting", "%1、")))
    data = commented(original, ASKED)
    assert only_anchor(data) == ASKED
    assert read(data) == read(original)


def test_what_does_not_print_does_not_part_a_sentence() -> None:
    deleted = f"<w:del {CHANGED}><w:r><w:delText>删去的话</w:delText></w:r></w:del>"
    hidden = r("隐藏的话", "<w:vanish/>")
    original = paper(p(r(BEFORE + "各养老机构对") + deleted + hidden + r("新入住老年人隔离观察7天。" + AFTER)))
    data = commented(original, ASKED)
    assert only_anchor(data).replace("隐藏的话", "") == ASKED
    assert read(data) == read(original)


def test_the_signs_around_a_sentence_belong_to_it() -> None:
    quoted = "“应救尽救。”"
    assert only_anchor(commented(paper(p(r("要做到") + r("“应救尽") + r("救。”" + AFTER))), quoted)) == quoted


def test_words_of_a_text_box_are_commented_at_the_paragraph_on_which_it_hangs() -> None:
    original = paper(p(r(BEFORE) + f"<w:r>{vml(p(ASKED))}</w:r>" + r(AFTER)))
    data = commented(original, ASKED)
    assert only_anchor(data) == ASKED  # the box as a whole: Word takes no comment inside one
    holder = next(main_part(data).iter(f"{{{MAIN}}}commentRangeStart")).getnext()
    assert holder is not None
    assert holder.find(f"{{{MAIN}}}pict") is not None
    assert read(data) == read(original)


def test_of_equal_sentences_the_one_in_like_surroundings_is_meant() -> None:
    original = paper(p(BEFORE + ASKED), p(AFTER + ASKED))
    second = main_part(commented(original, Quote(ASKED, before=AFTER)))
    first = main_part(commented(original, Quote(ASKED, before=BEFORE)))
    mark = f"{{{MAIN}}}commentRangeStart"
    paragraphs = [[one.find(mark) is not None for one in root.iter(f"{{{MAIN}}}p")] for root in (first, second)]
    assert paragraphs == [[False, True, False], [False, False, True]]


def test_an_automatic_number_that_the_reader_took_for_words_is_not_looked_for() -> None:
    assert only_anchor(commented(paper(p(r(ASKED), num(0))), "A." + ASKED)) == ASKED


def test_comments_are_numbered_in_reading_order_and_may_share_a_sentence() -> None:
    data = commented(paper(p(r(BEFORE + ASKED + AFTER))), AFTER, ASKED, BEFORE + ASKED, ASKED)
    assert list(anchors(data).items()) == [("0", BEFORE + ASKED), ("1", ASKED), ("2", ASKED), ("3", AFTER)]
    assert told(data) == [f"批注：{one}" for one in (BEFORE + ASKED, ASKED, ASKED, AFTER)]


def test_what_the_file_does_not_have_stands_at_the_title_and_is_said() -> None:
    comment = Comment(Quote("这一句文件里没有。"), ("未见对应内容。",), "没有找到原句。")
    data, astray = add_comments(paper(p(ASKED)), [comment], title=Quote(TITLE), author="张三")
    assert astray == (comment,)
    assert only_anchor(data) == TITLE
    assert told(data) == ["没有找到原句。未见对应内容。"]


def test_without_a_title_it_stands_at_the_first_words() -> None:
    data, _ = add_comments(paper(p(ASKED)), [Comment(Quote("没有。"), ("话",))], title=Quote(""), author="张三")
    assert only_anchor(data) == TITLE


def test_a_title_whose_organ_stands_in_the_letterhead_is_found_by_its_subject() -> None:
    title = Quote("安河县民政局" + TITLE)
    data, _ = add_comments(paper(p(ASKED)), [Comment(title, ("话",))], title=title, author="张三")
    assert only_anchor(data) == TITLE


# the comments and the rest of the file


def test_a_comment_bears_author_initials_and_the_given_date() -> None:
    original = paper(p(ASKED))
    root = parse_xml(unpack(commented(original, ASKED, author="Zhang San", date="2026年6月1日"))["word/comments.xml"])
    given_values = {etree.QName(key).localname: value for key, value in root[0].attrib.items()}
    assert given_values == {"id": "0", "author": "Zhang San", "initials": "ZS", "date": "2026-06-01T00:00:00Z"}
    (undated,) = parse_xml(unpack(commented(original, ASKED))["word/comments.xml"])
    assert f"{{{MAIN}}}date" not in undated.attrib
    assert undated.get(f"{{{MAIN}}}initials") == "张"


def test_all_other_parts_stay_byte_for_byte() -> None:
    original = (REAL / "wps.docx").read_bytes()
    before, after = unpack(original), unpack(commented(original, "没有"))
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_comments_of_the_file_are_kept() -> None:
    theirs = f'<w:comments {NAMES}><w:comment w:id="0" w:author="李四">{p("请再改。")}</w:comment></w:comments>'
    marked = p('<w:commentRangeStart w:id="0"/>' + r(BEFORE + ASKED) + '<w:commentRangeEnd w:id="0"/>')
    data = commented(paper(marked, comments=theirs), ASKED)
    assert anchors(data) == {"0": BEFORE + ASKED, "1": ASKED}
    assert told(data) == ["请再改。", f"批注：{ASKED}"]
    assert set(unpack(data)) == set(unpack(paper(marked, comments=theirs)))


def test_the_number_of_a_mark_whose_comment_is_lost_is_not_used_again() -> None:
    lost = p('<w:commentRangeStart w:id="0"/>' + r(BEFORE) + '<w:commentRangeEnd w:id="0"/>' + r(ASKED))
    assert anchors(commented(paper(lost), ASKED)) == {"0": BEFORE, "1": ASKED}


@pytest.mark.parametrize("path", sorted(REAL.glob("*.docx")), ids=lambda path: path.stem)
def test_files_of_the_office_programs_read_the_same_with_every_sentence_commented(path: Path) -> None:
    """Written by Word, WPS, LibreOffice and python-docx, one in the strict format."""
    original = path.read_bytes()
    quotes = [one.printed for one in document_provisions(read(original)[0])]
    data = commented(original, *quotes)
    assert takes_comments(original)
    assert sorted(anchors(data).values()) == sorted([*quotes, *anchors(original).values()])
    assert read(data) == read(original)


def test_the_same_bytes_every_time() -> None:
    original = paper(p(r(BEFORE + ASKED + AFTER)))
    assert commented(original, ASKED, AFTER, date="2026-06-01") == commented(original, ASKED, AFTER, date="2026-06-01")


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    comment = Comment(Quote(ASKED), ("一\x00二\x0b三\ud800",))
    data, _ = add_comments(paper(p(ASKED)), [comment], title=Quote(TITLE), author="张\x01三")
    assert told(data) == ["一二三"]


@pytest.mark.render
@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")
def test_libreoffice_shows_each_comment_at_its_words(tmp_path: Path) -> None:
    original = (REAL / "wps.docx").read_bytes()
    said = [one.printed for one in document_provisions(read(original)[0])]
    quotes = [words for words in said if sum(words in other for other in said) == 1]
    source = tmp_path / "方案.docx"
    source.write_bytes(commented(original, *quotes))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "odt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "方案.odt") as archive:
        content = archive.read("content.xml").decode()
    shown = re.findall(r"<office:annotation .*?</office:annotation>(.*?)<office:annotation-end", content)
    assert sorted(re.sub("<[^>]*>", "", words) for words in shown) == sorted(quotes)


# files that are not to be trusted


def test_only_a_docx_without_macros_takes_comments() -> None:
    original = paper(p(ASKED))
    members = unpack(original)
    types = members["[Content_Types].xml"]
    macros = pack({**members, "[Content_Types].xml": types.replace(TYPES.encode(), b"application/vnd.ms-word.m")})
    bare = pack({name: data for name, data in members.items() if name != "[Content_Types].xml"})
    assert takes_comments(original)
    assert not takes_comments(macros)
    assert not takes_comments(bare)
    assert not takes_comments("养老机构要消毒。".encode())


@pytest.mark.parametrize(
    ("part", "words", "code"),
    [
        ("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><w:document/>', "WJ111"),
        ("word/document.xml", "<w:document", "WJ112"),
        ("word/document.xml", f"<w:document {NAMES}><w:body/></w:document>", "WJ108"),
        ("word/comments.xml", "<w:comments", "WJ112"),
        ("word/large.bin", "0" * 70_000_000, "WJ110"),
    ],
)
def test_a_file_built_to_harm_is_refused(part: str, words: str, code: str) -> None:
    theirs = f"<w:comments {NAMES}/>"
    members = {**unpack(paper(p(ASKED), comments=theirs)), part: words.encode()}
    with pytest.raises(UnreadableInput) as error:
        commented(pack(members), ASKED)
    assert [finding.code for finding in error.value.findings] == [code]


def test_a_sentence_said_a_thousand_times_is_found_quickly() -> None:
    assert len(anchors(commented(paper(*(p(ASKED) for _ in range(2_000))), *[ASKED] * 50))) == 50


# the law: every sentence of every paper


SENTENCES = st.lists(
    st.text(st.sampled_from("养老机构要做好消毒防疫每日七天不少于“”（）、，①②"), min_size=2, max_size=14).map(
        lambda words: f"第{words}事。"
    ),
    min_size=1,
    max_size=4,
)
WRAPPED = st.sampled_from(
    (
        "{}",
        "{}",
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
        f"<w:ins {CHANGED}>{{}}</w:ins>",
        "<w:smartTag>{}</w:smartTag>",
    )
)


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[list[str], str]:
    """The sentences of a paragraph, and its XML with the words cut anywhere into runs of different make."""
    sentences = draw(SENTENCES)
    words = "".join(sentences)
    cuts = sorted(draw(st.sets(st.integers(1, len(words) - 1), max_size=6)))
    pieces = [words[start:end] for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    runs = (draw(WRAPPED).format(r(piece, draw(st.sampled_from(("", "<w:b/>"))))) for piece in pieces)
    return sentences, p("".join(runs))


@settings(max_examples=60, deadline=None)
@given(st.lists(paragraphs(), min_size=1, max_size=4), st.data())
def test_every_comment_covers_its_sentence_and_the_paper_reads_the_same(
    written: list[tuple[list[str], str]], data: st.DataObject
) -> None:
    original = paper(*(body for _, body in written))
    sentences = [TITLE, *(sentence for each, _ in written for sentence in each)]
    quotes = [
        Quote(sentence, "".join(sentences[:i]), "".join(sentences[i + 1 :])) for i, sentence in enumerate(sentences)
    ]
    chosen = data.draw(st.lists(st.sampled_from(quotes), min_size=1))
    result = commented(original, *chosen)
    assert sorted(anchors(result).values()) == sorted(quote.text for quote in chosen)
    assert read(result) == read(original)
