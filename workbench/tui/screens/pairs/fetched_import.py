"""Importing published fact-checks from a web address, in the background. No screen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.tui.lanes.wishes import ToImport
from workbench.tui.screens.sources.bringing import in_words_of_the_form
from workbench.tui.sheets.imported import counts_in_words

if TYPE_CHECKING:
    from workbench.desk.matching.importing import Imported
    from workbench.desk.sourcing.fetching import Web
    from workbench.ledger.database import Ledger


@dataclass(slots=True)
class FetchedImport:
    """What an address gave, and what was imported of it once that is done."""

    wish: ToImport
    body: bytes
    imported: "Imported | None" = None


def fetching(wish: ToImport) -> "Callable[[Web], Awaitable[FetchedImport]]":
    """What fetches the address; it fails where that does not give a whole page."""

    async def fetch(web: "Web") -> FetchedImport:
        from workbench.desk.matching.importing import fetched_body
        from workbench.desk.sourcing.fetching import fetch_source

        private = wish.allow_private
        options = replace(web.options, allow_private=private, allow_any_port=private)
        try:
            fetched = await fetch_source(
                wish.address, options, client=web.client, reader=web.reader
            )
        except UsageError as refusal:
            raise UsageError(in_words_of_the_form(str(refusal))) from refusal
        return FetchedImport(wish, fetched_body(fetched))

    return fetch


def keep(ledger: "Ledger", fetched: FetchedImport) -> str:
    """Import what came, as from a file, and say what that was."""
    from workbench.desk.matching.importing import import_reviews

    wish = fetched.wish
    fetched.imported = import_reviews(ledger, fetched.body, wish.address, wish.columns)
    return f"Imported: {counts_in_words(fetched.imported)}"
