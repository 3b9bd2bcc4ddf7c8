"""Show a claim: its words, its slots, its evidence and its verdicts.

And what is beside it: its group of duplicates, the claims it was linked with, and what was
checked before, here or by publishers whose reviews were imported.
"""

import argparse
from collections.abc import Iterator

from workbench.cli.arguments import (
    add_as_of,
    add_claim,
    add_database,
    add_json,
    claim_named,
    looking_ledger,
)
from workbench.cli.commands.extract import slot_lines
from workbench.cli.linking import beside_object, print_beside, what_is_beside
from workbench.cli.output import data, hanging, json_line, short
from workbench.cli.sources import describe_standing
from workbench.cli.work import print_comments, print_questions, work_lines
from workbench.desk.deciding.verdict_words import verdict_lines
from workbench.errors import EXIT_DONE
from workbench.model import Claim, Evidence, QuoteDetails, Verdict
from workbench.text import clean_block, clean_line, squeeze


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    add_as_of(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the claim."""
    from workbench.desk.sourcing.source_view import sources_of
    from workbench.ledger.queries import claim as get_claim
    from workbench.reporting.json.claim_objects import claim_object

    with looking_ledger(arguments) as ledger:
        claim = get_claim(ledger, claim_named(ledger, arguments.claim))
        sources = sources_of(ledger, claim.id)
        beside = what_is_beside(ledger, claim.id)
    if arguments.json:
        counted = {"sources": sources.sources, "origins": sources.origins}
        json_line(claim_object(claim) | counted | beside_object(beside))
    else:
        _print(claim)
        if sources.rows:
            _field("sources", sources.words)
        print_beside(beside)
    return EXIT_DONE


def _print(claim: Claim) -> None:
    data(clean_line(squeeze(claim.statement)))
    reading = claim.reading
    place = f"characters {reading.start} to {reading.end} of {claim.document.title}"
    _field("claim", claim.id)
    _field("in", place)
    if squeeze(reading.span) != squeeze(claim.statement):
        _field("the text says", f"“{squeeze(reading.span)}”")
    for wording in claim.wordings:
        _field("worded by", f"{wording.given_by.name}: {wording.statement}")
    for line in slot_lines(reading):
        _field("", line)
    if reading.reasons:
        _field("worth checking", f"{reading.worth / 10:.0f} %: {', '.join(reading.reasons)}")
    for name, words in work_lines(claim):
        _field(name, words)
    for check in claim.checks:
        _field("compared" if check.agrees else "disagreement", check.message)
    if claim.dismissed is not None:
        _field("dismissed", claim.dismissed or "no reason given")
    _field("status", f"{claim.status}" + (f": {claim.rating}" if claim.rating else ""))
    if claim.withheld:
        _field(
            "hidden",
            "a verdict waits for a second reader; it is shown once you have given yours, or with "
            f"workbench look {short(claim.id)}",
        )
    if claim.stale:
        _field("stale", "a verdict rests on what no longer holds; look and decide again")
    _print_decided(claim)


def _print_decided(claim: Claim) -> None:
    """What there is to decide by: verdicts, evidence, questions, comments."""
    for verdict in claim.verdicts:
        print_verdict(verdict)
    for piece in claim.evidence:
        print_evidence(piece)
    if claim.questions:
        _field("questions", str(len(claim.questions)))
        print_questions(claim, " " * 6)
    if claim.comments:
        _field("comments", str(len(claim.comments)))
        print_comments(claim, " " * 8)


def print_verdict(verdict: Verdict) -> None:
    """Print a verdict with its whole reason."""
    state = "verdict" if verdict.live else "earlier verdict"
    ground = "unsourced" if verdict.unsourced else f"evidence {len(verdict.evidence)}"
    if verdict.carried_from:
        ground += f", carried from claim {short(verdict.carried_from)}"
    if verdict.stale:
        ground += ", stale"
    who = f"by {verdict.given_by.name}, {verdict.given_at.astimezone():%Y-%m-%d %H:%M}"
    _field(state, f"{verdict.rating} ({verdict.scale}, {ground}), {who}")
    for line in verdict_lines(verdict):
        _field("", f"  {line}")
    for line in clean_block(verdict.because).splitlines():
        _field("", f"  {line}")


def print_evidence(piece: Evidence) -> None:
    """Print a piece of evidence with its whole quotation."""
    _field(
        "evidence",
        f"{piece.id[-8:]}  {piece.stance}, seen on {piece.seen_on}, by {piece.added_by.name}: "
        f"{piece.source.url}",
    )
    for line in clean_block(piece.quote).splitlines():
        _field("", f"  “{line}”")
    if piece.details is not None:
        for line in _details(piece.details):
            _field("", f"  {line}")


def _details(details: QuoteDetails) -> Iterator[str]:
    page = f", page {details.selector.page}" if details.selector.page else ""
    yield f"stands in capture {details.capture[-8:]}{page}"
    if details.dated:
        yield f"dated {details.dated}" + (", younger than the claim" if details.younger else "")
    if details.translation:
        language = f" ({details.translation_language})" if details.translation_language else ""
        yield f"our translation{language}: {squeeze(details.translation)}"
    if details.note:
        yield f"note: {squeeze(details.note)}"
    if details.standing:
        checked = details.standing_checked_at
        when = f" on {checked.astimezone():%Y-%m-%d}" if checked else ""
        changes = f": {'; '.join(map(squeeze, details.differences))}" if details.differences else ""
        yield f"re-checked{when}: {describe_standing(details.standing)}{changes}"


def _field(name: str, value: str) -> None:
    data(hanging(f"  {name:<15} ", clean_line(value)))
