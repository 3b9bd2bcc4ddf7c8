"""Compare a published report with the ledger: what was altered in it, what has changed since.

What its reader sees is compared, not only what it carries for machines.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.verifying.comparing_anew import Anew
from workbench.desk.verifying.comparing_reports import ClaimComparison
from workbench.desk.verifying.reading_reports import told_by
from workbench.desk.verifying.report_differences import Difference, Kind, quoted, same
from workbench.desk.verifying.writing_again import PROGRAMS, by_this_program
from workbench.errors import InputError, NotSo
from workbench.ledger.identifiers import is_identifier
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import iterate_claims
from workbench.model import Claim, ClaimFilter
from workbench.reporting.dossier import outcome
from workbench.reporting.manifest import digest_of
from workbench.reporting.reading_back import Shown, Told, ToldReport
from workbench.reporting.reading_back.told import REVIEWS_OF_A_PAGE, bare
from workbench.text import clean_block, clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_BEGINNING: Final = 12


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of comparing a report. ``quotes`` and ``verdicts`` count what was compared."""

    name: str
    form: str
    claims: int
    verdicts: int
    quotes: int
    hashes: int
    differences: tuple[Difference, ...]
    made_at: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def as_reported(self) -> bool:
        """Whether everything is as the report says."""
        return not self.differences

    @property
    def conclusion(self) -> str:
        """What came of it, in a sentence without its full stop."""
        unconfirmed = sum(one.kind is Kind.UNCONFIRMED for one in self.differences)
        differing = len(self.differences) - unconfirmed
        open_words = f"{_things(unconfirmed)} in it cannot be confirmed"
        if not self.differences:
            return "everything is as reported"
        if not differing:
            return f"nothing differs from the ledger, but {open_words}"
        verb = "differs" if differing == 1 else "differ"
        more = f", and {open_words}" if unconfirmed else ""
        return f"{_things(differing)} {verb} from the ledger{more}"


def verify_report(
    ledger: "Ledger", data: bytes, name: str, templates: Path | None = None
) -> Verified:
    """Compare every quotation, hash, verdict and figure of a report with the ledger.

    What the report says is compared piece by piece, and then with the same report written again.
    ``templates`` is the folder of those it was made with, if they were not ours.

    Raises:
        InputError: It is no report of this program, of this project, or cannot be read.
        StorageError: The database cannot be read.
    """
    shown = clean_line(name, 200)
    told = told_by(data, shown)
    head = told.head
    if head is not None and head["project_id"] != ledger.project.id:
        raise InputError(
            f"{shown} is a report of the project "
            f"{clean_line(str(head.get('project') or head['project_id']), 80)}, "
            f"and this database holds {clean_line(ledger.project.name, 80)}"
        )
    comparison = _Comparison(ledger, told)
    found = tuple(dict.fromkeys(comparison.differences()))
    if head is None and told.claims and not comparison.known:
        raise InputError(f"{shown} names no claim of this database; is it of another project?")
    changed = {one.claim for one in found if one.kind is Kind.CHANGED and one.claim}
    anew = Anew(
        *(ledger, told, comparison.told, frozenset(changed), templates),
        read=lambda written: told_by(written, "the report that was written again"),
    )
    lines = tuple(anew.differences())
    shown_by_us = not anew.reads_the_same and not _of_a_publisher(told)
    seen = tuple(comparison.seen()) if shown_by_us else ()
    found = tuple(dict.fromkeys((*found, *seen, *lines)))
    remarks = [*told.remarks, *anew.remarks, *_of_form(told), *_what_to_do(told, found)]
    return Verified(
        name=shown,
        form=told.form,
        claims=len(told.claims),
        verdicts=sum(len(one.verdicts) for one in told.claims),
        quotes=sum(len(one.evidence) for one in told.claims),
        hashes=sum(one.sha256 is not None for claim in told.claims for one in claim.evidence),
        differences=found,
        made_at=str(head["made_at"]) if head else None,
        remarks=tuple(remarks),
    )


def _of_form(told: ToldReport) -> Iterator[str]:
    """What a report of this form cannot tell, and what that means for the comparison."""
    if told.head is None:
        yield (
            f"{told.form} carries no date here and names no project: what stood in the ledger at "
            "any time is called changed, what never did is called altered"
        )
    if told.head is None or "chosen" not in told.head:
        yield f"{told.form} does not say how its claims were chosen: one cut out is not noticed"


def _of_a_publisher(told: ToldReport) -> bool:
    """Whether it is a page with reviews in it that this program did not write as a whole."""
    return told.form == REVIEWS_OF_A_PAGE


