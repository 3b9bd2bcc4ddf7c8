"""source, record, note: what is known of a source, what was never a page, what stays private."""

import hashlib
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, QUOTED, Program, as_page
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer, redirect

CALL = ("--kind", "call", "--who", "an official of the ministry", "--on", "2025-10-15")


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("claims.db*"))


def test_a_source_says_what_its_hash_proves_and_no_more(project: Program, attached: str) -> None:
    shown = project("source", attached).out
    assert "unaltered since capture" in shown
    assert "authentic" not in shown
    assert hashlib.sha256(PAGE.encode()).hexdigest() in shown


def test_altered_bytes_are_told(project: Program, folder: Path, attached: str) -> None:
    with closing(sqlite3.connect(folder / "claims.db")) as connection:
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'blob'"
        ).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE blob SET data = zeroblob(length(data))")
        for _, sql in guards:
            connection.execute(sql)
        connection.commit()
    assert "damaged" in project("source", attached).out
    if find_spec("warcio"):
        assert "1 damaged page copy" in project("warc", "pages.warc.gz").err


def test_a_source_is_named_by_its_host_or_a_piece_of_its_title(
    project: Program, wounded: str, attached: str, folder: Path
) -> None:
    for typed in ("127.0.0.1", "unrest in kerval", attached[:5], "1"):
        assert project("passages", wounded, typed, "--json").objects
    (folder / "other.html").write_text(PAGE.replace("47 civilians", "46 civilians"), "utf-8")
    project("attach", wounded, "other.html")
    several = project("source", "unrest in Kerval")
    assert several.code == 1
    assert "may be several sources" in several.err
    assert attached in several.err
    assert project("source", "nobody.example").code == 1


