"""Show the passages of a claim's sources that bear on it, best first.

Each passage says what of the claim it agrees with, differs in or lacks: figures, dates, names,
negation. A figure of the claim that stands nowhere in a text is told on top. The order is one of
likeness, not of who is right.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, add_json, claim_named, reading_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.cli.sources import print_passages, source_named
from workbench.errors import EXIT_DONE
from workbench.model import PageText
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument(
        "source", metavar="SOURCE", nargs="?", help="only this source (default: all of the claim)"
    )
    parser.add_argument(
        "--page-text",
        choices=[text.value for text in PageText],
        default=PageText.MAIN.value,
        help="the article, or everything visible on the page (default: main)",
    )
    parser.add_argument(
        "-n", "--number", type=int, default=5, metavar="N", help="passages a source (default: 5)"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print them."""
    from workbench.desk.sourcing.attaching import name_of, short_source
    from workbench.desk.sourcing.source_view import view_source
    from workbench.ledger.queries import sources_of_claim
    from workbench.reporting.json.source_objects import passage_object

    with reading_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        rows = sources_of_claim(ledger, claim)
        if arguments.source:
            wanted = source_named(ledger, arguments.source, claim)
            rows = tuple(row for row in rows if row.id == wanted)
        for row in rows:
            if row.latest is None:
                continue
            view = view_source(
                ledger,
                claim,
                row.latest,
                text_kind=PageText(arguments.page_text),
                limit=arguments.number,
            )
            if arguments.json:
                for passage in view.passages:
                    json_line({"source": row.id, "capture": row.latest, **passage_object(passage)})
                continue
            place = clean_line(row.url, 120)
            data(hanging(f"{short_source(row.id)}  ", f"{name_of(row)} ({place})"))
            if view.capture.left_out and not view.text:
                say("note: the page copy is not in this file; ask for a copy of it that has it")
                continue
            print_passages(view.passages, view.absent_digits, view.remark, most=arguments.number)
    if not rows:
        say(f"claim {claim[:8]} has no such source; workbench sources {claim[:8]} lists them")
    return EXIT_DONE
