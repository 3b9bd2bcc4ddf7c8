"""List the sources of a claim: what is attached and what was quoted, with how each fetch went.

Sources that carry the same text, as when many papers print one agency's dispatch, share an
origin and count as one; the last line says how many there are of each.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, add_json, claim_named, reading_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line, squeeze


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the list."""
    from workbench.desk.attaching import short_source
    from workbench.desk.dating import day_in
    from workbench.desk.fetching import describe_outcome
    from workbench.desk.source_view import sources_of
    from workbench.desk.testimony import SPOKEN
    from workbench.reporting.source_objects import source_object

    with reading_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        found = sources_of(ledger, claim)
    for row in found.rows:
        if arguments.json:
            json_line(source_object(row, short_source(row.id)))
            continue
        title = clean_line(squeeze(row.title or row.url), 100)
        quotes = f", {row.quotes} quoted" if row.quotes else ""
        when = f", {row.captured_at.astimezone():%Y-%m-%d %H:%M}" if row.captured_at else ""
        outcome = describe_outcome(row.outcome, row.reason)
        if row.kind in SPOKEN:
            outcome = "recorded"
        day = day_in(row.published)
        dated = f", published {day}" if day else ""
        data(
            hanging(
                f"{short_source(row.id)}  origin {row.origin}  ",
                f"{title} ({row.kind}, {clean_line(row.url, 120)}{dated}): {outcome}{when}{quotes}",
            )
        )
    if found.rows:
        say(found.words)
    else:
        say(f"claim {claim[:8]} has no sources yet; attach one with workbench attach")
    return EXIT_DONE
