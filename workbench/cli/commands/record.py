"""Record what never was a page: a call, an interview, an e-mail, a reply, a screenshot.

TEXT are the words, or - for standard input. Say who, on which day, and on what terms. A right of
reply and a records request have the day of asking, and the day of the answer once there is one;
without an answer there are no words yet.

A confidential source is described in --who; --name is who it really is. That name is kept in your
notes on this computer alone, readable by you, and never enters the database: a text that holds it
is refused. Undo takes back the record, not the note.
"""

import argparse
from datetime import datetime

from workbench.cli.arguments import add_claim, add_database, claim_named, day, writing_ledger
from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE, InputError
from workbench.model import OnRecord, SourceKind, Testimony
from workbench.text import clean_line

_KINDS = (
    SourceKind.CALL,
    SourceKind.INTERVIEW,
    SourceKind.EMAIL,
    SourceKind.RECORDS_REPLY,
    SourceKind.SCREENSHOT,
    SourceKind.RIGHT_OF_REPLY,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("text", metavar="TEXT", nargs="?", help="the words, or - for stdin")
    parser.add_argument(
        "--kind", required=True, choices=[kind.value for kind in _KINDS], help="what it is"
    )
    parser.add_argument(
        "--who", required=True, metavar="TEXT", help="who it was, or a description of a person"
    )
    parser.add_argument(
        "--on",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day it happened (default: that of the answer or of asking, else today)",
    )
    parser.add_argument(
        "--terms",
        required=True,
        choices=[terms.value for terms in OnRecord],
        help="what may be published of it",
    )
    parser.add_argument("--asked", type=day, metavar="YYYY-MM-DD", help="the day of asking")
    parser.add_argument("--answered", type=day, metavar="YYYY-MM-DD", help="the day of the answer")
    parser.add_argument("--confidential", action="store_true", help="the name stays hidden")
    parser.add_argument(
        "--name", metavar="NAME", default="", help="the hidden name, for your local notes alone"
    )
    parser.add_argument("--note", metavar="TEXT", help="a remark, kept in the database")
    parser.add_argument("--file", metavar="FILE", help="keep this file with it, a picture say")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Keep it and print the source's id."""
    from workbench.desk.sourcing.files import MAX_BYTES, read_bytes
    from workbench.desk.sourcing.testimony import record_testimony

    text: str = arguments.text or ""
    if text == "-":
        from workbench.sourcing.files import load

        text = load("-").text
    attachment = read_bytes(arguments.file) if arguments.file else None
    if attachment is not None and not 0 < len(attachment) <= MAX_BYTES:
        raise InputError(f"{clean_line(arguments.file, 200)} is empty or too large to keep")
    today = datetime.now().astimezone().date()
    on = arguments.on or arguments.answered or arguments.asked or today
    testimony = Testimony(
        kind=SourceKind(arguments.kind),
        who=arguments.who,
        on=on.isoformat(),
        terms=OnRecord(arguments.terms),
        asked_on=arguments.asked.isoformat() if arguments.asked else None,
        answered_on=arguments.answered.isoformat() if arguments.answered else None,
        confidential=arguments.confidential,
        note=arguments.note,
    )
    with writing_ledger(arguments) as ledger:
        recorded = record_testimony(
            ledger,
            claim_named(ledger, arguments.claim),
            testimony,
            text,
            name=arguments.name,
            attachment=attachment,
        )
    data(recorded.source)
    if arguments.confidential:
        say("the name is in your notes on this computer and not in the database")
    say(f"recorded as source {recorded.short}; workbench undo takes it back")
    return EXIT_DONE
