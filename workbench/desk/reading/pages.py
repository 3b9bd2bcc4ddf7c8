"""Web pages as documents: what was fetched is kept as a capture, and its article is read."""

from datetime import date
from typing import TYPE_CHECKING

from workbench.desk.reading.documents import AddedDocument, add_document
from workbench.desk.sourcing.attaching import keep_fetched
from workbench.desk.sourcing.fetching import Fetched, describe_outcome
from workbench.errors import NetworkError
from workbench.sourcing.files import from_readable
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.sourcing.files import LoadedText


def page_document(fetched: Fetched) -> "LoadedText":
    """The article of a fetched page as a document.

    Raises:
        NetworkError: The page did not come, or came as something else than itself.
        InputError: No text was found in it.
    """
    shown = clean_line(fetched.asked_for, 200)
    exchange = fetched.exchange
    if not fetched.good or fetched.readable is None:
        words = describe_outcome(exchange.outcome, exchange.reason)
        raise NetworkError(f"{shown} could not be fetched ({words})")
    return from_readable(fetched.asked_for, shown, exchange.body or b"", fetched.readable)


def add_page(
    ledger: "Ledger", fetched: Fetched, *, document_date: date | None = None
) -> AddedDocument:
    """Keep a fetched page as a capture, then read its article into claims: two acts.

    A fetch that failed is kept too, before the error is raised.

    Raises:
        NetworkError: The page did not come, or came as something else than itself.
        InputError: No text was found in it.
        StorageError: The database cannot be written.
    """
    keep_fetched(ledger, fetched)
    return add_document(ledger, page_document(fetched), document_date=document_date)
