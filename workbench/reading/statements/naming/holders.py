"""A person and an office as the pieces of a statement: "Ann Holt [is] mayor of Arda"."""

from collections.abc import Mapping, Sequence
from typing import Final

from workbench.model import Name
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import either, word_sets
from workbench.reading.statements.naming.being import form_of_be
from workbench.reading.statements.words.pieces import Piece

__all__ = ["is_honorific", "is_office", "named_first", "named_last", "told_apart"]

_ADDRESSES: Final = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "Sir"})
_NAMED_FIRST: Final = 3
_LEAST: Final = 3
_LONGEST_ROLE: Final = 6


def told_apart(words: Sequence[Token], held: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], ...]:
    """As in "Lund, professor at the university and co-author of the study": two offices.

    Of "surveyor and study co-author Lund" the first has the words before the second.
    """
    first = _role_before(words, held)
    if first is not None:
        return (*held[:-1], first), held
    office = held[-1]
    inside = [word for word in words if office.start <= word.start < office.end]
    joint = next((i for i, word in enumerate(inside) if word.tag == "CC"), len(inside))
    left, right = inside[:joint], inside[joint + 1 :]
    if len(held) != _NAMED_FIRST or not right or right[0].tag not in ("NOUN", "ADJ"):
        return (held,)
    if not all(any(word.tag == "PREP" for word in one) for one in (left, right)):
        return (held,)
    roles = either("statements", "roles", "offices")
    if not any(word.lower in roles for word in right[:3]):
        return (held,)
    return tuple((*held[:-1], Piece(one[0].start, one[-1].end)) for one in (left, right))


def _role_before(words: Sequence[Token], held: tuple[Piece, ...]) -> Piece | None:
    """The first of two roles joined before a name."""
    start = next((i for i, word in enumerate(words) if word.start == held[-1].start), 0)
    if held[0].start < held[-1].start or start < _LEAST or words[start - 1].lower != "and":
        return None
    place = start - 1
    while place and words[place - 1].tag in ("NAME", "NOUN") and start - place < _LONGEST_ROLE:
        place -= 1
    role = words[start - 2]
    listed = role.lower in word_sets("statements")["roles"] and place < start - 2
    return Piece(words[place].start, role.end) if listed else None


def named_last(
    words: Sequence[Token], places: Mapping[int, int], person: Name, span: tuple[int, int]
) -> tuple[Piece, ...]:
    """As in "mayor Ann Holt": the name is told first."""
    first = places[person.start]
    rank = words[first - 1]
    plain = rank.text.rstrip(".") in _ADDRESSES or not words[first - 2].capital
    if first - 1 > span[0] and is_honorific(rank) and plain:
        first -= 1  # "the authority's director General X": the rank goes with the name
    office = words[span[0] : first]
    verb = form_of_be(words[first : span[1]], office)
    if office[-1].text == ",":
        office = office[:-1]
    return (
        Piece(words[first].start, person.end),
        Piece(office[-1].end, words[first].start, inserted=True, said=verb),
        *_in_mid_sentence(office),
    )


def _in_mid_sentence(office: Sequence[Token]) -> tuple[Piece, ...]:
    """The words of an office, with a small letter for the word that opened the sentence."""
    first = office[0]
    roles = either("statements", "roles", "offices")
    titled = is_office(first) or (len(office) > 1 and office[1].capital)
    plain = first.tag in ("DET", "POSS") or first.lower == "former"
    endings = tuple(word_sets("names")["person_endings"])
    plain = plain or ((first.lower in roles or first.lower.endswith(endings)) and not titled)
    if not plain or not first.capital or "-" in first.text:
        return (Piece(first.start, office[-1].end),)
    small = Piece(first.start, first.end, said=first.lower)
    return (small, Piece(first.end, office[-1].end)) if len(office) > 1 else (small,)


def named_first(words: Sequence[Token], person: Name, span: tuple[int, int]) -> tuple[Piece, ...]:
    """As in "Ann Holt, mayor of Arda": the name and then the office."""
    comma = next(word for word in words[span[0] : span[1]] if word.start >= person.end)
    office = [word for word in words[span[0] : span[1]] if word.start >= comma.end]
    verb = form_of_be(words[span[0] : span[0] + 1], office)
    return (
        Piece(person.start, person.end),
        Piece(comma.start, comma.end, inserted=True, said=verb),
        Piece(office[0].start, office[-1].end),
    )


def is_honorific(word: Token) -> bool:
    """Whether a word only addresses somebody: "Mr", "Dame"."""
    return word.text in word_sets("statements")["honorifics"]


def is_office(word: Token) -> bool:
    """Whether a word is a title that says what somebody is."""
    return word.text in word_sets("names")["titles"] and not is_honorific(word)
