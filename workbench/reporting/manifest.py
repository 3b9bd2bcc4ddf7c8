"""What a report states, for machines: it travels inside the report and is compared later.

A manifest names the claims, verdicts and evidence of a report by their ids in the log, with
digests of the words as they were shown, and a digest of everything that a reader of the report
sees. White space never counts, so that a page may be laid out anew; any other change does.
"""

import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from workbench.model import Claim
from workbench.reporting.dossier import SourceRecord
from workbench.reporting.dossier import outcome as outcome_of

FORMAT: Final = "workbench-report/1"
ELEMENT_ID: Final = "workbench-report"
CLAIM_REVIEW_PAGE: Final = "claimreview-page"
COMMENT_START: Final = "<!-- workbench-report "
COMMENT_END: Final = " -->"
_DIGEST_CHARACTERS: Final = 32
_UNSEEN: Final = re.compile(
    r"<!--.*?-->|<(script|style|template)\b[^>]*>.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_BODY_END: Final = re.compile(r"</body\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedEvidence:
    """A quotation as a report shows it. ``quote`` digests its words, absent where withheld."""

    id: str
    stance: str
    quote: str | None = None
    capture: str | None = None
    sha256: str | None = None
    standing: str | None = None


@dataclass(frozen=True, slots=True)
class StatedVerdict:
    """A verdict as a report shows it; ``because`` digests its reason."""

    id: str
    rating: str
    because: str
    live: bool


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim as a report shows it; ``statement`` digests its wording."""

    id: str
    statement: str
    outcome: str
    verdicts: tuple[StatedVerdict, ...] = ()
    evidence: tuple[StatedEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a report states.

    ``counts`` are the figures of its summary: claims by outcome, and ``claims``, ``undecided``
    and ``dismissed``. ``chosen`` is the selection, so that it can be made again; it is absent
    where telling it would name a reviewer who is not to be named. ``templates`` digests those
    that were not ours. ``kind`` names a page whose claims are stated by its ClaimReview markup.
    """

    project: str
    project_id: str
    made_at: datetime
    as_of: date | None = None
    selection: str = ""
    anonymous: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    claims: tuple[StatedClaim, ...] = ()
    program: str = ""
    chosen: Mapping[str, Any] | None = None
    templates: str | None = None
    kind: str | None = None


class Letters:
    """The visible letters of a report as it is written, digested piece by piece."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add_text(self, text: str) -> None:
        """Count plain text."""
        self._digest.update("".join(text.split()).encode("utf-8", "replace"))

    def add_markup(self, markup: str) -> None:
        """Count what is seen of HTML; a piece must not begin or end inside a tag."""
        self.add_text(seen_in(markup))

    def digest(self) -> str:
        """The digest of all that was added."""
        return self._digest.hexdigest()[:_DIGEST_CHARACTERS]


def seen_in(markup: str) -> str:
    """What is seen of HTML that this program has written."""
    return html.unescape(_UNSEEN.sub("", markup))


def digest_of(text: str) -> str:
    """The digest of words, white space left out."""
    letters = Letters()
    letters.add_text(text)
    return letters.digest()


def state_claim(
    claim: Claim, records: Mapping[str, SourceRecord], *, outcome: str | None = None
) -> StatedClaim:
    """What a report states of a claim when it shows it whole."""
    evidence = []
    for piece in claim.evidence:
        record = records.get(piece.id, SourceRecord())
        details = piece.details
        evidence.append(
            StatedEvidence(
                id=piece.id,
                stance=piece.stance.value,
                quote=None if record.withheld else digest_of(piece.quote),
                capture=details.capture if details else None,
                sha256=record.sha256,
                standing=details.standing.value if details and details.standing else None,
            )
        )
    verdicts = tuple(
        StatedVerdict(verdict.id, verdict.rating, digest_of(verdict.because), verdict.live)
        for verdict in claim.verdicts
    )
    result = outcome_of(claim) if outcome is None else outcome
    return StatedClaim(claim.id, digest_of(claim.statement), result, verdicts, tuple(evidence))


def head_value(manifest: Manifest) -> dict[str, Any]:
    """The manifest without its claims, as a JSON value."""
    return {
        "format": FORMAT,
        "project": manifest.project,
        "project_id": manifest.project_id,
        "made_at": manifest.made_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "program": manifest.program,
        "chosen": manifest.chosen,
        "as_of": manifest.as_of.isoformat() if manifest.as_of else None,
        "selection": manifest.selection,
        "anonymous": manifest.anonymous,
        "counts": dict(manifest.counts),
    }


def manifest_value(manifest: Manifest, words: str | None) -> dict[str, Any]:
    """The whole manifest as a JSON value."""
    return {
        **head_value(manifest),
        "templates": manifest.templates,
        "claims": [_claim_value(claim) for claim in manifest.claims],
        "words": words,
        **({"kind": manifest.kind} if manifest.kind else {}),
    }


def canonical(value: Mapping[str, Any]) -> str:
    """JSON in one way of writing it, without characters that mean something to markup."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    for character in "<>&":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written.replace("--", "\\u002d\\u002d")


def seal_html(markup: str, manifest: Manifest) -> str:
    """A whole HTML report with its manifest in it, in an element that no reader sees."""
    letters = Letters()
    letters.add_markup(markup)
    element = html_element(manifest, letters)
    ends = list(_BODY_END.finditer(markup))
    place = ends[-1].start() if ends else len(markup)
    return f"{markup[:place]}{element}\n{markup[place:]}"


def html_element(manifest: Manifest, letters: Letters) -> str:
    """The element that carries the manifest of an HTML report."""
    value = canonical(manifest_value(manifest, letters.digest()))
    return f'<template id="{ELEMENT_ID}">{value}</template>'


def seal_markdown(text: str, manifest: Manifest) -> str:
    """A whole Markdown report with its manifest at the end, in a comment."""
    letters = Letters()
    letters.add_text(text)
    ending = "" if text.endswith("\n") else "\n"
    return f"{text}{ending}\n{markdown_comment(manifest, letters)}\n"


def markdown_comment(manifest: Manifest, letters: Letters) -> str:
    """The comment that carries the manifest of a Markdown report."""
    value = canonical(manifest_value(manifest, letters.digest()))
    return f"{COMMENT_START}{value}{COMMENT_END}"


def _claim_value(claim: StatedClaim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "statement": claim.statement,
        "outcome": claim.outcome,
        "verdicts": [
            {"id": one.id, "rating": one.rating, "because": one.because, "live": one.live}
            for one in claim.verdicts
        ],
        "evidence": [
            {
                "id": one.id,
                "stance": one.stance,
                "quote": one.quote,
                "sha256": one.sha256,
                "standing": one.standing,
            }
            for one in claim.evidence
        ],
    }
