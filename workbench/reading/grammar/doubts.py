"""Decide words that are nouns as well as verbs: "the claims", "Apple claims", "wage claims rose".

The neighbours speak first; then the clause: one that has its finite verb already wants no other,
and a sentence that has fewer finite verbs than clauses lacks one. The weights are judged by hand.
"""

from typing import Final

from workbench.reading.grammar.governors import is_of_time, is_plural
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import BASE, PAST, THIRD, base_of, doubtful, forms, leanings
from workbench.reading.language.lexicon import word_sets

__all__ = ["settle_doubts", "settle_that"]

# What follows the word: for a verb above nought, for a noun below.
_FOLLOWING: Final = {
    "DET": 3.0,
    "POSS": 3.0,
    "PRON": 2.0,
    "SUB": 1.5,
    "ADV": 1.5,
    "ADJ": 1.5,
    "NUM": 1.5,
    "TO": 1.0,
    "ING": 0.5,
    "QUOTE": 1.0,
    "AUX": -6.0,
    "MODAL": -6.0,
    "VERB": -4.0,
    "VPAST": -3.0,
    "PART": -1.0,
    "NOT": -1.0,
    "CC": -1.5,
    "PUNCT": -1.0,
}
# What stands before it.
_BEFORE: Final = {
    "SUB": -3.0,
    "ING": -2.5,
    "VERB": -3.0,
    "VPAST": -3.0,
    "VBASE": -3.0,
    "PART": -2.0,
    "AUX": -4.0,
    "MODAL": -4.0,
    "NONFINITE": -4.0,
    "PRON": 1.0,
    "CC": -1.0,
    "PUNCT": -1.0,
    "QUOTE": -3.0,
    "POSS": -3.0,
    "NUM": -3.0,
    "ADJ": -2.5,
    "PREP": -5.0,
}
# "Many need help", "all show signs": these may be the subject.
_DETERMINERS: Final = {
    **dict.fromkeys(("many", "few", "both", "several", "these", "those"), -0.5),
    **dict.fromkeys(("all", "some", "most"), -3.0),
}
_DATED: Final = frozenset({"this", "last", "next", "each", "every", "earlier", "late", "early"})
_PARTICLES: Final = frozenset({"up", "down", "out", "off", "back", "away", "ahead", "forward"})
_SIDES: Final = frozenset({"SUB", "QUOTE", "PUNCT", "CC"})
_SUBJECTS: Final = frozenset({"NOUN", "NAME", "PRON", "SUB", "ADV"})
_OPENING: Final = frozenset({"DET", "POSS", "PRON"})
_SAYING: Final = frozenset(
    {"say", "think", "believe", "note", "suggest", "argue", "insist", "hope", "claim", "warn"}
)
_CONJUNCTIONS: Final = frozenset({"as", "after", "before", "since", "until", "once"})
_CLOSERS: Final = frozenset({"PUNCT", "SUB", "QUOTE", "CC"})
_TAKING: Final = frozenset({"VBASE", "VERB", "VPAST", "ING"})
_AFTER_OBJECT: Final = frozenset({"PREP", "ADV", "TO", "PUNCT", "CC"})
_REACH: Final = 30
_MOST: Final = 8
_HOPELESS: Final = -3.0
_NOUN_PRIOR: Final = -2.0
_VERB_PRIOR: Final = 1.5
_LACKING: Final = 2.0
_COMPLETE: Final = -1.0
_OPENED: Final = 0.5


def settle_doubts(tokens: list[Token], doubts: list[int]) -> None:
    """Make verbs of those of the doubtful words, tagged as nouns, that are verbs here."""
    ordered = [(score, index) for index in doubts if (score := _beside(tokens, index)) > _HOPELESS]
    if not ordered:
        return
    lacking = _lacking(tokens)
    if len(ordered) < _MOST:
        ordered.sort(reverse=True)
    for score, index in ordered:
        if score + _within(tokens, index, lacking) > 0:
            token = tokens[index]
            token.tag = "VPAST" if forms()[token.lower] & PAST else "VERB"
            lacking -= 1
            if tokens[index - 1].tag == "DET":
                tokens[index - 1].tag = "PRON"


