"""What a sentence says by the way: appositions, restrictive clauses, asides, doings.

These statements are made beside those of the sentence, which is not cut. Each pattern has
guards of its own; where they refuse, nothing is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.clauses import Frame, frame
from workbench.reading.statements.relatives import phrase_before
from workbench.reading.statements.spans import Part, Words

__all__ = ["within"]

_LONGEST_UNIT: Final = 120
_LONGEST_APPOSITION: Final = 14
_VAGUE_STARTS: Final = frozenset({"any", "no", "every", "all", "each", "some", "a", "an"})
_COMPOSED: Final = frozenset({"including", "consisting", "comprising", "numbering", "totalling"})


def within(tokens: Sequence[Token], *, name_starts: Mapping[int, int]) -> Iterator[Part]:
    """The statements that the words of a unit make by the way."""
    stop = len(tokens)
    while stop and tokens[stop - 1].tag in ("PUNCT", "QUOTE") and tokens[stop - 1].text != ")":
        stop -= 1
    if not 4 <= stop <= _LONGEST_UNIT:
        return
    lower = {token.lower for token in tokens}
    commas = "," in lower
    if not commas and "which" not in lower:
        return
    words = Words(tokens, name_starts)
    structure = frame(tokens, 0, stop)
    if commas:
        yield from _appositions(words, stop, structure)
    if structure is None:
        return
    if "which" in lower:
        yield from _restrictive(words, stop)
    if commas:
        yield from _superlatives(words, stop, structure)
        yield from _asides(words, structure)
        yield from _doing(words, stop, structure)


def _appositions(words: Words, stop: int, structure: Frame | None) -> Iterator[Part]:
    """As in "the Hajj, the yearly pilgrimage": a name, a comma, a noun phrase, a comma."""
    tokens = words.tokens
    for comma in range(1, stop - 2):
        if tokens[comma].text != "," or tokens[comma + 1].lower not in ("the", "a", "an"):
            continue
        name = words.name_start(comma - 1)
        if name is None or (structure is not None and structure.subject == comma + 1):
            continue
        close = words.next_comma(comma + 1, stop) or stop
        inside = tokens[comma + 1 : close]
        refused = any(
            token.tag in FINITE or token.tag in ("CC", "SUB", "QUOTE", "PUNCT") for token in inside
        )
        if refused or not 3 <= len(inside) <= _LONGEST_APPOSITION:
            continue
        if not any(token.tag == "NOUN" for token in inside) or _goes_on(words, close, stop):
            continue
        if name and tokens[name - 1].tag in ("CC", "PUNCT"):
            continue
        yield words.part(name - 1 if name and tokens[name - 1].lower == "the" else name, close)


def _goes_on(words: Words, close: int, stop: int) -> bool:
    """Whether a list may go on after the comma at ``close``."""
    for token in words.tokens[close:stop]:
        if token.tag in FINITE:
            return False
        if token.tag == "CC":
            return True
    return False


def _superlatives(words: Words, stop: int, structure: Frame) -> Iterator[Part]:
    """As in "was elected with 500 votes, the most in the town"."""
    tokens = words.tokens
    for comma in range(structure.group + 1, stop - 2):
        if tokens[comma].text != "," or tokens[comma + 1].lower != "the":
            continue
        if tokens[comma + 2].lower not in word_sets("statements")["superlatives"]:
            continue
        close = words.next_comma(comma + 1, stop) or stop
        counted = tokens[comma - 1].tag == "NOUN" and tokens[comma - 2].tag == "NUM"
        plain = not words.has_finite(comma + 1, close) and not any(
            token.text == "," for token in tokens[structure.subject : comma]
        )
        if counted and plain and not any(t.tag == "CC" for t in tokens[comma:close]):
            carried = words.piece(structure.subject, comma, inserted=True)
            yield words.part(comma + 1, close, carried)


def _restrictive(words: Words, stop: int) -> Iterator[Part]:
    """As in "its last flight which starts in June": a definite noun right before "which"."""
    tokens = words.tokens
    for index in range(2, stop - 1):
        if tokens[index].lower != "which" or tokens[index].tag != "SUB":
            continue
        verb = index + 1
        while verb < stop - 1 and tokens[verb].tag == "ADV":
            verb += 1
        if tokens[verb].tag not in FINITE:
            continue
        comma = tokens[index - 1].text == ","
        edge = index - 1 if comma else index
        start = words.name_start(edge - 1) if comma else phrase_before(words, 0, edge)
        if start is None or (not comma and not _is_definite(tokens[start:edge])):
            continue
        if start and tokens[start - 1].tag == "POSS" and tokens[start - 1].text[0] in "'’":
            continue
        if comma and start and tokens[start - 1].tag in ("CC", "PUNCT"):
            continue
        # "a mission in Ghana, which ...": the noun before the preposition competes
        nested = start > 1 and tokens[start - 1].tag == "PREP"
        if comma and nested and tokens[start - 2].tag in ("NOUN", "NAME"):
            continue
        close = next(
            (i for i in range(verb, stop) if tokens[i].text == "," or tokens[i].lower == "which"),
            stop,
        )
        span = words.piece(index, close)
        carried = words.piece(start, edge, inserted=True)
        if close - verb > 1:
            yield Part(span.start, span.end, (carried, words.piece(index + 1, close)))


def _is_definite(phrase: Sequence[Token]) -> bool:
    first = phrase[0]
    return first.tag in ("DET", "POSS", "NAME") and first.lower not in _VAGUE_STARTS


def _asides(words: Words, structure: Frame) -> Iterator[Part]:
    """As in "the force, consisting of 700 troops, has left": a participle between commas."""
    tokens = words.tokens
    first = structure.subject
    comma = words.next_comma(first, structure.verb)
    if comma is None or comma + 3 > structure.verb or comma == first:
        return
    opening = comma + 2 if tokens[comma + 1].tag == "ADV" else comma + 1
    close = words.next_comma(comma + 1, structure.verb + 1)
    if close is None or tokens[opening].tag not in ("ING", "PART") or close - opening < 2:
        return
    if tokens[opening].lower in _COMPOSED or close + 1 != structure.verb:
        return
    before = tokens[first:comma]
    if any(token.tag in ("SUB", "ING", "QUOTE", "PRON") for token in before):
        return
    yield words.part(comma + 1, close, words.piece(first, comma, inserted=True))


def _doing(words: Words, stop: int, structure: Frame) -> Iterator[Part]:
    """As in ", with Ann Holt beating Omar Reyes by 12 votes": a name and its participle."""
    tokens = words.tokens
    for index in range(structure.group, stop - 4):
        if tokens[index].text != "," or tokens[index + 1].lower != "with":
            continue
        close = words.next_comma(index + 2, stop) or stop
        place = index + 2
        while place < close and tokens[place].tag == "NAME":
            place += 1
        named = place > index + 2 and place + 1 < close and tokens[place].tag == "ING"
        if named and not words.has_finite(place, close):
            yield words.part(index + 2, close)
