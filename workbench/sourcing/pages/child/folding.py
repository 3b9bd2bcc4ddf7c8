"""Blocks of text from an element tree, white space folded, without recursion."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from workbench.sourcing.pages.child.marks import CELL_MARK, LINE_MARK, PARAGRAPH, fold


@dataclass(frozen=True, slots=True)
class Layout:
    """Which elements stand apart, begin a new line, or are cells; and which are not shown."""

    blocks: frozenset[str]
    lines: frozenset[str]
    cells: frozenset[str]
    hidden: Callable[[etree._Element], bool]
    kept_spaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or row. ``linked`` is the share of it that is a link.

    ``tag`` is the element it stands in and ``place`` tells that element and the one around it by
    tag and class, which paragraphs of one text have in common.
    """

    text: str
    tag: str
    place: str
    linked: float


@dataclass(slots=True)
class _Open:
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    length: int = 0
    owner: etree._Element | None = None

    def add(self, text: str, owner: etree._Element, *, linked: bool) -> None:
        self.pieces.append(text)
        if text.isspace():
            return
        self.length += len(text)
        self.linked += len(text) if linked else 0
        if self.owner is None:
            self.owner = owner


def text_of(root: etree._Element, layout: Layout) -> str:
    """The text of a tree: paragraphs with an empty line between, cells with tabs.

    Control characters must have been cleaned away before.
    """
    return PARAGRAPH.join(block.text for block in blocks_of(root, layout))


def blocks_of(root: etree._Element, layout: Layout) -> Iterator[Block]:
    """The blocks of a tree in the order of its markup."""
    walk = etree.iterwalk(root, events=("start", "end"))
    owners: list[etree._Element] = [root]
    links = 0
    skipped = False
    now = _Open()
    for event, element in walk:
        tag = str(element.tag)
        apart = tag in layout.blocks
        if event == "start":
            if layout.hidden(element):
                walk.skip_subtree()
                # Its end comes all the same.
                skipped = True
                continue
            if apart:
                yield from _block(now)
                now = _Open()
                owners.append(element)
            elif tag in layout.lines:
                now.pieces.append(LINE_MARK)
            links += tag == "a"
            if element.text:
                text = element.text
                kept = tag in layout.kept_spaces
                now.add(
                    text.replace("\n", LINE_MARK) if kept else text, owners[-1], linked=links > 0
                )
            continue
        if skipped:
            skipped = False
        elif apart:
            yield from _block(now)
            now = _Open()
            owners.pop()
        else:
            links -= tag == "a"
            if tag in layout.cells:
                now.pieces.append(CELL_MARK)
        if element.tail and element is not root:
            now.add(element.tail, owners[-1], linked=links > 0)
    yield from _block(now)


def _block(now: _Open) -> Iterator[Block]:
    if now.owner is None:
        return
    text = fold(now.pieces)
    if text:
        owner = now.owner
        yield Block(text, str(owner.tag), _place(owner), now.linked / max(now.length, 1))


def _place(owner: etree._Element) -> str:
    above = owner.getparent()
    return _name(owner) if above is None else f"{_name(above)}>{_name(owner)}"


def _name(element: etree._Element) -> str:
    return f"{element.tag}.{element.get('class') or ''}"
