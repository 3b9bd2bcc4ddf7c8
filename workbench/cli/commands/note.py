"""Write a private note on a claim, or print it.

Notes are plain files in the state folder of this computer, readable by you alone. They never
enter the database, a report or a backup, and undo does not touch them.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, reading_ledger
from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE, UsageError
from workbench.text import clean_block, clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument(
        "text", metavar="TEXT", nargs="?", help="the note, - for stdin (default: print it)"
    )
    parser.add_argument("--add", action="store_true", help="put it below the note that is there")
    parser.add_argument("--remove", action="store_true", help="remove the note for good")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print, write or remove."""
    from workbench.desk.working.notes import NoteBox

    if arguments.remove and arguments.text:
        raise UsageError("either write a note or remove it")
    with reading_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        box = NoteBox(ledger.project.id)
    before = box.note(claim)
    if arguments.remove:
        box.write_note(claim, "")
        say("removed; there is no undo for notes")
        return EXIT_DONE
    if arguments.text is None:
        for line in clean_block(before).splitlines():
            data(line)
        if not before:
            say(f"there is no note on claim {claim[:8]}")
        return EXIT_DONE
    text = arguments.text
    if text == "-":
        from workbench.sourcing.files import load

        text = load("-").text
    box.write_note(claim, f"{before}\n{text}".strip() if arguments.add else text)
    say(f"kept on this computer alone, in {clean_line(str(box.directory))}")
    return EXIT_DONE
