"""What a phrase that names a speaker is about: a person, a body, or what somebody is.

"The mayor of Ghent" is not Ghent, "Governor of Ohio Mara Voss" is a person, "a spokesman for the
bank" is neither.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from workbench.model import Name, NameKind
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.language.lexicon import either, word_sets

__all__ = [
    "core_end",
    "first_segment",
    "head_body",
    "head_person",
    "is_finding_of_nobody",
    "is_role",
    "made_by",
    "may_speak",
    "noun_of",
    "several",
]

_LONGEST_SERVICE: Final = 6
_IN_ROW: Final = frozenset({"NAME", "NOUN", "ADJ", "DET", "POSS", "CC", "PUNCT"})
_JOINTS: Final = frozenset({",", "and"})


def first_segment(words: Sequence[Token]) -> Sequence[Token]:
    """A phrase up to the comma, dash or bracket that something is added after."""
    for index, word in enumerate(words):
        if word.text in (",", "(", "—", "–") and index:
            return words[:index]
    return words


def head_person(head: Sequence[Token], names: tuple[Name, ...]) -> Name | None:
    """The person a noun phrase is about: not one inside "of ..." or "for ..."."""
    limit = _complement_start(head)
    persons = [name for name in names if name.kind is NameKind.PERSON]
    before = [name for name in persons if name.start < limit]
    if before and not _is_owner(head, before[-1]):
        return before[-1]
    if before:
        return None
    # "Governor of Washington Chris Gregoire": the phrase ends in the name
    if persons and persons[-1].end == head[-1].end and _office_before(head, persons[-1]):
        return persons[-1]
    return None


def _is_owner(head: Sequence[Token], person: Name) -> bool:
    """Whether the phrase is about somebody or something of that person's, not a statement."""
    after = [word for word in head if word.start >= person.end]
    if not after or after[0].tag != "POSS":
        return False
    return not any(word.lower in word_sets("speech")["statement_nouns"] for word in after)


def _office_before(head: Sequence[Token], person: Name) -> bool:
    titles = word_sets("names")["titles"]
    lead = [word for word in head if word.start < person.start]
    return bool(lead) and lead[-1].tag == "NAME" and any(word.text in titles for word in lead)


def several(words: list[Token], names: tuple[Name, ...]) -> list[tuple[list[Token], Name | None]]:
    """The members of a row of speakers, each with the name that ends it; none if it is no row.

    The first is a name, as is each that a comma follows; the last can be "her team" too.
    """
    if not any(word.lower == "and" for word in words) or words[0].lower == "and":
        return []
    within = {place for name in names for place in range(name.start + 1, name.end)}
    if not all(word.tag in _IN_ROW or word.start in within for word in words):
        return []
    ends = {name.end: name for name in names}
    parts: list[list[Token]] = [[]]
    for word in words[1:] if words[0].lower == "both" else words:
        if word.text.lower() in _JOINTS and word.start not in within:
            if parts[-1]:
                parts.append([])
        else:
            parts[-1].append(word)
    named = [ends.get(part[-1].end) if part else None for part in parts]
    if len(parts) < 2 or not parts[-1] or any(name is None for name in named[:-1]):
        return []
    # "Ann Holt, head and founder": one comma and no name after it adds to a person
    row = words.index(parts[-1][0]) - 1
    opened = named[-1] is not None or (len(parts) == 2 and parts[-1][0].tag in ("POSS", "NOUN"))
    return list(zip(parts, named, strict=True)) if words[row].lower == "and" and opened else []


def made_by(head: Sequence[Token]) -> tuple[str, Sequence[Token]] | None:
    """What was made and by whom: "a recent report by the Harbour Board"."""
    for index, word in enumerate(head[:-1]):
        if word.lower == "by" and index and head[index - 1].lower in word_sets("speech")["made"]:
            whose = head[index + 1 :]
            whose = whose[1:] if whose[0].tag == "DET" else whose
            named = whose and whose[0].tag == "NAME" and len(whose[0].text) > 1
            whole = all(word.tag in ("NAME", "POSS") or word.lower == "of" for word in whose)
            return (head[index - 1].lower, whose) if named and whole else None
    return None


def is_finding_of_nobody(words: Sequence[Token], verb: Token) -> bool:
    """Whether findings of nobody in particular "show" it: "Trade data", "Blood tests"."""
    head, after = _head(words)
    if not head or (
        base_of(verb.lower) in word_sets("speech")["finding_verbs"] and not may_speak(words)
    ):
        return True
    return head[-1].lower in word_sets("speech")["findings_of_nobody"] and not _owned(head, after)


def noun_of(words: Sequence[Token]) -> str:
    """The noun that a phrase is about, in small letters: "an AP journalist in the area"."""
    head, _ = _head(words)
    return head[-1].lower if head else ""


def may_speak(words: Sequence[Token]) -> bool:
    """Whether a phrase is about what may say something: no "trade data", no "blood tests".

    Data speak where they are somebody's: "government figures", "data of the bank".
    """
    head, after = _head(words)
    if not head:
        return False
    noun = head[-1]
    if noun.lower in word_sets("speech")["findings_of_nobody"]:
        return _owned(head, after)
    if noun.tag in ("NAME", "PRON", "DET", "ADJ", "NUM") or noun.capital:
        return True
    return noun.lower in _speaking_nouns() or noun.lower.endswith(_speaking_endings())


