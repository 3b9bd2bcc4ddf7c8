"""What a page says of itself in JSON-LD: lists, graphs and references included."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from workbench.sourcing.pages.child.said import Said

MOST_SCRIPT_CHARACTERS: Final = 2_000_000
_DEEPEST: Final = 6
_WRAPPING: Final = re.compile(r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|//\s*<!\[CDATA\[)|"
                              r"(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>|;)\s*$")  # fmt: skip
_INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage")
_ARTICLES: Final = re.compile(r"article|posting|report|review|statement|webpage$", re.IGNORECASE)
_NAMES: Final = {"headline": "title", "description": "description", "inLanguage": "language"}


def read_structured(tree: etree._Element) -> tuple[tuple[Said, ...], bool]:
    """Values of articles first, then of the page as such; and whether it says it is not free."""
    nodes = [node for script in _scripts(tree) for node in _nodes(script, 0)]
    known = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str)}
    articles = [node for node in nodes if _rank(node) < 2]
    articles.sort(key=_rank)
    said = [one for node in articles for one in _said(node, known)]
    paywalled = any(
        str(node.get("isAccessibleForFree", "")).strip().lower() == "false" for node in articles
    )
    return tuple(said), paywalled


def _scripts(tree: etree._Element) -> Iterator[Any]:
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        text = (element.text or "")[:MOST_SCRIPT_CHARACTERS]
        for attempt in (text, _WRAPPING.sub("", text).strip()):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for inside in _INSIDE:
            if isinstance(value.get(inside), (dict, list)):
                yield from _nodes(value[inside], depth + 1)


def _rank(node: dict[str, Any]) -> int:
    """0 for an article, 1 for a page, 2 for what is neither."""
    types = [str(one) for one in _listed(node.get("@type"))]
    if not any(_ARTICLES.search(one) for one in types):
        return 2
    return 1 if all(one.lower().endswith("page") for one in types) else 0


def _said(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Iterator[Said]:
    for key, field in _NAMES.items():
        yield from _values(field, node.get(key))
    if "headline" not in node:
        yield from _values("title", node.get("name"))
    for key, field in (("datePublished", "published"), ("dateModified", "modified")):
        yield from _values(field, node.get(key))
    authors = [name for one in _listed(node.get("author")) for name in _name(one, known)]
    if authors:
        yield Said("author", "; ".join(dict.fromkeys(authors)), "json-ld")
    for one in _listed(node.get("publisher")):
        for name in _name(one, known):
            yield Said("publisher", name, "json-ld")
    if _rank(node) == 0 and isinstance(node.get("url"), str):
        yield Said("canonical", node["url"], "json-ld")


def _values(field: str, value: Any) -> Iterator[Said]:
    for one in _listed(value):
        if isinstance(one, str) and one.strip():
            yield Said(field, one, "json-ld")


def _name(one: Any, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    if isinstance(one, dict):
        named = one if "name" in one else known.get(str(one.get("@id")), {})
        for name in _listed(named.get("name")):
            yield from _name(name, known)
    elif isinstance(one, str) and one.strip() and not one.startswith(("http://", "https://")):
        yield " ".join(one.split())


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
