"""Read documents into claims, with or without keeping them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.sourcing.dating import day_in
from workbench.errors import InputError, UsageError
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.queries import claims_of_document, document_of
from workbench.model import Document, Reading, Statement
from workbench.plain import check_value, statement_value
from workbench.settings import load_settings
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.sourcing.files import LoadedText

TITLE_CHARACTERS: Final = 120


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """What adding a document did. A document that was already there adds nothing."""

    document: Document
    claims: int
    already_known: bool
    notes: tuple[str, ...] = ()


def read_text(loaded: "LoadedText", document_date: date | None = None) -> Reading:
    """Read a loaded text into claims without keeping anything.

    ``document_date`` overrules a date found in the text's header; where there is neither, the
    date that a page gives for its publication counts. The user's own weights, if
    any are set, replace the reader's in the worth of a claim.

    Raises:
        UsageError: The settings cannot be read, or weigh a reason that there is not.
    """
    from workbench.reading import read

    own = load_settings().worth
    reading = read(loaded.text, document_date=document_date, address=loaded.address)
    published = _published(loaded) if reading.document_date is None else None
    if published is not None:
        day, basis = published
        reading = read(loaded.text, document_date=day, address=loaded.address)
        note = f"dated {day} by what the page says of itself ({basis})"
        reading = replace(reading, notes=(*reading.notes, note))
    return _reweighed(reading, own) if own else reading


def _published(loaded: "LoadedText") -> tuple[date, str] | None:
    given = loaded.readable.metadata if loaded.readable else ()
    for each in given:
        day = day_in(each.value) if each.field == "published" else None
        if day is not None and len(day) == len("2023-06-05"):
            return date.fromisoformat(day), clean_line(each.basis, 40)
    return None


def _reweighed(reading: Reading, own: Mapping[str, int]) -> Reading:
    from workbench.reading.worth import known_reasons, worth_of

    known = known_reasons()
    for reason in own:
        if reason not in known:
            raise UsageError(
                f"the settings weigh {clean_line(reason, 40)}, which is no reason; "
                f"there are: {', '.join(known)}"
            )
    return replace(
        reading,
        statements=tuple(
            replace(statement, worth=worth_of(statement.reasons, own))
            for statement in reading.statements
        ),
    )


def document_identifier(data: bytes) -> str:
    """The identity of a document: the SHA-256 of its bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def add_document(
    ledger: "Ledger", loaded: "LoadedText", *, document_date: date | None = None
) -> AddedDocument:
    """Read a document into the database, as one act that one undo takes back.

    A document with the same bytes that is already there is left as it is.

    Raises:
        InputError: The text has an unpaired surrogate and cannot be kept exactly.
        StorageError: The database cannot be written.
    """
    identifier = document_identifier(loaded.data)
    known = document_of(ledger, identifier)
    if known is not None:
        claims = len(claims_of_document(ledger, identifier))
        return AddedDocument(known, claims, already_known=True)
    reading = read_text(loaded, document_date)
    title = document_title(loaded, reading)
    with ledger.act(f"Add {title}") as act:
        act.record(
            "document",
            identifier,
            "read",
            {
                "title": title,
                "address": clean_line(loaded.address),
                "encoding": loaded.encoding,
                "language": reading.language,
                "characters": len(loaded.text),
                "document_date": _iso(reading.document_date),
                "document_date_basis": reading.document_date_basis,
                "notes": [*loaded.notes, *reading.notes],
                "checks": [check_value(check) for check in reading.checks],
                "bytes": act.keep(loaded.data),
            },
        )
        for statement in reading.statements:
            act.record(
                "claim",
                claim_identifier(identifier, statement.start, statement.end),
                "read",
                claim_value(identifier, statement),
            )
    document = document_of(ledger, identifier)
    if document is None:
        raise InputError(f"{clean_line(loaded.address, 200)} was not kept; run workbench verify")
    return AddedDocument(
        document,
        len(reading.statements),
        already_known=False,
        notes=(*loaded.notes, *reading.notes),
    )


def document_title(loaded: "LoadedText", reading: Reading) -> str:
    """A title to show: the text's own headline or title, else the file's name, or first words."""
    if reading.title:
        return clean_line(squeeze(reading.title), TITLE_CHARACTERS)
    titles = loaded.readable.metadata if loaded.readable else ()
    for each in titles:
        if each.field == "title" and each.value.strip():
            return clean_line(squeeze(each.value), TITLE_CHARACTERS)
    if loaded.address != "-":
        return clean_line(PurePath(loaded.address).stem, TITLE_CHARACTERS)
    return clean_line(squeeze(loaded.text[:400]), 60)


def claim_value(document: str, statement: Statement, *, by_hand: bool = False) -> dict[str, Any]:
    """The event value that records a claim as it was first read."""
    return {"document": document, **statement_value(statement), "by_hand": by_hand}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
