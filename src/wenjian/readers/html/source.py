"""The bytes of an html or mht file as text."""

from __future__ import annotations

import codecs
import re

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.package import BrokenPackage, Fault
from wenjian.text.decode import decode
from wenjian.text.normal import with_line_feeds

MOST_PARTS = 2_000
"""Parts of an mht file; each picture is one."""

_LOOK_FOR_ENCODING = 8_192
_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,30})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_\-]{2,30})")
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "gb2312-80", "chinese", "cp936"))
_BELIEVED = frozenset(("utf-8", "big5", "big5hkscs", "gb18030", "hz"))
"""Encodings that pages are written in when they state them; others (Latin ones) are stated and not meant."""
_MAIL_HEAD = re.compile(
    rb"\s*(?:MIME-Version|From|Subject|Date|Content-Type|Snapshot-Content-Location|X-[\w-]+):", re.IGNORECASE
)
_MOST_BOUNDARIES = 100
_LONGEST_FIELD = 4_000
_FIELD = re.compile(rb"(?<![^\r\n])content-[a-z-]+:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE)
"""A head of a part with all its lines; to take one of thousands of parameters apart takes minutes."""
_WORST_LOSS = 0.02
"""Share of characters that may be unreadable before a page counts as no text."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def page_text(data: bytes, name: str) -> tuple[str, str]:
    """The page in `data` as text, and its encoding: by mark, by what an mht part or the page states, else UTF-8 or
    GB18030. Bytes that it cannot have are \ufffd in the text.

    Raises UnreadableInput (WJ104) for bytes that are no text, BrokenPackage for an mht of too many parts.
    """
    stated = ""
    if _MAIL_HEAD.match(data[:200]) and (part := _page_of_mail(data, name)):
        data, stated = part
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, name)
    head = data[:_LOOK_FOR_ENCODING]
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    stated = _known(stated) or (_known(match[1].decode("ascii")) if match else "")
    for encoding in dict.fromkeys((stated or "utf-8", "utf-8", "gb18030")):
        try:
            return _printable(data.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    encoding = stated or "utf-8"
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > _WORST_LOSS * len(text) + 2:
        raise UnreadableInput(found("WJ104", Place(name)))
    return _printable(text), encoding


def _known(encoding: str) -> str:
    """The codec for what a page states, "" for one that is unknown or not to be believed."""
    stated = encoding.strip().lower()
    if stated in _CHINESE:
        return "gb18030"
    try:
        info = codecs.lookup(stated)
    except LookupError:
        return ""
    return info.name if info.name in _BELIEVED else ""


def _printable(text: str) -> str:
    """The text without control characters, which print nothing and which XML forbids."""
    return with_line_feeds(_CONTROLS.sub("", text))


def _page_of_mail(data: bytes, name: str) -> tuple[bytes, str] | None:
    """The first page in an mht file and the encoding its part states."""
    if data.lower().count(b"boundary=") > _MOST_BOUNDARIES or data.count(b"\n--") > MOST_PARTS:
        raise BrokenPackage(Fault.SUSPICIOUS, f"网页内的部分超过{MOST_PARTS}个", name)
    if any(len(match[0]) > _LONGEST_FIELD for match in _FIELD.finditer(data)):
        raise BrokenPackage(Fault.SUSPICIOUS, "网页的文件头过长", name)
    import email
    import email.policy

    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content, str(part.get_content_charset("") or "")
    return None
