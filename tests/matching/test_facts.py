"""What a claim becomes before it is compared: terms, values, names, and what is dropped."""

import pytest

from tests.matching.claims import claim, facts
from workbench.matching import facts_of, facts_of_text, facts_version


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("500 troops were sent", "five hundred soldiers were deployed"),
        ("the German army", "Germany's army"),
        ("the US economy", "the economy of the United States"),
        ("1.2 million homes", "1,200,000 houses"),
        ("in Kyiv", "in Kiev"),
        ("the World Health Organization", "the WHO"),
    ],
)
def test_what_says_the_same_has_the_same_terms(ours: str, theirs: str) -> None:
    assert set(facts_of_text(ours).terms) == set(facts_of_text(theirs).terms)


def test_small_words_are_no_names_of_bodies_and_countries() -> None:
    assert facts_of_text("who told us").terms == ()


def test_reporting_words_and_hedges_are_dropped() -> None:
    assert facts_of_text("Officials say about 500 troops reportedly left Norwick").terms == (
        facts_of_text("500 troops left Norwick").terms
    )


def test_a_number_and_a_date_are_one_term_each() -> None:
    made = facts("5,000 people fled Norwick on 5 June 2023.")

    assert "#5000" in made.terms
    assert {"@2023-06-05", "@2023"} <= set(made.terms)
    assert not {"5", "june", "#5", "#2023"} & set(made.terms)


def test_a_read_and_an_unread_claim_have_the_same_terms() -> None:
    text = "About 500 troops were sent to Kosovo on 5 June 2023"

    assert facts(text).terms == facts_of_text(text).terms


def test_the_slots_of_a_statement_are_taken_as_they_are() -> None:
    made = facts("About 500 troops were sent to Kosovo on 5 June 2023.")

    assert [(one.low, one.high, one.said) for one in made.amounts] == [
        (450.0, 550.0, "about 500 troops")
    ]
    assert [one.said for one in made.days] == ["5 June 2023"]
    assert [one.said for one in made.names] == ["Kosovo"]


def test_measures_are_kept_in_one_unit() -> None:
    miles, kilometres = facts("The wall is 2 miles long."), facts("The wall is 3 kilometres long.")

    assert miles.amounts[0].unit == kilometres.amounts[0].unit == "metre"
    assert miles.amounts[0].centre == pytest.approx(3218.688)


def test_digits_that_no_slot_holds_are_figures() -> None:
    assert facts("The 65th brigade left.").figures == ("65th",)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The army did not leave", True),
        ("The army never left", True),
        ("Not only the army left", False),
        ("Nobody denied it", False),
        ("The army left", False),
    ],
)
def test_two_negations_cancel_and_some_negate_nothing(text: str, *, negated: bool) -> None:
    assert facts_of_text(text).negated is negated


def test_addresses_are_dropped_and_tags_split() -> None:
    made = facts_of_text(
        "#StopTheBridge in Norwick https://example.org/a?b=1 pic.twitter.com/xyz @AnnaBrandt"
    )

    assert {"bridg", "norwick", "anna", "brandt"} <= set(made.terms)
    assert not {"exampl", "org", "twitter"} & set(made.terms)


@pytest.mark.parametrize(
    "signed",
    [
        "— Anna Brandt (@AnnaBrandt) March 5, 2025",
        "-- Anna Brandt (@AnnaBrandt)",
    ],
)
def test_who_posted_it_when_is_for_finding_and_no_fact(signed: str) -> None:
    made = facts_of_text(f"40 ships left Norwick on 2 March 2025. {signed}")

    assert {"anna", "brandt"} <= set(made.title)
    assert "brandt" not in made.terms
    assert [day.said for day in made.days] == ["2 March 2025"]
    assert made.wording == "40 ships left norwick on 2 march 2025"


def test_commas_join_digits_alone_and_contractions_are_the_word() -> None:
    terms = facts_of_text("In the NFL,or elsewhere, they've 1,000 players you'll know.").terms
    assert "nfl" in terms
    assert "#1000" in terms
    assert not {"they'v", "you'll", "nfl,or"} & set(terms)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Wolves killed <b>12</b> sheep<br/>near Norwick.</p>",
        '<div class="claim 3">Wolves killed 12 sheep</div><script>track(7)</script> near Norwick.',
        'Wolves <a href="https://example.org/?b=1">killed 12</a> sheep near Norwick.',
    ],
)
def test_the_markup_of_a_published_claim_is_none_of_its_words(text: str) -> None:
    assert facts_of_text(text).wording == "wolves killed 12 sheep near norwick"
    kept = "if a < b and b > c, 12 sheep"
    assert facts_of_text(kept).wording == "if a b and b c 12 sheep"


def test_numbers_in_tags_are_words_where_they_tell_something() -> None:
    made = facts_of_text("Leaders met at #G7Norwick — Anna Brandt (@AnnaBrandt1) October 21, 2014")
    assert "g7" in made.terms
    assert "@2014-10-21" in made.title


def test_a_number_before_an_adjective_counts_the_noun() -> None:
    (amount,) = facts_of_text("41 Kosovo Serbs were wounded").amounts
    assert amount.said == "41 kosovo serbs"
    assert amount.head == "serb"


def test_a_dash_within_a_text_ends_nothing() -> None:
    made = facts_of_text("Ships left — all of them — and Anna (@AnnaBrandt) saw it in Norwick.")

    assert not made.title
    assert {"anna", "norwick"} <= set(made.terms)


def test_a_title_is_kept_apart_for_finding() -> None:
    made = facts_of(claim("Troops left."), title="Did 500 soldiers leave Norwick?")

    assert "norwick" in made.title
    assert "norwick" not in made.terms


def test_the_version_names_form_and_words() -> None:
    form, _, words = facts_version().partition("-")

    assert form.isdecimal()
    assert len(words) == 12
