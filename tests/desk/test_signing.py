"""Signing is off until it is wanted; a false signature and a changed key are shouted."""

import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, Person, add_document, decide, event
from workbench.desk.opening import open_for_writing
from workbench.desk.safekeeping.keyring import FILE_NAME, KEY_NAME, Keyring, KeyState
from workbench.desk.safekeeping.signing import begin_signing, check_signatures, sign_head
from workbench.desk.sharing.merging import merge_files
from workbench.desk.sharing.merging_words import merge_lines
from workbench.errors import NotSo, StorageError
from workbench.ledger.database import Ledger
from workbench.ledger.ingest import ingest
from workbench.ledger.undoing import undo
from workbench.ledger.verify import verify

Opens = Callable[[str], AbstractContextManager[Ledger]]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Sit down at somebody's computer; returns its configuration folder."""

    def sit_down(name: str) -> Path:
        monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / name))
        Person(name, tmp_path / name)
        return tmp_path / name / "config"

    return sit_down


@pytest.fixture
def path(tmp_path: Path, at: Callable[[str], Path]) -> Path:
    """A database of Ada's."""
    at("Ada")
    path = tmp_path / "claims.db"
    with Person("Ada", tmp_path / "Ada").opens(path, "create") as ledger:
        add_document(ledger)
    return path


def work_at(path: Path, rating: str = "Supported") -> None:
    with open_for_writing(path) as ledger:
        decide(ledger, rating, FIRST)


def signatures(path: Path) -> int:
    with open_for_writing(path) as ledger:
        return len(ledger.rows("SELECT 1 FROM signature"))


