"""What makes two claims duplicates, conflicting or related."""

from dataclasses import replace

import pytest

from tests.matching.claims import NO_CORPUS, beside, claim
from workbench.matching import compare, counted_weights, facts_of, facts_of_text
from workbench.model import ClaimSlot, Relation

TROOPS = "500 troops were sent to Kosovo."


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The tunnel is 10 km long.", "The tunnel is 6.2 miles long."),
        ("Half of voters support the plan.", "50% of voters support the plan."),
        (TROOPS, "Five hundred soldiers were deployed to Kosovo."),
        (TROOPS, "Kosovo: 500 troops were sent."),
        ("About 500 troops were sent to Kosovo.", "497 troops were sent to Kosovo."),
        ("The German army bought 40 tanks.", "Germany's army purchased forty tanks."),
        ("Inflation was 4 percent in May 2023.", "In May 2023, inflation stood at 4%."),
        (
            "The bridge in Norwick was closed in June 2023.",
            "The Norwick bridge was closed on 5 June 2023.",
        ),
        ("Angela Brandt won the election in Norwick.", "Brandt won the Norwick election."),
        (
            "The floods in Norwick killed 12 people.",
            "12 people were killed by the flods in Norwick.",
        ),
    ],
    ids=[
        "kilometres",
        "half",
        "words",
        "order",
        "about",
        "people",
        "percent",
        "month",
        "surname",
        "slip",
    ],
)
def test_the_same_in_other_words_is_a_duplicate(ours: str, theirs: str) -> None:
    assert beside(ours, theirs).relation is Relation.DUPLICATE


@pytest.mark.parametrize(
    ("theirs", "slot"),
    [
        ("700 troops were sent to Kosovo.", ClaimSlot.QUANTITY),
        ("5,000 troops were sent to Kosovo.", ClaimSlot.QUANTITY),
        ("500 troops were not sent to Kosovo.", ClaimSlot.NEGATION),
    ],
)
def test_what_cannot_both_be_true_of_one_event_is_a_conflict(theirs: str, slot: ClaimSlot) -> None:
    found = beside(TROOPS, theirs)

    assert found.relation is Relation.CONFLICT
    assert [one.slot for one in found.differences if one.excludes] == [slot]


def test_figures_of_one_thing_conflict_whatever_else_one_tells_of_it() -> None:
    known = counted_weights([*[("kosovo",)] * 26, *[("serbia",)] * 10])
    theirs = facts_of(claim("During the unrest, 52 Serbs [were injured]"))
    assert theirs.aside == ("injur",)
    found = compare(facts_of(claim("41 Kosovo Serbs were wounded.")), theirs, known)
    assert found.relation is Relation.CONFLICT
    assert found.words == "same event, 41 Kosovo Serbs against 52 Serbs"
    elected = compare(facts_of(claim("41 Kosovo Serbs were elected.")), theirs, known)
    assert elected.relation is not Relation.CONFLICT


def test_a_conflict_is_told_with_both_figures() -> None:
    assert beside(TROOPS, "700 troops were sent to Kosovo.").words == (
        "same event, 500 against 700 troops"
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        (
            "Exports of steel rose by 5 percent.",
            "Exports of steel fell by 5 percent.",
            "rose against fell",
        ),
        (
            "The agency approved the vaccine.",
            "The agency rejected the vaccine.",
            "approved against rejected",
        ),
        ("The war began before the vote.", "The war began after the vote.", "before against after"),
    ],
)
def test_opposites_are_a_conflict(ours: str, theirs: str, words: str) -> None:
    found = beside(ours, theirs)

    assert found.relation is Relation.CONFLICT
    assert found.words == f"same event, {words}"
    assert [one.slot for one in found.differences] == [ClaimSlot.DIRECTION]


def test_an_opposite_that_is_denied_says_much_the_same() -> None:
    found = beside("Exports did not rise in Norland.", "Exports fell in Norland.")

    assert found.relation is Relation.RELATED


