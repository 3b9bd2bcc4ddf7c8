"""One event of the log: how its body is written, named, and checked.

An event is never trusted because of where it lies: :func:`read_event` is the one door, for
our own log as for a colleague's, and it accepts or refuses any bytes without failing.
"""

import hashlib
import json
import re
import struct
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Final, NamedTuple

import msgspec

from workbench.ledger.clock import MAX_TICK
from workbench.ledger.identifiers import is_digest, is_identifier, is_short_identifier

BODY_VERSION: Final = 1
MAX_BODY_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 64
MAX_SEQUENCE: Final = (1 << 53) - 1
MAX_LINKS: Final = 10_000
MAX_NAME_CHARACTERS: Final = 200

_ENCODER: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)
_KIND: Final = re.compile("[a-z][a-z0-9_-]{0,63}")
_DIGITS: Final = re.compile("[0-9a-f]+")


class EventRefused(ValueError):
    """These bytes are no event; the message says why in a few words."""


class Event(NamedTuple):
    """An event as the fold sees it. ``value`` is JSON; ``None`` withdraws."""

    id: bytes
    version: int
    kind: str
    writer: str
    reviewer: str
    seq: int
    previous: bytes | None
    clock: int
    act: str
    entity: str
    field: str
    value: Any
    supersedes: tuple[bytes, ...] = ()
    adjudicates: bool = False
    label: str | None = None
    claims: tuple[str, ...] = ()


def canonical(value: object) -> str:
    """Write JSON in the one way that is hashed: sorted keys, no spaces, text as it is."""
    return _ENCODER.encode(value)


def plain(value: Any) -> Any:
    """Bring a value into the form that is kept: JSON without fractions and without nulls.

    A key of an object that says nothing is left out: absent means the same as null.

    Raises:
        TypeError: The value holds something else than JSON without fractions.
    """
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is dict:
        if not all(type(key) is str for key in value):
            raise TypeError("a key of an object is not text")
        return {key: plain(one) for key, one in value.items() if one is not None}
    if kind is list or kind is tuple:
        return [plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    raise TypeError(f"{kind.__name__} is not JSON without fractions")


def event_identifier(clock: int, body: bytes) -> bytes:
    """Name an event by its clock (8 bytes) and the first 24 bytes of its body's SHA-256."""
    return struct.pack(">Q", clock) + hashlib.sha256(body).digest()[:24]


def _no_float(text: str) -> Any:
    raise EventRefused(f"the number {text[:20]} is not an integer")


_DECODER: Final = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)
_QUICK_DECODER: Final = msgspec.json.Decoder(float_hook=_no_float)
_QUICK_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_Sixteen = Annotated[str, msgspec.Meta(min_length=16, max_length=16)]
_ThirtyTwo = Annotated[str, msgspec.Meta(min_length=32, max_length=32)]
_SixtyFour = Annotated[str, msgspec.Meta(min_length=64, max_length=64)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME_CHARACTERS)]


