"""The shape that every pattern of the date grammar has, and how a text is matched to it."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from workbench.reading.dates.expressions import Expression
from workbench.reading.language import SPACE
from workbench.reading.language.casing import Text


class Match(NamedTuple):
    """A match of a pattern together with the text it is in."""

    text: Text
    match: re.Match[str]

    def group(self, name: str) -> str | None:
        """Give what a named group matched, if it took part."""
        matched: str | None = self.match[name]
        return matched

    def word(self, name: str) -> str:
        """Give what a named group matched; nothing if it did not, or is not in this pattern."""
        if name not in self.match.re.groupindex:
            return ""
        return self.match[name] or ""

    def start(self, name: str | int = 0) -> int:
        """Give where a group starts."""
        return self.match.start(name)

    def end(self, name: str | int = 0) -> int:
        """Give where a group ends."""
        return self.match.end(name)

    def opening_end(self) -> int:
        """Give where a match begins after its "from" or "between", if it may have one."""
        if "opening" not in self.match.re.groupindex or self.match["opening"] is None:
            return self.match.start()
        return self.match.end("opening")

    def opens_with(self, words: tuple[str, ...]) -> bool:
        """Say whether a match begins with one of some words."""
        return self.text.small.startswith(words, self.match.start())

    def span(self) -> tuple[int, int]:
        """Give the span of the whole match."""
        return self.match.span()


Builder = Callable[[Match], Iterable[Expression]]


OPTIONAL_SPACE = r"\s{0,4}+"


class Pattern:
    """One form of date: its regular expression, what may trigger it, and its meaning.

    ``triggers`` are classes of words of which at least one must be in the sentence, so that
    most patterns are never tried, and many are never compiled; ``needs`` is a further class
    without which the pattern cannot hold.
    """

    __slots__ = ("_expression", "_source", "build", "name", "needs", "triggers")

    def __init__(
        self, name: str, triggers: frozenset[str], source: str, build: Builder, needs: str
    ) -> None:
        self.name = name
        self.triggers = triggers
        self.needs = needs
        self.build = build
        self._source = source
        self._expression: re.Pattern[str] | None = None

    @property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._expression is None:
            self._expression = re.compile(self._source, re.VERBOSE)
        return self._expression


def first_letters(*groups: Iterable[str]) -> str:
    """The letters that words of these groups begin with, for square brackets."""
    return "".join(sorted({re.escape(word[0]) for group in groups for word in group if word}))


def pattern(
    name: str, triggers: str, source: str, build: Builder, *, starts: str = "", needs: str = ""
) -> Pattern:
    """Make a pattern that may not begin or end in the middle of a word or number.

    White space is matched in short, possessive runs, so that no text makes a pattern slow.
    ``starts`` are the characters, as in square brackets, that it can begin with.
    """
    bounded = source.replace(r"\s+", SPACE).replace(r"\s*", OPTIONAL_SPACE)
    first = f"(?=[{starts}])" if starts else ""
    whole = rf"{first}(?<![\w$€£])(?:{bounded})(?![\w])"
    return Pattern(name, frozenset(triggers.split()), whole, build, needs)
