"""Which claims a report is about, as of when, and what it never tells."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import DISPATCH
from workbench import model
from workbench.desk.acts import undo
from workbench.desk.deciding.verdicts import decide
from workbench.desk.opening import identity_store
from workbench.desk.reporting.replacing import replacing
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection, end_of_day
from workbench.desk.settings_of_project import set_publisher
from workbench.desk.sourcing.quoting import quote
from workbench.desk.sourcing.sources import cite, withdraw_evidence
from workbench.desk.sourcing.testimony import record_testimony
from workbench.desk.working.claims import dismiss
from workbench.desk.working.commenting import comment
from workbench.desk.working.tagging import tag
from workbench.errors import NotSo, StorageError, UsageError
from workbench.ledger.as_of import ledger_as_of
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import claim_numbers, claims_of_document, document_text, documents
from workbench.model import (
    ClaimFilter,
    LinkRelation,
    OnRecord,
    Publisher,
    Reviewer,
    SourceKind,
    Stance,
)
from workbench.reporting.formats import FORMATS, ReportOptions
from workbench.sourcing.files import decode

START = datetime(2025, 10, 15, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that goes on by an hour when told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return int(self.now.timestamp() * 1000)

    def later(self, **how: int) -> None:
        self.now += timedelta(**how)


class Team:
    """A database that two reviewers work in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "team.db"
        self.clock = Clock()
        self._folder = folder
        self.open("Ada").close()

    def open(self, name: str) -> Ledger:
        identity = IdentityStore(self._folder / name / "config", self._folder / name / "state")
        identity.adopt(Reviewer(name[0].lower() * 32, name))
        return open_ledger(self.path, mode="create", identity=identity, clock=self.clock)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    from workbench.desk.reading.documents import add_document

    made = Team(tmp_path)
    with made.open("Ada") as ledger:
        add_document(ledger, decode("/home/ada/private/dispatch.txt", DISPATCH.encode()))
    return made


def ids(ledger: Ledger) -> list[str]:
    return [row.id for row in claims_of_document(ledger, documents(ledger)[0].id)]


def told(ledger: Ledger, **selection: Any) -> dict[str, Any]:
    stream = io.BytesIO()
    write_report(ledger, "json", stream, Selection(**selection))
    whole: dict[str, Any] = json.loads(stream.getvalue())
    return whole


def claims(ledger: Ledger, **selection: Any) -> list[str]:
    found = told(ledger, **selection)
    return [one["id"] for document in found["documents"] for one in document["claims"]]


def test_a_report_tells_what_was_decided_or_all_or_what_is_settled(team: Team) -> None:
    with team.open("Ada") as ledger:
        first, second, *rest = ids(ledger)
        decide(ledger, first, "Supported", "So it is.", unsourced=True)
        decide(ledger, second, "Refuted", "It is not.", unsourced=True)
    with team.open("Ben") as ledger:
        decide(ledger, second, "Supported", "It is.", unsourced=True)
        assert claims(ledger) == [first, second]
        assert claims(ledger, closed=True) == [first]
        assert claims(ledger, drafts=True) == [first, second, *rest]
        assert told(ledger)["report"]["counts"]["undecided"] == len(rest)
        with pytest.raises(UsageError, match="choose one"):
            claims(ledger, drafts=True, closed=True)


def test_a_report_is_chosen_by_words_reviewer_day_tag_and_document(team: Team) -> None:
    with team.open("Ada") as ledger:
        first, second = ids(ledger)[:2]
        decide(ledger, first, "Supported", "So it is.", unsourced=True)
        tag(ledger, [second], ["Hospital"])
        document = documents(ledger)[0].id
    team.clock.later(days=3)
    with team.open("Ben") as ledger:
        decide(ledger, second, "Refuted", "It is not.", unsourced=True)
        assert claims(ledger, reviewer="ada") == [first]
        assert claims(ledger, reviewer="Ben") == [second]
        assert claims(ledger, since=datetime(2025, 10, 17, tzinfo=UTC).date()) == [second]
        assert claims(ledger, until=datetime(2025, 10, 16, tzinfo=UTC).date()) == [first]
        assert claims(ledger, tags=("hospital",)) == [second]
        assert claims(ledger, tags=("hospital", "other")) == []
        assert claims(ledger, document=document[:8]) == [first, second]
        assert claims(ledger, query=get_claim(ledger, first).statement.split()[0]) == [
            one for one in (first, second)
            if get_claim(ledger, first).statement.split()[0] in get_claim(ledger, one).statement
        ]  # fmt: skip
        with pytest.raises(NotSo, match="no reviewer is called Zoe"):
            claims(ledger, reviewer="Zoe")


def test_a_past_day_is_told_as_it_stood(team: Team) -> None:
    with team.open("Ada") as ledger:
        first, second = ids(ledger)[:2]
        decide(ledger, first, "Supported", "So it is.", unsourced=True)
        then = ledger.now() + timedelta(minutes=1)
        day = ledger.now().astimezone().date()
    team.clock.later(days=1)
    with team.open("Ada") as ledger:
        decide(ledger, first, "Refuted", "It is not.", unsourced=True)
        decide(ledger, second, "Refuted", "Nor this.", unsourced=True)
        dismiss(ledger, ids(ledger)[-1])
        for moment in (then, end_of_day(day)):
            found = told(ledger, as_of=moment)
            (claim,) = found["documents"][0]["claims"]
            assert claim["rating"] == "Supported"
            assert [one["live"] for one in claim["verdicts"]] == [True]
            assert found["report"]["counts"]["dismissed"] == 0
            assert found["report"]["as_of"] == day.isoformat()
        assert claims(ledger) == [first, second]
        with pytest.raises(NotSo, match="no project yet"):
            told(ledger, as_of=START - timedelta(days=1))


