"""Text to claims: pure functions of a text, without input or output.

``read`` is loaded when it is first used, so that importing this package costs next to nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.reading.reader import read as read

__all__ = ["read"]


def __getattr__(name: str) -> Any:
    """Load ``read`` on first use."""
    if name == "read":
        from workbench.reading.reader import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
