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
