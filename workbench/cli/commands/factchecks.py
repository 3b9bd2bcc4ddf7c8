"""Search fact-checks that others have published on a claim, or on words of yours.

The words are sent to Google's Fact Check Tools; on a terminal you are asked first, elsewhere --yes
must allow it. Ratings are printed in the publishers' own words and never turned into a verdict.
Nothing is kept: attach a fact-check's address like any other source. Needs a key in the
environment, see docs/settings.md.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, claim_named, reading_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.cli.sources import add_allow_private, confirmed, online
from workbench.errors import EXIT_DONE, NetworkError, UsageError
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.sourcing.fact_checks import FactChecksFound, PublishedFactCheck


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "claim", metavar="CLAIM", nargs="?", help="a claim's id, or enough of its beginning"
    )
    parser.add_argument("--query", metavar="TEXT", help="search for these words instead")
    parser.add_argument("--language", metavar="CODE", help="only fact-checks in this language")
    parser.add_argument("--yes", action="store_true", help="the words may be sent to Google")
    add_allow_private(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask, search and print."""
    import asyncio

    from workbench.desk.sourcing.fact_checks import WHERE, fact_check_key
    from workbench.desk.sourcing.fetching import refuse_offline

    words = _words(arguments)
    refuse_offline()
    fact_check_key()
    if not confirmed(f"Send “{clean_line(words, 200)}” to {WHERE}?", yes=arguments.yes):
        say("nothing was sent")
        return EXIT_DONE
    found = asyncio.run(_search(words, arguments))
    for check in found.checks:
        if arguments.json:
            json_line(_object(check))
        else:
            _print(check)
    if found.problem:
        raise NetworkError(clean_line(found.problem))
    if not found.checks:
        say("no published fact-check was found; that says nothing about the claim")
    return EXIT_DONE


def _words(arguments: argparse.Namespace) -> str:
    if bool(arguments.claim) == bool(arguments.query):
        raise UsageError("name a claim or give --query TEXT, one of the two")
    if arguments.query:
        return squeeze(arguments.query)
    from workbench.ledger.queries import claim as get_claim

    with reading_ledger(arguments) as ledger:
        return squeeze(get_claim(ledger, claim_named(ledger, arguments.claim)).statement)


async def _search(words: str, arguments: argparse.Namespace) -> "FactChecksFound":
    from workbench.desk.sourcing.fact_checks import published_fact_checks

    async with online(arguments) as web:
        return await published_fact_checks(words, web, language=arguments.language)


def _print(check: "PublishedFactCheck") -> None:
    who = clean_line(check.publisher or check.site or "publisher not named", 100)
    when = f", {clean_line(check.reviewed_on, 20)}" if check.reviewed_on else ""
    data(hanging("", f"{who}{when}: “{clean_line(check.rating or 'no rating given')}”"))
    if check.claim:
        said = f"{clean_line(check.claimant, 100)}: " if check.claimant else ""
        data(hanging("    ", f"on: {said}{clean_line(squeeze(check.claim))}"))
    data(hanging("    ", clean_line(check.url)))


def _object(check: "PublishedFactCheck") -> dict[str, str | None]:
    return {
        "url": check.url,
        "publisher": check.publisher,
        "site": check.site,
        "title": check.title,
        "rating": check.rating,
        "language": check.language,
        "reviewed_on": check.reviewed_on,
        "claim": check.claim,
        "claimant": check.claimant,
        "claimed_on": check.claimed_on,
    }
