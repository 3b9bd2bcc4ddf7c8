"""The quotations of a claim in a report beside the ledger: words, source, capture, standing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.citing import record_of
from workbench.desk.verifying.report_differences import Difference, Kind, on_and_by, quoted, same
from workbench.errors import NotALedger, NotSo
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import capture_text, history, is_kept, kept
from workbench.model import AnchorState, Capture, Claim, Evidence
from workbench.reporting.manifest import digest_of
from workbench.reporting.reading_back import Told, ToldEvidence
from workbench.reporting.reading_back.told import bare
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_BETWEEN: Final = " | "
_NO_LONGER: Final = {
    AnchorState.GONE: "the quotation is gone from its page",
    AnchorState.EDITED: "the quotation reads otherwise on its page",
    AnchorState.FIGURE_CHANGED: "the quotation has another figure on its page",
}


class EvidenceComparison:
    """The quotations of a claim as they are told, and as they are now.

    ``hashes`` are those whose kept bytes were found whole already.
    """

    def __init__(self, ledger: "Ledger", told: Told, now: Claim, hashes: set[str]) -> None:
        self._ledger = ledger
        self._told = told
        self._now = now
        self.hashes = hashes

    @property
    def _short(self) -> str:
        return self._now.id[:8]

    def _difference(self, kind: Kind, words: str) -> Difference:
        return Difference(kind, words, self._now.id, self._told.place)

    def differences(self) -> Iterator[Difference]:
        """What is not as reported."""
        pieces = {piece.id: piece for piece in self._now.evidence}
        told = tuple(self._split(self._told.evidence))
        for one in told:
            piece = pieces.get(one.id) if one.id is not None else self._quoted_so(one)
            if piece is None:
                if one.id is not None or not self._answered(one):
                    yield self._gone(one)
                continue
            yield from self._piece(one, piece)
        if self._told.whole:
            known = {one.id for one in told}
            for piece in self._now.evidence:
                if piece.id not in known and not any(same(one.quote, piece.quote) for one in told):
                    who = on_and_by(piece.added_at, piece.added_by.name)
                    words = f"claim {self._short} has a quotation more, added{who}"
                    if not record_of(self._ledger, piece).withheld:
                        yield self._difference(Kind.CHANGED, words)

    def _split(self, told: tuple[ToldEvidence, ...]) -> Iterator[ToldEvidence]:
        """Quotations one by one, where a table has them all in one cell."""
        for one in told:
            whole = one.id is None and one.words is not None and _BETWEEN in one.words
            if not whole or self._quoted_so(one) is not None:
                yield one
                continue
            for part in (one.words or "").split(_BETWEEN):
                yield ToldEvidence(None, digest_of(part), words=part)

    def _quoted_so(self, told: ToldEvidence) -> Evidence | None:
        return next((one for one in self._now.evidence if same(told.quote, one.quote)), None)

    def _answered(self, told: ToldEvidence) -> bool:
        """Whether the words are those of an answer rather than of a source."""
        return any(
            same(told.quote, answer.text)
            for question in self._now.questions
            for answer in question.answers
        )

    def _gone(self, told: ToldEvidence) -> Difference:
        past = [
            one
            for one in history(self._ledger, self._now.id)
            if one.event == told.id
            or (told.words and one.new and bare(told.words) in bare(one.new) and not one.live)
        ]
        named = quoted(told.words or (past[0].new if past and past[0].new else "")) or "a quotation"
        if past:
            later = [
                one
                for one in history(self._ledger, self._now.id)
                if one.at >= past[0].at and one.event != told.id
            ]
            takers = [one for one in later if one.field in ("undo", "evidence")]
            who = on_and_by(takers[-1].at, takers[-1].by.name) if takers else ""
            words = f"{named} is no longer live evidence of claim {self._short}: withdrawn{who}"
            return self._difference(Kind.CHANGED, words)
        return self._difference(
            Kind.ALTERED, f"{named} is no evidence of claim {self._short} in the ledger"
        )

    def _piece(self, told: ToldEvidence, piece: Evidence) -> Iterator[Difference]:
        named = f"the quotation {quoted(piece.quote)} of claim {self._short}"
        if told.quote is not None and not same(told.quote, piece.quote):
            yield self._difference(
                Kind.ALTERED, f"{named} reads so in the ledger, and not otherwise"
            )
        if told.stance is not None and told.stance != piece.stance.value:
            words = f"{named} is said to have the stance {clean_line(told.stance, 40)}"
            yield self._difference(Kind.ALTERED, f"{words}; in the ledger it {piece.stance.value}")
        if told.url is not None and told.url != piece.source.url and told.id is not None:
            yield self._difference(
                Kind.ALTERED, f"{named} is from {clean_line(piece.source.url, 120)} in the ledger"
            )
        yield from self._standing(told, piece, named)
        yield from self._capture(told, piece, named)

    def _standing(self, told: ToldEvidence, piece: Evidence, named: str) -> Iterator[Difference]:
        details = piece.details
        if details is None or details.standing not in _NO_LONGER:
            return
        if told.standing == details.standing.value:
            return
        checked = details.standing_checked_at
        when = f" on {checked:%Y-%m-%d}" if checked else ""
        words = f"{named} was re-checked{when}: {_NO_LONGER[details.standing]}"
        yield self._difference(Kind.CHANGED, words)

    def _capture(self, told: ToldEvidence, piece: Evidence, named: str) -> Iterator[Difference]:
        details = piece.details
        if details is None:
            if told.sha256 is not None:
                yield self._difference(Kind.ALTERED, f"{named} has no capture in the ledger")
            return
        try:
            captured = get_capture(self._ledger, details.capture)
        except NotSo:
            yield self._difference(Kind.CHANGED, f"the capture of {named} was withdrawn")
            return
        if told.sha256 is not None:
            known = {captured.body, captured.exchange.wire_sha256} - {None}
            if told.sha256 not in known and not (captured.left_out and captured.body is None):
                words = f"the capture hash {clean_line(told.sha256[:16], 20)} of {named} is unknown"
                yield self._difference(Kind.ALTERED, f"{words} to the ledger")
        yield from self._kept(piece, captured, named)

    def _kept(self, piece: Evidence, captured: Capture, named: str) -> Iterator[Difference]:
        """Whether the bytes that are kept are those of the hash, and have the quotation."""
        details, body = piece.details, captured.body
        if details is None:
            return
        try:
            if body is not None and body not in self.hashes and is_kept(self._ledger, body):
                self.hashes.add(body)
                kept(self._ledger, body)
            selector = details.selector
            text = capture_text(self._ledger, captured, selector.text)
        except NotALedger:
            yield self._difference(Kind.DAMAGED, f"the kept page of {named} is damaged")
            return
        except NotSo:
            return
        if text[selector.start : selector.end] != selector.exact:
            yield self._difference(Kind.DAMAGED, f"{named} does not stand in its kept page")