def _lacking(tokens: list[Token]) -> float:
    """How many more clauses there seem to be than finite verbs."""
    wanted = 1.0
    previous = last = before = ""
    share = 1.0
    for index, token in enumerate(tokens):
        tag = token.tag
        if tag == "SUB" or (previous == "CC" and before == "," and tag in _OPENING):
            wanted += 1
        elif tag == "VPAST":
            if previous != "CC":
                share = _likely_finite(tokens, index) if previous in _SUBJECTS else 0.0
            wanted -= share
        elif tag in FINITE:
            share = 1.0
            wanted -= 1
        elif previous in FINITE and tag in _OPENING and base_of(last) in _SAYING:
            wanted += 1  # "He said the price ..."
        before = last if tag == "CC" else ""
        previous, last = tag, token.lower
    return wanted


def _likely_finite(tokens: list[Token], index: int) -> float:
    """How likely a past form after a noun is no participle: "the man charged with theft"."""
    before = tokens[index - 1]
    if index + 1 == len(tokens) or before.tag == "PRON" or before.tag == "SUB":
        return 1.0
    following = tokens[index + 1]
    if following.tag not in ("PREP", "TO"):
        return 1.0
    if base_of(tokens[index].lower) in word_sets("words")["never_passive"]:
        return 1.0
    return 0.0 if following.lower == "by" else 0.5


def _beside(tokens: list[Token], index: int) -> float:
    """What the word itself and its neighbours say."""
    word = tokens[index].lower
    kinds = forms()[word]
    score = leanings().get(word, _NOUN_PRIOR if word in doubtful() else _VERB_PRIOR)
    back = index - 1
    while back > 0 and (tokens[back].tag == "ADV" or tokens[back].lower == "no"):
        back -= 1  # "no longer supports"
    if back < index - 1:
        score += 1.5
    if back and tokens[back].tag == "QUOTE" and tokens[back].start == tokens[back - 1].end:
        back -= 1  # 'The "Silver Hall" needs repair'
    score += _before(tokens, back, kinds)
    if index + 1 == len(tokens):
        return score - 1.0
    following = tokens[index + 1]
    tag = following.tag
    if tag == "NOUN" or tag == "NAME":
        return score + (1.5 if kinds & THIRD else -0.5)
    if following.lower in _DATED:
        return score + 0.5
    if following.lower in _PARTICLES and index + 2 < len(tokens):
        return score + (0.0 if tokens[index + 2].tag == "NUM" else 1.5)  # "prices up 5 percent"
    if tokens[back].tag == "CC" and (tag == "DET" or tag == "POSS"):
        score += 2.0  # "and orbits the sun"
    if (tag == "VPAST" or tag == "PART") and index + 2 < len(tokens):
        return score - (0.5 if tokens[index + 2].tag == "NOUN" else 3.0)  # "use iodised salt"
    return score + _FOLLOWING.get(tag, 0.0)


def _before(tokens: list[Token], back: int, kinds: int) -> float:
    """What the word at ``back``, before the doubtful one, says."""
    before = tokens[back]
    tag = before.tag
    if tag == "NOUN" or tag == "NAME":
        return _agreement(tokens, back, kinds)
    if tag == "NUM" and is_of_time(tokens, back):
        return 0.5
    if tag == "NUM" and before.lower == "one" and kinds & THIRD:
        return 1.0
    if tag == "DET":
        return _DETERMINERS.get(before.lower, -5.0)
    return -1.0 if _named_by_own(tokens, back) else _BEFORE.get(tag, 0.0)


def _named_by_own(tokens: list[Token], place: int) -> bool:
    """As in "Lowe's reports earnings": a name that ends so, and what may be an object."""
    if tokens[place].tag != "POSS" or tokens[place].text[0] not in "'’" or not place:
        return False
    following = tokens[place + 2] if place + 2 < len(tokens) else None
    named = place == 1 or tokens[place - 1].tag == "NAME"
    return named and following is not None and following.tag not in ("PREP", "PUNCT", "CC")


