"""What a claim says, in the form in which claims are compared and found: its facts.

Facts are made once, when a claim is written, and can be kept (see ``packing``). Nothing is
compared here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from workbench.matching.heads import counted_term
from workbench.matching.language import DEFAULT_LANGUAGE, data_version
from workbench.matching.posts import unsigned, without_addresses
from workbench.matching.scan import Scan, scan
from workbench.matching.slots.dates import days_of
from workbench.matching.slots.extent import Extent, extent_of
from workbench.matching.slots.quantities import said_of
from workbench.matching.words import TOKEN, Words, plain, words_of
from workbench.model import (
    Approximator,
    DateMention,
    Modality,
    Name,
    Quantity,
    Statement,
)
from workbench.units import size_in_si

__all__ = [
    "Amount",
    "Days",
    "Facts",
    "Named",
    "facts_of",
    "facts_of_text",
    "facts_version",
]

FORM: Final = 6
"""Counted up when facts are made in another way."""
LONGEST_WORDING: Final = 2_000
_SLOTS_AT_MOST: Final = 24
_ONE: Final = Decimal(1)
_BRACKETED: Final = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity: the numbers it allows, in its unit's SI unit, and what it counts."""

    low: float
    high: float
    centre: float | None
    unit: str
    head: str
    said: str
    token: str = ""
    """Its number as a term, "#500"."""
    written: str = ""
    """The unit of the text, where it was converted, with ``margin`` for a rounded last place."""
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Days:
    """A date as the days it covers, counted as Python counts them; other readings come after."""

    first: int
    last: int
    said: str
    others: tuple[tuple[int, int], ...] = ()
    time: str = ""
    span: bool = False
    """It is a stretch from one date to another, and no day, month or year."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the text has it, and the terms it is made of."""

    said: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one claim says.

    ``terms`` are its canonical terms in the order of the text, each once: stems, one word for
    synonyms, one name for a country and its people, "#500" for a number, "@2023-06-05" and "@2023"
    for a date. ``title`` has the terms of a headline it stands under, for finding only.
    ``wording`` is the text in lower case without punctuation: equal wordings are the same claim
    twice.
    """

    terms: tuple[str, ...]
    title: tuple[str, ...]
    amounts: tuple[Amount, ...]
    days: tuple[Days, ...]
    names: tuple[Named, ...]
    figures: tuple[str, ...]
    negated: bool
    modality: Modality
    opposites: int
    claimant: str
    measured: bool
    wording: str
    heading: str = ""
    """The wording of the title."""
    aside: tuple[str, ...] = ()
    """The terms that stand in square brackets alone: what was moved in to make it understood."""

    @property
    def empty(self) -> bool:
        """Whether nothing in it could be compared."""
        return not self.terms


def facts_version(language: str = DEFAULT_LANGUAGE) -> str:
    """What facts made now are called; those made under another name are to be made anew."""
    return f"{FORM}-{data_version(language)}"


def facts_of(statement: Statement, *, title: str = "", language: str = DEFAULT_LANGUAGE) -> Facts:
    """The facts of a statement that was read; its slots are taken as they are."""
    words = words_of(language)
    quantities = statement.quantities[:_SLOTS_AT_MOST]
    dates = statement.dates[:_SLOTS_AT_MOST]
    slots = [one.text for one in quantities]
    slots.extend([one.text for one in dates if days_of(one.value) is not None])
    found = scan(statement.text, words, slots=slots)
    return _facts(
        found,
        words,
        statement.text,
        quantities=quantities,
        dates=dates,
        names=statement.names[:_SLOTS_AT_MOST],
        title=title,
        negated=bool(found.negations % 2) or (statement.negated and not found.negations),
        modality=statement.modality,
        claimant=statement.claimant or "",
        measured=False,
        aside=_only_in_brackets(statement.text, found.terms, words, slots),
    )


def _only_in_brackets(
    text: str, terms: Sequence[str], words: Words, slots: Sequence[str]
) -> tuple[str, ...]:
    own, brackets = _BRACKETED.subn(" ", text)
    if not brackets:
        return ()
    said = set(scan(own, words, slots=slots).terms)
    return tuple(dict.fromkeys([term for term in terms if term not in said])) if said else ()


def facts_of_text(text: str, *, title: str = "", language: str = DEFAULT_LANGUAGE) -> Facts:
    """The facts of a text that nobody has read: a post, an imported claim.

    Addresses are dropped, "#TwoWords" and "@TwoNames" are split. Numbers, dates and names are
    found only as far as their form shows them. The line that says who posted it when is a title:
    it helps to find, and says nothing of what happened.
    """
    words = words_of(language)
    text, signature = unsigned(text)
    title = f"{title} {signature}".strip()
    text = without_addresses(text[: LONGEST_WORDING * 10])
    found = scan(text, words)
    return _facts(
        found,
        words,
        text,
        quantities=found.quantities[:_SLOTS_AT_MOST],
        dates=found.dates[:_SLOTS_AT_MOST],
        names=found.names[:_SLOTS_AT_MOST],
        title=title,
        negated=bool(found.negations % 2),
        modality=Modality.QUESTION if text.rstrip().endswith("?") else Modality.ASSERTED,
        claimant="",
        measured=False,
    )


def _facts(
    found: Scan,
    words: Words,
    text: str,
    *,
    quantities: Iterable[Quantity],
    dates: Iterable[DateMention],
    names: Iterable[Name],
    title: str,
    negated: bool,
    modality: Modality,
    claimant: str,
    measured: bool,
    aside: tuple[str, ...] = (),
) -> Facts:
    amounts = tuple([amount for one in quantities if (amount := _amount(one, words)) is not None])
    days = tuple([covered for one in dates if (covered := _days(one)) is not None])
    terms = found.terms
    terms.extend([amount.token for amount in amounts if amount.token])
    for mention in dates:
        terms.extend(_date_terms(mention))
    return Facts(
        terms=tuple(dict.fromkeys(terms)),
        title=tuple(dict.fromkeys(_title_terms(title, words))) if title else (),
        amounts=amounts,
        days=days,
        names=tuple(_named(names, found.known, words)),
        figures=tuple(found.figures),
        negated=negated,
        modality=modality,
        opposites=found.opposites,
        claimant=" ".join(_name_terms(claimant, words)) if claimant else "",
        measured=measured or found.measured or any(one.unit == "%" for one in amounts),
        wording=found.wording if _plain_and_short(text) else _wording(text),
        heading=_wording(without_addresses(title[: LONGEST_WORDING * 10])) if title else "",
        aside=aside,
    )


def _plain_and_short(text: str) -> bool:
    """Whether the tokens of the text, in lower case, are those of the text in lower case."""
    return len(text) <= LONGEST_WORDING and text.isascii()


def _wording(text: str) -> str:
    return " ".join(TOKEN.findall(plain(text[:LONGEST_WORDING]).lower()))


def _title_terms(title: str, words: Words) -> list[str]:
    found = scan(without_addresses(title[: LONGEST_WORDING * 10]), words)
    dates = [term for mention in found.dates for term in _date_terms(mention)]
    numbers = [
        amount.token for one in found.quantities if (amount := _amount(one, words)) is not None
    ]
    return found.terms + numbers + dates


def _amount(quantity: Quantity, words: Words) -> Amount | None:
    extent = extent_of(quantity)
    if extent.empty:
        return None
    at = extent.centre if extent.centre is not None else extent.low
    number = at if at is not None else extent.high
    token = f"#{_plainly(float(number))}" if number is not None else ""
    unit = written = quantity.unit or ""
    margin = 0.0
    if unit == "fraction":
        extent, unit = extent.mapped(lambda value: value * 100), "%"
    elif unit and unit != "%":
        extent, unit = _in_si(extent, unit)
        if unit != quantity.unit or extent.centre is not None:
            margin = _margin(quantity)
    return Amount(
        low=float("-inf") if extent.low is None else float(extent.low),
        high=float("inf") if extent.high is None else float(extent.high),
        centre=None if extent.centre is None or _bound(quantity) else float(extent.centre),
        unit=unit,
        head=counted_term(quantity.counted, words) if quantity.counted else "",
        said=said_of(quantity),
        token=token,
        written=written,
        margin=margin,
    )


def _margin(quantity: Quantity) -> float:
    """How far a rounded number may lie from the true one, in the SI unit."""
    rounded, _ = _in_si(extent_of(quantity, rounded=True), quantity.unit or "")
    if rounded.low is None or rounded.high is None:
        return 0.0
    return float(rounded.high - rounded.low) / 2


def _bound(quantity: Quantity) -> bool:
    return quantity.approximator not in (None, Approximator.ABOUT)


def _in_si(extent: Extent, unit: str) -> tuple[Extent, str]:
    known = size_in_si(extent.centre or extent.low or extent.high or _ONE, unit)
    if known is None:
        return extent, unit

    def converted(value: Decimal) -> Decimal:
        size = size_in_si(value, unit)
        return value if size is None else size[0]

    return extent.mapped(converted), known[1]


def _plainly(number: float) -> str:
    return f"{number:.12g}" if abs(number) < 1e15 else f"{number:.6e}"


def _days(mention: DateMention) -> Days | None:
    covered = days_of(mention.value)
    if covered is None:
        return None
    others = tuple(
        [
            (other[0].toordinal(), other[1].toordinal())
            for value in mention.alternatives
            if (other := days_of(value)) is not None
        ]
    )
    _, _, time = (mention.value or "").partition("T")
    return Days(
        covered[0].toordinal(),
        covered[1].toordinal(),
        " ".join(mention.text.split()),
        others,
        time,
        "/" in (mention.value or ""),
    )


def _date_terms(mention: DateMention) -> list[str]:
    value = (mention.value or "").removeprefix("../").partition("/")[0].partition("T")[0]
    if not value:
        return []
    return [f"@{value}", f"@{value[:4]}"] if len(value) > 4 else [f"@{value}"]


def _named(names: Iterable[Name], known: Iterable[str], words: Words) -> list[Named]:
    found = []
    seen: set[str] = set()
    for name in names:
        terms = _name_terms(name.text, words)
        if terms:
            found.append(Named(" ".join(name.text.split()), terms))
            seen.update(terms)
    found.extend([Named(one.replace("_", " ").title(), (one,)) for one in known if one not in seen])
    return found


@lru_cache(maxsize=20_000)
def _name_terms(text: str, words: Words) -> tuple[str, ...]:
    found = scan(text, words, slots=())
    lexicon = words.lexicon
    kept = [term for term in found.terms if term not in lexicon.titles]
    return tuple(dict.fromkeys(kept or found.terms))
