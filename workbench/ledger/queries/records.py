"""What is known of many sources at once, for reports of many claims."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from workbench.ledger.blobs import LEFT_OUT, REDACTED
from workbench.model import ArchivedCopy, ArchiveState

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_AT_ONCE: Final = 500
_FIRST: Final = (
    "(SELECT value FROM metadatum WHERE metadatum.capture = capture.number"
    " AND metadatum.field = '{}' ORDER BY place LIMIT 1)"
)
_CITED: Final = ("title", "author", "published")
_CAPTURES_CITED: Final = (
    "SELECT source.id, EXISTS (SELECT 1 FROM archived_copy WHERE source = used.source),"
    " EXISTS (SELECT 1 FROM correction WHERE source = used.source),"
    " capture.id, capture.captured_at, capture.body, capture.wire_sha256,"
    f" {', '.join(map(_FIRST.format, _CITED))}"
    " FROM (SELECT DISTINCT source FROM evidence"
    " WHERE claim IN (SELECT value FROM json_each(?))) AS used"
    " CROSS JOIN source ON source.number = used.source"
    " LEFT JOIN capture ON capture.source = used.source"
)
_ANYTHING_AWAY: Final = (
    f"SELECT EXISTS (SELECT 1 FROM local WHERE key GLOB '{LEFT_OUT}*' OR key GLOB '{REDACTED}*')"
)
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
class CitedSources:
    """What is known of the sources that claims quote, by their ids.

    ``captures`` are by their own ids; ``metadata`` is what counts, by field.
    """

    captures: dict[str, CaptureFacts]
    metadata: dict[str, dict[str, str]]
    copies: dict[str, list[ArchivedCopy]]


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
    return _facts(ledger, rows)


def _facts(
    ledger: "Ledger", rows: Collection[tuple[str, str, str | None, str | None]]
) -> dict[str, CaptureFacts]:
    copies = kept_among(ledger, {body for _, _, body, _ in rows if body})
    return {
        capture: CaptureFacts(_moment(at), body if body in copies else wire, body not in copies)
        for capture, at, body, wire in rows
    }


def cited_sources(
    ledger: "Ledger", claims: Collection[int], captures: Collection[str]
) -> CitedSources:
    """What a report says of the sources that the claims with these numbers quote from captures.

    Sources and captures are gone through in the order in which they lie in the file, which the
    ids they are looked up by elsewhere are not in.
    """
    rows = ledger.rows(_CAPTURES_CITED, (json.dumps(list(claims)),))
    captured = [row for row in rows if row[3] is not None]
    said: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in captured:
        said[row[0]].append(row)
    metadata: dict[str, dict[str, str]] = {}
    for source, made in said.items():
        if len(made) > 1:
            made.sort(key=itemgetter(3))
        metadata[source] = {
            field: value
            for row in made
            for field, value in zip(_CITED, row[7:], strict=True)
            if value is not None
        }
    for source, field, value in _corrections(ledger, {row[0] for row in rows if row[2]}, _CITED):
        metadata.setdefault(source, {})[field] = value
    facts = _facts(ledger, [row[3:7] for row in captured if row[3] in captures])
    return CitedSources(
        facts | capture_facts(ledger, [one for one in captures if one not in facts]),
        metadata,
        archived_copies_of(ledger, {row[0] for row in rows if row[1]}),
    )


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
    for source, field, value in _corrections(ledger, sources, fields):
        found[source][field] = value
    return found


def _corrections(
    ledger: "Ledger", sources: Collection[str], fields: Collection[str]
) -> list[tuple[str, str, str]]:
    wanted = ",".join("?" * len(fields))
    return [
        row
        for given, marks in _slices(sources)
        for row in ledger.rows(
            "SELECT source.id, field, value FROM source"
            f" JOIN correction ON correction.source = source.number WHERE source.id IN ({marks})"
            f" AND field IN ({wanted})",
            (*given, *fields),
        )
    ]


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
    copies = kept_among(ledger, {text for row in rows for text in row[4:] if text})
    for claim, source, latest, quotes, *texts in rows:
        here = tuple(text for text in texts if text in copies)
        found[claim].append(UsedSource(source, latest, quotes > 0, here))
    return found


def kept_among(ledger: "Ledger", hashes: Collection[str]) -> set[str]:
    """Those of some hashes that the log names whose bytes are in the file.

    What the log names is in it, but for what is noted as left out or redacted.
    """
    if not ledger.rows(_ANYTHING_AWAY)[0][0]:
        return set(hashes)
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
