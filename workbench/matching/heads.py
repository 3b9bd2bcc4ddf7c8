"""What a quantity counts, as the one term by which amounts are compared."""

from functools import lru_cache

from workbench.matching.slots.counted import head_of
from workbench.matching.words import Words

__all__ = ["counted_term"]


@lru_cache(maxsize=10_000)
def counted_term(counted: str, words: Words) -> str:
    """The term of the noun that is counted: "troop" for "Russian soldiers"; empty for none."""
    head = head_of(counted)
    return (words.of(head).term or head) if head else ""
