"""Load a document from a file or standard input: plain text, a web page, a PDF, a Word document.

Plain text is the decoding of the bytes as they came. Of anything else the readable text counts,
and its UTF-8 bytes are the document's data; the file itself is given beside it. Either way the
data decode to exactly the text, so that offsets into it can be checked by anyone who has them.
Web pages are not fetched here.
"""

import codecs
import sys
from dataclasses import dataclass
from typing import Final

from workbench.errors import InputError, UsageError
from workbench.model.sourcing import ReadableText
from workbench.named_paths import input_path
from workbench.sourcing.pages.kinds import Kind, kind_of
from workbench.text import clean_line

MAX_BYTES: Final = 32 * 1024 * 1024
MOST_STRAY_CONTROLS: Final = 8
"""Control characters that a text may hold without being taken for binary data."""
STANDARD_INPUT: Final = "-"
READ_BY: Final = "text read by"
"""The beginning of the note that says what read the text out of a page or file."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_READ_BY_THE_PAGE_READER: Final = frozenset({"html", "pdf", "docx", "feed", "xml"})
# The encodings that news texts outside UTF-8 are really found in; a closed list keeps short
# texts from being taken for an exotic one.
_LEGACY_ENCODINGS: Final = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "gb18030",
    "big5",
)


@dataclass(frozen=True, slots=True)
class LoadedText:
    """A document's bytes and their decoding; ``notes`` say what a reviewer should know.

    ``data`` in ``encoding`` is ``text``, always. For a web page, PDF or Word document ``original``
    is the file as it came and ``readable`` all that was read from it; for plain text ``data`` is
    the file and both are ``None``.
    """

    address: str
    data: bytes
    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    media_type: str = "text/plain"
    original: bytes | None = None
    readable: ReadableText | None = None


def load(address: str) -> LoadedText:
    """Load the file at ``address``, or standard input for ``-``.

    Raises:
        UsageError: ``address`` is a web address; those are not read here.
        InputError: The file is missing, a folder, empty, too large, or not text.
    """
    if address == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return decode(address, data)
    if address.lower().startswith(("http://", "https://")):
        raise UsageError(
            f"{clean_line(address, 200)} is a web address; it must be fetched, and here only files "
            "are read"
        )
    return decode(address, _bytes_of(address))


def refuse_unreadable(address: str, most_bytes: int = MAX_BYTES) -> None:
    """Refuse a file that cannot be read, as far as is seen without taking a page or PDF apart.

    Raises:
        InputError: It is missing, a folder, empty, too large, or not text.
    """
    data = _bytes_of(address, most_bytes)
    shown = clean_line(address, 200)
    if _kind(address, shown, data, most_bytes).family not in _READ_BY_THE_PAGE_READER:
        _decode_text(shown, data)


def _bytes_of(address: str, most: int = MAX_BYTES) -> bytes:
    path = input_path(address)
    shown = clean_line(address, 200)
    try:
        if path.is_dir():
            raise InputError(
                f"{shown} is a folder; name the files in it, for example {shown}/*.txt"
            )
        size = path.stat().st_size
        if size > most:
            raise InputError(_too_large(shown, size, most))
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise InputError(f"there is no file {shown}; check the name") from None
    except PermissionError:
        raise InputError(f"{shown} may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{shown} cannot be read: {reason}") from None
    return data


def pasted(text: str) -> LoadedText:
    """A text that somebody typed or pasted, as if it came on standard input.

    Raises:
        InputError: It is empty, too large, or has a character that cannot be kept.
    """
    if not text.strip():
        raise InputError("the text is empty; there is nothing to read")
    return decode(STANDARD_INPUT, encoded(text))


def encoded(text: str) -> bytes:
    """The bytes of a text that somebody typed or pasted.

    Raises:
        InputError: It has a character that cannot be kept.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"the text holds an unpaired surrogate (U+{ord(text[error.start]):04X}), which cannot "
            "be kept; remove that character"
        ) from None


def decode(address: str, data: bytes) -> LoadedText:
    """Make bytes a document: decode plain text, read the text out of anything else.

    For plain text UTF-8 is tried first; a byte order mark decides; otherwise the encoding is
    detected among the usual legacy ones and named in the notes.

    Raises:
        InputError: The bytes are empty, too many, or not text.
    """
    shown = "standard input" if address == STANDARD_INPUT else clean_line(address, 200)
    kind = _kind(address, shown, data)
    if kind.family in _READ_BY_THE_PAGE_READER:
        return _read(address, shown, data)
    text, encoding, notes = _decode_text(shown, data)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise InputError(f"{shown} is empty; there is nothing to read")
    return LoadedText(address, data, text, encoding, notes, kind.media_type)


def _kind(address: str, shown: str, data: bytes, most: int = MAX_BYTES) -> Kind:
    if len(data) > most:
        raise InputError(_too_large(shown, len(data), most))
    if not data.strip(b"\x00 \t\r\n\f\v"):
        raise InputError(f"{shown} is empty; there is nothing to read")
    name = None if address == STANDARD_INPUT else address
    kind = kind_of(data, None, name)
    if kind.family == "other":
        raise InputError(f"{shown} is {kind.words}, not text; convert it to plain text first")
    return kind


def _read(address: str, shown: str, data: bytes) -> LoadedText:
    from workbench.sourcing.pages import read_page_blocking

    name = None if address == STANDARD_INPUT else address
    readable = read_page_blocking(data, address=None, content_type=None, name=name)
    return from_readable(address, shown, data, readable)


def from_readable(address: str, shown: str, original: bytes, readable: ReadableText) -> LoadedText:
    """Make what was read of a page, PDF or Word document a document.

    Raises:
        InputError: No text was found in it.
    """
    text = _with_headline(readable)
    if readable.problem or not text.strip():
        raise InputError(f"{shown} cannot be read as text: {readable.problem or 'it has none'}")
    notes = (f"{READ_BY} {readable.extractor}", *readable.flags)
    return LoadedText(
        address, text.encode("utf-8"), text, "utf-8", notes, readable.media_type, original, readable
    )


def _with_headline(readable: ReadableText) -> str:
    """The article under its own headline, where the page shows that headline."""
    for one in readable.metadata:
        shown = one.field == "title" and one.value in readable.visible
        if shown and readable.main != readable.visible and one.value not in readable.main:
            return f"{one.value}\n\n{readable.main}"
    return readable.main


def _decode_text(shown: str, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, ()
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{shown} says it is {encoding} but byte {error.start} is not; "
                    "save it again as UTF-8"
                ) from None
    if _looks_binary(data):
        raise InputError(f"{shown} is binary data, not text; convert it to plain text first")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        first_bad = error.start
    detected = _detect(data)
    if detected is None:
        raise InputError(
            f"{shown} is not UTF-8 (byte {first_bad}) and no other encoding fits; "
            "save it again as UTF-8"
        )
    note = f"read as {detected} because byte {first_bad} is not UTF-8; check accented letters"
    return data.decode(detected), detected, (note,)


def _detect(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_LEGACY_ENCODINGS)).best()
    if best is not None:
        return best.encoding
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return "cp1252"


def _looks_binary(data: bytes) -> bool:
    sample = data[:65536]
    odd = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\f\v\x1b")
    return odd > MOST_STRAY_CONTROLS and odd * 100 > len(sample)


def _too_large(shown: str, size: int, most: int) -> str:
    return (
        f"{shown} has {size / 1e6:.0f} MB or more; the largest document is "
        f"{most / 1e6:.0f} MB, so split it first"
    )
