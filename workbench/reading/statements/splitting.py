"""Split a unit into statements where a licensed pattern and its guard allow it.

Patterns, in the order they are tried: clauses joined by a semicolon or conjunction, a
relative clause with a clear antecedent, a participial tail, predicates that share a subject,
counted subjects that share a predicate. Where a guard refuses, the unit stays whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.reading.grammar.tagging import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.clauses import Frame, frame, opens_clause
from workbench.reading.statements.pieces import Piece

__all__ = ["Part", "split"]

_LONGEST_UNIT: Final = 120
_LONGEST_SUBJECT: Final = 22
_LONGEST_CARRIED: Final = 34
_COMPLEMENT_CLAUSES: Final = frozenset(
    {
        "that",
        "if",
        "because",
        "whether",
        "who",
        "when",
        "unless",
        "although",
        "though",
        "why",
        "how",
        "what",
    }
)
_OBJECT_STARTS: Final = frozenset({"DET", "POSS", "NAME", "NUM", "PRON"})


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a unit: its span and the pieces of its wording."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def split(words: Sequence[Token], end: int) -> list[Part]:
    """Split the words of a unit that ends at ``end`` in the text."""
    tokens = list(words)
    stop = len(tokens)
    while (
        stop and tokens[stop - 1].tag in ("PUNCT", "QUOTE") and tokens[stop - 1].text not in "%)]°"
    ):
        stop -= 1
    whole = [Part(tokens[0].start, end, (Piece(tokens[0].start, end),))]
    if stop > _LONGEST_UNIT or stop < 4:
        return whole
    parts = [
        part for first, last in _clauses(tokens, stop) for part in _clause(tokens, first, last)
    ]
    if len(parts) < 2:
        return whole
    return parts


def _piece(tokens: list[Token], first: int, last: int, *, inserted: bool = False) -> Piece:
    return Piece(tokens[first].start, tokens[last - 1].end, inserted)


def _has_finite(tokens: list[Token], first: int, last: int) -> bool:
    return any(token.tag in FINITE for token in tokens[first:last])


# ------------------------------------------------------------------ joined clauses


def _clauses(tokens: list[Token], stop: int) -> Iterator[tuple[int, int]]:
    """Ranges of independent clauses."""
    first = 0
    for index in range(2, stop - 2):
        if index <= first:
            continue
        start = _clause_joint(tokens, first, index, stop)
        if start is not None:
            yield first, _back_over_marks(tokens, index)
            first = start
    yield first, stop


def _clause_joint(tokens: list[Token], first: int, index: int, stop: int) -> int | None:
    """Where the next clause starts if the word at ``index`` joins two independent clauses."""
    token = tokens[index]
    if _inside_brackets(tokens, first, index):
        return None
    if token.text == ";":
        start = index + 1
        while start < stop and tokens[start].lower in ("and", "but"):
            start += 1
        joined = frame(tokens, first, index) and opens_clause(tokens, start, stop)
        return start if joined else None
    comma = tokens[index - 1].text == ","
    words = word_sets("statements")
    contrast = token.lower in words["contrast_conjunctions"] and comma
    if not contrast and not (token.tag == "CC" and token.lower in words["independent_starters"]):
        return None
    left = frame(tokens, first, index)
    if left is None or tokens[first].lower in ("if", "although", "though", "while", "because"):
        return None
    if not comma and not _strong_subject(tokens, index + 1):
        return None
    if any(
        token.lower in _COMPLEMENT_CLAUSES and token.tag == "SUB"
        for token in tokens[left.verb : index]
    ):
        return None
    return index + 1 if opens_clause(tokens, index + 1, stop) else None


def _strong_subject(tokens: list[Token], start: int) -> bool:
    """Without a comma, only a pronoun or a name right before its verb is surely a subject."""
    if start + 1 >= len(tokens):
        return False
    token = tokens[start]
    if token.tag in ("PRON", "DET") and token.lower in word_sets("words")["subject_pronouns"]:
        return True
    place = start
    while place < len(tokens) and tokens[place].tag in ("NAME", "DET") and place - start < 5:
        place += 1
    return place > start and place < len(tokens) and tokens[place].tag in ("AUX", "MODAL", "VERB")


def _back_over_marks(tokens: list[Token], index: int) -> int:
    while index and tokens[index - 1].text in (",", ";"):
        index -= 1
    return index


def _inside_brackets(tokens: list[Token], first: int, index: int) -> bool:
    depth = 0
    for token in tokens[first:index]:
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth -= 1
    return depth > 0


# ------------------------------------------------------------------ one clause


def _clause(tokens: list[Token], first: int, last: int) -> Iterator[Part]:
    structure = frame(tokens, first, last)
    if structure is None:
        yield Part(tokens[first].start, tokens[last - 1].end, (_piece(tokens, first, last),))
        return
    relative = _relative(tokens, first, last, structure)
    if relative is not None:
        main, part = relative
        yield from _without_relative(tokens, first, last, structure, main)
        yield part
        return
    tail = _tail(tokens, first, last, structure)
    if tail is not None:
        yield from _predicates(tokens, first, _back_over_marks(tokens, tail), structure)
        yield from _tails(tokens, first, tail, last)
        return
    yield from _predicates(tokens, first, last, structure)


# ------------------------------------------------------------------ relative clauses


def _relative(
    tokens: list[Token], first: int, last: int, structure: Frame
) -> tuple[tuple[int, int], Part] | None:
    """A relative clause after a comma: the range it takes, and the statement it makes."""
    for index in range(first + 2, last - 2):
        token = tokens[index]
        if (
            token.lower not in ("which", "who")
            or token.tag != "SUB"
            or tokens[index - 1].text != ","
        ):
            continue
        verb = index + 1
        while verb < last and tokens[verb].tag == "ADV":
            verb += 1
        if verb >= last or tokens[verb].tag not in FINITE:
            return None
        comma = next((i for i in range(verb + 1, last) if tokens[i].text == ","), last)
        medial = comma < last and index < structure.verb
        if comma < last and not medial:
            return None
        antecedent = _antecedent(tokens, first, index - 1, structure)
        results = word_sets("statements")["result_relative_verbs"]
        if tokens[verb].lower in results and not medial:
            carried = _whole_clause(tokens, first, index - 1)
        elif antecedent is None:
            return None
        else:
            carried = (_piece(tokens, *antecedent, inserted=True),)
        if not carried:
            return None
        keep = index if tokens[verb].lower in results and not medial else index + 1
        part = Part(token.start, tokens[comma - 1].end, (*carried, _piece(tokens, keep, comma)))
        return (index - 1, comma), part
    return None


def _whole_clause(tokens: list[Token], first: int, last: int) -> tuple[Piece, ...]:
    if last - first > _LONGEST_CARRIED:
        return ()
    return (_piece(tokens, first, last, inserted=True),)


def _antecedent(
    tokens: list[Token], first: int, comma: int, structure: Frame
) -> tuple[int, int] | None:
    """The noun phrase before the comma, if only one can be meant."""
    start = comma
    while (
        start > first
        and tokens[start - 1].tag in ("NOUN", "NAME", "ADJ", "NUM", "POSS", "DET", "PART")
        and (start - 1 >= structure.group or start - 1 < structure.verb)
    ):
        start -= 1
    if start == comma or tokens[comma - 1].tag not in ("NOUN", "NAME"):
        return None
    before = tokens[start - 1] if start > first else None
    if before is None or start == structure.subject or start == structure.group:
        return start, comma
    if before.tag in ("VBASE", "VERB", "VPAST", "ING"):
        return start, comma
    if before.tag == "PREP" and start - 2 >= first:
        # "took place at X, which ...": no noun before the preposition competes
        if tokens[start - 2].tag in ("VERB", "VPAST", "PART", "VBASE", "ADV"):
            return start, comma
    return None


def _without_relative(
    tokens: list[Token], first: int, last: int, structure: Frame, taken: tuple[int, int]
) -> Iterator[Part]:
    left, right = taken
    if right >= last:
        yield from _predicates(tokens, first, left, structure)
        return
    pieces = (_piece(tokens, first, left), _piece(tokens, right + 1, last))
    yield Part(tokens[first].start, tokens[last - 1].end, pieces)


# ------------------------------------------------------------------ participial tails


def _tail(tokens: list[Token], first: int, last: int, structure: Frame) -> int | None:
    """Where a participial tail begins, if one licensed verb opens it."""
    words = word_sets("statements")
    for index in range(structure.group + 1, last - 1):
        token = tokens[index]
        if token.tag != "ING":
            continue
        before = tokens[index - 1]
        after_comma = before.text == ","
        result = token.lower in words["result_verbs"] and after_comma
        subject = token.lower in words["subject_verbs"] and (
            after_comma
            or (before.tag == "NOUN" and token.lower in ("demanding", "urging", "accusing"))
        )
        if not (result or subject):
            continue
        if index - first > _LONGEST_CARRIED or _inside_brackets(tokens, first, index):
            return None
        return index
    return None


def _tails(tokens: list[Token], first: int, tail: int, last: int) -> Iterator[Part]:
    """The statements of a tail: one for each participle in it, under the same clause."""
    carried = _piece(tokens, first, _back_over_marks(tokens, tail), inserted=True)
    starts = [tail]
    words = word_sets("statements")
    for index in range(tail + 2, last - 1):
        token = tokens[index]
        joined = tokens[index - 1].tag == "CC" and tokens[index - 1].lower == "and"
        if (
            token.tag == "ING"
            and joined
            and token.lower in words["result_verbs"] | words["subject_verbs"]
        ):
            starts.append(index)
    for place, start in enumerate(starts):
        stop = starts[place + 1] - 1 if place + 1 < len(starts) else last
        stop = _back_over_marks(tokens, stop)
        yield Part(
            tokens[start].start,
            tokens[stop - 1].end,
            (carried, _piece(tokens, start, stop)),
        )


# ------------------------------------------------------------------ shared subject


def _predicates(tokens: list[Token], first: int, last: int, structure: Frame) -> Iterator[Part]:
    counted = _counted_subjects(tokens, first, last, structure)
    if counted is not None:
        yield from counted
        return
    joints = list(_joints(tokens, first, last, structure))
    if not joints:
        yield Part(tokens[first].start, tokens[last - 1].end, (_piece(tokens, first, last),))
        return
    stop = _back_over_marks(
        tokens, joints[0] - 1 if tokens[joints[0] - 1].tag == "CC" else joints[0]
    )
    yield Part(tokens[first].start, tokens[stop - 1].end, (_piece(tokens, first, stop),))
    for place, start in enumerate(joints):
        if place + 1 < len(joints):
            following = joints[place + 1]
            stop = following - 1 if tokens[following - 1].tag == "CC" else following
            stop = _back_over_marks(tokens, stop)
        else:
            stop = last
        upto = _carried_end(tokens, structure, start, stop)
        carried = _piece(tokens, first, upto, inserted=True)
        yield Part(
            tokens[start].start, tokens[stop - 1].end, (carried, _piece(tokens, start, stop))
        )


def _joints(tokens: list[Token], first: int, last: int, structure: Frame) -> Iterator[int]:
    """Where further predicates of the same subject begin."""
    if structure.verb - first > _LONGEST_SUBJECT or structure.verb == structure.subject:
        return
    if any(t.tag == "SUB" for t in tokens[structure.subject : structure.verb]):
        return
    found: list[int] = []
    for index in range(structure.group + 1, last - 1):
        token = tokens[index]
        if token.tag == "SUB" or (
            token.tag == "PREP" and token.lower in ("after", "before") and False
        ):
            break
        if token.tag != "CC" or token.lower not in ("and", "but"):
            continue
        start = index + 1
        while start < last and tokens[start].tag == "ADV":
            start += 1
        if start < last and _is_predicate(tokens, start, last, structure, index):
            found.append(index + 1)
    if found:
        yield from _listed(tokens, structure, found[0], last)
        yield from found


def _listed(tokens: list[Token], structure: Frame, joint: int, last: int) -> Iterator[int]:
    """Earlier members of "did A, did B and did C"."""
    for index in range(structure.group + 1, joint - 2):
        if tokens[index].text == "," and tokens[index + 1].tag in ("VPAST", "PART", "VERB"):
            if _is_predicate(tokens, index + 1, last, structure, index):
                yield index + 1


def _is_predicate(tokens: list[Token], start: int, last: int, structure: Frame, joint: int) -> bool:
    token = tokens[start]
    if start + 1 >= last:
        return False
    comma = tokens[joint - 1].text == "," or tokens[joint].text == ","
    plain = _back_over_marks(tokens, joint)
    complement = plain - structure.group
    if complement < 1:
        return False  # "arrested and charged five men": the verbs share what follows
    main = tokens[structure.verb]
    if token.tag == "MODAL" or (token.tag == "AUX" and token.lower not in ("'s", "’s")):
        return tokens[start - 1].tag in ("CC", "ADV") and (main.tag in ("AUX", "MODAL") or comma)
    if token.tag in ("VPAST", "PART", "VERB"):
        if (
            not main.tag in FINITE
            or tokens[plain - 1].tag in ("VPAST", "PART", "ADJ", "ADV")
            and not comma
        ):
            return False
        if main.tag == "MODAL":
            return False
        return tokens[start + 1].tag in (
            "DET",
            "POSS",
            "NAME",
            "NUM",
            "PREP",
            "TO",
            "ADV",
            "PRON",
            "NOUN",
            "ADJ",
        )
    return False


def _carried_end(tokens: list[Token], structure: Frame, start: int, stop: int) -> int:
    """How much of the first clause the later predicate needs: its subject, or auxiliaries too."""
    while tokens[start].tag == "ADV":
        start += 1
    token = tokens[start]
    main = tokens[structure.verb]
    if token.tag in ("VPAST", "PART") and main.tag == "AUX":
        participles = [i for i in range(structure.verb, structure.group) if tokens[i].tag == "PART"]
        if participles:
            perfect = main.lower in ("has", "have", "had")
            active = start + 1 < stop and tokens[start + 1].tag in _OBJECT_STARTS
            if perfect or not active:
                return participles[-1]
    return structure.verb


# ------------------------------------------------------------------ counted subjects


def _counted_subjects(
    tokens: list[Token], first: int, last: int, structure: Frame
) -> list[Part] | None:
    """ "52 Serbs and 41 soldiers were injured": two counts of what holds of each."""
    subject, verb, group = structure.subject, structure.verb, structure.group
    if tokens[subject].tag != "NUM" and not (
        subject + 1 < verb
        and tokens[subject + 1].tag == "NUM"
        and tokens[subject].tag in ("PREP", "ADV", "DET")
    ):
        return None
    joint = next((i for i in range(subject + 2, verb - 1) if tokens[i].lower == "and"), None)
    if joint is None or any(t.text in "," or t.tag == "SUB" for t in tokens[subject:verb]):
        return None
    right = joint + 1
    if tokens[right].tag != "NUM" and not (right + 1 < verb and tokens[right + 1].tag == "NUM"):
        return None
    if any(t.lower == "and" for t in tokens[right:verb]):
        return None
    distributive = word_sets("statements")["distributive"]
    if not any(t.lower in distributive for t in tokens[verb:group]):
        return None
    if any(t.lower in ("between", "together", "total") for t in tokens[first:verb]):
        return None
    nominal = any(t.tag in ("NOUN", "NAME") for t in tokens[subject:joint]) and any(
        t.tag in ("NOUN", "NAME") for t in tokens[right:verb]
    )
    if not nominal:
        return None
    left_part = Part(
        tokens[first].start,
        tokens[joint - 1].end,
        (_piece(tokens, first, joint), _piece(tokens, verb, last, inserted=True)),
    )
    opening = (_piece(tokens, first, subject, inserted=True),) if subject > first else ()
    right_part = Part(
        tokens[right].start, tokens[last - 1].end, (*opening, _piece(tokens, right, last))
    )
    return [left_part, right_part]
