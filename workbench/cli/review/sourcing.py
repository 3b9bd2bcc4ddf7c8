"""Evidence in line mode: listing it, attaching sources, quoting and citing their words."""

import asyncio
from typing import TYPE_CHECKING

from workbench.cli.review.asking import ask, ask_lines, ask_one_of, tell
from workbench.cli.review.sitting import Sitting
from workbench.cli.review.telling import evidence_in_lines
from workbench.cli.sources import describe_slots, is_address
from workbench.model import Claim, SourceKind, Stance

if TYPE_CHECKING:
    from workbench.desk.sourcing.attaching import Attached
    from workbench.desk.sourcing.fetching import Fetched

_PASSAGES = 5


def list_evidence(sitting: Sitting, claim: Claim) -> None:
    """All evidence with its quotes, and the sources that nothing is quoted from yet."""
    from workbench.desk.sourcing.attaching import name_of
    from workbench.desk.sourcing.fetching import describe_outcome
    from workbench.desk.sourcing.source_view import sources_of

    for number, piece in enumerate(claim.evidence, start=1):
        for line in evidence_in_lines(number, piece):
            tell(line)
    sources = sources_of(sitting.reading, claim.id)
    for row in sources.rows:
        state = describe_outcome(row.outcome, row.reason)
        tell(f"Source: {name_of(row)}, {row.url}, {state}, quoted {row.quotes} times")
    if not claim.evidence and not sources.rows:
        tell("No evidence and no source yet. a attaches a source.")


def attach_source(sitting: Sitting, claim: Claim) -> None:
    """Fetch a page or read a file, and keep it for the claim."""
    from workbench.desk.sourcing.attaching import (
        attach_known,
        attach_unfetched,
        keep_fetched,
        keep_file,
        name_of,
    )
    from workbench.desk.sourcing.fetching import describe_outcome, works_offline
    from workbench.ledger.queries import source

    typed = ask("Address or file; empty goes back")
    if not typed:
        return
    if is_address(typed):
        kept = sitting.write(lambda ledger: attach_known(ledger, claim.id, typed))
        if kept is None and works_offline():
            kept = sitting.write(lambda ledger: attach_unfetched(ledger, claim.id, typed))
        if kept is None:
            tell("Fetching.")
            fetched = asyncio.run(_fetch(sitting, typed))
            kept = sitting.write(lambda ledger: keep_fetched(ledger, fetched, claim_id=claim.id))
    else:
        read = asyncio.run(_read(typed))
        kept = sitting.write(
            lambda ledger: keep_file(ledger, read, claim_id=claim.id, kind=SourceKind.FILE)
        )
    state = describe_outcome(kept.outcome, kept.reason)
    tell(f"Attached: {name_of(source(sitting.reading, kept.source))}, {state}. u takes it back.")
    _tell_passages(sitting, claim, kept)


def quote_words(sitting: Sitting, claim: Claim) -> None:
    """Make words of a source evidence: a passage by its number, or words typed exactly."""
    from workbench.desk.sourcing.attaching import name_of
    from workbench.desk.sourcing.quoting import quote
    from workbench.desk.sourcing.source_view import sources_of

    rows = [row for row in sources_of(sitting.reading, claim.id).rows if row.latest]
    if not rows:
        tell("There is no source to quote from; a attaches one.")
        return
    chosen = (
        0
        if len(rows) == 1
        else ask_one_of("Source", [f"{name_of(row)}, {row.url}" for row in rows])
    )
    if chosen is None:
        return
    capture = rows[chosen].latest or ""
    tell(f"Quoting from {name_of(rows[chosen])}.")
    passages = _passages(sitting, claim, capture)
    typed = ask("Number of a passage, or the exact words; empty goes back")
    if not typed:
        return
    by_number = typed.isdecimal() and 1 <= int(typed) <= len(passages)
    words = passages[int(typed) - 1] if by_number else typed
    stance = _stance()
    if stance is None:
        return
    identifier = sitting.write(
        lambda ledger: quote(ledger, claim.id, capture, words, stance=stance)
    )
    tell(f"Quoted as evidence {identifier[-8:]}, {stance.value}. u takes it back.")


def cite_words(sitting: Sitting, claim: Claim) -> None:
    """Write down words that were seen elsewhere, without fetching anything."""
    from workbench.desk.sourcing.sources import cite

    address = ask("Address of the page you have seen; empty goes back")
    words = ask_lines("Its exact words") if address else ""
    stance = _stance() if words else None
    if stance is None:
        tell("Nothing cited.")
        return
    today = sitting.reading.now().astimezone().date()
    sitting.write(
        lambda ledger: cite(ledger, claim.id, address, words, stance=stance, seen_on=today)
    )
    tell(f"Cited, {stance.value}, seen today. u takes it back.")


def _stance() -> Stance | None:
    stances = list(Stance)
    place = ask_one_of("What the words do to the claim", [one.value for one in stances])
    return None if place is None else stances[place]


def _tell_passages(sitting: Sitting, claim: Claim, kept: "Attached") -> None:
    if kept.capture is not None and kept.good:
        _passages(sitting, claim, kept.capture)


def _passages(sitting: Sitting, claim: Claim, capture: str) -> list[str]:
    """Tell the passages that bear on the claim, best first, and give their words."""
    from workbench.desk.sourcing.source_view import view_source

    view = view_source(sitting.reading, claim.id, capture, limit=_PASSAGES)
    for flag in view.flags:
        tell(f"Mind: {flag}")
    if view.absent_digits:
        tell(f"Nowhere in this text: {', '.join(view.absent_digits)}")
    for number, passage in enumerate(view.passages, start=1):
        tell(f"Passage {number}: {passage.text}")
        marks = describe_slots(passage.slots)
        if marks:
            tell(f"It {marks}")
    if view.remark:
        tell(f"Note: {view.remark}")
    return [passage.text for passage in view.passages]


async def _fetch(sitting: Sitting, address: str) -> "Fetched":
    from workbench.desk.sourcing.fetching import fetch_source, web

    async with web(allow_private=sitting.allow_private, any_port=sitting.any_port) as opened:
        return await fetch_source(
            address, opened.options, client=opened.client, reader=opened.reader
        )


async def _read(path: str) -> "Fetched":
    from workbench.desk.sourcing.fetching import web
    from workbench.desk.sourcing.files import read_file

    async with web(only_files=True) as opened:
        return await read_file(path, opened.reader)
