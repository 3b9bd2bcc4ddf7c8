"""Looking up units and approximators in their tables, without a pattern for every word."""

import re
from typing import NamedTuple

from workbench.reading.language import made_once
from workbench.reading.quantities.vocabulary import context_words, unit_words, word_classes

MOST_WORDS_OF_AN_APPROXIMATOR = 5

_LEAD = re.compile(r"[\s\u00a0-]?")
_FIRST = re.compile(r"[^\W\d_]+|[^\w\s]")
_OPENING_MARKS = "(“\"'‘—–-[,"


class UnitForm(NamedTuple):
    """A way in which a text writes a unit: its name here, of what kind, and where it ends."""

    name: str
    kind: str
    start: int
    end: int


@made_once
def _after() -> re.Pattern[str]:
    words = word_classes()
    return re.compile(rf"(?![\w/]|-(?!(?:{words['article']}-|{words['measured_sides']}))\w)")


@made_once
def _forms() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Give the forms of all units by their first word, the longest first."""
    known = unit_words()
    by_first: dict[str, list[tuple[str, str, str]]] = {}
    for kind, names in (
        ("unit", known.units),
        ("money", known.money),
        ("sign", known.signs),
        ("code", known.codes),
    ):
        for form, name in names.items():
            first = _FIRST.match(form)
            if first is not None:
                by_first.setdefault(first[0], []).append((form, name, kind))
    return {
        first: tuple(sorted(forms, key=lambda form: -len(form[0])))
        for first, forms in by_first.items()
    }


def unit_form_at(small: str, position: int, end: int) -> UnitForm | None:
    """Find the longest unit that begins at ``position`` or after one space or hyphen."""
    lead = _LEAD.match(small, position, end)
    start = lead.end() if lead else position
    first = _FIRST.match(small, start, end)
    if first is None:
        return None
    for form, name, kind in _forms().get(first[0], ()):
        stop = start + len(form)
        if stop <= end and small.startswith(form, start) and _after().match(small, stop):
            return UnitForm(name, kind, start, stop)
    return None


def approximator_before(before: str) -> tuple[str, str] | None:
    """Find the words that end ``before`` and say how exactly a number is meant.

    Gives the phrase and what stands before it.
    """
    known = context_words().approximators
    words = before.split()
    passed = word_classes().of("passed_over_before")
    while words and words[-1] in passed and " ".join(words[-2:]) not in known:
        words.pop()
    for count in range(min(MOST_WORDS_OF_AN_APPROXIMATOR, len(words)), 0, -1):
        phrase = " ".join(words[-count:]).lstrip(_OPENING_MARKS)
        if phrase in known:
            return phrase, " ".join(words[:-count])
    return None
