"""Quote a source: words that stand in its capture become evidence on a claim.

The words must stand there, apart from white space and kinds of quotation marks and dashes. If
they do not, the nearest words that do are named, and a changed figure before anything else.
Several hits ask for a longer quotation. The evidence stays bound to that capture for ever.

Without --dated, evidence has the date of its page; where that lies after the claim's, it is
flagged as younger than the claim. A translation is kept beside the words and marked as yours.
With --instead-of the stance or the remarks of a piece of evidence of yours are changed; then
SOURCE and WORDS are left out.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import data, say
from workbench.cli.sources import source_named
from workbench.errors import EXIT_DONE, NotSo, UsageError
from workbench.model import PageText, Stance
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.sourcing.quoting import Remarks
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument(
        "source", metavar="SOURCE", nargs="?", help="a source's id, its beginning, or its address"
    )
    parser.add_argument("words", metavar="WORDS", nargs="?", help="the exact words, or - for stdin")
    parser.add_argument(
        "--stance",
        choices=[stance.value for stance in Stance],
        help="what the words do to the claim",
    )
    parser.add_argument("--note", metavar="TEXT", help="a remark of yours, kept with the evidence")
    parser.add_argument(
        "--dated", metavar="YYYY[-MM[-DD]]", help="the evidence's own date (default: the page's)"
    )
    parser.add_argument("--translation", metavar="TEXT", help="your translation of the words")
    parser.add_argument("--language", metavar="CODE", help="the language of the translation")
    parser.add_argument("--capture", metavar="CAPTURE", help="which capture (default: the newest)")
    parser.add_argument(
        "--page-text",
        choices=[text.value for text in PageText],
        default=PageText.MAIN.value,
        help="quote from the article, or from all that is visible (default: main)",
    )
    parser.add_argument(
        "--instead-of", metavar="EVIDENCE", help="change this piece of evidence of yours"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Keep the evidence and print its id."""
    from workbench.desk.sourcing.quoting import Remarks

    remarks = Remarks(arguments.note, arguments.dated, arguments.translation, arguments.language)
    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        if arguments.instead_of:
            from workbench.desk.sourcing.quoting import change_evidence

            if arguments.source or arguments.words:
                raise UsageError("--instead-of keeps the words, so name neither SOURCE nor WORDS")
            identifier = change_evidence(
                ledger,
                claim,
                arguments.instead_of,
                stance=Stance(arguments.stance) if arguments.stance else None,
                remarks=remarks if remarks != Remarks() else None,
            )
        else:
            identifier = _quote(arguments, ledger, claim, remarks)
        younger = _is_younger(ledger, claim, identifier)
    data(identifier)
    if younger:
        say("note: this evidence is younger than the claim")
    say(f"kept as evidence {identifier[-8:]}; workbench undo takes it back")
    return EXIT_DONE


def _quote(arguments: argparse.Namespace, ledger: "Ledger", claim: str, remarks: "Remarks") -> str:
    from workbench.desk.sourcing.quoting import quote
    from workbench.ledger.queries import find_capture, source

    if not arguments.source or not arguments.words:
        raise UsageError("name the source and its exact words; see workbench quote --help")
    if not arguments.stance:
        raise UsageError("say what the words do to the claim: --stance supports, refutes, context")
    words: str = arguments.words
    if words == "-":
        from workbench.sourcing.files import load

        words = load("-").text
    found = source(ledger, source_named(ledger, arguments.source, claim))
    capture = (
        find_capture(ledger, found.id, arguments.capture) if arguments.capture else found.latest
    )
    if capture is None:
        raise NotSo(
            f"nothing of {clean_line(found.url, 120)} was captured, so it cannot be quoted; "
            "attach it, or cite the words"
        )
    return quote(
        ledger,
        claim,
        capture,
        words,
        stance=Stance(arguments.stance),
        text=PageText(arguments.page_text),
        remarks=remarks,
    )


def _is_younger(ledger: "Ledger", claim: str, evidence: str) -> bool:
    from workbench.ledger.queries import claim as get_claim

    pieces = get_claim(ledger, claim).evidence
    return any(p.id == evidence and p.details is not None and p.details.younger for p in pieces)
