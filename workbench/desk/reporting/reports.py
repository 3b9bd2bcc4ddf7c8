"""Make a report of what was decided: choose the claims, gather what belongs to them, write."""

import gc
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from workbench import __version__
from workbench.desk.finding.filters import parse_filter
from workbench.desk.reporting.anonymous import Pseudonyms
from workbench.desk.reporting.dossiers import Entries
from workbench.desk.reporting.report_figures import figure_lines
from workbench.desk.settings_of_project import known_scales, scale_in_use, settings
from workbench.errors import UsageError
from workbench.ledger.queries import (
    claim_numbers,
    decided_claims,
    find_document,
    numbers_of_claims,
    reviewer_names,
    scales_named,
    tagged_claims,
)
from workbench.ledger.veil import published
from workbench.model import ClaimOrder, ClaimStatus, Publisher, RatingScale
from workbench.reporting.dossier import Dossier, Entry, Left
from workbench.reporting.formats import Format, Part, ReportOptions, format_named
from workbench.settings import load_settings

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_NO_PUBLISHER = (
    "no publisher with a web address is set, so each review lacks its url and author, and "
    "`workbench lint` finds an error in it; set one first: "
    "workbench project --publisher NAME --url https://..."
)
Watch = Callable[[int, int], None]
MYSELF: Final = re.compile(r"(?<=[:=])me\b", re.IGNORECASE)
"""Who asks, in a query such as ``by:me``."""
_ABOUT_REVIEWERS: Final = re.compile(r"\b(reviewer|assigned)\s*[:=]")
PROGRAM: Final = f"claim-workbench {__version__}"

