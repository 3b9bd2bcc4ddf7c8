"""Undo and redo, and what was done lately."""

from typing import TYPE_CHECKING

from workbench.ledger import undoing

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.model import Act


def undo(ledger: "Ledger") -> "Act":
    """Take back the reviewer's own latest act that stands, and return it.

    Raises:
        NotSo: There is nothing to undo, or somebody has built on it; the message says who.
    """
    return undoing.undo(ledger)


def redo(ledger: "Ledger") -> "Act":
    """Do again what was undone last, and return it.

    Raises:
        NotSo: Nothing was undone since the reviewer's latest act.
    """
    return undoing.redo(ledger)
