"""The coarse parts of speech that later stages ask for by group."""

from typing import Final

__all__ = ["FINITE"]

# A clause has one of these. VPAST is a past form that was found to be finite.
FINITE: Final = frozenset({"AUX", "MODAL", "VERB", "VPAST"})
