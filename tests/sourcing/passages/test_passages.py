"""Passages of a page for a claim: order, slots, digits, and every sort of page."""

import threading
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Agreement, Passage, Slot, SlotComparison, Statement
from workbench.reading import read
from workbench.sourcing.passages import TextIndex, find_passages

PAGE = """Skip to content

The army sent 700 troops to Kosovo in March 2021. The weather was fine that week.

Five hundred soldiers of the 56th Motorized Rifle Brigade were not sent to Kosovo on 7 March \
2021, a spokesman said. Prices of bread rose again.

Copyright and terms of use"""


def claim_of(text: str) -> Statement:
    (statement,) = read(text).statements
    return statement


CLAIM = claim_of(
    "The army sent 500 troops of the 65th Motorized Rifle Brigade to Kosovo on 5 March 2021."
)


def slot(passage: Passage, kind: Slot, ours: str) -> SlotComparison:
    (found,) = [one for one in passage.slots if one.slot is kind and one.ours == ours]
    return found


def passage_with(words: str, claim: Statement = CLAIM, page: str = PAGE) -> Passage:
    (found,) = [one for one in find_passages(claim, page).passages if words in one.text]
    return found


def test_sentences_that_bear_on_the_claim_come_first() -> None:
    texts = [passage.text for passage in find_passages(CLAIM, PAGE).passages]
    assert len(texts) == 2
    assert not any("weather" in text or "bread" in text for text in texts)


def test_spans_are_exact() -> None:
    for passage in find_passages(CLAIM, PAGE).passages:
        assert PAGE[passage.start : passage.end] == passage.text
        terms = {PAGE[start:end] for start, end in passage.terms}
        assert "Kosovo" in terms
        for found in passage.slots:
            if found.start is not None:
                assert PAGE[found.start : found.end] == found.theirs


def test_a_number_that_differs_is_shown_beside_the_claims() -> None:
    found = slot(passage_with("700"), Slot.QUANTITY, "500")
    assert (found.agreement, found.theirs) == (Agreement.DIFFERS, "700")


def test_a_number_in_words_agrees() -> None:
    found = slot(passage_with("Five hundred"), Slot.QUANTITY, "500")
    assert (found.agreement, found.theirs) == (Agreement.AGREES, "Five hundred")


def test_dates_agree_by_month_and_differ_by_day() -> None:
    assert slot(passage_with("700"), Slot.DATE, "5 March 2021").agreement is Agreement.AGREES
    other = slot(passage_with("56th"), Slot.DATE, "5 March 2021")
    assert (other.agreement, other.theirs) == (Agreement.DIFFERS, "7 March 2021")


def test_another_brigade_differs_and_an_unnamed_one_is_missing() -> None:
    name = "65th Motorized Rifle Brigade"
    assert slot(passage_with("56th"), Slot.NAME, name).agreement is Agreement.DIFFERS
    assert slot(passage_with("700"), Slot.NAME, name).agreement is Agreement.MISSING


def test_a_negation_in_the_passage_differs() -> None:
    found = slot(passage_with("56th"), Slot.NEGATION, "not negated")
    assert (found.agreement, found.theirs) == (Agreement.DIFFERS, "not")
    assert not [one for one in passage_with("700").slots if one.slot is Slot.NEGATION]


def test_a_number_of_other_things_neither_agrees_nor_differs() -> None:
    page = "The army paid 500 dollars to a baker in Kosovo."
    assert slot(passage_with("dollars", page=page), Slot.QUANTITY, "500").agreement is (
        Agreement.MISSING
    )


def test_a_weekday_is_counted_from_the_day_of_the_page() -> None:
    page = "On Friday the army sent 500 troops to Kosovo."
    (passage,) = find_passages(CLAIM, page, published=date(2021, 3, 8)).passages
    assert slot(passage, Slot.DATE, "5 March 2021").agreement is Agreement.AGREES


def test_the_day_on_which_somebody_spoke_contradicts_no_date() -> None:
    page = "The army had sent 500 troops to Kosovo, a spokesman said on Tuesday."
    (passage,) = find_passages(CLAIM, page, published=date(2021, 3, 11)).passages
    assert slot(passage, Slot.DATE, "5 March 2021").agreement is Agreement.MISSING


FERRY_DAY = date(2025, 10, 14)


def ferry(text: str, told: str, *, page_day: date | None = None) -> dict[str, SlotComparison]:
    """What a passage says of the slots of a claim, by the claim's own words."""
    (claim,) = read(text, document_date=FERRY_DAY).statements
    (passage,) = find_passages(claim, told, published=page_day).passages
    return {found.ours: found for found in passage.slots}


