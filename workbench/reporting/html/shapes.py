"""What a result or a stance looks like: a shape, a tone and always a word."""

from dataclasses import dataclass
from typing import Final

from workbench.model import RatingScale, Stance
from workbench.text import clean_line

NOT_DECIDED: Final = "Not decided"
DISAGREE: Final = "Reviewers disagree"
_WITHOUT_PLACE: Final = {
    "Supported": "true",
    "Refuted": "false",
    "Not Enough Evidence": "unknown",
    "Conflicting Evidence/Cherrypicking": "mixed",
}
_STEPS: Final = ((1.0, "true"), (0.625, "mostly"), (0.375, "half"), (0.001, "barely"))
_TONES: Final = {
    "true": "yes",
    "mostly": "yes",
    "half": "between",
    "barely": "no",
    "false": "no",
    "mixed": "between",
    "disagree": "between",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with the shape and the tone that go with it."""

    word: str
    shape: str
    tone: str


def sign_of(rating: str, scale: RatingScale | None) -> Sign:
    """The sign of a rating, from its place in the order of its scale."""
    shape = "open"
    if rating == DISAGREE:
        shape = "disagree"
    elif rating == NOT_DECIDED:
        shape = "undecided"
    elif scale is not None:
        shape = _shape(rating, scale)
    return Sign(clean_line(rating), shape, _TONES.get(shape, "plain"))


def sign_of_stance(stance: Stance) -> Sign:
    """The sign of what a piece of evidence does to the claim."""
    match stance:
        case Stance.SUPPORTS:
            return Sign("Supports the claim", "supports", "yes")
        case Stance.REFUTES:
            return Sign("Speaks against the claim", "refutes", "no")
        case Stance.CONTEXT:
            return Sign("Gives context", "context", "plain")


def _shape(rating: str, scale: RatingScale) -> str:
    step = next((step for step in scale.ratings if step.name == rating), None)
    values = [each.value for each in scale.ratings if each.value is not None]
    if step is None or step.value is None or not scale.ordered:
        return _WITHOUT_PLACE.get(rating, "open")
    least, most = min(values), max(values)
    if least == most:
        return "open"
    place = (step.value - least) / (most - least)
    return next((shape for bound, shape in _STEPS if place >= bound), "false")
