"""verify-report: a report is as written, or what was altered in it and what has changed since."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from workbench.desk.acts import undo
from workbench.desk.deciding.verdicts import decide
from workbench.desk.opening import open_for_writing
from workbench.desk.sourcing.sources import cite
from workbench.desk.working.claims import correct, dismiss
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim
from workbench.ledger.recording import record_anchoring
from workbench.model import Anchoring, AnchorState, Stance

SAMPLE = Path(__file__).parents[2] / "claims.db"
TROOPS = "55126fcd1574f846011f10578c89382e"
QUOTE = "some 500 soldiers of the 65th Mountain Brigade"
REASON = "own notice gives number, unit and day."
FORMS = {
    "html": "r.html",
    "markdown": "r.md",
    "json": "r.json",
    "jsonl": "r.jsonl",
    "csv": "r.csv",
    "claimreview": "r.jsonld",
    "claimreview-page": "p.html",
    "averitec": "a.json",
}
Written = Callable[[str], Path]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The reports of the sample as it is, each written once."""
    return {}


@pytest.fixture
def written(workbench: Program, folder: Path, made: dict[str, bytes]) -> Written:
    """Write a report of the sample in some format."""
    database = folder / "work.db"
    database.write_bytes(SAMPLE.read_bytes())

    def write(form: str) -> Path:
        path = folder / FORMS[form]
        pristine = database.read_bytes() == SAMPLE.read_bytes()
        if pristine and form in made:
            path.write_bytes(made[form])
            return path
        run = workbench("report", "--db", "work.db", "--format", form, "-o", path.name)
        assert run.code == 0, run.err
        if pristine:
            made[form] = path.read_bytes()
        return path

    return write


def verified(workbench: Program, path: Path) -> tuple[int, list[str]]:
    run = workbench("verify-report", path.name, "--db", "work.db")
    return run.code, run.out.splitlines()


@pytest.mark.parametrize("form", FORMS)
def test_a_report_is_as_it_was_written(workbench: Program, written: Written, form: str) -> None:
    assert verified(workbench, written(form)) == (0, [])


_ALTERED = {
    "a quotation": (QUOTE, "some 900 soldiers of the 65th Mountain Brigade"),
    "a reason": (REASON, "own notice gives number and unit, not the day."),
    "a wording": ("About 500 Ostrian troops of the 65th", "About 900 Ostrian troops of the 65th"),
}


@pytest.mark.parametrize(
    ("form", "what"),
    [
        *((form, "a quotation") for form in FORMS),
        *((form, what) for form in ("html", "markdown") for what in ("a reason", "a wording")),
        ("claimreview", "a wording"),
        ("averitec", "a reason"),
        ("averitec", "a wording"),
    ],
)
def test_words_that_were_altered_by_hand_are_found(
    workbench: Program, written: Written, form: str, what: str
) -> None:
    path = written(form)
    before, after = _ALTERED[what]
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")

    code, told = verified(workbench, path)

    # AVeriTeC has no place for ids: a claim is known by its wording there.
    by_wording = form == "averitec" and what == "a wording"
    assert code == (3 if by_wording else 1)
    assert by_wording or any(line.startswith("altered: ") and "55126fcd" in line for line in told)


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        ("html", "</svg> Supported</span>", "</svg> Refuted</span>"),
        ("markdown", "**Supported**", "**Refuted**"),
        ("markdown", "Supported, says Ada", "Refuted, says Ada"),
        ("json", '"rating": "Supported"', '"rating": "Refuted"'),
        ("json", '"outcome": "Supported"', '"outcome": "Refuted"'),
        ("jsonl", '"rating": "Supported"', '"rating": "Refuted"'),
        ("csv", '"Supported"', '"Refuted"'),
        ("claimreview", '"alternateName": "Supported"', '"alternateName": "Refuted"'),
        ("claimreview-page", '"alternateName": "Supported"', '"alternateName": "Refuted"'),
        ("averitec", '"label": "Supported"', '"label": "Refuted"'),
    ],
)
def test_an_altered_verdict_is_found(
    workbench: Program, written: Written, form: str, before: str, after: str
) -> None:
    path = written(form)
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")

    code, told = verified(workbench, path)

    assert code == 1
    assert told
    assert all(line.startswith("altered: ") for line in told)


@pytest.mark.parametrize("form", ["html", "markdown", "json", "jsonl"])
def test_an_altered_hash_is_found(workbench: Program, written: Written, form: str) -> None:
    path = written(form)
    text = path.read_text("utf-8")
    hashes = re.findall(r'(?:"sha256": "|<code class="hash">|SHA-256 `)([0-9a-f]{64})', text)
    path.write_text(text.replace(hashes[-1], "0" * 64), "utf-8")

    code, told = verified(workbench, path)

    assert code == 1
    assert any(line.startswith("altered: ") for line in told)


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        ("html", 'data-wb-id="Supported">1<', 'data-wb-id="Supported">3<'),
        ("markdown", "| Supported | 1 |", "| Supported | 3 |"),
        ("json", '"claims": 2', '"claims": 3'),
        ("jsonl", '"claims": 2', '"claims": 3'),
    ],
)
def test_an_altered_figure_of_the_summary_is_found(
    workbench: Program, written: Written, form: str, before: str, after: str
) -> None:
    path = written(form)
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")

    code, told = verified(workbench, path)

    assert code == 1
    assert any("the summary" in line for line in told)


