"""Looking through a whole database for pairs: stopped, gone on with, and after new claims."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.material import Person, claim_value, document_value
from workbench.desk.matching.duplicates import duplicates
from workbench.desk.matching.importing import import_reviews
from workbench.desk.matching.indexes import at_hand, bring_up_to_date, opened_index
from workbench.desk.matching.kept_pairs import KeptPairs
from workbench.desk.matching.linking import join, link
from workbench.desk.matching.matching import matches_of_text, suggestions
from workbench.desk.matching.precedents import known_precedents
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim
from workbench.model import LinkRelation, Relation
from workbench.places import cache_directory

TOWNS = ("Karsk", "Lodvin", "Perat", "Sella", "Tarn", "Umbra", "Vask", "Wern")
Pairs = set[frozenset[str]]


def name_of(number: int) -> str:
    return f"{number:032x}"


def add_claims(ledger: Ledger, texts: dict[int, str]) -> None:
    with ledger.act("Add") as act:
        document = act.keep(b"Some 500 troops left Karsk on 4 May.")
        act.record("document", document, "read", document_value(document))
        for number, text in texts.items():
            town = next(one for one in TOWNS if one in text)
            name = {"start": 0, "end": len(town), "text": town, "kind": "place"}
            slots: dict[str, Any] = {"quantities": [], "dates": [], "names": [name]}
            value = claim_value(document=document, text=text, by_hand=True, **slots)
            act.record("claim", name_of(number), "read", value)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Two wordings of one claim for each of eight towns."""
    ada = Person("Ada", tmp_path / "ada")
    with ada.opens(tmp_path / "claims.db", "create") as opened:
        texts = {}
        for place, town in enumerate(TOWNS):
            texts[2 * place] = f"The mayor of {town} has closed the old bridge"
            texts[2 * place + 1] = f"{town}'s mayor closed the old bridge"
        add_claims(opened, texts)
        yield opened


def found(ledger: Ledger, limit: int | None = None) -> Pairs:
    with opened_index(ledger) as index:
        return {frozenset((one.a.id, one.b.id)) for one in islice(duplicates(ledger, index), limit)}


def expected() -> Pairs:
    return {frozenset((name_of(2 * place), name_of(2 * place + 1))) for place in range(len(TOWNS))}


def test_each_pair_is_found_once_and_remembered(ledger: Ledger) -> None:
    assert found(ledger) == expected()
    about = KeptPairs(ledger.project.id).about()
    assert about is not None
    assert about.done
    assert found(ledger) == expected()


def test_a_search_that_was_stopped_goes_on(ledger: Ledger) -> None:
    first = found(ledger, 3)
    assert len(first) == 3
    about = KeptPairs(ledger.project.id).about()
    assert about is not None
    assert not about.done
    assert found(ledger) == expected()


def test_a_search_that_was_cancelled_is_not_taken_for_whole(ledger: Ledger) -> None:
    with opened_index(ledger) as index:
        list(duplicates(ledger, index, cancelled=lambda: True))
    assert found(ledger) == expected()


def test_after_new_claims_their_pairs_are_found_too(ledger: Ledger) -> None:
    assert found(ledger) == expected()
    add_claims(ledger, {90: "In Karsk the mayor has closed the old bridge"})
    more = found(ledger) - expected()
    assert more
    assert all(name_of(90) in pair for pair in more)


def test_nothing_is_linked_by_looking(ledger: Ledger) -> None:
    found(ledger)
    assert ledger.rows("SELECT count(*) FROM link") == [(0,)]


def test_where_no_cache_can_be_kept_the_pairs_are_found_all_the_same(ledger: Ledger) -> None:
    folder = cache_directory() / "matching"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    assert found(ledger) == expected()


