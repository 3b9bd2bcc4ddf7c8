"""The tables are a function of the set of events: order and batches of arrival do not matter.

The oracle below knows the rules only as the documentation states them; it shares no code
with the fold.
"""

import json
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.material import (
    DOCUMENT,
    Pair,
    claim_value,
    contents,
    document_value,
    event,
    evidence_value,
    folded,
    verdict_value,
)
from workbench.ledger.rebuild import rebuild_tables

REVIEWERS = ["a" * 32, "b" * 32, "c" * 32]
ACTS = [f"{number:016x}" for number in range(7)]
CLAIMS = [f"{number:032x}" for number in range(2)]
DOCUMENTS = [DOCUMENT, "f" * 64]
STATEMENTS = ["Some troops left", "Many troops left"]
EVIDENCE = ["1234567890abcdef", "fedcba0987654321"]

GROUND = [
    event("document", DOCUMENT, "read", document_value(), act="9" * 16, clock=5 << 16),
    event("claim", CLAIMS[0], "read", claim_value(), act="9" * 16, clock=5 << 16),
    event("claim", CLAIMS[1], "read", claim_value(), act="9" * 16, clock=5 << 16),
]
"""What most histories rest on: a document with two claims."""


@st.composite
def things_said(draw: st.DrawFn) -> tuple[str, str, str, Any]:
    """A kind, an entity, a field and a value, not all of them sensible."""
    claim = draw(st.sampled_from(CLAIMS))
    withdrawn = draw(st.integers(0, 5)) == 0
    which = draw(st.integers(0, 12))
    said: tuple[str, str, str, Any]
    if which <= 1:
        document = draw(st.sampled_from(DOCUMENTS))
        said = ("document", document, "read", document_value(title=draw(st.sampled_from("TU"))))
    elif which <= 3:
        document = draw(st.sampled_from(DOCUMENTS))
        said = ("claim", claim, "read", claim_value(document=document, worth=draw(_WORTH)))
    elif which == 4:
        said = ("claim", claim, "statement", {"text": draw(st.sampled_from(STATEMENTS))})
    elif which == 5:
        said = ("claim", claim, "dismissed", {"reason": draw(st.sampled_from(["", "no claim"]))})
    elif which <= 7:
        url = draw(st.sampled_from(["https://one.example", "https://two.example"]))
        said = ("evidence", claim, draw(st.sampled_from(EVIDENCE)), evidence_value(url))
    elif which <= 9:
        said = ("verdict", claim, "rating", verdict_value(draw(st.sampled_from("XYZ"))))
    elif which <= 11:
        return ("undo", draw(st.sampled_from(ACTS)), "undone", {})
    else:
        return draw(
            st.sampled_from(
                [
                    ("comment", claim, "text", {"text": "well"}),
                    ("verdict", claim, "rating", {"rating": 5}),
                    ("claim", claim, "mood", "sour"),
                    ("reviewer", REVIEWERS[0], "name", {"name": "Zoe"}),
                    ("project", "d" * 32, "name", {"name": "Karsk", "sample": False}),
                ]
            )
        )
    return (*said[:3], None if withdrawn else said[3])


_WORTH = st.integers(0, 3)


@st.composite
def histories(draw: st.DrawFn) -> list[Pair]:
    """Events of several reviewers and acts, which supersede and undo as they please."""
    pairs: list[Pair] = GROUND[:] if draw(st.integers(0, 3)) else []
    for place in range(draw(st.integers(1, 24))):
        kind, entity, field, value = draw(things_said())
        known = [identifier for identifier, _ in pairs]
        links = draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
        changes: dict[str, Any] = {}
        if draw(st.integers(0, 3)) == 0:
            changes["adjudicates"] = True
        if draw(st.integers(0, 2)) == 0:
            changes["label"] = f"label {place}"
        pairs.append(
            event(
                kind,
                entity,
                field,
                value,
                reviewer=draw(st.sampled_from(REVIEWERS)),
                act=draw(st.sampled_from(ACTS)),
                clock=draw(st.integers(0, 12)) << 16,
                supersedes=links,
                **changes,
            )
        )
    return list(dict(pairs).items())


@given(histories(), st.randoms(use_true_random=False), st.integers(1, 8))
@settings(max_examples=120, deadline=None)
def test_any_order_and_any_batches_give_the_same_tables(
    pairs: list[Pair], chance: Random, size: int
) -> None:
    expected = contents(folded(pairs))
    shuffled = pairs[:]
    chance.shuffle(shuffled)
    batches = [shuffled[start : start + size] for start in range(0, len(shuffled), size)]
    assert contents(folded(*batches)) == expected


@given(histories(), st.integers(0, 24))
@settings(max_examples=60, deadline=None)
def test_events_that_arrive_twice_change_nothing(pairs: list[Pair], cut: int) -> None:
    assert contents(folded(pairs[:cut], pairs, pairs)) == contents(folded(pairs))


