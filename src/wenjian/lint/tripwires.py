"""What needs another office before the paper goes out: rules that bind the public, personal data, new burdens."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.lint.draft import Draft, around
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.structure.parts import Part
from wenjian.text import patterns as re

_BINDS = re.compile(
    r"停[机业](?:整顿|整改)|责令(?:停业|关闭|停产)|取消(?:其|该)?[^，。；]{0,6}(?:经营|代销|从业|准入|营运|执业|销售)资格|吊销|不予(?:办理)?(?:登记|许可|备案|受理)"
    r"|处以?[^，。；]{0,8}罚款|罚款[^，。；]{0,6}元|没收(?:违法|其)|列入(?:严重失信|失信|“?黑名单)|收取[^，。；]{0,12}(?:押金|保证金)|征收[^，。；]{0,8}费"
)
_BY_LAW = re.compile(
    r"依法(?:依规)?[^，。；]{0,14}$|按照?《[^》]*》[^，。；]{0,10}$|依[照据]?《[^》]*》[^，。；]{0,10}$|根据《[^》]*》[^，。；]{0,10}$|不得[^，。；]{0,10}$|严禁[^，。；]{0,10}$|禁止[^，。；]{0,10}$|免于?[^，。；]{0,4}$"
)
_PUBLIC = re.compile("公开发布|主动公开")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ACCOUNT = re.compile(r"(?<!\d)62\d{14,17}(?!\d)")
_NAMES = re.compile(r"姓\s*名")
_PRIVATE = re.compile("身份证|银行(?:卡|账|帐)|家庭住址|残疾|低保|救助金|病")
_BURDENS = re.compile(
    r"(?:每日|每天|每周|每月|每季度|日|周|月)(?:报告?|调度|通报)|零报告|报送[^，。；]{0,10}(?:台账|报表|统计表|照片)|建立[^，。；]{0,8}台账|拍照留[痕存]|工作留痕"
    r"|纳入[^，。；]{0,10}考核|(?:APP|小程序|平台)[^，。；]{0,6}打卡"
)


def check_binding_rules(draft: Draft) -> Iterator[Finding]:
    """WJ771, once, for words that take rights from the public or lay charges on it, by the paper's own power."""
    hits = [
        (line, match)
        for line in draft.part(Part.TEXT)
        for match in _BINDS.finditer(line.text)
        if not _BY_LAW.search(line.text[max(0, match.start() - 60) : match.start()])
    ]
    if hits:
        line, match = hits[0]
        words = "、".join(f"“{word}”" for word in dict.fromkeys(match[0] for _, match in hits))
        yield found("WJ771", draft.at(line), quote=around(line.text, match.start(), match.end(), 20), words=words)


def check_personal_data(draft: Draft) -> Iterator[Finding]:
    """WJ772 for identity and account numbers anywhere, and in a paper for publication for mobile numbers and lists of
    names with what is private. The numbers themselves are not repeated.
    """
    elements = draft.document.elements
    public = bool(_PUBLIC.search(elements.publicity + elements.note))
    numbers: dict[str, list[str]] = {}
    for line in draft.own:
        for kind, pattern in (("身份证号码", _IDENTITY), ("银行账号", _ACCOUNT), ("手机号码", _MOBILE)):
            if kind != "手机号码" or public:
                for _ in pattern.finditer(line.text):
                    numbers.setdefault(kind, []).append(line.text)
                    if len(numbers[kind]) == 1:
                        first = draft.at(line)
    if numbers:
        words = "、".join(f"{kind}{len(texts)}处" for kind, texts in numbers.items())
        yield found("WJ772", first, words=words, how="（此件公开发布）" if public else "")
    if public and (columns := _private_columns(draft)):
        yield found("WJ772", draft.whole, words=f"附有个人名册（{'、'.join(columns)}）", how="（此件公开发布）")


def _private_columns(draft: Draft) -> tuple[str, ...]:
    for _, block in draft.document.walk():
        names = [column.name for column in block.table.columns] if block.table else []
        if any(map(_NAMES.search, names)) and (private := [name for name in names if _PRIVATE.search(name)]):
            return ("姓名", *private)
    return ()


def check_burdens(draft: Draft) -> Iterator[Finding]:
    """WJ766, once, for reports, ledgers, assessments and proofs that the paper asks for."""
    hits = [(line, match) for line in draft.part(Part.TEXT) for match in _BURDENS.finditer(line.text)]
    if hits:
        line, _ = hits[0]
        words = list(dict.fromkeys(match[0] for _, match in hits))
        shown = "、".join(f"“{word}”" for word in words[:4]) + ("等" if len(words) > 4 else "")
        yield found("WJ766", draft.at(line), count=len(hits), words=shown)
