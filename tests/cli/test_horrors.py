"""Servers of every bad kind against the whole command: each has its reason, and nothing is half."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, Program, as_page
from tests.sourcing.horrors.server import Horrors, Trick
from tests.sourcing.horrors.tricks import (
    BROTLI_BOMB,
    HEAD,
    answer,
    death,
    drip,
    flood,
    gzip_bomb,
    packed,
    raw,
    redirect,
    silence,
    stacked_bomb,
)


@pytest.fixture(autouse=True)
def page_reader() -> None:
    """Here pages are read as the command does it, by child processes of its own."""


ESCAPES = "\x1b]52;c;aGk=\x07\u202eexe\u2066\x9b31m"
WORDS = "<p>The hospital counted 47 civilians and 41 soldiers in the unrest on 10 October.</p>"
AT_ONCE = "[sources]\nat_once = 16\ntotal_seconds = 2\n"


def document_bomb() -> bytes:
    """A Word document of a few kilobytes whose text would fill a hundred megabytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"<w:t>" + b"a" * (100 << 20), compresslevel=1)
    return kept.getvalue()


NOT_FOUND = """<html><head><title>Page not found</title></head><body><h1>404</h1>
<p>The page you are looking for could not be found. It may have been moved.</p></body></html>"""
LOG_IN = """<html><head><title>Log in</title></head><body><form action="/session" method="post">
<p>Please log in to read on.</p><input name="user"><input type="password" name="secret">
<button>Log in</button></form></body></html>"""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TRICKS: dict[str, tuple[str, Trick]] = {
    "/never-answers": ("timed-out", silence()),
    "/drips": ("timed-out", drip(HEAD + b"\r\n", b"x")),
    "/dies-mid-way": ("incomplete", death(HEAD + b"Content-Length: 999\r\n\r\n" + WORDS.encode())),
    "/truncated": ("incomplete", packed(gzip.compress(PAGE.encode())[:200], "gzip")),
    "/gzip-bomb": ("too-large", packed(gzip_bomb(60), "gzip")),
    "/brotli-bomb": ("protocol-error", packed(BROTLI_BOMB, "br")),
    "/stacked-bomb": ("protocol-error", packed(stacked_bomb(60), "gzip, gzip")),
    "/word-bomb": ("not-text", answer(document_bomb(), Content_Type=WORD)),
    "/no-http": ("protocol-error", raw(b"SSH-2.0-OpenSSH_9.6\r\n")),
    "/circle": ("redirect-loop", redirect("/circle")),
    "/to-this-computer": ("blocked-by-policy", redirect("http://169.254.169.254/latest/")),
    "/to-a-file": ("blocked-by-policy", redirect("file:///etc/passwd")),
    "/304": ("protocol-error", answer(b"", "304 Not Modified")),
    "/401": ("forbidden", answer(b"no", "401 Unauthorized")),
    "/403": ("forbidden", answer(b"no", "403 Forbidden")),
    "/404": ("dead", answer(b"no", "404 Not Found")),
    "/410": ("dead", answer(b"no", "410 Gone")),
    "/451": ("gone-for-legal-reasons", answer(b"no", "451 Unavailable")),
    "/429": ("busy", answer(b"no", "429 Too Many Requests", Retry_After="7200")),
    "/500": ("server-error", answer(b"no", "500 Oops")),
    "/soft-404": ("soft-404", as_page(NOT_FOUND)),
    "/log-in": ("login-wall", as_page(LOG_IN)),
    "/no-charset": (
        "captured",
        answer(PAGE.replace("Home", "Zuhörer").encode("cp1252"), Content_Type="text/html"),
    ),
    "/wrong-charset": (
        "captured",
        answer(PAGE.encode("utf-16"), Content_Type="text/html; charset=ascii"),
    ),
    "/mislabelled": ("captured", answer(PAGE.encode(), Content_Type="image/jpeg")),
    "/zstd-bomb": ("protocol-error", packed(b"\x28\xb5\x2f\xfd" + bytes(90), "zstd")),
    "/no-end": ("too-large", flood(HEAD + b"\r\n", b"<p>word</p>" * 6000)),
    "/empty": ("no-content", answer(b"")),
    "/script-only": ("not-text", as_page("<html><body><script>draw()</script></body></html>")),
    "/picture": ("not-text", answer(b"\x89PNG\r\n\x1a\n" + bytes(90), Content_Type="image/png")),
    "/encrypted-pdf": ("not-text", answer(b"%PDF-1.7\nbroken", Content_Type="application/pdf")),
    "/attributes": ("captured", as_page(f"<html><body><div {'a=1 ' * 30_000}>{WORDS * 5}</div>")),
    "/nested": ("captured", as_page(f"<html><body>{'<div>' * 5_000}{WORDS * 5}</body></html>")),
    "/escapes": ("captured", as_page(PAGE.replace("Statement on", ESCAPES))),
    "/references": ("captured", as_page(PAGE.replace("hospital", "hospi&#7;tal&#27;"))),
}


def test_every_bad_server_has_its_own_outcome_and_nothing_is_kept_by_half(
    project: Program, wounded: str, horrors: Horrors, settings: Callable[[str], None], folder: Path
) -> None:
    settings(AT_ONCE)
    addresses = [horrors.on(path, trick) for path, (_, trick) in TRICKS.items()]
    (folder / "list.txt").write_text("\n".join(addresses), "utf-8")
    done = project("attach", wounded, "--from", "list.txt", "--allow-private", "--json")
    assert done.code == 5
    assert "Traceback" not in done.err
    found = {each["url"].removeprefix(horrors.url("")): each for each in done.objects}
    expected = {path: outcome for path, (outcome, _) in TRICKS.items()}
    assert {path: each["outcome"] for path, each in found.items()} == expected
    for path, outcome in expected.items():
        reason = found[path]["reason"]
        assert outcome == "captured" or (reason and "\n" not in reason), path
        kept = project("source", found[path]["short"], "--json").objects[0]["captures"]
        assert len(kept) == 1, path
        assert kept[0]["reason"] == reason
        assert kept[0]["response_headers"] or outcome in (
            "timed-out", "protocol-error", "blocked-by-policy", "redirect-loop",
        ), path  # fmt: skip
    assert project("verify").code == 0


def test_nothing_a_page_says_steers_the_terminal(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    address = horrors.on("/escapes", as_page(PAGE.replace("Statement on", ESCAPES)))
    project("attach", wounded, address, "--allow-private")
    printed = [project(*command) for command in (
        ("sources", wounded), ("sources", wounded, "--json"), ("passages", wounded),
        ("source", address), ("source", address, "--json"), ("source", address, "--text", "main"),
        ("attach", wounded, address, "--allow-private"), ("report", "--drafts"),
    )]  # fmt: skip
    for one in printed:
        assert one.code == 0, one.err
        assert not set("\x1b\x07\x9b\u202e\u2066") & set(one.out + one.err)


def test_without_a_network_the_reason_is_told_and_kept(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    address = horrors.url("/", port=1)
    failed = project("attach", wounded, address, "--allow-private")
    assert failed.code == 5
    assert "refused the connection" in failed.err
    assert project("sources", wounded, "--json").objects[0]["outcome"] == "unreachable"
