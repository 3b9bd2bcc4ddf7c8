"""Several devices and one folder: in any order, and whatever the folder does, all end alike."""

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.material import DOCUMENT, FIRST, SECOND, Person, decide
from tests.ledger.merge_material import log_of, state_of
from tests.ledger.sync_material import Devices
from workbench.desk.safekeeping.proposed_redactions import plan_proposed, proposals
from workbench.desk.safekeeping.redacting import carry_out, plan_redaction
from workbench.errors import LedgerLocked, StorageError
from workbench.ledger.segments.devices import DeviceStore
from workbench.ledger.segments.exchange import FOLDER, How
from workbench.ledger.segments.frames import EVENTS, frame, pack_events
from workbench.ledger.segments.reading import Header, Read, header_frame, read_events, read_header
from workbench.ledger.verify import verify

NAMES = ("Ada", "Ben", "Cora")
LATE = 1 << 60


@pytest.fixture
def devices(tmp_path: Path) -> Devices:
    return Devices.begin(tmp_path)


def decided(devices: Devices, name: str, rating: str, claim: str = FIRST) -> None:
    with devices.team.opens(name) as ledger:
        decide(ledger, rating, claim)


def same_everywhere(devices: Devices) -> None:
    states = []
    for name in NAMES:
        with devices.team.opens(name) as ledger:
            states.append(state_of(ledger))
    assert states[0] == states[1] == states[2]


def test_what_two_people_decided_reaches_both_through_the_folder(devices: Devices) -> None:
    decided(devices, "Ada", "Supported")
    decided(devices, "Ben", "Refuted")
    assert devices.sync("Ada").put_events
    assert devices.sync("Ben").merged.verdicts == 1
    assert [one.thing for one in devices.sync("Ada").merged.conflicts] == [("claim", FIRST)]
    devices.sync("Cora")
    same_everywhere(devices)


def test_a_second_sync_writes_nothing_and_brings_nothing(devices: Devices) -> None:
    decided(devices, "Ada", "Supported")
    devices.sync("Ada")
    devices.sync("Ben")
    before = {path: path.read_bytes() for path in devices.segments()}
    again = devices.sync("Ben")
    assert again.merged.empty
    assert not again.put_events
    assert not again.put_kept
    assert before == {path: path.read_bytes() for path in devices.segments()}


def test_a_database_that_was_there_before_the_folder_gives_documents_too(
    devices: Devices,
) -> None:
    devices.sync("Ada")
    with Person("Dora", devices.shared.parent / "dora").opens(
        devices.shared.parent / "other.db", "create"
    ):
        pass
    devices.team.people["Dora"] = Person("Dora", devices.shared.parent / "dora")
    shutil.copyfile(devices.shared.parent / "other.db", devices.team.path("Dora"))
    refused = devices.sync("Dora")
    assert refused.merged.empty
    assert "another project" in refused.devices[0].problem
    joined = devices.sync("Dora", How(other_project=True))
    assert joined.merged.kept == 1
    with devices.team.opens("Dora") as ledger:
        assert not verify(ledger).problems
        assert ledger.rows("SELECT 1 FROM document WHERE id = ?", (DOCUMENT,))


