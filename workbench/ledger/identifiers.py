"""The identities of things in a ledger: how they look and how they are made.

A document is named by the SHA-256 of its bytes, a claim by the span it was first read from, a
source by the SHA-256 of its address, events by the log itself; everything else is random.
"""

import hashlib
import re
from collections.abc import Callable
from typing import Final

Entropy = Callable[[int], bytes]

_HEX_16: Final = re.compile("[0-9a-f]{16}")
_HEX_32: Final = re.compile("[0-9a-f]{32}")
_HEX_64: Final = re.compile("[0-9a-f]{64}")


def claim_identifier(document_id: str, start: int, end: int) -> str:
    """Name a claim by where it was first read: 32 hexadecimal digits.

    Reading the same document again, here or elsewhere, names the same span alike.
    """
    return hashlib.sha256(f"{document_id}:{start}:{end}".encode()).hexdigest()[:32]


def source_key(source_id: str) -> str:
    """Name a source in the log: 32 hexadecimal digits, however long its address is."""
    return hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def pair_identifier(one: str, other: str) -> str:
    """Name a pair of claims, in whatever order they are given: 32 hexadecimal digits."""
    first, second = sorted((one, other))
    return hashlib.sha256(f"{first}:{second}".encode()).hexdigest()[:32]


def review_identifier(url: str | None, words: str) -> str:
    """Name a published review by its address and the words that it is about."""
    said = f"{url or ''}\n{words}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def decided_identifier(project: str, claim: str) -> str:
    """Name what another project has decided of a claim: 32 hexadecimal digits.

    It stays the same when the verdict or the wording changes.
    """
    return hashlib.sha256(f"decided:{project}:{claim}".encode()).hexdigest()[:32]


def tag_key(tag: str) -> str:
    """Name a tag whatever its case: 16 hexadecimal digits."""
    return hashlib.sha256(f"tag:{tag.casefold()}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def view_identifier(name: str) -> str:
    """Name a saved view by its name, whatever its case: 32 hexadecimal digits."""
    said = f"view:{name.casefold()}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def scale_identifier(definition: str) -> str:
    """Name a rating scale by its whole definition in canonical JSON: 32 hexadecimal digits.

    So a definition cannot be changed: another one has another name.
    """
    said = f"scale:{definition}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def new_identifier(entropy: Entropy) -> str:
    """Make a random identity of 32 digits: a project, reviewer, writer or hand-made claim."""
    return entropy(16).hex()


def new_act_identifier(entropy: Entropy) -> str:
    """Make a random identity of 16 digits for one act."""
    return entropy(8).hex()


def is_short_identifier(text: object) -> bool:
    """Whether this is 16 hexadecimal digits: an act."""
    return isinstance(text, str) and _HEX_16.fullmatch(text) is not None


def is_identifier(text: object) -> bool:
    """Whether this is 32 hexadecimal digits: a claim, project, reviewer or writer."""
    return isinstance(text, str) and _HEX_32.fullmatch(text) is not None


def is_digest(text: object) -> bool:
    """Whether this is 64 hexadecimal digits: a document, the hash of bytes, or an event."""
    return isinstance(text, str) and _HEX_64.fullmatch(text) is not None
