"""Who is meant by the subject of a verb of saying.

Names become their fullest form in the document; a title stands for the person who bears it;
"the alliance" for the body named so; a pronoun for the last speaker it can mean, else nobody.
"""

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from workbench.model import Name, NameKind
from workbench.reading.analysis import Analysis
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import either, time_words, word_sets

__all__ = ["Speakers", "is_nobody"]

_BODIES: Final = frozenset(
    {NameKind.ORGANISATION, NameKind.UNIT, NameKind.PLACE, NameKind.LAW, NameKind.WORK}
)
_NEAR_CHARACTERS: Final = 40
_LONGEST_DESCRIPTION: Final = 12
_LONGEST_SERVICE: Final = 6
_PERSONS: Final = frozenset(
    {"man", "woman", "boy", "girl", "mother", "father", "widow", "husband", "wife", "son"}
    | {"daughter", "brother", "sister", "neighbour", "neighbor", "witness", "official", "victim"}
)
_HE_SHE: Final = frozenset({"he", "she"})
_LEADING: Final = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)


class Speakers:
    """Resolve subjects in reading order; remembers who spoke last."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._roles = _roles(analysis)
        self._heads = _heads(analysis)
        self.last: str | None = None
        self._last_person: str | None = None
        self._last_body: str | None = None
        self._last_plural: str | None = None
        self.site: str | None = None

    def remember(self, claimant: str) -> None:
        """Note who is said to have spoken."""
        self.last = claimant
        kind = self._analysis.aliases.kind(claimant)
        if kind is NameKind.PERSON:
            self._last_person = claimant
        elif _is_plural(claimant):
            self._last_plural = claimant
        else:
            self._last_body = claimant
            if kind is None and _may_be_person(claimant):
                self._last_person = claimant

    def see_persons(self, start: int, end: int) -> None:
        """Note the first person named in a sentence that attributes nothing."""
        for name in self._analysis.names_between(start, end):
            if name.kind is NameKind.PERSON:
                self._last_person = self._analysis.aliases.fullest(_flat(name.text))
                return

    def of_subject(self, words: list[Token]) -> str | None:
        """The claimant that a subject names; ``None`` when it is a pronoun nobody fits."""
        words = [word for word in words if word.tag != "QUOTE"]
        while words and words[0].text in (",", "and", "but", "And", "But"):
            words = words[1:]
        while words and words[-1].text in (")", "(", ".", ","):
            words = words[:-1]
        if not words or all(word.lower in time_words() for word in words):
            return None
        if len(words) == 1 and words[0].tag in ("PRON", "DET"):
            return self._of_pronoun(words[0].lower)
        head = _first_segment(words)
        names = self._analysis.names_between(head[0].start, head[-1].end)
        person = _head_person(head, names)
        if person is not None:
            return self._analysis.aliases.fullest(_flat(person.text))
        if len(words) > len(head) and _is_role(head):
            named = self._person_in_apposition(words[len(head) :])
            if named is not None:
                return named
        body = _head_body(head, names)
        if body is not None:
            return self._analysis.aliases.fullest(_flat(body.text))
        if len(words) > len(head):
            named = self._person_in_apposition(words[len(head) :])
            if named is not None:
                return named
        return self._of_description(head)

    def _of_pronoun(self, word: str) -> str | None:
        if word in _HE_SHE:
            return self._last_person
        if word == "they":
            return self._last_plural or self._last_body
        if word == "it":
            return self._last_body
        return None

    def _person_in_apposition(self, words: list[Token]) -> str | None:
        """As in "the region's president, Roberto Maroni, said"."""
        rest = words[1:] if words[0].text == "," else words
        names = self._analysis.names_between(words[0].start, words[-1].end)
        kinds = (NameKind.GROUP, NameKind.ORGANISATION)
        first = next((name for name in names if name.kind not in kinds), None)
        if first is None or first.kind is not NameKind.PERSON or not rest:
            return None
        if first.start - rest[0].start > _NEAR_CHARACTERS:
            return None
        return self._analysis.aliases.fullest(_flat(first.text))

    def _of_description(self, head: list[Token]) -> str | None:
        start, end = head[0].start, head[-1].end
        phrase = _flat(self._analysis.text[start:end])
        bare = _LEADING.sub("", phrase)
        bearer = self._roles.get(bare.lower())
        if bearer is not None:
            return bearer
        named = self._named_by_head(bare)
        if named is not None:
            return named
        phrase, core = self._plainly(head, end), self._plainly(head, _core_end(head))
        whole_is_better = " " not in core and len(head) <= _LONGEST_DESCRIPTION
        return phrase if whole_is_better or not core else core

    def _plainly(self, head: list[Token], end: int) -> str:
        """The words of a phrase up to ``end``, without the capital that opens a sentence."""
        first = head[0]
        phrase = _flat(self._analysis.text[first.start : end])
        named = self._analysis.names_between(first.start, end)
        if first.tag == "NAME" or (named and named[0].start == first.start):
            return phrase
        if not first.text.istitle() or (len(head) == 1 and not _is_common(first.lower)):
            return phrase
        return first.lower + phrase[len(first.text) :]

    def _named_by_head(self, noun: str) -> str | None:
        """As in "the alliance" after "North Atlantic Alliance": the one body named so."""
        found = self._heads.get(noun.lower(), frozenset())
        return next(iter(found)) if len(found) == 1 else None


def _is_common(word: str) -> bool:
    """Whether one word that opens a sentence is a noun and no name: "Police", "Critics"."""
    tables = ("neuter_speakers", "plural_speakers", "research_speakers")
    listed = word in either("speech", *tables) or word in word_sets("words")["plain_plurals"]
    return listed or (word.endswith("s") and not word.endswith(("ss", "is", "us")))


def _may_be_person(claimant: str) -> bool:
    """Whether "he" or "she" can stand for it: "the mayor", "his lawyer", a name of one word."""
    last = claimant.split()[-1]
    if last.lower() in either("statements", "roles", "offices") or last.lower() in _PERSONS:
        return True
    return " " not in claimant and last.istitle()


def is_nobody(subject: list[Token]) -> bool:
    """Whether findings of nobody in particular "indicate" it: "Information received since ..."."""
    words = [word for word in subject if word.tag not in ("DET", "ADJ", "QUOTE")]
    if not words or words[0].lower not in word_sets("speech")["findings_of_nobody"]:
        return False
    if len(words) > 1 and words[1].tag == "NOUN":
        return False  # "the statistics office"
    owned = len(words) > 1 and (words[1].lower in ("of", "from", "by") or words[1].tag == "NAME")
    return not owned and words[0].tag != "NAME"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _first_segment(words: list[Token]) -> list[Token]:
    for index, word in enumerate(words):
        if word.text in (",", "(", "—", "–") and index:
            return words[:index]
    return words


def _head_person(head: list[Token], names: tuple[Name, ...]) -> Name | None:
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


def _is_owner(head: list[Token], person: Name) -> bool:
    """Whether the phrase is about somebody or something of that person's, not a statement."""
    after = [word for word in head if word.start >= person.end]
    if not after or after[0].tag != "POSS":
        return False
    return not any(word.lower in word_sets("speech")["statement_nouns"] for word in after)


