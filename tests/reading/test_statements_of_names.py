"""What a name is said to be: offices before it, nouns before it, and phrases beside it."""

import pytest

from workbench.reading import read


def said(text: str) -> list[str]:
    """What names are said to be, in the order of the text."""
    return [one.text.rstrip(".") for one in read(text).statements if "[is]" in one.text]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("President Ida Holt opened the hall.", "Ida Holt [is] President"),
        ("Former President Ida Holt left.", "Ida Holt [is] former President"),
        (
            "That is why former Arda Gov. Carl Dunn and Quist are running.",
            "Carl Dunn [is] former Arda Gov",
        ),
        ("The fees were cut by state Sen. Carl Dunn.", "Carl Dunn [is] state Sen"),
        (
            "The bench heard Chief Justice of the Missouri Supreme Court Ida Holt.",
            "Ida Holt [is] Chief Justice of the Missouri Supreme Court",
        ),
        (
            "University of Arda President Carl Dunn resigned.",
            "Carl Dunn [is] University of Arda President",
        ),
        ("Inspector-General Ida Holt retired.", "Ida Holt [is] Inspector-General"),
    ],
)
def test_a_title_before_a_full_name_is_told(text: str, office: str) -> None:
    assert office in said(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("It is too early, research team head Ida Holt says.", "Ida Holt [is] research team head"),
        ("Harton West senior Carl Dunn won the race.", "Carl Dunn [is] Harton West senior"),
        ("They met the sitar virtuoso Carl Dunn at home.", "Carl Dunn [is] the sitar virtuoso"),
        ("The fair drew Harton rock star Ida Holt.", "Ida Holt [is] Harton rock star"),
        ("Carl lived with his wife Ida Holt in Arda.", "Ida Holt [is] his wife"),
        (
            "The mill was bought by the investment company Harbour Holdings.",
            "Harbour Holdings [is] the investment company",
        ),
        (
            "Arda's flagship carrier Harbour Airlines grew.",
            "Harbour Airlines [is] Arda's flagship carrier",
        ),
        (
            "The letter named The We Holding's newly appointed chair Carl Dunn.",
            "Carl Dunn [is] We Holding's newly appointed chair",
        ),
        (
            "Harbour Mills Co. executive Carl Dunn said nothing.",
            "Carl Dunn [is] Harbour Mills Co. executive",
        ),
        (
            "The letter came from chief medical examiner Dr. Ida Holt.",
            "Dr. Ida Holt [is] chief medical examiner",
        ),
    ],
)
def test_a_noun_before_a_name_says_what_it_names(text: str, role: str) -> None:
    assert role in said(text)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "They sued the Inspector-General of Police, Carl Dunn, in May.",
            "Carl Dunn [is] the Inspector-General of Police",
        ),
        (
            "The suit names Harbour's founder and former CEO, Carl Dunn, and nobody else.",
            "Carl Dunn [is] Harbour's founder and former CEO",
        ),
        (
            "President of the Senate, Ida Holt, Senator Carl Dunn and others met.",
            "Ida Holt [is] President of the Senate",
        ),
        ("Senate Leader, Ida Holt moved the motion.", "Ida Holt [is] Senate Leader"),
        ("Carl came with his girlfriend, Ida Holt, and left.", "Ida Holt [is] his girlfriend"),
        (
            "They mourned the deaths of former Senate Speaker, Carl Dunn, and of two others.",
            "Carl Dunn [is] former Senate Speaker",
        ),
    ],
)
def test_a_phrase_and_a_comma_before_a_name_say_what_it_names(text: str, office: str) -> None:
    assert office in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Officer Carl Dunn opened the hall.",
        "Professor Carl Dunn opened the hall.",
        "The plan Ida Holt drew was refused.",
        "In court Ida Holt said nothing.",
        "Last year Ida Holt left.",
        "The outspoken Ida Holt left.",
        "Veteran politician Ida Holt left.",
        "They praised the former director Ida Holt.",
        "The team Ida Holt and Carl Dunn won.",
        "They came for the harbour Arda talks.",
        "In her book, Ida Holt, Omar Reyes and others are named.",
    ],
)
def test_what_only_stands_before_a_name_says_nothing_of_it(text: str) -> None:
    assert said(text) == []


