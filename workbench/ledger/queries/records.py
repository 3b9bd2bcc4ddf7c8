"""What is known of many sources at once, for reports of many claims."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from workbench.model import ArchivedCopy, ArchiveState

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_AT_ONCE: Final = 500
_moment: Final = lru_cache(1024)(datetime.fromisoformat)
_Key = TypeVar("_Key", str, int, bytes)


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What a report says of a capture: when it was made, and the hash of what came.

    The hash is that of the page copy, or of what came over the wire where the file has no copy.
    """

    captured_at: datetime
    sha256: str | None
    of_wire: bool


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source that a claim uses; its texts by their hashes, the article first."""

    source: str
    capture: str | None
    quoted: bool
    texts: tuple[str, ...]


def archived_copies_of(ledger: "Ledger", sources: Collection[str]) -> dict[str, list[ArchivedCopy]]:
    """The copies at web archives of each of some sources that has any."""
    found: dict[str, list[ArchivedCopy]] = defaultdict(list)
    for given, marks in _slices(sources):
        rows = ledger.rows(
            "SELECT source.id, archive, state, archived_copy.url, archived_at, checked_at,"
            " archived_copy.note"
            " FROM source JOIN archived_copy ON archived_copy.source = source.number"
            f" WHERE source.id IN ({marks}) ORDER BY archive",
            given,
        )
        for source, archive, state, url, archived_at, checked_at, note in rows:
            found[source].append(
                ArchivedCopy(
                    source=source,
                    archive=archive,
                    state=ArchiveState(state),
                    url=url,
                    archived_at=datetime.fromisoformat(archived_at) if archived_at else None,
                    checked_at=datetime.fromisoformat(checked_at),
                    note=note,
                )
            )
    return found


def capture_facts(ledger: "Ledger", captures: Collection[str]) -> dict[str, CaptureFacts]:
    """What a report says of some captures, by their ids; those that are not there are left out."""
    rows: list[tuple[str, str, str | None, str | None]] = []
    for given, marks in _slices(captures):
        rows += ledger.rows(
            f"SELECT id, captured_at, body, wire_sha256 FROM capture WHERE id IN ({marks})", given
        )
    copies = _kept_among(ledger, {body for _, _, body, _ in rows if body})
    return {
        capture: CaptureFacts(
            _moment(at),
            body if body in copies else wire,
            body is None or body not in copies,
        )
        for capture, at, body, wire in rows
    }


def metadata_of(
    ledger: "Ledger", sources: Collection[str], fields: Collection[str]
) -> dict[str, dict[str, str]]:
    """What counts of what each of some sources says of itself, by field.

    The rules are those of ``metadata_in_force``, of which only the values are told.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    wanted = ",".join("?" * len(fields))
    for given, marks in _slices(sources):
        own = ledger.rows(
            "SELECT source.id, metadatum.field, value FROM source"
            " JOIN capture ON capture.source = source.number"
            " JOIN metadatum ON metadatum.capture = capture.number"
            f" WHERE source.id IN ({marks}) AND metadatum.field IN ({wanted})"
            " ORDER BY capture.id DESC, place",
            (*given, *fields),
        )
        for source, field, value in own:
            found[source].setdefault(field, value)
        corrected = ledger.rows(
            "SELECT source.id, field, value FROM source"
            f" JOIN correction ON correction.source = source.number WHERE source.id IN ({marks})"
            f" AND field IN ({wanted})",
            (*given, *fields),
        )
        for source, field, value in corrected:
            found[source][field] = value
    return found


def sources_used(ledger: "Ledger", claims: Collection[int]) -> dict[int, list[UsedSource]]:
    """The sources attached to each of some claims or quoted on it, by the claims' numbers."""
    found: dict[int, list[UsedSource]] = defaultdict(list)
    rows: list[tuple[Any, ...]] = []
    for given, marks in _slices(claims):
        rows += ledger.rows(
            "SELECT used.claim, source.id, source.latest, count(used.evidence), main, visible FROM"
            f" (SELECT claim, source, id AS evidence FROM evidence WHERE claim IN ({marks})"
            f" UNION ALL SELECT claim, source, NULL FROM attachment WHERE claim IN ({marks}))"
            " AS used JOIN source ON source.number = used.source"
            " LEFT JOIN capture ON capture.id = source.latest"
            " GROUP BY used.claim, source.number",
            (*given, *given),
        )
    copies = _kept_among(ledger, {text for row in rows for text in row[4:] if text})
    for claim, source, latest, quotes, *texts in rows:
        here = tuple(text for text in texts if text in copies)
        found[claim].append(UsedSource(source, latest, quotes > 0, here))
    return found


def _kept_among(ledger: "Ledger", hashes: Collection[str]) -> set[str]:
    """Those of some hashes whose bytes are in the file."""
    found: set[str] = set()
    for given, marks in _slices([bytes.fromhex(one) for one in hashes]):
        sql = f"SELECT sha256 FROM blob WHERE sha256 IN ({marks}) AND part = 0"
        found.update(row[0].hex() for row in ledger.rows(sql, given))
    return found


def _slices(keys: Collection[_Key]) -> Iterator[tuple[tuple[_Key, ...], str]]:
    """Keys as parameters: a text from outside may hold what cuts it short inside JSON."""
    listed = tuple(dict.fromkeys(keys))
    for start in range(0, len(listed), _AT_ONCE):
        given = listed[start : start + _AT_ONCE]
        yield given, ",".join("?" * len(given))
