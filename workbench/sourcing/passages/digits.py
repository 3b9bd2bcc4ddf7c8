"""The digits of a claim that a page has nowhere, however they are written there."""

import re
from typing import Final

__all__ = ["absent_digits"]

_DIGIT_WORD: Final = re.compile(
    r"[^\W_]*\d(?:[^\W_]|[.,:/](?=\d)|[ \u00a0\u202f'’](?=\d{3}(?!\d)))*"
)


def absent_digits(claim: str, page: str) -> tuple[str, ...]:
    """The words with digits in ``claim`` that stand nowhere on the page, in order."""
    have = {_key(found[0]) for found in _DIGIT_WORD.finditer(page)}
    return tuple(
        dict.fromkeys(
            found[0] for found in _DIGIT_WORD.finditer(claim) if _key(found[0]) not in have
        )
    )


def _key(word: str) -> str:
    return re.sub(r"[ ,'’\u00a0\u202f]", "", word.casefold())
