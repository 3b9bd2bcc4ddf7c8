"""Which names of a document name the same thing, and the fullest name of each.

Only what the text or the tables say: a definition ("Korean Central News Agency (KCNA)"), a
surname after a full name, the last words of a longer name, two known names of one thing, and
initials of a body named in full.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.model import Name, NameKind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.names.gazetteer import lookup

__all__ = ["Aliases", "aliases", "definition_after"]

_LONGEST_CHAIN: Final = 4
_LEAST_CONSONANTS: Final = 5
_VOWELS: Final = re.compile("[aeiouyäöü]")
_DOUBLED: Final = re.compile(r"(.)\1")
_DEFINITION: Final = re.compile(r"\s?[(\[]\s?[“\"'‘]?([A-Z][A-Za-z0-9&.-]{1,11})[”\"'’]?[)\]]")


@dataclass(slots=True, eq=False, repr=False)
class Aliases:
    """Classes of names. ``fullest`` gives the best name for any name of the document."""

    _leader: dict[str, str] = field(default_factory=dict)
    _display: dict[str, str] = field(default_factory=dict)
    _kinds: dict[str, NameKind] = field(default_factory=dict)

    def key(self, form: str) -> str:
        """One string that is the same for all names of the same thing."""
        return self._leader.get(form, form)

    def fullest(self, form: str) -> str:
        """The fullest name the document has for what ``form`` names."""
        return self._display.get(self.key(form), form)

    def kind(self, form: str) -> NameKind | None:
        """The kind of thing that ``form`` names, if it is a name of the document."""
        return self._kinds.get(form)


def aliases(text: str, names: Sequence[Name]) -> Aliases:
    """Find the classes of names in a document."""
    forms: dict[str, NameKind] = {}
    for name in names:
        forms.setdefault(" ".join(name.text.split()), name.kind)
    leader: dict[str, str] = {}
    definitions = _definitions(text, names)
    persons = _persons(forms)
    initials = _initials(forms)
    defined = frozenset(definitions.values())
    for form in forms:
        target = definitions.get(form) or persons.get(form) or initials.get(form)
        if target is None and form not in defined:
            known = lookup(form)
            target = known.key if known else None
        leader[form] = target or form
    _bare_heads(leader, forms)
    _misspelt(leader, forms)
    _close(leader)
    display: dict[str, str] = {}
    for form in forms:
        key = leader[form]
        if len(form) > len(display.get(key, "")):
            display[key] = form
    for short, full in definitions.items():
        key = leader.get(full, full)
        display[key] = f"{full} ({short})"
    return Aliases(leader, display, forms)


def _bare_heads(leader: dict[str, str], forms: dict[str, NameKind]) -> None:
    """As in "the Committee" after "Federal Open Market Committee", if only one name ends so."""
    bodies = [form for form, kind in forms.items() if kind is NameKind.ORGANISATION]
    longer: dict[str, set[str]] = {}
    for form in bodies:
        if " " in form:
            longer.setdefault(form.rsplit(" ", 1)[1], set()).add(leader[form])
    for form in bodies:
        if " " not in form and lookup(form) is None and len(longer.get(form, ())) == 1:
            leader[form] = next(iter(longer[form]))


def _misspelt(leader: dict[str, str], forms: dict[str, NameKind]) -> None:
    """A surname that differs from another by vowels or a doubled letter only: "Bauchman"."""
    full: dict[str, set[str]] = {}
    persons = [form for form, kind in forms.items() if kind is NameKind.PERSON]
    for form in persons:
        if " " in form:
            full.setdefault(_consonants(form.rsplit(" ", 1)[1]), set()).add(form)
    for form in persons:
        if " " not in form and leader[form] == form:
            found = full.get(_consonants(form), set())
            if len(found) == 1 and len(_consonants(form)) >= _LEAST_CONSONANTS:
                leader[form] = next(iter(found))


def _consonants(name: str) -> str:
    """A name without its vowels after the first letter, and each doubled letter once."""
    return _DOUBLED.sub(r"\1", name[:1] + _VOWELS.sub("", name[1:]))


def _close(leader: dict[str, str]) -> None:
    """Follow chains: an abbreviation of a name that is itself an alias."""
    for form in leader:
        for _ in range(_LONGEST_CHAIN):
            leader[form] = leader.get(leader[form], leader[form])


def _definitions(text: str, names: Sequence[Name]) -> dict[str, str]:
    """Abbreviations that the text defines in brackets after the full name."""
    found: dict[str, str] = {}
    for name in names:
        short = definition_after(text, name)
        if short is not None:
            found.setdefault(short, " ".join(name.text.split()))
    return found


def definition_after(text: str, name: Name) -> str | None:
    """The abbreviation in brackets right after a name of several words, if it fits."""
    match = _DEFINITION.match(text, name.end) if " " in name.text else None
    return match[1] if match and _abbreviates(match[1], name.text) else None


def _small_words() -> frozenset[str]:
    return word_sets("names")["small_words"]


def _abbreviates(short: str, full: str) -> bool:
    letters = [letter for letter in short if letter.isupper()]
    if len(letters) < 2:
        return False
    words = [word for word in re.split(r"[\s-]+", full) if word.lower() not in _small_words()]
    heads = [word[0].upper() for word in words if word]
    if letters == heads[: len(letters)] or letters == heads[-len(letters) :]:
        return True
    rest = iter(full.upper())
    return letters[0] == heads[0] and all(letter in rest for letter in letters)


def _persons(forms: dict[str, NameKind]) -> dict[str, str]:
    """Surnames (or given names) of persons who are also named in full."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for form, kind in forms.items():
        words = form.split()
        if kind is not NameKind.PERSON or len(words) < 2:
            continue
        for size in range(1, len(words)):
            for short in (" ".join(words[-size:]), " ".join(words[:size])):
                if found.get(short, form) != form:
                    shared.add(short)
                found[short] = form
    return {short: full for short, full in found.items() if short not in shared}


def _initials(forms: dict[str, NameKind]) -> dict[str, str]:
    """Initials of a body that is named in full somewhere ("NSC", "National Security Council")."""
    found: dict[str, str] = {}
    for form, kind in forms.items():
        words = [word for word in form.split() if word.lower() not in _small_words()]
        if kind in (NameKind.ORGANISATION, NameKind.UNIT, NameKind.PLACE) and len(words) > 1:
            short = "".join(word[0] for word in words)
            if len(short) > 2 and short.isupper() and short in forms and lookup(short) is None:
                found.setdefault(short, form)
    return found