acts = st.one_of(
    st.tuples(st.just("decide"), st.sampled_from(NAMES), st.sampled_from([FIRST, SECOND])),
    st.tuples(st.just("sync"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("tear"), st.integers(0, 9).map(str), st.integers(0, 400).map(str)),
    st.tuples(st.just("double"), st.integers(0, 9).map(str), st.just("")),
    st.tuples(st.just("lose"), st.integers(0, 9).map(str), st.just("")),
    st.tuples(st.just("forget"), st.sampled_from(NAMES), st.just("")),
)
RATINGS = ("Supported", "Refuted", "Not Enough Evidence")


def act_out(devices: Devices, play: list[tuple[str, str, str]]) -> None:
    for number, (what, who, more) in enumerate(play):
        if what == "decide":
            decided(devices, who, RATINGS[number % 3], more)
        elif what == "sync":
            devices.sync(who, How(grace=-LATE))
        elif what == "forget":
            (devices.team.people[who].home / "sync.json").unlink(missing_ok=True)
        elif segments := devices.segments():
            path = segments[int(who) % len(segments)]
            if what == "tear":
                os.truncate(path, min(int(more), path.stat().st_size))
            elif what == "double":
                shutil.copyfile(path, path.with_name(f"{path.stem} (1).segment"))
            else:
                path.unlink()
    for name in (*NAMES, *NAMES):
        devices.sync(name, How(afresh=True))


def in_any_order(folder: Path, play: list[tuple[str, str, str]]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    devices = Devices.begin(folder)
    wanted = sum(1 for what, _, _ in play if what == "decide")
    act_out(devices, play)
    same_everywhere(devices)
    with devices.team.opens("Ada") as ledger:
        found = ledger.rows("SELECT count(*) FROM entry WHERE kind = 'verdict'")
        assert found[0][0] == wanted


plays = st.lists(acts, max_size=12)
quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=quiet)
@given(play=plays)
def test_any_order_of_acts_syncs_and_accidents_ends_alike(
    tmp_path: Path, play: list[tuple[str, str, str]]
) -> None:
    in_any_order(tmp_path / "play", play)


@pytest.mark.long
@pytest.mark.timeout(3600)
@settings(max_examples=500, deadline=None, suppress_health_check=quiet)
@given(play=plays)
def test_any_order_of_acts_syncs_and_accidents_ends_alike_many_times(
    tmp_path: Path, play: list[tuple[str, str, str]]
) -> None:
    in_any_order(tmp_path / "play", play)


# ------------------------------------------------------------------------ being one writer


def test_each_device_writes_in_its_own_folder_alone(devices: Devices) -> None:
    for name, rating in zip(NAMES, RATINGS, strict=True):
        decided(devices, name, rating)
        before = {path: path.read_bytes() for path in devices.shared.rglob("*") if path.is_file()}
        devices.sync(name)
        after = {path: path.read_bytes() for path in devices.shared.rglob("*") if path.is_file()}
        assert before.items() <= after.items()
    assert len(list((devices.shared / FOLDER).iterdir())) == len(NAMES)


def test_a_cloned_computer_goes_on_as_a_new_device(devices: Devices) -> None:
    devices.sync("Ada")
    home = devices.team.people["Ada"].home
    state = (home / "sync.json").read_bytes()
    decided(devices, "Ada", "Supported")
    devices.sync("Ada")
    first = {path: path.read_bytes() for path in devices.segments()}
    (home / "sync.json").write_bytes(state)
    decided(devices, "Ada", "Refuted", SECOND)
    devices.sync("Ada")
    assert first.items() <= {path: path.read_bytes() for path in devices.segments()}.items()
    assert len(list((devices.shared / FOLDER).iterdir())) == 2


@pytest.mark.parametrize(
    "left",
    [b"\x89wbsE\x00\x00", pytest.param(b"", marks=pytest.mark.long)],
    ids=["half a frame", "nothing"],
)
def test_after_an_interrupted_write_a_new_segment_is_begun(devices: Devices, left: bytes) -> None:
    devices.sync("Ada")
    (only,) = devices.segments()
    whole = only.read_bytes()
    interrupted(devices, only, whole + left)
    decided(devices, "Ada", "Supported")
    devices.sync("Ada")
    assert only.read_bytes() == whole
    assert len(devices.segments()) == 2
    assert devices.sync("Ben").unfinished == 0
    with devices.team.opens("Ben") as ledger:
        assert ledger.rows("SELECT 1 FROM verdict")


def test_what_was_interrupted_before_anything_was_whole_is_not_waited_for(devices: Devices) -> None:
    devices.sync("Ada")
    (only,) = devices.segments()
    interrupted(devices, only, only.read_bytes()[:30])
    assert devices.sync("Ben").unfinished == 1
    devices.sync("Ada")
    assert not only.exists()
    assert devices.sync("Ben").unfinished == 0
    assert devices.sync("Ada").unfinished == 0


def test_a_damaged_segment_is_written_anew_by_its_owner_who_syncs_afresh(devices: Devices) -> None:
    for rating in ("Supported", "Refuted"):
        decided(devices, "Ada", rating)
        devices.sync("Ada")
    (only,) = devices.segments()
    spoiled = bytearray(only.read_bytes())
    spoiled[-50] ^= 1
    only.write_bytes(spoiled)
    devices.sync("Ada")
    assert devices.sync("Ben").unfinished == 1, "it might come yet"
    devices.sync("Ada", How(afresh=True))
    assert not only.exists()
    assert devices.sync("Ben").unfinished == 0
    devices.sync("Cora")
    devices.sync("Ada")
    same_everywhere(devices)


def test_a_half_copy_that_a_service_left_is_not_waited_for(devices: Devices) -> None:
    devices.sync("Ada")
    (only,) = devices.segments()
    copy = only.with_name("00000001 (Ana's conflicted copy 2026-05-01).segment")
    for length in (10, 300):
        copy.write_bytes(only.read_bytes()[:length])
        assert devices.sync("Ben").unfinished == 0


def interrupted(devices: Devices, segment: Path, left: bytes) -> None:
    """Leave a segment as a write does that was killed."""
    store = DeviceStore(devices.team.people["Ada"].home / "sync.json")
    state = store.device_for(lambda _device: [])
    state.begun = state.last
    store.save(state)
    segment.write_bytes(left)


def test_two_syncs_of_one_database_and_folder_do_not_run_at_once(devices: Devices) -> None:
    store = DeviceStore(devices.team.people["Ada"].home / "sync.json")
    with store.held(), pytest.raises(LedgerLocked, match="already"):
        devices.sync("Ada")


# ------------------------------------------------------------------------ compaction


def many_small(devices: Devices, count: int) -> None:
    """Make each sync leave its segment behind, as interrupted ones do."""
    store = DeviceStore(devices.team.people["Ada"].home / "sync.json")
    for number in range(count):
        decided(devices, "Ada", RATINGS[number % 3])
        devices.sync("Ada")
        state = store.device_for(lambda _device: [])
        state.begun = state.last
        store.save(state)


def test_many_small_segments_become_one_and_nothing_is_missing(devices: Devices) -> None:
    many_small(devices, 10)
    assert len(devices.segments()) > 10
    devices.sync("Ada", How(grace=-LATE))
    assert len(devices.segments()) < 8
    shutil.rmtree(devices.team.people["Ada"].home / "ids", ignore_errors=True)
    devices.sync("Ben")
    devices.sync("Cora")
    same_everywhere(devices)
    assert not devices.sync("Ada").put_events


@pytest.mark.long
def test_replaced_segments_stay_until_their_successor_is_a_day_old(devices: Devices) -> None:
    many_small(devices, 10)
    before = {path: path.read_bytes() for path in devices.segments()}
    devices.sync("Ada")
    after = {path: path.read_bytes() for path in devices.segments()}
    assert before.items() <= after.items()
    devices.team.people["Ada"].clock.milliseconds += 25 * 60 * 60 * 1000
    devices.sync("Ada")
    assert len(devices.segments()) < 8


@pytest.mark.long
def test_a_replaced_segment_with_anything_else_in_it_stays(devices: Devices) -> None:
    many_small(devices, 10)
    oldest = devices.segments()[0]
    with oldest.open("ab") as file:
        file.write(b"half a frame")
    devices.sync("Ada", How(grace=-LATE))
    assert oldest.exists()


# ------------------------------------------------------------------------ bad folders


def test_a_folder_that_cannot_be_written_still_gives(devices: Devices) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    decided(devices, "Ada", "Supported")
    devices.sync("Ada")
    decided(devices, "Ben", "Refuted")
    places = [devices.shared, devices.shared / FOLDER]
    for place in places:
        place.chmod(0o555)
    try:
        done = devices.sync("Ben")
    finally:
        for place in places:
            place.chmod(0o755)
    assert done.merged.verdicts == 1
    assert "cannot be read or written" in str(done.problem)


def test_a_full_folder_is_told_of_and_the_rest_comes_next_time(devices: Devices) -> None:
    decided(devices, "Ada", "Supported")
    program = f"""
        import resource, signal, sys
        from pathlib import Path
        sys.path.insert(0, {str(Path.cwd())!r})
        from tests.ledger.merge_material import Team
        from tests.ledger.material import Person
        from tests.ledger.sync_material import Devices
        folder = Path({str(devices.team.folder)!r})
        people = {{"Ada": Person("Ada", folder / "home" / "Ada")}}
        devices = Devices(Team(folder, people), Path({str(devices.shared)!r}))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
        print(devices.sync("Ada").problem)
    """
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )
    assert "no room left" in told.stdout
    devices.sync("Ada")
    devices.sync("Ben")
    with devices.team.opens("Ada") as ada, devices.team.opens("Ben") as ben:
        assert log_of(ada) == log_of(ben)


