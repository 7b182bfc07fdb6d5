"""Papers for the tests of rules: a notice of 示范县 as its lines, and the parent it answers."""

from __future__ import annotations

from wenjian.duties import extract
from wenjian.lint import Parents
from wenjian.model.document import Document
from wenjian.readers import read_documents

PARENT = "示例市民政局关于做好2026年养老机构安全管理工作的通知"


def read(text: str) -> Document:
    """The first document of a text."""
    return read_documents(text.encode(), "方案.txt")[0]


def notice(
    *lines: str,
    title: str = "示范县民政局关于做好养老机构安全管理工作的通知",
    number: str = "示民字〔2026〕12号",
    organ: str = "示范县民政局",
    date: str = "2026年5月25日",
) -> Document:
    """A notice with `lines` as its body; a blank `date` leaves the paper undated."""
    head = [*([f"{organ}文件", number] if organ else []), title, "各乡镇人民政府："]
    return read("\n".join(line for line in (*head, *lines, organ, date) if line) + "\n")


def parents(
    *lines: str,
    title: str = PARENT,
    number: str = "例民发〔2026〕5号",
    organ: str = "示例市民政局",
    date: str = "2026年5月8日",
) -> Parents:
    """The parent with `lines` as its body, with the duties that it imposes."""
    body = lines or ("养老机构要每月至少开展一次用电安全检查。",)
    document = notice(*body, title=title, number=number, organ=organ, date=date)
    return Parents((extract(document, None)[0],), (document,))
