"""Writing a file that a person asked for: whole, or the old one stays."""

import tempfile
from pathlib import Path

from workbench.errors import StorageError
from workbench.text import clean_line


def write_text(path: Path, text: str) -> None:
    """Replace a file by a text.

    Raises:
        StorageError: It cannot be written; what was there is still there.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file by some bytes.

    Raises:
        StorageError: It cannot be written; what was there is still there.
    """
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.absolute().parent, delete=False) as file:
            fresh = Path(file.name)
            try:
                file.write(content)
            except OSError:
                fresh.unlink(missing_ok=True)
                raise
        try:
            fresh.chmod(0o644)
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageError(f"{clean_line(str(path))} cannot be written: {error.strerror}") from None
