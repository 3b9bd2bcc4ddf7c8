"""Wherever a report is altered, and whichever version it says it is of, verifying finds it."""

import json
from random import Random
from typing import Any

import pytest

from tests.desk.forging import (
    ALTERED,
    OTHER_PROGRAM,
    altered_page,
    by_another_version,
    resealed,
)
from tests.desk.told_reports import altered, finished, told, verified, written
from workbench.errors import InputError
from workbench.ledger.database import Ledger

__all__ = ["finished", "told"]

IN_LINES = ("html", "markdown", "docx")
"""Formats that are laid out in lines, and so by versions otherwise."""


@pytest.fixture(scope="module")
def reports(told: Ledger) -> dict[str, bytes]:
    """A report in each format."""
    return {form: written(told, form) for form in ALTERED}


def is_found(ledger: Ledger, data: bytes) -> bool:
    try:
        return not verified(ledger, data).as_reported
    except InputError:
        # Where a format has no ids, a claim that was altered is one of another database.
        return True


def places(few: int, many: int) -> list[object]:
    """Seeds: a few in every run, all in the long one."""
    return [
        pytest.param(seed, marks=() if seed < few else pytest.mark.long) for seed in range(many)
    ]


@pytest.mark.parametrize("seed", places(2, 60))
@pytest.mark.parametrize("form", ALTERED)
def test_a_word_that_is_altered_anywhere_is_found(
    told: Ledger, reports: dict[str, bytes], form: str, seed: int
) -> None:
    data = ALTERED[form](reports[form], Random(seed))
    assert data != reports[form]
    assert is_found(told, data)


@pytest.mark.parametrize("seed", places(2, 60))
@pytest.mark.parametrize("form", IN_LINES)
def test_naming_another_version_hides_nothing(
    told: Ledger, reports: dict[str, bytes], form: str, seed: int
) -> None:
    chance, honest = Random(seed), by_another_version(reports[form], form)
    data = honest
    while data == honest:  # the word may be the version itself
        data = by_another_version(ALTERED[form](reports[form], chance), form)
    assert is_found(told, data)


@pytest.mark.parametrize("form", IN_LINES)
def test_a_report_of_another_version_with_these_words_is_as_reported(
    told: Ledger, reports: dict[str, bytes], form: str
) -> None:
    found = verified(told, by_another_version(reports[form], form))
    assert found.differences == ()
    assert any("claim-workbench 0.9.2" in remark for remark in found.remarks)


def cut_anew(report: str) -> str:
    """Markdown whose lines are broken after every fifth word: another layout of the same."""
    text, _, manifest = report.partition("<!-- workbench-report ")
    words = text.split()
    lines = [" ".join(words[start : start + 5]) for start in range(0, len(words), 5)]
    return "\n".join(lines) + "\n\n<!-- workbench-report " + manifest


def test_a_layout_that_breaks_lines_elsewhere_changes_nothing(
    told: Ledger, reports: dict[str, bytes]
) -> None:
    data = by_another_version(cut_anew(reports["markdown"].decode()).encode(), "markdown")
    assert verified(told, data).differences == ()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("The force says so itself.", "The force never said so.", "altered"),
        ("**Supported**", "**Refuted**", "altered"),
        ("high confidence", "low confidence", "altered"),
        ("Only for the first day.", "", "altered"),
        ("## Method", "## Our dear method", "unconfirmed"),
        ("\n## Method", "\nThis report is a lie.\n\n## Method", "unconfirmed"),
    ],
)
def test_words_of_another_layout_are_told_apart_from_altered_ones(
    told: Ledger, reports: dict[str, bytes], before: str, after: str, kind: str
) -> None:
    text = reports["markdown"].decode()
    assert before in text

    found = verified(told, by_another_version(text.replace(before, after, 1).encode(), "markdown"))

    assert kind in {one.kind.value for one in found.differences}
    assert all(one.kind.value in (kind, "altered") for one in found.differences)
    only_unconfirmed = all(one.kind.value == "unconfirmed" for one in found.differences)
    assert found.conclusion.startswith("nothing differs from the ledger") == only_unconfirmed
    assert ("write the report anew" in " ".join(found.remarks)) == only_unconfirmed


def test_a_page_of_the_publishers_own_with_our_markup_says_what_is_for_them_to_answer_for(
    told: Ledger, reports: dict[str, bytes]
) -> None:
    graph = reports["claimreview"].decode()
    page = (
        "<!doctype html><title>Our checks</title><p>We say so.</p>"
        f'<script type="application/ld+json">{graph}</script>'
    )
    found = verified(told, page.encode())
    assert [one.kind.value for one in found.differences] == ["unconfirmed"]
    assert found.conclusion == (
        "nothing differs from the ledger, but 1 thing in it cannot be confirmed"
    )
    assert any("for its publisher to answer for" in remark for remark in found.remarks)
    altered = verified(told, page.replace("Supported", "Refuted").encode())
    assert "altered" in {one.kind.value for one in altered.differences}