def test_a_capture_keeps_headers_redirects_and_times(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    horrors.on("/statement", as_page(X_Served_By="cache-7"))
    start = horrors.on("/short", redirect("/statement"))
    project("attach", wounded, start, "--allow-private")
    (kept,) = project("source", start, "--json").objects[0]["captures"]
    assert kept["hops"] == [
        {"status": 302, "origin": start, "target": horrors.url("/statement"), "remark": None}
    ]
    assert kept["address"] == horrors.url("/statement")
    assert ["X-Served-By", "cache-7"] in kept["response_headers"]
    assert any(name.lower() == "user-agent" for name, _ in kept["request_headers"])
    assert kept["peer"].startswith("127.0.0.1")
    assert kept["started_at"] < kept["ended_at"]
    assert kept["wire_sha256"] == kept["body_sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()
    assert "redirect 302" in project("source", start).out


def test_what_a_page_says_twice_is_shown_with_where_it_stood(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "author": "A. Clerk", \
"datePublished": "2025-10-17"}</script></head>'
    address = horrors.on("/two", as_page(PAGE.replace("</head>", linked)))
    project("attach", wounded, address, "--allow-private")
    shown = project("source", address, "--json").objects[0]
    differing = {each["field"]: each["values"] for each in shown["conflicts"]}
    assert {value["basis"] for value in differing["published"]} >= {"json-ld", "meta"}
    assert "published differs" in project("source", address).out


def test_a_correction_keeps_its_history_and_can_be_withdrawn(
    project: Program, attached: str
) -> None:
    done = project("source", attached, "--set", "published=2025-10-12", "--because", "print issue")
    assert done.code == 0, done.err
    value = project("source", attached, "--json").objects[0]["metadata"]["published"]
    assert (value["value"], value["corrected"], value["because"]) == (
        "2025-10-12", True, "print issue",
    )  # fmt: skip
    assert "corrected by" in project("source", attached).out
    assert project("source", attached, "--unset", "published").code == 0
    value = project("source", attached, "--json").objects[0]["metadata"]["published"]
    assert (value["value"][:10], value["corrected"]) == ("2025-10-16", False)


@pytest.mark.parametrize("typed", ["published=soon", "colour=red", "title"])
def test_a_correction_that_makes_no_sense_is_refused(
    project: Program, attached: str, typed: str
) -> None:
    assert project("source", attached, "--set", typed).code == 2


def test_the_bytes_of_a_capture_are_exported_as_they_came(
    project: Program, folder: Path, attached: str
) -> None:
    assert project("source", attached, "--export", "page.html").code == 0
    assert (folder / "page.html").read_bytes() == PAGE.encode()
    assert project("source", attached, "--export", "nowhere/page.html").code == 4
    assert project("source", "ffffffff").code == 1


def test_a_call_is_a_source_that_can_be_quoted(project: Program, wounded: str) -> None:
    words = "We counted 47 wounded civilians, no more."
    done = project("record", wounded, words, *CALL, "--terms", "on-record")
    assert done.code == 0, done.err
    (row,) = project("sources", wounded, "--json").objects
    assert (row["kind"], row["id"]) == ("call", done.out.strip())
    quoted = project("quote", wounded, "1", "47 wounded civilians", "--stance", "refutes")
    assert quoted.code == 0, quoted.err
    assert project("evidence", wounded, "--json").objects[0]["dated"] == "2025-10-15"
    project("verdict", wounded, "Refuted", "--because", "They counted.")
    report = project("report").out
    assert "Call, an official of the ministry, 2025-10-15 (on the record)" in report


def test_words_off_the_record_are_in_no_report(project: Program, wounded: str) -> None:
    project("record", wounded, "It was the wind, said the keeper.", *CALL, "--terms", "off-record")
    project("quote", wounded, "1", "It was the wind", "--stance", "context")
    project("verdict", wounded, "Refuted", "--because", "Somebody said so.")
    report = project("report").out
    assert "not for publication" in report
    assert "the wind" not in report
    assert "official of the ministry" not in report


def test_a_confidential_name_is_in_the_notes_and_never_in_the_database(
    project: Program, folder: Path, home: Path, wounded: str
) -> None:
    hidden = ("--terms", "background", "--confidential", "--name", "Jo Sample")
    leaky = project("record", wounded, "As Ms Sample I say: 47.", *CALL, *hidden)
    assert leaky.code == 2
    assert "describe the person" in leaky.err
    done = project("record", wounded, "There were 47 of them.", *CALL, *hidden)
    assert done.code == 0, done.err
    assert b"Sample" not in everything_in(folder)
    (kept,) = [path for path in home.rglob("*.txt") if "Jo Sample" in path.read_text("utf-8")]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "in your notes on this computer" in project("source", done.out.strip()).out
    note = ("quote", wounded, "1", "47", "--stance", "refutes", "--note", "Jo Sample again")
    assert project(*note).code == 2
    assert b"Sample" not in everything_in(folder)


def test_a_refused_record_leaves_no_name_behind(project: Program, home: Path, wounded: str) -> None:
    hidden = ("--terms", "background", "--confidential", "--name", "Jo Sample")
    assert project("record", "ffffffff", "There were 47.", *CALL, *hidden).code == 1
    assert project("record", wounded, "Sample: 47.", *CALL, *hidden).code == 2
    assert [path for path in home.rglob("*.txt") if "Sample" in path.read_text("utf-8")] == []


def test_a_right_of_reply_is_kept_before_and_after_the_answer(
    project: Program, wounded: str
) -> None:
    asked = ("--kind", "right-of-reply", "--who", "Interior Ministry",
             "--terms", "on-record", "--asked", "2025-10-15")  # fmt: skip
    open_request = project("record", wounded, *asked)
    assert open_request.code == 0, open_request.err
    assert "no answer yet" in project("source", open_request.out.strip()).out
    answered = project("record", wounded, "We stand by 52.", *asked, "--answered", "2025-10-16")
    assert answered.code == 0, answered.err
    assert "answered on 2025-10-16" in project("source", answered.out.strip()).out
    listed = project("sources", wounded).out
    assert "Right of reply, Interior Ministry, 2025-10-15: asked on 2025-10-15, no answer" in listed
    assert "Right of reply, Interior Ministry, 2025-10-16: asked on 2025-10-15, ans" in listed


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ((), ("--kind", "call")),
        (("x",), ("--kind", "call", "--on", "2125-01-01")),
        (("x",), ("--kind", "call", "--asked", "2025-10-01")),
        (("x",), ("--kind", "right-of-reply")),
        (("x",), ("--kind", "right-of-reply", "--asked", "2025-10-02", "--answered", "2025-10-01")),
        (("x",), ("--kind", "call", "--confidential")),
        (("x",), ("--kind", "call", "--name", "Jo")),
    ],
    ids=["no words", "the future", "asked whom", "not asked", "too early", "no name", "not hidden"],
)
def test_a_record_that_contradicts_itself_is_refused(
    project: Program, wounded: str, words: tuple[str, ...], more: tuple[str, ...]
) -> None:
    refused = project("record", wounded, *words, "--who", "a", "--terms", "on-record", *more)
    assert refused.code == 2
    assert project("sources", wounded, "--json").objects == []