@pytest.mark.parametrize(
    "page_day", [None, FERRY_DAY], ids=["page without a day", "page of that week"]
)
@pytest.mark.parametrize(
    "told",
    [
        "The ferry sank on Friday, the third accident in July.",
        "On Friday, the worst day since July, the ferry sank.",
        "The ferry sank in the morning on Friday.",
        "The ferry sank on Friday in the morning; sailings had begun in July 2024.",
    ],
)
def test_a_weekday_agrees_with_itself_whatever_else_the_sentence_dates(
    told: str, page_day: date | None
) -> None:
    found = ferry("The ferry sank on Friday.", told, page_day=page_day)["Friday"]
    assert found.agreement is Agreement.AGREES
    assert found.theirs is not None
    assert "Friday" in found.theirs


@pytest.mark.parametrize(
    "told",
    [
        "The ferry sank, the third accident in July.",
        "The ferry sank in the morning.",
        "The ferry sank at 5 p.m.",
        "The ferry is the oldest; a sister ship sank in 2019.",
    ],
)
def test_another_kind_of_time_says_nothing_against_a_weekday(told: str) -> None:
    found = ferry("The ferry sank on Friday.", told, page_day=FERRY_DAY)["Friday"]
    assert found.agreement is not Agreement.DIFFERS


def test_a_month_says_nothing_against_a_day_where_a_weekday_stays_open() -> None:
    told = "The ferry sank on Friday, worse than that in July 2024."
    found = ferry("The ferry sank on 10 October 2025.", told)["10 October 2025"]
    assert found.agreement is Agreement.MISSING


def test_another_weekday_of_the_same_event_still_differs() -> None:
    found = ferry("The ferry sank on Friday.", "The ferry sank on Thursday.", page_day=FERRY_DAY)
    assert (found["Friday"].agreement, found["Friday"].theirs) == (Agreement.DIFFERS, "Thursday")


def test_one_weekday_counted_a_week_apart_is_the_same_and_in_another_month_is_not() -> None:
    told = "The ferry sank on Friday."
    near = ferry(told, told, page_day=date(2025, 10, 9))["Friday"]
    assert near.agreement is Agreement.AGREES
    far = ferry(told, told, page_day=date(2025, 6, 9))["Friday"]
    assert far.agreement is Agreement.DIFFERS


def test_another_full_date_still_differs() -> None:
    found = ferry("The ferry sank on 10 October 2025.", "The ferry sank on 9 October 2025.")
    assert found["10 October 2025"].agreement is Agreement.DIFFERS


@pytest.mark.parametrize(
    "claim",
    [
        "A total of 45 were cancelled in Marun.",
        "The operator in Marun cancelled 45.",
        "In Marun 45 were cancelled.",
    ],
)
def test_a_count_that_leaves_its_noun_out_agrees_with_the_same_count(claim: str) -> None:
    found = ferry(claim, "The ferry operator in Marun cancelled 45 sailings.")["45"]
    assert (found.agreement, found.theirs) == (Agreement.AGREES, "45")


def test_a_count_by_the_week_is_set_beside_the_count_itself() -> None:
    (claim,) = read("The ferry line will add about 40 sailings a week.").statements
    told = "From July the ferry line will add 45 sailings."
    for counted in ("sailings", "sailings a week", "sailings per week", "sailings each week"):
        quantity = replace(claim.quantities[0], counted=counted)
        (passage,) = find_passages(replace(claim, quantities=(quantity,)), told).passages
        found = slot(passage, Slot.QUANTITY, "40")
        assert (found.agreement, found.theirs) == (Agreement.DIFFERS, "45")


def test_a_noun_that_only_the_reader_knew_is_not_asked_of_the_passage() -> None:
    (claim,) = read("In Marun 45 were cancelled.").statements
    quantity = replace(claim.quantities[0], counted="ferries")
    claim = replace(claim, quantities=(quantity,))
    (passage,) = find_passages(claim, "The operator in Marun cancelled 45 sailings.").passages
    assert slot(passage, Slot.QUANTITY, "45").agreement is Agreement.AGREES


def test_an_index_serves_many_claims() -> None:
    index = TextIndex.build(PAGE)
    for claim in (CLAIM, claim_of("Prices of bread rose by 7 percent.")):
        assert find_passages(claim, PAGE, index=index) == find_passages(claim, PAGE)


