"""List the backups that this program has made of a database.

One is made before each merge and each restore, and one a day before the first change. They lie in
the state folder of this computer and old ones make room for new ones; the settings under
[backups] say how many are kept. To go back to one: workbench restore FILE.db.
"""

import argparse

from workbench.cli.arguments import add_database, add_json, database_path
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line, counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """List them, the newest first. The database itself need not be readable."""
    from workbench.desk.safekeeping.backups import backups_of

    found = backups_of(database_path(arguments))
    for one in found:
        if arguments.json:
            json_line(
                {
                    "file": str(one.path),
                    "kind": one.kind,
                    "made_at": one.made_at.isoformat(),
                    "bytes": one.size,
                }
            )
        else:
            data(
                f"{one.made_at:%Y-%m-%d %H:%M} UTC  {one.kind:<14} {one.size:>13,} bytes  "
                f"{clean_line(str(one.path))}"
            )
    say(counted(len(found), "backup") if found else "there are no backups of it on this computer")
    return EXIT_DONE
