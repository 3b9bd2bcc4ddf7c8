"""Reports that are tables: one claim a row, known by the names of the columns."""

import csv
import io
from typing import Final

from workbench.reporting.csv_table import plain_cell
from workbench.reporting.manifest import digest_of
from workbench.reporting.reading_back.told import (
    MOST_CLAIMS,
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
    try:
        header = next(rows, [])
        if not set(header) >= _NEEDED:
            raise NoReport("it is no HTML, JSON or Markdown report, nor a table with our columns")
        claims: list[Told] = []
        for row in rows:
            if len(claims) >= MOST_CLAIMS:
                raise NoReport(f"it has more than {MOST_CLAIMS} rows")
            if row:
                cells = {name: plain_cell(cell) for name, cell in zip(header, row, strict=False)}
                claims.append(_claim(cells, rows.line_num))
    except csv.Error as error:
        raise NoReport(f"line {rows.line_num} is no row of a table: {error}") from None
    return ToldReport("CSV", tuple(claims))


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
