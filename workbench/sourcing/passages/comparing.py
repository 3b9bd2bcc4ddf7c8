"""The slots of a claim beside one passage: agrees, differs, or is missing.

Quantities and dates of the passage are read as the reader reads any text, but only for the few
passages that are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from workbench.matching.slots import (
    Compared,
    Relation,
    compare_names,
    compare_quantities,
)
from workbench.matching.slots.counted import head_of
from workbench.matching.slots.dates import days_of
from workbench.matching.slots.names import resemble
from workbench.model import (
    Agreement,
    DateBasis,
    DateMention,
    Name,
    Quantity,
    Sentence,
    Slot,
    SlotComparison,
    Statement,
)
from workbench.reading.dates import find_dates
from workbench.reading.foreign import read_foreign
from workbench.reading.names import find_names
from workbench.reading.names.gazetteer import lookup
from workbench.reading.quantities import find_quantities
from workbench.sourcing.passages.dating import dates_beside
from workbench.sourcing.passages.negating import compare_negation
from workbench.sourcing.passages.words import terms_in

__all__ = ["Comparer"]

_SUMS: Final = frozenset({"total", "number", "figure", "sum", "count", "rest", "most"})
"""Nouns that name no thing: "a total of 45" can be 45 of anything."""
_AGREEING: Final = (Relation.SAME, Relation.COMPATIBLE)
_Span = Quantity | DateMention | Name


class Comparer:
    """Compares the slots of one claim with passage after passage."""

    def __init__(self, claim: Statement, language: str, day: date | None = None) -> None:
        self._claim = claim
        self._language = language
        self._day = day

    def compare(self, text: str, sentence: Sentence) -> tuple[SlotComparison, ...]:
        """Compare every slot of the claim with the passage ``sentence`` of ``text``."""
        piece = text[sentence.start : sentence.end]
        quantities, dates, names = self._read(piece, sentence.kind)
        return tuple(
            replace(found, start=found.start + sentence.start, end=found.end + sentence.start)
            if found.start is not None and found.end is not None
            else found
            for found in self._compared(piece, quantities, dates, names)
        )

    def _read(
        self, piece: str, kind: str
    ) -> tuple[Sequence[Quantity], Sequence[DateMention], Sequence[Name]]:
        sentences = (Sentence(0, len(piece), kind),)
        if self._language != "en":
            reading = read_foreign(piece, sentences, self._language, self._day)
            return reading.quantities, reading.dates, reading.names
        dates = self._dates(piece, sentences)
        names = find_names(piece, sentences) if self._claim.names else ()
        wanted = bool(self._claim.quantities)
        return find_quantities(piece, sentences, dates, names) if wanted else (), dates, names

    def _dates(self, piece: str, sentences: Sequence[Sentence]) -> Sequence[DateMention]:
        """The dates of a passage; a day without a year on a page without one is read kindly.

        It is taken to be of the claim's own year, where else nothing could be said of it. What is
        counted from the day of the page, such as "on Monday", stays open.
        """
        dates = find_dates(piece, sentences, self._day)
        ours = next(filter(None, (days_of(each.value) for each in self._claim.dates)), None)
        if self._day is not None or ours is None or all(each.value for each in dates):
            return dates
        kindly = {
            (each.start, each.end): each
            for each in find_dates(piece, sentences, ours[0])
            if each.basis is DateBasis.YEAR_FROM_HEADER
        }
        return [each if each.value else kindly.get((each.start, each.end), each) for each in dates]

    def _compared(
        self,
        piece: str,
        quantities: Sequence[Quantity],
        dates: Sequence[DateMention],
        names: Sequence[Name],
    ) -> Iterator[SlotComparison]:
        for quantity in self._claim.quantities:
            said = self._as_said(quantity)
            related = [(compare_quantities(said, other), other) for other in quantities]
            yield _slot(Slot.QUANTITY, quantity, related, piece)
        for mention in self._claim.dates:
            yield _slot(Slot.DATE, mention, dates_beside(mention, dates), piece)
        for name in self._claim.names:
            named = [
                (compared, other)
                for other in names
                if (compared := compare_names(name, other, known_as=_known_as)).relation
                is not Relation.DIFFERS
                or resemble(name, other)
            ]
            yield _slot(Slot.NAME, name, named, piece)
        negation = compare_negation(self._claim.text, piece, terms_in(self._language))
        if negation is not None:
            yield negation

    def _as_said(self, quantity: Quantity) -> Quantity:
        """A count without its noun where the claim leaves the noun out: "45 were cancelled"."""
        if quantity.unit is not None or not quantity.counted:
            return quantity
        head = head_of(quantity.counted)
        said = head in {head_of(word) for word in self._claim.text.split()}
        return quantity if said and head not in _SUMS else replace(quantity, counted=None)


def _known_as(name: str) -> str:
    """One string for the names under which the reader knows a thing ("Nato", its full name)."""
    known = lookup(name)
    return name if known is None else known.key


def _slot(
    slot: Slot, ours: _Span, related: Sequence[tuple[Compared, _Span]], piece: str
) -> SlotComparison:
    """The best that the passage has for a slot: what agrees, else what differs."""
    for wanted, agreement in (
        ((Relation.SAME,), Agreement.AGREES),
        (_AGREEING, Agreement.AGREES),
        ((Relation.DIFFERS,), Agreement.DIFFERS),
    ):
        for compared, theirs in related:
            if compared.relation in wanted:
                return SlotComparison(
                    slot, ours.text, agreement, theirs.text, theirs.start, theirs.end
                )
        place = piece.find(ours.text) if agreement is Agreement.AGREES else -1
        read = any(theirs.start <= place < theirs.end for _, theirs in related)
        if place >= 0 and not read and _alone(piece, place, place + len(ours.text)):
            end = place + len(ours.text)
            return SlotComparison(slot, ours.text, agreement, ours.text, place, end)
    return SlotComparison(slot, ours.text, Agreement.MISSING)


def _alone(piece: str, start: int, end: int) -> bool:
    """Whether the words stand by themselves, not inside a longer word or number."""
    before, after = piece[max(start - 2, 0) : start], piece[end : end + 2]
    if before[-1:].isalnum() or after[:1].isalnum():
        return False
    inside_number = (before[-1:] in ".,:" and before[:1].isdigit()) or (
        after[:1] in ".,:" and after[1:].isdigit()
    )
    return not inside_number
