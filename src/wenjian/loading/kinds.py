"""Which kind of file this is, told by its own top-level keys."""

from __future__ import annotations

from pathlib import Path

from wenjian.loading.duty_sheet import DUTY_SHEET
from wenjian.loading.files import load_text, read_bytes
from wenjian.loading.job_sheet import JOB_SHEET
from wenjian.loading.shape import KINDS, fields_of, required_of
from wenjian.loading.sheets import sheet_names
from wenjian.loading.yaml import parse_yaml


def kind_of(path: Path) -> str | None:
    """The kind of a yaml or xlsx file (上级文件, 地区, 条款, 术语, 提纲, 拟稿单, 核对, 节假日, 本单位习惯), or None.

    Raises UnreadableInput when the file cannot be read at all.
    """
    if path.suffix.lower() == ".xlsx":
        return twin_kind(read_bytes(path), str(path))
    text, _ = load_text(path)
    data = parse_yaml(text, str(path)).data
    if not isinstance(data, dict):
        return None
    fitting = {kind: len(set(fields_of(record)) & set(data)) for kind, record in KINDS.items()}
    required = {kind: required_of(record) <= data.keys() for kind, record in KINDS.items()}
    best = max(KINDS, key=lambda kind: (bool(fitting[kind]) and required[kind], fitting[kind]))
    return best if fitting[best] else None


def twin_kind(data: bytes, path: str) -> str | None:
    """上级文件, 拟稿单, or None for another sheet."""
    names = sheet_names(data, path)
    return "上级文件" if DUTY_SHEET in names else "拟稿单" if JOB_SHEET in names else None