def _agreement(tokens: list[Token], back: int, kinds: int) -> float:
    """Whether the noun at ``back`` can be the subject of the form."""
    if kinds & PAST:
        return 1.0
    noun = tokens[back]
    joined = back > 1 and tokens[back - 1].text == "-"  # "10-year notes"
    if joined or noun.lower in word_sets("words")["modifying_plurals"]:
        return -2.0 if joined else -1.0
    plural = is_plural(noun.lower)
    if plural == bool(kinds & BASE):
        return 3.5 if plural else 0.5
    if noun.capital:
        return 0.5 if plural else -1.0  # "Lowe's", "Woods plans"; "the Wild rank"
    before = tokens[max(0, back - 4) : back]
    return -1.0 if any(token.tag in ("PREP", "CC") for token in before) else -3.0


def _within(tokens: list[Token], index: int, lacking: float) -> float:
    """What the finite verbs around the word say."""
    score = _LACKING if lacking > 0.5 else 1.0 if lacking > 0 else _COMPLETE
    kinds = forms()[tokens[index].lower]
    joined = tokens[index - 1].tag == "CC"
    for place in range(index - (2 if joined else 1), max(-1, index - _REACH), -1):
        token = tokens[place]
        tag = token.tag
        if tag in FINITE:
            if joined:
                return score + _joining(token, kinds)
            if lacking > 0 or base_of(token.lower) in word_sets("speech")["cues"]:
                return score - 1.5
            return score - 4.0
        if tag in _SIDES:
            if tag == "SUB" or (tag == "CC" and place and tokens[place - 1].text == ","):
                score = max(score, _OPENED)  # "If incomes rise, ...", "..., but prices rise."
            break
        if tag == "PREP" and token.lower in _CONJUNCTIONS:  # "As incomes rise, ..."
            return max(score, 1.0 if kinds & BASE else 0.0 if token.lower == "as" else -0.5)
    for place in range(index + 1, min(len(tokens), index + _REACH)):
        tag = tokens[place].tag
        if tag in FINITE:
            own = tokens[index + 1].tag in _OPENING or (
                tokens[index + 1].tag in ("NOUN", "NAME", "ADJ")
                and base_of(tokens[index].lower) in word_sets("words")["without_that"]
            )
            return score - (1.0 if own or tag == "VPAST" else 2.5)
        if tag in _SIDES:
            break
    return score


def _joining(verb: Token, kinds: int) -> float:
    """Whether two joined verbs can have one subject: "is old and needs", "rose and cost"."""
    base = bool(kinds & BASE)
    if verb.tag == "MODAL":
        return 1.5 if base else -2.0
    own = forms().get(verb.lower, 0)
    if verb.tag == "VPAST" or (own & PAST) or verb.lower in ("was", "were", "had", "did"):
        alike = bool(kinds & (PAST | own & BASE))
        return 1.5 if alike else -2.0 if base else -0.5  # "was sent up and orbits the sun"
    third = own & THIRD or verb.lower in ("is", "has", "does", "'s", "isn't", "hasn't", "doesn't")
    return 1.5 if bool(kinds & THIRD) == bool(third) else -2.0


def settle_that(tokens: list[Token], index: int) -> None:
    """Tag "that" anew where it is an object: "triple that figure", "trimmed that a little"."""
    last = len(tokens)
    if tokens[index - 1].tag not in _TAKING or index + 1 == last:
        return
    place = index + 1
    while place < last and tokens[place].tag in ("ADJ", "NOUN"):
        place += 1
    noun = tokens[place - 1]
    pointing = place > index + 1 and noun.tag == "NOUN" and not is_plural(noun.lower)
    follows = place < last and tokens[place].tag in _AFTER_OBJECT
    if not (pointing or follows or tokens[index + 1].lower == "a"):
        return
    while place < last and tokens[place].tag not in _CLOSERS:
        if tokens[place].tag in FINITE:
            return
        place += 1
    if place + 1 < last:
        mark, after = tokens[place], tokens[place + 1]
        ends = mark.text in ".;" or (mark.text == "," and pointing)
        if not ends and not (mark.tag == "CC" and after.tag in FINITE):
            return
    tokens[index].tag = "DET" if pointing else "PRON"
