"""Digits and number words that count nothing: labels, addresses, codes, and the pronoun."""

import re

from workbench.model import Sentence
from workbench.reading.language import made_once
from workbench.reading.language.casing import Text
from workbench.reading.quantities.amounts import Amount, Form
from workbench.reading.quantities.vocabulary import context_words, word_classes

LOOK_BACK = 40
LONGEST_LABEL = 6
LONGEST_ADDRESS = 400
LONGEST_ITEM_LEAD = 3
ITEM_LEADS = "•‣⁃◦▪●*-–( "
FEWEST_DIGITS_OF_A_MODEL = 3
SHORTEST_ACRONYM = 2
DIGITS_OF_A_REFERENCE = 3

_TELEPHONE = re.compile(
    r"(?<![\w.,-])(?:\+\d{1,3}[\s-]?)?(?:\(\d{2,5}\)[\s-]?)?\d{2,5}(?:[\s-]\d{3,4}){1,3}(?![\w,.-]?\d)"
)
_LAST_WORD = re.compile(r"([^\W\d_][\w.'’-]*|[№#§])[\s\u00a0]?$")
_NEXT_WORD = re.compile(r"[\s\u00a0]([^\W\d_]+)")
_ENDS_IN_NUMBER = re.compile(r"(?:^|[\s\d])\d[ \t]+$")
_BEGINS_WITH_NUMBER = re.compile(r"[ \t]+\d+(?:\s|$)")
_OPENS_REFERENCE = re.compile(r"\((?:\d{1,3},\s?){0,9}$")
_CLOSES_REFERENCE = re.compile(r"(?:,\s?\d{1,3}){0,9}\)")
_MODEL = re.compile(r"[\s\u00a0]?(\d+)(?:[-‑]\d{1,4}\w?)?\s([^\W\d_]+)")
_BARE = re.compile(r"\d+")


@made_once
def _label_joint() -> re.Pattern[str]:
    words = word_classes()
    return re.compile(rf"\s?(?:,|{words['and']}|{words['or']}|{words['to']}|&|[-–])\s?$")


def is_part_of_a_code(small: str, start: int, end: int) -> bool:
    """Say whether the digits are glued to letters, dots, slashes or more digits."""
    before = small[start - 1] if start else " "
    following = small[end : end + 2]
    if _is_in_address(small, start):
        return True
    if before in "/:@#_\\" or (before in "-‑." and small[start - 2 : start - 1].isalnum()):
        return True
    if before == "[" and following[:1] == "]":
        return True
    if following[:1] in {"/", ":", "_", "@", "\\"} and following[1:].isalnum():
        return True
    return following[:1] == "." and following[1:].isdecimal()


def begins_item(small: str, amount: Amount, sentence: Sentence) -> bool:
    """Say whether the number is the mark of a list item: "1. Peel it"."""
    if small[amount.end : amount.end + 1] not in {")", "."} or amount.end + 1 >= sentence.end:
        return False
    lead = small[sentence.start : amount.start]
    return len(lead) <= LONGEST_ITEM_LEAD and not lead.strip(ITEM_LEADS)


def _is_in_address(small: str, start: int) -> bool:
    begin = max(0, start - LONGEST_ADDRESS)
    token = small[begin:start].split()[-1:] if start and not small[start - 1].isspace() else []
    return bool(token) and ("://" in token[0] or token[0].startswith("www."))


def is_glued_to_letters(text: Text, start: int, end: int) -> bool:
    """Say whether letters touch the number, as in "65th", "39A" and "one-on-one"."""
    hyphened = text.small[start - 1 : start] == "-" and text.small[start - 2 : start - 1].isalnum()
    return hyphened or text.small[end : end + 1].isalpha()


