"""Checks of numbers: sums, differences, shares and majorities that agree, differ, or are none."""

import pytest

from workbench.model import Check, CheckKind
from workbench.reading import read
from workbench.reading.checks import find_checks


def checks(text: str) -> list[Check]:
    return [check for check in find_checks(read(text)) if check.kind is not CheckKind.WEEKDAY]


def quoted(text: str, check: Check) -> list[str]:
    return [text[start:end] for start, end in check.spans]


# ------------------------------------------------------------------------------------------- sums


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "52 civilians and 41 soldiers were injured. In all, 93 people were injured.",
            "52 + 41 = 93, and the text says 93 people: agrees",
        ),
        (
            "93 people were injured: 52 civilians and 41 soldiers.",
            "52 + 41 = 93, and the text says 93 people: agrees",
        ),
        (
            "A total of 93 people were injured, 52 civilians and 41 soldiers.",
            "52 + 41 = 93, and the text says a total of 93 people: agrees",
        ),
        (
            "It injured 52 civilians, 41 soldiers and 7 nurses, 100 people in all.",
            "52 + 41 + 7 = 100, and the text says 100 people: agrees",
        ),
        (
            "The fund paid $1.2bn and $3.5bn, a total of $4.7bn.",
            (
                "1.2 billion USD + 3.5 billion USD = 4.7 billion USD, "
                "and the text says a total of $4.7bn: agrees"
            ),
        ),
        (
            "The funds hold $1.2 billion and $0.9 billion, a total of $2 billion.",
            (
                "1.2 billion USD + 900 million USD = 2.1 billion USD, "
                "and the text says a total of $2 billion: agrees, as rounded"
            ),
        ),
        (
            "About 50 men and 40 women came, about 100 people in all.",
            "50 + 40 = 90, and the text says about 100 people: agrees",
        ),
        (
            "Of the 120 passengers, 80 were killed and the remaining 40 survived.",
            "80 + 40 = 120, and the text says 120 passengers: agrees",
        ),
        (
            "He counted 455 sheep, followed by 532 goats, for a total of 987.",
            "455 + 532 = 987, and the text says a total of 987: agrees",
        ),
        (
            (
                "On Monday 52 civilians were injured. On Tuesday 41 soldiers were injured. "
                "In all, 93 people were injured."
            ),
            "52 + 41 = 93, and the text says 93 people: agrees",
        ),
    ],
)
def test_a_whole_that_is_the_sum_of_its_parts(text: str, message: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees, found.message) == (CheckKind.SUM, True, message)


def test_a_sum_points_at_its_parts_and_then_at_the_whole() -> None:
    text = "93 people were injured: 52 civilians and 41 soldiers."
    (found,) = checks(text)
    assert quoted(text, found) == ["52", "41", "93"]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("52 men and 41 boys were injured. In all, 95 people were injured.", "52 + 41 = 93"),
        ("93 people were injured: 52 civilians and 51 soldiers.", "52 + 51 = 103"),
        ("The attack injured 52 civilians and 41 soldiers, a total of 95.", "52 + 41 = 93"),
        ("It counted 30 tanks and 20 trucks, for a total of 60 vehicles.", "30 + 20 = 50"),
        ("The fund paid $1.2bn and $3.5bn, a total of $5.7bn.", "= 4.7 billion USD"),
        ("The board has 9 members: 4 women and 6 men.", "4 + 6 = 10"),
        ("Of the 120 men, 80 were killed and the remaining 50 survived.", "80 + 50 = 130"),
    ],
)
def test_a_whole_that_is_not_the_sum_of_its_parts(text: str, piece: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.SUM, False)
    assert piece in found.message
    assert found.message.endswith("does not agree")


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested 93 people, including 120 students.",
        "Police arrested 93 people, 120 of them students.",
    ],
)
def test_a_part_larger_than_its_whole(text: str) -> None:
    (found,) = checks(text)
    assert not found.agrees
    assert quoted(text, found) == ["93", "120"]


