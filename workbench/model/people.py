"""The people who work on a project."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who decides; ``id`` is random and travels with them, the name may change."""

    id: str
    name: str
