"""Pages that are only a sign to another page: ``Refresh`` in a header or a ``<meta>`` element.

The bytes are looked at, not parsed: parsing hostile pages is for the child process, and a sign to
elsewhere stands at the very beginning of a short page.
"""

import re
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

__all__ = ["MAX_SECONDS", "refresh_target"]

MAX_SECONDS: Final = 5
"""A page that stays longer is one to read, and renews itself or sends readers on afterwards."""

_LOOKED_AT: Final = 8 * 1024
_UNSEEN: Final = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(noscript|script|style|template|textarea)\b.*?(?:</\1|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_META: Final = re.compile(rb"<meta\b[^<>]{0,500}>", re.IGNORECASE)
_IS_REFRESH: Final = re.compile(rb"""http-equiv\s*=\s*["']?\s*refresh\b""", re.IGNORECASE)
_CONTENT: Final = re.compile(
    rb"""content\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_ORDER: Final = re.compile(
    r"""\s*(?P<seconds>\d{1,9})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?\s*(?P<target>[^"'\s][^"']*)""",
    re.IGNORECASE,
)


def refresh_target(header: str | None, body: bytes, address: str) -> tuple[int, str] | None:
    """After how many seconds a page asks to be left, and for which other one.

    ``None`` if it does not, if it only renews itself, or if its readers have longer than
    :data:`MAX_SECONDS`. The target is in full where it can be; nobody has checked it.
    """
    for order in (header, _in_markup(body)):
        found = _ORDER.match(order) if order else None
        if found is None or int(found["seconds"]) > MAX_SECONDS:
            continue
        try:
            target = urljoin(address, found["target"].strip())
            same = urlsplit(target)._replace(fragment="") == urlsplit(address)
        except ValueError:
            target, same = found["target"].strip(), False
        if not same:
            return int(found["seconds"]), target
    return None


def _in_markup(body: bytes) -> str | None:
    """What the first such element of a page says, unless only browsers without scripts see it."""
    seen = _UNSEEN.sub(b" ", body[:_LOOKED_AT])
    for element in _META.finditer(seen):
        if _IS_REFRESH.search(element[0]):
            content = _CONTENT.search(element[0])
            if content is not None:
                said = next(part for part in content.groups() if part is not None)
                return unescape(said.decode("utf-8", "replace"))
    return None