@pytest.mark.parametrize(("settled", "reviews"), [(0, 400), (220, 0)])
def test_claims_are_suggested_behind_hundreds_that_are_settled_or_published(
    ledger: Ledger, settled: int, reviews: int
) -> None:
    said = "The mayor of Karsk has closed the old bridge"
    table = "".join(f"{said},https://f.example/{at},False\n" for at in range(reviews))
    if reviews:
        import_reviews(ledger, f"claim,url,rating\n{table}".encode(), "reviews.csv")
    same = [name_of(1000 + at) for at in range(settled)]
    add_claims(ledger, {1000 + at: said for at in range(settled)})
    if same:
        join(ledger, [name_of(0), *same])
    add_claims(ledger, {5000: said, 5001: "The old bridge of Karsk: the mayor has closed it"})
    add_claims(ledger, {5002: "The mayor of Karsk has closed the old stone bridge"})
    link(ledger, name_of(0), name_of(5002), LinkRelation.DISTINCT)
    with opened_index(ledger) as index:
        suggested = [one.claim.id for one in suggestions(ledger, index, name_of(0)) if one.claim]
    assert {name_of(5000), name_of(5001)} <= set(suggested)
    assert not set(suggested).intersection([*same, name_of(5002)])


def test_what_is_settled_is_not_suggested(ledger: Ledger) -> None:
    one, other = name_of(0), name_of(1)
    with opened_index(ledger) as index:
        (only,) = [
            match
            for match in suggestions(ledger, index, one)
            if match.match.relation == "duplicate"
        ]
        assert only.id == other
        link(ledger, one, other, LinkRelation.DISTINCT)
        assert other not in {match.id for match in suggestions(ledger, index, one)}
    join(ledger, [name_of(2), name_of(3)])
    assert found(ledger) == expected() - {
        frozenset((one, other)),
        frozenset((name_of(2), name_of(3))),
    }


def test_a_dismissed_claim_is_not_found_until_it_is_restored(ledger: Ledger) -> None:
    with ledger.act("Dismiss") as act:
        act.record("claim", name_of(0), "dismissed", {"reason": ""})
    with opened_index(ledger) as index:
        hits = matches_of_text(ledger, index, "The mayor of Karsk has closed the old bridge")
        assert name_of(0) not in {one.id for one in hits}
        with ledger.act("Restore") as act:
            act.record("claim", name_of(0), "dismissed", None)
        assert bring_up_to_date(ledger, index) == (claim(ledger, name_of(0)).number,)
        hits = matches_of_text(ledger, index, "The mayor of Karsk has closed the old bridge")
        assert hits[0].id == name_of(0)


def test_nobody_waits_for_an_index_that_has_much_to_take_in(ledger: Ledger) -> None:
    notes: list[str] = []
    assert at_hand(ledger, lambda _: "asked", at_most=5, on_note=notes.append) is None
    (note,) = notes
    assert "16 claims and reviews are not in the index yet; workbench match CLAIM" in note
    assert at_hand(ledger, lambda _: "asked") == "asked"
    assert at_hand(ledger, lambda _: "asked", at_most=0) == "asked"


def test_a_precedent_in_the_group_comes_first_and_one_told_apart_not_at_all(
    ledger: Ledger,
) -> None:
    one, other, third = name_of(0), name_of(1), name_of(2)
    assert known_precedents(ledger, [one]) == {}
    for decided in (other, third):
        with ledger.act("Verdict") as act:
            value = {"rating": "Supported", "scale": "averitec/1", "because": "b", "evidence": []}
            act.record("verdict", decided, "rating", value | {"unsourced": True})
    assert known_precedents(ledger, [one])[one][0].claim == other
    join(ledger, [one, third])
    link(ledger, one, other, LinkRelation.DISTINCT)
    assert [known.claim for known in known_precedents(ledger, [one])[one]] == [third]


def test_related_pairs_are_looked_for_when_they_are_asked_for(ledger: Ledger) -> None:
    add_claims(ledger, {50: "The mayor of Karsk has closed the old bridge again in 2021"})
    related = frozenset({Relation.DUPLICATE, Relation.CONFLICT, Relation.RELATED})
    with opened_index(ledger) as index:
        asked = {one.compared.relation for one in duplicates(ledger, index)}
        more = {one.compared.relation for one in duplicates(ledger, index, relations=related)}
        after = {one.compared.relation for one in duplicates(ledger, index)}
    assert asked == after == {Relation.DUPLICATE}
    assert Relation.RELATED in more
