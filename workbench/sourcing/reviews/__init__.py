"""Fact-checks that others have published, read from pages, feeds and tables.

What a page, a feed or a table says is taken word for word: ratings are never turned into the
ratings of a scale here. Nothing is fetched, and nothing is kept.
"""

from collections.abc import Iterator, Mapping

from workbench.sourcing.reviews.feeds import read_feed
from workbench.sourcing.reviews.found import Found, FoundReview, Problem
from workbench.sourcing.reviews.scripts import read_page
from workbench.sourcing.reviews.tables import FIELDS, read_table

__all__ = ["FIELDS", "Found", "FoundReview", "Problem", "decoded", "read_reviews"]

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
    if columns is None and beginning in ("{", "["):
        return read_feed(text)
    return read_table(text, columns or {})


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else as Windows writes Latin."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
