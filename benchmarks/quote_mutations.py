"""Seeded changes to a page: some turn what a quote says, the others do not.

Each change takes the page, the span of the quote and a source of chance, and gives the changed
page, or ``None`` where it finds nothing to change inside the quote.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Change = Callable[[str, int, int, random.Random], str | None]

OWN_TEXTS: Final = (
    """The harbour authority of Lindholm said on Tuesday, 14 March 2023, that five cargo ships had \
been held for three days after inspectors found 1,250 tonnes of undeclared grain. "We have not \
released a single vessel," Captain Ingrid Solheim told reporters, adding that the fine could reach \
2.5 million euros.

Shipowners denied that any papers were missing. They said the 65th convoy of the season had been \
checked in Rotterdam in February and that no inspector had ever asked for more. The port handles \
about 40 percent of the grain exported from Norland, or some 12 million tonnes a year.

A dozen lawyers travelled from Germany to Lindholm last week. The court confirmed that it would \
hear the case on 2 May, and that the ships are no longer allowed to leave before the hearing.""",
    """Ministers agreed on Thursday to build seven hospitals by 2031, two fewer than the \
government had promised in January. The plan costs $4.8 billion, which is 600 million dollars more \
than in the previous estimate, and it does not include the clinics that were damaged in the flood \
of July 2021.

Amara Okafor, who heads the health committee, said that the hospitals in Kenya and Uganda had \
never received the money. "I was told in June 2019 that fifty nurses would come," she said. "We \
are still waiting." The ministry rejected the criticism; it said that 312 nurses had been sent, \
most of them within 90 kilometres of the capital.

