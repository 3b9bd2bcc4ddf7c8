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
            "The bank agreed to a rescue last month as it faced a shortage of cash.",
            ["The bank agreed to a rescue last month", "it faced a shortage of cash"],
        ),
        (
            "Doubt hangs over the vote as ten candidates meet on the stage again.",
            ["Doubt hangs over the vote", "ten candidates meet on the stage again"],
        ),
        (
            "The firm, which may cut a thousand jobs as it faces rising losses, denied the report.",
            [
                "The firm denied the report",
                "[The firm] may cut a thousand jobs",
                "it faces rising losses",
            ],
        ),
        (
            "At least five people have been killed and dozens injured in two days.",
            [
                "At least five people have been killed",
                "dozens [have been] injured in two days",
            ],
        ),
        (
            "The report was written by a bank and a group of experts based in Paris.",
            ["The report was written by a bank and a group of experts based in Paris"],
        ),
        (
            "The firm sold 300 boats in 2018, almost three times as many as its rival.",
            [
                "The firm sold 300 boats in 2018",
                "[The firm sold 300 boats in 2018] almost three times as many as its rival",
            ],
        ),
        ("She worked as the head of a school.", ["She worked as the head of a school"]),
        (
            "It is as likely to rain as it is to snow.",
            ["It is as likely to rain as it is to snow"],
        ),
        (
            "The bones were seen as the remains left in a den.",
            ["The bones were seen as the remains left in a den"],
        ),
        ("They left the house as they were told.", ["They left the house as they were told"]),
        (
            "The road was shut after police found knives, pills, and money.",
            ["The road was shut", "police found knives, pills, and money"],
        ),
        (
            "The index rose 0.2 percent in June, following a 0.1-percent increase in May.",
            [
                "The index rose 0.2 percent in June",
                "[The index] a 0.1-percent increase in May",
            ],
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
            "The men were killed when the dam broke in May, burying the town in mud.",
            [
                "The men were killed when the dam broke in May",
                "the dam broke in May",
                "[the dam] burying the town in mud",
            ],
        ),
        (
            "Troops stayed in the north, 18 years after Norland invaded the country.",
            [
                "Troops stayed in the north",
                "18 years after Norland invaded the country",
            ],
        ),
        (
            "The cause is under review, however local reports do not name one.",
            ["The cause is under review", "local reports do not name one"],
        ),
        (
            "The firm, founded in 1987 and based in Arda, employs 180 people.",
            [
                "The firm employs 180 people",
                "[The firm] founded in 1987 and based in Arda",
            ],
        ),
        (
            "The pact, reached in May, calls for a ceasefire.",
            ["The pact calls for a ceasefire", "[The pact] reached in May"],
        ),
        (
            "There were 120 cases in May, compared with 37 in June.",
            [
                "There were 120 cases in May",
                "[There were 120 cases in May] compared with 37 in June",
            ],
        ),
        (
            "The line has a fleet of 270 ships, including 12 tankers.",
            ["The line has a fleet of 270 ships", "[a fleet of 270 ships] including 12 tankers"],
        ),
        (
            "Stocks closed lower on Tuesday as investors worried about a slowdown.",
            ["Stocks closed lower on Tuesday", "investors worried about a slowdown"],
        ),
        (
            "Data pointed to a marked rise in inflation abroad driven by the cost of oil.",
            [
                "Data pointed to a marked rise in inflation abroad",
                "[a marked rise in inflation abroad] driven by the cost of oil",
            ],
        ),
        (
            "The firm won with a bid of 1.7 cents per hour, the lowest price ever recorded.",
            [
                "The firm won with a bid of 1.7 cents per hour",
                "[The firm won with a bid of 1.7 cents per hour,] the lowest price ever recorded",
            ],
        ),
        (
            "Total inflation—as measured by the index of prices—was 2.8 percent in May.",
            [
                "Total inflation was 2.8 percent in May",
                "[Total inflation] as measured by the index of prices",
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
    ("text", "origin"),
    [
        ("Ida Holt, 24, from Arda, left.", "Ida Holt [is] from Arda"),
        ("Omar Reyes, of Arda, left.", "Omar Reyes [is] of Arda"),
        (
            "Mr Reyes, 52, a father of three from Arda, left.",
            "Mr Reyes [is] a father of three from Arda",
        ),
    ],
)
def test_where_somebody_is_from_is_told(text: str, origin: str) -> None:
    assert (origin in texts(text)) is bool(origin)


@pytest.mark.parametrize(
    "text",
    [
        "Copyright 2019 Harbour Gazette.",
        "All rights reserved.",
    ],
)
def test_lines_that_the_page_adds_are_no_claims(text: str) -> None:
    assert texts(f"The mill burned down.\n\n{text}") == ["The mill burned down"]


def test_a_change_without_a_figure_is_no_claim_as_a_noun_phrase() -> None:
    found = texts("Inflation rose to 3.5 percent, boosted by a sharp increase in energy prices.")
    assert "a sharp increase in energy prices" not in found


@pytest.mark.parametrize(
    ("text", "claimant", "said"),
    [
        ("The bridge, the mayor said on Friday, is safe.", "the mayor", "The bridge is safe"),
        (
            "Officials said the fire, which began at noon, had spread.",
            "officials",
            "the fire had spread",
        ),
        (
            "The probe is due in May, managers said, but a valve is stuck.",
            "managers",
            "The probe is due in May",
        ),
        (
            "The probe is due in May, managers said, but a valve is stuck.",
            None,
            "a valve is stuck",
        ),
        ("Holt scored twice and Reyes added a goal.", None, "Reyes added a goal"),
        ("The firm, which officials said had closed, is in debt.", None, "The firm is in debt"),
    ],
)
def test_who_says_a_clause_is_told_where_the_words_lie_apart(
    text: str, claimant: str | None, said: str
) -> None:
    [one] = [one for one in read(text).statements if one.text.rstrip(".") == said]
    assert one.claimant == claimant


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
