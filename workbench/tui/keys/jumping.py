"""The labels of jump mode: one letter each while there are few targets, else two. No Textual."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"


@dataclass(frozen=True, slots=True)
class Target:
    """A place on the screen that one can go to, and how."""

    x: int
    y: int
    go: Callable[[], object]


def labels(count: int) -> list[str]:
    """As many different labels as there are targets; no label begins another."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return [first + second for first in LETTERS for second in LETTERS][:count]
