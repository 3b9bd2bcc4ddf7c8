"""Text from outside as Markdown that makes nothing of its own."""

import re
from typing import Final

from workbench.text import clean_block, clean_line, squeeze

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LINE_START: Final = re.compile(r"^(\s*)([-+=:]|\d+[.)])", re.MULTILINE)


def escape(text: str) -> str:
    """Text from outside as Markdown text on one line."""
    line = squeeze(clean_line(text))
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line))


def quote_block(text: str) -> str:
    """Text from outside as a Markdown block quotation, its line breaks kept."""
    lines = [escape(line) for line in clean_block(text.strip()).splitlines()] or [""]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def link(url: str) -> str:
    """An address as an automatic link, or as plain text where it could break out of one."""
    cleaned = clean_line(url)
    if re.search(r"[\s<>]", cleaned):
        return escape(cleaned)
    return f"<{cleaned}>"