def test_a_stick_that_is_pulled_changes_nothing_and_is_told_of(devices: Devices) -> None:
    decided(devices, "Ada", "Supported")
    devices.sync("Ada")
    shutil.rmtree(devices.shared)
    decided(devices, "Ben", "Refuted")
    with pytest.raises(StorageError, match="is not there"):
        devices.sync("Ben")


def test_what_others_keep_in_the_folder_is_left_alone(devices: Devices) -> None:
    (devices.shared / "notes.txt").write_text("mine", "utf-8")
    devices.sync("Ada")
    own = devices.segments()[0].parent
    (own.parent / "desktop.ini").write_text("x", "utf-8")
    (own.parent / "Ана").mkdir()
    (own / "0.segment").write_bytes(b"\x00" * 5000)
    (own / "link.segment").symlink_to("/etc/passwd")
    elsewhere = own.parent / ("c" * 32)
    elsewhere.symlink_to(devices.team.folder)
    done = devices.sync("Ben")
    assert [device.id for device in done.devices] == [own.name]
    assert done.unfinished == 0
    assert (devices.shared / "notes.txt").read_text("utf-8") == "mine"


def test_a_link_in_the_place_of_the_folder_is_refused(devices: Devices) -> None:
    elsewhere = devices.shared.parent / "elsewhere"
    elsewhere.mkdir()
    (devices.shared / FOLDER).symlink_to(elsewhere)
    done = devices.sync("Ada")
    assert "is a link or a file" in str(done.problem)
    assert not list(elsewhere.iterdir())


