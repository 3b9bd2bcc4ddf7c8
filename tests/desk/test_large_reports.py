"""A report of very many claims is told by several processes, and reads as if one had."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.desk.opening import open_for_reading, open_for_writing
from workbench.desk.reading.documents import add_document
from workbench.desk.reporting import portions
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.ledger.database import Ledger
from workbench.sourcing.files import decode

DOCUMENTS = 4
CLAIMS_EACH = 12


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.db"
    with open_for_writing(path, create=True) as ledger:
        for document in range(DOCUMENTS):
            text = f"Dispatch {document}\n\n" + "\n\n".join(
                f"On {day + 1} March 2024, {document}{day}7 civilians were injured in Kerval."
                for day in range(CLAIMS_EACH)
            )
            add_document(ledger, decode(f"dispatch-{document}.txt", text.encode()))
    return path


@pytest.fixture
def ledger(many: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """Portions end within documents, as there are five claims in each."""
    monkeypatch.setattr(portions, "PORTION_CLAIMS", 5)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    with open_for_reading(many) as opened:
        yield opened


def told(
    ledger: Ledger, name: str, monkeypatch: pytest.MonkeyPatch, fewest: int, watch: list[int]
) -> bytes:
    monkeypatch.setattr(portions, "FEWEST_CLAIMS", fewest)
    now = ledger.now()
    monkeypatch.setattr(ledger, "now", lambda: now)
    stream = io.BytesIO()
    write_report(
        ledger, name, stream, Selection(drafts=True), watch=lambda done, _: watch.append(done)
    )
    return stream.getvalue()


@pytest.mark.parametrize("name", ["csv", "jsonl", "json", "portable"])
def test_portions_are_what_one_process_writes(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    watched: list[int] = []
    at_once = told(ledger, name, monkeypatch, 1_000_000, [])
    assert told(ledger, name, monkeypatch, 1, watched) == at_once
    assert watched[0] == 5
    assert watched[-1] >= DOCUMENTS * CLAIMS_EACH


def test_what_the_others_cannot_tell_is_told_here(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = told(ledger, "jsonl", monkeypatch, 1_000_000, [])
    monkeypatch.setattr(portions, "_CHILD", "workbench.no_such_module")
    assert told(ledger, "jsonl", monkeypatch, 1, []) == at_once


def children() -> set[str]:
    """The processes that this one has begun and not heard the end of; other tests may keep some."""
    listed = Path("/proc/self/task").glob("*/children")
    return {number for one in listed for number in one.read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are not listed here")
def test_who_stops_a_large_report_is_not_kept_waiting(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "FEWEST_CLAIMS", 1)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    before = children()
    with pytest.raises(KeyboardInterrupt):
        write_report(ledger, "csv", io.BytesIO(), Selection(drafts=True), watch=stop)
    assert children() <= before
