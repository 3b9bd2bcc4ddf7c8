"""What never was a page: calls, interviews, e-mails, records replies, screenshots, replies.

Who said it, when and on what terms is kept in the database, with the words. The name of a
confidential source goes into the notes of this computer and nowhere else.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbench.desk.sourcing.attaching import short_source
from workbench.desk.sourcing.files import local_exchange, plain_text
from workbench.desk.working.notes import NoteBox, refuse_name
from workbench.errors import UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.recording import (
    attach,
    prepare_capture,
    record_capture,
)
from workbench.ledger.recording import record_testimony as record_words
from workbench.model import OnRecord, SourceKind, Testimony
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

SPOKEN = (
    SourceKind.CALL,
    SourceKind.INTERVIEW,
    SourceKind.EMAIL,
    SourceKind.RECORDS_REPLY,
    SourceKind.SCREENSHOT,
    SourceKind.RIGHT_OF_REPLY,
)
"""The kinds of source that are recorded by hand."""

_ASKED = (SourceKind.RIGHT_OF_REPLY, SourceKind.RECORDS_REPLY)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded source; ``capture`` is that of its words, ``None`` if there are none."""

    source: str
    capture: str | None

    @property
    def short(self) -> str:
        """The part of the source's key that lists show."""
        return short_source(self.source)


def record_testimony(
    ledger: "Ledger",
    claim_id: str,
    testimony: Testimony,
    text: str = "",
    *,
    name: str = "",
    attachment: bytes | None = None,
    notes: NoteBox | None = None,
) -> Recorded:
    """Record what somebody said or sent, and attach it to a claim.

    ``name`` is who it was, for a confidential source: it is kept on this computer alone, and the
    texts for the database must not hold it. ``attachment`` holds the bytes of what was sent (a
    picture, a mail), kept beside the words.

    Raises:
        NotSo: There is no such claim.
        UsageError: Something is missing or contradicts itself, or a text names the hidden person.
        StorageError: The database or the notes cannot be written.
    """
    box = notes or NoteBox(ledger.project.id)
    _check(testimony, text, name, today=ledger.now().astimezone().date())
    refuse_name(name, testimony.who, testimony.note, text, last_word_too=True)
    claim = get_claim(ledger, claim_id)
    identifier = f"said:{ledger.new_identifier()[:16]}"
    title = f"{describe_kind(testimony.kind)}, {testimony.who}, {testimony.on}"
    words = text.strip()
    # The name first: a source that is marked confidential must not be left without one.
    box.keep_name(identifier, name)
    try:
        with ledger.act(f"Record {clean_line(squeeze(title), 80)}", claims=(claim.id,)) as act:
            record_words(act, identifier, testimony)
            capture = None
            if words or attachment is not None:
                body = words.encode("utf-8") if attachment is None else attachment
                exchange = local_exchange(title, body, ledger.now())
                readable = plain_text(words) if words else None
                capture = record_capture(act, identifier, prepare_capture(exchange, readable))
            attach(act, claim.id, identifier, title)
    except BaseException:
        box.keep_name(identifier, "")
        raise
    return Recorded(identifier, capture)


def describe_kind(kind: SourceKind) -> str:
    """A kind of source in words."""
    return {
        SourceKind.PAGE: "Web page",
        SourceKind.FILE: "File",
        SourceKind.TEXT: "Text",
        SourceKind.CALL: "Call",
        SourceKind.INTERVIEW: "Interview",
        SourceKind.EMAIL: "E-mail",
        SourceKind.RECORDS_REPLY: "Reply to a records request",
        SourceKind.SCREENSHOT: "Screenshot",
        SourceKind.RIGHT_OF_REPLY: "Right of reply",
    }[kind]


def describe_terms(terms: OnRecord) -> str:
    """What may be published, in words."""
    return {
        OnRecord.ON_RECORD: "on the record",
        OnRecord.BACKGROUND: "on background: may be used, not by name",
        OnRecord.OFF_RECORD: "off the record: not for publication",
    }[terms]


def describe_reply(testimony: Testimony) -> str:
    """A right of reply or a records request in words: asked when, and answered or not."""
    if testimony.asked_on is None:
        return ""
    answer = f"answered on {testimony.answered_on}" if testimony.answered_on else "no answer yet"
    return f"asked on {testimony.asked_on}, {answer}"


def _check(testimony: Testimony, text: str, name: str, *, today: date) -> None:
    if testimony.kind not in SPOKEN:
        raise UsageError(f"a {testimony.kind} is attached, not recorded; use attach")
    if not testimony.who.strip():
        raise UsageError("say who it was, or describe the person: --who “a spokesperson”")
    if name and not testimony.confidential:
        raise UsageError("a name beside the description is for a confidential source only")
    if testimony.confidential and not name.strip():
        raise UsageError(
            "a confidential source needs its name for your notes on this computer; the "
            "description alone goes into the database"
        )
    _check_days(testimony, today)
    unanswered = testimony.kind in _ASKED and testimony.answered_on is None
    if not text.strip() and not unanswered:
        raise UsageError("the words are missing; give what was said, or - to read standard input")
    if text.strip() and unanswered:
        raise UsageError("there are words of an answer but no day: --answered YYYY-MM-DD")


def _check_days(testimony: Testimony, today: date) -> None:
    asked, answered = testimony.asked_on, testimony.answered_on
    for label, value in (
        ("the day", testimony.on),
        ("the day of asking", asked),
        ("the day of the answer", answered),
    ):
        if value is not None and _day(value) > today:
            raise UsageError(f"{label}, {value}, lies after today, {today}")
    if testimony.kind not in _ASKED:
        if asked or answered:
            raise UsageError("days of asking and answering are for a right of reply or a request")
        return
    if asked is None:
        raise UsageError(f"a {testimony.kind} needs the day of asking: --asked YYYY-MM-DD")
    if answered and _day(answered) < _day(asked):
        raise UsageError("an answer cannot come before the question; check the days")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{clean_line(value, 40)} is no day; write it as 2023-06-05") from None
