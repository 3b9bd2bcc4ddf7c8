"""archive, factchecks, timestamp: asked through the documented protocols, on loopback."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.cli.conftest import PAGE, Program
from tests.sourcing.horrors.server import Horrors, Trick, Visitor
from tests.sourcing.horrors.tricks import answer
from tests.sourcing.timestamp_authority import Authority, party
from workbench.desk.opening import open_for_reading
from workbench.desk.sourcing.citing import citation
from workbench.ledger.queries import claim

COPY = "20251016093000"
COPY_DATE = "Thu, 16 Oct 2025 09:30:00 GMT"
RATING = "«Más falso que verdadero» <b>"


def says(value: object) -> Trick:
    return answer(json.dumps(value).encode(), Content_Type="application/json")


@pytest.fixture(autouse=True)
def services(horrors: Horrors, settings: Callable[[str], None]) -> None:
    """Every service is this server."""
    settings(
        f"""[sources]
archive_url = "{horrors.url("")}"
availability_url = "{horrors.url("/available")}"
memento_url = "{horrors.url("/timemap/")}"
fact_check_url = "{horrors.url("/claims:search")}"
timestamp_url = "{horrors.url("/stamp")}"
"""
    )


def test_a_copy_at_the_wayback_machine_is_found_and_remembered(
    project: Program, wounded: str, attached: str, page: str, horrors: Horrors
) -> None:
    closest = {"available": True, "timestamp": COPY, "status": "200",
               "url": f"http://web.archive.org/web/{COPY}/{page}"}  # fmt: skip
    horrors.on("/available", says({"url": page, "archived_snapshots": {"closest": closest}}))
    done = project("archive", attached, "--allow-private", "--json")
    assert done.code == 0, done.err
    (copy,) = done.objects
    assert (copy["state"], copy["archived_at"][:10]) == ("archived", "2025-10-16")
    assert copy["url"] == f"{horrors.url('/web')}/{COPY}/{page}"
    (kept,) = project("source", attached, "--json").objects[0]["archived"]
    assert kept | {"checked_at": copy["checked_at"]} == copy
    project("quote", wounded, attached, "47 civilians and 41 soldiers", "--stance", "refutes")
    assert f"Archived copy of 2025-10-16: <{copy['url']}>" in project("report", "--drafts").out


def held(horrors: Horrors, page: str, text: str = PAGE, at: str = COPY_DATE) -> str:
    """The archive has the page at that time; gives the path at which its bytes are."""
    path = f"/web/{COPY}id_/{page}"
    horrors.on(path, answer(text.encode(), Memento_Datetime=at, Content_Type="text/html"))
    return path


def gone(project: Program, claim: str, horrors: Horrors) -> str:
    """The address of a page that is attached and no longer there."""
    page = horrors.on("/vanished", answer(b"", "404 Not Found"))
    project("attach", claim, page, "--allow-private")
    return page


def test_the_copy_of_a_page_that_is_gone_can_be_quoted(
    project: Program, folder: Path, wounded: str, horrors: Horrors
) -> None:
    page = gone(project, wounded, horrors)
    closest = {"available": True, "timestamp": COPY, "status": "200",
               "url": f"http://web.archive.org/web/{COPY}/{page}"}  # fmt: skip
    horrors.on("/available", says({"url": page, "archived_snapshots": {"closest": closest}}))
    path = held(horrors, page)
    done = project("archive", page, "--fetch", "--allow-private", "--json")
    assert done.code == 0, done.err
    assert horrors.paths()[-1] == path
    (kept,) = done.objects
    assert kept["remarks"][0] == (
        "copy held by 127.0.0.1, captured there on 2025-10-16 09:30 UTC; "
        "not fetched from the site itself"
    )
    assert kept["body_sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()
    quoted = project("quote", wounded, page, "47 civilians and 41 soldiers", "--stance", "refutes")
    assert quoted.code == 0, quoted.err
    assert "copy held by 127.0.0.1" in project("source", page).out
    with open_for_reading(folder / "claims.db") as ledger:
        cited = citation(ledger, claim(ledger, wounded).evidence[0])
    assert f"archived copy of {page}, made on 2025-10-16 09:30 UTC" in cited


def test_a_re_check_never_takes_an_archives_copy_for_the_page(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    page = gone(project, wounded, horrors)
    held(horrors, page)
    assert project("archive", page, "--fetch", COPY, "--allow-private").code == 0
    horrors.on("/vanished", answer(PAGE.encode()))
    (checked,) = project("recheck", page, "--allow-private", "--json").objects
    assert checked["finding"] == "fetched for the first time"
    assert "if-none-match" not in horrors.requests[-1].headers


def test_a_copy_of_another_time_is_not_taken(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    page = gone(project, wounded, horrors)
    held(horrors, page, at="Fri, 17 Oct 2025 09:30:00 GMT")
    done = project("archive", page, "--fetch", COPY, "--allow-private")
    assert done.code == 1
    assert "has not that copy; it led to the one of 2025-10-17 09:30:00" in done.err
    (source,) = project("source", page, "--json").objects
    assert len(source["captures"]) == 1


def test_a_copy_that_another_archive_holds_is_not_sought_at_the_wayback_machine(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    page = gone(project, wounded, horrors)
    other = f"https://other.example/web/{COPY}/{page}"
    links = f'<{other}>; rel="first last memento"; datetime="{COPY_DATE}"'
    horrors.on("/available", says({}))
    horrors.on("/cdx/search/cdx", says([]))
    horrors.on(f"/timemap/{page}", answer(links.encode(), Content_Type="application/link-format"))
    assert other in project("archive", page, "--allow-private").out
    done = project("archive", page, "--fetch", "--allow-private")
    assert done.code == 1
    assert other in done.err
    assert not any(path.startswith("/web/") for path in horrors.paths())


def test_an_archived_error_page_is_not_kept(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    page = gone(project, wounded, horrors)
    horrors.on(
        f"/web/{COPY}id_/{page}", answer(b"gone", "404 Not Found", Memento_Datetime=COPY_DATE)
    )
    done = project("archive", page, "--fetch", COPY, "--allow-private")
    assert (done.code, len(project("source", page, "--json").objects[0]["captures"])) == (1, 1)
    assert "status 404" in done.err


def test_a_copy_is_named_by_fourteen_digits_and_where_none_is_found_nothing_is_kept(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    page = gone(project, wounded, horrors)
    assert project("archive", page, "--fetch", "yesterday", "--allow-private").code == 2
    horrors.on("/available", says({}))
    horrors.on("/cdx/search/cdx", says([]))
    done = project("archive", page, "--fetch", "--allow-private")
    assert done.code == 1
    assert "no copy to fetch was found" in done.err


def test_an_empty_answer_is_unknown_until_the_index_says_none(
    project: Program, attached: str, horrors: Horrors
) -> None:
    horrors.on("/available", says({"archived_snapshots": {}}))
    horrors.on("/cdx/search/cdx", says([]))
    done = project("archive", attached, "--allow-private", "--json")
    assert done.code == 1
    assert done.objects[0]["state"] == "none-known"
    assert "--save" in done.err


def test_archives_that_do_not_answer_prove_nothing(
    project: Program, attached: str, horrors: Horrors, settings: Callable[[str], None]
) -> None:
    settings(
        f"""[sources]
