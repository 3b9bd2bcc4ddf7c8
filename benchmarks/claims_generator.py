"""Synthetic claims with planted duplicates and near misses, the same for the same seed.

    python benchmarks/claims_generator.py --claims 20 --seed 1

Most events are told once. Some are told again in other words, with the number or date in another
form or with a slip of the pen; some have a near miss: the same event with another number, date or
name, or denied. Every claim comes as a statement whose slots are known, so that a million claims
need not be read; ``text`` is what the reader would have got.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final, TypeVar

from claims_words import (
    AFTER,
    BEFORE,
    COUNTRIES,
    ENDINGS,
    FIRST_NAMES,
    KINDS,
    MIDDLES,
    MONTHS,
    ONES,
    OPENINGS,
    TENS,
    Kind,
)

from workbench.model import (
    Approximator,
    ClaimType,
    DateBasis,
    DateMention,
    Granularity,
    Name,
    NameKind,
    Quantity,
    Statement,
)

TOLD_AGAIN: Final = 0.12
"""The share of events that are told two to four times."""
NEARLY: Final = 0.08
"""The share of events that have a near miss, itself told once or twice."""
CHANGES: Final = ("number", "date", "name", "negation")

_FIRST_DAY: Final = date(2018, 1, 1)
_DAYS: Final = 2400


@dataclass(frozen=True, slots=True)
class Event:
    """What one claim is about, before it is put in words."""

    kind: int
    number: int
    day: date
    place: str
    person: str
    country: int
    denied: bool = False
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """One claim. Claims of the same ``event`` are duplicates.

    ``near`` is the event of which this one is a near miss, and ``change`` what was changed.
    """

    event: int
    statement: Statement
    near: int | None = None
    change: str = ""

    @property
    def text(self) -> str:
        """The claim in words."""
        return self.statement.text


def generate(count: int, seed: int = 1) -> Iterator[Generated]:
    """Give ``count`` claims; those of one event come in a row."""
    chance = random.Random(seed)
    given = event = 0
    while given < count:
        for claim in _around(event, chance):
            if given == count:
                return
            given += 1
            event = max(event, claim.event)
            yield claim
        event += 1


def _around(number: int, chance: random.Random) -> Iterator[Generated]:
    """An event, perhaps told again, perhaps with a near miss."""
    event = _event(chance)
    times = chance.randint(2, 4) if chance.random() < TOLD_AGAIN else 1
    near = chance.random() < NEARLY
    last: list[int] = []
    for time in range(times):
        yield Generated(number, _told(event, chance, last, slips=time > 0))
    if near:
        change = chance.choice(CHANGES)
        other = changed(event, change, chance)
        for time in range(chance.randint(1, 2)):
            yield Generated(number + 1, _told(other, chance, last, slips=time > 0), number, change)


def _event(chance: random.Random) -> Event:
    kind = chance.randrange(len(KINDS))
    return Event(
        kind=kind,
        number=_number(chance, KINDS[kind].largest),
        day=_FIRST_DAY + timedelta(days=chance.randrange(_DAYS)),
        place=_place(chance),
        person=_person(chance),
        country=min(int(chance.paretovariate(0.6)) - 1, len(COUNTRIES) - 1),
        loosely=chance.random() < 0.15,
    )


def changed(event: Event, change: str, chance: random.Random) -> Event:
    """The event with one thing changed, so that it says something else."""
    kind = KINDS[event.kind]
    match change:
        case "number":
            number = event.number
            while abs(number - event.number) <= max(event.number // 4, 0):
                number = _number(chance, kind.largest)
            return replace(event, number=number)
        case "date":
            days = chance.choice((-1, 1, 2, -7, 30, 61, 365, 366, -365))
            if "{in}" in kind.told[0]:
                days = chance.choice((31, 62, -31, 365, -365))
            return replace(event, day=event.day + timedelta(days=days))
        case "name":
            if "{place}" in kind.told[0]:
                place = event.place
                while place == event.place:
                    place = _place(chance)
                return replace(event, place=place)
            return replace(event, country=(event.country + 1) % len(COUNTRIES))
        case _:
            return replace(event, denied=not event.denied)


def _number(chance: random.Random, largest: int) -> int:
    if largest > 100 and chance.random() < 0.4:
        return chance.randint(1, largest // 100) * 100
    return chance.randint(2, largest)


@cache
def _places() -> tuple[str, ...]:
    return tuple(
        opening + middle + ending
        for opening in OPENINGS
        for middle in MIDDLES
        for ending in ENDINGS
    )


def _place(chance: random.Random) -> str:
    places = _places()
    return places[int(len(places) * chance.random() ** 2.5) * 7919 % len(places)]


def _person(chance: random.Random) -> str:
    surname = (
        chance.choice(OPENINGS)
        + chance.choice(MIDDLES)
        + chance.choice(("ov", "sen", "er", "ski", "ez", "mann", "i"))
    )
    return f"{chance.choice(FIRST_NAMES)} {surname}"


def _told(event: Event, chance: random.Random, last: list[int], *, slips: bool) -> Statement:
    """Put an event in words, not in the words that were used last."""
    kind = KINDS[event.kind]
    forms = kind.denied if event.denied else kind.told
    free = [at for at in range(len(forms)) if at not in last] or list(range(len(forms)))
    chosen = chance.choice(free)
    last[:] = [*last[-1:], chosen] if not event.denied else last
    slip = slips and chance.random() < 0.2
    return _Telling(event, kind, chance, slip=slip).statement(forms[chosen])


class _Telling:
    """One wording of one event, with its slots as they are written."""

    def __init__(self, event: Event, kind: Kind, chance: random.Random, *, slip: bool) -> None:
        self._event, self._kind, self._chance = event, kind, chance
        self._slip = slip
        self._text = ""
        self._quantities: list[Quantity] = []
        self._dates: list[DateMention] = []
        self._names: list[Name] = []
        self._noun = chance.choice(kind.nouns)

    def statement(self, form: str) -> Statement:
        """The statement in the words of ``form``."""
        before = self._chance.choice(BEFORE)
        first = True
        for part in form.split("{"):
            field, closed, rest = part.partition("}")
            if closed:
                self._field(field, opens=first)
                self._text += rest
            elif part:
                self._text += part
            first = first and not self._text
        if self._text[:1].islower():
            self._text = self._text[0].upper() + self._text[1:]
        text = self._text + self._chance.choice(AFTER) + "."
        shift = 0
        if before:
            lowered = not any(name.start == 0 for name in self._names)
            text = before + (text[0].lower() + text[1:] if lowered else text)
            shift = len(before)
        return Statement(
            0,
            len(text),
            text,
            text,
            types=(ClaimType.EVENT, ClaimType.QUANTITY, ClaimType.DATE),
            quantities=tuple(_moved(one, shift) for one in self._quantities),
            dates=tuple(_moved(one, shift) for one in self._dates),
            names=tuple(_moved(one, shift) for one in self._names),
            negated=self._event.denied,
        )

    def _field(self, field: str, *, opens: bool) -> None:
        country, people = COUNTRIES[self._event.country]
        match field:
            case "n":
                self._quantity()
            case "noun":
                self._text += self._noun
            case "on":
                self._date("On " if opens else "on ", self._event.day, month_only=False)
            case "in":
                self._date("In " if opens else "in ", self._event.day, month_only=True)
            case "place":
                self._name(self._event.place, NameKind.PLACE)
            case "person":
                self._name(self._event.person, NameKind.PERSON)
            case "country":
                self._name(country, NameKind.PLACE)
            case "people":
                self._name(people, NameKind.GROUP)

    def _quantity(self) -> None:
        number, chance = self._event.number, self._chance
        hedge = chance.choice(("about ", "some ", "around ")) if self._event.loosely else ""
        millions = self._kind.nouns[0] == "euros"
        written = _in_words(number) if chance.random() < 0.35 else None
        said = written or (f"{number:,}" if chance.random() < 0.7 else str(number))
        start = len(self._text) + len(hedge)
        if not self._text and written:
            said = said[0].upper() + said[1:] if not hedge else said
        text = f"{said} million euros" if millions else said
        if self._kind.unit == "%":
            text = f"{said} percent"
        self._text += hedge + said
        self._quantities.append(
            Quantity(
                start,
                start + len(text),
                text,
                Decimal(number * 1_000_000 if millions else number),
                approximator=Approximator.ABOUT if hedge else None,
                unit="EUR" if millions else self._kind.unit or None,
                counted=None if millions or self._kind.unit == "%" else self._noun,
            )
        )

    def _date(self, before: str, day: date, *, month_only: bool) -> None:
        month = MONTHS[day.month - 1]
        if month_only:
            said, value, granularity = f"{month} {day.year}", f"{day:%Y-%m}", Granularity.MONTH
        else:
            forms = (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}")
            said, value, granularity = self._chance.choice(forms), day.isoformat(), Granularity.DAY
        self._text += before
        start = len(self._text)
        self._text += said
        self._dates.append(
            DateMention(start, start + len(said), said, value, granularity, DateBasis.EXPLICIT)
        )

    def _name(self, name: str, kind: NameKind) -> None:
        if self._slip and kind is not NameKind.GROUP and len(name) > 6:
            name, self._slip = _slipped(name, self._chance), False
        start = len(self._text)
        self._text += name
        self._names.append(Name(start, start + len(name), name, kind))


Slot = TypeVar("Slot", Quantity, DateMention, Name)


def _moved(slot: Slot, by: int) -> Slot:
    return replace(slot, start=slot.start + by, end=slot.end + by)


def _slipped(name: str, chance: random.Random) -> str:
    """Swap, double or drop a letter inside a name."""
    at = chance.randrange(2, len(name) - 2)
    return chance.choice(
        (
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1 :],
        )
    )


def _in_words(number: int) -> str | None:
    """A number in words, where people write it so."""
    if number < len(ONES):
        return ONES[number]
    if number < 100 and number % 10 == 0:
        return TENS[number // 10]
    if number < 1000 and number % 100 == 0:
        return f"{ONES[number // 100]} hundred"
    if number % 1000 == 0 and number // 1000 < len(ONES):
        return f"{ONES[number // 1000]} thousand"
    return None


def main() -> None:
    """Print some claims."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for claim in generate(arguments.claims, arguments.seed):
        note = f" (near {claim.near}: {claim.change})" if claim.near is not None else ""
        print(f"{claim.event}{note}\t{claim.text}")


if __name__ == "__main__":
    main()
