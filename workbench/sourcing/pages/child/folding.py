"""Blocks of text from an element tree, white space folded, without recursion."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from workbench.sourcing.pages.child.marks import BLOCK_MARK, CELL_MARK, LINE_MARK, fold


@dataclass(frozen=True, slots=True)
class Layout:
    """Which elements stand apart, begin a new line, or are cells; and which are not shown."""

    blocks: frozenset[str]
    lines: frozenset[str]
    cells: frozenset[str]
    hidden: Callable[[etree._Element], bool]
    kept_spaces: frozenset[str] = frozenset()


def text_of(root: etree._Element, layout: Layout) -> str:
    """The text of a tree: paragraphs with an empty line between, cells with tabs.

    Control characters must have been cleaned away before.
    """
    return fold(_pieces(root, layout))


def _pieces(root: etree._Element, layout: Layout) -> Iterable[str]:
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if layout.hidden(element):
                walk.skip_subtree()
                continue
            if tag in layout.blocks:
                pieces.append(BLOCK_MARK)
            elif tag in layout.lines:
                pieces.append(LINE_MARK)
            if element.text:
                kept = tag in layout.kept_spaces
                pieces.append(element.text.replace("\n", LINE_MARK) if kept else element.text)
            continue
        if tag in layout.blocks:
            pieces.append(BLOCK_MARK)
        elif tag in layout.cells:
            pieces.append(CELL_MARK)
        if element.tail and element is not root:
            pieces.append(element.tail)
    return pieces