def is_reference(small: str, amount: Amount) -> bool:
    """Say whether the number stands alone in brackets, as marks of sources do: "(14, 15)"."""
    before = small[max(0, amount.start - LOOK_BACK) : amount.start]
    after = small[amount.end : amount.end + LOOK_BACK]
    digits = small[amount.start : amount.end]
    if digits in context_words().codes:
        return True
    if not digits.isdecimal() or len(digits) > DIGITS_OF_A_REFERENCE:
        return False
    return bool(_OPENS_REFERENCE.search(before) and _CLOSES_REFERENCE.match(after))


def end_of_model(text: Text, start: int) -> int | None:
    """Where a type of aircraft ends that begins here: "787-9 Dreamliner", "737 Max"."""
    known = context_words()
    found = _MODEL.match(text.small, start)
    if found is None or found[1] not in known.models:
        return None
    is_named = found[2] in known.model_nouns or text.is_capital(found.start(2))
    return found.start(2) if is_named else None


def is_telephone_number(small: str, start: int, end: int) -> bool:
    """Say whether the digits belong to a telephone number."""
    begin = max(0, start - 24)
    for found in _TELEPHONE.finditer(small, begin, min(len(small), end + 24)):
        if found.start() <= start and end <= found.end():
            digits = sum(character.isdecimal() for character in found[0])
            spaced = re.fullmatch(r"\d{1,3}(?: \d{3})+", found[0]) is not None
            return digits >= 7 and not spaced
    return False


def _last_word(text: str, start: int, end: int) -> re.Match[str] | None:
    """The word that ends ``text[start:end]``, perhaps before a space and the end of a line.

    It is looked for behind the last space before those alone, which is far sooner done.
    """
    return _LAST_WORD.search(text, max(start, text.rfind(" ", start, end - 2) + 1), end)


def is_label(
    text: Text, amount: Amount, sentence_start: int, previous_label_end: int, counted: str | None
) -> bool:
    """Say whether the number names the thing before it rather than counting what follows."""
    small = text.small
    digits = small[amount.start : amount.end]
    if amount.form not in {Form.NUMBER, Form.RANGE} or not digits[0].isdecimal():
        return False
    if counted is not None and amount.form is Form.NUMBER and not _label_word_before(small, amount):
        return _is_inside_a_name(text, amount, sentence_start)
    known = context_words()
    gap = small[previous_label_end : amount.start]
    if previous_label_end and len(gap) <= LONGEST_LABEL and _label_joint().fullmatch(gap):
        return counted is None
    before = _last_word(small, max(sentence_start, amount.start - LOOK_BACK), amount.start)
    following = _NEXT_WORD.match(small, amount.end)
    if before is not None:
        word = before[1]
        if word in known.labels or _singular(word) in known.labels:
            return True
        if counted is None and _is_named_number(text, before, following, sentence_start):
            return True
        particular = counted is None and word in word_classes().of("the")
        if particular and _is_model(digits, small, amount.end):
            return True
    if counted is None and following is not None and _BARE.fullmatch(digits):
        return _is_address(text, amount.end) or (
            amount.start > sentence_start and text.is_capital(amount.end + 1)
        )
    return False


def _singular(word: str) -> str:
    for ending in word_classes().ending("plural_ending"):
        word = word.removesuffix(ending)
    return word


def _label_word_before(small: str, amount: Amount) -> bool:
    before = _last_word(small, max(0, amount.start - LOOK_BACK), amount.start)
    return before is not None and before[1] in context_words().labels


def _is_named_number(
    text: Text,
    before: re.Match[str],
    following: re.Match[str] | None,
    sentence_start: int,
) -> bool:
    """Say whether a name and a number stand together: "Vostok 1", "Movimento 5 Stelle"."""
    start = before.start()
    if (
        not text.is_capital(start)
        or text.small[start : before.end()].strip() in context_words().stops
    ):
        return False
    if following is not None and following[1] in context_words().after_count:
        return False
    return start > sentence_start or (following is None or text.is_capital(following.start(1)))


