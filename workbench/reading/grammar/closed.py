"""The closed classes of words: each word with its tag, from the word tables."""

from functools import cache
from typing import Final

from workbench.reading.grammar.verbs import BASE, forms
from workbench.reading.language.lexicon import word_sets

__all__ = ["closed", "finite_words", "whatever_stands_beside"]

_WAVERING: Final = frozenset(
    {
        "that",
        "to",
        "have",
        "do",
        "need",
        "can",
        "first",
        "last",
        "next",
        "her",
        "yet",
        "had",
        "like",
        "once",
        "since",
    }
)


@cache
def closed() -> dict[str, str]:
    """Give each word of the closed classes with its tag; later classes win."""
    words = word_sets("words")
    tags: dict[str, str] = {}
    for heading, tag in (
        ("adjectives", "ADJ"),
        ("adverbs", "ADV"),
        ("pronouns", "PRON"),
        ("prepositions", "PREP"),
        ("subordinators", "SUB"),
        ("determiners", "DET"),
        ("possessives", "POSS"),
        ("number_words", "NUM"),
        ("coordinators", "CC"),
        ("be", "AUX"),
        ("have", "AUX"),
        ("do", "AUX"),
        ("modals", "MODAL"),
    ):
        tags.update(dict.fromkeys(words[heading], tag))
    tags.update(dict.fromkeys(("before", "after", "since", "until", "as", "once"), "PREP"))
    tags.update(dict.fromkeys(("be", "been", "being", "having"), "NONFINITE"))
    tags.update({"to": "TO", "not": "NOT", "so": "ADV", "there": "PRON", "like": "PREP"})
    tags.update({"whose": "SUB", "plus": "CC"})
    return tags


@cache
def whatever_stands_beside() -> dict[str, str]:
    """The words and marks whose tag their neighbours do not change."""
    verbs = forms()
    tags = {
        word: tag
        for word, tag in closed().items()
        if tag != "DET" and word.isalpha() and word not in _WAVERING
        if tag != "ADJ" or not verbs.get(word, 0) & BASE  # "to open"
    }
    return tags | {mark: "PUNCT" for mark in ",.;:()" if mark not in closed()}


@cache
def finite_words() -> frozenset[str]:
    """Auxiliaries that are finite by themselves."""
    return word_sets("words")["finite_auxiliaries"]
