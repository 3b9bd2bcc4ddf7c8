"""Fetch sources again and say whether they, and the quotes from them, still stand.

A TARGET is a claim, for all its sources, or a source. Without any, every page that something was
quoted from is checked; --all takes every page that is attached. Servers are asked whether the
page has changed since; each answer is kept as a further capture, and a quote is never pointed at
other words.

Findings are, from the mildest: unchanged; page changed, text same; text changed, your quotes
intact; and else each quote by itself, a changed figure first. A verdict that rests on a quote
that no longer holds is marked as stale. With --archives, web archives are asked about pages that
are gone.

In a round of more than five pages, one is left alone whose site asks programs to (robots.txt),
unless it was named by its own id or address.

Exit code 1 says that some quote no longer holds or a page is gone, 5 that nothing could be
fetched.
"""

import argparse
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, writing_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.cli.progress import progress
from workbench.cli.sources import (
    add_allow_private,
    describe_anchoring,
    online,
    source_named,
)
from workbench.errors import EXIT_DONE, NetworkError, NotSo, UsageError
from workbench.model import SourceRow
from workbench.text import clean_line, counted

if TYPE_CHECKING:
    from workbench.desk.sourcing.fetching import Fetched, Refused, Web
    from workbench.desk.sourcing.rechecking import Due, Finding, Rechecked
    from workbench.ledger.database import Ledger
    from workbench.model import ArchivedCopy


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
    from workbench.desk.sourcing.fetching import refuse_offline

    refuse_offline()
    if arguments.older_than is not None and arguments.older_than < 0:
        raise UsageError("--older-than takes a number of days, 0 or more")
    with writing_ledger(arguments) as ledger:
        wanted, named = _wanted(ledger, arguments)
        if not wanted:
            say("there is no page to check; files and testimonies stay as they were kept")
            return EXIT_DONE
        try:
            done = _recheck(ledger, wanted, named, arguments)
        except KeyboardInterrupt:
            say("what was checked is kept; go on with: workbench recheck --older-than 1")
            raise
        if arguments.archives:
            _ask_archives(ledger, [one for one in done if one.rotten], arguments)
    return _judge(done, asked=arguments.archives)


def _wanted(ledger: "Ledger", arguments: argparse.Namespace) -> tuple[list[str], frozenset[str]]:
    """The sources to check, and those among them that were named one by one."""
    from workbench.ledger.queries import source, sources_due, sources_of_claim
    from workbench.model import SourceKind

    before = ledger.now() + timedelta(days=1)
    if arguments.older_than is not None:
        before = ledger.now() - timedelta(days=arguments.older_than)
    if not arguments.targets:
        waiting = sources_due(ledger, before, quoted=not arguments.all)
        return [row.id for row in waiting], frozenset()
    found: list[str] = []
    named: set[str] = set()
    for typed in arguments.targets:
        kind, identifier = _target(ledger, typed)
        if kind == "source":
            found.append(identifier)
            named.add(identifier)
        else:
            found += [row.id for row in sources_of_claim(ledger, identifier)]
    rows = [source(ledger, one) for one in dict.fromkeys(found)]
    pages = [
        row.id
        for row in rows
        if row.kind is SourceKind.PAGE and (row.captured_at is None or row.captured_at < before)
    ]
    return pages, frozenset(named)


def _target(ledger: "Ledger", typed: str) -> tuple[str, str]:
    """What a target names: a claim or a source, never a guess between the two."""
    from workbench.ledger.queries import find_claim

    found = {}
    for kind, find in (("claim", find_claim), ("source", source_named)):
        try:
            found[kind] = find(ledger, typed.strip().lower() if kind == "claim" else typed)
        except (NotSo, UsageError) as error:
            reason = error
    if len(found) > 1:
        raise NotSo(f"{clean_line(typed, 60)} begins a claim and a source; type more of the id")
    if not found:
        raise NotSo(f"{clean_line(typed, 60)} names no claim and no source here ({reason})")
    return next(iter(found.items()))


def _recheck(
    ledger: "Ledger", wanted: list[str], named: frozenset[str], arguments: argparse.Namespace
) -> list["Rechecked"]:
    """Fetch and read aside, and keep and print here what was found."""
    from workbench.desk.sourcing.aside import aside
    from workbench.desk.sourcing.rechecking import due, settle

    done: list[Rechecked] = []
    coming = partial(_answers, due(ledger, wanted), named, online(arguments))
    with progress(len(wanted), "Checking") as step, aside(coming) as answers:
        for each, result in answers:
            one = settle(ledger, each, result)
            done.append(one)
            if arguments.json:
                _print_object(one)
            else:
                _print(one)
            step()
    return done


