"""Sixty claims in three documents, reviewed by two people in every way there is."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.finding.oracle import Known
from workbench.desk.deciding.verdicts import decide
from workbench.desk.matching.linking import link
from workbench.desk.reading.documents import claim_value, document_identifier
from workbench.desk.sourcing.attaching import attach_unfetched
from workbench.desk.working.assigning import assign
from workbench.desk.working.claims import correct, dismiss
from workbench.desk.working.commenting import comment
from workbench.desk.working.notes import NoteBox
from workbench.desk.working.placing import set_claimed_on, set_place
from workbench.desk.working.questions import ask
from workbench.desk.working.splitting import split_claim
from workbench.desk.working.tagging import set_priority, tag
from workbench.ledger.database import Ledger, Mode, open_ledger
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import attachments, claim_numbers, claim_rows
from workbench.ledger.queries import claim as get_claim
from workbench.model import (
    ClaimFilter,
    ClaimType,
    Confidence,
    DateBasis,
    DateMention,
    Granularity,
    LinkRelation,
    Name,
    NameKind,
    Priority,
    Quantity,
    Statement,
)

NOON = datetime(2023, 6, 3, 12, 0, tzinfo=UTC)
STATEMENTS = (
    "The ferry carried 500 people to Karsk",
    "the older of two boats was refitted [sic]",
    "ÖSTERREICH counted 1,200 of them",
    "Die Straße was closed, said the union",
    "Nothing left Karsk",
)
CLAIMANTS = (None, "its director", "NATO", "the ferry union", "Nato")
DATES = (None, "2023", "2023-06", "2023-06-02", "2023-06-30/2023-07-02", "2024-02-29", "2023-05/..")
QUANTITIES = (
    None,
    {"value": Decimal(500), "counted": "people"},
    {"value": Decimal(1200), "unit": "metre"},
    {"low": Decimal(40), "high": Decimal(700)},
    {"low": Decimal(400)},
)
NOTES = ("The director himself\nsaid so.", "Ring Karsk  again", "nothing left of the Straße")


@dataclass
class Found:
    """The database and its people."""

    folder: Path

    def open(self, mode: Mode = "read", who: str = "Ana") -> Ledger:
        """The database as one of them sees it."""
        home = self.folder / who
        identity = IdentityStore(home / "config", home / "state")
        if mode != "read" and identity.reviewer().name != who:
            identity.rename(who)
        ledger = open_ledger(
            self.folder / "claims.db",
            mode=mode,
            identity=identity,
            clock=lambda: int(NOON.timestamp() * 1000),
            name="Harbour",
        )
        ledger.noted = lambda words, how: self.notes(ledger).noted(words, how)
        return ledger

    def notes(self, ledger: Ledger) -> NoteBox:
        """The notes of this computer."""
        return NoteBox(ledger.project.id, self.folder / "notes of this computer")


def found_project(folder: Path) -> Found:
    """The project; made the same each time."""
    project = Found(folder)
    chance = random.Random(7)
    ids: list[str] = []
    with project.open("create") as ledger:
        for number in range(3):
            ids += _document(ledger, chance, number)
    for who, share in (("Ana", 0.5), ("Ben", 0.3)):
        with project.open("write", who) as ledger:
            for claim in ids:
                if chance.random() < share:
                    _work(ledger, chance, claim)
    with project.open("write") as ledger:
        for relation in LinkRelation:
            for _ in range(3):
                one, other = chance.sample(ids, 2)
                link(ledger, one, other, relation)
        split_claim(ledger, ids[0], ["One part of it", "The other part of it"])
        for place, claim in enumerate(ids[::4]):
            project.notes(ledger).write_note(claim, NOTES[place % len(NOTES)])
    return project


def _document(ledger: Ledger, chance: random.Random, number: int) -> list[str]:
    text = f"Dispatch {number}\n" + "".join(
        f"{chance.choice(STATEMENTS)} ({place}).\n" for place in range(20)
    )
    data = text.encode()
    document = document_identifier(data)
    title = ("Ferry line adds boats", "Karsk: a report", "ferry line adds boats")[number]
    ids: list[str] = []
    with ledger.act(f"Add {title}") as act:
        act.record(
            "document",
            document,
            "read",
            {
                "title": title,
                "address": f"https://news{number}.example/a",
                "encoding": "utf-8",
                "language": "en",
                "characters": len(text),
                "document_date": ("2023-06-02", None, "2024-02-29")[number],
                "document_date_basis": ("header", None, "given")[number],
                "notes": [],
                "bytes": act.keep(data),
            },
        )
        start = text.index("\n") + 1
        for line in text.splitlines()[1:]:
            statement = _statement(chance, start, line)
            ids.append(claim_identifier(document, statement.start, statement.end))
            act.record("claim", ids[-1], "read", claim_value(document, statement))
            start += len(line) + 1
    return ids


def _statement(chance: random.Random, start: int, line: str) -> Statement:
    end = start + len(line)
    at = (start, start + 3, line[:3])
    when, how_many = chance.choice(DATES), chance.choice(QUANTITIES)
    given = (DateMention(*at, when, Granularity.DAY, DateBasis.EXPLICIT),) if when else ()
    return Statement(
        start,
        end,
        line,
        line,
        types=tuple(sorted(chance.sample(list(ClaimType), chance.randrange(3)))),
        quantities=(Quantity(*at, **how_many),) if how_many else (),
        dates=given,
        names=(Name(*at, NameKind.PLACE),) if chance.random() < 0.5 else (),
        claimant=chance.choice(CLAIMANTS),
        negated=chance.random() < 0.2,
        worth=chance.randrange(1000),
    )


_RATINGS = ("Supported", "Refuted", "Not Enough Evidence")


def _work(ledger: Ledger, chance: random.Random, claim: str) -> None:
    act = chance.randrange(10)
    if act < 3:
        confidence = chance.choice([None, *Confidence])
        rating = chance.choice(_RATINGS[: 1 + act])
        because = f"The register of {act} says so"
        decide(ledger, claim, rating, because, unsourced=True, confidence=confidence)
    elif act == 3:
        dismiss(ledger, claim, "no claim")
    elif act == 4:
        tag(ledger, [claim], add=[chance.choice(["kosovo", "Straße", "ferry"])])
        set_priority(ledger, [claim], chance.choice([Priority.HIGH, Priority.URGENT]))
    elif act == 5:
        assign(ledger, [claim], ledger.reviewer)
    elif act == 6:
        comment(ledger, claim, "the ferry translation")
        ask(ledger, claim, "Who said so in Karsk?")
    elif act == 7:
        set_claimed_on(ledger, [claim], chance.choice(["2023", "2023-06", "2024-02-29"]))
        set_place(ledger, [claim], "Porto")
    elif act == 8:
        url = chance.choice(["https://records.example/500", "https://www.records.example/ferry"])
        attach_unfetched(ledger, claim, url)
    else:
        correct(ledger, claim, "A ferry left Karsk again")


def known_claims(project: Found, ledger: Ledger) -> dict[int, Known]:
    """Every claim with what stands beside it."""
    everything = claim_numbers(ledger, ClaimFilter(dismissed=None, taken_over=None))
    here = ledger.identity.reviewer()
    return {
        row.number: Known(
            get_claim(ledger, row.id),
            tuple(one.url for one in attachments(ledger, row.id)),
            row.group,
            row.at_odds,
            row.conflicts,
            row.taken_over,
            here,
            project.notes(ledger).note(row.id),
        )
        for row in claim_rows(ledger, everything)
    }
