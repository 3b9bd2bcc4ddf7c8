"""Doing an action by its key, from the palette and by the mouse, where there is something to do."""

import re
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.command import Command, CommandList, CommandPalette

from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import silence
from tests.tui.albums import taken
from tests.tui.busy_project import COLLEAGUE
from tests.tui.desk_material import (
    PATIENCE_SECONDS,
    DeskPilot,
    Project,
    desk,
    piloting,
    screen_text,
    until,
)
from tests.tui.every_screen import WAYS, begin, go, quiet
from tests.tui.source_material import attach_form
from tests.tui.spoiling import spoil
from workbench.desk.deciding.verdicts import decide
from workbench.desk.sharing.working_copies import take_up, working_copy_of
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter, ClaimStatus
from workbench.reading import read
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.app import Desk
from workbench.tui.keys.bindings import action_of
from workbench.tui.screens.help.help import HelpPane, HelpScreen
from workbench.tui.screens.pairs.pairs import PairsScreen
from workbench.tui.session import Session
from workbench.tui.widgets.key_line import KeyLine

SIZE = (160, 48)
STAGES = {
    Where.DESK: "desk",
    Where.LIST: "desk",
    Where.EVERYWHERE: "desk",
    Where.READING: "claim",
    Where.SELECTING: "selecting",
    Where.ADDING: "selecting",
    Where.SOURCE: "quoted passage",
    Where.QUOTING: "choosing words",
    Where.PAIRS: "pairs",
    Where.MERGE: "merge",
    Where.SYNC: "sync",
    Where.LONG_WORK: "reread",
    Where.CONFLICTS: "conflicts",
    Where.FILTER: "filter",
    Where.FINDING: "finding",
    Where.CHOICE: "verdict",
    Where.VERDICT: "verdict",
    Where.FORM: "comment",
    Where.SHEET: "history",
    Where.HELP: "help",
    Where.PROGRESS: "progress",
    Where.JUMP: "jump",
    Where.TOUR: "tour",
    Where.QUESTION: "question",
}
"""The way to a screen on which the actions of a place are available."""
BEFORE: Mapping[str, tuple[str, ...]] = {
    "claim.look": ("j", "j", "j"),
    "claim.carry": ("j",) * 4,
    "claim.unlink": ("j",) * 4,
    "claim.group": ("j",) * 4,
    "claim.figures": ("j",) * 4,
    "claim.join": ("space", "space"),
    "desk.redo": ("u",),
    "desk.clear": ("V",),
    "desk.back": ("tab",),
    "desk.previous_claim": ("j",),
    "list.previous": ("j",),
    "list.page_up": ("G",),
    "list.first": ("G",),
    "list.invert": ("space",),
    "list.unmark": ("space",),
    "reading.up": ("G",),
    "reading.page_up": ("G",),
    "reading.top": ("G",),
    "select.make": ("s",),
    "select.mark": ("space", "w"),
    "select.left": ("l",),
    "select.up": ("j",),
    "select.previous_word": ("w",),
    "select.line_start": ("w",),
    "select.page_up": ("pagedown",),
    "quoting.form": ("s",),
    "source.next_place": ("left_square_bracket",),
    "source.redo": ("1", "u"),
    "source.better": ("n",),
    "pairs.back": ("n",),
    "pairs.redo": ("1", "u"),
    "merge.conflicts": ("enter",),
    "sync.conflicts": ("enter",),
    "conflicts.back": ("n",),
    "conflicts.redo": ("2", *"Seen", "tab", "space", "ctrl+s", "u"),
    "finding.previous": ("j",),
    "finding.first": ("j",),
    "finding.previous_part": ("right_square_bracket",) * 2,
    "finding.exclude": ("right_square_bracket",) * 2,
    "choice.previous": ("j",),
    "help.up": ("pagedown",),
    "help.page_up": ("pagedown",),
    "help.run": tuple("agreement"),
    "tour.previous": ("enter",),
}
"""Keys that make something to do for an action whose effect could else not be seen."""
WITHOUT_A_CHANGE = frozenset({"desk.refresh"})
"""What reads again what is there already."""
BY_THE_WHEEL: Mapping[str, tuple[type[events.MouseEvent], int]] = {
    "help.up": (events.MouseScrollUp, 1),
    "help.down": (events.MouseScrollDown, 1),
    "help.page_up": (events.MouseScrollUp, 9),
    "help.page_down": (events.MouseScrollDown, 9),
}
"""How far a wheel scrolls is not how far a key does."""
IN_ANY_ORDER = frozenset({"claim.recheck", "desk.recheck"})
"""What is told of several pages in the order in which these are fetched."""
BESIDE_IT = frozenset({"jump.leave"})
"""What a click beside the labels does."""
UNDER_WAY = frozenset({"desk.cancel", "pairs.cancel", "merge.cancel", "sync.cancel", "work.cancel"})
"""What stops something; the same has come of it when that has stopped."""
OF_A_GROUP = frozenset({"pairs.all_same", "pairs.all_apart"})
"""What is done to all that many papers have printed in the same words."""
MANY = 4
PRINTED = "The mill of Harton was closed for nine weeks after the flood in June."

