"""Facts as bytes, so that what was made once can be kept beside an index.

Most of what facts say stands in their wording, or follows from it by the same rules for words by
which facts are made. So the wording is written, and of the rest only what is not as one would
expect. Facts that hold a separator are written in full, as JSON. The form is private to this
package and is told by ``facts_version``; bytes that are not of this form raise ``ValueError``.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from workbench.matching.expecting import (
    expected_days,
    expected_head,
    expected_name,
    expected_number,
    expected_words,
)
from workbench.matching.facts import Amount, Days, Facts, Named
from workbench.matching.packing_in_full import as_json, in_full, read_in_full
from workbench.matching.slots.extent import loosely
from workbench.matching.words import Words, words_of
from workbench.model import Modality

__all__ = ["pack", "unpack"]

_SECTION: Final = "\x1f"
_ITEM: Final = "\x1e"
_FIELD: Final = "\x1d"
_SEPARATORS: Final = ("\x1c", _FIELD, _ITEM, _SECTION, " - ", " ~ ")
"""What no string may hold; a sign alone would be taken for one that means something."""
_KEPT: Final = 8_192
_OPENS_JSON: Final = b"["
_NONE: Final = "-"
_LOOSE: Final = "~"
_FIRST_LETTER: Final = 97
_LETTERS: Final = 26
_WHOLE: Final = "="
_MODALITIES: Final = {modality.value: modality for modality in Modality}


def pack(facts: Facts) -> bytes:
    """Write facts as bytes."""
    words = words_of()
    slots: list[Amount | Days | Named] = [*facts.amounts, *facts.days, *facts.names]
    said = [one.said for one in slots]
    opens = facts.wording[:1] == "["
    # a name that has no term is not what one expects, and nothing can be written for nothing
    bare = any(not one.terms and expected_name(one.said, words) for one in facts.names)
    if opens or bare or not all(said) or not all(facts.terms) or _separated(facts):
        return in_full(facts)
    expected, opposites = expected_words(facts.wording, facts.amounts, facts.days)
    return _SECTION.join(
        (
            facts.wording,
            _written_signs(facts, opposites),
            _written_terms(facts, expected),
            _ITEM.join([_written_amount(one, words) for one in facts.amounts]),
            _ITEM.join([_written_days(one) for one in facts.days]),
            _ITEM.join([_written_name(one, words) for one in facts.names]),
            _written_rest(facts),
        )
    ).encode("utf-8", "surrogatepass")


def _separated(facts: Facts) -> bool:
    """Whether a separator hides in what facts have of others' words."""
    found = ["", facts.wording, *facts.terms]
    for amount in facts.amounts:
        found += (amount.said, amount.unit, amount.head, amount.token, amount.written)
    for day in facts.days:
        found += (day.said, day.time)
    for name in facts.names:
        found.append(name.said)
        found += name.terms
    found.append("")
    whole = " ".join(found)
    return any(separator in whole for separator in _SEPARATORS)


def unpack(packed: bytes) -> Facts:
    """Read facts that :func:`pack` wrote."""
    try:
        text = packed.decode("utf-8", "surrogatepass")
        return read_in_full(json.loads(text)) if packed[:1] == _OPENS_JSON else _read(text)
    except (TypeError, IndexError, KeyError, AttributeError, InvalidOperation) as error:
        raise ValueError("these bytes are not packed facts") from error


def _read(text: str) -> Facts:
    wording, signs, said, amounts, days, names, rest = text.split(_SECTION)
    read_amounts = [_read_amount(one) for one in amounts.split(_ITEM)] if amounts else []
    read_days = [_read_days(one) for one in days.split(_ITEM)] if days else []
    terms, opposites = expected_words(wording, read_amounts, read_days)
    if said[:1] == _WHOLE:
        terms = said[1:].split(_ITEM) if len(said) > 1 else []
    else:
        if said:
            terms = _changed(terms, said)
        terms += _numbers(read_amounts, read_days)
    negated = measured = False
    modality = Modality.ASSERTED
    if signs:
        flags, other, named = signs.split(_FIELD)
        negated, measured = flags in ("1", "3"), flags in ("2", "3")
        modality = _MODALITIES[named] if named else modality
        opposites = int(other, 16) if other else opposites
    title: Sequence[str] = ()
    figures: Sequence[str] = ()
    aside: Sequence[str] = ()
    claimant = heading = ""
    if rest:
        title, figures, claimant, heading, aside = json.loads(rest)
    return Facts(
        tuple(terms),
        tuple(title),
        tuple(read_amounts),
        tuple(read_days),
        tuple([_read_name(one) for one in names.split(_ITEM)]) if names else (),
        tuple(figures),
        negated,
        modality,
        opposites,
        claimant,
        measured,
        wording,
        heading,
        tuple(aside),
    )


def _written_signs(facts: Facts, expected: int) -> str:
    flags = facts.negated + 2 * facts.measured
    other = "" if expected == facts.opposites else f"{facts.opposites:x}"
    named = "" if facts.modality is Modality.ASSERTED else facts.modality.value
    return _FIELD.join((str(flags), other, named)) if flags or other or named else ""


