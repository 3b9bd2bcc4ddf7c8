"""Claims of reports and data sets taken in: what comes out again is what went in."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from workbench.desk.acts import undo
from workbench.desk.matching.importing import import_reviews
from workbench.desk.matching.taking_in import take_in
from workbench.desk.opening import open_for_writing
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.errors import InputError
from workbench.ledger.database import Ledger
from workbench.ledger.queries import all_published, counts, iterate_claims
from workbench.ledger.verify import verify
from workbench.model import ClaimFilter
from workbench.reporting.averitec.examples import CLAIM_TYPES, LABELS
from workbench.reporting.csv.table import HEAD

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: bool(text.strip()))
"""Words as a reader sees them; what steers a terminal is shown as a picture in a table."""
URLS = st.sampled_from(("https://a.example/1", "https://b.example/2?x=y", "http://c.example/d.pdf"))


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(("Extractive", "Abstractive", "Boolean", "Unanswerable")))
    if kind == "Unanswerable":
        return {
            "answer": "No answer could be found.",
            "answer_type": kind,
            "source_url": "",
            "cached_source_url": "",
            "source_medium": "",
        }
    url = draw(URLS)
    value = {
        "answer": draw(WORDS),
        "answer_type": kind,
        "source_url": url,
        "cached_source_url": f"https://archive.example/{url[-1]}",
        "source_medium": "PDF" if url.endswith(".pdf") else "Web text",
    }
    return value | ({"boolean_explanation": draw(WORDS)} if kind == "Boolean" else {})


@st.composite
def averitec_claims(draw: st.DrawFn) -> dict[str, Any]:
    asked = draw(st.lists(st.tuples(WORDS, st.lists(answers(), max_size=3)), max_size=3))
    return {
        "claim": draw(WORDS),
        "required_reannotation": False,
        "label": draw(st.sampled_from(LABELS)),
        "justification": draw(WORDS),
        "claim_date": draw(st.none() | st.dates().map(lambda day: f"{day:%d-%m-}{day.year:04d}")),
        "speaker": draw(st.none() | WORDS),
        "original_claim_url": draw(st.none() | URLS),
        "cached_original_claim_url": None,
        "fact_checking_article": None,
        "reporting_source": None,
        "location_ISO_code": draw(st.sampled_from((None, "KE", "US"))),
        "claim_types": [t for t in CLAIM_TYPES if draw(st.booleans())],
        "fact_checking_strategies": [],
        "questions": [{"question": text, "answers": list(told)} for text, told in asked],
    }


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator["Fresh"]:
    made = Fresh(tmp_path)
    yield made
    made.close()


class Fresh:
    """Databases with nothing in them, as many as are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: list[Ledger] = []

    def __call__(self) -> Ledger:
        path = self._folder / f"{len(self._opened)}.db"
        self._opened.append(open_for_writing(path, create=True))
        return self._opened[-1]

    def close(self) -> None:
        for ledger in self._opened:
            ledger.close()


def exported(ledger: Ledger, name: str) -> bytes:
    stream = io.BytesIO()
    write_report(ledger, name, stream, Selection())
    return stream.getvalue()


def some(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


DATA = st.lists(averitec_claims(), min_size=1, max_size=3)


@given(DATA)
@some(3)
def test_averitec_out_in_and_out_again_is_the_same(
    fresh: "Fresh", data: list[dict[str, Any]]
) -> None:
    comes_back_the_same(fresh, data)


@pytest.mark.long
@given(DATA)
@some(60)
def test_any_averitec_out_in_and_out_again_is_the_same(
    fresh: "Fresh", data: list[dict[str, Any]]
) -> None:
    comes_back_the_same(fresh, data)


def comes_back_the_same(fresh: Fresh, data: list[dict[str, Any]]) -> None:
    first, second, third = fresh(), fresh(), fresh()
    take_in(first, json.dumps(data).encode(), "dev.json")
    out = exported(first, "averitec")
    assert len(json.loads(out)) == len(data)
    assert [one["claim"] for one in json.loads(out)] == [one["claim"] for one in data]
    take_in(second, out, "out.json")
    assert exported(second, "averitec") == out
    take_in(third, exported(second, "averitec"), "again.json")
    assert exported(third, "averitec") == out


CARRIED = (
    *("text", "claimant", "claimant_kind", "claimed_on", "place", "first_appearance", "tags"),
    *("status", "outcome", "rating", "stale", "dismissed"),
)


def carried(report: bytes) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in report.splitlines()]
    return [{key: one["claim"][key] for key in CARRIED} for one in lines if "claim" in one]


@given(DATA)
@some(1)
def test_what_json_and_csv_carry_comes_back(fresh: "Fresh", data: list[dict[str, Any]]) -> None:
    is_carried(fresh, data)


@pytest.mark.long
@given(DATA)
@some(30)
def test_whatever_json_and_csv_carry_comes_back(fresh: "Fresh", data: list[dict[str, Any]]) -> None:
    is_carried(fresh, data)


