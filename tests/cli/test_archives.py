"""archive, factchecks, timestamp: asked through the documented protocols, on loopback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.cli.conftest import PAGE, Program
from tests.sourcing.horrors.server import Horrors, Trick, Visitor
from tests.sourcing.horrors.tricks import answer
from tests.sourcing.timestamp_authority import Authority, party

COPY = "20251016093000"
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
