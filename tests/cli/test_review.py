"""Line mode: a queue is walked by plain questions in a real terminal, with the acts of the desk."""

import io
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import QUOTED, Program
from tests.tui.terminal import Terminal, running
from workbench.cli.review.asking import ask
from workbench.desk.deciding.drafts import Draft, DraftBox
from workbench.desk.opening import open_for_reading

NOW = "What now: "
STEERING = (b"\x1b", b"\x08", b"\x9b")


class Listener:
    """Who answers questions, one after the other, and hears all lines in between."""

    def __init__(self, held: Terminal) -> None:
        self.held = held
        self._heard = 0

    def hear(self, words: str) -> str:
        """Listen until these words come; gives everything heard since the last time."""
        self.held.wait_for(words, since=self._heard)
        heard = self.held.written[self._heard :]
        self._heard = len(self.held.written)
        return heard.decode().replace("\r\n", "\n")

    def answer(self, words: str, then: str = NOW) -> str:
        """Type a line and listen until the next question."""
        self.held.press(words.encode() + b"\n")
        return self.hear(then)


@contextmanager
def review(home: Path, *words: str) -> Iterator[Listener]:
    """Walk a queue of the database in this folder."""
    with running(["-m", "workbench", "review", *words], home) as held:
        yield Listener(held)


def test_without_a_terminal_it_says_so_in_one_line_and_ends(project: Program) -> None:
    outcome = project("review")
    assert outcome.code == 2
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) == 1
    assert "terminal" in outcome.err


def test_a_claim_is_decided_by_answers_alone(
    project: Program, wounded: str, attached: str, home: Path
) -> None:
    with review(home, "52") as person:
        told = person.hear(NOW)
        assert "1 claim. Type ? for help." in told
        assert "Claim 1 of 1: " in told
        assert "Status: not rated" in told
        assert "Evidence: none" in told
        assert "Passage 1: " in person.answer("k", "goes back: ")
        person.answer(QUOTED, "goes back: ")
        assert "refutes. u takes it back." in person.answer("refutes")
        listed = person.answer("evidence")
        assert f"Quote: {QUOTED}" in listed
        assert "1: Supported." in person.answer("v", "goes back: ")
        person.answer("Refuted", "line 1: ")
        person.answer("The hospital counted 47.", "line 2: ")
        assert "Evidence 1: refutes" in person.answer("", "goes back: ")
        person.answer("all", "empty for none: ")
        assert "Saved: Refuted." in person.answer("high")
        person.held.press(b"q\n")
        assert person.held.wait_for_end() == 0
        assert b"1 claim decided" in person.held.written
        assert not any(sign in person.held.written for sign in STEERING)
    (claim,) = [c for c in project("claims", "--json").objects if c["id"] == wounded]
    (verdict,) = claim["verdicts"]
    assert (verdict["rating"], verdict["because"]) == ("Refuted", "The hospital counted 47.")


def test_a_verdict_without_evidence_has_to_be_called_unsourced(
    project: Program, wounded: str, home: Path
) -> None:
    with review(home, "52") as person:
        person.hear(NOW)
        person.answer("v", "goes back: ")
        person.answer("1", "line 1: ")
        person.answer("Everybody knows.", "line 2: ")
        person.answer("", "go back: ")
        assert "No verdict given. The draft is kept." in person.answer("")
        assert "Your draft says: Supported" in person.answer("v", "goes back: ")
        assert "Your draft says because: Everybody knows." in person.answer("1", "line 1: ")
        person.answer("", "go back: ")
        person.answer("unsourced", "empty for none: ")
        assert "Saved: Supported." in person.answer("")
        assert "Undone: " in person.answer("u")
        assert "Status: not rated" in person.answer("l")
        assert "Done again: " in person.answer("r")
        assert "Verdict of " in person.answer("l")
    assert "Supported" in project("show", wounded).out


