"""Making markup palatable for the parser: one bad character reference can cost a whole page."""

import re
from typing import Final

_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));?")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LONG_TAG: Final = re.compile(r"<([A-Za-z][A-Za-z0-9-]{0,30})(\s[^<>]{20000,})>")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES: Final = 500
_MOST_CODE_POINT: Final = 0x10FFFF


def clean_markup(markup: str) -> str:
    """Drop what is illegal in XML: control characters, references to them, lone surrogates.

    So are the attributes of an element that has hundreds, which take the parser quadratic time.
    References to the C1 controls mean windows-1252, as they do to browsers.
    """
    markup = _SURROGATE.sub("\ufffd", _CONTROLS.sub("", markup.replace("\f", " ")))
    markup = _LONG_TAG.sub(_long_tag, markup)
    return _REFERENCE.sub(_reference, markup) if "&#" in markup else markup


def _reference(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "replace")
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > _MOST_CODE_POINT:
        return "\ufffd"
    if (code < 0x20 and code not in (0x09, 0x0A, 0x0D)) or code & 0xFFFE == 0xFFFE:
        return ""
    return found[0]


def _long_tag(found: re.Match[str]) -> str:
    count = len(_QUOTED.sub("", found[2]).split())
    return f"<{found[1]}>" if count > _MOST_ATTRIBUTES else found[0]
