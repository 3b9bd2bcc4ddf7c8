"""What a report is made from, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workbench.model import Claim, ClaimStatus, Document, Verdict


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One rating and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What a reader needs to look up a piece of evidence.

    ``sha256`` is of the captured bytes, or ``of_wire`` where the copy is not in this file;
    ``archived`` is the address of a copy at a web archive.
    ``said`` describes what never was a page; ``withheld`` says that neither the words nor who
    said them may be published.
    """

    title: str | None = None
    author: str | None = None
    published: str | None = None
    captured_at: datetime | None = None
    sha256: str | None = None
    of_wire: bool = False
    archived: str | None = None
    archived_at: datetime | None = None
    said: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """The claims of a report by document, with the scale they were rated on.

    ``undecided`` counts the claims that were left out because nobody has decided them.
    ``selection`` is what was typed to choose the claims. ``records`` has what is known of the
    source of each piece of evidence, by its id; ``independence`` says for a claim, by its id, how
    many sources and origins it has.
    """

    project: str
    made_at: datetime
    scale_name: str
    scale: tuple[ScaleStep, ...]
    documents: tuple[tuple[Document, tuple[Claim, ...]], ...]
    selection: str = ""
    undecided: int = 0
    dismissed: int = 0
    records: Mapping[str, SourceRecord] = field(default_factory=dict)
    independence: Mapping[str, str] = field(default_factory=dict)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in order."""
        return tuple(claim for _, claims in self.documents for claim in claims)


def live_verdicts(claim: Claim) -> tuple[Verdict, ...]:
    """The verdicts on a claim that stand."""
    return tuple(verdict for verdict in claim.verdicts if verdict.live)


def outcome(claim: Claim) -> str:
    """A claim's result in one phrase."""
    if claim.status is ClaimStatus.UNRATED:
        return "Not decided"
    if claim.status is ClaimStatus.CONFLICT:
        return "Reviewers disagree"
    return claim.rating or "Not decided"
