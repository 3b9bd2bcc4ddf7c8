"""Publishing a local copy, killed at any moment: the file is whole, and no word is lost."""

import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.ledger.material import Person, add_document
from workbench.desk.opening import identity_store
from workbench.desk.sharing.working_copies import WorkingCopy, publish, take_up, working_copy_of
from workbench.ledger.database import open_ledger
from workbench.ledger.verify import verify

WRITER = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[1])
    from tests.ledger.material import decide
    from workbench.desk.opening import identity_store
    from workbench.desk.sharing.working_copies import publish, take_up, working_copy_of
    from workbench.ledger.database import open_ledger
    copy = working_copy_of(Path(sys.argv[2]))
    take_up(copy)
    number = 0
    with open_ledger(copy.local, mode="write", identity=identity_store()) as ledger:
        while True:
            number += 1
            print(decide(ledger, ("Supported", "Refuted")[number % 2]), flush=True)
            publish(copy, ledger)
"""


def killed(folder: Path, rounds: int) -> None:
    target = folder / "Dropbox" / "claims.db"
    target.parent.mkdir()
    with Person("Ada", folder / "ada").opens(target, "create") as ledger:
        add_document(ledger)
    chance = random.Random(5)
    acknowledged: set[bytes] = set()
    for _ in range(rounds):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(Path.cwd()), str(target)],
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdout is not None
            acknowledged.add(bytes.fromhex(child.stdout.readline().decode().strip()))
            time.sleep(chance.random() * 0.1)
            child.send_signal(signal.SIGKILL)
            lines = child.stdout.read().decode().split("\n")[:-1]
            acknowledged.update(bytes.fromhex(line) for line in lines)
        with open_ledger(target, mode="read", identity=identity_store()) as ledger:
            assert not verify(ledger).problems
    assert acknowledged <= published(target)


def published(target: Path) -> set[bytes]:
    copy = working_copy_of(target)
    assert isinstance(copy, WorkingCopy)
    take_up(copy)
    with open_ledger(copy.local, mode="write", identity=identity_store()) as ledger:
        publish(copy, ledger)
    with open_ledger(target, mode="read", identity=identity_store()) as ledger:
        return {row[0] for row in ledger.rows("SELECT id FROM event")}


def test_nothing_acknowledged_is_lost_when_publishing_is_killed(tmp_path: Path) -> None:
    killed(tmp_path, 1)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_when_publishing_is_killed_many_times(tmp_path: Path) -> None:
    killed(tmp_path, 100)
