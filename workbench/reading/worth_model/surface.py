"""What the model sees of a sentence: tokens, their letter case, the shape of their digits.

Training and scoring both read sentences through this file, so that they cannot differ.
"""

import re

CHARACTERS_READ = 2_000
TOKENS_READ = 80
SUFFIX_BUCKETS = 1024

LOWER, CAPITALISED, UPPER = 0, 1, 2
CASES = 3

_TOKEN = re.compile(
    r"[a-z]++(?=[\s,.])"  # a plain word; only for speed
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[,.:/]\d+)*|[^\w\s]"
)
_YEAR_PREFIXES = frozenset({"17", "18", "19", "20"})
_LONGEST_DIGIT_SHAPE = 4
_SUFFIX_LENGTH = 3


def tokens(sentence: str) -> list[str]:
    """The tokens of a sentence as they are written; of an endless one, those of its beginning."""
    found: list[str] = _TOKEN.findall(sentence, 0, CHARACTERS_READ)
    return found[:TOKENS_READ]


def number_shape(token: str) -> str:
    """The class of a token of digits: the model knows that it is a year, not which."""
    if "," in token:
        return "<n,>"
    if "." in token:
        return "<n.>"
    if not token.isdecimal():
        return "<n:>"
    if len(token) == len("1999") and token[:2] in _YEAR_PREFIXES:
        return "<year>"
    return f"<n{min(len(token), _LONGEST_DIGIT_SHAPE)}>"


def known_form(token: str) -> str:
    """The form under which the vocabulary would hold a token."""
    if token[0].isdecimal():
        return number_shape(token)
    return token.lower().replace("’", "'")


def letter_case(token: str) -> int:
    """How a token is capitalised: ``LOWER``, ``CAPITALISED`` or ``UPPER``."""
    if token.isupper():
        return UPPER if len(token) > 1 else CAPITALISED
    return CAPITALISED if token[0].isupper() else LOWER


def opening_form(token: str) -> str:
    """The first token of a sentence without its one capital letter, which says nothing there."""
    return token.lower() if letter_case(token) == CAPITALISED else token


def suffix_bucket(form: str) -> int:
    """The bucket, by its last letters, of a form that the vocabulary does not hold."""
    if not form[0].isalpha():
        return 0
    total = 0
    weight = 1
    for letter in form[-_SUFFIX_LENGTH:]:
        total += ord(letter) * weight
        weight *= 31
    return 1 + total % (SUFFIX_BUCKETS - 1)
