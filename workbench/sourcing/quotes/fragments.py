"""A link that opens the live page at a quote: a text fragment (``#:~:text=``)."""

from typing import Final
from urllib.parse import quote

from workbench.model import QuoteSelector

__all__ = ["text_fragment"]

_LONGEST_WHOLE: Final = 120
_EDGE_WORDS: Final = 5
_CONTEXT_WORDS: Final = 3
_DIRECTIVE: Final = ":~:"


def text_fragment(address: str, selector: QuoteSelector) -> str:
    """The address of the live page at the quote.

    A long quote, or one over several blocks, is named by its first and last words, as the
    browsers ask; whole words of the context go with it, so that the right place is found.
    """
    base, mark, fragment = address.partition("#")
    kept = fragment.partition(_DIRECTIVE)[0]
    before, after = _words_before(selector.prefix), _words_after(selector.suffix)
    parts = [f"{_encoded(before)}-"] if before else []
    words = selector.exact.split()
    several_blocks = "\n" in selector.exact.strip()
    if (len(selector.exact) > _LONGEST_WHOLE or several_blocks) and len(words) > 2 * _EDGE_WORDS:
        parts.append(_encoded(" ".join(words[:_EDGE_WORDS])))
        parts.append(_encoded(" ".join(words[-_EDGE_WORDS:])))
    else:
        parts.append(_encoded(" ".join(words)))
    if after:
        parts.append(f"-{_encoded(after)}")
    return f"{base}#{kept if mark else ''}{_DIRECTIVE}text={','.join(parts)}"


def _encoded(words: str) -> str:
    """Percent-encode; the dash, comma and ampersand of a directive must be, even the dash."""
    return quote(words, safe="", errors="replace").replace("-", "%2D")


def _words_before(prefix: str) -> str:
    """The last whole words of the prefix, from the same block as the quote."""
    line = prefix.rpartition("\n")[2]
    words = line.split()
    if line == prefix and words and not prefix[0].isspace():
        words = words[1:]
    if prefix[-1:] and not prefix[-1:].isspace() and words and words[-1][-1].isalnum():
        return ""
    return " ".join(words[-_CONTEXT_WORDS:])


def _words_after(suffix: str) -> str:
    """The first whole words of the suffix, from the same block as the quote."""
    line = suffix.partition("\n")[0]
    words = line.split()
    if line == suffix and words and not suffix[-1].isspace():
        words = words[:-1]
    if words and suffix[0].isalnum():
        return ""
    return " ".join(words[:_CONTEXT_WORDS])