def _is_inside_a_name(text: Text, amount: Amount, sentence_start: int) -> bool:
    """Say whether a number stands between capitals: "LC 500 Convertible"."""
    before = _last_word(text.original, max(sentence_start, amount.start - LOOK_BACK), amount.start)
    following = _NEXT_WORD.match(text.original, amount.end)
    if before is None or following is None or before.start() <= sentence_start:
        return False
    word = before[1]
    if not word.isupper() or len(word) < SHORTEST_ACRONYM or not word.isalpha():
        return False
    return following[1][0].isupper()


def _is_model(digits: str, small: str, end: int) -> bool:
    bare = _BARE.fullmatch(digits) is not None and len(digits) >= FEWEST_DIGITS_OF_A_MODEL
    following = _NEXT_WORD.match(small, end)
    return bare and (following is None or following[1] not in context_words().after_count)


def _is_address(text: Text, end: int) -> bool:
    known = context_words()
    position = end
    for _ in range(4):
        found = _NEXT_WORD.match(text.original, position)
        if found is None or not found[1][0].isupper():
            return False
        if found[1].lower() in known.streets:
            return True
        position = found.end()
    return False


def is_part_of_a_name(text: str, amount: Amount, sentence: Sentence) -> bool:
    """Say whether a number word has a capital inside a sentence: "the Group of Seven"."""
    if not amount.in_words or not text[amount.start].isupper() or sentence.kind == "heading":
        return False
    before = text[max(sentence.start, amount.start - LOOK_BACK) : amount.start].rstrip()
    return bool(before) and before[-1].isalnum()


def _is_one(small: str, amount: Amount) -> bool:
    return small[amount.start : amount.end] in word_classes().of("one")


def is_some_day(small: str, amount: Amount, unit: str) -> bool:
    """Say whether "one day" means some day rather than a length of time."""
    words = word_classes()
    if unit not in words.of("some_day") or not _is_one(small, amount):
        return False
    before = small[max(0, amount.start - LOOK_BACK) : amount.start].split()
    return not before or before[-1] not in context_words().before_one_day


def is_in_a_row(text: Text, amount: Amount, counted: str | None) -> bool:
    """Say whether bare numbers stand beside one another, as in a table."""
    small = text.small
    if counted is not None or amount.in_words or amount.form is not Form.NUMBER:
        return False
    before = small[max(0, amount.start - LONGEST_LABEL) : amount.start]
    after = small[amount.end : amount.end + LONGEST_LABEL]
    return (
        _ENDS_IN_NUMBER.search(before) is not None or _BEGINS_WITH_NUMBER.match(after) is not None
    )


def is_within_a_row(small: str, amount: Amount) -> bool:
    """Say whether a bare number has bare numbers on both sides, so that nothing can be counted."""
    if amount.in_words or amount.form is not Form.NUMBER or amount.currency is not None:
        return False
    after = small[amount.end : amount.end + LONGEST_LABEL]
    if _BEGINS_WITH_NUMBER.match(after) is None:
        return False
    before = small[max(0, amount.start - LONGEST_LABEL) : amount.start]
    return _ENDS_IN_NUMBER.search(before) is not None


def is_verb(small: str, amount: Amount) -> bool:
    """Say whether a number word is a verb with the word after it: "to zero in on"."""
    if not amount.in_words:
        return False
    known = context_words()
    following = _NEXT_WORD.match(small, amount.end)
    word = small[amount.start : amount.end]
    return following is not None and f"{word} {following[1]}" in known.phrasal


def is_pronoun(small: str, amount: Amount, sentence_start: int) -> bool:
    """Say whether "one" stands for a thing rather than counting it."""
    if not _is_one(small, amount):
        return False
    words = word_classes()
    known = context_words()
    following = _NEXT_WORD.match(small, amount.end)
    if following is None or following[1] in known.after_one or following[1] in known.stops:
        return True
    plural = following[1].endswith(words.ending("plural_ending"))
    if plural and not following[1].endswith(words.ending("singular_nouns")):
        return True
    before = _LAST_WORD.search(small, max(sentence_start, amount.start - LOOK_BACK), amount.start)
    return before is not None and before[1] in known.before_one
