"""What a database names of itself: its events, and what it keeps, so that a loss can be counted."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from workbench.ledger.blobs import LEFT_OUT, REDACTED
from workbench.text import counted

PAGE_COPY: Final = "page copy"
_KINDS: Final = {"document": "document", "token": "timestamp"}
_SEVERAL: Final = {PAGE_COPY: "page copies"}
_IN_ORDER: Final = ("document", PAGE_COPY, "timestamp")


@dataclass(frozen=True, slots=True)
class KeptThing:
    """Something that is kept: which entry of the log names it, and what it is called.

    The copy of a page is one thing, whose bytes, article and visible words are kept apart.
    """

    entry: int
    kind: str


def kept_things(connection: sqlite3.Connection) -> dict[bytes, frozenset[KeptThing]]:
    """What each kept text is a part of, without those that the file has to do without.

    Raises:
        sqlite3.Error: Not all of it can be read.
    """
    found: dict[bytes, set[KeptThing]] = defaultdict(set)
    for digest, entry, part in connection.execute("SELECT sha256, entry, part FROM kept"):
        found[digest].add(KeptThing(entry, _KINDS.get(part, PAGE_COPY)))
    for beginning in (LEFT_OUT, REDACTED):
        keys = connection.execute("SELECT key FROM local WHERE key GLOB ?", (f"{beginning}*",))
        for (key,) in keys:
            found.pop(bytes.fromhex(key.removeprefix(beginning)), None)
    return {digest: frozenset(things) for digest, things in found.items()}


@dataclass(frozen=True, slots=True)
class Amount:
    """So many events and kept things; ``None`` where nobody can know how many."""

    events: int | None = 0
    kept: Mapping[str, int] | None = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether it is surely nothing."""
        return self.events == 0 and self.kept is not None and not self.kept

    def __bool__(self) -> bool:
        """Whether it is anything, as far as one knows."""
        return bool(self.events) or bool(self.kept)


NOTHING: Final = Amount()
UNKNOWN: Final = Amount(None, None)
"""What nobody can know."""


@dataclass(frozen=True, slots=True)
class Named:
    """The events that a file names, and its kept texts with the things they are parts of.

    ``None`` where the names cannot all be read.
    """

    events: frozenset[bytes] | None = None
    kept: Mapping[bytes, frozenset[KeptThing]] | None = None

    def amount_without(self, events: Set[bytes], kept: Set[bytes]) -> Amount:
        """How much of what is named is not among these."""
        return Amount(
            None if self.events is None else len(self.events - events),
            None if self.kept is None else self.things(self.kept.keys() - kept),
        )

    def things(self, texts: Iterable[bytes], held: Set[bytes] | None = None) -> Mapping[str, int]:
        """How many things of each kind have one of these texts as a part.

        With ``held``, only those count of which no part is missing there.
        """
        kept = self.kept or {}
        found = {thing for text in texts for thing in kept.get(text, ())}
        if held is not None:
            found -= {thing for text in kept.keys() - held for thing in kept[text]}
        return Counter(thing.kind for thing in found)


UNNAMED: Final = Named()
"""Where no name can be read."""


def amount_in_words(amount: Amount) -> str:
    """An amount that is known, without what there is nothing of; empty if that is all."""
    kept = amount.kept or {}
    parts = [counted(amount.events, "event")] if amount.events else []
    parts += [
        counted(kept[kind], kind, _SEVERAL.get(kind, f"{kind}s"))
        for kind in _IN_ORDER
        if kept.get(kind)
    ]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def is_one(amount: Amount) -> bool:
    """Whether it is a single thing, for the verb that follows."""
    return (amount.events or 0) + sum((amount.kept or {}).values()) == 1


def loss_in_words(lost: Amount) -> str:
    """What is lost, in sentences that hide nothing of what cannot be known."""
    if lost.events is None:
        return "What was done after it and cannot be read is lost; how much cannot be known."
    words = amount_in_words(lost)
    are = "is" if is_one(lost) else "are"
    known = f"{words} can be read whole in neither file, and {are} lost"
    if lost.kept is None:
        unknown = "how many page copies and documents are cannot be known"
        return f"{known if words else 'No event is lost'}; {unknown}."
    return f"{known}." if words else "Nothing is lost."
