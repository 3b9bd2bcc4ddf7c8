"""The manifest of a report: what it states, taken from the dossier it is made from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from workbench.reporting.dossier import Dossier, Entry, outcome
from workbench.reporting.manifest import Manifest, state_claim


def manifest_of(dossier: Dossier, templates: str | None = None) -> Manifest:
    """Everything that a report states which shows its claims whole."""
    return replace(head_of(dossier, dossier.entries), templates=templates)


def head_of(dossier: Dossier, entries: Iterable[Entry] = ()) -> Manifest:
    """What a report states of itself, and of these entries."""
    listed = tuple(entries)
    left = dossier.left
    return Manifest(
        project=dossier.project,
        project_id=dossier.project_id,
        made_at=dossier.made_at,
        as_of=(dossier.as_of - timedelta(microseconds=1)).date() if dossier.as_of else None,
        selection=dossier.selection,
        anonymous=dossier.anonymous,
        counts={
            **Counter(outcome(entry.claim) for entry in listed),
            "claims": dossier.count,
            "undecided": left.undecided,
            "dismissed": left.dismissed,
            "unsettled": left.unsettled,
        },
        program=dossier.program,
        chosen=dossier.chosen,
        claims=tuple(state_claim(entry.claim, entry.records) for entry in listed),
    )