def test_nobody_is_a_denial() -> None:
    found = beside("Nobody was killed in the crash.", "Three people were killed in the crash.")

    assert found.relation is Relation.CONFLICT


def test_one_event_has_one_day() -> None:
    found = beside(
        "The dam in Norwick was destroyed on 6 June 2023.",
        "The dam in Norwick was destroyed on 7 June 2023.",
    )

    assert found.relation is Relation.CONFLICT
    assert found.differences[0].slot is ClaimSlot.DATE


@pytest.mark.parametrize(
    ("ours", "theirs", "slot"),
    [
        ("At least 500 troops were sent to Kosovo.", "700 troops were sent to Kosovo.", "quantity"),
        ("Inflation was 4 percent in May 2023.", "Inflation was 4 percent in May 2024.", "date"),
        (
            "Inflation was 4 percent in May 2023.",
            "Inflation was 7 percent in May 2024.",
            "quantity",
        ),
        ("The 65th brigade lost five tanks.", "The 56th brigade lost five tanks.", "figure"),
        (TROOPS, "500 troops were sent to Serbia.", "name"),
        ("Iran fired missiles at Haifa.", "Iraq fired missiles at Haifa.", "name"),
        (TROOPS, "500 tanks were sent to Kosovo.", "quantity"),
        (TROOPS, "Troops were sent to Kosovo.", "quantity"),
        (TROOPS, "500 troops will be sent to Kosovo.", "modality"),
    ],
)
def test_what_can_both_be_true_is_related_and_the_difference_is_shown(
    ours: str, theirs: str, slot: str
) -> None:
    found = beside(ours, theirs)

    assert found.relation is Relation.RELATED
    assert slot in {one.slot.value for one in found.differences}


def test_another_event_is_unrelated() -> None:
    found = beside(TROOPS, "The museum of Lindholm bought a painting by Marta Solheim.")

    assert found.relation is Relation.UNRELATED
    assert found.differences == ()


def test_the_same_number_and_nothing_else_makes_nothing_related() -> None:
    assert beside(TROOPS, "A ticket costs 500 euros.").relation is Relation.UNRELATED


def test_a_near_miss_is_as_near_as_a_duplicate() -> None:
    near = beside(TROOPS, "700 troops were sent to Kosovo.").score
    far = beside(TROOPS, "The museum of Lindholm bought a painting.").score

    assert near > 0.8
    assert far < 0.2


def test_who_says_it_is_noted_and_changes_nothing() -> None:
    ours = facts_of(replace(claim(TROOPS), claimant="Joe Biden"))
    theirs = facts_of(replace(claim(TROOPS), claimant="the ministry"))
    found = compare(ours, theirs, NO_CORPUS)

    assert found.relation is Relation.DUPLICATE
    assert [one.slot for one in found.differences] == [ClaimSlot.CLAIMANT]


@pytest.mark.parametrize("country", ["Geramny", "Germny", "Gremany"])
def test_a_misspelt_country_is_that_country(country: str) -> None:
    found = beside(
        f"Inflation in {country} was 12 percent in August 2022.",
        "In August 2022, German inflation was 12 percent.",
    )
    assert found.relation is Relation.DUPLICATE


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Niger", "Nigeria")])
def test_countries_of_like_names_are_told_apart(one: str, other: str) -> None:
    found = beside(
        f"Inflation in {one} was 12 percent in August 2022.",
        f"Inflation in {other} was 12 percent in August 2022.",
    )
    assert found.relation is not Relation.DUPLICATE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The council ignored the farmers of Norwick.",
            "[The council ignored the farmers of Norwick] which led to riots",
        ),
        (
            "Anna Brandt's Harbour Union was beaten in this district.",
            "[Anna Brandt's Harbour Union] gave up its seats in the union hall",
        ),
        (
            "The shuttle broke apart 73 seconds after launch.",
            "[The shuttle broke apart 73 seconds after launch] killing all six aboard",
        ),
        (
            "Because the schools take a fee, their work counts as commercial before the court.",
            "The schools take a fee.",
        ),
    ],
)
def test_what_says_more_or_rests_on_the_other_is_related(one: str, other: str) -> None:
    assert beside(one, other).relation is Relation.RELATED
    assert beside(other, one).relation is Relation.RELATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "This is not the first time that ferries collided at Norwick.",
            "Ferries collided at Norwick.",
        ),
        (
            "Norwick would close the harbour within two days if the strikes do not stop.",
            "Norwick would close the harbour within two days.",
        ),
    ],
)
def test_a_not_that_denies_something_else_is_no_conflict(one: str, other: str) -> None:
    found = beside(one, other)
    assert found.relation is not Relation.CONFLICT
    assert "denies" not in found.words
    assert "only one says “" in found.words


