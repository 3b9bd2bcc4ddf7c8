"""Statements of a text: checkable stretches in its own words, with their slots.

``units`` gives the stretches and who says them. Each is split where it is safe by ``splits``;
``asides``, ``modifiers`` and ``naming`` give what it says by the way, of a noun phrase, and of who
is what; ``words`` has what they all ask of a unit's words. ``references`` resolves opening
pronouns, ``telling`` says that something was said, and ``modality`` how each is meant.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, Protocol, TypeVar

from workbench.model import ClaimType, DateMention, Quantity, Statement
from workbench.reading.analysis import Analysis
from workbench.reading.attribution import Attributed
from workbench.reading.grammar.marks import of_all
from workbench.reading.grammar.tokens import Token, begun_between
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.modality import is_negated, modality_of, types_of
from workbench.reading.statements.naming.being import BY_THE_WAY, is_by_the_way
from workbench.reading.statements.naming.offices import offices
from workbench.reading.statements.references import resolve_opening
from workbench.reading.statements.splits.splitting import split
from workbench.reading.statements.telling import tellings
from workbench.reading.statements.units import Unit, units
from workbench.reading.statements.words.pieces import Draft, Piece, insertions, wording
from workbench.reading.worth import Evidence, likelihood, reasons_and_worth

__all__ = ["find_statements", "patterns_of"]


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_BLOCK: Final = 64

_Slot = TypeVar("_Slot", bound=_Placed)


def find_statements(
    analysis: Analysis,
    attributed: Attributed,
    dates: Sequence[DateMention],
    quantities: Sequence[Quantity],
    lead_date: DateMention | None = None,
) -> tuple[Statement, ...]:
    """The statements of a text in order, each with its slots.

    ``lead_date`` is the date of the header; it belongs to the first statement when that
    follows it on the same line.
    """
    slots = _Slots(analysis, dates, quantities)
    found: list[Statement] = []
    drafts = _worded(analysis, attributed)
    # one kind of work for a while and then the next: faster than all of it for each in turn
    while block := tuple(islice(drafts, _BLOCK)):
        likelihoods = [likelihood(text) for _, _, text in block]
        for (unit, draft, text), likely in zip(block, likelihoods, strict=True):
            lead = lead_date if not found else None
            found.append(_statement(analysis, unit, draft, text, slots, len(found), lead, likely))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _worded(analysis: Analysis, attributed: Attributed) -> Iterator[tuple[Unit, Draft, str]]:
    """The drafts with their wording, each wording once."""
    said_before: set[str] = set()
    for unit, draft in _drafts(analysis, attributed):
        text = wording(analysis.text, draft.pieces)
        plain = text.lower().rstrip(".")
        if plain not in said_before:
            said_before.add(plain)
            yield unit, draft, text


def patterns_of(analysis: Analysis, attributed: Attributed) -> dict[tuple[int, int], str]:
    """For each statement's span the pattern that licensed it, to measure the patterns by."""
    return {(one.start, one.end): one.pattern for _, one in _drafts(analysis, attributed)}


def _drafts(analysis: Analysis, attributed: Attributed) -> Iterator[tuple[Unit, Draft]]:
    spans: set[tuple[int, int]] = set()
    described: set[int] = set()
    for unit in units(analysis, attributed):
        named = analysis.names_between(unit.start, unit.end)
        starts = {name.end: name.start for name in named}
        reported = unit.attribution is not None
        parts = split(unit.words, unit.end, name_starts=starts, reported=reported, gaps=unit.gaps)
        for part in parts:
            if (part.start, part.end) in spans:
                continue
            spans.add((part.start, part.end))
            if part.pattern.startswith("apposition"):
                described.update((part.end, part.pieces[-1].start))
            pieces = part.pieces
            if unit.carried is not None and not pieces[0].inserted:
                pieces = (Piece(*unit.carried, inserted=True), *pieces)
            draft = Draft(
                part.start,
                part.end,
                unit.sentence,
                unit.kind,
                pieces,
                unit.attribution,
                pattern=part.pattern,
            )
            yield unit, resolve_opening(analysis, unit, draft)
    for sentence, part, telling in tellings(analysis, attributed):
        if (part.start, part.end) not in spans:
            spans.add((part.start, part.end))
            if part.pattern.startswith("apposition"):
                described.update((part.end, part.pieces[-1].start))
            kind = analysis.sentences[sentence].kind
            unit = Unit(sentence, part.start, part.end, kind, tuple(telling), None)
            yield (
                unit,
                Draft(
                    part.start, part.end, sentence, kind, part.pieces, None, pattern=part.pattern
                ),
            )
    for office in offices(analysis):
        start, end = office.words[0].start, office.words[-1].end
        told = end in described or office.pieces[-1].start in described
        if (start, end) not in spans and not told:
            kind = analysis.sentences[office.sentence].kind
            unit = Unit(office.sentence, start, end, kind, office.words, None)
            yield (
                unit,
                Draft(start, end, office.sentence, kind, office.pieces, None, pattern="office"),
            )


