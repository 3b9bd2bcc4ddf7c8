"""Reviews that others have published, and what an index of them and of claims has not seen."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.ledger.link_material import review_value, reviewed
from tests.ledger.material import (
    FIRST,
    SECOND,
    Person,
    add_document,
    claim_value,
    decide,
    event,
    folded,
)
from workbench.errors import NotSo
from workbench.ledger.database import Ledger
from workbench.ledger.identifiers import review_identifier
from workbench.ledger.queries import (
    all_comparable,
    all_published,
    changed_since,
    claim,
    comparable_claims,
    count_published,
    find_published,
    known_reviews,
    published_reviews,
)
from workbench.ledger.rebuild import rebuild
from workbench.ledger.recording.linking import record_link, record_review
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.undoing import undo
from workbench.ledger.values import understand
from workbench.ledger.verify import verify
from workbench.model import LinkRelation, PublishedReview

WHOLE = PublishedReview(
    text="Five hundred left Karsk",
    url="https://facts.example/karsk",
    rating="Mostly true",
    publisher="Example Facts",
    site="facts.example",
    title="Did they leave?",
    reviewed_on="2025-05-09",
    claimant="The ministry",
    claimant_kind="Organization",
    claimed_on="2025-05",
    appearances=("https://ministry.example/1", "https://ministry.example/2"),
    first_appearance="https://ministry.example/1",
    rating_number=Decimal("4.5"),
    best=Decimal(5),
    worst=Decimal(1),
    language="en",
    imported_from="feed.json",
)


def keep(ledger: Ledger, *reviews: PublishedReview) -> None:
    with ledger.act("Import") as act:
        for review in reviews:
            record_review(act, review)


def test_a_review_is_kept_whole(ledger: Ledger) -> None:
    keep(ledger, WHOLE)
    (known,) = all_published(ledger)
    assert known.review == WHOLE
    assert known.imported_by.name == "Ada"
    assert find_published(ledger, known.id[:8]) == known
    assert published_reviews(ledger, [known.number, 99_999]) == [known]
    assert verify(ledger).problems == ()


def test_a_review_of_words_alone_can_be_kept(ledger: Ledger) -> None:
    keep(ledger, PublishedReview(text="Only words"))
    (known,) = all_published(ledger)
    assert known.review == PublishedReview(text="Only words")


def test_what_is_known_of_a_review_is_replaced_whoever_imported_it(
    ledger: Ledger, ben: Person
) -> None:
    keep(ledger, WHOLE)
    (before,) = all_published(ledger)
    with ben.opens(ledger.path) as theirs:
        keep(theirs, replace(WHOLE, rating="False"))
    (after,) = all_published(ledger)
    assert (after.review.rating, after.number, after.id) == ("False", before.number, before.id)
    with ben.opens(ledger.path) as theirs:
        undo(theirs)
    assert [one.review.rating for one in all_published(ledger)] == ["Mostly true"]


def test_an_undone_import_leaves_no_review(ledger: Ledger) -> None:
    keep(ledger, WHOLE, replace(WHOLE, text="Other words"))
    assert count_published(ledger) == 2
    undo(ledger)
    assert count_published(ledger) == 0
    assert known_reviews(ledger, [review_identifier(WHOLE.url, WHOLE.text)]) == {}
    with pytest.raises(NotSo, match="no published review"):
        find_published(ledger, "ab")


def test_the_latest_word_counts_in_any_order_of_arrival() -> None:
    one = event("published", *review_value(reviewed(rating="True")), clock=5, act="1" * 16)
    two = event("published", *review_value(reviewed(rating="False")), clock=6, act="2" * 16)
    for order in ((one, two), (two, one)):
        tables = folded(*[[pair] for pair in order])
        assert tables.execute("SELECT rating FROM published").fetchall() == [("False",)]


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "other words"},
        {"text": 5},
        {"url": "https://other.example"},
        {"reviewed_on": "9 May"},
        {"claimed_on": "2025-13"},
        {"rating_number": "four"},
        {"appearance": "https://a.example"},
        {"appearance": ["https://a.example"] * 51},
        {"publisher": "x" * 1_001},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_review_of_another_shape_is_not_understood(changes: dict[str, Any]) -> None:
    entity, field, value = review_value(WHOLE)
    with pytest.raises(NotUnderstood):
        understand(1, "published", entity, field, {**value, **changes})


def test_words_that_are_too_long_are_cut_when_they_are_recorded(ledger: Ledger) -> None:
    keep(ledger, replace(WHOLE, text="x" * 30_000, publisher="y" * 2_000))
    (known,) = all_published(ledger)
    assert (len(known.review.text), len(known.review.publisher or "")) == (20_000, 1_000)
    assert known.review.text.endswith("…")


# ---------------------------------------------------------------- what an index has not seen


def test_an_index_is_told_only_what_has_changed(ledger: Ledger) -> None:
    first = changed_since(ledger, None)
    assert first.all
    assert changed_since(ledger, first.stamp) == replace(first, all=False)
    number = claim(ledger, FIRST).number
    with ledger.act("Correct") as act:
        act.record("claim", FIRST, "statement", {"text": "Some 600 troops left Karsk"})
    second = changed_since(ledger, first.stamp)
    assert (second.all, second.numbers) == (False, (number,))
    keep(ledger, WHOLE)
    (known,) = all_published(ledger)
    third = changed_since(ledger, second.stamp)
    assert third.numbers == (known.number,)
    undo(ledger)
    assert changed_since(ledger, third.stamp).numbers == (known.number,)


def test_verdicts_and_links_change_nothing_that_is_indexed(ledger: Ledger) -> None:
    stamp = changed_since(ledger, None).stamp
    decide(ledger, "Supported")
    with ledger.act("Link") as act:
        record_link(act, FIRST, SECOND, LinkRelation.RELATED)
    after = changed_since(ledger, stamp)
    assert (after.all, after.numbers) == (False, ())
    assert after.stamp != stamp


def test_a_dismissed_claim_has_changed(ledger: Ledger) -> None:
    stamp = changed_since(ledger, None).stamp
    with ledger.act("Dismiss") as act:
        act.record("claim", SECOND, "dismissed", {"reason": ""})
    numbers = changed_since(ledger, stamp).numbers
    assert numbers == (claim(ledger, SECOND).number,)
    assert [one.dismissed for one in comparable_claims(ledger, numbers)] == [True]


def test_an_undone_document_changes_its_claims(ledger: Ledger) -> None:
    numbers = tuple(sorted(claim(ledger, one).number for one in (FIRST, SECOND)))
    stamp = changed_since(ledger, None).stamp
    undo(ledger)
    changes = changed_since(ledger, stamp)
    assert changes.numbers == numbers
    assert comparable_claims(ledger, changes.numbers) == []


def test_the_stamp_of_another_file_or_of_tables_made_anew_counts_for_nothing(
    ledger: Ledger, ben: Person, tmp_path: Any
) -> None:
    (tmp_path / "other").mkdir()
    with ben.opens(tmp_path / "other" / "claims.db", "create") as other:
        add_document(other)
        assert changed_since(ledger, changed_since(other, None).stamp).all
    assert changed_since(ledger, "nonsense").all
    assert changed_since(ledger, "1:").all
    stamp = changed_since(ledger, None).stamp
    rebuild(ledger)
    assert not changed_since(ledger, stamp).all


def test_a_claim_is_compared_by_its_present_wording(ledger: Ledger) -> None:
    with ledger.act("Correct") as act:
        act.record("claim", FIRST, "statement", {"text": "Troops left Karsk on 4 May"})
    (found,) = comparable_claims(ledger, [claim(ledger, FIRST).number])
    assert found.statement.text == "Troops left Karsk on 4 May"
    assert found.statement.quantities == ()
    assert [one.text for one in found.statement.dates] == ["4 May"]


def test_all_claims_come_once_and_in_order(ledger: Ledger) -> None:
    with ledger.act("Add claims") as act:
        for place in range(1_200):
            act.record("claim", f"{place:032x}", "read", claim_value(by_hand=True))
    numbers = [one.number for one in all_comparable(ledger)]
    assert len(numbers) == 1_202
    assert numbers == sorted(set(numbers))
