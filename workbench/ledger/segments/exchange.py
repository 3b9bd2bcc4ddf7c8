"""One sync: read what others have put into a shared folder, merge it, put there what it lacks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import NewerLedger, NotALedger, StorageError
from workbench.ledger.blobs import BlobDamaged
from workbench.ledger.copying import bytes_to_share
from workbench.ledger.folding.batches import batches
from workbench.ledger.identifiers import is_identifier
from workbench.ledger.known import held_ids
from workbench.ledger.merging import Merged, Step, apply_staged
from workbench.ledger.redactions import Redacted, redacted
from workbench.ledger.segments.devices import DeviceStore, number_of
from workbench.ledger.segments.folders import File, Folder, plain_folder_errors
from workbench.ledger.segments.keeping import KeptInFolder
from workbench.ledger.segments.reading import (
    SUFFIX,
    Header,
    Memory,
    Read,
    read_events,
    read_header,
)
from workbench.ledger.segments.writing import GRACE_MILLISECONDS, SegmentWriter
from workbench.ledger.staging import Staging

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

FOLDER: Final = "claims.sync"
"""What the folder of a team is called within the one that somebody names."""
_BODIES_AT_ONCE: Final = 500
_LEFT_PART_SECONDS: Final = 24 * 60 * 60


@dataclass(slots=True)
class Device:
    """A device as its files in the folder tell of it; ``problem`` is why it was left alone.

    ``redacted`` is how many events and kept texts they hold that were redacted here.
    """

    id: str
    name: str = ""
    segments: int = 0
    events: int = 0
    new: int = 0
    redacted: int = 0
    problem: str = ""
    own: bool = False


@dataclass(slots=True)
class Exchanged:
    """What a sync did. ``unfinished`` segments have more that is not whole yet.

    ``taken_out`` is how much of what was redacted here went from this device's own files;
    ``keys`` tells of signatures that came, and of the keys they were made with.
    """

    merged: Merged = field(default_factory=Merged)
    devices: list[Device] = field(default_factory=list)
    unfinished: int = 0
    put_events: int = 0
    put_kept: int = 0
    withheld: int = 0
    compacted: int = 0
    removed: int = 0
    taken_out: int = 0
    problem: StorageError | None = None
    backup: Path | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class How:
    """How to sync. ``before_merging`` is called when something is going to be merged."""

    page_copies: bool = True
    dry_run: bool = False
    other_project: bool = False
    afresh: bool = False
    device_name: str = ""
    grace: int = GRACE_MILLISECONDS
    before_merging: Callable[[], Path | None] = lambda: None


class Exchange:
    """A sync under way between an open database and a folder."""

    def __init__(
        self,
        ledger: "Ledger",
        path: Path,
        *,
        store: DeviceStore,
        memory: Memory,
        how: How,
        step: Step,
    ) -> None:
        self._ledger = ledger
        self._path = path
        self._store = store
        self._memory = memory
        self._how = how
        self._step = step
        self._held: dict[bytes, bool] = {}
        self._headers: dict[str, dict[str, Header]] = {}
        self._kept: set[bytes] = set()
        self._projects: set[str] = set()
        self._redacted = Redacted()
        self.result = Exchanged()

    def run(self) -> Exchanged:
        """Do it. What was merged stays merged if the folder cannot be written afterwards.

        Raises:
            LedgerLocked: A sync of the two is under way already.
            StorageError: The folder cannot be read, or the database not be written.
        """
        if self._how.afresh:
            self._memory.forget()
        with self._store.held(), plain_folder_errors(self._path), Folder.at(self._path) as outer:
            team = outer.child(FOLDER)
            if team is not None:
                with team:
                    self._take(team)
            else:
                self._hold()
            if self._how.dry_run:
                return self.result
            try:
                with plain_folder_errors(self._path):
                    self._give(outer)
            except StorageError as problem:
                self.result.problem = problem
        return self.result

    # ------------------------------------------------------------------------- taking

    def _hold(self) -> None:
        self._redacted = redacted(self._ledger.connection)
        for page in held_ids(self._ledger):
            self._held.update(dict.fromkeys(page, False))
        self._projects = {row[0] for row in self._ledger.rows("SELECT id FROM project")}

    def _take(self, team: Folder) -> None:
        self._hold()
        with Staging(self._ledger) as staging:
            for name in team.folders():
                if is_identifier(name):
                    self._take_device(team, name, staging)
            if (staging.new or staging.kept) and not self._how.dry_run:
                self.result.backup = self._how.before_merging()
            self.result.merged = apply_staged(
                self._ledger,
                staging,
                dry_run=self._how.dry_run,
                other_project=True,
                step=self._step,
            )

    def _take_device(self, team: Folder, name: str, staging: Staging) -> None:
        folder = team.child(name)
        if folder is None:
            return
        device = Device(name)
        self.result.devices.append(device)
        mark = staging.mark()
        with folder:
            staging.take(self._new_events(folder, device))
            strange = staging.projects.keys() - self._projects
            if strange and not self._how.other_project and not device.problem:
                device.problem = _other(staging.projects[min(strange)])
            if device.problem:
                staging.go_back(mark)
                return
            self._step("reading kept texts", 0)
            kept = KeptInFolder(folder)
            staging.take_kept(kept)
            for digest in kept.digests():
                device.redacted += digest in self._redacted.bytes
                if not self._how.afresh or kept.is_whole(digest):
                    self._kept.add(digest)

    def _new_events(self, folder: Folder, device: Device) -> Iterator[tuple[bytes, bytes]]:
        """The events of a device that are not held; those that are, are marked as being there."""
        done: set[str] = set()
        while fresh := [file for file in folder.files(SUFFIX) if file.name not in done]:
            # A segment that goes away while this reads is in one that is new by then.
            for file in fresh:
                done.add(file.name)
                self._step("reading the folder", len(self.result.devices))
                with folder.reading(file.name) as opened:
                    if opened is None:
                        continue
                    yield from self._new_in_segment(opened, file, device)
                    if device.problem:
                        return

    def _new_in_segment(
        self, opened: int, file: File, device: Device
    ) -> Iterator[tuple[bytes, bytes]]:
        try:
            header, start = read_header(opened)
        except NewerLedger as error:
            device.problem = str(error)
            return
        except NotALedger:
            self.result.unfinished += bool(number_of(file.name))
            return
        if not self._belongs(header, device):
            return
        self._headers.setdefault(device.id, {})[file.name] = header
        device.name = header.name or device.name
        device.segments += 1
        read = self._memory.recall(device.id, file) or Read()
        known = len(read.ids)
        if known and all(one in self._held for one in read.ids):
            start = read.whole
            self._mark(read.ids)
        else:
            read, known = Read(), 0
        for identifier, body in read_events(opened, start, read):
            if identifier in self._held:
                self._held[identifier] = True
            else:
                device.new += 1
                yield identifier, body
        device.events += len(read.ids)
        device.redacted += sum(one in self._redacted.events for one in read.ids)
        if read.whole < file.size:
            # A copy under another name is a service's, and nothing more of it will come.
            self.result.unfinished += bool(number_of(file.name))
        if len(read.ids) > known:
            self._memory.remember(device.id, file, read)

    def _mark(self, identifiers: list[bytes]) -> None:
        for one in identifiers:
            self._held[one] = True

    def _belongs(self, header: Header, device: Device) -> bool:
        if header.project not in self._projects and not self._how.other_project:
            device.name = header.name
            device.problem = _other(header.project_name or header.project[:8])
            return False
        return True

    # ------------------------------------------------------------------------- giving

    def _give(self, outer: Folder) -> None:
        team = outer.child(FOLDER, make=True)
        assert team is not None
        with team:
            state = self._store.device_for(lambda device: _files(team, device))
            begun = state.begun or state.device in self._headers
            if not begun and not self._has_something_to_give():
                return
            own = team.child(state.device, make=True)
            assert own is not None
            for device in self.result.devices:
                device.own = device.id == state.device
            with own:
                kept, now = KeptInFolder(own), self._ledger.now().timestamp()
                own.remove_parts(_LEFT_PART_SECONDS, now)
                kept.remove_parts(_LEFT_PART_SECONDS, now)
                self._give_kept(kept)
                writer = SegmentWriter(own, self._header(state.device), self._store, state)
                writer.mend()
                for done in writer.add(self._lacking()):
                    self.result.put_events = done
                    self._step("writing", done)
                headers = self._headers.get(state.device, {})
                if self._how.afresh:
                    writer.renew(headers)
                self._take_out(own, writer, headers)
                self.result.removed = writer.remove_replaced(
                    headers, self._milliseconds(), self._how.grace
                )
                self.result.compacted = writer.compact(own.files(SUFFIX), headers)

    def _take_out(self, own: Folder, writer: SegmentWriter, headers: dict[str, Header]) -> None:
        """What was redacted here goes from this device's files; others' files are theirs."""
        device = next((one for one in self.result.devices if one.own), None)
        if device is None or not device.redacted:
            return
        kept = KeptInFolder(own)
        self.result.taken_out = writer.leave_out(headers, self._redacted.events)
        self.result.taken_out += sum(kept.remove(one) for one in sorted(self._redacted.bytes))
        device.redacted = 0

    def _has_something_to_give(self) -> bool:
        return not all(self._held.values()) or bool(self._kept_to_give())

    def _kept_to_give(self) -> set[bytes]:
        wanted = bytes_to_share(
            self._ledger, self._ledger.connection, page_copies=self._how.page_copies
        )
        return wanted - self._kept

    def _give_kept(self, kept: KeptInFolder) -> None:
        """Kept bytes go before the events that need them, so that nobody has to wait for them."""
        sql = "SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part"
        for digest in sorted(self._kept_to_give()):
            try:
                kept.put(digest, self._ledger.rows(sql, (digest,)))
            except BlobDamaged:
                self.result.withheld += 1
                continue
            self.result.put_kept += 1
            self._step("writing kept texts", self.result.put_kept)

    def _lacking(self) -> Iterator[tuple[bytes, bytes]]:
        """The events that no device has in the folder."""
        missing = (one for one, there in self._held.items() if not there)
        for some in batches(missing, _BODIES_AT_ONCE):
            marks = ",".join("?" * len(some))
            yield from self._ledger.rows(
                f"SELECT id, CAST(body AS BLOB) FROM event WHERE id IN ({marks})", some
            )

    def _header(self, device: str) -> Header:
        project = self._ledger.project
        return Header(
            project=project.id,
            project_name=project.name,
            device=device,
            name=self._how.device_name,
            written=self._milliseconds(),
        )

    def _milliseconds(self) -> int:
        return int(self._ledger.now().timestamp() * 1000)


def _files(team: Folder, device: str) -> list[File]:
    folder = team.child(device)
    if folder is None:
        return []
    with folder:
        return folder.files(SUFFIX)


def _other(name: str) -> str:
    return f"it is of another project, {name}; to make one project of both, add --other-project"
