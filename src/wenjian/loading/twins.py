"""What the xlsx twins share: the duty list 任务清单.xlsx (`duty_sheet`) and the job 拟稿单.xlsx (`job_sheet`).

What people see and edit stands on the visible sheets. The full record stands on a hidden sheet; reading lays the
visible cells over it, so that what a sheet does not show survives, and what nobody changed stays exactly as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook

from wenjian.errors import UnreadableInput
from wenjian.loading.sheets import kept
from wenjian.loading.yaml import parse_yaml
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.text.normal import letters

KEPT_SHEET = "原始数据"
FILE_ENTRY = "文件"
"""The entry of the hidden sheet that holds the record of the file itself."""


def bare_label(text: str) -> str:
    """A head or label as it is compared: without brackets, signs and blanks."""
    return letters(re.sub(r"[（(].*", "", text, flags=re.DOTALL))


def kept_records(book: Workbook, path: str) -> dict[str, Mapping[str, Any]]:
    """The records of the hidden sheet as plain data."""
    records: dict[str, Mapping[str, Any]] = {}
    for name, text in kept(book, KEPT_SHEET).items():
        data = parse_yaml(text, path).data
        if not isinstance(data, dict):
            raise UnreadableInput(found("WJ195", Place(path, label=KEPT_SHEET)))
        records[name] = data
    return records


def shown(key: str, value: Any) -> str:
    """The text of a cell for a piece of plain data."""
    if value is None:
        return "是" if key == "是否任务" else ""
    if isinstance(value, dict):
        return "\n".join(f"{name}：{part}" for name, part in value.items())
    if isinstance(value, list):
        return ("、" if key == "配合单位" else "\n").join(value)
    return str(value)


def split_items(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、；;，,\n]", text) if part.strip()]


def split_lines(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;\n]", text) if part.strip()]
