from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sourcing.archives.answers import HOSTILE, answer, is_one_safe_line, silence
from workbench.errors import UsageError
from workbench.model.sourcing import ArchiveState, Exchange, Hop, Outcome
from workbench.sourcing.archives.save_errors import Advice, advice_for, known_codes, words_for
from workbench.sourcing.archives.saving import (
    SaveKeys,
    read_direct_save,
    read_job,
    read_submission,
    read_user_status,
    save_form,
)

REPLAY = "https://web.archive.example/web"
JOB = "spn2-0123456789abcdef0123456789abcdef01234567"
COPY = f"{REPLAY}/20261120120000/https://example.org/a"


def refusal(code: object, message: object = "no") -> Exchange:
    return answer({"status": "error", "status_ext": code, "message": message})


def test_submitted_is_not_archived() -> None:
    result = read_submission(answer({"url": "https://example.org/a", "job_id": JOB}))
    assert (result.state, result.job, result.url) == (ArchiveState.SUBMITTED, JOB, None)
    assert result.note == "submitted, not yet archived"


def test_a_job_need_not_look_like_a_uuid() -> None:
    assert read_submission(answer({"job_id": "spn2-ab.c_d"})).job == "spn2-ab.c_d"


def test_a_reused_capture_is_said_in_the_archives_own_words() -> None:
    body = {"job_id": JOB, "message": f"The same snapshot had been made 4 minutes ago{HOSTILE}"}
    result = read_submission(answer(body))
    assert result.state is ArchiveState.SUBMITTED
    assert result.note is not None
    assert "The same snapshot had been made 4 minutes ago" in result.note
    assert is_one_safe_line(result.note)


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("error:not-found", Advice.NEVER),
        ("error:blocked-url", Advice.NEVER),
        ("error:user-session-limit", Advice.STOP),
        ("error:max-daily-bandwidth-of-some-kind", Advice.STOP),
        ("error:too-many-daily-captures", Advice.TOMORROW),
        ("error:no-captures", Advice.LATER),
        ("error:invented-yesterday", Advice.LATER),
        ("", Advice.LATER),
        (None, Advice.LATER),
        (17, Advice.LATER),
    ],
)
def test_a_refusal_with_status_200_is_a_refusal(code: object, advice: Advice) -> None:
    result = read_submission(refusal(code))
    assert (result.state, result.job) == (ArchiveState.SUBMIT_FAILED, None)
    assert result.advice is advice
    assert is_one_safe_line(result.note)


def test_all_documented_codes_have_words_and_advice() -> None:
    assert len(known_codes()) >= 38
    for code in known_codes():
        assert words_for(code)
        assert advice_for(code) in Advice


def test_an_unknown_code_is_told_in_the_archives_words_and_is_never_permanent() -> None:
    result = read_submission(refusal("error:new", f"Try {HOSTILE} later"))
    assert result.advice is Advice.LATER
    assert is_one_safe_line(result.note)
    assert result.note is not None
    assert result.note.startswith("Try ")


@pytest.mark.parametrize("job", [None, "", "../../login", "a b", "x" * 500, 7, ["a"], "j\x1b"])
def test_an_answer_without_a_sound_job_is_not_a_submission(job: object) -> None:
    result = read_submission(answer({"url": "x", "job_id": job}))
    assert (result.state, result.job) == (ArchiveState.SUBMIT_FAILED, None)


@pytest.mark.parametrize(
    "exchange",
    [
        silence(Outcome.TIMED_OUT, "it was not done within 60 s"),
        silence(Outcome.UNREACHABLE, "it hung up without an answer"),
        answer("<html>", status=523, outcome=Outcome.SERVER_ERROR),
        answer("<html>Saved?"),
        answer('{"job_'),
        answer("[]"),
    ],
    ids=["timeout", "hang-up", "523", "page", "cut-off", "list"],
)
def test_an_answer_that_did_not_come_leaves_the_outcome_unknown(exchange: Exchange) -> None:
    result = read_submission(exchange)
    assert result.state is ArchiveState.UNKNOWN
    assert result.note is not None
    assert result.note.endswith(
        "; the copy may have been made all the same, look again in some hours"
    )


@pytest.mark.parametrize(
    ("exchange", "advice"),
    [
        (answer("", status=429, outcome=Outcome.BUSY), Advice.STOP),
        (answer("", status=401, outcome=Outcome.FORBIDDEN), Advice.STOP),
        (answer("", status=400, outcome=Outcome.FORBIDDEN), Advice.LATER),
        (silence(Outcome.BLOCKED, "it is refused"), Advice.LATER),
        (silence(Outcome.BUSY, "the next question may be asked in 900 s"), Advice.STOP),
    ],
    ids=["429", "401", "400", "blocked", "paused"],
)
def test_what_was_certainly_not_submitted_is_a_failure(exchange: Exchange, advice: Advice) -> None:
    result = read_submission(exchange)
    assert (result.state, result.advice) == (ArchiveState.SUBMIT_FAILED, advice)


def test_a_pending_job_is_pending() -> None:
    result = read_job(answer({"status": "pending", "job_id": JOB}), JOB, REPLAY)
    assert (result.state, result.job) == (ArchiveState.PENDING, JOB)


