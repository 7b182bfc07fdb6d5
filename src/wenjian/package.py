"""Zip packages of XML parts (docx, xlsx) in and out: bounded reading, and the same bytes for the same parts.

The only place that opens or writes zip files, and the only place that parses XML from strangers.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 5_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
"""Rows and columns of one table; merged cells may claim thousands that are not there."""
MOST_CELLS = 1_000_000
"""Cells of all tables of a file, the empty ones that they claim too."""
LARGEST_PART = 64 * MEGABYTE
LARGEST_WHOLE = 512 * MEGABYTE
"""Bytes of all members as the package declares them; what `unpack` really takes out stays under LARGEST_PART."""
MOST_TAGS = 3_000_000
"""Tags of one XML part; an element takes a hundred bytes of memory, however few it has in the file."""
HIGHEST_RATIO = 300
RATIO_COUNTS_FROM = 4 * MEGABYTE

MOST_SPANNED = 200_000
"""Cells that the merged areas and links of one sheet may cover; a spreadsheet library makes an object of each."""

EPOCH = (2000, 1, 1, 0, 0, 0)
_EPOCH_DAY = (2000 - 1980) << 9 | 1 << 5 | 1
FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")

_OLE_HEADER = bytes.fromhex("D0CF11E0A1B11AE1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,9}):\$?([A-Za-z]{1,3})\$?([0-9]{1,9})")
_ENCRYPTED = 0x1
_LISTED = b"PK\x01\x02"
"""What every entry in the list of a zip begins with."""
_LOCAL, _END = b"PK\x03\x04", b"PK\x05\x06"
_ABOUT, _PLACED = struct.Struct("<5H3L2H"), struct.Struct("<3H2L")
_BATCH = 24_000
"""Bytes of a part that are put together, at least, and deflated at a time."""
LEVEL, FIXED_LEVEL = 1, 6
"""How hard zlib tries: the text of a paper takes less than half the time at 1 and a tenth more room; parts that are the
same in every paper are deflated once (docs/decisions.md).
"""
_STORED_UNDER = 1_000
"""Bytes under which a part that changes from file to file is stored: to begin deflating takes longer than it saves."""
_ZIP_VERSION = 20
_UTF8_NAME = 0x800
_MODE = 0o600
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError)


def lock_file(path: str) -> Finding | None:
    """What is to be said of a file that WPS, Word or LibreOffice keeps beside an opened one, told by its name."""
    name = path.replace("\\", "/").rpartition("/")[2]
    sign = next((sign for sign in ("~$", ".~") if name.startswith(sign)), "")
    return found("WJ128", Place(path), sign=sign) if sign else None


class Fault(Enum):
    """Why a package is refused, as the finding code that says so to a reader of the file."""

    BROKEN = "WJ108"
    LOCKED = "WJ109"
    SUSPICIOUS = "WJ110"
    DOCTYPE = "WJ111"
    MALFORMED = "WJ112"


class BrokenPackage(Exception):
    """The bytes are no package that may be opened; the text says why, in Chinese. `part` names the part at fault."""

    def __init__(self, fault: Fault, reason: str, part: str = "") -> None:
        super().__init__(reason)
        self.fault = fault
        self.part = part

    def unreadable(self, name: str, suffix: str) -> UnreadableInput:
        """The error for a user's file `name`, which claims to be a `suffix`."""
        return UnreadableInput(found(self.fault.value, Place(name), suffix=suffix, reason=str(self), part=self.part))


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package; parts are read when asked for."""

    zip: zipfile.ZipFile

    def has(self, part: str) -> bool:
        return part in self.zip.NameToInfo

    def parts(self) -> tuple[str, ...]:
        """The names of all parts, sorted; folders are none."""
        return tuple(sorted(name for name in self.zip.NameToInfo if not name.endswith("/")))

    def read(self, part: str, most: int = LARGEST_PART) -> bytes:
        """The bytes of a part, at most `most`. Raises BrokenPackage."""
        try:
            with self.zip.open(part) as stream:
                data = stream.read(most + 1)
        except (*_BROKEN, RuntimeError, KeyError) as error:
            raise BrokenPackage(Fault.BROKEN, "压缩数据已损坏", part) from error
        if len(data) > most:
            raise BrokenPackage(Fault.SUSPICIOUS, f"解开后超过{LARGEST_PART // MEGABYTE}兆", part)
        return data

    def xml(self, part: str) -> Any:
        """The root element of a part. Raises BrokenPackage."""
        return parse_xml(self.read(part), part)


def open_package(data: bytes) -> Package:
    """Open the zip `data`. Raises BrokenPackage: no whole zip, encrypted or OLE, or a zip bomb by what it declares."""
    if data.startswith(_OLE_HEADER):
        raise BrokenPackage(Fault.LOCKED, "文件加了密码，或是旧版格式")
    if has_too_many_members(data):
        raise BrokenPackage(Fault.SUSPICIOUS, f"包内文件超过{MOST_MEMBERS}个")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise BrokenPackage(Fault.BROKEN, "不是完整的压缩包") from error
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise BrokenPackage(Fault.LOCKED, "文件已加密")
    if reason := _suspicion(members):
        raise BrokenPackage(Fault.SUSPICIOUS, reason)
    return Package(archive)


def has_too_many_members(data: bytes) -> bool:
    """Whether a zip lists more members than may be opened, told before an object is made of each."""
    return data.count(_LISTED) > MOST_MEMBERS


def _suspicion(members: list[zipfile.ZipInfo]) -> str:
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        return "包内文件名重复"
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        return "包内文件名不合法"
    if sum(member.file_size for member in members) > LARGEST_WHOLE:
        return f"解开后超过{LARGEST_WHOLE // MEGABYTE}兆"
    if any(member.file_size > max(RATIO_COUNTS_FROM, member.compress_size * HIGHEST_RATIO) for member in members):
        return "压缩比过高"
    return ""


def parse_xml(data: bytes, part: str = "") -> Any:
    """The root element of an XML part, without comments. Raises BrokenPackage for a DOCTYPE, broken XML, or more tags
    than any text has.
    """
    if data.count(b"<") > MOST_TAGS:
        raise BrokenPackage(Fault.SUSPICIOUS, f"标签超过{MOST_TAGS // 10_000}万个", part)
    if any(mark in data for mark in _DOCTYPES):
        raise BrokenPackage(Fault.DOCTYPE, "含有外部定义（DOCTYPE）", part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPackage(Fault.MALFORMED, "里面的 XML 不完整", part) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hid it from the search above
        raise BrokenPackage(Fault.DOCTYPE, "含有外部定义（DOCTYPE）", part)
    return root


def check_sheet(root: Any, part: str = "") -> None:
    """Refuse a part of a workbook in which a few bytes stand for millions of cells. Raises BrokenPackage."""
    areas = (_AREA.fullmatch(element.get("ref", "")) for element in root.iter("{*}mergeCell", "{*}hyperlink"))
    if sum(_cells(area) for area in areas if area) > MOST_SPANNED:
        raise BrokenPackage(Fault.SUSPICIOUS, "合并单元格或链接的范围过大", part)


def _cells(area: re.Match[str]) -> int:
    """The number of cells of an area «A1:C4»."""
    return (1 + abs(_column(area[3]) - _column(area[1]))) * (1 + abs(int(area[4]) - int(area[2])))


def _column(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def unpack(data: bytes) -> dict[str, bytes]:
    """All parts of a package by name, LARGEST_PART bytes together at most. Raises BrokenPackage."""
    package = open_package(data)
    parts: dict[str, bytes] = {}
    left = LARGEST_PART
    for name in package.parts():
        parts[name] = package.read(name, left)
        left -= len(parts[name])
    return parts


def written_by_us(data: bytes) -> bool:
    """Whether `pack` wrote the package: an office program that saved it since has put its own dates on the parts."""
    try:
        return all(member.date_time == EPOCH for member in open_package(data).zip.infolist())
    except BrokenPackage:
        return False


Part: TypeAlias = bytes | Sequence[bytes]
"""A part that is written: its bytes, or pieces of them, between which zlib may put its own ends elsewhere."""


def pack(parts: Mapping[str, Part], fixed: Collection[str] = ()) -> bytes:
    """A zip package of `parts` with fixed dates and order: content types first, then relationships, then by name. The
    `fixed` ones are the same in every file made with a layout: what they become is remembered.
    """
    first = [name for name in FIRST_PARTS if name in parts]
    bodies: list[bytes] = []
    entries: list[bytes] = []
    at = 0
    for name in [*first, *sorted(set(parts) - set(first))]:
        body, entry = _remembered(name, parts[name]) if name in fixed else _member(name, parts[name])
        entries += [entry, _PLACED.pack(0, 0, 0, _MODE << 16, at), name.encode()]
        bodies += body
        at += sum(map(len, body))
    listed = b"".join(entries)
    end = struct.pack("<4s4H2LH", _END, 0, 0, len(parts), len(parts), len(listed), at, 0)
    return b"".join((*bodies, listed, end))


def _member(name: str, part: Part, level: int = LEVEL) -> tuple[tuple[bytes, ...], bytes]:
    """What a part is in a zip, its head and its bytes, and how its entry in the list begins."""
    if isinstance(part, bytes) and len(part) < _STORED_UNDER and level == LEVEL:
        return _entered(name, (part,), zipfile.ZIP_STORED, zlib.crc32(part), len(part))
    deflating = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated: list[bytes] = []
    size = check = 0
    # A long text is never put together: that would take more time than all its pieces did.
    for data in (part,) if isinstance(part, bytes) else _batched(part):
        size += len(data)
        check = zlib.crc32(data, check)
        deflated.append(deflating.compress(data))
    deflated.append(deflating.flush())
    return _entered(name, deflated, zipfile.ZIP_DEFLATED, check, size)


def _entered(
    name: str, written: Sequence[bytes], method: int, check: int, size: int
) -> tuple[tuple[bytes, ...], bytes]:
    """A part of `size` bytes with its `check` sum as it is `written` by a method: with its head, and its entry."""
    path = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    about = _ABOUT.pack(
        *(_ZIP_VERSION, flags, method, 0, _EPOCH_DAY),
        *(check, sum(map(len, written)), size, len(path), 0),
    )
    return (_LOCAL + about + path, *written), _LISTED + _ZIP_VERSION.to_bytes(2, "little") + about


def _batched(pieces: Sequence[bytes]) -> Iterator[bytes]:
    """The pieces in batches, so that zlib is not called for each small one."""
    batch: list[bytes] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece)
        if size >= _BATCH:
            yield b"".join(batch) if len(batch) > 1 else piece
            batch, size = [], 0
    if batch:
        yield b"".join(batch)


@lru_cache(maxsize=128)
def _remembered(name: str, data: bytes) -> tuple[tuple[bytes, ...], bytes]:
    return _member(name, data, FIXED_LEVEL)
