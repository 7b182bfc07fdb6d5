"""提法 that the office's 提法库 says are no longer in use, or not yet."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.lint.draft import Draft
from wenjian.lint.parents import own_date
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.text.dates import outside_period
from wenjian.text.normal import letters, shorten


def check_phrases(draft: Draft) -> Iterator[Finding]:
    """WJ572 for each line that quotes a 提法 which is not in force on the paper's date, unless its words are part of
    one that is.
    """
    date = own_date(draft.document)
    reasons = {phrase: outside_period(phrase.start, phrase.end, date) for phrase in draft.phrases}
    current = [letters(phrase.text) for phrase, reason in reasons.items() if not reason]
    for phrase, reason in reasons.items():
        words = letters(phrase.text)
        if not reason or any(words in one for one in current):
            continue
        for line in draft.own:
            if words in letters(line.text):
                yield found("WJ572", draft.at(line), quote=shorten(phrase.text), fact=reason, name=phrase.name)
