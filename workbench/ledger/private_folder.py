"""Folders for copies that nobody else may read, which are gone when the work is, however it ends.

A program that is killed cannot remove its folder. So each folder holds a mark on which its program
keeps a lock for as long as it lives, and whoever makes or looks for a folder removes those on whose
mark nobody has a lock any more. A folder without such a mark goes only if it is empty.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from workbench.errors import StorageError
from workbench.text import clean_line

PREFIX: Final = "workbench-"
_NAMED: Final = re.compile(re.escape(PREFIX) + r"[a-z0-9_]{8}")
MARK: Final = ".held-by-workbench"
_MOST_BEGINNINGS: Final = 5


@contextmanager
def private_folder(within: Path | None = None) -> Iterator[Path]:
    """An empty folder that only its owner may read, by default where temporary files lie.

    Raises:
        StorageError: None can be made.
    """
    try:
        place = within or Path(tempfile.gettempdir())
        clear_private_folders(place)
        folder, mark = _make(place)
    except OSError as error:
        raise no_room(error, within) from None
    try:
        yield folder
    finally:
        with suppress(OSError):  # what cannot be removed now is removed by whoever comes next
            _remove_whatever_comes(folder)
        os.close(mark)


def no_room(error: OSError, within: Path | None = None) -> StorageError:
    """What to say when something cannot be kept in such a folder."""
    shown = clean_line(str(within)) if within else "the folder for temporary files"
    return StorageError(
        f"no private copy can be kept in {shown} ({clean_line(error.strerror or str(error), 120)});"
        " free some space, or set TMPDIR to another folder"
    )


def clear_private_folders(within: Path | None = None) -> int:
    """Remove the folders of programs that were killed; returns how many went."""
    removed = 0
    with suppress(OSError):
        place = within or Path(tempfile.gettempdir())
        with os.scandir(place) as found:
            named = [one.path for one in found if _NAMED.fullmatch(one.name)]
        for one in named:
            removed += _cleared(Path(one))
    return removed


def _make(place: Path) -> tuple[Path, int]:
    for _ in range(_MOST_BEGINNINGS):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        try:
            mark = os.open(folder / MARK, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(mark, fcntl.LOCK_EX)
        except FileNotFoundError:
            continue  # it was empty, and another program took it for one that was left
        except (OSError, KeyboardInterrupt):
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if os.fstat(mark).st_nlink:
            return folder, mark
        os.close(mark)  # the same, before the lock was on the mark
    raise OSError(0, "others remove it all the time")


def _cleared(folder: Path) -> bool:
    """Remove a folder if it is one of ours and nobody holds it."""
    try:
        about = folder.lstat()
        if about.st_uid != os.geteuid() or folder.is_symlink():
            return False
        flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        mark = os.open(folder / MARK, flags)
    except FileNotFoundError:
        return _removed_if_empty(folder)
    except OSError:
        return False
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(folder)
    except OSError:
        return False
    finally:
        os.close(mark)
    return True


def _remove(folder: Path) -> None:
    """Remove a folder, the mark last: whoever is killed meanwhile leaves it for the next."""
    with os.scandir(folder) as found:
        inside = [Path(one.path) for one in found if one.name != MARK]
    for one in inside:
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        else:
            one.unlink()
    (folder / MARK).unlink()
    folder.rmdir()


def _remove_whatever_comes(folder: Path) -> None:
    """Remove a folder also where Ctrl+C is pressed meanwhile, perhaps for the second time."""
    try:
        _remove(folder)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _removed_if_empty(folder: Path) -> bool:
    """Remove what was left between the making of a folder and of its mark."""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
