"""Who the reviewer at this computer is, and which writers this computer has been.

A *reviewer* is a person and may adopt the same identity on a second computer. A *writer* is
one line of events from one device in one file; it must never go on in a copy of that file,
so its last event is remembered here, outside the file, and compared before every act.
"""

import fcntl
import getpass
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from workbench.errors import LedgerLocked, StorageError, UsageError
from workbench.ledger.identifiers import Entropy, is_digest, is_identifier, new_identifier
from workbench.model import Reviewer
from workbench.text import clean_line, squeeze

REVIEWER_FILE: Final = "reviewer.json"
MAX_NAME_CHARACTERS: Final = 100
_RETRY_SECONDS: Final = 0.005


class IdentityStore:
    """The identity kept in the user's configuration and the heads kept in their state."""

    def __init__(
        self,
        config_directory: Path,
        state_directory: Path,
        entropy: Entropy = os.urandom,
    ) -> None:
        self._reviewer_file = config_directory / REVIEWER_FILE
        self._writers = state_directory / "writers"
        self._entropy = entropy

    # ------------------------------------------------------------------ the reviewer

    def known_reviewer(self) -> Reviewer | None:
        """The reviewer at this computer, or ``None`` if there has never been one.

        Raises:
            StorageError: The file that keeps the identity cannot be read or understood.
        """
        path = self._reviewer_file
        try:
            found = json.loads(path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StorageError(f"{_shown(path)} cannot be read: {error.strerror}") from None
        except ValueError:
            found = None
        if isinstance(found, dict) and is_identifier(found.get("id")):
            name = found.get("name")
            if isinstance(name, str) and name == _plain_name(name) and name:
                return Reviewer(found["id"], name)
        raise StorageError(
            f"{_shown(path)} does not hold an identity; restore it from a copy, "
            "or remove it to begin as a new reviewer"
        )

    def reviewer(self) -> Reviewer:
        """The reviewer at this computer; on first use one is made with the login name.

        Raises:
            StorageError: The identity cannot be read or kept.
        """
        known = self.known_reviewer()
        if known is not None:
            return known
        fresh = Reviewer(new_identifier(self._entropy), _login_name())
        self._keep(fresh, replace=False)
        return self.known_reviewer() or fresh

    def rename(self, name: str) -> Reviewer:
        """Change the reviewer's name from now on; earlier acts show the new name too.

        Raises:
            UsageError: The name is empty or too long.
            StorageError: The identity cannot be kept.
        """
        plain = _plain_name(name)
        if not plain or len(plain) > MAX_NAME_CHARACTERS:
            raise UsageError(f"a name has 1 to {MAX_NAME_CHARACTERS} characters")
        renamed = Reviewer(self.reviewer().id, plain)
        self._keep(renamed, replace=True)
        return renamed

    def adopt(self, reviewer: Reviewer) -> None:
        """Be an existing reviewer on this computer too.

        Raises:
            UsageError: That is not a reviewer's identity.
            StorageError: The identity cannot be kept.
        """
        name = _plain_name(reviewer.name)
        if not is_identifier(reviewer.id) or not name or len(name) > MAX_NAME_CHARACTERS:
            raise UsageError("a reviewer has an id of 32 hexadecimal digits and a name")
        self._keep(Reviewer(reviewer.id, name), replace=True)

    def _keep(self, reviewer: Reviewer, *, replace: bool) -> None:
        body = json.dumps({"id": reviewer.id, "name": reviewer.name}, ensure_ascii=False)
        _write(self._reviewer_file, body + "\n", durable=True, replace=replace)

    # ------------------------------------------------------------------ the writers

    @contextmanager
    def held(self, project: str, wait_seconds: float) -> Iterator[None]:
        """Keep every other act in any copy of the project on this computer waiting.

        Two copies of one file must not both take the same writer for free.

        Raises:
            LedgerLocked: Another act held it for longer than ``wait_seconds``.
            StorageError: The state directory cannot be written.
        """
        path = self._writers / f"{project}.lock"
        deadline = time.monotonic() + wait_seconds
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _cannot_keep(self._writers, error) from None
        try:
            while True:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise LedgerLocked(
                            "another copy of this project is being written on this computer; "
                            "try again in a moment"
                        ) from None
                    time.sleep(_RETRY_SECONDS)
            yield
        finally:
            os.close(descriptor)

    def writer_for(self, project: str, head_of: Callable[[str], str | None]) -> str:
        """The writer to go on as: one whose last event in the file is the one remembered.

        ``head_of`` tells a writer's last event in the file. Where none fits, because the file
        is a copy, was restored, or is new here, a new writer begins.
        """
        for writer, head in self._heads(project).items():
            if head_of(writer) == head:
                return writer
        return new_identifier(self._entropy)

    def remember(self, project: str, writer: str, head: str | None) -> str | None:
        """Keep a writer's last event, and return the one that was kept before.

        Raises:
            StorageError: The state directory cannot be written.
        """
        heads = self._heads(project)
        before = heads.pop(writer, None)
        if head is not None:
            heads = {writer: head, **heads}
        body = json.dumps({"writers": heads})
        _write(self._writers / f"{project}.json", body, durable=False, replace=True)
        return before

    def _heads(self, project: str) -> dict[str, str]:
        try:
            found: Any = json.loads((self._writers / f"{project}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        heads = found.get("writers") if isinstance(found, dict) else None
        if not isinstance(heads, dict):
            return {}
        return {
            writer: head
            for writer, head in heads.items()
            if is_identifier(writer) and is_digest(head)
        }


def _plain_name(name: str) -> str:
    return squeeze(clean_line(name))


def _login_name() -> str:
    try:
        name = _plain_name(getpass.getuser())[:MAX_NAME_CHARACTERS]
    except (OSError, KeyError):
        name = ""
    return name or "reviewer"


def _shown(path: Path) -> str:
    return clean_line(str(path))


def _cannot_keep(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{_shown(path)} cannot be written ({error.strerror}); "
        "make it writable, or set WORKBENCH_HOME to a folder that is"
    )


def _write(path: Path, body: str, *, durable: bool, replace: bool) -> None:
    """Put a small file in place whole, or leave the old one as it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(body)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            if replace:
                temporary.replace(path)
            else:
                _link(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_keep(path, error) from None


def _link(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return
    except OSError:
        temporary.replace(path)
