"""Whether a statement says that something is so: negation, modality, and its types."""

from collections.abc import Sequence
from typing import Final

from workbench.model import ClaimType, Modality
from workbench.reading.grammar.marks import (
    CAUSAL,
    COMPARING,
    CONDITIONAL,
    LEGAL,
    NEGATIVE,
    OPINION,
    OUGHT,
    POSSIBLE,
    RESULT,
    of_plain,
)
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of, forms
from workbench.reading.language.lexicon import either, word_sets

__all__ = ["is_negated", "modality_of", "types_of"]

_BE: Final = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "’re", "am"})
_FUTURE: Final = frozenset({"will", "shall", "would", "'ll", "’ll", "won't", "won’t"})
_INTENDED: Final = frozenset({"going", "expected", "scheduled", "due", "planned", "set"})
_OF_TYPES: Final = CAUSAL | RESULT | LEGAL
_RELATIVES: Final = frozenset(
    {"who", "which", "that", "whose", "if", "because", "unless", "whether"}
)


def is_negated(words: Sequence[Token], marks: int) -> bool:
    """Whether the main clause is negated; a "not" inside a relative clause does not count.

    ``marks`` here and below are those of all the words.
    """
    if not marks & NEGATIVE:
        return False
    negations = word_sets("words")["negations"]
    waiting = False
    seen_finite = False
    for index, word in enumerate(words):
        if word.lower in _RELATIVES and word.tag == "SUB":
            waiting = True
        elif word.tag in FINITE:
            if _negative(word.lower) and not waiting:
                return True
            if waiting and not seen_finite:
                following = words[index + 1] if index + 1 < len(words) else None
                if following is not None and following.tag == "NOT":
                    waiting = False
                    seen_finite = True
                    continue
                waiting = False
            seen_finite = True
        elif word.lower in negations and not waiting:
            before = words[index - 1].lower if index else ""
            if word.lower == "without" or before in ("whether", "or", "why"):
                continue
            if _denies_nothing(words, index):
                continue
            if _in_relative(words, index):
                continue
            return True
    return False


def _denies_nothing(words: Sequence[Token], index: int) -> bool:
    """As in "not only this but that", "there is no question that"."""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    if words[index].tag == "NOT":
        return after == "only"
    return words[index].lower == "no" and after in word_sets("statements")["beyond_question"]


def _in_relative(words: Sequence[Token], index: int) -> bool:
    """Whether the nearest finite verb before ``index`` belongs to a relative clause."""
    verb = next((i for i in range(index - 1, -1, -1) if words[i].tag in FINITE), None)
    if verb is None:
        return False
    back = verb - 1
    while back >= 0 and words[back].tag == "ADV":
        back -= 1
    return back >= 0 and words[back].lower in _RELATIVES and words[back].tag == "SUB"


def _negative(word: str) -> bool:
    return word.endswith(("n't", "n’t")) or word == "cannot"


def modality_of(
    words: Sequence[Token], marks: int, *, question: bool, direct: bool, denied: bool
) -> Modality:
    """How the statement is meant; the strongest sign decides."""
    tables = word_sets("statements")
    if question:
        return Modality.QUESTION
    if denied:
        return Modality.DENIED
    if _conditional(words, marks):
        return Modality.CONDITIONAL
    if _is_opinion(words, marks, direct=direct):
        return Modality.OPINION
    if marks & POSSIBLE and _possible(words, tables["possible"]):
        return Modality.POSSIBLE
    if _planned(words, tables["planned"]):
        return Modality.PLANNED
    return Modality.ASSERTED


def _conditional(words: Sequence[Token], marks: int) -> bool:
    first = words[0].lower if words else ""
    if first in ("if", "unless"):
        return True
    if (
        first in ("had", "were", "should")
        and len(words) > 1
        and words[1].tag in ("PRON", "DET", "NAME")
    ):
        return True
    if not marks & CONDITIONAL:
        return False
    lower = [word.lower for word in words]
    for index, word in enumerate(lower[:-1]):
        if word in ("would", "could", "might") and lower[index + 1] == "have":
            return True
        if word in ("if", "unless") and index and lower[index + 1] != "any":
            return _has_finite_soon(words, index + 1)
    return False


def _has_finite_soon(words: Sequence[Token], start: int) -> bool:
    """Whether the clause that begins at ``start`` has a finite verb: not "if necessary"."""
    for word in words[start:]:
        if word.tag in FINITE:
            return True
        if word.text in (",", ";"):
            return False
    return False


def _is_opinion(words: Sequence[Token], marks: int, *, direct: bool) -> bool:
    tables = word_sets("statements")
    if len(words) > 1 and words[0].lower in ("i", "we"):
        second = words[1].lower
        feels = second in ("am", "are", "'m", "’m", "'re", "’re")
        if feels or second in tables["opinion_openings"]:
            return True
    if marks & OUGHT:
        return True
    if not direct or not marks & OPINION:
        return False
    lower = [word.lower for word in words]
    found = tables["opinion"].intersection(lower)
    # "the best year, with 400 new jobs" can be checked by its number; "it is the best" cannot
    judged = any(
        word in found and _BE & set(lower[max(0, index - 3) : index])
        for index, word in enumerate(lower)
    )
    return judged or not (any(word.tag == "NUM" for word in words) or _tells_an_event(words, found))


