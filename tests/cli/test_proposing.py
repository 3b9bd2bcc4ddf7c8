"""propose: off by default, and nothing that a model says is kept unchecked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.answering_model import answering_model
from tests.cli.conftest import Program

TRUE_PART = {
    "statement": "52 civilians and 41 soldiers were injured in the unrest on 10 October",
    "quote": "52 civilians and 41 soldiers were injured in the unrest on 10 October",
    "claimant": "Interior Ministry of Veltania",
}
LIE = {
    "statement": "520 civilians were injured",
    "quote": "52 civilians and 41 soldiers were injured in the unrest on 10 October",
    "claimant": None,
}


@pytest.fixture
def model(home: Path) -> Iterator[None]:
    """A model that proposes something true, and a lie."""
    with answering_model(home, [TRUE_PART, LIE]):
        yield


def document(project: Program) -> str:
    return str(project("claims", "--json").objects[0]["document"])


def test_without_a_model_it_says_how_to_set_one_up(project: Program) -> None:
    refused = project("propose", document(project))
    assert refused.code == 2
    assert "settings.toml" in refused.err


@pytest.mark.usefixtures("model")
def test_lies_are_rejected_with_the_reason_and_nothing_is_kept(project: Program) -> None:
    before = project("claims", "--json").out
    told = project("propose", document(project)[:8])
    assert told.code == 0
    assert "rejected  520 civilians were injured" in told.out
    assert project("claims", "--json").out == before


@pytest.mark.usefixtures("model")
def test_what_holds_is_added_as_one_act(project: Program) -> None:
    before = project("claims", "--json").objects
    told = project("propose", document(project), "--keep", "--json")
    held = [one["statement"] for one in told.objects if one["result"] == "holds"]
    after = project("claims", "--json").objects
    assert held == ["52 civilians and 41 soldiers were injured in the unrest on 10 October."]
    assert len(after) == len(before) + 1
    assert any("520" in claim["text"] for claim in after) is False
    project("undo")
    assert project("claims", "--json").objects == before
