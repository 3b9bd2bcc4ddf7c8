"""Pairs that a search through the whole database has found, kept in the user's cache.

A file of JSON lines: what it is about, the pairs as they were found, and at the end that it is
whole. It may end anywhere, and can be thrown away at any time.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from workbench.indexing import ComparedPair
from workbench.indexing.cache_file import FOLDER
from workbench.matching import Compared
from workbench.model import ClaimSlot, Difference, Relation
from workbench.places import cache_directory

FORM: Final = 3
_DONE: Final = {"done": True}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of pairs is about: a state of the index, and which numbers are compared anew.

    Without ``changed`` all pairs were looked for; ``done`` says that they were found. Without
    ``related`` those that are only related were not looked for.
    """

    stamp: str
    changed: tuple[int, ...] | None
    done: bool
    related: bool = False


class KeptPairs:
    """The file of one project."""

    def __init__(self, project: str, folder: Path | None = None) -> None:
        self._path = (folder or cache_directory()) / FOLDER / f"{project}.pairs"
        self._file: IO[str] | None = None

    def about(self) -> Kept | None:
        """What is there; ``None`` where there is nothing that can be used."""
        head: Any = None
        last: Any = None
        for value in self._lines():
            head = value if head is None else head
            last = value
        if not isinstance(head, dict) or head.get("form") != FORM:
            return None
        changed = head.get("changed")
        return Kept(
            str(head.get("stamp")),
            tuple(changed) if isinstance(changed, list) else None,
            last == _DONE,
            head.get("related") is True,
        )

    def pairs(self) -> Iterator[ComparedPair]:
        """The pairs that are there, in the order in which they were found."""
        for value in self._lines():
            if isinstance(value, dict) and "a" in value:
                yield _pair_from(value)

    def begin(
        self,
        stamp: str,
        changed: Sequence[int] | None = None,
        kept: Sequence[ComparedPair] = (),
        *,
        related: bool = False,
    ) -> None:
        """Begin anew, with some pairs that are known already. Where no file can be, none is."""
        self.close()
        fresh = self._path.with_suffix(".new")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.fdopen(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w")
            self._file = file
            head: dict[str, Any] = {"form": FORM, "stamp": stamp, "related": related}
            if changed is not None:
                head["changed"] = list(changed)
            self._write(head)
            for pair in kept:
                self.add(pair)
            file.flush()
            fresh.replace(self._path)

    def go_on(self) -> None:
        """Go on where the file ends; a line that is not whole is cut off."""
        with suppress(OSError):
            whole = self._path.read_bytes()
            file = self._path.open("r+")
            file.seek(whole.rfind(b"\n") + 1)
            file.truncate()
            self._file = file

    def add(self, pair: ComparedPair) -> None:
        """Keep a pair."""
        self._write(_pair_value(pair))

    def finish(self) -> None:
        """Say that the file is whole."""
        self._write(_DONE)
        self.close()

    def close(self) -> None:
        """Close the file; what was added is kept."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None

    def _write(self, value: dict[str, Any]) -> None:
        if self._file is not None:
            try:
                self._file.write(json.dumps(value) + "\n")
            except OSError:
                self.close()

    def _lines(self) -> Iterator[Any]:
        with suppress(OSError, ValueError), self._path.open() as file:
            for line in file:
                if line.endswith("\n"):
                    yield json.loads(line)


def _pair_value(pair: ComparedPair) -> dict[str, Any]:
    compared = pair.compared
    return {
        "a": pair.a,
        "b": pair.b,
        "shard": pair.shard,
        "relation": compared.relation,
        "score": compared.score,
        "differences": [
            [one.slot, one.ours, one.theirs, one.excludes] for one in compared.differences
        ],
        "words": compared.words,
    }


def _pair_from(value: dict[str, Any]) -> ComparedPair:
    differences = tuple(
        Difference(ClaimSlot(slot), ours, theirs, excludes)
        for slot, ours, theirs, excludes in value["differences"]
    )
    relation = Relation(value["relation"])
    compared = Compared(relation, value["score"], differences, value["words"])
    return ComparedPair(value["a"], value["b"], compared, value["shard"])
