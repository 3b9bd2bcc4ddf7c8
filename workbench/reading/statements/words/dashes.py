"""Dashes that do the work of commas: "the port - which was built in 1900 - has closed".

Writers set a relative clause or a participle off by dashes as well as by commas. To the finders
of asides such a dash is shown as a comma, at its own place in the text.
"""

from collections.abc import Sequence
from typing import Final

from workbench.reading.grammar.tokens import Token, mark

__all__ = ["DASHES", "commas_for_dashes"]

DASHES: Final = frozenset({"—", "–", "―", "-", "--"})
_PRONOUNS: Final = frozenset({"which", "who", "whose", "whom", "where"})
_PAST: Final = frozenset({"PART", "VPAST"})


def commas_for_dashes(tokens: Sequence[Token]) -> Sequence[Token]:
    """The same words, with a comma for each dash that opens or closes such an aside."""
    dashes = [i for i, token in enumerate(tokens) if token.text in DASHES and _parts(tokens, i)]
    if not dashes:
        return tokens
    changed = list(tokens)
    for place, dash in enumerate(dashes):
        closed = place + 1 < len(dashes)
        if not _opens(tokens, dash, closed=closed):
            continue
        changed[dash] = _comma(tokens[dash])
        if closed:
            changed[dashes[place + 1]] = _comma(tokens[dashes[place + 1]])
    return changed


def _parts(tokens: Sequence[Token], index: int) -> bool:
    """Whether a dash stands between words, and not inside one or in a range of numbers."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, token, following = tokens[index - 1 : index + 2]
    spaced = before.end < token.start and token.end < following.start
    return spaced or (token.text in "—―" and following.tag != "NUM")


def _opens(tokens: Sequence[Token], dash: int, *, closed: bool) -> bool:
    following = tokens[dash + 1]
    if following.tag == "SUB":
        return following.lower in _PRONOUNS
    if following.tag == "ING" and not closed:
        return True  # "may have died - reducing the population"
    participle = following.tag in _PAST or following.lower.endswith("ed")
    return closed and participle and tokens[dash + 2].tag in ("PREP", "DET", "NUM", "ADV", "QUOTE")


def _comma(dash: Token) -> Token:
    return mark(dash.start, dash.end, ",")