def test_two_senators_are_told_each() -> None:
    text = "Senator Ida Holt and Senator Carl Dunn have sued."
    assert said(text) == ["Ida Holt [is] Senator", "Carl Dunn [is] Senator"]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        (
            "It may rain, said Ida Holt, a Harton farmer and miller.",
            "Ida Holt [is] a Harton farmer and miller",
        ),
        (
            "Dunn, a harbour pilot and former adviser to the mayor, won the race.",
            "Dunn [is] former adviser to the mayor",
        ),
        (
            "Ida Holt, the current world No. 3 and the top Arda climber, won the race.",
            "Ida Holt [is] the current world No. 3",
        ),
        (
            "Ida Holt, the current world No. 3 and the top Arda climber, won the race.",
            "Ida Holt [is] the top Arda climber",
        ),
        (
            "The mill was built by Carl Dunn, brewer and timber merchant.",
            "Carl Dunn [is] brewer and timber merchant",
        ),
        (
            "Carl Dunn, former captain of the club, has died.",
            "Carl Dunn [is] former captain of the club",
        ),
        (
            "Roads and Bridges, part of the ministry, refused the offer.",
            "Roads and Bridges [is] part of the ministry",
        ),
        (
            "He went to Harbour Films, the company he founded with Ida Holt in 1979.",
            "Harbour Films [is] the company he founded with Ida Holt in 1979",
        ),
        (
            "Ida Holt, the most popular Democrat in the state, has left.",
            "Ida Holt [is] the most popular Democrat in the state",
        ),
        (
            "Carl moved to Harbour Films, a studio near Harton, Ohio.",
            "Harbour Films [is] a studio near Harton, Ohio",
        ),
        (
            "Ida Holt, the first woman to lead the board, resigned.",
            "Ida Holt [is] the first woman to lead the board",
        ),
    ],
)
def test_what_stands_after_a_name_and_a_comma_describes_it(text: str, description: str) -> None:
    assert description in said(text)


def test_a_plural_description_is_said_of_all_that_were_named() -> None:
    found = [one.text for one in read("Ida and Carla Holt, both sisters, left.").statements]
    assert "Ida and Carla Holt [are] both sisters" in found
    found = [one.text for one in read("The doctors, members of a club, left.").statements]
    assert found == ["The doctors [are] members of a club", "The doctors left"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Carl Dunn (goalkeeper) was praised by the board.",
            ["Carl Dunn [is] goalkeeper", "Carl Dunn was praised by the board"],
        ),
        (
            "The former footballer, now 52, has been charged with fraud.",
            [
                "The former footballer [is] now 52",
                "The former footballer has been charged with fraud",
            ],
        ),
        (
            "Unemployment, at 4.1 percent in May, is at its lowest level.",
            ["Unemployment [is] at 4.1 percent in May", "Unemployment is at its lowest level"],
        ),
        (
            "Clerks met Carl P. Dunn 31, of Harton near the mill.",
            ["Clerks met Carl P. Dunn, of Harton near the mill", "Carl P. Dunn [is] 31"],
        ),
    ],
)
def test_roles_in_brackets_ages_and_levels_are_told_apart(text: str, parts: list[str]) -> None:
    assert [one.text.rstrip(".") for one in read(text).statements] == parts


@pytest.mark.parametrize(
    "text",
    [
        "Carl Dunn (center) and Ida Holt left the hall.",
        "The list names Arda (see the map) and Harton.",
    ],
)
def test_a_place_in_a_picture_is_no_role(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He visited Paris, the sea, and Rome.",
        "They came from Atlanta, Georgia, and stayed.",
        "She kept Rex, a cat and two dogs.",
        "The park has a pond, a garden and a pool.",
        "They met on Tuesday, May 3, in Harton.",
    ],
)
def test_a_list_a_place_and_a_date_describe_nothing(text: str) -> None:
    assert said(text) == []


def test_what_a_person_is_said_to_be_after_a_comma_is_told_once() -> None:
    text = "It was told by Dr. Ida Holt, a chest physician at a hospital in Harton, Ohio, in May."
    assert said(text) == ["Dr. Ida Holt [is] a chest physician at a hospital in Harton, Ohio"]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        (
            "A chemist at the Dunn Centre in Harton, Ohio, Holt has sailed twice.",
            "Holt [is] a chemist at the Dunn Centre in Harton, Ohio",
        ),
        ("A native of Harton, she has written six books.", "she [is] a native of Harton"),
        ("Astrobiologist Nora Holt has left.", "Nora Holt [is] astrobiologist"),
        (
            'Ida "Liz" Holt, a nurse and the daughter of former Ohio Gov. Carl D. Holt, died.',
            'Ida "Liz" Holt [is] the daughter of former Ohio Gov. Carl D. Holt',
        ),
    ],
)
def test_what_stands_before_or_after_a_name_is_said_of_it(text: str, description: str) -> None:
    assert description in said(text)


def test_an_owner_is_not_what_is_owned() -> None:
    text = "His family moved to Harton when he was 4 years old."
    assert [one.text for one in read(text).statements] == [text]
