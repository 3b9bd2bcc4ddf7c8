"""All structured data of a page: the scripts of JSON-LD as they are, and microdata and RDFa Lite.

Items become plain objects as JSON-LD would write them, each with its line as ``@line``,
and the lines of its properties as ``@lines``.
"""

from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

from workbench.sourcing.pages.child.cleaning import clean_markup
from workbench.sourcing.pages.child.microdata import read_microdata
from workbench.sourcing.pages.child.rdfa import read_rdfa
from workbench.sourcing.pages.child.trees import parse_html
from workbench.sourcing.reviews.scripts import linked_data

MOST_SCRIPTS: Final = 2_000
MOST_SCRIPT_CHARACTERS: Final = 40_000_000
_MARKED: Final = ("itemscope", "typeof")


def read_structured_data(text: str, address: str | None) -> dict[str, Any]:
    """The structured data of a page, and the page's own address as it says it."""
    scripts: list[dict[str, Any]] = []
    remarks: list[str] = []
    characters = 0
    for line, content in linked_data(text):
        characters += len(content)
        if len(scripts) >= MOST_SCRIPTS or characters > MOST_SCRIPT_CHARACTERS:
            remarks.append(f"only the first {len(scripts)} scripts were read")
            break
        scripts.append({"line": line, "text": content})
    items: list[dict[str, Any]] = []
    canonical = None
    tree = parse_html(clean_markup(text)) if "<" in text else None
    if tree is None:
        remarks.append("microdata and RDFa were not looked for, because no parser got through it")
    else:
        canonical = _canonical(tree, address)
        base = _base(tree, address or canonical)
        lowered = text.lower()
        if _MARKED[0] in lowered:
            items += [{"syntax": "microdata", "value": one} for one in read_microdata(tree, base)]
        if _MARKED[1] in lowered:
            items += [{"syntax": "rdfa", "value": one} for one in read_rdfa(tree, base)]
    return {"scripts": scripts, "items": items, "canonical": canonical, "remarks": remarks}


def _canonical(tree: etree._Element, address: str | None) -> str | None:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and element.get("href"):
            return joined(address, element.get("href") or "")
    return None


def _base(tree: etree._Element, address: str | None) -> str | None:
    for element in tree.iter("base"):
        if element.get("href"):
            return joined(address, element.get("href") or "")
    return address


def joined(base: str | None, address: str) -> str:
    """An address as it is meant on a page, whole if the page's own address is known."""
    try:
        return urljoin(base or "", address.strip())
    except ValueError:
        return address.strip()
