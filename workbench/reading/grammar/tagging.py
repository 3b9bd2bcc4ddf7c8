"""Give each word of a sentence its likely part of speech.

Rules over word tables and neighbours, no statistics. The tags are coarse on purpose: later
stages only ask where a finite verb stands, what is a noun, and what opens a clause.
"""

from functools import cache
from typing import Final

from workbench.reading.grammar.closed import closed, finite_words, whatever_stands_beside
from workbench.reading.grammar.doubts import settle_doubts, settle_that
from workbench.reading.grammar.governors import governor_of, is_perfect, is_supported
from workbench.reading.grammar.marks import marks_of
from workbench.reading.grammar.past_forms import settle_past_forms
from workbench.reading.grammar.tokens import Spellings, Token, tokenise
from workbench.reading.grammar.verb_forms import DOUBT, verb_form
from workbench.reading.grammar.verbs import BASE, PARTICIPLE, PAST, doubtful, evenly, forms
from workbench.reading.language.lexicon import word_sets

__all__ = ["spellings", "tagged", "with_tags"]

_BEFORE_NOUN: Final = frozenset({"DET", "POSS", "ADJ", "NUM", "PREP"})
_BEFORE_COMPLEMENT: Final = frozenset(
    {"NOUN", "NAME", "VERB", "VPAST", "PART", "ADJ", "ING", "VBASE", "AUX", "PRON"}
)
# "said on 5 May that it was", "and that the firm knew"
_BEFORE_CLAUSE: Final = frozenset({"NUM", "ADV", "CC"})
_BEFORE_ONCE: Final = frozenset({"PRON", "NOUN", "NAME", "AUX", "MODAL", "NONFINITE"})
_BY_COMPANY: Final = frozenset({"had", "like", "once", "since", "yet"})
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
def spellings() -> Spellings:
    """The spellings of the language, with the tags that are sure."""
    return Spellings(_tag_alone, marks_of)


def _tag_alone(text: str, word: str) -> str:
    """The tag of a word inside a sentence, if its neighbours do not change it; or nothing."""
    if text[0].isupper():
        compound = "-" in word and word.endswith(_COMPOUND_ENDINGS)
        return "" if word in closed() or compound else "NAME"
    tag = whatever_stands_beside().get(text)
    if tag is not None:
        return tag
    if not text[0].isalnum():
        return "" if word in ("'s", "'") or text == "’" else _mark(word)
    if text[0].isdigit():
        return "NUM"
    if word in closed() or word in forms() or word.endswith(("ing", "ed")):
        return ""
    if "-" in word and word.endswith(_COMPOUND_ENDINGS):
        return "ADJ"
    return _open_class(text, word, "", capital=False)


def _mark(word: str) -> str:
    return closed().get(word) or ("QUOTE" if word[0] in _OPENING else "PUNCT")


