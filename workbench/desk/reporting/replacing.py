"""Writing a file that a person asked for: whole, or the old one stays."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast

from workbench.errors import StorageError
from workbench.text import clean_line

_SPOOLED_BYTES: Final = 16 << 20


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes take the place of a file once the block has ended well.

    A device or pipe is written to as it is, a link goes on pointing at the file, and who may read
    the file stays as it was, or is what this computer gives to a new file.

    Raises:
        StorageError: It cannot be written; what was there is still there.
    """
    fresh: Path | None = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream, spooled(stream) as told:
                yield told
            return
        place = path.resolve()
        name = place.with_name(f".workbench-{token_hex(8)}")
        with name.open("xb") as file:
            fresh = name
            yield file
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            fresh.chmod(stat.S_IMODE(place.stat().st_mode))
        fresh.replace(place)
        fresh = None
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(f"{clean_line(str(path))} cannot be written: {reason}") from None
    finally:
        if fresh is not None:
            fresh.unlink(missing_ok=True)


@contextmanager
def spooled(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream that can be gone back in; its bytes go on to another once the block has ended well.

    A little of it is kept in memory, more of it in a temporary file.
    """
    with SpooledTemporaryFile(_SPOOLED_BYTES) as told:
        yield cast(BinaryIO, told)
        told.seek(0)
        copyfileobj(told, stream)
        stream.flush()


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file by some bytes.

    Raises:
        StorageError: It cannot be written; what was there is still there.
    """
    with replacing(path) as stream:
        stream.write(content)
