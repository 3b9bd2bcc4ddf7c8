"""Words from outside that may run from right to left, on a page that runs from left to right.

A browser looks through the words of every element that asks for their direction, which took a
quarter of the time in which it read a page of a thousand claims. So only words with a letter or
sign that could change the direction ask for it; for all others the page looks the same.
"""

import re
from typing import Final

from markupsafe import Markup, escape

_TURNING: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def turns(words: object) -> bool:
    """Whether words hold anything that runs from right to left, or a sign that turns them."""
    told = str(words)
    return not told.isascii() and _TURNING.search(told) is not None


def direction(words: object) -> Markup:
    """The attribute of an element with these words and nothing else from outside."""
    return Markup(' dir="auto"') if turns(words) else Markup("")


def apart(words: object) -> Markup:
    """Words in the middle of a sentence, which keep to themselves however they run."""
    told = escape(words)
    return Markup("<bdi>{}</bdi>").format(told) if turns(told) else told
