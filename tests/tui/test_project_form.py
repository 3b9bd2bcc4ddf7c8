"""What is agreed for the project, chosen at the desk: scale, second readers, publisher."""

from tests.tui.desk_material import Project, desk, screen_text, settled, sitting, until
from tests.tui.test_desk_acts import closed, opened
from workbench.desk.settings_of_project import scale_in_use, settings
from workbench.model import Publisher, SecondReader
from workbench.tui.screens.sharing.project_form import ProjectScreen


async def test_scale_second_readers_and_publisher_are_one_act(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, size=(100, 60)) as pilot:
            await settled(pilot)
            await opened(pilot, "equals_sign", ProjectScreen)
            await until(pilot, lambda: "Second reader" in screen_text(pilot), "the form")
            form = pilot.app.screen
            assert isinstance(form, ProjectScreen)
            form.restore(
                form.values()
                | {"name": "Harbour Post", "url": "https://harbour.example/", "rule": "blind"}
                | {"scale": "google-5/1"}
            )
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert "scale, second reader; u takes it back" in desk(pilot).status.message
            await until(pilot, lambda: session.scale.id == "google-5/1", "the scale is followed")
            with project.open() as ledger:
                agreed = settings(ledger)
                assert agreed.publisher == Publisher("Harbour Post", "https://harbour.example/")
                assert agreed.second_reader == SecondReader(required=True, blind=True)
            await pilot.press("u")
            await until(pilot, lambda: session.scale.id == "averitec/1", "undone")
    with project.open() as ledger:
        assert settings(ledger).publisher is None
        assert scale_in_use(ledger).id == "averitec/1"
