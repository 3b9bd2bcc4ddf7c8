"""Applying the rules to markup."""

from collections.abc import Callable, Iterator, Sequence
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
from workbench.linting.nodes import Node, Page, read_page
from workbench.linting.pieces import Piece, written
from workbench.linting.registry import RULES

__all__ = ["Surroundings", "lint", "review_addresses", "reviews_in"]

Check = Callable[[Node, About], Iterator[Trouble]]
_OF_EVERY_REVIEW: Final[tuple[Check, ...]] = (
    check_structure,
    check_url,
    check_author,
    check_dates,
    check_values,
)
_OF_A_CLAIM: Final[tuple[Check, ...]] = (check_words, check_rating, check_claim)


def lint(pieces: Sequence[Piece], around: Surroundings) -> tuple[Finding, ...]:
    """What is wrong with the fact-checks in the pieces of a file, in the order of their places."""
    page = read_page(pieces)
    about = About(page, around)
    reviews = reviews_in(page)
    found = [finding(trouble) for trouble in _troubles(page, reviews, about)]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda one: (one.line, one.column)))


def reviews_in(page: Page) -> list[Node]:
    """The reviews of claims and media on a page."""
    return [node for node in page.nodes if any(kind in _REVIEWS for kind in node.types)]


_REVIEWS: Final = frozenset({"ClaimReview", "MediaReview"})


def _troubles(page: Page, reviews: list[Node], about: About) -> Iterator[Trouble]:
    meant = False
    for node in page.nodes:
        for trouble in check_type(node):
            meant = True
            yield trouble
    if not reviews and not meant and page.nodes:
        yield Trouble("no-review", page.nodes[0], "holds no ClaimReview and no MediaReview")
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


def review_addresses(pieces: Sequence[Piece]) -> list[tuple[str, Node]]:
    """The addresses of the reviews, each with the review that has it."""
    page = read_page(pieces)
    return [(url, review) for review in reviews_in(page) if (url := review.text("url"))]
