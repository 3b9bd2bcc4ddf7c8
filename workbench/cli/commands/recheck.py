"""Fetch sources again and say whether they, and the quotes from them, still stand.

A TARGET is a claim, for all its sources, or a source. Without any, every page that something was
quoted from is checked; --all takes every page that is attached. Servers are asked whether the
page has changed since; each answer is kept as a further capture, and a quote is never pointed at
other words.

Findings are, from the mildest: unchanged; page changed, text same; text changed, your quotes
intact; and else each quote by itself, a changed figure first. A verdict that rests on a quote
that no longer holds is marked as stale. With --archives, web archives are asked about pages that
are gone.

Exit code 1 says that some quote no longer holds, 5 that nothing could be fetched.
"""

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, writing_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.cli.progress import progress
from workbench.cli.sources import (
    add_allow_private,
    describe_anchoring,
    online,
)
from workbench.errors import EXIT_DONE, NetworkError, NotSo, UsageError
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.fetching import Web
    from workbench.desk.rechecking import Rechecked
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "targets", metavar="TARGET", nargs="*", help="a claim or a source, by its id's beginning"
    )
    parser.add_argument("--all", action="store_true", help="pages nothing was quoted from too")
    parser.add_argument(
        "--older-than",
        type=int,
        metavar="DAYS",
        help="only pages that were not fetched in the last days; goes on after an interruption",
    )
    parser.add_argument(
        "--archives", action="store_true", help="ask web archives about pages that are gone"
    )
    add_allow_private(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Re-check, keep and report."""
    import asyncio

    from workbench.desk.fetching import refuse_offline

    refuse_offline()
    if arguments.older_than is not None and arguments.older_than < 0:
        raise UsageError("--older-than takes a number of days, 0 or more")
    with writing_ledger(arguments) as ledger:
        wanted = _wanted(ledger, arguments)
        if not wanted:
            say("there is no page to check; files and testimonies stay as they were kept")
            return EXIT_DONE
        try:
            done = asyncio.run(_recheck(ledger, wanted, arguments))
        except KeyboardInterrupt:
            say("what was checked is kept; go on with: workbench recheck --older-than 1")
            raise
    return _judge(done)


def _wanted(ledger: "Ledger", arguments: argparse.Namespace) -> list[str]:
    from workbench.ledger.queries import source, sources_due, sources_of_claim
    from workbench.model import SourceKind

    before = ledger.now() + timedelta(days=1)
    if arguments.older_than is not None:
        before = ledger.now() - timedelta(days=arguments.older_than)
    if not arguments.targets:
        return [row.id for row in sources_due(ledger, before, quoted=not arguments.all)]
    found: list[str] = []
    for typed in arguments.targets:
        kind, identifier = _target(ledger, typed)
        if kind == "source":
            found.append(identifier)
        else:
            found += [row.id for row in sources_of_claim(ledger, identifier)]
    rows = [source(ledger, one) for one in dict.fromkeys(found)]
    return [
        row.id
        for row in rows
        if row.kind is SourceKind.PAGE and (row.captured_at is None or row.captured_at < before)
    ]


def _target(ledger: "Ledger", typed: str) -> tuple[str, str]:
    """What a target names: a claim or a source, never a guess between the two."""
    from workbench.ledger.queries import find_claim, find_source

    found = {}
    for kind, find in (("claim", find_claim), ("source", find_source)):
        try:
            found[kind] = find(ledger, typed.strip().lower() if kind == "claim" else typed)
        except (NotSo, UsageError) as error:
            reason = error
    if len(found) > 1:
        raise NotSo(f"{clean_line(typed, 60)} begins a claim and a source; type more of the id")
    if not found:
        raise NotSo(f"{clean_line(typed, 60)} names no claim and no source here ({reason})")
    return next(iter(found.items()))


async def _recheck(
    ledger: "Ledger", wanted: list[str], arguments: argparse.Namespace
) -> list["Rechecked"]:
    from workbench.desk.rechecking import recheck

    done: list[Rechecked] = []
    async with online(arguments) as web:
        with progress(len(wanted), "Checking") as step:
            async for one in recheck(ledger, wanted, web):
                done.append(one)
                if arguments.json:
                    _print_object(one)
                else:
                    _print(one)
                if arguments.archives and one.rotten:
                    await _ask_archives(ledger, one, web, arguments)
                step()
    return done


async def _ask_archives(
    ledger: "Ledger", one: "Rechecked", web: "Web", arguments: argparse.Namespace
) -> None:
    from workbench.desk.archiving import describe_copy, keep_archived, look_up, refuse_private
    from workbench.reporting.source_objects import archived_object

    try:
        refuse_private(ledger, one.source, web)
    except UsageError as refusal:
        say(f"note: {refusal}")
        return
    copies = await look_up(one.source, web)
    keep_archived(ledger, one.source, copies)
    for copy in copies:
        if arguments.json:
            json_line({"archived": archived_object(copy)})
        else:
            data(hanging("          ", clean_line(f"{copy.archive}: {describe_copy(copy)}")))


def _print(one: "Rechecked") -> None:
    from workbench.desk.attaching import name_of, short_source
    from workbench.desk.fetching import describe_outcome
    from workbench.desk.rechecking import Finding

    words = one.finding.value
    if one.finding is Finding.NOT_FETCHED:
        words = describe_outcome(one.outcome, one.reason)
        words = f"the page is gone ({words})" if one.rotten else f"not fetched ({words})"
    elif one.finding is Finding.REFUSED:
        words = f"refused: {clean_line(one.reason or '')}"
    elif one.finding is Finding.QUOTES_CHANGED:
        words = f"{len(one.broken)} of {len(one.quotes)} quotes no longer hold"
    data(hanging(f"{short_source(one.source.id)}  ", f"{name_of(one.source)}: {words}"))
    for piece, found in one.broken:
        data(hanging(f"    claim {piece.claim[:8]}  ", describe_anchoring(piece, found)))


def _print_object(one: "Rechecked") -> None:
    from workbench.desk.attaching import short_source
    from workbench.reporting.source_objects import anchoring_object

    json_line(
        {
            "source": one.source.id,
            "short": short_source(one.source.id),
            "url": one.source.url,
            "finding": one.finding,
            "gone": one.rotten,
            "outcome": one.outcome,
            "reason": one.reason,
            "capture": one.capture,
            "quotes": [
                anchoring_object(piece.id, piece.claim, found) for piece, found in one.quotes
            ],
        }
    )


def _judge(done: list["Rechecked"]) -> int:
    from collections import Counter

    from workbench.desk.rechecking import Finding

    counts = Counter(one.finding for one in done)
    gone = sum(one.rotten for one in done)
    told = "; ".join(f"{counts[finding]} {finding}" for finding in Finding if counts[finding])
    say(told + (f"; {gone} of the pages gone" if gone else ""))
    broken = sum(len(one.broken) for one in done)
    if broken:
        told = "1 quote no longer holds" if broken == 1 else f"{broken} quotes no longer hold"
        raise NotSo(f"{told}; verdicts that rest on such are stale: look and decide again")
    unreached = counts[Finding.NOT_FETCHED] + counts[Finding.REFUSED]
    if unreached == len(done):
        raise NetworkError("nothing could be fetched, so nothing is known of the quotes")
    return EXIT_DONE
