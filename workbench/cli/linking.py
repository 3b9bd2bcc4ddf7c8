"""What several commands about links share: the index with its progress, and what they print."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.cli.output import data, hanging, say, short, status_line
from workbench.errors import NotSo
from workbench.model import LinkRelation
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.desk.matching.precedents import Precedent
    from workbench.indexing import ClaimIndex
    from workbench.ledger.database import Ledger
    from workbench.model import ClaimLink, ClaimRow, DuplicateGroup

MOST_ASKED: Final = 1_000
SHORTEST_ID: Final = 4
_BESIDE: Final = {
    LinkRelation.DUPLICATE: "duplicate of",
    LinkRelation.CONFLICT: "conflicts with",
    LinkRelation.RELATED: "related to",
    LinkRelation.DISTINCT: "told apart from",
}
_HEXADECIMAL: Final = frozenset("0123456789abcdef")


def limit(typed: str) -> int:
    """How many at most, from 1 to 1,000."""
    if typed.isdecimal() and 0 < int(typed) <= MOST_ASKED:
        return int(typed)
    raise argparse.ArgumentTypeError(f"{clean_line(typed, 20)} is no number from 1 to {MOST_ASKED}")


def claim_meant(ledger: "Ledger", typed: str) -> str | None:
    """The id of the claim that was typed, or ``None`` where words were.

    Raises:
        NotSo: It is the beginning of several ids.
    """
    from workbench.ledger.queries import find_claim

    plain = typed.strip().lower()
    if len(plain) < SHORTEST_ID or not _HEXADECIMAL.issuperset(plain):
        return None
    try:
        return find_claim(ledger, plain)
    except NotSo:
        if any(character.isdigit() for character in plain):
            raise
        return None


def add_because(parser: argparse.ArgumentParser) -> None:
    """The reason of a decision."""
    parser.add_argument("--because", metavar="TEXT", help="the reason")


@contextmanager
def index_of(ledger: "Ledger") -> "Iterator[ClaimIndex]":
    """The index of claims, brought up to date; what there is to say of it goes to stderr."""
    from workbench.desk.matching.indexes import opened_index

    with opened_index(ledger, showing(), tell_note) as index:
        status_line.clear()
        yield index


def tell_note(note: str) -> None:
    """Say something about the index on stderr."""
    say(f"note: {clean_line(note)}")


def showing() -> Callable[[str, int, int], None] | None:
    """How far a long search is, on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(what: str, done: int, total: int) -> None:
        of = f" of {total}" if total else ""
        status_line.show(f"{what}: {done}{of}")

    return show


def print_group(ledger: "Ledger", group: "DuplicateGroup") -> None:
    """Print the members of a group, and why it contradicts itself if it does."""
    from workbench.desk.matching.linking import describe_odds
    from workbench.ledger.queries import claim as get_claim

    for member in group.claims:
        claim = get_claim(ledger, member)
        state = f"{claim.status}" + (f": {clean_line(claim.rating, 40)}" if claim.rating else "")
        data(hanging(f"{short(claim.id)}  {state:<19}  ", clean_line(squeeze(claim.statement))))
    if group.at_odds:
        say(f"this group contradicts itself and carries no verdict: {describe_odds(group.odds)}")


def describe_group(group: "DuplicateGroup") -> str:
    """A group in a few words."""
    words = f"a group of {len(group.claims)}"
    return f"{words}, which contradicts itself" if group.at_odds else words


def describe_row(row: "ClaimRow") -> str:
    """The group and the conflicts of a line in a list, in a few words."""
    parts = []
    if row.group:
        odds = ", which contradicts itself" if row.at_odds else ""
        parts.append(f"in a group of {row.group}{odds}")
    if row.conflicts:
        parts.append(f"in conflict with {row.conflicts}")
    return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is beside a claim: its group, the words on its pairs, the precedents."""

    claim: str
    group: "DuplicateGroup | None"
    links: "tuple[ClaimLink, ...]"
    statements: dict[str, str]
    precedents: "tuple[Precedent, ...]"


def what_is_beside(ledger: "Ledger", claim_id: str) -> Beside:
    """Look up what is beside a claim."""
    from workbench.desk.matching.precedents import known_precedents
    from workbench.ledger.queries import claim as get_claim
    from workbench.ledger.queries import group_of, links_of_claim

    group, links = group_of(ledger, claim_id), links_of_claim(ledger, claim_id)
    others = {*(group.claims if group else ()), *(one.other(claim_id) for one in links)}
    statements: dict[str, str] = {}
    for other in sorted(others - {claim_id})[:MOST_ASKED]:
        try:
            statements[other] = get_claim(ledger, other).statement
        except NotSo:
            continue
    precedents = known_precedents(ledger, [claim_id], on_note=tell_note).get(claim_id, ())
    return Beside(claim_id, group, links, statements, precedents)


def print_beside(beside: Beside) -> None:
    """Print what is beside a claim, a line each."""
    if beside.group is not None:
        data(hanging("  in              ", describe_group(beside.group)))
        for member in beside.group.claims:
            if member != beside.claim:
                words = clean_line(squeeze(beside.statements.get(member, "")))
                data(hanging("                  ", f"{short(member)}  {words}"))
    for link in beside.links:
        other = link.other(beside.claim)
        if other not in beside.statements:
            continue
        because = f": {clean_line(squeeze(link.because))}" if link.because else ""
        words = clean_line(squeeze(beside.statements[other]))
        head = f"  {_BESIDE[link.relation]:<15} "
        by = clean_line(link.linked_by.name, 60)
        data(hanging(head, f"{short(other)}  {words}, says {by}{because}"))
    for one in beside.precedents:
        data(hanging("  precedent       ", describe_precedent(one)))


def describe_precedent(found: "Precedent") -> str:
    """A precedent in a line: what it says, how near that is, and what came of it."""
    said = clean_line(squeeze(found.statement), 200)
    where = short(found.claim or (found.review.id if found.review else ""))
    url = (
        clean_line(found.review.review.url, 300) if found.review and found.review.review.url else ""
    )
    ends = f" {url}" if url else ""
    near = f"{found.match.relation}: {clean_line(found.match.words)}"
    return f"{clean_line(found.words)} ({near}) {where}  {said}{ends}"


def beside_object(beside: Beside) -> dict[str, object]:
    """What is beside a claim, for JSON."""
    return {
        "group": list(beside.group.claims) if beside.group else [],
        "group_at_odds": beside.group.at_odds if beside.group else False,
        "links": [
            {
                "id": one.id,
                "claim": one.other(beside.claim),
                "relation": one.relation,
                "because": one.because,
                "by": one.linked_by.name,
                "at": one.linked_at.isoformat(),
            }
            for one in beside.links
        ],
        "precedents": [
            {
                "claim": one.claim,
                "review": one.review.id if one.review else None,
                "url": one.review.review.url if one.review else None,
                "statement": one.statement,
                "relation": one.match.relation,
                "score": round(one.match.score, 4),
                "checked": one.words,
            }
            for one in beside.precedents
        ],
    }
