"""Statements: where a sentence may be split, what stays whole, and how each part is meant."""

import pytest

from workbench.model import ClaimType, Modality, Statement
from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text for one in read(text).statements]


def only(text: str) -> Statement:
    [one] = read(text).statements
    return one


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The mine closed in May, but the mill stayed open.",
            ["The mine closed in May", "the mill stayed open"],
        ),
        (
            "Exports rose by 3 percent; imports fell sharply.",
            ["Exports rose by 3 percent", "imports fell sharply"],
        ),
        (
            "The mayor signed the order and left the city.",
            ["The mayor signed the order", "[The mayor] left the city"],
        ),
        (
            "The unit will be based in Riga and will stay until spring.",
            ["The unit will be based in Riga", "[The unit] will stay until spring"],
        ),
        (
            "Officials had built a wall, installed cameras and placed 600 guards in the area.",
            [
                "Officials had built a wall",
                "[Officials had] installed cameras",
                "[Officials had] placed 600 guards in the area",
            ],
        ),
        (
            "A storm brought down a crane, killing 12 people and wounding 30.",
            [
                "A storm brought down a crane",
                "[A storm brought down a crane] killing 12 people",
                "[A storm brought down a crane] wounding 30",
            ],
        ),
        (
            "The accident, which occurred on Tuesday, was caused by ice.",
            ["The accident was caused by ice", "[The accident] occurred on Tuesday"],
        ),
        (
            "The board ignored the farmers, which led to new protests.",
            [
                "The board ignored the farmers",
                "[The board ignored the farmers] which led to new protests",
            ],
        ),
        (
            "Although wages rose in March, prices rose faster.",
            ["wages rose in March", "prices rose faster"],
        ),
        (
            "During the march, 52 miners and 41 guards were injured.",
            [
                "During the march, 52 miners [were injured]",
                "[During the march,] 41 guards were injured",
            ],
        ),
    ],
)
def test_licensed_patterns_split(text: str, parts: list[str]) -> None:
    assert sorted(one.rstrip(".") for one in texts(text)) == sorted(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested and charged five men.",
        "The interests of miners and farmers were ignored.",
        "Talks between 52 miners and 41 guards were held.",
        "Police found a man accused of theft and wanted for murder.",
        "The plan to build a school and improve roads was dropped.",
        "The work was done in order to enlarge the hall and improve the light.",
        "The town votes at 22:30 on Sunday.",
        "If the dam breaks and the river rises, the town will flood.",
    ],
)
def test_where_a_guard_refuses_the_sentence_stays_whole(text: str) -> None:
    assert texts(text) == [text]


def test_both_figures_keep_what_they_count() -> None:
    found = read("During the march, 52 miners and 41 guards of the camp were injured.").statements
    counted = [(q.text, q.counted) for one in found for q in one.quantities]
    assert [text for text, _ in counted] == ["52", "41"]
    assert counted[0][1] == "miners"
    assert (counted[1][1] or "").startswith("guards")


def test_inserted_words_come_from_the_text_and_stand_in_brackets() -> None:
    text = "The mayor signed the order and left the city, leaving 40 clerks behind."
    for one in read(text).statements:
        for word in one.text.replace("[", "").replace("]", "").split():
            assert word.strip(".,") in text


def test_an_opening_pronoun_is_resolved_when_one_name_fits() -> None:
    found = texts("The Harbour Board met on Friday. It has closed two docks.")
    assert found[-1] == "It [Harbour Board] has closed two docks."


def test_whose_something_is_is_told_when_one_name_fits() -> None:
    text = "Brightwater Trust gave another figure. Its budget rose by 12 percent last year."
    assert texts(text)[-1] == "Its [Brightwater Trust] budget rose by 12 percent last year."


def test_an_opening_pronoun_that_may_mean_two_people_is_left_and_marked() -> None:
    found = read("Carl Holt met Oscar Reyes. He left at noon.").statements
    assert found[-1].text == "He left at noon."
    assert "unresolved reference" in found[-1].reasons


