"""Redacting at the desk: a form that warns, wants a reason and a word, and then does it."""

import shutil
from pathlib import Path

import pytest

from tests.tui.busy_project import BusyProject
from tests.tui.desk_material import (
    NOON,
    DeskPilot,
    Project,
    desk,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.test_desk_acts import claims_of
from workbench.desk.working.commenting import comment
from workbench.tui.screens.sharing.redacting import RedactScreen
from workbench.tui.screens.sources.source_acts import SourceScreen


async def test_a_claim_is_redacted_only_after_a_warning_a_reason_and_a_word(
    project: Project,
) -> None:
    before = claims_of(project)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f12")
            await until(pilot, lambda: isinstance(pilot.app.screen, RedactScreen), "the form")
            await until(
                pilot, lambda: "are removed from this file" in screen_text(pilot), "the warning"
            )
            assert "there is no undo" in screen_text(pilot)
            assert "colleagues see a proposal" in screen_text(pilot), "all of it can be read"
            shown = desk(pilot).claim
            assert shown is not None
            words = shown.statement[:30]
            await type_text(pilot, "They asked.")
            await pilot.press("enter", "enter")
            await until(pilot, lambda: "type redact if" in screen_text(pilot), "the refusal")
            assert len(claims_of(project)) == len(before)
            await type_text(pilot, "redact")
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk")
            await until(pilot, lambda: "Redacted for good" in screen_text(pilot), "what was done")
            await until(pilot, lambda: words not in screen_text(pilot), "nothing stays in sight")
            await until(pilot, lambda: desk(pilot).claim is not None, "the next claim is shown")
            await pilot.pause()
            assert "Redacted for good" in screen_text(pilot)
    assert len(claims_of(project)) == len(before) - 1


async def test_what_was_sought_for_a_claim_that_is_gone_is_not_told(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            shown = desk(pilot).claim
            assert shown is not None
            await redacting(pilot)
            await confirm(pilot)
            # it was asked for before, and its turn comes now
            await desk(pilot)._look_for(shown).wait()
            await pilot.pause()
            assert "Redacted for good" in screen_text(pilot)


@pytest.mark.long
async def test_the_page_copy_that_is_shown_is_redacted_and_its_quotes_stay(
    busy: Path, tmp_path: Path
) -> None:
    shutil.copytree(busy, tmp_path / "busy")
    project = BusyProject(tmp_path / "busy", at=NOON)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("S")
            await until(pilot, lambda: getattr(pilot.app.screen, "loaded", None), "the source")
            await pilot.press("f12")
            await until(pilot, lambda: isinstance(pilot.app.screen, RedactScreen), "the form")
            await until(pilot, lambda: "stay as evidence" in screen_text(pilot), "the warning")
            await type_text(pilot, "The publisher asked.")
            await pilot.press("enter")
            await type_text(pilot, "redact")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, SourceScreen), "the source")
            await until(pilot, lambda: "Redacted for good" in screen_text(pilot), "what was done")
    with project.open() as ledger:
        assert ledger.rows("SELECT count(*) FROM capture") == [(1,)]
    assert len(claims_of(project)[0].evidence) == 2


async def test_one_comment_is_redacted_and_the_claim_stays(project: Project) -> None:
    before = claims_of(project)
    with project.open("write") as ledger:
        comment(ledger, before[0].id, "Call her at home: 555 0143.")
    with project.session() as session:
        async with sitting(session) as pilot:
            await redacting(pilot)
            await choose(pilot, "comment by")
            await until(pilot, lambda: "took the place of does" in screen_text(pilot), "the plan")
            assert "1 event is removed" in screen_text(pilot)
            await confirm(pilot)
    after = claims_of(project)
    assert [one.id for one in after] == [one.id for one in before]
    assert after[0].comments == ()
    assert b"555 0143" not in project.path.read_bytes()
    with project.open() as ledger:
        assert ledger.rows("SELECT because FROM redaction_proposal") == [("They asked.",)]


async def test_a_document_is_redacted_with_its_claims(project: Project) -> None:
    first = claims_of(project)[0]
    with project.session() as session:
        async with sitting(session) as pilot:
            await redacting(pilot)
            await choose(pilot, "the document")
            await until(pilot, lambda: "read from it go with it" in screen_text(pilot), "the plan")
            await confirm(pilot)
    with project.open() as ledger:
        assert ledger.rows("SELECT 1 FROM document WHERE id = ?", (first.document.id,)) == []
        assert ledger.rows("SELECT 1 FROM claim WHERE id = ?", (first.id,)) == []


