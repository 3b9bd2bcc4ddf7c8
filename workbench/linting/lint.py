"""Applying the rules to markup."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.linting.checks.addresses import check_shared, check_url
from workbench.linting.checks.claim import check_claim, check_claimants
from workbench.linting.checks.common import About, Surroundings, Trouble
from workbench.linting.checks.markup import (
    check_context,
    check_identities,
    check_structure,
    check_type,
)
from workbench.linting.checks.media import check_media
from workbench.linting.checks.rating import check_rating, check_scales
from workbench.linting.checks.review import (
    check_author,
    check_dates,
    check_values,
    check_words,
)
from workbench.linting.findings import Finding, Severity
from workbench.linting.nodes import REVIEWS, Node, Page, Value, read_page
from workbench.linting.pieces import Piece, written
from workbench.linting.registry import RULES

__all__ = ["Checked", "Surroundings", "at_a_place", "finding", "lint"]

Check = Callable[[Node, About], Iterator[Trouble]]
_OF_EVERY_REVIEW: Final[tuple[Check, ...]] = (
    check_structure,
    check_url,
    check_author,
    check_dates,
    check_values,
)
_OF_A_CLAIM: Final[tuple[Check, ...]] = (check_words, check_rating, check_claim)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, how many reviews were checked, and which address each of them names."""

    findings: tuple[Finding, ...]
    reviews: int
    urls: tuple[Value, ...]


def lint(pieces: Sequence[Piece], around: Surroundings, broken: Sequence[Finding] = ()) -> Checked:
    """What is wrong with the fact-checks in the pieces of a file, in the order of their places.

    ``broken`` is what was found wrong with the file while it was read.
    """
    page = read_page(pieces)
    reviews = reviews_in(page)
    found = [*broken]
    found += [finding(trouble) for trouble in _troubles(page, reviews, About(page, around))]
    if not reviews and not found:
        first = page.nodes[0] if page.nodes else None
        words = "holds no ClaimReview and no MediaReview"
        found = [finding(Trouble("no-review", first, words))] if first else []
        found = found or [at_a_place("no-review", words, 1)]
    ordered = sorted(dict.fromkeys(found), key=lambda one: (one.line, one.column))
    urls = [url for review in reviews if (url := review.first("url")) is not None]
    return Checked(tuple(ordered), len(reviews), tuple(urls))


def reviews_in(page: Page) -> list[Node]:
    """The reviews of claims and media on a page."""
    return [node for node in page.nodes if any(kind in REVIEWS for kind in node.types)]


def _troubles(page: Page, reviews: list[Node], about: About) -> Iterator[Trouble]:
    for node in page.nodes:
        yield from check_type(node)
    told: set[object] = set()
    for review in reviews:
        yield from check_context(review, told)
        for check in _OF_EVERY_REVIEW:
            yield from check(review, about)
        if "ClaimReview" in review.types:
            for check in _OF_A_CLAIM:
                yield from check(review, about)
        if "MediaReview" in review.types:
            yield from check_media(review, about)
    claims = [review for review in reviews if "ClaimReview" in review.types]
    yield from check_shared(claims)
    yield from check_identities(reviews)
    yield from check_scales(claims, about)
    yield from check_claimants(claims, about)


def finding(trouble: Trouble) -> Finding:
    """A broken rule with its place in words and numbers."""
    rule = RULES[trouble.rule]
    line, column = trouble.value.piece.places.at(trouble.value.path)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        words=trouble.words,
        path=written(trouble.value.path),
        line=line,
        column=column,
        syntax=trouble.value.piece.syntax,
    )


def at_a_place(rule: str, words: str, line: int, column: int = 1) -> Finding:
    """A broken rule about the file itself rather than about a value in it."""
    severity: Severity = RULES[rule].severity
    return Finding(rule, severity, words, "$", line, column, "file")
