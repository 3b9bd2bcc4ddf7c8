"""Names: what is one, where it begins and ends, what kind it is, and what means the same."""

import pytest

from workbench.model import NameKind
from workbench.reading.names import aliases, find_names
from workbench.reading.sentences import split_sentences


def named(text: str) -> list[tuple[str, str]]:
    return [(name.text, str(name.kind)) for name in find_names(text, split_sentences(text))]


def fullest(text: str, form: str) -> str:
    return aliases(text, find_names(text, split_sentences(text))).fullest(form)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "It went to the 14th Armoured Infantry Brigade.",
            "14th Armoured Infantry Brigade",
            "unit",
        ),
        ("It met near Camp Queen Astrid today.", "Camp Queen Astrid", "place"),
        ("They live in the Republic of Moldova.", "Republic of Moldova", "place"),
        ("It rained in Bosnia and Herzegovina.", "Bosnia and Herzegovina", "place"),
        ("We met the Kosovo Albanian mayor.", "Kosovo Albanian", "group"),
        ("It broke the Treaty of Lisbon.", "Treaty of Lisbon", "law"),
        ("It cites Resolution 1325 twice.", "Resolution 1325", "law"),
        (
            "She leads the National Institutes of Health.",
            "National Institutes of Health",
            "organisation",
        ),
        ("He left the Ministry of Finance.", "Ministry of Finance", "organisation"),
        ("It sold the charity BrightWell.", "BrightWell", "organisation"),
        ("We reached the village of Ostrowo.", "Ostrowo", "place"),
        ("It flew on Vostok 1 then.", "Vostok 1", "thing"),
        ("The prize went to Lau Siu-lai.", "Lau Siu-lai", "person"),
        ("It quoted Senator Mbeki Nkomo.", "Mbeki Nkomo", "person"),
        ("He came back from Türkiye.", "Türkiye", "place"),
        ("The market of Kumasi burnt.", "Kumasi", "place"),
        ("A storm hit Sioux Falls again.", "Sioux Falls", "place"),
        (
            "It was the Fort Worth Police Department.",
            "Fort Worth Police Department",
            "organisation",
        ),
        ("The prize went to Mauricio Vellanti.", "Mauricio Vellanti", "person"),
        ("Many Emiratis left Brazzaville.", "Brazzaville", "place"),
        ("We met two Batswana there.", "Batswana", "group"),
    ],
)
def test_a_name_has_its_full_extent_and_kind(text: str, name: str, kind: str) -> None:
    assert (name, kind) in named(text)


def test_a_title_falls_away_and_the_body_before_it_stands_for_itself() -> None:
    assert named("NATO Secretary General Anna Berg met Polish President Jan Nowak.") == [
        ("NATO", "organisation"),
        ("Anna Berg", "person"),
        ("Polish", "group"),
        ("Jan Nowak", "person"),
    ]


def test_an_office_with_a_place_keeps_both_the_place_and_the_person() -> None:
    assert named("We asked Governor of Oregon Helen Marsh.") == [
        ("Oregon", "place"),
        ("Helen Marsh", "person"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Construction was slow.",
        "Another round followed.",
        "Photos showed the damage.",
        "However, nothing came of it.",
        "On Monday it rained in June.",
        "I think so.",
    ],
)
def test_an_ordinary_word_that_opens_a_sentence_is_no_name(text: str) -> None:
    assert named(text) == []


def test_a_word_seen_with_a_capital_inside_a_sentence_is_a_name_at_the_start_too() -> None:
    names = named("We spoke to Zarkov yesterday. Zarkov was calm.")
    assert [text for text, _ in names] == ["Zarkov", "Zarkov"]


def test_two_places_joined_by_and_are_two_names() -> None:
    assert named("It mediated in Belgrade and Pristina.") == [
        ("Belgrade", "place"),
        ("Pristina", "place"),
    ]


def test_and_inside_the_name_of_a_body_does_not_split_it() -> None:
    names = named("It joined the National Air and Space Museum.")
    assert names == [("National Air and Space Museum", "organisation")]


def test_a_surname_takes_the_full_name_and_its_kind() -> None:
    text = "We met Ivor Kestrel. The vote went to Kestrel."
    assert named(text)[-1] == ("Kestrel", "person")
    assert fullest(text, "Kestrel") == "Ivor Kestrel"


def test_a_surname_that_two_people_share_stands_for_neither() -> None:
    text = "We met Ivor Kestrel and Mona Kestrel. The vote went to Kestrel."
    assert fullest(text, "Kestrel") == "Kestrel"


def test_a_definition_in_brackets_joins_the_short_name_to_the_long_one() -> None:
    text = "The Northern River Authority (NRA) met. The report of the NRA came later."
    assert fullest(text, "NRA") == "Northern River Authority (NRA)"


def test_known_names_of_one_thing_share_a_key() -> None:
    text = "NATO met. It was held by the North Atlantic Alliance in Türkiye, that is, Turkey."
    known = aliases(text, find_names(text, split_sentences(text)))
    assert known.key("NATO") == known.key("North Atlantic Alliance")
    assert known.key("Türkiye") == known.key("Turkey")


def test_every_name_is_exactly_the_text_at_its_place() -> None:
    text = "  Dr. Ana Ruiz of the U.S. Department of\nAgriculture met NATO’s envoy in Cape Town."
    for name in find_names(text, split_sentences(text)):
        assert text[name.start : name.end] == name.text
        assert isinstance(name.kind, NameKind)


@pytest.mark.parametrize(
    "text",
    ["The split was reading nice.", "A Mobile Home burnt.", "Surprise was total.", "Hope remains."],
)
def test_a_city_or_given_name_that_is_a_common_word_is_that_word(text: str) -> None:
    assert {kind for _, kind in named(text)} <= {"thing"}
