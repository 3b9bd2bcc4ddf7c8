"""Saved views: queries with a name, for everybody who has the file."""

from typing import TYPE_CHECKING

from workbench.errors import NotSo, UsageError
from workbench.finding import parse_query
from workbench.ledger.identifiers import view_identifier
from workbench.ledger.queries import saved_views as get_views
from workbench.ledger.recording.agreeing import record_view, withdraw_view
from workbench.ledger.values.settings import LONGEST_NAME, LONGEST_QUERY
from workbench.model import SavedView
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def views(ledger: "Ledger") -> tuple[SavedView, ...]:
    """The saved views in order of name."""
    return get_views(ledger)


def save_view(ledger: "Ledger", name: str, query: str, order: str | None = None) -> SavedView:
    """Save a query under a name, in the place of what was saved under it before.

    Raises:
        NotSo: It is saved so already.
        QueryError: The query cannot be understood.
        UsageError: The name is missing, something is far too long, or the query asks for notes.
    """
    if parse_query(query).about_notes:
        raise UsageError(
            "a view is for everybody who has the file, and private notes are on this computer "
            "alone; leave note: out of it"
        )
    called, asked = squeeze(name), squeeze(query)
    if not called or len(called) > LONGEST_NAME:
        raise UsageError(f"a view needs a name of at most {LONGEST_NAME} characters")
    if len(asked) > LONGEST_QUERY:
        raise UsageError(f"a query has at most {LONGEST_QUERY} characters")
    view = SavedView(view_identifier(called), called, asked, order)
    if view in get_views(ledger):
        raise NotSo(f"the view {clean_line(called, 60)} is saved so already")
    with ledger.act(f"Save the view {clean_line(called, 60)}") as act:
        record_view(act, called, asked, order)
    return view


def forget_view(ledger: "Ledger", name: str) -> SavedView:
    """Take a saved view away, whoever saved it.

    Raises:
        NotSo: There is none of this name.
    """
    found = find_view(ledger, name)
    with ledger.act(f"Remove the view {clean_line(found.name, 60)}") as act:
        withdraw_view(act, found.id)
    return found


def find_view(ledger: "Ledger", name: str) -> SavedView:
    """The saved view with this name, whatever its case.

    Raises:
        NotSo: There is none; those that there are are named.
    """
    wanted = view_identifier(squeeze(name))
    every = get_views(ledger)
    for view in every:
        if view.id == wanted:
            return view
    names = ", ".join(clean_line(one.name, 60) for one in every) or "none yet"
    raise NotSo(f"there is no view {clean_line(name, 60)}; there are: {names}")
