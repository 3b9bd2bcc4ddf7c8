"""A team whose clocks, files, programs and habits differ ends with one log, whatever the order.

Each device has its own file. What a device must hold is kept beside it in a plain model: sets of
event ids, union for every way to share, and what was redacted on a device subtracted from it there.
A device whose file is put back as it was has in the model what it had then.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.ledger.material import (
    FIRST,
    SECOND,
    Person,
    add_document,
    contents,
    decide,
    document_value,
    event,
)
from tests.ledger.merge_material import log_of
from workbench.desk.safekeeping.proposed_redactions import plan_proposed, proposals
from workbench.desk.safekeeping.redacting import Redaction, carry_out, plan_redaction
from workbench.desk.sharing.git.merging import Sides, merge_sides
from workbench.desk.sharing.merging import merge_files
from workbench.desk.working.claims import correct
from workbench.desk.working.commenting import comment
from workbench.errors import NotSo
from workbench.ledger.database import Ledger
from workbench.ledger.merging import merge_events
from workbench.ledger.rebuild import rebuild
from workbench.ledger.segments.devices import DeviceStore
from workbench.ledger.segments.exchange import Exchange, How
from workbench.ledger.segments.reading import Memory
from workbench.ledger.undoing import undo
from workbench.ledger.verify import verify

DAY: Final = 86_400_000
JUMPS: Final = (-11 * DAY, -DAY, 3 * DAY, 365 * DAY, 300 * 365 * DAY)
RATINGS: Final = ("Supported", "Refuted", "Conflicting")
MOST: Final = 5
_SUBJECTS: Final = (
    # What an event is about, and the claim that it touches alone: a redaction refuses either.
    "SELECT id, json_extract(body, '$.entity'),"
    " CASE json_array_length(body, '$.claims') WHEN 1 THEN json_extract(body, '$.claims[0]')"
    " ELSE '' END FROM event"
)


class Device:
    """A person's computer with a file, and what the model says is in it."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = folder / f"{number}"
        self.folder.mkdir()
        self.person = Person(f"P{number}", self.folder / "home")
        self.path = self.folder / "claims.db"
        self.held: dict[bytes, frozenset[str]] = {}
        self.gone: set[bytes] = set()
        self.about: set[str] = set()
        self.copied: tuple[dict[bytes, frozenset[str]], set[bytes], set[str]] | None = None

    @property
    def copy(self) -> Path:
        return self.folder / "copy.db"

    def keep_a_copy(self) -> None:
        shutil.copyfile(self.path, self.copy)
        self.copied = dict(self.held), set(self.gone), set(self.about)

    def go_back(self) -> None:
        """Put the file back as it was; what it wrote since is known to others alone, if at all."""
        if self.copied is not None:
            shutil.copyfile(self.copy, self.path)
            held, gone, about = self.copied
            self.held, self.gone, self.about = dict(held), set(gone), set(about)

    def redact(self, ledger: Ledger, plan: Redaction, *, propose: bool) -> None:
        carry_out(ledger, plan, "They asked.", propose=propose)
        self.gone.update(plan.events)
        self.about.update(plan.claims)
        self.held = {
            one: subjects
            for one, subjects in self.held.items()
            if one not in self.gone and self.about.isdisjoint(subjects)
        }

    def opens(self) -> Ledger:
        opened = self.person.opens(self.path)
        assert isinstance(opened, Ledger)
        return opened

    def take(self, events: dict[bytes, frozenset[str]]) -> None:
        """What sharing brings, by the model."""
        for identifier, subjects in events.items():
            if identifier not in self.gone and self.about.isdisjoint(subjects):
                self.held[identifier] = subjects

    def note(self, ledger: Ledger) -> None:
        """Take what the device itself has written into the model; nothing else may have changed."""
        now = {one: frozenset(subjects) for one, *subjects in ledger.rows(_SUBJECTS)}
        assert self.held.keys() <= now.keys(), "an event was lost"
        own = self.person.reviewer.id
        for identifier in now.keys() - self.held.keys():
            (body,) = ledger.rows("SELECT body FROM event WHERE id = ?", (identifier,))[0]
            assert own in body or "weather" in body, "an event came from nowhere"
        self.held = now


