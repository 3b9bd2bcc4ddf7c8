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
MOST_LINES: Final = 400_000
MOST_ADDED: Final = 100
_MOST_CHARACTERS: Final = 100_000
_UNSEEN: Final = frozenset({"script", "style", "template"})
_MANIFEST: Final = "workbench-report"
_BLOCKS: Final = frozenset(
    (
         "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details",
         "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
         "head", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
         "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    )
)  # fmt: skip


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
        "lines": _lines(tree)[:MOST_LINES],
        "style": [_digest("".join(one.itertext())) for one in tree.iter("style")],
        "added": _added(tree)[:MOST_ADDED],
        "manifest": manifest,
        "words": _digest(seen),
        "text": seen[:MOST_LETTERS],
        "marks": marks,
        "scripts": scripts[:MOST_SCRIPTS],
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _lines(tree: etree._Element) -> list[dict[str, Any]]:
    """What is seen, cut where a block begins or ends, with the addresses that words lead to.

    ``marks`` digests the tags and attributes of a line, which can say or hide something too.
    """
    lines: list[dict[str, Any]] = []
    parts: list[str] = []
    marks: list[str] = []
    place = 1

    def end(line: int) -> None:
        nonlocal place
        words = " ".join("".join(parts).split())
        if words:
            lines.append({"line": place, "text": words, "marks": _digest("\n".join(marks))[:16]})
            marks.clear()
        parts.clear()
        place = line

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            parts.append(element.tail or "" if event == "end" else "")
            continue
        if element.tag in _UNSEEN:
            parts.append(element.tail or "" if event == "end" and not _within(element) else "")
            continue
        if _within(element):
            continue
        if element.tag in _BLOCKS:
            end(element.sourceline or place)
        if event == "start":
            marks.append(
                " ".join((element.tag, *sorted("=".join(each) for each in element.items())))
            )
            parts.append(element.text or "")
            address = element.get("href") or element.get("src")
            if address and not address.startswith("#"):
                parts.append(f"<{address}>")
        else:
            parts.append(element.tail or "")
    end(place)
    if marks:
        lines.append({"line": place, "text": "", "marks": _digest("\n".join(marks))[:16]})
    return lines


def _within(element: etree._Element) -> bool:
    """Whether it stands in what no reader sees."""
    return any(one.tag in _UNSEEN for one in element.iterancestors(*_UNSEEN))


def _added(tree: etree._Element) -> list[str]:
    """What could hide or cover words beside the style sheet."""
    found = [f"style of <{one.tag}>" for one in tree.iter() if one.get("style")]
    found += [f"<{one.tag}>" for one in tree.iter("link", "base", "iframe", "object", "embed")]
    return found + [
        "<script>" for one in tree.iter("script") if "json" not in (one.get("type") or "")
    ]


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