def _things(number: int) -> str:
    return "1 thing" if number == 1 else f"{number:,} things"


def _what_to_do(told: ToldReport, found: Collection[Difference]) -> Iterator[str]:
    """What it means that nothing is wrong and something cannot be confirmed, and what to do."""
    if not found or any(one.kind is not Kind.UNCONFIRMED for one in found):
        return
    if _of_a_publisher(told):
        yield (
            "the reviews in the page are as the ledger has them; what is seen around them this "
            "program did not write, so it is for its publisher to answer for. That is how a page "
            "of your own with our markup ends; one of --format claimreview-page is compared whole"
        )
    elif not by_this_program(told):
        program = str((told.head or {}).get("program") or "")
        named = program.replace(" ", "==") if PROGRAMS.fullmatch(program) else "that version"
        yield (
            "every figure, name, rating, wording, reason and quotation is as the ledger has it. "
            "The words that are named are labels of the version that made the report, or were put "
            "in by hand, and only that version can tell which: compare with it (pip install "
            f"{named} into an environment of its own), or read them and write the report anew"
        )


class _Comparison:
    def __init__(self, ledger: "Ledger", told: ToldReport) -> None:
        self._ledger = ledger
        self._report = told
        self._by_words: dict[str, list[str]] | None = None
        self._now: dict[str, Claim] = {}
        self.told: dict[str, Told] = {}
        self._beginnings: dict[str, str] = {}
        self._reached = 0
        self.known = 0

    def differences(self) -> Iterator[Difference]:
        if self._report.altered:
            yield Difference(
                Kind.ALTERED, "the words of the report are not those that were written"
            )
        if _of_a_publisher(self._report):
            yield Difference(
                Kind.UNCONFIRMED,
                "the page carries no manifest of ours: its markup is compared, not what is seen",
            )
        hashes: set[str] = set()
        for told in self._report.claims:
            now = self._claim(told)
            if now is None:
                named = told.id[:8] if told.id else quoted(told.words or "")
                words = f"claim {clean_line(named, 100)} is not in this database"
                yield Difference(Kind.MISSING, words, told.id, told.place)
                continue
            if now.id in self._now:
                words = f"claim {now.id[:8]} is told more than once"
                yield Difference(Kind.ALTERED, words, now.id, told.place)
            self.known += 1
            self._now[now.id] = now
            self.told[now.id] = told
            self._beginnings[now.id[:_BEGINNING]] = now.id
            yield from ClaimComparison(self._ledger, told, now, hashes).differences()
        yield from self._figures()

    def seen(self) -> Iterator[Difference]:
        """Where a reader sees other words than the report is said to state, and at which mark."""
        for told in self._report.claims:
            now = self._now.get(told.id or "")
            if now is not None:
                yield from self._seen(told, now)
        if self._report.form != "Markdown" or by_this_program(self._report):
            # Where a value stands in Markdown is known of this layout only.
            for shown in self._report.shown:
                yield from self._shown(shown)

    def _claim(self, told: Told) -> Claim | None:
        identifier = told.id
        if identifier is None and told.words is not None:
            identifier = self._of_words(told.words)
        if identifier is None or not is_identifier(identifier):
            return None
        try:
            return get_claim(self._ledger, identifier)
        except NotSo:
            return None

    def _of_words(self, words: str) -> str | None:
        """The claim that has this wording, or had it first."""
        if self._by_words is None:
            self._by_words = {}
            for claim in iterate_claims(self._ledger, ClaimFilter(dismissed=None)):
                for said in dict.fromkeys((claim.statement, claim.read_as)):
                    self._by_words.setdefault(digest_of(said), []).append(claim.id)
        found = self._by_words.get(digest_of(words), [])
        # Claims with the same words are told in their order.
        return next((one for one in found if one not in self._now), found[0] if found else None)

    def _seen(self, told: Told, now: Claim) -> Iterator[Difference]:
        """Whether a reader sees the words that the report is said to state of a claim."""
        letters = self._report.letters
        if letters is None or (self._report.head or {}).get("templates") is not None:
            # Templates of one's own may show less; then every line is compared, or nothing.
            return
        verdicts = {one.id: one for one in now.verdicts}
        pieces = {one.id: one for one in now.evidence}
        expected: list[tuple[str, str, str]] = []
        if told.statement is not None and same(told.statement, now.statement):
            expected.append(("the wording", "statement", now.statement))
        for verdict in told.verdicts:
            known = verdicts.get(verdict.id or "")
            if known is not None and (verdict.live or verdict.because is None):
                expected.append(("the reason of a verdict", "because", known.because))
        for piece in told.evidence:
            known_piece = pieces.get(piece.id or "")
            if known_piece is not None and piece.quote is not None:
                expected.append(("a quotation", "quote", known_piece.quote))
        for what, kind, text in expected:
            if not self._find(letters, self._as_seen(text, kind)):
                words = f"{what} of claim {now.id[:8]} is not shown as the ledger has it"
                told_words = f"{words}: {quoted(text)}"
                yield Difference(Kind.ALTERED, told_words, now.id, told.place)

    def _find(self, letters: str, wanted: str) -> bool:
        """Look onwards from where the words before were found, for reports have an order."""
        place = letters.find(wanted, self._reached)
        if place < 0:
            place = letters.find(wanted)
        else:
            self._reached = place
        return place >= 0

    def _shown(self, shown: Shown) -> Iterator[Difference]:
        if shown.kind == "count":
            return
        now = self._now_of(shown.claim)
        if now is None:
            return
        right = list(self._right(shown, now))
        if shown.hidden:
            words = f"{_NAMES.get(shown.kind, shown.kind)} of claim {now.id[:8]} is hidden"
            yield Difference(Kind.ALTERED, words, now.id, shown.place)
        elif right and bare(shown.text) not in {self._as_seen(one, shown.kind) for one in right}:
            words = (
                f"{_NAMES.get(shown.kind, shown.kind)} of claim {now.id[:8]} is shown as "
                f"{quoted(shown.text)}, and is {quoted(right[0])} in the ledger"
            )
            yield Difference(Kind.ALTERED, words, now.id, shown.place)

    def _now_of(self, identifier: str | None) -> Claim | None:
        """The claim with this id, of which Markdown tells the beginning only."""
        whole = self._beginnings.get((identifier or "")[:_BEGINNING], "")
        return self._now.get(whole)

    def _as_seen(self, text: str, kind: str) -> str:
        """Words without white space, as the format of the report shows them."""
        if kind != "because" or self._report.form != "HTML":
            return bare(clean_block(text))
        from workbench.reporting.html.rationale import rendered
        from workbench.reporting.manifest import seen_in

        return bare(seen_in(str(rendered(text))))

    def _right(self, shown: Shown, now: Claim) -> Iterator[str]:
        """What may rightly be shown at a mark; nothing where the mark is not known."""
        told = self.told.get(now.id)
        match shown.kind:
            case "statement":
                if told is None or told.statement is None or same(told.statement, now.statement):
                    yield now.statement
            case "outcome":
                yield (told.outcome if told is not None and told.outcome else outcome(now))
            case "rating" | "because":
                for verdict in now.verdicts:
                    if verdict.id == shown.id:
                        yield verdict.rating if shown.kind == "rating" else verdict.because
            case "quote" | "sha256":
                for piece in now.evidence:
                    if piece.id == shown.id and shown.kind == "quote":
                        yield piece.quote

    def _figures(self) -> Iterator[Difference]:
        """The figures of the summary, beside the claims and beside the ledger as it is."""
        report = self._report
        if report.head is None:
            return
        stated: Mapping[str, int] = report.head["counts"]
        told = Counter(one.outcome for one in report.claims if one.outcome)
        now = Counter(outcome(claim) for claim in self._now.values())
        right: dict[str, int] = {**dict.fromkeys(stated, 0), **told, "claims": len(report.claims)}
        for name, count in stated.items():
            if name in ("undecided", "dismissed", "unsettled"):
                continue
            if count != right.get(name, 0):
                words = f"the summary says {count} {clean_line(name, 60)}; it tells {right[name]}"
                yield Difference(Kind.ALTERED, words)
            elif name != "claims" and now[name] != count:
                words = f"the summary says {count} {clean_line(name, 60)}; by now it is {now[name]}"
                yield Difference(Kind.CHANGED, words)
        for shown in report.shown:
            if shown.kind != "count" or shown.id is None:
                continue
            expected = stated.get(squeeze(shown.id), 0)
            if bare(shown.text).replace(",", "") != str(expected):
                words = (
                    f"the summary shows {clean_line(shown.text, 20)} {clean_line(shown.id, 60)}, "
                    f"and {expected} were written"
                )
                yield Difference(Kind.ALTERED, words, None, shown.place)


_NAMES: Final = {
    "statement": "the wording",
    "outcome": "the result",
    "rating": "a verdict",
    "because": "the reason of a verdict",
    "quote": "a quotation",
    "sha256": "a hash",
}
