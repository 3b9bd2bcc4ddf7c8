"""The words of XML files: feeds item by item, anything else element by element."""

from typing import Final

from lxml import etree

from workbench.sourcing.pages.child.crude import crude_text
from workbench.sourcing.pages.child.folding import Layout, text_of
from workbench.sourcing.pages.child.marks import PARAGRAPH
from workbench.sourcing.pages.child.trees import parse_xml

NAME: Final = "feed/1"
_SHOWN: Final = ("title", "author", "creator", "pubDate", "published", "updated", "date",
                 "description", "summary", "content", "encoded")  # fmt: skip
_ITEMS: Final = frozenset({"item", "entry"})


def read_xml(text: str) -> str | None:
    """The words of an XML file, or ``None`` if it is none."""
    tree = parse_xml(text.encode("utf-8"))
    if tree is None:
        return None
    items = [element for element in tree.iter() if _local(element) in _ITEMS]
    if items:
        head = next((one.text for one in tree.iter() if _local(one) == "title"), None)
        return PARAGRAPH.join(
            part for part in ((head or "").strip(), *(_item(item) for item in items)) if part
        )
    tags = frozenset(str(element.tag) for element in tree.iter())
    every = Layout(tags, frozenset(), frozenset(), hidden=lambda _: False)
    return text_of(tree, every)


def _item(item: etree._Element) -> str:
    parts: list[str] = []
    for child in item:
        if _local(child) in _SHOWN:
            words = crude_text("".join(str(piece) for piece in child.itertext()))
            if words and words not in parts:
                parts.append(words)
    return PARAGRAPH.join(parts)


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
