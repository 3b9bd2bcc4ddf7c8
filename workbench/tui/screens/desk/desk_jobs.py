"""Jobs for the writing lane that more than one screen has."""

from typing import TYPE_CHECKING

from workbench.tui.screens.forms.results import Done

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def undo_job(ledger: "Ledger") -> Done:
    """Take back the reviewer's latest act."""
    from workbench.desk.acts import undo

    act = undo(ledger)
    return Done(f"Undone: {act.label}", next(iter(act.claims), ""), listing_changed=True)


def redo_job(ledger: "Ledger") -> Done:
    """Do again what was undone last."""
    from workbench.desk.acts import redo

    act = redo(ledger)
    return Done(f"Done again: {act.label}", next(iter(act.claims), ""), listing_changed=True)
