"""What a clause says besides: deeds before it, what drove it, differences, dashes, offices."""

import pytest

from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in read(text).statements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Forty miners returned on Monday after being dismissed by the owner.",
            ["Forty miners returned on Monday", "[Forty miners] being dismissed by the owner"],
        ),
        (
            "Sales rose in May after having been depressed in April by a strike.",
            ["Sales rose in May", "[Sales] having been depressed in April by a strike"],
        ),
        (
            "Staff want to hear when the new sale will start, after being delayed for two weeks.",
            [
                "Staff want to hear when the new sale will start",
                "[the new sale] being delayed for two weeks",
            ],
        ),
        (
            "Imports rose even faster, driven by gains in cars.",
            ["Imports rose even faster", "[Imports rose even faster] driven by gains in cars"],
        ),
        (
            "Prices had risen, a development that the bank put down to tariffs.",
            [
                "Prices had risen",
                "[Prices had risen] a development that the bank put down to tariffs",
            ],
        ),
        (
            "The rate was 3.5 percent in March, 0.7 percentage point below that of May.",
            [
                "The rate was 3.5 percent in March",
                "[The rate was] 0.7 percentage point below that of May",
            ],
        ),
        (
            "Growth picked up in May as the effects of the strike faded.",
            ["Growth picked up in May", "the effects of the strike faded"],
        ),
        (
            "The town moved 80 people after at least one shell landed nearby.",
            ["The town moved 80 people", "at least one shell landed nearby"],
        ),
        (
            "Prices fell in June, with the cost of bread declining at a slower pace.",
            ["Prices fell in June", "the cost of bread declining at a slower pace"],
        ),
        (
            "Small firms have welcomed the deal, subscribing for many shares.",
            [
                "Small firms have welcomed the deal",
                "[Small firms] subscribing for many shares",
            ],
        ),
        (
            "Six shells hit the square and another 15 shells fell near the mill.",
            ["Six shells hit the square", "another 15 shells fell near the mill"],
        ),
    ],
)
def test_what_goes_with_a_clause_is_a_statement_of_its_own(
    text: str, statements: list[str]
) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Riots broke out against the “interim” government that ousted Omar Reyes.",
            [
                "Riots broke out against the “interim” government",
                "[the “interim” government] ousted Omar Reyes",
            ],
        ),
        (
            "The board has launched a petition which now has 11,000 signatures.",
            [
                "The board has launched a petition",
                "[a petition] now has 11,000 signatures",
            ],
        ),
        (
            "The change caused a strange, rare fever that left him weak.",
            [
                "The change caused a strange, rare fever",
                "[a strange, rare fever] left him weak",
            ],
        ),
        (
            "Ida Holt, a chemist who led the search, found two wells.",
            [
                "Ida Holt found two wells",
                "Ida Holt [is] a chemist",
                "[Ida Holt] led the search",
            ],
        ),
        (
            "The island was left out of the survey - which began in 2003.",
            ["The island was left out of the survey", "[the survey] began in 2003"],
        ),
        (
            "Many do not eat enough iron, which can harm growth.",
            [
                "Many do not eat enough iron",
                "[Many do not eat enough iron] which can harm growth",
            ],
        ),
        (
            "The find means that the pond has clean water, a need of all fish.",
            [
                "The find means that the pond has clean water",
                "clean water [is] a need of all fish",
            ],
        ),
    ],
)
def test_what_is_said_of_a_phrase_is_said_of_the_right_one(
    text: str, statements: list[str]
) -> None:
    assert sorted(texts(text)) == sorted(statements)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Minister of Education Ida Holt left.", "Ida Holt [is] Minister of Education"),
        (
            "Undersecretary for Education Mr. Reyes left.",
            "Mr. Reyes [is] Undersecretary for Education",
        ),
        (
            "Also the president of the Lombardy region, Carl Dunn, has resigned.",
            "Carl Dunn [is] the president of the Lombardy region",
        ),
        (
            "The mill closed, said Carl Dunn, Research and Advocacy Director at Amnesty.",
            "Carl Dunn [is] Research and Advocacy Director at Amnesty",
        ),
    ],
)
def test_offices_of_several_words_are_told(text: str, office: str) -> None:
    assert office in texts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The club enjoys rowing, running and swimming in the lake.",
        "He resigned before completing his term.",
        "They fired from roofs and, in one case, a mill.",
    ],
)
def test_lists_deeds_not_done_and_insertions_are_not_split(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]
