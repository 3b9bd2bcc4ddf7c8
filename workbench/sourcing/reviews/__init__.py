"""Fact-checks that others have published, read from pages, feeds and tables.

What a page, a feed or a table says is taken word for word: ratings are never turned into the
ratings of a scale here. Nothing is fetched, and nothing is kept.
"""

from collections.abc import Iterator, Mapping

from workbench.sourcing.reviews.averitec import is_averitec, read_averitec
from workbench.sourcing.reviews.feeds import elements, read_feed
from workbench.sourcing.reviews.found import Found, FoundReview, Problem
from workbench.sourcing.reviews.own_reports import (
    is_own_table,
    is_report,
    read_own_table,
    read_report,
    report_elements,
)
from workbench.sourcing.reviews.scripts import read_page
from workbench.sourcing.reviews.tables import FIELDS, read_table
from workbench.sourcing.reviews.taken import Taken, TakenClaim, as_review

__all__ = [
    "FIELDS",
    "Found",
    "FoundReview",
    "Problem",
    "TakenClaim",
    "decoded",
    "read_claims",
    "read_reviews",
]

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_reviews(data: bytes, columns: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The reviews in a page, feed or table, and what could not be used, in order.

    ``columns`` says in which column of a table each field is, and that it is a table.

    Raises:
        UsageError: A column that was named is not there, or none holds the words of claims.
    """
    text = decoded(data)
    beginning = text.lstrip("\ufeff \t\r\n")[:1]
    if columns is None and beginning == "<":
        return read_page(text)
    claims = read_claims(data) if columns is None else None
    if claims is not None:
        return (as_review(one) for one in claims)
    if columns is None and beginning in ("{", "["):
        return read_feed(text)
    return read_table(text, columns or {})


def read_claims(data: bytes) -> Iterator[Taken] | None:
    """The claims in a report of this program, or in a file of the form of the AVeriTeC data.

    ``None`` if it is neither.
    """
    text = decoded(data)
    beginning = text.lstrip("\ufeff \t\r\n")[:1]
    if beginning == "<":
        return None
    if beginning not in ("{", "["):
        return read_own_table(text) if is_own_table(text) else None
    if is_report(text):
        return read_report(report_elements(text))
    first = next((value for _, value in elements(text) if isinstance(value, dict)), None)
    return read_averitec(elements(text)) if is_averitec(first) else None


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else as Windows writes Latin."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
