"""What a sentence says by the way: offices, appositions, relative clauses, companions."""

import pytest

from workbench.model import ClaimType, Statement
from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in read(text).statements]


def with_words(text: str, words: str) -> Statement:
    [one] = [found for found in read(text).statements if found.text.rstrip(".") == words]
    return one


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "UNESCO Director General Ida Holt opened the hall.",
            "Ida Holt [is] UNESCO Director General",
        ),
        ("Governor of Ohio Carl Dunn vetoed the bill.", "Carl Dunn [is] Governor of Ohio"),
        (
            "Nora Quist, editor at the Harbour Gazette, left on Friday.",
            "Nora Quist [is] editor at the Harbour Gazette",
        ),
        (
            "The town keeps the Lantern Festival, the oldest feast of the coast.",
            "the Lantern Festival [is] the oldest feast of the coast",
        ),
        (
            "Lena Fisk was elected with 512 votes, the most in the county.",
            "[Lena Fisk was elected with 512 votes,] the most in the county",
        ),
        (
            "The port waits for its last ferry which arrives in June.",
            "[its last ferry] arrives in June",
        ),
        (
            "The council, acting as a broker, met the miners.",
            "[The council] acting as a broker",
        ),
        (
            "Both men lost their seats, with Ida Holt beating Omar Reyes by 12 votes.",
            "Ida Holt beating Omar Reyes by 12 votes",
        ),
    ],
)
def test_what_is_said_by_the_way_becomes_a_statement_beside_the_sentence(
    text: str, statement: str
) -> None:
    found = with_words(text, statement)
    assert text[found.start : found.end] == found.span
    assert len(texts(text)) > 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "A report requested by Unicef has arrived in Riga.",
            ["A report has arrived in Riga", "[A report] requested by Unicef"],
        ),
        (
            "The vote was held in May, with a turnout of 3,000 people and a share of 58%.",
            [
                "The vote was held in May",
                "[The vote was held in May, with] a turnout of 3,000 people",
                "[The vote was held in May, with] a share of 58%",
            ],
        ),
        (
            "Aurora was lost when it struck a rock killing all six aboard.",
            [
                "Aurora was lost",
                "[Aurora] struck a rock",
                "[Aurora struck a rock] killing all six aboard",
            ],
        ),
        (
            "The bridge is undergoing repair and being painted.",
            ["The bridge is undergoing repair", "[The bridge is] being painted"],
        ),
        (
            "The force, consisting of 700 soldiers, has left.",
            ["The force has left", "[The force] consisting of 700 soldiers"],
        ),
        (
            "Nora Holt returned to Arda before enlisting with the Harbour Guard on 7 March, 1917.",
            [
                "Nora Holt returned to Arda",
                "[Nora Holt] enlisting with the Harbour Guard on 7 March, 1917",
            ],
        ),
        (
            "The court ruled that an old law banning trade at sea was void.",
            ["The court ruled that an old law banning trade at sea was void"],
        ),
        (
            "The prize went to a team organised by the Arda Agency for Work (AAW) and the state.",
            [
                "The prize went to a team",
                "[a team] organised by the Arda Agency for Work (AAW) and the state",
            ],
        ),
        (
            "The port closes two docks; opens a school for pilots.",
            ["The port closes two docks", "[The port] opens a school for pilots"],
        ),
    ],
)
def test_a_clause_is_cut_from_what_accompanies_it(text: str, parts: list[str]) -> None:
    assert sorted(texts(text)) == sorted(parts)


@pytest.mark.parametrize(
    "text",
    [
        "President Holt opened the hall.",
        "Mr Carl Dunn of Ohio opened the hall.",
        "General Carl Dunn opened the hall.",
        "Chief Officer Carl Dunn opened the hall.",
        "In London, the delegation of miners met the board.",
        "Any ferry which arrives late pays a fine.",
        "The dam was built with a gate of steel, with a wall of 3 parts or none.",
        "The board fired the head when he struck a clerk.",
        "Aurora would be lost when it struck a rock.",
        "The board is weighing raising fees and cutting hours.",
        "The board is buying and selling boats.",
    ],
)
def test_where_a_guard_refuses_nothing_is_made(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]


