"""What an HTML report states: its manifest, its marked values, and all that a reader sees.

The marks are ``data-wb`` attributes; ``reporting.manifest`` says how the letters are counted.
"""

import hashlib
from typing import Any, Final

from lxml import etree

from workbench.sourcing.pages.child.cleaning import clean_markup
from workbench.sourcing.pages.child.trees import parse_html
from workbench.sourcing.reviews.scripts import linked_data

MOST_MARKS: Final = 400_000
MOST_LETTERS: Final = 40_000_000
MOST_SCRIPTS: Final = 10_000
_MOST_CHARACTERS: Final = 100_000
_UNSEEN: Final = frozenset({"script", "style", "template"})
_MANIFEST: Final = "workbench-report"


def read_report(text: str) -> dict[str, Any]:
    """The manifest, the marks in order, and the digest of the visible letters."""
    tree = parse_html(clean_markup(text))
    if tree is None:
        return {"problem": "holds no HTML that could be read"}
    manifest = None
    for element in tree.iter("template"):
        if element.get("id") == _MANIFEST:
            manifest = "".join(str(part) for part in element.itertext())
    marks = [_mark(one) for one, _ in zip(tree.iter(), range(MOST_MARKS * 10), strict=False)
             if isinstance(one.tag, str) and one.get("data-wb")][:MOST_MARKS]  # fmt: skip
    scripts = [{"line": line, "text": content} for line, content in linked_data(text)]
    seen = "".join(_seen(tree).split())
    return {
        "manifest": manifest,
        "words": hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:32],
        "text": seen[:MOST_LETTERS],
        "marks": marks,
        "scripts": scripts[:MOST_SCRIPTS],
    }


def _mark(element: etree._Element) -> dict[str, Any]:
    kind = element.get("data-wb") or ""
    # A claim holds all its other marks; its own text is theirs.
    said = "" if kind == "claim" else _seen(element)
    return {
        "kind": kind,
        "id": element.get("data-wb-id"),
        "text": said[:_MOST_CHARACTERS],
        "href": element.get("href"),
        "title": element.get("title"),
        "line": element.sourceline or 1,
        "hidden": _hidden(element),
    }


def _hidden(element: etree._Element) -> bool:
    for one in (element, *element.iterancestors()):
        style = (one.get("style") or "").replace(" ", "").lower()
        if one.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style:
            return True
    return False


def _seen(element: etree._Element) -> str:
    parts: list[str] = []
    waiting: list[etree._Element | str] = [element]
    first = True
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            parts.append(one)
            continue
        if not first and one.tail:
            waiting.append(str(one.tail))
        first = False
        if not isinstance(one.tag, str) or one.tag in _UNSEEN:
            continue
        waiting.extend(reversed(one))
        if one.text:
            waiting.append(str(one.text))
    return "".join(parts)
