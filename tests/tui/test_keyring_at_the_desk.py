"""The keys of colleagues at the desk: listed with their digits, trusted, distrusted."""

from datetime import UTC, datetime

from tests.tui.desk_material import Project, desk, screen_text, settled, sitting, until
from workbench.desk.safekeeping.keyring import Keyring, KeyState
from workbench.tui.screens.sharing.keyring import KeyringScreen

DAY = datetime(2023, 6, 3, tzinfo=UTC)


async def test_a_key_is_shown_with_all_that_is_known_and_trusted(project: Project) -> None:
    ring = Keyring()
    ben = ring.meet("b" * 32, "Ben\x1b[31m", "ab" * 32, DAY)
    ring.meet("c" * 32, "Cora", "cd" * 32, DAY)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("Q")
            await until(pilot, lambda: isinstance(pilot.app.screen, KeyringScreen), "the form")
            shown = " ".join(screen_text(pilot).split())
            assert ben.fingerprint[:14] in shown
            assert "first seen" in shown
            assert "Undo does not take a decision back" in shown
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "choose a key" in screen_text(pilot), "it is asked for")
            await pilot.press("1", "tab", "1", "ctrl+s")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk")
            await until(pilot, lambda: "is trusted now" in screen_text(pilot), "what was done")
            known = ring.keys()
            assert [one.state for one in known] == [KeyState.TRUSTED, KeyState.FIRST_SEEN]
            await pilot.press("Q")
            await until(pilot, lambda: isinstance(pilot.app.screen, KeyringScreen), "the form")
            await pilot.press("1", "tab", "2", "ctrl+s")
            await until(pilot, lambda: "is distrusted now" in screen_text(pilot), "the other way")
    assert ring.keys()[0].state is KeyState.DISTRUSTED


async def test_without_keys_it_says_where_they_come_from(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("Q")
            await until(pilot, lambda: "No key of a colleague" in screen_text(pilot), "it is told")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "no key to decide" in screen_text(pilot), "nothing to do")
