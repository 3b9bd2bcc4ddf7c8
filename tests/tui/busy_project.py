"""A project in which every part of the desk has something to show, and nothing is random."""

import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from tests.tui.desk_material import DISPATCH, NOON, Project, ferry_statements
from tests.tui.matching_material import LATER, PAPER, WIRE
from tests.tui.source_material import ARTICLE, VISIBLE, keep_page
from workbench.desk.deciding.verdicts import decide
from workbench.desk.finding.views import save_view
from workbench.desk.matching.linking import link
from workbench.desk.settings_of_project import set_second_reader
from workbench.desk.sourcing.quoting import Remarks, quote
from workbench.desk.sourcing.sources import cite
from workbench.desk.working.assigning import assign
from workbench.desk.working.claims import correct, dismiss
from workbench.desk.working.commenting import comment
from workbench.desk.working.placing import set_claimant
from workbench.desk.working.questions import ask
from workbench.desk.working.tagging import set_priority, tag
from workbench.ledger.database import Ledger, Mode
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.ledger.veil import draw_veil
from workbench.model import ClaimFilter, LinkRelation, Priority, SecondReader, Stance
from workbench.reading import read

COLLEAGUE = "of Ben"
SHARED = "shared"


class BusyProject(Project):
    """A project whose second readers read blind."""

    def open(self, mode: Mode = "read", *, who: str = "Ana", wait_seconds: float = 5.0) -> Ledger:
        """The database as one of them sees it."""
        ledger = super().open(mode, who=who, wait_seconds=wait_seconds)
        draw_veil(ledger)
        return ledger


def busy_project(folder: Path) -> Project:
    """The ferry project after a week: sources, quotes, verdicts, conflicts, links, talk.

    In ``COLLEAGUE`` lies a copy in which Ben has gone on, in ``SHARED`` a folder to sync with.
    """
    project = BusyProject(folder, at=NOON - timedelta(days=2))
    project.add(DISPATCH, ferry_statements())
    project.at = NOON - timedelta(days=1)
    first, second, third, fourth, fifth = _claims(project)
    wire, _, later = (
        project.add(text, read(text).statements, title=title)[0]
        for title, text in (("Wire", WIRE), ("Paper", PAPER), ("Later", LATER))
    )
    _sources(project, first)
    with project.open("write") as ledger:
        _words(ledger, first, second)
        decide(ledger, second, "Supported", "The yard's log says so.", unsourced=True)
        decide(ledger, third, "Supported", "Ana counted the signatures.", unsourced=True)
        dismiss(ledger, fifth, "an opinion")
        decide(ledger, wire, "Supported", "The ministry's list has 41 names.", unsourced=True)
        link(ledger, wire, later, LinkRelation.DUPLICATE)
        save_view(ledger, "To do", "is:unrated")
    with project.open("write", who="Bo") as ledger:
        decide(ledger, third, "Refuted", "Bo counted them again.", unsourced=True)
        comment(ledger, first, "Who counted the sailings?")
        set_second_reader(ledger, SecondReader(required=True, blind=True))
        decide(ledger, fourth, "Refuted", "The tariff of May says 12 per cent.", unsourced=True)
    _colleague(project, second)
    _proposal(project, fifth)
    (folder / SHARED).mkdir()
    return project


def _claims(project: Project) -> list[str]:
    with project.open() as ledger:
        return [row.id for row in claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))]


def _sources(project: Project, first: str) -> None:
    capture = keep_page(project, ARTICLE, visible=VISIBLE)
    project.at = NOON
    keep_page(project, "No ferry sails on Sunday.", address="https://other.example/")
    start = ARTICLE.index("The older boat")
    with project.open("write") as ledger:
        quote(
            ledger,
            first,
            capture,
            (start, start + len("The older boat has come back from the yard")),
            stance=Stance.CONTEXT,
            remarks=Remarks(note="Nothing about July."),
        )
        cite(
            ledger,
            first,
            "https://harbour.example/ferries",
            "Forty extra crossings each week from 1 July.",
            stance=Stance.SUPPORTS,
            seen_on=ledger.now().date(),
        )


def _words(ledger: Ledger, first: str, second: str) -> None:
    tag(ledger, [first, second], ["ferry", "summer timetable"])
    set_priority(ledger, [first], Priority.URGENT)
    assign(ledger, [first], ledger.reviewer)
    set_claimant(ledger, [second], "The yard", None)
    ask(ledger, first, "How many sailings are there now?")


def _colleague(project: Project, second: str) -> None:
    folder = project.folder / COLLEAGUE
    folder.mkdir()
    shutil.copyfile(project.path, folder / "claims.db")
    with Project(folder).open("write", who="Ben") as ledger:
        decide(ledger, second, "Refuted", "The boat was refitted in April.", unsourced=True)
        correct(ledger, second, "The older boat was refitted in April")


def _proposal(project: Project, claim: str) -> None:
    """Somebody asks the others to redact a comment, of which they know the id alone."""
    with project.open("write", who="Ben") as ledger:
        comment(ledger, claim, "Call her at home: 555 0143.")
        (row,) = ledger.rows(
            "SELECT event FROM entry WHERE kind = 'comment' AND entity = ?", (claim,)
        )
        event = row[0].hex()
        with ledger.act("Propose to redact") as act:
            named = sha256(event.encode()).hexdigest()[:32]
            value = {"events": [event], "bytes": [], "claims": [], "because": "She asked us to."}
            act.record("redaction", named, "proposed", value)
