"""Two claims side by side: in what they differ, and what that makes of them."""

from workbench.matching.comparing.deciding import Compared, compare

__all__ = ["Compared", "compare"]
