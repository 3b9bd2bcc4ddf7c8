"""A second language is an added folder: no word of the first one is needed by the grammar."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import workbench.reading
from workbench.model import Approximator
from workbench.reading.dates import find_dates, find_document_date
from workbench.reading.language import speaking
from workbench.reading.quantities import find_quantities
from workbench.reading.sentences import split_sentences

READING = Path(workbench.reading.__file__).parent
WRITTEN = date(2024, 6, 12)

# A language that nobody speaks, so that no word of it is an English one by chance.
TABLES = {
    "calendar.toml": """
months = "zana zeba zica zoda zefa ziga zoha zuja zaka zela zima zona"
weekdays = "vuna veda vita vosa vepa vila vura"
""",
    "dates.toml": """
[classes]
ago_before = "olt"
of = "ek"
one_unit = "jul"

[days]
offsets = "rin=0 rik=-1"

[units]
days = "dul"
weeks = "wul"
years = "jul"

[counts]
words = "un=1 dva=2 tir=3"

[which]
before = "pasta"
after = "futa"
""",
    "quantities.toml": """
[classes]
of = "ek"
and = "ot"
from = "ab"
to = "ad"

[marks]
decimal = ","
group = "."

[numbers]
ones = "un=1 dva=2 tir=3 kva=4"
tens = "desa=10 vinta=20"
magnitudes = "mila=1000 miliona=1000000"

[units]
"%" = "%\\npocenta"
"kilometre" = "km\\nkilometra"

[approximators]
about = "kirka"
""",
    "sentences.toml": """
[abbreviations]
before_name = "dok"

[starters]
words = "ro re"
""",
}


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("languages") / "toy"
    folder.mkdir()
    for name, table in TABLES.items():
        (folder / name).write_text(table, encoding="utf-8")
    return folder


def test_sentences_of_an_added_language(language: Path) -> None:
    text = "Ro kasa dok. Mera ek bron. Re slina ek 5,5 km."
    with speaking(language):
        found = [text[one.start : one.end] for one in split_sentences(text)]
    assert found == ["Ro kasa dok. Mera ek bron.", "Re slina ek 5,5 km."]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ro kasa 5 zoha 2021.", "2021-07-05"),
        ("Ro kasa rik.", "2024-06-11"),
        ("Ro kasa olt tir wul.", "2024-05-22"),
        ("Ro kasa futa jul.", "2025"),
    ],
)
def test_dates_of_an_added_language(language: Path, text: str, value: str) -> None:
    with speaking(language):
        dates = find_dates(text, split_sentences(text), WRITTEN)
    assert [mention.value for mention in dates] == [value]


def test_the_dateline_of_an_added_language(language: Path) -> None:
    text = "5 zoha 2021\n\nRo kasa ek bron."
    with speaking(language):
        header = find_document_date(text)
    assert header is not None
    assert header.date == date(2021, 7, 5)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Ro kasa vinta kilometra.", "20", "kilometre"),
        ("Ro kasa 1.238,5 km.", "1238.5", "kilometre"),
        ("Ro kasa tir miliona manka.", "3000000", None),
        ("Ro kasa 2,4 pocenta.", "2.4", "%"),
    ],
)
def test_quantities_of_an_added_language(
    language: Path, text: str, value: str, unit: str | None
) -> None:
    with speaking(language):
        (quantity,) = find_quantities(text, split_sentences(text), ())
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


def test_how_exactly_in_an_added_language(language: Path) -> None:
    text = "Ro kasa kirka 40 km."
    with speaking(language):
        (quantity,) = find_quantities(text, split_sentences(text), ())
    assert quantity.approximator is Approximator.ABOUT


@pytest.mark.parametrize("stage", ["dates", "quantities", "sentences"])
def test_no_word_of_a_language_stands_in_a_pattern(stage: str) -> None:
    found = {
        (path.name, word)
        for path in (READING / stage).glob("*.py")
        for literal in _pattern_literals(ast.parse(path.read_text(encoding="utf-8")))
        for word in _bare_words(literal)
    }
    assert found == set()


def _pattern_literals(tree: ast.Module) -> Iterator[str]:
    """The literal parts of everything that is written as a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            whole = "\0".join(str(part) for part in parts)
            if re.search(r"\\[a-zA-Z]|\(\?", whole):
                yield whole
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield from (
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def _bare_words(pattern: str) -> Iterator[str]:
    """Words of a pattern that are no names of groups, escapes, or sets of characters."""
    plain = re.sub(r"\(\?P?[<=(]?\w*[>)]?|\\.|\[[^\]\0]*\]|\{[^}]*\}|\(\?\(\w+\)", " ", pattern)
    yield from re.findall(r"[a-z]{2,}", plain)


def test_every_entry_of_a_folder_may_be_left_out(tmp_path: Path) -> None:
    for name in ("calendar.toml", "dates.toml", "quantities.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    text = "Ro kasa 12 on 2024-05-30. Five men came in May."
    with speaking(tmp_path):
        sentences = split_sentences(text)
        dates = find_dates(text, sentences, WRITTEN)
        quantities = find_quantities(text, sentences, dates)
    assert [mention.value for mention in dates] == ["2024-05-30"]
    assert [quantity.text for quantity in quantities] == ["12"]
