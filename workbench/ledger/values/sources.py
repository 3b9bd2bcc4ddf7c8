"""Values of what is known of a source: its kind, testimony, corrections, copies elsewhere."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from workbench.ledger.identifiers import source_key
from workbench.ledger.shapes import (
    NotUnderstood,
    bounded_text,
    choice,
    digest,
    flag,
    moment_in_utc,
    optional_bounded_text,
    optional_day,
    optional_moment,
    some_day,
)
from workbench.model import ArchiveState, OnRecord, SourceKind

LONGEST_SOURCE: Final = 5_000
"""Characters of a source's id."""
LONGEST_ADDRESS: Final = 20_000
LONGEST_TITLE: Final = 2_000
LONGEST_METADATUM: Final = 4_000
LONGEST_NOTE: Final = 20_000
_SOURCE_KINDS: Final = {one.value: one for one in SourceKind}
_TERMS: Final = {one.value: one for one in OnRecord}
_ARCHIVE_STATES: Final = {one.value: one for one in ArchiveState}
_PLAIN_NAME: Final = re.compile("[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class SourceValue:
    """What a source is, and how people call it."""

    source: str
    kind: SourceKind
    url: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class TestimonyValue:
    """Who told what to whom; the kind is that of the source."""

    who: str
    on: str
    terms: OnRecord
    asked_on: str | None
    answered_on: str | None
    confidential: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class CorrectionValue:
    """A reviewer's correction of what a page says of itself; empty means that it says nothing."""

    value: str
    because: str


@dataclass(frozen=True, slots=True)
class AttachmentValue:
    """A source that is being looked at for a claim."""

    source: str
    url: str


@dataclass(frozen=True, slots=True)
class ArchivedValue:
    """A copy at a web archive, or what became of the attempt to make one."""

    archive: str
    state: ArchiveState
    url: str | None
    archived_at: datetime | None
    checked_at: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class TimestampValue:
    """A time stamp's token; ``token`` is the hash of its bytes, ``digest`` what it is over."""

    capture: str
    authority: str
    token: str
    digest: str
    at: datetime


def is_plain_name(name: str) -> bool:
    """Whether this can be the name of a metadatum or of an archive."""
    return _PLAIN_NAME.fullmatch(name) is not None


def source_of(value: dict[str, Any], key: str) -> str:
    """The id of a source, which must be the one whose key is given."""
    found = bounded_text(value, "source", LONGEST_SOURCE)
    if not found or source_key(found) != key:
        raise NotUnderstood("the source is not the one that the event is about")
    return found


def read_source(value: dict[str, Any], entity: str, _: str) -> SourceValue:
    """Read what a source is."""
    return SourceValue(
        source_of(value, entity),
        choice(_SOURCE_KINDS, value, "kind"),
        optional_bounded_text(value, "url", LONGEST_ADDRESS),
        optional_bounded_text(value, "title", LONGEST_TITLE),
    )


def read_testimony(value: dict[str, Any]) -> TestimonyValue:
    """Read who told what."""
    return TestimonyValue(
        who=bounded_text(value, "who", LONGEST_TITLE),
        on=some_day(value, "on"),
        terms=choice(_TERMS, value, "terms"),
        asked_on=optional_day(value, "asked_on"),
        answered_on=optional_day(value, "answered_on"),
        confidential=flag(value, "confidential"),
        note=optional_bounded_text(value, "note", LONGEST_NOTE),
    )


def read_correction(value: dict[str, Any]) -> CorrectionValue:
    """Read a correction of a metadatum."""
    return CorrectionValue(
        bounded_text(value, "value", LONGEST_METADATUM),
        optional_bounded_text(value, "because", LONGEST_NOTE) or "",
    )


def read_attachment(value: dict[str, Any], _: str, field: str) -> AttachmentValue:
    """Read which source is looked at."""
    return AttachmentValue(source_of(value, field), bounded_text(value, "url", LONGEST_ADDRESS))


def read_archived(value: dict[str, Any], _: str, field: str) -> ArchivedValue:
    """Read what is known of a copy at an archive."""
    archive = bounded_text(value, "archive", LONGEST_TITLE)
    if archive != field:
        raise NotUnderstood("the archive is not the one that the event is about")
    return ArchivedValue(
        archive,
        choice(_ARCHIVE_STATES, value, "state"),
        optional_bounded_text(value, "url", LONGEST_ADDRESS),
        optional_moment(value, "archived_at"),
        moment_in_utc(value, "checked_at"),
        optional_bounded_text(value, "note", LONGEST_NOTE),
    )


def read_timestamp(value: dict[str, Any], _: str, field: str) -> TimestampValue:
    """Read a time stamp."""
    capture = digest(value, "capture")
    if capture[:32] != field:
        raise NotUnderstood("the capture is not the one that the event is about")
    return TimestampValue(
        capture,
        bounded_text(value, "authority", LONGEST_ADDRESS),
        digest(value, "token"),
        digest(value, "digest"),
        moment_in_utc(value, "at"),
    )
