"""Attribution: who says what, in which words, directly or not, and through whom."""

import pytest

from workbench.model import Modality, Statement
from workbench.reading import read


def statements(text: str) -> tuple[Statement, ...]:
    return read(text).statements


def said(text: str) -> list[tuple[str | None, str]]:
    return [(one.claimant, one.text) for one in statements(text)]


@pytest.mark.parametrize(
    ("text", "claimant", "content"),
    [
        (
            "Mayor Lena Fisk said that the bridge had closed.",
            "Lena Fisk",
            "the bridge had closed",
        ),
        (
            "According to the Harbour Board, nine ships were delayed.",
            "Harbour Board",
            "nine ships were delayed",
        ),
        (
            "Nine ships were delayed, according to the Harbour Board.",
            "Harbour Board",
            "Nine ships were delayed",
        ),
        (
            "The fire destroyed 12 homes, police said.",
            "police",
            "The fire destroyed 12 homes",
        ),
        (
            "The dam is safe, inspector Carl Dunn told Reuters.",
            "Carl Dunn",
            "The dam is safe",
        ),
        (
            "Prices rose by 4 percent, official figures show.",
            "official figures",
            "Prices rose by 4 percent",
        ),
        (
            "The ministry said on Saturday it had sent 40 trucks.",
            "the ministry",
            "it had sent 40 trucks",
        ),
        (
            "The union said in a statement that the strike was over.",
            "the union",
            "the strike was over",
        ),
        (
            "Nora Quist, head of the Grain Council, warned that stocks were low.",
            "Nora Quist",
            "stocks were low",
        ),
        (
            "A spokeswoman for Quist, Jane Porter, said the figures were wrong.",
            "Jane Porter",
            "the figures were wrong",
        ),
        (
            "It is claimed in a widely shared video that the tower was sold.",
            "a widely shared video",
            "the tower was sold",
        ),
    ],
)
def test_the_speaker_is_named_and_the_words_of_saying_are_peeled_off(
    text: str, claimant: str, content: str
) -> None:
    [one] = [found for found in statements(text) if found.attribution is not None]
    assert (one.claimant, one.text) == (claimant, content)
    assert one.span == content
    assert one.attribution is not None
    assert one.attribution.text in text
    assert not one.attribution.direct


@pytest.mark.parametrize(
    "text",
    [
        "It is reported that the troops have left the valley.",
        "It was noted that the troops have left the valley.",
        "On May 3, it became known that the troops have left the valley.",
    ],
)
def test_an_impersonal_report_has_no_claimant(text: str) -> None:
    [one] = statements(text)
    assert one.claimant is None
    assert one.attribution is not None
    assert one.text == "the troops have left the valley"


def test_a_sentence_that_only_attributes_belongs_to_the_one_before_it() -> None:
    [one] = statements(
        "A company of engineers has reached Tallinn. "
        "On Monday, June 5, 2023, it was reported on the site of the Baltic Assembly."
    )
    assert one.claimant == "Baltic Assembly"
    assert one.text == "A company of engineers has reached Tallinn"
    assert [mention.value for mention in one.dates] == ["2023-06-05"]


def test_a_date_in_the_words_of_saying_belongs_to_what_is_said() -> None:
    telling, one = statements("On 1 June 2023, Ada Holt said that 700 soldiers had left.")
    assert telling.text == "On 1 June 2023, Ada Holt said that 700 soldiers had left"
    assert telling.claimant is None
    assert [mention.value for mention in one.dates] == ["2023-06-01"]
    assert [quantity.text for quantity in one.quantities] == ["700"]
    assert one.attribution is not None
    assert one.attribution.text == "On 1 June 2023, Ada Holt said that"


def test_a_quotation_over_sentences_has_one_speaker() -> None:
    found = statements('"The road is open. Two lanes are clear," said Chief Officer Omar Reyes.')
    assert [(one.claimant, one.text) for one in found] == [
        ("Omar Reyes", "The road is open"),
        ("Omar Reyes", "Two lanes are clear"),
    ]
    assert all(one.attribution and one.attribution.direct for one in found if one.claimant)


