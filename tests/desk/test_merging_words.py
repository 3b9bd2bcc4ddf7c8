"""A merge is told by the kinds of things that it brings, not as a lump."""

from pathlib import Path

import pytest

from tests.ledger.material import FIRST, Person, add_document, event, verdict_value
from workbench.desk.sharing.merging import MergeReport
from workbench.desk.sharing.merging_words import WORDS, merge_lines
from workbench.ledger.merging import merge_events
from workbench.ledger.values import CORRECTION, KNOWN_FIELDS, KNOWN_KINDS

SIDED = ("claim", "project", "source")
BEN = "b" * 32


def test_every_kind_of_event_that_is_known_has_a_name() -> None:
    sides = {(kind, field) for kind, field in KNOWN_FIELDS if kind in SIDED}
    plain = {(kind, "") for kind in KNOWN_KINDS if kind not in SIDED}
    assert WORDS.keys() == sides | plain | {("source", CORRECTION)}


@pytest.mark.parametrize("dry_run", [True, False], ids=["dry run", "merge"])
def test_the_line_of_a_person_names_each_kind(tmp_path: Path, *, dry_run: bool) -> None:
    said = [
        ("verdict", FIRST, "rating", verdict_value("Refuted")),
        ("claim", FIRST, "statement", {"text": "Other words"}),
        ("claim", FIRST, "place", {"place": "Karsk"}),
        ("claim", FIRST, "place", {"place": "Marun"}),
        ("tag", FIRST, "0123456789abcdef", {"tag": "war"}),
        ("comment", FIRST, "0123456789abcdef", {"text": "Look here"}),
        ("question", FIRST, "0123456789abcdef", {"text": "When?"}),
        ("view", "e" * 32, "query", {"name": "mine", "query": "tag:war"}),
        ("source", "f" * 32, "metadata:title", {"value": "Better"}),
        ("prophecy", FIRST, "voice", {}),
        ("claim", FIRST, "hue", {}),
    ]
    pairs = [event(*one, reviewer=BEN, clock=clock) for clock, one in enumerate(said, 1)]
    with Person("Ada", tmp_path / "ada").opens(tmp_path / "claims.db", "create") as ledger:
        add_document(ledger)
        merged = merge_events(ledger, pairs, dry_run=dry_run)
    (line,) = [
        one for one in merge_lines(MergeReport(merged, ()), dry_run=dry_run) if "11 events" in one
    ]
    assert line.endswith(
        ": 11 events, 1 verdict, 1 new wording, 2 places of claims, 1 tag, 1 comment, 1 question, "
        "1 correction of a source, 1 saved view, 2 of kinds that this version does not know"
    )
