"""What is known of many sources at once, for reports of many claims."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.ledger.queries.captures import MetadatumInForce
from workbench.model import ArchivedCopy, ArchiveState, Metadatum

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_AT_ONCE: Final = 500


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


def metadata_of(
    ledger: "Ledger", sources: Collection[str]
) -> dict[str, dict[str, MetadatumInForce]]:
    """What counts of what each of some sources says of itself, by field.

    The rules are those of ``metadata_in_force``, of which only the values are told.
    """
    found: dict[str, dict[str, MetadatumInForce]] = defaultdict(dict)
    for given, marks in _slices(sources):
        own = ledger.rows(
            "SELECT source.id, metadatum.field, value, basis, raw, capture.id FROM source"
            " JOIN capture ON capture.source = source.number"
            " JOIN metadatum ON metadatum.capture = capture.number"
            f" WHERE source.id IN ({marks}) ORDER BY capture.id DESC, place",
            given,
        )
        for source, field, value, basis, raw, where in own:
            told = MetadatumInForce(Metadatum(field, value, basis, raw), where)
            found[source].setdefault(field, told)
        corrected = ledger.rows(
            "SELECT source.id, field, value FROM source"
            f" JOIN correction ON correction.source = source.number WHERE source.id IN ({marks})",
            given,
        )
        for source, field, value in corrected:
            told = MetadatumInForce(Metadatum(field, value, "given"), None, corrected=True)
            found[source][field] = told
    return found


def _slices(sources: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Ids as parameters: a text from outside may hold what cuts it short inside JSON."""
    listed = tuple(dict.fromkeys(sources))
    for start in range(0, len(listed), _AT_ONCE):
        given = listed[start : start + _AT_ONCE]
        yield given, ",".join("?" * len(given))
