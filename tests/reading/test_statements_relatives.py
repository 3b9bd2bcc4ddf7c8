"""Relative clauses without a comma: what they are said of, how far they go, what is left."""

import pytest

from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in read(text).statements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Nora Quist is a skilled baker who runs three shops in Ostholm.",
            [
                "Nora Quist is a skilled baker who runs three shops in Ostholm",
                "[Nora Quist] runs three shops in Ostholm",
            ],
        ),
        (
            "Odd Fisk bought a press that prints maps for the navy.",
            ["Odd Fisk bought a press", "[a press] prints maps for the navy"],
        ),
        (
            "Nora Quist was one of the sailors who saved the chapel.",
            [
                "Nora Quist was one of the sailors who saved the chapel",
                "[Nora Quist] saved the chapel",
            ],
        ),
        (
            "The city is building a bridge that will carry 4,000 cars a day.",
            ["The city is building a bridge", "[a bridge] will carry 4,000 cars a day"],
        ),
        (
            "The school studied the coins that have been found in the well.",
            ["The school studied the coins", "[the coins] have been found in the well"],
        ),
        (
            "The mayor presented a plan that would close two schools.",
            ["The mayor presented a plan", "[a plan] would close two schools"],
        ),
        (
            "The guards arrested sailors who had blocked the harbour gate.",
            ["The guards arrested sailors", "[sailors] had blocked the harbour gate"],
        ),
    ],
)
def test_a_clause_of_something_in_particular_is_a_statement(
    text: str, statements: list[str]
) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Lund met the two leaders of the Lantern Party who led the march.",
            "[the two leaders of the Lantern Party] led the march",
        ),
        (
            "The board paid for two floods in five months that ruined 40 houses.",
            "[two floods in five months] ruined 40 houses",
        ),
        (
            "The clerk read the list of the members that was kept in the vault.",
            "[the list of the members] was kept in the vault",
        ),
    ],
)
def test_a_clause_that_picks_out_is_said_of_what_fits_its_verb(text: str, statement: str) -> None:
    assert statement in texts(text)


@pytest.mark.parametrize(
    "text",
    [
        "People who smoke should see a doctor.",
        "The town needs a nurse who speaks Danish.",
        "Anyone who finds the dog may call the harbour.",
        "The steps that need to be taken are known.",
        "That is a bridge that lasts.",
        "The town wants to hire a clerk who reads maps.",
        "Quist works like a horse that pulls a mill.",
    ],
)
def test_a_clause_of_whoever_and_whatever_fits_is_none(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]


def test_a_clause_ends_before_the_verb_of_its_phrase() -> None:
    assert "[the sailor] had painted the old chapel at the quay" in texts(
        "Reyes said the sailor who had painted the old chapel at the quay lost his ship."
    )


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "The men were brought to the Ostholm Fortress where they were held for a week.",
            [
                "The men were brought to the Ostholm Fortress",
                "[the Ostholm Fortress] where they were held for a week",
            ],
        ),
        (
            "The archive bought a letter which the chapel had kept since 1820.",
            [
                "The archive bought a letter",
                "[a letter] which the chapel had kept since 1820",
            ],
        ),
        (
            "The judge read the note which Quist had left on the table.",
            [
                "The judge read the note which Quist had left on the table",
                "[the note] which Quist had left on the table",
            ],
        ),
    ],
)
def test_a_clause_with_a_subject_of_its_own_is_a_statement(
    text: str, statements: list[str]
) -> None:
    assert texts(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        "The way that he carries the flag is odd.",
        "Fisk likes the thing that you said.",
        "The clerk likes the fact that he left the room.",
    ],
)
def test_what_is_no_thing_in_particular_is_not_told_of(text: str) -> None:
    assert texts(text) == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The choir sang the songs she had written in Ostholm.",
            "[the songs] she had written in Ostholm",
        ),
        (
            "The film has the large part the harbour will play in the war.",
            "[the large part] the harbour will play in the war",
        ),
        ("The clerk told the paper he had resigned.", None),
        ("The town knows the time he came home.", None),
        ("Quist met the mayor Lund had seen.", "[the mayor] Lund had seen"),
    ],
)
def test_a_clause_may_follow_its_phrase_without_any_word(text: str, statement: str | None) -> None:
    given = [one for one in texts(text) if one.startswith("[")]
    assert given == ([] if statement is None else [statement])