async def _answers(
    waiting: "Sequence[Due]", named: frozenset[str], opened: "AbstractAsyncContextManager[Web]"
) -> "AsyncIterator[tuple[Due, Fetched | Refused]]":
    from workbench.desk.sourcing.rechecking import fetch_due

    async with opened as web, aclosing(fetch_due(waiting, web, named=named)) as answers:
        async for answer in answers:
            yield answer


def _ask_archives(ledger: "Ledger", gone: list["Rechecked"], arguments: argparse.Namespace) -> None:
    """Ask the archives about pages that are gone, after everything else is done."""
    from workbench.desk.sourcing.archiving import describe_copy, keep_archived, refuse_private
    from workbench.desk.sourcing.aside import aside
    from workbench.desk.sourcing.attaching import short_source
    from workbench.reporting.json.source_objects import archived_object

    asked = []
    for one in gone:
        try:
            refuse_private(ledger, one.source, allowed=arguments.allow_private)
        except UsageError as refusal:
            say(f"note: {refusal}")
        else:
            asked.append(one.source)
    if not asked:
        return
    coming = partial(_copies, asked, online(arguments, warn=False))
    with progress(len(asked), "Asking archives") as step, aside(coming) as answers:
        for source, copies in answers:
            keep_archived(ledger, source, copies)
            for copy in copies:
                if arguments.json:
                    json_line({"source": source.id, "archived": archived_object(copy)})
                else:
                    words = clean_line(f"{copy.archive}: {describe_copy(copy)}")
                    data(hanging(f"{short_source(source.id)}  ", words))
            step()


async def _copies(
    sources: list[SourceRow], opened: "AbstractAsyncContextManager[Web]"
) -> "AsyncIterator[tuple[SourceRow, tuple[ArchivedCopy, ...]]]":
    from workbench.desk.sourcing.archiving import look_up

    async with opened as web:
        for source in sources:
            yield source, await look_up(source, web)


def _print(one: "Rechecked") -> None:
    from workbench.desk.sourcing.attaching import name_of, short_source
    from workbench.desk.sourcing.fetching import describe_outcome
    from workbench.desk.sourcing.rechecking import Finding

    words = one.finding.value
    if one.finding is Finding.NOT_FETCHED:
        words = describe_outcome(one.outcome, one.reason)
        words = f"the page is gone ({words})" if one.rotten else f"not fetched ({words})"
    elif one.finding is Finding.REFUSED:
        words = f"refused: {clean_line(one.reason or '')}"
    elif one.finding is Finding.QUOTES_CHANGED:
        quotes = counted(len(one.quotes), "quote")
        holds = "no longer holds" if len(one.quotes) == 1 else "no longer hold"
        words = f"{len(one.broken)} of {quotes} {holds}"
    data(hanging(f"{short_source(one.source.id)}  ", f"{name_of(one.source)}: {words}"))
    for piece, found in one.broken:
        data(hanging(f"    claim {piece.claim[:8]}  ", describe_anchoring(piece, found)))


def _print_object(one: "Rechecked") -> None:
    from workbench.desk.sourcing.attaching import short_source
    from workbench.reporting.json.source_objects import anchoring_object

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


def _counted(count: int, finding: "Finding") -> str:
    from workbench.desk.sourcing.rechecking import Finding

    if finding is Finding.QUOTES_CHANGED:
        return f"{counted(count, 'source')} with quotes that no longer hold"
    return f"{count} {finding}"


def _judge(done: list["Rechecked"], *, asked: bool) -> int:
    from collections import Counter

    from workbench.desk.sourcing.rechecking import Finding

    counts = Counter(one.finding for one in done)
    gone = sum(one.rotten for one in done)
    say("; ".join(_counted(counts[finding], finding) for finding in Finding if counts[finding]))
    broken = sum(len(one.broken) for one in done)
    told = []
    if broken:
        quotes = "1 quote no longer holds" if broken == 1 else f"{broken} quotes no longer hold"
        told.append(f"{quotes}; verdicts that rest on such are stale: look and decide again")
    if gone:
        pages = "1 page is gone" if gone == 1 else f"{gone} pages are gone"
        told.append(pages if asked else f"{pages}; look for a copy with --archives")
    if told:
        raise NotSo("; ".join(told))
    unreached = counts[Finding.NOT_FETCHED] + counts[Finding.REFUSED]
    if unreached == len(done):
        raise NetworkError("nothing could be fetched, so nothing is known of the quotes")
    return EXIT_DONE
