"""Make a report of what was decided: choose the claims, gather what belongs to them, write."""

import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from workbench import __version__
from workbench.collecting import seldom_collecting
from workbench.desk.reporting.anonymous import Pseudonyms
from workbench.desk.reporting.dossiers import THINGS_BETWEEN_COLLECTIONS, Entries, Watch
from workbench.desk.reporting.portions import portions
from workbench.desk.reporting.report_figures import figure_lines
from workbench.desk.reporting.selection import Selection, choose
from workbench.desk.settings_of_project import DEFAULT_SCALE, known_scales, scale_in_use, settings
from workbench.ledger.queries import (
    kept_scales,
    reviewer_names,
    scales_named,
)
from workbench.ledger.standing_still import Moment, Moved, standing_still
from workbench.ledger.veil import published
from workbench.model import Publisher, RatingScale
from workbench.named_paths import set_path
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
_CHECKED_EVERY: Final = 200
_TOLD_AT_ONCE: Final = 500
"""So few claims are gathered sooner than anybody minds waiting."""
_ABOUT_REVIEWERS: Final = re.compile(r"\b(reviewer|assigned)\s*[:=]")
PROGRAM: Final = f"claim-workbench {__version__}"


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
    """Write a report of one moment to a stream that can be gone back in.

    Where somebody else writes to the database meanwhile, it is begun anew, of a moment that stands
    still. ``watch`` is told how many claims are gathered and of how many; what it raises ends the
    work.

    Raises:
        UsageError: There is no such format, or the selection cannot be understood.
        NotSo: The document or reviewer that was named is not there.
        StorageError: The database cannot be read.
    """
    how = options or ReportOptions()
    form = format_named(format_name).asked(how)
    chosen = selection or Selection()
    begun = stream.tell()
    moment = _Watched(ledger, watch)
    try:
        return _written(ledger, form, stream, chosen, how, moment)
    except Moved:
        stream.seek(begun)
        stream.truncate()
    few = chosen.as_of is None and moment.total <= _TOLD_AT_ONCE
    with _held(ledger) if few else standing_still(ledger) as still:
        return _written(still, form, stream, chosen, how, _Watched(still, watch))


@contextmanager
def _held(ledger: "Ledger") -> "Iterator[Ledger]":
    """The database, into which nobody can write as long as this lasts."""
    with ledger.snapshot():
        yield ledger


class _Watched:
    """Whoever wants to know how far a report is, and the one moment that it is of.

    ``total`` is the number of its claims, once one is gathered.
    """

    def __init__(self, ledger: "Ledger", watch: Watch | None) -> None:
        self.total = 0
        self._moment = Moment(ledger)
        self._watch = watch
        self._settled = False

    def __call__(self, done: int, total: int) -> None:
        """So many claims are gathered, of so many."""
        self.total = total
        if done % _CHECKED_EVERY == 0:
            self.check()
        if self._watch is not None:
            self._watch(done, total)

    def check(self) -> None:
        """Make sure that nobody has written since the report was begun."""
        if not self._settled:
            self._moment.check()

    def settle(self) -> None:
        """Nothing is read any more that could change."""
        self.check()
        self._settled = True


def _written(
    ledger: "Ledger",
    form: Format,
    stream: BinaryIO,
    chosen: Selection,
    how: ReportOptions,
    watch: _Watched,
) -> Written:
    with (
        gathered(ledger, chosen, form, how, watch) as dossier,
        seldom_collecting(things=THINGS_BETWEEN_COLLECTIONS),
    ):
        if not form.streams:
            watch.settle()
        if isinstance(dossier.entries, Entries):
            cut = portions(ledger, dossier, dossier.entries, form)
            if cut is not None:
                cut.write(stream, watch)
                watch.check()
                return Written(dossier.count, dossier.left)
        told = _Told(dossier.entries, form)
        form.write(replace(dossier, entries=told) if form.streams else dossier, stream, how)
        watch.check()
        untold = told.untold if form.streams else sum(1 for _ in told.passed_over())
        remarks = _without_publisher(dossier.publisher, form) if dossier.count else ()
        return Written(dossier.count - untold, dossier.left, untold, remarks)


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
    watch: _Watched,
) -> Iterator[Dossier]:
    """The dossier of a report, which is whole as long as the block lasts."""
    if selection.as_of is None:
        with published(ledger):
            yield _gather(ledger, selection, form, options, watch)
        return
    from workbench.ledger.as_of import ledger_as_of

    with ledger_as_of(ledger, selection.as_of) as then, published(then):
        watch.settle()
        gathered_then = _gather(then, selection, form, options, watch)
        yield replace(gathered_then, made_at=ledger.now().astimezone())


def templates_for(form: Format, named: Path | None = None) -> Path | None:
    """The folder of templates for a format: the one that is named, or that of the settings."""
    if not form.templates:
        return None
    if named is not None:
        return named
    folder = load_settings().reports.templates
    return set_path(folder, "reports.templates") if folder else None


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
        watch=watch,
    )
    project = ledger.project
    kept: tuple[Entry, ...] | Entries = entries if form.streams else tuple(entries)
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


def _scales(ledger: "Ledger") -> tuple[RatingScale, ...]:
    """The project's scale, then the others that verdicts in force name, as far as known."""
    used = scale_in_use(ledger)
    # Who gives a verdict keeps its scale in the file; only the first programs knew but one.
    if {DEFAULT_SCALE, *(one.id for one in kept_scales(ledger))} == {used.id}:
        return (used,)
    named = set(scales_named(ledger)) - {used.id}
    return (used, *(one for one in known_scales(ledger) if one.id in named))
