"""A read that nobody waits for any more can be ended from outside, and harms no later one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ledger.material import Person
from workbench.errors import StorageError

ENDLESS = (
    "WITH RECURSIVE counted(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted)"
    " SELECT max(number) FROM counted"
)


def test_a_read_is_ended_by_another_thread_and_the_next_one_is_answered(
    ada: Person, closed: Path
) -> None:
    with ThreadPoolExecutor(1) as lane:
        ledger = lane.submit(lambda: ada.opens(closed, "read").__enter__()).result()
        endless = lane.submit(ledger.rows, ENDLESS)
        while not endless.done():
            ledger.interrupt()
        with pytest.raises(StorageError):
            endless.result()
        assert lane.submit(ledger.rows, "SELECT count(*) FROM claim").result() == [(2,)]
        lane.submit(ledger.close).result()
