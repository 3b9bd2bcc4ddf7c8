"""Find verbs that look like nouns: "the tour, which ended in May, cost 40 dollars".

A word that is a noun more often than a verb is tagged as one. Where the build of the sentence
needs a verb, and only this word can be it, it becomes one here.
"""

from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import BASE, PAST, THIRD, forms

__all__ = ["settle_hidden_verbs"]

_OBJECT: Final = frozenset({"DET", "POSS", "NUM", "PRON"})
_AFTER: Final = _OBJECT | {"PREP", "TO", "ADV"}
_OPENING: Final = 8
_RELATIVE: Final = frozenset({"who", "which"})


def settle_hidden_verbs(tokens: list[Token]) -> None:
    """Tag as verbs the nouns that can only be verbs where they stand."""
    finite = False
    relative = False
    for index in range(1, len(tokens) - 1):
        token = tokens[index]
        if token.tag in FINITE:
            finite = True
        elif token.lower in _RELATIVE and token.tag == "SUB":
            relative = relative or tokens[index - 1].text == ","
        elif token.tag == "NOUN":
            before, following = tokens[index - 1], tokens[index + 1]
            told = before.lower in _RELATIVE and before.tag == "SUB" and following.tag in _AFTER
            resumed = relative and finite and before.text == "," and following.tag in _OBJECT
            if told or resumed:
                kinds = forms().get(token.lower, 0)
                if kinds & (BASE | THIRD | PAST):
                    token.tag = "VPAST" if kinds & PAST else "VERB"
    _settle_after_aside(tokens)
    if not finite and tokens and tokens[-1].text == ".":
        _settle_only_verb(tokens)


def _settle_after_aside(tokens: list[Token]) -> None:
    """As in "The pact, reached in May, calls for peace": its verb follows the second comma."""
    first = next((i for i, token in enumerate(tokens[:_OPENING]) if token.text == ","), 0)
    if first < 1 or first + 3 >= len(tokens) or tokens[first + 1].tag not in ("VPAST", "PART"):
        return
    if any(token.tag in FINITE for token in tokens[:first]) or tokens[first - 1].tag == "PREP":
        return
    close = next((i for i in range(first + 2, len(tokens) - 2) if tokens[i].text == ","), 0)
    if not close or any(token.tag in FINITE for token in tokens[first + 2 : close]):
        return
    verb, following = tokens[close + 1], tokens[close + 2]
    kinds = forms().get(verb.lower, 0) & (THIRD | BASE)
    if verb.tag == "NOUN" and kinds and following.tag in _AFTER and not verb.capital:
        tokens[first + 1].tag = "PART"
        verb.tag = "VERB"


def _settle_only_verb(tokens: list[Token]) -> None:
    """As in "The disease spread across Europe.": the one word that can be the verb."""
    if any(token.tag in FINITE for token in tokens):
        return
    for index in range(1, len(tokens) - 2):
        token, before, following = tokens[index], tokens[index - 1], tokens[index + 1]
        kinds = forms().get(token.lower, 0)
        past = bool(kinds & PAST) and bool(kinds & BASE)
        after_noun = token.tag == "NOUN" and before.tag in ("NOUN", "NAME", "PRON")
        if past and after_noun and following.tag in _AFTER and following.lower != "of":
            token.tag = "VPAST"
            return
