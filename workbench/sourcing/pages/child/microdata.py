"""Microdata, as the HTML standard has it: itemscope, itemtype, itemprop, itemid, itemref."""

from typing import Any

from lxml import etree

from workbench.sourcing.pages.child.marked import (
    MOST_VISITS,
    add,
    address_of,
    new_item,
    words_of,
)


def read_microdata(tree: etree._Element, base: str | None) -> list[dict[str, Any]]:
    """The items of a page that are part of no other, in order."""
    named = {one.get("id"): one for one in tree.iter() if one.get("id")}
    top: list[dict[str, Any]] = []
    followed: set[tuple[etree._Element, etree._Element]] = set()
    waiting: list[tuple[etree._Element, dict[str, Any] | None]] = [(tree, None)]
    visits = 0
    while waiting and visits < MOST_VISITS:
        visits += 1
        element, item = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        names = (element.get("itemprop") or "").split()
        inner = item
        references: list[etree._Element] = []
        if element.get("itemscope") is not None:
            inner = _item(element)
            if names and item is not None:
                add(item, names, inner, element)
            else:
                top.append(inner)
            references = _referred(element, named, followed)
        elif names and item is not None:
            add(item, names, _value(element, base), element)
        waiting.extend((one, inner) for one in reversed(references))
        waiting.extend((child, inner) for child in reversed(element))
    return top


def _item(element: etree._Element) -> dict[str, Any]:
    item = new_item(element)
    types = (element.get("itemtype") or "").split()
    if types:
        item["@type"] = types
        item["@context"] = types[0].rpartition("/")[0] or types[0]
    if element.get("itemid"):
        item["@id"] = element.get("itemid")
    return item


def _referred(
    element: etree._Element,
    named: dict[str | None, etree._Element],
    followed: set[tuple[etree._Element, etree._Element]],
) -> list[etree._Element]:
    """The elements that belong to an item though they stand elsewhere; no circle is followed."""
    found: list[etree._Element] = []
    for name in (element.get("itemref") or "").split()[:50]:
        other = named.get(name)
        if other is None or other is element or other in element.iterancestors():
            continue
        if (element, other) not in followed:
            followed.add((element, other))
            found.append(other)
    return found


def _value(element: etree._Element, base: str | None) -> str:
    tag = element.tag
    if tag == "meta" or element.get("content") is not None:
        return element.get("content") or ""
    if tag in ("data", "meter") and element.get("value") is not None:
        return element.get("value") or ""
    if tag == "time" and element.get("datetime") is not None:
        return element.get("datetime") or ""
    address = address_of(element, base)
    return words_of(element) if address is None else address