def test_a_picture_is_kept_beside_the_words_on_it(
    project: Program, folder: Path, wounded: str
) -> None:
    (folder / "shot.png").write_bytes(b"\x89PNG picture")
    done = project("record", wounded, "52 injured!", "--kind", "screenshot", "--who", "a channel",
                   "--terms", "on-record", "--file", "shot.png")  # fmt: skip
    assert done.code == 0, done.err
    project("source", done.out.strip(), "--export", "copy.png")
    assert (folder / "copy.png").read_bytes() == b"\x89PNG picture"
    assert project("source", done.out.strip(), "--text", "main").out == "52 injured!\n"


def test_notes_are_private(project: Program, folder: Path, wounded: str) -> None:
    assert project("note", wounded[:8], "Ask the harbour master.").code == 0
    project("note", wounded, "Twice.", "--add")
    assert project("note", wounded).out == "Ask the harbour master.\nTwice.\n"
    assert b"harbour" not in everything_in(folder)
    project("backup", "copy.db")
    assert b"harbour" not in (folder / "copy.db").read_bytes()
    assert project("note", wounded, "--remove").code == 0
    assert project("note", wounded).out == ""


def test_a_backup_never_copies_an_unchanged_page_twice(
    project: Program, folder: Path, wounded: str, attached: str, page: str
) -> None:
    first = project("backup", "copy.db", "--json")
    assert first.code == 0, first.err
    assert first.objects[0]["kept_bytes"] >= 2
    project("attach", wounded, page, "--allow-private", "--again")
    second = project("backup", "copy.db", "--json").objects[0]
    assert second["events"] >= 1
    assert second["kept_bytes"] == 0
    assert project("verify", "--db", "copy.db").code == 0
    assert project("backup", str(folder / "claims.db")).code in (1, 4)


def test_a_copy_can_be_shared_without_page_copies(
    project: Program, folder: Path, wounded: str, attached: str
) -> None:
    project("quote", wounded, attached, QUOTED, "--stance", "refutes")
    shared = project("backup", "shared.db", "--without-copies", "--json").objects[0]
    assert shared["left_out"] >= 2
    at = ("--db", "shared.db")
    assert "page copy not in this file" in project("source", attached, *at).out
    assert project("evidence", wounded, "--json", *at).objects[0]["quote"] == QUOTED
    assert project("verify", *at).code == 0
    refused = project("source", attached, "--export", "x.html", *at)
    assert refused.code == 1
    assert "left out of this copy" in refused.err
    again = project("quote", wounded, attached, QUOTED, "--stance", "context", *at)
    assert again.code == 1
    assert "page copy is not in this file" in project("passages", wounded, *at).err
    assert project("report", "--drafts", *at).code == 0