_OBJECTS_BETWEEN_COLLECTIONS: Final = 50_000
_DECIDED = frozenset(ClaimStatus) - {ClaimStatus.UNRATED}
_SETTLED = frozenset((ClaimStatus.SINGLE, ClaimStatus.AGREED))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which claims a report is about.

    Without anything it has what was decided, disagreements included; ``drafts`` adds claims
    nobody has decided, ``closed`` leaves out those that reviewers disagree on or that need
    another look. ``claims`` are the ids of those that were picked by hand, if any were.
    ``since`` and ``until`` are days of the verdicts, both included. ``as_of`` is the moment whose
    state is told.
    """

    query: str = ""
    document: str | None = None
    tags: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    reviewer: str | None = None
    since: date | None = None
    until: date | None = None
    drafts: bool = False
    closed: bool = False
    as_of: datetime | None = None
    anonymous: bool = False

    @property
    def words(self) -> str:
        """How the claims were chosen, in words; reviewers are not named where they have none."""
        reviewer = "chosen reviewer" if self.anonymous else self.reviewer
        parts = (
            self.query.strip(),
            _picked(len(self.claims)) if self.claims else "",
            f"document {self.document}" if self.document else "",
            *(f"tag {tag}" for tag in self.tags),
            f"decided by {reviewer}" if self.reviewer else "",
            f"decided since {self.since}" if self.since else "",
            f"decided until {self.until}" if self.until else "",
            "settled only" if self.closed else "",
        )
        return ", ".join(part for part in parts if part)

    @property
    def plain(self) -> dict[str, Any] | None:
        """The selection as plain values, nothing where claims were picked by hand.

        ``withheld`` is what would name a person: the reviewer of an anonymous report, and whoever
        ``me`` is in a query.
        """
        if self.claims:
            return None
        unnamed = self.anonymous and self.reviewer is not None
        withheld = ["reviewer"] if unnamed else []
        withheld += ["me"] if MYSELF.search(self.query) else []
        return {
            **({"withheld": withheld} if withheld else {}),
            "query": self.query,
            "document": self.document,
            "tags": list(self.tags),
            "reviewer": None if unnamed else self.reviewer,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "drafts": self.drafts,
            "closed": self.closed,
        }


@dataclass(frozen=True, slots=True)
class Written:
    """What a report holds and what it leaves out.

    ``untold`` claims were chosen, but the format has no way to tell them. ``remarks`` say what
    is missing for the report to be complete.
    """

    claims: int
    left: Left
    untold: int = 0
    remarks: tuple[str, ...] = ()


def write_report(
    ledger: "Ledger",
    format_name: str,
    stream: BinaryIO,
    selection: Selection | None = None,
    options: ReportOptions | None = None,
    watch: Watch | None = None,
) -> Written:
    """Write a report to a stream.

    ``watch`` is told how many claims are gathered and of how many; what it raises ends the work.

    Raises:
        UsageError: There is no such format, or the selection cannot be understood.
        NotSo: The document or reviewer that was named is not there.
        StorageError: The database cannot be read.
    """
    form = format_named(format_name)
    chosen = selection or Selection()
    how = options or ReportOptions()
    with gathered(ledger, chosen, form, how, watch) as dossier, seldom_collecting():
        told = _Told(dossier.entries, form)
        form.write(replace(dossier, entries=told) if form.streams else dossier, stream, how)
        untold = told.untold if form.streams else sum(1 for _ in told.passed_over())
        remarks = _without_publisher(dossier.publisher, form) if dossier.count else ()
        return Written(dossier.count - untold, dossier.left, untold, remarks)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles seldom: what a report is made of has none, and looking takes a fifth."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Watched:
    """Entries of which somebody is told as they are gathered."""

    def __init__(self, entries: Iterable[Entry], total: int, watch: Watch) -> None:
        self._entries = entries
        self._total = total
        self._watch = watch

    def __iter__(self) -> Iterator[Entry]:
        for number, entry in enumerate(self._entries, start=1):
            self._watch(number, self._total)
            yield entry


class _Told:
    """Entries that are counted on their way, if the format cannot tell them."""

    def __init__(self, entries: Iterable[Entry], form: Format) -> None:
        self._entries = entries
        self._form = form
        self.untold = 0

    def __iter__(self) -> Iterator[Entry]:
        self.untold = 0
        for entry in self._entries:
            self.untold += not self._form.tells(entry.claim)
            yield entry

    def passed_over(self) -> Iterator[Entry]:
        """Those that the format cannot tell."""
        return (entry for entry in self._entries if not self._form.tells(entry.claim))


def shortcomings(ledger: "Ledger", form: Format) -> tuple[str, ...]:
    """What will be missing in a report of this format, and what to do about it beforehand."""
    return _without_publisher(settings(ledger).publisher, form)


def _without_publisher(publisher: Publisher | None, form: Format) -> tuple[str, ...]:
    addressed = publisher is not None and bool(publisher.url or publisher.review_address)
    return () if addressed or not form.name.startswith("claimreview") else (_NO_PUBLISHER,)


@contextmanager
def gathered(
    ledger: "Ledger",
    selection: Selection,
    form: Format,
    options: ReportOptions,
    watch: Watch | None = None,
) -> Iterator[Dossier]:
    """The dossier of a report, which is whole as long as the block lasts."""
    if selection.as_of is None:
        with published(ledger):
            yield _gather(ledger, selection, form, options, watch)
        return
    from workbench.ledger.as_of import ledger_as_of

    with ledger_as_of(ledger, selection.as_of) as then, published(then):
        gathered_then = _gather(then, selection, form, options, watch)
        yield replace(gathered_then, made_at=ledger.now().astimezone())


def templates_for(form: Format, named: Path | None = None) -> Path | None:
    """The folder of templates for a format: the one that is named, or that of the settings."""
    if not form.templates:
        return None
    if named is not None:
        return named
    folder = load_settings().reports.templates
    return Path(folder).expanduser() if folder else None


def end_of_day(day: date) -> datetime:
    """The first moment after a day, by the clock of this computer."""
    return datetime.combine(day + timedelta(days=1), time.min).astimezone()


def _gather(
    ledger: "Ledger",
    selection: Selection,
    form: Format,
    options: ReportOptions,
    watch: Watch | None,
) -> Dossier:
    numbers, left = choose(ledger, selection)
    return dossier_of(ledger, numbers, left, selection, form, options, watch)


def dossier_of(
    ledger: "Ledger",
    numbers: "array[int]",
    left: Left,
    selection: Selection,
    form: Format,
    options: ReportOptions,
    watch: Watch | None = None,
) -> Dossier:
    """The dossier of these claims."""
    names = reviewer_names(ledger) if selection.anonymous else {}
    pseudonyms = Pseudonyms(names) if selection.anonymous else None
    shown = _without_names(selection, names.values())
    entries = Entries(
        ledger,
        numbers,
        form.needs,
        pseudonyms,
        page_copies=options.page_copies and form.page_copies,
    )
    project = ledger.project
    seen = entries if watch is None else _Watched(entries, len(numbers), watch)
    kept: tuple[Entry, ...] | Iterable[Entry] = seen if form.streams else tuple(seen)
    return Dossier(
        project=project.name,
        project_id=project.id,
        made_at=ledger.now().astimezone(),
        scales=_scales(ledger),
        publisher=settings(ledger).publisher,
        entries=kept,
        count=len(kept) if isinstance(kept, tuple) else len(numbers),
        selection=shown.words,
        as_of=selection.as_of,
        anonymous=selection.anonymous,
        drafts=selection.drafts,
        left=left,
        figures=figure_lines(ledger, kept)
        if Part.FIGURES in form.needs and isinstance(kept, tuple)
        else (),
        database=ledger.path.stem,
        program=PROGRAM,
        chosen=selection.plain if shown is selection else None,
    )


def _without_names(selection: Selection, names: Iterable[str]) -> Selection:
    """A selection as an anonymous report may tell it: nobody is named in what was asked."""
    if not selection.anonymous:
        return selection
    asked = selection.query.casefold()
    if not _ABOUT_REVIEWERS.search(asked) and not any(
        name.casefold() in asked for name in names if name.strip()
    ):
        return selection
    return replace(selection, query="a query about reviewers")


def choose(ledger: "Ledger", selection: Selection) -> tuple["array[int]", Left]:
    """The numbers of the claims, and how many were left out for which reason."""
    wanted = replace(parse_filter(selection.query), order=ClaimOrder.TEXT)
    if selection.document is not None:
        wanted = replace(wanted, document=find_document(ledger, selection.document).id)
    if selection.closed and selection.drafts:
        raise UsageError("a report has drafts or settled claims only; choose one")
    every = claim_numbers(ledger, wanted)
    dismissed = (
        claim_numbers(ledger, replace(wanted, dismissed=True)) if wanted.dismissed is False else ()
    )
    keep = _narrowing(ledger, selection)
    within = every if keep is None else array("q", filter(keep, every))
    if selection.drafts:
        return within, Left(dismissed=len(dismissed))
    statuses = wanted.statuses or frozenset(ClaimStatus)
    decided = _among(claim_numbers(ledger, replace(wanted, statuses=statuses & _DECIDED)), keep)
    if not statuses & _DECIDED:
        decided = array("q")
    left = Left(undecided=len(within) - len(decided), dismissed=len(dismissed))
    if not selection.closed:
        return decided, left
    settled = array("q")
    if statuses & _SETTLED:
        closed = replace(wanted, statuses=statuses & _SETTLED, stale=False)
        settled = _among(claim_numbers(ledger, closed), keep)
    return settled, replace(left, unsettled=len(decided) - len(settled))


def _among(numbers: "array[int]", keep: Callable[[int], bool] | None) -> "array[int]":
    return numbers if keep is None else array("q", filter(keep, numbers))


def _narrowing(ledger: "Ledger", selection: Selection) -> Callable[[int], bool] | None:
    """What else a claim must be, beyond what a filter says; ``None`` for nothing."""
    wanted: list[frozenset[int]] = []
    if selection.claims:
        wanted.append(frozenset(numbers_of_claims(ledger, selection.claims)))
    if selection.tags:
        wanted.append(tagged_claims(ledger, selection.tags))
    if selection.reviewer is not None or selection.since or selection.until:
        since = end_of_day(selection.since - timedelta(days=1)) if selection.since else None
        before = end_of_day(selection.until) if selection.until else None
        wanted.append(
            decided_claims(ledger, reviewer=selection.reviewer, since=since, before=before)
        )
    return frozenset.intersection(*wanted).__contains__ if wanted else None


def _picked(number: int) -> str:
    return "1 claim picked by hand" if number == 1 else f"{number:,} claims picked by hand"


def _scales(ledger: "Ledger") -> tuple[RatingScale, ...]:
    """The project's scale, then the others that verdicts in force name, as far as known."""
    used = scale_in_use(ledger)
    named = set(scales_named(ledger)) - {used.id}
    return (used, *(one for one in known_scales(ledger) if one.id in named))
