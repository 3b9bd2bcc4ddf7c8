"""Say of a verb form what it is where it stands: finite, base, participle, noun or adjective."""

from typing import Final

from workbench.reading.grammar.closed import closed, finite_words
from workbench.reading.grammar.governors import (
    AFTER_PAST,
    goes_on,
    governing,
    is_given_to,
    is_led,
    is_of_time,
    is_perfect,
    is_plural,
    is_told_of_relative,
    supports,
)
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import (
    BASE,
    GERUND,
    PARTICIPLE,
    PAST,
    THIRD,
    base_of,
    doubtful,
    evenly,
)
from workbench.reading.language.lexicon import word_sets

__all__ = ["DOUBT", "verb_form"]

# a noun, unless the rest of the sentence says otherwise
DOUBT: Final = "NOUN or VERB"

_BEFORE_NOUN: Final = frozenset({"DET", "POSS", "ADJ", "NUM", "PREP"})
_OPENING: Final = frozenset("\"'“”‘’«»„`")
_SUPPORTING: Final = frozenset(
    {"TO", "MODAL", "AUX", "PRON", "VERB", "VPAST", "VBASE", "PART", "ING"}
)
_BY_PARTICIPLES: Final = frozenset(
    {"set", "put", "hit", "shut", "cast", "read", "run", "split", "spread", "upset"}
)
_WITH_ONE: Final = frozenset({"no", "this", "that", "each", "every", "any", "if", "when"})
_COUNTS: Final = frozenset({"thousands", "hundreds", "dozens", "millions", "tens", "scores"})
_ORDINALS: Final = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "last", "other", "latter", "former"}
)
_UNSUBJECTED: Final = frozenset(
    {"if", "when", "while", "although", "though", "unless", "whenever", "wherever", "whether"}
)
_FLOATING: Final = frozenset({"all", "both", "each"})
_SUBJECTS: Final = frozenset({"NAME", "NOUN", "PRON"})
_PAST_NOUNS: Final = frozenset({"bit", "rose", "saw", "lay", "bore", "spoke", "shot", "thought"})
# "this caused", "both took": these may stand for a noun
_ALONE: Final = frozenset(
    {"this", "that", "these", "those", "both", "all", "many", "some", "few", "most", "several"}
)


def verb_form(
    tokens: list[Token],
    index: int,
    word: str,
    kinds: int,
    following: Token | None,
    previous: str,
) -> str:
    """The tag of a known verb form: VERB, VPAST, VBASE, PART, ING, NOUN or ADJ."""
    back = governing(tokens, index)
    governor = tokens[back].tag if back >= 0 else ""
    if kinds & BASE and governor in _SUPPORTING and back >= 0:
        if governor in ("TO", "MODAL") or supports(tokens, back, word):
            return "VBASE"
    elif kinds & BASE and (previous == "CC" or previous == "PUNCT"):
        if goes_on(tokens, index, word, following):
            return "VBASE"
    elif governor in ("TO", "MODAL") and not kinds & (PAST | PARTICIPLE | GERUND):
        return "NOUN"
    by = following is not None and following.lower == "by"
    if by and word in _BY_PARTICIPLES and previous in ("NOUN", "NAME"):
        return "PART"  # "a record set by"
    if kinds & (PAST | PARTICIPLE) and (
        kinds & (PAST | BASE) != BASE or is_perfect(tokens, index, governor)
    ):
        return _past_form(tokens, index, word, kinds, governor, following)
    if kinds & GERUND:
        return "NOUN" if previous in ("DET", "ADJ") else "ING"
    return _present_form(tokens, index, word, kinds, governor, following)


