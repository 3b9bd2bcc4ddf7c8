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
_VOWELS: Final = frozenset("aeiou")


@cache
def forms() -> dict[str, int]:
    """Every known verb form with the kinds it may be, as a bit set."""
    return {form: kinds for form, (kinds, _) in _conjugation().items()}


def base_of(form: str) -> str:
    """The base form of a known verb form; the form itself when it is unknown."""
    entry = _conjugation().get(form)
    return entry[1] if entry else form


@cache
def doubtful() -> frozenset[str]:
    """Verb forms that are nouns or adjectives as well."""
    return _sections()["doubtful"] | leanings().keys()


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
def _conjugation() -> dict[str, tuple[int, str]]:
    table: dict[str, tuple[int, str]] = {}

    def put(form: str, kind: int, base: str) -> None:
        before = table.get(form)
        table[form] = (kind, base) if before is None else (before[0] | kind, before[1])

    sections = _sections()
    for entry in sorted(sections["irregular"]):
        base, past, participle = entry.split("/")
        put(base, BASE, base)
        put(_third(base), THIRD, base)
        put(past, PAST, base)
        put(participle, PARTICIPLE, base)
        put(_gerund(base), GERUND, base)
    for base in sorted(sections["regular"]):
        put(base, BASE, base)
        put(_third(base), THIRD, base)
        put(_past(base), PAST | PARTICIPLE, base)
        put(_gerund(base), GERUND, base)
    return table


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
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if _doubles(base) else base + "ed"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    doubles = _doubles(base) or base in {"begin", "forget", "upset", "run", "overrun"}
    return base + base[-1] + "ing" if doubles else base + "ing"