class KeptBy:
    """The kept bytes of an open database."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def digests(self) -> Iterable[bytes]:
        return [row[0] for row in self._ledger.rows("SELECT DISTINCT sha256 FROM blob")]

    def parts(self, digest: bytes) -> Iterable[tuple[int, bytes]]:
        return self._ledger.rows(
            "SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part", (digest,)
        )


def by_rows(source: Device, target: Device, _: "Team") -> None:
    """Row by row, as any program could carry them."""
    with source.opens() as theirs, target.opens() as ours:
        merge_events(ours, log_of(theirs), [KeptBy(theirs)])
    target.take(source.held)


def by_file(source: Device, target: Device, _: "Team") -> None:
    """The command ``merge``."""
    with target.opens() as ours:
        assert merge_files(ours, [source.path]).problems == ()
    target.take(source.held)


def by_folder(source: Device, target: Device, team: "Team") -> None:
    """The command ``sync``, by one and then by the other."""
    for device in (source, target):
        with device.opens() as ledger:
            Exchange(
                ledger,
                team.shared,
                store=DeviceStore(device.folder / "sync.json"),
                memory=Memory(device.folder / "ids"),
                how=How(device_name=device.person.name),
                step=lambda _what, _done: None,
            ).run()
        device.take({one: subjects for one, (subjects, _) in team.published.items()})
        for one, subjects in device.held.items():
            team.published.setdefault(one, (subjects, device))
        # What was redacted goes from the files of who put it there, and from nobody else's.
        for one in device.gone:
            if team.published.get(one, (None, None))[1] is device:
                del team.published[one]


def by_git(source: Device, target: Device, _: "Team") -> None:
    """The merge driver that git calls."""
    theirs = Path(shutil.copyfile(source.path, target.folder / "theirs.db"))
    merge_sides(Sides(target.path, theirs, "claims.db"))
    theirs.unlink()
    target.take(source.held)


Channel = Callable[[Device, Device, "Team"], None]
QUICK: Final[tuple[Channel, ...]] = (by_rows, by_folder)
EVERY: Final[tuple[Channel, ...]] = (by_rows, by_folder, by_file, by_git)


class Team(RuleBasedStateMachine):
    """Two to five devices that begin with one file."""

    channels: tuple[Channel, ...] = QUICK

    @initialize(count=st.integers(2, MOST))
    def begin(self, count: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="team-"))
        self.shared = self.folder / "shared"
        self.shared.mkdir()
        self.published: dict[bytes, tuple[frozenset[str], Device]] = {}
        self.devices = [Device(self.folder, number) for number in range(count)]
        first = self.devices[0]
        with first.person.opens(first.path, "create") as ledger:
            add_document(ledger)
        for device in self.devices:
            if device is not first:
                shutil.copyfile(first.path, device.path)
            with device.opens() as ledger:
                device.held = dict(
                    ledger.rows("SELECT id, json_extract(body, '$.entity') FROM event")
                )

    def on(self, place: int, act: Callable[[Ledger], object]) -> None:
        device = self.devices[place % len(self.devices)]
        with device.opens() as ledger:
            with suppress(NotSo):
                act(ledger)
            device.note(ledger)

    @rule(place=st.integers(0, 4), claim=st.sampled_from([FIRST, SECOND]), rating=st.integers(0, 2))
    def give_a_verdict(self, place: int, claim: str, rating: int) -> None:
        self.on(place, lambda ledger: decide(ledger, RATINGS[rating], claim))

    @rule(place=st.integers(0, 4), claim=st.sampled_from([FIRST, SECOND]))
    def adjudicate(self, place: int, claim: str) -> None:
        self.on(place, lambda ledger: decide(ledger, "Refuted", claim, adjudicates=True))

    @rule(place=st.integers(0, 4))
    def remark(self, place: int) -> None:
        self.on(place, lambda ledger: comment(ledger, SECOND, "I called them."))

    @rule(place=st.integers(0, 4), wording=st.sampled_from(["500 left", "Troops left Karsk"]))
    def reword(self, place: int, wording: str) -> None:
        self.on(place, lambda ledger: correct(ledger, FIRST, wording))

    @rule(place=st.integers(0, 4), number=st.integers(0, 2))
    def add_a_text(self, place: int, number: int) -> None:
        data = f"The words of text {number}.\n".encode() * 200

        def add(ledger: Ledger) -> None:
            with ledger.act("Add a text") as act:
                value = document_value(act.keep(data), characters=len(data), title=f"{number}")
                act.record("document", hashlib.sha256(data).hexdigest(), "read", value)

        self.on(place, add)

    @rule(place=st.integers(0, 4))
    def keep_a_copy(self, place: int) -> None:
        self.devices[place % len(self.devices)].keep_a_copy()

    @rule(place=st.integers(0, 4))
    def go_back_to_the_copy(self, place: int) -> None:
        device = self.devices[place % len(self.devices)]
        device.go_back()
        self.check(device)

    @rule(place=st.integers(0, 4))
    def take_back(self, place: int) -> None:
        device = self.devices[place % len(self.devices)]
        with device.opens() as ledger:
            acts = ledger.rows(
                "SELECT count(*) FROM act WHERE steps > 0 AND undone = 0 AND id NOT IN"
                " (SELECT act.id FROM act JOIN entry ON entry.act = act.number"
                " WHERE entry.kind = 'document')"
            )[0][0]
        if acts:
            self.on(place, _undo_unless_it_is_the_beginning)

    @rule(place=st.integers(0, 4), jump=st.sampled_from(JUMPS))
    def the_clock_jumps(self, place: int, jump: int) -> None:
        self.devices[place % len(self.devices)].person.clock.milliseconds += jump

    @rule(place=st.integers(0, 4), number=st.integers(0, 9))
    def a_newer_program_writes(self, place: int, number: int) -> None:
        newer = event("weather", "Karsk", f"{number}", {"clouds": place}, clock=number + 1)
        self.on(place, partial(_insert, pair=newer))

    @rule(place=st.integers(0, 4))
    def an_older_program_made_the_tables(self, place: int) -> None:
        def make_old(ledger: Ledger) -> None:
            with ledger.transaction():
                ledger.connection.execute("UPDATE local SET value = '0' WHERE key LIKE 'derived%'")
                ledger.connection.execute("DROP TABLE detail")

        self.on(place, make_old)

    @rule(place=st.integers(0, 4), whole=st.booleans())
    def redact(self, place: int, whole: bool) -> None:
        device = self.devices[place % len(self.devices)]
        with device.opens() as ledger:
            found = ledger.rows(
                "SELECT event FROM entry WHERE kind = 'verdict' AND understood = 1"
                " AND withdraws = 0 ORDER BY event DESC LIMIT 1"
            )
            what = SECOND if whole else found[0][0].hex() if found else ""
            if not what:
                return
            with suppress(NotSo):
                plan = plan_redaction(ledger, what, keep_document=True)
                device.redact(ledger, plan, propose=True)
            device.note(ledger)

    @rule(place=st.integers(0, 4))
    def accept_a_proposal(self, place: int) -> None:
        device = self.devices[place % len(self.devices)]
        with device.opens() as ledger:
            for one in proposals(ledger)[:1]:
                device.redact(ledger, plan_proposed(ledger, one.event), propose=False)
            device.note(ledger)

    @rule(giver=st.integers(0, 4), taker=st.integers(0, 4), way=st.integers(0, 3))
    def share(self, giver: int, taker: int, way: int) -> None:
        count = len(self.devices)
        one, other = self.devices[giver % count], self.devices[taker % count]
        if one is other:
            return
        self.channels[way % len(self.channels)](one, other, self)
        self.check(one)
        self.check(other)

    def check(self, device: Device) -> None:
        with device.opens() as ledger:
            assert {row[0] for row in ledger.rows("SELECT id FROM event")} == device.held.keys()

    def teardown(self) -> None:
        if not hasattr(self, "devices"):
            return
        try:
            self.agree_in_the_end()
        finally:
            shutil.rmtree(self.folder)

    def agree_in_the_end(self) -> None:
        for _ in range(2):
            for one in self.devices:
                for other in self.devices:
                    if one is not other:
                        by_rows(one, other, self)
        states: list[Any] = []
        for device in self.devices:
            self.check(device)
            with device.opens() as ledger:
                before = contents(ledger.connection)
                for other in self.devices:
                    if other is not device:
                        with other.opens() as theirs:
                            assert merge_events(ledger, log_of(theirs)).empty
                assert contents(ledger.connection) == before
                rebuild(ledger)
                assert contents(ledger.connection) == before
                assert verify(ledger).problems == ()
                if not device.gone and not device.about:
                    states.append((log_of(ledger), before))
        assert all(state == states[0] for state in states)


def _insert(ledger: Ledger, pair: tuple[bytes, str]) -> None:
    with ledger.transaction():
        ledger.connection.execute("INSERT OR IGNORE INTO event VALUES (?, ?)", pair)


def _undo_unless_it_is_the_beginning(ledger: Ledger) -> None:
    own = ledger.reviewer.id
    found = ledger.rows(
        "SELECT act.label FROM act JOIN reviewer ON reviewer.number = act.reviewer"
        " WHERE reviewer.id = ? AND steps > 0 AND undone = 0 ORDER BY started DESC, act.id DESC",
        (own,),
    )
    if found and not found[0][0].startswith("Add "):
        undo(ledger)


class ThoroughTeam(Team):
    """The same with every way to share, files read by a process of their own and git included."""

    channels = EVERY


LOOSE: Final = settings(
    deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, print_blob=False
)


def test_a_team_ends_with_one_log() -> None:
    run_state_machine_as_test(
        Team, settings=settings(LOOSE, max_examples=3, stateful_step_count=10)
    )


@pytest.mark.long
@pytest.mark.timeout(7_200)
def test_many_teams_end_with_one_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    run_state_machine_as_test(
        ThoroughTeam, settings=settings(LOOSE, max_examples=200, stateful_step_count=30)
    )
