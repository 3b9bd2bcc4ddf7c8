"""What the learnt joints show to be said apart, where patterns by hand refuse."""

import pytest

from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in read(text).statements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param(
            "The owners of the mill want to keep its old wheel and expand the bakery behind it.",
            [
                "The owners of the mill want to keep its old wheel",
                "[The owners of the mill want to] expand the bakery behind it",
            ],
            id="two things that somebody wants",
        ),
        pytest.param(
            "The council agreed to sell the harbour to a Danish firm and to lease the pier for "
            "nine years.",
            [
                "The council agreed to sell the harbour to a Danish firm",
                "[The council agreed] to lease the pier for nine years",
            ],
            id="each with its own to",
        ),
        pytest.param(
            "The harbour master will close the pier in May and reopen it in autumn.",
            [
                "The harbour master will close the pier in May",
                "[The harbour master will] reopen it in autumn",
            ],
            id="two things that will be",
        ),
        pytest.param(
            "The mayor opened the session by reading a letter from Ada Lund and thanking the two "
            "firefighters.",
            [
                "The mayor opened the session by reading a letter from Ada Lund",
                "[The mayor opened the session by] thanking the two firefighters",
            ],
            id="two things by which it was done",
        ),
        pytest.param(
            "Holt, who has been using the beach since 1938 and been a supporter of the club, will "
            "cut the ribbon.",
            [
                "Holt will cut the ribbon",
                "[Holt] has been using the beach since 1938",
                "[Holt has] been a supporter of the club",
            ],
            id="a participle takes the auxiliary in front of its like",
        ),
        pytest.param(
            "She remembers rowing to the island before the war, watched ferries leaving for Oslo "
            "in 1944, met her husband by the pier, and worked there selling tickets.",
            [
                "She remembers rowing to the island before the war",
                "[She] watched ferries leaving for Oslo in 1944",
                "[She] met her husband by the pier",
                "[She] worked there selling tickets",
            ],
            id="a row of four",
        ),
        pytest.param(
            "The report shows how old the bridge is and how little the town spent on it.",
            [
                "The report shows how old the bridge is",
                "[The report shows] how little the town spent on it",
            ],
            id="two things that are shown",
        ),
        pytest.param(
            "The director did not know that the archive had burned, but saw smoke above the roof.",
            [
                "The director did not know that the archive had burned",
                "[The director] saw smoke above the roof",
            ],
            id="a comma closes what hung on the first verb",
        ),
        pytest.param(
            "We support the plan and agree with it.",
            ["We support the plan", "[We] agree with it"],
            id="a short one",
        ),
        pytest.param(
            "The orchestra has been well received abroad and cost the town nothing.",
            [
                "The orchestra has been well received abroad",
                "[The orchestra] cost the town nothing",
            ],
            id="what takes an object is not suffered",
        ),
        pytest.param(
            "After the last war they want to keep the mill and expand the farm.",
            ["After the last war they want to keep the mill", "[they want to] expand the farm"],
            id="the subject alone is carried",
        ),
        pytest.param(
            "The ferry was not sold in May but given to the school in Lund.",
            ["The ferry was not sold in May", "[The ferry was] given to the school in Lund"],
            id="what was done instead is not denied",
        ),
    ],
)
def test_joined_verbs_are_told_apart(text: str, statements: list[str]) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The workers did not close the mill and sell the farm.",
            id="who did not do both may have done one",
        ),
        pytest.param("She wrote and directed the film about the flood.", id="one object for both"),
        pytest.param(
            "The firm will sell the mill or close the farm next year.", id="one of the two"
        ),
        pytest.param(
            "Does the town want to keep the mill and expand the farm?", id="what is asked"
        ),
        pytest.param(
            "If the firm wants to keep the mill and expand the farm, it will ask for a loan.",
            id="what is only supposed",
        ),
        pytest.param(
            "He had to be told that the dam had cracks and left the room.",
            id="what either of two may have done",
        ),
        pytest.param(
            "The mill could go on, if the sale failed, and did not close at all.",
            id="what may be supposed as well",
        ),
        pytest.param(
            "The town has a plan to help the farms and to widen the road.",
            id="what a plan is made of",
        ),
    ],
)
def test_what_cannot_be_said_apart_stays(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param(
            "A new law that aims to limit noise near schools has support within both parties.",
            [
                "A new law has support within both parties",
                "[A new law] aims to limit noise near schools",
            ],
            id="between a subject and its verb",
        ),
        pytest.param(
            "The commission published the results of six fights that were held in March.",
            [
                "The commission published the results of six fights",
                "[six fights] were held in March",
            ],
            id="of the noun that agrees with it",
        ),
        pytest.param(
            "The new law would close a loophole that allows firms to sell knives without a "
            "licence.",
            [
                "The new law would close a loophole",
                "[a loophole] allows firms to sell knives without a licence",
            ],
            id="of what is there to be closed",
        ),
    ],
)
def test_what_is_said_of_a_thing_on_the_way_is_told_apart(text: str, statements: list[str]) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The society needs a nurse who speaks good Danish and has a car.", id="who is wanted"
        ),
        pytest.param(
            "The rule helps people who smoke in their homes and drink at work.", id="whoever fits"
        ),
        pytest.param("He held the belief that it was a kind of fraud.", id="what is believed"),
    ],
)
def test_what_means_nothing_in_particular_is_not_told_of(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Holt, who has been using the beach since 1938 and been a supporter of the club which "
            "it helped, remembers rowing there, met Ada Lund in 1944, got engaged, and then left "
            "and married, then moved and",
            id="in a row",
        ),
        pytest.param(
            "The board issued this statement: “We want to keep the mill and to expand it, and the "
            "firm that owns it, and whose farm has burned and been sold, and",
            id="in a quotation",
        ),
    ],
)
def test_a_text_that_stops_anywhere_is_read(text: str) -> None:
    words = text.split()
    for stop in range(1, len(words) + 1):
        said = " ".join(words[:stop])
        assert all(said[one.start : one.end] == one.span for one in read(said).statements)
