"""A database in a synchronised folder: worked on in a copy, replaced whole, nothing lost."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, Person, add_document, decide
from workbench.desk.opening import identity_store, open_for_writing
from workbench.desk.safekeeping.mending import prospect
from workbench.desk.safekeeping.restoring import restore_backup
from workbench.desk.sharing.conflict_copies import conflict_copies, named_like
from workbench.desk.sharing.places_of_files import PlaceKind, place_of
from workbench.desk.sharing.working_copies import (
    WorkingCopy,
    publish,
    take_up,
    worked_on,
    working_copy_of,
)
from workbench.errors import Damaged, NotSo, StorageError
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.progress import no_progress
from workbench.ledger.verify import verify


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "Dropbox" / "team"
    folder.mkdir(parents=True)
    with Person("Ada", tmp_path / "ada").opens(folder / "claims.db", "create") as ledger:
        add_document(ledger)
    return folder / "claims.db"


def copy_of(target: Path) -> WorkingCopy:
    copy = working_copy_of(target)
    assert copy is not None
    return copy


def ours(copy: WorkingCopy) -> Ledger:
    return open_ledger(copy.local, mode="write", identity=identity_store())


def ben_decides(target: Path, rating: str = "Refuted", claim: str = FIRST) -> None:
    """Somebody else's computer puts another file there, as a folder service does."""
    folder = target.parent.parent.parent
    theirs = folder / "theirs.db"
    shutil.copyfile(target, theirs)
    with Person("Ben", folder / "ben").opens(theirs) as ledger:
        decide(ledger, rating, claim)
    theirs.replace(target)


def ratings(path: Path) -> list[str]:
    with open_ledger(path, mode="read", identity=identity_store()) as ledger:
        assert not verify(ledger).problems
        return sorted(row[0] for row in ledger.rows("SELECT rating FROM verdict WHERE live = 1"))


