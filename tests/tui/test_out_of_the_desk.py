"""Out of the desk and back: the clipboard, an editor, and keys as terminals really send them."""

import re
from base64 import b64encode
from pathlib import Path

import pytest

from tests.tui.desk_material import Project
from tests.tui.terminal import terminal
from workbench.errors import UsageError
from workbench.tui.terminal.clipboard import through_multiplexers
from workbench.tui.terminal.editing import editor_words

STATEMENT = (
    "The ferry line will add about 40 sailings a week from July, its director said on Friday."
)
PLAIN = f"\x1b]52;c;{b64encode(STATEMENT.encode()).decode()}\a"
ESCAPE_SECONDS = 0.3
"""How long after an Escape what follows is no longer taken for a part of the same key."""
XTERM = {"down": b"\x1b[B", "up": b"\x1bOA", "end": b"\x1b[F", "home": b"\x1bOH"}
TMUX = {"down": b"\x1bOB", "up": b"\x1b[A", "end": b"\x1b[4~", "home": b"\x1b[1~"}


def test_the_claim_is_copied_through_the_terminal_and_tmux(project: Project, home: Path) -> None:
    environment = {"TMUX": "/tmp/tmux,1,0"}
    with terminal(project.path, home, environment=environment) as held:
        held.wait_for("5 unrated")
        held.press(b'"')
        held.wait_for("To the clipboard")
        held.quiet()
        held.press(b"1")
        held.wait_for(PLAIN)
        wrapped = "\x1bPtmux;" + PLAIN.replace("\x1b", "\x1b\x1b") + "\x1b\\"
        held.wait_for(wrapped)


def test_screen_gets_long_words_in_pieces_that_it_hands_on() -> None:
    words = "x" * 5_000
    written = through_multiplexers(words, {"STY": "1.pts"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", written, re.DOTALL)
    assert all(len(piece) <= 700 for piece in pieces)
    assert "".join(pieces) == f"\x1b]52;c;{b64encode(words.encode()).decode()}\a"
    assert through_multiplexers(words, {"TERM": "xterm-256color"}) == ""


def test_a_long_reason_is_written_in_an_editor_and_kept_if_that_fails(
    project: Project, home: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "edit"
    editor.write_text(
        '#!/bin/sh\nstat -c "%a" "$1" > "$0.mode"\n'
        'if grep -q "Written" "$1"; then exit 3; fi\nprintf "Written outside.\\n" >> "$1"\n'
    )
    editor.chmod(0o755)
    with terminal(project.path, home, environment={"VISUAL": str(editor)}) as held:
        held.wait_for("5 unrated")
        held.press(b"v")
        held.wait_for("Rating")
        held.quiet()
        before = len(held.written)
        held.press(b"\x0f")
        held.wait_for("Back from the editor", since=before)
        held.wait_for("Written outside.", since=before)
        assert (tmp_path / "edit.mode").read_text() == "600\n"
        assert list((home / "state").glob("editing-*")) == []
        held.quiet()
        before = len(held.written)
        held.press(b"\x0f")
        held.wait_for("ended with 3", since=before)
        held.wait_for("Written outside.", since=before)
    assert len(list((home / "state").glob("editing-*/text.md"))) == 1


def test_the_editor_is_the_one_that_was_set() -> None:
    assert editor_words({"VISUAL": "sh -c", "EDITOR": "none"}) == ["sh", "-c"]
    assert editor_words({"EDITOR": "sh"}) == ["sh"]
    assert editor_words({"EDITOR": "none"}, "sh -x") == ["sh", "-x"]
    for wrong in ("no-such-editor", "'unclosed"):
        with pytest.raises(UsageError):
            editor_words({"VISUAL": wrong})


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "keys"), [("xterm-256color", XTERM), ("tmux-256color", TMUX), ("screen", TMUX)]
)
def test_keys_are_understood_as_the_terminal_sends_them(
    project: Project, home: Path, name: str, keys: dict[str, bytes]
) -> None:
    with terminal(project.path, home, environment={"TERM": name}) as held:
        held.wait_for("5 unrated")
        for key, place in (("down", 2), ("end", 5), ("up", 4), ("home", 1)):
            before = len(held.written)
            held.press(keys[key])
            held.wait_for(f"{place} of 5", since=before)
        for sent, words in (
            (b"\x1bOQ", "\x1b["),
            (b"\x1b[15~", "\x1b["),
            (b"\x10", "Search"),
        ):
            held.quiet()
            before = len(held.written)
            held.press(sent)
            held.wait_for(words, since=before)
        held.press(b"\x1b")
        held.quiet(ESCAPE_SECONDS)
        held.press(b"q")
        assert held.wait_for_end() == 0


@pytest.mark.long
def test_the_mouse_is_left_to_the_terminal_when_asked(project: Project, home: Path) -> None:
    with terminal(project.path, home) as held:
        held.wait_for("5 unrated")
        assert b"\x1b[?1000h" in held.written
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text("[terminal]\nmouse = false\n")
    with terminal(project.path, home) as held:
        held.wait_for("5 unrated")
        assert b"\x1b[?1000h" not in held.written
