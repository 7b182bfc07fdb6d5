"""The elements at the head of a paper: mark, number, title, recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.structure.lines import BLANK_NUMBER, DOCUMENT_NUMBER, SITE, TITLE_END, Line, is_date_line, labelled
from wenjian.text.citations import find_document_number

_MARK = re.compile(r"^[\u4e00-\u9fff（）()、 ]{3,40}文件$")
_COPY_NUMBER = re.compile(r"^(?:份号[：:]?\s*)?(?P<digits>\d{1,8})$")
_URGENCY = re.compile(r"^(?:紧急程度[：:]?\s*)?(?P<word>特急|加急|特提|平急)$")
_ELEMENT_KINDS = frozenset(("copy_number", "urgency", "mark"))
_SIGNER = re.compile(r"签发人[：:]\s*(?P<name>[\u4e00-\u9fff 　]{2,20})")
_NOTE = re.compile(r"^[（(].{2,60}[）)]$")
_RECIPIENTS = re.compile(r"^[^。；]{2,300}[：:]$")
_ANNOUNCES = re.compile(r"(?:如下|要求|通知|方案|意见)[：:]$")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff“”]) +(?=[\u4e00-\u9fff“”])")
_LOOK = 20


@dataclass(slots=True)
class Head:
    """What was read at the head, and how many lines it took."""

    values: dict[str, object] = field(default_factory=dict)
    title_lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    taken: int = 0

    @property
    def title(self) -> str:
        return _GAP.sub("", "".join(line.text for line in self.title_lines))


def read_head(lines: Sequence[Line]) -> Head:
    """Take mark, number, title, recipients from the first lines; the body begins at `taken`."""
    head = Head()
    for line in lines[:_LOOK]:
        if line.table is not None or "recipients" in head.values or not _take(head, line, lines):
            break
        head.taken += 1
    return head


def _take(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    text = line.text
    if line.kind == "title":
        head.title_lines.append(line)
    elif line.kind in _ELEMENT_KINDS and not head.title_lines:
        head.values[line.kind] = text.replace(" ", "")
    elif SITE.search(text) and len(text) < 120 and not TITLE_END.search(text):
        head.notes.append(line)
    elif _MARK.match(text) and not head.title_lines and "mark" not in head.values and not text.startswith("关于"):
        head.values["mark"] = text.replace(" ", "")
    elif is_number_line(text):
        head.values["number"] = find_document_number(text) or _blank_number(text)
        if signer := _SIGNER.search(text):
            head.values["signer"] = signer["name"].strip()
    elif signer := _SIGNER.match(text):
        head.values["signer"] = signer["name"].strip()
    elif (copy := _COPY_NUMBER.match(text)) and not head.title_lines and "copy_number" not in head.values:
        head.values["copy_number"] = copy["digits"]
    elif (urgency := _URGENCY.match(text)) and not head.title_lines:
        head.values["urgency"] = urgency["word"]
    elif is_recipients(text) and (head.title_lines or "number" in head.values):
        head.values["recipients"] = split_recipients(text)
    elif (_NOTE.match(text) or is_date_line(text)) and head.title_lines:
        head.notes.append(line)
    elif _is_title_line(head, line, lines):
        head.title_lines.append(line)
    else:
        return False
    return True


def _is_title_line(head: Head, line: Line, lines: Sequence[Line]) -> bool:
    text = line.text
    if line.kind in {"heading", "paragraph"} or labelled(text) or re.search(r"[。；：:]|，$", text) or len(text) > 90:
        return False
    if not head.title_lines:
        return True
    if TITLE_END.search(head.title):
        return False
    following = [other.text for other in lines[head.taken + 1 : head.taken + 4]]
    return bool(TITLE_END.search(text)) or any(
        TITLE_END.search(other) or is_number_line(other) or is_recipients(other) for other in following
    )


def is_number_line(text: str) -> bool:
    """Whether the line is a 发文字号, filled in or still blank, perhaps with 签发人 beside it."""
    rest = _SIGNER.sub("", text).strip()
    return bool(DOCUMENT_NUMBER.fullmatch(rest) or BLANK_NUMBER.match(rest))


def _blank_number(text: str) -> str:
    """«鲁民字〔2026〕　号» as it is printed, from a number line that is still to be filled in."""
    blank = BLANK_NUMBER.match(_SIGNER.sub("", text).strip())
    return f"{blank['code']}〔{blank['year'] or '　　'}〕　号" if blank else ""


def is_recipients(text: str) -> bool:
    """Whether the line is a 主送机关 line and not the last words of an introduction."""
    return bool(_RECIPIENTS.match(text)) and not _ANNOUNCES.search(text) and not text.startswith(("附件", "抄送", "为"))


def split_recipients(text: str) -> tuple[str, ...]:
    """The organs of a 主送机关 line: classes are parted by commas; what 、 joins stays together."""
    parts: list[str] = []
    depth, word = 0, ""
    for character in text.rstrip("：: "):
        depth += (character in "（(") - (character in "）)")
        if character in "，," and depth == 0:
            parts.append(word)
            word = ""
        else:
            word += character
    return tuple(part.strip() for part in (*parts, word) if part.strip())


def check_head(head: Head, signature: str, path: str) -> tuple[Finding, ...]:
    """What is doubtful in the head: no title, a title without 文种, a title that is only part of the issuer."""
    if not head.title_lines:
        return (found("WJ120", Place(path)),)
    first = head.title_lines[0]
    place = Place(path, first.number, 1 if first.number else 0, first.label)
    if TITLE_END.search(head.title):
        return ()
    if signature and signature != head.title and signature.startswith(head.title):
        return (found("WJ122", place, excerpt=head.title, title=head.title, issuer=signature),)
    return (found("WJ121", place, excerpt=head.title, title=head.title),)