def _present_form(
    tokens: list[Token],
    index: int,
    word: str,
    kinds: int,
    governor: str,
    following: Token | None,
) -> str:
    if index == 0:
        return "NOUN"
    before = tokens[index - 1]
    previous = before.tag
    if before.lower == "not":
        return "VBASE" if kinds & BASE else "NOUN"
    if previous == "DET" and _pointed_at(before.lower, kinds, following):
        before.tag = "PRON"
        return "VERB"
    if previous in _BEFORE_NOUN:
        return _after_modifier(tokens, index, word, kinds)
    if previous == "ADV" and governor in ("DET", "POSS") and word in doubtful():
        return "NOUN"  # "an earlier date"
    if governor == "PRON" or (governor == "SUB" and is_told_of_relative(tokens, index)):
        return DOUBT if is_given_to(tokens, index, word) else "VERB"
    if word not in doubtful():
        if previous in ("NOUN", "NAME") and kinds & BASE and not is_plural(before.lower):
            if is_led(tokens, index - 1):
                return "VBASE"  # "help the port grow"
            return DOUBT if previous == "NOUN" and not before.capital else "VERB"
        return DOUBT if _is_subject(previous, following, word) else "VERB"
    if _before_quotation(tokens, index, word):
        return "VERB"
    return "NOUN" if governor == "AUX" else DOUBT


def _after_modifier(tokens: list[Token], index: int, word: str, kinds: int) -> str:
    """After an article, an adjective or the like a noun stands, unless that is the subject."""
    before = tokens[index - 1]
    if before.tag == "POSS":
        return DOUBT if before.text[0] in "'’" else "NOUN"  # "Lowe's reports earnings"
    if before.tag == "PREP":
        return "NOUN"
    earlier = tokens[index - 2].tag if index > 1 else ""
    if before.lower in ("all", "both", "each") and earlier == "PRON":
        return "VERB"  # "we all know"
    if before.tag == "NUM" and is_of_time(tokens, index - 1):
        return DOUBT if word in doubtful() else "VERB"
    if word in doubtful():
        alone = (before.lower in _ALONE and kinds & BASE) or before.lower == "one"
        alone = alone or (
            before.tag == "ADJ" and earlier == "DET" and kinds & THIRD and word in evenly()
        )
        return DOUBT if alone else "NOUN"
    if before.tag == "ADJ":
        return "VERB" if kinds & THIRD else "NOUN"  # "the same goes for"
    if before.lower == "one" and kinds & THIRD:
        return "VERB"  # "no one knows"
    if not kinds & BASE:
        return "NOUN"
    if before.tag == "NUM":
        return "VERB" if earlier == "DET" else "NOUN"  # "the four go"
    if before.lower not in _ALONE:
        return "NOUN"
    before.tag = "PRON"
    return "VERB"  # "some say"


def _is_subject(previous: str, following: Token | None, word: str) -> bool:
    """As in "the party's elects were", "lenders would": a finite verb stands right after it."""
    if following is None or previous not in ("NOUN", "NAME", "VPAST", "CC", "PUNCT"):
        return False
    return following.lower in finite_words() and base_of(word) not in word_sets("speech")["cues"]


def _pointed_at(before: str, kinds: int, following: Token | None) -> bool:
    """As in "This means", "Those include 1,000 workers": the word before stands for a noun."""
    if before in ("this", "that"):
        return bool(kinds & THIRD)
    return before in ("these", "those") and bool(kinds & BASE) and _takes(following)


def _before_quotation(tokens: list[Token], index: int, word: str) -> bool:
    """As in 'The ministry notes, "..."': a verb of saying and an opening quotation mark."""
    if index + 2 >= len(tokens) or base_of(word) not in word_sets("speech")["cues"]:
        return False
    before, mark = tokens[index], tokens[index + 1]
    if mark.text == "," or mark.text == ":":
        before, mark = mark, tokens[index + 2]
    return mark.text in _OPENING and mark.start > before.end


def _takes(following: Token | None) -> bool:
    """Whether an object opens: "Those include 1,000 workers"."""
    if following is None:
        return False
    opens = closed().get(following.lower, "")
    return following.text[0].isdigit() or opens in ("DET", "POSS", "NUM")


