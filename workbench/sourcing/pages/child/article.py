"""The article of a page, as trafilatura finds it."""

import logging
from dataclasses import dataclass
from typing import Any, Final

import trafilatura
from lxml import html
from trafilatura import bare_extraction

from workbench.sourcing.pages.child.folding import Layout, text_of

NAME: Final = f"trafilatura {trafilatura.__version__}"
_LAYOUT: Final = Layout(
    blocks=frozenset({"p", "head", "item", "row", "quote", "code", "list", "table", "body", "div"}),
    lines=frozenset({"lb"}),
    cells=frozenset({"cell"}),
    hidden=lambda element: element.tag in ("graphic", "done"),
    kept_spaces=frozenset({"code"}),
)
# htmldate looks for a date anywhere on the page unless it is told not to, and finds one.
_DATES: Final = {"extensive_search": False, "original_date": True}

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Article:
    """The article's paragraphs and what the extractor says of title, author and so on."""

    text: str
    said: tuple[tuple[str, str], ...]


def find_article(tree: html.HtmlElement, address: str | None) -> Article | None:
    """The article of a page, or ``None`` if there is none that the extractor can find."""
    document: Any = bare_extraction(
        tree,
        url=address,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if document is None or document.body is None:
        return None
    return Article(text_of(document.body, _LAYOUT), tuple(_said(document)))


def _said(document: Any) -> list[tuple[str, str]]:
    fields = (
        ("title", document.title),
        ("author", document.author),
        ("published", document.date),
        ("publisher", document.sitename),
        ("description", document.description),
        ("canonical", document.url),
    )
    return [(field, value) for field, value in fields if isinstance(value, str) and value.strip()]
