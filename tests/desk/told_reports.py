"""Reports of the sample, with a verdict that has all that a verdict can have."""

import hashlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from workbench.desk.deciding.verdicts import decide
from workbench.desk.opening import open_for_writing
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.desk.verifying.verifying_reports import Verified, verify_report
from workbench.desk.working.placing import set_claimant, set_claimed_on
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim
from workbench.model import ClaimantKind, Confidence

SAMPLE = Path(__file__).parents[2] / "claims.db"
TROOPS = "55126fcd1574f846011f10578c89382e"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, decided with conditions, a correction and all else."""
    folder = tmp_path_factory.mktemp("finished")
    path = folder / "work.db"
    path.write_bytes(SAMPLE.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder))
        with open_for_writing(path) as opened:
            set_claimant(opened, [TROOPS], "Ministry of Defence", ClaimantKind.ORGANIZATION)
            set_claimed_on(opened, [TROOPS], "2025-10-15")
            decide(opened, TROOPS, "Refuted", "It looked like 300.", unsourced=True)
            decide(
                *(opened, TROOPS, "Supported", "The force says so itself."),
                evidence=[piece.id for piece in claim(opened, TROOPS).evidence],
                confidence=Confidence.HIGH,
                as_of=date(2025, 10, 20),
                conditions="Only for the first day.",
                correction="An earlier text gave 300.",
            )
    return path


@pytest.fixture(scope="module")
def told(finished: Path) -> Iterator[Ledger]:
    """That database, to be read only: all tests of a module share it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(finished.parent))
        with open_for_writing(finished) as opened:
            before = hashlib.sha256(finished.read_bytes()).digest()
            yield opened
    assert hashlib.sha256(finished.read_bytes()).digest() == before, "a test wrote into it"


@pytest.fixture
def ledger(finished: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of that database for one test, to be written into."""
    path = tmp_path / "work.db"
    path.write_bytes(finished.read_bytes())
    with open_for_writing(path) as opened:
        yield opened


def written(ledger: Ledger, form: str, selection: Selection | None = None) -> bytes:
    """A report of it."""
    stream = BytesIO()
    write_report(ledger, form, stream, selection)
    return stream.getvalue()


def verified(ledger: Ledger, data: bytes) -> Verified:
    """What comes of comparing a report with it."""
    return verify_report(ledger, data, "the report")


def altered(found: Verified) -> list[str]:
    """What was altered in it, in words."""
    return [one.words for one in found.differences if one.kind == "altered"]
