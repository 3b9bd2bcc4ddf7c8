"""What an index can be given to tell how near claims are in meaning; it is made elsewhere."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from workbench.matching import Facts

if TYPE_CHECKING:
    from workbench.indexing.claim_index import ClaimIndex

__all__ = ["Meanings"]


class Meanings(Protocol):
    """Nearness of meaning, as far as it is known."""

    def near(self, text: str, limit: int = 100) -> list[int]:
        """The keys of the claims whose meaning is nearest to a text."""

    def nearness(self, text: str, claims: Sequence[tuple[int, Facts]]) -> list[float | None]:
        """How near the meaning of claims is to that of a text; ``None`` where it is not known."""

    def encode(
        self,
        index: "ClaimIndex",
        *,
        seconds: float | None = None,
        on_progress: Callable[[str, int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> bool:
        """Encode what has no vector, for so many seconds; whether all claims have one now."""
