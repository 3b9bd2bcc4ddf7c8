"""Reviews in JSON: schema.org's ClaimReview in any wrapping, and answers of claim searches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.model import PublishedReview
from workbench.sourcing.addresses import host_of
from workbench.sourcing.reviews.fields import address, day, number, words
from workbench.sourcing.reviews.found import Found, FoundReview, Problem
from workbench.text import clean_line

MOST_OBJECTS: Final = 200_000
"""Objects that are looked through for reviews in one value."""
_WORDS_OF_A_CLAIM: Final = 20_000
_MOST_APPEARANCES: Final = 50


def reviews_in(value: object, line: int) -> Iterator[Found]:
    """The reviews anywhere inside a JSON value, in the order in which they stand there."""
    waiting: list[object] = [value]
    looked_at = 0
    while waiting:
        one = waiting.pop()
        looked_at += 1
        if looked_at > MOST_OBJECTS:
            yield Problem(line, f"holds more than {MOST_OBJECTS} parts; the rest is left out")
            return
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            if is_claim_review(one):
                yield _Reading(line).claim_review(one)
            elif isinstance(one.get("claimReview"), list):
                for review in one["claimReview"]:
                    yield _Reading(line).searched(one, review)
            else:
                inner = [each for each in one.values() if isinstance(each, dict | list)]
                waiting.extend(reversed(inner))


def is_claim_review(value: Mapping[str, Any]) -> bool:
    """Whether an object says that it is a ClaimReview, however the type is spelled."""
    given = value.get("@type")
    kinds = given if isinstance(given, list) else [given]
    return any(
        isinstance(kind, str) and kind.rpartition("/")[2].rpartition(":")[2] == "ClaimReview"
        for kind in kinds
    )


@dataclass(slots=True)
class _Reading:
    """One review being read, with what is odd about it so far."""

    line: int
    remarks: list[str] = field(default_factory=list)

    def claim_review(self, value: Mapping[str, Any]) -> Found:
        item = _first(value.get("itemReviewed"))
        house = _first(value.get("author")) or _first(value.get("publisher"))
        rating = _first(value.get("reviewRating"))
        claimant = _first(item.get("author"))
        url = self._address(value.get("url") or _identity(value.get("mainEntityOfPage")))
        said = words(value.get("claimReviewed"), _WORDS_OF_A_CLAIM)
        claim = said or words(item.get("text") or item.get("name"), _WORDS_OF_A_CLAIM)
        if claim is None:
            return self._without_words(url)
        appearances = [_identity(one) for one in _listed(item.get("appearance"))]
        return self._found(
            PublishedReview(
                text=claim,
                url=url,
                rating=self._rating(rating),
                publisher=words(house.get("name"), 1_000),
                site=host_of(_identity(house) or url or "") or None,
                title=words(value.get("headline") or value.get("name")),
                reviewed_on=self._day(value.get("datePublished"), "the date of the review"),
                claimant=words(claimant.get("name"), 1_000),
                claimant_kind=words(_first_of(claimant.get("@type")), 200),
                claimed_on=self._day(item.get("datePublished"), "the date of the claim"),
                appearances=tuple(filter(None, map(address, appearances)))[:_MOST_APPEARANCES],
                first_appearance=address(_identity(item.get("firstAppearance"))),
                rating_number=number(rating.get("ratingValue")),
                best=number(rating.get("bestRating")),
                worst=number(rating.get("worstRating")),
                language=words(value.get("inLanguage"), 40),
            )
        )

    def searched(self, claim: Mapping[str, Any], review: object) -> Found:
        """A review in the answer of a claim search."""
        about = _first(review)
        house = _first(about.get("publisher"))
        url = self._address(about.get("url"))
        said = words(claim.get("text"), _WORDS_OF_A_CLAIM)
        if said is None:
            return self._without_words(url)
        return self._found(
            PublishedReview(
                text=said,
                url=url,
                rating=words(about.get("textualRating")),
                publisher=words(house.get("name"), 1_000),
                site=words(house.get("site"), 1_000) or host_of(url or "") or None,
                title=words(about.get("title")),
                reviewed_on=self._day(about.get("reviewDate"), "the date of the review"),
                claimant=words(claim.get("claimant"), 1_000),
                claimed_on=self._day(claim.get("claimDate"), "the date of the claim"),
                language=words(about.get("languageCode"), 40),
            )
        )

    def _found(self, review: PublishedReview) -> FoundReview:
        if review.rating is None and review.rating_number is None:
            self.remarks.append("no rating is given")
        return FoundReview(self.line, review, tuple(self.remarks))

    def _without_words(self, url: str | None) -> Problem:
        where = f" at {clean_line(url, 200)}" if url else ""
        return Problem(self.line, f"a review{where} does not say which words it is about")

    def _rating(self, rating: Mapping[str, Any]) -> str | None:
        return words(rating.get("alternateName")) or words(rating.get("name"))

    def _day(self, value: object, what: str) -> str | None:
        if value is None or value == "":
            return None
        found = day(value)
        if found is None:
            self.remarks.append(f"{what}, “{clean_line(str(value), 40)}”, is no date")
        return found

    def _address(self, value: object) -> str | None:
        if value is None or value == "":
            self.remarks.append("no address is given")
            return None
        found = address(value)
        if found is None:
            self.remarks.append(f"“{clean_line(str(value), 60)}” is no web address")
        return found


def _first(value: object) -> Mapping[str, Any]:
    """The first object of what may be an object, a list of them, or only a name."""
    one = _first_of(value)
    if isinstance(one, str):
        return {"name": one}
    return one if isinstance(one, dict) else {}


def _first_of(value: object) -> object:
    return (value[0] if value else None) if isinstance(value, list) else value


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value[: 2 * _MOST_APPEARANCES] if isinstance(value, list) else [value]


def _identity(value: object) -> str | None:
    """The address of what may be an address or an object that has one."""
    one = _first_of(value)
    if isinstance(one, dict):
        one = one.get("url") or one.get("@id")
    one = _first_of(one)
    return one if isinstance(one, str) else None