@pytest.mark.parametrize(
    "text",
    [
        # Parts that need not be all.
        "Police arrested 300 people (12 women and 5 minors).",
        "The team has 11 players (4 defenders and 3 midfielders).",
        "Police arrested 93 people, including 20 students.",
        "At least 93 people, including 120 students, were arrested.",
        "The police arrested 93 people, 20 of them students.",
        # A whole of a longer time, or of another place.
        "52 men and 41 boys were hurt on Monday. In all, 300 people have been hurt since May.",
        "52 men and 41 boys were injured in Oslo. In all, 95 people were injured in Bergen.",
        "In all, 93 people were hurt in Rome, while 52 men and 11 women were hurt in Milan.",
        "A total of 60 vehicles were lost in the north, and 30 tanks and 20 trucks in the south.",
        # Different things.
        "52 civilians and 41 soldiers were killed. In all, 95 people were injured.",
        "He bought 52 apples and 41 pears. In all, 95 guests were invited.",
        "The bridge has 52 arches and 41 lamps. The town has 95 bridges.",
        "It paid $52 and €41, a total of 95 dollars.",
        # Nothing is said to be a whole.
        "52 civilians and 41 soldiers were injured. The police sent 95 officers.",
        "About 50 men and some 40 women came, about 100 people or more in all.",
    ],
)
def test_what_is_no_sum_stays_silent(text: str) -> None:
    assert [check for check in checks(text) if not check.agrees] == []


# ------------------------------------------------------------------------------------ differences


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "The number rose from 40 to 52, an increase of 12.",
            "52 - 40 = 12, and the text says 12: agrees",
        ),
        (
            "Prices rose from $40 to $52, an increase of $12.",
            "52 USD - 40 USD = 12 USD, and the text says $12: agrees",
        ),
        (
            "The share fell from 52 percent to 40 percent, a drop of 12 percentage points.",
            "52% - 40% = 12 points, and the text says 12 percentage points: agrees",
        ),
        (
            "The rate rose 0.3 percentage points to 4.1 percent from 3.8 percent.",
            "4.1% - 3.8% = 0.3 points, and the text says 0.3 percentage points: agrees",
        ),
    ],
)
def test_a_difference_that_agrees(text: str, message: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees, found.message) == (CheckKind.SUM, True, message)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("The number rose from 40 to 52, an increase of 15.", "52 - 40 = 12"),
        ("The number fell from 52 to 40, a drop of 22.", "52 - 40 = 12"),
        ("The rate rose 0.5 percentage points to 4.1 percent from 3.8 percent.", "= 0.3 points"),
        ("It fell from 52 percent to 40 percent, a drop of 18 percentage points.", "= 12 points"),
    ],
)
def test_a_difference_that_does_not_agree(text: str, piece: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.SUM, False)
    assert piece in found.message


@pytest.mark.parametrize(
    "text",
    [
        "The rouble fell from 60 to 75 to the dollar.",
        "The rouble fell from 60 to 75 to the dollar, a drop of 20 percent.",
        "The level went up from 10 to 20 on Monday, a rise of 5 over the forecast.",
        "They drove from 40 to 52 miles, a speed of 12 miles per hour.",
        "She moved from 40 Hill Street to 52 Lake Street, an increase of 12 guests.",
    ],
)
def test_what_is_no_difference_stays_silent(text: str) -> None:
    assert checks(text) == []


# ------------------------------------------------------------------------------ change in percent


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Sales rose from 400 to 500 cars, an increase of 25 percent.",
            "from 400 to 500 is up 25 percent, and the text says 25 percent: agrees",
        ),
        (
            "Sales fell 20 percent from 500 to 400 cars.",
            "from 500 to 400 is down 20 percent, and the text says 20 percent: agrees",
        ),
        (
            "Imports were $84 billion, up 12 percent from $75 billion.",
            (
                "from 75 billion USD to 84 billion USD is up 12 percent, "
                "and the text says 12 percent: agrees"
            ),
        ),
        (
            "Output doubled from 40 to 80 units.",
            "from 40 to 80 is 2 times as much, and the text says doubled: agrees",
        ),
        (
            "The price nearly tripled from $10 to $28.",
            "from $10 to $28 is 2.8 times as much, and the text says nearly tripled: agrees",
        ),
    ],
)
def test_a_change_in_percent_that_agrees(text: str, message: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees, found.message) == (CheckKind.SHARE, True, message)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Sales rose from 400 to 500 cars, up 20 percent.", "is up 25 percent"),
        ("It climbed to $84 million from $75 million, an increase of 32 percent.", "up 12 percent"),
        ("The price tripled from $10 to $20.", "is 2 times as much"),
        ("Output more than doubled from 40 to 60 units.", "is 1.5 times as much"),
    ],
)
def test_a_change_in_percent_that_does_not_agree(text: str, piece: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.SHARE, False)
    assert piece in found.message


