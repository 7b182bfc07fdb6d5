"""Who decides in a clause: by whom something is approved, put on file, made, signed or answered for, where a paper
names another level or another sort of organ than the duty («经县级人民政府批准» → «经县交通运输局批准»).

An organ of the same level and sort under its local name is the same («县级民政部门», «县民政局»).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction
from wenjian.text import patterns as re

_APPROVES = "批准|同意|审批|许可|核准|审定|审核|评审批复|评审|论证"
_FORMS = (
    re.compile(rf"(?:须|应当?|要|需|必须)?经(?:过|由)?(?P<organ>[^，。；、经]{{2,16}}?)(?:组织)?(?P<act>{_APPROVES})"),
    re.compile(
        r"报(?:送|请|经)?(?P<organ>[^，。；、报]{2,14}?)(?P<act>备案|批准|审批|审定|核定|核准|审核|同意|挂牌督办|督办)"
    ),
    re.compile(
        r"由(?P<organ>[^，。；、由]{2,16}?)(?:统一|牵头|直接|负责)?"
        r"(?P<act>批准|审批|审定|核定|核准|(?:研究)?确定|认定|制定|编制|约谈|挂牌督办|督办|验收|指定|核发|决定|承担|登记|补助|更换|公布|划定)"
    ),
    re.compile(r"(?:^|须经|经|由)(?P<organ>[^，。；、经由的]{2,14}?)(?P<act>签字|签批|盖章)"),
)
_APPROVALS = frozenset({"批准", "审批", "审定", "核定", "核准", "同意", "许可", "决定", "确定", "研究确定"})
"""Words for the same: whose word it takes."""
_LEVELS = (
    ("国", re.compile(r"国家|国务院|中央")),
    ("省", re.compile(r"省|自治区|直辖市")),
    ("市", re.compile(r"(?<!县)(?<!城)(?:设区的)?市(?!场|政|民|区)|州|盟|地级")),
    ("县", re.compile(r"县|区(?!域|间)|旗")),
    ("乡镇", re.compile(r"乡|镇|街道|(?:司法|财政|派出|监管|民政|水利)所|中心所|水利站")),
    ("村", re.compile(r"村|社区|居委")),
)
_SORTS = (
    ("政府", re.compile(r"政府(?![^，。；]*(?:部门|局|办))|党委(?!书记)|人大|常委会")),
    ("部门", re.compile(r"局|部门|委$|委员会|厅|主管|机关|办公室|大队|所$|站$")),
    ("单位", re.compile(r"单位|机构|企业|公司|学校|医院|卫生院|合作社|集体|协会|中心|村委会|业主")),
)
_NOBODY = re.compile(
    r"有关|相关|上级|集体(?:研究|讨论|决策)|(?:同级|本级)(?!人民政府|政府)|党组|会议|专家|第三方|依法|本人|监护人|家属|家长|[其该]"
)
"""Who may be anybody, or is asked besides."""


class _Decides(NamedTuple):
    """An organ, what it does in the paper's words and what that is, its levels and its sort."""

    organ: str
    act: str
    kind: str
    levels: frozenset[str]
    sort: str


def compare_deciding(mine: str, other: str, *, once: bool = False) -> Iterator[Deviation]:
    """Where `other`, a clause of a paper, lets another level or sort of organ decide than `mine`, one of a duty. Whole
    sentences are compared `once`: only where each says of one organ alone that it does so.
    """
    told, wanted = list(_deciding(other)), list(_deciding(mine))
    for asked in wanted:
        answers = [one for one in told if one.kind == asked.kind]
        if once and (len(answers) > 1 or sum(one.kind == asked.kind for one in wanted) > 1):
            continue
        for one in answers:
            if _is_another(asked, one) and asked.organ not in other:
                yield Deviation(
                    DeviationKind.ACTOR,
                    Direction.CHANGED,
                    f"{asked.organ}{asked.act}",
                    f"{one.organ}{one.act}",
                    "责任主体不同",
                )
                return


def _deciding(clause: str) -> Iterator[_Decides]:
    for form in _FORMS:
        for found in form.finditer(clause):
            organ = found["organ"]
            if not _NOBODY.search(organ):
                act = found["act"]
                levels = frozenset(level for level, words in _LEVELS if words.search(organ))
                yield _Decides(
                    organ,
                    act,
                    "批准" if act in _APPROVALS else act,
                    levels,
                    next((name for name, words in _SORTS if words.search(organ)), ""),
                )


def _is_another(asked: _Decides, told: _Decides) -> bool:
    if asked.levels and told.levels and not asked.levels & told.levels:
        return True
    if not asked.sort or not told.sort:
        return False
    return asked.sort != told.sort or (asked.sort == "单位" and not set(asked.organ[:-1]) & set(told.organ))
