"""What a word that is being typed may become: names of fields, and the values they can have."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.finding.fields import FIELDS
from workbench.finding.lexing import Kind, QueryError, Sign, signs
from workbench.finding.writing import written_value

CANDIDATES: Final = 50

ValuesOf = Callable[[str], Iterable[str]]
"""The values that a field of the project has, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand from ``start`` to ``end`` instead, the likeliest first."""

    start: int
    end: int
    candidates: tuple[str, ...] = ()

    def taken(self, typed: str, candidate: str) -> tuple[str, int]:
        """The query with a candidate put in, and where the cursor is then."""
        space = "" if candidate.endswith(":") else " "
        rest = typed[self.end :]
        put = candidate + ("" if rest.startswith(" ") and space else space)
        cursor = self.start + len(candidate) + len(space)
        return typed[: self.start] + put + rest, cursor


def complete(typed: str, cursor: int, values_of: ValuesOf) -> Completion:
    """What the word at the cursor may become; nothing where there is no word."""
    nothing = Completion(cursor, cursor)
    try:
        found = signs(typed[:cursor])
    except QueryError:
        return nothing
    if not found or found[-1].end != cursor:
        return nothing
    sign = found[-1]
    if sign.kind is Kind.FIELD:
        return _value(sign, values_of)
    if sign.kind is Kind.WORD:
        return _name(sign)
    return nothing


def _name(sign: Sign) -> Completion:
    begun = sign.text.lower()
    names = [f"{name}:" for name in FIELDS if name.startswith(begun)]
    return Completion(sign.start, sign.end, tuple(names))


def _value(sign: Sign, values_of: ValuesOf) -> Completion:
    field = FIELDS[sign.field]
    begun = sign.text.casefold()
    known: Sequence[str] = field.values or list(values_of(sign.field))
    first = [value for value in known if value.casefold().startswith(begun)]
    # What has the words further on is offered too, where they are not a known list's.
    later = [
        value
        for value in known
        if not field.values and begun and begun in value.casefold() and value not in first
    ]
    written = tuple(written_value(value) for value in (*first, *later)[:CANDIDATES])
    return Completion(sign.value_start, sign.end, written)
