"""Answer a question on a claim, as AVeriTeC has it.

QUESTION is its number in workbench ask CLAIM, or its id. An extractive answer is in the words of
a source, an abstractive one in yours, a boolean one is yes or no with --because, and an
unanswerable one says that nothing was found.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE, UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="its number or id")
    parser.add_argument("text", metavar="TEXT", nargs="?", default="", help="the answer")
    parser.add_argument(
        "--kind", metavar="KIND", help="extractive, abstractive, boolean or unanswerable"
    )
    parser.add_argument("--evidence", metavar="ID", help="the evidence that it rests on")
    parser.add_argument("--url", metavar="URL", help="the address that it rests on")
    parser.add_argument("--because", metavar="TEXT", help="why yes or no")
    parser.add_argument("--withdraw", metavar="ID", help="take your own answer back")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer, or withdraw an answer."""
    from workbench.desk.working.questions import answer, find_answer_kind, withdraw_answer

    if arguments.withdraw is None and (arguments.question is None or arguments.kind is None):
        raise UsageError("name the question and the kind of the answer with --kind")
    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        if arguments.withdraw is not None:
            withdraw_answer(ledger, claim, arguments.withdraw)
            say("withdrawn; workbench undo brings it back")
            return EXIT_DONE
        identifier = answer(
            ledger,
            claim,
            arguments.question,
            arguments.text,
            find_answer_kind(arguments.kind),
            evidence=arguments.evidence,
            url=arguments.url,
            because=arguments.because,
        )
    data(identifier)
    say("answered; workbench undo takes it back")
    return EXIT_DONE
