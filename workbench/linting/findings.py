"""What a rule is, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

Path = tuple[str | int, ...]
"""Where a value stands: the keys and places that lead to it from the outermost value."""

GOOGLE: Final = "Google, Fact Check (ClaimReview) structured data"
API: Final = "Google, Fact Check Tools API"
SCHEMA: Final = "schema.org, ClaimReview, Claim and Rating"
MEDIA: Final = "schema.org, MediaReview"
LINKED_DATA: Final = "W3C, JSON-LD 1.1"
JSON_TEXT: Final = "RFC 8259, JSON"
LANGUAGES: Final = "RFC 5646, BCP 47"


class Severity(StrEnum):
    """``ERROR`` breaks a rule that readers of the markup rely on; ``ADVICE`` is recommended."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked: what is asked for, why, how to mend it, and who asks."""

    id: str
    severity: Severity
    asks: str
    reason: str
    fix: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A place at which a rule is broken. ``words`` say what is there."""

    rule: str
    severity: Severity
    words: str
    path: str
    line: int
    column: int
    syntax: str

    def value(self) -> Mapping[str, Any]:
        """The finding as a JSON value."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "message": self.words,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "syntax": self.syntax,
        }


def error(identifier: str, asks: str, reason: str, fix: str, source: str = GOOGLE) -> Rule:
    """A rule whose breach is an error."""
    return Rule(identifier, Severity.ERROR, asks, reason, fix, source)


def advice(identifier: str, asks: str, reason: str, fix: str, source: str = GOOGLE) -> Rule:
    """A rule whose breach is told as advice."""
    return Rule(identifier, Severity.ADVICE, asks, reason, fix, source)