@given(histories())
@settings(max_examples=60, deadline=None)
def test_a_rebuild_gives_the_tables_that_arrival_gave(pairs: list[Pair]) -> None:
    connection = folded(*[[pair] for pair in pairs])
    before = contents(connection)
    rebuild_tables(connection)
    assert contents(connection) == before


@given(histories())
@settings(max_examples=150, deadline=None)
def test_the_tables_say_what_the_rules_say(pairs: list[Pair]) -> None:
    connection = folded(*[pairs[start : start + 3] for start in range(0, len(pairs), 3)])
    oracle = Oracle(pairs)
    live = {
        row[0] for row in connection.execute("SELECT lower(hex(event)) FROM entry WHERE live = 1")
    }
    assert live == {one.id for one in oracle.events if oracle.is_live(one)}
    assert _claims(connection) == oracle.claims()


def _claims(connection: Any) -> dict[str, tuple[Any, ...]]:
    return {
        row[0]: (row[1], row[2], row[3], bool(row[4]), row[5], row[6])
        for row in connection.execute(
            "SELECT claim.id, statement, status, rating, dismissed, evidence_count, document.id"
            " FROM claim JOIN document ON document.number = claim.document"
        )
    }


@dataclass(frozen=True)
class Said:
    """An event as the oracle sees it."""

    id: str
    kind: str
    entity: str
    field: str
    value: Any
    reviewer: str
    act: str
    supersedes: frozenset[str]
    adjudicates: bool

    @property
    def is_understood(self) -> bool:
        known = {"read", "statement", "dismissed", "rating", "undone", "name", *EVIDENCE}
        nonsense = isinstance(self.value, dict) and self.value.get("rating") == 5
        return self.kind != "comment" and self.field in known and not nonsense


class Oracle:
    """The rules, worked out slowly from all events at once."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.events = [self._said(identifier, body) for identifier, body in sorted(pairs)]
        self.undone = self._undone_acts()

    def _said(self, identifier: bytes, body: str) -> Said:
        found = json.loads(body)
        return Said(
            id=identifier.hex(),
            kind=found["kind"],
            entity=found["entity"],
            field=found["field"],
            value=found["value"],
            reviewer=found["reviewer"],
            act=found["act"],
            supersedes=frozenset(found.get("supersedes", [])),
            adjudicates=found.get("adjudicates", False),
        )

    def _undone_acts(self) -> set[tuple[str, str]]:
        """Kleene's logic: an act is undone if some undo of it stands; unknown counts as no."""
        undos = [one for one in self.events if one.kind == "undo"]
        acts = {(one.act, one.reviewer) for one in self.events}
        acts |= {(one.entity, one.reviewer) for one in undos}
        stands: dict[tuple[str, str], bool | None] = dict.fromkeys(acts)
        for _ in range(len(acts) + 1):
            before = dict(stands)
            for act in acts:
                by = [before[u.act, u.reviewer] for u in undos if (u.entity, u.reviewer) == act]
                if True in by:
                    stands[act] = False
                elif None in by:
                    stands[act] = None
                else:
                    stands[act] = True
        return {act for act, answer in stands.items() if answer is False}

    def is_live(self, one: Said) -> bool:
        if (one.act, one.reviewer) in self.undone:
            return False
        return not any(
            one.id in later.supersedes
            and (later.act, later.reviewer) not in self.undone
            and (later.kind, later.entity, later.field) == (one.kind, one.entity, one.field)
            and (later.reviewer == one.reviewer or later.adjudicates)
            for later in self.events
        )

    def _live(self, kind: str, entity: str, field: str) -> list[Said]:
        slot = (kind, entity, field)
        return [
            one
            for one in self.events
            if one.is_understood and (one.kind, one.entity, one.field) == slot and self.is_live(one)
        ]

    def claims(self) -> dict[str, tuple[Any, ...]]:
        known = {
            one.entity for one in self.events if one.kind == "document" and one.value is not None
        }
        found = {}
        for claim in CLAIMS:
            readings = [one for one in self._live("claim", claim, "read") if one.value is not None]
            if not readings or readings[0].value["document"] not in known:
                continue
            wording = self._live("claim", claim, "statement")
            shown = wording[-1].value if wording else None
            dismissal = self._live("claim", claim, "dismissed")
            cited = [self._live("evidence", claim, field) for field in EVIDENCE]
            found[claim] = (
                shown["text"] if shown else readings[0].value["text"],
                *self._status(claim),
                bool(dismissal) and dismissal[-1].value is not None,
                sum(bool(heads) and heads[-1].value is not None for heads in cited),
                readings[0].value["document"],
            )
        return found

    def _status(self, claim: str) -> tuple[str, str | None]:
        verdicts = [one for one in self._live("verdict", claim, "rating") if one.value is not None]
        ratings = {one.value["rating"] for one in verdicts}
        if not ratings:
            return "unrated", None
        if len(ratings) > 1:
            return "conflict", None
        reviewers = {one.reviewer for one in verdicts}
        return ("agreed" if len(reviewers) > 1 else "single"), ratings.pop()
