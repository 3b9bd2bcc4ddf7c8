"""Predicates that share a subject, and counted subjects that share a predicate.

"The mayor resigned and left the country" makes two statements, the second with the subject
carried in. "52 Serbs and 41 soldiers were injured" makes two, each with its own figure.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import BASE, PAST, THIRD, base_of, forms
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.clauses import Frame
from workbench.reading.statements.objects import counted_objects
from workbench.reading.statements.pieces import Piece
from workbench.reading.statements.rows import row
from workbench.reading.statements.spans import Part, Words

__all__ = ["predicates"]

_LONGEST_SUBJECT: Final = 22
_OBJECT: Final = frozenset({"DET", "POSS", "NAME", "NUM", "PRON"})
_AFTER_PREDICATE: Final = _OBJECT | {"PREP", "TO", "ADV"}
_BE: Final = frozenset({"is", "are", "was", "were"})
_HAVE: Final = frozenset({"has", "have", "had"})
_PREDICATE: Final = FINITE | {"NOUN"}
_JOINING: Final = frozenset({"and", "but", ";"})


def predicates(words: Words, first: int, last: int, structure: Frame) -> Iterator[Part]:
    """The statements of one clause without asides and tails."""
    counted = _counted_subjects(words, first, last, structure)
    if counted is not None:
        yield from counted
        return
    joints = _joints(words, last, structure)
    if not joints:
        told = row(words, first, last, structure)
        yield from told if told is not None else counted_objects(words, first, last, structure)
        return
    edges = [*joints, last]
    yield words.part(first, _stop(words, joints[0]))
    for place, start in enumerate(joints):
        stop = last if place + 1 == len(joints) else _stop(words, edges[place + 1])
        carried = words.pieces(first, _carried(words, structure, start, stop), inserted=True)
        yield words.part(start, stop, *carried, pattern="shared subject")


def _stop(words: Words, start: int) -> int:
    """The end of what stands before the predicate that begins at ``start``."""
    before = start - 1
    return words.before_marks(before if words.tokens[before].tag == "CC" else start)


# ------------------------------------------------------------------ shared subject


def _joints(words: Words, last: int, structure: Frame) -> list[int]:
    """Where further predicates of the same subject begin."""
    if words.vocabulary.isdisjoint(_JOINING):
        return []
    tokens = words.tokens
    subject, verb = structure.subject, structure.verb
    if verb - subject > _LONGEST_SUBJECT or verb == subject:
        return []
    if any(token.tag == "SUB" for token in tokens[subject:verb]):
        return []
    found: list[int] = []
    for index in range(structure.group, last - 1):
        token = tokens[index]
        if token.tag == "SUB":
            break
        if token.text == ";" and index + 2 < last and tokens[index + 1].tag in ("VERB", "VPAST"):
            if _same_tense(tokens[index + 1], tokens[verb]):
                found.append(index + 1)
        elif token.tag == "CC" and token.lower in ("and", "but"):
            start = index + 1
            while start < last and tokens[start].tag == "ADV":
                start += 1
            left = found[-1] + 1 if found else structure.group
            nested = _holds_clause(words, left, index) or _in_participle(words, left, index)
            left_open = _left_open(words, index)
            if left_open or nested or start + 1 >= last:
                continue
            if _is_predicate(words, start, structure, index) or _is_learnt(
                words, structure, index, start
            ):
                found.append(index + 1)
    return [*_listed(words, structure, found[0]), *found] if found else []


def _is_learnt(words: Words, structure: Frame, joint: int, start: int) -> bool:
    """Whether a predicate of the same subject begins by what was learnt, and no pattern knows."""
    tokens = words.tokens
    if tokens[start].tag not in _PREDICATE or words.before_marks(joint) - structure.group < 1:
        return False
    if tokens[structure.verb].tag == "AUX" and tokens[start].tag in ("VPAST", "PART"):
        return False  # "was shot down and caught fire": what is shared is not known
    return words.joins(joint, Kind.PREDICATE)


def _left_open(words: Words, joint: int) -> bool:
    """As in "is thankful for and agrees with the ruling": both take what follows."""
    before = words.tokens[words.before_marks(joint) - 1]
    return before.lower in word_sets("words")["never_particles"]


def _holds_clause(words: Words, first: int, joint: int) -> bool:
    """Whether another clause stands between, to which what follows may belong."""
    tokens = words.tokens
    for index in range(first + 1, joint):
        before = index - 1
        while before > first and tokens[before].tag == "ADV":
            before -= 1  # ", then trimmed it"
        joined = tokens[before].text == "," or tokens[before].tag == "CC"
        if tokens[index].tag in FINITE and not joined:
            return True
    return False


def _in_participle(words: Words, first: int, joint: int) -> bool:
    """As in ", reflecting A, B and reduced C": the list belongs to a participle."""
    tokens = words.tokens
    return any(
        tokens[i].tag == "ING" and tokens[i - 1].text == "," for i in range(first + 1, joint)
    )


def _listed(words: Words, structure: Frame, joint: int) -> Iterator[int]:
    """Earlier members of "did A, did B and did C"."""
    tokens = words.tokens
    for index in range(structure.group + 1, joint - 3):
        if tokens[index].text != ",":
            continue
        start = index + 1
        while start < joint - 3 and tokens[start].tag == "ADV":
            start += 1
        opens = tokens[start].tag in ("VPAST", "PART", "VERB")
        if opens and _is_predicate(words, start, structure, index):
            yield index + 1


def _is_predicate(words: Words, start: int, structure: Frame, joint: int) -> bool:
    """Whether a verb phrase that belongs to the clause's subject begins at ``start``."""
    tokens = words.tokens
    token, main = tokens[start], tokens[structure.verb]
    if token.tag == "ING" or token.lower == "being":
        return _goes_on_being(words, structure, joint, start)
    if token.tag == "MODAL" or (token.tag == "AUX" and token.lower not in ("'s", "’s")):
        return True
    if main.tag == "MODAL":
        return _shares_modal(words, start, structure)
    if token.tag not in ("VPAST", "PART", "VERB"):
        return False
    plain = words.before_marks(joint)
    if plain - structure.group < 1:
        return False  # "arrested and charged five men": the verbs share what follows
    comma = tokens[joint - 1].text == "," or tokens[joint].text == ","
    taken = plain - 1
    while taken >= structure.group and tokens[taken].tag == "ADV":
        taken -= 1  # "trimmed it a little and asked": an object stands between
    if not comma and (taken < structure.group or tokens[taken].tag in ("VPAST", "PART", "ADJ")):
        return False
    following = tokens[start + 1].tag
    third = main.tag == "VERB" and bool(forms().get(main.lower, 0) & THIRD)
    told = third and token.tag == "VPAST" and following in _OBJECT
    holds = token.tag == "VERB" and forms().get(token.lower, 0) == THIRD and following in _OBJECT
    told = told or (holds and (_is_past(main) or main.lower in ("was", "were")))
    if not told and not _same_tense(token, main):
        return False
    if following in ("PUNCT", "QUOTE") and base_of(token.lower) in word_sets("speech")["cues"]:
        return start + 2 < len(tokens)  # "and said, "..." "
    if following == "ING" and base_of(token.lower) in (
        "begin",
        "start",
        "stop",
        "continue",
        "keep",
    ):
        return True
    if following in _AFTER_PREDICATE:
        # "a man accused of theft and wanted for murder" is no predicate of the subject
        reduced = any(
            tokens[place].tag in ("PART", "VPAST") and tokens[place - 1].tag in ("NOUN", "NAME")
            for place in range(structure.group + 1, plain)
        )
        return comma or not reduced or following not in ("PREP", "TO")
    return following in ("NOUN", "ADJ") and (_is_past(main) or main.lower in ("was", "were"))