def _written_terms(facts: Facts, expected: Sequence[str]) -> str:
    """What is to be changed of the terms that one expects, or all terms."""
    terms = list(facts.terms)
    numbers = _numbers(facts.amounts, facts.days)
    if not numbers or terms[-len(numbers) :] == numbers:
        wanted = terms[: len(terms) - len(numbers)]
        if expected == wanted:
            return ""
        change = _change(expected, wanted)
        if change is not None:
            return change
    return _WHOLE + _ITEM.join(terms)


def _change(expected: Sequence[str], wanted: Sequence[str]) -> str | None:
    """What makes of one list of terms the other: letters of those to drop, then those to add."""
    if max(len(expected), len(wanted)) > _LETTERS:
        return None
    drop = "".join(
        [chr(_FIRST_LETTER + at) for at, one in enumerate(expected) if one not in wanted]
    )
    add = [
        _FIELD + chr(_FIRST_LETTER + at) + one
        for at, one in enumerate(wanted)
        if one not in expected
    ]
    change = drop + "".join(add)
    return change if change and _changed(expected, change) == wanted else None


def _changed(expected: Sequence[str], change: str) -> list[str]:
    drop, *add = change.split(_FIELD)
    found = [one for at, one in enumerate(expected) if chr(_FIRST_LETTER + at) not in drop]
    for one in add:
        found.insert(ord(one[0]) - _FIRST_LETTER, one[1:])
    return found


def _numbers(amounts: Iterable[Amount], days: Iterable[Days]) -> list[str]:
    """The terms of numbers and dates that one expects after those of words."""
    found = [one.token for one in amounts if one.token]
    for one in days:
        found.extend(expected_days(one.said)[2])
    return list(dict.fromkeys(found))


def _written_amount(one: Amount, words: Words) -> str:
    number = "" if one.centre is None else _plainly(one.centre)
    low = high = ""
    if one.centre is None or not one.low == one.high == one.centre:
        low, high = _plainly(one.low), _plainly(one.high)
        if one.centre is not None and (one.low, one.high) == _loose(number):
            low, high = _LOOSE, ""
    return _FIELD.join(
        (
            one.said,
            _unless(number or _NONE, expected_number(one.said)),
            _unless(one.head or _NONE, expected_head(one.said, words) or _NONE),
            one.unit,
            _unless(one.written or _NONE, one.unit or _NONE),
            low,
            high,
            _unless(one.token or _NONE, f"#{number}"),
            _plainly(one.margin) if one.margin else "",
        )
    ).rstrip(_FIELD)


@lru_cache(maxsize=_KEPT)
def _read_amount(written: str) -> Amount:
    words = words_of()
    said, *fields = written.split(_FIELD)
    fields += [""] * (8 - len(fields))
    number, head, unit, other_unit, low, high, token, margin = fields
    number = _or_else(number, lambda: expected_number(said))
    centre = float(number) if number else None
    if low == _LOOSE:
        least, most = _loose(number)
    elif low:
        least, most = float(low), float(high)
    else:
        least = most = float(number)
    return Amount(
        low=least,
        high=most,
        centre=centre,
        unit=unit,
        head=_or_else(head, lambda: expected_head(said, words)),
        said=said,
        token=_or_else(token, lambda: f"#{number}"),
        written=_or_else(other_unit, lambda: unit),
        margin=float(margin) if margin else 0.0,
    )


def _unless(said: str, expected: str) -> str:
    return "" if said == expected else said


def _or_else(written: str, expected: Callable[[], str]) -> str:
    if not written:
        return expected()
    return "" if written == _NONE else written


def _plainly(number: float) -> str:
    short = f"{number:.12g}"
    return short if float(short) == number else repr(number)


def _loose(number: str) -> tuple[float, float]:
    value = Decimal(number)
    margin = loosely(value)
    return float(value - margin), float(value + margin)


def _written_days(one: Days) -> str:
    first, last, _ = expected_days(one.said)
    if (first, last, (), "", False) == (one.first, one.last, one.others, one.time, one.span):
        return one.said
    others = json.dumps(one.others) if one.others else ""
    return _FIELD.join(
        (one.said, str(one.first), str(one.last), one.time, "1" if one.span else "", others)
    )


@lru_cache(maxsize=_KEPT)
def _read_days(written: str) -> Days:
    if _FIELD not in written:
        first, last, _ = expected_days(written)
        return Days(first, last, written)
    said, begin, end, time, span, others = written.split(_FIELD)
    return Days(
        int(begin),
        int(end),
        said,
        tuple([(one, other) for one, other in json.loads(others)]) if others else (),
        time,
        span == "1",
    )


def _written_name(one: Named, words: Words) -> str:
    if one.terms == expected_name(one.said, words):
        return one.said
    return _FIELD.join((one.said, *one.terms))


@lru_cache(maxsize=_KEPT)
def _read_name(written: str) -> Named:
    words = words_of()
    said, *terms = written.split(_FIELD)
    return Named(said, tuple(terms) if terms else expected_name(said, words))


def _written_rest(facts: Facts) -> str:
    rest = (facts.title, facts.figures, facts.claimant, facts.heading, facts.aside)
    return as_json(rest) if any(rest) else ""