def test_a_quotation_that_goes_on_after_its_speaker_keeps_the_speaker() -> None:
    found = said('"The road is open," Omar Reyes said. "Two lanes are clear."')
    assert found == [("Omar Reyes", "The road is open"), ("Omar Reyes", "Two lanes are clear")]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    found = said(
        "Omar Reyes said: “The road is open. Two lanes are clear.\n\n"
        "The repairs cost 2 million euros."
    )
    assert found == [
        ("Omar Reyes", "The road is open"),
        ("Omar Reyes", "Two lanes are clear"),
        (None, "The repairs cost 2 million euros."),
    ]


def test_a_quotation_after_a_report_on_a_site_is_that_sites() -> None:
    found = said(
        "The talks have ended. It was reported on the website of the Grain Council.\n\n"
        "“Ships began loading on Monday. About 300 tonnes have left.\n\nThe port is shut."
    )
    assert found == [
        ("Grain Council", "The talks have ended"),
        ("Grain Council", "Ships began loading on Monday"),
        ("Grain Council", "About 300 tonnes have left"),
        (None, "The port is shut."),
    ]


def test_a_title_stands_for_the_one_person_who_bears_it() -> None:
    found = said(
        "Secretary General Ines Falk met the press. "
        "“The alliance has grown,” said the Secretary General."
    )
    assert found[-1] == ("Ines Falk", "The alliance has grown")


def test_a_pronoun_stands_for_the_last_speaker() -> None:
    found = said("Ines Falk said that the talks had begun. She noted that they were hard.")
    assert [claimant for claimant, _ in found] == ["Ines Falk", "Ines Falk"]


def test_a_pronoun_that_nobody_fits_has_no_claimant() -> None:
    [one] = statements("He said that the talks had begun.")
    assert one.claimant is None
    assert one.attribution is not None


def test_a_common_noun_stands_for_the_body_named_so() -> None:
    found = said("The North Sea Pilots Union met on Friday. The union said that pay had fallen.")
    assert found[-1] == ("North Sea Pilots Union", "pay had fallen")


def test_who_quotes_whom_is_kept_apart() -> None:
    [one] = statements("According to Reuters, quoting the Harbour Board, nine ships were delayed.")
    assert one.attribution is not None
    assert (one.claimant, one.attribution.relayer) == ("Harbour Board", "Reuters")


def test_words_quoted_on_a_site_are_relayed_by_it() -> None:
    found = statements(
        "The talks have ended. It was reported on the website of the Grain Council.\n\n"
        "“Bread is cheaper,” said Ines Falk, whose words are quoted on the site."
    )
    attribution = found[-1].attribution
    assert attribution is not None
    assert (attribution.claimant, attribution.relayer) == ("Ines Falk", "Grain Council")


def test_two_speakers_in_one_sentence_each_have_their_own() -> None:
    assert said(
        "The army said it had lost two tanks, while officials in the south reported that "
        "shelling killed four people."
    ) == [
        ("the army", "it had lost two tanks"),
        ("officials in the south", "shelling killed four people"),
    ]


def test_what_is_added_in_a_participle_is_said_by_the_subject() -> None:
    found = said("Minister Paul Adler welcomed the vote, saying that the course was clear.")
    assert found[-1] == ("Paul Adler", "the course was clear")


def test_the_deed_of_a_speaker_is_not_part_of_what_was_said() -> None:
    found = said("Ines Falk said prices were too high, and accused the board of delay.")
    assert found == [
        ("Ines Falk", "prices were too high"),
        (None, "[Ines Falk] accused the board of delay"),
    ]


def test_a_denial_is_marked() -> None:
    [one] = statements("Ines Falk denied reports that the brakes had failed.")
    assert (one.claimant, one.modality) == ("Ines Falk", Modality.DENIED)
    assert one.text == "the brakes had failed"


def test_a_quoted_phrase_is_no_speech_but_a_verdict_is_of_whoever_gives_it() -> None:
    [one] = statements('The board called the plan "a great success" in its report.')
    assert one.claimant == "the board"
    assert one.attribution is not None
    assert not one.attribution.direct
    assert one.text.startswith("The board called the plan")


def test_a_report_in_the_sense_of_a_finding_is_no_speech() -> None:
    [one] = statements("No injuries were reported in the attacks.")
    assert one.claimant is None
    assert one.attribution is None
    assert one.negated


