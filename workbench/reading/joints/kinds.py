"""Which words may join a clause to what stands before, and what they may join it as."""

from enum import StrEnum
from functools import cache
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets

__all__ = ["FAMILIES", "Kind", "family_of", "may_end"]


class Kind(StrEnum):
    """How a clause hangs together with what stands before it."""

    CLAUSE = "clause"  # "..., and the council voted": a subject and a verb of its own
    PREDICATE = "predicate"  # "... and left the country": the subject of the verb before
    ACTION = "action"  # "wants to keep the mill and expand it": with a verb that is not finite
    MODIFIER = "modifier"  # "data collected by a probe": said of the noun before
    TAIL = "tail"  # "..., killing six": said of the clause or its subject
    ADVERBIAL = "adverbial"  # "... after the dam broke"
    GERUND = "gerund"  # "... after leaving the party"
    RELATIVE = "relative"  # "the probe that left in May"


FAMILIES: Final[dict[str, tuple[Kind, ...]]] = {
    "conjunction": (Kind.CLAUSE, Kind.PREDICATE, Kind.ACTION),
    "comma": (Kind.CLAUSE, Kind.PREDICATE, Kind.ACTION),
    "participle": (Kind.MODIFIER, Kind.TAIL),
    "opener": (Kind.ADVERBIAL, Kind.GERUND),
    "relative": (Kind.RELATIVE,),
}
_JOINING: Final = frozenset({"SUB", "PREP", "ADV"})
_PARTICIPLES: Final = frozenset({"PART", "VPAST", "ING"})
_LIKE_PARTICIPLES: Final = frozenset({"ADJ", "NOUN", "VERB"})
_MARKS: Final = frozenset({"PUNCT", "QUOTE", "CC", "SUB"}) | FINITE
_DASHES: Final = frozenset("-—–;:)")


def family_of(token: Token) -> str | None:
    """The family of joints that a word may open, if any."""
    tag, word = token.tag, token.lower
    conjunctions, openers, relatives, endings = _words()
    if tag == "CC":
        return "conjunction" if word in conjunctions else None
    if word == ",":
        return "comma"
    if word in openers and tag in _JOINING:
        return "opener"
    if word in relatives:
        return "relative"
    if "-" in word:
        return None
    if tag in _PARTICIPLES or (tag in _LIKE_PARTICIPLES and word.endswith(endings)):
        return "participle"
    return None


def may_end(word: str, tag: str) -> bool:
    """Whether a clause may end before a word or mark."""
    return tag in _MARKS or word in _DASHES


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[str, ...]]:
    """The words of the language that may join, and how its participles end."""
    words = word_sets("joints")
    endings = tuple(sorted(words["participle_endings"]))
    return words["conjunctions"], words["openers"], words["relatives"], endings
