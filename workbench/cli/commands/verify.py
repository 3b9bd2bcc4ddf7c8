"""Check that nothing in the database was lost or altered; exit code 1 if something was."""

import argparse

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.output import data, json_line, say
from workbench.cli.progress import checking
from workbench.errors import EXIT_DONE, NotSo
from workbench.text import clean_line, counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check every event, chain, signature, kept document and the tables made from them."""
    from workbench.desk.safekeeping.checking import check, remedy
    from workbench.desk.safekeeping.ways import ways_to_mend

    with reading_ledger(arguments) as ledger, checking() as progress:
        result = check(ledger, progress)
    if arguments.json:
        json_line(
            {
                "events": result.events,
                "blobs": result.blobs,
                "problems": list(result.problems),
                "remarks": list(result.remarks),
            }
        )
    else:
        for remark in result.remarks:
            data(f"remark: {clean_line(remark)}")
        for problem in result.problems:
            data(f"problem: {clean_line(problem)}")
        events, kept = counted(result.events, "event"), counted(result.blobs, "kept document")
        data(f"checked {events} and {kept}")
    if result.problems:
        what_to_do = remedy(result, ways_to_mend(ledger.path))
        raise NotSo(f"{counted(len(result.problems), 'problem')} found; {what_to_do}")
    say("everything is as it was written")
    return EXIT_DONE
