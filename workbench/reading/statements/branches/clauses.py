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
_FAR: Final = frozenset(
    {"as", "when", "while", "because", "although", "though", "after", "before", "since"}
)
_NOMINAL: Final = frozenset({"DET", "POSS", "PRON", "NAME", "NOUN", "ADJ", "NUM", "ING"})
_RELATIVE: Final = frozenset({"who", "which", "whose", "whom", "where", "that"})
_SO_FAR: Final = frozenset(
    {"compared", "far", "long", "soon", "much", "many", "well", "of", "if", "though"}
)
_SPANS: Final = SPANS | {"century", "centuries"}
_MEASURED: Final = frozenset({"after", "before", "since"})
_OF_PHRASES: Final = frozenset({"as", "after", "before", "since"})
_DEGREES: Final = frozenset({"as", "so", "such", "same"})
_COMPARING: Final = _DEGREES | {"just", "much", "exactly", "not", "only"}
_ANYBODY: Final = frozenset({"you", "one", "there", "we"})
_SOMEBODY: Final = frozenset({"he", "she", "i"})
_COMING: Final = frozenset({"come", "be", "happen", "occur", "depend", "seem", "feel", "do"})
_UNSURE: Final = frozenset({"could", "may", "might", "would", "should", "can", "will"})
_PAST_AUXILIARIES: Final = frozenset({"was", "were", "had", "did"})
_SUPPOSING: Final = frozenset({"if", "unless", "whether", "whenever", "should", "than"})
_NEARLY: Final = frozenset({"even", "shortly", "soon", "particularly", "especially"})
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
    end = _end(held, place)
    if end is None:
        return None
    first, last = place + 1, trimmed(held, place, end)
    inner = held.frame(first, last) if last > first else None
    if inner is None or inner.subject != first or inner.subject == inner.verb:
        return None
    tokens = held.tokens
    if not _is_subject(tokens[first : inner.verb]):
        return None
    if held.joint(place) is None and not (
        _is_second(held, place, last) and _is_clause(tokens, place, inner.verb)
    ):
        return None
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
    if _runs_over(tokens[inner.group : last]):
        return None
    # an event is not said again without its cause
    cause = tokens[place].lower == "because"
    cut = None if cause else with_commas(held, begin, last)
    return Branch(PATTERN, place, (first, last), (), cut)


def _end(held: Held, place: int) -> int | None:
    """Where the clause ends that a word opens; nothing if it opens none.

    Where the verb stands far behind a long subject, nothing was learnt of the word.
    """
    joint = held.joint(place)
    if joint is not None:
        return joint.end if joint.kind is Kind.ADVERBIAL else None
    if held.tokens[place].lower not in _FAR:
        return None
    return held.end(place, Kind.ADVERBIAL)


def _is_subject(words: Sequence[Token]) -> bool:
    """Whether words can be a subject: not in "as far as" and "as a last resort we"."""
    if words[0].tag not in _NOMINAL or words[0].lower in _SO_FAR:
        return False
    if any(word.lower == "as" for word in words[1:]) or any(word.text == "(" for word in words):
        return False  # "as bad as that is"
    if len(words) == 1 and words[0].tag == "ADJ":
        return False
    if any(word.tag == "SUB" and word.lower not in _RELATIVE for word in words):
        return False
    return len(words) == 1 or words[-1].tag != "PRON"


def _is_second(held: Held, place: int, last: int) -> bool:
    """Whether another clause stands before or behind one that was not learnt."""
    tokens = held.tokens
    if tokens[place - 1].tag == "SUB":
        return False  # "something that, as a mother, is dear to me"
    if any(token.tag in FINITE for token in tokens[:place]):
        return True
    return not held.count(0, place) and before_comma(held, last)


def _is_clause(tokens: Sequence[Token], place: int, verb: int) -> bool:
    """Whether a clause and no plain phrase follows a word that may open either."""
    if tokens[place].lower not in _OF_PHRASES:
        return True
    words = tokens[place + 1 : verb]
    first = words[0]
    if first.tag == "NUM" or any(word.text == "," or word.lower == "but" for word in words):
        return False
    described = any(token.tag == "PREP" for token in tokens[verb + 1 : verb + 2])
    if tokens[verb - 1].lower == "to" or (described and tokens[verb].tag == "VPAST"):
        return False  # "as the remains left in a den"
    role = first.lower in ("a", "an") or (first.tag == "NOUN" and not first.lower.endswith("s"))
    return tokens[place].lower != "as" or not role


def _measure(tokens: Sequence[Token], place: int) -> int:
    """How many words before tell how long before or after: "two hours after"."""
    if place and tokens[place - 1].lower in _NEARLY:
        return 1
    timed = tokens[place].lower in _MEASURED and place > 0
    if not timed or tokens[place - 1].lower not in SPANS | time_words():
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
    if subject.lower == "it" and base_of(finite.lower) == "come":
        return False  # "when it came to a vote"
    if subject.lower in _ANYBODY or tokens[inner.verb - 1].lower in _SPANS | time_words():
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


def _runs_over(words: Sequence[Token]) -> bool:
    """Whether another verb stands behind the clause's own and nothing that joins it."""
    for word in words:
        if word.tag in ("SUB", "CC", "PUNCT", "QUOTE"):
            return False
        if word.tag in FINITE:
            return True
    return False


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
