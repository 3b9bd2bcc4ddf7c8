"""The encoding of a page: every sign of it in its rank, and the reason kept."""

import codecs

import pytest

from tests.sourcing.pages.conftest import Read
from tests.sourcing.pages.material import page

FRENCH = (
    "<p>Le président a déclaré que 500 soldats étaient arrivés à la vallée près de l’été.</p>" * 3
)
RUSSIAN = (
    "<p>Около пятисот военнослужащих прибыли в долину, сообщили в министерстве обороны.</p>" * 3
)
JAPANESE = (
    "<p>約五百人の兵士が月曜日に谷に到着したと合同軍は発表した。これは重要な出来事である。</p>" * 3
)


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        (FRENCH, "windows-1252", "président a déclaré"),
        (RUSSIAN, "windows-1251", "пятисот военнослужащих"),
        (JAPANESE, "shift_jis", "合同軍は発表した"),
        (RUSSIAN, "koi8-r", "пятисот военнослужащих"),
    ],
    ids=["latin-1", "cp1251", "shift_jis", "koi8-r"],
)
def test_an_undeclared_encoding_is_guessed(
    read: Read, text: str, encoding: str, words: str
) -> None:
    readable = read(page(text).encode(encoding, "replace"), "text/html")
    assert words in readable.main
    assert readable.encoding_basis == "guessed from the bytes"


def test_the_header_outranks_the_page_and_the_contradiction_is_told(read: Read) -> None:
    body = page(FRENCH, '<meta charset="windows-1251"><title>x</title>').encode()
    readable = read(body, "text/html; charset=UTF-8")
    assert "président a déclaré" in readable.main
    assert (readable.encoding, readable.encoding_basis) == ("utf-8", "HTTP header")
    assert any("the page windows-1251" in flag for flag in readable.flags)


def test_the_page_is_believed_where_the_header_is_silent(read: Read) -> None:
    body = page(RUSSIAN, '<meta http-equiv="Content-Type" content="text/html; charset=cp1251">')
    readable = read(body.encode("cp1251"), "text/html")
    assert "пятисот" in readable.main
    assert readable.encoding_basis == "declared in the page"


def test_latin_1_means_windows_1252_as_it_does_to_browsers(read: Read) -> None:
    readable = read(
        page("<p>“Five hundred” – he said</p>").encode("cp1252"), "text/html; charset=iso-8859-1"
    )
    assert "“Five hundred” – he said" in readable.visible
    assert readable.encoding == "windows-1252"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be-mark"])
def test_a_byte_order_mark_decides_where_the_header_is_silent(read: Read, encoding: str) -> None:
    text = page(FRENCH)
    body = (
        codecs.BOM_UTF16_BE + text.encode("utf-16-be")
        if encoding == "utf-16-be-mark"
        else text.encode(encoding)
    )
    readable = read(body, None)
    assert "président a déclaré" in readable.main
    assert readable.encoding_basis == "byte order mark"


def test_three_bad_bytes_do_not_spoil_a_page(read: Read) -> None:
    body = page(RUSSIAN).encode().replace(b"</article>", b"<p>\xff \xfe \xc3</p></article>")
    readable = read(body, "text/html")
    assert "пятисот военнослужащих" in readable.main
    assert readable.encoding == "utf-8"
    assert "3 bytes are not utf-8 and shown as �" in readable.flags


def test_the_user_may_say_the_encoding(read: Read) -> None:
    readable = read(page(RUSSIAN).encode("cp1251"), "text/html; charset=utf-8", encoding="win-1251")
    assert "пятисот" in readable.main
    assert readable.encoding_basis == "given"


@pytest.mark.parametrize("label", ["utf-7", "nonsense", "rot13", "hex", "\x00"])
def test_an_encoding_that_no_browser_knows_is_passed_over(read: Read, label: str) -> None:
    readable = read(page(), f"text/html; charset={label}")
    assert "500 Ostrian troops" in readable.main
    assert readable.encoding == "utf-8"
