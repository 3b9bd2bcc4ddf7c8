"""Words of a text that no claim has are read as words that claims have."""

from collections.abc import Iterable

from workbench.matching import facts_of_text, understood
from workbench.matching.words import words_of

HELD = {
    "poison": 40,
    "water": 300,
    "bottl": 20,
    "directv": 3,
    "malling": 4,
    "corn": 7,
    "flake": 1,
    "bedbug": 3,
    "bed": 28,
    "bug": 10,
    "rain": 90,
    "forest": 50,
    "rainforest": 70,
}
APART = {("corn", "flakes"), ("bed", "bugs"), ("rain", "forests")}


def frequencies(terms: Iterable[str]) -> dict[str, int]:
    return {term: HELD[term] for term in terms if term in HELD}


def side_by_side(one: str, other: str) -> bool:
    return (one, other) in APART


def found_by(text: str) -> tuple[str, ...]:
    facts = facts_of_text(text)
    made = understood(facts, frequencies, 10_000, side_by_side)
    assert made.terms == facts.terms, "what a text says is never changed"
    return made.title


def test_a_tag_of_words_run_together_is_found_by_its_words() -> None:
    assert found_by("Terrifying #poisonwaterbottles") == ("poison", "water", "bottl")


def test_a_compound_is_found_by_its_parts() -> None:
    assert found_by("the waterbottles are back") == ("water", "bottl")


def test_a_word_that_one_claim_writes_apart_is_found_by_both_halves() -> None:
    assert found_by("why #cornflakes were invented") == ("corn", "flake")


def test_a_seldom_word_is_found_where_it_is_written_apart_and_a_usual_one_is_left_alone() -> None:
    assert found_by("a story about bedbugs") == ("bed", "bug")
    assert found_by("the rainforests burn") == ()


def test_words_taken_apart_are_found_joined() -> None:
    assert found_by("no refund from Direct TV") == ("directv",)


def test_a_slip_in_a_name_is_forgiven() -> None:
    assert found_by("this is not Malinger") == ("malling",)


def test_short_words_and_known_words_are_left_alone() -> None:
    assert found_by("a bud of water") == ()


def test_an_office_is_no_policeman() -> None:
    words = words_of()
    assert words.of("Office").term != words.of("officer").term == words.of("police").term
    assert words.of("employer").term != words.of("used").term