def test_a_past_day_reads_kept_texts_and_writes_nothing(team: Team) -> None:
    with team.open("Ada") as ledger:
        document = documents(ledger)[0].id
        before = team.path.read_bytes()
        with ledger_as_of(ledger, ledger.now() + timedelta(days=1)) as then:
            assert document_text(then, document) == DISPATCH
            assert len(claim_numbers(then, ClaimFilter())) == len(ids(ledger))
            folder = then.path.parent
            with pytest.raises(StorageError):
                decide(then, ids(ledger)[0], "Supported", "No.", unsourced=True)
        assert not folder.exists()
        assert team.path.read_bytes() == before
    assert identity_store().known_reviewer() is None


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_anonymous_report_names_no_reviewer(team: Team, name: str) -> None:
    if name == "pdf":
        pytest.skip("made of the same template as html")
    with team.open("Ada") as ledger:
        first = ids(ledger)[0]
        cite(ledger, first, "https://a.example/", "It is.", stance=Stance.SUPPORTS,
             seen_on=START.date())  # fmt: skip
        decide(ledger, first, "Supported", "So it is.")
        comment(ledger, first, "Only between us.")
    with team.open("Ben") as ledger:
        decide(ledger, first, "Supported", "I agree.")
        set_publisher(ledger, Publisher("Desk", "https://desk.example/"))
        stream = io.BytesIO()
        form = FORMATS[name]
        write_report(ledger, name, stream, Selection(anonymous=True), ReportOptions())
        words = stream.getvalue().decode("utf-8", "replace")
        if not form.binary:
            for named in ("Ada", "Ben", "a" * 32, "b" * 32, "/home/", "private", "between us"):
                assert named not in words
        if name == "json":
            verdicts = json.loads(words)["documents"][0]["claims"][0]["verdicts"]
            by = {"So it is.": "Reviewer 1", "I agree.": "Reviewer 2"}
            assert {one["because"]: one["given_by"] for one in verdicts} == by


def write_half(path: Path) -> None:
    with replacing(path) as stream:
        stream.write(b"half")
        raise RuntimeError("half way")


def test_a_file_that_cannot_be_written_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")
    with pytest.raises(RuntimeError, match="half way"):
        write_half(path)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.md"]
    with pytest.raises(StorageError, match="cannot be written"), replacing(tmp_path / "no" / "a"):
        pass
    with replacing(path) as stream:
        stream.write(b"new")
    assert path.read_text() == "new"


def test_a_link_and_who_may_read_a_file_stay_as_they_were(tmp_path: Path) -> None:
    path, link = tmp_path / "report.md", tmp_path / "link.md"
    path.write_text("old")
    path.chmod(0o600)
    link.symlink_to(path)
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_new_file_can_be_read_by_whom_this_computer_lets(tmp_path: Path) -> None:
    fresh, usual = tmp_path / "report.md", tmp_path / "usual"
    usual.touch()
    with replacing(fresh) as stream:
        stream.write(b"new")
    assert fresh.stat().st_mode == usual.stat().st_mode


def test_figures_that_contradict_one_another_are_told(team: Team) -> None:
    from workbench.desk.matching.linking import link
    from workbench.desk.reading.documents import add_document

    other = (
        "The hospital said on Friday that 47 civilians were injured in the unrest on 10 October."
    )
    with team.open("Ada") as ledger:
        add_document(ledger, decode("hospital.txt", other.encode()))
        counted = [one for one in ids(ledger) if "civilians" in get_claim(ledger, one).statement]
        theirs = claims_of_document(ledger, documents(ledger)[1].id)[0].id
        link(ledger, counted[0], theirs, LinkRelation.CONFLICT)
        decide(ledger, counted[0], "Refuted", "It was 47.", unsourced=True)
        stream = io.BytesIO()
        write_report(ledger, "markdown", stream)
        assert "## Figures that differ" in stream.getvalue().decode()


@pytest.mark.parametrize("terms", [OnRecord.OFF_RECORD, OnRecord.BACKGROUND])
def test_who_spoke_in_confidence_never_leaves_the_desk(team: Team, terms: OnRecord) -> None:
    call = model.Testimony(SourceKind.CALL, "Zacharias Quill", "2025-10-15", terms)
    with team.open("Ada") as ledger:
        first = ids(ledger)[0]
        capture = record_testimony(ledger, first, call, "Nobody saw the zeppelin.").capture
        assert capture is not None
        quote(ledger, first, capture, "the zeppelin", stance=Stance.REFUTES)
        again = quote(ledger, first, capture, "Nobody saw", stance=Stance.REFUTES)
        decide(ledger, first, "Refuted", "We were told so.")
        withdraw_evidence(ledger, first, again)
        undo(ledger)
        withdraw_evidence(ledger, first, again)
        for name in ("csv", "jsonl", "json", "markdown", "html", "claimreview", "averitec"):
            stream = io.BytesIO()
            write_report(ledger, name, stream)
            words = stream.getvalue().decode()
            assert "Quill" not in words, name
            assert "Nobody saw" not in words, name
            told = terms is OnRecord.BACKGROUND and name != "claimreview"
            assert ("zeppelin" in words) == told, name
