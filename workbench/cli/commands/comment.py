"""Comment on a claim, for everybody who has the file, or print the comments on it.

A reply names the comment it answers; your own comment can be edited or withdrawn, and stays in
the history. What only you should read is a note: workbench note.
"""

import argparse

from workbench.cli.arguments import (
    add_claim,
    add_database,
    add_json,
    claim_named,
    reading_ledger,
    writing_ledger,
)
from workbench.cli.output import data, json_line, say
from workbench.cli.work import print_comments
from workbench.errors import EXIT_DONE, UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("text", metavar="TEXT", nargs="?", help="the comment (default: print all)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--reply-to", metavar="ID", help="the comment that this one answers")
    which.add_argument("--edit", metavar="ID", help="put TEXT in the place of your own comment")
    which.add_argument("--withdraw", metavar="ID", help="take your own comment back")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Comment, edit, withdraw or print."""
    from workbench.desk.working.commenting import comment, edit_comment, withdraw_comment
    from workbench.ledger.queries import claim as get_claim
    from workbench.reporting.json.work_objects import comment_object

    if arguments.text is None and (arguments.reply_to or arguments.edit):
        raise UsageError("say what the comment shall be")
    if arguments.text is None and arguments.withdraw is None:
        with reading_ledger(arguments) as ledger:
            found = get_claim(ledger, claim_named(ledger, arguments.claim))
        if arguments.json:
            for one in found.comments:
                json_line(comment_object(one))
        else:
            print_comments(found)
        return EXIT_DONE
    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        if arguments.withdraw:
            withdraw_comment(ledger, claim, arguments.withdraw)
            say("withdrawn; workbench undo brings it back")
        elif arguments.edit:
            edit_comment(ledger, claim, arguments.edit, arguments.text)
            say("edited; workbench undo takes it back")
        else:
            data(comment(ledger, claim, arguments.text, arguments.reply_to))
            say("kept in the database, for everybody; workbench undo takes it back")
    return EXIT_DONE
