"""What a check of a database found, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Part(StrEnum):
    """What is checked, in the order in which it is told."""

    FILE = "pages of the file"
    EVENTS = "events and their hashes"
    CHAINS = "chains of writers"
    KEPT = "kept documents and pages"
    TABLES = "tables against the log"
    REDACTIONS = "redactions"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found; a ``grave`` one is a problem, the others are remarks."""

    part: Part
    words: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found. Problems mean that something is damaged; remarks do not."""

    events: int
    blobs: int
    findings: tuple[Finding, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is damaged, in words."""
        return tuple(one.words for one in self.findings if one.grave)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is worth knowing, in words."""
        return tuple(one.words for one in self.findings if not one.grave)

    def of(self, part: Part) -> tuple[Finding, ...]:
        """What was found of one part."""
        return tuple(one for one in self.findings if one.part is part)

    def joined(self, part: Part, problems: Sequence[str], remarks: Sequence[str]) -> "Verification":
        """The same with what was found of one more part."""
        more = [Finding(part, words, grave=True) for words in problems]
        more += [Finding(part, words, grave=False) for words in remarks]
        return replace(self, findings=(*self.findings, *more))