archive_url = "{horrors.url("")}"
availability_url = "{horrors.url("/available")}"
memento_url = "{horrors.url("/timemap/", port=1)}"
"""
    )
    horrors.on("/available", answer(b"<html>busy</html>", "200 OK"))
    done = project("archive", attached, "--allow-private", "--json")
    assert done.code == 5
    assert {copy["state"] for copy in done.objects} == {"unknown"}


def test_a_refusal_to_save_comes_with_status_200(
    project: Program, attached: str, horrors: Horrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_ARCHIVE_ACCESS", "access")
    monkeypatch.setenv("WORKBENCH_ARCHIVE_KEY", "secret-key")
    refusal = {"status": "error", "status_ext": "error:too-many-daily-captures", "message": "No."}
    horrors.on("/save", says(refusal))
    done = project("archive", attached, "--save", "--allow-private", "--json")
    assert done.code == 1
    assert done.objects[0]["state"] == "submit-failed"
    assert horrors.requests[-1].headers["authorization"] == "LOW access:secret-key"
    assert "secret-key" not in done.out + done.err


def test_submitted_is_not_archived(
    project: Program, attached: str, horrors: Horrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_ARCHIVE_ACCESS", "access")
    monkeypatch.setenv("WORKBENCH_ARCHIVE_KEY", "secret")
    horrors.on("/save", says({"url": "x", "job_id": "spn2-" + "a" * 40}))
    done = project("archive", attached, "--save", "--no-wait", "--allow-private", "--json")
    assert done.code == 0
    assert (done.objects[0]["state"], done.objects[0]["url"]) == ("submitted", None)


def test_archives_are_asked_about_pages_that_are_gone(
    project: Program, wounded: str, attached: str, page: str, horrors: Horrors
) -> None:
    project("quote", wounded, attached, "47 civilians and 41 soldiers", "--stance", "refutes")
    row = [["timestamp", "original", "mimetype", "statuscode", "digest", "length"],
           [COPY, page, "text/html", "200", "A" * 32, "900"]]  # fmt: skip
    horrors.on("/statement", answer(b"", "404 Not Found"))
    horrors.on("/available", says({}))
    horrors.on("/cdx/search/cdx", says(row))
    done = project("recheck", "--archives", "--allow-private")
    assert "the page is gone" in done.out
    assert f"archived on 2025-10-16 09:30: {horrors.url('/web')}/{COPY}/{page}" in done.out


def test_a_page_from_inside_the_network_is_told_to_no_archive(
    project: Program, wounded: str, page: str, horrors: Horrors
) -> None:
    project("attach", wounded, page, "--allow-private")
    refused = project("archive", page, "--any-port")
    assert refused.code == 2
    assert "inside your network" in refused.err
    assert horrors.paths() == ["/statement"]


def test_what_was_never_on_the_web_is_in_no_archive(project: Program, wounded: str) -> None:
    project("attach", wounded, "-", "--title", "Leaflet", stdin=b"In all 52 civilians.")
    source = project("sources", wounded, "--json").objects[0]["short"]
    assert project("archive", source, "--allow-private").code == 2


def test_published_fact_checks_come_in_their_own_words(
    project: Program, wounded: str, horrors: Horrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_FACT_CHECK_KEY", "key-of-mine")
    review = {"publisher": {"name": "Chequeo"}, "url": "https://chequeo.example/1",
              "textualRating": RATING, "languageCode": "es"}  # fmt: skip
    horrors.on(
        "/claims:search", says({"claims": [{"text": "52 heridos", "claimReview": [review]}]})
    )
    done = project("factchecks", wounded, "--yes", "--allow-private", "--json")
    assert done.code == 0, done.err
    assert done.objects[0]["rating"] == RATING
    assert RATING in project("factchecks", wounded, "--yes", "--allow-private").out
    asked = horrors.requests[0]
    assert asked.headers["x-goog-api-key"] == "key-of-mine"
    assert "key-of-mine" not in asked.target
    assert "52" in asked.target
    assert project("show", wounded, "--json").objects[0]["status"] == "unrated"


def test_nothing_is_sent_to_google_without_leave(
    project: Program, wounded: str, horrors: Horrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project("factchecks", wounded, "--yes").code == 2
    monkeypatch.setenv("WORKBENCH_FACT_CHECK_KEY", "key")
    refused = project("factchecks", wounded, "--allow-private")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert project("factchecks", "--yes").code == 2
    assert horrors.requests == []


def test_no_fact_check_found_says_nothing_about_the_claim(
    project: Program, horrors: Horrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_FACT_CHECK_KEY", "key")
    horrors.on("/claims:search", says({}))
    done = project("factchecks", "--query", "52 injured", "--yes", "--allow-private")
    assert done.code == 0
    assert "says nothing about the claim" in done.err
    horrors.on("/claims:search", answer(b'{"error": {"message": "bad key"}}', "403 Forbidden"))
    assert project("factchecks", "--query", "52", "--yes", "--allow-private").code == 5


def test_a_timestamp_says_by_when_a_capture_existed(
    project: Program, folder: Path, attached: str, horrors: Horrors
) -> None:
    root = party("Root of Example")
    authority = Authority(party("Stamps of Example", root))

    async def stamping(visitor: Visitor) -> None:
        await answer(
            authority.answer(visitor.request.body), Content_Type="application/timestamp-reply"
        )(visitor)

    horrors.on("/stamp", stamping)
    done = project("timestamp", attached, "--allow-private")
    assert done.code == 0, done.err
    assert PAGE.encode() not in horrors.requests[-1].body
    (folder / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    checked = project("timestamp", attached, "--check", "--roots", "root.pem")
    assert checked.code == 0, checked.err
    assert checked.out.startswith("existed by 2026-11-20 12:00:00 UTC, signed by ")
    project("backup", "shared.db", "--without-copies")
    at = ("--db", "shared.db")
    assert project("timestamp", attached, "--check", "--roots", "root.pem", *at).code == 0
    stranger = party("Root of a stranger").certificate.public_bytes(Encoding.PEM)
    (folder / "stranger.pem").write_bytes(stranger)
    assert project("timestamp", attached, "--check", "--roots", "stranger.pem").code == 1
    assert project("timestamp", attached, "--check").code == 2


def test_an_authority_that_stamps_nothing_is_told(
    project: Program, attached: str, horrors: Horrors
) -> None:
    horrors.on("/stamp", answer(b"no timestamp", Content_Type="application/timestamp-reply"))
    refused = project("timestamp", attached, "--allow-private")
    assert refused.code == 1
    assert project("source", attached).out.count("timestamp") == 0
    assert project("timestamp", attached, "--check").code == 1