def _tells_an_event(words: Sequence[Token], judging: frozenset[str] | set[str]) -> bool:
    """As in "Sadly, our brave nurses lost two men": what happened is told, the rest is praise.

    The judging words all stand before the verb, which is one of doing, not "is" or "has".
    """
    verb = next((i for i, word in enumerate(words) if word.tag in FINITE), None)
    if verb is None:
        return False
    plain = verb
    while plain + 1 < len(words) and words[plain].tag in ("AUX", "ADV", "NONFINITE"):
        plain += 1
    done = words[plain].tag in ("VPAST", "PART", "VERB") and words[plain].lower not in judging
    plain_verbs = either("statements", "light_verbs", "status_verbs")
    if not done or base_of(words[plain].lower) in plain_verbs:
        return False
    return not any(word.lower in judging for word in words[verb:])


def _possible(words: Sequence[Token], table: frozenset[str]) -> bool:
    main = next((i for i, word in enumerate(words) if word.tag in FINITE), len(words))
    for index, word in enumerate(words):
        if word.lower in table and (word.tag != "NAME" or index == 0) and word.lower != "may":
            if word.lower == "could" and _is_not_next(words, index):
                continue
            if word.tag == "ADV" and index > main + 3:
                continue  # "and potentially a serious one" does not weaken the clause
            return not _in_relative(words, index)
        if word.lower == "may" and word.tag == "MODAL" and not word.capital:
            return True
    return False


def _is_not_next(words: Sequence[Token], index: int) -> bool:
    return index + 1 < len(words) and words[index + 1].tag == "NOT"


def _planned(words: Sequence[Token], table: frozenset[str]) -> bool:
    """Whether the first finite verb speaks of what is to come."""
    main = next((index for index, word in enumerate(words) if word.tag in FINITE), None)
    if main is None:
        return False
    word = words[main]
    if word.tag == "MODAL" and word.lower in _FUTURE:
        return True
    if word.lower in _BE:
        ahead = [other.lower for other in words[main + 1 : main + 4] if other.tag != "ADV"]
        return ahead[:1] == ["to"] or (ahead[1:2] == ["to"] and ahead[0] in _INTENDED)
    return word.lower in table


def types_of(
    words: Sequence[Token],
    marks: int,
    *,
    has_quantity: bool,
    has_date: bool,
    direct: bool,
    modality: Modality,
) -> tuple[ClaimType, ...]:
    """What must be checked to check the statement."""
    status = _is_status(words, word_sets("statements")["status_verbs"])
    found = [ClaimType.STATUS if status else ClaimType.EVENT]
    plain = of_plain(words) if marks & _OF_TYPES else 0
    if has_quantity:
        found.append(ClaimType.QUANTITY)
    if has_date:
        found.append(ClaimType.DATE)
    if direct:
        found.append(ClaimType.QUOTE)
    if plain & CAUSAL or (plain & RESULT and _leads(words)):
        found.append(ClaimType.CAUSAL)
    if marks & COMPARING and _compares(words):
        found.append(ClaimType.COMPARISON)
    if plain & LEGAL:
        found.append(ClaimType.LEGAL)
    if modality is Modality.PLANNED:
        found.append(ClaimType.PLAN)
    return tuple(found)


def _leads(words: Sequence[Token]) -> bool:
    results = word_sets("statements")["result_verbs"]
    for index, word in enumerate(words):
        if word.tag == "ING" and word.lower in results:
            before = words[index - 1]
            if index == 0 or before.text in (",", "and") or before.tag == "ADV":
                return True
    return False


def _compares(words: Sequence[Token]) -> bool:
    tables = word_sets("statements")
    comparatives, superlatives = tables["comparatives"], tables["superlatives"]
    for index, word in enumerate(words):
        if word.lower in comparatives:
            following = words[index + 1].lower if index + 1 < len(words) else ""
            if any(other.lower == "than" for other in words[index : index + 5]) and not (
                following == "than" and index + 2 < len(words) and words[index + 2].tag == "NUM"
            ):
                return True
        elif word.lower in superlatives and index:
            before = words[index - 1].lower
            if before in ("the", "'s", "’s", "his", "their", "its") and word.lower not in (
                "last",
                "first",
            ):
                return before != "at"
            if word.lower in ("majority", "bulk", "record-breaking"):
                return True
        elif (
            index
            and words[index - 1].lower == "the"
            and word.lower.endswith("est")
            and len(word.lower) > 5
            and word.lower not in tables["no_superlatives"]
            and word.lower not in forms()
        ):
            return True
    return False


def _is_status(words: Sequence[Token], table: frozenset[str]) -> bool:
    for index, word in enumerate(words):
        if word.tag not in FINITE:
            continue
        if word.lower not in table:
            return False
        if word.lower in ("has", "have", "had") and any(
            other.tag in ("PART", "NONFINITE") for other in words[index + 1 : index + 4]
        ):
            return any(other.lower == "been" for other in words[index + 1 : index + 4]) and not any(
                other.tag == "PART" for other in words[index + 1 : index + 5]
            )
        return not any(other.tag in ("PART", "ING") for other in words[index + 1 : index + 3])
    return False
