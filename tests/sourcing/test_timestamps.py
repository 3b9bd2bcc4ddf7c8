import hashlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from tests.sourcing.archives.answers import HOSTILE, answer, is_one_safe_line
from tests.sourcing.archives.loopback import LoopbackArchive, asking, opened
from tests.sourcing.captures import capture, exchange
from tests.sourcing.timestamp_authority import (
    NOW,
    POLICY,
    SHA384,
    Authority,
    Party,
    asked_for,
    party,
    refusal,
)
from workbench.errors import InputError, NetworkError, NotSo, UsageError
from workbench.model.sourcing import Capture, Exchange, Hop
from workbench.sourcing.archives.asking import Question
from workbench.sourcing.archives.through_client import ThroughClient
from workbench.sourcing.timestamps import (
    capture_manifest,
    manifest_digest,
    read_roots,
    request_timestamp,
    verify_timestamp,
)
from workbench.sourcing.token_order import with_sorted_certificates

MANIFEST = capture_manifest(capture())
DIGEST = manifest_digest(MANIFEST)
ROOT = party("Root")
SIGNER = party("Stamps of Example", ROOT)
AUTHORITY = Authority(SIGNER)
TWIN = party("Stamps as well", ROOT, serial=SIGNER.certificate.serial_number)
URL = "https://tsa.example/"


class Answering:
    """An authority without a wire: gives to each request what a test makes of it."""

    def __init__(self, make: Callable[[bytes], bytes]) -> None:
        self._make = make
        self.asked: list[Question] = []

    async def ask(self, question: Question) -> Exchange:
        self.asked.append(question)
        return answer(self._make(question.data or b""))


@pytest.fixture
async def archive() -> AsyncIterator[LoopbackArchive]:
    async with opened() as archive:
        yield archive


@pytest.fixture
async def asker(archive: LoopbackArchive) -> AsyncIterator[ThroughClient]:
    async with asking(archive) as asker:
        yield asker


def test_the_manifest_names_what_was_asked_what_came_and_the_hashes() -> None:
    facts = json.loads(MANIFEST)
    assert facts["address"] == "https://example.org/a?b=1"
    assert facts["started_at"] == "2026-11-20T12:00:00.000120Z"
    assert facts["body_sha256"] == capture().body
    assert facts["response_headers"][0] == ["Content-Type", "text/html; charset=utf-8"]
    assert MANIFEST.isascii()
    assert b" " not in MANIFEST.replace(b"text/html; charset", b"")


@pytest.mark.parametrize(
    "other",
    [
        capture(body=b"another body"),
        capture(exchange(status=404)),
        capture(exchange(peer="192.0.2.8")),
        capture(exchange(headers=())),
        capture(exchange(hops=(Hop(301, "http://example.org/", "https://example.org/a?b=1"),))),
        capture(replace(exchange(), ended_at=exchange().ended_at + timedelta(microseconds=1))),
    ],
    ids=["body", "status", "peer", "headers", "hops", "time"],
)
def test_every_fact_changes_the_digest(other: Capture) -> None:
    assert manifest_digest(capture_manifest(other)) != DIGEST


def test_without_the_hash_of_the_body_there_is_no_manifest() -> None:
    with pytest.raises(NotSo, match="is not in this file"):
        capture_manifest(replace(capture(), body=None, left_out=True))


def test_how_a_page_was_read_does_not_change_the_digest() -> None:
    again = replace(capture(), extractor="another", flags=("a flag",), main="0" * 64)
    assert manifest_digest(capture_manifest(again)) == DIGEST


async def test_only_the_hash_is_sent(asker: ThroughClient, archive: LoopbackArchive) -> None:
    archive.will_say(refusal(2, "no"))
    with pytest.raises(NotSo):
        await request_timestamp(asker, MANIFEST, archive.base)
    (asked,) = archive.asked
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "application/timestamp-query"
    assert len(asked.body) < 80
    assert asked_for(asked.body)[0].hex() == DIGEST


