"""add --reread: a better reader never orphans work that was done."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from workbench.desk.reading import rereading
from workbench.model import Reading
from workbench.sourcing.files import LoadedText


@pytest.fixture
def other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of another version: it ends each statement a word earlier and misses the first."""
    from dataclasses import replace
    from datetime import date

    from workbench.desk.reading.documents import read_text

    def read_otherwise(loaded: LoadedText, document_date: date | None = None) -> Reading:
        reading = read_text(loaded, document_date)
        shorter = []
        for statement in reading.statements[1:]:
            span = statement.span.rsplit(" ", 1)[0]
            end = statement.start + len(span)
            shorter.append(replace(statement, end=end, span=span, text=span))
        return replace(reading, statements=tuple(shorter))

    monkeypatch.setattr(rereading, "read_text", read_otherwise)


def test_the_same_reader_finds_nothing_to_change(project: Program, dispatch: Path) -> None:
    again = project("add", str(dispatch), "--reread")
    assert again.code == 0
    assert again.out == ""
    assert "just what is there" in again.err


@pytest.mark.usefixtures("other_reader")
def test_differences_are_shown_and_nothing_changes(project: Program, dispatch: Path) -> None:
    before = project("claims", "--json").out
    shown = project("add", str(dispatch), "--reread").out
    assert "changed" in shown
    assert "gone" in shown
    assert project("claims", "--json").out == before


@pytest.mark.usefixtures("other_reader")
def test_accepted_differences_keep_ids_verdicts_and_can_be_undone(
    project: Program, dispatch: Path
) -> None:
    longest = max(project("claims", "--json").objects, key=lambda claim: len(claim["span"]))["id"]
    project("verdict", longest, "Refuted", "--because", "kept", "--unsourced")
    before = project("claims", "--json").objects
    assert project("add", str(dispatch), "--reread", "--accept").code == 0
    after = {claim["id"]: claim for claim in project("claims", "--json").objects}
    assert before[0]["id"] not in after
    assert after[longest]["verdicts"][0]["because"] == "kept"
    old = next(claim for claim in before if claim["id"] == longest)
    assert after[longest]["end"] < old["end"]
    project("undo")
    assert project("claims", "--json").objects == before


@pytest.mark.usefixtures("other_reader")
def test_a_claim_somebody_worked_on_stays_when_the_reader_loses_it(
    project: Program, dispatch: Path
) -> None:
    first = project("claims", "--json").objects[0]["id"]
    project("dismiss", first)
    assert f"kept     {first[:8]}" in project("add", str(dispatch), "--reread", "--accept").out
    assert first in [claim["id"] for claim in project("claims", "--all", "--json").objects]


def test_a_document_that_is_not_there_cannot_be_read_again(project: Program, folder: Path) -> None:
    (folder / "new.txt").write_text("About 300 troops arrived on Monday.\n", "utf-8")
    refused = project("add", "new.txt", "--reread")
    assert refused.code == 1
    assert "without --reread" in refused.err