def test_words_that_are_seen_count_even_where_the_manifest_was_forged(
    workbench: Program, written: Written
) -> None:
    from workbench.reporting.manifest import Letters

    path = written("markdown")
    seen, _, manifest = path.read_text("utf-8").partition("<!-- workbench-report ")
    seen = seen.replace(QUOTE, "some 900 soldiers of the 65th Mountain Brigade")
    letters = Letters()
    letters.add_text(seen)
    forged = re.sub(r'"words":"[0-9a-f]+"', f'"words":"{letters.digest()}"', manifest)
    path.write_text(f"{seen}<!-- workbench-report {forged}", "utf-8")

    code, told = verified(workbench, path)

    assert code == 1
    assert told[0].startswith("altered: a quotation of claim 55126fcd is not shown as the ledger")
    assert all(line.startswith("altered: ") for line in told)


def test_a_hidden_value_is_told(workbench: Program, written: Written) -> None:
    path = written("html")
    text = path.read_text("utf-8")
    path.write_text(text.replace('data-wb="outcome"', 'data-wb="outcome" hidden'), "utf-8")

    code, told = verified(workbench, path)

    assert code == 1
    assert any("the result of claim 55126fcd is hidden" in line for line in told)


def _refute(ledger: Ledger) -> None:
    decide(ledger, TROOPS, "Refuted", "A later notice gives 300.", unsourced=True)


def _dismiss(ledger: Ledger) -> None:
    dismiss(ledger, TROOPS, "not checkable after all")


def _reword(ledger: Ledger) -> None:
    correct(ledger, TROOPS, "Some 500 troops came to the valley.")


def _refute_and_undo(ledger: Ledger) -> None:
    _refute(ledger)
    undo(ledger)


_SINCE: dict[str, tuple[Callable[[Ledger], None], str]] = {
    "a verdict more": (_refute, "claim 55126fcd has a verdict more: Refuted, given on 20"),
    "dismissed": (_dismiss, "claim 55126fcd was dismissed"),
    "reworded": (_reword, "claim 55126fcd was worded otherwise"),
}


@pytest.mark.parametrize(
    ("form", "what"),
    [
        *(("json", what) for what in _SINCE),
        ("markdown", "reworded"),
        ("html", "a verdict more"),
        ("csv", "dismissed"),
    ],
)
def test_what_has_changed_since_is_told_with_day_and_name(
    workbench: Program, written: Written, folder: Path, form: str, what: str
) -> None:
    path = written(form)
    change, words = _SINCE[what]
    with open_for_writing(folder / "work.db") as ledger:
        change(ledger)
        name = ledger.reviewer.name

    code, told = verified(workbench, path)

    assert code == 1
    assert all(line.startswith("changed: ") for line in told), told
    assert any(words in line and f"by {name}" in line for line in told), told


def test_a_verdict_that_was_changed_is_told_with_both_ratings(
    workbench: Program, written: Written, folder: Path
) -> None:
    written("csv")
    with open_for_writing(folder / "work.db") as ledger:
        decide(ledger, TROOPS, "Supported", "So says the force.", unsourced=True)
    with_first = written("json")
    with open_for_writing(folder / "work.db") as ledger:
        _refute(ledger)
        at = max(one.given_at for one in claim(ledger, TROOPS).verdicts)
        name = ledger.reviewer.name

    _, told = verified(workbench, with_first)

    expected = f"verdict of claim 55126fcd changed from Supported to Refuted on {at:%Y-%m-%d} by "
    assert any(line.startswith(f"changed: {expected}{name}") for line in told), told


def test_what_was_undone_again_is_no_difference(
    workbench: Program, written: Written, folder: Path
) -> None:
    path = written("json")
    with open_for_writing(folder / "work.db") as ledger:
        _refute_and_undo(ledger)

    assert verified(workbench, path) == (0, [])


