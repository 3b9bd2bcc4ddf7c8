"""Formats that are tables and reviews say when they were made: changed since is not altered."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from tests.desk.told_reports import (
    TROOPS,
    altered,
    finished,
    ledger,
    told,
    verified,
    written,
)
from workbench.desk.reporting.selection import Selection
from workbench.desk.working.placing import set_claimant
from workbench.ledger.database import Ledger
from workbench.ledger.queries import reviewer_names
from workbench.model import ClaimantKind

__all__ = ["finished", "ledger", "told"]

DATED = ["csv", "claimreview", "claimreview-page"]
UNDATED = ["averitec", "portable"]
SPEAKERS = ("Ministry of Defence", "Ministry of War")


def kinds(ledger: Ledger, data: bytes) -> set[str]:
    return {one.kind.value for one in verified(ledger, data).differences}


@pytest.mark.parametrize("form", [*DATED, *UNDATED])
def test_a_value_that_stood_then_and_no_longer_does_is_changed(ledger: Ledger, form: str) -> None:
    data = written(ledger, form)
    set_claimant(ledger, [TROOPS], "Colonel Ban", ClaimantKind.PERSON)
    assert kinds(ledger, data) <= {"changed"}


@pytest.mark.parametrize("form", ["csv", "claimreview", *UNDATED])
def test_a_value_that_never_stood_is_altered(told: Ledger, form: str) -> None:
    data = written(told, form).replace(SPEAKERS[0].encode(), SPEAKERS[1].encode())
    assert kinds(told, data) == {"altered"}


@pytest.mark.parametrize("form", ["csv", "claimreview"])
def test_a_value_that_stood_only_before_is_altered_where_the_day_is_known(
    ledger: Ledger, form: str
) -> None:
    set_claimant(ledger, [TROOPS], SPEAKERS[1], ClaimantKind.ORGANIZATION)
    data = written(ledger, form).replace(SPEAKERS[1].encode(), SPEAKERS[0].encode())
    assert kinds(ledger, data) == {"altered"}


@pytest.mark.parametrize("form", UNDATED)
def test_a_form_without_a_date_says_so(told: Ledger, form: str) -> None:
    remarks = verified(told, written(told, form)).remarks
    assert any("carries no date" in remark for remark in remarks)


def test_a_table_without_a_row_misses_the_claim(told: Ledger) -> None:
    lines = written(told, "csv").splitlines()
    data = b"\n".join(line.replace(b'"2"', b'"1"') for line in lines[:2])
    words = altered(verified(told, data))
    assert any("1 claim that was chosen when it was made" in one for one in words), words


def test_a_review_says_the_day_and_the_report_it_is_of(told: Ledger) -> None:
    [review] = json.loads(written(told, "claimreview"))["@graph"]
    _, report = review["identifier"]
    project, moment = report.removeprefix("urn:workbench:report:").split(":", 1)
    assert project == told.project.id
    assert moment.startswith(review["sdDatePublished"])
    assert moment.endswith("Z")


SELECTIONS: dict[str, Callable[[Ledger], Selection]] = {
    "a reviewer who is not named": lambda ledger: Selection(
        reviewer=next(iter(reviewer_names(ledger).values())), anonymous=True
    ),
    "whoever asks": lambda _: Selection(query="reviewer:me"),
    "anonymous": lambda _: Selection(anonymous=True),
    "drafts": lambda _: Selection(drafts=True),
}


@pytest.mark.parametrize("what", SELECTIONS)
@pytest.mark.parametrize("form", ["csv", "json", "markdown"])
def test_claims_chosen_in_some_way_can_be_chosen_so_again(
    told: Ledger, form: str, what: str
) -> None:
    data = written(told, form, SELECTIONS[what](told))
    assert verified(told, data).differences == ()


def test_a_claim_cut_out_of_the_choice_of_somebody_unnamed_is_missed(told: Ledger) -> None:
    value = json.loads(written(told, "json", SELECTIONS["whoever asks"](told)))
    claims = value["documents"][0]["claims"]
    assert claims
    del claims[0]
    value["report"]["counts"]["claims"] -= 1
    assert altered(verified(told, json.dumps(value).encode()))


@pytest.mark.parametrize(
    "form", [*DATED, *UNDATED, "docx", pytest.param("pdf", marks=pytest.mark.long)]
)
def test_no_format_names_a_reviewer_of_an_anonymous_report(told: Ledger, form: str) -> None:
    if form == "pdf":
        pytest.importorskip("weasyprint", reason="needs the extra pdf")
    names = {name for name in reviewer_names(told).values() if " " in name}
    named = words_in(written(told, form))
    hidden = words_in(written(told, form, Selection(anonymous=True)))
    assert names
    assert not [name for name in names if name in hidden]
    if form in ("csv", "docx", "pdf"):
        assert [name for name in names if name in named]
        assert "Reviewer 1" in hidden


def words_in(data: bytes) -> str:
    """All words of a file, of every part of it."""
    if data.startswith(b"%PDF"):
        pdfium = pytest.importorskip("pypdfium2", reason="needs the extra pdf")
        pages = pdfium.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "\n".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
    return data.decode()
