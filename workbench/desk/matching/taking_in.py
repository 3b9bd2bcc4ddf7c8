"""Take in the claims of a report or data set as claims of this project, on one's own account.

The words of the claims become a document, one claim a paragraph, so that each claim stands at an
exact place of a text like any other. Ratings become verdicts in the name of whoever takes them
in, which is why it is never done unasked; one undo takes the whole back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workbench.desk.matching.importing import MAX_BYTES, Imported
from workbench.desk.reading.documents import claim_value, document_identifier
from workbench.desk.settings_of_project import known_scales
from workbench.errors import InputError
from workbench.ledger.identifiers import claim_identifier, source_key
from workbench.ledger.queries import document_of
from workbench.ledger.recording import record_archived
from workbench.ledger.recording.agreeing import keep_scale
from workbench.ledger.recording.working import (
    record_answer,
    record_claimant,
    record_detail,
    record_question,
    record_tag,
    verdict_value,
)
from workbench.model import ArchivedCopy, ArchiveState, RatingScale, Statement
from workbench.sourcing.addresses import canonical_key
from workbench.sourcing.reviews import read_claims
from workbench.sourcing.reviews.found import Problem
from workbench.sourcing.reviews.taken import TakenClaim, TakenQuestion
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.writing import Writing

_BETWEEN = "\n\n"
_ARCHIVE = "given"
"""The name under which copies are kept whose archive is known by its address alone."""


def take_in(ledger: "Ledger", data: bytes, origin: str) -> Imported:
    """Take in the claims of a report of this program, or of a file in the form of AVeriTeC.

    What is broken is told by line and left out. Taking in the same again changes nothing.

    Raises:
        InputError: Nothing in it can be used, or it is of another form.
        StorageError: The database cannot be written.
    """
    shown = clean_line(origin, 200)
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown} is larger than {MAX_BYTES // 1024 // 1024} MB; split it")
    found = read_claims(data)
    if found is None:
        raise InputError(
            f"{shown} is no report of this program and not in the form of AVeriTeC; only such "
            "claims can become claims of this project"
        )
    listed = list(found)
    problems = tuple(one for one in listed if isinstance(one, Problem))
    claims = [one for one in listed if isinstance(one, TakenClaim)]
    if not claims:
        what = f": line {problems[0].line}: {problems[0].what}" if problems else ""
        raise InputError(f"{shown} has no claim that can be used{what}")
    text = _BETWEEN.join(claim.text for claim in claims)
    document = document_identifier(text.encode())
    remarks = [Problem(claim.line, said) for claim in claims for said in claim.remarks]
    if document_of(ledger, document) is not None:
        return Imported(0, 0, len(claims), problems, tuple(remarks))
    scales = {one.id: one for one in known_scales(ledger)}
    label = f"Take in {len(claims)} claims from {clean_line(origin, 80)}"
    with ledger.act(label) as act:
        taking = _Taking(ledger, act, document, scales)
        taking.document(text, claims, origin)
        start = 0
        for claim in claims:
            remarks.extend(Problem(claim.line, said) for said in taking.claim(claim, start))
            start += len(claim.text) + len(_BETWEEN)
    return Imported(len(claims), 0, 0, problems, tuple(remarks))


class _Taking:
    """One file being taken in."""

    def __init__(
        self,
        ledger: "Ledger",
        act: "Writing",
        document: str,
        scales: dict[str, RatingScale],
    ) -> None:
        self._ledger = ledger
        self._act = act
        self._document = document
        self._scales = scales
        self._kept: set[str] = set()
        self._archived: set[str] = set()

    def document(self, text: str, claims: Sequence[TakenClaim], origin: str) -> None:
        """Record the text that the claims stand in."""
        name = clean_line(origin, 1_000).replace("\\", "/").rstrip("/").rpartition("/")[2]
        value = {
            "title": f"Claims taken in from {clean_line(name, 80) or 'a file'}",
            "address": name or clean_line(origin, 1_000),
            "encoding": "utf-8",
            "language": claims[0].language or "en",
            "characters": len(text),
            "document_date": None,
            "document_date_basis": None,
            "notes": [],
            "checks": [],
            "bytes": self._act.keep(text.encode()),
        }
        self._act.record("document", self._document, "read", value)

    def claim(self, taken: TakenClaim, start: int) -> Iterator[str]:
        """Record a claim with all that belongs to it; what could not be is told."""
        act = self._act
        statement = _read(taken, start)
        claim = claim_identifier(self._document, statement.start, statement.end)
        act.record("claim", claim, "read", claim_value(self._document, statement, by_hand=True))
        if taken.claimant != statement.claimant or taken.claimant_kind:
            record_claimant(act, claim, taken.claimant or "", taken.claimant_kind)
        for field, key, said in (
            ("claimed_on", "on", taken.claimed_on),
            ("place", "place", taken.place),
            ("appearance", "url", taken.first_appearance),
        ):
            if said:
                record_detail(act, claim, field, {key: said})
        for tag in dict.fromkeys(taken.tags):
            record_tag(act, claim, tag)
        evidence = self._evidence(claim, taken)
        for question in taken.questions:
            self._question(claim, question, evidence)
        yield from self._verdict(claim, taken, tuple(evidence.values()))

    def _evidence(self, claim: str, taken: TakenClaim) -> dict[tuple[str, str], str]:
        today = self._ledger.now().astimezone().date()
        known: dict[tuple[str, str], str] = {}
        for piece in taken.evidence:
            value = {
                "url": piece.url,
                "source": canonical_key(piece.url),
                "quote": piece.quote,
                "stance": piece.stance,
                "seen_on": _day_of(taken, today).isoformat(),
            }
            field = self._ledger.new_identifier()[:16]
            known[piece.url, piece.quote] = self._act.record("evidence", claim, field, value)
            self._archive(piece.url, piece.archived)
        return known

    def _question(
        self, claim: str, question: TakenQuestion, evidence: dict[tuple[str, str], str]
    ) -> None:
        asked = record_question(self._act, claim, question.text)
        for answer in question.answers:
            record_answer(
                self._act,
                claim,
                asked,
                answer.text,
                answer.kind,
                evidence=evidence.get((answer.url or "", answer.text)),
                url=answer.url,
                because=answer.because,
            )
            if answer.url and answer.archived:
                source = canonical_key(answer.url)
                self._act.record(
                    "attachment", claim, source_key(source), {"source": source, "url": answer.url}
                )
                self._archive(answer.url, answer.archived)

    def _archive(self, url: str, archived: str | None) -> None:
        source = canonical_key(url)
        if archived is None or source in self._archived:
            return
        self._archived.add(source)
        now = self._ledger.now()
        copy = ArchivedCopy(source, _ARCHIVE, ArchiveState.ARCHIVED, archived, None, now)
        record_archived(self._act, copy)

    def _verdict(self, claim: str, taken: TakenClaim, evidence: tuple[str, ...]) -> Iterator[str]:
        if taken.rating is None:
            return
        scale = self._scales.get(taken.scale or "")
        known = scale is not None and any(one.name == taken.rating for one in scale.ratings)
        if scale is None or not known:
            yield "its rating is on a scale that is not known here; no verdict was given"
            return
        if not taken.because.strip():
            yield "its rating comes without a reason; no verdict was given"
            return
        if scale.id not in self._kept:
            keep_scale(self._act, scale)
            self._kept.add(scale.id)
        value = verdict_value(
            rating=taken.rating,
            scale=scale.id,
            because=taken.because,
            evidence=evidence,
            unsourced=not evidence,
            considered=(),
            confidence=taken.confidence,
            as_of=None,
            conditions=taken.conditions,
            correction=None,
        )
        self._act.record("verdict", claim, "rating", value)


def _day_of(taken: TakenClaim, today: date) -> date:
    """The day on which words were seen: that of the verdict, if it is given and not to come."""
    if taken.reviewed_on is None or len(taken.reviewed_on) != len("2025-10-15"):
        return today
    return min(date.fromisoformat(taken.reviewed_on), today)


def _read(taken: TakenClaim, start: int) -> Statement:
    """The claim as the reader reads it, at its place in the document."""
    from workbench.reading import read

    day = taken.claimed_on
    on = date.fromisoformat(day) if day and len(day) == len("2025-10-15") else None
    reading = read(taken.text, document_date=on)
    main = max(reading.statements, key=lambda one: one.end - one.start, default=None)
    return Statement(
        start=start,
        end=start + len(taken.text),
        span=taken.text,
        text=taken.text,
        types=main.types if main else (),
        quantities=tuple(
            replace(one, start=one.start + start, end=one.end + start) for one in reading.quantities
        ),
        dates=tuple(
            replace(one, start=one.start + start, end=one.end + start) for one in reading.dates
        ),
        names=tuple(
            replace(one, start=one.start + start, end=one.end + start) for one in reading.names
        ),
        claimant=main.claimant if main else None,
        attribution=None,
        negated=main.negated if main else False,
        worth=main.worth if main else 500,
        reasons=("taken in from a report",),
    )
