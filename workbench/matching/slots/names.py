"""Whether two names can name the same thing."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from workbench.matching.slots.compared import Compared, Relation
from workbench.matching.slots.vocabulary import words
from workbench.model import Name, NameKind

__all__ = ["compare_names", "resemble"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_DIGITS: Final = re.compile(r"\d+")
_ANY_KIND: Final = frozenset({NameKind.THING})
_BODIES: Final = frozenset(
    {NameKind.ORGANISATION, NameKind.UNIT, NameKind.PLACE, NameKind.GROUP, NameKind.THING}
)


def compare_names(
    ours: Name, theirs: Name, *, known_as: Callable[[str], str] | None = None
) -> Compared:
    """Compare two names.

    A surname is the full name, a body's initials are the body, and ``known_as`` may give one
    string for all names of the same thing. Numbers inside names must be the same: the 65th
    brigade is not the 56th. Names of different kinds cannot be compared.
    """
    mine, other = " ".join(ours.text.split()), " ".join(theirs.text.split())
    known = known_as is not None and known_as(mine) == known_as(other)
    left, right = _parts(mine), _parts(other)
    if known or left == right:
        return Compared(Relation.SAME, f"both {other}")
    against = f"{mine} against {other}"
    if not _kinds_meet(ours.kind, theirs.kind):
        return Compared(
            Relation.INCOMPARABLE, f"{mine} ({ours.kind.value}) and {other} ({theirs.kind.value})"
        )
    if _numbers(left) != _numbers(right) and (_numbers(left) and _numbers(right)):
        return Compared(Relation.DIFFERS, against)
    if NameKind.PERSON in (ours.kind, theirs.kind):
        return _persons(left, right, mine, other)
    if _initials_of(left, right) or _initials_of(right, left):
        return Compared(Relation.SAME, f"{mine} is {other}")
    if _ends_with(left, right) or _ends_with(right, left):
        return Compared(Relation.COMPATIBLE, f"{mine} may be {other}")
    return Compared(Relation.DIFFERS, against)


def resemble(ours: Name, theirs: Name) -> bool:
    """Whether two names share a word, so that one can be a slip for the other."""
    return bool(set(_parts(ours.text)) & set(_parts(theirs.text)))


def _parts(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFC", text).casefold()
    found = tuple(
        part.removesuffix("'s").removesuffix("’s").replace(".", "")
        for part in _WORD.findall(folded)
    )
    kept = tuple(
        part
        for part in found
        if part not in words("names", "small") and part not in words("names", "titles")
    )
    return kept or found


def _numbers(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(found for part in parts for found in _DIGITS.findall(part))


def _kinds_meet(left: NameKind, right: NameKind) -> bool:
    return left is right or left in _ANY_KIND or right in _ANY_KIND or {left, right} <= _BODIES


def _persons(left: tuple[str, ...], right: tuple[str, ...], mine: str, other: str) -> Compared:
    against = f"{mine} against {other}"
    short, full = sorted((left, right), key=len)
    if len(short) == 1:
        if short[0] == full[-1]:
            return Compared(Relation.SAME, f"{mine} is {other}")
        if short[0] in full:
            return Compared(Relation.COMPATIBLE, f"{mine} may be {other}")
        return Compared(Relation.DIFFERS, against)
    if short[-1] != full[-1]:
        return Compared(Relation.DIFFERS, against)
    first, other_first = short[0], full[0]
    if first == other_first:
        return Compared(Relation.SAME, f"{mine} is {other}")
    if first[0] == other_first[0] and 1 in (len(first), len(other_first)):
        return Compared(Relation.COMPATIBLE, f"{mine} may be {other}")
    return Compared(Relation.DIFFERS, against)


def _initials_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(short) != 1 or len(full) < 2 or len(short[0]) < 2:
        return False
    return short[0] == "".join(part[0] for part in full)


def _ends_with(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return len(longer) > len(shorter) and (
        longer[-len(shorter) :] == shorter or longer[: len(shorter)] == shorter
    )
