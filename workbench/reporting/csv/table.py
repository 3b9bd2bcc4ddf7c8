"""A report as a CSV table, one claim a row, that no spreadsheet takes for formulas.

Every cell is quoted, so a semicolon or tab in it begins no cell of its own whatever separator the
spreadsheet assumes. A text that begins like a formula, or with an apostrophe, gets an apostrophe
before it; :func:`plain_cell` takes it off again.
"""

import json
import re
from datetime import UTC
from typing import Any, BinaryIO, Final

from workbench.model import Claim, Verdict
from workbench.reporting.dossier import Dossier, Entry, claimant_of, live_verdicts, outcome
from workbench.reporting.formats import Pieces
from workbench.reporting.stating import head_of
from workbench.text import clean_block

_GUARDED: Final = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|['\t\n]")
_GUARD: Final = "'"
_DOUBTFUL: Final = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20' \t\n")
"""What a cell may begin with that is to be looked at more closely."""
_BETWEEN: Final = " | "
_APART: Final = "\x1f"
_END: Final = '"\r\n'


def _begin(_dossier: Dossier, stream: BinaryIO) -> None:
    """Write the row of column names."""
    stream.write(_row([*COLUMNS, *HEAD]).encode())


def _rows(dossier: Dossier, stream: BinaryIO, _before: Entry | None) -> int:
    end = '",' + _row([safe_cell(each) for each in head_cells(dossier).values()])
    told = 0
    for entry in dossier.entries:
        told += 1
        row = _row(cells_of(entry))[: -len(_END)] + end
        stream.write(row.encode("utf-8", "replace"))
    return told


def _end(_told: int, _stream: BinaryIO) -> None:
    """A table ends with its last row."""


PIECES: Final = Pieces(_begin, _rows, _end)


def _row(cells: list[str]) -> str:
    """Cells that are safe as a row of which each is quoted."""
    joined = _APART.join(cells)
    if joined.count(_APART) >= len(cells):
        return '"' + '","'.join(cell.replace('"', '""') for cell in cells) + _END
    return '"' + joined.replace('"', '""').replace(_APART, '","') + _END


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


def cells_of(entry: Entry) -> list[str]:
    """The cells of a claim in the order of the columns, each made safe."""
    cells = _cells(entry)
    # Nearly every row needs nothing done; to look at it once is quicker than at each cell.
    if _DOUBTFUL.isdisjoint([cell[:1] for cell in cells]):
        together = "".join(cells).replace("\n", "").replace("\t", "")
        if together.isprintable():
            return cells
    return [safe_cell(cell) for cell in cells]


def _cells(entry: Entry) -> list[str]:
    claim = entry.claim
    document, reading = claim.document, claim.reading
    return [
        str(entry.number),
        claim.id,
        claim.statement,
        claimant_of(claim) or "",
        claim.claimant_kind or "",
        claim.claimed_on or "",
        claim.place or "",
        claim.first_appearance or "",
        claim.status.value,
        outcome(claim),
        claim.rating or "",
        *_verdicts(claim),
        "stale" if claim.stale else "",
        _BETWEEN.join(claim.tags),
        str(len(claim.evidence)),
        *_sources(entry),
        document.language or "",
        document.id,
        document.title,
        document.document_date.isoformat() if document.document_date else "",
        str(reading.start),
        str(reading.end),
    ]


def _verdicts(claim: Claim) -> list[str]:
    """What the verdicts in force say, the same thing once in each cell."""
    live = live_verdicts(claim) if claim.verdicts else ()
    if not live:
        return [""] * len(_OF_VERDICTS)
    if len(live) == 1:
        return _said(live[0])
    every = zip(*map(_said, live), strict=True)
    return [_BETWEEN.join(filter(None, dict.fromkeys(each))) for each in every]


def _said(verdict: Verdict) -> list[str]:
    return [
        verdict.scale,
        verdict.because,
        verdict.conditions or "",
        verdict.confidence or "",
        verdict.given_at.date().isoformat(),
        verdict.given_by.name,
        verdict.id,
    ]


def _sources(entry: Entry) -> tuple[str, str]:
    """The addresses of what may be published, each once, and the quotations."""
    told = [
        (record.said or piece.source.url, piece.quote)
        for piece in entry.claim.evidence
        if not (record := entry.record(piece)).withheld
    ]
    addresses = dict.fromkeys([address for address, _ in told])
    return _BETWEEN.join(addresses), _BETWEEN.join([quote for _, quote in told])


_OF_VERDICTS: Final = (
    "scale",
    "because",
    "conditions",
    "confidence",
    "reviewed_on",
    "reviewer",
    "verdict_id",
)
COLUMNS: Final = (
    "number",
    "id",
    "statement",
    "claimant",
    "claimant_kind",
    "claimed_on",
    "place",
    "first_appearance",
    "status",
    "outcome",
    "rating",
    *_OF_VERDICTS,
    "stale",
    "tags",
    "evidence_count",
    "source_urls",
    "quotes",
    "language",
    "document",
    "document_title",
    "document_date",
    "start",
    "end",
)
"""The columns in order."""

USUAL: Final[dict[str, Any]] = {
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