def test_work_is_done_in_the_copy_and_appears_when_it_is_published(target: Path) -> None:
    copy = copy_of(target)
    assert take_up(copy) == ()
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        assert ratings(target) == []
        assert publish(copy, ledger).replaced
        assert not publish(copy, ledger).replaced
    assert ratings(target) == ["Supported"]
    assert [path.name for path in target.parent.iterdir()] == ["claims.db"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to see what is open")
def test_it_appears_on_a_share_where_no_open_file_can_be_replaced(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As SMB does it: whoever has the file open, be it this program."""
    replace, refused = Path.replace, []

    def replaced_unless_open(path: Path, over: Path) -> Path:
        if any(one.resolve() == over.resolve() for one in Path("/proc/self/fd").iterdir()):
            refused.append(over)
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(path, over)

    copy = copy_of(target)
    take_up(copy)
    monkeypatch.setattr(Path, "replace", replaced_unless_open)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        assert publish(copy, ledger).replaced
    assert refused == [target]
    assert ratings(target) == ["Supported"]


def test_of_a_link_into_such_a_folder_the_file_is_published_that_it_leads_to(
    target: Path, tmp_path: Path
) -> None:
    link = tmp_path / "claims.db"
    link.symlink_to(target)
    copy = copy_of(link)
    take_up(copy)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        assert publish(copy, ledger).replaced
    assert link.is_symlink()
    assert ratings(target) == ["Supported"]


def test_what_arrived_meanwhile_is_merged_before(target: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        ben_decides(target)
        done = publish(copy, ledger)
    assert [one.thing for one in done.merged[0].conflicts] == [("claim", FIRST)]
    assert ratings(target) == ["Refuted", "Supported"]


def test_what_arrives_in_the_very_moment_of_replacing_is_merged_too(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of(target)
    take_up(copy)
    original = shutil.copyfile
    times: list[Path] = []

    def slow(source: Path, to: Path) -> Path:
        found = original(source, to)
        if Path(to).parent == target.parent and not times:
            times.append(Path(to))
            monkeypatch.setattr(shutil, "copyfile", original)
            ben_decides(target)
        return Path(found)

    with ours(copy) as ledger:
        decide(ledger, "Supported")
        monkeypatch.setattr(shutil, "copyfile", slow)
        publish(copy, ledger)
    assert times
    assert ratings(target) == ["Refuted", "Supported"]


def test_the_next_sitting_begins_with_what_others_did(target: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    ben_decides(target)
    take_up(copy)
    assert ratings(copy.local) == ["Refuted"]


def test_what_was_never_published_is_kept_and_published_the_next_time(target: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
    ben_decides(target)
    take_up(copy)
    with ours(copy) as ledger:
        assert publish(copy, ledger).replaced
    assert ratings(target) == ["Refuted", "Supported"]


def test_when_another_computer_replaced_what_we_had_published_it_comes_again(target: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    old = target.parent.parent / "old.db"
    shutil.copyfile(target, old)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        publish(copy, ledger)
        old.replace(target)
        assert publish(copy, ledger).replaced
    assert ratings(target) == ["Supported"]


def test_a_file_that_is_half_there_is_waited_for(target: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    whole = target.read_bytes()
    target.write_bytes(whole[:5000])
    (note,) = take_up(copy)
    assert "truncated" in note
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        with pytest.raises(StorageError, match="truncated"):
            publish(copy, ledger)
        target.write_bytes(whole)
        publish(copy, ledger)
    assert ratings(target) == ["Supported"]


def spoil(path: Path) -> bytes:
    """Overwrite all but the beginning; returns what it is then."""
    spoiled = path.read_bytes()[:16384]
    path.write_bytes(spoiled + os.urandom(path.stat().st_size - len(spoiled)))
    return path.read_bytes()


def test_a_damaged_file_is_replaced_by_the_local_copy_with_what_could_be_read(
    target: Path,
) -> None:
    copy = copy_of(target)
    take_up(copy)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
    ben_decides(target)
    with open_ledger(target, mode="read", identity=identity_store()) as ledger:
        root = ledger.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'rated'")[0][0]
        size = ledger.rows("PRAGMA page_size")[0][0]
    damaged = bytearray(target.read_bytes())
    damaged[(root - 1) * size : root * size] = os.urandom(size)
    target.write_bytes(damaged)
    found = prospect(target, no_progress)
    assert (found.remedies[0].path, found.remedies[0].problem) == (copy.local, "")
    assert found.remedies[0].lacking.events == 2, "Ben's verdict and its act"
    restored = restore_backup(copy.local, target)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == damaged
    assert ratings(target) == ["Refuted", "Supported"]
    assert take_up(copy) == ()
    assert ratings(copy.local) == ["Refuted", "Supported"]
    assert [path.name for path in target.parent.iterdir()] == ["claims.db"]


def test_that_it_is_damaged_is_told_with_the_file_that_is(target: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    spoil(target)
    with worked_on(target) as (place, working):
        assert place == copy.local
        assert working is not None
        assert working.damage is not None
        assert working.damage.path == target
        target.unlink()
    assert ratings(target) == []
    spoil(target)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        with pytest.raises(Damaged, match="your work is kept in") as told:
            publish(copy, ledger)
    assert told.value.path == target
    spoil(copy.local)
    (other, *_) = prospect(copy.local, no_progress).remedies
    assert (other.path, other.name) == (target, "the published file")


def test_where_there_is_no_local_copy_yet_a_damaged_file_is_named_itself(target: Path) -> None:
    spoil(target)
    with pytest.raises(Damaged) as told, worked_on(target):
        pass
    assert told.value.path == target


def test_another_project_in_its_place_is_not_replaced(target: Path, tmp_path: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    with Person("Ben", tmp_path / "ben").opens(tmp_path / "other.db", "create"):
        pass
    (tmp_path / "other.db").replace(target)
    with ours(copy) as ledger:
        decide(ledger, "Supported")
        with pytest.raises(NotSo, match="another project"):
            publish(copy, ledger)


def test_a_program_that_has_the_file_open_is_told_that_it_was_replaced(target: Path) -> None:
    copy = copy_of(target)
    take_up(copy)
    with open_for_writing(target) as direct:
        with ours(copy) as ledger:
            decide(ledger, "Supported", SECOND)
            ben_decides(target)
        with pytest.raises(StorageError, match="taken the place"):
            decide(direct, "Refuted")


def test_a_file_on_this_computer_needs_no_copy(tmp_path: Path) -> None:
    assert working_copy_of(tmp_path / "claims.db") is None


def test_the_setting_switches_it_off(target: Path, home: Path) -> None:
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text("[sync]\nworking_copies = false\n", "utf-8")
    assert working_copy_of(target) is None


# ------------------------------------------------------------------------ where a file lies


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox (Newsroom)/desk", "Dropbox"),
        ("OneDrive - Daily Echo/desk", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-ana@example.org/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Nextcloud", "Nextcloud"),
    ],
    ids=["dropbox", "onedrive", "google", "icloud", "nextcloud"],
)
def test_services_are_known_by_the_names_of_their_folders(
    tmp_path: Path, folder: str, service: str
) -> None:
    place = place_of(tmp_path / folder / "claims.db", tmp_path / "no mounts")
    assert place is not None
    assert (place.kind, place.by) == (PlaceKind.SYNCED, service)


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        ("._sync_0123456789ab.db", "Nextcloud"),
        (".tmp.drivedownload", "Google Drive"),
    ],
    ids=["syncthing", "dropbox", "nextcloud", "nextcloud's own", "google"],
)
def test_services_are_known_by_what_they_leave(tmp_path: Path, marker: str, service: str) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / marker).mkdir()
    place = place_of(tmp_path / "inner" / "claims.db", tmp_path / "no mounts")
    assert place is not None
    assert place.by == service


def test_the_settings_of_dropbox_in_the_home_folder_mean_nothing(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert place_of(tmp_path / "claims.db", tmp_path / "no mounts") is None
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / ".dropbox").write_text("x", "utf-8")
    assert place_of(tmp_path / "box" / "claims.db", tmp_path / "no mounts") is not None


@pytest.mark.parametrize(
    ("kind", "is_share"),
    [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("fuse.lxcfs", False)],
    ids=["nfs", "smb", "sshfs", "disk", "local fuse"],
)
def test_shares_are_known_by_how_they_are_mounted(
    tmp_path: Path, kind: str, is_share: bool
) -> None:
    share = tmp_path / "our share"
    mounts = tmp_path / "mounts"
    point = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {point} {kind} rw 0 0\n", "utf-8")
    place = place_of(share / "claims.db", mounts)
    assert (place is not None) == is_share
    assert place_of(tmp_path / "claims.db", mounts) is None


# ------------------------------------------------------------------------ conflict copies

NAMES = [
    "claims (Ana's conflicted copy 2026-05-01).db",
    "claims (conflicted copy 2026-05-01 101112).db",
    "claims.sync-conflict-20260501-101112-ABCDEFG.db",
    "claims_conflict-20260501-101112.db",
    "claims (SFConflict ana@example.org 2026-05-01-10-11-12).db",
    "claims.Conflict.db",
    "claims-DESKTOP-4F2.db",
    "claims (DESKTOP).db",
    "claims (1).db",
    "claims 2.db",
    "claims (Anas in Konflikt stehende Kopie 2026-05-01).db",
]


def test_every_service_s_name_for_a_copy_is_known(target: Path) -> None:
    for name in NAMES:
        shutil.copyfile(target, target.with_name(name))
    for name in ("claimsmore.db", "other (1).db", "claims.db-journal", "claims (1).txt"):
        (target.with_name(name)).write_bytes(target.read_bytes())
    (target.with_name("claims (2).db")).write_text("no database", "utf-8")
    assert [path.name for path in named_like(target)] == sorted(NAMES)


def test_a_copy_counts_only_if_it_is_ours_and_has_something_new(
    target: Path, tmp_path: Path
) -> None:
    same = target.with_name("claims (1).db")
    shutil.copyfile(target, same)
    other = target.with_name("claims-DESKTOP.db")
    with Person("Ben", tmp_path / "ben").opens(other, "create") as ledger:
        add_document(ledger)
    new = target.with_name("claims (Ben's conflicted copy 2026-05-01).db")
    shutil.copyfile(target, new)
    with Person("Ben", tmp_path / "ben2").opens(new) as ledger:
        decide(ledger, "Refuted")
    with open_for_writing(target) as ledger:
        for _ in range(2):
            (found,) = conflict_copies(ledger)
            assert found.path == new
            assert found.new == 2
    assert json.dumps(found.new)
