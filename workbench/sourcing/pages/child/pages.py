"""A web page from markup to readable text: article, all visible text, metadata and flags."""

from dataclasses import dataclass
from typing import Final

from workbench.model.sourcing import Metadatum, Outcome
from workbench.sourcing.pages.child import article, visible
from workbench.sourcing.pages.child.flags import find_flags
from workbench.sourcing.pages.child.marks import PARAGRAPH
from workbench.sourcing.pages.child.metadata import find_metadata
from workbench.sourcing.pages.child.trees import parse_html
from workbench.sourcing.pages.child.verbatim import quoted_from

MOST_ARTICLE_CHARACTERS: Final = 6_000_000
"""Of markup; a longer page is a list or a dump, and looking for an article in it takes minutes."""
FEWEST_CHARACTERS: Final = 25


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says."""

    main: str
    visible: str
    extractor: str
    metadata: tuple[Metadatum, ...] = ()
    flags: tuple[str, ...] = ()
    problem: str | None = None
    suggested_outcome: Outcome | None = None


class Page:
    """A parsed page, read in two steps so that the first survives a failure of the second."""

    def __init__(self, markup: str, address: str | None) -> None:
        self._markup = markup
        self._address = address
        self._tree = parse_html(markup)
        self._blocks = () if self._tree is None else visible.visible_blocks(self._tree)
        self._visible = PARAGRAPH.join(block.text for block in self._blocks)

    @property
    def parsed(self) -> bool:
        """Whether the parser got through the page and found an element in it."""
        return self._tree is not None

    def everything(self) -> PageText:
        """All visible text, and no article."""
        return PageText(self._visible, self._visible, visible.NAME)

    def article(self) -> PageText:
        """The article, what the page says of itself, and what it looks like."""
        tree = self._tree
        if tree is None:
            return PageText("", "", visible.NAME, problem="the page is empty")
        own = find_metadata(tree, self._address)
        flags = find_flags(tree, self._markup, self._visible, own, self._address)
        found = None
        if self._visible and len(self._markup) <= MOST_ARTICLE_CHARACTERS:
            try:
                found = article.find_article(tree, self._address)
            except Exception:
                # A library for real pages meets an unreal one; all visible text is left.
                found = None
        metadata = own.with_extractor(found.said if found else ())
        titles = [one.value for one in metadata if one.field == "title"]
        words, shown = quoted_from(self._blocks, found.text, titles) if found else ("", True)
        extractor = article.NAME
        remarks = flags.words
        if len(words) < FEWEST_CHARACTERS <= len(self._visible) or not words:
            words, extractor = self._visible, visible.NAME
            if words:
                remarks = (*remarks, "no article was found; this is all the page's visible text")
        if not shown:
            remarks = (
                *remarks,
                "the article stands in the page's data; only scripts would show it",
            )
        problem = None
        if not words:
            fallback = visible.visible_blocks(tree, with_noscript=True)
            if not flags.script_only:
                words = self._visible = PARAGRAPH.join(block.text for block in fallback)
            problem = None if words else flags.why_empty
        return PageText(
            words, self._visible, extractor, metadata, remarks, problem, flags.suggested_outcome
        )
