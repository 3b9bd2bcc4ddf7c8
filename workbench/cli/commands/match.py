"""Find what says the same as a text or a claim, what conflicts with it, and what is near it.

Printed best first: how sure it is that both speak of the same thing, the relation, the id and the
words; below them why, and what came of it where it was checked before, here or by a publisher
whose reviews were imported. A relation is a suggestion until somebody links the claims.

Exit code 1 says that nothing was found.
"""

import argparse
from typing import TYPE_CHECKING, Any

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.linking import claim_meant, index_of, limit
from workbench.cli.output import data, hanging, json_line, short
from workbench.errors import EXIT_DONE, NotSo
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.desk.matching.indexes import Index
    from workbench.desk.matching.matching import Matched
    from workbench.ledger.database import Ledger

_LIMIT = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "text", metavar="TEXT", nargs="+", help="words, or a claim's id or enough of its beginning"
    )
    parser.add_argument(
        "--limit", type=limit, default=_LIMIT, metavar="N", help=f"at most N (default: {_LIMIT})"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Search and print."""
    with reading_ledger(arguments) as ledger, index_of(ledger) as index:
        found = _search(ledger, index, " ".join(arguments.text), arguments.limit)
    for one in found:
        if arguments.json:
            json_line(match_object(one))
        else:
            _print(one)
    if not found:
        raise NotSo("nothing was found that says the same, conflicts with it or is near it")
    return EXIT_DONE


def match_object(found: "Matched") -> dict[str, Any]:
    """A match as a JSON object."""
    match = found.match
    value: dict[str, Any] = {
        "claim": found.id,
        "score": round(match.score, 4),
        "relation": match.relation,
        "differences": [
            {"slot": one.slot, "ours": one.ours, "theirs": one.theirs} for one in match.differences
        ],
        "words": match.words,
        "statement": found.statement,
        "kind": "claim" if found.claim is not None else "published",
        "checked": found.checked,
        "linked": found.state,
    }
    if found.claim is not None:
        return value | {"document": found.claim.document, "status": found.claim.status}
    review = found.review.review if found.review is not None else None
    return value | {"url": review.url if review else None}


def _search(ledger: "Ledger", index: "Index", typed: str, limit: int) -> "tuple[Matched, ...]":
    from workbench.desk.matching.matching import matches_of_claim, matches_of_text

    claim = claim_meant(ledger, typed)
    if claim is not None:
        return matches_of_claim(ledger, index, claim, limit)
    return matches_of_text(ledger, index, typed, limit)


def _print(found: "Matched") -> None:
    match = found.match
    relation = f"linked: {found.state}" if found.state else match.relation
    head = f"{match.score:4.2f}  {relation:<9}  {short(found.id)}  "
    data(hanging(head, clean_line(squeeze(found.statement))))
    inset = " " * 6
    if match.words:
        data(hanging(inset, clean_line(match.words)))
    if found.checked:
        data(hanging(inset, clean_line(found.checked)))
    if found.review is not None and found.review.review.url:
        data(hanging(inset, clean_line(found.review.review.url)))
