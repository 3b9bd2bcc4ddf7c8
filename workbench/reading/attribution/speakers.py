"""Who is meant by the subject of a verb of saying.

Names become their fullest form in the document; a title stands for the person who bears it;
"the alliance" for the body named so; a pronoun for the last speaker it can mean, else nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Final

from workbench.model import NameKind
from workbench.reading.analysis import Analysis
from workbench.reading.attribution.phrases import (
    core_end,
    first_segment,
    head_body,
    head_person,
    is_role,
    made_by,
    several,
)
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import either, time_words, word_sets
from workbench.reading.names.gazetteer import is_meant_by

__all__ = ["Speakers"]

_BODIES: Final = frozenset(
    {NameKind.ORGANISATION, NameKind.UNIT, NameKind.PLACE, NameKind.LAW, NameKind.WORK}
)
_NEAR_CHARACTERS: Final = 40
_LONGEST_DESCRIPTION: Final = 12
_PERSONS: Final = frozenset(
    {"man", "woman", "boy", "girl", "mother", "father", "widow", "husband", "wife", "son"}
    | {"daughter", "brother", "sister", "neighbour", "neighbor", "witness", "official", "victim"}
)
_HE_SHE: Final = ("he", "she")
_LEADING: Final = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)


class Speakers:
    """Resolve subjects in reading order; remembers who spoke last."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._roles = _roles(analysis)
        self._heads = _heads(analysis)
        self._persons: dict[str, str] = {}
        self._last_body: str | None = None
        self._last_plural: str | None = None
        self._makers: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self.site: str | None = None

    def remember(self, claimant: str, said: str) -> None:
        """Note who is said to have spoken, in which words."""
        kind = self._analysis.aliases.kind(claimant)
        if kind is NameKind.PERSON:
            self._see(claimant)
        elif _is_plural(claimant):
            self._last_plural = claimant
        else:
            self._last_body = claimant
            if kind is None and _may_be_person(claimant):
                self._see(claimant)
        found = _made(said)
        if found is not None:
            self._makers[found] = claimant

    def _see(self, person: str) -> None:
        for pronoun in _HE_SHE:
            if is_meant_by(pronoun, person):
                self._persons[pronoun] = person

    def see(self, tokens: Sequence[Token]) -> None:
        """Note whom a sentence that attributes nothing names first, as "he" and as "she"."""
        if len(tokens) > 2:
            self._body_in_apposition(tokens[:2], tokens[2:])
        for name in reversed(self._analysis.names_between(tokens[0].start, tokens[-1].end)):
            if name.kind is NameKind.PERSON:
                self._see(self._analysis.aliases.fullest(_flat(name.text)))

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
        if words[-1].lower == "year-old" and words[0].lower == "the":
            return self._persons.get("he") or self._persons.get("she")
        return self._together(words) or self._of_phrase(words)

    def _of_phrase(self, words: list[Token]) -> str | None:
        head = first_segment(words)
        names = self._analysis.names_between(head[0].start, head[-1].end)
        person = head_person(head, names)
        if person is not None:
            return self._analysis.aliases.fullest(_flat(person.text))
        if len(words) > len(head) and is_role(head):
            named = self._person_in_apposition(words[len(head) :])
            if named is not None:
                return named
        body = head_body(head, names)
        if body is not None:
            capital = head[1:] if head[0].tag == "DET" else head
            if capital[0].start < body.start and all(word.text.isupper() for word in capital):
                return _flat(self._analysis.text[capital[0].start : body.end])  # "CBS DFW"
            return self._analysis.aliases.fullest(_flat(body.text))
        if len(words) > len(head):
            named = self._person_in_apposition(words[len(head) :])
            named = named or self._body_in_apposition(head, words[len(head) :])
            if named is not None:
                return named
        made = made_by(head)
        if made is not None:
            noun, whose = made
            maker = _flat(self._analysis.text[whose[0].start : whose[-1].end])
            self._makers[noun] = self._analysis.aliases.fullest(maker)
            return self._makers[noun]
        return self._of_description(head)

    def _of_pronoun(self, word: str) -> str | None:
        if word in _HE_SHE:
            return self._persons.get(word)
        if word == "they":
            return self._last_plural or self._last_body
        if word == "it":
            return self._last_body
        return word if word in word_sets("speech")["some_of_them"] else None

    def _together(self, words: list[Token]) -> str | None:
        """As in "Volker and Morrison", "Mara Voss and her team": all of them."""
        parts = several(words, self._analysis.names_between(words[0].start, words[-1].end))
        if not parts:
            return None
        called = [
            _flat(self._analysis.text[part[0].start : part[-1].end])
            if name is None
            else self._analysis.aliases.fullest(_flat(name.text))
            for part, name in parts
        ]
        return f"{', '.join(called[:-1])} and {called[-1]}"

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

    def _body_in_apposition(self, head: Sequence[Token], words: Sequence[Token]) -> str | None:
        """As in "The group, Farmers United, said": what the group is called here and later."""
        noun = head[-1].lower
        if noun not in word_sets("speech")["bodies_meant"] or words[0].text != ",":
            return None
        names = self._analysis.names_between(words[0].start, words[-1].end)
        if not names or len(words) < 2 or names[0].start != words[1].start:
            return None
        if names[0].kind is not NameKind.ORGANISATION:
            return None
        self._called[noun] = self._analysis.aliases.fullest(_flat(names[0].text))
        return self._called[noun]

    def _meant(self, bare: str) -> str | None:
        """Who is meant by "the statement", "the group", "the newspaper" after it was named."""
        noun = bare.rsplit(" ", 1)[-1]
        table = word_sets("speech")
        if bare in self._makers:
            return self._makers[bare]
        if noun in table["bodies_meant"] and (bare == noun or bare.startswith("news ")):
            spoke = self._last_body
            if spoke and self._analysis.aliases.kind(spoke) is not NameKind.ORGANISATION:
                spoke = None
            return self._called.get(noun) or spoke
        return None

    def _of_description(self, head: Sequence[Token]) -> str | None:
        start, end = head[0].start, head[-1].end
        phrase = _flat(self._analysis.text[start:end])
        bare = _LEADING.sub("", phrase)
        bearers = self._roles.get(bare.lower(), set())
        spoke = [one for one in self._persons.values() if one in bearers]
        if spoke or len(bearers) == 1:
            return next(iter(spoke or bearers))
        meant = self._meant(bare.lower()) if head[0].lower == "the" else None
        if meant is not None:
            return meant
        named = self._named_by_head(bare)
        if named is not None:
            return named
        phrase, core = self._plainly(head, end), self._plainly(head, core_end(head))
        whole_is_better = " " not in core and len(head) <= _LONGEST_DESCRIPTION
        return phrase if whole_is_better or not core else core

    def _plainly(self, head: Sequence[Token], end: int) -> str:
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


def _made(said: str) -> str | None:
    """What was made, in the words that attribute: "said in a statement on Friday"."""
    words = said.lower().split()
    nouns = word_sets("speech")["made"]
    for place, word in enumerate(words[2:], 2):
        if word.rstrip(",.:") in nouns and "in" in words[max(0, place - 3) : place]:
            return word.rstrip(",.:")
    return None


def _flat(text: str) -> str:
    return " ".join(text.split())


@cache
def _title_words_in_small_letters() -> frozenset[str]:
    titles = frozenset(word.lower() for word in either("names", "titles", "title_words"))
    return titles | word_sets("statements")["roles"] | word_sets("statements")["offices"]


def _is_plural(claimant: str) -> bool:
    if " and " in claimant:
        return True
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


def _roles(analysis: Analysis) -> dict[str, set[str]]:
    """Who bears a title in the document: "secretary general", "analyst"."""
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
    return bearers