@pytest.mark.parametrize(
    ("text", "claimant", "said"),
    [
        (
            "Ada Holt announced in Riga on Friday that the mill had closed.",
            "Ada Holt",
            "the mill had closed",
        ),
        (
            "The mill has closed, said Ada Holt, a clerk at the Harbour Board where it was built.",
            "Ada Holt",
            "The mill has closed",
        ),
        (
            "The mill lost money, the study, published in May, reported.",
            "the study",
            "The mill lost money",
        ),
        (
            "The mill had closed, the ministry said on Monday, as miners marched in the town.",
            "the ministry",
            "The mill had closed",
        ),
        (
            "The mill had closed, the ministry said, citing the head of the board.",
            "the ministry",
            "The mill had closed",
        ),
        ("The mill is to close, officials have said.", "officials", "The mill is to close"),
        (
            "Ada Holt, a spokeswoman for the board, said at least 52 miners had left.",
            "Ada Holt",
            "at least 52 miners had left",
        ),
        (
            "Last week, the Harbour Board reported that the mill had closed.",
            "Harbour Board",
            "the mill had closed",
        ),
    ],
)
def test_a_saying_is_found_around_places_times_and_asides(
    text: str, claimant: str, said: str
) -> None:
    assert (claimant, said) in {(one.claimant, one.text) for one in statements(text)}


def test_what_is_added_to_a_quotation_has_the_same_speaker() -> None:
    found = statements('"The well is dry," said Ada Holt, adding that the mill had closed.')
    assert [(one.claimant, one.text) for one in found] == [
        ("Ada Holt", "The well is dry"),
        ("Ada Holt", "the mill had closed"),
    ]


def test_a_clause_around_its_source_is_one_statement() -> None:
    [one] = statements("A third of the mills, according to the survey, have closed.")
    assert one.text == "A third of the mills have closed"
    assert one.claimant == "the survey"


def test_findings_of_nobody_in_particular_have_no_speaker() -> None:
    found = statements("Information received since May indicates that the mill has closed.")
    assert [(one.claimant, one.text) for one in found] == [(None, "the mill has closed")]


def test_a_verb_that_shares_the_speaker_is_not_part_of_what_is_said() -> None:
    texts = [
        one.text for one in statements("Ada Holt confirmed the sale and said the mill closed.")
    ]
    assert "the mill closed" in texts
    assert not any(text.startswith("the sale and") for text in texts)


@pytest.mark.parametrize(
    ("subject", "claimant"),
    [
        ("The mayor of Zvečan", "the mayor of Zvečan"),
        ("The prime minister of Japan", "the prime minister of Japan"),
        ("The mayor of Zvečan, Ilija Perić,", "Ilija Perić"),
        ("The director of the National Museum", "the director of the National Museum"),
        ("The Archbishop of Canterbury", "the Archbishop of Canterbury"),
        ("The ministry's spokeswoman", "the ministry's spokeswoman"),
        ("A senior US official", "a senior US official"),
        ("Three witnesses", "three witnesses"),
        ("Two senior officials at the ministry", "two senior officials at the ministry"),
        ("A spokesperson for Boeing", "a spokesperson for Boeing"),
        ("Residents of Zvečan", "residents of Zvečan"),
        ("The government of Chad", "Chad"),
        ("The University of Zagreb", "University of Zagreb"),
    ],
)
def test_who_serves_a_place_or_a_body_is_not_that_place_or_body(
    subject: str, claimant: str
) -> None:
    said = statements(f"{subject} said the mill had closed.")
    assert [one.claimant for one in said if one.text == "the mill had closed"] == [claimant]


@pytest.mark.parametrize(
    ("text", "claimant", "said"),
    [
        ("The victims were students, according to its dean, Mara Voss.", "Mara Voss", 1),
        (
            "The firm will close two plants, its chief executive, Ann Holt, said on Monday.",
            "Ann Holt",
            1,
        ),
        ("He was shot twice, his lawyer said.", "his lawyer", 1),
        ("When police said the man was dead, his wife wept in the yard.", "police", 1),
    ],
)
def test_the_speaker_is_named_and_says_no_more_than_was_said(
    text: str, claimant: str, said: int
) -> None:
    statements = read(text).statements
    assert [one.claimant for one in statements].count(claimant) == said
    assert all(claimant not in one.text for one in statements if one.claimant == claimant)