@pytest.mark.parametrize(
    ("ours", "theirs", "relation"),
    [
        ("Core inflation was 3.0 percent.", "May core inflation was 3.2 percent.", "related"),
        ("Core inflation was 3.0 percent.", "Core inflation was 3.2 percent.", "conflict"),
        ("May core inflation was 3.0 percent.", "May core inflation was 3.2 percent.", "conflict"),
    ],
    ids=["only one names a period", "neither does", "both name it"],
)
def test_what_is_measured_anew_needs_a_period_for_a_conflict(
    ours: str, theirs: str, relation: str
) -> None:
    assert beside(ours, theirs).relation.value == relation


def test_one_country_is_not_both() -> None:
    found = beside("The country put its army on alert.", "Both countries put armies on alert.")
    assert found.relation is Relation.RELATED
    assert "only one says both" in found.words


def test_both_of_two_that_are_named_say_the_same_as_the_two() -> None:
    found = beside("Both Norwick and Marun sent troops.", "Norwick and Marun sent troops.")
    assert found.relation is Relation.DUPLICATE


def test_a_noun_that_stands_for_a_body_is_that_body() -> None:
    found = beside("NATO sends 500 troops to Kosovo.", "The alliance sent 700 troops to Kosovo.")
    assert found.words == "same event, 500 against 700 troops"
    assert beside("Serbia sends 500 troops.", "The alliance sent 500 troops.").relation is (
        Relation.RELATED
    )


@pytest.mark.parametrize(
    ("theirs", "relation", "words"),
    [
        ("350 pilgrims were killed in the stampede.", "conflict", "345 dead against 350 pilgrims"),
        ("345 pilgrims were killed in the stampede.", "duplicate", "the same in other words"),
        ("350 injured in the stampede.", "unrelated", "little in common"),
    ],
)
def test_the_dead_are_those_who_were_killed_and_not_the_injured(
    theirs: str, relation: str, words: str
) -> None:
    found = beside("345 dead in the stampede.", theirs)
    assert found.relation.value == relation
    assert words in found.words


def test_a_claim_nobody_has_read_has_its_units_and_is_a_twin_of_the_read_one() -> None:
    text = "The mayor of Norwick spent 9 million euros on a bridge."
    unread = facts_of_text(text)
    assert [(one.unit, one.centre) for one in unread.amounts] == [("EUR", 9_000_000.0)]
    found = compare(facts_of(claim(text)), unread, NO_CORPUS)
    assert found.relation is Relation.DUPLICATE
    other = facts_of_text("The mayor of Norwick spent 5 million euros on a bridge.")
    assert compare(facts_of(claim(text)), other, NO_CORPUS).relation is Relation.CONFLICT


def test_a_bare_number_is_no_rival_of_a_measure() -> None:
    found = beside("The shuttle exploded after 73 seconds.", "The shuttle exploded, killing six.")
    assert found.relation is not Relation.CONFLICT
    assert "against" not in found.words


def test_a_figure_that_the_other_claim_tells_as_an_amount_is_told() -> None:
    amount = claim("The shuttle exploded after 73 seconds.")
    figure = replace(amount, quantities=())
    assert "73" not in compare(facts_of(amount), facts_of(figure), NO_CORPUS).words
