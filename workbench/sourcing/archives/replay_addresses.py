"""Times and addresses as the Wayback Machine writes them."""

import re
from datetime import UTC, datetime
from typing import Final

from workbench.errors import UsageError
from workbench.sourcing.addresses import MAX_CHARACTERS, check_web_address
from workbench.text import clean_line

_TIMESTAMP: Final = re.compile(r"[0-9]{14}")
_REPLAY: Final = re.compile(r"https?://[^/?#]+/web/([0-9]{14})(?:[a-z]{2}_)?/(.+)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"https?:/{1,2}", re.IGNORECASE)


def as_timestamp(moment: datetime) -> str:
    """A moment as fourteen digits in UTC."""
    # strftime leaves the zeros off years before 1000 on some systems
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S").zfill(14)


def from_timestamp(digits: object) -> datetime | None:
    """The moment that fourteen digits name; ``None`` if they name none."""
    if not isinstance(digits, str) or not _TIMESTAMP.fullmatch(digits):
        return None
    try:
        return datetime(
            int(digits[:4]),
            int(digits[4:6]),
            int(digits[6:8]),
            int(digits[8:10]),
            int(digits[10:12]),
            int(digits[12:]),
            tzinfo=UTC,
        )
    except ValueError:
        return None


def replay_address(base: str, timestamp: str, url: str, *, raw: bool = False) -> str:
    """Where a copy is shown; ``raw`` for the bytes as they were captured."""
    return f"{base.rstrip('/')}/{timestamp}{'id_' if raw else ''}/{url}"


def split_replay(address: object) -> tuple[str, str] | None:
    """The timestamp and the page's own address in the address of a copy; ``None`` for others."""
    if not isinstance(address, str):
        return None
    found = _REPLAY.fullmatch(address)
    if found is None or from_timestamp(found[1]) is None:
        return None
    original = _SCHEME.sub(lambda scheme: scheme[0].rstrip("/") + "//", found[2], count=1)
    return (found[1], original) if is_web_address(with_scheme(original)) else None


def is_web_address(url: object) -> bool:
    """Whether a value from outside is an address that may be kept, and shown as it is."""
    if not isinstance(url, str) or len(url) > MAX_CHARACTERS or clean_line(url) != url:
        return False
    try:
        return check_web_address(url) == url
    except UsageError:
        return False


def with_scheme(url: str) -> str:
    """The address, as http where it names no scheme."""
    return url if _SCHEME.match(url) else f"http://{url}"


def without_scheme(url: str) -> str:
    """The address as look-ups want it: no scheme, no fragment.

    Asked with a scheme, the availability look-up is known to find nothing for pages that it
    finds without one.
    """
    return _SCHEME.sub("", url.strip(), count=1).partition("#")[0]


def same_page(one: str, other: str) -> bool:
    """Whether an archive counts two addresses as one page: scheme, www and case do not matter."""
    return _folded(one) == _folded(other)


def _folded(url: str) -> str:
    bare = without_scheme(url).lower().removeprefix("www.")
    host, slash, path = bare.partition("/")
    return host.removesuffix(":80").removesuffix(":443") + (slash + path).rstrip("/")
