"""An HTML report: complete, self-contained, and the same for the same dossier."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reporting.html.dossiers import (
    BEGAN,
    DOCUMENT,
    HOSPITAL,
    OPENED,
    RECORDS,
    REFUTED,
    WOUNDED,
    entry,
    full,
)
from tests.reporting.html.pages import page_of
from workbench.model import Claim
from workbench.reporting.dossier import Dossier, Entry, Left
from workbench.reporting.html.direction import apart, direction

GOLDEN = Path(__file__).parent / "golden.html"


def text_of(page: str) -> str:
    body = re.sub(r"<template.*?</template>|<style.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_page_is_what_it_was() -> None:
    """After a change that is meant: PYTHONPATH=. python tests/reporting/html/make_golden.py"""
    assert page_of(full()) == GOLDEN.read_text("utf-8")


def test_the_policy_allows_one_style_by_its_hash_and_nothing_else() -> None:
    page = page_of(full())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;; img-src data:" in page
    assert not re.search(r"<script|<link|<iframe|\son\w+=|\sstyle=", page)


@pytest.mark.parametrize(
    "words",
    [
        "On 10 October, 52 civilians were injured in the Marun valley.",
        "Forty-seven civilians were treated",
        "Speaks against the claim",
        "Interior Ministry of Veltania (organisation)",
        "archived copy of 11 October 2025",
        f"SHA-256 {'a1b2c3d4' * 8}",
        f"SHA-256 of what came over the wire {'0f1e2d3c' * 8}",
        "captured 14 October 2025, 12:00 UTC",
        "If “injured” includes people treated on the spot.",
        "First reader",
        "Second reader",
        "Read a second time and rated the same, by Ben Example.",
        "Was rated True by Ada Example; no longer in force",
        "it was first read as “52 civilians were injured”",
        "judged by what was known on 14 October 2025",
        "On its page now the quotation has another figure: 52 became 49",
        "Our translation into English",
        "which is after the claim",
        "The House scale",
        "2 claims not decided yet and left out of this report",
        "1 claim set aside as nothing that can be checked",
        "How many civilians were treated?",
        "A source off the record, not for publication",
        "Call, a nurse of the hospital, 14 October 2025 (on background)",
        "3 sources, 2 origins",
        "Contradicts it",
        "https://desk.example/corrections",
    ],
)
def test_a_report_tells(words: str) -> None:
    assert words in text_of(page_of(full()))


def test_what_was_said_off_the_record_is_nowhere() -> None:
    assert "This must never be printed" not in page_of(full())
    assert "source4.example" not in page_of(full())


def test_a_claim_stands_in_its_context() -> None:
    page = page_of(full())
    assert (
        '<span class="around">The unrest began on Friday evening in the lower town. According to '
        "the ministry, </span><mark>52 civilians were injured</mark>" in page
    )


def test_words_that_run_from_right_to_left_ask_for_their_direction_and_others_do_not() -> None:
    assert direction("لا") == direction("\u202ex") == ' dir="auto"'
    assert apart("لا & <b>") == "<bdi>لا &amp; &lt;b&gt;</bdi>"
    assert direction("Zvečan, 52 – “да”") == ""
    assert apart("Zvečan <b>") == "Zvečan &lt;b&gt;"
    page = page_of(full(entry(1, replace(OPENED, statement="قتل 52"))))
    assert re.search(r'<h4 [^>]*dir="auto"[^>]*>قتل 52</h4>', page)


def test_a_verdict_that_settles_a_disagreement_is_no_single_readers() -> None:
    sides = tuple(replace(verdict, live=False) for verdict in OPENED.verdicts)
    between = replace(REFUTED, id="4" * 64, rating="True", adjudicates=True)
    settled = replace(OPENED, verdicts=(*sides, between))
    told = text_of(page_of(full(entry(1, settled))))
    assert "Settles what Ada Example and Ben Example disagreed in" in told
    assert "nobody has read it a second time" not in told
    assert "decided by one reader alone" not in told


def test_a_source_keeps_its_number_throughout() -> None:
    page = page_of(full())
    assert page.count('href="#source-1">[1]</a>') >= 4
    assert page.count('id="source-1"') == 1
    assert re.search(r'Quoted for claims <a href="#claim-1">1</a>, <a href="#claim-2">2</a>', page)


def test_only_addresses_of_web_pages_become_links() -> None:
    strange = replace(
        HOSPITAL, source=replace(HOSPITAL.source, url="https://good.example@evil.example/")
    )
    page = page_of(full(entry(1, replace(WOUNDED, evidence=(strange,)))))
    assert "https://good.example@evil.example/" in page
    assert 'href="https://good.example@evil.example/"' not in page


def test_every_link_to_the_web_keeps_its_origin_to_itself() -> None:
    page = page_of(full())
    links = re.findall(r'<a [^>]*href="http[^>]*>', page)
    assert len(links) > 5
    assert all('rel="noopener noreferrer"' in link for link in links)


def test_a_report_without_claims_says_so() -> None:
    empty = replace(full(), entries=(), count=0, figures=(), left=Left(undecided=3))
    text = text_of(page_of(empty))
    assert "there is nothing to report" in text
    assert "3 claims not decided yet" in text


def test_a_claim_of_which_nothing_is_known_is_told_all_the_same() -> None:
    bare = replace(
        BEGAN,
        statement="",
        document=replace(DOCUMENT, title="", address="", document_date=None, language=""),
        reading=replace(BEGAN.reading, span="", text=""),
    )
    text = text_of(page_of(replace(full(Entry(1, bare)), publisher=None, project="", scales=())))
    assert "Not decided" in text


def test_dates_scales_and_hashes_that_make_no_sense_stay_words() -> None:
    odd = replace(
        OPENED,
        claimed_on="2025-99",
        status=WOUNDED.status,
        verdicts=(replace(REFUTED, rating="Zebra", scale="unknown/9"),),
    )
    text = text_of(page_of(full(entry(1, odd))))
    assert "2025-99" in text
    assert "Zebra" in text
    assert "unknown/9" in text


def many(count: int) -> Dossier:
    def numbered(number: int) -> Claim:
        return replace(OPENED, number=number, id=f"{number:032x}")

    entries = tuple(Entry(n, numbered(n), records=RECORDS) for n in range(1, count + 1))
    return full(*entries)


def test_a_long_report_lists_no_claim_twice() -> None:
    page = page_of(many(61))
    assert 'class="listed"' not in page
    assert '<body class="long">' in page
    assert page.count('<article class="claim"') == 61


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("of a sentence. One more. ", " And one. Then the", "One more. <m> And one."),
        ("no end in sight ", " nor here", "… no end in sight <m> nor here …"),
        ("Title\n\nIt says: “", "”.\n\nAnother paragraph.", "It says: “<m>”."),
        ("Title\n\n", "\n\nMore.", "<m>"),
        ("", "", "<m>"),
    ],
)
def test_the_context_is_made_of_sentences(before: str, after: str, shown: str) -> None:
    far = replace(OPENED, reading=replace(OPENED.reading, start=1000, end=1029))
    page = page_of(full(replace(entry(1, far), before=before, after=after)))
    found = re.search(r'<blockquote lang="en"><p>(.*?)</p>', page)
    told = re.sub(r"<mark>.*?</mark>", "<m>", found[1]) if found else "<m>"
    assert re.sub(r"</?span[^>]*>", "", told) == shown
