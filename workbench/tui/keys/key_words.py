"""What a person writes for a key, in the spelling of the table of actions. No Textual."""

import string
from typing import Final

from workbench.tui.actions.action import KEY_NAMES

_MODIFIERS: Final = ("ctrl", "alt", "shift", "super")
_FUNCTION_KEYS: Final = frozenset(f"f{number}" for number in range(1, 25))
_OTHERS: Final = {
    "esc": "escape",
    "return": "enter",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "del": "delete",
    "delete": "delete",
    "ins": "insert",
    "insert": "insert",
}
_BY_SIGN: Final = {sign: key for key, sign in KEY_NAMES.items()}
_PUNCTUATION: Final = {
    "'": "apostrophe",
    '"': "quotation_mark",
    "%": "percent_sign",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    ":": "colon",
    ";": "semicolon",
    ">": "greater_than_sign",
    "=": "equals_sign",
    "\\": "backslash",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}


def key_meant(typed: str) -> str | None:
    """The key, or nothing if there is no such key."""
    words = typed.strip()
    if not words:
        return None
    if words in ("+", "-"):
        return _BY_SIGN[words]
    *modifiers, last = words.split("+")
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    key = _last(last.strip(), alone=not modifiers)
    if key is None:
        return None
    return "+".join([*(one for one in _MODIFIERS if one in modifiers), key])


def _last(name: str, *, alone: bool) -> str | None:
    if len(name) == 1:
        if name in string.ascii_letters + string.digits:
            return name if alone else name.lower()
        return _BY_SIGN.get(name) or _PUNCTUATION.get(name) or (name if name.isalpha() else None)
    lowered = name.lower()
    if lowered in _FUNCTION_KEYS or lowered in KEY_NAMES:
        return lowered
    if name in _PUNCTUATION.values():
        return name
    return _OTHERS.get(lowered) or _BY_SIGN.get(name)