def test_damaged_kept_bytes_wait_and_another_device_mends_them(devices: Devices) -> None:
    devices.sync("Ada")
    (kept,) = devices.shared.rglob("*.kept")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-3])
    with devices.team.opens("Ada") as ledger:
        project = ledger.project
    other = Person("Dora", devices.shared.parent / "dora")
    devices.team.people["Dora"] = other
    with other.opens(devices.team.path("Dora"), "create"):
        pass
    first = devices.sync("Dora", How(other_project=True))
    assert first.merged.lacking == 1
    assert first.merged.damaged == 1
    devices.sync("Ben", How(afresh=True))
    assert devices.sync("Dora", How(other_project=True)).merged.kept == 1
    assert project.id


def test_hundreds_of_segments_are_read(devices: Devices) -> None:
    read_many(devices, 500)


@pytest.mark.long
def test_all_of_ten_thousand_segments_are_read(devices: Devices) -> None:
    read_many(devices, 10_000)


def read_many(devices: Devices, count: int) -> None:
    with devices.team.opens("Ada") as ledger:
        project = ledger.project.id
        pairs = log_of(ledger)
    place = devices.shared / FOLDER / ("d" * 32)
    place.mkdir(parents=True)
    data = header_frame(Header(project, "", "d" * 32, "many"))
    for number in range(count):
        one = frame(EVENTS, pack_events([pairs[number % len(pairs)]]))
        (place / f"{number:08d}.segment").write_bytes(data + one)
    done = devices.sync("Ben")
    assert done.devices[0].segments == count
    assert done.merged.empty


# ------------------------------------------------------------------------ kill -9

