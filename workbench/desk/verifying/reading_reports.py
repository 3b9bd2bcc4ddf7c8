"""Reading a report that is to be compared: its bytes, and what it says in whichever format."""

import sys
from collections.abc import Mapping
from typing import Any, Final

from workbench.errors import InputError
from workbench.named_paths import input_path
from workbench.reporting.reading_back import NoReport, ToldReport, html_report, text_report
from workbench.sourcing.reviews import decoded
from workbench.text import clean_line

STANDARD_INPUT: Final = "-"
MAX_BYTES: Final = 256 * 1024 * 1024
_BINARY: Final = {
    b"SQLite": "a database, not a report",
}


def read_report(path: str) -> bytes:
    """The bytes of a report, or of standard input for ``-``.

    Raises:
        InputError: It is missing, a folder, too large, or may not be read.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    shown = clean_line(path, 200)
    place = input_path(path)
    try:
        if place.is_dir():
            raise InputError(f"{shown} is a folder; name a report in it")
        with place.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"there is no file {shown}; check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{shown} cannot be read: {reason}") from None


def told_by(data: bytes, shown: str) -> ToldReport:
    """What a report says; ``shown`` is its name.

    Raises:
        InputError: It is none of ours, or cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown} is larger than {MAX_BYTES // 1024 // 1024} MB")
    if not data.strip():
        raise InputError(f"{shown} is empty; there is nothing to verify")
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise InputError(f"{shown} is {what}")
    if data.startswith((b"%PDF", b"PK\x03\x04")):
        return _of_page(data, shown)
    if b"\x00" in data[:4_096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{shown} is binary data, not a report")
    try:
        if decoded(data[:4_096]).lstrip("\ufeff \t\r\n")[:1] == "<":
            return _of_page(data, shown)
        return text_report(decoded(data))
    except NoReport as reason:
        raise InputError(f"{shown} is no report that can be verified: {reason}") from None


def _of_page(data: bytes, shown: str) -> ToldReport:
    try:
        return html_report(_parsed(data, shown))
    except NoReport as reason:
        raise InputError(f"{shown} is no report that can be verified: {reason}") from None


def _parsed(data: bytes, shown: str) -> Mapping[str, Any]:
    from workbench.sourcing.pages.blocking import read_value_blocking
    from workbench.sourcing.pages.conversation import Trouble
    from workbench.sourcing.pages.frames import REPORT

    try:
        found: Mapping[str, Any] = read_value_blocking(data, REPORT, content_type="text/html")
    except Trouble as trouble:
        raise InputError(f"{shown} {trouble}") from None
    if found.get("problem"):
        raise InputError(f"{shown} {clean_line(str(found['problem']), 200)}")
    return found
