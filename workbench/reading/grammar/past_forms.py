"""Settle which past forms are finite verbs and which are participles.

"Commandos requested by NATO have arrived": "requested" looks like a finite verb and is none,
because its clause has its finite verb elsewhere.
"""

from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import PAST, base_of, forms
from workbench.reading.language.lexicon import time_words, word_sets

__all__ = ["settle_past_forms"]

_CLAUSE_PREPOSITIONS: Final = frozenset({"as", "after", "before", "since", "until", "once"})
_PHRASE: Final = frozenset({"DET", "ADJ", "NOUN", "NAME", "PREP", "POSS", "NUM", "CC", "PRON"})
_SUPPOSED: Final = frozenset({"believe", "think", "suspect", "allege", "say", "know", "report"})
_RELATIVE: Final = frozenset({"who", "which", "whose", "where"})
_SUBJECTS: Final = frozenset({"who", "which", "i", "he", "she", "it", "we", "they", "you"})
# these neither open nor end a clause
_INERT: Final = frozenset({"NOUN", "ADJ", "DET", "NUM", "NAME", "POSS", "ING", "TO", "VBASE"})
_OPENING_WORDS: Final = 5
_OPENING_MARKS: Final = frozenset(",(—–―")
_CLOSING_MARKS: Final = frozenset(",)—–―")
_CLOSING_WORDS: Final = 9
_LOOK_AHEAD: Final = 40


def settle_past_forms(tokens: list[Token]) -> None:
    """Turn every VPAST that is a participle into PART; those that stay are finite."""
    if "VPAST" not in [token.tag for token in tokens]:
        return
    ahead = _finite_ahead(tokens)
    in_clause = False
    in_sentence = False
    reporting = past = False
    opening = bool(tokens) and (tokens[0].tag == "SUB" or tokens[0].lower in _CLAUSE_PREPOSITIONS)
    relative = 0  # 1 in a relative clause before the main verb, 2 after that clause's verb
    for index, token in enumerate(tokens):
        if token.tag in _INERT:
            continue
        if token.tag == "VPAST":
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            by = following is not None and following.lower == "by"
            before = index - 2 if tokens[index - 1].tag == "ADV" else index - 1
            aside = index > 1 and tokens[before].text in _OPENING_MARKS
            goes_on = relative in (2, 4) and tokens[before].text == ","
            goes_on = goes_on or (
                relative == 4
                and not ahead[index + 1]
                and (tokens[index - 1].tag == "ADV" or tokens[index - 1].tag in ("NOUN", "NAME"))
                and following is not None
                and (
                    following.tag in ("DET", "NUM", "POSS", "NOUN", "ADJ", "ING")
                    or following.text == "at"
                )
            )
            base = base_of(token.lower)
            sure = (
                goes_on
                or base in word_sets("words")["never_passive"]
                or _told_of_pronoun(tokens, index)
                or _surely_finite(tokens, index, following)
                or _closes_by_saying(tokens, index)
                or _told_after_comma(tokens, index)
            )
            supposed = following is not None and following.lower == "to" and base in _SUPPOSED
            inside = relative == 2 and tokens[index - 1].tag in ("NOUN", "NAME", "CC")
            if (
                (inside and _goes_on_after_comma(tokens, index))
                or supposed
                or tokens[index - 1].lower == "ever"  # "the lowest price ever paid"
                or (
                    not sure
                    and token.lower != "said"
                    and (
                        ahead[index + 1]
                        or (in_clause and (aside or not reporting))
                        or (in_clause and _after_preposition(tokens, index, following))
                        or (by and (in_sentence or _by_somebody(tokens, index)))
                        or _joined_participle(tokens, index, following)
                        or (in_sentence and not past and _modifies(tokens, index, following))
                        or (not in_sentence and _in_opening_phrase(tokens, index))
                        or (aside and _resumes(tokens, index, past=not in_sentence))
                        or (not in_clause and index > 1 and _reports_after_comma(tokens, index))
                    )
                )
            ):
                token.tag = "PART"
        if token.text == "," and opening and in_clause:
            opening = in_clause = in_sentence = False  # "When the dam broke, the water ..."
        if token.lower in _RELATIVE and not in_sentence and index and tokens[index - 1].text == ",":
            relative = 1
        elif token.tag == "PART" and not in_sentence and _aside_at(tokens, index):
            relative = 2  # "The agreement, known as ..., passed": its verb follows the next comma
        elif (
            token.lower in ("that", "which", "who", "whose")
            and token.tag == "SUB"
            and not in_sentence
            and index
            and tokens[index - 1].tag in ("NOUN", "NAME")
        ):
            relative = 3  # without a comma; 4 after that clause's verb
        if token.tag in FINITE:
            resumed = relative == 2 and tokens[index - 1].text == ","
            step = {1: 2, 3: 4, 4: 0}.get(relative, relative)
            relative = 0 if resumed else step
            in_clause = in_sentence = True
            past = token.tag == "VPAST" or bool(forms().get(token.lower, 0) & PAST)
            reporting = base_of(token.lower) in word_sets("words")["without_that"]
        elif in_clause and _ends_clause(token):
            in_clause = False


