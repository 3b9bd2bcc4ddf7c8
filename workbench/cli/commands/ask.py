"""Ask a question whose answers decide a claim, or print the questions on it.

Questions and answers follow AVeriTeC: each answer is extractive, abstractive, boolean, or says
that there is none. Answer with: workbench answer.
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
from workbench.cli.work import print_questions
from workbench.errors import EXIT_DONE, UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("text", metavar="TEXT", nargs="?", help="the question (default: print all)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--edit", metavar="ID", help="put TEXT in the place of your own question")
    which.add_argument("--withdraw", metavar="ID", help="take your own question back")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask, edit, withdraw or print."""
    from workbench.desk.working.questions import ask, edit_question, withdraw_question
    from workbench.ledger.queries import claim as get_claim
    from workbench.reporting.json.work_objects import question_object

    if arguments.text is None and arguments.edit:
        raise UsageError("say what the question shall be")
    if arguments.text is None and arguments.withdraw is None:
        with reading_ledger(arguments) as ledger:
            found = get_claim(ledger, claim_named(ledger, arguments.claim))
        if arguments.json:
            for one in found.questions:
                json_line(question_object(one))
        else:
            print_questions(found)
        return EXIT_DONE
    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        if arguments.withdraw:
            withdraw_question(ledger, claim, arguments.withdraw)
            say("withdrawn; workbench undo brings it back")
        elif arguments.edit:
            edit_question(ledger, claim, arguments.edit, arguments.text)
            say("edited; workbench undo takes it back")
        else:
            data(ask(ledger, claim, arguments.text))
            say("asked; workbench undo takes it back")
    return EXIT_DONE
