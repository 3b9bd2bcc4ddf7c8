"""What a merge says would come into conflict is what is listed as such once it is done."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.material import (
    FIRST,
    SECOND,
    Pair,
    Person,
    add_document,
    event,
    evidence_value,
    verdict_value,
)
from workbench.desk.deciding.conflicts import conflicts
from workbench.desk.sharing.merging_words import conflicts_by_kind, conflicts_told
from workbench.ledger.clashes import Clash
from workbench.ledger.database import Ledger
from workbench.ledger.identifiers import source_key
from workbench.ledger.merging import merge_events
from workbench.ledger.queries.disagreements import what_differs

URL = "https://register.example/karsk"
PAGE = "register.example/karsk"
PEOPLE = [letter * 32 for letter in "abc"]
THIRD = "c0" * 16
Listed = Counter[tuple[str, str, str]]
OneWord = tuple[str, str, str, object]


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Ledger]:
    with Person("Ada", tmp_path / "ada").opens(tmp_path / "claims.db", "create") as ledger:
        add_document(ledger)
        yield ledger


def words_of(project: str) -> st.SearchStrategy[OneWord]:
    """One word on something of which several may say different ones, or what decides about that."""
    claims = st.sampled_from([FIRST, SECOND, THIRD])
    said = st.sampled_from(["one", "two"])
    page = source_key(PAGE)

    def on_claim(field: str, **value: object) -> st.SearchStrategy[OneWord]:
        return st.builds(lambda claim: ("claim", claim, field, value or None), claims)

    return st.one_of(
        st.builds(
            lambda claim, rating: ("verdict", claim, "rating", verdict_value(rating)),
            claims,
            st.sampled_from(["Supported", "Refuted"]),
        ),
        st.builds(lambda claim, text: ("claim", claim, "statement", {"text": text}), claims, said),
        st.builds(lambda claim, place: ("claim", claim, "place", {"place": place}), claims, said),
        on_claim("claimant", name="Ms X", kind="person"),
        on_claim("claimant", name="", kind=None),
        on_claim("claimed_on", on="2025-05"),
        on_claim("priority", priority=1),
        on_claim("priority", priority=3),
        on_claim("assigned", to=PEOPLE[0]),
        on_claim("dismissed", reason="no claim"),
        on_claim("taken_over", by=[SECOND]),
        on_claim("statement"),
        st.builds(
            lambda text, why: ("source", page, "metadata:title", {"value": text, "because": why}),
            said,
            said,
        ),
        st.just(("evidence", FIRST, "0" * 16, evidence_value(URL, source=PAGE))),
        st.builds(lambda name: ("project", project, "name", {"name": name, "sample": False}), said),
        st.just(("project", project, "second_reader", {"required": True, "blind": False})),
        st.just(("project", project, "second_reader", {"required": False, "blind": False})),
    )


def drawn_events(draw: st.DataObject, project: str, first: int) -> list[Pair]:
    """A few events by a few people, some of which take the place of earlier ones or undo them."""
    made: list[Pair] = []
    for clock in range(first, first + draw.draw(st.integers(1, 12))):
        by = draw.draw(st.sampled_from(PEOPLE))
        if made and draw.draw(st.integers(0, 9)) == 0:
            act = f"{draw.draw(st.integers(first, clock - 1)):016x}"
            made.append(event("undo", act, "undone", {}, reviewer=by, act=f"{clock:016x}"))
            continue
        kind, entity, field, value = draw.draw(words_of(project))
        before = [pair[0] for pair in made]
        takes = draw.draw(st.lists(st.sampled_from(before), max_size=2)) if before else []
        how: dict[str, Any] = {"adjudicates": True} if draw.draw(st.booleans()) else {}
        made.append(
            event(
                *(kind, entity, field, value),
                reviewer=by,
                act=f"{clock:016x}",
                clock=clock,
                supersedes=sorted(set(takes)),
                **how,
            )
        )
    return made


def listed(ledger: Ledger) -> Listed:
    return Counter((one.what, one.kind, one.entity) for one in conflicts(ledger))


def told(some: tuple[Clash, ...]) -> Listed:
    return Counter((what_differs(one), *one.thing) for one in some)


def check(folder: Path, draw: st.DataObject, rounds: int) -> None:
    """Merge a few times; each time the preview says what the lists then differ in."""
    with Person("Ada", folder / "ada").opens(folder / "claims.db", "create") as ledger:
        add_document(ledger)
        for number in range(rounds):
            some = drawn_events(draw, ledger.project.id, 1 + 100 * number)
            before = listed(ledger)
            preview = merge_events(ledger, some, dry_run=True)
            assert listed(ledger) == before
            merge_events(ledger, some)
            after = listed(ledger)
            assert told(preview.conflicts) == after - before
            assert told(preview.settled) == before - after
            assert sum(conflicts_by_kind(preview.conflicts).values()) == len(preview.conflicts)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(draw=st.data())
def test_the_preview_is_what_the_list_of_conflicts_gains_and_loses(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    check(tmp_path_factory.mktemp("preview"), draw, rounds=3)


@pytest.mark.long
@settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(draw=st.data())
def test_the_preview_is_what_the_list_gains_and_loses_in_many_merges(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    check(tmp_path_factory.mktemp("preview"), draw, rounds=4)


def test_each_kind_is_counted_and_verdicts_come_first(ours: Ledger) -> None:
    project = ours.project.id
    said = [
        ("claim", FIRST, "statement", {"text": "500 left"}),
        ("claim", SECOND, "statement", {"text": "52 hurt"}),
        ("claim", FIRST, "place", {"place": "Karsk"}),
        ("verdict", FIRST, "rating", verdict_value("Supported")),
        ("project", project, "second_reader", {"required": True, "blind": False}),
        ("evidence", FIRST, "0" * 16, evidence_value(URL, source=PAGE)),
        ("source", source_key(PAGE), "metadata:author", {"value": "Ms X", "because": ""}),
    ]
    other = [
        ("claim", FIRST, "statement", {"text": "Five hundred left"}),
        ("claim", SECOND, "statement", {"text": "Some were hurt"}),
        ("claim", FIRST, "place", {"place": "Marun"}),
        ("verdict", FIRST, "rating", verdict_value("Refuted")),
        ("project", project, "second_reader", {"required": False, "blind": False}),
        ("source", source_key(PAGE), "metadata:author", {"value": "Mr Y", "because": ""}),
    ]
    merge_events(ours, [event(*one, reviewer=PEOPLE[0], clock=5) for one in said])
    merged = merge_events(
        ours, [event(*one, reviewer=PEOPLE[1], clock=9) for one in other], dry_run=True
    )
    assert conflicts_told(merged.conflicts) == (
        "6 new conflicts (1 of verdicts, 2 of wordings, 1 of places of claims, "
        "1 of corrections of sources, 1 of rules on second readers)"
    )
    assert merged.conflicts[0].is_verdict
    assert merged.about[("source", source_key(PAGE))] == URL
    assert set(merged.about) == {one.thing for one in merged.conflicts}


def test_a_claim_that_was_split_is_in_no_conflict(ours: Ledger) -> None:
    ratings = [
        event("verdict", FIRST, "rating", verdict_value(rating), reviewer=by, clock=clock)
        for clock, (by, rating) in enumerate(zip(PEOPLE, ("Supported", "Refuted"), strict=False), 1)
    ]
    split = event("claim", FIRST, "taken_over", {"by": [SECOND]}, clock=4)
    merge_events(ours, ratings)
    merged = merge_events(ours, [split], dry_run=True)
    assert [one.thing for one in merged.settled] == [("claim", FIRST)]
    assert merge_events(ours, [split, *ratings]).settled == merged.settled
    assert list(conflicts(ours)) == []
