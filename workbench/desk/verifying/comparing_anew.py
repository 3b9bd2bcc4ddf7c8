"""A report beside the same report written again: every value and every line of it.

What is neither so now nor was so when the report was made, was altered in it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.reporting.reports import PROGRAM
from workbench.desk.verifying.comparing_choice import choice_differences
from workbench.desk.verifying.comparing_layouts import unlike_words, values_of
from workbench.desk.verifying.comparing_values import Unlike, unlike_lines, unlike_values
from workbench.desk.verifying.past_values import PastValues
from workbench.desk.verifying.report_differences import Difference, Kind, quoted
from workbench.desk.verifying.writing_again import Again, by_this_program, ledger_then
from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim as get_claim
from workbench.reporting.claimreview.reviews import REPORT
from workbench.reporting.reading_back import Told, ToldReport
from workbench.reporting.reading_back.told import REVIEWS_OF_A_PAGE, bare
from workbench.text import clean_block, clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

MOST_TOLD: Final = 40
_OF_THE_PUBLISHER: Final = ("author", "url", "@id", "license", "inLanguage", "itemReviewed.appear")
_NOT_COMPARED: Final = frozenset(
    {"made_at", "counts", "format", "project_id", "templates", "program"}
)
Reader = Callable[[bytes], ToldReport]


class Anew:
    """The comparison of one report. ``claims`` are those that the ledger knows, by their ids.

    ``changed`` are claims of which it is told already what has changed since. When it is done,
    ``reads_the_same`` says that a reader sees the very words that the ledger gives.
    """

    def __init__(
        self,
        ledger: "Ledger",
        told: ToldReport,
        claims: Mapping[str, Told],
        changed: frozenset[str],
        templates: Path | None,
        read: Reader,
    ) -> None:
        self._ledger = ledger
        self._report = told
        self._claims = claims
        self._changed = changed
        self._templates = templates
        self._read = read
        self.remarks: list[str] = []
        self.reads_the_same = False

    def differences(self) -> Iterator[Difference]:
        """What is not as the ledger gives it."""
        now = Again(self._ledger, self._report, list(self._claims), self._templates)
        for line in self._report.strange:
            words = f"{line.place} holds what no report of ours has: {quoted(line.words)}"
            yield Difference(Kind.ALTERED, words)
        with ExitStack() as stack:
            self._stack = stack
            yield from choice_differences(self._ledger, self._report, now, self._then)
            if self._report.lines:
                lines = tuple(self._lines(now))
                self.reads_the_same = not lines
                yield from lines
            if any(one.raw is not None for one in self._report.claims):
                yield from self._values(now)

    def _then(self) -> Again | None:
        """The report as it would have been made when it was; folded once, if ever."""
        if not hasattr(self, "_kept"):
            self._kept: Again | None = None
            try:
                then = self._stack.enter_context(ledger_then(self._ledger, self._report))
                if then is not None:
                    self._kept = Again(then, self._report, list(self._claims), self._templates)
            except WorkbenchError:
                self.remarks.append("the project cannot be told as it stood when this was made")
        return self._kept

    def _lines(self, now: Again) -> Iterator[Difference]:
        if not now.has_its_templates:
            yield Difference(
                Kind.UNCONFIRMED,
                "the report was made with templates that are not in use here; name their folder "
                "with --templates, and every line is compared",
            )
            return
        try:
            written = self._read(now.written())
        except WorkbenchError as error:
            yield Difference(Kind.UNCONFIRMED, f"its lines could not be compared: {error}")
            return
        if (written.style, written.added) != (self._report.style, self._report.added):
            more = [one for one in self._report.added if one not in written.added]
            named = f" ({clean_line(more[0], 60)})" if more else ""
            yield Difference(
                Kind.ALTERED if by_this_program(self._report) or more else Kind.UNCONFIRMED,
                f"the style of the page is not the one it was written with{named}; words may be "
                "hidden or covered",
            )
        if not by_this_program(self._report):
            yield from self._words(now, written)
            return
        odd = list(unlike_lines(self._report.lines, written.lines))
        if not odd:
            return
        then = self._then()
        if then is not None:
            again = self._read(then.written())
            fitting = {(one.place, one.told) for one in odd}
            odd = [
                one
                for one in unlike_lines(self._report.lines, again.lines)
                if not one.told or (one.place, one.told) in fitting
            ]
        yield from self._told_lines(odd, self._kind(then))

    def _kind(self, then: Again | None) -> Kind:
        """What it means that something is neither so now nor was so then."""
        late = then is not None and any(self._late(then, one) for one in self._claims)
        return Kind.CHANGED if late else Kind.ALTERED

    def _words(self, now: Again, written: ToldReport) -> Iterator[Difference]:
        """The words of a report that says another version made it, in whatever lines."""
        program = quoted(str((self._report.head or {}).get("program") or "")) or "another version"
        self.remarks.append(
            f"the report says that {program} made it, and this is {PROGRAM}: its words are "
            "compared in their order, not line by line"
        )
        values = values_of(value for _, value in now.told_of_claims())
        odd = list(unlike_words(self._report.lines, written.lines, values))
        if not odd:
            return
        then = self._then()
        if then is not None:
            values |= values_of(value for _, value in then.told_of_claims())
            again = self._read(then.written())
            fitting = {(one.place, one.told) for one in odd}
            odd = [
                one
                for one in unlike_words(self._report.lines, again.lines, values)
                if not one.told or (one.place, one.told) in fitting
            ]
        kind = self._kind(then)
        for one in odd[:MOST_TOLD]:
            if one.told and one.ledger:
                words = f"the report reads {quoted(one.told)}, and {quoted(one.ledger)} is expected"
            elif one.told:
                words = f"{quoted(one.told)} stands in the report, and nothing is expected there"
            else:
                words = f"{quoted(one.ledger)} is expected, and does not stand in the report"
            yield Difference(kind if one.touches else Kind.UNCONFIRMED, words, None, one.place)
        if len(odd) > MOST_TOLD:
            yield Difference(kind, f"{len(odd) - MOST_TOLD} more passages read otherwise")

    def _told_lines(self, odd: list[Unlike], kind: Kind) -> Iterator[Difference]:
        whose = self._places() if odd else {}
        for one in odd[:MOST_TOLD]:
            claim = whose.get(one.place or "")
            where = f" of claim {claim[:8]}" if claim else ""
            if one.told and one.told == one.ledger:
                words = f"{one.path}{where} has other markup: {quoted(one.told)}"
            elif one.told and one.ledger:
                words = f"{one.path}{where} reads {_around(one.told, one.ledger)}"
            elif one.told:
                words = f"{one.path}{where} is not from the ledger: {quoted(one.told)}"
            else:
                words = f"{one.path}{where} is missing: {quoted(one.ledger)}"
            yield Difference(kind, words, claim, one.place)
        if len(odd) > MOST_TOLD:
            yield Difference(kind, f"{len(odd) - MOST_TOLD} more lines read otherwise")

    def _places(self) -> dict[str, str]:
        """The claim that is told at each place, as far as wordings stand alone on a line."""
        wordings = {
            bare(clean_block(get_claim(self._ledger, one).statement)): one for one in self._claims
        }
        found: dict[str, str] = {}
        current = None
        for line in self._report.lines:
            text = line.text.lstrip("#").lstrip("0123456789").removeprefix(".")
            current = wordings.get(line.text) or wordings.get(text) or current
            if text in ("Sources", "Whatwasnotchecked"):
                current = None
            if current is not None:
                found[line.place] = current
        return found

    def _values(self, now: Again) -> Iterator[Difference]:
        odd = dict(self._odd(now, None))
        yield from self._head(now)
        if not odd:
            return
        then = self._then()
        if then is None:
            for claim, unlike in odd.items():
                yield from self._by_history(claim, unlike)
            return
        anonymous = (self._report.head or {}).get("anonymous") is True
        before = dict(self._odd(then, None if anonymous else list(odd)))
        for claim, unlike in odd.items():
            paths = {one.path for one in before.get(claim, ())}
            altered = [one for one in unlike if one.path in paths and one.path != "number"]
            late = self._late(then, claim)
            for one in altered:
                yield self._otherwise(Kind.CHANGED if late else Kind.ALTERED, claim, one)
            if not altered and claim not in self._changed:
                for one in unlike:
                    # What was done and undone since is no change of what is told.
                    if not one.path.startswith(("history", "verdicts")):
                        yield self._otherwise(Kind.CHANGED, claim, one)

    def _odd(
        self, again: Again, claims: list[str] | None
    ) -> Iterator[tuple[str, tuple[Unlike, ...]]]:
        for claim, value in again.values(claims):
            told = self._claims[claim].raw if claim in self._claims else None
            if told is None:
                continue
            known, ours = self._as_compared(told), self._as_compared(value)
            unlike = tuple(unlike_values(known, ours))
            if unlike:
                yield claim, unlike

    def _as_compared(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """A claim without what says which report it is of, where that is not known."""
        kept = {key: each for key, each in value.items() if key != "@context"}
        named = kept.get("identifier")
        if self._report.head is None and isinstance(named, list):
            kept["identifier"] = [one for one in named if not str(one).startswith(REPORT)]
            kept.pop("sdDatePublished", None)
        return kept

    def _head(self, now: Again) -> Iterator[Difference]:
        if self._report.head is None or self._report.lines:
            return
        unlike = [*self._unlike_head(now)]
        then = self._then() if unlike else None
        before = {one.path for one in self._unlike_head(then)} if then is not None else None
        for one in unlike:
            altered = before is None or one.path in before
            yield Difference(
                Kind.ALTERED if altered else Kind.CHANGED,
                f"{one.path} is told as {quoted(one.told) or 'nothing'}, and is "
                f"{quoted(one.ledger) or 'nothing'} in the ledger",
            )

    def _unlike_head(self, again: Again) -> Iterator[Unlike]:
        head = {k: v for k, v in (self._report.head or {}).items() if k not in _NOT_COMPARED}
        made = {k: v for k, v in again.head().items() if k not in _NOT_COMPARED}
        if self._report.form in ("CSV", "ClaimReview", REVIEWS_OF_A_PAGE):
            # They say less of themselves than others.
            made = {k: v for k, v in made.items() if k in head}
            yield from unlike_values(head, made)
            return
        yield from unlike_values(head, made)
        told = [dict(one) for one in self._report.documents]
        yield from unlike_values(told, again.documents(), "documents")

    def _by_history(self, claim: str, unlike: tuple[Unlike, ...]) -> Iterator[Difference]:
        """Of a format that does not say when it was made: was it ever so?"""
        if claim in self._changed:
            return
        past = PastValues(self._ledger, claim)
        for one in unlike:
            publishers = one.path.startswith(_OF_THE_PUBLISHER)
            since = publishers or past.had(one.told)
            yield self._otherwise(Kind.CHANGED if since else Kind.ALTERED, claim, one)

    def _late(self, then: Again, claim: str) -> bool:
        """Whether a colleague's work of that time came to the ledger after the report."""
        told = self._claims[claim]
        known = {one.id for one in told.verdicts} | {one.id for one in told.evidence}
        try:
            held = get_claim(then.ledger, claim)
        except WorkbenchError:
            return False
        held_then = {one.id for one in held.verdicts if one.live or told.raw is None}
        if all(one.id is not None for one in told.evidence):
            held_then |= {one.id for one in held.evidence}
        return told.whole and not held_then <= known

    def _otherwise(self, kind: Kind, claim: str, one: Unlike) -> Difference:
        words = (
            f"{_named(one.path)} of claim {claim[:8]} is told as {quoted(one.told) or 'nothing'}, "
            f"and is {quoted(one.ledger) or 'nothing'} in the ledger"
        )
        return Difference(kind, words, claim, self._claims[claim].place)


def _named(path: str) -> str:
    """A path without the long ids in it."""
    parts = [part if len(part) < 32 or " " in part else part[-8:] for part in path.split(".")]
    return clean_line(".".join(parts), 80)


def _around(told: str, ledger: str) -> str:
    """Where two lines part, with a few letters before it."""
    first = 0
    while first < min(len(told), len(ledger)) and told[first] == ledger[first]:
        first += 1
    start = told.rfind(" ", 0, max(first - 12, 0)) + 1
    theirs, ours = told[start : start + 60], ledger[start : start + 60]
    return f"{quoted(theirs)}, and {quoted(ours)} in the ledger"