def _shares_modal(words: Words, start: int, structure: Frame) -> bool:
    """As in "would raise the age and cut benefits": a base form after "and"."""
    tokens = words.tokens
    token = tokens[start]
    base = bool(forms().get(token.lower, 0) & BASE) and token.tag != "NAME"
    led = structure.group > structure.verb + 1 and tokens[structure.group - 1].tag == "VBASE"
    passive = tokens[structure.group - 1].tag == "PART" or "be" in {
        t.lower for t in tokens[structure.verb : structure.group]
    }
    taken = tokens[start - 1].tag in ("NOUN", "NAME", "CC") and token.tag != "NOUN"
    opens = tokens[start + 1].tag in _OBJECT or (
        token.tag in ("VERB", "VBASE", "VPAST") and tokens[start + 1].tag in ("NOUN", "ADJ", "PREP")
    )
    competing = any(t.tag == "TO" for t in tokens[structure.group : start])
    return base and led and not passive and taken and opens and not competing


def _goes_on_being(words: Words, structure: Frame, joint: int, start: int) -> bool:
    """As in "is undergoing repair and being painted": two things that go on."""
    tokens = words.tokens
    verb, group = structure.verb, structure.group
    if tokens[verb].lower not in _BE or group - verb > 2:
        return False
    if tokens[group].tag in ("PREP", "ADJ", "DET", "NUM", "NAME"):
        # "is on its third captain and battling injuries"
        taken = tokens[start + 1].tag in _OBJECT | {"NOUN", "ADJ"}
        nearer = any(t.tag in ("ING", "TO", "PART") for t in tokens[group:joint])
        return taken and not nearer and tokens[joint - 1].tag in ("NOUN", "NAME")
    going = tokens[group].tag == "ING" and words.before_marks(joint) - group > 1
    # "is weighing raising taxes and cutting costs": the nearer participle competes
    competing = ("TO",) if tokens[start].lower == "being" else ("ING", "TO")
    return going and not any(t.tag in competing for t in tokens[group + 1 : joint])


