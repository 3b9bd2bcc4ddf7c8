"""A reviewer's private notes and the names of confidential sources.

Both are small text files in the state folder of this computer, readable by their owner alone and
replaced as a whole. Nothing of them ever enters claims.db, a report or a backup, and undo does
not touch them.
"""

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import StorageError, UsageError
from workbench.model.finding import How
from workbench.places import state_directory
from workbench.text import clean_line, fold_case, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

NOTE_CHARACTERS: Final = 100_000
NAME_CHARACTERS: Final = 300
_SHORTEST_LAST_NAME: Final = 3
_COMPARED: Final = {
    How.CONTAINS: str.__contains__,
    How.BEGINS: str.startswith,
    How.WHOLE: str.__eq__,
}


class NoteBox:
    """The notes of one project on this computer: a file for each claim and each hidden name."""

    def __init__(self, project: str, directory: Path | None = None) -> None:
        self._directory = (directory or state_directory()) / "notes" / project

    @property
    def directory(self) -> Path:
        """Where the files lie, for a person who wants to copy or remove them."""
        return self._directory

    def note(self, claim: str) -> str:
        """The note on a claim; empty if there is none.

        Raises:
            StorageError: There is one and it cannot be read.
        """
        return self._read(self._note_path(claim))

    def write_note(self, claim: str, text: str) -> None:
        """Replace the note on a claim; an empty one is removed.

        Raises:
            StorageError: The folder of notes cannot be written.
            UsageError: The note is far too long.
        """
        if len(text) > NOTE_CHARACTERS:
            raise UsageError(f"a note has at most {NOTE_CHARACTERS} characters")
        self._write(self._note_path(claim), text.strip())

    def noted(self, words: str = "", how: How = How.CONTAINS) -> tuple[str, ...]:
        """The claims on which there are notes with these words, whatever their case.

        Raises:
            StorageError: A note cannot be read.
        """
        wanted = fold_case(squeeze(words))
        has = _COMPARED[how]
        paths = sorted((self._directory / "claims").glob("*.txt"))
        return tuple(
            path.stem for path in paths if has(fold_case(squeeze(self._read(path))), wanted)
        )

    def name(self, source: str) -> str:
        """The name behind a confidential source; empty if none is kept on this computer."""
        return self._read(self._name_path(source))

    def keep_name(self, source: str, name: str) -> None:
        """Keep the name behind a confidential source; an empty one is removed.

        Raises:
            StorageError: The folder of notes cannot be written.
            UsageError: It is no name.
        """
        if len(name) > NAME_CHARACTERS:
            raise UsageError(f"a name has at most {NAME_CHARACTERS} characters")
        self._write(self._name_path(source), squeeze(name))

    def _note_path(self, claim: str) -> Path:
        return self._directory / "claims" / f"{_safe(claim)}.txt"

    def _name_path(self, source: str) -> Path:
        return self._directory / "names" / f"{_safe(source)}.txt"

    def _read(self, path: Path) -> str:
        try:
            return path.read_text("utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            raise StorageError(
                f"the note {clean_line(str(path))} cannot be read: {error.strerror}"
            ) from None

    def _write(self, path: Path, text: str) -> None:
        try:
            if not text:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _replace(path, text)
        except OSError as error:
            raise StorageError(
                f"the note cannot be kept in {clean_line(str(path.parent))}: {error.strerror}; "
                "set WORKBENCH_HOME to a folder that can be written"
            ) from None


def know_notes(ledger: "Ledger") -> None:
    """Let queries of a database find the notes of this computer on its claims."""
    ledger.noted = lambda words, how: NoteBox(ledger.project.id).noted(words, how)


def refuse_name(name: str, *texts: str | None, last_word_too: bool = False) -> None:
    """Refuse texts meant for claims.db that hold the name of the confidential source they are of.

    With ``last_word_too`` the last word of the name is refused by itself, a family name mostly.

    Raises:
        UsageError: One of them does; the message does not repeat the name.
    """
    patterns = [_words(name)] if name.strip() else []
    last = name.split()[-1:] if last_word_too else []
    patterns += [_words(word) for word in last if len(word) >= _SHORTEST_LAST_NAME]
    for text in texts:
        if text and any(pattern.search(squeeze(text)) for pattern in patterns):
            raise UsageError(
                "the text holds the name of a confidential source, which never enters the "
                "database; describe the person instead, for example “an official”"
            )


def _replace(path: Path, text: str) -> None:
    """Write a file anew, whole or not at all; only its owner may read it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(0o600)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _safe(identifier: str) -> str:
    return re.sub(r"[^0-9a-z]", "-", identifier.lower())[:100]


def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(squeeze(name))}(?!\w)", re.IGNORECASE)
