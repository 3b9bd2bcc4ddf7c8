"""Which device this computer is in a shared folder, and what it was the last to write there.

A device's files have one writer. If there is more in them than this computer remembers writing,
its memory was restored from an older copy, or was cloned with the whole computer; then it goes on
as a new device, so that nobody ever writes in another's file.
"""

import fcntl
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from workbench.errors import LedgerLocked, StorageError
from workbench.ledger.identifiers import Entropy, is_identifier, new_identifier
from workbench.ledger.segments.folders import File
from workbench.text import clean_line

_NUMBERED: Final = re.compile(r"(\d{8})\.segment")
LARGEST_NUMBER: Final = 99_999_999


@dataclass(slots=True)
class DeviceState:
    """What is remembered: the last segment with its size, and one that was begun after it."""

    device: str
    last: int = 0
    size: int = 0
    begun: int = 0


def number_of(name: str) -> int:
    """The number of a segment by its name; 0 if it has none."""
    found = _NUMBERED.fullmatch(name)
    return int(found[1]) if found else 0


def name_of(number: int) -> str:
    """The name of a segment."""
    return f"{number:08d}.segment"


class DeviceStore:
    """The memory of one database in one folder, in a file of the state folder."""

    def __init__(self, path: Path, entropy: Entropy = os.urandom) -> None:
        self._path = path
        self._entropy = entropy

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep a second sync of the same database and folder out.

        Raises:
            LedgerLocked: One is under way.
            StorageError: The state folder cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(
                self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
        except OSError as error:
            raise self._unusable(error) from None
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise LedgerLocked(
                    "this database is being synced with that folder already; wait for its end"
                ) from None
            yield
        finally:
            os.close(lock)

    def device_for(self, files_of: Callable[[str], Sequence[File]]) -> DeviceState:
        """The device to go on as, given what lies in the folder under its name."""
        state = self._load()
        if state is not None and _fits(state, files_of(state.device)):
            return state
        return DeviceState(new_identifier(self._entropy))

    def save(self, state: DeviceState) -> None:
        """Keep it.

        Raises:
            StorageError: The state folder cannot be written.
        """
        partial = self._path.with_suffix(".new")
        try:
            partial.write_text(json.dumps(asdict(state)), "utf-8")
            partial.replace(self._path)
        except OSError as error:
            raise self._unusable(error) from None

    def _load(self) -> DeviceState | None:
        try:
            found: Any = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(found, dict) or not is_identifier(found.get("device")):
            return None
        numbers = [found.get(name) for name in ("last", "size", "begun")]
        if not all(type(one) is int and one >= 0 for one in numbers):
            return None
        return DeviceState(found["device"], found["last"], found["size"], found["begun"])

    def _unusable(self, error: OSError) -> StorageError:
        return StorageError(
            f"{clean_line(str(self._path.parent))} cannot be written ({error.strerror}); "
            "make it writable, or set WORKBENCH_HOME to a folder that is"
        )


def _fits(state: DeviceState, files: Sequence[File]) -> bool:
    for file in files:
        number = number_of(file.name)
        if number > max(state.last, state.begun):
            return False
        if number == state.last and file.size > state.size and state.begun != state.last:
            return False
    return True
