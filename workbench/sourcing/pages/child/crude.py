"""The words of markup that no parser gets through, found in one pass.

There is no tree, so nothing is known of what is hidden; only scripts, styles and comments are
left out.
"""

import html
from typing import Final

from workbench.sourcing.pages.child.marks import BLOCK_MARK, LINE_MARK, fold

NAME: Final = "plain/1"
_RAW: Final = frozenset({"script", "style", "template", "textarea", "title", "svg", "noscript"})
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_LONGEST_NAME: Final = 20


def crude_text(markup: str) -> str:
    """The text between the tags, as paragraphs."""
    pieces: list[str] = []
    lower = markup.lower()
    unclosed: set[str] = set()
    place = 0
    while True:
        opening = markup.find("<", place)
        if opening < 0:
            pieces.append(html.unescape(markup[place:]))
            break
        pieces.append(html.unescape(markup[place:opening]))
        if markup.startswith("<!--", opening):
            closing = markup.find("-->", opening + 4)
            place = closing + 3 if closing >= 0 else len(markup)
            continue
        if not _begins_tag(markup[opening + 1 : opening + 2]):
            pieces.append("<")
            place = opening + 1
            continue
        closing = markup.find(">", opening)
        if closing < 0:
            break
        name = _name(lower[opening + 1 : opening + 1 + _LONGEST_NAME])
        if name == "br":
            pieces.append(LINE_MARK)
        elif name.lstrip("/") not in _INLINE:
            pieces.append(BLOCK_MARK)
        place = closing + 1
        if name in _RAW and name not in unclosed:
            end = lower.find(f"</{name}", place)
            # An unclosed one is passed over rather than taking the rest of the page with it.
            if end < 0:
                unclosed.add(name)
            place = max(end, place)
    return fold(pieces)


def _begins_tag(character: str) -> bool:
    return character.isalpha() or character in ("/", "!", "?")


def _name(start: str) -> str:
    words = start.split(maxsplit=1)
    if not words or start[0].isspace():
        return ""
    name = words[0].split(">", 1)[0]
    return "/" + name.strip("/") if name.startswith("/") else name.strip("/")
