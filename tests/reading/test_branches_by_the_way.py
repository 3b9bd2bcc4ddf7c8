"""What is said by the way where no pattern by hand speaks: joints tell where it begins and ends."""

import pytest

from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in read(text).statements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Half of the mills are out of work while two more mills in the valley are to close.",
            ["Half of the mills are out of work", "two more mills in the valley are to close"],
        ),
        (
            "The agency holds people longer as arrivals of sailors seeking work spiked last year.",
            [
                "The agency holds people longer",
                "arrivals of sailors seeking work spiked last year",
            ],
        ),
        (
            "Posing as a baker from the old harbour, the thief has robbed two banks.",
            [
                "[the thief] Posing as a baker from the old harbour",
                "the thief has robbed two banks",
            ],
        ),
        (
            "Specially painted for the feast in May, the old boat was sold to a museum.",
            [
                "[the old boat] Specially painted for the feast in May",
                "the old boat was sold to a museum",
            ],
        ),
        (
            "She studied in Lund, Riga and Wells before returning to the old harbour.",
            ["She studied in Lund, Riga and Wells", "[She] returning to the old harbour"],
        ),
        (
            "The bakery stayed open, with a heavy focus on bread.",
            ["The bakery stayed open", "[The bakery] with a heavy focus on bread"],
        ),
        (
            "The court dealt with several thefts including two from the old museum.",
            [
                "The court dealt with several thefts",
                "[several thefts] including two from the old museum",
            ],
        ),
        (
            "The owners closed the mill in May despite months of protest by farmers.",
            ["The owners closed the mill in May", "months of protest by farmers"],
        ),
    ],
    ids=[
        *(
            "clause",
            "clause with a long subject",
            "participle in front",
            "adverb and participle",
            "gerund",
        ),
        *("beside", "members", "despite"),
    ],
)
def test_what_is_said_by_the_way_is_taken_off(text: str, statements: list[str]) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        "The council will close the mill if orders from abroad dry up.",
        "The mill ran as smoothly as the old one had run before.",
        "He learnt to sail when he was a small boy.",
        "The count uses the war as an excuse to spread fear.",
        "The ferry may drift for two hours before reaching the pier.",
        "Ida Brandt had to sign the papers before leaving the small club.",
        "Ida Brandt went home after a night out drinking with old friends.",
        "The years leading up to the war of 1850 were hard.",
        "With prices rising in Wells, the council met.",
        "Despite the force of the storm the ferry sailed to Riga.",
        "The museum in Lund may buy a boat sailing from Riga on Monday.",
        "The fever leads to serious problems including deafness and loss of sight.",
        "The gate was built of steel, with a wall of stone or none.",
    ],
    ids=[
        *(
            "supposed",
            "compared",
            "only a time",
            "what it is used as",
            "not so yet",
            "to be done",
        ),
        *("a night", "a time and no thing", "prices and no council", "no end", "any boat"),
        *("nothing without them", "open what it has"),
    ],
)
def test_what_tells_nothing_apart_stays(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]


def test_what_happens_keeps_its_cause() -> None:
    whole = "The reason the mill closed is because its owners had run out of coal"
    assert texts(f"{whole}.") == [whole, "its owners had run out of coal"]


def test_who_does_what_a_participle_says_is_not_guessed_in_a_list() -> None:
    found = texts(
        "Now working with Holt, Jens Lund, Brandt and Ida Krog, the band has gone abroad."
    )
    assert not any(text.startswith("[") and "the band" in text.split("]")[0] for text in found)


def test_the_day_before_a_subject_is_not_carried_with_it() -> None:
    text = "On October 3, the ferry stopped in Riga for two days before sailing to the old harbour."
    assert "[the ferry] sailing to the old harbour" in texts(text)


def test_the_owner_in_front_of_a_subject_is_carried_with_it() -> None:
    found = texts("Usually selling for forty coins, today's offer is good for a small boat.")
    assert "[today's offer] Usually selling for forty coins" in found


def test_a_year_stays_with_the_clause_before_when() -> None:
    text = "The firm still tried to mend the wheel in May of this year when it launched a new one."
    assert texts(text) == [
        "The firm still tried to mend the wheel in May of this year",
        "it launched a new one",
    ]


def test_what_somebody_is_credited_with_is_not_said_of_who_credits() -> None:
    found = texts("She credited the head of the mill, Ida Holt, with keeping the valley alive.")
    assert not any(text.startswith("[She]") for text in found)


def test_a_list_of_things_done_is_no_participle_in_front() -> None:
    found = texts("Tubing equipment rental, sport fields and trails make the park a good place.")
    assert not any(text.startswith("[") for text in found)


def test_who_did_it_is_the_subject_that_comes_behind_that() -> None:
    found = texts("Ida Holt was pleased that the council, after going into his background, agreed.")
    assert not any(text.startswith("[Ida Holt]") for text in found)