async def test_a_stamp_that_was_asked_for_is_kept_and_holds() -> None:
    token = await request_timestamp(Answering(AUTHORITY.answer), MANIFEST, URL)
    facts = verify_timestamp(token, DIGEST, [ROOT.der])
    assert facts.at == NOW
    assert (facts.authority, facts.serial, facts.policy) == ("CN=Stamps of Example", "77", POLICY)
    assert facts.accuracy_seconds == 1
    assert facts.proves == "existed by 2026-11-20 12:00:00 UTC, signed by CN=Stamps of Example"


async def test_every_request_has_a_nonce_of_its_own() -> None:
    client = Answering(AUTHORITY.answer)
    for _ in range(2):
        await request_timestamp(client, MANIFEST, URL)
    first, second = (asked_for(each.data or b"")[1] for each in client.asked)
    assert first != second


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda asked: AUTHORITY.stamp(asked_for(asked)[0], 12345),
            "tsa.example answered another request than ours (its nonce differs); not kept",
        ),
        (
            lambda asked: AUTHORITY.stamp(asked_for(asked)[0]),
            "tsa.example answered another request than ours (its nonce differs); not kept",
        ),
        (
            lambda asked: AUTHORITY.stamp(bytes(32), asked_for(asked)[1]),
            "tsa.example stamps something else: the hashes differ",
        ),
        (
            lambda asked: replace(AUTHORITY, hash_algorithm=SHA384).stamp(
                asked_for(asked)[0], asked_for(asked)[1]
            ),
            "tsa.example stamps a hash of another kind than SHA-256",
        ),
        (
            lambda _: refusal(2, "bad request"),
            "tsa.example made no timestamp: it refused (bad request)",
        ),
        (
            lambda _: refusal(3, ""),
            "tsa.example made no timestamp: it wants more time",
        ),
        (
            lambda _: b"<html>Sorry</html>",
            "the answer of tsa.example is no timestamp, or is damaged",
        ),
        (lambda _: b"", "the answer of tsa.example is no timestamp, or is damaged"),
    ],
    ids=["nonce", "no nonce", "digest", "kind", "refused", "waiting", "page", "nothing"],
)
async def test_an_answer_to_something_else_is_not_kept(
    make: Callable[[bytes], bytes], message: str
) -> None:
    with pytest.raises(NotSo) as refused:
        await request_timestamp(Answering(make), MANIFEST, URL)
    assert str(refused.value) == message


async def test_hostile_words_of_an_authority_become_one_safe_line() -> None:
    with pytest.raises(NotSo) as refused:
        await request_timestamp(Answering(lambda _: refusal(2, HOSTILE)), MANIFEST, URL)
    assert is_one_safe_line(str(refused.value))


async def test_an_authority_that_cannot_be_asked_is_named(
    asker: ThroughClient, archive: LoopbackArchive
) -> None:
    archive.will_say("<html>", status=500)
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1 answered with status 500; no timestamp"):
        await request_timestamp(asker, MANIFEST, archive.base)
    with pytest.raises(UsageError):
        await request_timestamp(asker, MANIFEST, "ldap://tsa.example/")


def chain(*, begins_days: int = -10, ends_days: int = 10) -> Party:
    day = timedelta(days=1)
    return party(
        "Stamps of Yesterday", ROOT, begins=NOW + begins_days * day, ends=NOW + ends_days * day
    )


@pytest.mark.parametrize("signer_first", [True, False])
def test_an_authority_in_between_may_come_in_any_order(*, signer_first: bool) -> None:
    middle = party("Middle", ROOT)
    authority = Authority(party("Stamps below", middle), [middle], signer_first=signer_first)
    facts = verify_timestamp(authority.stamp(bytes.fromhex(DIGEST)), DIGEST, [ROOT.der])
    assert facts.authority == "CN=Stamps below"


