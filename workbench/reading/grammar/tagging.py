"""Give each word of a sentence its likely part of speech.

Rules over word tables and neighbours, no statistics. The tags are coarse on purpose: later
stages only ask where a finite verb stands, what is a noun, and what opens a clause.
"""

from functools import cache
from typing import Final

from workbench.reading.grammar.hidden_verbs import settle_hidden_verbs
from workbench.reading.grammar.past_forms import settle_past_forms
from workbench.reading.grammar.tokens import Token, tokenise
from workbench.reading.grammar.verbs import (
    BASE,
    GERUND,
    PARTICIPLE,
    PAST,
    THIRD,
    doubtful,
    forms,
)
from workbench.reading.language.lexicon import word_sets

__all__ = ["tagged"]

_BEFORE_NOUN: Final = frozenset({"DET", "POSS", "ADJ", "NUM", "PREP"})
_AFTER_VERB: Final = frozenset({"DET", "POSS", "PRON", "SUB", "NUM", "TO"})
_BEFORE_COMPLEMENT: Final = frozenset(
    {"NOUN", "NAME", "VERB", "VPAST", "PART", "ADJ", "ING", "VBASE", "AUX", "PRON"}
)
_WAVERING: Final = frozenset(
    {"that", "to", "have", "do", "need", "can", "first", "last", "next", "her"}
)
_OPENING: Final = frozenset("\"'“”‘’«»„`")
_COMPOUND_ENDINGS: Final = (
    "-based",
    "-led",
    "-backed",
    "-born",
    "-style",
    "-wide",
    "-funded",
    "-run",
    "-controlled",
    "-held",
    "-made",
    "-owned",
    "-term",
    "-year",
    "-old",
    "-level",
    "-related",
    "-long",
)


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


@cache
def _whatever_stands_beside() -> dict[str, str]:
    """The words and marks whose tag their neighbours do not change."""
    tags = {
        word: tag
        for word, tag in _closed().items()
        if tag != "DET" and word.isalpha() and word not in _WAVERING
    }
    return tags | {mark: "PUNCT" for mark in ",.;:()" if mark not in _closed()}


def tagged(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]`` with their tags."""
    tokens = tokenise(text, start, end)
    closed, plain = _closed(), _whatever_stands_beside()
    kinds_of = forms()
    previous = ""
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        tag = None if token.capital else plain.get(token.text)
        if tag is None:
            following = tokens[index + 1] if index < last else None
            tag = _tag(tokens, index, token, following, previous, closed, kinds_of)
        previous = token.tag = tag
    settle_past_forms(tokens)
    settle_hidden_verbs(tokens)
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
        if word in ("'", "’") and _owns(tokens, index):
            return "POSS"
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
        return _closed_class(word, tag, following, previous)
    if "-" in word and word.endswith(_COMPOUND_ENDINGS):
        return "ADJ"
    opens = index == 0 or (index == 1 and previous == "QUOTE")
    if token.capital and not opens:
        return "NAME"
    kinds = kinds_of.get(word, 0)
    if kinds == 0:
        return _open_class(token, word, previous)
    return _verb_form(tokens, index, word, kinds, following, previous)


def _owns(tokens: list[Token], index: int) -> bool:
    """As in "the miners' wages": an apostrophe after a plural, and no quotation to close."""
    token = tokens[index]
    if not index or index + 1 >= len(tokens):
        return False
    before, following = tokens[index - 1], tokens[index + 1]
    plural = before.end == token.start and before.lower.endswith("s")
    if not plural or following.start == token.end or not following.text[0].isalpha():
        return False
    return not any(other.text in ("'", "‘") and other.tag == "QUOTE" for other in tokens[:index])


def _closed_class(word: str, tag: str, following: Token | None, previous: str) -> str:
    if word == "that":
        if previous in _BEFORE_COMPLEMENT:
            return "SUB"
        return "PRON" if following and following.lower in _finite_words() else "DET"
    if word == "to" and following is not None and following.tag == "":
        return "TO"
    if tag == "DET" and following is not None and following.lower in _finite_words():
        return "PRON"
    if word in ("have", "do", "need") and previous in ("TO", "MODAL"):
        kinds = forms().get(following.lower, 0) if following is not None else 0
        perfect = word == "have" and kinds & (PAST | PARTICIPLE) and not kinds & BASE
        return "NONFINITE" if perfect else "VBASE"
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
        if "-" in word and token.text != word:
            return "ADJ"  # "pro-Beijing"
        return "NOUN" if previous in ("ADJ", "DET", "POSS") else "ING"
    if word.endswith("ed") and len(word) > 4:
        if previous in ("AUX", "NONFINITE"):
            return "PART"
        return "ADJ" if previous in _BEFORE_NOUN or not previous or "-" in word else "VPAST"
    if token.capital:
        return "NAME" if previous == "QUOTE" else "NOUN"
    if word in words["nouns_like_adjectives"]:
        return "NOUN"
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
    if tokens[index - 1].lower in ("these", "those") and kinds & BASE and _takes(following):
        tokens[index - 1].tag = "PRON"
        return "VERB"
    if previous in _BEFORE_NOUN or index == 0:
        return "NOUN"
    if governor == "PRON" or (governor == "SUB" and _relative(tokens, index)):
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


def _takes(following: Token | None) -> bool:
    """Whether an object opens: "Those include 1,000 workers"."""
    if following is None:
        return False
    opens = _closed().get(following.lower, "")
    return following.text[0].isdigit() or opens in ("DET", "POSS", "NUM")


def _relative(tokens: list[Token], index: int) -> bool:
    """Whether the word before stands for the subject: "who", "which", or "that" after a noun."""
    before = tokens[index - 1].lower
    if before in ("who", "which", "what"):
        return True
    return before == "that" and index > 1 and tokens[index - 2].tag in ("NOUN", "NAME")


def _governor(tokens: list[Token], index: int) -> str:
    """The tag before the adverbs and the "not" that stand before this word."""
    back = index - 1
    while (
        back >= 0
        and index - back < 5
        and (
            tokens[back].tag in ("ADV", "NOT")
            or tokens[back].lower == "no"  # "could no longer walk"
        )
    ):
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
    if previous == "POSS" and tokens[index - 1].text[0] in "'’" and opens in ("DET", "ADV", "POSS"):
        return "VPAST"  # "Kohl's plunged nearly 20%"
    if previous in ("DET", "POSS", "NUM", "ADJ", "PREP") and word != "said":
        if previous in ("ADJ", "NUM", "DET") and opens in ("DET", "POSS", "PRON") and index > 1:
            return "VPAST"  # "the military made another ...": no noun follows
        return "NOUN" if kinds & BASE else "ADJ"
    if kinds & PARTICIPLE and not kinds & PAST:
        return "PART"
    if kinds & BASE and word in doubtful():
        after_subject = governor in ("PRON", "SUB", "NAME", "NOUN")
        return (
            "VPAST"
            if after_subject and (opens in _AFTER_VERB or _relative(tokens, index))
            else "NOUN"
        )
    if index == 0:
        return "PART"
    return "VPAST"


def _agrees(noun: str, kinds: int) -> bool:
    plural = noun.endswith("s") or noun in word_sets("words")["plain_plurals"]
    return bool(kinds & BASE) if plural else bool(kinds & THIRD)
