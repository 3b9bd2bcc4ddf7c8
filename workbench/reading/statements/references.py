"""Put in brackets what an opening pronoun stands for, when only one thing can be meant.

The inserted words are a name of the document with its place. Where two could be meant, or
none, nothing is inserted and the statement is marked as resting on its context.
"""

from dataclasses import replace
from typing import Final

from workbench.model import Name, NameKind
from workbench.reading.analysis import Analysis
from workbench.reading.grammar.tokens import Token
from workbench.reading.names.gazetteer import is_meant_by
from workbench.reading.statements.units import Unit
from workbench.reading.statements.words.pieces import Draft, Piece

__all__ = ["UNRESOLVED", "resolve_opening"]

UNRESOLVED: Final = "unresolved reference"

_PERSON: Final = frozenset({"he", "she"})
_THING: Final = frozenset({"it", "its"})
_LOOSE: Final = frozenset({"he", "she", "it", "its", "they", "this", "these", "those", "that"})
_THING_KINDS: Final = frozenset(
    {NameKind.ORGANISATION, NameKind.UNIT, NameKind.PLACE, NameKind.THING, NameKind.LAW}
)
_OPENING: Final = 12
_EMPTY_IT: Final = frozenset({"is", "was", "takes", "took", "became", "seems", "appears"})


def resolve_opening(analysis: Analysis, unit: Unit, draft: Draft) -> Draft:
    """Resolve the pronoun that opens a draft's own words, or mark it."""
    if draft.pieces[0].inserted:
        return _resolve_carried(analysis, unit, draft)
    first = draft.pieces[0]
    words = unit.words
    if words[0].start >= first.start:
        opening = [word for word in words[:3] if word.start < first.end]
    else:
        opening = [word for word in words if first.start <= word.start < first.end][:3]
    if not opening or opening[0].lower not in _LOOSE:
        return draft
    word = opening[0]
    if word.lower == "its" and (len(opening) < 2 or opening[1].tag == "PUNCT"):
        return draft
    if len(opening) > 1 and word.tag == "DET" and opening[1].tag in ("NOUN", "ADJ", "NUM"):
        return draft
    if word.lower == "it" and len(opening) > 1 and opening[1].lower in _EMPTY_IT:
        following = opening[2] if len(opening) > 2 else None
        if following is None or following.tag not in ("PART", "ING", "DET", "ADV"):
            return draft
    name = _antecedent(analysis, unit, word)
    if name is None:
        return replace(draft, remarks=(*draft.remarks, UNRESOLVED))
    pieces: list[Piece] = []
    for piece in draft.pieces:
        if piece is first:
            pieces.append(Piece(piece.start, word.end))
            pieces.append(Piece(name.start, name.end, inserted=True))
            if word.end < piece.end:
                pieces.append(Piece(word.end, piece.end))
        else:
            pieces.append(piece)
    return replace(draft, pieces=tuple(pieces))


def _resolve_carried(analysis: Analysis, unit: Unit, draft: Draft) -> Draft:
    """Carry in the name instead of a pronoun that was the subject before."""
    carried = draft.pieces[0]
    word = next((word for word in unit.words if word.start == carried.start), None)
    if word is None or word.lower == "its" or word.lower not in _PERSON | _THING:
        return draft
    name = _antecedent(analysis, unit, word)
    if name is None:
        return replace(draft, remarks=(*draft.remarks, UNRESOLVED))
    pieces = [Piece(name.start, name.end, inserted=True)]
    if word.end < carried.end:
        pieces.append(Piece(word.end, carried.end, inserted=True))
    return replace(draft, pieces=(*pieces, *draft.pieces[1:]))


def _antecedent(analysis: Analysis, unit: Unit, word: Token) -> Name | None:
    attribution = unit.attribution
    if attribution is not None:
        if attribution.direct or attribution.claimant is None:
            return None
        return _claimant(analysis, unit, word, attribution.claimant, attribution.start)
    inside = analysis.names_between(analysis.sentences[unit.sentence].start, word.start)
    if word.lower in _PERSON and any(name.kind is NameKind.PERSON for name in inside):
        keys = {analysis.aliases.key(n.text) for n in inside if n.kind is NameKind.PERSON}
        person = next(name for name in inside if name.kind is NameKind.PERSON)
        fits = is_meant_by(word.lower, analysis.aliases.fullest(person.text))
        return _fullest(analysis, person) if len(keys) == 1 and fits else None
    if word.start - analysis.sentences[unit.sentence].start > _OPENING:
        return None  # who is named in the sentence before may be meant no more
    if unit.sentence == 0:
        return None
    before = unit.sentence - 1
    if analysis.paragraphs[before] != analysis.paragraphs[unit.sentence]:
        return None
    return _subject_of(analysis, before, word)


def _claimant(
    analysis: Analysis, unit: Unit, word: Token, claimant: str, start: int
) -> Name | None:
    """As in "Professor Eastman said he ...": the pronoun is the speaker if nobody else is named."""
    sentence = analysis.sentences[unit.sentence]
    if not sentence.start <= start < sentence.end:
        return None
    wanted = NameKind.PERSON if word.lower in _PERSON else None
    before = analysis.words_between(unit.sentence, sentence.start, min(start, word.start))
    if any(other.lower == word.lower for other in before):
        return None  # "He did not return, although Vogel said he was well"
    named = analysis.names_between(sentence.start, word.start)
    fitting = [
        name
        for name in named
        if is_meant_by(word.lower, analysis.aliases.fullest(name.text))
        and (name.kind is wanted if wanted else word.lower in _THING and name.kind in _THING_KINDS)
    ]
    if len({analysis.aliases.key(name.text) for name in fitting}) != 1:
        return None
    name = fitting[0]
    return _fullest(analysis, name) if analysis.aliases.fullest(name.text) == claimant else None


def _fullest(analysis: Analysis, name: Name) -> Name:
    """The place in the text where the fullest name of the same thing stands."""
    return analysis.first_named(analysis.aliases.fullest(name.text)) or name


def _subject_of(analysis: Analysis, index: int, word: Token) -> Name | None:
    """The name that is the subject of the sentence before, if it fits the pronoun."""
    sentence = analysis.sentences[index]
    names = analysis.names_between(sentence.start, sentence.end)
    if word.lower in _PERSON:
        persons = [
            name
            for name in names
            if name.kind is NameKind.PERSON
            and is_meant_by(word.lower, analysis.aliases.fullest(name.text))
        ]
        if len({analysis.aliases.key(name.text) for name in persons}) != 1:
            return None
        return _fullest(analysis, persons[0])
    if word.lower not in _THING or not names:
        return None
    tokens = analysis.words[index]
    first = names[0]
    lead = [token for token in tokens if token.start < first.start]
    if first.kind in _THING_KINDS and all(token.tag == "DET" for token in lead):
        after = next((token for token in tokens if token.start >= first.end), None)
        if after is not None and (
            after.tag in ("AUX", "MODAL", "VERB", "VPAST") or after.text == "("
        ):
            return first
    return None