def _head(words: Sequence[Token]) -> tuple[Sequence[Token], Token | None]:
    """The words of a phrase up to its noun, and the word after them."""
    core = [word for word in first_segment(words) if word.tag != "QUOTE"]
    if not core:
        return [], None
    end = core_end(core)
    of = next((i for i, word in enumerate(core) if i and word.tag in ("PREP", "SUB")), len(core))
    head = [word for word in core[:of] if word.end <= end]
    return head or core[:1], core[of] if of < len(core) else None


def _owned(head: Sequence[Token], after: Token | None) -> bool:
    if after is not None and after.lower in word_sets("speech")["owning"]:
        return True
    return any(word.tag == "NAME" or word.lower in _speaking_nouns() for word in head[:-1])


@cache
def _speaking_endings() -> tuple[str, ...]:
    return tuple(word_sets("speech")["speaking_endings"])


@cache
def _speaking_nouns() -> frozenset[str]:
    headings = (
        *("collective_speakers", "plural_speakers", "role_nouns", "speaking_bodies"),
        *("research_speakers", "unnamed_speakers", "neuter_speakers", "bodies_meant", "made"),
        *("further_speakers", "statement_nouns", "site_words", "body_itself"),
    )
    nouns = either("speech", *headings) | either("statements", "roles", "offices")
    nouns |= word_sets("names")["body_nouns"]
    nouns -= word_sets("speech")["findings_of_nobody"]
    return nouns | {f"{noun}s" for noun in nouns} | {"official"}


def is_role(head: Sequence[Token]) -> bool:
    """Whether a phrase says what somebody is: "Ruto's spokesman", "the mayor of Ghent"."""
    roles = _titles_in_small_letters()
    core = [word for word in head if word.end <= core_end(head)]
    noun = next((i for i, word in enumerate(core) if i and word.tag == "PREP"), len(core)) - 1
    return noun >= 0 and (
        core[noun].lower in roles or core[noun].lower in word_sets("speech")["role_nouns"]
    )


@cache
def _titles_in_small_letters() -> frozenset[str]:
    return frozenset(word.lower() for word in word_sets("names")["titles"])


def _is_of_a_body(head: Sequence[Token], body: Name) -> bool:
    """Whether the phrase is of a body without being that body: "the mayor of Ghent".

    "The government of Chad" and "the city of Bogota" are the body itself.
    """
    of = next((i for i, word in enumerate(head) if i and word.tag == "PREP"), None)
    if of is None or head[of].start > body.start:
        return False
    itself = head[of].lower == "of" and head[of - 1].lower in word_sets("speech")["body_itself"]
    return not itself


def _complement_start(head: Sequence[Token]) -> int:
    for word in head[1:]:
        if (word.tag in ("PREP", "SUB", "TO") and word.lower != "of") or word.lower == "of":
            return word.start
    return head[-1].end


def head_body(head: Sequence[Token], names: tuple[Name, ...]) -> Name | None:
    """A body that is the head of the phrase: it ends where the phrase or its core ends."""
    bodies = [name for name in names if name.kind is not NameKind.PERSON]
    if not bodies:
        return None
    core = core_end(head)
    for name in bodies:
        if _is_owner(head, name):
            continue
        if name.end >= core and name.start < core:
            of_it = name.kind is NameKind.GROUP or _is_of_a_body(head, name)
            return None if of_it else name
    return None


def core_end(head: Sequence[Token]) -> int:
    """The end of the noun phrase's core, before "of", a participle or a relative clause."""
    end = head[-1].end
    for index, word in enumerate(head[1:], 1):
        if word.tag == "PREP" and (word.lower == "of" or _serves(head, index)):
            continue
        if word.tag == "PREP" and index > 1 and _describes(head, index - 1):
            continue
        modifies = (
            word.tag in ("ING", "PART")
            and index + 1 < len(head)
            and (head[index + 1].tag in ("NOUN", "NAME", "ADJ") and head[index - 1].tag != "NOUN")
        )
        if modifies:
            continue
        if word.tag in ("PREP", "SUB", "ING", "PART", "TO") or word.text in ("(", "such"):
            return head[index - 1].end
    last = len(head) - 1
    while last > 0 and head[last].text in word_sets("names")["body_nouns"]:
        last -= 1
    named = head[last].tag == "NAME"
    return head[last].end if named and last < len(head) - 1 else end


def _describes(head: Sequence[Token], index: int) -> bool:
    """As in "people familiar with the talks": an adjective after its noun, and what it needs."""
    return head[index].tag == "ADJ" and head[index - 1].tag == "NOUN"


def _serves(head: Sequence[Token], index: int) -> bool:
    """As in "a spokesman for Boeing", "officials at the ministry": whom or what they serve."""
    if head[index].lower not in word_sets("speech")["serving"]:
        return False
    speech = word_sets("speech")
    noun = head[index - 1].lower
    known = noun in speech["role_nouns"] or noun in speech["plural_speakers"]
    known = known or noun in speech["unnamed_speakers"]
    return known and len(head) - index <= _LONGEST_SERVICE
