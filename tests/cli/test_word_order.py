"""Options may stand before, between and after the words they belong to."""

import itertools

import pytest

from workbench.cli.arguments import exclusions_kept, query_of
from workbench.cli.parsing import parser_for


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_options_may_stand_anywhere(order: tuple[int, ...]) -> None:
    words = ["e042"], ["--allow-private"], ["https://a.example/", "report.pdf"]
    given = [word for place in order for word in words[place]]
    _, parser = parser_for("attach")
    found = parser.parse_intermixed_args(given)
    named = [word for place in order if place != 1 for word in words[place]]
    assert [found.claim, *found.sources] == named
    assert found.allow_private


@pytest.mark.parametrize(
    "line",
    [
        ["e042", "1", "--stance", "supports", "-"],
        ["e042", "--stance", "supports", "1", "-"],
        ["--stance", "supports", "e042", "1", "-"],
    ],
    ids=["late", "between", "first"],
)
def test_words_that_may_be_left_out_are_found_around_options(line: list[str]) -> None:
    _, parser = parser_for("quote")
    found = parser.parse_intermixed_args(line)
    assert (found.claim, found.source, found.words) == ("e042", "1", "-")


def test_the_program_reads_its_line_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from workbench.cli.main import main

    monkeypatch.chdir(str(tmp_path))
    assert main(["quote", "e042", "--stance", "supports", "1", "words", "--db", "none.db"]) == 4
    assert "unrecognized" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["claims", "report", "stats", "review", "agreement"])
@pytest.mark.parametrize(
    ("typed", "query"),
    [
        (["-is:rated"], "-is:rated"),
        (["troops", "-is:rated"], "troops -is:rated"),
        (["--", "-claimant:NATO", "troops"], "-claimant:NATO troops"),
        (["-quantity>=500", "troops"], "-quantity>=500 troops"),
        (["-kosovo"], "-kosovo"),
        (['-"in all"', "troops"], '-"in all" troops'),
        (["-(one OR two)"], "-(one OR two)"),
    ],
    ids=["field", "after a word", "after two dashes", "bound", "word", "phrase", "group"],
)
def test_an_exclusion_is_no_option(command: str, typed: list[str], query: str) -> None:
    _, parser = parser_for(command)
    found = parser.parse_intermixed_args(exclusions_kept(typed))
    assert query_of(found) == query