def test_an_opening_pronoun_means_the_one_of_two_people_who_is_called_so() -> None:
    assert texts("Mary Holt met Oscar Reyes. He left at noon.")[-1] == (
        "He [Oscar Reyes] left at noon."
    )
    assert texts("Mary Holt met Oscar Reyes. She left at noon.")[-1] == (
        "She [Mary Holt] left at noon."
    )


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The army did not leave the valley.", True),
        ("The army didn't leave the valley.", True),
        ("No injuries were recorded in the valley.", True),
        ("The state is not recognised by dozens of countries.", True),
        ("The army never left the valley.", True),
        ("A man who did not vote was elected chairman.", False),
        ("The army left the valley.", False),
        ("The army not only left the valley but burned it.", False),
    ],
)
def test_negation_is_that_of_the_main_clause(text: str, negated: bool) -> None:
    assert read(text).statements[0].negated is negated


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The school closed in March.", Modality.ASSERTED),
        ("The school will close in March.", Modality.PLANNED),
        ("The school is expected to close in March.", Modality.PLANNED),
        ("The school is to close in March.", Modality.PLANNED),
        ("The school may close in March.", Modality.POSSIBLE),
        ("The school is likely to close in March.", Modality.POSSIBLE),
        ("The school would have closed in March without the loan.", Modality.CONDITIONAL),
        ("If the loan fails, the school will close.", Modality.CONDITIONAL),
        ("The school should close in March.", Modality.OPINION),
        ("I think the school closed in March.", Modality.OPINION),
        ("Did the school close in March?", Modality.QUESTION),
        ("The school stays open for as long as necessary.", Modality.ASSERTED),
    ],
)
def test_modality(text: str, modality: Modality) -> None:
    assert read(text).statements[0].modality is modality


@pytest.mark.parametrize(
    ("quoted", "modality"),
    [
        ("Sadly, our brave nurses lost two men on Monday", Modality.ASSERTED),
        ("The terrible storm destroyed the mill", Modality.ASSERTED),
        ("The clinic is wonderful", Modality.OPINION),
        ("We face a dangerous sentence", Modality.OPINION),
    ],
)
def test_a_word_of_opinion_does_not_hide_what_happened(quoted: str, modality: Modality) -> None:
    assert only(f'"{quoted}," said Ann Holt.').modality is modality


def test_a_joined_clause_keeps_the_word_that_is_its_subject() -> None:
    found = texts('"The mill closed and that is shameful," said Ann Holt.')
    assert "is shameful" not in found


def test_the_request_of_a_town_is_no_superlative() -> None:
    assert ClaimType.COMPARISON not in only("The request of the town was refused.").types
    assert ClaimType.COMPARISON in only("The town has the oldest forest.").types


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The ice caused a fall of rocks.", ClaimType.CAUSAL),
        ("The tower is the highest in the city.", ClaimType.COMPARISON),
        ("The town has 4,000 houses.", ClaimType.QUANTITY),
        ("The town was founded in 1887.", ClaimType.DATE),
        ("The court ruled against the firm.", ClaimType.LEGAL),
        ("The bridge is a monument.", ClaimType.STATUS),
        ("The bridge fell into the river.", ClaimType.EVENT),
        ("The bridge will open on Monday.", ClaimType.PLAN),
    ],
)
def test_types_say_what_must_be_checked(text: str, wanted: ClaimType) -> None:
    assert wanted in read(text).statements[0].types


@pytest.mark.parametrize(
    "text",
    [
        "Image: Harbour Board.",
        "Ida Holt, head of the board",
        "Saturday, September 12, 2015",
        "Election Results\n\n",
        "",
        "\n \n",
    ],
)
def test_labels_datelines_and_bare_names_are_no_claims(text: str) -> None:
    assert texts(text) == []


def test_a_caption_that_ran_into_the_next_sentence_is_cut_off() -> None:
    [one] = texts("Ida Holt of the board In the northern district, the board won 40 seats.")
    assert one == "In the northern district, the board won 40 seats"


def test_a_sentence_said_twice_is_one_claim() -> None:
    assert len(texts("The dam is safe.\n\nThe dam is safe.")) == 1


def test_a_figure_and_a_named_actor_are_worth_more_than_a_feeling() -> None:
    figure = only("The Harbour Board closed 12 docks on 3 May 2021.")
    feeling = only("I am proud of this.")
    assert figure.worth > 600 > 300 > feeling.worth
    assert {"number", "date", "named actor"} <= set(figure.reasons)
    assert {"opinion", "first person"} <= set(feeling.reasons)
