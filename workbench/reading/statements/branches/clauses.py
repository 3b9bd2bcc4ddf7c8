"""Clauses of time, cause and contrast that have a subject of their own.

"The firm closed a mill last year, as orders had dried up" says of the orders what stands by itself.
What is only supposed is left, and so are comparisons and what is yet to come.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import PAST, base_of, forms
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import time_words
from workbench.reading.statements.asides.adverbials import SPANS
from workbench.reading.statements.branches.cutting import before_comma, trimmed, with_commas
from workbench.reading.statements.branches.held import Branch, Held
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.subjects import takes_clause

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: clause"

_HELD: Final = frozenset({"because", "since", "as", "although", "though", "while", "whereas"})
_OPENERS: Final = _HELD | {"after", "before", "until", "once", "when"}
_DEGREES: Final = frozenset({"as", "so", "such", "same"})
_COMPARING: Final = _DEGREES | {"just", "much", "exactly", "not", "only"}
_ANYBODY: Final = frozenset({"you", "one", "there", "we"})
_SOMEBODY: Final = frozenset({"he", "she", "i"})
_COMING: Final = frozenset({"come", "be", "happen", "occur", "depend", "seem", "feel", "do"})
_UNSURE: Final = frozenset({"could", "may", "might", "would", "should", "can", "will"})
_PAST_AUXILIARIES: Final = frozenset({"was", "were", "had", "did"})
_SUPPOSING: Final = frozenset({"if", "unless", "whether", "whenever", "should", "than"})
_NEARLY: Final = frozenset({"even", "shortly", "soon"})
_BE: Final = frozenset({"is", "are", "was", "were", "am", "'s", "'re", "'m"})
_LEAST: Final = 4
_LEAST_EVENT: Final = 3
_LONGEST_MEASURE: Final = 4
_FARTHEST: Final = 10


def may_hold(words: Sequence[Token]) -> bool:
    """Whether a word that opens such a clause stands there, and there are two finite verbs."""
    if not any(word.lower in _OPENERS for word in words):
        return False
    return sum(word.tag in FINITE for word in words) > 1


def find(held: Held) -> Iterator[Branch]:
    """The clauses with an opener and a subject, from the first on."""
    for place, token in enumerate(held.tokens):
        if token.lower in _OPENERS:
            branch = _branch(held, place)
            if branch is not None:
                yield branch


def _branch(held: Held, place: int) -> Branch | None:
    joint = held.joint(place)
    if joint is None or joint.kind is not Kind.ADVERBIAL:
        return None
    first, last = place + 1, trimmed(held, place, joint.end)
    inner = held.frame(first, last) if last > first else None
    if inner is None or inner.subject != first or inner.subject == inner.verb:
        return None
    tokens = held.tokens
    words = tokens[first:last]
    if held.count(first, last) < _LEAST or any(word.lower in _SUPPOSING for word in words):
        return None
    begin = place - _measure(tokens, place)
    if not held.count(0, begin) and not before_comma(held, last):
        return None  # "when she left she hoped that ...": where it ends is not known
    if not _is_joined(tokens, begin, place) or not _is_told(tokens, place, inner, last):
        return None
    if not _is_event_without(held, begin) or _goes_on(held, last):
        return None
    # an event is not said again without its cause
    cause = tokens[place].lower == "because"
    cut = None if cause else with_commas(held, begin, last)
    return Branch(PATTERN, place, (first, last), (), cut)


def _measure(tokens: Sequence[Token], place: int) -> int:
    """How many words before tell how long before or after: "two hours after"."""
    if place and tokens[place - 1].lower in _NEARLY:
        return 1
    if not place or tokens[place - 1].lower not in SPANS | time_words():
        return 0
    width = 1
    while width < min(place, _LONGEST_MEASURE) and tokens[place - width - 1].tag in (
        *("NUM", "DET", "ADV", "ADJ"),
    ):
        width += 1
    return width if width > 1 or place == 1 else 0


def _is_joined(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether the word joins a clause and compares nothing."""
    before = [token.lower for token in tokens[max(0, begin - _FARTHEST) : begin]]
    if before and (before[-1] in _COMPARING or before[-1].endswith("n't")):
        return False
    return tokens[place].lower != "as" or not _DEGREES.intersection(before)


def _is_told(tokens: Sequence[Token], place: int, inner: Frame, last: int) -> bool:
    """Whether the clause says that something was or is so."""
    word, finite, subject = tokens[place].lower, tokens[inner.verb], tokens[inner.subject]
    if subject.lower in _ANYBODY or tokens[inner.verb - 1].lower in time_words() | SPANS:
        return False  # "until this year had been": no clause
    if word == "as" and takes_clause(tokens[max(inner.group - 1, inner.verb)]):
        return False  # ", as the mayor explained"
    told_of = subject.tag == "PRON" and finite.lower in _BE
    if told_of and word in ("until", "while", "when"):
        return False  # "while he was a boy": it only tells the time
    if word == "when" and (subject.lower in _SOMEBODY or _is_unsure(tokens[:place])):
        return False
    if _is_past(finite):
        return True
    if finite.lower in _UNSURE:
        return word == "because" and finite.lower in ("can", "will")
    # "as" with what is so at present opens a comparison more often than a reason
    bare = inner.group == inner.verb + 1 and base_of(finite.lower) in ("be", "do")
    return word in _HELD and not (word == "as" and bare and last - place <= _LEAST + 1)


def _is_unsure(before: Sequence[Token]) -> bool:
    """As in "The ship would be lost when it struck a rock"."""
    return any(token.tag == "MODAL" for token in before)


def _is_past(token: Token) -> bool:
    if token.tag == "VPAST" or token.lower in _PAST_AUXILIARIES:
        return True
    return token.tag == "VERB" and bool(forms().get(token.lower, 0) & PAST)


def _is_event_without(held: Held, begin: int) -> bool:
    """Whether the rest says something without the clause: not in "the move comes as ..."."""
    verbs = [place for place in range(begin) if held.tokens[place].tag in FINITE]
    if not verbs or held.count(verbs[-1] + 1, begin) >= _LEAST_EVENT:
        return True
    return base_of(held.tokens[verbs[-1]].lower) not in _COMING


def _goes_on(held: Held, last: int) -> bool:
    """Whether a verb follows at once, so that the clause may have been ended too early."""
    return last < held.stop and held.tokens[last].tag in FINITE
