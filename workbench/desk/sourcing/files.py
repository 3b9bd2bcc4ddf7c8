"""Files and pasted texts as sources: their bytes, read like those of a page.

What comes out is a fetch that needed no network, so that it is kept as a capture like any other.
"""

import hashlib
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.fetching import Fetched
from workbench.errors import InputError, UsageError
from workbench.model import Exchange, Metadatum, Outcome, ReadableText
from workbench.named_paths import input_path
from workbench.sourcing.files import encoded
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.sourcing.pages import PageReader

MAX_BYTES: Final = 50 * 1024 * 1024
STANDARD_INPUT: Final = "-"
TEXT_EXTRACTOR: Final = "text/1"
_TITLE_CHARACTERS: Final = 80


async def read_file(
    path: str, reader: "PageReader", *, title: str | None = None, now: datetime | None = None
) -> Fetched:
    """Read a file, or standard input for ``-``, in the killable child process.

    Only the file's name is kept, never the folder it lies in; ``title`` is for what has none.

    Raises:
        InputError: The file is missing, a folder, empty, too large, or holds no readable text.
    """
    shown = "standard input" if path == STANDARD_INPUT else clean_line(path, 200)
    data = _bytes_of(path, shown)
    name = None if path == STANDARD_INPUT else Path(path).name
    readable = await reader.read(data, address=None, content_type=None, name=name)
    if not readable.main.strip() and not readable.visible.strip():
        raise InputError(f"{shown}: {readable.problem or 'no text was found in it'}")
    called = clean_line(squeeze(title or name or ""), 200) or _first_words(readable.main)
    return Fetched(called, local_exchange(called, data, now), readable)


def read_text(text: str, *, title: str = "", now: datetime | None = None) -> Fetched:
    """A pasted text as a source, word for word.

    Raises:
        InputError: It is empty, or has a character that cannot be kept.
    """
    if not text.strip():
        raise InputError("the text is empty; there is nothing to attach")
    data = encoded(text)
    if len(data) > MAX_BYTES:
        raise InputError(f"the text has {len(data) / 1e6:.0f} MB; that is too much to keep")
    called = clean_line(squeeze(title), 200) or _first_words(text)
    return Fetched(called, local_exchange(called, data, now), plain_text(text, title=called))


def plain_text(text: str, *, title: str = "") -> ReadableText:
    """A text as it is, as what was read of a source."""
    given = (Metadatum("title", title, "given"),) if title else ()
    return ReadableText(
        main=text,
        visible=text,
        media_type="text/plain",
        encoding="utf-8",
        encoding_basis="given",
        extractor=TEXT_EXTRACTOR,
        metadata=given,
    )


def local_exchange(name: str, data: bytes | None, now: datetime | None = None) -> Exchange:
    """What stands for a fetch where nothing was fetched."""
    at = now or datetime.now(UTC)
    whole = Exchange(name, name, Outcome.CAPTURED, at, at, complete=True, body=data)
    if data is None:
        return replace(whole, outcome=Outcome.NO_CONTENT, reason="nothing was kept of it")
    return replace(whole, wire_sha256=hashlib.sha256(data).hexdigest(), wire_bytes=len(data))


def _bytes_of(path: str, shown: str) -> bytes:
    from_pipe = path == STANDARD_INPUT
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if from_pipe else read_bytes(path)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{shown} has more than {MAX_BYTES / 1e6:.0f} MB; that is too much to keep"
        )
    if not data.strip():
        raise InputError(f"{shown} is empty; there is nothing to read")
    return data


def read_bytes(path: str) -> bytes:
    """The bytes of a file, up to a little more than may be kept.

    Raises:
        InputError: It is missing, a folder, or cannot be read.
        UsageError: What is meant is a web page, by the look of it.
    """
    shown = clean_line(path, 200)
    try:
        place = input_path(path)
        if place.is_dir():
            raise InputError(f"{shown} is a folder; name the files in it")
        with place.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if _looks_like_a_host(path):
            raise UsageError(
                f"there is no file {shown}; for the web page write https://{shown}"
            ) from None
        raise InputError(f"there is no file {shown}; check the name") from None
    except PermissionError:
        raise InputError(f"{shown} may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{shown} cannot be read: {reason}") from None


def _looks_like_a_host(typed: str) -> bool:
    host, slash, _ = typed.partition("/")
    labels = host.split(".")
    return (
        len(labels) > 1
        and all(labels)
        and (bool(slash) or host.lower().startswith("www."))
        and labels[-1].isalpha()
    )


def _first_words(text: str) -> str:
    words = squeeze(clean_line(text[: _TITLE_CHARACTERS * 4]))
    return words if len(words) <= _TITLE_CHARACTERS else words[: _TITLE_CHARACTERS - 1] + "…"