def test_nothing_is_signed_unless_it_is_switched_on(path: Path, at: Callable[[str], Path]) -> None:
    work_at(path)
    assert signatures(path) == 0
    config = at("Ada")
    begin_signing()
    assert stat.S_IMODE((config / KEY_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((config / FILE_NAME).stat().st_mode) == 0o600
    work_at(path)
    assert signatures(path) == 1
    assert signatures(path) == 1, "looking writes nothing, so nothing more is signed"
    Keyring().switch(on=False)
    work_at(path)
    assert signatures(path) == 1


def test_signatures_hold_and_are_no_step_of_work(path: Path) -> None:
    begin_signing()
    work_at(path)
    with open_for_writing(path) as ledger:
        assert check_signatures(ledger).good == 1
        assert check_signatures(ledger).problems == ()
        assert verify(ledger).problems == ()
        assert undo(ledger).label == "Verdict Supported"
        assert check_signatures(ledger).problems == ()


def test_a_key_is_met_on_trust_shown_and_then_trusted(
    path: Path, tmp_path: Path, at: Callable[[str], Path]
) -> None:
    mark = begin_signing()
    work_at(path)
    at("Ben")
    with open_for_writing(path) as ledger:
        (first,) = [one for one in check_signatures(ledger).remarks if "taken on trust" in one]
        assert mark in first
        assert Keyring().decide("Ada", KeyState.TRUSTED).fingerprint == mark
        assert check_signatures(ledger).remarks == ("1 signature holds",)
        Keyring().decide(mark[:9], KeyState.DISTRUSTED)
        (problem,) = check_signatures(ledger).problems
        assert problem.startswith("Ada signed with a key that you distrust")
        with pytest.raises(NotSo):
            Keyring().decide("Nobody", KeyState.TRUSTED)


def test_a_changed_key_is_shouted_until_somebody_decides(
    path: Path, at: Callable[[str], Path]
) -> None:
    config = at("Ada")
    begin_signing()
    work_at(path)
    at("Ben")
    with open_for_writing(path) as ledger:
        check_signatures(ledger)
    at("Ada")
    (config / KEY_NAME).unlink()
    other = begin_signing()
    work_at(path, "Refuted")
    at("Ben")
    with open_for_writing(path) as ledger:
        (problem,) = check_signatures(ledger).problems
        assert problem.startswith("THE KEY OF Ada HAS CHANGED")
        assert other in problem
        assert check_signatures(ledger).problems == (problem,)
        Keyring().decide(other[:9], KeyState.TRUSTED)
        assert check_signatures(ledger).problems == ()


def test_a_forged_signature_is_a_problem(path: Path, tmp_path: Path) -> None:
    begin_signing()
    work_at(path)
    with open_for_writing(path) as ledger:
        ((writer, key, seq, head, signature),) = ledger.rows(
            "SELECT writer, key, seq, head, signature FROM signature"
        )
        forged = event(
            "signature",
            writer,
            "head",
            {"key": key, "seq": seq, "head": "a" * 64, "signature": signature},
            clock=1_800_000_000_000 << 16,
        )
        ingest(ledger, [forged])
        (problem,) = check_signatures(ledger).problems
        assert problem.endswith("is false")
        assert head != "a" * 64


def test_an_older_program_passes_signatures_on(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(path, copy)
    begin_signing()
    work_at(path)
    with open_for_writing(copy) as ledger:
        merge_files(ledger, [path])
        assert check_signatures(ledger).good == 1


def test_a_key_that_others_can_read_signs_nothing(path: Path, at: Callable[[str], Path]) -> None:
    config = at("Ada")
    begin_signing()
    (config / KEY_NAME).chmod(0o644)
    with pytest.raises(StorageError, match="others can read"):
        Keyring().own_key()
    work_at(path)
    assert signatures(path) == 0, "what hinders signing does not hinder the work"
    with open_for_writing(path) as ledger, pytest.raises(StorageError, match="others can read"):
        sign_head(ledger)


def test_a_merge_shows_the_keys_that_it_meets(
    path: Path, tmp_path: Path, at: Callable[[str], Path]
) -> None:
    theirs = tmp_path / "theirs.db"
    shutil.copyfile(path, theirs)
    at("Ben")
    digits = begin_signing()
    work_at(theirs)
    at("Ada")
    with open_for_writing(path) as ledger:
        looked = merge_files(ledger, [theirs], dry_run=True)
        assert looked.keys == ()
        assert Keyring().keys() == ()
        merged = merge_files(ledger, [theirs])
        (met, held) = merged.keys
        assert f" is {digits}, taken on trust when first seen" in met
        assert held == "1 signature holds"
        assert met in list(merge_lines(merged, dry_run=False))
        assert merge_files(ledger, [theirs]).keys == ()


def test_programs_that_change_the_keyring_at_the_same_time_lose_no_decision(
    at: Callable[[str], Path],
) -> None:
    at("Ada")
    with ExitStack() as ended:
        programs = [
            ended.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", _MEETS, name],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for name in ("Zoe", "Yusuf")
        ]
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.write("go\n")
            program.stdin.flush()
    assert [program.returncode for program in programs] == [0, 0]
    known = Keyring().keys()
    found = {one.name: one.state for one in known}
    assert found == {
        f"{name} {number}": KeyState.TRUSTED if number % 2 else KeyState.DISTRUSTED
        for name in ("Zoe", "Yusuf")
        for number in range(8)
    }
    assert Keyring().signs
    assert len(begin_signing()) == 39


_MEETS = """
import hashlib, sys
from datetime import UTC, datetime
from workbench.desk.safekeeping.keyring import Keyring, KeyState
from workbench.desk.safekeeping.signing import begin_signing
name, ring = sys.argv[1], Keyring()
print("ready", flush=True)
sys.stdin.readline()
marks = {begin_signing()}
for number in range(8):
    key = hashlib.sha256(f"{name}{number}".encode()).hexdigest()
    ring.meet(key[:32], f"{name} {number}", key, datetime(2026, 5, 1, tzinfo=UTC))
    ring.decide(f"{name} {number}", KeyState.TRUSTED if number % 2 else KeyState.DISTRUSTED)
    marks.add(begin_signing())
assert len(marks) == 1, "one computer has one key"
"""


def test_a_keyring_that_is_a_link_stays_one(at: Callable[[str], Path], tmp_path: Path) -> None:
    config = at("Ada")
    kept = tmp_path / "dotfiles"
    kept.mkdir()
    config.mkdir(parents=True)
    (config / FILE_NAME).symlink_to(kept / FILE_NAME)
    mark = begin_signing()
    assert (config / FILE_NAME).is_symlink()
    assert stat.S_IMODE((kept / FILE_NAME).stat().st_mode) == 0o600
    assert Keyring().signs
    assert begin_signing() == mark


def test_a_spoiled_keyring_hides_nothing_else_that_a_check_finds(
    path: Path, at: Callable[[str], Path]
) -> None:
    config = at("Ada")
    begin_signing()
    work_at(path)
    (config / FILE_NAME).write_text("{")
    with open_for_writing(path) as ledger:
        (problem,) = check_signatures(ledger).problems
        assert problem.startswith("signatures were not checked: ")
        assert "restore it from a copy, or remove it" in problem


def test_a_link_that_leads_in_a_circle_is_told_of(at: Callable[[str], Path]) -> None:
    config = at("Ada")
    config.mkdir(parents=True)
    (config / FILE_NAME).symlink_to(config / FILE_NAME)
    with pytest.raises(StorageError, match="cannot be used"):
        Keyring().switch(on=True)


def test_a_full_disk_leaves_no_half_of_a_key(at: Callable[[str], Path]) -> None:
    config = at("Ada")
    told = subprocess.run(
        [sys.executable, "-c", _WITHOUT_ROOM], check=True, capture_output=True, text=True
    ).stdout
    assert "cannot be used" in told
    assert not (config / KEY_NAME).exists()
    assert begin_signing()


_WITHOUT_ROOM = """
import resource, signal
from workbench.desk.safekeeping.signing import begin_signing
from workbench.errors import StorageError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5, 5))
try:
    begin_signing()
except StorageError as error:
    print(error)
"""
