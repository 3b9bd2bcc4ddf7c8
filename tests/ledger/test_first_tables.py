"""A file whose tables an earlier version made is brought up to date when it is opened."""

import gzip
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, Person, change, contents
from tests.ledger.source_material import fetch, quote
from workbench.errors import NotALedger
from workbench.ledger.database import Ledger
from workbench.ledger.events import MAX_NAME_CHARACTERS, read_event
from workbench.ledger.queries import claim, history, sources_of_claim
from workbench.ledger.rebuild import rebuild
from workbench.ledger.recording import attach
from workbench.ledger.schema import DERIVED_VERSION
from workbench.ledger.verify import verify

FIXTURE = Path(__file__).parent / "fixtures" / "first_tables.db.gz"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Two reviewers' work, as the first version of the tables held it."""
    path = tmp_path / "first.db"
    path.write_bytes(gzip.decompress(FIXTURE.read_bytes()))
    return path


def test_an_earlier_file_is_rebuilt_and_says_what_it_said(first: Path, ada: Person) -> None:
    with ada.opens(first) as ledger:
        version = ledger.rows("SELECT value FROM local WHERE key = 'derived_version'")
        assert version == [(str(DERIVED_VERSION),)]
        assert verify(ledger).problems == ()
        torn, corrected = claim(ledger, FIRST), claim(ledger, SECOND)
        assert (torn.status, len(torn.verdicts), torn.stale) == ("conflict", 2, False)
        assert corrected.statement == "The ministry counted 52 injured"
        assert [one.details for one in torn.evidence] == [None]
        assert [row.quotes for row in sources_of_claim(ledger, FIRST)] == [1]
        assert len(history(ledger, SECOND)) == 4
        rebuilt = contents(ledger.connection)
        rebuild(ledger)
        assert contents(ledger.connection) == rebuilt


def test_work_goes_on_in_an_earlier_file(first: Path, ada: Person) -> None:
    with ada.opens(first) as ledger:
        quote(ledger, fetch(ledger))
        assert verify(ledger).problems == ()
    with ada.opens(first, "read") as ledger:
        assert len(sources_of_claim(ledger, FIRST)) == 2


def test_events_that_were_not_understood_then_are_kept(first: Path, ada: Person) -> None:
    with ada.opens(first) as ledger:
        kinds = ledger.rows("SELECT kind, understood FROM entry WHERE understood = 0 ORDER BY 1")
        assert kinds == [("capture", 0), ("mood", 0)]


def test_somebodys_own_table_of_a_name_that_is_ours_by_now_is_not_dropped(
    first: Path, ada: Person
) -> None:
    change(first, "CREATE TABLE capture(mine)", "INSERT INTO capture VALUES ('precious')")
    with pytest.raises(NotALedger, match=r"holds capture, .* rename yours"):
        ada.opens(first)
    change(first, "ALTER TABLE capture RENAME TO my_capture")
    with ada.opens(first) as ledger:
        assert ledger.rows("SELECT mine FROM my_capture") == [("precious",)]


def test_an_earlier_program_keeps_and_passes_on_what_is_new(ledger: Ledger) -> None:
    """What it accepts without understanding: any kind, of any entity of 200 characters."""
    address = "https://long.example/" + "x" * 3_900
    with ledger.act("Attach") as act:
        attach(act, FIRST, f"1:{address}", address)
    quote(ledger, fetch(ledger))
    for identifier, body in ledger.rows("SELECT id, body FROM event"):
        event = read_event(identifier, body)
        assert len(event.entity) <= MAX_NAME_CHARACTERS == 200
        assert event.version == 1