def _office_before(head: list[Token], person: Name) -> bool:
    titles = word_sets("names")["titles"]
    lead = [word for word in head if word.start < person.start]
    return bool(lead) and lead[-1].tag == "NAME" and any(word.text in titles for word in lead)


def _is_role(head: list[Token]) -> bool:
    """Whether a phrase says what somebody is: "Ruto's spokesman", "the mayor of Ghent"."""
    roles = _titles_in_small_letters()
    core = [word for word in head if word.end <= _core_end(head)]
    noun = next((i for i, word in enumerate(core) if i and word.tag == "PREP"), len(core)) - 1
    return noun >= 0 and (
        core[noun].lower in roles or core[noun].lower in word_sets("speech")["role_nouns"]
    )


@cache
def _titles_in_small_letters() -> frozenset[str]:
    return frozenset(word.lower() for word in word_sets("names")["titles"])


@cache
def _title_words_in_small_letters() -> frozenset[str]:
    return frozenset(word.lower() for word in either("names", "titles", "title_words"))


def _is_of_a_body(head: list[Token], body: Name) -> bool:
    """Whether the phrase is of a body without being that body: "the mayor of Ghent".

    "The government of Chad" and "the city of Bogota" are the body itself.
    """
    of = next((i for i, word in enumerate(head) if i and word.tag == "PREP"), None)
    if of is None or head[of].start > body.start:
        return False
    return head[of - 1].lower not in word_sets("speech")["body_itself"]