WRITER = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[1])
    from tests.ledger.material import Person, decide
    from tests.ledger.merge_material import Team
    from tests.ledger.sync_material import Devices
    from workbench.ledger.segments.exchange import How
    folder = Path(sys.argv[2])
    people = {"Ada": Person("Ada", folder / "home" / "Ada")}
    devices = Devices(Team(folder, people), folder / "shared")
    devices.team.people["Ada"].clock.milliseconds += int(sys.argv[3]) * 10_000_000
    number = 0
    while True:
        number += 1
        with devices.team.opens("Ada") as ledger:
            event = decide(ledger, ("Supported", "Refuted")[number % 2])
        devices.sync("Ada", How(grace=-(1 << 60)))
        print(event, flush=True)
"""


def killed_in_mid_sync(devices: Devices, rounds: int) -> None:
    chance = random.Random(8)
    acknowledged: set[bytes] = set()
    for number in range(rounds):
        words = [str(Path.cwd()), str(devices.team.folder), str(number)]
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), *words], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            acknowledged.add(bytes.fromhex(child.stdout.readline().decode().strip()))
            time.sleep(chance.random() * 0.1)
            child.send_signal(signal.SIGKILL)
            lines = child.stdout.read().decode().split("\n")[:-1]
            acknowledged.update(bytes.fromhex(line) for line in lines)
        devices.sync("Ben")
        with devices.team.opens("Ben") as ledger:
            arrived = {identifier for identifier, _ in log_of(ledger)}
            assert acknowledged <= arrived
    devices.sync("Ada")
    devices.sync("Ben")
    devices.sync("Cora")
    devices.sync("Ada")
    same_everywhere(devices)


def test_nothing_acknowledged_is_lost_when_a_sync_is_killed(devices: Devices) -> None:
    killed_in_mid_sync(devices, 2)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_when_syncs_are_killed_many_times(devices: Devices) -> None:
    killed_in_mid_sync(devices, 100)


# ------------------------------------------------------------------------ redaction


def published(devices: Devices) -> set[bytes]:
    """The ids of all events that stand in the folder."""
    found: set[bytes] = set()
    for path in devices.segments():
        with path.open("rb") as file:
            _, start = read_header(file.fileno())
            found.update(one for one, _ in read_events(file.fileno(), start, Read()))
    return found


def test_what_is_redacted_goes_from_ones_own_files_in_the_folder_and_nothing_else(
    devices: Devices,
) -> None:
    decided(devices, "Ada", "Supported")
    decided(devices, "Ada", "Refuted", SECOND)
    devices.sync("Ada")
    before = published(devices)
    with devices.team.opens("Ada") as ledger:
        plan = plan_redaction(ledger, SECOND)
        carry_out(ledger, plan, "A person asked for it.")
    done = devices.sync("Ada")
    after = published(devices)
    assert set(plan.events) <= before
    assert after.isdisjoint(plan.events)
    assert before - set(plan.events) <= after
    assert list(devices.shared.rglob("*.kept")) == []
    assert done.taken_out == len(plan.events) + len(plan.kept)
    again = devices.sync("Ada")
    assert (again.taken_out, again.put_events) == (0, 0)
    assert published(devices) == after
    with devices.team.opens("Ada") as ledger:
        assert verify(ledger).problems == ()


def test_what_others_publish_of_it_is_told_and_goes_when_they_follow(devices: Devices) -> None:
    decided(devices, "Ada", "Supported")
    devices.sync("Ada")
    devices.sync("Ben")
    with devices.team.opens("Ada") as ledger:
        plan = plan_redaction(ledger, FIRST)
        carry_out(ledger, plan, "A person asked for it.")
    devices.sync("Ada")
    devices.sync("Ben")
    told = {one.name: one.redacted for one in devices.sync("Ada").devices}
    assert told["Ben"] > 0
    with devices.team.opens("Ben") as ledger:
        (proposed,) = proposals(ledger)
        carry_out(ledger, plan_proposed(ledger, proposed.event), "As Ada asked.", propose=False)
    assert devices.sync("Ben").taken_out > 0
    assert published(devices).isdisjoint(plan.events)
    assert not any(one.redacted for one in devices.sync("Ada").devices)
