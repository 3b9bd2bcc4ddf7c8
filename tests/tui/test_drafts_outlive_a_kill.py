"""What is typed into a form outlives a kill of the process in mid-edit, whatever the form."""

import os
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tui.terminal import PATIENCE_SECONDS, Terminal, terminal

TYPED = "Zwischenfall"
TAB = "\t"
LISTED = "5 unrated"
SIZE = (120, 40)


@dataclass(frozen=True)
class Form:
    """A form: the keys that open it, each with the words that tell it has come; then its field."""

    name: str
    way: tuple[tuple[str, str], ...]
    to_the_field: str = ""


SOURCE = ("S", "Source 1 of")
FORMS = (
    Form("verdict", (("v", "Because"),), "2"),
    Form("verdict of a second reader", (("jjj", "4 of 9"), ("v", "Because")), "1"),
    Form("verdict once more", (("j", "2 of 9"), ("v", "Correction")), "3"),
    Form("verdict on a source", (SOURCE, ("v", "Because")), "1"),
    Form("adjudication", (("X", "1 of 1"), ("1", "in the place of all"))),
    Form("several decided", (("  v", "One verdict on several"),), "1"),
    Form("several dismissed", (("  d", "no claims to check"),)),
    Form("dismiss", (("d", "no claim to check"),)),
    Form("correct", (("e", "Correct the statement"),)),
    Form("add", (("a", "press Space"), ("s", "characters"), ("\r", "Add a claim"))),
    Form("split", (("E", "Split the claim"),)),
    Form("join", (("  &", "Join the marked"),)),
    Form("comment", (("n", "Everybody who has the file"),)),
    Form("ask", (("i", "Ask a question"),)),
    Form("answer", (("y", "Answer a question"),), TAB),
    Form("note", (("N", "Private note"),)),
    Form("place", (("w", "Who, when, where"),)),
    Form("tag", (("#", "Tag"),)),
    Form("cite", (("c", "Cite a source"),), TAB),
    Form("attach", (("t", "Attach a source"),)),
    Form("record", (("r", "Record what was said"),), TAB),
    Form("view", (("W", "Save the query as a view"),)),
    Form(
        "quote", (SOURCE, ("a", "press Space"), ("s", "chosen"), ("\r", "Quote with remarks")), TAB
    ),
    Form("change of a quote", (SOURCE, ("]]", "passage"), ("e", "Change the quote")), TAB),
    Form(
        "metadata",
        (
            SOURCE,
            ("M", "Correct what the page"),
        ),
        TAB,
    ),
    Form("reason for a link", (("p", "First claim"), ("w", "Decide with a reason")), TAB),
    Form("group", (("jjjj", "looks like"), ("U", "Join or split a group")), TAB * 2),
    Form("project", (("=", "agreed for the project"),), TAB * 2),
)


def opened(held: Terminal, form: Form) -> None:
    """Go to the form by its keys."""
    held.wait_for(LISTED)
    held.quiet(0.3)
    for keys, words in form.way:
        before = len(held.written)
        for key in keys:
            held.press(key.encode())
            held.quiet(0.3)
        held.wait_for(words, since=before)
        held.quiet(0.3)


def kept(home: Path) -> bool:
    """Whether a draft on the disk has what was typed."""
    drafts = (home / "state" / "drafts").rglob("*.json")
    return any(TYPED in path.read_text("utf-8") for path in drafts)


def typed_and_killed(held: Terminal, form: Form, home: Path) -> None:
    for key in form.to_the_field + TYPED:
        held.press(key.encode())
        if key in form.to_the_field:
            held.quiet(0.3)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not kept(home):
        held.read(0.05)
        assert time.monotonic() < deadline, "it was never kept"
    os.kill(held.pid, signal.SIGKILL)
    assert held.wait_for_end() == -signal.SIGKILL


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, marks=() if form.name == "comment" else pytest.mark.long)
        for form in FORMS
    ],
    ids=lambda form: form.name,
)
def test_a_form_has_again_what_was_typed_before_a_kill(
    busy: Path, tmp_path: Path, form: Form
) -> None:
    shutil.copytree(busy, tmp_path / "busy")
    database, home = tmp_path / "busy" / "claims.db", tmp_path / "busy" / "Ana"
    with terminal(database, home, SIZE) as held:
        opened(held, form)
        typed_and_killed(held, form, home)
    with terminal(database, home, SIZE) as again:
        opened(again, form)
        again.wait_for(TYPED)
