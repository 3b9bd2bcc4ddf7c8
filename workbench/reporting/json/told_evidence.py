"""A piece of evidence as JSON tells it: its properties in their order, ready to be written.

An encoder writes these objects without looking at names, so a report of very many claims is made
of them straight from the rows of the file.
"""

from typing import Literal

from msgspec import Struct


class ToldQuote(Struct):
    """The words of a quotation with those around them, as a W3C selector."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class ToldPlace(Struct):
    """Where a quotation stands, as a W3C selector."""

    type: Literal["TextPositionSelector"]
    start: int
    end: int


class _Told(Struct):
    """What is told of any evidence, first of all."""

    number: int
    id: str
    url: str
    quote: str
    stance: str
    seen_on: str
    added_at: str
    added_by: str
    source: str


class ToldUncaptured(_Told):
    """Evidence whose page was not captured."""

    title: str | None
    author: str | None
    published: str | None
    captured_at: str | None
    sha256: str | None
    sha256_of: str | None
    archived: str | None
    archived_at: str | None
    said: str | None = None
    withheld: bool = False


class ToldCaptured(_Told):
    """Evidence that is quoted from a capture."""

    capture: str
    page_text: str
    selectors: tuple[ToldQuote, ToldPlace]
    page: int | None
    extractor: str
    note: str | None
    dated: str | None
    younger_than_claim: bool
    translation: str | None
    translation_language: str | None
    standing: str | None
    standing_checked_at: str | None
    differences: list[str]
    title: str | None
    author: str | None
    published: str | None
    captured_at: str | None
    sha256: str | None
    sha256_of: str | None
    archived: str | None
    archived_at: str | None
    said: str | None = None
    withheld: bool = False


ToldEvidence = ToldUncaptured | ToldCaptured
