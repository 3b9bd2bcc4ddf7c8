"""Make a report of what was decided: choose the claims, gather what belongs to them, write."""

import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from workbench import __version__
from workbench.desk.reporting.anonymous import Pseudonyms
from workbench.desk.reporting.dossiers import Entries, Watch, seldom_collecting
from workbench.desk.reporting.portions import portions
from workbench.desk.reporting.report_figures import figure_lines
from workbench.desk.reporting.selection import Selection, choose
from workbench.desk.settings_of_project import known_scales, scale_in_use, settings
from workbench.ledger.queries import (
    reviewer_names,
    scales_named,
)
from workbench.ledger.veil import published
from workbench.model import Publisher, RatingScale
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
        if isinstance(dossier.entries, Entries):
            cut = portions(ledger, dossier, dossier.entries, form)
            if cut is not None:
                cut.write(stream, watch)
                return Written(dossier.count, dossier.left)
        told = _Told(dossier.entries, form)
        form.write(replace(dossier, entries=told) if form.streams else dossier, stream, how)
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
    named = set(scales_named(ledger)) - {used.id}
    return (used, *(one for one in known_scales(ledger) if one.id in named))