LIES_THERE = "so you work on a local copy"
"""What is told once of a file that a service carries; it comes a moment after the claims."""

LOOK_SECONDS, LOOKS = 0.03, 3
_PORT = re.compile(r"(?<=127\.0\.0\.1:)\d+")
"""What is another each time: the port of a server."""

Manner = Callable[[DeskPilot, Action], Awaitable[None]]


@dataclass(frozen=True)
class Effect:
    """What has come of an action."""

    screen: str
    focus: str
    events: int
    theme: str
    clipboard: str
    words: tuple[str, ...] = ()


# ------------------------------------------------------------------------------ manners


async def by_key(pilot: DeskPilot, action: Action) -> None:
    """Press the key that is shown for it."""
    await pilot.press(action.keys[0])


async def from_the_palette(pilot: DeskPilot, action: Action) -> None:
    """Type its whole name into the palette and take it there."""
    names = {action.title, f"{action.title} ({action.where.value})"}
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette), "it is open")
    pilot.app.screen.post_message(events.Paste(action.title))
    await pilot.pause()
    listed = pilot.app.screen.query_one(CommandList)

    def place() -> int | None:
        commands = [option for option in listed.options if isinstance(option, Command)]
        found = [at for at, one in enumerate(commands) if str(one.hit.text) in names]
        assert len(found) < 2, f"two are called {action.title}"
        return found[0] if found else None

    await until(pilot, lambda: place() is not None, f"the palette offers {action.title}")
    same = 0
    while same < LOOKS:
        # What is found later moves what was found before.
        listed.highlighted, before = place(), listed.highlighted
        same = same + 1 if listed.highlighted == before else 0
        await pilot.pause(LOOK_SECONDS)
    await pilot.press("enter")


async def by_mouse(pilot: DeskPilot, action: Action) -> None:
    """Click on it in the line of keys, or in the help; or as its part of the screen has it."""
    if action.id in BESIDE_IT:
        await pilot.click(offset=(SIZE[0] - 1, SIZE[1] - 1))
        return
    if action.id in BY_THE_WHEEL:
        turn, times = BY_THE_WHEEL[action.id]
        for _ in range(times):
            await pilot._post_mouse_events([turn], HelpPane, button=0)
        return
    if await _clicked(pilot, action.id):
        return
    assert await _clicked(pilot, "app.help") or await _clicked(pilot, "form.help"), action.id
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen), "the help is open")
    screen = pilot.app.screen
    assert isinstance(screen, HelpScreen)
    start = next(start for start, _, found in screen.shown.entries if found.id == action.id)
    pane = screen.pane
    row = next(n for n in range(len(pane._wrapped)) if pane._wrapped.offset_at(n, 2) >= start)
    pane.scroll_to(y=max(row - 3, 0), animate=False)
    await pilot.pause()
    await pilot.click("#sheet", offset=(4, row - pane.scroll_offset.y))


async def _clicked(pilot: DeskPilot, action: str) -> bool:
    for line in pilot.app.screen.query(KeyLine):
        for one in line.shown():
            if action_of(one.binding) == action:
                await pilot.click(KeyLine, offset=(one.start + 1, 0))
                return True
    return False


MANNERS: Mapping[str, Manner] = {
    "key": by_key,
    "palette": from_the_palette,
    "mouse": by_mouse,
}


# -------------------------------------------------------------------------------- stages


@contextmanager
def prepared(project: Project, action: Action) -> Iterator[Session]:
    """A sitting in which there is something to do for an action that needs more than keys."""
    if action.id == "desk.publish":
        with _local_copy(project) as session:
            yield session
        return
    if action.id in OF_A_GROUP:
        for number in range(MANY):
            report = f"Paper {number}\n\n{PRINTED}"
            project.add(report, read(report).statements, title=f"Paper {number}")
    if action.id == "conflicts.third":
        _third_side(project)
    if action.id == "desk.copies":
        lost = project.folder / COLLEAGUE / "claims.db"
        lost.replace(project.path.with_name("claims (Ben's conflicted copy 2026-05-01).db"))
    with project.session() as session:
        yield session


@contextmanager
def _local_copy(project: Project) -> Iterator[Session]:
    synchronised = project.folder / "Dropbox"
    synchronised.mkdir()
    target = project.path.replace(synchronised / "claims.db")
    copy = working_copy_of(target)
    assert copy is not None
    take_up(copy)
    with Session(copy.local, copy=copy) as session:
        yield session


def _third_side(project: Project) -> None:
    with project.open("write", who="Cem") as ledger:
        rows = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))
        claim = next(row.id for row in rows if row.status is ClaimStatus.CONFLICT)
        decide(ledger, claim, "Not Enough Evidence", "Cem could not.", unsourced=True)


