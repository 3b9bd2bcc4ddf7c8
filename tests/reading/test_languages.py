"""Another language is another folder; without one a text gets what is alike in all languages."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from workbench.model import Approximator, DateMention, Quantity, Sentence
from workbench.reading import read
from workbench.reading.dates import find_dates
from workbench.reading.language import speaking
from workbench.reading.quantities import find_quantities
from workbench.reading.sentences import split_sentences

GERMAN = Path(__file__).with_name("data") / "german"
WRITTEN = date(2024, 6, 12)


def german(text: str) -> tuple[tuple[DateMention, ...], tuple[Quantity, ...]]:
    """The dates and quantities of a German sentence."""
    with speaking(GERMAN):
        sentences = split_sentences(text)
        dates = find_dates(text, sentences, WRITTEN)
        return dates, find_quantities(text, sentences, dates)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Das Gesetz gilt seit dem 5. Juli 2021.", "2021-07-05/.."),
        ("Am 3. März starb er.", "2024-03-03"),
        ("Der Vertrag wurde im April 2019 unterzeichnet.", "2019-04"),
        ("Gestern trat er zurück.", "2024-06-11"),
        ("Vor drei Wochen brach der Damm.", "2024-05-22"),
        ("Am letzten Freitag fiel Schnee.", "2024-06-07"),
        ("Die Zahlen gelten für das nächste Jahr.", "2025"),
        ("Der Bericht ist vom 2024-05-30.", "2024-05-30"),
    ],
)
def test_german_dates_by_german_tables(text: str, value: str) -> None:
    dates, _ = german(text)
    assert [mention.value for mention in dates] == [value]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Der Fluss ist 1.238,5 km lang.", "1238.5", "kilometre"),
        ("Die Preise stiegen um 2,4 Prozent.", "2.4", "%"),
        ("Das kostet 3,5 Milliarden Euro.", "3500000000", "EUR"),
        ("Es waren minus 12 Grad Celsius.", "-12", "degree Celsius"),
        ("Das Lager fasst vierzig Tonnen Weizen.", "40", "tonne"),
    ],
)
def test_german_quantities_by_german_tables(text: str, value: str, unit: str) -> None:
    _, (quantity,) = german(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


def test_how_exactly_and_of_what_in_german() -> None:
    _, (quantity,) = german("Mindestens 400 Menschen kamen.")
    assert quantity.approximator is Approximator.AT_LEAST
    assert quantity.counted == "Menschen"


def test_a_full_stop_after_the_number_of_a_day_ends_no_sentence_in_german() -> None:
    text = "Am 5. Juli kam er. Im August ging er."
    with speaking(GERMAN):
        assert len(split_sentences(text)) == 2


def test_english_is_read_as_before_once_german_was_spoken() -> None:
    german("Vor drei Wochen kamen 1.200 Menschen.")
    text = "Three weeks ago 1.2 million people came."
    sentences = (Sentence(0, len(text)),)
    (mention,) = find_dates(text, sentences, WRITTEN)
    (quantity,) = find_quantities(text, sentences, (mention,))
    assert mention.value == "2024-05-22"
    assert quantity.value == 1_200_000


OTHERS = {
    "German": "Im Juli kamen 1200 Menschen, und das Treffen vom 2024-05-30 wurde nicht auf den "
    "Tag verschoben. Die Stadt hat 9000 Einwohner und ist nach dem Krieg neu gebaut.",
    "Russian": "Президент сообщил 2024-05-30, что погибли 17 человек. Город занимает 310 гектаров.",
    "Turkish": "Bakanlık 2024-05-30 günü 17 kişi için bir açıklama yaptı ve bu olay çok "
    "büyük oldu. "
    "Kent 310 hektar kadar bir alan ve daha sonra 9000 ev olarak kuruldu.",
    "Arabic": "قالت الوزارة في 2024-05-30 إن 17 شخصا قتلوا. وتبلغ مساحة المدينة 310 هكتارات.",
    "Chinese": "外交部于2024-05-30表示,有 17 人死亡。该市面积为 310 公顷。",
}


@pytest.mark.parametrize("language", sorted(OTHERS))
def test_a_language_without_a_folder_gets_what_all_languages_share(language: str) -> None:
    text = OTHERS[language]
    reading = read(text)
    assert reading.language != "en"
    assert len(reading.sentences) == 2
    assert "2024-05-30" in [mention.value for mention in reading.dates]
    assert all(mention.text == mention.value for mention in reading.dates)
    assert reading.quantities
    assert all(quantity.text.isdecimal() for quantity in reading.quantities)
    assert reading.names == ()
    assert all(statement.claimant is None for statement in reading.statements)
    assert all(text[one.start : one.end] == one.span for one in reading.statements)
    assert "only English is read in full" in reading.notes[0]
