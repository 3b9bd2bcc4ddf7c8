"""One capture beside the claim, the list of sources, and how a source is cited."""

import pytest

from tests.desk.conftest import ADDRESS, ARTICLE, fetched
from workbench.desk.sourcing.attaching import Attached, correct_metadata, keep_fetched, keep_file
from workbench.desk.sourcing.citing import citation, copy_of, live_link
from workbench.desk.sourcing.files import read_text
from workbench.desk.sourcing.quoting import quote
from workbench.desk.sourcing.source_view import UNALTERED, sources_of, view_source
from workbench.desk.working.claims import correct
from workbench.errors import InputError, NotSo
from workbench.ledger.database import Ledger
from workbench.ledger.queries import captures, claim, source
from workbench.model import Agreement, Metadatum, Outcome, PageText, SourceKind, Stance

PUBLISHED = (
    Metadatum("title", "A statement", "json-ld"),
    Metadatum("author", "Press office", "meta"),
    Metadatum("published", "2025-10-16T08:00:00+00:00", "json-ld"),
    Metadatum("published", "2025-10-16", "meta"),
    Metadatum("published", "2025-10-17", "time-element"),
)


def test_passages_slots_and_quotes_are_placed_in_the_text(
    ledger: Ledger, wounded: str, attached: Attached
) -> None:
    assert attached.capture is not None
    piece = quote(ledger, wounded, attached.capture, "treated 47 civilians", stance=Stance.REFUTES)
    view = view_source(ledger, wounded, attached.capture)
    assert view.text == ARTICLE
    for passage in view.passages:
        assert view.text[passage.start : passage.end] == passage.text
        for slot in passage.slots:
            if slot.theirs is not None and slot.start is not None:
                assert view.text[slot.start : slot.end] == slot.theirs
    marks = {(slot.ours, slot.agreement) for each in view.passages for slot in each.slots}
    assert {("52", Agreement.AGREES), ("52", Agreement.DIFFERS)} <= marks
    (placed,) = view.quotes
    assert (placed.evidence.id, view.text[placed.start : placed.end]) == (
        piece,
        "treated 47 civilians",
    )
    assert view.absent_digits == ()
    assert view.proves == UNALTERED


def test_dates_are_counted_from_the_day_of_the_page(ledger: Ledger, wounded: str) -> None:
    main = "On Friday of last week 52 civilians were injured in the unrest."
    marks = {}
    for day in ("2025-10-14", "2024-10-14", ""):
        given = (Metadatum("published", day, "meta"),) if day else ()
        page = fetched(main, address=f"https://paper.example/{day}", metadata=given)
        kept = keep_fetched(ledger, page, claim_id=wounded)
        assert kept.capture is not None
        slots = view_source(ledger, wounded, kept.capture).passages[0].slots
        marks[day] = next(slot.agreement for slot in slots if slot.ours == "10 October")
    assert marks["2025-10-14"] is Agreement.AGREES
    assert marks["2024-10-14"] is not Agreement.AGREES
    assert marks[""] is Agreement.MISSING


def test_a_day_without_a_year_is_taken_for_the_same_day(ledger: Ledger, wounded: str) -> None:
    kept = keep_fetched(ledger, fetched("On 10 October 52 civilians were hurt."), claim_id=wounded)
    assert kept.capture is not None
    slots = view_source(ledger, wounded, kept.capture).passages[0].slots
    marks = {slot.ours: slot.agreement for slot in slots}
    assert marks["10 October"] is Agreement.AGREES


def test_a_figure_of_the_claim_that_stands_nowhere_is_told(ledger: Ledger, wounded: str) -> None:
    kept = keep_fetched(ledger, fetched("The hospital treated 47 civilians."), claim_id=wounded)
    assert kept.capture is not None
    view = view_source(ledger, wounded, kept.capture)
    assert "52" in view.absent_digits


