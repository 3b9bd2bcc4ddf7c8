"""Build the sample project: one short dispatch, read and partly decided.

People, places and pages in it are invented. Clock, identities and randomness are fixed, so the
same program builds the same events every time.
"""

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.deciding.verdicts import decide
from workbench.desk.reading.documents import add_document
from workbench.desk.samples.sample_pages import FORCE, HOSPITAL, MINISTRY, SamplePage, sample_page
from workbench.desk.sourcing.attaching import keep_fetched
from workbench.desk.sourcing.quoting import quote
from workbench.desk.working.claims import correct, dismiss
from workbench.errors import NotSo, StorageError
from workbench.ledger.database import open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim, claims_of_document
from workbench.model import Reviewer, Stance
from workbench.sourcing.files import decode
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

PROJECT_NAME: Final = "Sample: the Marun valley"
_BEGUN_AT: Final = datetime(2025, 10, 15, 9, 0, tzinfo=UTC)
_STEP_MILLISECONDS: Final = 61_000
_ADDRESS: Final = "docs/examples/reinforcement.txt"


def build_sample(path: Path, text: bytes | None = None) -> None:
    """Build the sample database in a new file.

    Raises:
        StorageError: The file exists already or cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise StorageError(
            f"{clean_line(str(path))} exists already; name a file that does not, or remove it"
        )
    data = text if text is not None else example_text()
    try:
        _build(path, data)
    except BaseException:
        # What is not whole is no sample, and would be in the way of the next attempt.
        with suppress(OSError):
            path.unlink()
        raise


def _build(path: Path, data: bytes) -> None:
    clock = _ticking(_BEGUN_AT)
    with tempfile.TemporaryDirectory() as place:
        ada, ben = (
            _identity(Path(place) / name.lower(), name) for name in ("Ada Example", "Ben Example")
        )
        with open_ledger(
            path,
            mode="create",
            identity=ada,
            clock=clock,
            entropy=_entropy("ada"),
            name=PROJECT_NAME,
            sample=True,
        ) as ledger:
            _first_reviewer(ledger, data)
        with open_ledger(
            path, mode="write", identity=ben, clock=clock, entropy=_entropy("ben")
        ) as ledger:
            _second_reviewer(ledger)


def example_text() -> bytes:
    """The sample's article, from a checkout of the project.

    Raises:
        NotSo: This installation has no checkout around it.
    """
    path = Path(__file__).parents[3] / _ADDRESS
    try:
        return path.read_bytes()
    except OSError:
        raise NotSo(
            f"the sample is built from a checkout of the project, and {_ADDRESS} is not there"
        ) from None


def _first_reviewer(ledger: "Ledger", data: bytes) -> None:
    added = add_document(ledger, decode(_ADDRESS, data))
    wounded = _claim(ledger, added.document.id, "52 civilians")
    _quote(
        ledger,
        wounded,
        HOSPITAL,
        "Forty-seven civilians were treated after the unrest of 10 October. "
        "We have no patient in critical condition.",
        Stance.REFUTES,
    )
    _quote(
        ledger,
        wounded,
        MINISTRY,
        "According to our figures, 52 civilians and 41 soldiers were injured.",
        Stance.SUPPORTS,
    )
    decide(
        ledger,
        wounded,
        "Conflicting Evidence/Cherrypicking",
        "The ministry says 52 civilians, the hospital that treated them 47. Neither has published "
        "a list, and the hospital may not have seen everybody.",
    )
    arrival = _claim(ledger, added.document.id, "About 500")
    _quote(
        ledger,
        arrival,
        FORCE,
        "On 13 October some 500 soldiers of the 65th Mountain Brigade reached the Marun valley.",
        Stance.SUPPORTS,
    )
    decide(ledger, arrival, "Supported", "The force's own notice gives number, unit and day.")
    budget = _claim(ledger, added.document.id, "12 percent")
    correct(
        ledger,
        budget,
        "The budget of the mission in the Marun valley rose by 12 percent "
        "to 84 million euros in 2024.",
    )
    dismiss(ledger, _claim(ledger, added.document.id, "most beautiful valley"), "an opinion")


def _quote(ledger: "Ledger", claim_id: str, page: SamplePage, words: str, stance: Stance) -> None:
    attached = keep_fetched(ledger, sample_page(page), claim_id=claim_id)
    if attached.capture is not None:
        quote(ledger, claim_id, attached.capture, words, stance=stance)


def _second_reviewer(ledger: "Ledger") -> None:
    from workbench.ledger.queries import documents

    document = documents(ledger)[0]
    decide(
        ledger,
        _claim(ledger, document.id, "52 civilians"),
        "Refuted",
        "The hospital counted its patients; the ministry gives no source for its figure.",
    )


def _claim(ledger: "Ledger", document: str, words: str) -> str:
    for row in claims_of_document(ledger, document):
        if words in claim(ledger, row.id).reading.span:
            return row.id
    raise NotSo(f"the sample's text has no claim with the words “{words}”")


def _identity(place: Path, name: str) -> IdentityStore:
    store = IdentityStore(place / "config", place / "state", _entropy(name))
    store.adopt(Reviewer(hashlib.sha256(name.encode()).hexdigest()[:32], name))
    return store


def _ticking(begun_at: datetime) -> Callable[[], int]:
    now = int(begun_at.timestamp() * 1000)

    def tick() -> int:
        nonlocal now
        now += _STEP_MILLISECONDS
        return now

    return tick


def _entropy(seed: str) -> Callable[[int], bytes]:
    count = 0

    def draw(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{seed} {count}".encode()).digest(size)

    return draw
