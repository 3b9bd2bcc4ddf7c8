"""The ratings of the scale in use as choices of a form."""

from workbench.model import RatingScale
from workbench.tui.widgets.choice import Option


def ratings(scale: RatingScale) -> list[Option]:
    """Each rating with what it means."""
    return [Option(rating.name, rating.name, rating.meaning) for rating in scale.ratings]
