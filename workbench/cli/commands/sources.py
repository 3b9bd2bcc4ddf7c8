"""List the sources of a claim: what is attached and what was quoted, with how each fetch went.

Sources that carry the same text, as when many papers print one agency's dispatch, share an
origin and count as one; the last line says how many there are of each. A source of which no text
is here can be compared with none: its origin is -.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, add_json, claim_named, reading_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.errors import EXIT_DONE
from workbench.model import SourceKind, SourceRow
from workbench.text import clean_line, squeeze


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the list."""
    from workbench.desk.sourcing.attaching import short_source
    from workbench.desk.sourcing.fetching import describe_outcome
    from workbench.desk.sourcing.source_view import sources_of
    from workbench.desk.sourcing.testimony import SPOKEN, describe_reply
    from workbench.ledger.queries import testimony
    from workbench.reporting.json.source_objects import source_object

    with reading_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        found = sources_of(ledger, claim)
        told = {row.id: testimony(ledger, row.id) for row in found.rows if row.kind in SPOKEN}
    for row in found.rows:
        compared = row.id in found.compared
        if arguments.json:
            value = source_object(row, short_source(row.id))
            json_line(value if compared else value | {"origin": None})
            continue
        said = told.get(row.id)
        outcome = describe_outcome(row.outcome, row.reason)
        if said is not None:
            outcome = describe_reply(said) or "recorded"
        when = f", {row.captured_at.astimezone():%Y-%m-%d %H:%M}" if row.captured_at else ""
        quotes = f", {row.quotes} quoted" if row.quotes else ""
        origin = row.origin if compared else "-"
        head = f"{short_source(row.id)}  origin {origin}  "
        data(hanging(head, f"{_described(row)}: {outcome}{when}{quotes}"))
    if found.rows:
        say(found.words)
    else:
        say(f"claim {claim[:8]} has no sources yet; attach one with workbench attach")
    return EXIT_DONE


def _described(row: SourceRow) -> str:
    """A source in a line: its title, what it is, and where it is unless that was said."""
    from workbench.desk.sourcing.dating import day_in
    from workbench.desk.sourcing.testimony import SPOKEN

    if row.kind in SPOKEN:
        return clean_line(squeeze(row.url), 160)
    title = clean_line(squeeze(row.title or row.url), 100)
    place = clean_line(row.url, 120)
    kind = "pasted text" if row.kind is SourceKind.TEXT else str(row.kind)
    day = day_in(row.published)
    facts = [kind, "" if place == title else place, f"published {day}" if day else ""]
    return f"{title} ({', '.join(filter(None, facts))})"
