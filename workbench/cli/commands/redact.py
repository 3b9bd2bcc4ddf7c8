"""Remove text for good from this computer: a claim, a document, a capture, or one thing said.

A claim goes with everything that was said about it and with the text of its document; a document
with all claims read from it; a capture with its page copies. Drafts, notes and caches go too.
There is no undo. What is removed does not come back by a merge. Nothing is removed elsewhere:
colleagues see a proposal, and may follow it with --accept. --list shows proposals, and what was
redacted here.
"""

import argparse
import sys
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, writing_ledger
from workbench.cli.output import data, json_line, say, status_line
from workbench.errors import EXIT_DONE, NotSo, UsageError
from workbench.text import clean_line, counted, squeeze

if TYPE_CHECKING:
    from workbench.desk.safekeeping.redacting import Redaction
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "what",
        metavar="ID",
        nargs="?",
        help="a claim, document, capture, verdict, piece of evidence, comment …",
    )
    parser.add_argument("--because", metavar="TEXT", help="why; without the text that is to go")
    parser.add_argument("--yes", action="store_true", help="do not ask; needed without a terminal")
    parser.add_argument(
        "--keep-document", action="store_true", help="leave the text of a claim's document"
    )
    parser.add_argument(
        "--remove-backups", action="store_true", help="delete the backups that hold it still"
    )
    parser.add_argument(
        "--quietly", action="store_true", help="do not propose to the others to redact it too"
    )
    parser.add_argument("--accept", metavar="ID", help="redact what a colleague proposes")
    parser.add_argument("--list", action="store_true", help="show proposals and what was redacted")
    parser.add_argument("--finish", action="store_true", help="finish what was cut short")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Redact, or show what was."""
    chosen = [arguments.what, arguments.accept, arguments.list or None, arguments.finish or None]
    if sum(one is not None for one in chosen) != 1:
        raise UsageError("name one thing to redact, or say --accept ID, --list or --finish")
    from workbench.desk.safekeeping.proposed_redactions import (
        finish_what_was_cut_short,
        plan_proposed,
    )
    from workbench.desk.safekeeping.redacting import plan_redaction

    with writing_ledger(arguments) as ledger:
        if arguments.list:
            return _list(ledger, as_json=arguments.json)
        if arguments.finish:
            return _finish(ledger)
        if finish_what_was_cut_short(ledger):
            say("a redaction that was cut short is finished now")
        if arguments.accept is not None:
            plan = plan_proposed(ledger, arguments.accept)
            return _redact(ledger, plan, arguments, "as was proposed", propose=False)
        if not arguments.because:
            raise UsageError("say why with --because TEXT, without the text that is to go")
        plan = plan_redaction(ledger, arguments.what, keep_document=arguments.keep_document)
        propose = not arguments.quietly
        return _redact(ledger, plan, arguments, arguments.because, propose=propose)


def _redact(
    ledger: "Ledger",
    plan: "Redaction",
    arguments: argparse.Namespace,
    because: str,
    *,
    propose: bool,
) -> int:
    from workbench.desk.safekeeping.redacting import carry_out, remove_backups

    say(f"redact {plan.what}:")
    for line in plan.lines:
        say(f"  {line}")
    say("there is no undo")
    if not arguments.yes and not _sure():
        raise NotSo("nothing was redacted; say --yes to do it")
    carry_out(ledger, plan, because, propose=propose)
    removed = remove_backups(plan.backups) if arguments.remove_backups else 0
    data(f"redacted {counted(len(plan.events), 'event')}, {counted(len(plan.kept), 'kept text')}")
    if removed:
        say(f"removed {counted(removed, 'backup')}")
    elif plan.backups:
        held = "backup still holds it" if len(plan.backups) == 1 else "backups still hold it"
        say(f"{len(plan.backups)} {held}; --remove-backups deletes what holds it")
    return EXIT_DONE


def _sure() -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    status_line.show("redact it for good? [y/N] ")
    answer = sys.stdin.readline().strip().lower()
    status_line.clear()
    return answer in ("y", "yes")


def _list(ledger: "Ledger", *, as_json: bool) -> int:
    from workbench.desk.safekeeping.proposed_redactions import standing

    found = standing(ledger)
    for one in found.proposals:
        who, why = squeeze(clean_line(one.by, 60)), squeeze(clean_line(one.because, 300))
        if as_json:
            json_line(
                {"proposal": one.event, "by": one.by, "because": one.because, "here": one.here}
            )
        else:
            data(f"proposal {one.event[-8:]} by {who}, {one.at[:10]}: {one.here} here; {why}")
    if as_json:
        json_line({"redacted_events": found.events, "redacted_texts": found.texts})
    else:
        texts = counted(found.texts, "kept text")
        data(f"redacted here: {counted(found.events, 'event')}, {texts}")
    return EXIT_DONE


def _finish(ledger: "Ledger") -> int:
    from workbench.ledger.redacting import finish, is_unfinished

    if not is_unfinished(ledger):
        raise NotSo("no redaction was cut short")
    finish(ledger)
    say("finished")
    return EXIT_DONE