def test_certificates_count_at_the_moment_that_is_stamped_and_not_today() -> None:
    past = replace(AUTHORITY, signer=chain(ends_days=1))
    assert verify_timestamp(past.stamp(bytes.fromhex(DIGEST)), DIGEST, [ROOT.der]).at == NOW


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (
            Authority(chain(ends_days=-1)).stamp(bytes.fromhex(DIGEST)),
            "its certificate had expired by the time it names",
        ),
        (
            Authority(chain(begins_days=1)).stamp(bytes.fromhex(DIGEST)),
            "its certificate was not yet valid at the time it names",
        ),
        (
            Authority(party("Stamps abroad", party("Other root"))).stamp(bytes.fromhex(DIGEST)),
            "its certificate leads to none of the given roots",
        ),
        (
            Authority(party("Stamps nothing", ROOT, for_timestamps=False)).stamp(
                bytes.fromhex(DIGEST)
            ),
            "its certificate is not for timestamps",
        ),
        (
            AUTHORITY.stamp(bytes.fromhex(DIGEST), tampered=True),
            "its signature does not fit",
        ),
        (
            Authority(SIGNER, [TWIN]).stamp(bytes.fromhex(DIGEST)),
            "it carries two certificates of one name",
        ),
    ],
    ids=["expired", "not yet", "foreign", "purpose", "tampered", "twins"],
)
def test_a_timestamp_that_does_not_hold_says_why(token: bytes, reason: str) -> None:
    with pytest.raises(NotSo) as refused:
        verify_timestamp(token, DIGEST, [ROOT.der])
    assert str(refused.value) == f"the timestamp does not hold: {reason}"


def test_a_timestamp_of_something_else_is_no_timestamp_of_this() -> None:
    token = AUTHORITY.stamp(hashlib.sha256(b"something else").digest())
    with pytest.raises(NotSo, match="stamps something else: the hashes differ"):
        verify_timestamp(token, DIGEST, [ROOT.der])


def test_damage_anywhere_never_passes_and_never_crashes() -> None:
    token = AUTHORITY.stamp(bytes.fromhex(DIGEST))
    refusals = []
    for position in range(len(token)):
        damaged = bytearray(token)
        damaged[position] ^= 1 << position % 8
        try:
            facts = verify_timestamp(bytes(damaged), DIGEST, [ROOT.der])
        except NotSo as error:
            refusals.append(str(error))
        else:
            assert facts == verify_timestamp(token, DIGEST, [ROOT.der])
    assert len(refusals) > len(token) * 0.9
    assert all(map(is_one_safe_line, refusals))
    for length in range(0, len(token), 40):
        with pytest.raises(NotSo):
            verify_timestamp(token[:length], DIGEST, [ROOT.der])


def test_sorting_certificates_changes_nothing_else() -> None:
    authority = Authority(SIGNER, [ROOT, party("Middle", ROOT)])
    token = authority.stamp(bytes.fromhex(DIGEST))
    once = with_sorted_certificates(token)
    assert sorted(once) == sorted(token)
    assert with_sorted_certificates(once) == once
    verify_timestamp(once, DIGEST, [ROOT.der])


@given(st.binary(max_size=60))
def test_bytes_that_are_no_answer_stay_as_they_are(data: bytes) -> None:
    assert with_sorted_certificates(data) == data


def test_roots_may_be_pem_or_der() -> None:
    pem = ROOT.certificate.public_bytes(Encoding.PEM)
    assert read_roots(pem + pem) == (ROOT.der, ROOT.der)
    assert read_roots(ROOT.der) == (ROOT.der,)
    token = AUTHORITY.stamp(bytes.fromhex(DIGEST))
    assert verify_timestamp(token, DIGEST, [pem]).at == NOW
    with pytest.raises(InputError, match="holds no certificate"):
        read_roots(b"-----BEGIN NOTHING-----")
    with pytest.raises(UsageError, match="give at least one"):
        verify_timestamp(token, DIGEST, [])


def test_a_giant_answer_is_not_even_looked_at() -> None:
    with pytest.raises(NotSo, match="too large"):
        verify_timestamp(b"0" * 1_000_000, DIGEST, [ROOT.der])


async def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(UsageError, match=r"pip install 'claim-workbench\[timestamp\]'"):
        await request_timestamp(Answering(AUTHORITY.answer), MANIFEST, URL)
    with pytest.raises(UsageError, match=r"pip install 'claim-workbench\[timestamp\]'"):
        verify_timestamp(b"", DIGEST, [ROOT.der])


def test_the_library_is_loaded_only_when_it_is_needed() -> None:
    code = (
        "import sys, workbench.sourcing.timestamps;"
        "print('rfc3161_client' in sys.modules, 'cryptography' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
