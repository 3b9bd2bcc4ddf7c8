"""A project is copied whole, or shared without its page copies; a backup grows by what is new."""

import os
import zlib
from pathlib import Path

import pytest

from tests.ledger.material import DATA, FIRST, Person, add_document, contents, decide
from tests.ledger.source_material import SOURCE, exchange, fetch, quote, readable
from workbench import model
from workbench.errors import NotALedger, NotSo, StorageError
from workbench.ledger.copying import Copied, copy_ledger
from workbench.ledger.database import Ledger
from workbench.ledger.ingest import ingest
from workbench.ledger.queries import (
    capture,
    capture_text,
    captures,
    claim,
    document_text,
    documents,
    kept,
)
from workbench.ledger.recording import (
    attach,
    prepare_capture,
    record_capture,
    record_testimony,
    record_timestamp,
)
from workbench.ledger.verify import verify
from workbench.model import OnRecord, SourceKind


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "copy.db"


def rows_but_numbers(ledger: Ledger) -> dict[str, list[object]]:
    return contents(ledger.connection)


def test_a_copy_has_everything(ledger: Ledger, ada: Person, target: Path) -> None:
    first = fetch(ledger)
    quote(ledger, first)
    copied = copy_ledger(ledger, target, page_copies=True)
    assert copied == Copied(events=9, blobs=4, left_out=0)
    with ada.opens(target, "read") as other:
        assert rows_but_numbers(other) == rows_but_numbers(ledger)
        assert verify(other).problems == verify(other).remarks == ()
        assert capture_text(other, capture(other, first)) == capture_text(
            ledger, capture(ledger, first)
        )
    assert [one.name for one in target.parent.iterdir()] == ["copy.db"]


def test_a_pipe_or_device_is_never_replaced_by_a_copy(ledger: Ledger, target: Path) -> None:
    os.mkfifo(target)
    with pytest.raises(StorageError, match="no regular file; name another"):
        copy_ledger(ledger, target, page_copies=True)
    assert target.is_fifo()
    assert [one.name for one in target.parent.iterdir()] == ["copy.db"]


def test_a_link_goes_on_pointing_at_the_copy(ledger: Ledger, ada: Person, target: Path) -> None:
    real = target.with_name("real.db")
    target.symlink_to(real)
    fetch(ledger)
    copy_ledger(ledger, target, page_copies=True)
    assert target.is_symlink()
    with ada.opens(real, "read") as other:
        assert rows_but_numbers(other) == rows_but_numbers(ledger)


def test_a_copy_to_share_has_no_page_in_it(ledger: Ledger, ada: Person, target: Path) -> None:
    first = fetch(ledger)
    evidence = quote(ledger, first)
    with ledger.act("Stamp") as act:
        token = record_timestamp(
            act,
            capture(ledger, first),
            authority="https://t.example",
            token=b"a token",
            digest="b" * 64,
            at=ledger.now(),
        )
    assert token
    copied = copy_ledger(ledger, target, page_copies=False)
    assert (copied.blobs, copied.left_out) == (2, 3)
    with ada.opens(target) as other:
        (found,) = captures(other, SOURCE)
        assert (found.body, found.main, found.visible, found.left_out) == (None, None, None, True)
        assert found.exchange == exchange(None)
        with pytest.raises(NotSo, match="is not in this file"):
            capture_text(other, found)
        with pytest.raises(NotSo, match="is not in this file"):
            kept(other, capture(ledger, first).body or "")
        assert document_text(other, documents(other)[0].id).encode() == DATA
        assert [one.id for one in claim(other, FIRST).evidence] == [evidence]
        checked = verify(other)
        assert checked.problems == ()
        assert checked.remarks == ("3 page copies are not in this file",)
        decide(other, "Supported")
        everything = other.rows("SELECT data FROM blob")
        assert zlib.compress(exchange().body or b"", 6) not in [row[0] for row in everything]


def test_a_copy_to_share_has_the_words_that_somebody_said(
    ledger: Ledger, ada: Person, target: Path
) -> None:
    told = model.Testimony(SourceKind.CALL, "a nurse", "2025-05-06", OnRecord.ON_RECORD)
    words = "We treated 47 people."
    with ledger.act("Record a call", claims=(FIRST,)) as act:
        record_testimony(act, "said:00", told)
        record_capture(act, "said:00", prepare_capture(exchange(), readable(words, words)))
        attach(act, FIRST, "said:00", "")
    fetch(ledger)
    copied = copy_ledger(ledger, target, page_copies=False)
    assert (copied.blobs, copied.left_out) == (2, 3)
    with ada.opens(target, "read") as other:
        (call,) = captures(other, "said:00")
        assert capture_text(other, call) == words
        (page,) = captures(other, SOURCE)
        assert (page.main, page.left_out) == (None, True)
        assert verify(other).problems == ()


