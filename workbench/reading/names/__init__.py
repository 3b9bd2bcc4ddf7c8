"""Names in a text: people, organisations, places, groups, units, events, laws and works.

``runs`` finds stretches of capitalised words, ``kinds`` cuts them into names with a kind,
``gazetteer`` holds what is known beforehand and ``aliases`` says which names mean the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbench.model import Name, NameKind, Sentence
from workbench.reading.grammar.tagging import tagged
from workbench.reading.grammar.tokens import LETTERS, Token
from workbench.reading.language.lexicon import word_sets
from workbench.reading.names.aliases import Aliases, aliases, definition_after
from workbench.reading.names.gazetteer import lookup
from workbench.reading.names.kinds import Part, parts_of
from workbench.reading.names.runs import runs
from workbench.reading.quantities.vocabulary import unit_words

_SHARE_IN_A_TITLE: Final = 0.6

__all__ = ["Aliases", "aliases", "find_names"]


def find_names(
    text: str,
    sentences: Sequence[Sentence],
    words: Sequence[list[Token]] | None = None,
) -> tuple[Name, ...]:
    """Find the names in ``text``; names with digits ("65th Motorized Rifle Brigade") included.

    ``words`` are the tagged words of each sentence, when the caller has them already.
    """
    if words is None:
        words = [tagged(text, sentence.start, sentence.end) for sentence in sentences]
    known = _capitalised_inside(words)
    found: list[tuple[Name, int]] = []
    defined: dict[str, NameKind] = {}
    for tokens in words:
        for start, end in runs(tokens, known):
            for part in parts_of(tokens, start, end):
                name = _name(text, tokens, part)
                if name is None:
                    continue
                short = definition_after(text, name)
                if short is not None and name.kind in (NameKind.PERSON, NameKind.THING):
                    name = replace(name, kind=NameKind.ORGANISATION)
                    defined[short] = NameKind.ORGANISATION
                found.append((name, part[3]))
    return _agreed(found, defined)


def _name(text: str, tokens: list[Token], part: Part) -> Name | None:
    left, right, kind, _ = part
    while left < right and tokens[left].text in ("The", "A", "An"):
        left += 1
    while right > left and not _may_end(tokens[right - 1].text[-1]):
        right -= 1
    if left >= right:
        return None
    if right - left == 1 and (tokens[left].text in _no_names() or _is_unit(tokens, left)):
        return None
    start, end = tokens[left].start, tokens[right - 1].end
    return Name(start, end, text[start:end], kind)


def _is_unit(tokens: list[Token], index: int) -> bool:
    """Whether a word is the unit of the number before it: "1.6 GW", "500 USD"."""
    if not index or tokens[index - 1].tag != "NUM" or not tokens[index - 1].text[0].isdigit():
        return False
    known, word = unit_words(), tokens[index].lower
    return word in known.units or word in known.codes


def _may_end(mark: str) -> bool:
    return mark.isalnum() or mark == "."


def _no_names() -> frozenset[str]:
    return word_sets("names")["not_names"]


def _capitalised_inside(words: Sequence[list[Token]]) -> frozenset[str]:
    """Words with a capital inside a sentence that never stand in lower case."""
    capital: set[str] = set()
    plain: set[str] = set()
    for tokens in words:
        plain.update([token.text for token in tokens if not token.capital])
        places = [index for index, token in enumerate(tokens) if token.capital]
        if not places:
            continue
        letters = [token for token in tokens if token.marks & LETTERS]
        if len(places) > _SHARE_IN_A_TITLE * len(letters):
            continue
        for index in places:
            if not index or tokens[index - 1].tag == "QUOTE":
                continue
            token = tokens[index]
            capital.add(token.text)
            if index + 1 < len(tokens) and tokens[index + 1].capital:
                capital.add(f"{token.text} {tokens[index + 1].text}")
    return frozenset(word for word in capital if word.lower() not in plain)


def _agreed(found: list[tuple[Name, int]], defined: dict[str, NameKind]) -> tuple[Name, ...]:
    """Give the same name the same kind: the surest reading of it anywhere wins."""
    best = {form: (2, kind) for form, kind in defined.items()}
    for name, sure in found:
        words = name.text.split()
        forms = [name.text]
        if name.kind is NameKind.PLACE and name.text.isupper():
            forms.append(name.text.title())
        if name.kind is NameKind.PERSON and len(words) > 1:
            forms.append(words[-1])
        for form in forms:
            level = sure if form == name.text else min(sure, 1)
            if level > best.get(form, (-1, name.kind))[0] and (
                form == name.text or lookup(form) is None
            ):
                best[form] = (level, name.kind)
    agreed: list[Name] = []
    for name, sure in found:
        level, kind = best[name.text]
        other = level >= sure and kind is not name.kind
        agreed.append(replace(name, kind=kind) if other else name)
    return tuple(agreed)
