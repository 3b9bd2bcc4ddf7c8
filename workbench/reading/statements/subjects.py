"""Whether words that follow a conjunction are the subject of a clause of its own.

Each question names one build that is sure enough without a comma before the conjunction.
"""

from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.spans import Words

__all__ = ["bare_subject", "close_subject", "long_subject", "strong_subject"]

_INSIDE_SUBJECT: Final = frozenset({"DET", "POSS", "NAME", "NOUN", "ADJ", "NUM"})
_LONGEST_SUBJECT: Final = 14


def bare_subject(words: Words, start: int, stop: int) -> bool:
    """As in "and unemployment edged up": one plain noun right before an unmistakable verb."""
    tokens = words.tokens
    if start + 2 >= stop or tokens[start].tag != "NOUN":
        return False
    return tokens[start + 1].tag in ("VPAST", "AUX", "MODAL")


def close_subject(words: Words, start: int, stop: int) -> bool:
    """As in "but video later caught him": a short noun phrase and its finite verb."""
    for place in range(start, min(stop, start + 6)):
        tag = words.tokens[place].tag
        if tag in FINITE:
            return place > start
        if tag not in ("DET", "POSS", "ADJ", "NOUN", "NAME", "NUM", "ADV", "PRON"):
            return False
    return False


def strong_subject(words: Words, start: int, stop: int) -> bool:
    """Without a comma, only a pronoun or a name right before its verb is surely a subject."""
    tokens = words.tokens
    if start + 1 >= stop:
        return False
    token = tokens[start]
    if token.tag in ("PRON", "DET") and token.lower in word_sets("words")["subject_pronouns"]:
        return True
    place = start
    while place < stop and tokens[place].tag in ("NAME", "DET", "NOUN") and place - start < 5:
        place += 1
    counted = _counted_subject(words, start, stop)
    if counted:
        return True
    if place < stop and tokens[place].tag == "VPAST" and tokens[start].tag == "NAME":
        # "and Reyes added a goal", but not "talks between Holt and Reyes broke down"
        return place - start < 3 and tokens[start - 2].tag not in ("NAME", "NOUN")
    named = any(t.tag in ("NAME", "DET") for t in tokens[start:place])
    return named and place < stop and tokens[place].tag in ("AUX", "MODAL", "VERB")


def _counted_subject(words: Words, start: int, stop: int) -> bool:
    """As in "and another 15 shells fell": a count of things right before its past verb."""
    tokens = words.tokens
    place = start
    while place < stop and tokens[place].tag in ("DET", "ADJ", "NUM") and place - start < 4:
        place += 1
    number = any(t.tag == "NUM" for t in tokens[start:place])
    if not number or place + 2 >= stop or tokens[place].tag != "NOUN":
        return False
    verb = tokens[place + 1]
    return verb.tag in ("AUX", "MODAL", "VERB") or verb.tag == "VPAST"


def long_subject(words: Words, start: int, stop: int) -> bool:
    """As in "and a jury of experts and officials will pick it": up to an auxiliary verb."""
    tokens = words.tokens
    if tokens[start].tag not in ("DET", "POSS"):
        return False
    for place in range(start + 1, min(stop, start + _LONGEST_SUBJECT)):
        token = tokens[place]
        if token.tag in ("AUX", "MODAL"):
            return tokens[place - 1].tag in ("NOUN", "NAME", "ADV")
        inside = token.tag in _INSIDE_SUBJECT or (token.tag == "PREP" and token.lower == "of")
        if not inside and token.lower != "and":
            return False
    return False
