"""The reviewer's identity is kept outside any database, whole and across runs."""

import json
import threading
from pathlib import Path

import pytest

from workbench.errors import StorageError, UsageError
from workbench.ledger.identity import IdentityStore
from workbench.model import Reviewer


@pytest.fixture
def store(tmp_path: Path) -> IdentityStore:
    return IdentityStore(tmp_path / "config", tmp_path / "state")


def test_an_identity_is_made_on_first_use_and_kept(store: IdentityStore, tmp_path: Path) -> None:
    assert store.known_reviewer() is None
    made = store.reviewer()
    assert len(made.id) == 32
    assert made.name
    assert IdentityStore(tmp_path / "config", tmp_path / "other").reviewer() == made


def test_renaming_keeps_the_identity(store: IdentityStore) -> None:
    before = store.reviewer()
    renamed = store.rename("  Ada \x1b[31m Lovelace\n")
    assert renamed == Reviewer(before.id, "Ada ␛[31m Lovelace")
    assert store.reviewer() == renamed


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_name_that_is_none_is_refused(store: IdentityStore, name: str) -> None:
    with pytest.raises(UsageError, match="1 to 100 characters"):
        store.rename(name)


def test_an_identity_can_be_adopted_on_a_second_computer(store: IdentityStore) -> None:
    store.reviewer()
    store.adopt(Reviewer("a" * 32, "Ada"))
    assert store.reviewer() == Reviewer("a" * 32, "Ada")
    with pytest.raises(UsageError):
        store.adopt(Reviewer("not an id", "Ada"))


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"id": "x", "name": "Ada"}', json.dumps({"id": "a" * 32, "name": "A\nb"})],
)
def test_a_damaged_identity_is_told_and_never_replaced(
    store: IdentityStore, tmp_path: Path, body: str
) -> None:
    file = tmp_path / "config" / "reviewer.json"
    file.parent.mkdir()
    file.write_text(body)
    with pytest.raises(StorageError, match="does not hold an identity"):
        store.reviewer()
    assert file.read_text() == body


def test_a_configuration_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = IdentityStore(tmp_path / "file" / "config", tmp_path / "state")
    with pytest.raises(StorageError, match=r"reviewer\.json cannot be"):
        store.reviewer()


def test_programs_that_start_at_once_agree_on_one_identity(tmp_path: Path) -> None:
    barrier = threading.Barrier(8)
    found: list[Reviewer] = []

    def start() -> None:
        barrier.wait()
        found.append(IdentityStore(tmp_path / "config", tmp_path / "state").reviewer())

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "config").iterdir()] == ["reviewer.json"]


def test_a_remembered_head_is_forgotten_when_told(store: IdentityStore) -> None:
    project, writer = "b" * 32, "c" * 32
    assert store.remember(project, writer, "d" * 64) is None
    assert store.remember(project, writer, "e" * 64) == "d" * 64
    assert store.writer_for(project, {writer: "e" * 64}.get) == writer
    assert store.remember(project, writer, None) == "e" * 64
    assert store.writer_for(project, {writer: "e" * 64}.get) != writer
