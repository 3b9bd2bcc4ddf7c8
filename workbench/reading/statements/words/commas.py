"""Commas that end nothing."""

from collections.abc import Sequence

from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets

__all__ = ["in_date"]


def in_date(tokens: Sequence[Token], comma: int) -> bool:
    """As in "the September 11, 2001 attacks" and "on 7 March, 1917"."""
    if not 1 < comma < len(tokens) - 1:
        return False
    year = tokens[comma + 1].text
    if len(year) != 4 or not year.isdigit():
        return False
    day, month = sorted(tokens[comma - 2 : comma], key=lambda token: token.tag != "NUM")
    return day.tag == "NUM" and month.lower in word_sets("words")["months_and_days"]
