"""Where further predicates of one subject begin: "The mayor resigned and left the country".

What joins them is "and", "but" or a semicolon, and commas before it in a row of three. Patterns by
hand know the plain cases; of the others the learnt joints tell, where the verb that the predicate
goes along with is the clause's own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from workbench.reading.grammar.conjuncts import (
    agree,
    conjunct,
    is_of_one,
    may_open,
    opening,
    tag_of,
)
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import BASE, PAST, THIRD, base_of, forms
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.spans import Words

__all__ = ["further_predicates"]

_LONGEST_SUBJECT: Final = 22
_OBJECT: Final = frozenset({"DET", "POSS", "NAME", "NUM", "PRON"})
_AFTER_PREDICATE: Final = _OBJECT | {"PREP", "TO", "ADV"}
_BE: Final = frozenset({"is", "are", "was", "were"})
_HAVE: Final = frozenset({"has", "have", "had"})
_RELATIVE: Final = frozenset({"where", "who", "which", "that"})
_ARGUMENTS: Final = frozenset({"with", "into", "under", "to"})
_NEAR: Final = 6
_JOINING: Final = frozenset({"and", "but", ";"})


def further_predicates(words: Words, last: int, structure: Frame) -> list[int]:
    """Where further predicates of the same subject begin."""
    if words.vocabulary.isdisjoint(_JOINING):
        return []
    tokens = words.tokens
    subject, verb = structure.subject, structure.verb
    if verb - subject > _LONGEST_SUBJECT or verb == subject:
        return []
    if tokens[subject].tag == "SUB" and tokens[subject].lower not in _RELATIVE:
        return []  # "if he comes and sees it": both are a condition
    found: list[int] = []
    plain = not any(token.tag == "SUB" for token in tokens[subject:verb])
    for index in range(structure.group, last - 1):
        token = tokens[index]
        plain = plain and token.tag != "SUB"
        if plain and token.text == ";" and index + 2 < last:
            second = tokens[index + 1]
            if second.tag in ("VERB", "VPAST") and _same_tense(second, second.tag, tokens[verb]):
                found.append(index + 1)
        elif token.tag == "CC" and token.lower in ("and", "but"):
            start = opening(tokens, index + 1, last)
            if start + 1 >= last or _left_open(words, index) or _is_apart(words, index, start):
                continue
            left = found[-1] + 1 if found else structure.group
            told = plain and not (
                _holds_clause(words, left, index) or _in_participle(words, left, index)
            )
            if (told and _is_predicate(words, start, structure, index)) or _is_learnt(
                words, structure, found, index, start
            ):
                found.append(index + 1)
    return [*_listed(words, structure, found[0]), *found] if found else []


def _is_learnt(
    words: Words, structure: Frame, found: Sequence[int], joint: int, start: int
) -> bool:
    """Whether a predicate of the same subject begins by what was learnt, and no pattern knows."""
    tokens = words.tokens
    if not may_open(tokens, start):
        return False
    learnt = words.joint(joint)
    if learnt is None or learnt.kind is not Kind.PREDICATE:
        return False
    if _describes(words, structure, joint) or not (
        words.before_marks(joint) > structure.group or _is_passive_pair(words, structure, start)
    ):
        return False
    mate = conjunct(tokens, structure.verb, joint, start)
    if mate is None:
        return False
    if mate < structure.group or any(_opening(tokens, one) == mate for one in found):
        return True
    # "believes that it can think, and seems sure": a comma closes what hung on the first verb
    closes = tokens[joint - 1].text == "," and tokens[start].tag in FINITE
    if any(
        one.tag == "SUB" and before.tag in ("NOUN", "NAME", "NUM", "PUNCT")
        for before, one in pairwise(tokens[structure.verb : joint])
    ):
        return False  # "a plan that others may try, but will not manage": of the noun
    main = conjunct(tokens, structure.verb, structure.group, start)
    return closes and main is not None


def _describes(words: Words, structure: Frame, joint: int) -> bool:
    """As in "is so complex and tortured that ...": two words for how the subject is."""
    tokens = words.tokens
    before, after = tokens[joint - 1], tokens[joint + 1]
    if _is_passive_pair(words, structure, joint + 1):
        return False
    alike = before.tag in ("ADJ", "PART", "VPAST") and after.tag in ("PART", "VPAST", "ADV")
    graded = after.tag in ("PART", "VPAST") and tokens[joint + 2].tag == "SUB"
    return (alike or graded) and tokens[structure.verb].tag == "AUX"


def _opening(tokens: Sequence[Token], start: int) -> int:
    """The verb that opens the predicate at ``start``."""
    while tokens[start].tag == "ADV":
        start += 1
    return start


def _is_passive_pair(words: Words, structure: Frame, start: int) -> bool:
    """As in "was arrested and charged with theft": the second has what the first has not."""
    tokens = words.tokens
    group = tokens[structure.verb : structure.group]
    passive = group[-1].tag == "PART" and any(t.lower in _BE or t.lower == "been" for t in group)
    second = tokens[start].tag in ("PART", "VPAST")
    return passive and second and tokens[start + 1].lower in _ARGUMENTS


def _is_apart(words: Words, joint: int, start: int) -> bool:
    """As in "but did the riders see it?" and "(and lost)": asked, or said in brackets."""
    tokens = words.tokens
    base, after = base_of(tokens[start].lower), tokens[start + 1]
    asked = tokens[start].lower in _BE and after.lower in word_sets("words")["subject_pronouns"]
    if base == "do" and after.tag in _OBJECT:
        asked = any(t.tag in ("VBASE", "VERB") for t in tokens[start + 2 : start + _NEAR])
    return asked or tokens[joint - 1].text == "("


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
    token, main, tag = tokens[start], tokens[structure.verb], tag_of(tokens, start)
    if token.tag == "ING" or token.lower == "being":
        return _goes_on_being(words, structure, joint, start)
    if _is_rank(words, structure, start) or _is_quality(words, structure, start):
        return True
    if token.tag == "MODAL" or (token.tag == "AUX" and token.lower not in ("'s", "’s")):
        return agree(token, main)
    if main.tag == "MODAL":
        return _shares_modal(words, start, structure, joint)
    if tag not in ("VPAST", "PART", "VERB"):
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
    return _takes(words, start, structure, comma=comma, plain=plain)


def _takes(words: Words, start: int, structure: Frame, *, comma: bool, plain: int) -> bool:
    """Whether the verb at ``start`` has the time of the clause's verb, and what it takes after it.

    ``plain`` is where what stands before it ends, without marks.
    """
    tokens = words.tokens
    token, main, tag = tokens[start], tokens[structure.verb], tag_of(tokens, start)
    following = tokens[start + 1].tag
    if token.tag == "NOUN" and following == "PREP" and not is_of_one(main):
        return False  # "saw the openings and shows in the town"
    third = main.tag == "VERB" and bool(forms().get(main.lower, 0) & THIRD)
    told = third and tag == "VPAST" and following in _OBJECT
    holds = tag == "VERB" and forms().get(token.lower, 0) == THIRD and following in _OBJECT
    told = told or (holds and (_is_past(main) or main.lower in ("was", "were")))
    if not told and not _same_tense(token, tag, main):
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


def _is_rank(words: Words, structure: Frame, start: int) -> bool:
    """As in "was the third attack this year and the deadliest since 2005": it is both."""
    tokens = words.tokens
    first, second = tokens[start].lower, tokens[start + 1].lower
    is_so = tokens[structure.verb].lower in _BE and structure.group == structure.verb + 1
    tables = word_sets("statements")
    ranked = first == "the" and (
        second in tables["superlatives"] or second in tables["ordinals"] or second.endswith("est")
    )
    is_so = is_so and tokens[structure.group].lower == "the"
    return is_so and ranked and tokens[start - 1].tag == "CC"


def _is_quality(words: Words, structure: Frame, start: int) -> bool:
    """As in "is safe for cattle and open to riders": each with what it takes."""
    tokens = words.tokens
    first, second = tokens[start], tokens[start + 1]
    head = structure.group
    while head < start - 2 and tokens[head].tag in ("ADV", "PART"):
        head += 1
    if tokens[structure.verb].lower not in _BE or tokens[head].tag != "ADJ":
        return False
    plain = structure.group == structure.verb + 1 or tokens[head - 1].tag == "PART"
    if tokens[start - 1].tag != "CC" or not plain:
        return False
    alone = head == start - 2  # "was new and nice at the time": both were at that time
    complete = tokens[start - 2].tag in ("NOUN", "NAME", "NUM") or (
        alone and second.lower not in ("in", "at", "on")
    )
    bounded = first.lower in ("less", "more", "fewer") and second.lower == "than"
    return complete and (bounded or (first.tag == "ADJ" and second.tag in ("PREP", "TO")))


def _shares_modal(words: Words, start: int, structure: Frame, joint: int) -> bool:
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
    if words.before_marks(joint) == structure.group:
        return False  # "can see and admire the town": both take what follows
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


def _same_tense(token: Token, tag: str, main: Token) -> bool:
    kinds = forms().get(token.lower, 0)
    if tag in ("VPAST", "PART") or kinds & PAST:
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
