"""One spelling of a text for comparison; the original stays what is quoted."""

from __future__ import annotations

import hashlib
import unicodedata

from wenjian.model.directive import Duty

FINGERPRINT_DIGITS = 12
_NOT_TEXT = ("Z", "P", "C")


def fold(text: str) -> str:
    """`text` in NFKC: full-width letters, digits and brackets become half-width. Lengths may change."""
    return unicodedata.normalize("NFKC", text)


def fold_in_place(text: str) -> str:
    """`text` with every character folded that folds to one character, so that offsets stay those of the original."""
    if text.isascii():
        return text
    return "".join(_fold_character(character) for character in text)


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


def letters(text: str) -> str:
    """Only the letters, digits and Chinese characters of the folded `text`."""
    return "".join(character for character in fold(text) if character.isalnum())


def fingerprint(text: str) -> str:
    """指纹: the first 12 hex digits of SHA-256 over the NFKC text without spaces and punctuation."""
    kept = "".join(character for character in fold(text) if unicodedata.category(character)[0] not in _NOT_TEXT)
    return hashlib.sha256(kept.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def duty_fingerprint(duty: Duty) -> str:
    """指纹 of a duty: the one its list keeps, else that of its words."""
    return duty.fingerprint or fingerprint(duty.text)
