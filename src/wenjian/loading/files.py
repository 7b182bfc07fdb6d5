"""Bytes and text from the disk, and records from YAML files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wenjian.errors import UnreadableInput, WenjianError
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.package import lock_file
from wenjian.text.decode import decode

if TYPE_CHECKING:
    from wenjian.loading.yaml import Loaded

MOST_BYTES = 16 * 1024 * 1024
_OFFICE = frozenset({".docx", ".doc", ".wps", ".pdf", ".ofd", ".xlsx", ".xls", ".rtf", ".odt"})
"""Suffixes of papers and sheets: one that is given in the place of a yaml file was put after the wrong option."""


def read_bytes(path: Path, error: type[WenjianError] = UnreadableInput) -> bytes:
    """The bytes of a file. Raises `error` when it is missing (WJ101), a folder, empty, too large or locked, or
    only marks another file as opened (WJ128).
    """
    place = Place(str(path))
    if path.is_dir():
        raise error(found("WJ102", place))
    try:
        if path.exists() and not path.is_file():
            raise error(found("WJ113", place, reason="不是普通文件"))
        size_in_bytes = path.stat().st_size
        if lock := lock_file(str(path)):
            raise error(lock)
        if size_in_bytes > MOST_BYTES:
            size = f"{size_in_bytes / 1024 / 1024:.0f}兆"
            raise error(found("WJ106", place, size=size, limit=f"{MOST_BYTES // 1024 // 1024}兆"))
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise error(found("WJ101", place)) from None
    except PermissionError:
        raise error(found("WJ113", place, reason="没有读取权限")) from None
    except (OSError, ValueError) as problem:
        raise error(found("WJ113", place, reason=getattr(problem, "strerror", None) or "文件名不合法")) from None
    if not data.strip():
        raise error(found("WJ103", place))
    return data


def load_text(path: Path, error: type[WenjianError] = UnreadableInput) -> tuple[str, Sequence[Finding]]:
    """The text of a file, and a finding when it was not UTF-8."""
    return text_of(read_bytes(path, error), str(path), error)


def text_of(data: bytes, path: str, error: type[WenjianError] = UnreadableInput) -> tuple[str, Sequence[Finding]]:
    """`load_text` of bytes that were read. A paper or a sheet is told by its suffix (WJ178)."""
    try:
        text, encoding = decode(data, path)
    except UnreadableInput as problem:
        suffix = Path(path).suffix.lower()
        if suffix in _OFFICE:
            raise error(found("WJ178", Place(path), suffix=suffix)) from None
        raise error(*problem.findings) from None
    if encoding.startswith("utf-8"):
        return text, ()
    return text, (found("WJ127", Place(path), encoding=encoding.upper()),)


def load_yaml(path: Path, error: type[WenjianError] = UnreadableInput) -> Loaded:
    """Data, places and findings of a YAML file."""
    return yaml_of(read_bytes(path, error), str(path), error)


def yaml_of(data: bytes, path: str, error: type[WenjianError] = UnreadableInput) -> Loaded:
    """`load_yaml` of bytes that were read."""
    from wenjian.loading.yaml import parse_yaml  # who only reads a layout does without

    text, findings = text_of(data, path, error)
    return parse_yaml(text, path).with_findings(findings)
