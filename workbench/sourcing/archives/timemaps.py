"""TimeMaps of Memento (RFC 7089): a list of copies in the link format of RFC 8288.

The parser reads each character once, whatever the input.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workbench.model.sourcing import ArchiveState, Exchange
from workbench.sourcing.archives.asking import said, trouble
from workbench.sourcing.archives.found import ArchivedCopyFound
from workbench.sourcing.archives.replay import http_date
from workbench.sourcing.archives.replay_addresses import is_web_address

MAX_LINKS: Final = 20_000

_SPACE: Final = " \t\r\n"
_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True)
class Link:
    """One link with its attributes; names are in lower case, the first of a name counts."""

    target: str
    attributes: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        return next((value for key, value in self.attributes if key == name), None)

    @property
    def relations(self) -> frozenset[str]:
        """What the link is: a ``memento``, the ``original``, the ``timegate`` and so on."""
        return frozenset((self.get("rel") or "").lower().split())


@dataclass(frozen=True, slots=True)
class Memento:
    """One copy: where, and of when."""

    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TimeMap:
    """The copies of one page, oldest first.

    ``further`` are TimeMaps that hold more. With a ``problem``, nothing is known; without one, no
    mementos means that the archive lists none. ``left_out`` counts links that made no sense.
    """

    mementos: tuple[Memento, ...]
    checked_at: datetime
    original: str | None = None
    timegate: str | None = None
    further: tuple[str, ...] = ()
    left_out: int = 0
    problem: str | None = None


def read_timemap(exchange: Exchange, who: str) -> TimeMap:
    """The copies an archive lists; status 404 is its way of saying that it has none."""
    checked_at = exchange.ended_at
    if exchange.status == _NOT_FOUND:
        return TimeMap((), checked_at)
    if problem := trouble(exchange, who):
        return TimeMap((), checked_at, problem=problem)
    text = (exchange.body or b"").decode("utf-8", "replace")
    if text.lstrip("\ufeff" + _SPACE)[:1] not in ("<", ""):
        return TimeMap((), checked_at, problem=f"{who} answered something else than a TimeMap")
    return _collected(list(links(text)), checked_at, who)


def nearest_memento(
    timemap: TimeMap, archive: str, at: datetime | None = None
) -> ArchivedCopyFound:
    """The copy nearest to ``at``, or the newest."""
    if timemap.problem:
        return ArchivedCopyFound(
            archive, ArchiveState.UNKNOWN, timemap.checked_at, note=timemap.problem
        )
    if not timemap.mementos:
        if timemap.further:
            state, note = ArchiveState.UNKNOWN, f"{archive} lists its copies in parts"
        else:
            state, note = ArchiveState.NONE_KNOWN, f"{archive} lists no copy"
        return ArchivedCopyFound(archive, state, timemap.checked_at, note=note)
    nearest = (
        timemap.mementos[-1]
        if at is None
        else min(timemap.mementos, key=lambda each: abs((each.at - at).total_seconds()))
    )
    return ArchivedCopyFound(
        archive,
        ArchiveState.ARCHIVED,
        timemap.checked_at,
        url=nearest.url,
        archived_at=nearest.at,
    )


def links(text: str) -> Iterator[Link]:
    """The links of a text in link format. Reading stops where the format is broken."""
    position, end = 0, len(text)
    for _ in range(MAX_LINKS):
        position = _skip(text, position, _SPACE + ",\ufeff")
        if position >= end or text[position] != "<":
            return
        close = text.find(">", position)
        if close < 0:
            return
        target = text[position + 1 : close].strip()
        attributes, position = _attributes(text, close + 1)
        yield Link(target, attributes)


def _attributes(text: str, position: int) -> tuple[tuple[tuple[str, str], ...], int]:
    found: list[tuple[str, str]] = []
    while True:
        position = _skip(text, position, _SPACE)
        if position >= len(text) or text[position] != ";":
            return tuple(found), position
        start = _skip(text, position + 1, _SPACE)
        position = _until(text, start, _SPACE + "=;,<")
        name = text[start:position].lower()
        position = _skip(text, position, _SPACE)
        value = ""
        if position < len(text) and text[position] == "=":
            value, position = _value(text, _skip(text, position + 1, _SPACE))
        if name:
            found.append((name, value))


def _value(text: str, position: int) -> tuple[str, int]:
    if position >= len(text) or text[position] != '"':
        end = _until(text, position, _SPACE + ";,")
        return text[position:end], end
    pieces: list[str] = []
    position += 1
    while position < len(text):
        end = _until(text, position, '"\\')
        pieces.append(text[position:end])
        if end >= len(text) or text[end] == '"':
            return "".join(pieces), end + 1
        pieces.append(text[end + 1 : end + 2])
        position = end + 2
    return "".join(pieces), position


def _skip(text: str, position: int, characters: str) -> int:
    while position < len(text) and text[position] in characters:
        position += 1
    return position


def _until(text: str, position: int, characters: str) -> int:
    while position < len(text) and text[position] not in characters:
        position += 1
    return position


def _collected(found: list[Link], checked_at: datetime, who: str) -> TimeMap:
    mementos: list[Memento] = []
    original = timegate = None
    further: list[str] = []
    left_out = 0
    for link in found:
        relations = link.relations
        if not is_web_address(link.target):
            left_out += 1
        elif "memento" in relations:
            at = http_date(link.get("datetime"))
            if at is None:
                left_out += 1
            else:
                mementos.append(Memento(link.target, at))
        elif "original" in relations:
            original = original or link.target
        elif "timegate" in relations:
            timegate = timegate or link.target
        elif "timemap" in relations:
            further.append(link.target)
    if not mementos and original is None and not further:
        described = f" ({left_out} links that cannot be read)" if left_out else ""
        return TimeMap(
            (), checked_at, left_out=left_out, problem=f"{said(who)} sent no TimeMap{described}"
        )
    mementos.sort(key=lambda each: each.at)
    return TimeMap(tuple(mementos), checked_at, original, timegate, tuple(further), left_out)
