"""The keyring: with which keys colleagues sign, as this computer came to know them.

A key is taken on trust when it is first met, and shown. If somebody's signatures come with another
key later, that is said loudly until a person decides. The keyring, and the reviewer's own key,
lie in the configuration folder and are readable by their owner alone; neither is ever in a file
that is shared.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from workbench.errors import NotSo, StorageError, UsageError
from workbench.ledger.identifiers import is_digest, is_identifier
from workbench.places import config_directory
from workbench.text import clean_line, squeeze

FILE_NAME: Final = "keyring.json"
KEY_NAME: Final = "signing-key"
_NAME_CHARACTERS: Final = 100
_KEY_BYTES: Final = 32


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
        """Keep a new private key. There must be none.

        Raises:
            StorageError: It cannot be kept.
        """
        path = self._directory / KEY_NAME
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise self._unusable(path, error) from None
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(key)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            path.unlink(missing_ok=True)  # half a key would be in the way of the next one
            raise self._unusable(path, error) from None

    def keys(self) -> tuple[KnownKey, ...]:
        """All keys, by name."""
        listed = self._read().get("keys")
        found = [_known(one) for one in listed] if isinstance(listed, list) else []
        known = [one for one in found if one is not None]
        return tuple(sorted(known, key=lambda one: (one.name.casefold(), one.seen_at, one.key)))

    def meet(self, reviewer: str, name: str, key: str, now: datetime) -> KnownKey:
        """The key as it is known; one that is new is taken in, on trust if it is the first."""
        every = self.keys()
        theirs = [one for one in every if one.reviewer == reviewer]
        for one in theirs:
            if one.key == key:
                return one
        known = any(one.state is not KeyState.DISTRUSTED for one in theirs)
        state = KeyState.CHANGED if known else KeyState.FIRST_SEEN
        shown = squeeze(clean_line(name, _NAME_CHARACTERS))
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
        every = self.keys()
        meant = [
            one
            for one in every
            if one.name.casefold().replace(" ", "") == wanted
            or one.fingerprint.replace(" ", "").startswith(wanted)
        ]
        if len(meant) != 1:
            what = "no key" if not meant else "several keys"
            raise NotSo(f"{what}: {clean_line(typed, 60)}; workbench keyring lists all with digits")
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
        path = self._directory / FILE_NAME
        fresh = path.with_name(f".{FILE_NAME}.{os.getpid()}")
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(found, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise self._unusable(path, error) from None

    def _unusable(self, path: Path, error: OSError) -> StorageError:
        return StorageError(f"{clean_line(str(path))} cannot be used ({error.strerror})")


def _known(found: object) -> KnownKey | None:
    if not isinstance(found, dict):
        return None
    reviewer, key, state = found.get("reviewer"), found.get("key"), found.get("state")
    if not is_identifier(reviewer) or not is_digest(key) or state not in list(KeyState):
        return None
    name, seen = found.get("name"), found.get("seen_at")
    return KnownKey(str(reviewer), str(name or ""), str(key), KeyState(state), str(seen or ""))
