"""Leaving out what stands among an article's paragraphs and is none of it.

The headline is told by the page's title; the rest by being a link as a whole, by its place before
the first or after the last sentence, and by the few wordings that all such lines share. Whatever
is left out stays in the visible text.
"""

import re
from collections.abc import Sequence
from typing import Final

from workbench.sourcing.pages.child.chosen import Chosen

_SENTENCE_END: Final = re.compile(r"[.!?…。！？:][\"'”’»)\]]*$")
_SHORT_CHARACTERS: Final = 120
_PROSE_CHARACTERS: Final = 80
_FEWEST_PROSE: Final = 3
_WHOLLY_LINKED: Final = 0.9
_HALF_LINKED: Final = 0.5
_LEAST_TITLE_CHARACTERS: Final = 8
_HEAD_PARAGRAPHS: Final = 8
_LISTED: Final = frozenset({"li", "td", "th", "tr", "dd", "dt"})
_MOST_AFTER_HEADING: Final = 0.5
_BARE: Final = re.compile(
    r"https?://\S+|\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.,]*(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_POINTER: Final = re.compile(
    r"^\W*(?:read (?:more|also|next)|see (?:more|also)|related|also (?:on|read)|more(?: on this)?:|"
    r"don['’]?t miss|watch(?: now)?:|recommended|leggi anche|lesen sie auch|mehr zum thema|"
    r"lire aussi|leer (?:más|también)|leia (?:mais|também)|читайте также)\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"^\W*(?:you may also like|you might also like|recommended(?: for you| stories)?|"
    r"related (?:stories|articles|news|content|posts|topics|coverage)|"
    r"more (?:from|stories|news)\b.*|"
    r"top stories|latest (?:news|stories)|most (?:read|popular|viewed)\b.*|partner news|"
    r"(?:leave a )?comments?|tags|share this\b.*|trending(?: now)?|read next|popular now|"
    r"around the web|sponsored(?: content)?|pick six newsletter)\W*$",
    re.IGNORECASE,
)
_APPEAL: Final = re.compile(
    r"\b(?:subscribe|sign up|newsletter|click here|"
    r"follow (?:us|him|her|me|them|@|[A-Z][\w ]{1,40} on)|"
    r"like this (?:story|article)|share (?:it|this)|all rights reserved|download the app|"
    r"get the \w[\w ]{0,30} app|tell us what you think|join the conversation|"
    r"may (?:get|earn|receive) a (?:share|commission)|thanks for signing up|"
    r"personal, non-commercial use)\b|^\W*(?:copyright\b|©|\(c\)\s)|ⓒ|^comments?$",
    re.IGNORECASE,
)
_LONGEST_APPEAL: Final = 300


def without_furniture(chosen: Sequence[Chosen], titles: Sequence[str]) -> list[Chosen]:
    """The paragraphs that are the article, in order."""
    known = {_folded(title) for title in titles}
    kept = [one for one in chosen if not (_is_title(one, known) or _BARE.fullmatch(one.text))]
    if sum(map(_is_prose, kept)) < _FEWEST_PROSE:
        return kept or list(chosen)
    kept = _from_first_sentence(kept)
    kept = _to_last_heading(kept)
    kept = [one for one in kept if not _is_pointer(one)]
    while kept and _is_tail(kept[-1]):
        kept.pop()
    return kept


def _is_title(one: Chosen, known: set[str]) -> bool:
    folded = _folded(one.text)
    return len(folded) >= _LEAST_TITLE_CHARACTERS and any(
        folded == title or (one.tag == "h1" and title.startswith(folded)) for title in known
    )


def _from_first_sentence(kept: list[Chosen]) -> list[Chosen]:
    """Without the lines above the text: section, date, author, buttons."""
    for place, one in enumerate(kept[:_HEAD_PARAGRAPHS]):
        if len(one.text) >= _SHORT_CHARACTERS or _SENTENCE_END.search(one.text):
            return kept[place:]
    return kept


def _to_last_heading(kept: list[Chosen]) -> list[Chosen]:
    """Without what follows a heading such as "Top stories" behind the text."""
    whole = sum(len(one.text) for one in kept)
    before = 0
    for place, one in enumerate(kept):
        if _AFTER.match(one.text) and whole - before < whole * _MOST_AFTER_HEADING:
            return kept[:place]
        before += len(one.text)
    return kept


def _is_pointer(one: Chosen) -> bool:
    """Whether it only points to another article."""
    if one.tag in _LISTED:
        return False
    if _POINTER.match(one.text) and one.linked >= _HALF_LINKED:
        return True
    return one.linked >= _WHOLLY_LINKED and not _SENTENCE_END.search(one.text)


def _is_tail(one: Chosen) -> bool:
    if one.linked >= _WHOLLY_LINKED:
        return True
    return len(one.text) <= _LONGEST_APPEAL and _APPEAL.search(one.text) is not None


def _is_prose(one: Chosen) -> bool:
    return len(one.text) >= _PROSE_CHARACTERS and _SENTENCE_END.search(one.text) is not None


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
