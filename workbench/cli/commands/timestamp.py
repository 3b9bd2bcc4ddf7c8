"""Have a time-stamping authority (RFC 3161) sign that a capture existed by now, or check that.

The authority is sent a hash of the capture's facts, never a page. Such a timestamp proves that
the capture existed by then, and no more: neither what the page said to others, nor who fetched
it. --check says what a kept timestamp proves, against the root certificates that you trust.
Needs the extra: pip install 'claim-workbench[timestamp]'.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, reading_ledger, writing_ledger
from workbench.cli.output import data, say
from workbench.cli.sources import add_allow_private, add_source, online, source_named
from workbench.errors import EXIT_DONE, NotSo
from workbench.model import Capture
from workbench.named_paths import argument_path
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_source(parser)
    parser.add_argument("--capture", metavar="CAPTURE", help="which capture (default: the newest)")
    parser.add_argument("--check", action="store_true", help="check the timestamp that is kept")
    parser.add_argument(
        "--roots",
        metavar="FILE",
        type=argument_path,
        help="the root certificates you trust, PEM or DER",
    )
    add_allow_private(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Stamp or check."""
    import asyncio

    from workbench.desk.sourcing.timestamping import check_stamp, keep_stamp

    if arguments.check:
        with reading_ledger(arguments) as ledger:
            facts = check_stamp(ledger, _capture(ledger, arguments), arguments.roots)
        data(clean_line(facts.proves))
        return EXIT_DONE
    from workbench.desk.sourcing.fetching import refuse_offline

    refuse_offline()
    with writing_ledger(arguments) as ledger:
        capture = _capture(ledger, arguments)
        token = asyncio.run(_stamp(capture, arguments))
        keep_stamp(ledger, capture, token)
    say(f"capture {capture.id[-8:]} is stamped; --check says what that proves")
    return EXIT_DONE


async def _stamp(capture: Capture, arguments: argparse.Namespace) -> bytes:
    from workbench.desk.sourcing.timestamping import stamp

    async with online(arguments) as web:
        return await stamp(capture, web)


def _capture(ledger: "Ledger", arguments: argparse.Namespace) -> Capture:
    from workbench.ledger import queries

    source = source_named(ledger, arguments.source)
    if arguments.capture:
        return queries.capture(ledger, queries.find_capture(ledger, source, arguments.capture))
    latest = queries.source(ledger, source).latest
    if latest is None:
        raise NotSo("nothing of this source was captured yet, so there is nothing to stamp")
    return queries.capture(ledger, latest)
