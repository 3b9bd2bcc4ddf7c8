"""One claim of a report beside the ledger: what was altered in the report, what changed since.

What a verdict or a piece of evidence says never changes in the ledger, so a report that says
otherwise of it was altered. Whether they still hold does change, and that is told with day and
name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from workbench.desk.citing import record_of
from workbench.errors import NotALedger, NotSo, WorkbenchError
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import capture_text, history, is_kept, kept
from workbench.model import AnchorState, Capture, Claim, Evidence, HistoryEntry, Verdict
from workbench.reporting.dossier import outcome
from workbench.reporting.manifest import digest_of
from workbench.reporting.reading_back import Told, ToldEvidence, ToldVerdict
from workbench.reporting.reading_back.told import bare
from workbench.text import clean_block, clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_BETWEEN: Final = " | "
_NO_LONGER: Final = {
    AnchorState.GONE: "the quotation is gone from its page",
    AnchorState.EDITED: "the quotation reads otherwise on its page",
    AnchorState.FIGURE_CHANGED: "the quotation has another figure on its page",
}


class Kind(StrEnum):
    """What a difference means."""

    ALTERED = "altered"
    """The report says what the ledger never held."""
    CHANGED = "changed"
    """The ledger has gone on since."""
    MISSING = "missing"
    """The ledger does not know what the report names."""
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


class ClaimComparison:
    """A claim as it is told, and as it is now."""

    def __init__(self, ledger: "Ledger", told: Told, now: Claim) -> None:
        self._ledger = ledger
        self._told = told
        self._now = now
        self._known = {verdict.id: verdict for verdict in now.verdicts}
        self._past: tuple[HistoryEntry, ...] | None = None
        self._replacing: set[str] = set()
        self.hashes: set[str] = set()

    def differences(self) -> Iterator[Difference]:
        """What is not as reported."""
        now = self._now
        if now.dismissed is not None:
            who = self._latest("dismissed")
            yield self._difference(
                Kind.CHANGED,
                f"claim {now.id[:8]} was dismissed{who}: {clean_line(now.dismissed, 120)}",
            )
        yield from self._statement()
        for verdict in self._told.verdicts:
            yield from self._verdict(verdict)
        yield from self._outcome()
        if self._told.whole:
            yield from self._new_verdicts()
        yield from self._evidence()

    def _difference(self, kind: Kind, words: str) -> Difference:
        return Difference(kind, words, self._now.id, self._told.place)

    @property
    def _short(self) -> str:
        return self._now.id[:8]

    def _history(self) -> tuple[HistoryEntry, ...]:
        if self._past is None:
            self._past = history(self._ledger, self._now.id)
        return self._past

    def _latest(self, field: str) -> str:
        found = [one for one in self._history() if one.field == field and one.live]
        return on_and_by(found[-1].at, found[-1].by.name) if found else ""

    def _statement(self) -> Iterator[Difference]:
        told, now = self._told, self._now
        if told.statement is None or same(told.statement, now.statement):
            return
        earlier = [now.read_as, *(wording.statement for wording in now.wordings)]
        earlier += [said for one in self._history() for said in (one.old, one.new) if said]
        if any(same(told.statement, words) for words in earlier):
            who = self._latest("statement")
            yield self._difference(
                Kind.CHANGED,
                f"claim {self._short} was worded otherwise{who}: {_quoted(now.statement)}",
            )
        else:
            yield self._difference(
                Kind.ALTERED,
                f"claim {self._short} is not worded so in the ledger, which has "
                f"{_quoted(now.statement)}",
            )

    def _verdict(self, told: ToldVerdict) -> Iterator[Difference]:
        verdict = self._known.get(told.id) if told.id is not None else self._by_words(told)
        if verdict is None:
            named = f"verdict {told.id[-8:]}" if told.id else "this verdict"
            rating = f" ({clean_line(told.rating, 60)})" if told.rating else ""
            yield self._difference(
                Kind.ALTERED, f"claim {self._short} never had {named}{rating} in the ledger"
            )
            return
        yield from self._content(told, verdict)
        if told.live and not verdict.live:
            yield self._withdrawn(verdict)

    def _by_words(self, told: ToldVerdict) -> Verdict | None:
        """The verdict that a form without ids tells: by its reason, else by its rating."""
        fitting = [one for one in self._now.verdicts if one.rating == told.rating]
        exact = [one for one in fitting if same(told.because, one.because)]
        return max(exact, key=lambda one: (one.live, one.given_at), default=None)

    def _content(self, told: ToldVerdict, verdict: Verdict) -> Iterator[Difference]:
        whose = f"the verdict of {clean_line(verdict.given_by.name, 60)} on claim {self._short}"
        if told.rating is not None and squeeze(told.rating) != squeeze(verdict.rating):
            words = (
                f"{whose} is {clean_line(verdict.rating, 60)} in the ledger, "
                f"not {clean_line(told.rating, 60)}"
            )
            yield self._difference(Kind.ALTERED, words)
        beginning = told.beginning
        otherwise = told.because is not None and not same(told.because, verdict.because)
        if beginning is not None:
            whole = bare(clean_line(verdict.because))
            otherwise = otherwise or not whole.startswith(bare(beginning))
        if otherwise:
            yield self._difference(Kind.ALTERED, f"{whose} has another reason in the ledger")
        if told.numbers is not None:
            yield from self._numbers(told, verdict, whose)

    def _numbers(self, told: ToldVerdict, verdict: Verdict, whose: str) -> Iterator[Difference]:
        from workbench.desk.settings_of_project import find_scale
        from workbench.reporting.claim_review import rating_object

        try:
            scale = find_scale(self._ledger, verdict.scale)
        except WorkbenchError:
            return
        right = rating_object(verdict, scale)
        for name in ("ratingValue", "bestRating", "worstRating"):
            given = (told.numbers or {}).get(name)
            expected = str(right[name]) if name in right else None
            if given != expected:
                yield self._difference(
                    Kind.ALTERED,
                    f"{whose} has {name} {expected or 'nowhere'} by its scale, "
                    f"not {clean_line(given or 'none', 40)}",
                )

    def _withdrawn(self, verdict: Verdict) -> Difference:
        later = [one for one in self._now.verdicts if one.live and one.given_at >= verdict.given_at]
        own = [one for one in later if one.given_by.id == verdict.given_by.id]
        deciding = [one for one in later if one.adjudicates]
        after = max(own or deciding or later, key=lambda one: one.given_at, default=None)
        if after is None:
            undone = [
                one for one in self._history() if one.field == "undo" and one.at >= verdict.given_at
            ]
            who = on_and_by(undone[-1].at, undone[-1].by.name) if undone else ""
            rating = clean_line(verdict.rating, 60)
            words = f"verdict {rating} of claim {self._short} was withdrawn{who}"
            return self._difference(Kind.CHANGED, words)
        self._replacing.add(after.id)
        if after.rating == verdict.rating:
            change = f"{clean_line(verdict.rating, 60)} was given anew"
        else:
            before, rating = clean_line(verdict.rating, 60), clean_line(after.rating, 60)
            change = f"changed from {before} to {rating}"
        who = on_and_by(after.given_at, after.given_by.name)
        return self._difference(Kind.CHANGED, f"verdict of claim {self._short} {change}{who}")

    def _outcome(self) -> Iterator[Difference]:
        told, now = self._told, self._now
        given = [self._known[one.id] for one in told.verdicts if one.live and one.id in self._known]
        ratings = {verdict.rating for verdict in given}
        if any(one.id is None for one in told.verdicts):
            ratings = {verdict.rating for verdict in now.verdicts}
        possible = {*ratings, outcome(now)}
        possible |= {"Reviewers disagree"} if len(ratings) > 1 else set()
        possible |= {"Not decided"} if not ratings else set()
        for said in (told.outcome, told.rating):
            if said is not None and squeeze(said) not in {squeeze(one) for one in possible}:
                words = (
                    f"the result of claim {self._short} is {clean_line(outcome(now), 60)} "
                    f"in the ledger, not {clean_line(said, 60)}"
                )
                yield self._difference(Kind.ALTERED, words)
                return

    def _new_verdicts(self) -> Iterator[Difference]:
        told = {one.id for one in self._told.verdicts}
        for verdict in self._now.verdicts:
            if verdict.live and verdict.id not in told and verdict.id not in self._replacing:
                who = on_and_by(verdict.given_at, verdict.given_by.name)
                words = f"claim {self._short} has a verdict more: {clean_line(verdict.rating, 60)}"
                yield self._difference(Kind.CHANGED, f"{words}, given{who}")

    def _evidence(self) -> Iterator[Difference]:
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
            for one in self._history()
            if one.event == told.id
            or (told.words and one.new and bare(told.words) in bare(one.new) and not one.live)
        ]
        named = (
            _quoted(told.words or (past[0].new if past and past[0].new else "")) or "a quotation"
        )
        if past:
            later = [
                one for one in self._history() if one.at >= past[0].at and one.event != told.id
            ]
            takers = [one for one in later if one.field in ("undo", "evidence")]
            who = on_and_by(takers[-1].at, takers[-1].by.name) if takers else ""
            words = f"{named} is no longer live evidence of claim {self._short}: withdrawn{who}"
            return self._difference(Kind.CHANGED, words)
        return self._difference(
            Kind.ALTERED, f"{named} is no evidence of claim {self._short} in the ledger"
        )

    def _piece(self, told: ToldEvidence, piece: Evidence) -> Iterator[Difference]:
        named = f"the quotation {_quoted(piece.quote)} of claim {self._short}"
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


def on_and_by(at: datetime, name: str) -> str:
    """When something was done and by whom, to follow what was done."""
    return f" on {at:%Y-%m-%d} by {clean_line(name, 60)}"


def _quoted(text: str) -> str:
    said = clean_line(squeeze(text[:400]), 80)
    return f"“{said}”" if said else ""
