"""Office packages (zip of XML parts) from strangers: every part bounded, no entities, no network."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Place

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 5000
LARGEST_PART = 64 * MEGABYTE
LARGEST_WHOLE = 512 * MEGABYTE
HIGHEST_RATIO = 300
RATIO_COUNTS_FROM = 4 * MEGABYTE
_OLE_HEADER = bytes.fromhex("D0CF11E0A1B11AE1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened office package. `name` is the file's name in messages, `suffix` what it claims to be (.docx)."""

    zip: zipfile.ZipFile
    name: str
    suffix: str

    def has(self, part: str) -> bool:
        return part in self.zip.NameToInfo

    def parts(self) -> tuple[str, ...]:
        return tuple(sorted(self.zip.NameToInfo))

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises UnreadableInput when it is broken or larger than it says."""
        try:
            with self.zip.open(part) as stream:
                data = stream.read(LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            KeyError,
        ) as error:
            raise UnreadableInput(found("WJ108", Place(self.name), suffix=self.suffix)) from error
        if len(data) > LARGEST_PART:
            raise UnreadableInput(found("WJ110", Place(self.name), reason="解开后过大"))
        return data

    def xml(self, part: str) -> etree._Element:
        """The root element of a part. Raises UnreadableInput for a DOCTYPE (WJ111) or broken XML (WJ112)."""
        data = self.read(part)
        self.refuse_doctype(data)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableInput(found("WJ112", Place(self.name), part=part, suffix=self.suffix)) from error

    def refuse_doctype(self, data: bytes) -> None:
        if any(mark in data for mark in _DOCTYPES):
            raise UnreadableInput(found("WJ111", Place(self.name)))


def open_archive(data: bytes, name: str, suffix: str) -> Archive:
    """Open the zip `data`. Raises UnreadableInput: broken (WJ108), encrypted or OLE (WJ109), a zip bomb (WJ110)."""
    if data.startswith(_OLE_HEADER):
        raise UnreadableInput(found("WJ109", Place(name), suffix=suffix))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise UnreadableInput(found("WJ108", Place(name), suffix=suffix)) from error
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableInput(found("WJ109", Place(name), suffix=suffix))
    if reason := _suspicion(members):
        raise UnreadableInput(found("WJ110", Place(name), reason=reason))
    return Archive(archive, name, suffix)


def _suspicion(members: list[zipfile.ZipInfo]) -> str:
    if len(members) > MOST_MEMBERS:
        return f"有{len(members)}个成员"
    if sum(member.file_size for member in members) > LARGEST_WHOLE:
        return "解开后过大"
    for member in members:
        if member.file_size > max(RATIO_COUNTS_FROM, member.compress_size * HIGHEST_RATIO):
            return "压缩比过高"
    return ""
