"""Participles after a noun phrase: what they are said of, how far they go, what is left."""

import pytest

from workbench.reading import read


def texts(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in read(text).statements]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The prize went to the blue boat built in Ostholm in 1920.",
            "[the blue boat] built in Ostholm in 1920",
        ),
        (
            "The clerk read letters written by sailors in 1840.",
            "[letters] written by sailors in 1840",
        ),
        (
            "Police arrested two men during a raid involving stolen nets.",
            "[a raid] involving stolen nets",
        ),
        (
            "The doctors counted the four deaths of sailors linked to the fever.",
            "[the four deaths of sailors] linked to the fever",
        ),
        (
            "The guard kept the lamp previously used in the old chapel.",
            "[the lamp] previously used in the old chapel",
        ),
    ],
)
def test_a_participle_of_something_in_particular_is_a_statement(text: str, statement: str) -> None:
    assert statement in texts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The boats were in large part painted by children.",
        "The town feared the loss of salt added to bread.",
        "Lund wrote that several storms led to the fall of the tower.",
    ],
)
def test_a_participle_that_belongs_to_a_verb_or_to_anything_is_none(text: str) -> None:
    assert not any("]" in one for one in texts(text))
