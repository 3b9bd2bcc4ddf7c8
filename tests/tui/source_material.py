"""Pages about the ferry, on a server of our own, and the desk's screens for them."""

from textual import events

from tests.sourcing.horrors.server import Trick
from tests.sourcing.horrors.tricks import answer
from tests.tui.desk_material import NOON, DeskPilot, Project, desk, until, worked
from workbench.desk.sourcing.attaching import keep_fetched
from workbench.desk.sourcing.fetching import Fetched
from workbench.ledger.queries import claim_by_number, claim_numbers, sources_of_claim
from workbench.model import (
    Claim,
    ClaimFilter,
    Exchange,
    Metadatum,
    Outcome,
    ReadableText,
    SourceRow,
)
from workbench.tui.app import Desk
from workbench.tui.screens.sources.attach import AttachScreen
from workbench.tui.screens.sources.source_acts import SourceScreen

PAGE = """<!doctype html><html lang="en"><head><title>Summer timetable of the ferry line</title>
<meta name="author" content="Ferry line press office">
<meta property="article:published_time" content="2023-06-01T08:00:00Z"></head><body>
<nav>Home, timetable, fares, contact</nav>
<article><h1>Summer timetable of the ferry line</h1>
<p>The ferry line of Harbourton has published its summer timetable, and passengers will find
that most of the crossings in the morning leave a little earlier than they did last year.</p>
<p>From July the ferry line will add 45 sailings a week, the director said on Friday when the
timetable was put up at the harbour, most of them in the evening and at the week's end.</p>
<p>The older boat has come back from the yard, where it was refitted in March, and the crew
has tried it on the open water twice. No fares were changed this year, the company said.</p>
</article><footer>The harbour office is open from 8 to 17.</footer></body></html>"""
ADDRESS = "https://harbour.example/timetable"
TITLE = "Summer timetable of the ferry line"
ARTICLE = """Summer timetable of the ferry line

The ferry line of Harbourton has published its summer timetable, and passengers will find that \
most of the crossings in the morning leave a little earlier than they did last year.

From July the ferry line will add 45 sailings a week, the director said on Friday when the \
timetable was put up at the harbour, most of them in the evening and at the week's end.

The older boat has come back from the yard, where it was refitted in March, and the crew has \
tried it on the open water twice. No fares were changed this year, the company said.
"""
VISIBLE = f"Home, timetable, fares, contact\n{ARTICLE}\nThe harbour office is open from 8 to 17.\n"
SENTENCE = "From July the ferry line will add 45 sailings a week"
OTHER = PAGE.replace("Summer timetable of the ferry line", "Agency: more ferries").replace(
    "open from 8 to 17", "closed"
)


def as_page(text: str = PAGE, **headers: str) -> Trick:
    """A web page as an ordinary server sends it."""
    return answer(text.encode(), **headers)


def first_claim(project: Project) -> Claim:
    """The claim under the cursor when the desk opens."""
    with project.open() as ledger:
        return claim_by_number(ledger, claim_numbers(ledger, ClaimFilter())[0])


def sources(project: Project) -> tuple[SourceRow, ...]:
    """The sources of the first claim."""
    with project.open() as ledger:
        return sources_of_claim(ledger, first_claim(project).id)


async def paste(pilot: DeskPilot, text: str) -> None:
    """Paste as a terminal does: to whatever has the focus."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def attach_form(pilot: DeskPilot, text: str, *, private: bool = True) -> AttachScreen:
    """Paste something at the desk and let it into the private network if asked."""
    await paste(pilot, text)
    await until(pilot, lambda: isinstance(pilot.app.screen, AttachScreen), "the form is open")
    await pilot.pause()
    form = pilot.app.screen
    assert isinstance(form, AttachScreen)
    if private:
        form.query_one("#private").focus()
        await pilot.press("space")
    return form


async def attached(pilot: DeskPilot, *addresses: str) -> None:
    """Attach pages and wait until they are kept."""
    await attach_form(pilot, "\n".join(addresses))
    await pilot.press("ctrl+s")
    await until(pilot, lambda: pilot.app.screen is desk(pilot), "the form is closed")
    await idle(pilot)


async def idle(pilot: DeskPilot) -> None:
    """Wait until nothing is under way in the background."""
    app = pilot.app
    assert isinstance(app, Desk)
    await until(pilot, lambda: not app.errands.under_way, "nothing is under way")
    await worked(pilot)
    await pilot.pause()


def source_screen(pilot: DeskPilot) -> SourceScreen:
    """The source screen, wherever it is in the stack."""
    (found,) = [each for each in pilot.app.screen_stack if isinstance(each, SourceScreen)]
    return found


async def opened(pilot: DeskPilot) -> SourceScreen:
    """Open the sources of the claim under the cursor."""
    await pilot.press("S")
    await until(pilot, lambda: isinstance(pilot.app.screen, SourceScreen), "the source is open")
    screen = source_screen(pilot)
    await until(pilot, lambda: screen.loaded is not None, "the source is read")
    await pilot.pause()
    return screen


async def saved(pilot: DeskPilot, words: str) -> None:
    """Wait until the source screen says that something was done, and shows it."""
    screen = source_screen(pilot)
    await until(pilot, lambda: words in screen.status.message, f"it says: {words}")
    await worked(pilot)
    await pilot.pause()


def keep_page(
    project: Project, text: str, *, address: str = ADDRESS, visible: str = "", title: str = TITLE
) -> str:
    """Attach a page to the first claim as if it had been fetched, and give its capture."""
    exchange = Exchange(
        address,
        address,
        Outcome.CAPTURED,
        NOON,
        NOON,
        status=200,
        complete=True,
        body=text.encode("utf-8", "surrogatepass"),
    )
    readable = ReadableText(
        main=text,
        visible=visible or text,
        media_type="text/html",
        encoding="utf-8",
        encoding_basis="HTTP header",
        extractor="trafilatura 2.3.1",
        metadata=(
            Metadatum("title", title, "json-ld"),
            Metadatum("author", "Press office", "meta"),
            Metadatum("published", "2023-06-01", "meta"),
        ),
    )
    claim = first_claim(project).id
    with project.open("write") as ledger:
        kept = keep_fetched(ledger, Fetched(address, exchange, readable), claim_id=claim)
    assert kept.capture is not None
    return kept.capture
