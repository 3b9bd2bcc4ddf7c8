"""Say of a verb form what it is where it stands: finite, base, participle, noun or adjective."""

from typing import Final

from workbench.reading.grammar.closed import closed, finite_words
from workbench.reading.grammar.tags import FINITE
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
    forms,
)
from workbench.reading.language.lexicon import word_sets

__all__ = [
    "DOUBT",
    "governor_of",
    "is_of_time",
    "is_perfect",
    "is_plural",
    "is_supported",
    "verb_form",
]

# a noun, unless the rest of the sentence says otherwise
DOUBT: Final = "NOUN or VERB"

_BEFORE_NOUN: Final = frozenset({"DET", "POSS", "ADJ", "NUM", "PREP"})
_AFTER_VERB: Final = frozenset({"DET", "POSS", "PRON", "SUB", "NUM", "TO"})
_AFTER_PAST: Final = _AFTER_VERB | {"PREP", "ADV"}
_OPENING: Final = frozenset("\"'“”‘’«»„`")
_PERFECT: Final = frozenset({"AUX", "NONFINITE"})
_SUPPORTING: Final = frozenset(
    {"TO", "MODAL", "AUX", "PRON", "VERB", "VPAST", "VBASE", "PART", "ING"}
)
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
    back = _governing(tokens, index)
    governor = tokens[back].tag if back >= 0 else ""
    if kinds & BASE and governor in _SUPPORTING and back >= 0:
        if governor in ("TO", "MODAL") or _supports(tokens, back, word):
            return "VBASE"
    elif kinds & BASE and (previous == "CC" or previous == "PUNCT"):
        if _goes_on(tokens, index, word, following):
            return "VBASE"
    elif governor in ("TO", "MODAL") and not kinds & (PAST | PARTICIPLE | GERUND):
        return "NOUN"
    by = following is not None and following.lower == "by"
    if by and word in _BY_PARTICIPLES and previous in ("NOUN", "NAME"):
        return "PART"  # "a record set by"
    if kinds & (PAST | PARTICIPLE) and (
        governor in _PERFECT or kinds & (PAST | BASE) != BASE  # not "prices come down"
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
    if governor == "PRON" or (governor == "SUB" and _relative(tokens, index)):
        return DOUBT if _given_to(tokens, index, word) else "VERB"
    if word not in doubtful():
        if previous in ("NOUN", "NAME") and kinds & BASE and not is_plural(before.lower):
            if _led_by(tokens, index - 1):
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


def is_plural(noun: str) -> bool:
    """Whether the form of a noun is that of more than one."""
    words = word_sets("words")
    return noun in words["plain_plurals"] or (
        noun.endswith("s") and noun not in words["singular_in_s"]
    )


def _led_by(tokens: list[Token], place: int) -> bool:
    """Whether the noun that ends at ``place`` follows "does", "would", "make" or "see"."""
    for back in range(place, max(-1, place - _LONGEST_NOUN), -1):
        token = tokens[back]
        if token.tag not in _IN_NOUN:
            verb = token.lower in _CAUSING or token.lower in _PERCEIVING
            return verb or token.tag == "MODAL" or token.lower in _DO
    return False


def _is_subject(previous: str, following: Token | None, word: str) -> bool:
    """As in "the party's elects were", "lenders would": a finite verb stands right after it."""
    if following is None or previous not in ("NOUN", "NAME", "VPAST", "CC", "PUNCT"):
        return False
    return following.lower in finite_words() and base_of(word) not in word_sets("speech")["cues"]


def is_of_time(tokens: list[Token], place: int) -> bool:
    """As in "in 2011", "on May 6": no number of things."""
    if not place:
        return False
    number, before = tokens[place].text, tokens[place - 1]
    year = len(number) == 4 and number.isdigit() and before.tag == "PREP"
    return year or before.lower in word_sets("words")["months_and_days"]


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


def _goes_on(tokens: list[Token], index: int, word: str, following: Token | None) -> bool:
    """As in "to buy a house, pay for holidays and settle debts": one base form after another."""
    comma = tokens[index - 1].tag == "PUNCT"
    if following is None or (comma and tokens[index - 1].text != ","):
        return False
    if word in doubtful():
        opens = "NUM" if following.text[0].isdigit() else closed().get(following.lower, "")
        firm = word in evenly() or not comma
        cuts = not comma and forms()[word] & PAST and following.lower.endswith("s")
        if not cuts and opens not in (_AFTER_PAST if firm else _AFTER_VERB):
            return False
    for place in range(index - 2, max(-1, index - _FARTHEST), -1):
        tag = tokens[place].tag
        if tag == "VBASE":
            return True
        if tag in FINITE or tag == "SUB" or tag == "QUOTE" or tokens[place].text in ";:":
            return False
    return False


def is_supported(tokens: list[Token], index: int) -> bool:
    """Whether a base form stands here: "would never have", "could we do", "let them have"."""
    back = _governing(tokens, index)
    if back < 0:
        return False
    word = tokens[index].lower
    if tokens[back].tag in ("TO", "MODAL") or _supports(tokens, back, word):
        return True
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index - 1].tag == "CC" and _goes_on(tokens, index, word, following)


