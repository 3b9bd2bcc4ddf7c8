"""Whether the first bytes of a body can be text at all, whatever the server calls them."""

from typing import Final

SNIFFED_BYTES: Final = 1024

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
    (b"fLaC", "sound"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a packed file"),
    (b"BZh", "a packed file"),
    (b"\xfd7zXZ\x00", "a packed file"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file"),
    (b"Rar!\x1a\x07", "a packed file"),
    (b"(\xb5/\xfd", "a packed file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"SQLite format 3\x00", "a database"),
)
_MEDIA: Final = {"image": "an image", "audio": "sound", "video": "video", "font": "a font"}
_WITH_NULS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"%PDF-", b"PK\x03\x04")


def not_text(head: bytes, content_type: str | None) -> str | None:
    """What a body is, in words, if there is no text in it to be read.

    PDF and the ZIP files that DOCX are pass: their reader decides. A picture's media type counts
    only when the bytes do not look like text.
    """
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return None if magic == b"BM" and _textual(head) else words
    if head[4:8] == b"ftyp":
        return "video"
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "an image" if head[8:12] == b"WEBP" else "sound or video"
    if _textual(head):
        return None
    media = (content_type or "").partition("/")[0].strip().lower()
    if media in _MEDIA:
        return _MEDIA[media]
    return "binary data"


def is_large_kind(content_type: str | None) -> bool:
    """Whether the wider bounds hold: for documents and files, not for pages and text."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    return kind.startswith("application/") and not kind.endswith(("html", "xml", "json", "+xml"))


def _textual(head: bytes) -> bool:
    if head.startswith(_WITH_NULS) or b"%PDF-" in head:
        return True
    # UTF-16 without a mark has a NUL in every other place; other binary data has them anywhere
    nuls = head.count(0)
    if nuls == 0:
        return True
    even, odd = head[::2].count(0), head[1::2].count(0)
    return nuls > len(head) // 3 and min(even, odd) == 0
