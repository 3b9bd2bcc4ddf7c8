"""What services do to a folder that they carry between computers, done on purpose and out of order.

Each computer has a folder of its own. A file belongs to the computer in whose folder it was first
seen; the service brings it to the others, now or later, in parts, under temporary names or under
its own before it is whole, with any time of change. It deletes and brings back, makes conflict
copies where there is no conflict, and sometimes gives a file's owner an older version of it.

As a program it does so until its standard input ends, and then carries everything to its end.
"""

import os
import select
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

TEMPORARY: Final = ("~syncthing~{}.tmp", ".syncthing.{}.tmp", ".~{}", "{}.~tmp", "{}.partial")
CONFLICT: Final = (
    "{stem} (Ana's conflicted copy 2026-05-01){suffix}",
    "{stem}.sync-conflict-20260501-101010-ABCDEFG{suffix}",
    "{stem}-DESKTOP-7{suffix}",
    "{stem} (1){suffix}",
)
CACHE: Final = ".dropbox.cache"


@dataclass
class Coming:
    """A file on its way: written so far under a name, to be given its own name at the end."""

    under: Path
    target: Path
    data: bytes
    done: int = 0


@dataclass
class Service:
    """The folders of all computers, by their number, and what is on its way between them."""

    folders: Sequence[Path]
    chance: Random
    owners: dict[str, int] = field(default_factory=dict)
    former: dict[str, bytes] = field(default_factory=dict)
    coming: list[Coming] = field(default_factory=list)

    def step(self) -> None:
        """Do one thing to one file."""
        self._notice()
        if not self.owners:
            return
        name = self.chance.choice(sorted(self.owners))
        other = self.chance.randrange(len(self.folders))
        what: Sequence[Callable[[str, int], None]] = (
            *(self._begin, self._begin, self._begin, self._go_on, self._go_on, self._go_on),
            *(self._delete, self._conflict, self._touch, self._go_back, self._litter),
        )
        with suppress(FileNotFoundError):
            self.chance.choice(what)(name, other)

    def settle(self) -> None:
        """Bring everything to everybody, whole."""
        self._notice()
        while self.coming:
            self._go_on("", 0)
        for name, owner in self.owners.items():
            whole = self.folders[owner] / name
            for folder in self.folders:
                target = folder / name
                if whole.exists() and folder is not self.folders[owner]:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(whole.read_bytes())
                elif not whole.exists():
                    target.unlink(missing_ok=True)

    def _notice(self) -> None:
        for number, folder in enumerate(self.folders):
            for path in folder.rglob("*"):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and name not in self.owners and not _is_litter(name):
                    self.owners[name] = number

    def _begin(self, name: str, other: int) -> None:
        if other == self.owners[name]:
            return
        data = (self.folders[self.owners[name]] / name).read_bytes()
        self.former.setdefault(name, data)
        target = self.folders[other] / name
        target.parent.mkdir(parents=True, exist_ok=True)
        under = target
        if self.chance.random() < 0.7:
            under = target.with_name(self.chance.choice(TEMPORARY).format(target.name))
        under.write_bytes(b"")
        self.coming = [one for one in self.coming if one.target != target]
        self.coming.append(Coming(under, target, data))

    def _go_on(self, _name: str, _other: int) -> None:
        if not self.coming:
            return
        one = self.chance.choice(self.coming)
        end = min(len(one.data), one.done + self.chance.choice((1, 40, 400, 100_000)))
        one.under.parent.mkdir(parents=True, exist_ok=True)
        with one.under.open("r+b" if one.under.exists() else "wb") as file:
            file.seek(one.done)
            file.write(one.data[one.done : end])
        one.done = end
        if one.done == len(one.data):
            self.coming.remove(one)
            one.under.write_bytes(one.data)
            one.under.replace(one.target)

    def _delete(self, name: str, other: int) -> None:
        if other != self.owners[name]:
            (self.folders[other] / name).unlink()

    def _conflict(self, name: str, other: int) -> None:
        path = self.folders[other] / name
        called = self.chance.choice(CONFLICT).format(stem=path.stem, suffix=path.suffix)
        data = path.read_bytes()
        (path.parent / called).write_bytes(data[: self.chance.randrange(len(data) + 1)])

    def _touch(self, name: str, other: int) -> None:
        when = self.chance.choice((0, 1_000_000_000, 4_000_000_000))
        os.utime(self.folders[other] / name, (when, when))

    def _go_back(self, name: str, _other: int) -> None:
        """A file's owner finds an older version of it, or one that was removed."""
        if name in self.former and self.chance.random() < 0.3:
            path = self.folders[self.owners[name]] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.former.pop(name))

    def _litter(self, _name: str, other: int) -> None:
        place = self.folders[other] / CACHE
        place.mkdir(exist_ok=True)
        (place / f"{self.chance.randrange(9)}").write_bytes(self.chance.randbytes(50))
        (self.folders[other] / "desktop.ini").write_bytes(b"[.ShellClassInfo]")


def _is_litter(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return (
        CACHE in name
        or last == "desktop.ini"
        or last.startswith((".", "~"))
        or last.endswith((".tmp", ".~tmp", ".partial", ".part"))
    )


def main(seed: str, *folders: str) -> None:
    """Disturb the folders until told to end, then settle."""
    service = Service([Path(one) for one in folders], Random(int(seed)))
    while not select.select([sys.stdin], [], [], 0)[0]:
        with suppress(OSError):
            service.step()
    service.settle()


if __name__ == "__main__":
    main(*sys.argv[1:])
