"""Whether two quantities count the same things."""

import re
from enum import Enum, auto
from typing import Final

from workbench.matching.slots.vocabulary import words, words_by_group

__all__ = ["Things", "compare_counted", "head_of"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_TAIL: Final = re.compile(
    r"\s(?:of|from|in|at|by|who|that|which|to|for|with|on|a|an|per|each|every)\s.*", re.DOTALL
)


class Things(Enum):
    """How what is counted stands to what is counted elsewhere."""

    SAME = auto()
    PERHAPS = auto()
    """One is not said, or is the wider word ("people" for soldiers)."""
    DIFFERENT = auto()


def compare_counted(ours: str | None, theirs: str | None) -> Things:
    """Compare the heads of two counted nouns ("Russian troops" and "soldiers" are the same)."""
    left, right = head_of(ours), head_of(theirs)
    if left is None or right is None:
        return Things.SAME if left == right else Things.PERHAPS
    if left == right:
        return Things.SAME
    members = words("wider", "members")
    if (_is_body(ours) and right in members) or (_is_body(theirs) and left in members):
        return Things.PERHAPS
    wider = words("wider", "persons")
    if left in wider or right in wider or "person" in (left, right):
        return Things.PERHAPS
    return Things.DIFFERENT


def head_of(counted: str | None) -> str | None:
    """The noun itself, in one form for its synonyms, without what is said about it."""
    if not counted:
        return None
    found = _WORD.findall(_TAIL.sub("", counted).lower())
    if not found:
        return None
    head = _singular(found[-1])
    return words_by_group("counted").get(found[-1]) or words_by_group("counted").get(head, head)


def _is_body(counted: str | None) -> bool:
    """Whether a body stands for the persons in it: "700-strong force", never "two forces"."""
    found = _WORD.findall(_TAIL.sub("", counted or "").lower())
    return bool(found) and found[-1] in words("wider", "bodies")


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
