"""Lists of words that rules look things up in."""

from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from workbench.text import squeeze


class Truth(StrEnum):
    """Which end of a scale a rating means, if either."""

    TRUE = "true"
    FALSE = "false"
    BETWEEN = "between"


_TRIMMED: Final = " \t\n.!?:;,-–—\"'“”‘’«»()[]*_"


@cache
def shorteners() -> frozenset[str]:
    """Hosts that only lead elsewhere."""
    return frozenset(_lines("shorteners"))


@cache
def rating_words() -> dict[str, Truth]:
    """Names of ratings, folded, with the end of a scale that they mean."""
    found: dict[str, Truth] = {}
    for line in _lines("rating_words"):
        kind, _, names = line.partition(": ")
        found.update(dict.fromkeys(names.split("|"), Truth(kind)))
    return found


def truth_of(rating: str) -> Truth | None:
    """Which end of a scale a rating means, if it is a usual one."""
    return rating_words().get(folded(rating))


def folded(words: str) -> str:
    """Words as they are looked up: small, without marks around them."""
    return squeeze(words[:400]).strip(_TRIMMED).casefold()


def _lines(name: str) -> list[str]:
    text = files(f"{__package__}.data").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
