"""A report is of one moment, whatever others write meanwhile, and keeps nobody waiting for long."""

import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.desk.opening import open_for_reading, open_for_writing
from workbench.desk.reading.documents import add_document
from workbench.desk.reporting import portions, reports
from workbench.desk.reporting.replacing import spooled
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.desk.working.tagging import tag
from workbench.ledger.copy_process import copy, mend
from workbench.ledger.database import Ledger
from workbench.ledger.standing_still import standing_still
from workbench.sourcing.files import decode

CLAIMS = 12
NOON = datetime(2025, 10, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "work.db"
    with open_for_writing(made, create=True) as ledger:
        text = "\n\n".join(
            f"On {day + 1} March 2024, {day}7 civilians were injured in Kerval."
            for day in range(CLAIMS)
        )
        add_document(ledger, decode("dispatch.txt", text.encode()))
    return made


def tag_all(path: Path, word: str) -> None:
    with open_for_writing(path) as other:
        tag(other, all_claims(path), [word])


def all_claims(path: Path) -> list[str]:
    with open_for_reading(path) as ledger:
        return [row[0] for row in ledger.rows("SELECT id FROM claim")]


def told_while(path: Path, form: str) -> bytes:
    """A report in whose middle every claim gets a tag."""
    written: list[int] = []

    def somebody_writes(done: int, _total: int) -> None:
        if done >= 5 and not written:
            written.append(done)
            tag_all(path, "urgent")

    stream = io.BytesIO(b"before ")
    stream.seek(0, io.SEEK_END)
    with open_for_reading(path) as ledger:
        write_report(ledger, form, stream, Selection(drafts=True), watch=somebody_writes)
    assert written
    return stream.getvalue()


@pytest.mark.parametrize("few", [0, 500], ids=["from a copy", "at once"])
@pytest.mark.parametrize("form", ["jsonl", "csv", "html"])
def test_what_somebody_writes_meanwhile_is_in_it_wholly(
    path: Path, monkeypatch: pytest.MonkeyPatch, form: str, few: int
) -> None:
    monkeypatch.setattr(reports, "_TOLD_AT_ONCE", few)
    monkeypatch.setattr(reports, "_CHECKED_EVERY", 1)
    monkeypatch.setattr(Ledger, "now", lambda _: NOON)
    told = told_while(path, form)
    assert told.count(b"urgent") == CLAIMS
    afterwards = io.BytesIO()
    with open_for_reading(path) as ledger:
        write_report(ledger, form, afterwards, Selection(drafts=True))
    assert told == b"before " + afterwards.getvalue()


def test_portions_are_of_one_moment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "PORTION_CLAIMS", 5)
    monkeypatch.setattr(portions, "FEWEST_CLAIMS", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    monkeypatch.setattr(reports, "_TOLD_AT_ONCE", 0)
    assert told_while(path, "jsonl").count(b'"urgent"') == CLAIMS


@pytest.mark.long
def test_another_program_may_write_all_the_while(path: Path) -> None:
    writer = (
        "import sys; from pathlib import Path; from workbench.desk.opening import *;"
        " from workbench.desk.working.tagging import tag\n"
        "claims = sys.argv[2:]; print('ready', flush=True); number = 0\n"
        "with open_for_writing(Path(sys.argv[1])) as ledger:\n"
        "    while True: tag(ledger, claims, [f'tag {number:05}']); number += 1"
    )
    claims = all_claims(path)
    with subprocess.Popen(
        [sys.executable, "-c", writer, str(path), *claims], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            with open_for_reading(path) as ledger:
                for _ in range(20):
                    with standing_still(ledger) as still:
                        assert still.rows("PRAGMA integrity_check")[0][0] == "ok"
                        tags = still.rows("SELECT count(*) FROM tag GROUP BY tag")
                        assert {count for (count,) in tags} <= {len(claims)}
            assert other.poll() is None
        finally:
            other.kill()


@pytest.mark.parametrize("after", [b"", b"ab", b"abXd", b"abcdef" * 500_000, b"X" * 2_500_000])
def test_a_copy_is_mended_where_it_differs(tmp_path: Path, after: bytes) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"abcd" * 600_000)
    copy(source, target)
    assert target.read_bytes() == source.read_bytes()
    source.write_bytes(after)
    mend(source, target)
    assert target.read_bytes() == after


def test_nothing_of_a_report_that_fails_goes_out() -> None:
    out = io.BytesIO()

    def fail_in_the_middle() -> None:
        with spooled(out) as stream:
            stream.write(b"half of it")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_in_the_middle()
    assert out.getvalue() == b""
