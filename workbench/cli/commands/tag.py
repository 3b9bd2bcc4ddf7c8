"""Tag claims: +TAG adds a tag, -TAG takes it away. Without either, print their tags.

Case makes no difference. A tag with a blank in it is quoted: "+air defence". All claims are
changed in one act, which one undo takes back.
"""

import argparse
from collections.abc import Sequence

from workbench.cli.arguments import add_database, reading_ledger, writing_ledger
from workbench.cli.output import data, short
from workbench.cli.several import add_where, claims_meant, print_changes
from workbench.errors import EXIT_DONE
from workbench.text import clean_line


def rewrite(words: Sequence[str]) -> list[str]:
    """Turn ``-kosovo`` into the option that it stands for."""
    return [f"--remove={word[1:]}" if _takes_away(word) else word for word in words]


def _takes_away(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "words", metavar="CLAIM|+TAG|-TAG", nargs="*", help="claims' ids, and tags with their signs"
    )
    parser.add_argument(
        "--remove", metavar="TAG", action="append", default=[], help="take a tag away, as -TAG does"
    )
    add_where(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Tag the claims, or print their tags."""
    from workbench.desk.working.several import rows_named
    from workbench.desk.working.tagging import tag

    added = [word[1:] for word in arguments.words if word.startswith("+")]
    arguments.claims = [word for word in arguments.words if not word.startswith("+")]
    if not added and not arguments.remove:
        with reading_ledger(arguments) as ledger:
            for row in rows_named(ledger, claims_meant(ledger, arguments)):
                data(f"{short(row.id)}  {clean_line(', '.join(row.tags))}".rstrip())
        return EXIT_DONE
    with writing_ledger(arguments) as ledger:
        claims = claims_meant(ledger, arguments)
        changes = tag(ledger, claims, added, arguments.remove, preview=arguments.dry_run)
    print_changes(changes, dry_run=arguments.dry_run)
    return EXIT_DONE