def test_the_limit_holds() -> None:
    page = "Troops went to Kosovo.\n\n" * 50
    assert len(find_passages(CLAIM, page, limit=7).passages) == 7


@pytest.mark.parametrize("page", ["", " \n\t ", "\u200b \n"])
def test_an_empty_page_says_so(page: str) -> None:
    report = find_passages(CLAIM, page)
    assert report.passages == ()
    assert report.note is not None


def test_a_page_about_something_else_says_so() -> None:
    report = find_passages(CLAIM, "Rain is likely.")
    assert (report.passages, report.note) == (
        (),
        "No sentence of the page shares a word with the claim.",
    )


def test_chinese_is_searched_by_pairs_of_characters() -> None:
    claim = claim_of("五百名士兵于2021年抵达科索沃。")
    page = "天气很好。\n\n昨天五百名士兵抵达了科索沃。\n\n面包价格上涨。"
    first = find_passages(claim, page, language="zh").passages[0]
    assert "士兵" in first.text
    assert first.terms


def test_other_languages_are_stemmed_and_their_digits_compared() -> None:
    claim = claim_of("Die Regierung schickte 500 Soldaten in den Kosovo.")
    page = "Das Wetter war schön.\n\nDie Regierungen haben 700 Soldat nach Kosovo geschickt."
    report = find_passages(claim, page, language="de")
    assert "700" in report.passages[0].text
    assert report.absent_digits == ("500",)
    assert find_passages(claim, page, language="xx").passages


@pytest.mark.long
def test_a_very_long_page_is_searched_whole_in_bounded_time() -> None:
    filler = "The council met and talked about the bridge for an hour in the town.\n\n"
    needle = "Five hundred troops of the brigade went to Kosovo."
    page = filler * (8_000_000 // len(filler)) + needle
    begin = time.process_time()
    report = find_passages(CLAIM, page, limit=3)
    assert report.passages[0].text == needle
    assert page[report.passages[0].start :] == needle
    assert time.process_time() - begin < 20


def test_one_endless_line_is_cut_into_passages() -> None:
    page = "kosovo " * 20_000
    for passage in find_passages(CLAIM, page).passages:
        assert len(passage.text) <= 1_200


def test_threads_do_not_share_a_stemmer() -> None:
    expected = find_passages(CLAIM, PAGE)
    found: list[object] = []

    def search() -> None:
        found.extend(find_passages(CLAIM, PAGE) for _ in range(20))

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    assert all(report == expected for report in found)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_page_gives_spans_of_itself(page: str) -> None:
    for passage in find_passages(CLAIM, page).passages:
        assert page[passage.start : passage.end] == passage.text


NEGATED_ELSEWHERE = (
    "The army, which had not taken part in the exercise of the spring, sent 500 troops to Kosovo "
    "after a vote that nobody in the capital had foreseen."
)
DENIED = (
    "The ministry denied on Tuesday that the army had sent any troops at all to Kosovo or to its "
    "neighbours in the spring of that year."
)


@pytest.mark.parametrize(
    ("page", "agreement"),
    [
        (NEGATED_ELSEWHERE, None),
        (DENIED, Agreement.DIFFERS),
        ("The army did not, after all, send 500 troops to Kosovo.", Agreement.DIFFERS),
        ("Nobody in Kosovo liked the bread.", None),
        ("The army has sent no troops.", Agreement.DIFFERS),
    ],
    ids=["elsewhere", "denied", "short", "of something else", "no troops"],
)
def test_only_a_negation_of_the_same_thing_is_told(page: str, agreement: Agreement | None) -> None:
    (passage,) = find_passages(claim_of("The army sent 500 troops to Kosovo."), page).passages
    told = [one.agreement for one in passage.slots if one.slot is Slot.NEGATION]
    assert told == ([] if agreement is None else [agreement])


def test_a_denial_is_not_found_again_in_a_sentence_that_denies_something_else() -> None:
    claim = claim_of("The army did not send 500 troops to Kosovo.")
    (passage,) = find_passages(claim, NEGATED_ELSEWHERE).passages
    assert not [one for one in passage.slots if one.slot is Slot.NEGATION]


def test_a_body_is_found_under_its_other_names() -> None:
    claim = claim_of("NATO sent 500 troops to Kosovo.")
    page = "The North Atlantic Treaty Organization sent 500 troops to Kosovo."
    (passage,) = find_passages(claim, page).passages
    assert slot(passage, Slot.NAME, "NATO").agreement is Agreement.AGREES
