"""Writing a file that a person asked for: whole, or the old one stays."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from workbench.errors import StorageError
from workbench.text import clean_line


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes take the place of a file once the block has ended well.

    A device or pipe is written to as it is.

    Raises:
        StorageError: It cannot be written; what was there is still there.
    """
    fresh: Path | None = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.absolute().parent, prefix=".workbench-", delete=False
        ) as file:
            fresh = Path(file.name)
            yield cast("BinaryIO", file)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(0o644)
        fresh.replace(path)
        fresh = None
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(f"{clean_line(str(path))} cannot be written: {reason}") from None
    finally:
        if fresh is not None:
            fresh.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file by some bytes.

    Raises:
        StorageError: It cannot be written; what was there is still there.
    """
    with replacing(path) as stream:
        stream.write(content)
