"""A report as a CSV table, one claim a row, that no spreadsheet takes for formulas.

Every cell is quoted, so a semicolon or tab in it begins no cell of its own whatever separator the
spreadsheet assumes. A text that begins like a formula, or with an apostrophe, gets an apostrophe
before it; :func:`plain_cell` takes it off again.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any, BinaryIO, Final

from workbench.model import Verdict
from workbench.reporting.dossier import Dossier, Entry, claimant_of, live_verdicts, outcome
from workbench.reporting.formats import ReportOptions
from workbench.reporting.stating import head_of
from workbench.text import clean_block

_GUARDED: Final = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|['\t\n]")
_GUARD: Final = "'"
_BETWEEN: Final = " | "
_SAFE: Final = frozenset(("", None))


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write the table with a row of column names."""
    text = io.TextIOWrapper(stream, "utf-8", "replace", newline="", write_through=False)
    try:
        table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        table.writerow((*COLUMNS, *HEAD))
        cells = tuple(COLUMNS.values())
        head = [safe_cell(said) for said in head_cells(dossier).values()]
        table.writerows(
            [said if (said := cell(entry)) in _SAFE else safe_cell(said) for cell in cells] + head
            for entry in dossier.entries
        )
    finally:
        text.flush()
        text.detach()


def head_cells(dossier: Dossier) -> dict[str, object]:
    """What a table says of itself, the same in each row.

    The selection is JSON with what is not as usual, so that the claims can be chosen again.
    """
    head = head_of(dossier)
    chosen = {key: each for key, each in (head.chosen or {}).items() if each != USUAL.get(key)}
    if head.anonymous:
        chosen["anonymous"] = True
    said = (
        head.made_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        head.as_of.isoformat() if head.as_of else "",
        head.project,
        head.project_id,
        json.dumps(chosen, ensure_ascii=False, sort_keys=True) if head.chosen is not None else "",
        dossier.count,
    )
    return dict(zip(HEAD, said, strict=True))


def safe_cell(value: object) -> str:
    """A cell's text with an apostrophe before what a spreadsheet would run."""
    if value is None or value == "":
        return ""
    text = str(value)
    if not text.isprintable():
        text = clean_block(text)
    return _GUARD + text if _GUARDED.match(text) else text


def plain_cell(text: str) -> str:
    """What was in a cell before it was made safe."""
    return text[1:] if text.startswith(_GUARD) else text


def _verdicts(read: Callable[[Verdict], object]) -> Callable[[Entry], object]:
    """One thing of each verdict in force, the same thing once."""

    def cell(entry: Entry) -> object:
        if not entry.claim.verdicts:
            return ""
        found = dict.fromkeys(read(verdict) for verdict in live_verdicts(entry.claim))
        return _BETWEEN.join(str(each) for each in found if each is not None and each != "")

    return cell


def _urls(entry: Entry) -> str:
    shown = dict.fromkeys(
        entry.record(piece).said or piece.source.url
        for piece in entry.claim.evidence
        if not entry.record(piece).withheld
    )
    return _BETWEEN.join(shown)


def _quotes(entry: Entry) -> str:
    return _BETWEEN.join(
        piece.quote for piece in entry.claim.evidence if not entry.record(piece).withheld
    )


COLUMNS: Final[Mapping[str, Callable[[Entry], object]]] = {
    "number": lambda entry: entry.number,
    "id": lambda entry: entry.claim.id,
    "statement": lambda entry: entry.claim.statement,
    "claimant": lambda entry: claimant_of(entry.claim),
    "claimant_kind": lambda entry: entry.claim.claimant_kind,
    "claimed_on": lambda entry: entry.claim.claimed_on,
    "place": lambda entry: entry.claim.place,
    "first_appearance": lambda entry: entry.claim.first_appearance,
    "status": lambda entry: entry.claim.status.value,
    "outcome": lambda entry: outcome(entry.claim),
    "rating": lambda entry: entry.claim.rating,
    "scale": _verdicts(lambda verdict: verdict.scale),
    "because": _verdicts(lambda verdict: verdict.because),
    "conditions": _verdicts(lambda verdict: verdict.conditions),
    "confidence": _verdicts(lambda verdict: verdict.confidence),
    "reviewed_on": _verdicts(lambda verdict: verdict.given_at.date().isoformat()),
    "reviewer": _verdicts(lambda verdict: verdict.given_by.name),
    "verdict_id": _verdicts(lambda verdict: verdict.id),
    "stale": lambda entry: "stale" if entry.claim.stale else "",
    "tags": lambda entry: _BETWEEN.join(entry.claim.tags),
    "evidence_count": lambda entry: len(entry.claim.evidence),
    "source_urls": _urls,
    "quotes": _quotes,
    "language": lambda entry: entry.claim.document.language,
    "document": lambda entry: entry.claim.document.id,
    "document_title": lambda entry: entry.claim.document.title,
    "document_date": lambda entry: entry.claim.document.document_date,
    "start": lambda entry: entry.claim.reading.start,
    "end": lambda entry: entry.claim.reading.end,
}
"""The columns in order, each with what stands in it."""

USUAL: Final[Mapping[str, Any]] = {
    "query": "",
    "document": None,
    "tags": [],
    "reviewer": None,
    "since": None,
    "until": None,
    "drafts": False,
    "closed": False,
}
"""How claims are chosen where nothing is said of it."""

HEAD: Final = (
    "report_made_at",
    "report_as_of",
    "report_project",
    "report_project_id",
    "report_selection",
    "report_claims",
)
"""Further columns, with what a table says of itself."""
