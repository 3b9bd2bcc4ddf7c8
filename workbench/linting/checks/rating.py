"""Rules about ``reviewRating``: the words of the rating, its number and the scale."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from workbench.linting.checks.common import About, Trouble, number_of, shown
from workbench.linting.findings import GOOGLE, SCHEMA, Rule, advice, error
from workbench.linting.nodes import Node, Value
from workbench.linting.words import Truth, truth_of

_LONGEST_NAME: Final = 60
_HALF: Final = Decimal("0.5")
_WRITTEN_AS: Final = "Write it as 4, with bestRating 5 and worstRating 1."
_RATING_ONLY: Final = ("alternateName", "ratingValue", "bestRating", "worstRating")

RULES: Final[tuple[Rule, ...]] = (
    error(
        "rating-missing",
        "a review has a reviewRating",
        "Without a rating readers are not told what was found; the property is required.",
        'Add "reviewRating": {"@type": "Rating", "alternateName": "False"}.',
    ),
    error(
        "rating-not-an-object",
        "reviewRating is an object of type Rating",
        "A bare text or number is not read as a rating.",
        'Write {"@type": "Rating", "alternateName": "..."}.',
    ),
    error(
        "rating-wrong-type",
        "reviewRating has the type Rating",
        "An object of another type is not read as a rating.",
        'Give it "@type": "Rating".',
    ),
    advice(
        "rating-untyped",
        "reviewRating says that it is a Rating",
        "Readers that go by types pass over an object without one.",
        'Add "@type": "Rating".',
    ),
    advice(
        "rating-several",
        "a review has one reviewRating",
        "Readers take one of several ratings, and it cannot be known which.",
        "Publish one review for each rating.",
        SCHEMA,
    ),
    error(
        "alternate-name-missing",
        "a rating has an alternateName",
        "It is the verdict in words, the only part that every reader shows; it is required.",
        'Add "alternateName": "Mostly false" (the words of your own scale).',
    ),
    advice(
        "alternate-name-in-name",
        "the verdict in words is the rating's alternateName",
        "Only some readers fall back to name.",
        "Give the same words as alternateName.",
    ),
    error(
        "alternate-name-not-words",
        "alternateName is the verdict in words",
        "A bare number or an object tells a reader nothing.",
        "Write what the number means: “Mostly false”.",
    ),
    advice(
        "alternate-name-long",
        "alternateName is a short phrase",
        "It is cut off where it is shown; only its beginning is sure to be read.",
        "Begin with the verdict, and move the explanation to ratingExplanation.",
    ),
    error(
        "rating-value-empty",
        "ratingValue holds a number wherever it is written",
        "An empty value is read as an error or as 0; some plug-ins write it for every review.",
        "Leave ratingValue out, or fill it in.",
    ),
    error(
        "rating-value-not-a-number",
        "ratingValue, bestRating and worstRating are numbers",
        "Only ASCII figures with a point are read as a number: no comma, fraction or word.",
        _WRITTEN_AS,
        SCHEMA,
    ),
    advice(
        "rating-value-not-whole",
        "ratingValue is a whole number",
        "Whole numbers are preferred, since each must have words of its own.",
        "Number the steps of the scale from 1.",
    ),
    error(
        "rating-value-missing",
        "bounds come with a ratingValue",
        "Bounds without a value say nothing. A rating without an order needs neither.",
        "Add ratingValue, or leave bestRating and worstRating out.",
    ),
    advice(
        "rating-bounds-missing",
        "a ratingValue comes with bestRating and worstRating",
        "There is no agreed default any more, so the number alone has no meaning.",
        _WRITTEN_AS,
        SCHEMA,
    ),
    error(
        "rating-bounds-swapped",
        "bestRating is greater than worstRating",
        "The number nearest bestRating means true, and best must be the greater one.",
        "Number the scale so that the truest step has the greatest number.",
    ),
    error(
        "rating-scale-below-one",
        "worstRating is at least 1",
        "A scale that begins at 0 or below is not allowed.",
        "Number the steps from 1, and add 1 to each value.",
    ),
    error(
        "rating-value-outside",
        "ratingValue lies between worstRating and bestRating",
        "A value outside its scale is discarded.",
        "Correct the value or the bounds.",
    ),
    error(
        "rating-inverted",
        "the number nearest bestRating means true",
        "A reader of the numbers takes this rating for its opposite.",
        "Turn the numbers round: truest at bestRating, falsest at worstRating.",
    ),
    error(
        "property-misplaced",
        "the parts of a rating stand in reviewRating",
        "On the review itself they are not read.",
        "Move the property into reviewRating.",
        SCHEMA,
    ),
    advice(
        "rating-scale-uneven",
        "one rating has one number",
        "The same words with two numbers on one scale contradict each other.",
        "Give each step of the scale one number.",
        GOOGLE,
    ),
)


def check_rating(review: Node, about: About) -> Iterator[Trouble]:
    """What is wrong with the rating of a review."""
    for name in _RATING_ONLY:
        placed = review.raw(name)
        if placed is not None and not (name == "alternateName" and review.has("reviewRating")):
            yield Trouble("property-misplaced", placed, f"{name} stands on the review itself")
    given = list(review.each("reviewRating"))
    if not any(not one.is_empty for one in given):
        yield Trouble("rating-missing", review.raw("reviewRating") or review, "has no rating")
        return
    if len(given) > 1:
        yield Trouble("rating-several", given[1], f"has {len(given)} ratings")
    for value in given[:1]:
        rating = about.page.node(value)
        if rating is not None:
            yield from _rating(rating)
        elif not isinstance(value.value, dict):
            yield Trouble("rating-not-an-object", value, f"the rating is {shown(value.value)}")


def _rating(rating: Node) -> Iterator[Trouble]:
    if rating.types and not any(kind.endswith("Rating") for kind in rating.types):
        kinds = ", ".join(rating.types)
        yield Trouble("rating-wrong-type", rating, f"the rating is a {shown(kinds)}")
    elif not rating.types:
        yield Trouble("rating-untyped", rating, "the rating has no type")
    yield from _words(rating)
    yield from _numbers(rating)


def _words(rating: Node) -> Iterator[Trouble]:
    words = rating.first("alternateName")
    if words is None:
        place = rating.raw("alternateName") or rating
        if rating.text("name"):
            told = f"the verdict {shown(rating.text('name'))} stands in name"
            yield Trouble("alternate-name-in-name", place, told)
        else:
            yield Trouble("alternate-name-missing", place, "the rating is not given in words")
        return
    said = words.said
    if said is None or not any(letter.isalpha() for letter in said):
        told = f"alternateName is {shown(words.value)}"
        yield Trouble("alternate-name-not-words", words, told)
    elif len(said) > _LONGEST_NAME:
        told = f"alternateName has {len(said)} characters: {shown(said)}"
        yield Trouble("alternate-name-long", words, told)


def _numbers(rating: Node) -> Iterator[Trouble]:
    value, best, worst = (
        rating.first(name) for name in ("ratingValue", "bestRating", "worstRating")
    )
    for name in ("ratingValue", "bestRating", "worstRating"):
        whole = rating.raw(name)
        if whole is not None and rating.first(name) is None:
            yield Trouble("rating-value-empty", whole, f"{name} is empty")
    numbers: dict[str, Decimal] = {}
    unread = False
    for name, one in (("ratingValue", value), ("bestRating", best), ("worstRating", worst)):
        if one is None:
            continue
        number = number_of(one)
        if number is None:
            unread = True
            yield Trouble("rating-value-not-a-number", one, f"{name} is {shown(one.value)}")
        else:
            numbers[name] = number
    if unread:
        return
    if value is None:
        if (best or worst) and not rating.has("ratingValue"):
            yield Trouble(
                "rating-value-missing", best or worst or rating, "there is no ratingValue"
            )
    elif best is None or worst is None:
        named = "bestRating" if best is None else "worstRating"
        both = "bestRating and worstRating" if best is None and worst is None else named
        yield Trouble("rating-bounds-missing", value, f"{both} is missing")
    yield from _scale(rating, numbers, value, best, worst)


def _scale(
    rating: Node,
    numbers: dict[str, Decimal],
    value: Value | None,
    best: Value | None,
    worst: Value | None,
) -> Iterator[Trouble]:
    number, top, bottom = (
        numbers.get(name) for name in ("ratingValue", "bestRating", "worstRating")
    )
    if number is not None and value is not None and number != number.to_integral_value():
        yield Trouble("rating-value-not-whole", value, f"ratingValue is {shown(number)}")
    if worst is not None and bottom is not None and bottom < 1:
        told = f"worstRating is {shown(bottom)}"
        yield Trouble("rating-scale-below-one", worst, told)
    elif bottom is None and number is not None and number < 1 and value is not None:
        yield Trouble("rating-scale-below-one", value, f"ratingValue is {shown(number)}")
    if top is not None and bottom is not None and best is not None and top <= bottom:
        told = f"bestRating is {shown(top)} and worstRating {shown(bottom)}"
        yield Trouble("rating-bounds-swapped", best, told)
        return
    if number is None or value is None:
        return
    low, high = bottom if bottom is not None else Decimal(1), top if top is not None else Decimal(5)
    if (bottom is not None and number < bottom) or (top is not None and number > top):
        told = f"{shown(number)} is not between {shown(low)} and {shown(high)}"
        yield Trouble("rating-value-outside", value, told)
        return
    yield from _direction(rating, value, number, low, high)


def _direction(
    rating: Node, value: Value, number: Decimal, low: Decimal, high: Decimal
) -> Iterator[Trouble]:
    words = rating.text("alternateName") or rating.text("name") or ""
    meant = truth_of(words)
    if not low <= number <= high or low >= high or meant not in (Truth.TRUE, Truth.FALSE):
        return
    place = (number - low) / (high - low)
    if (meant is Truth.TRUE and place < _HALF) or (meant is Truth.FALSE and place > _HALF):
        end = "worst" if meant is Truth.TRUE else "best"
        told = (
            f"{shown(words)} has {shown(number)}, nearer the {end} of {shown(low)} to {shown(high)}"
        )
        yield Trouble("rating-inverted", value, told)


def check_scales(reviews: list[Node], about: About) -> Iterator[Trouble]:
    """What is wrong with the ratings of a page taken together."""
    seen: dict[tuple[str, ...], Decimal] = {}
    for review in reviews:
        value = review.first("reviewRating")
        rating = about.page.node(value) if value else None
        number_at = rating.first("ratingValue") if rating else None
        number = number_of(number_at) if number_at else None
        words = rating.text("alternateName") if rating else None
        if rating is None or number is None or number_at is None or not words:
            continue
        author = review.first("author")
        house = about.page.node(author) if author else None
        key = (
            words.casefold(),
            rating.text("bestRating") or "",
            rating.text("worstRating") or "",
            (house.text("name") or house.text("url") or "") if house else "",
        )
        if seen.setdefault(key, number) != number:
            told = f"{shown(words)} is {shown(number)} here and {shown(seen[key])} elsewhere"
            yield Trouble("rating-scale-uneven", number_at, told)
