"""Which addresses become links: those of web pages, and nothing that could do anything else."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from workbench.text import clean_line

_SCHEMES: Final = frozenset(("http", "https"))
_ODD: Final = re.compile(r"[\s<>\"'`\\{}|^]")
_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*")
SHOWN_CHARACTERS: Final = 300


@dataclass(frozen=True, slots=True)
class Link:
    """An address in words, and where it leads if it may be a link."""

    words: str
    href: str | None = None


def link_to(address: str) -> Link:
    """An address as a report shows it."""
    words = clean_line(address, SHOWN_CHARACTERS)
    return Link(words, address if may_be_linked(address) else None)


def may_be_linked(address: str) -> bool:
    """Whether an address is one of a web page and holds nothing that could break out of it.

    One with a name and password in front of its host is not: it looks like another site.
    """
    if _ODD.search(address) or clean_line(address) != address:
        return False
    try:
        parts = urlsplit(address)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        parts.scheme in _SCHEMES
        and bool(parts.hostname)
        and port_is_sound
        and "@" not in parts.netloc
    )


def picture(address: str | None) -> str | None:
    """A picture that stands in the page itself; one at an address would have to be fetched."""
    return address if address and _PICTURE.fullmatch(address) else None