class _Plain(
    msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """The body of nearly all events: neither the first of its act or writer, nor an adjudication.

    ``gc`` is off because none of it can be part of a circle.
    """

    act: _Sixteen
    clock: Annotated[int, msgspec.Meta(ge=0, le=MAX_TICK)]
    entity: _Name
    field: _Name
    kind: str
    previous: _SixtyFour
    reviewer: _ThirtyTwo
    seq: Annotated[int, msgspec.Meta(gt=0, le=MAX_SEQUENCE)]
    supersedes: list[str] = []
    value: Any
    version: Annotated[int, msgspec.Meta(ge=1, le=1)]
    writer: _ThirtyTwo


_PLAIN_DECODER: Final = msgspec.json.Decoder(_Plain, float_hook=_no_float)


def parse(text: str) -> Any:
    """Read JSON, refusing every number that is not an integer.

    Raises:
        EventRefused: It is not JSON, or holds a fraction, NaN or infinity.
    """
    try:
        return _DECODER.decode(text)
    except EventRefused:
        raise
    except (ValueError, RecursionError) as error:
        raise EventRefused(f"not JSON: {str(error)[:60]}") from None


def parse_sound(text: str) -> Any:
    """Read the body of an event that :func:`read_event` has accepted."""
    return _QUICK_DECODER.decode(text)


def read_event(identifier: object, body: object) -> Event:
    """Check an event from anywhere and take it apart.

    Raises:
        EventRefused: It is not exactly what its identifier says, or not an event at all.
    """
    if not isinstance(identifier, bytes) or len(identifier) != 32:
        raise EventRefused("the id is not 32 bytes")
    raw = _bytes_of(body)
    if hashlib.sha256(raw).digest()[:24] != identifier[8:]:
        raise EventRefused("the hash does not match the body")
    plain = _plain_event(identifier, raw)
    if plain is not None:
        return plain
    found = _quickly_read(raw)
    return _event_of(identifier, _read(raw) if found is None else found)


def read_staged(body: bytes) -> Event:
    """Take an event apart once more that :func:`read_event` has accepted."""
    return read_event(event_identifier(parse(body.decode("utf-8"))["clock"], body), body)


def _quickly_read(raw: bytes) -> dict[str, Any] | None:
    """What a body holds if it is canonical JSON without fractions; ``None`` if in any doubt.

    What comes out the same when written again was canonical: both writers write the same bytes.
    """
    try:
        found = _QUICK_DECODER.decode(raw)
        if type(found) is not dict or _QUICK_ENCODER.encode(found) != raw or _too_deep(found, raw):
            return None
    except (ValueError, RecursionError):
        return None
    return found


def _read(raw: bytes) -> dict[str, Any]:
    """What a body holds, or why it holds nothing."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise EventRefused("the body is not UTF-8") from None
    found = parse(text)
    if type(found) is not dict:
        raise EventRefused("the body is not an object")
    if _too_deep(found, raw):
        raise EventRefused("the body is nested too deeply")
    try:
        if canonical(found).encode("utf-8") != raw:
            raise EventRefused("the body is not in canonical form")
    except UnicodeEncodeError:
        raise EventRefused("a text holds an unpaired surrogate") from None
    except RecursionError:
        raise EventRefused("the body is nested too deeply") from None
    return found


def _bytes_of(body: object) -> bytes:
    if isinstance(body, str):
        try:
            body = body.encode("utf-8")
        except UnicodeEncodeError:
            raise EventRefused("a text holds an unpaired surrogate") from None
    if not isinstance(body, bytes):
        raise EventRefused("the body is not text")
    if len(body) > MAX_BODY_BYTES:
        raise EventRefused("the body is larger than 1 MB")
    return body


def _too_deep(found: object, raw: bytes) -> bool:
    if raw.count(b"{") + raw.count(b"[") <= MAX_DEPTH:
        return False
    layer: list[Any] = [found]
    for _ in range(MAX_DEPTH):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not layer:
            return False
    return True


def _plain_event(identifier: bytes, raw: bytes) -> Event | None:
    """The event, if all is as it nearly always is; ``None`` if it must be looked at closely."""
    try:
        found = _PLAIN_DECODER.decode(raw)
        if (
            raw.count(b"{") + raw.count(b"[") > MAX_DEPTH
            or found.clock.to_bytes(8, "big") != identifier[:8]
            or _DIGITS.fullmatch(f"{found.act}{found.reviewer}{found.writer}{found.previous}")
            is None
            or _KIND.fullmatch(found.kind) is None
            or len(found.supersedes) > MAX_LINKS
            or not all(is_digest(link) for link in found.supersedes)
            or _QUICK_ENCODER.encode(found) != raw
        ):
            return None
    except (ValueError, RecursionError):
        return None
    return Event(
        identifier,
        found.version,
        found.kind,
        found.writer,
        found.reviewer,
        found.seq,
        bytes.fromhex(found.previous),
        found.clock,
        found.act,
        found.entity,
        found.field,
        found.value,
        tuple([bytes.fromhex(link) for link in found.supersedes]),
    )


def _event_of(identifier: bytes, found: dict[str, Any]) -> Event:
    clock = _number(found, "clock", 0, MAX_TICK)
    if struct.pack(">Q", clock) != identifier[:8]:
        raise EventRefused("the clock does not match the id")
    seq, previous = _number(found, "seq", 0, MAX_SEQUENCE), found.get("previous")
    if (previous is None) != (seq == 0) or not (previous is None or is_digest(previous)):
        raise EventRefused("the previous event is not named as it must be")
    kind = found.get("kind")
    if not isinstance(kind, str) or _KIND.fullmatch(kind) is None:
        raise EventRefused("the kind is not a plain word")
    if "value" not in found:
        raise EventRefused("there is no value")
    adjudicates, label = found.get("adjudicates", False), found.get("label")
    if type(adjudicates) is not bool or not (label is None or isinstance(label, str)):
        raise EventRefused("adjudicates or label is not what it must be")
    return Event(
        id=identifier,
        version=_number(found, "version", 1, MAX_SEQUENCE),
        kind=kind,
        writer=_name(found, "writer", is_identifier),
        reviewer=_name(found, "reviewer", is_identifier),
        seq=seq,
        previous=bytes.fromhex(previous) if previous else None,
        clock=clock,
        act=_name(found, "act", is_short_identifier),
        entity=_name(found, "entity", _is_short_text),
        field=_name(found, "field", _is_short_text),
        value=found["value"],
        supersedes=tuple([bytes.fromhex(one) for one in _links(found, "supersedes", is_digest)]),
        adjudicates=adjudicates,
        label=label,
        claims=_links(found, "claims", is_identifier),
    )


def _number(found: dict[str, Any], key: str, lowest: int, highest: int) -> int:
    number = found.get(key)
    if type(number) is not int or not lowest <= number <= highest:
        raise EventRefused(f"the {key} is not a number in range")
    return number


def _name(found: dict[str, Any], key: str, is_one: Callable[[object], bool]) -> str:
    name = found.get(key)
    if not isinstance(name, str) or not is_one(name):
        raise EventRefused(f"the {key} is not of the form that it must have")
    return name


def _is_short_text(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= MAX_NAME_CHARACTERS


def _links(found: dict[str, Any], key: str, is_one: Callable[[object], bool]) -> tuple[str, ...]:
    links = found.get(key, [])
    if not isinstance(links, list) or len(links) > MAX_LINKS:
        raise EventRefused(f"{key} is not a list")
    if not all(is_one(link) for link in links):
        raise EventRefused(f"{key} holds something that is no id")
    return tuple(links)
