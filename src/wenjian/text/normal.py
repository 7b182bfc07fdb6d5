"""One spelling of a text for comparison; the original stays what is quoted."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from wenjian.model.directive import Duty

FINGERPRINT_DIGITS = 12
_SHORT = 60
_NOT_TEXT = ("Z", "P", "C")
_NOT_LETTERS = re.compile(r"[\W_]+")
_PUNCTUATION = re.compile(r"[\s,:;()!?.、。“”‘’《》〈〉〔〕【】—–…·%/#&*@\\{}\[\]\"'_-]+")
"""The common ones of the signs that are no text."""
_COMMON_WIDE = tuple(zip("，：；（）！？", ",:;()!?", strict=True))
_RARE = re.compile("[^\\x00-\\x7f\\u3001\\u3002\\u300a\\u300b\\u4e00-\\u9fff“”‘’—〔〕]+")
"""Characters that may fold to another one and are not among the common ones."""


def fold(text: str) -> str:
    """`text` in NFKC: full-width letters, digits and brackets become half-width. Lengths may change."""
    if text.isascii():
        return text
    return _folded_again(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    folded = _with_common_folded(text)
    return folded if unicodedata.is_normalized("NFKC", folded) else unicodedata.normalize("NFKC", folded)


_folded_again = lru_cache(maxsize=8192)(_folded)
"""For the short texts, which the same words are asked about again and again."""


def fold_in_place(text: str) -> str:
    """`text` with every character folded that folds to one character, so that offsets stay those of the original."""
    if text.isascii():
        return text
    return _RARE.sub(lambda rare: "".join(map(_fold_character, rare[0])), _with_common_folded(text))


def _with_common_folded(text: str) -> str:
    for wide, narrow in _COMMON_WIDE:
        text = text.replace(wide, narrow)
    return text


@lru_cache(maxsize=1024)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范"
    "汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
)
_NAME_BEFORE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[有为是由与和及])(?P<name>[\u4e00-\u9fff]{2,3})$")
_NAME_AFTER = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,3})(?=$|[^\u4e00-\u9fff])")


def between_names(text: str, start: int, end: int) -> bool:
    """Whether the blank from `start` to `end` parts two people's names («张三 李四»)."""
    before, after = _NAME_BEFORE.search(text, max(0, start - 4), start), _NAME_AFTER.match(text, end)
    return bool(before and after and before["name"][0] in _SURNAMES and after["name"][0] in _SURNAMES)


def with_line_feeds(text: str) -> str:
    r"""`text` with \n for every line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shorten(text: str, most: int = 30) -> str:
    """`text` cut to `most` characters for quoting."""
    return text if len(text) <= most else text[: most - 1] + "…"


def bracketed(words: str) -> str:
    """`words` in brackets, as a place stands behind a quotation; nothing for nothing."""
    return f"（{words}）" if words else ""


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Only the letters, digits and Chinese characters of the folded `text`."""
    return _NOT_LETTERS.sub("", fold(text))


@lru_cache(maxsize=4096)
def fingerprint(text: str) -> str:
    """指纹: the first 12 hex digits of SHA-256 over the NFKC text without spaces and punctuation."""
    from hashlib import sha256  # OpenSSL takes 3 MB, and a paper that goes out needs no 指纹

    kept = _NOT_LETTERS.sub(lambda others: "".join(filter(_is_text, others[0])), _PUNCTUATION.sub("", fold(text)))
    return sha256(kept.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def _is_text(character: str) -> bool:
    return unicodedata.category(character)[0] not in _NOT_TEXT


def duty_fingerprint(duty: Duty) -> str:
    """指纹 of a duty: the one its list keeps, else that of its words."""
    return duty.fingerprint or fingerprint(duty.text)
