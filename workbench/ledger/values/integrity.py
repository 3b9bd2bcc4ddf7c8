"""Values of what keeps a log honest: signatures of a writer's line, and proposals to redact."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from workbench.ledger.identifiers import is_digest, is_identifier
from workbench.ledger.shapes import NotUnderstood, at_most, bounded_text, count, digest, texts

MOST_PROPOSED: Final = 1_000
"""Events, and kept bytes, in one proposal; a larger one comes in several."""
LONGEST_REASON: Final = 4_000
_SIGNATURE: Final = re.compile("[0-9a-f]{128}")


@dataclass(frozen=True, slots=True)
class SignatureValue:
    """The signature of a writer's line up to one event, and the public key it was made with."""

    key: str
    seq: int
    head: str
    signature: str


@dataclass(frozen=True, slots=True)
class RedactionValue:
    """What a colleague has redacted and proposes that others redact too."""

    events: tuple[str, ...]
    kept: tuple[str, ...]
    claims: tuple[str, ...]
    because: str


def read_signature(value: dict[str, Any]) -> SignatureValue:
    """Read a signature; whether it is right is not asked here."""
    signature = value.get("signature")
    if not isinstance(signature, str) or _SIGNATURE.fullmatch(signature) is None:
        raise NotUnderstood("signature is not 128 hexadecimal digits")
    return SignatureValue(
        digest(value, "key"), count(value, "seq"), digest(value, "head"), signature
    )


def read_redaction(value: dict[str, Any]) -> RedactionValue:
    """Read a proposal to redact."""

    def some(key: str, is_one: Callable[[object], bool]) -> tuple[str, ...]:
        found = at_most(texts(value, key), key, MOST_PROPOSED)
        if not all(is_one(one) for one in found):
            raise NotUnderstood(f"{key} holds something that is no id")
        return found

    return RedactionValue(
        some("events", is_digest),
        some("bytes", is_digest),
        some("claims", is_identifier),
        bounded_text(value, "because", LONGEST_REASON),
    )
