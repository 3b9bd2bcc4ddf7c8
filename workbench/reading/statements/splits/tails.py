"""Participial tails: ", leading to clashes", ", killing 107 and wounding 238", ", citing the cost".

A tail that tells what came of the clause before it has that clause carried in whole; one that
tells what its subject did besides has the subject.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import GERUND, PAST, forms
from workbench.reading.language.lexicon import either, word_sets
from workbench.reading.statements.words.frames import Frame, frame
from workbench.reading.statements.words.spans import LONGEST_CARRIED, Part, Words

_TAKEN: Final = frozenset(
    {"DET", "NUM", "POSS", "NAME", "PREP", "TO", "ADV", "PRON", "SUB", "NOUN", "ADJ", "QUOTE"}
)
_OBJECT: Final = frozenset({"DET", "NUM", "POSS"})
_MODIFYING: Final = frozenset({"DET", "POSS", "ADJ", "PREP", "NUM"})
_INNER: Final = frozenset({"when", "after", "as", "while", "because", "before", "that"})
_HAVE: Final = frozenset({"has", "have", "had"})

__all__ = ["casualties", "tail_start", "tails"]


def tail_start(words: Words, first: int, last: int, structure: Frame) -> int | None:
    """Where a participial tail begins, if one licensed verb opens it."""
    tokens = words.tokens
    tables = word_sets("statements")
    for index in range(structure.group + 1, last - 1):
        token = tokens[index]
        if token.tag != "ING":
            if token.lower == "having" and _having(words, index, last):
                return index
            continue
        before = tokens[index - 1]
        begin = _with_adverbs(words, index)
        before = tokens[begin - 1] if tokens[begin - 1].text == "," else before
        after_comma = before.text == ","
        after_noun = before.tag in ("NOUN", "NAME") and token.lower in tables["bare_tail_verbs"]
        licensed = (token.lower in tables["result_verbs"] and after_comma) or (
            token.lower in tables["subject_verbs"] and (after_comma or after_noun)
        )
        licensed = licensed or casualties(words, index, last)
        if not licensed and not (after_comma and _does(words, index, last, structure)):
            continue
        if index - first > LONGEST_CARRIED or words.inside_brackets(first, index):
            return None
        if sum(token.tag == "QUOTE" for token in tokens[first:index]) % 2:
            return None  # a quotation runs over the comma
        return begin if tokens[begin - 1].text == "," or index - begin < 2 else index
    return None


def _with_adverbs(words: Words, index: int) -> int:
    """Where "most recently working" begins."""
    tokens = words.tokens
    while index > 1 and (tokens[index - 1].tag == "ADV" or tokens[index - 1].lower == "most"):
        index -= 1
    return index


def _having(words: Words, index: int, last: int) -> bool:
    """As in ", having been annexed in 1938": what had happened before."""
    tokens = words.tokens
    done = any(token.tag == "PART" for token in tokens[index + 1 : min(last, index + 4)])
    return done and (tokens[index - 1].text == "," or tokens[index - 1].tag in ("NOUN", "NAME"))


def _does(words: Words, index: int, last: int, structure: Frame) -> bool:
    """As in "dismissed six counts, presenting a simpler case": a known verb and what it takes."""
    tokens = words.tokens
    word, following = tokens[index].lower, tokens[index + 1]
    if word in word_sets("statements")["not_participles"]:
        return False
    if following.text[0].isdigit():
        return True  # "is a larger jet, seating 242"
    known = bool(forms().get(word, 0) & GERUND)
    if not (known and following.tag in _TAKEN) and following.tag not in _OBJECT:
        return False
    if following.tag in ("NOUN", "ADJ") and not _is_told(tokens[structure.verb]):
        return False  # "There are schools, working farms and ..."
    # "enjoys rowing, running and ...": the first of them is in the clause
    listed = any(
        tokens[i].tag == "ING" and not _modifies(words, i) for i in range(structure.group, index)
    )
    return not listed and _stands_alone(words, index, last)


def _modifies(words: Words, index: int) -> bool:
    """As in "a tour of early-voting states": a word in -ing before its noun."""
    before, following = words.tokens[index - 1], words.tokens[index + 1]
    return before.tag in _MODIFYING and following.tag == "NOUN"


def _is_told(verb: Token) -> bool:
    return verb.tag == "VPAST" or bool(forms().get(verb.lower, 0) & PAST) or verb.lower in _HAVE


def _stands_alone(words: Words, index: int, last: int) -> bool:
    """Whether no list goes on after the participle: ", ending X, cutting Y and opening Z"."""
    tokens = words.tokens
    comma = words.next_comma(index, last)
    return comma is None or comma + 1 >= last or tokens[comma + 1].tag != "ING"


def casualties(words: Words, index: int, last: int) -> bool:
    """As in "exploded in the port killing six": no comma is needed before a count of victims."""
    tokens = words.tokens
    counted = index + 1 < last and (
        tokens[index + 1].tag == "NUM"
        or tokens[index + 1].lower in ("all", "at", "about", "dozens")
    )
    before = tokens[index - 1]
    ends = before.tag in ("NOUN", "NAME", "NUM") and before.lower not in ("people", "men")
    return counted and ends and tokens[index].lower in word_sets("statements")["casualty_verbs"]


def tails(words: Words, first: int, tail: int, last: int, structure: Frame) -> Iterator[Part]:
    """The statements of a tail: one for each participle in it, under the same clause."""
    stop = words.before_marks(tail)
    first, structure = _nearest(words, first, tail, structure)
    if _tells_of_subject(words, tail, structure):
        stop = structure.verb
        first = first + 1 if words.tokens[first].tag == "CC" else first
    carried = words.pieces(first, stop, inserted=True)
    starts = [tail, *_further(words, tail, last)]
    for place, start in enumerate(starts):
        stop = starts[place + 1] - 1 if place + 1 < len(starts) else last
        stop = words.before_marks(stop)
        joint = _joined_objects(words, start, stop)
        if joint is None:
            yield words.part(start, stop, *carried, pattern="tail")
            continue
        yield words.part(start, joint, *carried, pattern="tail")
        participle = words.pieces(start, start + 1, inserted=True)
        yield words.part(joint + 1, stop, *carried, *participle, pattern="tail")


def _nearest(words: Words, first: int, tail: int, structure: Frame) -> tuple[int, Frame]:
    """The clause a tail belongs to: the inner one of "died when the dam broke, burying ..."."""
    tokens = words.tokens
    for index in range(tail - 3, structure.group - 1, -1):
        if tokens[index].lower in _INNER and tokens[index].tag in ("SUB", "PREP"):
            inner = frame(tokens, index + 1, tail)
            plain = inner is not None and tokens[inner.subject].tag != "PRON"
            if inner is not None and plain and inner.subject == index + 1 < inner.verb:
                return index + 1, inner
    return first, structure


def _tells_of_subject(words: Words, tail: int, structure: Frame) -> bool:
    """Whether a tail is about the subject and not about all that the clause says."""
    tokens = words.tokens
    place = tail
    while tokens[place].tag == "ADV" or tokens[place].lower == "most":
        place += 1
    tables = word_sets("statements")
    word = tokens[place].lower
    of_clause = word in tables["result_verbs"] or word in tables["casualty_verbs"]
    return not of_clause and structure.verb > structure.subject


def _further(words: Words, tail: int, last: int) -> Iterator[int]:
    tokens = words.tokens
    licensed = either("statements", "result_verbs", "subject_verbs")
    opening = tail + 1 if tokens[tail].tag == "ADV" else tail
    for index in range(tail + 2, last - 1):
        if tokens[index].tag != "ING" or tokens[index - 1].lower != "and":
            continue
        nearer = any(token.tag in ("ING", "SUB") for token in tokens[opening + 1 : index])
        takes = tokens[index + 1].tag in _TAKEN and bool(forms().get(tokens[index].lower, 0))
        if tokens[index].lower in licensed or (takes and not nearer):
            yield index


def _joined_objects(words: Words, start: int, stop: int) -> int | None:
    """As in "demanding the recall of A and the withdrawal of B": two objects of one build."""
    tokens = words.tokens
    joints = [i for i in range(start + 1, stop) if tokens[i].tag == "CC"]
    asked = word_sets("statements")["asking_openers"]
    if tokens[start + 1].lower in asked:
        # "revealing how A formed and how B grew"
        again = [i for i in joints if i + 1 < stop and tokens[i + 1].lower in asked]
        return again[0] if len(again) == 1 else None
    if len(joints) != 1 or tokens[joints[0]].lower != "and" or words.has_finite(start, stop):
        return None
    joint = joints[0]
    if joint + 4 > stop or start + 4 > joint:
        return None
    left, right = tokens[start + 1 : start + 4], tokens[joint + 1 : joint + 4]
    same = all(
        one.tag == "DET" and two.tag in ("NOUN", "ADJ") and three.lower == "of"
        for one, two, three in (left, right)
    )
    return joint if same else None
