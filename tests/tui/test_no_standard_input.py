"""At the desk a minus is the name of a file: standard input is where the keys come from."""

from tests.tui.desk_material import Project, desk, screen_text, settled, sitting, type_text, until


async def test_a_minus_for_a_path_reads_no_keys(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            for key in ("Y", "Z", "I"):
                await settled(pilot)
                await pilot.press(key)
                await until(pilot, lambda: pilot.app.screen is not desk(pilot), "the form is open")
                await type_text(pilot, "-")
                await pilot.press("ctrl+s")
                await until(pilot, lambda: "there is no file" in screen_text(pilot), "it is told")
                await pilot.press("escape")
