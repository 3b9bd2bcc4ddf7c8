"""Reports that are tables: one claim a row, known by the names of the columns."""

import csv
import io
import json
from contextlib import suppress
from typing import Any, Final

from workbench.reporting.csv.table import HEAD, USUAL, plain_cell
from workbench.reporting.manifest import digest_of
from workbench.reporting.reading_back.told import (
    MOST_CLAIMS,
    Line,
    NoReport,
    Told,
    ToldEvidence,
    ToldReport,
    ToldVerdict,
)

_NEEDED: Final = frozenset({"id", "statement", "outcome"})
_BETWEEN: Final = " | "
_LONGEST_CELL: Final = 10_000_000


def table_report(text: str) -> ToldReport:
    """What a table says.

    Raises:
        NoReport: Its columns are not those of our tables, or a row is broken.
    """
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    heads: set[tuple[str, ...]] = set()
    try:
        header = next(rows, [])
        if not set(header) >= _NEEDED:
            raise NoReport("it is no HTML, JSON or Markdown report, nor a table with our columns")
        claims: list[Told] = []
        for row in rows:
            if len(claims) >= MOST_CLAIMS:
                raise NoReport(f"it has more than {MOST_CLAIMS} rows")
            if row:
                given = [plain_cell(cell) for cell in row]
                names = [*header, *(f"column {n}" for n in range(len(header) + 1, len(row) + 1))]
                cells = dict(zip(names, given, strict=False))
                heads.add(tuple(cells.pop(name, "") for name in HEAD))
                claims.append(_claim(cells, rows.line_num))
    except csv.Error as error:
        raise NoReport(f"line {rows.line_num} is no row of a table: {error}") from None
    strange: tuple[Line, ...] = ()
    if len(heads) > 1:
        strange = (Line("", "the table", "rows that are not of one report"),)
    head = _head(dict(zip(HEAD, next(iter(heads)), strict=True))) if len(heads) == 1 else None
    return ToldReport("CSV", tuple(claims), head, strange=strange)


def _head(said: dict[str, str]) -> dict[str, Any] | None:
    """What a table says of itself; nothing for one without the columns for it."""
    if not said["report_made_at"] or not said["report_project_id"]:
        return None
    chosen: Any = None
    with suppress(ValueError, RecursionError):
        chosen = json.loads(said["report_selection"])
    count = said["report_claims"]
    return {
        "project": said["report_project"],
        "project_id": said["report_project_id"],
        "made_at": said["report_made_at"],
        "as_of": said["report_as_of"] or None,
        "chosen": {**USUAL, **chosen} if isinstance(chosen, dict) else None,
        "anonymous": isinstance(chosen, dict) and chosen.get("anonymous") is True,
        "counts": {"claims": int(count)} if count.isascii() and count.isdigit() else {"claims": -1},
    }


def _claim(cells: dict[str, str], line: int) -> Told:
    identifiers = [one for one in cells.get("verdict_id", "").split(_BETWEEN) if one]
    because = cells.get("because")
    # With several verdicts one cell holds several reasons, of which equal ones are told once.
    alone = len(identifiers) == 1
    quotes = cells.get("quotes")
    return Told(
        place=f"line {line}",
        id=cells.get("id") or None,
        statement=digest_of(cells["statement"]) if "statement" in cells else None,
        words=cells.get("statement"),
        outcome=cells.get("outcome") or None,
        rating=cells.get("rating") or None,
        verdicts=tuple(
            ToldVerdict(
                one,
                rating=(cells.get("rating") or None) if alone else None,
                because=digest_of(because) if alone and because is not None else None,
            )
            for one in identifiers
        ),
        evidence=(ToldEvidence(None, digest_of(quotes), words=quotes),) if quotes else (),
        raw=cells,
    )
