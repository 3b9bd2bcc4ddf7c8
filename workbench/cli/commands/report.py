"""Write a report of what was decided, with the evidence a reader needs to check it.

Decided claims are told, disagreements included; what was left out is counted in the report.
The format follows from the ending of FILE where --format is not given. FILE is written whole, or
stays as it was.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.arguments import (
    add_as_of,
    add_database,
    add_query,
    day,
    exclusions_kept,
    query_of,
    reading_ledger,
)
from workbench.cli.output import data, say
from workbench.cli.progress import report_progress
from workbench.errors import EXIT_DONE, UsageError
from workbench.named_paths import argument_path
from workbench.reporting.formats import (
    DEFAULT_FORMAT,
    FORMATS,
    format_named,
    format_of_file,
    schema,
)
from workbench.text import clean_line, counted

if TYPE_CHECKING:
    from workbench.desk.reporting.reports import Written
    from workbench.desk.reporting.selection import Selection
    from workbench.reporting.formats import Format, ReportOptions


rewrite = exclusions_kept


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_query(parser)
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="; ".join(f"{each.name}: {each.about}" for each in FORMATS.values()),
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=argument_path, help="default: stdout"
    )
    which = parser.add_argument_group("which claims")
    which.add_argument("--document", metavar="ID", help="those of a document")
    which.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help="those with a tag; repeatable"
    )
    which.add_argument(
        "--claim", metavar="ID", action="append", default=[], help="this claim; repeatable"
    )
    which.add_argument("--reviewer", metavar="NAME", help="those a reviewer has decided")
    which.add_argument("--since", metavar="DAY", type=day, help="decided on this day or later")
    which.add_argument("--until", metavar="DAY", type=day, help="decided on this day or earlier")
    draft = which.add_mutually_exclusive_group()
    draft.add_argument("--drafts", action="store_true", help="undecided claims too")
    draft.add_argument(
        "--closed",
        action="store_true",
        help="no disagreements, and nothing that needs another look",
    )
    add_as_of(which)
    how = parser.add_argument_group("how it is told")
    how.add_argument("--anonymous", action="store_true", help="Reviewer 1 instead of names")
    how.add_argument(
        "--page-copies",
        action="store_true",
        help="the texts of captured pages too, where the format can carry them",
    )
    how.add_argument(
        "--histories",
        action="store_true",
        help="jsonl: histories and the independence of sources too, as json has them; takes longer",
    )
    how.add_argument(
        "--templates",
        metavar="DIR",
        type=argument_path,
        help="templates that take the place of ours",
    )
    how.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of json and jsonl instead"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the report to a file or stdout."""
    from workbench.desk.reporting.replacing import replacing, spooled
    from workbench.desk.reporting.reports import shortcomings, templates_for, write_report
    from workbench.ledger.queries import find_claim
    from workbench.reporting.formats import ReportOptions

    if arguments.schema:
        data(schema().rstrip())
        return EXIT_DONE
    form = _format(arguments)
    chosen = _selection(arguments)
    options = ReportOptions(arguments.templates, arguments.page_copies, arguments.histories)
    _refuse(form, options, arguments.output)
    options = replace(options, templates=templates_for(form, arguments.templates))
    with reading_ledger(arguments) as ledger:
        for words in shortcomings(ledger, form):
            say(f"note: {words}")
        if arguments.claim:
            found = tuple(find_claim(ledger, typed) for typed in arguments.claim)
            chosen = replace(chosen, claims=found)
        if arguments.output is None:
            sys.stdout.flush()
            with spooled(sys.stdout.buffer) as stream:
                written = write_report(ledger, form.name, stream, chosen, options)
        else:
            with report_progress() as (watch, paging), replacing(arguments.output) as stream:
                paged = replace(options, paging=paging)
                written = write_report(ledger, form.name, stream, chosen, paged, watch)
            say(f"wrote {clean_line(str(arguments.output))}: {counted(written.claims, 'claim')}")
    _tell(written)
    for word in arguments.query:
        if not written.claims and word in FORMATS:
            say(f"{word} was searched for as a word; --format {word} names the format")
    return EXIT_DONE


def _format(arguments: argparse.Namespace) -> "Format":
    if arguments.format is not None:
        return format_named(arguments.format)
    output: Path | None = arguments.output
    if output is None or not _is_named_for_a_format(output):
        return format_named(DEFAULT_FORMAT)
    found = format_of_file(output)
    if found is None:
        endings = ", ".join(each.suffix for each in FORMATS.values())
        raise UsageError(
            f"the name {clean_line(output.name, 60)} does not tell a format; end it with one of "
            f"{endings}, or name one with --format"
        )
    return found


def _is_named_for_a_format(output: Path) -> bool:
    """Whether a file's name is to tell the format; that of a device or pipe is not."""
    return not output.exists() or output.is_file()


def _selection(arguments: argparse.Namespace) -> "Selection":
    from workbench.desk.reporting.selection import Selection

    return Selection(
        query=query_of(arguments),
        document=arguments.document,
        tags=tuple(arguments.tag),
        reviewer=arguments.reviewer,
        since=arguments.since,
        until=arguments.until,
        drafts=arguments.drafts,
        closed=arguments.closed,
        as_of=arguments.as_of,
        anonymous=arguments.anonymous,
    )


def _refuse(form: "Format", options: "ReportOptions", output: Path | None) -> None:
    if form.binary and output is None and sys.stdout.isatty():
        raise UsageError(f"{form.name} is no text for a terminal; name a file with -o")
    if options.templates is not None and not form.templates:
        raise UsageError(f"{form.name} is made without templates; leave --templates out")
    if options.histories and not form.tells_histories:
        raise UsageError(f"{form.name} tells no histories; leave --histories out")
    if options.page_copies and not form.page_copies:
        raise UsageError(f"{form.name} cannot carry page copies; leave --page-copies out")


def _tell(written: "Written") -> None:
    if written.untold:
        say(
            f"{counted(written.untold, 'claim')} left out: without one result that this format "
            "can tell (undecided, or reviewers disagree)"
        )
    if written.claims:
        return
    left = written.left
    reasons = [
        f"{counted(number, 'claim')} {what}"
        for number, what in (
            (left.undecided, "not decided yet (--drafts tells them too)"),
            (left.unsettled, "not settled"),
            (left.dismissed, "set aside"),
        )
        if number
    ]
    say("the report has no claim" + (f": {', '.join(reasons)}" if reasons else ""))
