"""Calling git."""

import subprocess
from pathlib import Path

from workbench.errors import NotSo, StorageError
from workbench.text import clean_line


def git(folder: Path, *words: str) -> str:
    """What git prints, without the last end of line.

    Raises:
        StorageError: Git is not there, or fails; its first line says why.
    """
    done = _run(folder, words)
    if done.returncode:
        why = done.stderr.strip().splitlines()
        raise StorageError(f"git {words[0]}: {clean_line(why[0] if why else 'it failed', 200)}")
    return done.stdout.removesuffix("\n")


def git_says(folder: Path, *words: str) -> bool:
    """Whether git says yes, by its exit code."""
    return _run(folder, words).returncode == 0


def repository_of(path: Path) -> Path:
    """The top folder of the repository that a file lies in.

    Raises:
        NotSo: It lies in none.
        StorageError: Git is not there.
    """
    done = _run(path.absolute().parent, ("rev-parse", "--show-toplevel"))
    if done.returncode:
        raise NotSo(
            f"{clean_line(str(path))} is in no git repository; make one with git init, or go into "
            "one"
        )
    return Path(done.stdout.removesuffix("\n"))


def _run(folder: Path, words: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            check=False,
        )
    except OSError as error:
        raise StorageError(f"git cannot be run ({error.strerror}); install it first") from None
