"""Checks of what happened: order of events, what is told twice, and strength."""

import pytest

from workbench.model import Check, CheckKind
from workbench.reading import read
from workbench.reading.checks import find_checks


def checks(text: str) -> list[Check]:
    return [check for check in find_checks(read(text)) if check.kind is not CheckKind.WEEKDAY]


def quoted(text: str, check: Check) -> list[str]:
    return [text[start:end] for start, end in check.spans]


# ------------------------------------------------------------------------------------------ order


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "The army left on 5 June 2023, after the vote on 1 June 2023.",
            "“after” puts 1 June 2023 before 5 June 2023: agrees",
        ),
        (
            "The trial began on 3 March 2021, shortly before the election on 10 March 2021.",
            "“before” puts 3 March 2021 before 10 March 2021: agrees",
        ),
        (
            "After the war ended in 1945, the town was rebuilt in 1950.",
            "“after” puts 1945 before 1950: agrees",
        ),
    ],
)
def test_dates_in_the_order_that_the_words_say(text: str, message: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees, found.message) == (CheckKind.ORDER, True, message)


@pytest.mark.parametrize(
    "text",
    [
        "The army left on 1 June 2023, after the vote on 5 June 2023.",
        "After the vote on 5 June 2023, the army left on 1 June 2023.",
        "Following the vote in April 2021, the army left in March 2021.",
        "The bridge opened on 5 June 2023 before the tunnel opened on 1 May 2023.",
        "The town was rebuilt in 1945 after the war ended in 1950.",
    ],
)
def test_dates_against_the_order_that_the_words_say(text: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.ORDER, False)
    assert "came first, so it does not agree" in found.message
    assert len(found.spans) == 2


@pytest.mark.parametrize(
    "text",
    [
        # The first date is of the words, not of what they are about.
        "He said on 1 May 2023 that the army would leave after the vote on 5 June 2023.",
        "The plan was announced on 1 May 2023, after the vote on 5 June 2023 was called.",
        # What was planned for a day need not have happened on it.
        "The trial opened on 1 May 2023 after being scheduled for 5 June 2023.",
        "The talks ended on 1 June 2023, ahead of the summit planned for 1 July 2023.",
        # "Before" a person is a place.
        "The trial opened on 3 March 2021 before a judge who on 1 March 2021 had refused bail.",
        # No year is named, and the turn of the year may lie between.
        "The army left on 5 January after the vote on 20 December.",
        # A year in a name.
        "Following the World Cup 2022, work on the Grand Prix 2019 film began.",
        # The word belongs to something else.
        "On 5 June 2023 the man after whom the street was named on 1 July 2023 died.",
        "The law of 1 June 2023 names the day after 5 June 2023.",
    ],
)
def test_order_words_that_do_not_order_the_dates_raise_no_alarm(text: str) -> None:
    assert [check for check in checks(text) if not check.agrees] == []


def test_an_arrival_that_begins_after_it_had_already_happened() -> None:
    text = (
        "On 1 June 2023 the forces of the Northern League had already advanced to Kosovo. "
        "Troops of the league began arriving in Kosovo on 5 June 2023."
    )
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.ORDER, False)
    assert quoted(text, found) == [
        "had already advanced to Kosovo",
        "began arriving in Kosovo",
    ]
    assert "by 1 June 2023" in found.message
    assert "on 5 June 2023" in found.message


@pytest.mark.parametrize(
    "text",
    [
        # In the right order.
        (
            "On 8 June 2023 the forces of the Northern League had already advanced to Kosovo. "
            "Troops of the league began arriving in Kosovo on 5 June 2023."
        ),
        # Another place, other forces, or more of them.
        (
            "On 1 June 2023 the forces of the Northern League had already advanced to Serbia. "
            "Troops of the league began arriving in Kosovo on 5 June 2023."
        ),
        (
            "On 1 June 2023 the forces of the Northern League had already advanced to Kosovo. "
            "Troops of Norway began arriving in Kosovo on 5 June 2023."
        ),
        (
            "On 1 June 2023 the forces of the Northern League had already advanced to Kosovo. "
            "Additional troops of the league began arriving in Kosovo on 5 June 2023."
        ),
    ],
)
def test_arrivals_that_do_not_contradict_each_other(text: str) -> None:
    assert checks(text) == []


