"""Telling a repository how its database is merged and shown, and taking that back."""

import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.desk.sharing.git.calling import git, git_says, repository_of
from workbench.errors import StorageError
from workbench.text import clean_line

DRIVER: Final = "workbench"
STRATEGY: Final = "git-merge-workbench"
LARGE_BYTES: Final = 10_000_000
_COMMENT: Final = "# merged and shown by workbench; see workbench git-setup"
_ATTRIBUTES: Final = "merge=workbench diff=workbench -text"
_SPECIAL: Final = "\\*?[]"


@dataclass(frozen=True, slots=True)
class GitChanges:
    """What was changed in a repository, and what its user should know, each in a line."""

    repository: Path
    changed: tuple[str, ...]
    notes: tuple[str, ...] = ()


def set_up(database: Path) -> GitChanges:
    """Have git merge a database without conflicts and show it as prose.

    Only this repository's own configuration and its .gitattributes are touched; doing it again
    changes nothing.

    Raises:
        NotSo: The file lies in no repository.
        StorageError: Git is not there, or its files cannot be written.
    """
    top = repository_of(database)
    changed: list[str] = []
    for name, value in _settings().items():
        if not git_says(top, "config", "--local", "--get", name, _exactly(value)):
            git(top, "config", "--local", name, value)
            changed.append(f".git/config: {name} = {value}")
    changed.extend(_attribute(top, _pattern(database, top), wanted=True))
    return GitChanges(top, tuple(changed), tuple(_notes(database, top)))


def remove(database: Path) -> GitChanges:
    """Take back what :func:`set_up` did.

    Raises:
        NotSo: The file lies in no repository.
        StorageError: Git is not there, or its files cannot be written.
    """
    top = repository_of(database)
    changed = _attribute(top, _pattern(database, top), wanted=False)
    for section in (f"merge.{DRIVER}", f"diff.{DRIVER}"):
        if git_says(top, "config", "--local", "--get-regexp", f"^{section}\\."):
            git(top, "config", "--local", "--remove-section", section)
            changed.append(f".git/config: {section} removed")
    if git_says(top, "config", "--local", "--get", "pull.octopus", f"^{DRIVER}$"):
        git(top, "config", "--local", "--unset", "pull.octopus")
        changed.append(".git/config: pull.octopus removed")
    return GitChanges(top, tuple(changed))


def program() -> str:
    """This program as a shell command that needs no PATH, and takes nothing from where it runs."""
    return f"{shlex.quote(sys.executable)} -P -m workbench"


def _settings() -> Mapping[str, str]:
    settings = {
        f"merge.{DRIVER}.name": "workbench keeps what both branches say",
        f"merge.{DRIVER}.driver": f"{program()} git-merge %O %A %B %P",
        f"diff.{DRIVER}.textconv": f"{program()} git-show",
    }
    if shutil.which(STRATEGY) is not None:
        settings["pull.octopus"] = DRIVER
    return settings


def _exactly(value: str) -> str:
    return "^" + "".join(f"\\{one}" if one in r".[]{}()*+?^$|\\" else one for one in value) + "$"


def _pattern(database: Path, top: Path) -> str:
    relative = database.absolute().resolve().relative_to(top.resolve()).as_posix()
    escaped = "".join(f"\\{one}" if one in _SPECIAL else one for one in relative)
    if any(one in escaped for one in ' "\t#'):
        quoted = escaped.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        return f'"/{quoted}"'
    return f"/{escaped}"


def _attribute(top: Path, pattern: str, *, wanted: bool) -> list[str]:
    """Put the line for a database at the end of .gitattributes, or remove it."""
    place = top / ".gitattributes"
    line = f"{pattern} {_ATTRIBUTES}"
    try:
        text = place.read_text("utf-8", "surrogateescape") if place.exists() else ""
        lines = text.splitlines()
        kept = [one for one in lines if one not in (line, _COMMENT)]
        fresh = [*kept, _COMMENT, line] if wanted else kept
        # What stands there with other databases of ours keeps its comment.
        if not wanted and any(one.endswith(_ATTRIBUTES) for one in kept):
            fresh = [one for one in lines if one != line]
        if wanted and line in lines and lines[-1] == line:
            return []
        if fresh == lines:
            return []
        if fresh:
            place.write_text("\n".join(fresh) + "\n", "utf-8", "surrogateescape")
        else:
            place.unlink()
    except OSError as error:
        raise StorageError(
            f"{clean_line(str(place))} cannot be written ({error.strerror}); check its permissions"
        ) from None
    return [f".gitattributes: {line}" + ("" if wanted else " removed")]


def _notes(database: Path, top: Path) -> list[str]:
    notes: list[str] = []
    shown = clean_line(str(database))
    said = git(top, "check-attr", "merge", "diff", "--", str(database.absolute().resolve()))
    if said.count(f": {DRIVER}") != 2:
        notes.append(
            f"another rule for {shown} comes after ours, in .git/info/attributes or in a "
            ".gitattributes further down; remove it, or git goes by that"
        )
    if git_says(top, "check-ignore", "-q", "--", str(database.absolute())):
        notes.append(f"{shown} is ignored by this repository; git add -f adds it all the same")
    if shutil.which(STRATEGY) is None:
        notes.append(
            f"{STRATEGY} is not on your PATH, so merge more than two branches one after the other"
        )
    size = database.stat().st_size if database.exists() else 0
    if size > LARGE_BYTES:
        notes.append(
            f"git keeps a whole copy of {shown}, {size // 1_000_000} MB, for each commit; for a "
            "smaller one without copies of pages: workbench backup --without-copies FILE"
        )
    notes.append(
        "each clone sets this up for itself with workbench git-setup; .gitattributes goes with it"
    )
    return notes
