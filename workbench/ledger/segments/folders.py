"""A folder that others write in too: what is in it is reached through it, and links never are."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from workbench.errors import StorageError
from workbench.text import clean_line

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_MORE: Final = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
_GONE: Final = frozenset(
    {errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN}
)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_LOCKED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class FolderReadOnly(StorageError):
    """The folder may be read and not written."""


class File(NamedTuple):
    """A plain file in a folder, as it was when it was listed."""

    name: str
    size: int
    changed: int


class Folder:
    """An open folder. Whatever becomes of its path, what is done here is done in it."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self.path = path

    @classmethod
    def at(cls, path: Path) -> Self:
        """Open the folder that somebody named; this one may be a link."""
        return cls(os.open(path, _FOLDER), path)

    def child(self, name: str, *, make: bool = False) -> "Folder | None":
        """Open a folder in it, making it first if told; ``None`` where there is none."""
        if make:
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=self._descriptor)
                os.fsync(self._descriptor)
        try:
            found = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=self._descriptor)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                raise
            if make:
                raise StorageError(
                    f"{clean_line(str(self.path / name))} is a link or a file, and a folder is "
                    "needed there; remove it, or sync with another folder"
                ) from None
            return None
        return Folder(found, self.path / name)

    def folders(self) -> list[str]:
        """The names of the folders in it, without links, in order."""
        with os.scandir(self._descriptor) as found:
            return sorted([one.name for one in found if one.is_dir(follow_symlinks=False)])

    def files(self, suffix: str) -> list[File]:
        """The plain files in it whose names end so, without links and hidden ones, in order."""
        listed: list[File] = []
        with os.scandir(self._descriptor) as found:
            for one in found:
                if not one.name.endswith(suffix) or one.name.startswith("."):
                    continue
                try:
                    about = one.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                if stat.S_ISREG(about.st_mode):
                    listed.append(File(one.name, about.st_size, about.st_mtime_ns))
        return sorted(listed)

    @contextmanager
    def reading(self, name: str) -> Iterator[int | None]:
        """A plain file in it, open to be read; ``None`` if it is none, or gone by now."""
        try:
            opened = os.open(name, _FILE, dir_fd=self._descriptor)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ELOOP, errno.EACCES, errno.ENXIO):
                raise
            yield None
            return
        try:
            yield opened if stat.S_ISREG(os.fstat(opened).st_mode) else None
        finally:
            os.close(opened)

    def append(self, name: str, data: bytes) -> int:
        """Add to a file, or begin it; returns its size once that is safely on the disk."""
        try:
            opened = os.open(name, _MORE, dir_fd=self._descriptor)
            begun = False
        except FileNotFoundError:
            opened = os.open(name, _NEW, 0o666, dir_fd=self._descriptor)
            begun = True
        size = _write(opened, [data])
        if begun:
            os.fsync(self._descriptor)
        return size

    def cut(self, name: str, size: int) -> None:
        """Leave only the beginning of a file."""
        opened = os.open(name, _MORE, dir_fd=self._descriptor)
        try:
            os.ftruncate(opened, size)
            os.fsync(opened)
        finally:
            os.close(opened)

    def put(self, name: str, chunks: Iterable[bytes]) -> int:
        """Make a file that appears whole or not at all; returns its size."""
        partial = f".{name}.{os.urandom(4).hex()}.part"
        try:
            size = _write(os.open(partial, _NEW, 0o666, dir_fd=self._descriptor), chunks)
            os.rename(partial, name, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)
        except BaseException:
            with suppress(OSError):
                os.unlink(partial, dir_fd=self._descriptor)
            raise
        os.fsync(self._descriptor)
        return size

    def remove(self, name: str) -> None:
        """Remove a file, if it is still there."""
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=self._descriptor)

    def remove_parts(self, owner_seconds: float, now: float) -> None:
        """Remove what an interrupted write has left here long enough ago."""
        with os.scandir(self._descriptor) as found:
            left = [one.name for one in found if one.name[:1] == "." and one.name[-5:] == ".part"]
        for name in left:
            with suppress(OSError):
                about = os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)
                if now - about.st_mtime > owner_seconds:
                    os.unlink(name, dir_fd=self._descriptor)

    def close(self) -> None:
        """Close it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _write(opened: int, chunks: Iterable[bytes]) -> int:
    try:
        for chunk in chunks:
            left = memoryview(chunk)
            while left:
                left = left[os.write(opened, left) :]
        os.fsync(opened)
        return os.fstat(opened).st_size
    finally:
        os.close(opened)


@contextmanager
def plain_folder_errors(path: Path) -> Iterator[None]:
    """Turn what the system says about a shared folder into one line that says what to do."""
    shown = clean_line(str(path))
    try:
        yield
    except OSError as error:
        reason = clean_line(error.strerror or str(error), 100)
        if error.errno in _FULL:
            raise StorageError(
                f"there is no room left in {shown} ({reason}); what was written is whole, so free "
                "some space and sync again"
            ) from None
        if error.errno in _LOCKED:
            raise FolderReadOnly(
                f"{shown} cannot be read or written ({reason}); check its permissions, or sync "
                "with another folder"
            ) from None
        if error.errno in _GONE:
            raise StorageError(
                f"{shown} is not there, or went away ({reason}); plug it in or wait for it, and "
                "sync again"
            ) from None
        raise StorageError(f"{shown} cannot be used as a folder to sync with: {reason}") from None
