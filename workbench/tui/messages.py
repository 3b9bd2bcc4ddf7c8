"""What workers tell the screens. Workers post these; handlers own the state."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.model import Claim
from workbench.tui.lanes.wishes import Errand

if TYPE_CHECKING:
    from workbench.desk.sourcing.source_view import SourceList
    from workbench.tui.lanes.claim_matches import ClaimLinks
    from workbench.tui.lanes.matching import ClaimFindings


@dataclass
class NumbersRead(Message):
    """A slice of the claim numbers of a listing. ``listing`` tells an old one from the latest."""

    listing: int
    numbers: "array[int]"
    complete: bool


@dataclass
class ClaimRead(Message):
    """The claim under the cursor."""

    claim: Claim


@dataclass
class SourcesRead(Message):
    """The sources of a claim; ``left_out`` names evidence whose page copy is not in this file."""

    claim: str
    sources: "SourceList | None"
    left_out: frozenset[str]


@dataclass
class LinksRead(Message):
    """What reviewers have said of a claim and others; ``None`` if nothing."""

    claim: str
    links: "ClaimLinks | None"


@dataclass
class FindingsRead(Message):
    """What was found for a claim in the index."""

    findings: "ClaimFindings"


@dataclass
class IndexMoved(Message):
    """The index is further; without words it is fed. A ``note`` is to be said once."""

    words: str
    note: str = ""


@dataclass
class ErrandMoved(Message):
    """Something in the background is further, or has ended."""

    errand: Errand


class DamageFound(Message):
    """The file was found to be damaged."""


@dataclass
class ArticleRead(Message):
    """The text of a document."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """Where a claim stands in its document."""

    number: int
    start: int
    end: int


@dataclass
class SpansRead(Message):
    """Where the claims of a document stand in it; all of them if it is the ``whole``."""

    document: str
    spans: Sequence[MarkedClaim]
    whole: bool


@dataclass
class CountsRead(Message):
    """How many claims there are of each status."""

    counts: Mapping[str, int]


@dataclass
class Failed(Message):
    """Something could not be read or written; the reason is one line for the user."""

    reason: str


@dataclass
class ChangedElsewhere(Message):
    """Another program has written to the database."""


class HelpWanted(Message):
    """Show what can be done here."""
