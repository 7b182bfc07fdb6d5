"""What the xlsx twins share: the duty list 任务清单.xlsx (`duty_sheet`) and the job 拟稿单.xlsx (`job_sheet`).

What people see and edit stands on the visible sheets. The full record stands on a hidden sheet; reading lays the
visible cells over it, so that what a sheet does not show survives, and what nobody changed stays exactly as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.errors import UnreadableInput
from wenjian.loading.sheets import cell_safe, cell_text, kept, tidy
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


def kept_records(book: Workbook, path: str, sheet: str = KEPT_SHEET) -> dict[str, Mapping[str, Any]]:
    """The records of the hidden sheet as plain data."""
    records: dict[str, Mapping[str, Any]] = {}
    for name, text in kept(book, sheet).items():
        data = parse_yaml(text, path).data
        if not isinstance(data, dict):
            raise UnreadableInput(found("WJ195", Place(path, label=sheet)))
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


def find_head(sheet: Worksheet, names: Mapping[str, str], first: str, path: str) -> tuple[int, dict[str, int]]:
    """The row of the heads, told by the head `first`, and key → 0-based column; `names` leads from a bare head to its
    key. Columns may have moved and lines been put above. Raises UnreadableInput (WJ196).
    """
    for row in sheet.iter_rows(max_row=20):
        heads = [bare_label(cell_text(cell)) for cell in row]
        if bare_label(first) in heads:
            columns: dict[str, int] = {}
            for at, head in enumerate(heads):
                if head in names:
                    columns.setdefault(names[head], at)
            return row[0].row or 1, columns
    raise UnreadableInput(found("WJ196", Place(path, label=sheet.title), name=first))


def lay(data: dict[str, Any], key: str, text: str, take: Callable[[str], Any] | None = None) -> None:
    """Put what a cell says into `data`, unless it shows just what stands there."""
    if text == tidy(cell_safe(shown(key, data.get(key)))):
        return
    if text:
        data[key] = take(text) if take else text
    else:
        data.pop(key, None)


def split_items(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、；;，,\n]", text) if part.strip()]


def split_lines(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;\n]", text) if part.strip()]
