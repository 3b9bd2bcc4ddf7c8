"""A paragraph that was taken for part of the article."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """``block`` is where it stands among the page's blocks; ``linked`` its share of link text."""

    text: str
    block: int
    linked: float = 0.0
    tag: str = "p"