def test_captures_are_written_as_warc(project: Program, folder: Path, attached: str) -> None:
    from warcio.archiveiterator import ArchiveIterator

    assert project("warc", "pages.warc.gz").code == 0
    with (folder / "pages.warc.gz").open("rb") as file:
        kept = {record.rec_type: record.content_stream().read() for record in ArchiveIterator(file)}
    assert kept["response"] == PAGE.encode()


CYRILLIC = """<!doctype html><html><head><title>Заявление больницы</title></head><body><article>
<h1>Заявление больницы</h1><p>Районная больница Марунской долины приняла сорок семь гражданских
лиц после беспорядков десятого октября, сообщила пресс-служба в среду утром.</p>
<p>По данным больницы, пострадали 47 гражданских и 41 военный, все они получили помощь в тот же
день, и большинство уже выписано домой, добавила она.</p></article></body></html>"""


@pytest.fixture
def garbled(project: Program, wounded: str, horrors: Horrors) -> str:
    """The address of an attached page whose server names a wrong encoding."""
    page = horrors.on(
        "/ru", answer(CYRILLIC.encode("koi8-r"), Content_Type="text/html; charset=windows-1251")
    )
    project("attach", wounded, page, "--allow-private")
    return page


def test_a_page_of_a_wrong_encoding_is_read_again_from_its_kept_bytes(
    project: Program, wounded: str, garbled: str, horrors: Horrors
) -> None:
    words = "пострадали 47 гражданских и 41 военный"
    assert project("quote", wounded, garbled, words, "--stance", "refutes").code == 1
    done = project("source", garbled, "--encoding", "KOI8-R", "--json")
    assert done.code == 0, done.err
    (kept,) = done.objects
    assert (kept["encoding"], kept["encoding_basis"]) == ("koi8-r", "given")
    assert kept["remarks"][0].startswith("read again as koi8-r from the bytes of capture ")
    (source,) = project("source", garbled, "--json").objects
    assert [one["body_sha256"] for one in source["captures"]] == [kept["body_sha256"]] * 2
    assert horrors.paths() == ["/ru"]
    assert project("quote", wounded, garbled, words, "--stance", "refutes").code == 0
    assert project("undo").code == 0
    assert project("verify").code == 0


def test_a_re_check_keeps_to_the_encoding_that_was_chosen(
    project: Program, wounded: str, garbled: str, horrors: Horrors
) -> None:
    project("source", garbled, "--encoding", "koi8-r")
    project("quote", wounded, garbled, "47 гражданских и 41 военный", "--stance", "refutes")
    changed = CYRILLIC.replace("в среду утром", "в среду").encode("koi8-r")
    horrors.on("/ru", answer(changed, Content_Type="text/html; charset=windows-1251"))
    (checked,) = project("recheck", garbled, "--allow-private", "--json").objects
    assert checked["finding"] == "text changed, your quotes intact"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("no-such-1\x1b[2J", "no-such-1"), ("utf-7", "no known encoding"), ("", "no known encoding")],
    ids=["unknown", "refused", "empty"],
)
def test_an_unknown_encoding_is_one_clear_line(
    project: Program, garbled: str, encoding: str, words: str
) -> None:
    done = project("source", garbled, "--encoding", encoding)
    assert done.code == 2
    assert words in done.err
    assert "is no known encoding; write it as windows-1251" in done.err
    assert "\x1b" not in done.err
    assert len(project("source", garbled, "--json").objects[0]["captures"]) == 1


def test_what_reads_the_same_in_another_encoding_is_not_kept_twice(
    project: Program, garbled: str, wounded: str
) -> None:
    done = project("source", garbled, "--encoding", "windows-1251")
    assert (done.code, "says the same" in done.err) == (1, True)
    said = project("record", wounded, "We treated 47.", "--kind", "call", "--who", "a nurse",
                   "--on", "2025-10-16", "--terms", "on-record").out.strip()  # fmt: skip
    assert project("source", said, "--encoding", "koi8-r").code == 2
