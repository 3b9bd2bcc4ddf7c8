"""Values of metadata as they stood on a page, made comparable, ordered and rid of doubles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from workbench.model.sourcing import Metadatum
from workbench.sourcing.pages.child.days import day_of_path, same_day, stated_time
from workbench.text import clean_line, squeeze

MOST_CHARACTERS: Final = 500
MOST_VALUES_PER_FIELD: Final = 8
FIELDS: Final = ("title", "author", "published", "modified", "publisher", "language",
                 "description", "canonical")  # fmt: skip
GUESSED: Final = "extractor"
_DATES: Final = frozenset({"published", "modified"})
_PRECEDENCE: Final = {
    "title": ("json-ld", "meta", "title-element"),
    "language": ("html-lang", "meta", "json-ld"),
    "canonical": ("link", "meta", "json-ld"),
}
_USUAL_PRECEDENCE: Final = ("json-ld", "meta", "time-element", "page", "pdf", "docx", "url")


@dataclass(frozen=True, slots=True)
class Said:
    """One value of one field as it stood in one place."""

    field: str
    value: str
    basis: str


def ordered(said: Iterable[Said], address: str | None) -> tuple[Metadatum, ...]:
    """Metadata in the order of fields, within each field best first.

    What the extractor says is a guess, and stands only where the page itself says nothing: beside
    the page's own words it would look like a contradiction.
    """
    every = [*said, *_from_address(address)]
    found: list[Metadatum] = []
    for field in FIELDS:
        precedence = _PRECEDENCE.get(field, _USUAL_PRECEDENCE)
        of_field = sorted(
            (one for one in every if one.field == field),
            key=lambda one: (
                precedence.index(one.basis) if one.basis in precedence
                else len(precedence) + (one.basis == GUESSED)
            ),
        )  # fmt: skip
        kept: list[Metadatum] = []
        for one in of_field:
            if kept and one.basis == GUESSED:
                break
            metadatum = _metadatum(one, address)
            if metadatum and not any(_same(metadatum, other) for other in kept):
                kept.append(metadatum)
        found += kept[:MOST_VALUES_PER_FIELD]
    return tuple(found)


def _from_address(address: str | None) -> Iterable[Said]:
    if not address:
        return
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    day = day_of_path(parts.path)
    if day:
        yield Said("published", day, "url")
    if parts.hostname:
        yield Said("publisher", parts.hostname.removeprefix("www."), "url")


def _metadatum(one: Said, address: str | None) -> Metadatum | None:
    raw = clean_line(squeeze(one.value), MOST_CHARACTERS)
    value: str | None = raw
    if one.field in _DATES:
        value = stated_time(raw)
    elif one.field == "language":
        value = _language(raw)
    elif one.field == "canonical":
        value = _web_address(one.value.strip(), address)
    if not value:
        return None
    return Metadatum(one.field, value, one.basis, raw if raw != value else None)


def _same(one: Metadatum, other: Metadatum) -> bool:
    if one.field in _DATES:
        return same_day(one.value, other.value)
    if one.field == "title":
        # "Headline | Publisher" beside "Headline" is no conflict.
        return _folded(other.value) in _folded(one.value)
    if one.field == "publisher" and one.basis == "url":
        return True
    if one.field == "language":
        return one.value.split("-")[0].lower() == other.value.split("-")[0].lower()
    if one.field == "description":
        return _folded(one.value)[:60] == _folded(other.value)[:60]
    return _folded(one.value) == _folded(other.value)


def _folded(value: str) -> str:
    return "".join(character for character in value.casefold() if character.isalnum())


def _language(value: str) -> str | None:
    tag = value.replace("_", "-").split(",")[0].strip()
    letters = tag.split("-")[0]
    return tag if 2 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() else None


def _web_address(value: str, address: str | None) -> str | None:
    try:
        whole = urljoin(address or "", value)
        parts = urlsplit(whole)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or len(whole) > 4000:
        return None
    return clean_line(whole)
