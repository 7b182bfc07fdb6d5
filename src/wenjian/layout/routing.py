"""发文稿纸: what is known of a paper before it is signed, as lines for the form; signatures and numbers stay blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenjian.layout import join_organs
from wenjian.model.document import Document
from wenjian.model.job import Job
from wenjian.model.locality import Letterhead
from wenjian.model.vocabulary import Role

_PUBLICITY = ("主动公开", "依申请公开", "不予公开")
_OPEN, _CHOSEN = "□", "☑"
_CARRIED = {Role.ENCLOSED: "随文印发：", Role.FORWARDED: "随文转发："}
_TO_SIGN = "（意见、签名、日期）"


def routing_values(
    document: Document, job: Job, letterhead: Letterhead | None, countersigners: Sequence[str]
) -> dict[str, str]:
    """The values of the fields of a 发文稿纸 (`writers.layouts.ROUTING_FIELDS`) for a composed paper.

    `document` is as composed, not arranged. 密级 stays blank: what is classified is not written with this program.
    `countersigners` that the job does not name are printed as a proposal.
    """
    elements = document.elements
    given = elements.publicity.strip()
    return {
        "机关": "".join(elements.signature[:1]),
        "标题": elements.title.replace("\n", ""),
        "稿别": job.stage.chinese,
        "发文字号": elements.number,
        "编号建议": _proposed_number(elements.number, letterhead),
        "版头": elements.mark,
        "签发权限": letterhead.signers if letterhead else "",
        "密级": "",
        "紧急程度": elements.urgency,
        "公开属性": "　".join(f"{_CHOSEN if word == given else _OPEN}{word}" for word in _PUBLICITY),
        "公开理由": job.publicity_reason,
        "主送机关": join_organs(elements.recipients),
        "抄送机关": join_organs(elements.copies_to),
        "附件": "\n".join(_attachments(document)),
        "印发份数": job.copies,
        "会签": "\n".join([*(f"{unit}{_TO_SIGN}" for unit in countersigners), *_proposal(job, countersigners)]),
        "拟稿股室": job.drafting_office,
        "拟稿人": job.drafter,
        "拟稿人电话": job.drafter_telephone,
    }


def _proposal(job: Job, countersigners: Sequence[str]) -> tuple[str, ...]:
    return ("以上单位按文稿提到的协作部门列出，请核定。",) if countersigners and not job.countersigners else ()


def _attachments(document: Document) -> Iterator[str]:
    """What goes out with the paper: plans and originals by how they stand in it, then the attachments."""
    for each in document.attachments:
        name = (each.name or each.title).replace("\n", "")
        if name:
            yield f"{_CARRIED.get(each.role, '')}{name}"
        yield from _attachments(each)


def _proposed_number(number: str, letterhead: Letterhead | None) -> str:
    """The next serial of the letterhead, where the paper has none yet."""
    blank = not any(character.isdigit() for character in number.partition("〕")[2])
    last = letterhead.last_serial.strip() if letterhead else ""
    return f"下一号{int(last) + 1}，以办公室登记为准" if blank and last.isdecimal() else ""
