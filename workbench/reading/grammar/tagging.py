"""Give each word of a sentence its likely part of speech.

Rules over word tables and neighbours, no statistics. The tags are coarse on purpose: later
stages only ask where a finite verb stands, what is a noun, and what opens a clause.
"""

from functools import cache
from typing import Final

from workbench.reading.grammar.tokens import Token, tokenise
from workbench.reading.grammar.verbs import (
    BASE,
    GERUND,
    PARTICIPLE,
    PAST,
    THIRD,
    base_of,
    doubtful,
    forms,
)
from workbench.reading.language.lexicon import word_sets

__all__ = ["FINITE", "NOMINAL", "tagged"]

# Finite: a clause has one. VPAST is a past form that may still be a participle.
FINITE: Final = frozenset({"AUX", "MODAL", "VERB", "VPAST"})
NOMINAL: Final = frozenset({"NOUN", "NAME", "NUM", "PRON"})

_BEFORE_NOUN: Final = frozenset({"DET", "POSS", "ADJ", "NUM", "PREP"})
_AFTER_VERB: Final = frozenset({"DET", "POSS", "PRON", "SUB", "NUM", "TO"})
_OPENING: Final = frozenset("\"'“”‘’«»„`")
_COMPOUND_ENDINGS: Final = (
    "-based", "-led", "-backed", "-born", "-style", "-wide", "-funded", "-run", "-controlled",
    "-held", "-made", "-owned", "-term", "-year", "-old", "-level", "-related", "-long",
)
_CLAUSE_PREPOSITIONS: Final = frozenset({"as", "after", "before", "since", "until", "once"})
_PHRASE: Final = frozenset({"DET", "ADJ", "NOUN", "NAME", "PREP", "POSS", "NUM", "CC", "PRON"})
_CLOSING_WORDS: Final = 9
_LOOK_AHEAD: Final = 40


@cache
def _closed() -> dict[str, str]:
    """Each word of the closed classes with its tag; later classes win."""
    words = word_sets("words")
    tags: dict[str, str] = {}
    for heading, tag in (
        ("adjectives", "ADJ"),
        ("adverbs", "ADV"),
        ("pronouns", "PRON"),
        ("prepositions", "PREP"),
        ("subordinators", "SUB"),
        ("determiners", "DET"),
        ("possessives", "POSS"),
        ("number_words", "NUM"),
        ("coordinators", "CC"),
        ("be", "AUX"),
        ("have", "AUX"),
        ("do", "AUX"),
        ("modals", "MODAL"),
    ):
        tags.update(dict.fromkeys(words[heading], tag))
    tags.update(dict.fromkeys(("before", "after", "since", "until", "as", "once"), "PREP"))
    tags.update(dict.fromkeys(("be", "been", "being", "having"), "NONFINITE"))
    tags.update({"to": "TO", "not": "NOT", "so": "ADV", "there": "PRON", "like": "PREP"})
    tags.update({"whose": "SUB", "plus": "CC"})
    return tags


