"""Whether words that follow a conjunction are the subject of a clause of their own.

"He scored for the town and Lund stopped 22 shots": a clause is over before the "and", and what
follows it is a subject with its verb. "As she and her mother were walking": the two are one
subject, since no verb takes the words before the "and".
"""

from collections.abc import Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import PAST, base_of, forms
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.words.frames import Frame, after_bare_adverbial, after_clause
from workbench.reading.statements.words.spans import Words

__all__ = ["is_own_subject", "takes_clause"]

_NOMINAL: Final = frozenset({"NOUN", "NAME", "NUM", "ADJ"})
_OPENING: Final = frozenset({"DET", "POSS", "PRON"})
_HEADS: Final = frozenset({"NOUN", "NAME", "NUM", "PRON", "DET"})
_TAKING: Final = frozenset({"VERB", "VPAST", "VBASE", "PART", "ING", "AUX", "NONFINITE"})
_ENDING: Final = frozenset({"ADV", "NOT", "QUOTE", "ADJ"}) | _TAKING
_CLOSING: Final = frozenset(")%—–―-]")
_PARTICULAR: Final = frozenset({"NAME", "PRON", "POSS"})
_OBJECT: Final = frozenset({"DET", "POSS", "NUM", "NAME", "PRON"})
_MODIFIED: Final = frozenset({"DET", "POSS", "ADJ", "NUM"})
_REACH: Final = 16


def is_own_subject(words: Words, left: Frame, index: int, start: int, stop: int) -> bool:
    """Whether a clause with a subject of its own opens at ``start`` after "and" at ``index``.

    ``left`` is the clause before; no comma stands between.
    """
    if _inside_name(words, index, stop) or not _has_sure_verb(words, start, stop):
        return False
    if _describes(words.tokens, left, index) and not _tells_past(words, start, stop):
        return False
    return not _may_be_one(words, left, index, words.tokens[start])


def _describes(tokens: Sequence[Token], left: Frame, index: int) -> bool:
    """As in "business fixed investment and": a past form that may describe the noun after it."""
    bare = left.group == left.verb + 1 == index - 1 and tokens[left.group].tag == "NOUN"
    return bare and tokens[left.verb].tag == "VPAST" and tokens[left.verb].lower.endswith("ed")


def _tells_past(words: Words, start: int, stop: int) -> bool:
    """Whether the first verb after "and" is of the past, as one before it would be."""
    verb = next((t for t in words.tokens[start:stop] if t.tag in FINITE), None)
    return verb is not None and (verb.tag == "VPAST" or bool(forms().get(verb.lower, 0) & PAST))


def _inside_name(words: Words, index: int, stop: int) -> bool:
    """As in "the Centre for Control and Prevention": one name on both sides of the "and"."""
    tokens = words.tokens
    place = index + 1
    while place < stop and tokens[place].tag in ("NAME", "DET"):
        if words.name_starts.get(tokens[place].end, tokens[index].start) < tokens[index].start:
            return True
        place += 1
    return False


def _may_be_one(words: Words, left: Frame, index: int, opening: Token) -> bool:
    """Whether the words before "and" may be one subject together with those after it."""
    tokens = words.tokens
    last = tokens[index - 1]
    if last.text in _CLOSING:
        return False
    begin = _group_start(words, left.group, index)
    before = tokens[begin - 1]
    group = tokens[begin:index]
    if not any(token.tag in _HEADS for token in group):
        modifies = last.tag in ("PART", "VPAST") and tokens[index - 2].tag in _MODIFIED
        if last.tag not in _ENDING or modifies or takes_clause(last):
            return True
        return last.tag == "ADJ" and before.tag not in _TAKING and before.tag != "ADV"
    if opening.tag != "NUM" and all(token.tag == "NUM" or token.text == "-" for token in group):
        return False  # "were tied, 6-1 and Holt won"
    if before.tag == "PREP" or before.tag == "TO":
        return before.lower in word_sets("statements")["clause_prepositions"]
    verb = begin - 1
    while verb > left.verb and tokens[verb].tag == "ADV":
        verb -= 1
    if opening.lower in word_sets("words")["subject_pronouns"]:
        joins = tokens[verb].tag in ("SUB", "CC") or tokens[verb].text == ","
        return joins or takes_clause(tokens[verb])
    return tokens[verb].tag not in _TAKING or takes_clause(tokens[verb])


def _group_start(words: Words, least: int, stop: int) -> int:
    """Where the noun group that ends before ``stop`` begins; at ``stop`` if there is none."""
    tokens = words.tokens
    begin = stop
    while begin > least:
        before = tokens[begin - 1]
        owner = before.tag == "POSS" and before.text[0] in "'’"
        if before.tag in _NOMINAL or owner or before.text == "-":
            begin -= 1
            continue
        if before.tag in _OPENING:
            begin -= 1
            if begin > least and tokens[begin - 1].lower in ("all", "both", "half"):
                begin -= 1
        break
    return begin


def takes_clause(token: Token) -> bool:
    """Whether a clause without "that" may follow: "said Lund and Holt were there"."""
    base = base_of(token.lower)
    return base in word_sets("speech")["cues"] or token.lower in word_sets("statements")["weighing"]


def _subject_start(words: Words, start: int, stop: int) -> int:
    """Where the subject begins behind a clause or a phrase of time: "and by 1450, he had left"."""
    tokens = words.tokens
    start = after_bare_adverbial(tokens, after_clause(tokens, start, stop), stop)
    own = words.frame(start, stop) if tokens[start].tag == "PREP" else None
    return own.subject if own and tokens[own.subject - 1].text == "," else start


def _has_sure_verb(words: Words, start: int, stop: int) -> bool:
    """Whether the verb that follows the phrase at ``start`` can be nothing but its verb."""
    tokens = words.tokens
    start = _subject_start(words, start, stop)
    place = start
    joined = False
    while place < min(stop, start + _REACH):
        token = tokens[place]
        if token.tag == "CC":
            # "a jury of experts and officials will pick it", "both men and women are"
            if joined or token.lower != "and" or tokens[start].tag not in ("DET", "POSS"):
                return False
            joined = True
        elif token.tag == "PREP":
            opens = token.lower in word_sets("statements")["clause_prepositions"]
            if place == start or (opens and token.lower not in ("than", "between")):
                return False
        elif token.lower in word_sets("words")["relative_pronouns"]:
            return False
        elif token.tag not in _NOMINAL and token.tag not in _OPENING and token.tag != "ADV":
            break
        place += 1
    if place >= stop or place == start or tokens[place].tag not in FINITE:
        return False
    phrase = tokens[start:place]
    if joined and (tokens[place].tag not in ("AUX", "MODAL") or phrase[0].lower in ("a", "an")):
        joint = next(i for i, token in enumerate(phrase) if token.tag == "CC")
        return phrase[0].lower == "both" and joint > 1
    if tokens[place].tag != "VPAST":
        return True
    following = tokens[place + 1] if place + 1 < stop else None
    particular = phrase[0].tag in _PARTICULAR or phrase[0].lower in ("the", "this", "these")
    if particular or following is None:
        return True
    closes = following.tag == "ADV" and place + 2 >= stop
    return closes or following.tag in _OBJECT
