"""List items: lines that begin with a bullet or number, and items that run on in a line."""

import re

_BULLETS = "•‣⁃◦▪●*"
_BULLET = rf"[{_BULLETS}–-]"
_NUMBER = r"(?P<number>\d{1,3}|[a-z])(?P<mark>\.\)|\.|\))"

_ITEM = re.compile(rf"(?:(?P<bullet>{_BULLET})\s?)?(?:{_NUMBER}(?=\s)|(?<=[^\s\w])\s)")
_NEXT_ITEM = re.compile(
    rf"(?<=\s)(?:(?P<bullet>[{_BULLETS}])\s?)?(?:{_NUMBER}(?=\s)|(?<=[^\s\w])\s)"
)
_LINE_ITEM = re.compile(
    rf"{_BULLET}\s|[•‣⁃◦▪●]|(?:\d{{1,2}}|[a-z])(?:\.\)|\.|\))\s|\((?:\d{{1,2}}|[a-z])\)\s"
)


def begins_item(text: str, start: int, end: int) -> bool:
    """Say whether the line begins as an item of a list does."""
    return _LINE_ITEM.match(text, start, end) is not None


def items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give where each item of a block begins and where its words begin; nothing if no list.

    Numbers and letters must run on from one another, so that "1." in mid-sentence is no item.
    """
    first = _ITEM.match(text, start, end)
    if first is None:
        line = _LINE_ITEM.match(text, start, end)
        return [(start, line.end())] if line else []
    found = [(start, first.end())]
    previous = first
    for candidate in _NEXT_ITEM.finditer(text, first.end(), end):
        if _follows(previous, candidate):
            found.append(candidate.span())
            previous = candidate
    if len(found) == 1 and not begins_item(text, start, end):
        return []
    return found


def _follows(previous: re.Match[str], found: re.Match[str]) -> bool:
    if previous["bullet"] != found["bullet"] or previous["mark"] != found["mark"]:
        return False
    before, after = previous["number"], found["number"]
    if before is None or after is None:
        return before is after
    if before.isdecimal() and after.isdecimal():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1
