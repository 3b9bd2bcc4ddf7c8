"""Predicates and clauses that "and" or "but" joins: each a statement with what it shares."""

import pytest

from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in read(text).statements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param(
            "The town has closed two schools before and given out large amounts of land.",
            [
                "The town has closed two schools before",
                "[The town has] given out large amounts of land",
            ],
            id="a participle takes the auxiliary along",
        ),
        pytest.param(
            "The ferry was sold in May and sank in June.",
            ["The ferry was sold in May", "[The ferry] sank in June"],
            id="a verb that nothing suffers takes none",
        ),
        pytest.param(
            "The baker was arrested in May and charged with theft.",
            ["The baker was arrested in May", "[The baker was] charged with theft"],
            id="a passive does",
        ),
        pytest.param(
            "The ship was renamed and placed under naval command in 1914.",
            ["The ship was renamed", "[The ship was] placed under naval command in 1914"],
            id="a passive with nothing of its own before it",
        ),
        pytest.param(
            "A 34-year-old baker was arrested on suspicion of theft and remains in custody.",
            [
                "A 34-year-old baker was arrested on suspicion of theft",
                "[A 34-year-old baker] remains in custody",
            ],
            id="a verb that looks like a noun in the plural",
        ),
        pytest.param(
            "It was the third storm of the year and the deadliest since 2005.",
            ["It was the third storm of the year", "[It was] the deadliest since 2005"],
            id="one that is the most of something too",
        ),
        pytest.param(
            "The board suspected that the books were false, and left them to an auditor.",
            [
                "The board suspected that the books were false",
                "[The board] left them to an auditor",
            ],
            id="after a comma that closes what was suspected",
        ),
        pytest.param(
            "The park is safe for cattle and open to riders.",
            ["The park is safe for cattle", "[The park is] open to riders"],
            id="two qualities, each with what it takes",
        ),
        pytest.param(
            "The scheme is cost effective and less than half as dear as the old one.",
            [
                "The scheme is cost effective",
                "[The scheme is] less than half as dear as the old one",
            ],
            id="a quality and a measure",
        ),
        pytest.param(
            "The ruling was a blow to the bank and a gift to its rivals.",
            ["The ruling was a blow to the bank", "[The ruling was] a gift to its rivals"],
            id="two new things, each for somebody",
        ),
        pytest.param(
            "She was the second mayor of Lund and helped build the harbour.",
            ["She was the second mayor of Lund", "[She] helped build the harbour"],
            id="a deed after what somebody was",
        ),
        pytest.param(
            "The firm has rented a hall and uses three boats.",
            ["The firm has rented a hall", "[The firm] uses three boats"],
            id="a present after a perfect, taken for a noun by its neighbours",
        ),
        pytest.param(
            "Ann Lund drove a cab for years and once worked six months in Oslo.",
            ["Ann Lund drove a cab for years", "[Ann Lund] once worked six months in Oslo"],
            id="after a word of time",
        ),
        pytest.param(
            "Ann Lund studied in Oslo and in 1971 moved to Bergen.",
            ["Ann Lund studied in Oslo", "[Ann Lund] in 1971 moved to Bergen"],
            id="after a phrase of time",
        ),
        pytest.param(
            "So Lund cut fares, added a boat and a bus, and painted the halls.",
            [
                "So Lund cut fares",
                "[So Lund] added a boat and a bus",
                "[So Lund] painted the halls",
            ],
            id="three, one of them with two objects",
        ),
        pytest.param(
            "The editor is younger than the owners are, and has written two books.",
            ["The editor is younger than the owners are", "[The editor] has written two books"],
            id="behind a clause that hangs on the first",
        ),
    ],
)
def test_each_predicate_is_a_statement_with_its_subject(text: str, statements: list[str]) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "The tax goes to Ann Lund, who lives with a cousin and plans to move.",
            [
                "The tax goes to Ann Lund",
                "[Ann Lund] lives with a cousin",
                "[Ann Lund] plans to move",
            ],
        ),
        (
            "The prize went to Kiruna Steel, which has built 40 homes and turned over $5 million.",
            [
                "The prize went to Kiruna Steel",
                "[Kiruna Steel] has built 40 homes",
                "[Kiruna Steel has] turned over $5 million",
            ],
        ),
    ],
)
def test_a_relative_clause_says_both_of_the_same(text: str, statements: list[str]) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        "If you own the picture and wish to have it removed, please write to us.",
        "The process is so complex and tortured that it failed.",
        "They will offer courses on law, lessons on speech, and talks on trade.",
        "Ann Lund played in the final in 1996 (and lost to a boy).",
        "The film shows riders near the rocks, but did the riders see them?",
        "The lamp is sold in red and blue in Lund.",
        "The hall was new and nice at the time.",
        "It is a plan that others might try, but will fail to copy.",
    ],
)
def test_what_is_no_predicate_stays(text: str) -> None:
    assert len(texts(text)) <= 1


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "The hall was sold in May 1930 and in June 1931 it burnt down.",
            ["The hall was sold in May 1930", "in June 1931 it burnt down"],
        ),
        (
            "The club moved to Lund, and by the end of the season it was bankrupt.",
            ["The club moved to Lund", "by the end of the season it was bankrupt"],
        ),
        (
            "The bank lost money and, with the vote behind it, it closed two branches.",
            ["The bank lost money", "with the vote behind it, it closed two branches"],
        ),
        (
            "The wall fell in 1440 and by 1450, the town had built another.",
            ["The wall fell in 1440", "by 1450, the town had built another"],
        ),
        (
            "The council passed a law that would raise fares, and hundreds of riders protested.",
            [
                "The council passed a law",
                "[a law] would raise fares",
                "hundreds of riders protested",
            ],
        ),
        (
            "Divers found two of the boats, but hopes of raising more were low.",
            ["Divers found two of the boats", "hopes of raising more were low"],
        ),
        (
            "Paper costs money, and advertising doesn't pay for it.",
            ["Paper costs money", "advertising doesn't pay for it"],
        ),
        (
            "The game was sold in shops, and while figures are rare, it paid off.",
            ["The game was sold in shops", "while figures are rare, it paid off"],
        ),
    ],
)
def test_a_clause_is_seen_behind_what_stands_before_its_subject(
    text: str, statements: list[str]
) -> None:
    assert texts(text) == statements