def without_a_claim(text: str) -> str:
    """Markdown without its last claim, which its forged manifest does not name either."""
    start = text.index("### 2. ")
    end = text.index("\n## ", start)
    cut = text[:start] + text[end:]
    before, mark, rest = cut.partition("<!-- workbench-report ")
    manifest, close, after = rest.partition(" -->")
    value: dict[str, Any] = json.loads(manifest)
    value["claims"] = value["claims"][:1]
    value["counts"]["claims"] -= 1
    return resealed(f"{before}{mark}{json.dumps(value)}{close}{after}")


@pytest.mark.parametrize("of_another_version", [False, True])
def test_a_claim_that_is_cut_out_is_missed_whatever_the_manifest_says(
    told: Ledger, reports: dict[str, bytes], of_another_version: bool
) -> None:
    data = without_a_claim(reports["markdown"].decode()).encode()
    if of_another_version:
        data = by_another_version(data, "markdown")
    words = altered(verified(told, data))
    assert any("1 claim that was chosen when it was made is not in" in one for one in words)


def with_head(data: bytes, **changes: Any) -> bytes:
    value = json.loads(data)
    value["report"].update(changes)
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"made_at": "2999-01-01T00:00:00.000+00:00"}, "which has not come"),
        ({"made_at": "yesterday"}, "which has not come"),
        ({"chosen": None}, "does not say how its claims were chosen"),
        ({"program": "a better one"}, "there is no program named “a better one”"),
    ],
)
def test_a_head_that_hides_how_a_report_was_made_is_told(
    told: Ledger, reports: dict[str, bytes], changes: dict[str, Any], words: str
) -> None:
    found = verified(told, with_head(reports["json"], **changes))
    assert any(words in one.words for one in found.differences), found.differences


@pytest.mark.parametrize("form", ["json", "jsonl", "claimreview", "averitec", "portable", "csv"])
def test_what_is_added_beside_the_claims_is_told(
    told: Ledger, reports: dict[str, bytes], form: str
) -> None:
    data = reports[form]
    if form == "csv":
        lines = data.split(b"\r\n")
        data = b"\r\n".join([lines[0], lines[1] + b',"All of it is false."', *lines[2:]])
    else:
        data += b'{"note": "All of it is false."}\n'
    assert any("All of it is false" in words for words in altered(verified(told, data)))


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_claim_that_is_told_twice_is_told(
    told: Ledger, reports: dict[str, bytes], form: str
) -> None:
    if form == "jsonl":
        lines = reports[form].splitlines()
        data = b"\n".join([*lines, lines[-1]])
    else:
        value = json.loads(reports[form])
        value["documents"][0]["claims"] *= 2
        data = json.dumps(value).encode()
    assert any("is told more than once" in words for words in altered(verified(told, data)))


@pytest.mark.long
@pytest.mark.parametrize("of_another_version", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_a_word_that_is_altered_in_a_pdf_is_found(
    told: Ledger, monkeypatch: pytest.MonkeyPatch, seed: int, of_another_version: bool
) -> None:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    from workbench.desk.reporting import reports
    from workbench.reporting.pdf import document as pdf

    printed, chance = pdf.inked, Random(seed)
    data = honest = written(told, "pdf")
    with monkeypatch.context() as forged:
        if of_another_version:
            forged.setattr(reports, "PROGRAM", OTHER_PROGRAM)
        forged.setattr(
            pdf, "inked", lambda page: altered_page(printed(page).encode(), chance).decode()
        )
        while words_of(data) == words_of(honest):  # not every word of a page is printed
            data = written(told, "pdf")
    assert is_found(told, data)


def words_of(data: bytes) -> list[str]:
    """The words of a PDF but the moment it was made at and the version."""
    import pypdfium2

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return [
        word for word in " ".join(pages).split() if ":" not in word and word[:2] not in ("0.", "9.")
    ]


@pytest.mark.long
def test_a_pdf_of_another_version_with_these_words_is_as_reported(
    told: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    from workbench.desk.reporting import reports

    with monkeypatch.context() as other:
        other.setattr(reports, "PROGRAM", OTHER_PROGRAM)
        data = written(told, "pdf")
    assert verified(told, data).differences == ()
