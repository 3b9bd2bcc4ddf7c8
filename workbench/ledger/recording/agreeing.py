"""Recording what is agreed for a whole project: settings, rating scales, saved views."""

from dataclasses import asdict
from typing import Any

from workbench.ledger.events import canonical
from workbench.ledger.identifiers import scale_identifier, view_identifier
from workbench.ledger.values.settings import scale_value
from workbench.ledger.writing import Writing
from workbench.model import Publisher, RatingScale, SecondReader

_KEPT = "SELECT 1 FROM scale WHERE definition = ?"


def record_publisher(act: Writing, project: str, publisher: Publisher | None) -> str:
    """Say who publishes the verdicts of a project; ``None``: nobody yet."""
    return _record(act, project, "publisher", None if publisher is None else asdict(publisher))


def record_scale_choice(act: Writing, project: str, scale: str) -> str:
    """Say in which rating scale verdicts are given from now on."""
    return _record(act, project, "scale", {"scale": scale})


def record_second_reader(act: Writing, project: str, rule: SecondReader) -> str:
    """Say whether verdicts need a second reader."""
    return _record(act, project, "second_reader", asdict(rule))


def keep_scale(act: Writing, scale: RatingScale) -> None:
    """Let the file hold the definition of a scale that is named in it. Undo leaves it there.

    Where the file holds it already, nothing happens.
    """
    act.flush()
    if act.connection.execute(_KEPT, (_definition(scale),)).fetchone() is None:
        beside = act.aside(f"Keep the scale {scale.id}")
        record_scale(beside, scale)
        beside.flush()


def record_scale(act: Writing, scale: RatingScale) -> str:
    """Record the whole definition of a rating scale."""
    return act.record("scale", _definition(scale), "definition", scale_value(scale))


def _definition(scale: RatingScale) -> str:
    return scale_identifier(canonical(scale_value(scale)))


def record_view(act: Writing, name: str, query: str, order: str | None) -> str:
    """Save a query under a name, in the place of whatever anybody saved under it."""
    value = {"name": name, "query": query, "order": order}
    return act.record("view", view_identifier(name), "query", value, adjudicates=True)


def withdraw_view(act: Writing, view: str) -> str:
    """Take a saved view away, whoever saved it."""
    return act.record("view", view, "query", None, adjudicates=True)


def _record(act: Writing, project: str, field: str, value: dict[str, Any] | None) -> str:
    return act.record("project", project, field, value, adjudicates=True)
