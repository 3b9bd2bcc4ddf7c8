"""Asking somebody on the web about a source: archives, an authority of time. Asked first.

What leaves the computer is said to the letter before it does, and to whom.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from workbench.model import ArchivedCopy, Capture, SourceRow
from workbench.tui.keys.told import key
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.wishes import Kind
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.sources.source import SourceViewScreen

if TYPE_CHECKING:
    from workbench.desk.sourcing.fetching import Fetched, Web
    from workbench.ledger.database import Ledger


def ask_archives(screen: SourceViewScreen, claim: str, row: SourceRow) -> None:
    """Ask whether archives have the page."""

    async def question(web: "Web") -> tuple[ArchivedCopy, ...]:
        from workbench.desk.sourcing.archiving import look_up

        return await look_up(row, web)

    _ask(
        screen,
        "Look up archived copies?",
        f"The address {row.url} is sent to the Internet Archive, and to a Memento service if it "
        "knows no copy. Nothing of the claim is sent.",
        lambda: screen.errands.ask(claim, "archived copies", question, _keeping(row)),
    )


def ask_for_copy(screen: SourceViewScreen, claim: str, row: SourceRow) -> None:
    """Ask the Wayback Machine to capture the page."""

    async def question(web: "Web") -> tuple[ArchivedCopy, ...]:
        from workbench.desk.sourcing.archiving import save_page

        return (await save_page(row, web),)

    _ask(
        screen,
        "Have the page archived?",
        f"The Wayback Machine is asked to fetch and keep {row.url} for everybody to see; that "
        "cannot be taken back, and it may take some minutes. Nothing of the claim is sent.",
        lambda: screen.errands.ask(claim, "an archived copy", question, _keeping(row)),
    )


def ask_for_replay(screen: SourceViewScreen, claim: str, row: SourceRow) -> None:
    """Ask the Wayback Machine for the bytes of its copy, to be kept as a capture."""
    session = screen.session

    async def question(web: "Web") -> "Fetched":
        from workbench.desk.sourcing.replaying import fetch_copy, newest_known

        known = await session.reading.run(lambda ledger: newest_known(ledger, row))
        return await fetch_copy(row, web, known)

    def keep(ledger: "Ledger", fetched: "Fetched") -> str:
        from workbench.desk.sourcing.replaying import keep_copy

        keep_copy(ledger, row, fetched)
        return f"Kept: {fetched.exchange.remarks[0]}. {key('source.undo')} takes it back"

    _ask(
        screen,
        "Fetch the archived copy?",
        f"The address {row.url} is sent to the Wayback Machine, and its newest copy is kept here "
        "as one more capture, marked as the archive's. Nothing of the claim is sent.",
        lambda: screen.errands.ask(claim, "the archived copy", question, keep, kind=Kind.REPLAY),
    )


def ask_for_stamp(screen: Screen[Any], errands: Errands, claim: str, capture: Capture) -> None:
    """Ask an authority to sign that the capture existed by now."""

    async def question(web: "Web") -> bytes:
        from workbench.desk.sourcing.timestamping import stamp

        return await stamp(capture, web)

    def keep(ledger: "Ledger", token: bytes) -> str:
        from workbench.desk.sourcing.timestamping import keep_stamp

        keep_stamp(ledger, capture, token)
        return (
            "Timestamped: the capture existed by now, and no more is proven. "
            f"{key('source.undo')} takes it back"
        )

    _ask(
        screen,
        "Have the capture timestamped?",
        "A hash of the capture's facts is sent to the time-stamping authority of the settings; "
        "no page, no address and nothing of the claim. It will know that you asked.",
        lambda: errands.ask(claim, "a timestamp", question, keep),
    )


def _keeping(row: SourceRow) -> "Callable[[Ledger, tuple[ArchivedCopy, ...]], str]":
    def keep(ledger: "Ledger", copies: tuple[ArchivedCopy, ...]) -> str:
        from workbench.desk.sourcing.archiving import describe_copy, keep_archived

        keep_archived(ledger, row, copies)
        return "; ".join(f"{copy.archive}: {describe_copy(copy)}" for copy in copies)

    return keep


def _ask(screen: Screen[Any], title: str, words: str, then: Callable[[], None]) -> None:
    def answered(yes: bool | None) -> None:
        if yes:
            then()

    screen.app.push_screen(QuestionScreen(title, words), answered)