def _told_of_pronoun(tokens: list[Token], index: int) -> bool:
    """As in "which lost", "he also lost": nothing but the pronoun can be the verb's subject."""
    before = index - 2 if tokens[index - 1].tag == "ADV" else index - 1
    return before >= 0 and tokens[before].lower in _SUBJECTS


def _told_after_comma(tokens: list[Token], index: int) -> bool:
    """As in "Holt scored twice, Orr made 30 saves": a subject, its verb, and a count."""
    if index + 2 >= len(tokens) or tokens[index + 1].tag != "NUM":
        return False
    place = index - 1
    while place > 0 and tokens[place].tag in ("NAME", "NOUN", "DET", "POSS"):
        place -= 1
    return 0 < place < index - 1 and tokens[place].text == "," and tokens[index + 2].tag != "PUNCT"


def _after_preposition(tokens: list[Token], index: int, following: Token | None) -> bool:
    """As in "said in a letter sent to the court": the noun before is no subject."""
    if following is None or following.tag not in ("PREP", "TO"):
        return False
    for place in range(index - 1, max(0, index - _CLOSING_WORDS), -1):
        tag = tokens[place].tag
        if tag not in ("DET", "ADJ", "NOUN", "NAME", "NUM"):
            return tag == "PREP" and place < index - 1
    return False


def _by_somebody(tokens: list[Token], index: int) -> bool:
    """As in "a team led by Okafor", and not "fell by 3%", "opened by the end of May"."""
    after = tokens[index + 2 : index + 4]
    if not after or after[0].tag not in ("DET", "NAME", "NOUN", "POSS", "ADJ"):
        return False
    return not any(token.lower in time_words() for token in after)


def _joined_participle(tokens: list[Token], index: int, following: Token | None) -> bool:
    """As in "was tried and sentenced to a fine": it goes on from another participle."""
    if index < 2 or tokens[index - 1].tag != "CC" or tokens[index - 2].tag != "PART":
        return False
    return following is None or following.tag in ("PREP", "TO", "PUNCT", "ADV")


def _modifies(tokens: list[Token], index: int, following: Token | None) -> bool:
    """As in "will weigh low growth and muted prices": no past tense goes on there."""
    if tokens[index - 1].tag != "CC" or following is None:
        return False
    if following.tag in ("NOUN", "ADJ"):
        return True
    # "should be heard by the court and removed from office"
    return any(token.tag == "PART" for token in tokens[max(0, index - _CLOSING_WORDS) : index])


def _in_opening_phrase(tokens: list[Token], index: int) -> bool:
    """As in "In a statement released Friday, the club said": the comma ends the phrase."""
    if tokens[0].tag != "PREP" or tokens[0].lower in _CLAUSE_PREPOSITIONS:
        return False  # "After the polls closed at 22:00, officials sealed the boxes"
    first = 2 if tokens[1].lower == "to" else 1  # "According to a letter sent ..."
    if not first < index <= _OPENING_WORDS or tokens[first].tag not in ("DET", "POSS"):
        return False
    if any(token.tag not in ("ADJ", "NOUN", "NUM") for token in tokens[first + 1 : index]):
        return False
    for place in range(index + 1, min(len(tokens) - 1, index + _CLOSING_WORDS)):
        if tokens[place].text == ",":
            return any(token.tag in FINITE for token in tokens[place + 1 : place + _LOOK_AHEAD])
        if tokens[place].tag in FINITE:
            return False
    return False


