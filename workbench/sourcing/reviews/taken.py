"""Claims as files of reports give them, with what was decided, quoted, asked and answered.

They are read word for word and within bounds; nothing is believed and nothing is kept.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from workbench.model import AnswerKind, ClaimantKind, Confidence, PublishedReview, Stance
from workbench.sourcing.addresses import host_of
from workbench.sourcing.archives.replay_addresses import is_web_address
from workbench.sourcing.reviews.found import Found, FoundReview, Problem
from workbench.text import squeeze

LONGEST_TEXT: Final = 20_000
LONGEST_NAME: Final = 1_000
LONGEST_REASON: Final = 100_000
MOST_PARTS: Final = 500


@dataclass(frozen=True, slots=True)
class TakenEvidence:
    """Words of a source, at a web address, and the address of a copy at a web archive."""

    url: str
    quote: str
    stance: Stance
    archived: str | None = None


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """An answer to a question, and where it stands."""

    text: str
    kind: AnswerKind
    url: str | None = None
    archived: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class TakenQuestion:
    """A question with its answers."""

    text: str
    answers: tuple[TakenAnswer, ...]


@dataclass(frozen=True, slots=True)
class TakenClaim:
    """A claim of a report. ``rating`` comes with its ``scale`` and the reason for it."""

    line: int
    text: str
    claimant: str | None = None
    claimant_kind: ClaimantKind | None = None
    claimed_on: str | None = None
    place: str | None = None
    first_appearance: str | None = None
    tags: tuple[str, ...] = ()
    rating: str | None = None
    scale: str | None = None
    because: str = ""
    conditions: str | None = None
    confidence: Confidence | None = None
    reviewed_on: str | None = None
    publisher: str | None = None
    language: str | None = None
    evidence: tuple[TakenEvidence, ...] = ()
    questions: tuple[TakenQuestion, ...] = ()
    remarks: tuple[str, ...] = ()


Taken = TakenClaim | Problem


def as_review(taken: Taken) -> Found:
    """The same as a review to put beside claims; its rating stays in its own words."""
    if isinstance(taken, Problem):
        return taken
    review = PublishedReview(
        text=squeeze(taken.text),
        rating=taken.rating,
        publisher=taken.publisher,
        site=None,
        reviewed_on=taken.reviewed_on,
        claimant=taken.claimant,
        claimant_kind=taken.claimant_kind,
        claimed_on=taken.claimed_on,
        first_appearance=taken.first_appearance,
        appearances=(),
        language=taken.language,
        title=None,
        url=None,
    )
    return FoundReview(taken.line, review, taken.remarks)


@dataclass(slots=True)
class Reading:
    """One object being read, with what of it could not be used."""

    value: dict[str, Any]
    remarks: list[str] = field(default_factory=list)

    def text(self, key: str, limit: int = LONGEST_TEXT) -> str | None:
        """Words under a key; ``None`` where there are none."""
        found = self.value.get(key)
        if found is None or found == "":
            return None
        if not isinstance(found, str):
            self.remarks.append(f"{key} is no text")
            return None
        if len(found) > limit:
            self.remarks.append(f"{key} has more than {limit} characters")
            return None
        if any("\ud800" <= character <= "\udfff" for character in found):
            self.remarks.append(f"{key} has half a character in it")
            return None
        return found if found.strip() else None

    def address(self, key: str) -> str | None:
        """A web address under a key."""
        found = self.text(key, 4_000)
        if found is not None and not (is_web_address(found) and host_of(found)):
            self.remarks.append(f"{key} is no web address")
            return None
        return found

    def objects(self, key: str) -> "list[Reading]":
        """The objects in a list under a key; their remarks are told as this one's."""
        found = self.value.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.remarks.append(f"{key} is no list")
            return []
        if len(found) > MOST_PARTS:
            self.remarks.append(f"{key} has more than {MOST_PARTS} parts; the rest is left out")
        inner = [Reading(one, self.remarks) for one in found[:MOST_PARTS] if isinstance(one, dict)]
        if len(inner) < min(len(found), MOST_PARTS):
            self.remarks.append(f"{key} holds something that is no object")
        return inner

    def words(self, key: str) -> tuple[str, ...]:
        """The texts in a list under a key."""
        found = self.value.get(key)
        listed = found[:MOST_PARTS] if isinstance(found, list) else []
        return tuple(one for one in listed if isinstance(one, str) and 0 < len(one.strip()) <= 100)
