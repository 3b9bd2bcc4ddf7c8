"""What is wanted from outside, and an errand that brings it: how far it is, and what came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from workbench.text import clean_line

NAME_CHARACTERS: Final = 60


class Stage(StrEnum):
    """How far an errand is."""

    WAITING = "waiting"
    FETCHING = "fetching"
    READING = "reading"
    KEEPING = "keeping"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    CANCELLED = "cancelled"


_ENDED = frozenset({Stage.DONE, Stage.FAILED, Stage.REFUSED, Stage.CANCELLED})


class Kind(StrEnum):
    """What an errand is for, in the word for doing it."""

    ATTACH = "fetching"
    READ = "reading"
    RECHECK = "re-checking"
    ASK = "asking"
    REPLAY = "fetching a copy"
    IMPORT = "importing"


@dataclass(slots=True)
class Errand:
    """One thing under way. ``said`` is for the user when it has ended, ``result`` what came."""

    kind: Kind
    claim: str
    name: str
    stage: Stage = Stage.WAITING
    said: str = ""
    result: Any = None

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.stage in _ENDED


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to attach or to read: an address, the path of a file, or a text of its own."""

    address: str = ""
    path: str = ""
    text: str = ""
    title: str = ""

    @property
    def name(self) -> str:
        """What to call it while it is under way."""
        if self.address:
            return clean_line(self.address.partition("://")[2] or self.address, NAME_CHARACTERS)
        return clean_line(self.path or self.title or "the text", NAME_CHARACTERS)


@dataclass(frozen=True, slots=True)
class ToAttach:
    """What a reviewer wants attached to a claim."""

    claim: str
    wanted: tuple[Wanted, ...]
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class ToRead:
    """What a reviewer wants read into claims. ``document_date`` overrules what a text says."""

    wanted: tuple[Wanted, ...]
    allow_private: bool = False
    document_date: date | None = None


@dataclass(frozen=True, slots=True)
class ToImport:
    """An address whose published fact-checks a reviewer wants; ``columns`` are those of a table."""

    address: str
    columns: Mapping[str, str] | None = None
    allow_private: bool = False
