"""The keys a person chooses: presets, keys.toml, and what is refused about it."""

from pathlib import Path

import pytest

from tests.tui.desk_material import Project, desk, piloting, screen_text, settled, until
from workbench.cli.main import main
from workbench.errors import UsageError
from workbench.tui.actions.action import Where
from workbench.tui.actions.table import ACTIONS
from workbench.tui.app import Desk
from workbench.tui.keys.key_words import key_meant
from workbench.tui.keys.keymap import PRESETS, key_table
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.widgets.key_line import KeyLine


def write(folder: Path, text: str) -> Path:
    path = folder / "keys.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_gives_every_action_a_key_and_none_two_meanings(
    preset: str, tmp_path: Path
) -> None:
    table = key_table(preset, tmp_path / "absent.toml")
    assert all(table.keys(action) for action in ACTIONS)


def test_with_plain_keys_no_letter_moves(tmp_path: Path) -> None:
    table = key_table("plain", tmp_path / "absent.toml")
    moving = [action for action in ACTIONS if action.id.startswith(("list.", "reading."))]
    keys = {key for action in moving for key in table.keys(action)}
    assert keys.isdisjoint({"j", "k", "g", "G", "h", "l", "ctrl+f", "ctrl+b"})
    assert {"up", "down", "pageup", "pagedown", "home", "end"} <= keys


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('claim.verdict = "j"', "j is for list.next (Claims list) and for claim.verdict (Desk)"),
        ('list.next = "v"', "v is for list.next (Claims list) and for claim.verdict (Desk)"),
        ('claim.cite = "e"', "e is for claim.correct (Desk) and for claim.cite (Desk)"),
        ('claim.cite = "?"', "? is for claim.cite (Desk) and for app.help (Everywhere)"),
        ('claim.verdct = "j"', "there is no action claim.verdct; did you mean claim.verdict?"),
        ('claim.verdict = "Hyper+V"', "Hyper+V is no key"),
        ("claim.verdict = 3", "claim.verdict must be a key in quotes"),
        ("claim.verdict = []", "claim.verdict must be a key in quotes"),
        ('form.save = "z"', "z would be typed into the field"),
        ('choice.number = "z"', "choice.number must be one to 9 keys in the order of its numbers"),
        ('claim.rate = ["F7", "F9", "F7"]', "claim.rate: F7 stands for 1 and for 3"),
        ('claim.rate = ["v"]', "v is for claim.verdict (Desk) and for claim.rate (Desk)"),
        ('claim.verdict = "1"', "1 is for claim.verdict (Desk) and for claim.rate (Desk)"),
        ("claim.verdict = ", "is not TOML"),
    ],
)
def test_a_file_that_cannot_be_followed_is_refused_in_one_line(
    typed: str, said: str, tmp_path: Path
) -> None:
    path = write(tmp_path, typed)
    with pytest.raises(UsageError) as refused:
        key_table("vim", path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_keys_may_change_places(tmp_path: Path) -> None:
    table = key_table("vim", write(tmp_path, 'claim.verdict = "c"\nclaim.cite = "v"'))
    assert table.changed == {"claim.verdict": ("c",), "claim.cite": ("v",)}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ctrl+Z", "ctrl+z"),
        ("/", "slash"),
        ("+", "plus"),
        ("Shift+Tab", "shift+tab"),
        ("PgDn", "pagedown"),
        ("F6", "f6"),
        ("V", "V"),
        ("Esc", "escape"),
        ("%", "percent_sign"),
        ("é", "é"),
        ("F99", None),
        ("", None),
        ("Ctrl+", None),
    ],
)
def test_keys_are_written_as_people_read_them(typed: str, key: str | None) -> None:
    assert key_meant(typed) == key


