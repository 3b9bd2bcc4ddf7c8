"""What a reviewer types to narrow the list, turned into a filter."""

import shlex

from workbench.errors import UsageError
from workbench.model import ClaimFilter, ClaimOrder, ClaimStatus

_STATUS_WORDS = {f"is:{status.value}": status for status in ClaimStatus}

_OTHER_WORDS = ("is:any", "is:dismissed", "is:stale", "is:taken-over")


def parse_filter(
    typed: str, *, dismissed: bool | None = False, order: ClaimOrder = ClaimOrder.TEXT
) -> ClaimFilter:
    """Turn typed words into a filter: every word must occur in the claim or its claimant.

    Words in double quotes stay together; ``is:unrated``, ``is:single``, ``is:agreed`` and
    ``is:conflict`` choose by status, ``is:dismissed`` and ``is:any`` by dismissal, ``is:stale``
    those with a verdict that rests on a quote which no longer holds, ``is:taken-over`` those that
    others were split from or joined of.

    Raises:
        UsageError: A word beginning with ``is:`` names no status.
    """
    words: list[str] = []
    statuses: set[ClaimStatus] = set()
    stale: bool | None = None
    taken_over: bool | None = False
    for word in _split(typed):
        lowered = word.lower()
        if lowered in _STATUS_WORDS:
            statuses.add(_STATUS_WORDS[lowered])
        elif lowered == "is:dismissed":
            dismissed = True
        elif lowered == "is:any":
            dismissed = taken_over = None
        elif lowered == "is:taken-over":
            dismissed, taken_over = None, True
        elif lowered == "is:stale":
            stale = True
        elif lowered.startswith("is:") and len(lowered) > len("is:"):
            known = ", ".join(sorted([*_STATUS_WORDS, *_OTHER_WORDS]))
            raise UsageError(f"{word} is no status; there are {known}")
        elif word:
            words.append(word)
    return ClaimFilter(
        words=tuple(words),
        statuses=frozenset(statuses),
        dismissed=dismissed,
        order=order,
        stale=stale,
        taken_over=taken_over,
    )


def _split(typed: str) -> list[str]:
    lexer = shlex.shlex(typed, posix=True, punctuation_chars="")
    lexer.whitespace_split = True
    lexer.quotes = '"'
    lexer.commenters = ""
    lexer.escape = ""
    try:
        return list(lexer)
    except ValueError:
        return typed.replace('"', " ").split()
