"""Copies of one project in the hands of several people."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.ledger.material import Person, add_document, contents
from workbench.ledger.database import Ledger

Log = list[tuple[bytes, bytes]]


@dataclass
class Team:
    """Three people who began with the same file."""

    folder: Path
    people: dict[str, Person]

    @classmethod
    def begin(cls, folder: Path) -> "Team":
        people = {name: Person(name, folder / "home" / name) for name in ("Ada", "Ben", "Cora")}
        team = cls(folder, people)
        first = team.path("Ada")
        with people["Ada"].opens(first, "create") as ledger:
            add_document(ledger)
        for name in ("Ben", "Cora"):
            shutil.copyfile(first, team.path(name))
        return team

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.db"

    def opens(self, name: str) -> Ledger:
        opened = self.people[name].opens(self.path(name))
        assert isinstance(opened, Ledger)
        return opened


def log_of(ledger: Ledger) -> Log:
    return [
        (row[0], row[1])
        for row in ledger.rows("SELECT id, CAST(body AS BLOB) FROM event ORDER BY id")
    ]


def state_of(ledger: Ledger) -> tuple[Log, dict[str, list[object]]]:
    """Everything in a database that must be the same in every copy."""
    return log_of(ledger), contents(ledger.connection)