def _goes_on_after_comma(tokens: list[Token], index: int) -> bool:
    """As in "The prison, named so by the men held there, closed": its verb follows a comma."""
    for place in range(index + 1, min(len(tokens) - 1, index + _CLOSING_WORDS)):
        if tokens[place].text == ",":
            return tokens[place + 1].tag in FINITE
        if tokens[place].tag in FINITE:
            return False
    return False


def _aside_at(tokens: list[Token], index: int) -> bool:
    """Whether a comma stands before the word, or before the adverb before it."""
    before = index - 2 if index > 1 and tokens[index - 1].tag == "ADV" else index - 1
    return before > 0 and tokens[before].text == ","


def _ends_clause(token: Token) -> bool:
    return (
        token.tag in ("SUB", "CC", "QUOTE")
        or token.lower in ("whom", "hence", "thus")
        or token.text in (";", ":")
        or token.lower in _CLAUSE_PREPOSITIONS
    )


def _finite_ahead(tokens: list[Token]) -> list[bool]:
    """For each place, whether an unmistakable finite verb follows in the same clause."""
    ahead = [False] * (len(tokens) + 1)
    distance = 0
    verbs = 0
    told = False
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        tag = token.tag
        distance += 1
        if tag in _INERT:
            ahead[index] = ahead[index + 1] and distance < _LOOK_AHEAD
        elif tag in ("CC", "SUB", "QUOTE") or (tag == "PUNCT" and token.text != "-"):
            ahead[index] = False
            verbs = 0
        elif tag in ("AUX", "MODAL", "VERB"):
            ahead[index] = True
            distance = 0
            verbs += 1
            told = False
        elif token.lower in _CLAUSE_PREPOSITIONS and ahead[index + 1]:
            # "The mill closed after a lamp fell": that verb belongs to "after", unless another
            # does, as in "Data received since the board met show ..."
            # "Data received since May shows ...": no clause opens there
            verbs -= not (told or _opens_time(tokens[index + 1]))
            ahead[index] = verbs > 0
        else:
            told = told or tag == "VPAST"
            ahead[index] = ahead[index + 1] and distance < _LOOK_AHEAD
    return ahead


def _opens_time(token: Token) -> bool:
    return token.tag == "NUM" or token.lower in word_sets("words")["months_and_days"]


def _reports_after_comma(tokens: list[Token], index: int) -> bool:
    """As in "Results published in March, revealed that": the verb of saying is the finite one."""
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
    """As in "..., researchers at the university reported": the sentence ends in a saying."""
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
    if (
        following is not None
        and following.tag in ("NOUN", "NAME", "ADJ", "NUM")
        and index
        and tokens[index - 1].tag in ("NOUN", "NAME")
        and base_of(tokens[index].lower) in word_sets("words")["without_that"]
        and following.lower not in time_words()
    ):
        return True  # "Officials told lawmakers it was ..."
    if following is not None and following.tag == "DET" and index and tokens[index - 1].text != ",":
        return True
    before = tokens[max(0, index - 2) : index]
    return any(token.tag == "QUOTE" for token in before) or _tells(tokens, index)


def _tells(tokens: list[Token], index: int) -> bool:
    """As in "told reporters on Tuesday he would": a clause without "that" is what was told."""
    if tokens[index].lower != "told":
        return False
    subjects = word_sets("words")["subject_pronouns"]
    for place in range(index + 1, min(len(tokens) - 1, index + _CLOSING_WORDS)):
        if tokens[place].tag == "PUNCT" or tokens[place].tag in FINITE:
            return False
        if tokens[place].lower in subjects and tokens[place + 1].tag in FINITE:
            return True
    return False


def _resumes(tokens: list[Token], index: int, *, past: bool) -> bool:
    """Whether a finite verb follows the comma that ends the aside opened before ``index``."""
    for place in range(index + 1, min(len(tokens) - 1, index + _LOOK_AHEAD)):
        if tokens[place].text in _CLOSING_MARKS:
            following = tokens[place + 1 : place + 3]
            if following and following[0].tag == "SUB":
                return False  # "The court, in a ruling, upheld the law, which takes effect"
            if past and following and following[0].tag == "VPAST":
                return True
            return any(token.tag in ("AUX", "MODAL", "VERB") for token in following)
    return False
