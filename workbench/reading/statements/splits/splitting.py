"""Split a unit into statements where a licensed pattern and its guard allow it.

Here clauses that are joined are taken apart; ``relatives``, ``tails`` and ``predicates``
split one clause further. Where every guard refuses, the unit stays whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.joints import Joints, Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.finding import find_asides
from workbench.reading.statements.branches.taking import taken_apart
from workbench.reading.statements.splits.companions import companion
from workbench.reading.statements.splits.complements import shared_complement
from workbench.reading.statements.splits.predicates import predicates
from workbench.reading.statements.splits.tails import tail_start, tails
from workbench.reading.statements.words.dashes import DASHES, commas_for_dashes
from workbench.reading.statements.words.frames import Frame, frame, opens_clause
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import Part, Words
from workbench.reading.statements.words.subjects import is_own_subject, takes_clause

__all__ = ["split"]

_LONGEST_UNIT: Final = 120
_SHORTEST_UNIT: Final = 4
_REACH: Final = 6
_ASKING: Final = frozenset({"VERB", "VPAST", "VBASE", "ING", "ADJ"})
_SUBJECTS: Final = frozenset({"DET", "POSS", "PRON", "NAME", "NOUN", "ADJ", "NUM"})
_JOINING: Final = frozenset({"CC", "SUB", "ADV"})
_DASHES: Final = frozenset("—–―")
_JOINING_OR_MARK: Final = _JOINING | {"PUNCT"}
_LINKING: Final = frozenset({"yet", "so", "thus", "then", ","})  # "and, with his life at risk, he"
_MARKS: Final = frozenset(";:]") | _DASHES
_KEPT_AT_END: Final = frozenset('%)]°"”')


def split(
    tokens: Sequence[Token],
    end: int,
    *,
    name_starts: Mapping[int, int],
    reported: bool = False,
    gaps: frozenset[int] = frozenset(),
) -> list[Part]:
    """Split the words of a unit that ends at ``end`` in the text.

    ``reported`` tells that someone says the unit, so that "and that ..." goes on saying.
    """
    vocabulary = frozenset([token.lower for token in tokens])
    if not vocabulary.isdisjoint(DASHES):
        tokens = commas_for_dashes(tokens)
        vocabulary = frozenset([token.lower for token in tokens])
    stop = len(tokens)
    while (
        stop
        and tokens[stop - 1].tag in ("PUNCT", "QUOTE")
        and (tokens[stop - 1].text not in _KEPT_AT_END)
    ):
        stop -= 1
    joints = Joints(tokens, stop)
    words = Words(tokens, name_starts, vocabulary, gaps, joints)
    whole = [Part(tokens[0].start, end, (Piece(tokens[0].start, end),))]
    if not _SHORTEST_UNIT <= stop <= _LONGEST_UNIT:
        return whole
    found = find_asides(words, stop, reported=reported)
    rest = found.rest
    parts = [
        part
        for first, last in _clauses(rest, found.stop, reported=reported)
        for part in _clause(rest, first, last)
    ]
    if len(parts) == 1 and rest is words and not gaps:
        parts = whole
    return taken_apart(words, stop, [*parts, *found.parts])


# ------------------------------------------------------------------ joined clauses


def _clauses(words: Words, stop: int, *, reported: bool) -> Iterator[tuple[int, int]]:
    """Ranges of independent clauses."""
    first = 0
    leading = _leading_clause(words, stop)
    if leading is not None:
        yield 1, leading
        first = leading + 1
    tokens = words.tokens
    for index in _may_join(tokens, first + 2, stop - 2):
        if index <= first or _is_between(tokens, index):
            continue
        start = _joint(words, first, index, stop, reported=reported)
        if start is None and _is_learnt(words, first, index, stop):
            start = index + 1
        if start is not None:
            yield first, _before_joint(words, index)
            first = start
    yield first, stop


def _is_between(tokens: Sequence[Token], index: int) -> bool:
    """As in "youths between the ages of 15 and 16 will be trained": two ends of one range."""
    ends = tokens[index - 1].tag == "NUM" == tokens[index + 1].tag
    return ends and any(
        token.lower == "between" for token in tokens[max(0, index - _REACH) : index]
    )


def _is_learnt(words: Words, first: int, index: int, stop: int) -> bool:
    """Whether "and" joins a clause by what was learnt, where no pattern says so."""
    tokens = words.tokens
    if tokens[index].tag != "CC" or tokens[index].lower == "or":
        return False
    if tokens[first].lower in ("if", "because", "unless", "when"):
        return False
    if tokens[index + 1].tag == "SUB" or tokens[index + 1].lower in ("one", "those"):
        return False  # "how severe it is and when it comes", "a choice, but one that was hard"
    if words.before_marks(index) - first < _SHORTEST_UNIT - 1 or words.inside_brackets(
        first, index
    ):
        return False
    if not (words.has_finite(first, index) and words.has_finite(index + 1, stop)):
        return False
    if not words.joins(index, Kind.CLAUSE):
        return False
    before, after = words.frame(first, index), words.frame(index + 1, stop)
    return before is not None and after is not None and after.subject < after.verb


def _may_join(tokens: Sequence[Token], first: int, last: int) -> list[int]:
    """Where a clause may begin: at a word or mark that joins, and after a comma."""
    # asked for every word, so the cheap question comes first
    near = [
        index
        for index, token in enumerate(tokens[first - 1 : last], first - 1)
        if token.tag in _JOINING_OR_MARK
    ]
    found: set[int] = set()
    for index in near:
        token = tokens[index]
        if token.text == ",":
            found.add(index + 1)
        elif token.tag != "PUNCT" or token.text in _MARKS:
            found.add(index)
    return sorted(index for index in found if first <= index < last)


def _before_joint(words: Words, index: int) -> int:
    """The end of the clause before the word that joins the next one."""
    if words.tokens[index].text == "]":
        while index and words.tokens[index].text != "[":
            index -= 1
    index = words.before_marks(index)
    while index > 1 and words.tokens[index - 1].text in _DASHES:
        index -= 1
    return index


def _leading_clause(words: Words, stop: int) -> int | None:
    """The comma after "As/While/Although <clause>,": what it says is said to be so."""
    tokens = words.tokens
    tables = word_sets("statements")
    if tokens[0].lower not in tables["leading"] or tokens[1].lower in tables["not_leading"]:
        return None
    for comma in range(3, stop - 1):
        if tokens[comma].text == "," and frame(tokens, 1, comma) is not None:
            own = frame(tokens, 1, comma)
            begin = comma + 2 if tokens[comma + 1].tag == "QUOTE" else comma + 1
            opens = begin < stop and tokens[begin].tag in _SUBJECTS
            if own is None or own.verb == 1 or not (opens and frame(tokens, begin, stop)):
                return None
            if any(t.text == "," for t in tokens[1 : own.verb]):
                return None  # "As a principle, we support it, ...": no clause opens it
            return comma if tokens[1].tag in _SUBJECTS | {"ING"} else None
    return None


def _joint(words: Words, first: int, index: int, stop: int, *, reported: bool) -> int | None:
    """Where the next clause starts if the word at ``index`` joins two independent clauses."""
    tokens = words.tokens
    token = tokens[index]
    if token.text == "]" and first + 4 < index and tokens[index - 1].text in (".", "…"):
        # "... [...] ..." leaves words out between two clauses
        both = frame(tokens, first, index - 3) and frame(tokens, index + 1, stop)
        return index + 1 if both else None
    marks = token.text in (";", ":") and tokens[index + 1].start > token.end
    marks = marks or _is_only_dash(words, first, index, stop)
    joins = token.tag == "CC" and token.lower in word_sets("statements")["independent_starters"]
    comma = tokens[index - 1].text == "," or (
        tokens[index - 1].tag == "QUOTE" and tokens[index - 2].text == ","
    )
    linked = comma and (_is_linked(words, index) or (reported and token.lower == "that"))
    if comma and not linked and _is_subject(token) and _spliced(words, first, index, stop):
        return index
    if comma and not (linked or joins) and _in_list(words, first, index, stop):
        return index
    if not (marks or joins or linked) or words.inside_brackets(first, index):
        return None
    left = frame(tokens, first, words.before_marks(index))
    if left is None:
        return None
    if marks:
        return _after_mark(words, index, stop)
    if token.lower in word_sets("statements")["inverting"]:
        return index  # ", nor do people react"
    if tokens[first].lower in ("if", "because", "unless", "when"):
        return None
    start = index + 1
    while joins and start < stop - 1 and tokens[start].lower in _LINKING:
        start += 1
    if reported and comma and token.lower == "that" and token.tag == "SUB":
        return index + 1 if frame(tokens, index + 1, stop) is not None else None
    if reported and joins and tokens[start].lower == "that" and tokens[start + 1].tag not in FINITE:
        return start + 1 if frame(tokens, start + 1, stop) is not None else None
    return start if _independent(words, left, index, start, stop, linked=linked) else None


def _in_list(words: Words, first: int, index: int, stop: int) -> bool:
    """As in "Flights were cancelled, schools were closed and trains were delayed"."""
    tokens = words.tokens
    if tokens[index].tag not in _SUBJECTS or not opens_clause(tokens, index, stop):
        return False
    before, own = frame(tokens, first, index - 1), frame(tokens, index, stop)
    if before is None or own is None or before.subject > first or own.subject > index:
        return False
    if any(_reports(tokens[one.verb]) for one in (before, own)):
        return False
    if tokens[first].lower in word_sets("statements")["clause_prepositions"]:
        return False
    joint = next((i for i in range(own.group, stop - 2) if tokens[i].tag in ("CC", "SUB")), 0)
    if not joint or any(t.tag == "SUB" for t in tokens[first : joint + 1]):
        return False
    while joint and not opens_clause(tokens, joint + 1, stop):
        # "had two goals and an assist, and the town won"
        joint = next((i for i in range(joint + 1, stop - 2) if tokens[i].tag == "CC"), 0)
    return joint > 0


def _is_only_dash(words: Words, first: int, index: int, stop: int) -> bool:
    """As in "It is unclear — both ran into trouble": one dash between two clauses."""
    tokens = words.tokens
    if tokens[index].text not in _DASHES or tokens[index + 1].tag not in _SUBJECTS:
        return False
    single = sum(token.text in _DASHES for token in tokens[first:stop]) == 1
    return single and opens_clause(tokens, index + 1, stop, compound=True)


def _spliced(words: Words, first: int, index: int, stop: int) -> bool:
    """As in "We know where we are, we know what we need": two clauses with a comma only."""
    tokens = words.tokens
    left = frame(tokens, first, index - 1)
    if left is None or index + 2 >= stop or tokens[index + 1].tag not in FINITE:
        return False
    if takes_clause(tokens[index + 1]):
        return False  # ", I think, ...": said by the way
    inner = tokens[first : index - 1]
    if left.subject != first or not (_is_subject(tokens[first]) or tokens[first].tag == "DET"):
        return False
    if any(word.tag == "SUB" and word.lower in ("if", "when", "that", "because") for word in inner):
        return False
    weighed = any(takes_clause(word) for word in inner)
    return not weighed and index - 1 - left.group >= 1 and inner[-1].tag != "SUB"


def _is_linked(words: Words, index: int) -> bool:
    """Whether the word after a comma links two clauses: "while", "as", "nor do"."""
    tables = word_sets("statements")
    word = words.tokens[index].lower
    if word in tables["inverting"]:
        return words.tokens[index + 1].tag in ("AUX", "MODAL")
    if word in tables["turning_adverbs"]:
        return words.tokens[index + 1].tag in _SUBJECTS
    return word in tables["contrast_conjunctions"] or word == "as"


def _independent(
    words: Words, left: Frame, index: int, start: int, stop: int, *, linked: bool
) -> bool:
    """Whether the clause at ``start`` stands by itself, and is no part of the one before it."""
    tokens = words.tokens
    token = tokens[index]
    comma = tokens[index - 1].text == "," or tokens[index + 1].text == ","
    if not comma and not is_own_subject(words, left, index, start, stop):
        return False
    if linked and token.lower == "as" and tokens[start].tag == "PRON":
        return False
    tables = word_sets("statements")
    held = tables["complement_openers"]
    if comma and token.lower in tables["contrasting"]:
        held -= {"that"}  # "stressed that it would not, while the League condemned it"
    if comma and not linked:
        held -= tables["adverbial_openers"]
        held -= frozenset() if token.lower == "or" else tables["asking_openers"]
    if any(_holds(words, place, held) for place in range(left.verb + 1, index)):
        return False
    return opens_clause(tokens, start, stop, compound=linked or not comma)


def _holds(words: Words, place: int, held: frozenset[str]) -> bool:
    """Whether a clause that hangs on the verb begins at ``place``: "said that", "asked if"."""
    before, token, after = words.tokens[place - 1 : place + 2]
    if token.tag != "SUB":
        return False
    if token.lower == "that" and before.tag in ("NOUN", "NAME") and after.tag in FINITE:
        return False  # "a dinner that includes guests": of the noun
    return token.lower in held or (token.lower == "if" and before.tag in _ASKING)


def _is_subject(token: Token) -> bool:
    """Whether a pronoun can only be a subject: "she" and not "her"."""
    return token.tag == "PRON" and token.lower in word_sets("words")["subject_pronouns"]


def _after_mark(words: Words, index: int, stop: int) -> int | None:
    """After a semicolon or colon a clause of its own must follow."""
    tokens = words.tokens
    start = index + 1
    while start < stop and tokens[start].lower in ("and", "but"):
        start += 1
    if start >= stop or tokens[start].tag not in _SUBJECTS | {"ING", "PREP", "ADV"}:
        return None
    return start if frame(tokens, start, stop) is not None else None


def _reports(token: Token) -> bool:
    return base_of(token.lower) in word_sets("speech")["cues"]


# ------------------------------------------------------------------ one clause


def _clause(words: Words, first: int, last: int) -> Iterator[Part]:
    structure = words.frame(first, last)
    if structure is None:
        yield words.part(first, last)
        return
    shared = shared_complement(words, first, last, structure)
    if shared is not None:
        yield from shared
        return
    cut = companion(words, first, last, structure)
    if cut is not None:
        if cut.main is not None:
            yield cut.main
        else:
            yield from _clause(words, first, cut.last)
        yield from cut.parts
        return
    tail = tail_start(words, first, last, structure)
    if tail is not None:
        yield from predicates(words, first, words.before_marks(tail), structure)
        yield from tails(words, first, tail, last, structure)
        return
    yield from predicates(words, first, last, structure)
