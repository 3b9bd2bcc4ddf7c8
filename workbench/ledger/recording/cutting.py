"""Cutting what comes from outside to what the log accepts.

No page can keep itself from being recorded by being too long in one place. What is cut ends
with an ellipsis; lists lose their ends.
"""

import json
from collections.abc import Iterable
from typing import TypeVar

_Item = TypeVar("_Item")


def cut(words: str | None, most: int) -> str | None:
    """Text that can be kept: without unpaired surrogates, and no longer than it may be."""
    if words is None:
        return None
    whole = words.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def within(items: Iterable[_Item], most: int, room_bytes: int) -> list[_Item]:
    """The first items of a list, as many as may be and as fit into so many bytes of JSON."""
    found: list[_Item] = []
    for item in items:
        room_bytes -= len(json.dumps(item, ensure_ascii=False).encode("utf-8"))
        if len(found) == most or room_bytes < 0:
            break
        found.append(item)
    return found


def page_bytes(text: str) -> bytes:
    """A text as it is kept. An unpaired surrogate becomes one mark, so that offsets stay true."""
    return text.encode("utf-8", "replace")
