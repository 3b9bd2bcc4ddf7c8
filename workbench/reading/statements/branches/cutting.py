"""What a statement loses with a branch: its words, and the commas that set it off."""

from typing import Final

from workbench.reading.statements.branches.held import Held, Range

__all__ = ["after_comma", "before_comma", "trimmed", "with_commas"]

_COMMAS: Final = frozenset({",", "—", "–"})
_ENDING: Final = frozenset({",", ";", ":", "—", "–", "-", "."})


def before_comma(held: Held, last: int) -> bool:
    """Whether a comma or dash stands right behind a branch."""
    return last < held.stop and held.tokens[last].text in _COMMAS


def after_comma(held: Held, first: int) -> bool:
    """Whether a comma or dash stands right before a branch."""
    return first > 0 and held.tokens[first - 1].text in _COMMAS


def trimmed(held: Held, first: int, last: int) -> int:
    """The end of a branch without the marks and the joining word that stand there."""
    while last > first and (
        held.tokens[last - 1].text in _ENDING or held.tokens[last - 1].tag == "CC"
    ):
        last -= 1
    return last


def with_commas(held: Held, first: int, last: int) -> Range:
    """The words of a branch with the comma before it, and with the one behind that closes it.

    The comma behind one that begins in the midst without a comma before it belongs to the rest.
    """
    led, closed = after_comma(held, first), before_comma(held, last)
    end = last + 1 if closed and (led or first == 0) else last
    return (first - 1 if led else first), end
