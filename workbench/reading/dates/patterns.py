"""The shape that every pattern of the date grammar has, and how a text is matched to it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from workbench.reading.dates.expressions import Expression
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

    def span(self) -> tuple[int, int]:
        """Give the span of the whole match."""
        return self.match.span()


Builder = Callable[[Match], Iterable[Expression]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of date: its regular expression, what may trigger it, and its meaning.

    ``triggers`` are classes of words of which at least one must be in the sentence, so that
    most patterns are never tried.
    """

    name: str
    expression: re.Pattern[str]
    triggers: frozenset[str]
    build: Builder


SPACE = r"\s{1,4}+"
OPTIONAL_SPACE = r"\s{0,4}+"


def pattern(name: str, triggers: str, source: str, build: Builder) -> Pattern:
    """Compile a pattern that may not begin or end in the middle of a word or number.

    White space is matched in short, possessive runs, so that no text makes a pattern slow.
    """
    bounded = source.replace(r"\s+", SPACE).replace(r"\s*", OPTIONAL_SPACE)
    compiled = re.compile(rf"(?<![\w$€£])(?:{bounded})(?![\w])", re.VERBOSE)
    return Pattern(name, compiled, frozenset(triggers.split()), build)