@asynccontextmanager
async def stage(
    pilot: DeskPilot, project: Project, session: Session, action: Action
) -> AsyncIterator[threading.Event]:
    """The screen on which the action can be done; what it stops does not end meanwhile."""
    way = next(way for way in WAYS if way.name == STAGES[action.where])
    go_on = threading.Event()
    with Horrors() as server:
        try:
            if action.id == "pairs.cancel":
                session.pairing.submit(lambda _: go_on.wait(PATIENCE_SECONDS))
                await pilot.press("p")
                await until(pilot, lambda: isinstance(pilot.app.screen, PairsScreen), "searching")
            else:
                await go(pilot, way, project.folder)
            if action.id == "desk.cancel":
                await attach_form(pilot, server.on("/slow", silence()))
                await pilot.press("ctrl+s")
                await until(pilot, lambda: server.requests, "it is being fetched")
            if action.id in ("merge.cancel", "sync.cancel", "work.cancel"):
                session.writing.submit(lambda _: go_on.wait(PATIENCE_SECONDS))
                await pilot.press("enter")
                await until(pilot, lambda: getattr(pilot.app.screen, "busy", False), "under way")
            for key in BEFORE.get(action.id, ()):
                await pilot.press(key)
                await quiet(pilot)
            if action.id == "desk.copies":
                await until(pilot, lambda: desk(pilot).copies, "it is found")
            if action.id == "app.mend":
                sound = project.path.read_bytes()
                spoil(project.path)
                await pilot.press("f5", "h")
                await until(pilot, lambda: session.damage is not None, "the damage is found")
                project.path.write_bytes(sound)  # its events are counted here, too
            if action.id == "desk.publish":
                await until(
                    pilot, lambda: LIES_THERE in screen_text(pilot), "where it lies is told"
                )
            if action.id in OF_A_GROUP:
                await _to_a_group(pilot, action)
            yield go_on
        finally:
            go_on.set()


async def _to_a_group(pilot: DeskPilot, action: Action) -> None:
    """Go on to a pair that many say."""
    screen = pilot.app.screen
    assert isinstance(screen, PairsScreen)
    for _ in screen.queue.pairs:
        if not screen.why_not(action):
            return
        await pilot.press("n")
        await quiet(pilot)


def state(pilot: DeskPilot) -> Effect:
    """How things stand; of a form, only what stands in it."""
    app = pilot.app
    assert isinstance(app, Desk)
    screen = app.screen
    forms = screen.query("#form")
    region = forms.first().region if forms else screen.region
    lines = taken(pilot).lines[region.y : region.bottom]
    return Effect(
        type(screen).__name__,
        str(screen.focused and screen.focused.id),
        _events_in(app.session.path),
        app.theme,
        app.clipboard,
        tuple(_PORT.sub("", line[region.x : region.right]) for line in lines),
    )


def _events_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def _all_known(pilot: DeskPilot) -> bool:
    """Whether nothing is fetched, and it is known what the claim at the desk looks like."""
    app, screen = pilot.app, desk(pilot)
    assert isinstance(app, Desk)
    claim = screen.claim
    if app.screen is screen and claim and screen.other_claims(claim).findings is None:
        return False
    return not app.errands.under_way


async def at_rest(pilot: DeskPilot) -> Effect:
    """How things stand when nothing has changed for a while."""
    found, same = state(pilot), 0
    while same < LOOKS:
        await pilot.pause(LOOK_SECONDS)
        await quiet(pilot)
        before, found = found, state(pilot)
        same = same + 1 if found == before and _all_known(pilot) else 0
    return found


async def effect(project: Project, action: Action, manner: Manner) -> Effect | None:
    """Do an action and give what came of it; nothing is left to see after leaving."""
    with prepared(project, action) as session:
        async with piloting(Desk(session), size=SIZE) as pilot:
            await begin(pilot)
            async with stage(pilot, project, session, action) as go_on:
                if action.id not in UNDER_WAY:
                    await at_rest(pilot)
                _is_there(pilot, action)
                before, shown = state(pilot), taken(pilot)

                def done() -> bool:
                    return pilot.app._exit or taken(pilot) != shown or state(pilot) != before

                await manner(pilot, action)
                if action.id not in WITHOUT_A_CHANGE:
                    await until(pilot, done, f"{action.id} has done something")
                if action.id in UNDER_WAY:
                    await until(
                        pilot,
                        lambda: type(pilot.app.screen).__name__ == before.screen,
                        "it is back",
                    )
                    for _ in range(LOOKS):
                        await pilot.pause(LOOK_SECONDS)
                go_on.set()
                if pilot.app._exit:
                    return None
                return await at_rest(pilot)


def _is_there(pilot: DeskPilot, action: Action) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, Placed)
    assert action.where in (*screen.places(), Where.EVERYWHERE), action.id
    assert screen.node_for(action.where) is not None
    assert screen.why_not(action) == ""
