"""Backups come by themselves, go by rules, and restoring one loses nothing."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, Person, add_document, change, decide
from tests.ledger.merge_material import log_of, state_of
from workbench.desk.opening import open_for_writing
from workbench.desk.safekeeping.backups import (
    Backup,
    BackupKind,
    backup_folder,
    backups_of,
    make_backup,
    make_daily_backup,
    to_keep,
)
from workbench.desk.safekeeping.mending import consequence, prospect
from workbench.desk.safekeeping.proposed_redactions import plan_proposed, proposals
from workbench.desk.safekeeping.redacting import carry_out, plan_redaction
from workbench.desk.safekeeping.restored import restored_lines
from workbench.desk.safekeeping.restoring import restore_backup
from workbench.desk.sharing.merging import merge_files
from workbench.errors import InputError, NotALedger, NotSo, StorageError
from workbench.ledger.connection import PAGE_BYTES
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.merging import OtherProject
from workbench.ledger.progress import no_progress
from workbench.ledger.queries import claim
from workbench.ledger.verify import verify
from workbench.ledger.whole_copies import WholeCopy
from workbench.model import ClaimStatus
from workbench.settings import BackupSettings

SETTINGS = BackupSettings()
DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    return Person("Ada", tmp_path / "ada")


@pytest.fixture
def database(ada: Person, tmp_path: Path) -> Path:
    path = tmp_path / "claims.db"
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
    return path


def kept(ada: Person, database: Path) -> Path:
    with ada.opens(database) as ledger:
        made = make_backup(ledger, BackupKind.DAILY, SETTINGS)
    assert made is not None
    return made


def test_a_merge_keeps_what_was_before(ada: Person, database: Path, tmp_path: Path) -> None:
    other = tmp_path / "ben.db"
    shutil.copyfile(database, other)
    with Person("Ben", tmp_path / "ben").opens(other) as theirs:
        decide(theirs, "Refuted")
    with ada.opens(database) as ledger:
        before = state_of(ledger)
        report = merge_files(ledger, [other])
        again = merge_files(ledger, [other])
    assert report.backup is not None
    assert again.backup is None
    (found,) = backups_of(database)
    assert (found.path, found.kind) == (report.backup, BackupKind.MERGE)
    assert found.path.stat().st_mode & 0o077 == 0
    with ada.opens(found.path, "read") as ledger:
        assert state_of(ledger) == before
        assert verify(ledger).problems == ()


def test_a_merge_that_is_not_done_leaves_no_backup(
    ada: Person, database: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with Person("Ben", tmp_path / "ben").opens(other, "create"):
        pass

    def stop(what: str, _done: int) -> None:
        if what == "backing up":
            raise KeyboardInterrupt

    with ada.opens(database) as ledger:
        with pytest.raises(OtherProject):
            merge_files(ledger, [other])
        with pytest.raises(KeyboardInterrupt):
            merge_files(ledger, [other], may_join=lambda _: True, step=stop)
    assert [one.name for one in backup_folder(database).iterdir()] == ["about.json"]


@pytest.mark.parametrize("large", [False, True])
def test_somebody_who_writes_without_pause_does_not_keep_a_copy_from_its_end(
    ada: Person, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    monkeypatch.setattr("workbench.ledger.copying_pages._PAGES_AT_ONCE", 1)
    monkeypatch.setattr("workbench.ledger.copying_pages._PART_BYTES", PAGE_BYTES)
    if large:
        monkeypatch.setattr("workbench.ledger.copying_pages._LARGE_BYTES", 0)
    copy = WholeCopy(database, tmp_path / "copy.db")
    with ada.opens(database) as writer:
        glances = 0

        def write() -> bool:
            nonlocal glances
            glances += 1
            assert glances < 100
            decide(writer, f"rating {glances}")
            return False

        copy.make(write)
        copy.keep()
    with ada.opens(tmp_path / "copy.db") as whole:
        assert verify(whole).problems == ()
        assert claim(whole, FIRST).rating == f"rating {glances}"


def test_a_database_that_is_damaged_is_told_of_before_anything_is_merged(
    ada: Person, database: Path, tmp_path: Path
) -> None:
    other = tmp_path / "ben.db"
    shutil.copyfile(database, other)
    with Person("Ben", tmp_path / "ben").opens(other) as theirs:
        decide(theirs, "Refuted")
    with ada.opens(database) as ledger:
        (root,) = ledger.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'claim_by_worth'")
    with database.open("r+b") as file:
        file.seek((root[0] - 1) * PAGE_BYTES)
        file.write(b"\x0a\xff\xff")
    with ada.opens(database) as ledger, pytest.raises(NotALedger, match="is damaged"):
        merge_files(ledger, [other])
    assert backups_of(database) == []


def test_a_backup_is_made_once_a_day_of_what_is_older(ada: Person, database: Path) -> None:
    with ada.opens(database) as ledger:
        assert make_daily_backup(ledger, SETTINGS) is None
        ada.clock.milliseconds += DAY
        made = make_daily_backup(ledger, SETTINGS)
        assert made is not None
        assert make_daily_backup(ledger, SETTINGS) is None
        ada.clock.milliseconds += DAY
        assert make_daily_backup(ledger, BackupSettings(enabled=False)) is None
        assert make_daily_backup(ledger, SETTINGS) is not None
    assert [one.kind for one in backups_of(database)] == [BackupKind.DAILY] * 2


def test_a_clock_that_was_wrong_for_a_day_stops_no_later_backup(
    ada: Person, database: Path
) -> None:
    with ada.opens(database) as ledger:
        ada.clock.milliseconds += 4_000 * DAY
        assert make_daily_backup(ledger, SETTINGS) is not None
        ada.clock.milliseconds -= 3_999 * DAY
        assert make_daily_backup(ledger, SETTINGS) is not None
        assert make_daily_backup(ledger, SETTINGS) is None


def test_what_only_looks_like_a_backup_or_is_gone_by_now_is_none(
    ada: Person, database: Path
) -> None:
    made = kept(ada, database)
    folder = backup_folder(database)
    (folder / "20269999T999999-daily.db").write_bytes(b"")
    (folder / "20260101T000000-daily.db").symlink_to(folder / "gone")
    assert [one.path for one in backups_of(database)] == [made]


def test_a_link_goes_on_pointing_at_the_file_that_was_restored(
    ada: Person, database: Path, tmp_path: Path
) -> None:
    backup, link = kept(ada, database), tmp_path / "link.db"
    link.symlink_to(database)
    database.write_bytes(b"SQLite format 3\0" + b"noise" * 2_000)
    restore_backup(backup, link)
    assert link.is_symlink()
    with ada.opens(database, "read") as ledger:
        assert verify(ledger).problems == ()


def made_on(day: int, kind: BackupKind = BackupKind.DAILY, hour: int = 9) -> Backup:
    at = datetime(2026, 1, 1, hour, tzinfo=UTC) + timedelta(days=day)
    return Backup(Path(f"{at:%Y%m%dT%H%M%S}-{kind}.db"), kind, at, 1)


def test_what_a_backup_that_was_cut_short_left_goes_after_a_day(
    ada: Person, database: Path
) -> None:
    made = kept(ada, database)
    old, young = (made.with_name(f".2025010{day}T000000-daily.db.part") for day in (1, 2))
    for part in (old, young):
        part.write_text("half a backup", "utf-8")
    os.utime(old, (0, 0))
    again = kept(ada, database)
    assert not old.exists()
    assert young.exists()
    assert [one.path for one in backups_of(database)] == [again]


def test_of_a_hundred_days_seven_days_and_four_weeks_stay() -> None:
    days = [made_on(day) for day in range(100)]
    stay = sorted((one.made_at - days[0].made_at).days for one in to_keep(days, SETTINGS))
    assert stay[-7:] == list(range(93, 100))
    assert len(stay) == 11
    assert all(later - earlier <= 7 for earlier, later in pairwise(stay))


def test_of_many_from_before_merges_the_last_five_stay() -> None:
    merges = [made_on(day, BackupKind.MERGE) for day in range(20)]
    assert to_keep(merges, SETTINGS) == merges[:-6:-1]
    twice = [made_on(0), made_on(0, hour=15)]
    assert to_keep(twice, SETTINGS) == [twice[1]]


def test_restoring_into_a_sound_file_takes_nothing_away(ada: Person, database: Path) -> None:
    with ada.opens(database) as ledger:
        decide(ledger, "Supported")
    backup = kept(ada, database)
    with ada.opens(database) as ledger:
        decide(ledger, "Refuted", SECOND)
        before = log_of(ledger)
    restored = restore_backup(backup, database)
    assert restored.merged is not None
    assert restored.merged.empty
    with ada.opens(database, "read") as ledger:
        assert log_of(ledger) == before


def test_going_back_exactly_keeps_the_present_file_aside(ada: Person, database: Path) -> None:
    backup = kept(ada, database)
    with ada.opens(database) as ledger:
        decide(ledger, "Supported")
        before = log_of(ledger)
        restored = restore_backup(backup, database, exactly=True)
        assert claim(ledger, FIRST).status is ClaimStatus.UNRATED
        decide(ledger, "Refuted")
    assert restored.aside is not None
    with ada.opens(restored.aside, "read") as ledger:
        assert log_of(ledger) == before
    assert restore_backup(restored.aside, database).merged is not None
    with ada.opens(database, "read") as ledger:
        assert claim(ledger, FIRST).status is ClaimStatus.CONFLICT
        assert verify(ledger).problems == ()


def redacted(ada: Person, database: Path) -> None:
    with ada.opens(database) as ledger:
        carry_out(ledger, plan_redaction(ledger, SECOND), "A person asked.")


def test_what_was_redacted_does_not_come_back_with_an_exact_restore(
    ada: Person, database: Path
) -> None:
    with ada.opens(database) as ledger:
        decide(ledger, "Refuted", SECOND)
    backup = kept(ada, database)
    redacted(ada, database)
    restored = restore_backup(backup, database, exactly=True)
    assert restored.redacted == 2
    with ada.opens(database, "read") as ledger:
        assert verify(ledger).problems == ()
        assert not ledger.rows("SELECT 1 FROM claim WHERE id = ?", (SECOND,))
        assert claim(ledger, FIRST).status is ClaimStatus.UNRATED
    assert b"The ministry counted" not in database.read_bytes()


@pytest.mark.long
def test_where_no_list_is_left_it_is_told_that_something_redacted_is_back(
    ada: Person, database: Path
) -> None:
    backup = kept(ada, database)
    redacted(ada, database)
    later = Path(shutil.copyfile(database, database.with_name("of-ben.db")))
    database.unlink()
    assert restore_backup(backup, database).back == 0, "nobody knows of it"
    with ada.opens(database) as ledger:
        merge_files(ledger, [later])
        (one,) = proposals(ledger)
        carry_out(ledger, plan_proposed(ledger, one.event), "Again.", propose=False)
        assert proposals(ledger) == ()
    assert b"The ministry counted" not in database.read_bytes()


def test_a_missing_file_is_there_again(ada: Person, database: Path) -> None:
    backup = kept(ada, database)
    database.unlink()
    assert restore_backup(backup, database).aside is None
    with ada.opens(database, "read") as ledger:
        assert verify(ledger).problems == ()


def test_what_can_be_read_of_a_damaged_file_is_kept_in(ada: Person, database: Path) -> None:
    backup = kept(ada, database)
    with ada.opens(database) as ledger:
        decide(ledger, "Supported")
        root = ledger.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'rated'")[0][0]
    spoiled = bytearray(database.read_bytes())
    spoiled[(root - 1) * 8192 : root * 8192] = os.urandom(8192)
    database.write_bytes(spoiled)
    restored = restore_backup(backup, database)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == bytes(spoiled)
    assert restored.lost is None
    with ada.opens(database, "read") as ledger:
        assert claim(ledger, FIRST).rating == "Supported"
        assert verify(ledger).problems == ()


def test_of_a_damaged_log_each_row_that_can_be_read_is_kept_in(ada: Person, database: Path) -> None:
    backup = kept(ada, database)
    with ada.opens(database) as ledger:
        for number in range(300):
            decide(ledger, "Supported" if number % 2 else "Refuted")
        before = {row[0] for row in ledger.rows("SELECT id FROM event")}
        pages = leaves_of(ledger, "event")
    spoiled = bytearray(database.read_bytes())
    page = pages[len(pages) // 2]
    spoiled[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = os.urandom(PAGE_BYTES)
    database.write_bytes(spoiled)
    (remedy,) = prospect(database, no_progress).remedies
    restored = restore_backup(backup, database)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == bytes(spoiled)
    assert "is damaged" in str(restored.lost)
    with ada.opens(database, "read") as ledger:
        after = {row[0] for row in ledger.rows("SELECT id FROM event")}
        assert verify(ledger).problems == ()
    gone = len(before - after)
    assert 0 < gone < 40, "no more than what stood on one page"
    assert remedy.lost.events == gone
    assert restored.merged is not None
    assert remedy.lacking.events == restored.merged.new
    assert f"{gone} events can be read whole in neither file, and are lost" in consequence(remedy)
    assert not any("none was lost" in line for line in restored_lines(restored, exactly=False))


@pytest.mark.parametrize("page", ["index", "log"])
def test_mending_that_is_stopped_anywhere_leaves_the_file_as_it_was(
    ada: Person, database: Path, page: str
) -> None:
    backup = kept(ada, database)
    with ada.opens(database) as ledger:
        for number in range(300):
            decide(ledger, "Supported" if number % 2 else "Refuted")
        leaves = leaves_of(ledger, "event")
        root = ledger.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'rated'")[0][0]
    place = leaves[len(leaves) // 2] if page == "log" else root
    spoiled = bytearray(database.read_bytes())
    spoiled[(place - 1) * PAGE_BYTES : place * PAGE_BYTES] = os.urandom(PAGE_BYTES)
    database.write_bytes(spoiled)
    beside = sorted(one.name for one in database.parent.iterdir())
    told = 0
    while True:
        left = told

        def stop(_what: str, _done: int, _of: int) -> None:
            nonlocal left
            if not left:
                raise KeyboardInterrupt
            left -= 1

        try:
            restored = restore_backup(backup, database, progress=stop)
        except KeyboardInterrupt:
            told += 1
            assert database.read_bytes() == bytes(spoiled)
            assert sorted(one.name for one in database.parent.iterdir()) == beside
            assert [one.path for one in backups_of(database)] == [backup]
        else:
            break
    assert told > 3
    assert restored.mended


def leaves_of(ledger: Ledger, table: str) -> list[int]:
    """The pages at the end of the tree of a table without row ids, in its order."""
    root = ledger.rows("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))[0][0]
    data = ledger.path.read_bytes()

    def below(page: int) -> list[int]:
        begin = (page - 1) * PAGE_BYTES
        if data[begin] != 2:
            return [page]
        count = int.from_bytes(data[begin + 3 : begin + 5])
        cells = [
            begin + int.from_bytes(data[begin + 12 + 2 * at : begin + 14 + 2 * at])
            for at in range(count)
        ]
        places = [*cells, begin + 8]
        return [leaf for at in places for leaf in below(int.from_bytes(data[at : at + 4]))]

    return below(root)


def test_a_damaged_list_of_free_pages_is_found_and_mended(ada: Person, database: Path) -> None:
    backup = kept(ada, database)
    with ada.opens(database) as ledger:
        decide(ledger, "Supported")
    change(
        database,
        "CREATE TABLE other(a)",
        "INSERT INTO other VALUES (zeroblob(90000))",
        "DROP TABLE other",
    )
    with ada.opens(database, "read") as ledger:
        assert verify(ledger).problems == ()
    spoiled = bytearray(database.read_bytes())
    page = int.from_bytes(spoiled[32:36])
    spoiled[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = b"\xa5" * PAGE_BYTES
    database.write_bytes(spoiled)
    with ada.opens(database, "read") as ledger:
        (problem,) = verify(ledger).problems
        assert "list of free pages" in problem
    restored = restore_backup(backup, database)
    assert restored.aside is not None
    with ada.opens(database) as ledger:
        assert verify(ledger).problems == ()
        assert claim(ledger, FIRST).rating == "Supported"
        decide(ledger, "Refuted")


def test_a_file_of_noise_is_kept_aside_and_told_of(ada: Person, database: Path) -> None:
    backup = kept(ada, database)
    database.write_bytes(os.urandom(50_000))
    restored = restore_backup(backup, database)
    assert restored.aside is not None
    assert restored.aside.stat().st_size == 50_000
    assert "not a workbench database" in str(restored.lost)
    with ada.opens(database, "read") as ledger:
        assert verify(ledger).problems == ()


def test_what_is_no_backup_of_it_changes_nothing(
    ada: Person, database: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with ada.opens(other, "create"):
        pass
    before = database.read_bytes()
    with pytest.raises(NotSo, match="another project"):
        restore_backup(other, database)
    with pytest.raises(NotSo, match="the database itself"):
        restore_backup(database, database)
    with pytest.raises(InputError, match="there is no backup"):
        restore_backup(tmp_path / "no.db", database)
    torn = tmp_path / "torn.db"
    torn.write_bytes(before[:-8192])
    with pytest.raises(StorageError):
        restore_backup(torn, database)
    assert database.read_bytes() == before


def test_a_full_disk_stops_before_anything_is_merged(
    ada: Person, database: Path, home: Path, tmp_path: Path
) -> None:
    other = tmp_path / "ben.db"
    shutil.copyfile(database, other)
    with Person("Ben", tmp_path / "ben").opens(other) as theirs:
        decide(theirs, "Refuted")
    (home / "state").mkdir(exist_ok=True)
    (home / "state" / "backups").write_text("in the way", "utf-8")
    with ada.opens(database) as ledger:
        before = state_of(ledger)
        with pytest.raises(StorageError, match="nothing was changed"):
            merge_files(ledger, [other])
        assert state_of(ledger) == before


def test_the_sample_needs_no_backup(ada: Person, tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    with open_ledger(
        path, mode="create", identity=ada.identity, clock=ada.clock, sample=True
    ) as ledger:
        ada.clock.milliseconds += DAY
        assert make_daily_backup(ledger, SETTINGS) is None


def test_the_first_opening_of_a_day_makes_a_backup(database: Path) -> None:
    for expected in (1, 1):
        open_for_writing(database).close()
        assert len(backups_of(database)) == expected
    assert backups_of(database)[0].kind is BackupKind.DAILY


def test_where_no_backup_can_be_made_work_goes_on_and_is_told_of_it(
    database: Path, home: Path
) -> None:
    (home / "state").mkdir()
    (home / "state" / "backups").write_text("in the way", "utf-8")
    with open_for_writing(database) as ledger:
        assert "no backup was made today" in ledger.notes[0]
        decide(ledger, "Supported")