def test_a_clause_of_cause_says_both_of_its_subject() -> None:
    assert texts("The mayor won, as rain kept voters home and made the roads unsafe.") == [
        "The mayor won",
        "rain kept voters home",
        "[rain] made the roads unsafe",
    ]


def test_a_relative_clause_with_a_subject_says_both_of_that() -> None:
    assert texts("He went to Lund, where he took over a bank and turned it into a museum.") == [
        "He went to Lund",
        "[Lund] where he took over a bank",
        "[Lund where he] turned it into a museum",
    ]


def test_verbs_that_take_the_same_object_stay_together() -> None:
    assert texts("Visitors can see and admire the old town.") == [
        "Visitors can see and admire the old town"
    ]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Investigators believe the fire was started on purpose, but have not ruled out heat.",
            ["the fire was started on purpose", "[Investigators] have not ruled out heat"],
        ),
        (
            "Officials say the road is closed and have asked drivers to stay away.",
            ["the road is closed", "[Officials] have asked drivers to stay away"],
        ),
        (
            "The mayor said the road was closed and would stay so.",
            ["the road was closed", "[the road] would stay so"],
        ),
    ],
)
def test_a_predicate_that_fits_the_speaker_alone_is_the_speakers(
    text: str, statements: list[str]
) -> None:
    assert texts(text) == statements


def test_a_verb_in_the_plural_is_not_given_to_one_thing() -> None:
    assert not any(
        one.startswith("[The cost of the loans] are")
        for one in texts("The cost of the loans is 3.78% and are due in 2036.")
    )


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "The test proves that bats are blind by day and find their way by ear.",
            [
                "The test proves that bats are blind by day",
                "[The test proves that bats] find their way by ear",
            ],
        ),
        (
            "The rescue would have saved the bank and made it strong.",
            [
                "The rescue would have saved the bank",
                "[The rescue would have] made it strong",
            ],
        ),
    ],
)
def test_what_a_clause_hangs_on_comes_along(text: str, statements: list[str]) -> None:
    assert texts(text) == statements


def test_a_predicate_that_fits_both_clauses_is_given_to_neither() -> None:
    text = "He had to be told that the dam had cracks and left the room."
    assert texts(text) == [text.rstrip(".")]