def test_a_corrected_wording_is_what_passages_are_sought_for(
    ledger: Ledger, wounded: str, attached: Attached
) -> None:
    assert attached.capture is not None
    correct(ledger, wounded, "In Kerval 47 civilians were injured.")
    view = view_source(ledger, wounded, attached.capture)
    assert "47 civilians" in view.passages[0].text
    assert view.absent_digits == ()


def test_values_that_differ_are_a_conflict_and_those_of_one_day_are_none(
    ledger: Ledger, wounded: str
) -> None:
    kept = keep_fetched(ledger, fetched(metadata=PUBLISHED), claim_id=wounded)
    assert kept.capture is not None
    (conflict,) = view_source(ledger, wounded, kept.capture).conflicts
    assert conflict.field == "published"
    assert [value.basis for value in conflict.values] == ["json-ld", "time-element"]


def test_a_source_is_cited_with_what_is_in_force(ledger: Ledger, wounded: str) -> None:
    kept = keep_fetched(ledger, fetched(metadata=PUBLISHED), claim_id=wounded)
    assert kept.capture is not None
    correct_metadata(ledger, kept.source, "title", "The hospital’s statement")
    quote(ledger, wounded, kept.capture, "treated 47 civilians", stance=Stance.REFUTES)
    (piece,) = claim(ledger, wounded).evidence
    cited = citation(ledger, piece)
    assert cited.startswith(
        f"Press office. “The hospital’s statement”. 2025-10-16. {ADDRESS}. captured 20"
    )
    assert str(captures(ledger, kept.source)[0].body) in cited
    assert live_link(piece).startswith(f"{ADDRESS}#:~:text=")
    assert "treated%2047%20civilians" in live_link(piece)


def test_the_page_of_a_paged_text_is_cited(ledger: Ledger, wounded: str) -> None:
    split = ARTICLE.index("\n\n")
    pages = ((0, split), (split + 2, len(ARTICLE)))
    kept = keep_fetched(ledger, fetched(pages=pages), claim_id=wounded)
    assert kept.capture is not None
    quote(ledger, wounded, kept.capture, "It has not said", stance=Stance.CONTEXT)
    (piece,) = claim(ledger, wounded).evidence
    assert "p. 2" in citation(ledger, piece)


def test_a_failure_is_a_source_without_a_text(ledger: Ledger, wounded: str) -> None:
    failed = keep_fetched(ledger, fetched(outcome=Outcome.DEAD), claim_id=wounded)
    assert (failed.good, failed.reason) == (False, "a reason")
    assert failed.capture is not None
    view = view_source(ledger, wounded, failed.capture)
    assert (view.text, view.passages, view.absent_digits) == ("", (), ())
    assert view.proves == "no page copy was kept"
    with pytest.raises(NotSo, match="never kept"):
        quote(ledger, wounded, failed.capture, "anything", stance=Stance.CONTEXT)


def test_origins_are_counted_in_the_order_of_attaching(ledger: Ledger, wounded: str) -> None:
    agency = " ".join(
        [ARTICLE] * 3 + [f"Sentence {n} of the agency is here too." for n in range(9)]
    )
    other = " ".join(f"The weather of day {n} was fair in the north." for n in range(20))
    for number, text in enumerate((agency, other, f"By our own staff. {agency}")):
        page = fetched(text, address=f"https://paper-{number}.example/news")
        keep_fetched(ledger, page, claim_id=wounded)
    found = sources_of(ledger, wounded)
    assert [row.origin for row in found.rows] == [1, 2, 1]
    assert (found.words, found.quoted_words) == ("3 sources, 2 origins", "0 sources, 0 origins")


def test_a_pasted_text_is_a_source(ledger: Ledger, wounded: str) -> None:
    paste = read_text("In all 52 civilians were injured.", title="Leaflet")
    kept = keep_file(ledger, paste, claim_id=wounded, kind=SourceKind.TEXT)
    assert source(ledger, kept.source).kind is SourceKind.TEXT
    again = keep_file(ledger, paste, claim_id=wounded, kind=SourceKind.TEXT)
    assert (again.already, again.capture) == (True, kept.capture)
    with pytest.raises(InputError):
        read_text("  \n")
    with pytest.raises(InputError, match="surrogate"):
        read_text("a \ud800 b")


