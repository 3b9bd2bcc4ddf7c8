"""Ask web archives whether they have a copy of a source, or have one made.

The Wayback Machine is asked first (its quick look-up, then its index), and a Memento service
where that names no copy. An answer that does not come, or is empty where that proves nothing, is
kept as unknown. --save asks the Wayback Machine to capture the page now; what it says is followed
for a few minutes, and submitted is not archived. Keys for it come from the environment, see
docs/settings.md. What the archives answered is kept with the source. A page that came from inside
your own network is told to no archive without --allow-private.

--fetch brings the Wayback Machine's copy here, its bytes as they were captured there, and keeps it
as one more capture of the source, marked as the archive's. It can be quoted like any other, so that
a page that is gone still serves. A copy of another time than the one asked for is not taken.

Exit code 1 says that no copy is known or none was made, 5 that no archive answered.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, writing_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.cli.sources import add_allow_private, add_source, online, source_named
from workbench.errors import EXIT_DONE, NetworkError, NotSo, UsageError
from workbench.model import ArchivedCopy, ArchiveState, SourceRow
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.sourcing.fetching import Fetched
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_source(parser)
    parser.add_argument("--save", action="store_true", help="have the page captured there now")
    parser.add_argument(
        "--fetch",
        nargs="?",
        const="",
        metavar="TIMESTAMP",
        help="fetch the copy of that time (14 digits; default: the newest) and keep it",
    )
    parser.add_argument("--no-wait", action="store_true", help="with --save: do not follow it")
    add_allow_private(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask, keep and print."""
    import asyncio

    from workbench.desk.sourcing.archiving import describe_copy, keep_archived
    from workbench.desk.sourcing.fetching import refuse_offline
    from workbench.ledger.queries import source
    from workbench.reporting.json.source_objects import archived_object

    refuse_offline()
    if arguments.fetch is not None:
        return _fetch(arguments)
    with writing_ledger(arguments) as ledger:
        row = source(ledger, source_named(ledger, arguments.source))
        copies = asyncio.run(_ask(ledger, row, arguments))
        keep_archived(ledger, row, copies)
    for copy in copies:
        if arguments.json:
            json_line(archived_object(copy))
        else:
            data(hanging(f"{copy.archive}  ", clean_line(describe_copy(copy))))
    return _judge(copies)


def _fetch(arguments: argparse.Namespace) -> int:
    import asyncio

    from workbench.cli.captures import print_capture
    from workbench.desk.sourcing.archiving import refuse_private
    from workbench.desk.sourcing.replaying import fetch_copy, keep_copy, newest_known
    from workbench.desk.sourcing.source_view import what_is_proven
    from workbench.ledger.queries import capture, source
    from workbench.reporting.json.source_objects import capture_object

    if arguments.save:
        raise UsageError("--save and --fetch are two errands; give one of them")
    with writing_ledger(arguments) as ledger:
        row = source(ledger, source_named(ledger, arguments.source))
        refuse_private(ledger, row, allowed=arguments.allow_private)
        timestamp = arguments.fetch or newest_known(ledger, row)

        async def fetch() -> "Fetched":
            async with online(arguments) as web:
                return await fetch_copy(row, web, timestamp)

        kept = capture(ledger, keep_copy(ledger, row, asyncio.run(fetch())))
        if arguments.json:
            json_line(capture_object(kept, what_is_proven(ledger, kept)))
        else:
            print_capture(ledger, kept)
    return EXIT_DONE


async def _ask(
    ledger: "Ledger", row: SourceRow, arguments: argparse.Namespace
) -> tuple[ArchivedCopy, ...]:
    from workbench.desk.sourcing.archiving import look_up, refuse_private, save_page

    async with online(arguments) as web:
        refuse_private(ledger, row, allowed=arguments.allow_private)
        if not arguments.save:
            return await look_up(row, web)
        say("asking the Wayback Machine to capture the page; this can take some minutes")
        return (await save_page(row, web, follow=not arguments.no_wait),)


def _judge(copies: tuple[ArchivedCopy, ...]) -> int:
    states = {copy.state for copy in copies}
    if states & {ArchiveState.ARCHIVED, ArchiveState.SUBMITTED, ArchiveState.PENDING}:
        return EXIT_DONE
    if states & {ArchiveState.NONE_KNOWN}:
        raise NotSo("no copy is known; have one made with --save")
    if states & {ArchiveState.CAPTURE_FAILED, ArchiveState.SUBMIT_FAILED}:
        raise NotSo("the archive made no copy; the line above says why")
    raise NetworkError("no archive gave an answer that can be relied on; ask again later")
