"""What a difference between a report and the ledger is, and how it is worded."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.reporting.manifest import digest_of
from workbench.text import clean_block, clean_line, squeeze


class Kind(StrEnum):
    """What a difference means."""

    ALTERED = "altered"
    """The report says what the ledger never held."""
    CHANGED = "changed"
    """The ledger has gone on since."""
    MISSING = "missing"
    """The ledger does not know what the report names."""
    UNCONFIRMED = "unconfirmed"
    """Nobody can tell: this version writes no such words, or cannot write the report again."""
    DAMAGED = "damaged"
    """What the ledger keeps is not what it kept."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as reported. ``place`` says where in the report it stands."""

    kind: Kind
    words: str
    claim: str | None = None
    place: str | None = None


def same(digest: str | None, text: str) -> bool:
    """Whether words have this digest, as they are or cleaned for showing."""
    return digest in (digest_of(text), digest_of(clean_block(text)), digest_of(clean_line(text)))


def on_and_by(at: datetime, name: str) -> str:
    """When something was done and by whom, to follow what was done."""
    return f" on {at:%Y-%m-%d} by {clean_line(name, 60)}"


def quoted(text: str) -> str:
    """The beginning of words from outside, in quotation marks; empty for none."""
    said = clean_line(squeeze(text[:400]), 80)
    return f"“{said}”" if said else ""
