"""Take a dismissed claim back into the lists, or restore a database from a backup.

With CLAIM, the claim comes back. With FILE.db, a backup or any other copy of the project, the
database is made good from it, and nothing is lost by it: the present file is kept aside, and what
it holds that the backup lacks is kept in. It is checked first as by workbench verify; if it is
damaged or was altered, the backup and what is sound in it take its place. To go
back to exactly what the backup holds, say --exactly; the present file is kept aside even so, and
workbench backups lists it.
"""

import argparse

from workbench.cli.arguments import add_database, claim_named, database_path, writing_ledger
from workbench.cli.output import say, short
from workbench.cli.progress import checking
from workbench.errors import EXIT_DONE, UsageError
from workbench.named_paths import argument_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "claim", metavar="CLAIM|FILE.db", help="a dismissed claim's id, or a backup to restore"
    )
    parser.add_argument(
        "--exactly", action="store_true", help="leave out what the backup does not hold"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Restore the claim or the database."""
    if _names_a_file(arguments.claim):
        return _restore_backup(arguments)
    if arguments.exactly:
        raise UsageError("--exactly goes with a backup, and this names a claim")
    from workbench.desk.working.claims import restore

    with writing_ledger(arguments) as ledger:
        identifier = claim_named(ledger, arguments.claim)
        restore(ledger, identifier)
    say(f"restored claim {short(identifier)}")
    return EXIT_DONE


def _names_a_file(typed: str) -> bool:
    return typed.endswith(".db") or "/" in typed or "\\" in typed


def _restore_backup(arguments: argparse.Namespace) -> int:
    from workbench.desk.safekeeping.restored import restored_lines
    from workbench.desk.safekeeping.restoring import restore_backup

    path = database_path(arguments)
    with checking() as progress:
        restored = restore_backup(
            argument_path(arguments.claim), path, exactly=arguments.exactly, progress=progress
        )
    for line in restored_lines(restored, exactly=arguments.exactly):
        say(line)
    return EXIT_DONE