def test_the_office_of_a_person_is_stated_once() -> None:
    text = (
        "UNESCO Director General Ida Holt opened the hall in May. "
        "In June UNESCO Director General Ida Holt left the city."
    )
    assert texts(text).count("Ida Holt [is] UNESCO Director General") == 1


def test_nobody_is_said_to_have_stated_an_office() -> None:
    text = "UNESCO Director General Ida Holt said that the hall was open."
    assert with_words(text, "Ida Holt [is] UNESCO Director General").claimant is None


def test_a_date_is_not_torn_from_an_event_of_the_same_subject() -> None:
    found = texts("Aurora was lost when it sank on May 3, 1911 off the coast.")
    assert "[Aurora] sank on May 3, 1911 off the coast" in found


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The envoys met in Valletta, the capital of Malta.", "Valletta [is] the capital of Malta"),
        ("The largest of the ferries, Aurora sailed.", "Aurora [is] the largest of the ferries"),
        ("Two judges, both former mayors, left.", "Two judges [are] both former mayors"),
        (
            "Harbour Defence Authority director General Ida Holt left.",
            "General Ida Holt [is] Harbour Defence Authority director",
        ),
    ],
)
def test_what_has_no_verb_is_written_with_one_and_never_stands_in_the_way(
    text: str, statement: str
) -> None:
    found = with_words(text, statement)
    assert ClaimType.STATUS in found.types
    assert "by the way" in found.reasons
    assert found.worth < 300


def test_every_word_of_such_statements_stands_in_the_text() -> None:
    text = (
        "UNESCO Director General Ida Holt, with 512 votes, the most in the county, praised its "
        "last ferry which arrives in June. A report requested by Unicef has arrived in Riga."
    )
    for one in read(text).statements:
        assert text[one.start : one.end] == one.span
        words = one.text.replace(" [is] ", " ")
        for word in words.replace("[", "").replace("]", "").split():
            assert word.strip(".,") in text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The trial of Carl Dunn, who denies the charges, begins on Monday.",
            ["The trial of Carl Dunn begins on Monday", "[Carl Dunn] denies the charges"],
        ),
        (
            "The fund supports a mission in Ghana, which is important.",
            [
                "The fund supports a mission in Ghana",
                "[a mission in Ghana] which is important",
            ],
        ),
        (
            "Fees rose to 9 percent, up from 7 percent in May.",
            ["Fees rose to 9 percent", "[Fees] up from 7 percent in May"],
        ),
        (
            "The mill burned down after a lamp fell on the floor.",
            ["The mill burned down", "a lamp fell on the floor"],
        ),
        (
            "Four towns, including Harton, refused the treaty.",
            ["Four towns refused the treaty", "Harton [refused the treaty]"],
        ),
    ],
)
def test_asides_are_cut_out_and_stated_of_what_they_stand_by(text: str, parts: list[str]) -> None:
    assert sorted(texts(text)) == sorted(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Anyone who sells such knives will be fined.",
        "The mill will reopen after inspectors approve the repairs.",
        "Zhaoyang district and its towns asked whether the mill had closed.",
        "Clerks wait until the bell rings.",
        "It was the first time that a woman led the board.",
    ],
)
def test_what_is_only_supposed_planned_or_general_is_not_stated_apart(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]


def test_a_number_belongs_to_the_statement_that_says_it() -> None:
    found = read("Aurora broke up 73 seconds after its start, killing all six aboard.").statements
    assert [[q.text for q in one.quantities] for one in found] == [["73 seconds"], ["six"]]


@pytest.mark.parametrize(
    "text", ["the alliance , , said", "The , , Ann , 5 , is", "As the , , it is"]
)
def test_commas_with_nothing_between_them_are_no_apposition(text: str) -> None:
    assert not any("[is]" in one.text for one in read(text).statements)
