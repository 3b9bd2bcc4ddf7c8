"""Values of what is agreed for a whole project: publisher, scales, second readers, saved views."""

from dataclasses import dataclass
from typing import Any, Final

from workbench.ledger.events import canonical, plain
from workbench.ledger.identifiers import scale_identifier, view_identifier
from workbench.ledger.shapes import (
    NotUnderstood,
    at_most,
    bounded_text,
    each,
    flag,
    optional_bounded_text,
    texts,
)
from workbench.model import Publisher, RatingScale, RatingStep, SecondReader

LONGEST_NAME: Final = 200
LONGEST_ADDRESS: Final = 4_000
LONGEST_MEANING: Final = 4_000
LONGEST_QUERY: Final = 4_000
MOST_ADDRESSES: Final = 50
MOST_RATINGS: Final = 50
_LARGEST_STEP: Final = 1_000


@dataclass(frozen=True, slots=True)
class ScaleChoice:
    """The id of the rating scale in use."""

    scale: str


@dataclass(frozen=True, slots=True)
class ViewValue:
    """A query that was given a name."""

    name: str
    query: str
    order: str | None


def read_publisher(value: dict[str, Any]) -> Publisher:
    """Read who publishes the verdicts of a project."""

    def address(key: str) -> str | None:
        return optional_bounded_text(value, key, LONGEST_ADDRESS)

    same_as = at_most(texts(value, "same_as"), "same_as", MOST_ADDRESSES)
    if any(len(one) > LONGEST_ADDRESS for one in same_as):
        raise NotUnderstood("an address is too long")
    return Publisher(
        name=bounded_text(value, "name", LONGEST_NAME),
        url=address("url"),
        logo=address("logo"),
        review_address=address("review_address"),
        same_as=same_as,
        contact=address("contact"),
        methodology=address("methodology"),
        corrections=address("corrections"),
        license=address("license"),
        language=optional_bounded_text(value, "language", LONGEST_NAME),
    )


def read_scale_choice(value: dict[str, Any]) -> ScaleChoice:
    """Read which rating scale is in use."""
    return ScaleChoice(bounded_text(value, "scale", LONGEST_NAME))


def read_second_reader(value: dict[str, Any]) -> SecondReader:
    """Read whether verdicts need a second reader."""
    return SecondReader(flag(value, "required"), flag(value, "blind"))


def read_scale(value: dict[str, Any], entity: str, _: str) -> RatingScale:
    """Read the whole definition of a rating scale, by which it is named."""
    if scale_identifier(canonical(value)) != entity:
        raise NotUnderstood("the definition is not the one that the event is about")
    ratings = at_most(each(value, "ratings", _step), "ratings", MOST_RATINGS)
    names = {step.name.casefold() for step in ratings}
    if len(ratings) < 2 or len(names) < len(ratings):
        raise NotUnderstood("ratings are not two or more with different names")
    return RatingScale(
        bounded_text(value, "id", LONGEST_NAME), bounded_text(value, "name", LONGEST_NAME), ratings
    )


def _step(value: dict[str, Any]) -> RatingStep:
    name = bounded_text(value, "name", LONGEST_NAME)
    if not name.strip():
        raise NotUnderstood("a rating has no name")
    order = value.get("value")
    if order is not None and (type(order) is not int or abs(order) > _LARGEST_STEP):
        raise NotUnderstood("value is not a number in range")
    return RatingStep(name, bounded_text(value, "meaning", LONGEST_MEANING), order)


def scale_value(scale: RatingScale) -> dict[str, Any]:
    """The definition of a rating scale as it is kept."""
    found: dict[str, Any] = plain(
        {
            "id": scale.id,
            "name": scale.name,
            "ratings": [
                {"name": step.name, "meaning": step.meaning, "value": step.value}
                for step in scale.ratings
            ],
        }
    )
    return found


def read_view(value: dict[str, Any], entity: str, _: str) -> ViewValue:
    """Read a saved view, which is named by its name."""
    name = bounded_text(value, "name", LONGEST_NAME)
    if not name.strip() or view_identifier(name) != entity:
        raise NotUnderstood("the name is not the one that the event is about")
    return ViewValue(
        name,
        bounded_text(value, "query", LONGEST_QUERY),
        optional_bounded_text(value, "order", LONGEST_NAME),
    )