def is_carried(fresh: Fresh, data: list[dict[str, Any]]) -> None:
    first = fresh()
    take_in(first, json.dumps(data).encode(), "dev.json")
    lines = exported(first, "jsonl")
    for name in ("jsonl", "json", "csv"):
        again = fresh()
        imported = take_in(again, exported(first, name), f"report.{name}")
        assert imported.added == len(data)
        assert imported.problems == ()
        assert carried(exported(again, "jsonl")) == carried(lines)
    quotes = [
        (piece["url"], piece["quote"], piece["stance"])
        for line in lines.splitlines()
        for piece in json.loads(line).get("claim", {}).get("evidence", ())
    ]
    again = fresh()
    take_in(again, lines, "report.jsonl")
    claims = iterate_claims(again, ClaimFilter())
    told = [(p.source.url, p.quote, p.stance) for claim in claims for p in claim.evidence]
    assert told == quotes


@given(DATA)
@some(2)
def test_what_is_portable_comes_back_byte_for_byte(
    fresh: "Fresh", data: list[dict[str, Any]]
) -> None:
    comes_back_byte_for_byte(fresh, data)


@pytest.mark.long
@given(DATA)
@some(40)
def test_anything_portable_comes_back_byte_for_byte(
    fresh: "Fresh", data: list[dict[str, Any]]
) -> None:
    comes_back_byte_for_byte(fresh, data)


def comes_back_byte_for_byte(fresh: Fresh, data: list[dict[str, Any]]) -> None:
    first, second = fresh(), fresh()
    take_in(first, json.dumps(data).encode(), "dev.json")
    out = exported(first, "portable")
    assert len(out.splitlines()) == len(data) + 1
    for name in ("portable", "json", "jsonl"):
        again = fresh()
        take_in(again, exported(first, name), f"out.{name}")
        assert exported(again, "portable") == out, name
    take_in(second, exported(first, "csv"), "out.csv")
    third = fresh()
    take_in(third, exported(second, "csv"), "again.csv")
    assert columns_carried(exported(third, "csv")) == columns_carried(exported(first, "csv"))


NOT_CARRIED = {
    *("number", "id", "reviewed_on", "reviewer", "verdict_id", "document", "document_title"),
    *HEAD,
    *("document_date", "start", "end", "evidence_count", "source_urls", "quotes", "language"),
}
"""Columns that belong to one project, or of which a table does not tell enough."""


def columns_carried(table: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(table.decode(), newline=""))
    return [{k: v for k, v in row.items() if k not in NOT_CARRIED} for row in rows]


ONE = {"claim": "It rained.", "label": "Refuted", "justification": "It was dry.", "questions": []}


def test_taking_in_is_one_act_and_the_same_again_is_known(fresh: Fresh) -> None:
    ledger = fresh()
    data = json.dumps([ONE]).encode()
    assert take_in(ledger, data, "dev.json").added == 1
    assert take_in(ledger, data, "dev.json").known == 1
    assert counts(ledger)["all"] == 1
    undo(ledger)
    assert counts(ledger)["all"] == 0


def test_what_is_broken_is_told_by_line_and_the_rest_is_taken_in(fresh: Fresh) -> None:
    ledger = fresh()
    broken = [
        {"claim": 5, "label": "Refuted"},
        {"claim": "x" * 30_000, "label": "Refuted"},
        "no object",
        {"claim": "A claim.", "label": "Pants on fire", "claim_date": "31-02-2020"},
        {"claim": "\ud800", "label": "Refuted"},
        {"claim": "B.", "label": "Refuted", "questions": "none", "original_claim_url": "x:y"},
        {"claim": "C.", "label": "Supported", "questions": [{"question": "", "answers": 1}, 7]},
    ]
    text = "[\n" + ",\n".join(json.dumps(one) for one in [ONE, *broken]) + "\n]"
    imported = take_in(ledger, text.encode(), "dev.json")
    assert imported.added == 4
    assert [one.line for one in imported.problems] == [3, 4, 5, 7]
    said = " ".join(one.what for one in imported.remarks)
    assert "none of the four" in said
    assert "no day as in" in said
    assert "no web address" in said
    assert "without a reason" in said
    assert verify(ledger).problems == ()


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_report_that_was_cut_off_gives_what_is_whole(fresh: Fresh, name: str) -> None:
    first, second = fresh(), fresh()
    take_in(first, json.dumps([ONE, ONE | {"claim": "It snowed."}]).encode(), "dev.json")
    whole = exported(first, name)
    imported = take_in(second, whole[: whole.rindex(b'"It snowed.') + 3], "cut.json")
    assert imported.added == 1
    assert imported.problems
    assert all(one.what.startswith("is no JSON") for one in imported.problems)


def test_by_default_a_rating_stays_a_review(fresh: Fresh) -> None:
    ledger = fresh()
    imported = import_reviews(ledger, json.dumps([ONE]).encode(), "dev.json")
    assert imported.added == 1
    assert counts(ledger)["all"] == 0
    assert [one.review.rating for one in all_published(ledger)] == ["Refuted"]


def test_a_page_of_reviews_makes_no_claims(fresh: Fresh) -> None:
    page = b'{"@type": "ClaimReview", "claimReviewed": "It rained."}'
    with pytest.raises(InputError, match="no report of this program"):
        take_in(fresh(), page, "page.json")
