"""Adding a value to a query and taking it out again, as a click on a facet does; joining parts.

Only what holds for the whole query is touched: a field with its value that stands by itself, or in
a group of alternatives of the same field, ``(tag:a OR tag:b)``. The rest stays as it was typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.finding.fields import FIELDS, Form
from workbench.finding.lexing import Kind, QueryError, Sign, signs
from workbench.finding.writing import written
from workbench.model.finding import How

_EQUAL: Final = frozenset({":", "="})


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that a query asks for, or excludes."""

    field: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """Values of one field that stand together, and where."""

    field: str
    values: tuple[str, ...]
    negated: bool
    start: int
    end: int


def asked_values(typed: str) -> frozenset[Asked]:
    """The values that the whole query asks for or excludes; those of a broken query are none."""
    return frozenset(
        Asked(group.field, value, group.negated)
        for group in _groups(typed)
        for value in group.values
    )


def with_value(
    typed: str, field: str, value: str, *, negated: bool = False, either: bool = False
) -> str:
    """The query with a value more.

    ``either`` makes it an alternative to other values of the same field, of which a claim can have
    only one.
    """
    typed = without_value(typed, field, value)
    if either and not negated:
        for group in _groups(typed):
            if group.field == field and not group.negated:
                return _replaced(typed, group, (*group.values, value))
    rest = f"({typed.strip()})" if _has_alternatives(typed) else typed.strip()
    return f"{rest} {written(field, value, negated=negated)}".strip()


def without_value(typed: str, field: str, value: str) -> str:
    """The query without a value, whether it was asked for or excluded."""
    wanted = value.casefold()
    for group in _groups(typed):
        if group.field == field and wanted in [one.casefold() for one in group.values]:
            left = tuple(one for one in group.values if one.casefold() != wanted)
            return without_value(_replaced(typed, group, left), field, value)
    return typed


def without_field(typed: str, field: str) -> str:
    """The query without the values of a field that it asks for as a whole."""
    for group in _groups(typed):
        if group.field == field and not group.negated:
            return without_field(_replaced(typed, group, ()), field)
    return typed


def _replaced(typed: str, group: _Group, values: tuple[str, ...]) -> str:
    put = " OR ".join(written(group.field, value, negated=group.negated) for value in values)
    if len(values) > 1:
        put = f"({put})"
    before, after = typed[: group.start].rstrip(), typed[group.end :].lstrip()
    return " ".join(part for part in (before, put, after) if part)


def _has_alternatives(typed: str) -> bool:
    try:
        found = signs(typed)
    except QueryError:
        return False
    depth = 0
    for sign in found:
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(sign.kind, 0)
        if sign.kind is Kind.OR and depth == 0:
            return True
    return False


def _groups(typed: str) -> list[_Group]:
    try:
        found = signs(typed)
    except QueryError:
        return []
    if _has_alternatives(typed):
        return []
    groups: list[_Group] = []
    place = 0
    while place < len(found):
        place, group = _group_at(found, place)
        if group is not None:
            groups.append(group)
    return groups


def _group_at(found: Sequence[Sign], place: int) -> tuple[int, _Group | None]:
    """The group that begins at a sign, and the sign behind it."""
    start = found[place].start
    negated = found[place].kind is Kind.NOT
    at = place + 1 if negated else place
    if at >= len(found):
        return at, None
    sign = found[at]
    if sign.kind is Kind.FIELD:
        group = _Group(sign.field, (sign.text,), negated, start, sign.end)
        return at + 1, group if _is_value(sign) else None
    if sign.kind is not Kind.OPEN:
        return at + 1, None
    end = _closing(found, at)
    inside = found[at + 1 : end]
    fields = inside[::2]
    together = (
        not negated
        and len(inside) % 2 == 1
        and end < len(found)
        and all(one.kind is Kind.FIELD and _is_value(one) for one in fields)
        and all(one.kind is Kind.OR for one in inside[1::2])
        and len({one.field for one in fields}) == 1
    )
    if not together:
        return end + 1, None
    values = tuple(one.text for one in fields)
    return end + 1, _Group(fields[0].field, values, negated, start, found[end].end)


def _is_value(sign: Sign) -> bool:
    """Whether it names one whole value, and not words that several values may have."""
    some = FIELDS[sign.field].form is Form.TEXT and FIELDS[sign.field].how is How.CONTAINS
    whole = sign.operator == "=" if some else sign.operator in _EQUAL
    return whole and bool(sign.text)


def _closing(found: Sequence[Sign], opened: int) -> int:
    depth = 0
    for place in range(opened, len(found)):
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(found[place].kind, 0)
        if depth == 0:
            return place
    return len(found)


def joined(words: Sequence[str]) -> str:
    """The query that several arguments of a command line mean, each of them a part of it.

    The shell has taken away the quotation marks: what is left with spaces in it is the value of
    a field, a query by itself, or words in their order.

    Raises:
        QueryError: A name before a colon is no field.
    """
    return words[0] if len(words) == 1 else " ".join(map(_part, words))


def _part(word: str) -> str:
    if not any(map(str.isspace, word)):
        return word
    found = signs(word)
    kinds = [sign.kind for sign in found]
    if all(kind is Kind.WORD for kind in kinds):
        return f'"{word}"'
    start = 1 if kinds[0] is Kind.NOT else 0
    first, rest = found[start], kinds[start + 1 :]
    if not rest:
        return word
    if first.kind is Kind.FIELD and not first.quoted and all(kind is Kind.WORD for kind in rest):
        return f'{word[: first.value_start]}"{word[first.value_start :]}"'
    return f"({word})"