def test_a_claim_that_is_not_here_is_missing(workbench: Program, written: Written) -> None:
    path = written("jsonl")
    text = path.read_text("utf-8")
    path.write_text(text.replace(TROOPS, "0" * 32), "utf-8")

    code, told = verified(workbench, path)

    assert code == 1
    assert told[0] == "missing: claim 00000000 is not in this database (claim 1)"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; there is nothing to verify"),
        (b"%PDF-1.7", "the PDF is damaged"),
        (b"<html><p>Words</p>", "it is HTML without a manifest of ours"),
        (b'{"a": 1}', "it is JSON, but neither a report"),
        (b'{"a": \n1 2}', "it is no valid JSON: line 2, column 3"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"name,text\n1,2\n", "nor a table with our columns"),
        (b"# Words\n<!-- workbench-report {} -->", "its manifest cannot be read"),
        (b'{"report": {"format": "workbench-report/9"}}', "written by another version"),
        (b"\x00\x01\x02", "is binary data, not a report"),
    ],
)
def test_what_is_no_report_is_told_in_one_line(
    workbench: Program, written: Written, folder: Path, content: bytes, words: str
) -> None:
    assert (folder / "work.db").exists()
    (folder / "x").write_bytes(content)

    run = workbench("verify-report", "x", "--db", "work.db")

    assert run.code == 3
    assert words in run.err
    assert len(run.err.splitlines()) == 2


def test_a_report_of_another_project_is_refused(
    workbench: Program, written: Written, folder: Path, dispatch: Path
) -> None:
    written("json")
    workbench("add", str(dispatch), "--db", "other.db")

    run = workbench("verify-report", "r.json", "--db", "other.db")

    assert run.code == 3
    assert "is a report of the project Sample: the Marun valley" in run.err


@pytest.mark.parametrize("form", ["html", "markdown", "json", "claimreview"])
def test_a_quotation_that_is_gone_from_its_page_since_is_told(
    workbench: Program, written: Written, folder: Path, form: str
) -> None:
    path = written(form)
    with open_for_writing(folder / "work.db") as ledger:
        [piece] = claim(ledger, TROOPS).evidence
        assert piece.details is not None
        with ledger.act("Re-check") as act:
            found = Anchoring(AnchorState.GONE)
            record_anchoring(act, TROOPS, piece.id, piece.details.capture, found)

    code, told = verified(workbench, path)

    assert code == 1
    assert any("the quotation is gone from its page" in line for line in told), told
    assert all(line.startswith("changed: ") for line in told)


@pytest.mark.parametrize("form", ["html", "markdown", "json", "csv"])
def test_a_quotation_that_was_withdrawn_or_added_since_is_told(
    workbench: Program, written: Written, folder: Path, form: str
) -> None:
    written("csv")
    before = written(form).read_bytes()
    with open_for_writing(folder / "work.db") as ledger:
        cite(
            *(ledger, TROOPS, "https://news.example.com/1", "Some 480 soldiers came."),
            stance=Stance.REFUTES,
            seen_on=date(2025, 10, 15),
        )
    path = written(form)
    path.with_name(f"before-{path.name}").write_bytes(before)

    code, [told] = verified(workbench, path.with_name(f"before-{path.name}"))
    assert code == 1
    assert told.startswith("changed: claim 55126fcd has a quotation more, added on ")

    with open_for_writing(folder / "work.db") as ledger:
        undo(ledger)
    code, [told] = verified(workbench, path)
    assert code == 1
    assert "is no longer live evidence of claim 55126fcd: withdrawn on " in told


def test_a_kept_page_that_is_damaged_is_told(
    workbench: Program, written: Written, folder: Path
) -> None:
    path = written("json")
    with closing(sqlite3.connect(folder / "work.db")) as connection:
        [[guard]] = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'blob_is_never_changed'"
        )
        connection.execute("DROP TRIGGER blob_is_never_changed")
        connection.execute("UPDATE blob SET data = zeroblob(length(data)) WHERE length(data) > 0")
        connection.execute(guard)
        connection.commit()

    code, told = verified(workbench, path)

    assert code == 1
    assert any(line.startswith("damaged: the kept page of the quotation") for line in told), told


def test_a_hash_of_another_capture_is_named(workbench: Program, written: Written) -> None:
    path = written("json")
    text = path.read_text("utf-8")
    path.write_text(re.sub(r'"sha256": "[0-9a-f]{64}"', f'"sha256": "{"0" * 64}"', text), "utf-8")

    _, told = verified(workbench, path)

    assert any("the capture hash 0000000000000000 of the quotation" in line for line in told)


def test_our_own_claim_review_passes_the_linter(
    workbench: Program, written: Written, folder: Path
) -> None:
    written("csv")
    named = ("--publisher", "Valley Desk", "--url", "https://desk.example.org/")
    assert workbench("project", *named, "--db", "work.db").code == 0
    for form in ("claimreview", "claimreview-page"):
        run = workbench("lint", written(form).name)
        assert (run.code, " 0 errors" in run.err) == (0, True), run.out


@pytest.mark.parametrize("form", ["csv", "claimreview", "claimreview-page", "averitec", "markdown"])
def test_an_empty_report_is_as_reported(
    workbench: Program, written: Written, folder: Path, form: str
) -> None:
    assert (folder / "work.db").exists()
    workbench("report", "nosuchword", "--db", "work.db", "--format", form, "-o", FORMS[form])

    assert verified(workbench, folder / FORMS[form]) == (0, [])
