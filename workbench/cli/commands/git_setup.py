"""Let git merge the database without conflicts, and show it as prose in git diff and git log -p.

It adds a merge driver and a text conversion to the configuration of this repository, and a line for
the database to its .gitattributes. Nothing is asked; doing it again changes nothing; --remove takes
it back. Every clone needs it once, because git does not take such settings from others.

From then on git merge, rebase, cherry-pick and stash keep what both sides say, and verdicts that
differ stand side by side (workbench conflicts).
"""

import argparse

from workbench.cli.arguments import add_database, add_json, database_path
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--remove", action="store_true", help="take back what was set up")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Set up, or take back."""
    from workbench.desk.sharing.git.setting_up import remove, set_up

    path = database_path(arguments)
    done = remove(path) if arguments.remove else set_up(path)
    if arguments.json:
        json_line(
            {
                "repository": str(done.repository),
                "changed": list(done.changed),
                "notes": list(done.notes),
            }
        )
    else:
        for line in done.changed:
            data(clean_line(line))
    if not done.changed:
        say("nothing to change")
    for note in done.notes:
        say(f"note: {note}")
    return EXIT_DONE
