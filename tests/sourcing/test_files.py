"""Loading documents: any encoding told, anything else refused in one line."""

import io
from pathlib import Path

import pytest

from workbench.errors import InputError, UsageError
from workbench.sourcing.files import MAX_BYTES, decode, load

CYRILLIC = (
    "Около пятисот военнослужащих прибыли в долину в понедельник, сообщили в министерстве. "
    "По данным больницы, пострадали сорок семь человек, ещё двое остаются в тяжёлом состоянии."
)


def test_utf8_is_read_as_it_is_with_its_line_ends() -> None:
    loaded = decode("a.txt", "Zoë said:\r\n“52 people”\n".encode())
    assert loaded.text == "Zoë said:\r\n“52 people”\n"
    assert loaded.encoding == "utf-8"
    assert loaded.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding: str) -> None:
    loaded = decode("a.txt", "Zoë counted 52.".encode(encoding))
    assert loaded.text == "Zoë counted 52."
    assert loaded.encoding == encoding


def test_windows_text_is_detected_and_named() -> None:
    text = "The café’s owner said “52 people” came – about £5,000 was raised in the Société hall."
    loaded = decode("a.txt", text.encode("cp1252"))
    assert loaded.text == text
    assert loaded.encoding == "cp1252"
    assert "cp1252" in loaded.notes[0]


def test_cyrillic_text_is_detected() -> None:
    assert decode("a.txt", CYRILLIC.encode("cp1251")).text == CYRILLIC


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"SQLite format 3\x00" + bytes(100), "SQLite"),
        (bytes(range(256)) * 40, "binary"),
        (b"<!DOCTYPE html><html><body></body></html>", "no text"),
        (b"\xff\xfe\x00\xd8", "utf-16"),
    ],
    ids=["nothing", "space", "mark", "pdf", "zip", "sqlite", "noise", "html", "surrogate"],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as refused:
        decode("a.txt", data)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Troops arrive</title>
<script>track()</script></head><body><nav><a href="/">Home</a></nav><article><h1>Troops arrive</h1>
<p>About 500 Ostrian troops arrived in the Marun valley on Monday, the Joint Force said.</p>
<p>They join a 700-strong force that has been there since the unrest of 10 October.</p></article>
</body></html>"""


def test_a_saved_web_page_is_read_as_its_article() -> None:
    loaded = decode("page.html", PAGE.encode())
    assert loaded.text == (
        "Troops arrive\n\n"
        "About 500 Ostrian troops arrived in the Marun valley on Monday, the Joint Force said.\n\n"
        "They join a 700-strong force that has been there since the unrest of 10 October."
    )
    assert loaded.media_type == "text/html"
    assert loaded.original == PAGE.encode()
    assert loaded.readable is not None
    assert "Home" in loaded.readable.visible


@pytest.mark.parametrize("name", ["page.html", "page.txt", "-"], ids=["html", "txt", "stdin"])
def test_the_kept_bytes_decode_to_exactly_the_text_of_a_page(name: str) -> None:
    loaded = decode(name, PAGE.encode())
    assert loaded.data.decode(loaded.encoding) == loaded.text
    assert "trafilatura" in loaded.notes[0]


def test_a_page_on_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert "500 Ostrian troops" in load("-").text


def test_markdown_with_a_little_markup_stays_plain_text() -> None:
    text = "# Troops\n\nAbout 500 troops<br>arrived <b>today</b>.\n"
    assert decode("notes.md", text.encode()).text == text


def test_a_table_of_values_and_a_json_file_stay_as_they_are() -> None:
    assert decode("a.csv", b"name,count\nMarun,500\n").text == "name,count\nMarun,500\n"
    assert decode("a.json", b'{"count": 500}').text == '{"count": 500}'


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 6)
    with pytest.raises(InputError, match="201 MB or more"):
        load(str(path))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        load(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="folder"):
        load(str(tmp_path))


def test_a_name_with_escape_codes_is_shown_harmless(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        load(str(tmp_path / "\x1b]0;x\x07.txt"))
    assert "\x1b" not in str(refused.value)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load("a\x00b")


def test_a_web_address_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="is a web address"):
        load("https://example.org/news")