def _past_form(
    tokens: list[Token],
    index: int,
    word: str,
    kinds: int,
    governor: str,
    following: Token | None,
) -> str:
    previous = tokens[index - 1].tag if index else ""
    if is_perfect(tokens, index, governor):
        return "PART"
    if kinds & PAST and not kinds & PARTICIPLE:
        counted = previous in _BEFORE_NOUN or (index and tokens[index - 1].lower == "little")
        return "NOUN" if counted and word in _PAST_NOUNS else "VERB"
    opens = closed().get(following.lower, "") if following is not None else ""
    if word == "said":
        if previous == "DET" and tokens[index - 1].lower in _ALONE:
            tokens[index - 1].tag = "PRON"  # "some said"
    elif governor in _BEFORE_NOUN:
        return _past_form_before_noun(tokens, index, word, kinds, opens)
    if governor == "SUB" and tokens[governing(tokens, index)].lower in _UNSUBJECTED:
        return "PART"  # "if convicted"
    if kinds & PARTICIPLE and not kinds & PAST:
        return "PART"
    if kinds & BASE and word in doubtful():
        return _past_or_noun(tokens, index, word, governor, opens)
    if index > 1 and not opens and tokens[index - 1].text == "," and tokens[index - 2].tag == "ADJ":
        return "ADJ"  # "a smooth, connected service"
    if index == 0 or (word == "compared" and opens in ("PREP", "TO")):
        return "PART"
    return "VPAST"


def _past_or_noun(tokens: list[Token], index: int, word: str, governor: str, opens: str) -> str:
    """Of a form that is past, base and noun: "cut", "set"."""
    aside = index > 1 and tokens[governing(tokens, index)].text == ","
    if aside and opens == "PREP" and word in _BY_PARTICIPLES:
        return "PART"  # ", evenly split between two firms"
    told = governor == "PRON" or is_told_of_relative(tokens, index)
    if told and not is_given_to(tokens, index, word):
        return "VPAST"
    return DOUBT if index else "NOUN"


def _past_form_before_noun(
    tokens: list[Token], index: int, word: str, kinds: int, opens: str
) -> str:
    """After an article or the like: "the raised price", but "Marlow's raised its price"."""
    before = tokens[index - 1]
    tag = before.tag
    if before.lower in _FLOATING and index > 1 and tokens[index - 2].tag in _SUBJECTS:
        return "VPAST"  # "Arda, Minden and Braun all qualified Saturday"
    if tag == "ADV":
        if opens in AFTER_PAST:
            return "PART" if kinds & PARTICIPLE and not kinds & PAST else "VPAST"
    elif tag == "POSS":
        if before.text[0] in "'’" and opens in ("DET", "ADV", "POSS"):
            return "VPAST"
    elif opens in AFTER_PAST and _stands_alone(tokens, index - 1):
        if tag == "DET":
            before.tag = "PRON"
        return "VPAST"
    elif tag == "PREP" and before.lower in ("above", "below") and opens in ("DET", "POSS"):
        return "VPAST"  # "the note shown above claimed that ..."
    elif tag == "ADJ" and base_of(word) in word_sets("words")["never_passive"]:
        return "VPAST"  # "the Australian national remained"
    elif tag != "PREP" and opens in ("DET", "POSS", "PRON") and index > 1:
        return "VPAST"  # "the military made another ...": no noun follows
    return "NOUN" if kinds & BASE or word in _PAST_NOUNS else "ADJ"


def _stands_alone(tokens: list[Token], index: int) -> bool:
    """As in "this caused", "AirPods 2 dropped", "a third fell": no noun has to follow."""
    token = tokens[index]
    if token.tag == "NUM":
        before = tokens[index - 1] if index else None
        if before is None or token.lower in _COUNTS:
            return token.lower in _COUNTS
        if token.lower == "one":
            return before.lower in _WITH_ONE
        return before.capital  # "Apollo 11 landed", "the rise in May 2006 halved"
    if token.tag == "ADJ":
        return token.lower in _ORDINALS and index > 0 and tokens[index - 1].tag == "DET"
    return token.lower in _ALONE and (not index or tokens[index - 1].text != ",")
