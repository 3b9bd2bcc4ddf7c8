"""Paths that somebody names: typed, pasted, dropped, given on the command line, or set.

Whatever is asked of such a path goes by way of these functions. What the system says of a name
that it cannot even look for, and what it says of a file or folder that it cannot use, becomes one
line that tells what to do.
"""

import errno
import os
from pathlib import Path
from typing import Final

from workbench.errors import InputError, StorageError, UsageError, WorkbenchError
from workbench.text import clean_line

_SHOWN_CHARACTERS: Final = 70
_NAME_BYTES: Final = 255
_WHAT_TO_DO: Final = {
    errno.ENAMETOOLONG: "it, or what is written beside it, has too long a name; shorten it",
    errno.ELOOP: "its links lead round in a circle; name the file itself",
    errno.EACCES: "that is not permitted; change the permissions, or name another place",
    errno.EPERM: "that is not permitted; change the permissions, or name another place",
    errno.EROFS: "nothing can be written there; name another place",
    errno.ENOTDIR: "what should be a folder on the way there is a file; check the name",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ENOENT: "it is not there, or its folder is not; check the name",
    errno.ENOSPC: "there is no room left; make room, or name another place",
    errno.EIO: "the disk does not answer as it should; check it, or name another place",
}


def shown_path(path: Path | str) -> str:
    """A path as a message shows it: one line, the middle of a long one left out."""
    words = str(path)
    if len(words) > _SHOWN_CHARACTERS:
        half = _SHOWN_CHARACTERS // 2
        words = f"{words[: half - 1]}…{words[-half:]}"
    return clean_line(words)


def argument_path(typed: str) -> Path:
    """The path that was given as an argument; the shell has put the home folder for ``~``.

    Raises:
        UsageError: It cannot be the path of anything.
    """
    path = Path(typed)
    _refuse_impossible(typed, path)
    return path


def input_path(typed: str) -> Path:
    """The same of a document or file that is to be read.

    Raises:
        InputError: It cannot be the path of anything.
    """
    try:
        return argument_path(typed)
    except UsageError as error:
        raise InputError(f"the file cannot be read: {error}") from None


def typed_path(typed: str) -> Path:
    """The path that was typed, pasted, dropped or set, with the home folder in place of ``~``.

    Raises:
        UsageError: It cannot be the path of anything.
    """
    _refuse_impossible(typed, Path(typed))
    try:
        path = Path(typed).expanduser()
    except RuntimeError:
        user = clean_line(Path(typed).parts[0].removeprefix("~"), 40)
        raise UsageError(
            f"{shown_path(typed)}: there is no home folder of {user or 'yours'}; write the whole "
            "path, or ./ before a name that begins with ~"
        ) from None
    _refuse_impossible(str(path), path)
    return path


def set_path(typed: str, setting: str) -> Path:
    """The path that a setting or variable of the environment names.

    Raises:
        UsageError: It cannot be the path of anything; the message names the setting.
    """
    try:
        return typed_path(typed)
    except WorkbenchError as error:
        raise UsageError(f"{setting} is to be set anew: {error}") from None


def plain_file(typed: str) -> Path:
    """The path of a file that was typed where nobody could end the waiting for a pipe or a device.

    Raises:
        UsageError: It cannot be the path of anything, or is that of a pipe or a device.
    """
    path = typed_path(typed)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UsageError(f"{shown_path(typed)} is a pipe or a device; name a file")
    return path


def may_be_there(typed: str) -> bool:
    """Whether there is anything at a path, for a guess at what was meant.

    What cannot be a path, or may not be looked at, is none.
    """
    try:
        return typed_path(typed).exists()
    except (OSError, WorkbenchError):
        return False


def may_be_file(typed: str) -> bool:
    """The same for a file."""
    try:
        return typed_path(typed).is_file()
    except (OSError, WorkbenchError):
        return False


def file_fault(error: BaseException) -> WorkbenchError | None:
    """What the system said of a file or folder, in a line; ``None`` if it said nothing of one."""
    if not isinstance(error, OSError) or not isinstance(error.filename, str | bytes | os.PathLike):
        return None
    return StorageError(
        f"{shown_path(os.fsdecode(error.filename))} cannot be used: {_reason(error)}"
    )


def plainly(error: WorkbenchError | OSError) -> WorkbenchError:
    """An error as a person is told of it.

    Raises:
        OSError: The system said nothing of a file or folder, so it is a fault of this program.
    """
    if isinstance(error, WorkbenchError):
        return error
    fault = file_fault(error)
    if fault is None:
        raise error
    return fault


def _refuse_impossible(typed: str, path: Path) -> None:
    shown = shown_path(typed)
    if not typed:
        raise UsageError("the path is empty; name a file or folder")
    if "\0" in typed:
        raise UsageError(f"{shown} holds a NUL character, which no path can; type it anew")
    try:
        path.stat()
    except UnicodeEncodeError:
        raise UsageError(
            f"{shown} holds half a character, which no path can; type it anew"
        ) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UsageError(f"{shown} is too long for a path{_how_long(path)}") from None
        if error.errno == errno.ELOOP:
            raise UsageError(f"{shown} cannot be used: {_reason(error)}") from None
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EACCES):
            return  # of those, whoever uses the path has more to say
        raise file_fault(error) or error from None


def _how_long(path: Path) -> str:
    longest = max((len(os.fsencode(part)) for part in path.parts), default=0)
    if longest > _NAME_BYTES:
        return f": a name in it takes {longest:,} bytes of at most {_NAME_BYTES}; shorten it"
    return f": it takes {len(os.fsencode(path)):,} bytes; name a folder nearer the top"


def _reason(error: OSError) -> str:
    return _WHAT_TO_DO.get(
        error.errno or 0, f"{error.strerror or type(error).__name__}; check it and try again"
    )
