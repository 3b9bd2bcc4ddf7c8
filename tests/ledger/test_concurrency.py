"""Several threads and programs write at once, each in its own connection."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, Person, add_document, decide
from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim, claim_number_slices, counts
from workbench.ledger.verify import verify
from workbench.model import ClaimFilter, ClaimStatus

ROOT = str(Path(__file__).parents[2])
WRITER = """
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[3])
from tests.ledger.material import Person, add_document, decide

path = Path(sys.argv[1])
person = Person(sys.argv[2], path.parent / sys.argv[2])
person.identity
sys.stdin.readline()
with person.opens(path, "create", wait_seconds=60.0) as ledger:
    for number in range(int(sys.argv[4])):
        print(decide(ledger, f"Rating {number}"), flush=True)
"""


def start(path: Path, name: str, verdicts: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, ROOT, str(verdicts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run_together(programs: "list[subprocess.Popen[str]]") -> list[list[str]]:
    """Let programs that are ready go at one moment; returns the lines that each printed."""
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    said = [program.communicate()[0].split() for program in programs]
    assert [program.returncode for program in programs] == [0] * len(programs)
    return said


def test_programs_that_write_at_once_lose_nothing(ada: Person, path: Path) -> None:
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
    said = run_together([start(path, name, 25) for name in ("Ben", "Eve", "Joy")])
    with ada.opens(path) as ledger:
        kept = {row[0] for row in ledger.rows("SELECT id FROM verdict")}
        assert kept == {one for lines in said for one in lines}
        assert len(kept) == 75
        assert verify(ledger).problems == verify(ledger).remarks == ()
        assert claim(ledger, FIRST).status is ClaimStatus.AGREED


def test_two_programs_that_create_at_once_both_succeed(ada: Person, path: Path) -> None:
    run_together([start(path, name, 1) for name in ("Ben", "Eve")])
    with ada.opens(path) as ledger:
        assert ledger.rows("SELECT count(*) FROM project") == [(1,)]
        assert ledger.rows("SELECT count(*) FROM entry WHERE kind = 'verdict'") == [(2,)]
        assert verify(ledger).problems == ()


def test_threads_of_one_program_write_and_read_at_once(ada: Person, path: Path) -> None:
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
    begin = threading.Barrier(4)
    failures: list[WorkbenchError] = []

    def write(number: int) -> None:
        begin.wait()
        try:
            for turn in range(15):
                with ada.opens(path, wait_seconds=30.0) as own:
                    decide(own, f"Rating {number} {turn}")
        except WorkbenchError as error:
            failures.append(error)

    def read() -> None:
        begin.wait()
        try:
            for _ in range(40):
                with ada.opens(path, "read", wait_seconds=30.0) as own:
                    assert counts(own)["all"] == 2
                    claim(own, FIRST)
        except WorkbenchError as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    threads += [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with ada.opens(path) as ledger:
        assert ledger.rows("SELECT count(*) FROM verdict") == [(30,)]
        assert ledger.rows("SELECT count(*) FROM writer") == [(1,)]
        assert claim(ledger, FIRST).status is ClaimStatus.SINGLE
        assert verify(ledger).remarks == verify(ledger).problems == ()


def test_a_list_that_is_being_read_does_not_keep_a_writer_out(ada: Person, path: Path) -> None:
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
        with ada.opens(path, wait_seconds=0.05) as other:
            slices = claim_number_slices(ledger, ClaimFilter(), first=1, slice_size=1)
            next(slices)
            decide(other, "Supported")
            assert sum(len(found) for found in slices) == 1


def test_a_ledger_belongs_to_its_thread(ada: Person, path: Path) -> None:
    with ada.opens(path, "create") as ledger:
        raised: list[BaseException] = []

        def use() -> None:
            try:
                counts(ledger)
            except BaseException as error:
                raised.append(error)

        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
        with pytest.raises(Exception, match="thread"):
            raise raised[0]