def _same_tense(token: Token, main: Token) -> bool:
    kinds = forms().get(token.lower, 0)
    if token.tag in ("VPAST", "PART") or kinds & PAST:
        return _is_past(main) or main.tag == "AUX"
    if kinds & THIRD:
        return main.lower in ("is", "has", "does") or bool(
            forms().get(main.lower, 0) & (THIRD | PAST)
        )
    plural = main.tag == "VERB" and bool(forms().get(main.lower, 0) & BASE)
    return bool(kinds & BASE) and (plural or main.lower in ("are", "have", "do"))


def _is_past(main: Token) -> bool:
    return (
        main.tag == "VPAST"
        or main.lower in _HAVE
        or (main.tag == "VERB" and bool(forms().get(main.lower, 0) & PAST))
    )


def _carried(words: Words, structure: Frame, start: int, stop: int) -> int:
    """How much of the first clause a later predicate needs: its subject, or auxiliaries too."""
    tokens = words.tokens
    while tokens[start].tag == "ADV":
        start += 1
    token, main = tokens[start], tokens[structure.verb]
    if token.tag == "ING" or token.lower == "being":
        return structure.verb + 1
    if main.tag == "MODAL" and token.tag not in ("MODAL", "AUX"):
        return structure.verb + 1
    if token.tag in ("VPAST", "PART") and main.tag == "AUX":
        participles = [i for i in range(structure.verb, structure.group) if tokens[i].tag == "PART"]
        if participles and tokens[participles[-1]].lower != "born":
            active = start + 1 < stop and tokens[start + 1].tag in _OBJECT
            if main.lower in _HAVE or not active:
                return participles[-1]
    place = structure.verb
    while place > structure.subject + 1 and tokens[place - 1].tag in ("ADV", "NOT"):
        place -= 1  # "he never used it and added": what he added he did
    return place


# ------------------------------------------------------------------ counted subjects


def _counted_subjects(
    words: Words, first: int, last: int, structure: Frame
) -> tuple[Part, Part] | None:
    """Two counts joined by "and" before a predicate that holds of each one singly."""
    tokens = words.tokens
    subject, verb, group = structure.subject, structure.verb, structure.group
    if not _is_counted(tokens[subject:verb]):
        return None
    joint = next((i for i in range(subject + 2, verb - 1) if tokens[i].lower == "and"), None)
    if joint is None or not _is_counted(tokens[joint + 1 : verb]):
        return None
    inside = tokens[subject:verb]
    if any(token.text == "," or token.tag == "SUB" for token in inside):
        return None
    if sum(token.lower == "and" for token in inside) > 1:
        return None
    distributive = word_sets("statements")["distributive"]
    if not any(token.lower in distributive for token in tokens[verb:group]):
        return None
    if any(token.lower in ("between", "together", "total") for token in tokens[first:verb]):
        return None
    shared = words.pieces(verb, last, inserted=True)
    left = words.pieces(first, joint)
    opening: tuple[Piece, ...] = ()
    if subject > first:
        opening = words.pieces(first, subject, inserted=True)
    pattern = "counted subjects"
    return (
        Part(left[0].start, left[-1].end, (*left, *shared), pattern),
        words.part(joint + 1, last, *opening, pattern=pattern),
    )


def _is_counted(tokens: Sequence[Token]) -> bool:
    """Whether a noun phrase begins with a number, perhaps after "about" or "at least"."""
    approximators = word_sets("statements")["before_numbers"]
    place = 0
    while place < min(3, len(tokens)) and tokens[place].lower in approximators:
        place += 1
    return (
        place < len(tokens)
        and tokens[place].tag == "NUM"
        and any(token.tag in ("NOUN", "NAME") for token in tokens[place:])
    )
