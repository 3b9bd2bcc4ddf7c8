"""What came of reading a text into claims, in a line. No screens here."""

from typing import TYPE_CHECKING

from workbench.text import counted

if TYPE_CHECKING:
    from workbench.desk.reading.documents import AddedDocument


def read_in_words(added: "AddedDocument") -> str:
    """Its title, how many claims, its date, and what a reviewer should know of it."""
    from workbench.sourcing.files import READ_BY

    document = added.document
    dated = f", dated {document.document_date}" if document.document_date else ", no date found"
    claims = counted(added.claims, "claim")
    if added.already_known:
        return f"Already here: {document.title}, {claims}"
    wrong = sum(not check.agrees for check in document.checks)
    against = f"; {counted(wrong, 'disagreement')} inside it" if wrong else ""
    notes = [note for note in added.notes if not note.startswith(READ_BY)]
    noted = f"; note: {notes[0]}" if notes else ""
    return f"Read: {document.title}, {claims}{dated}{against}{noted}"