def test_going_on_and_back_commenting_tagging_and_help(project: Program, home: Path) -> None:
    with review(home) as person:
        first = person.hear(NOW)
        assert "Claim 1 of 6" in first
        assert "Claim 2 of 6" in person.answer("")
        assert "Claim 1 of 6" in person.answer("p")
        assert "This is the first claim" in person.answer("previous")
        assert "v or verdict: " in person.answer("?")
        assert "is not known here" in person.answer("frobnicate")
        person.answer("c", "line 1: ")
        person.answer("Ask the [press] office.", "line 2: ")
        assert "Saved the comment" in person.answer("")
        assert "Ask the [press] office." in person.answer("o")
        person.answer("t", "remove: ")
        assert "Tags: kosovo" in person.answer("kosovo")
        person.answer("t", "remove: ")
        assert "Not done: " in person.answer("kosovo")
        person.answer("d", "goes back: ")
        assert "Dismissed" in person.answer("an opinion")
        assert "an opinion" in person.answer("h")
        assert "Restored" in person.answer("d")
        for _ in range(4):
            person.answer("s")
        assert "Claim 6 of 6" in person.answer("s")
        assert "That was the last claim" in person.answer("n")
        person.held.press(b"\x04")
        assert person.held.wait_for_end() == 0


def test_a_reason_that_was_being_typed_when_the_line_broke_is_still_there(
    project: Program, home: Path
) -> None:
    with review(home) as person:
        person.hear(NOW)
        person.answer("v", "goes back: ")
        person.answer("Not Enough", "line 1: ")
        person.answer("Nobody answered yet,", "line 2: ")
        os.kill(person.held.pid, signal.SIGKILL)
        os.waitpid(person.held.pid, 0)
        person.held.ended = True
    with review(home) as person:
        person.hear(NOW)
        assert "Your draft says: Not Enough Evidence" in person.answer("v", "goes back: ")
        assert "because: Nobody answered yet," in person.answer("3", "line 1: ")


def test_what_was_chosen_at_the_desk_stays_in_a_draft_that_goes_on_line_by_line(
    project: Program, folder: Path, wounded: str, home: Path
) -> None:
    with open_for_reading(folder / "claims.db") as ledger:
        name = ledger.project.id
    begun = Draft(rating="Supported", because="Old.", conditions="If it rains.", as_of="2025-10-20")
    DraftBox().save(name, wounded, begun)
    with review(home, "52") as person:
        person.hear(NOW)
        person.answer("v", "goes back: ")
        person.answer("Refuted", "line 1: ")
        person.answer("The hospital counted 47.", "line 2: ")
        os.kill(person.held.pid, signal.SIGKILL)
        os.waitpid(person.held.pid, 0)
        person.held.ended = True
    now = replace(begun, rating="Refuted", because="The hospital counted 47.")
    assert DraftBox().load(name, wounded) == now


def test_the_claim_that_was_told_is_meant_whatever_becomes_of_the_file(
    project: Program, home: Path
) -> None:
    first, second, *_ = [one["id"] for one in project("claims", "--json").objects]
    statement = project("claims", f"id:{second}", "--json").objects[0]["text"]
    with review(home) as person:
        person.hear(NOW)
        assert statement in person.answer("n")
        words = ("redact", first, "--because", "asked for", "--keep-document", "--yes")
        assert project(*words).code == 0
        assert statement in person.answer("l")
        person.answer("t", "remove: ")
        assert "Tags: kosovo" in person.answer("kosovo")
        heard = person.answer("n")
        assert "the queue is asked for again" in heard
        assert "Claim 2 of 5" in heard
    (tagged,) = project("claims", "tag:kosovo", "--json").objects
    assert tagged["id"] == second


def test_words_of_others_in_a_question_cannot_steer_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("x\n"))
    assert ask("Tags now: \x1b]0;mine\x07. Tag to add") == "x"
    assert "\x1b" not in capsys.readouterr().out


def test_interrupting_ends_it_with_its_own_code(project: Program, home: Path) -> None:
    with review(home) as person:
        person.hear(NOW)
        person.held.press(b"\x03")
        assert person.held.wait_for_end() == 130


def test_an_empty_queue_is_told_and_left(project: Program, home: Path) -> None:
    with running(["-m", "workbench", "review", "zeppelin"], home) as held:
        assert held.wait_for_end() == 0
        assert b"No claim is in this queue." in held.written


def test_a_query_that_is_not_understood_is_wrong_use(project: Program, home: Path) -> None:
    with running(["-m", "workbench", "review", "is:frobnicated"], home) as held:
        assert held.wait_for_end() == 2
