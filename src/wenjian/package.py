"""Zip packages (docx, xlsx) in and out: bounded reading, and the same bytes for the same parts.

The only place that writes zip files; writers and twins use `pack`.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

MOST_MEMBERS = 2_000
MOST_BYTES = 64 * 1024 * 1024
"""All members unpacked together, in bytes."""

EPOCH = (2000, 1, 1, 0, 0, 0)
FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")


class BrokenPackage(Exception):
    """The bytes are no zip package that may be opened; the text says why, in Chinese."""


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of a zip package by name. Too many, too large, encrypted or escaping members are refused."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _members(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise BrokenPackage("不是完整的压缩包") from error
    except zlib.error as error:
        raise BrokenPackage("压缩数据已损坏") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise BrokenPackage(f"包内文件超过{MOST_MEMBERS}个")
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for member in members:
        name = member.filename
        if member.is_dir():
            continue
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise BrokenPackage("包内文件名不合法")
        if member.flag_bits & 0x1:
            raise BrokenPackage("文件已加密")
        if name in parts:
            raise BrokenPackage("包内文件名重复")
        with archive.open(member) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BrokenPackage(f"解开后超过{MOST_BYTES // 1024 // 1024}兆")
        parts[name] = content
    return parts


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip package of `parts` with fixed dates and order: content types first, then relationships, then by name."""
    first = [name for name in FIRST_PARTS if name in parts]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in [*first, *sorted(set(parts) - set(first))]:
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0
            archive.writestr(member, parts[name])
    return stream.getvalue()
