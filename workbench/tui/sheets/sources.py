"""The sources of a claim as a part of its sheet: how each fetch went, and what is quoted.

The desk opens without any of what sources need; that is loaded with the first source.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.model import Outcome, SourceKind, SourceRow
from workbench.tui.lanes.wishes import Errand
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.words import host_in_words, moment_in_words

if TYPE_CHECKING:
    from workbench.desk.sourcing.source_view import SourceList

_GOOD = frozenset({Outcome.CAPTURED, Outcome.UNCHANGED})


def add_sources(
    sheet: SheetBuilder, sources: "SourceList | None", under_way: Sequence[Errand]
) -> None:
    """Every source with its outcome, numbered as the source screen numbers them."""
    if sources is not None and sources.rows:
        sheet.heading(f"Sources: {sources.words}")
        for number, row in enumerate(sources.rows, 1):
            _source(sheet, number, row, shared=_shared(sources, row))
    elif under_way:
        sheet.heading("Sources")
    for errand in under_way:
        sheet.line("… ", Tone.KEY, hang=2)
        sheet.add(f"{errand.stage.value} ", Tone.STRONG)
        sheet.add(errand.name)


def _source(sheet: SheetBuilder, number: int, row: SourceRow, *, shared: bool) -> None:
    from workbench.desk.sourcing.attaching import name_of
    from workbench.desk.sourcing.testimony import describe_kind

    hang = len(str(number)) + 1
    sheet.line(f"{number} ", Tone.STRONG, hang=hang)
    sheet.add(name_of(row), Tone.STRONG)
    if row.kind is SourceKind.PAGE:
        sheet.add(f"  {host_in_words(row.url)}", Tone.MUTED)
    else:
        sheet.add(f"  {describe_kind(row.kind)}", Tone.MUTED)
    sheet.line(" " * hang, hang=hang)
    sheet.add(outcome_in_words(row), outcome_tone(row))
    if row.captured_at is not None:
        sheet.add(f", {moment_in_words(row.captured_at)}", Tone.MUTED)
    if row.quotes:
        quotes = "1 quote" if row.quotes == 1 else f"{row.quotes} quotes"
        sheet.add(f", {quotes}", Tone.MUTED)
    if shared:
        sheet.add(f", origin {row.origin}", Tone.MUTED)


def _shared(sources: "SourceList", row: SourceRow) -> bool:
    """Whether it matters which origin a source has: some carry the same text."""
    return row.id in sources.compared and sources.origins < len(sources.compared)


def outcome_in_words(row: SourceRow) -> str:
    """How the latest fetch ended; what never was a page was never fetched."""
    from workbench.desk.sourcing.fetching import describe_outcome

    if row.outcome is None:
        return "seen, not fetched" if row.kind is SourceKind.PAGE else "recorded"
    if row.kind is not SourceKind.PAGE and row.outcome in _GOOD:
        return "kept"
    return describe_outcome(row.outcome, row.reason)


def outcome_tone(row: SourceRow) -> Tone:
    """Good news, or a failure."""
    return Tone.GOOD if row.outcome is None or row.outcome in _GOOD else Tone.WARNING
