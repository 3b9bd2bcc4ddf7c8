"""What stands before a verb form and calls for one form of it: "to", "does", "has", "help"."""

from typing import Final

from workbench.reading.grammar.closed import closed
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import PAST, doubtful, evenly, forms
from workbench.reading.language.lexicon import word_sets

__all__ = [
    "AFTER_PAST",
    "AFTER_VERB",
    "goes_on",
    "governing",
    "governor_of",
    "is_given_to",
    "is_led",
    "is_of_time",
    "is_perfect",
    "is_plural",
    "is_supported",
    "is_told_of_relative",
    "supports",
]

AFTER_VERB: Final = frozenset({"DET", "POSS", "PRON", "SUB", "NUM", "TO"})
AFTER_PAST: Final = AFTER_VERB | {"PREP", "ADV"}
_BEFORE_QUOTED: Final = frozenset({"TO", "MODAL", "AUX", "NONFINITE"})
_DO: Final = frozenset({"do", "does", "did", "don't", "doesn't", "didn't"})
_CAUSING: Final = frozenset(
    {"let", "lets", "make", "makes", "made", "making", "help", "helps", "helped", "helping"}
)
_BEFORE_BASE: Final = frozenset({"let", "lets", "help", "helps", "helped", "helping"})
_OBJECTS: Final = frozenset({"him", "them", "us", "me"})
_FARTHEST: Final = 16
_PERCEIVING: Final = frozenset(
    {"see", "sees", "saw", "seen", "hear", "heard", "watch", "watched", "have", "had"}
)
_HAVE: Final = frozenset({"have", "had"})
_IN_NOUN: Final = frozenset({"DET", "POSS", "ADJ", "NOUN", "NAME", "NUM"})
_LONGEST_NOUN: Final = 6
_PERFECT: Final = frozenset({"AUX", "NONFINITE"})


def governing(tokens: list[Token], index: int) -> int:
    """The place before the adverbs and the "not" that stand before this word."""
    back = index - 1
    while back >= 0 and index - back < 5:
        tag = tokens[back].tag
        # "could no longer walk"
        if tag != "ADV" and tag != "NOT" and tokens[back].lower != "no":
            break
        back -= 1
    if back > 0 and tokens[back].tag == "QUOTE" and tokens[back - 1].tag in _BEFORE_QUOTED:
        back -= 1  # 'to "act at once"'
    return back


def governor_of(tokens: list[Token], index: int) -> str:
    """The tag of what stands before a word and its adverbs."""
    back = governing(tokens, index)
    return tokens[back].tag if back >= 0 else ""


def is_perfect(tokens: list[Token], index: int, governor: str) -> bool:
    """Whether a form of "be" or "have" calls for a participle here."""
    if governor in _PERFECT:
        return True
    return governor in ("VBASE", "PART") and tokens[governing(tokens, index)].lower in _HAVE


def is_supported(tokens: list[Token], index: int) -> bool:
    """Whether a base form stands here: "would never have", "could we do", "let them have"."""
    back = governing(tokens, index)
    if back < 0:
        return False
    word = tokens[index].lower
    if tokens[back].tag in ("TO", "MODAL") or supports(tokens, back, word):
        return True
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index - 1].tag == "CC" and goes_on(tokens, index, word, following)


def supports(tokens: list[Token], back: int, word: str) -> bool:
    """Whether the word at ``back`` calls for a base form after it."""
    governor = tokens[back]
    if governor.tag == "AUX":
        return governor.lower in _DO
    if governor.tag != "PRON":
        return governor.lower in _BEFORE_BASE and word not in doubtful()
    before = tokens[back - 1] if back else None
    if before is None:
        return False
    if before.lower in _DO or before.lower in _CAUSING:
        return True
    if governor.lower in _OBJECTS:
        return word not in doubtful()
    return before.tag == "MODAL" and before.text[0] not in "'’"


def goes_on(tokens: list[Token], index: int, word: str, following: Token | None) -> bool:
    """As in "to buy a house, pay for holidays and settle debts": one base form after another."""
    comma = tokens[index - 1].tag == "PUNCT"
    if following is None or (comma and tokens[index - 1].text != ","):
        return False
    if word in doubtful():
        opens = "NUM" if following.text[0].isdigit() else closed().get(following.lower, "")
        firm = word in evenly() or not comma
        cuts = not comma and forms()[word] & PAST and following.lower.endswith("s")
        if not cuts and opens not in (AFTER_PAST if firm else AFTER_VERB):
            return False
    for place in range(index - 2, max(-1, index - _FARTHEST), -1):
        tag = tokens[place].tag
        if tag == "VBASE":
            return True
        if tag in FINITE or tag == "SUB" or tag == "QUOTE" or tokens[place].text in ";:":
            return False
    return False


def is_led(tokens: list[Token], place: int) -> bool:
    """Whether the noun that ends at ``place`` follows "does", "would", "make" or "see"."""
    for back in range(place, max(-1, place - _LONGEST_NOUN), -1):
        token = tokens[back]
        if token.tag not in _IN_NOUN:
            verb = token.lower in _CAUSING or token.lower in _PERCEIVING
            return verb or token.tag == "MODAL" or token.lower in _DO
    return False


def is_told_of_relative(tokens: list[Token], index: int) -> bool:
    """Whether the word before stands for the subject: "who", "which", or "that" after a noun."""
    back = governing(tokens, index)
    before = tokens[back].lower if back >= 0 else ""
    if before in ("who", "which", "what"):
        return True
    if before != "that" or not back or tokens[back - 1].lower in _OBJECTS:
        return False
    return tokens[back - 1].tag in ("NOUN", "NAME", "PRON", "CC")


def is_given_to(tokens: list[Token], index: int, word: str) -> bool:
    """As in "gave them support": the pronoun before is no subject."""
    return tokens[index - 1].lower in _OBJECTS and word in doubtful()


def is_of_time(tokens: list[Token], place: int) -> bool:
    """As in "in 2011", "on May 6": no number of things."""
    if not place:
        return False
    number, before = tokens[place].text, tokens[place - 1]
    year = len(number) == 4 and number.isdigit() and before.tag == "PREP"
    return year or before.lower in word_sets("words")["months_and_days"]


def is_plural(noun: str) -> bool:
    """Whether the form of a noun is that of more than one."""
    words = word_sets("words")
    return noun in words["plain_plurals"] or (
        noun.endswith("s") and not noun.endswith("ss") and noun not in words["singular_in_s"]
    )
