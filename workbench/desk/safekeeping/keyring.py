"""The keyring: with which keys colleagues sign, as this computer came to know them.

A key is taken on trust when it is first met, and shown. If somebody's signatures come with another
key later, that is said loudly until a person decides. The keyring, and the reviewer's own key,
lie in the configuration folder and are readable by their owner alone; neither is ever in a file
that is shared.

Several programs may meet keys at the same time: each reads, changes and replaces the keyring while
it holds a lock that lies beside it. A keyring that is a link is changed where the link leads.
"""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from workbench.errors import LedgerLocked, NotSo, StorageError, UsageError
from workbench.ledger.copying import give_name
from workbench.ledger.identifiers import is_digest, is_identifier
from workbench.places import config_directory
from workbench.text import clean_line, squeeze

FILE_NAME: Final = "keyring.json"
KEY_NAME: Final = "signing-key"
_NAME_CHARACTERS: Final = 100
_KEY_BYTES: Final = 32
_WAIT_SECONDS: Final = 5.0
_GLANCE_SECONDS: Final = 0.005


class KeyState(StrEnum):
    """How far a key is trusted."""

    FIRST_SEEN = "first seen"
    TRUSTED = "trusted"
    CHANGED = "changed"
    DISTRUSTED = "distrusted"


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key, in hexadecimal digits, and whose it is."""

    reviewer: str
    name: str
    key: str
    state: KeyState
    seen_at: str

    @property
    def fingerprint(self) -> str:
        """What two people can read to one another over the telephone."""
        return fingerprint(self.key)


def fingerprint(key: str) -> str:
    """The first 32 digits of the hash of a key, in groups of four."""
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


class Keyring:
    """The file with the keys, and the reviewer's own private key beside it."""

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory or config_directory()

    @property
    def signs(self) -> bool:
        """Whether the reviewer's work is to be signed; it is not unless that was switched on."""
        return self._read().get("sign") is True

    def switch(self, *, on: bool) -> None:
        """Sign from now on, or no more. The key stays.

        Raises:
            StorageError: The folder cannot be written.
        """
        with self._alone():
            self._write({**self._read(), "sign": on})

    def own_key(self) -> bytes | None:
        """The reviewer's private key, 32 bytes, if there is one.

        Raises:
            StorageError: It cannot be read, others can read it, or it is no key.
        """
        path = self._directory / KEY_NAME
        try:
            if path.stat().st_mode & 0o077:
                raise StorageError(
                    f"others can read {clean_line(str(path))}, so nothing is signed with it; "
                    "make it yours alone (chmod 600), or remove it to get a new one"
                )
            key = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(path, error) from None
        if len(key) != _KEY_BYTES:
            raise StorageError(
                f"{clean_line(str(path))} is no key; restore it, or remove it to get a new one"
            )
        return key

    def keep_own_key(self, key: bytes) -> None:
        """Keep a new private key, unless another program has kept one meanwhile.

        Raises:
            StorageError: It cannot be kept.
        """
        path = self._directory / KEY_NAME
        with self._alone():
            if path.exists():
                return
            try:
                _put(path, key)
            except OSError as error:
                raise self._unusable(path, error) from None

    def keys(self) -> tuple[KnownKey, ...]:
        """All keys, by name."""
        listed = self._read().get("keys")
        found = [_known(one) for one in listed] if isinstance(listed, list) else []
        known = [one for one in found if one is not None]
        return tuple(sorted(known, key=lambda one: (one.name.casefold(), one.seen_at, one.key)))

    def meet(self, reviewer: str, name: str, key: str, now: datetime) -> KnownKey:
        """The key as it is known; one that is new is taken in, on trust if it is the first."""
        found = _same(self.keys(), reviewer, key)
        if found is not None:
            return found
        shown = squeeze(clean_line(name, _NAME_CHARACTERS))
        with self._alone():
            every = self.keys()
            found = _same(every, reviewer, key)
            if found is not None:
                return found
            known = any(
                one.reviewer == reviewer and one.state is not KeyState.DISTRUSTED for one in every
            )
            state = KeyState.CHANGED if known else KeyState.FIRST_SEEN
            met = KnownKey(reviewer, shown, key, state, now.strftime("%Y-%m-%d"))
            self._keep([*every, met])
        return met

    def decide(self, typed: str, state: KeyState) -> KnownKey:
        """Trust or distrust the key of a person, by name or by the beginning of the key's mark.

        Raises:
            UsageError: Nothing was typed.
            NotSo: Nobody is meant, or several keys are.
        """
        wanted = typed.casefold().replace(" ", "")
        if not wanted:
            raise UsageError("name a person, or the digits of a key")
        with self._alone():
            every = self.keys()
            meant = [
                one
                for one in every
                if one.name.casefold().replace(" ", "") == wanted
                or one.fingerprint.replace(" ", "").startswith(wanted)
            ]
            if len(meant) != 1:
                what = "no key" if not meant else "several keys"
                raise NotSo(
                    f"{what}: {clean_line(typed, 60)}; workbench keyring lists all with digits"
                )
            decided = replace(meant[0], state=state)
            self._keep([decided if one == meant[0] else one for one in every])
        return decided

    def _keep(self, keys: list[KnownKey]) -> None:
        self._write({**self._read(), "keys": [asdict(one) for one in keys]})

    def _read(self) -> dict[str, Any]:
        path = self._directory / FILE_NAME
        try:
            found = json.loads(path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            raise self._unusable(path, error) from None
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise StorageError(
                f"{clean_line(str(path))} is no keyring; restore it from a copy, or remove it to "
                "meet every key anew"
            )
        return found

    def _write(self, found: dict[str, Any]) -> None:
        path = self._target()
        try:
            _put(path, json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
        except OSError as error:
            raise self._unusable(path, error) from None

    def _target(self) -> Path:
        """The file itself, where the keyring is a link to it."""
        return Path(os.path.realpath(self._directory / FILE_NAME))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other programs from changing the keyring between what is read and what is written.

        Whoever reaches one keyring by different links waits for the same lock.
        """
        path = self._target()
        lock = path.with_name(f".{path.name}.lock")
        deadline = time.monotonic() + _WAIT_SECONDS
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise self._unusable(path, error) from None
        try:
            while True:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise LedgerLocked(
                            f"{clean_line(str(path))} is being changed by another program; try "
                            "again in a moment"
                        ) from None
                    time.sleep(_GLANCE_SECONDS)
                except OSError as error:
                    raise self._unusable(path, error) from None
            yield
        finally:
            os.close(descriptor)

    def _unusable(self, path: Path, error: OSError) -> StorageError:
        return StorageError(f"{clean_line(str(path))} cannot be used ({error.strerror})")


def _same(keys: tuple[KnownKey, ...], reviewer: str, key: str) -> KnownKey | None:
    return next((one for one in keys if one.reviewer == reviewer and one.key == key), None)


def _put(path: Path, body: bytes) -> None:
    """Put a small file in place, whole and durable, readable by its owner alone."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        give_name(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _known(found: object) -> KnownKey | None:
    if not isinstance(found, dict):
        return None
    reviewer, key, state = found.get("reviewer"), found.get("key"), found.get("state")
    if not is_identifier(reviewer) or not is_digest(key) or state not in list(KeyState):
        return None
    name, seen = found.get("name"), found.get("seen_at")
    return KnownKey(str(reviewer), str(name or ""), str(key), KeyState(state), str(seen or ""))