def test_a_backup_takes_in_only_what_is_new(ledger: Ledger, ada: Person, target: Path) -> None:
    fetch(ledger)
    copy_ledger(ledger, target, page_copies=True)
    assert copy_ledger(ledger, target, page_copies=True) == Copied(0, 0, 0)
    fetch(ledger)
    fetch(ledger, body=b"<p>Seven hundred left.")
    again = copy_ledger(ledger, target, page_copies=True)
    assert (again.events, again.blobs) == (6, 1)
    with ada.opens(target, "read") as other:
        assert rows_but_numbers(other) == rows_but_numbers(ledger)


def test_page_copies_can_come_later(ledger: Ledger, ada: Person, target: Path) -> None:
    fetch(ledger)
    copy_ledger(ledger, target, page_copies=False)
    assert copy_ledger(ledger, target, page_copies=True) == Copied(0, 3, 0)
    with ada.opens(target, "read") as other:
        assert not captures(other, SOURCE)[0].left_out
        assert verify(other).remarks == ()


def test_the_copy_of_another_project_is_refused(ledger: Ledger, ada: Person, target: Path) -> None:
    with ada.opens(target, "create") as other:
        add_document(other)
    before = target.read_bytes()
    with pytest.raises(NotSo, match="is of another project, copy; name another file"):
        copy_ledger(ledger, target, page_copies=True)
    assert target.read_bytes() == before


def test_the_database_itself_and_other_files_are_refused(ledger: Ledger, target: Path) -> None:
    with pytest.raises(NotSo, match="is the database itself"):
        copy_ledger(ledger, ledger.path, page_copies=True)
    target.write_text("my notes")
    with pytest.raises(NotALedger):
        copy_ledger(ledger, target, page_copies=True)
    assert target.read_text() == "my notes"


def test_a_folder_that_is_not_there_is_told(ledger: Ledger, target: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        copy_ledger(ledger, target.parent / "nowhere" / "copy.db", page_copies=True)


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ("UPDATE blob SET data = x'00' WHERE part = 0", "cannot be copied"),
        ("UPDATE event SET body = replace(body, 'Karsk', 'Korsk')", "is damaged"),
    ],
)
def test_what_is_damaged_is_not_passed_on(
    ledger: Ledger, target: Path, damage: str, complaint: str
) -> None:
    fetch(ledger)
    for guard in ("event_is_never_changed", "blob_is_never_changed"):
        ledger.connection.execute(f"DROP TRIGGER {guard}")
    ledger.connection.execute(damage)
    with pytest.raises(NotALedger, match=complaint):
        copy_ledger(ledger, target, page_copies=True)
    assert list(target.parent.iterdir()) == []


class TestKeptBytes:
    def test_damage_and_loss_are_told_when_bytes_are_read(self, ledger: Ledger) -> None:
        body = capture(ledger, fetch(ledger)).body or ""
        ledger.connection.execute("DROP TRIGGER blob_is_never_changed")
        ledger.connection.execute("DROP TRIGGER blob_is_never_deleted")
        ledger.connection.execute("UPDATE blob SET data = x'789c' WHERE part = 0")
        with pytest.raises(NotALedger, match=f"the kept bytes {body[:8]} cannot be used"):
            kept(ledger, body)
        ledger.connection.execute("DELETE FROM blob")
        with pytest.raises(NotALedger, match="the bytes are missing"):
            kept(ledger, body)
        problems = verify(ledger).problems
        assert len([one for one in problems if "its page copy is missing" in one]) == 1

    def test_what_was_never_kept_is_not_there(self, ledger: Ledger) -> None:
        for asked in ("0" * 64, "../etc", ""):
            with pytest.raises(NotSo):
                kept(ledger, asked)

    def test_captures_from_elsewhere_come_without_their_pages(
        self, ledger: Ledger, ben: Person, path: Path
    ) -> None:
        fetch(ledger)
        with ben.opens(path.with_name("his.db"), "create") as his:
            add_document(his)
            ingest(his, ledger.rows("SELECT id, body FROM event"))
            assert captures(his, SOURCE)[0].left_out
            assert verify(his).remarks == ("3 page copies are not in this file",)
            fetch(his)
            assert verify(his).remarks == ()
