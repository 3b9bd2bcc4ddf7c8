"""Words from outside on one line, and the sentences around a claim."""

import re
from typing import Final

from workbench.text import clean_line, squeeze

_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")
_SENTENCE_END: Final = re.compile(r"[.!?…。][\"”’»)]*\s+")


def line(text: str) -> str:
    """Words from outside on one line."""
    return squeeze(clean_line(text))


def before_claim(text: str, *, cut: bool) -> str:
    """The sentences of its paragraph before a claim; dots where one is not whole."""
    paragraph = _PARAGRAPH.split(text)[-1]
    if cut and len(paragraph) == len(text):
        begun = _SENTENCE_END.search(text)
        if begun is None:
            return f"… {line(text)}{_gap(text[-1:])}" if text.strip() else ""
        paragraph = text[begun.end() :]
    words = line(paragraph)
    return f"{words}{_gap(paragraph[-1:])}" if words else ""


def after_claim(text: str, *, cut: bool) -> str:
    """The sentences of its paragraph behind a claim; dots where one is not whole."""
    paragraph = _PARAGRAPH.split(text)[0]
    if cut and len(paragraph) == len(text):
        ends = list(_SENTENCE_END.finditer(text))
        if not ends:
            return f"{_gap(text[:1])}{line(text)} …" if text.strip() else ""
        paragraph = text[: ends[-1].end()]
    words = line(paragraph)
    return f"{_gap(paragraph[:1])}{words}" if words else ""


def _gap(character: str) -> str:
    return " " if character.isspace() else ""
