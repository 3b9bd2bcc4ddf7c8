"""Everything a reader of a page could see, in the order of its markup."""

import re
from typing import Final

from lxml import etree

from workbench.sourcing.pages.child.folding import Block, Layout, blocks_of

NAME: Final = "visible/1"
_NEVER_SHOWN: Final = frozenset(
    """script style template noscript head iframe object embed svg canvas audio video select
    datalist textarea map applet noframes""".split()  # noqa: SIM905
)
_BLOCKS: Final = frozenset(
    """address article aside blockquote body button center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main
    menu nav ol optgroup option p pre search section summary table caption tbody tfoot thead tr ul
    title""".split()  # noqa: SIM905
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def visible_blocks(tree: etree._Element, *, with_noscript: bool = False) -> tuple[Block, ...]:
    """The blocks that are shown, without what scripts would add.

    ``with_noscript`` adds what is there for browsers without scripts.
    """
    never = _NEVER_SHOWN - {"noscript"} if with_noscript else _NEVER_SHOWN

    def hidden(element: etree._Element) -> bool:
        if element.tag in never:
            return True
        attributes = element.attrib
        if not attributes:
            return False
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        style = attributes.get("style")
        return style is not None and _HIDDEN_STYLE.search(style) is not None

    layout = Layout(
        blocks=_BLOCKS,
        lines=frozenset({"br"}),
        cells=frozenset({"td", "th"}),
        hidden=hidden,
        kept_spaces=frozenset({"pre"}),
    )
    return tuple(blocks_of(tree, layout))
