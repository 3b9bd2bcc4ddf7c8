"""Reviews in a table of comma-, semicolon- or tab-separated values, one a row."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from workbench.errors import UsageError
from workbench.model import PublishedReview
from workbench.sourcing.addresses import host_of
from workbench.sourcing.reviews.day_orders import Order, day_in_column, order_of, why_no_day
from workbench.sourcing.reviews.fields import address, number, words
from workbench.sourcing.reviews.found import Found, FoundReview, Problem
from workbench.text import clean_line

if TYPE_CHECKING:
    from _csv import Reader

LONGEST_CELL: Final = 200_000
MOST_PROBLEMS: Final = 1_000
_LONGEST_DAY: Final = 60
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("claim", "claim reviewed", "claimreviewed", "claim text", "statement", "text"),
    "url": ("link", "review url", "url", "address", "fact check url"),
    "rating": ("verdict", "textual rating", "rating", "conclusion", "label", "rating name"),
    "publisher": ("organisation", "organization", "publisher", "author", "fact checker"),
    "title": ("headline", "title"),
    "reviewed_on": ("date published", "datepublished", "review date", "reviewed on", "date"),
    "claimant": ("speaker", "claimant", "claim author", "said by", "source"),
    "claimed_on": ("claim date", "claimed on", "date of claim"),
    "first_appearance": ("first appearance", "claim url", "appearance"),
    "rating_number": ("rating value", "ratingvalue", "rating number"),
    "best": ("best rating", "best"),
    "worst": ("worst rating", "worst"),
    "language": ("in language", "language", "lang"),
}
"""The fields of a review, each with names by which its column is known if none is given."""
DAYS: Final = ("reviewed_on", "claimed_on")


def read_table(text: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """The reviews in a table whose first row names its columns.

    ``columns`` says in which column a field is; the others are known by their usual names.

    Raises:
        UsageError: A field or column that was named is not there, or no column holds the words.
    """
    text = text.lstrip("\ufeff")
    rows = _Rows(text)
    try:
        header = next(rows, (0, []))[1]
    except csv.Error as error:
        raise UsageError(f"the first row names no columns: {error}") from None
    places = _places(header, columns)
    rows.columns = len(header)
    return _reviews(rows, places, _orders(text, places))


def _orders(text: str, places: Mapping[str, int]) -> dict[str, Order]:
    """What comes first in the dates of each column, for which all of it is read before."""
    wanted = {field: places[field] for field in DAYS if field in places}
    cells: dict[str, list[str]] = {field: [] for field in wanted}
    rows = _Rows(text)
    problems = 0
    while wanted and "/" in text and problems < MOST_PROBLEMS:
        try:
            row = next(rows)[1]
        except StopIteration:
            break
        except csv.Error:
            problems += 1
            continue
        for field, place in wanted.items():
            if place < len(row):
                cells[field].append(_cell(row[place][:_LONGEST_DAY]))
    return {field: order_of(found) for field, found in cells.items()}


def _places(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    names = [" ".join(name.replace("_", " ").casefold().split()) for name in header]
    shown = ", ".join(clean_line(name, 40) for name in header[:30]) or "none"
    places: dict[str, int] = {}
    for field, column in columns.items():
        if field not in FIELDS:
            raise UsageError(
                f"{clean_line(field, 40)} is no field of a review; there are {', '.join(FIELDS)}"
            )
        wanted = " ".join(column.replace("_", " ").casefold().split())
        if wanted not in names:
            raise UsageError(f"there is no column {clean_line(column, 60)}; there are: {shown}")
        places[field] = names.index(wanted)
    taken = set(places.values())
    for field, usual in FIELDS.items():
        known = [field.replace("_", " "), *usual]
        found = [names.index(name) for name in known if name in names]
        free = [place for place in found if place not in taken]
        if field not in places and free:
            places[field] = free[0]
            taken.add(free[0])
    if "text" not in places:
        raise UsageError(
            f"no column is known to hold the words of claims; name it with --columns text=NAME; "
            f"there are: {shown}"
        )
    return places


class _Rows:
    """The rows of a table, each with its line. A broken row ends with its line.

    A quote that is never closed would take in all rows up to the next quote or the end. So a row
    over several lines whose quotes do not fit is none, and its other lines are rows of their own.
    """

    def __init__(self, text: str) -> None:
        self.columns = 0
        self._lines: Final = list(io.StringIO(text, newline=""))
        self._delimiter: Final = max(",;\t", key=text.partition("\n")[0][:LONGEST_CELL].count)
        self._start(0)

    @property
    def line(self) -> int:
        """How many lines were read."""
        return self._skipped + self._reader.line_num

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self

    def __next__(self) -> tuple[int, list[str]]:
        """The next row and the line on which it begins.

        Raises:
            csv.Error: It is none. The next one after it is on the next line.
        """
        first = self.line
        try:
            row = next(self._reader)
            if self.line > first + 1 or self.line == len(self._lines):
                self._refuse_swallowed(first)
        except csv.Error:
            self._start(first + 1)
            raise
        return first + 1, row

    def _start(self, line: int) -> None:
        self._skipped = line
        self._reader = self._read(line, strict=False)

    def _refuse_swallowed(self, first: int) -> None:
        strict = self._read(first, strict=True)
        try:
            next(strict)
        except csv.Error as error:
            if strict.line_num > 1 or "end of data" in str(error):
                raise csv.Error("a quote is opened and not closed") from None

    def _read(self, line: int, *, strict: bool) -> "Reader":
        csv.field_size_limit(LONGEST_CELL)
        lines = map(self._lines.__getitem__, range(line, len(self._lines)))
        return csv.reader(lines, delimiter=self._delimiter, strict=strict)


def _reviews(
    rows: _Rows, places: Mapping[str, int], orders: Mapping[str, Order]
) -> Iterator[Found]:
    problems = 0
    while problems < MOST_PROBLEMS:
        try:
            line, row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            problems += 1
            yield Problem(rows.line, f"is no row of the table: {clean_line(str(error), 100)}")
            continue
        if any(cell.strip() for cell in row):
            yield _review(line, row, places, orders)
    yield Problem(rows.line, f"{problems} rows are broken; the rest is left")


def _review(
    line: int, row: Sequence[str], places: Mapping[str, int], orders: Mapping[str, Order]
) -> Found:
    cells = {field: _cell(row[place]) for field, place in places.items() if place < len(row)}
    claim = words(cells.get("text"), 20_000)
    if claim is None:
        return Problem(line, "does not say which words it is about")
    remarks: list[str] = []
    days: dict[str, str | None] = {}
    for field in DAYS:
        given, order = cells.get(field, ""), orders.get(field, Order.UNKNOWN)
        days[field] = day_in_column(given, order) if given else None
        if given and days[field] is None:
            remarks.append(f"“{clean_line(given, 40)}” {why_no_day(given, order)}")
    url = address(cells.get("url"))
    if cells.get("url") and url is None:
        remarks.append(f"“{clean_line(cells['url'], 60)}” is no web address")
    rating, figure = words(cells.get("rating")), number(cells.get("rating_number"))
    if rating is None and figure is None:
        remarks.append("no rating is given")
    review = PublishedReview(
        text=claim,
        url=url,
        rating=rating,
        publisher=words(cells.get("publisher"), 1_000),
        site=host_of(url or "") or None,
        title=words(cells.get("title")),
        reviewed_on=days["reviewed_on"],
        claimant=words(cells.get("claimant"), 1_000),
        claimed_on=days["claimed_on"],
        first_appearance=address(cells.get("first_appearance")),
        rating_number=figure,
        best=number(cells.get("best")),
        worst=number(cells.get("worst")),
        language=words(cells.get("language"), 40),
    )
    return FoundReview(line, review, tuple(remarks))


def _cell(text: str) -> str:
    """A cell without the apostrophe that guards it against being run by a spreadsheet."""
    said = text.strip()
    return said[1:] if said[:2] in ("'=", "'+", "'-", "'@") else said
