"""Where a file lies: on this computer, in a folder that a service synchronises, or on a share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mounts")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_NETWORKS: Final = frozenset(
    {
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs"),
        *("9p", "drvfs", "vboxsf", "prl_fs", "vmhgfs", "ceph", "glusterfs", "lustre", "davfs"),
    }
)
_FUSES: Final = ("sshfs", "rclone", "gvfsd-fuse", "shfs", "davfs", "s3fs", "gcsfuse", "smbnetfs")
_MARKERS: Final = (
    (".stfolder", "Syncthing"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "Nextcloud or ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)
_DATABASES: Final = re.compile(r"\.(?:_sync_|sync_)[0-9a-f]{8,}\.db")
_NAMES: Final = (
    (re.compile(r"Dropbox(?: \(.*\))?"), "Dropbox"),
    (re.compile(r"OneDrive(?: ?- ?.*)?"), "OneDrive"),
    (re.compile(r"Google ?Drive(?:-.*)?"), "Google Drive"),
    (re.compile(r"Mobile Documents|com~apple~CloudDocs|iCloud ?Drive"), "iCloud"),
    (re.compile("Nextcloud"), "Nextcloud"),
)


class PlaceKind(StrEnum):
    """What a file's place means for a database in it."""

    SYNCED = "synchronised folder"
    NETWORK = "network share"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is not simply a disk: by whom it is synchronised, or how it is mounted."""

    kind: PlaceKind
    by: str

    def __str__(self) -> str:
        if self.kind is PlaceKind.SYNCED:
            return f"a folder that {self.by} synchronises"
        return f"a network share ({self.by})"


def caution(place: Place) -> str:
    """What to know before a command writes in a file that lies there; one line."""
    if place.kind is PlaceKind.SYNCED:
        return (
            f"the file lies in {place}, which may put another computer's file in its place and "
            "lose what was said here; keep it elsewhere and share with workbench sync, or use the "
            "desk"
        )
    return (
        f"the file lies on {place}, where locks may not work; while others write, use the desk, "
        "which works on a copy, or share with workbench sync"
    )


def place_of(path: Path, mounts: Path = _MOUNTS) -> Place | None:
    """Where a file lies, if that matters; ``None`` on a disk of this computer.

    Of a link both matter: where it lies, and where the file does that it leads to.
    """
    place = path.resolve()
    # The mount comes first: in some shares every name seems to exist, those of markers as well.
    kind = _file_system(place, mounts)
    if kind is not None:
        return Place(PlaceKind.NETWORK, kind)
    folders = (one for named in (path.absolute(), place) for one in named.parents)
    for folder in dict.fromkeys(folders):
        found = _service(folder)
        if found is not None:
            return Place(PlaceKind.SYNCED, found)
    return None


def _service(folder: Path) -> str | None:
    # In the home folder, .dropbox is a folder and means nothing; where files are, it is a file.
    if (folder / ".dropbox").is_file():
        return "Dropbox"
    for marker, service in _MARKERS:
        if (folder / marker).exists():
            return service
    for name, service in _NAMES:
        if name.fullmatch(folder.name):
            return service
    try:
        if any(_DATABASES.fullmatch(one.name) for one in folder.glob(".*sync_*.db")):
            return "Nextcloud"
    except OSError:
        return None
    return None


def _file_system(path: Path, mounts: Path) -> str | None:
    """The kind of the file system, if it is one that lies on another computer."""
    longest, kind = -1, ""
    for point, type_ in _mounted(mounts):
        inside = path == point or point in path.parents
        # What was mounted last over the same place is what is seen there.
        if inside and len(point.parts) >= longest:
            longest, kind = len(point.parts), type_
    plain = kind.removeprefix("fuse.")
    is_network = plain in _NETWORKS or (kind.startswith("fuse") and plain.startswith(_FUSES))
    return kind if is_network else None


def _mounted(mounts: Path) -> Iterator[tuple[Path, str]]:
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        words = line.split(" ")
        if len(words) >= 3:
            point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), words[1])
            yield Path(point), words[2]
