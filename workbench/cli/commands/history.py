"""Show everything that was done to a claim, by whom, when, and what it replaced."""

import argparse

from workbench.cli.arguments import add_claim, add_database, add_json, claim_named, reading_ledger
from workbench.cli.output import data, hanging, json_line
from workbench.errors import EXIT_DONE
from workbench.model import HistoryEntry
from workbench.text import clean_block, clean_line, squeeze


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the history, oldest first."""
    from workbench.ledger.queries import history

    with reading_ledger(arguments) as ledger:
        entries = history(ledger, claim_named(ledger, arguments.claim))
    for entry in entries:
        if arguments.json:
            json_line(_object(entry))
        else:
            _print(entry)
    return EXIT_DONE


def _object(entry: HistoryEntry) -> dict[str, object]:
    return {
        "event": entry.event,
        "act": entry.act,
        "at": entry.at.isoformat(),
        "by": entry.by.name,
        "field": entry.field,
        "old": entry.old,
        "new": entry.new,
        "because": entry.because,
        "live": entry.live,
        "undone": entry.undone,
    }


def _print(entry: HistoryEntry) -> None:
    state = "  (undone)" if entry.undone else "" if entry.live else "  (superseded)"
    head = f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}  "
    change = clean_line(squeeze(entry.new if entry.new is not None else "withdrawn"))
    before = f" (was: {clean_line(squeeze(entry.old))})" if entry.old is not None else ""
    who = clean_line(entry.by.name)
    data(hanging(head, f"{who}: {clean_line(entry.field)}: {change}{before}{state}"))
    for line in clean_block(entry.because or "").splitlines():
        data(hanging(" " * len(head) + "because: ", line))