@pytest.mark.parametrize(
    "text",
    [
        # Percent of percent, or points: the text does not say.
        "The share fell from 52 percent to 40 percent, a drop of 12 percent.",
        "Sales rose 25 percent in 2020. Exports rose from 400 to 600 cars.",
        "Prices doubled while wages rose from $10 to $11.",
    ],
)
def test_what_is_no_change_in_percent_stays_silent(text: str) -> None:
    assert checks(text) == []


# ----------------------------------------------------------------------------------------- shares


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "In all, 120 of 400 members, or 30 percent, were against.",
            "120 of 400 is 30 percent, and the text says 30 percent: agrees",
        ),
        (
            "In May 120 (30%) of the 400 members were against.",
            "120 of 400 is 30 percent, and the text says 30%: agrees",
        ),
        (
            "In May 120 of the 410 members (29 percent) were against.",
            "120 of 410 is 29.3 percent, and the text says 29 percent: agrees, as rounded",
        ),
        (
            "Half of the 800 workers, or 400, have left.",
            "400 of 800 is 50 percent, and the text says half: agrees",
        ),
        (
            "More than half of the 400 members, or 220, voted for it.",
            "220 of 400 is 55 percent, and the text says more than half: agrees",
        ),
        (
            "About 30 percent of the 400 members, or 124, voted for it.",
            "124 of 400 is 31 percent, and the text says about 30 percent: agrees",
        ),
    ],
)
def test_a_share_that_agrees(text: str, message: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees, found.message) == (CheckKind.SHARE, True, message)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("In May 120 of 400 members, or 40 percent, were against.", "is 30 percent"),
        ("In May 120 of the 400 members (45%) were against.", "is 30 percent"),
        ("Half of the 800 workers, or 300, have left.", "is 37.5 percent"),
        ("A third of the 90 members, or 60, voted for it.", "is 66.7 percent"),
        ("More than half of the 400 members, or 180, voted for it.", "is 45 percent"),
    ],
)
def test_a_share_that_does_not_agree(text: str, piece: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.SHARE, False)
    assert piece in found.message


@pytest.mark.parametrize(
    "text",
    [
        "The party won 120 of the 400 seats (28 percent of the vote).",
        "In May 120 of the 400 members, 80 percent of whom are men, were against.",
        "In May 120 of the 400 members were against, 10 percent more than in April.",
        "Half of the workers left, and 300 of the 800 rooms are empty.",
        # Round percentages are often sloppy, and that is no error.
        "In May 126 of the 400 members, or 30 percent, were against.",
    ],
)
def test_what_is_no_share_stays_silent(text: str) -> None:
    assert checks(text) == []


# ------------------------------------------------------------------------------------- majorities


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("The party won 58 of the 100 seats, a majority.", True),
        ("The party won 48 of the 100 seats, a majority.", False),
        ("Most of the 700 soldiers, 500, were sent home.", True),
        ("Most of the 700 soldiers, 200, were sent home.", False),
    ],
)
def test_a_majority_against_the_counts(text: str, agrees: bool) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.SHARE, agrees)


def test_the_bulk_of_a_whole_that_another_sentence_tells() -> None:
    text = (
        "About 500 troops from the south will make up the bulk of the Northern League’s force. "
        "The force of the Northern League, consisting of 700 troops, has arrived."
    )
    (found,) = checks(text)
    assert found.agrees
    assert found.message == (
        "about 500 troops of 700 troops is 71.4 percent, and the text says “the bulk”: agrees"
    )


@pytest.mark.parametrize(
    "text",
    [
        "They won 50 of the 100 seats, one short of a majority.",
        "They won 48 of the 100 seats, and a majority is out of reach.",
        "Most of the 46 victims suffocated.",
        # Another sentence may be of another whole, so it never contradicts.
        (
            "About 200 troops from the south will make up the bulk of the Northern League’s force. "
            "The force of the Northern League, consisting of 700 troops, has arrived."
        ),
    ],
)
def test_what_is_no_majority_stays_silent(text: str) -> None:
    assert checks(text) == []
