"""A Markdown report: readable, complete, and deaf to markup from outside."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import (
    Claim,
    ClaimStatus,
    DateBasis,
    Document,
    Evidence,
    RatingScale,
    RatingStep,
    Reviewer,
    Source,
    Stance,
    Statement,
    Verdict,
)
from workbench.reporting.dossier import Dossier, Entry, Left
from workbench.reporting.markdown.document import render
from workbench.reporting.markdown.text import escape, link, quote_block

NOON = datetime(2025, 10, 15, 12, 0, tzinfo=UTC)
ADA = Reviewer("a" * 32, "Ada")
BEN = Reviewer("b" * 32, "Ben")
DOCUMENT = Document(
    id="d" * 64,
    title="Troops arrive",
    address="dispatch.txt",
    encoding="utf-8",
    language="en",
    characters=900,
    document_date=date(2025, 10, 14),
    document_date_basis=DateBasis.HEADER,
    added_at=NOON,
    added_by=ADA,
)
EVIDENCE = Evidence(
    id="e" * 64,
    claim="c" * 32,
    source=Source("1:hospital.example/a", "https://hospital.example/a"),
    quote="47 were treated.\nNo more.",
    stance=Stance.REFUTES,
    seen_on=date(2025, 10, 15),
    added_at=NOON,
    added_by=ADA,
)
VERDICT = Verdict(
    id="f" * 64,
    claim="c" * 32,
    rating="Refuted",
    scale="averitec/1",
    because="The hospital counted 47.",
    evidence=(EVIDENCE.id,),
    unsourced=False,
    given_at=NOON,
    given_by=ADA,
)
CLAIM = Claim(
    number=1,
    id="c" * 32,
    document=DOCUMENT,
    statement="52 civilians were injured.",
    reading=Statement(10, 36, "52 civilians were injured.", "52 civilians were injured."),
    by_hand=False,
    dismissed=None,
    status=ClaimStatus.SINGLE,
    rating="Refuted",
    evidence=(EVIDENCE,),
    verdicts=(VERDICT,),
)


def report(*claims: Claim) -> str:
    return render(
        Dossier(
            project="Valley",
            project_id="1" * 32,
            made_at=NOON,
            scales=(
                RatingScale("averitec/1", "AVeriTeC", (RatingStep("Refuted", "It is false."),)),
            ),
            entries=tuple(Entry(number, claim) for number, claim in enumerate(claims, 1)),
            count=len(claims),
            left=Left(undecided=2),
        )
    )


def test_a_decided_claim_is_told_with_its_ground() -> None:
    text = report(CLAIM)
    assert "### 1. 52 civilians were injured." in text
    assert "**Refuted**" in text
    assert "Rests on evidence \\[1\\]." in text
    assert "> 47 were treated.\n> No more." in text
    assert "speaks against the claim" in text
    assert "2 claims not decided yet" in text
    assert f"`{DOCUMENT.id}`" in text


def test_reviewers_who_disagree_are_both_heard() -> None:
    other = replace(VERDICT, id="9" * 64, rating="Supported", given_by=BEN, because="I counted.")
    text = report(replace(CLAIM, status=ClaimStatus.CONFLICT, verdicts=(VERDICT, other)))
    assert "**Reviewers disagree**" in text
    assert "Refuted, says Ada" in text
    assert "Supported, says Ben" in text


def test_an_earlier_verdict_is_shown_as_such() -> None:
    earlier = replace(VERDICT, id="8" * 64, rating="Supported", live=False)
    assert "Earlier verdicts, no longer in force:\n\n- 2025-10-15: Supported, by Ada" in report(
        replace(CLAIM, verdicts=(VERDICT, earlier))
    )


def test_an_unsourced_verdict_says_so() -> None:
    bare = replace(VERDICT, evidence=(), unsourced=True)
    assert "This verdict names no source." in report(replace(CLAIM, verdicts=(bare,), evidence=()))


def test_evidence_withdrawn_after_the_verdict_is_owned_up_to() -> None:
    assert "Its evidence was withdrawn." in report(replace(CLAIM, evidence=()))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "![x](https://evil.example/pixel.png)",
        "[click](javascript:alert(1))",
        "# a heading",
        "- a list",
        "1. a list",
        "> a quotation",
        "| a | table |",
        "`code` *strong* _weak_ ~gone~",
        "&lt;b&gt;",
        "--- ",
        "\x1b[31mred\x1b[0m",
    ],
)
def test_text_from_outside_stays_text(hostile: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    parser = markdown_it.MarkdownIt("commonmark").enable("table")
    html = parser.render(report(replace(CLAIM, statement=hostile)))
    plain = parser.render(report(replace(CLAIM, statement="PLAIN")))
    # The same tags as around a harmless word, which means that it made none of its own.
    assert (
        _tags(html.replace("<blockquote>", "")) - _tags(plain.replace("<blockquote>", "")) == set()
    )
    assert html.count("<h3>") == plain.count("<h3>") == 1
    assert "\x1b" not in html


def _tags(html: str) -> set[str]:
    import re

    return set(re.findall(r"<(\w+)", html))


@given(st.text(max_size=80))
def test_any_text_makes_one_line_and_any_quote_stays_quoted(text: str) -> None:
    assert "\n" not in escape(text)
    assert all(line.startswith(">") for line in quote_block(text).split("\n"))
    assert "\n" not in link(text)


def test_an_address_that_could_break_out_is_no_link() -> None:
    assert link("https://a.example/> <b>") == "https://a.example/\\> \\<b\\>"