def tagged(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]`` with their tags."""
    return with_tags(tokenise(text, start, end, spellings()))


def with_tags(tokens: list[Token]) -> list[Token]:
    """The same words and marks, now with their tags."""
    classes, kinds_of = closed(), forms()
    previous = ""
    doubts: list[int] = []
    pointing: list[int] = []
    last = len(tokens) - 1
    for opening in tokens[:2]:
        if opening.capital:
            opening.tag = ""  # a capital says less there
    for index, token in enumerate(tokens):
        if not token.tag:
            following = tokens[index + 1] if index < last else None
            tag = _tag(tokens, index, token, following, previous, classes, kinds_of)
            if tag == DOUBT:
                doubts.append(index)
                tag = "NOUN"
            elif tag == "SUB" and token.lower == "that":
                pointing.append(index)
            token.tag = tag
        previous = token.tag
    if doubts:
        settle_doubts(tokens, doubts)
    settle_past_forms(tokens)
    for index in pointing:
        settle_that(tokens, index)
    return tokens


def _tag(
    tokens: list[Token],
    index: int,
    token: Token,
    following: Token | None,
    previous: str,
    classes: dict[str, str],
    kinds_of: dict[str, int],
) -> str:
    word = token.lower
    first = token.text[0]
    if not first.isalnum():
        if word == "'s" or word == "’s":
            return _owning_or_being(tokens, index, following, previous)
        if word in ("'", "’") and _owns(tokens, index):
            return "POSS"
        return _mark(word)
    if first.isdigit():
        return "NUM"
    tag = classes.get(word)
    if tag is not None:
        if len(word) > 1 and token.text.isupper() and word in ("who", "us", "it", "as", "so"):
            return "NAME"
        if token.capital and index and tag in ("MODAL", "ADJ", "NUM"):
            return "NAME"
        return _closed_class(tokens, index, word, tag, following, previous)
    if "-" in word and word.endswith(_COMPOUND_ENDINGS):
        return "ADJ"
    opens = index == 0 or (index == 1 and previous == "QUOTE")
    if token.capital and not opens:
        return "NAME"
    kinds = kinds_of.get(word, 0)
    if kinds == 0:
        return _open_class(token.text, word, previous, capital=token.capital)
    return verb_form(tokens, index, word, kinds, following, previous)


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


def _owning_or_being(
    tokens: list[Token], index: int, following: Token | None, previous: str
) -> str:
    """As in "that's", "let's", "the mayor's"; "the price's a record"."""
    before = tokens[index - 1]
    if before.lower == "let":
        return "PRON"
    after = following.lower if following is not None else ""
    if after in word_sets("words")["never_owned"] or before.lower == "here":
        return "AUX"
    if before.lower in ("this", "that") and previous == "DET":
        before.tag = "PRON"
        return "AUX"
    if previous == "PRON" and before.lower.endswith(("one", "body")):
        return "POSS"
    return "AUX" if previous in ("PRON", "SUB") else "POSS"


def _closed_class(
    tokens: list[Token],
    index: int,
    word: str,
    tag: str,
    following: Token | None,
    previous: str,
) -> str:
    if word == "that":
        return _pointing_or_joining(following, previous)
    if tag == "DET" and following is not None and following.lower in finite_words():
        return "PRON"
    if word in ("have", "do") and is_supported(tokens, index):
        kinds = forms().get(following.lower, 0) if following is not None else 0
        past = kinds & (PAST | PARTICIPLE)
        perfect = word == "have" and past and (not kinds & BASE or _is_verb(following))
        return "NONFINITE" if perfect else "VBASE"
    if tag == "ADJ" and forms().get(word, 0) & BASE:
        if previous in ("TO", "MODAL"):
            return "VBASE"
        return "VERB" if _acts(tokens[index - 1].lower, following) else "ADJ"
    if word in _BY_COMPANY:
        return _by_company(tokens, index, word, tag, following)
    if word == "can" and previous in ("DET", "POSS", "ADJ"):
        return "NOUN"
    if word in ("first", "last", "next") and previous in ("DET", "POSS"):
        return "ADJ"
    if word == "her" and following is not None and not following.text[0].isalnum():
        return "PRON"
    return tag


def _is_verb(following: Token | None) -> bool:
    """Whether the word is a verb rather than a noun, where it may be either."""
    return following is not None and (
        following.lower not in doubtful() or following.lower in evenly()
    )


def _pointing_or_joining(following: Token | None, previous: str) -> str:
    """As in "that house", "that was", "he said that he"."""
    if previous in _BEFORE_COMPLEMENT:
        return "SUB"
    if following is None:
        return "DET"
    if following.lower in finite_words():
        return "PRON"
    opens = closed().get(following.lower, "") if previous in _BEFORE_CLAUSE else ""
    return "SUB" if opens in ("DET", "PRON", "POSS") else "DET"


def _by_company(
    tokens: list[Token], index: int, word: str, tag: str, following: Token | None
) -> str:
    """As in "have had", "we like", "once again", "not yet"."""
    before = tokens[index - 1] if index else None
    if before is None:
        return tag
    if word == "had":
        return "PART" if is_perfect(tokens, index, governor_of(tokens, index)) else tag
    if word == "like":
        subject = before.lower in ("i", "we", "you", "they")
        return "VBASE" if before.tag == "MODAL" else "VERB" if subject else tag
    if word == "once":
        if following is None or following.lower in ("again", "more"):
            return "ADV"
        after = following.lower
        past = forms().get(after, 0) & (PAST | PARTICIPLE) or after in ("had", "was", "were")
        return "ADV" if past and before.tag in _BEFORE_ONCE else tag
    if word == "since":
        return "ADV" if before.tag in ("AUX", "MODAL") else tag
    return "ADV" if before.tag in ("NOT", "AUX", "ADV", "MODAL") else tag


def _acts(before: str, following: Token | None) -> bool:
    """As in "they own the land": a subject before an adjective that is a verb as well."""
    return before in ("i", "you", "we", "they") and following is not None


def _open_class(text: str, word: str, previous: str, *, capital: bool) -> str:
    words = word_sets("words")
    if word.endswith("ly") and word not in words["not_adverbs"]:
        return "ADV"
    if word.endswith("ing") and len(word) > 5:
        if "-" in word and text != word:
            return "ADJ"  # "pro-Beijing"
        return "NOUN" if previous in ("ADJ", "DET", "POSS") else "ING"
    if word.endswith("ed") and len(word) > 4:
        if previous in ("AUX", "NONFINITE"):
            return "PART"
        return "ADJ" if previous in _BEFORE_NOUN or not previous or "-" in word else "VPAST"
    if capital:
        return "NAME" if previous == "QUOTE" else "NOUN"
    if word in words["nouns_like_adjectives"]:
        return "NOUN"
    if word.endswith(("al", "ful", "ous", "ive", "able", "ible", "ic", "less")) and len(word) > 4:
        return "ADJ"
    return "NOUN"