class _Slots:
    """Which dates, quantities and names lie in the words of a statement."""

    def __init__(
        self, analysis: Analysis, dates: Sequence[DateMention], quantities: Sequence[Quantity]
    ) -> None:
        self._analysis = analysis
        self._dates = tuple(dates)
        self._date_starts = [one.start for one in dates]
        self._quantities = tuple(quantities)
        self._quantity_starts = [one.start for one in quantities]

    def dates(self, ranges: Sequence[tuple[int, int]]) -> tuple[DateMention, ...]:
        return _inside(self._dates, self._date_starts, ranges)

    def quantities(self, ranges: Sequence[tuple[int, int]]) -> tuple[Quantity, ...]:
        return _inside(self._quantities, self._quantity_starts, ranges)


def _inside(
    slots: Sequence[_Slot], starts: list[int], ranges: Sequence[tuple[int, int]]
) -> tuple[_Slot, ...]:
    if not starts:
        return ()
    if len(ranges) == 1:
        start, end = ranges[0]
        left = bisect_left(starts, start)
        return tuple(slots[left : bisect_left(starts, end, left)])
    found: dict[int, _Slot] = {}
    for start, end in ranges:
        place = bisect_left(starts, start)
        while place < len(starts) and starts[place] < end:
            found[place] = slots[place]
            place += 1
    return tuple(found[place] for place in sorted(found))


def _statement(
    analysis: Analysis,
    unit: Unit,
    draft: Draft,
    text: str,
    slots: _Slots,
    rank: int,
    lead: DateMention | None,
    likely: float,
) -> Statement:
    attribution, pieces = draft.attribution, draft.pieces
    own_pieces = [piece for piece in pieces if not piece.inserted]
    ranges = [(piece.start, piece.end) for piece in pieces]
    own_ranges = [(piece.start, piece.end) for piece in own_pieces]
    dated = ranges
    if attribution is not None and _is_near(analysis, unit, draft, attribution.start):
        dated = [*ranges, (attribution.start, attribution.end)]
    dates = slots.dates(dated)
    if lead is not None and lead not in dates:
        dates = (lead, *dates)
    # a number belongs to the statement that says it, not to those it is carried into
    quantities = slots.quantities(own_ranges)
    if len(ranges) == 1:
        names = analysis.names_between(*ranges[0])
    else:
        names = tuple(
            [name for start, end in sorted(ranges) for name in analysis.names_between(start, end)]
        )
    own = _words_in(unit, own_pieces)
    # it is judged by its own words and those carried in
    framed = own if len(own_pieces) == len(pieces) else _words_in(unit, pieces)
    question = analysis.text[unit.end : unit.end + 1] == "?" or text.endswith("?")
    direct = denied = False
    if attribution is not None:
        direct = attribution.direct
        denied = (attribution.cue or "").lower() in word_sets("statements")["denials"]
    own_marks = of_all(own)
    marks = own_marks if framed is own else of_all(framed)
    modality = modality_of(framed, marks, question=question, direct=direct, denied=denied)
    types = types_of(
        framed,
        marks,
        has_quantity=bool(quantities),
        has_date=bool(dates),
        direct=direct,
        modality=modality,
    )
    if len(pieces) > 1 and any(piece.said for piece in pieces):
        types = (ClaimType.STATUS, *types[1:])
    remarks = draft.remarks
    if is_by_the_way(draft.pattern):
        remarks = (*remarks, BY_THE_WAY)
    negated = is_negated(own, own_marks)
    reasons, worth = reasons_and_worth(
        Evidence(
            own,
            own_marks,
            draft.kind,
            types,
            quantities,
            bool(dates),
            names,
            attribution,
            negated,
            modality,
            remarks,
            rank,
            likely,
        )
    )
    return Statement(
        start=draft.start,
        end=draft.end,
        span=analysis.text[draft.start : draft.end],
        text=text,
        types=types,
        quantities=quantities,
        dates=dates,
        names=names,
        claimant=attribution.claimant if attribution is not None else None,
        attribution=attribution,
        negated=negated,
        modality=modality,
        worth=worth,
        reasons=reasons,
        insertions=insertions(analysis.text, pieces) if len(pieces) > 1 else (),
    )


def _words_in(unit: Unit, pieces: Sequence[Piece]) -> list[Token]:
    """The words of a unit that lie in any of the pieces."""
    words = unit.words
    if len(pieces) == 1:
        return list(begun_between(words, pieces[0].start, pieces[0].end))
    starts = [word.start for word in words]
    inside: set[int] = set()
    for piece in pieces:
        first = bisect_left(starts, piece.start)
        inside.update(range(first, bisect_left(starts, piece.end, first)))
    return [words[index] for index in sorted(inside)]


def _is_near(analysis: Analysis, unit: Unit, draft: Draft, start: int) -> bool:
    """Whether the attributing words introduce this statement and not only an earlier one."""
    sentence = analysis.sentences[unit.sentence]
    if sentence.start <= start < sentence.end:
        return True
    # "A has happened. On Monday it was reported": the words follow what they introduce
    return start >= sentence.end and draft.attribution is not None and not draft.attribution.direct
