"""What a file really is, told by its first bytes: OA systems and WPS save files under names of another kind."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from wenjian.package import has_too_many_members

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_STREAMS = (("EncryptedPackage", ""), ("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"))
"""The streams by which an OLE file is known; what is encrypted stays with the reader of its suffix."""
_PARTS = (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx"), ("OFD.xml", ".ofd"))
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_HEAD = 4096
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p)[\s>]", re.IGNORECASE)
_OFFICE_XML = re.compile(rb"<\?mso-application\s+progid=[\"'](?P<program>Word|Excel)\.")
_BY_PROGRAM = {b"Word": ".doc", b"Excel": ".xls"}
"""The XML that Word and Excel wrote in 2003, kept under their old suffixes."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

SAME: dict[str, str] = {
    **dict.fromkeys((".wps", ".wpt", ".dot"), ".doc"),
    **dict.fromkeys((".docm", ".dotx", ".dotm"), ".docx"),
    **dict.fromkeys((".xlsm", ".xltx", ".xltm"), ".xlsx"),
    **dict.fromkeys((".et", ".ett", ".xlt"), ".xls"),
    ".ott": ".odt",
    ".ots": ".ods",
    ".htm": ".html",
    ".mhtml": ".mht",
}
"""Suffixes that name the same kind of file as another one."""


def kind_of(data: bytes) -> str:
    """The suffix of the kind that the bytes show (".docx", ".doc", ".rtf", ".pdf" …), "" when they show none.

    Plain text shows none, and so does what is encrypted. Never raises: a broken file is left to its reader.
    """
    head = data[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "")
    head = head.replace(b"\0", b"").lstrip()
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"<?xml") and (office := _OFFICE_XML.search(head)):
        return _BY_PROGRAM[office["program"]]
    if head.startswith(b"MIME-Version:"):
        return ".mht"
    return ".html" if head.startswith(b"<") and _HTML.search(head) else ""


def _kind_of_zip(data: bytes) -> str:
    if has_too_many_members(data):
        return ""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.NameToInfo
            if "mimetype" in names and names["mimetype"].file_size < _HEAD:
                return _OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "")
            return next((kind for part, kind in _PARTS if part in names), "")
    except Exception:  # noqa: BLE001 - zipfile raises whatever it trips over; the reader of the suffix says what is wrong
        return ""
