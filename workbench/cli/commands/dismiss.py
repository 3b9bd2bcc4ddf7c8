"""Set aside what is no claim to check. It leaves the lists and nothing is deleted."""

import argparse

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.output import say, short
from workbench.cli.several import add_claims, claims_meant, print_changes
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claims(parser)
    parser.add_argument("--because", metavar="TEXT", default="", help="why")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Dismiss the claims."""
    from workbench.desk.working.claims import dismiss, dismiss_several

    with writing_ledger(arguments) as ledger:
        claims = claims_meant(ledger, arguments)
        if len(claims) == 1 and not arguments.dry_run:
            dismiss(ledger, claims[0], arguments.because)
            say(f"dismissed claim {short(claims[0])}; workbench undo or restore brings it back")
            return EXIT_DONE
        changes = dismiss_several(ledger, claims, arguments.because, preview=arguments.dry_run)
    print_changes(changes, dry_run=arguments.dry_run)
    return EXIT_DONE