def _supports(tokens: list[Token], back: int, word: str) -> bool:
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


def _takes(following: Token | None) -> bool:
    """Whether an object opens: "Those include 1,000 workers"."""
    if following is None:
        return False
    opens = closed().get(following.lower, "")
    return following.text[0].isdigit() or opens in ("DET", "POSS", "NUM")


def _relative(tokens: list[Token], index: int) -> bool:
    """Whether the word before stands for the subject: "who", "which", or "that" after a noun."""
    back = _governing(tokens, index)
    before = tokens[back].lower if back >= 0 else ""
    if before in ("who", "which", "what"):
        return True
    if before != "that" or not back or tokens[back - 1].lower in _OBJECTS:
        return False
    return tokens[back - 1].tag in ("NOUN", "NAME", "PRON", "CC")


def _given_to(tokens: list[Token], index: int, word: str) -> bool:
    """As in "gave them support": the pronoun before is no subject."""
    return tokens[index - 1].lower in _OBJECTS and word in doubtful()


def _governing(tokens: list[Token], index: int) -> int:
    """The place before the adverbs and the "not" that stand before this word."""
    back = index - 1
    while back >= 0 and index - back < 5:
        tag = tokens[back].tag
        # "could no longer walk"
        if tag != "ADV" and tag != "NOT" and tokens[back].lower != "no":
            break
        back -= 1
    return back


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
    if governor == "SUB" and tokens[_governing(tokens, index)].lower in _UNSUBJECTED:
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
    aside = index > 1 and tokens[_governing(tokens, index)].text == ","
    if aside and opens == "PREP" and word in _BY_PARTICIPLES:
        return "PART"  # ", evenly split between two firms"
    told = governor == "PRON" or _relative(tokens, index)
    if told and not _given_to(tokens, index, word):
        return "VPAST"
    return DOUBT if index else "NOUN"


def is_perfect(tokens: list[Token], index: int, governor: str) -> bool:
    """Whether a form of "be" or "have" calls for a participle here."""
    if governor in _PERFECT:
        return True
    return governor in ("VBASE", "PART") and tokens[_governing(tokens, index)].lower in _HAVE


def governor_of(tokens: list[Token], index: int) -> str:
    """The tag of what stands before a word and its adverbs."""
    back = _governing(tokens, index)
    return tokens[back].tag if back >= 0 else ""


def _past_form_before_noun(
    tokens: list[Token], index: int, word: str, kinds: int, opens: str
) -> str:
    """After an article or the like: "the raised price", but "Marlow's raised its price"."""
    before = tokens[index - 1]
    tag = before.tag
    if tag == "ADV":
        if opens in _AFTER_PAST:
            return "PART" if kinds & PARTICIPLE and not kinds & PAST else "VPAST"
    elif tag == "POSS":
        if before.text[0] in "'’" and opens in ("DET", "ADV", "POSS"):
            return "VPAST"
    elif opens in _AFTER_PAST and _stands_alone(tokens, index - 1):
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
