"""The encoding of a page: which one is taken, and why.

In this order: what the user says, the byte order mark where the header says nothing else, the
header, the page's own declaration, valid UTF-8, a guess over the first 64 KB, windows-1252.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from workbench.sourcing.pages.kinds import utf16_without_mark

_GUESSED_BYTES: Final = 64 * 1024
_DECLARED_BYTES: Final = 4 * 1024
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"'>]+)", re.IGNORECASE)
_META: Final = re.compile(rb"<meta\s[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML: Final = re.compile(rb"^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that browsers read as a larger encoding than the name says, and labels unknown to Python.
_LABELS: Final = {
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso_8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "l1": "windows-1252",
    "cp1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "iso-8859-9": "windows-1254",
    "latin5": "windows-1254",
    "iso-8859-11": "windows-874",
    "tis-620": "windows-874",
    "x-cp1250": "windows-1250",
    "x-cp1251": "windows-1251",
    "win-1251": "windows-1251",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "chinese": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "x-euc-jp": "euc_jp",
    "unicode-1-1-utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "unicode": "utf-16-le",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "iso-8859-8-i": "iso-8859-8",
}
# UTF-7 and the like hide markup from every check and are read by no browser.
_REFUSED: Final = frozenset(
    {"utf-7", "utf7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined",
     "hz", "hz-gb-2312", "iso-2022-kr", "iso-2022-cn", "iso-2022-cn-ext", "cp037", "cp500",
     "mbcs", "oem"}
)  # fmt: skip
_GUESSED_AMONG: Final = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "iso8859_2",
    "shift_jis", "cp932", "euc_jp", "euc_kr", "gb18030", "big5",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its encoding; ``replaced`` bytes were none of it and became ``�``."""

    text: str
    encoding: str
    basis: str
    replaced: int = 0
    flags: tuple[str, ...] = ()


def decode(body: bytes, content_type: str | None, given: str | None) -> Decoded:
    """Decode a page. Never fails: what cannot be decoded is replaced and counted."""
    encoding, basis, flags = _choose(body, content_type, given)
    mark = next((mark for mark, name in _MARKS if name == encoding and body.startswith(mark)), b"")
    text = body[len(mark) :].decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced and encoding == "utf-8":
        replaced = max(replaced - body.count(b"\xef\xbf\xbd"), 0)
    return Decoded(text.lstrip("\ufeff"), encoding, basis, replaced, flags)


def known_encoding(label: str) -> str | None:
    """The encoding that browsers take a label for, or ``None`` for one that is none."""
    name = label.strip().lower()
    name = _LABELS.get(name, name)
    if name.replace("_", "-") in _REFUSED:
        return None
    try:
        found = codecs.lookup(name)
        b"".decode(name)
    except (LookupError, ValueError):
        return None
    is_text: bool = getattr(found, "_is_text_encoding", True)
    return name if is_text else None


def _choose(
    body: bytes, content_type: str | None, given: str | None
) -> tuple[str, str, tuple[str, ...]]:
    flags: list[str] = []
    if given:
        encoding = known_encoding(given)
        if encoding:
            return encoding, "given", ()
        flags.append(f"{given[:40]} is no known encoding and was passed over")
    stated = _HEADER.search(content_type or "")
    declared = _declared(body[:_DECLARED_BYTES])
    for label, basis in ((stated[1] if stated else None, "header"), (declared, "page")):
        if basis == "page":
            found = _by_mark(body)
            if found:
                return found, "byte order mark", tuple(flags)
        encoding = known_encoding(label) if label else None
        if encoding is None:
            if label:
                flags.append(f"the {basis} names the unknown encoding {label[:40]}")
            continue
        other = known_encoding(declared) if basis == "header" and declared else None
        if other and other != encoding:
            flags.append(f"the header says {encoding}, the page {other}; read as the header says")
        return encoding, _BASES[basis], tuple(flags)
    return (*_guess(body), tuple(flags))


_BASES: Final = {"header": "HTTP header", "page": "declared in the page"}


def _by_mark(body: bytes) -> str | None:
    found = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    return found or utf16_without_mark(body)


def _declared(start: bytes) -> str | None:
    found = _META.search(start) or _XML.search(start)
    if not found:
        return None
    label = found[1].decode("latin-1")
    # A declaration that can be read as ASCII cannot stand in UTF-16.
    return "utf-8" if label.lower().startswith("utf-16") else label


def _guess(body: bytes) -> tuple[str, str]:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    else:
        return "utf-8", "valid UTF-8"
    if _nearly_utf8(body):
        return "utf-8", f"UTF-8 but for a few bytes, the first at {first_bad}"
    from charset_normalizer import from_bytes

    sample = _around(body, first_bad)
    best = from_bytes(sample, cp_isolation=_GUESSED_AMONG).best()
    if best is not None:
        return known_encoding(best.encoding) or best.encoding, "guessed from the bytes"
    return "windows-1252", "assumed, nothing else fits"


def _nearly_utf8(body: bytes) -> bool:
    """Whether all but a few of the bytes beyond ASCII are well-formed UTF-8."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good > 10 * bad


def _around(body: bytes, first_bad: int) -> bytes:
    start = max(min(first_bad - 2000, len(body) - _GUESSED_BYTES), 0)
    return body[start : start + _GUESSED_BYTES]