The opposition did not vote. Its leader, Peter Nyberg, confirmed on Monday that his party had \
refused to take part after it was denied eight hours of debate.""",
)


def own_texts() -> list[str]:
    """The texts written for this benchmark."""
    return list(OWN_TEXTS)


@dataclass(frozen=True)
class Mutation:
    """A change with its name."""

    name: str
    change: Change


def replaced(pattern: str, new: Callable[[re.Match[str], random.Random], str | None]) -> Change:
    """Change one place inside the quote that fits the pattern."""
    compiled = re.compile(pattern)

    def change(text: str, start: int, end: int, chance: random.Random) -> str | None:
        places = list(compiled.finditer(text, start, end))
        chance.shuffle(places)
        for place in places:
            words = new(place, chance)
            if words is not None and words != place[0]:
                return text[: place.start()] + words + text[place.end() :]
        return None

    return change


def swapped(pairs: str) -> Change:
    """Change a word into its partner; ``pairs`` are "a/b" words with capitals as they stand."""
    partner: dict[str, str] = {}
    for pair in pairs.split("|"):
        left, right = pair.split("/")
        partner[left], partner[right] = right, left
    words = "|".join(sorted(map(re.escape, partner), key=len, reverse=True))
    return replaced(rf"\b(?:{words})\b", lambda found, _: partner[found[0]])


def _other_digit(found: re.Match[str], chance: random.Random) -> str:
    return chance.choice([digit for digit in "123456789" if digit != found[0]])


def _digits_swapped(found: re.Match[str], _: random.Random) -> str | None:
    return found[0][1] + found[0][0] + found[0][2:] if found[0][0] != found[0][1] else None


def _with_name(_found: re.Match[str], chance: random.Random) -> str:
    return chance.choice(("Hartmann", "Okonkwo", "Lisbon", "Brazil", "Petrova", "Tanaka"))


def _negated(found: re.Match[str], chance: random.Random) -> str:
    return f"{found[0]} {chance.choice(('not', 'never', 'no longer'))}"


HARMFUL: Final = (
    Mutation("a digit", replaced(r"\d", _other_digit)),
    Mutation("a digit added", replaced(r"\d+", lambda found, _: f"{found[0]}0")),
    Mutation("a digit dropped", replaced(r"\d{2,}", lambda found, _: found[0][:-1])),
    Mutation("two digits swapped", replaced(r"\d{2,}", _digits_swapped)),
    Mutation("a decimal point", replaced(r"\d\.\d", lambda found, _: found[0].replace(".", ""))),
    Mutation("a number word", swapped(
        "two/ten|three/six|four/nine|five/seven|eight/eleven|dozen/hundred|one/twenty"
        "|first/third|half/quarter|fifty/sixty|twice/once")),
    Mutation("a magnitude", swapped("million/billion|hundreds/thousands|thousand/million")),
    Mutation("a unit", swapped(
        "percent/pence|tonnes/kilos|dollars/euros|hours/weeks|days/months|years/decades"
        "|miles/metres|kilometres/yards|$/€|pounds/dollars|minutes/seconds|feet/inches|%/‰")),
    Mutation("a month", swapped(
        "January/June|February/April|March/May|July/October|August/December|September/November")),
    Mutation("a weekday", swapped("Monday/Friday|Tuesday/Thursday|Wednesday/Sunday")),
    Mutation("a relative day", swapped("yesterday/today|last/next|tomorrow/tonight")),
    Mutation("an ordinal in a name", replaced(r"\b\d+(?:st|nd|rd|th)\b", lambda _found, _: "56th")),
    Mutation("a name", replaced(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", _with_name)),
    Mutation("a full name", replaced(r"\b[A-Z][a-z]{3,} [A-Z][a-z]{3,}\b",
                                     lambda _found, _chance: "Marta Lindqvist")),
    Mutation("a negation put in", replaced(
        r"\b(?:is|was|were|are|has|had|have|will|would|can|could|did|should)\b(?! not\b)",
        _negated)),
    Mutation("a negation left out", replaced(r"\b(?:not|never|no longer|no) ", lambda _f, _c: "")),
    Mutation("a contraction undone", replaced(
        r"\b(?:is|was|were|are|has|had|have|would|could|did|does|do|should)n['’]t\b",
        lambda found, _: found[0][:-3])),
    Mutation("denied and confirmed", swapped(
        "denied/confirmed|denies/confirms|refused/agreed|rejected/approved|failed/managed")),
    Mutation("a contrary", swapped(
        "rose/fell|increased/decreased|more/less|before/after|won/lost|above/below|up/down")),
)  # fmt: skip


def _typo(found: re.Match[str], chance: random.Random) -> str | None:
    word = found[0]
    place = chance.randrange(1, len(word) - 2)
    if word[place] == word[place + 1]:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _everywhere(changes: dict[str, str]) -> Change:
    def change(text: str, _start: int, _end: int, _chance: random.Random) -> str | None:
        for old, new in changes.items():
            text = text.replace(old, new)
        return text

    return change


def _spaces(text: str, _start: int, _end: int, chance: random.Random) -> str | None:
    kinds = ("  ", "\n", "\u00a0", " \n ", "\u2009", " ")
    return re.sub(" ", lambda _: chance.choice(kinds), text)


def _before(text: str, start: int, _end: int, chance: random.Random) -> str | None:
    new = "Update: this page has been corrected 3 times since 2020.\n\n" * chance.randint(1, 5)
    place = text.rfind("\n", 0, start) + 1
    return text[:place] + new + text[place:]


def _after(text: str, _start: int, end: int, _chance: random.Random) -> str | None:
    place = text.find("\n", end)
    place = len(text) if place < 0 else place
    return text[:place] + "\n\nRead more: seven things to know about Monday.\n" + text[place:]


def _moved(text: str, start: int, end: int, _chance: random.Random) -> str | None:
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    if (left, right) == (0, len(text)):
        return None
    rest = text[:left] + text[right:].lstrip("\n")
    return f"{text[left:right]}\n\n{rest}" if left else f"{rest}\n\n{text[left:right]}"


def _markup(text: str, start: int, end: int, chance: random.Random) -> str | None:
    places = [found.end() for found in re.finditer(r"[a-z]{3}(?=[ ,.])", text[start:end])]
    if not places:
        return None
    place = start + chance.choice(places)
    residue = chance.choice(("[12]", "[edit]", "<br/>", "&nbsp;", "</b>", "[a]", '<a href="/x1">'))
    return text[:place] + residue + text[place:]


HARMLESS: Final = (
    Mutation("spaces and line breaks", _spaces),
    Mutation("curly quotes", _everywhere({'"': "”", "'": "’"})),
    Mutation("straight quotes", _everywhere({"“": '"', "”": '"', "’": "'", "‘": "'"})),
    Mutation("dashes", _everywhere({"—": "-", "–": "-", "-": "‑"})),
    Mutation("ellipses", _everywhere({"...": "…", "…": "..."})),
    Mutation("soft hyphens", replaced(
        r"\b[a-z]{7,}\b", lambda found, _: found[0][:4] + "\u00ad" + found[0][4:])),
    Mutation("a typo in a plain word", replaced(r"(?<![\w'’])[a-z]{6,}\b", _typo)),
    Mutation("a paragraph before", _before),
    Mutation("a paragraph after", _after),
    Mutation("a block moved", _moved),
    Mutation("a function word", swapped(
        "that/which|while/whereas|among/amongst|until/till|because/as|on/upon|also/too"
        "|but/yet|however/though|toward/towards|and/plus|in/within|of/from|by/through")),
    Mutation("leftovers of markup", _markup),
    Mutation("thousands without commas", replaced(
        r"\b\d{1,3},\d{3}\b(?!,)", lambda found, _: found[0].replace(",", ""))),
    Mutation("contractions", replaced(
        r"\b(is|was|were|did|does|do|had|has|have|would|could) not\b",
        lambda found, _: found[1] + "n't")),
)  # fmt: skip
