"""Offsets into text, and the cleaning of text that comes from outside.

Offsets everywhere in this program are Unicode code points, start inclusive and end
exclusive. Cleaning here keeps the length, so that offsets survive it.
"""

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"

_C0_PICTURES: Final = {code: 0x2400 + code for code in range(0x20)}
_BIDI_CONTROLS: Final = (
    0x061C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_ESCAPED_IN_JSON: Final = {
    code: f"\\u{code:04x}"
    for code in (
        *range(0x7F, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
        *range(0xD800, 0xE000),
    )
}
_UNSAFE_IN_JSON: Final = re.compile(
    f"[{''.join(re.escape(chr(code)) for code in _ESCAPED_IN_JSON)}]"
)
_KEPT_IN_BLOCKS: Final = frozenset("\n\t")
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f\ue000-\uf8ff\U000f0000-\U0010ffff]"
)

_OF_OTHER_LETTERS = re.compile("([ßİŉſǰẖẗẘẙẚẞ\u212aﬀﬁﬂﬃﬄﬅﬆ]+)")


def _safe_character(character: str) -> str:
    code = ord(character)
    if code in _C0_PICTURES:
        return chr(_C0_PICTURES[code])
    if code == 0x7F:
        return "\u2421"
    return REPLACEMENT


def clean_block(text: str) -> str:
    """Make text from outside safe to show over several lines.

    Control characters become their visible pictures (ESC becomes ``␛``); C1 controls,
    bidirectional controls, lone surrogates, tag and private-use characters become ``�``.
    Line feeds and tabs stay. The result has exactly as many code points as ``text``.
    """
    return _UNSAFE.sub(
        lambda found: found[0] if found[0] in _KEPT_IN_BLOCKS else _safe_character(found[0]),
        text,
    )


def clean_line(text: str, limit: int | None = None) -> str:
    """Make text from outside safe to show on one line.

    Like :func:`clean_block`, and every tab and line break becomes a space. With ``limit``,
    only that many code points are looked at and a longer text ends in ``…``.
    """
    if limit is not None and len(text) > limit:
        text = text[: max(limit - 1, 0)] + "…"
    return _UNSAFE.sub(
        lambda found: (
            " " if found[0] in "\t\n\r\v\f\u2028\u2029\x85" else _safe_character(found[0])
        ),
        text,
    )


def squeeze(text: str) -> str:
    """Replace each run of white space by one space and trim the ends."""
    return " ".join(text.split())


def surrounding_words(text: str, start: int, end: int, characters: int = 32) -> tuple[str, str]:
    """Give the text just before ``start`` and just after ``end``.

    These are the prefix and suffix of a W3C TextQuoteSelector; at most ``characters`` code
    points each.
    """
    return text[max(start - characters, 0) : start], text[end : end + characters]


def escape_json(written: str) -> str:
    """JSON text in which controls, direction marks and lone surrogates are escaped.

    It means the same, and nothing in it can steer a terminal or hide from a reader.
    """
    if _UNSAFE_IN_JSON.search(written) is None:
        return written
    return written.translate(_ESCAPED_IN_JSON)


def fold_case(text: str) -> str:
    """A text as it is compared whatever its case, in any script.

    Letters whose other case is written with other letters (ß and SS) stay as they are, so that
    plain letters are found in the same places as SQLite finds them.
    """
    if text.isascii():
        return text.lower()
    parts = _OF_OTHER_LETTERS.split(text)
    return "".join(part if place % 2 else part.casefold() for place, part in enumerate(parts))


def counted(number: int, noun: str, plural: str = "") -> str:
    """So many of something: "1 page", "3 pages", "1,200 pages"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
