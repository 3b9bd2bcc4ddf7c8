"""The queues of a desk: queries that everybody needs, with a name and a place."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of claims that wait for something."""

    name: str
    title: str
    query: str


QUEUES: Final = (
    Queue("mine", "Mine", "is:mine"),
    Queue("unsourced", "Unsourced", "is:unsourced"),
    Queue("unrated", "Unrated", "is:unrated"),
    Queue("awaiting", "Awaiting a second reader", "is:awaiting -reviewer:me"),
    Queue("conflict", "In conflict", "has:conflict"),
    Queue("stale", "Stale", "is:stale"),
    Queue("duplicates", "Duplicates", "is:duplicate"),
    Queue("everything", "Everything", ""),
)
