"""Sources at the desk: from a pasted address to a verdict that rests on a quote, by keys."""

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors
from tests.tui.desk_material import Project, desk, screen_text, settled, sitting, until
from tests.tui.source_material import (
    SENTENCE,
    as_page,
    attached,
    first_claim,
    opened,
    saved,
    sources,
)
from workbench.model import Stance

__all__ = ["horrors"]


async def test_from_a_pasted_address_to_evidence_by_keys(
    project: Project, horrors: Horrors
) -> None:
    page = horrors.on("/timetable", as_page())
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await attached(pilot, page)
            assert desk(pilot).status.message.startswith("Attached: 127.0.0.1")
            await until(pilot, lambda: "1 source, 1 origin" in desk(pilot).claim_pane.text)
            screen = await opened(pilot)
            assert screen.place is not None
            assert SENTENCE in screen.page.text[screen.place.start : screen.place.end]
            assert "! not on this page: 40" in screen_text(pilot)
            await pilot.press("2")
            await saved(pilot, "Evidence: it refutes the claim")
    (piece,) = first_claim(project).evidence
    assert piece.stance is Stance.REFUTES
    assert piece.quote.startswith(SENTENCE)
    assert [row.quotes for row in sources(project)] == [1]
