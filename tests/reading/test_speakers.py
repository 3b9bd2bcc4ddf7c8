"""Who is meant by the words that name a speaker, and who is none."""

import pytest

from workbench.reading import read


def last_said(text: str) -> tuple[str | None, str]:
    last = read(text).statements[-1]
    return last.claimant, last.text


@pytest.mark.parametrize(
    ("text", "claimant", "content"),
    [
        (
            "Mara Voss and her deputy said the pier would close.",
            "Mara Voss and her deputy",
            "the pier would close",
        ),
        (
            "Mara Voss met Karl Lund. Both Voss and Lund told reporters that the pier would close.",
            "Mara Voss and Karl Lund",
            "the pier would close",
        ),
        (
            "Mara Voss, head of the museum and the library, said the pier would close.",
            "Mara Voss",
            "the pier would close",
        ),
        (
            "Mara Voss opened the pier. The 46-year-old said the work had cost 3 million euros.",
            "Mara Voss",
            "the work had cost 3 million euros",
        ),
        ("Others argued that it should be kept.", "others", "it should be kept"),
        (
            (
                "The group, Harbour Watch, wrote to the mayor in May. "
                "The group said on Friday that the letter was lost."
            ),
            "Harbour Watch",
            "the letter was lost",
        ),
        (
            (
                "Two sailors died, the navy said in a statement on Monday. "
                '"The cause is under study," the statement said.'
            ),
            "the navy",
            "The cause is under study",
        ),
        (
            (
                "Bank analyst Ida Lund said the shares were cheap. "
                "The fall is a chance to buy, according to the analyst."
            ),
            "Ida Lund",
            "The fall is a chance to buy",
        ),
        (
            'Oliver Berg met Mary Lund in Oslo. "It was a very long day," she said.',
            "Mary Lund",
            "It was a very long day",
        ),
        (
            'Ida Buchtmann spoke for the office. "It was a long day," Ms Bauchtman said.',
            "Ida Buchtmann",
            "It was a long day",
        ),
        (
            "As people familiar with the plan said on Monday, the mill will close.",
            "people familiar with the plan",
            "the mill will close",
        ),
        (
            "Hours before the match on Tuesday, coach Bo Lund praised them, saying it was time.",
            "Bo Lund",
            "it was time",
        ),
    ],
)
def test_a_speaker_is_named_in_full(text: str, claimant: str, content: str) -> None:
    assert last_said(text) == (claimant, content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Blood tests revealed that the man had eaten lead.", "the man had eaten lead"),
        ("Trade data suggest that exports fell in May.", "exports fell in May"),
        ("The refit suggests that the firm expects growth.", "the firm expects growth"),
        (
            "The firm sold the mill to Nordvik, a deal announced in March.",
            "The firm sold the mill to Nordvik, a deal announced in March.",
        ),
        ("Lund added his second goal, and Berg saved a penalty.", "Berg saved a penalty"),
        (
            "There are two plans, according to the Post, so the council may wait.",
            "so the council may wait",
        ),
    ],
)
def test_nobody_says_it(text: str, content: str) -> None:
    assert last_said(text) == (None, content)


@pytest.mark.parametrize(
    ("text", "claimant", "content"),
    [
        ("Nordvik announced Nov. 18 that the mill will close.", "Nordvik", "the mill will close"),
        ("The board said this week that the pier is safe.", "the board", "the pier is safe"),
        ("Ida Lund pointed out that the bridge was closed.", "Ida Lund", "the bridge was closed"),
        (
            "Police say a blast that killed two men may have been an accident.",
            "police",
            "a blast that killed two men may have been an accident",
        ),
        (
            (
                "It is unclear when the mill will close — both owners were ill in May, "
                "according to the Harbour Post."
            ),
            "Harbour Post",
            "both owners were ill in May",
        ),
        (
            "One clerk posted: ”Nobody told us about the letter.”",
            "one clerk",
            "Nobody told us about the letter",
        ),
    ],
)
def test_what_is_said_begins_after_the_words_that_attribute(
    text: str, claimant: str, content: str
) -> None:
    assert (claimant, content) in [(one.claimant, one.text) for one in read(text).statements]


def test_government_data_speak_for_the_government() -> None:
    text = "Government data suggest that exports fell in May."
    assert last_said(text) == ("government data", "exports fell in May")


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("The magazine Harbour Life describes the judgment as historic.", "Harbour Life"),
        ("State media have reported only a handful of deaths.", "state media"),
        ("Police are reporting a third death in the flood.", "police"),
        ("Nordvik reported $2.5 million in profit.", None),
        ("The council called on the firm to pay.", None),
    ],
)
def test_a_verdict_and_a_bare_report_are_claims_as_a_whole(text: str, claimant: str | None) -> None:
    [one] = read(text).statements
    assert one.claimant == claimant
    assert one.text.rstrip(".") == text.rstrip(".")


def test_a_clause_at_the_end_says_who_told_it() -> None:
    text = "Shares fell on Monday after the agency reported that exports had dropped."
    found = [(one.claimant, one.text) for one in read(text).statements]
    assert found == [
        (None, "Shares fell on Monday"),
        ("the agency", "exports had dropped"),
    ]


def test_what_the_speaker_withholds_is_said_by_the_text() -> None:
    text = "Ida Lund said the boat would come, but she gave no details on the price."
    assert last_said(text)[0] is None


@pytest.mark.parametrize(
    ("hearer", "relayer"),
    [
        ("Reuters", "Reuters"),
        ("bank executives", None),
        ("the Harbour Post on Monday", "Harbour Post"),
    ],
)
def test_a_named_hearer_passes_on_what_it_is_told(hearer: str, relayer: str | None) -> None:
    [one] = read(f"Ida Lund told {hearer} that the boat was late.").statements
    assert one.attribution is not None
    assert (one.claimant, one.attribution.relayer) == ("Ida Lund", relayer)


def test_who_is_quoted_in_a_source_speaks_and_the_source_passes_it_on() -> None:
    text = 'According to the Harbour Post, one clerk wrote: "Nobody told us about the letter."'
    [one] = read(text).statements
    assert one.attribution is not None
    assert (one.claimant, one.attribution.relayer) == ("one clerk", "Harbour Post")


@pytest.mark.parametrize(
    "text",
    [
        "Farm unions are concerned the government will change the law.",
        "Farm unions are confident that the government will change the law.",
    ],
)
def test_what_somebody_fears_or_hopes_is_a_claim_of_theirs(text: str) -> None:
    [one] = read(text).statements
    assert one.claimant == "farm unions"


def test_no_question_denies_nothing() -> None:
    [one] = read("There is no question that the mill was closed.").statements
    assert not one.negated
