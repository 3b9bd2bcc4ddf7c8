"""What is agreed for a project: its settings, the rating scales it keeps, saved views, people."""

import json
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.queries.documents import reviewer_from
from workbench.ledger.values.settings import read_publisher, read_second_reader
from workbench.model import (
    ProjectSettings,
    RatingScale,
    RatingStep,
    Reviewer,
    SavedView,
    SecondReader,
)

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SCALES: Final = "SELECT id, name, ratings FROM scale"


def project_ids(ledger: "Ledger") -> frozenset[str]:
    """The projects of a database; several where files were joined."""
    return frozenset(row[0] for row in ledger.rows("SELECT id FROM project"))


def project_settings(ledger: "Ledger") -> ProjectSettings:
    """What was agreed for the project of this file, the latest word on each thing."""
    rows = ledger.rows(
        "SELECT field, value FROM setting WHERE project = ? ORDER BY id", (ledger.project.id,)
    )
    said: dict[str, str] = dict(rows)
    publisher, reader = said.get("publisher"), said.get("second_reader")
    return ProjectSettings(
        publisher=read_publisher(json.loads(publisher)) if publisher else None,
        scale=said.get("scale"),
        second_reader=read_second_reader(json.loads(reader)) if reader else SecondReader(),
    )


def kept_scales(ledger: "Ledger") -> tuple[RatingScale, ...]:
    """The rating scales whose definitions the file keeps, one for each id, in order of name.

    Where two definitions have one id, the one that was kept first is meant by it.
    """
    found: dict[str, RatingScale] = {}
    for row in ledger.rows(f"{_SCALES} ORDER BY event"):
        found.setdefault(row[0], _scale_from(row))
    return tuple(sorted(found.values(), key=lambda scale: (scale.name.casefold(), scale.id)))


def kept_scale(ledger: "Ledger", scale_id: str) -> RatingScale | None:
    """The rating scale with this id, if the file keeps its definition."""
    rows = ledger.rows(f"{_SCALES} WHERE id = ? ORDER BY event LIMIT 1", (scale_id,))
    return _scale_from(rows[0]) if rows else None


def saved_views(ledger: "Ledger") -> tuple[SavedView, ...]:
    """The saved views in order of name; of several with one name the latest."""
    rows = ledger.rows("SELECT id, name, query, ordering FROM saved_view ORDER BY event")
    found = {row[0]: SavedView(*row) for row in rows}
    return tuple(sorted(found.values(), key=lambda view: (view.name.casefold(), view.id)))


def reviewers(ledger: "Ledger") -> tuple[Reviewer, ...]:
    """Everybody whose work is in the file, in order of name."""
    rows = ledger.rows("SELECT id, name FROM reviewer ORDER BY lower(name), id")
    return tuple([reviewer_from(*row) for row in rows])


def _scale_from(row: Any) -> RatingScale:
    ratings = [
        RatingStep(step["name"], step["meaning"], step.get("value")) for step in json.loads(row[2])
    ]
    return RatingScale(row[0], row[1], tuple(ratings))
