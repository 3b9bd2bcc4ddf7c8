"""RDFa Lite: vocab, typeof, property, resource, prefix; and ``about``, which pages write for it."""

from typing import Any, NamedTuple

from lxml import etree

from workbench.sourcing.pages.child.marked import (
    MOST_VISITS,
    add,
    address_of,
    new_item,
    words_of,
)


class _Scope(NamedTuple):
    """What holds at an element: the object around it, the vocabulary, the prefixes."""

    item: dict[str, Any] | None
    vocabulary: str | None
    prefixes: dict[str, str]


def read_rdfa(tree: etree._Element, base: str | None) -> list[dict[str, Any]]:
    """The objects of a page that are part of no other, in order."""
    top: list[dict[str, Any]] = []
    waiting: list[tuple[etree._Element, _Scope]] = [(tree, _Scope(None, None, {}))]
    visits = 0
    while waiting and visits < MOST_VISITS:
        visits += 1
        element, scope = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        scope = _widened(element, scope)
        names = [_expanded(name, scope) for name in (element.get("property") or "").split()]
        if element.get("typeof") is not None:
            made = _item(element, scope)
            if names and scope.item is not None:
                add(scope.item, names, made, element)
            else:
                top.append(made)
            scope = scope._replace(item=made)
        elif names and scope.item is not None:
            add(scope.item, names, _value(element, base), element)
        waiting.extend((child, scope) for child in reversed(element))
    return top


def _widened(element: etree._Element, scope: _Scope) -> _Scope:
    vocabulary = element.get("vocab")
    if vocabulary is not None:
        scope = scope._replace(vocabulary=vocabulary.strip() or None)
    declared = (element.get("prefix") or "").split()
    if len(declared) > 1:
        pairs = zip(declared[0::2], declared[1::2], strict=False)
        further = {name.rstrip(":"): whole for name, whole in pairs if name.endswith(":")}
        scope = scope._replace(prefixes={**scope.prefixes, **further})
    return scope


def _item(element: etree._Element, scope: _Scope) -> dict[str, Any]:
    item = new_item(element)
    types = (element.get("typeof") or "").split()
    if types:
        whole = [_expanded(one, scope) for one in types]
        item["@type"] = whole
        named = whole[0].rpartition("/")[0] if "/" in whole[0] else scope.vocabulary
        if named:
            item["@context"] = named
    identity = element.get("resource") or element.get("about")
    if identity:
        item["@id"] = identity
    return item


def _expanded(name: str, scope: _Scope) -> str:
    prefix, colon, rest = name.partition(":")
    if colon and prefix in scope.prefixes and not rest.startswith("//"):
        return scope.prefixes[prefix] + rest
    return name


def _value(element: etree._Element, base: str | None) -> Any:
    if element.get("content") is not None:
        return element.get("content") or ""
    if element.get("resource") is not None:
        return {"@id": element.get("resource") or ""}
    address = address_of(element, base)
    if address is not None:
        return address
    if element.get("datetime") is not None:
        return element.get("datetime") or ""
    return words_of(element)
