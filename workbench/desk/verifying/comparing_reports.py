"""One claim of a report beside the ledger: what was altered in the report, what changed since.

What a verdict or a piece of evidence says never changes in the ledger, so a report that says
otherwise of it was altered. Whether they still hold does change, and that is told with day and
name.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.desk.verifying.comparing_evidence import EvidenceComparison
from workbench.desk.verifying.report_differences import Difference, Kind, on_and_by, quoted, same
from workbench.errors import WorkbenchError
from workbench.ledger.queries import history
from workbench.model import Claim, HistoryEntry, Verdict
from workbench.reporting.dossier import outcome
from workbench.reporting.reading_back import Told, ToldVerdict
from workbench.reporting.reading_back.told import bare
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class ClaimComparison:
    """A claim as it is told, and as it is now."""

    def __init__(self, ledger: "Ledger", told: Told, now: Claim, hashes: set[str]) -> None:
        self._ledger = ledger
        self._told = told
        self._now = now
        self._known = {verdict.id: verdict for verdict in now.verdicts}
        self._past: tuple[HistoryEntry, ...] | None = None
        self._replacing: set[str] = set()
        self._quotations = EvidenceComparison(ledger, told, now, hashes)

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
        yield from self._quotations.differences()

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
                f"claim {self._short} was worded otherwise{who}: {quoted(now.statement)}",
            )
        else:
            yield self._difference(
                Kind.ALTERED,
                f"claim {self._short} is not worded so in the ledger, which has "
                f"{quoted(now.statement)}",
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
        from workbench.reporting.claimreview.reviews import rating_object

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
