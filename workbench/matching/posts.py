"""What a copied post has beside its words: addresses, tags, and the line that signs it."""

import re
from typing import Final

__all__ = ["unsigned", "without_addresses"]

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.|pic\.twitter\.com/)\S+|(?<=[a-z])https?:\S+", re.IGNORECASE
)
_MARKUP: Final = re.compile(
    r"<script\b[^<>]{0,400}>[^<]{0,400}</script>|"
    r"</?(?:a|b|blockquote|br|div|em|h[1-6]|i|li|ol|p|span|strong|u|ul)(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
"""A tag of HTML, as publishers leave them in the words of a claim."""
_TAG: Final = re.compile(r"([#@])(\w{1,80})")
_HUMP: Final = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}\d{1,3}(?!\d)|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""A word of a tag; one or two letters with a number are one word: "G7", "F16"."""


_LONGEST_SIGNATURE: Final = 160
_SIGNED: Final = re.compile(
    r"\s(?:—|–|--?)\s*"
    r"(?P<who>[^—–\n]{1,80}?\(@\w{1,40}\)(?:\s+[A-Z][a-z]{2,8} \d{1,2}, \d{4})?)\s*\Z"
)
"""The line under a copied post: who posted it, and when."""


def unsigned(text: str) -> tuple[str, str]:
    """A text without the line that signs it, and that line."""
    signed = _SIGNED.search(text[-_LONGEST_SIGNATURE:])
    if signed is None:
        return text, ""
    return text[: len(text) - len(signed[0])], signed["who"]


def without_addresses(text: str) -> str:
    """A text without addresses and markup, with the words of its tags apart."""
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    text = _ADDRESS.sub(" ", text)
    return _TAG.sub(lambda found: f" {_words_of_tag(found[1], found[2])} ", text)


def _words_of_tag(sign: str, tag: str) -> str:
    """The words of a tag; the numbers in somebody's name for himself count nothing."""
    words = _HUMP.findall(tag) or [tag]
    if sign == "@":
        words = [word for word in words if not word.isdecimal()] or words
    return " ".join(words)
