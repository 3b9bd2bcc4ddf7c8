"""Devices whose folders a service carries badly end with the same, and wait for nothing."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.ledger.folder_service import Service
from tests.ledger.material import FIRST, SECOND, decide
from tests.ledger.merge_material import Team, state_of
from tests.ledger.sync_material import Devices
from workbench.ledger.segments.exchange import FOLDER, How
from workbench.ledger.verify import verify

NAMES = ("Ada", "Ben", "Cora")
RATINGS = ("Supported", "Refuted", "Conflicting Evidence")


class Carried:
    """People who each sync with a folder of their own, and decide now and then."""

    def __init__(self, folder: Path, names: tuple[str, ...], seed: int) -> None:
        self.team = Team.begin(folder)
        self.names = names
        self.chance = Random(seed)
        self.folders = [folder / "carried" / name for name in names]
        for one in self.folders:
            one.mkdir(parents=True)
        self.devices = Devices(self.team, folder)
        self.given: set[bytes] = set()

    def turn(self) -> None:
        number = self.chance.randrange(len(self.names))
        name = self.names[number]
        if self.chance.random() < 0.6:
            with self.team.opens(name) as ledger:
                claim = self.chance.choice((FIRST, SECOND))
                self.given.add(bytes.fromhex(decide(ledger, self.chance.choice(RATINGS), claim)))
        self.sync(number)

    def sync(self, number: int) -> int:
        # Now and then what was replaced goes at once, as if a day had gone by.
        how = How(device_name=self.names[number], grace=self.chance.choice((0, -(1 << 60))))
        done = self.devices.sync(self.names[number], how, self.folders[number])
        assert done.problem is None
        return done.unfinished

    def agree(self, settle: Callable[[], None]) -> None:
        """When the service has done its work, two rounds bring everybody everything."""
        for _ in range(3):
            settle()
            unfinished = [self.sync(number) for number in range(len(self.names))]
        assert unfinished == [0] * len(self.names)
        settle()
        states = []
        for name in self.names:
            with self.team.opens(name) as ledger:
                assert verify(ledger).problems == ()
                states.append(state_of(ledger))
        assert all(state == states[0] for state in states)
        assert self.given <= {identifier for identifier, _ in states[0][0]}
        for folder in self.folders:
            paths = [one.relative_to(folder).as_posix() for one in folder.rglob("*")]
            assert len({one.casefold() for one in paths}) == len(paths)
            assert (folder / FOLDER).is_dir()


def carried_badly(folder: Path, names: tuple[str, ...], seed: int, turns: int) -> None:
    team = Carried(folder, names, seed)
    service = Service(team.folders, Random(seed))
    for _ in range(turns):
        team.turn()
        for _ in range(service.chance.randrange(8)):
            service.step()
    team.agree(service.settle)


def test_what_a_service_does_to_a_folder_loses_nothing(tmp_path: Path) -> None:
    carried_badly(tmp_path, NAMES[:2], 3, 12)


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(6))
def test_what_a_service_does_in_two_hundred_turns_loses_nothing(tmp_path: Path, seed: int) -> None:
    carried_badly(tmp_path, NAMES[: 2 + seed % 2], seed, 200)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_nor_does_it_when_it_works_in_the_same_moment(tmp_path: Path) -> None:
    team = Carried(tmp_path, NAMES, 5)
    words = [sys.executable, "-m", "tests.ledger.folder_service", "5", *map(str, team.folders)]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as process:
        for _ in range(200):
            team.turn()
        assert process.poll() is None
    assert process.returncode == 0
    team.agree(Service(team.folders, random.Random(0)).settle)
