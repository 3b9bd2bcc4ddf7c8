"""Sharing and safekeeping, cut short at any of their boundaries: nothing is lost, and it goes on.

Each act is done once undisturbed, which tells how many boundaries it has. Then it is done again and
again from the same state and cut at one of them: by ``kill -9``, by Ctrl+C, by a disk that is full
from there on, or by ``kill -9`` of the processes that it has started; and by Ctrl+C at any of its
lines. After each, the file is whole and has every event that it had, what was said is one line, the
exit code is right, and doing it again ends as if nothing had happened and leaves nothing behind.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.cutting import ANY_LINE, FILLER
from tests.ledger.material import FIRST, SECOND, Person, add_document, decide, document_value
from tests.ledger.merge_material import log_of
from workbench.errors import EXIT_DONE, EXIT_INTERRUPTED, StorageError
from workbench.ledger.segments.writing import MANY_SMALL
from workbench.ledger.verify import verify

HOWS: Final = ("kill", "interrupt", "limit")
OTHERS: Final = "others"
"""The processes that it has started are killed; it goes on itself."""
PROCESSES_OF_A_HELPED_MERGE: Final = 2
"""One reads the other file, one works out what is added."""
LINES_OF_AN_ACT: Final = 100
"""Of four to nine thousand that an act runs."""
SECRET: Final = b"The ministry counted 52 injured"


@dataclass(frozen=True)
class Act:
    """What is done, and how it is done again after it was cut; ``changes`` is the file it changes.

    ``takes_out`` is true where events may go. ``codes`` are those of a second time that ended well.
    ``helped`` lets a second process work out what is added, as in a large merge.
    """

    name: str
    words: tuple[str, ...]
    changes: str = "Ada.db"
    takes_out: bool = False
    damaged: bool = False
    again: tuple[str, ...] = ()
    codes: tuple[int, ...] = (0,)
    helped: bool = False


_DB: Final = ("--db", "Ada.db")
ACTS: Final = (
    Act("merge", ("merge", "Ben.db", *_DB)),
    Act("merge in two processes", ("merge", "Ben.db", *_DB), helped=True),
    Act("sync", ("sync", "shared", *_DB)),
    Act("compaction", ("sync", "many", *_DB)),
    Act("restore", ("restore", "Ben.db", *_DB)),
    Act("restore of a damaged file", ("restore", "before.db", "--db", "damaged.db"), "damaged.db"),
    Act("restore of an altered file", ("restore", "before.db", "--db", "altered.db"), "altered.db"),
    Act("restore exactly", ("restore", "before.db", "--exactly", *_DB), takes_out=True),
    Act(
        "redact",
        ("redact", SECOND, "--because", "A person asked.", "--yes", *_DB),
        takes_out=True,
        codes=(0, 1),
    ),
    Act("git", ("git-merge", "before.db", "Ada.db", "Ben.db", "claims.db")),
    Act("backup", ("backup", "copy.db", *_DB)),
)


@dataclass
class Cut:
    """A place with what the acts need, put back before each, and the process that cuts."""

    folder: Path
    process: "subprocess.Popen[str]"
    counts: dict[str, list[str]] = field(default_factory=dict)
    ends: dict[str, set[bytes]] = field(default_factory=dict)

    @property
    def place(self) -> Path:
        return self.folder / "place"

    @property
    def home(self) -> Path:
        return self.place / "home" / "Ada"

    def put_back(self) -> None:
        for one in self.place.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        shutil.copytree(self.folder / "template", self.place, dirs_exist_ok=True)

    def does(
        self,
        words: tuple[str, ...],
        how: str = "",
        at: int = 0,
        who: str = "Ada",
        *,
        helped: bool = False,
    ) -> dict[str, Any]:
        told = {
            "words": words,
            "helped": helped,
            "how": how,
            "at": at,
            "folder": str(self.place),
            "place": str(self.place),
            "environment": {
                "WORKBENCH_HOME": str(self.place / "home" / who),
                "TMPDIR": str(self.place / "tmp"),
            },
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def boundaries(self, act: Act) -> list[str]:
        if act.name not in self.counts:
            self.put_back()
            done = self.does(act.words, helped=act.helped)
            assert done["code"] == EXIT_DONE, done["err"]
            self.look_at_what_was_done(act, done["names"])
            self.counts[act.name] = done["names"]
            self.ends[act.name] = self.events(act.changes)
        return self.counts[act.name]

    def lines(self, act: Act) -> int:
        """How many lines of Python the act runs."""
        self.put_back()
        done = self.does(act.words, ANY_LINE, helped=act.helped)
        assert done["code"] == EXIT_DONE, done["err"]
        return int(done["met"])

    def look_at_what_was_done(self, act: Act, names: list[str]) -> None:
        """The act is what it is called; where it is not, nothing of it would be cut."""
        if act.helped:
            assert names.count("subprocess.Popen") == PROCESSES_OF_A_HELPED_MERGE
        if act.name == "compaction":
            assert len(list(self.place.glob("many/*/*/*.segment"))) == MANY_SMALL + 2

    def events(self, name: str) -> set[bytes]:
        """The events of a file, which must be whole in every respect."""
        with Person("Ada", self.home).opens(self.place / name) as ledger:
            problems = [one for one in verify(ledger).problems if "was cut short" not in one]
            assert problems == []
            return {identifier for identifier, _ in log_of(ledger)}

    def cut(self, act: Act, how: str, at: int) -> str:
        """Cut an act at a boundary and look at everything; returns which boundary it was."""
        names = self.boundaries(act)
        self.put_back()
        before = set() if act.damaged else self.events("Ada.db")
        done = self.does(act.words, how, at, helped=act.helped)
        (self.place / FILLER).unlink(missing_ok=True)
        name = "".join(done["names"]) if how == ANY_LINE else names[at - 1]
        where = f"{act.name}, {how} at {at} ({name}): {done['code']} {done['err']}"
        self.look_at_what_was_said(how, at, done, where)
        if act.changes == "Ada.db":
            left = self.events("Ada.db")
            assert left <= before | self.ends[act.name] | self.proposed(act), where
            assert act.takes_out or before <= left, where
        again = self.does(act.again or act.words)
        assert again["code"] in act.codes, (where, again["err"])
        self.look_at_the_end(act, where)
        return name

    def look_at_what_was_said(self, how: str, at: int, done: dict[str, Any], where: str) -> None:
        lines = done["err"].splitlines()
        assert "Traceback" not in done["err"], where
        assert "a fault in this program" not in done["err"], where
        if how == "kill":
            # Where threads take turns otherwise, the last boundaries may not be met at all.
            not_met = done["code"] == EXIT_DONE and done["met"] < at
            assert done["code"] == -signal.SIGKILL or not_met, where
            return
        interrupted = how in ("interrupt", ANY_LINE)
        wrong = EXIT_INTERRUPTED if interrupted else StorageError.exit_code
        assert done["code"] in (EXIT_DONE, wrong), where
        if done["code"]:
            assert lines[-1].startswith("workbench: "), where
            assert sum(line.startswith("workbench: ") for line in lines) == 1, where

    def look_at_the_end(self, act: Act, where: str) -> None:
        now = self.events(act.changes)
        if act.name == "redact":
            assert SECRET not in (self.place / act.changes).read_bytes(), where
        assert now >= self.ends[act.name] or act.takes_out, where
        if act.words[0] == "sync":
            read = self.does(("sync", act.words[1], "--db", "Ben.db"), who="Ben")
            assert read["code"] == EXIT_DONE, (where, read["err"])
            assert self.events("Ben.db") >= self.ends[act.name], where
        left = [one for one in self.place.rglob("*") if _is_left_over(one)]
        assert left == [], (left, where)

    def proposed(self, act: Act) -> set[bytes]:
        if act.name != "redact":
            return set()
        with Person("Ada", self.home).opens(self.place / "Ada.db") as ledger:
            rows = ledger.rows("SELECT event FROM entry WHERE kind = 'redaction'")
            return {row[0] for row in rows}


def _is_left_over(path: Path) -> bool:
    name = path.name
    if ".part" in name:
        return False  # on a share it may be another computer's, so it stays for a day
    return name.startswith("workbench-") or name.endswith(("-journal", "-wal", ".merged"))


def build(cutting: Cut) -> None:
    """Ada's and Ben's files, folders that they share, and a file from before."""
    place = cutting.place
    for name in ("shared", "many", "tmp"):
        (place / name).mkdir(parents=True)
    ada, ben = (Person(name, place / "home" / name) for name in ("Ada", "Ben"))
    with ada.opens(place / "Ada.db", "create") as ledger:
        add_document(ledger)
    for name in ("Ben", "before"):
        shutil.copyfile(place / "Ada.db", place / f"{name}.db")
    with ada.opens(place / "Ada.db") as ledger:
        decide(ledger, "Supported")
        decide(ledger, "Refuted", SECOND)
    with ben.opens(place / "Ben.db") as ledger:
        decide(ledger, "Refuted", FIRST)
        data = b"Words that came later.\n" * 4_000
        digest = hashlib.sha256(data).hexdigest()
        with ledger.act("Add Words that came later") as act:
            value = document_value(act.keep(data), characters=len(data), title="Words")
            act.record("document", digest, "read", value)
    assert cutting.does(("sync", "shared", "--db", "Ben.db"), who="Ben")["code"] == 0
    damaged = bytearray((place / "Ada.db").read_bytes())
    damaged[20_000:60_000] = b"\xff" * 40_000
    (place / "damaged.db").write_bytes(damaged)
    shutil.copyfile(place / "Ada.db", place / "altered.db")
    with closing(sqlite3.connect(place / "altered.db")) as altered, altered:
        altered.execute("UPDATE claim SET statement = 'Nobody left'")
    shutil.copytree(place, cutting.folder / "template")


def make_many_segments(cutting: Cut) -> None:
    """Let the folder ``many`` hold so many small segments that the next sync makes one of them."""
    cutting.put_back()
    ada = Person("Ada", cutting.home)
    for number in range(MANY_SMALL + 1):
        if number:
            assert cutting.does(("sync", "many", *_DB))["code"] == 0
            leave_the_segment_behind(cutting.home)
        with ada.opens(cutting.place / "Ada.db") as ledger:
            decide(ledger, ("Supported", "Refuted")[number % 2])
    shutil.rmtree(cutting.folder / "template")
    shutil.copytree(cutting.place, cutting.folder / "template")


def leave_the_segment_behind(home: Path) -> None:
    """Make the next sync begin another segment, as an interrupted one does."""
    (path,) = (home / "state" / "sync").glob("*.json")
    state = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**state, "begun": state["last"]}), "utf-8")


@pytest.fixture(scope="module")
def cutting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cut]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli.cutting"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as process:
        cutting = Cut(tmp_path_factory.mktemp("cut"), process)
        build(cutting)
        yield cutting
        assert process.stdin is not None
        process.stdin.close()


def test_a_cut_at_some_boundary_loses_nothing(cutting: Cut) -> None:
    chance = random.Random(11)
    helped = next(act for act in ACTS if act.helped)
    quick = [act for act in ACTS if act.name not in ("compaction", "redact")]
    cuts = (("kill", helped), (OTHERS, helped), *((how, chance.choice(quick)) for how in HOWS[1:]))
    for how, act in cuts:
        cutting.cut(act, how, chance.randint(1, len(cutting.boundaries(act))))
    for _ in range(2):
        cutting.cut(helped, ANY_LINE, chance.randint(1, cutting.lines(helped)))


@pytest.mark.long
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("how", [*HOWS, OTHERS])
@pytest.mark.parametrize("act", ACTS, ids=[act.name for act in ACTS])
def test_a_cut_at_any_boundary_loses_nothing(cutting: Cut, act: Act, how: str) -> None:
    if act.name == "compaction":
        make_many_segments(cutting)
    met = [cutting.cut(act, how, at + 1) for at in range(len(cutting.boundaries(act)))]
    assert len(met) > 10


@pytest.mark.long
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("act", ACTS, ids=[act.name for act in ACTS])
def test_an_interruption_at_any_line_loses_nothing(cutting: Cut, act: Act) -> None:
    if act.name == "compaction":
        make_many_segments(cutting)
    lines = range(1, cutting.lines(act) + 1)
    for at in random.Random(7).sample(lines, LINES_OF_AN_ACT):
        cutting.cut(act, ANY_LINE, at)


@pytest.fixture
def small_disk(cutting: Cut) -> Iterator[Cut]:
    """The place on a disk of its own that can really be filled."""
    words = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(cutting.place)]
    if shutil.which("mount") is None or subprocess.run(words, check=False).returncode:
        pytest.skip("only root can mount a disk that is small enough to be filled")
    yield cutting
    subprocess.run(["umount", str(cutting.place)], check=True)


@pytest.mark.long
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("act", ACTS, ids=[act.name for act in ACTS])
def test_a_disk_that_is_full_from_any_boundary_on_loses_nothing(small_disk: Cut, act: Act) -> None:
    if act.name == "compaction":
        make_many_segments(small_disk)
    for at in range(1, len(small_disk.boundaries(act)) + 1):
        small_disk.cut(act, "full", at)
