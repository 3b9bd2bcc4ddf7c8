"""Loading documents: any encoding told, anything else refused in one line."""

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
        (b"<!DOCTYPE html><html><body>x</body></html>", "HTML"),
        (b"\xff\xfe\x00\xd8", "utf-16"),
    ],
    ids=["nothing", "space", "mark", "pdf", "zip", "sqlite", "noise", "html", "surrogate"],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as refused:
        decode("a.txt", data)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


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
    with pytest.raises(UsageError, match="save the page"):
        load("https://example.org/news")
