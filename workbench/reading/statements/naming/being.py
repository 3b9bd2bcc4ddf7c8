"""The verb between a thing and what the text says that it is, where the text has only a comma.

"Valletta, the capital of Malta" and "NATO Secretary General X" state something, but they are noun
phrases, and a noun phrase cannot be true or false. So they are written with a bracketed "[is]" or
"[are]", the one insertion that is no word of the text, in the place of the comma or the space.
"""

from collections.abc import Sequence
from typing import Final

from workbench.reading.grammar.governors import is_plural
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets

__all__ = ["BY_THE_WAY", "form_of_be", "is_by_the_way"]

BY_THE_WAY: Final = "by the way"

_ONE: Final = frozenset({"a", "an", "one", "another"})
_TAKEN_FOR_GIVEN: Final = frozenset(
    {"office", "opening as", "event noun", "deed noun", "meeting"} | {"branch: despite"}
)


def is_by_the_way(pattern: str) -> bool:
    """Whether what a pattern finds is only taken for given, or said in passing."""
    return pattern in _TAKEN_FOR_GIVEN or pattern.startswith("apposition")


def form_of_be(thing: Sequence[Token], said: Sequence[Token]) -> str:
    """The form for one thing or for several."""
    tables = word_sets("statements")
    (form,) = tables["forms_of_be" if _is_plural(thing, said) else "form_of_be"]
    return form


def _is_plural(thing: Sequence[Token], said: Sequence[Token]) -> bool:
    if said[0].lower in _ONE:
        return False
    if said[0].lower in ("both", "all") or thing[0].lower in ("both", "all", "these", "those"):
        return True
    core = _core(thing)
    if any(token.tag == "CC" for token in core[1:-1]) and said[0].lower != "part":
        return True
    if core[0].tag == "NUM" and core[0].lower != "one":
        return True
    head = _core(said)[-1]
    if head.tag == "NOUN" and core[-1].tag == "NAME":
        return is_plural(head.lower)  # "The Harbour Hawks, members of the league"
    noun = core[-1]
    return noun.tag == "NOUN" and noun.lower.endswith("s") and not noun.lower.endswith("ss")


def _core(phrase: Sequence[Token]) -> Sequence[Token]:
    """A noun phrase up to its first preposition, or "one" of "one of the authors"."""
    for index, token in enumerate(phrase):
        if index and token.tag in ("PREP", "SUB"):
            return phrase[:index]
    return phrase
