"""The verbs of the language: which word forms are verb forms, and of what kind."""

from functools import cache
from typing import Final

from workbench.reading.language.lexicon import lines

BASE: Final = 1
THIRD: Final = 2
PAST: Final = 4
PARTICIPLE: Final = 8
GERUND: Final = 16

# "offered", and not as in "referred"
_STRESSED_FIRST: Final = frozenset({"offer", "suffer", "differ", "proffer", "buffer", "pilfer"})
_DOUBLING: Final = frozenset({"begin", "forget", "upset", "run", "overrun"})
_VOWELS: Final = frozenset("aeiou")


def forms() -> dict[str, int]:
    """Every known verb form with the kinds it may be, as a bit set."""
    return _conjugation()[0]


def base_of(form: str) -> str:
    """The base form of a known verb form; the form itself when it is unknown."""
    return _conjugation()[1].get(form, form)


@cache
def doubtful() -> frozenset[str]:
    """Verb forms that are nouns or adjectives as well."""
    return _sections()["doubtful"].union(leanings())


@cache
def evenly() -> frozenset[str]:
    """Verb forms that are verbs at least as often as nouns, unlike the other doubtful ones."""
    return _sections()["even"] | _sections()["mostly"]


@cache
def leanings() -> dict[str, float]:
    """How much more the forms that are not mostly nouns look like verbs, by themselves."""
    sections = _sections()
    return dict.fromkeys(sections["even"], 0.0) | dict.fromkeys(sections["mostly"], 1.0)


@cache
def _sections() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in lines("verbs"):
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        else:
            words += line.split()
    return {heading: frozenset(words) for heading, words in found.items()}


@cache
def _conjugation() -> tuple[dict[str, int], dict[str, str]]:
    """The kinds of every form, and its base; of several bases the first in the table."""
    kinds: dict[str, int] = {}
    bases: dict[str, str] = {}
    sections = _sections()
    for entry in sorted(sections["irregular"]):
        base, past, participle = entry.split("/")
        for form, kind in (
            (base, BASE),
            (_third(base), THIRD),
            (past, PAST),
            (participle, PARTICIPLE),
            (_gerund(base), GERUND),
        ):
            kinds[form] = kinds.get(form, 0) | kind
            bases.setdefault(form, base)
    for base in sorted(sections["regular"]):
        for form, kind in (
            (base, BASE),
            (_third(base), THIRD),
            (_past(base), PAST | PARTICIPLE),
            (_gerund(base), GERUND),
        ):
            kinds[form] = kinds.get(form, 0) | kind
            bases.setdefault(form, base)
    return kinds, bases


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    """Whether the last consonant doubles: one short stressed vowel before one consonant."""
    if base[-1] in "wxyaeiou" or len(base) < 3 or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    short = sum(letter in _VOWELS for letter in base) == 1
    return short or (
        base.endswith(("mit", "fer", "cur", "pel", "bel", "bat", "cel", "rol", "vel", "nel"))
        and base not in _STRESSED_FIRST
    )


def _past(base: str) -> str:
    last = base[-1]
    if last == "e":
        return base + "d"
    if last == "y" and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + last + "ed" if _doubles(base) else base + "ed"


def _gerund(base: str) -> str:
    if base[-1] == "e":
        if base.endswith("ie"):
            return base[:-2] + "ying"
        return (
            base + "ing" if base.endswith(("ee", "oe", "ye")) or base == "be" else base[:-1] + "ing"
        )
    doubles = _doubles(base) or base in _DOUBLING
    return base + base[-1] + "ing" if doubles else base + "ing"