def tagged(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]`` with their tags."""
    tokens = tokenise(text, start, end)
    closed = _closed()
    kinds_of = forms()
    previous = ""
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        previous = token.tag = _tag(tokens, index, token, following, previous, closed, kinds_of)
    _settle_past_forms(tokens)
    return tokens


def _tag(
    tokens: list[Token],
    index: int,
    token: Token,
    following: Token | None,
    previous: str,
    closed: dict[str, str],
    kinds_of: dict[str, int],
) -> str:
    word = token.lower
    first = token.text[0]
    if not first.isalnum():
        if word in ("'s", "’s"):
            return "AUX" if previous in ("PRON", "SUB") else "POSS"
        tag = closed.get(word)
        if tag:
            return tag
        return "QUOTE" if first in _OPENING else "PUNCT"
    if first.isdigit():
        return "NUM"
    tag = closed.get(word)
    if tag is not None:
        if len(word) > 1 and token.text.isupper() and word in ("who", "us", "it", "as", "so"):
            return "NAME"
        if token.capital and index and tag in ("MODAL", "ADJ", "NUM"):
            return "NAME"
        return _closed_class(tokens, index, word, tag, following, previous)
    if "-" in word and word.endswith(_COMPOUND_ENDINGS):
        return "ADJ"
    if token.capital and not (index == 0 or tokens[index - 1].tag == "QUOTE" and index == 1):
        return "NAME"
    kinds = kinds_of.get(word, 0)
    if kinds == 0:
        return _open_class(token, word, previous)
    return _verb_form(tokens, index, word, kinds, following, previous)


def _closed_class(
    tokens: list[Token], index: int, word: str, tag: str, following: Token | None, previous: str
) -> str:
    if word == "that":
        if previous in ("NOUN", "NAME", "VERB", "VPAST", "PART", "ADJ", "ING", "VBASE", "AUX"):
            return "SUB"
        return "PRON" if following and following.lower in _finite_words() else "DET"
    if word == "to" and following is not None and following.tag == "":
        return "TO"
    if tag == "DET" and following is not None and following.lower in _finite_words():
        return "PRON"
    if word in ("have", "do", "need") and previous in ("TO", "MODAL"):
        return "VBASE"
    if word == "can" and previous in ("DET", "POSS", "ADJ"):
        return "NOUN"
    if word in ("first", "last", "next") and previous in ("DET", "POSS"):
        return "ADJ"
    if word == "her" and following is not None and not following.text[0].isalnum():
        return "PRON"
    return tag


@cache
def _finite_words() -> frozenset[str]:
    return word_sets("words")["finite_auxiliaries"]


def _open_class(token: Token, word: str, previous: str) -> str:
    words = word_sets("words")
    if word.endswith("ly") and word not in words["not_adverbs"]:
        return "ADV"
    if word.endswith("ing") and len(word) > 5:
        return "NOUN" if previous in ("ADJ", "DET", "POSS") else "ING"
    if word.endswith("ed") and len(word) > 4:
        if previous in ("AUX", "NONFINITE"):
            return "PART"
        return "ADJ" if previous in _BEFORE_NOUN or "-" in word else "VPAST"
    if token.capital:
        return "NAME" if previous == "QUOTE" else "NOUN"
    if word.endswith(("al", "ful", "ous", "ive", "able", "ible", "ic", "less")) and len(word) > 4:
        return "ADJ"
    return "NOUN"


def _verb_form(
    tokens: list[Token],
    index: int,
    word: str,
    kinds: int,
    following: Token | None,
    previous: str,
) -> str:
    governor = _governor(tokens, index)
    if kinds & (PAST | PARTICIPLE) and not (kinds & BASE and governor in ("TO", "MODAL")):
        return _past_form(tokens, index, word, kinds, governor, following)
    if kinds & GERUND:
        return "NOUN" if previous in ("DET", "ADJ") else "ING"
    if governor in ("TO", "MODAL") or tokens[index - 1].lower in ("do", "does", "did", "not"):
        return "VBASE" if kinds & BASE and index else "NOUN"
    if tokens[index - 1].lower in ("this", "that") and kinds & THIRD and previous == "DET":
        tokens[index - 1].tag = "PRON"
        return "VERB"
    if previous in _BEFORE_NOUN or index == 0:
        return "NOUN"
    if governor in ("PRON", "SUB"):
        return "VERB"
    if word not in doubtful():
        return "VERB"
    if governor == "AUX":
        return "NOUN"
    if following is None:
        return "NOUN"
    if following.text in _OPENING or (
        following.text in ",:" and index + 2 < len(tokens) and tokens[index + 2].text in _OPENING
    ):
        return "VERB"  # The ministry notes, "..."
    opens = _closed().get(following.lower, "")
    fits = previous == "NAME" or (
        previous in ("NOUN", "ADV", "PRON") and _agrees(tokens[index - 1].lower, kinds)
    )
    return "VERB" if fits and (opens in _AFTER_VERB or opens == "ADV") else "NOUN"


def _governor(tokens: list[Token], index: int) -> str:
    """The tag before the adverbs and the "not" that stand before this word."""
    back = index - 1
    while back >= 0 and index - back < 5 and tokens[back].tag in ("ADV", "NOT"):
        back -= 1
    return tokens[back].tag if back >= 0 else ""


def _past_form(
    tokens: list[Token],
    index: int,
    word: str,
    kinds: int,
    governor: str,
    following: Token | None,
) -> str:
    previous = tokens[index - 1].tag if index else ""
    if governor in ("AUX", "NONFINITE"):
        return "PART"
    if kinds & PAST and not kinds & PARTICIPLE:
        return "VERB"
    opens = _closed().get(following.lower, "") if following is not None else ""
    if previous in ("DET", "POSS", "NUM", "ADJ", "PREP") and word != "said":
        if previous in ("ADJ", "NUM", "DET") and opens in ("DET", "POSS", "PRON") and index > 1:
            return "VPAST"  # "the military made another ...": no noun follows
        return "NOUN" if kinds & BASE else "ADJ"
    if kinds & PARTICIPLE and not kinds & PAST:
        return "PART"
    if kinds & BASE and word in doubtful():
        after_subject = governor in ("PRON", "SUB", "NAME", "NOUN")
        return "VPAST" if after_subject and opens in _AFTER_VERB else "NOUN"
    if index == 0:
        return "PART"
    return "VPAST"


def _agrees(noun: str, kinds: int) -> bool:
    plural = noun.endswith("s") or noun in word_sets("words")["plain_plurals"]
    return bool(kinds & BASE) if plural else bool(kinds & THIRD)


def _settle_past_forms(tokens: list[Token]) -> None:
    """A past form is a participle when its clause has its finite verb elsewhere.

    "commandos requested by NATO has arrived": "requested" follows a noun and a finite verb
    follows it before the next comma or conjunction.
    """
    finite_ahead: list[bool] = [False] * (len(tokens) + 1)
    distance = 0
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        distance += 1
        if token.tag in ("CC", "SUB", "QUOTE") or (token.tag == "PUNCT" and token.text != "-"):
            finite_ahead[index] = False
        elif token.tag in ("AUX", "MODAL", "VERB"):
            finite_ahead[index] = True
            distance = 0
        else:
            finite_ahead[index] = finite_ahead[index + 1] and distance < _LOOK_AHEAD
    seen_finite = False
    any_finite = False
    reporting = False
    for index, token in enumerate(tokens):
        if token.tag == "VPAST":
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            by = following is not None and following.lower == "by"
            aside = index > 1 and tokens[index - 1].text in (",", "(")
            if _surely_finite(tokens, index, following) or _closes_by_saying(tokens, index):
                seen_finite = True
            elif token.lower != "said" and (
                finite_ahead[index + 1]
                or (seen_finite and (aside or not reporting))
                or (any_finite and by)
                or (aside and _resumes(tokens, index))
                or (not seen_finite and index > 1 and _reports_after_comma(tokens, index))
            ):
                token.tag = "PART"
            else:
                seen_finite = True
        elif token.tag in FINITE:
            seen_finite = True
        elif token.tag in ("SUB", "CC", "QUOTE") or token.text in (";", ":"):
            seen_finite = False
        elif token.lower in _CLAUSE_PREPOSITIONS:
            seen_finite = False
        if token.tag in FINITE:
            any_finite = True
            reporting = base_of(token.lower) in word_sets("speech")["cues"]


def _reports_after_comma(tokens: list[Token], index: int) -> bool:
    """ "Results published in March, revealed that": the verb of saying is the finite one."""
    for place in range(index + 1, min(len(tokens) - 2, index + _LOOK_AHEAD)):
        if tokens[place].text == ",":
            following = tokens[place + 1]
            return (
                following.tag in ("VPAST", "VERB")
                and tokens[place + 2].lower == "that"
                and base_of(following.lower) in word_sets("speech")["cues"]
            )
    return False


def _closes_by_saying(tokens: list[Token], index: int) -> bool:
    """ "..., researchers at the university reported on Monday": the sentence ends in a saying."""
    if base_of(tokens[index].lower) not in word_sets("speech")["said_after"]:
        return False
    if len(tokens) - index > _CLOSING_WORDS:
        return False
    place = index - 1
    while place > 0 and tokens[place].tag in _PHRASE:
        place -= 1
    if place < 1 or place == index - 1 or tokens[place].text != ",":
        return False
    return not any(token.tag in FINITE or token.lower == "by" for token in tokens[index + 1 :])


def _surely_finite(tokens: list[Token], index: int, following: Token | None) -> bool:
    """Whether a subject pronoun or "that" follows, or a quotation stands just before."""
    if following is not None and (
        following.tag in ("PRON", "POSS") or (following.lower == "that" and index > 0)
    ):
        return True
    if following is not None and following.tag == "DET" and index and tokens[index - 1].text != ",":
        return True
    before = tokens[max(0, index - 2) : index]
    return any(token.tag == "QUOTE" for token in before)


def _resumes(tokens: list[Token], index: int) -> bool:
    """Whether a finite verb follows the comma that ends the aside opened before ``index``."""
    for place in range(index + 1, min(len(tokens) - 1, index + _LOOK_AHEAD)):
        if tokens[place].text in (",", ")"):
            following = tokens[place + 1 : place + 3]
            return any(token.tag in ("AUX", "MODAL", "VERB") for token in following)
    return False