def test_a_job_that_succeeded_names_the_copy() -> None:
    body = {
        "status": "success",
        "timestamp": "20261120120000",
        "original_url": "https://example.org/a",
        "duration_sec": 6.2,
    }
    result = read_job(answer(body), JOB, REPLAY)
    assert (result.state, result.url) == (ArchiveState.ARCHIVED, COPY)
    assert result.archived_at == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_an_older_copy_is_not_passed_off_as_a_new_one() -> None:
    body = {
        "status": "success",
        "timestamp": "20251120120000",
        "original_url": "https://example.org/a",
    }
    result = read_job(answer(body), JOB, REPLAY)
    assert result.archived_at == datetime(2025, 11, 20, 12, tzinfo=UTC)
    assert result.note == "the archive made no new copy and names an older one"


@pytest.mark.parametrize(
    "body",
    [
        {"status": "success"},
        {"status": "success", "timestamp": "soon", "original_url": "https://example.org/"},
        {"status": "success", "timestamp": "20261120120000", "original_url": "javascript:1"},
        {"status": "perhaps"},
        {},
        [],
        "",
    ],
    ids=str,
)
def test_a_job_that_names_no_copy_is_unknown(body: object) -> None:
    assert read_job(answer(body), JOB, REPLAY).state is ArchiveState.UNKNOWN


def test_a_failed_job_is_a_failed_capture() -> None:
    result = read_job(refusal("error:invalid-host-resolution"), JOB, REPLAY)
    assert (result.state, result.advice) == (ArchiveState.CAPTURE_FAILED, Advice.NEVER)
    assert result.note == "the archive finds no such host"


def test_a_job_that_is_forgotten_leaves_the_outcome_unknown() -> None:
    result = read_job(answer("", status=404, outcome=Outcome.DEAD), JOB, REPLAY)
    assert result.state is ArchiveState.UNKNOWN


def test_without_keys_the_answer_leads_to_the_copy() -> None:
    redirect = answer(
        status=302,
        outcome=Outcome.REDIRECTS,
        headers=(("Location", "/web/20261120120000/https://example.org/a"),),
        complete=False,
    )
    result = read_direct_save(redirect, REPLAY)
    assert (result.state, result.url) == (ArchiveState.ARCHIVED, COPY)
    followed = answer(b"<p>", hops=(Hop(302, "https://archive.example/save/", COPY),))
    assert read_direct_save(followed, REPLAY).url == COPY


@pytest.mark.parametrize(
    ("exchange", "state"),
    [
        (answer("<html>Saved!"), ArchiveState.UNKNOWN),
        (refusal("error:no-access"), ArchiveState.SUBMIT_FAILED),
        (answer("", status=429, outcome=Outcome.BUSY), ArchiveState.SUBMIT_FAILED),
        (silence(Outcome.TIMED_OUT, "slow"), ArchiveState.UNKNOWN),
        (
            answer(status=302, headers=(("Location", "https://archive.example/login"),)),
            ArchiveState.UNKNOWN,
        ),
    ],
    ids=["page", "refused", "429", "timeout", "login"],
)
def test_without_keys_an_answer_that_leads_nowhere_is_no_copy(
    exchange: Exchange, state: ArchiveState
) -> None:
    result = read_direct_save(exchange, REPLAY)
    assert (result.state, result.url) == (state, None)


def test_the_form_escapes_the_address() -> None:
    assert save_form("https://example.org/?a=b&c", unless_newer_than="1d") == (
        b"url=https%3A%2F%2Fexample.org%2F%3Fa%3Db%26c&skip_first_archive=1"
        b"&if_not_archived_within=1d"
    )


def test_keys_are_never_printed_and_cannot_forge_a_header() -> None:
    keys = SaveKeys("access", "s3cret")
    assert "s3cret" not in repr(keys)
    assert keys.header() == ("Authorization", "LOW access:s3cret")
    with pytest.raises(UsageError, match="copy them again"):
        SaveKeys("a", "b\r\nX: y").header()


def test_the_account_says_how_much_is_left() -> None:
    body = {"available": 3, "processing": 0, "daily_captures": 49, "daily_captures_limit": "30000"}
    status = read_user_status(answer(body))
    assert (status.available, status.processing) == (3, 0)
    assert (status.daily_captures, status.daily_limit) == (49, 30000)


@pytest.mark.parametrize(
    "body", [{"available": -1}, {"available": True}, {"available": "many"}, {}, {"available": 1e99}]
)
def test_a_count_that_is_none_is_not_known(body: object) -> None:
    assert read_user_status(answer(body)).available is None


def test_keys_that_are_not_accepted_are_named() -> None:
    status = read_user_status(answer("", status=401, outcome=Outcome.FORBIDDEN))
    assert status.problem == "the Wayback Machine does not accept the keys"


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())
fields = st.sampled_from(
    ["status", "status_ext", "message", "job_id", "timestamp", "original_url", "available"]
)


@given(st.dictionaries(fields, values))
def test_no_answer_raises_and_every_note_is_safe(body: dict[str, object]) -> None:
    for result in (
        read_submission(answer(body)),
        read_job(answer(body), JOB, REPLAY),
        read_direct_save(answer(body), REPLAY),
    ):
        assert result.state is not ArchiveState.ARCHIVED or result.url
        assert is_one_safe_line(result.note)
    read_user_status(answer(body))