# ------------------------------------------------------------------------------------- repetition


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            (
                "At least 107 killed in Mecca crane collapse\n\n"
                "A storm made a crane topple in Mecca, killing 107 people."
            ),
            "number killed: at least 107 in one place and 107 in another: agrees",
        ),
        (
            (
                "The police said about 500 people were arrested in Oslo. "
                "In Oslo 497 people were arrested, the court said."
            ),
            "number arrested: about 500 in one place and 497 in another: agrees",
        ),
        (
            "Turnout was 58 percent in the vote. The turnout of 58% was the highest ever.",
            "turnout: 58 percent in one place and 58% in another: agrees",
        ),
    ],
)
def test_a_number_told_twice_that_agrees(text: str, message: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees, found.message) == (CheckKind.REPETITION, True, message)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (
            (
                "At least 107 killed in Mecca crane collapse\n\n"
                "A storm made a crane topple in Mecca, killing 97 people."
            ),
            ["107", "97"],
        ),
        (
            "An explosion in Lyon killed 12 people. The explosion killed 15 people, doctors say.",
            ["12", "15"],
        ),
        (
            (
                "A fire killed 20 people in Oslo on 5 June 2023. "
                "In Oslo on 5 June 2023, 30 people were killed in the fire."
            ),
            ["20", "30"],
        ),
    ],
)
def test_a_number_told_twice_that_does_not_agree(text: str, spans: list[str]) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.REPETITION, False)
    assert quoted(text, found) == spans


@pytest.mark.parametrize(
    "text",
    [
        # Another event.
        "An explosion in Lyon killed 12 people. Another explosion killed 15 people.",
        "A fire killed 20 people in Oslo. A fire in Paris killed 30 people.",
        "A fire killed 20 people in Oslo on 5 June 2023. In Oslo on 6 June 2023 a fire killed 30.",
        "In 1991 a stampede killed 1,426 pilgrims. The stampede on Monday killed 345 pilgrims.",
        # Another thing counted.
        "A fire killed 20 people in Oslo. The fire injured 30 people.",
        "A fire killed 20 people in Oslo. The fire killed 30 horses.",
        # A number that moved, or that nobody is sure of.
        "A fire killed 20 people in Oslo. The toll of the fire rose to 30 people killed.",
        "A fire killed 20 people in Oslo. The police earlier said the fire killed 30 people.",
        "A fire killed 20 people in Oslo. The fire may have killed 30 people.",
        # A part.
        "A fire killed 20 people in Oslo. The fire killed another 30 people, doctors said.",
        "A fire killed 20 people in Oslo. Among others the fire killed 3 of them in their beds.",
        # Both can be right.
        "A fire killed at least 20 people in Oslo. The fire killed 30 people.",
        # Several events are counted.
        "The north fired 36 shells at the post. The south fired one shell. Six shells of them hit.",
        "Unemployment was 4.3 percent in March 2026. Unemployment was 4.1 percent in May 2026.",
        # The same words again say nothing new.
        "A fire killed 20 people in Oslo.\n\nA fire killed 20 people in Oslo.",
    ],
)
def test_numbers_of_different_things_stay_silent(text: str) -> None:
    assert [check for check in checks(text) if check.kind is CheckKind.REPETITION] == []


# --------------------------------------------------------------------------------------- strength


def test_an_absolute_word_beside_a_partial_one() -> None:
    text = (
        "The unrecognised state lies in the north. "
        "The republic is not recognised by dozens of countries."
    )
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.STRENGTH, False)
    assert quoted(text, found) == [
        "unrecognised state",
        "is not recognised by dozens of countries",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The unrecognised state lies in the north. It is not recognised by any country.",
        "The unrecognised state lies in the north. Its currency is recognised by some shops.",
        "The largely unrecognised state lies in the north. It is recognised by five countries.",
        "The unrecognised state is poor.\n\nThe treaty is recognised by five countries.",
        "All passengers were rescued on Monday. Most passengers were rescued from the deck.",
    ],
)
def test_words_of_equal_strength_stay_silent(text: str) -> None:
    assert [check for check in checks(text) if check.kind is CheckKind.STRENGTH] == []