async def test_a_claim_is_redacted_while_its_document_stays(project: Project) -> None:
    first = claims_of(project)[0]
    with project.session() as session:
        async with sitting(session) as pilot:
            await redacting(pilot)
            await choose(pilot, "the claim alone")
            await until(pilot, lambda: "stays, and the words" in screen_text(pilot), "the plan")
            await confirm(pilot)
    with project.open() as ledger:
        assert ledger.rows("SELECT 1 FROM claim WHERE id = ?", (first.id,)) == []
        digest = bytes.fromhex(first.document.id)
        assert ledger.rows("SELECT 1 FROM blob WHERE sha256 = ?", (digest,))


async def test_in_the_article_its_document_is_meant(project: Project) -> None:
    first = claims_of(project)[0]
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("o")
            await redacting(pilot)
            form = pilot.app.screen
            assert isinstance(form, RedactScreen)
            assert form.target.id == first.document.id
            await until(pilot, lambda: "read from it go with it" in screen_text(pilot), "the plan")
            await confirm(pilot)
    assert claims_of(project) == []


async def test_where_no_claim_is_listed_a_document_is_redacted(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("slash")
            await type_text(pilot, "nothingsaysthis")
            await until(pilot, lambda: "No claims match" in screen_text(pilot), "nothing is listed")
            await pilot.press("enter")
            await redacting(pilot)
            await until(pilot, lambda: "read from it go with it" in screen_text(pilot), "the plan")
            await confirm(pilot)
            await pilot.press("f12")
            await until(
                pilot, lambda: "There is nothing here to redact" in screen_text(pilot), "it is said"
            )
    with project.open() as ledger:
        assert ledger.rows("SELECT 1 FROM document") == []


@pytest.mark.parametrize("what", ["comment by", "evidence by", "the document"])
async def test_among_the_sources_all_of_the_claim_can_be_redacted(
    busy: Path, tmp_path: Path, what: str
) -> None:
    shutil.copytree(busy, tmp_path / "busy")
    project = BusyProject(tmp_path / "busy", at=NOON)
    before = claims_of(project)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("S")
            await until(pilot, lambda: getattr(pilot.app.screen, "loaded", None), "the source")
            await pilot.press("f12")
            await until(pilot, lambda: isinstance(pilot.app.screen, RedactScreen), "the form")
            await choose(pilot, what)
            await type_text(pilot, "They asked.")
            await pilot.press("enter")
            await type_text(pilot, "redact")
            await pilot.press("enter")
            if what != "the document":
                await until(pilot, lambda: isinstance(pilot.app.screen, SourceScreen), "the source")
                await until(
                    pilot, lambda: "Redacted for good" in screen_text(pilot), "what was done"
                )
                await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk")
            await settled(pilot)
    after = claims_of(project)
    if what == "the document":
        assert before[0].id not in {one.id for one in after}
    else:
        assert after[0].id == before[0].id
        gone = len(before[0].comments + before[0].evidence) - len(
            after[0].comments + after[0].evidence
        )
        assert gone == 1


async def redacting(pilot: DeskPilot) -> None:
    """Open the form for the first claim."""
    await settled(pilot)
    await pilot.press("f12")
    await until(pilot, lambda: isinstance(pilot.app.screen, RedactScreen), "the form")


async def choose(pilot: DeskPilot, name: str) -> None:
    """Go up to the choice of what goes, as the form says, and press the number of one."""
    form = pilot.app.screen
    assert isinstance(form, RedactScreen)
    number = next(at for at, one in enumerate(form._targets, 1) if one.name.startswith(name))
    await pilot.press("shift+tab", "shift+tab", str(number))
    await pilot.press("tab", "tab")


async def confirm(pilot: DeskPilot) -> None:
    """Say why, and type the word."""
    await type_text(pilot, "They asked.")
    await pilot.press("enter")
    await type_text(pilot, "redact")
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk")
    await until(pilot, lambda: "Redacted for good" in screen_text(pilot), "what was done")
