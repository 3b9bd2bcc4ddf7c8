"""Write captures as a WARC file, the form in which web archives keep and exchange pages.

FILE should end in .warc.gz. Without claims, all captures of the project go into it. Fetches that
failed and page copies that are not in this database are told of in metadata records; what was
never on the web is left out. Needs the extra: pip install 'claim-workbench[archive]'.
"""

import argparse
from dataclasses import asdict

from workbench.cli.arguments import add_database, add_json, claim_named, reading_ledger
from workbench.cli.output import json_line, say
from workbench.errors import EXIT_DONE
from workbench.named_paths import argument_path
from workbench.text import clean_line, counted

_NOUNS = {
    "pages": ("page",),
    "redirects": ("redirect",),
    "resources": ("file", "files"),
    "failed": ("fetch that failed", "fetches that failed"),
    "without_copy": ("page without its copy", "pages without their copies"),
    "damaged": ("damaged page copy", "damaged page copies"),
    "left_out": ("source that was never on the web", "sources that were never on the web"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", type=argument_path, help="the file to write")
    parser.add_argument(
        "claims", metavar="CLAIM", nargs="*", help="only the captures of these claims' sources"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write it."""
    from workbench.desk.sourcing.preserving import export_warc

    with reading_ledger(arguments) as ledger:
        claims = [claim_named(ledger, typed) for typed in arguments.claims]
        written = export_warc(ledger, arguments.file, claims)
    counts = asdict(written)
    if arguments.json:
        json_line({"file": str(arguments.file), **counts})
    told = ", ".join(counted(count, *_NOUNS[name]) for name, count in counts.items() if count)
    say(f"wrote {clean_line(str(arguments.file))}: {told or 'no captures'}")
    return EXIT_DONE