async def test_chosen_keys_work_and_the_line_of_keys_tells_them(
    project: Project, tmp_path: Path
) -> None:
    table = key_table(
        "plain", write(tmp_path, 'claim.verdict = "F10"\nclaim.cite = "v"\napp.leave = "Ctrl+W"')
    )
    with project.session() as session:
        async with piloting(Desk(session, table), size=(160, 24)) as pilot:
            await settled(pilot)
            await pilot.press("j")
            assert desk(pilot).rows.cursor == 0
            await pilot.press("down")
            assert desk(pilot).rows.cursor == 1
            shown = desk(pilot).query_one(KeyLine).render_line(0).text
            assert "F10 Verdict" in shown
            assert "Ctrl+W Quit" in shown
            await pilot.press("f10")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.press("ctrl+w")
            await until(pilot, lambda: not pilot.app.is_running, "left from a form too")


async def test_digits_may_be_other_keys_and_are_told_as_these(
    project: Project, tmp_path: Path
) -> None:
    chosen = """
    claim.rate = ["Alt+1", "Alt+2", "Alt+3", "Alt+4"]
    choice.number = ["F7", "F9"]
    finding.queue = ["Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5"]
    claim.tag = "1"
    """
    table = key_table("vim", write(tmp_path, chosen))
    with project.session() as session:
        async with piloting(Desk(session, table), size=(120, 40)) as pilot:
            await settled(pilot)
            await pilot.press("2")
            await pilot.press("b")
            assert "Alt+2 Unsourced" in screen_text(pilot)
            assert "✓     Everything" in screen_text(pilot)
            await pilot.press("alt+3")
            await until(pilot, lambda: "Queue 3: Unrated" in desk(pilot).status.message, "opened")
            await pilot.press("alt+2")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            assert "(•) F9 Refuted" in screen_text(pilot)
            assert "( )    Not Enough Evidence" in screen_text(pilot)
            await pilot.press("escape", "1")
            await until(pilot, lambda: "Tag" in screen_text(pilot), "the digit is another's now")
            assert not isinstance(pilot.app.screen, VerdictScreen)


async def test_messages_and_panes_name_the_keys_in_force(project: Project, tmp_path: Path) -> None:
    keys = key_table("vim", write(tmp_path, 'desk.undo = "Ctrl+Z"\nclaim.attach = "F11"\n'))
    with project.session() as session:
        async with piloting(Desk(session, keys=keys), size=(160, 48)) as pilot:
            await settled(pilot)
            assert "F11 attaches a source" in desk(pilot).claim_pane.text
            await pilot.press("d", "enter")
            await until(
                pilot, lambda: "Ctrl+Z takes it back" in desk(pilot).status.message, "dismissed"
            )


async def test_reasons_why_not_name_the_keys_in_force(project: Project, tmp_path: Path) -> None:
    keys = key_table("vim", write(tmp_path, 'claim.ask = "F11"\nclaim.add = "Alt+X"\n'))
    with project.session() as session:
        async with piloting(Desk(session, keys=keys)) as pilot:
            await settled(pilot)
            await pilot.press("y")
            assert desk(pilot).status.message.endswith("F11 asks a question.")
            selecting = next(one for one in ACTIONS if one.where is Where.SELECTING)
            assert desk(pilot).why_not(selecting).startswith("Press Alt+X first")


def test_the_table_in_force_is_printed_and_a_file_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["keys", "--preset", "plain"]) == 0
    printed = capsys.readouterr().out
    assert "* Ctrl+Z u               desk.undo" in printed
    assert "  v                      claim.verdict" in printed
    good = write(tmp_path, 'claim.verdict = ["v", "F10"]')
    assert main(["keys", "--check", str(good)]) == 0
    assert "in order: 1 action changed" in capsys.readouterr().err
    assert main(["keys", "--check", str(write(tmp_path, 'a.b = "v"'))]) == 2
    assert main(["keys", "--check", str(tmp_path / "absent.toml")]) == 2
    assert main(["keys", "--preset", "vi"]) == 2
    assert "did you mean vim?" in capsys.readouterr().err
