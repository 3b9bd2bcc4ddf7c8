"""What microdata and RDFa have in common: values of elements, and objects made of them."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

MOST_VISITS: Final = 400_000
MOST_CHARACTERS: Final = 20_000
_MOST_PARTS: Final = 2_000
LINES: Final = "@lines"
_ADDRESSES: Final = {
    "a": "href",
    "area": "href",
    "link": "href",
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "source": "src",
    "track": "src",
    "video": "src",
    "object": "data",
}


def words_of(element: etree._Element) -> str:
    """The text in an element, white space squeezed, as far as it may reach."""
    parts = islice(element.itertext(), _MOST_PARTS)
    return " ".join("".join(str(part) for part in parts)[:MOST_CHARACTERS].split())


def address_of(element: etree._Element, base: str | None) -> str | None:
    """The address that an element of its kind gives, whole if the page's own is known."""
    attribute = _ADDRESSES.get(str(element.tag))
    given = element.get(attribute) if attribute else None
    if given is None:
        return None
    try:
        return urljoin(base or "", str(given).strip())
    except ValueError:
        return str(given).strip()


def add(item: dict[str, Any], names: Iterable[str], value: Any, element: etree._Element) -> None:
    """Give an object a further value of some properties; ``@lines`` says where each stands."""
    lines: dict[str, list[int]] = item.setdefault(LINES, {})
    for name in names:
        lines.setdefault(name, []).append(element.sourceline or 1)
        known = item.get(name)
        if name not in item:
            item[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            item[name] = [known, value]


def new_item(element: etree._Element) -> dict[str, Any]:
    """An object that stands at an element."""
    return {"@line": element.sourceline or 1}
