"""The sample that ships with the program is what the program builds, and stays as it is."""

import io
import json
from pathlib import Path

import jsonschema
import pytest

from workbench.desk.opening import default_database, identity_store, open_for_writing
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.desk.samples.sample import build_sample
from workbench.desk.working.claims import dismiss
from workbench.errors import NotSo, StorageError
from workbench.ledger.database import open_ledger
from workbench.ledger.queries import claim, claim_numbers, claim_rows, counts, documents
from workbench.ledger.tables import differences
from workbench.ledger.verify import verify
from workbench.model import ClaimFilter, ClaimStatus
from workbench.reporting.formats import ReportOptions, schema

COMMITTED = Path(__file__).parents[2] / "claims.db"


def assert_same(one: Path, other: Path) -> None:
    """The same events, and the same rows made from them, whatever the bytes of the files."""
    events = "SELECT hex(id), body FROM event ORDER BY id"
    with (
        open_ledger(one, mode="read", identity=identity_store()) as ours,
        open_ledger(other, mode="read", identity=identity_store()) as theirs,
    ):
        assert ours.rows(events) == theirs.rows(events), "run: make sample"
        assert list(differences(ours.connection, theirs.connection)) == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "claims.db"
    build_sample(path)
    return path


def test_a_sample_that_could_not_be_built_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(NotSo, match="has no claim"):
        build_sample(tmp_path / "sample.db", b"Nothing of this is in the sample.")
    assert not (tmp_path / "sample.db").exists()


def test_the_committed_sample_holds_what_the_command_builds(built: Path) -> None:
    assert_same(COMMITTED, built)


def test_a_report_of_the_sample_fits_the_published_schema(built: Path) -> None:
    published = json.loads(schema())
    whole, lines = io.BytesIO(), io.BytesIO()
    with open_ledger(built, mode="read", identity=identity_store()) as ledger:
        write_report(ledger, "json", whole, Selection(drafts=True))
        write_report(ledger, "jsonl", lines, Selection(drafts=True), ReportOptions(histories=True))
    report = json.loads(whole.getvalue())
    jsonschema.Draft202012Validator(published).validate(report)
    told = [claim for document in report["documents"] for claim in document["claims"]]
    assert any(date["anchor"] for claim in told for date in claim["dates"])
    line = jsonschema.Draft202012Validator({"$ref": "#/$defs/line", "$defs": published["$defs"]})
    for each in lines.getvalue().splitlines():
        line.validate(json.loads(each))


def test_building_twice_gives_the_same_events_and_rows(built: Path, tmp_path: Path) -> None:
    build_sample(tmp_path / "again.db")
    assert_same(tmp_path / "again.db", built)


def test_an_existing_file_is_never_overwritten(built: Path) -> None:
    before = built.read_bytes()
    with pytest.raises(StorageError, match="exists already"):
        build_sample(built)
    assert built.read_bytes() == before


def test_the_sample_shows_what_the_program_can_do(built: Path) -> None:
    with open_ledger(built, mode="read", identity=identity_store()) as ledger:
        assert ledger.project.sample
        assert verify(ledger).problems == ()
        number = counts(ledger)
        assert (number["single"], number["conflict"], number["dismissed"]) == (1, 1, 1)
        rows = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))
        (torn,) = [row for row in rows if row.status is ClaimStatus.CONFLICT]
        assert {piece.stance for piece in claim(ledger, torn.id).evidence} == {
            "supports",
            "refutes",
        }
        assert len(documents(ledger)) == 1


def test_by_default_a_working_copy_is_used_and_the_sample_stays_untouched(
    built: Path, home: Path
) -> None:
    before = built.read_bytes()
    chosen = default_database(built.parent)
    assert chosen.path == home / "state" / "sample" / "claims.db"
    assert chosen.remark is not None
    assert "stays as it is" in chosen.remark
    with open_for_writing(chosen.path) as ledger:
        dismiss(ledger, claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))[0].id)
    assert default_database(built.parent).path == chosen.path
    assert built.read_bytes() == before