def _complement_start(head: list[Token]) -> int:
    for word in head[1:]:
        if (word.tag in ("PREP", "SUB", "TO") and word.lower != "of") or word.lower == "of":
            return word.start
    return head[-1].end


def _head_body(head: list[Token], names: tuple[Name, ...]) -> Name | None:
    """A body that is the head of the phrase: it ends where the phrase or its core ends."""
    bodies = [name for name in names if name.kind is not NameKind.PERSON]
    if not bodies:
        return None
    core_end = _core_end(head)
    for name in bodies:
        if _is_owner(head, name):
            continue
        if name.end >= core_end and name.start < core_end:
            of_it = name.kind is NameKind.GROUP or _is_of_a_body(head, name)
            return None if of_it else name
    return None


def _core_end(head: list[Token]) -> int:
    """The end of the noun phrase's core, before "of", a participle or a relative clause."""
    end = head[-1].end
    for index, word in enumerate(head[1:], 1):
        if word.tag == "PREP" and (word.lower == "of" or _serves(head, index)):
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
    while last > 0 and head[last].lower in word_sets("names")["body_nouns"]:
        last -= 1
    named = head[last].tag == "NAME"
    return head[last].end if named and last < len(head) - 1 else end


def _serves(head: list[Token], index: int) -> bool:
    """As in "a spokesman for Boeing", "officials at the ministry": whom or what they serve."""
    if head[index].lower not in word_sets("speech")["serving"]:
        return False
    speech = word_sets("speech")
    noun = head[index - 1].lower
    known = noun in speech["role_nouns"] or noun in speech["plural_speakers"]
    known = known or noun in speech["unnamed_speakers"]
    return known and len(head) - index <= _LONGEST_SERVICE


def _is_plural(claimant: str) -> bool:
    last = claimant.split()[-1].lower()
    return last in word_sets("speech")["plural_speakers"] or (
        last.endswith("s") and " " in claimant and claimant.split()[-1].islower()
    )


def _heads(analysis: Analysis) -> dict[str, frozenset[str]]:
    """For the last word of each longer name of a body, the bodies that are named so."""
    found: dict[str, set[str]] = {}
    for name in analysis.names:
        words = name.text.lower().split()
        if name.kind in _BODIES and len(words) > 1:
            found.setdefault(words[-1], set()).add(analysis.aliases.fullest(_flat(name.text)))
    return {word: frozenset(bodies) for word, bodies in found.items()}


def _any_between(places: list[int], start: int, end: int) -> bool:
    first = bisect_left(places, start)
    return first < len(places) and places[first] < end


def _roles(analysis: Analysis) -> dict[str, str]:
    """Titles that exactly one person of the document bears ("secretary general")."""
    lower = _title_words_in_small_letters()
    bearers: dict[str, set[str]] = {}
    starts = {name.start: name for name in analysis.names if name.kind is NameKind.PERSON}
    places = sorted(starts)
    for number, sentence in enumerate(analysis.sentences):
        if not _any_between(places, sentence.start, sentence.end):
            continue
        tokens = analysis.words[number]
        for index, token in enumerate(tokens):
            name = starts.get(token.start) if token.capital else None
            if name is None:
                continue
            left = index
            while left and tokens[left - 1].lower in lower:
                left -= 1
            title = tokens[left:index]
            person = analysis.aliases.fullest(_flat(name.text))
            for size in range(1, len(title) + 1):
                role = " ".join(word.lower for word in title[-size:])
                bearers.setdefault(role, set()).add(person)
    return {role: next(iter(found)) for role, found in bearers.items() if len(found) == 1}