def test_the_two_texts_of_a_page_are_kept_apart(ledger: Ledger, wounded: str) -> None:
    visible = f"Home, contact.\n{ARTICLE}\nThe hospital has 1,234 beds."
    kept = keep_fetched(ledger, fetched(visible=visible), claim_id=wounded)
    assert kept.capture is not None
    words = "The hospital has 1,234 beds."
    with pytest.raises(NotSo, match="not in its article"):
        quote(ledger, wounded, kept.capture, words, stance=Stance.CONTEXT)
    quote(ledger, wounded, kept.capture, words, stance=Stance.CONTEXT, text=PageText.VISIBLE)
    assert view_source(ledger, wounded, kept.capture).quotes == ()
    view = view_source(ledger, wounded, kept.capture, text_kind=PageText.VISIBLE)
    assert [view.text[one.start : one.end] for one in view.quotes] == [words]


def test_a_copy_at_an_archive_is_recognised_by_its_address() -> None:
    copied = copy_of("https://web.archive.org/web/20251016093000/https://paper.example/a")
    assert copied == "archived copy of https://paper.example/a, made on 2025-10-16 09:30 UTC"
    assert copy_of("https://paper.example/web/2025") is None


def test_a_source_without_a_text_is_no_origin(ledger: Ledger, wounded: str) -> None:
    dead = fetched(outcome=Outcome.DEAD, address="https://gone.example/page")
    keep_fetched(ledger, dead, claim_id=wounded)
    assert sources_of(ledger, wounded).words == "1 source without a text"
    keep_fetched(ledger, fetched(), claim_id=wounded)
    found = sources_of(ledger, wounded)
    assert (found.sources, found.origins) == (2, 1)
    assert found.words == "1 source, 1 origin; 1 without a text"
    assert [row.origin for row in found.rows if row.id in found.compared] == [1]


def test_what_comes_later_is_compared_with_what_is_remembered(ledger: Ledger, wounded: str) -> None:
    text = " ".join(f"Sentence {n} of the agency is here too." for n in range(40))
    for number in range(2):
        page = fetched(f"{text} {'And more.' * number}", address=f"https://{number}.example/a")
        keep_fetched(ledger, page, claim_id=wounded)
        assert sources_of(ledger, wounded).origins == 1
    other = " ".join(f"The weather of day {n} was fair in the north." for n in range(40))
    keep_fetched(ledger, fetched(other, address="https://0.example/a"), claim_id=wounded)
    assert sources_of(ledger, wounded).words == "2 sources, 2 origins"


def test_a_quote_is_shown_in_every_text_in_which_its_words_stand(
    ledger: Ledger, wounded: str
) -> None:
    kept = keep_fetched(ledger, fetched(visible=f"Home, sports. {ARTICLE}"), claim_id=wounded)
    assert kept.capture is not None
    quote(
        ledger, wounded, kept.capture, "treated 47 civilians", stance=Stance.REFUTES,
        text=PageText.VISIBLE,
    )  # fmt: skip
    for kind in PageText:
        view = view_source(ledger, wounded, kept.capture, text_kind=kind)
        (placed,) = view.quotes
        assert view.text[placed.start : placed.end] == "treated 47 civilians"


def test_a_guess_of_the_extractor_contradicts_nothing(ledger: Ledger, wounded: str) -> None:
    given = (
        Metadatum("publisher", "hospital", "meta"),
        Metadatum("publisher", "host", "extractor"),
    )
    kept = keep_fetched(ledger, fetched(metadata=given), claim_id=wounded)
    assert kept.capture is not None
    assert view_source(ledger, wounded, kept.capture).conflicts == ()
