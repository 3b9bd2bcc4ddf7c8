"""Signing: the head of this computer's line of events, and checking what others have signed.

Each event names the one before it of its writer by its hash, so one signature of the latest vouches
for all before it. The library for it is the extra ``signing``; without it nothing is signed, and a
check says that signatures were not looked at.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.desk.safekeeping.keyring import Keyring, KeyState, KnownKey, fingerprint
from workbench.errors import NotSo, StorageError, WorkbenchError
from workbench.ledger.events import EventRefused, read_event
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.merging import Merged

MISSING: Final = (
    "this needs a library that is not installed: pip install 'claim-workbench[signing]'"
)
_SIGNED: Final = (
    "SELECT signature.writer, signature.key, signature.seq, signature.head, signature.signature,"
    " reviewer.id, reviewer.name FROM signature"
    " JOIN reviewer ON reviewer.number = signature.reviewer ORDER BY signature.event"
)


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What came of checking signatures: how many hold, and what a person should know."""

    good: int
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def is_installed() -> bool:
    """Whether the library is there."""
    from importlib.util import find_spec

    return find_spec("cryptography") is not None


def begin_signing() -> str:
    """Sign from now on, with a new key if there is none; returns the key's fingerprint.

    Raises:
        NotSo: The library is missing.
        StorageError: The key cannot be kept.
    """
    if not is_installed():
        raise NotSo(MISSING)
    ring = Keyring()
    key = ring.own_key()
    if key is None:
        ring.keep_own_key(secrets.token_bytes(32))
        key = ring.own_key()
        assert key is not None
    ring.switch(on=True)
    return fingerprint(_public(key))


def own_fingerprint() -> str | None:
    """The fingerprint of the reviewer's own key, if there is one and the library."""
    key = Keyring().own_key()
    return fingerprint(_public(key)) if key is not None and is_installed() else None


def sign_at_the_end(ledger: "Ledger") -> None:
    """Let what is written until the database is closed be signed then, if that is switched on."""
    with suppress(WorkbenchError):
        if Keyring().signs:
            ledger.before_close = _sign_quietly


def sign_head(ledger: "Ledger") -> bool:
    """Sign the line of this computer up to its latest event; returns whether it was signed.

    Raises:
        NotSo: The library is missing, or there is no key.
        StorageError: The database cannot be written.
    """
    if not is_installed():
        raise NotSo(MISSING)
    key = Keyring().own_key()
    if key is None:
        raise NotSo("there is no key to sign with; workbench keyring --sign on makes one")
    with ledger.act("Sign") as act:
        head = act.chain.previous
        if head is None:
            return False
        seq = act.chain.seq - 1
        value = {
            "key": _public(key),
            "seq": seq,
            "head": head.hex(),
            "signature": _sign(key, _message(act.chain.writer, seq, head.hex())),
        }
        act.record("signature", act.chain.writer, "head", value)
    return True


def check_signatures(ledger: "Ledger") -> SignatureCheck:
    """Check every signature, and meet the keys they were made with."""
    rows = ledger.rows(_SIGNED)
    if not rows:
        return SignatureCheck(0, (), ())
    if not is_installed():
        return SignatureCheck(0, (), (f"{len(rows)} signatures were not checked; {MISSING}",))
    problems: dict[str, None] = {}
    remarks: dict[str, None] = {}
    good = 0
    ring, now = Keyring(), ledger.now()
    own = ledger.identity.known_reviewer()
    try:
        own_key = ring.own_key()
        ring.keys()
    except StorageError as error:
        return SignatureCheck(0, (f"signatures were not checked: {error}",), ())
    mine = (own.id, _public(own_key)) if own is not None and own_key is not None else None
    for writer, key, seq, head, signature, reviewer, name in rows:
        who = squeeze(clean_line(name, 60)) or f"reviewer {reviewer[:8]}"
        place = f"the signature of {who} up to event {seq} of writer {writer[:8]}"
        if not _is_good(key, signature, _message(writer, seq, head)):
            problems[f"{place} is false"] = None
            continue
        found = _of_the_log(ledger, head)
        if found is not None and found != (writer, seq, reviewer):
            problems[f"{place} is of an event that is another's"] = None
            continue
        if found is None:
            remarks[f"{place}: that event is not here"] = None
            continue
        good += 1
        if mine == (reviewer, key):
            continue
        _tell_of_key(ring.meet(reviewer, name, key, now), who, problems, remarks)
    if good:
        remarks["1 signature holds" if good == 1 else f"{good:,} signatures hold"] = None
    return SignatureCheck(good, tuple(problems), tuple(remarks))


def meet_keys(ledger: "Ledger", merged: "Merged") -> tuple[str, ...]:
    """What a person should know of the keys of colleagues whose signatures have just come.

    Nothing stops a merge that is done: a keyring that cannot be read is told of instead.
    """
    if not any("signature" in person.kinds for person in merged.people):
        return ()
    try:
        check = check_signatures(ledger)
    except WorkbenchError as error:
        return (f"signatures came and were not checked: {error}",)
    return (*check.problems, *check.remarks)


def _tell_of_key(
    known: KnownKey, who: str, problems: dict[str, None], remarks: dict[str, None]
) -> None:
    if known.state is KeyState.CHANGED:
        problems[
            f"THE KEY OF {who} HAS CHANGED, it is now {known.fingerprint}: ask them whether it is "
            "theirs, then say workbench keyring --trust or --distrust with these digits"
        ] = None
    elif known.state is KeyState.DISTRUSTED:
        problems[f"{who} signed with a key that you distrust: {known.fingerprint}"] = None
    elif known.state is KeyState.FIRST_SEEN:
        remarks[
            f"the key of {who} is {known.fingerprint}, taken on trust when first seen; compare it "
            "with them and say workbench keyring --trust"
        ] = None


def _of_the_log(ledger: "Ledger", head: str) -> tuple[str, int, str] | None:
    identifier = bytes.fromhex(head)
    found = ledger.rows("SELECT CAST(body AS BLOB) FROM event WHERE id = ?", (identifier,))
    if not found:
        return None
    try:
        event = read_event(identifier, found[0][0])
    except EventRefused:
        return None
    return event.writer, event.seq, event.reviewer


def _sign_quietly(ledger: "Ledger") -> None:
    """Sign when a database is closed; what hinders it must not hinder the closing."""
    with suppress(WorkbenchError):
        sign_head(ledger)


def _message(writer: str, seq: int, head: str) -> bytes:
    return f"workbench signature 1\n{writer}\n{seq}\n{head}\n".encode()


def _public(key: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()


def _sign(key: bytes, message: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).sign(message).hex()


def _is_good(key: str, signature: str, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
