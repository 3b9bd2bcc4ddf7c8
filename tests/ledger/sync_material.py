"""Devices that share a folder."""

from dataclasses import dataclass
from pathlib import Path

from tests.ledger.merge_material import Team
from workbench.ledger.segments.devices import DeviceStore
from workbench.ledger.segments.exchange import FOLDER, Exchange, Exchanged, How
from workbench.ledger.segments.reading import Memory


@dataclass
class Devices:
    """The people of a team, each with a computer, and a folder that they share."""

    team: Team
    shared: Path

    @classmethod
    def begin(cls, folder: Path) -> "Devices":
        shared = folder / "shared"
        shared.mkdir()
        return cls(Team.begin(folder), shared)

    def sync(self, name: str, how: How | None = None, folder: Path | None = None) -> Exchanged:
        home = self.team.people[name].home
        with self.team.opens(name) as ledger:
            return Exchange(
                ledger,
                folder or self.shared,
                store=DeviceStore(home / "sync.json"),
                memory=Memory(home / "ids"),
                how=how or How(device_name=name),
                step=lambda _what, _done: None,
            ).run()

    def segments(self) -> list[Path]:
        return sorted((self.shared / FOLDER).glob("*/*.segment"))
